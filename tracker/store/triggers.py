"""Triggers: they keep the search index and the history of facts, whichever program writes."""

from tracker.store.tables import fact

# Bookkeeping of ours; a change of it is no change of the statement.
_BOOKKEEPING = {"id", "passage_id", "run_id", "content_hash", "equivalent_of"}
_WATCHED = [column.name for column in fact.columns if column.name not in _BOOKKEEPING]
_KEPT = [column.name for column in fact.columns if column.name != "id"]


def _json(row: str) -> str:
    pairs = (f"""'{name}', {row}."{name}\"""" for name in _KEPT)
    return f"json_object({', '.join(pairs)})"


_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_CHANGED = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in _WATCHED)

SQLITE_TRIGGERS = {
    "passage_added": """AFTER INSERT ON passage BEGIN
  INSERT INTO passage_fts(rowid, text) VALUES (NEW.id, NEW.text);
END""",
    "passage_deleted": """AFTER DELETE ON passage BEGIN
  INSERT INTO passage_fts(passage_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END""",
    "passage_changed": """AFTER UPDATE OF text ON passage BEGIN
  INSERT INTO passage_fts(passage_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
  INSERT INTO passage_fts(rowid, text) VALUES (NEW.id, NEW.text);
END""",
    "fact_changed": f"""AFTER UPDATE ON fact WHEN {_CHANGED} BEGIN
  INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
  VALUES (OLD.id, {_NOW}, NEW.updated_by, 'update', {_json("OLD")}, {_json("NEW")});
END""",
    "fact_deleted": f"""AFTER DELETE ON fact BEGIN
  INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
  VALUES (OLD.id, {_NOW}, OLD.updated_by, 'delete', {_json("OLD")}, NULL);
END""",
}

_WATCHED_OLD = ", ".join(f'OLD."{name}"' for name in _WATCHED)
_WATCHED_NEW = ", ".join(f'NEW."{name}"' for name in _WATCHED)

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION keep_fact_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
    VALUES (OLD.id, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            OLD.updated_by, 'delete', to_jsonb(OLD)::text, NULL);
  ELSE
    INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
    VALUES (OLD.id, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
            NEW.updated_by, 'update', to_jsonb(OLD)::text, to_jsonb(NEW)::text);
  END IF;
  RETURN NULL;
END $$"""

POSTGRESQL_TRIGGERS = {
    "fact_changed": f"""AFTER UPDATE ON fact FOR EACH ROW
  WHEN (ROW({_WATCHED_OLD}) IS DISTINCT FROM ROW({_WATCHED_NEW}))
  EXECUTE FUNCTION keep_fact_revision()""",
    "fact_deleted": """AFTER DELETE ON fact FOR EACH ROW
  EXECUTE FUNCTION keep_fact_revision()""",
}
