"""Triggers: they keep the search index, the history of facts and the notes of what the ledger has
yet to settle, whichever program writes.
"""

from collections.abc import Iterable, Sequence

from tracker.store.tables import fact

# Bookkeeping of ours, and what follows from other columns: no change of the statement.
_BOOKKEEPING = {"id", "passage_id", "run_id", "content_hash", "equivalent_of"}
_FOLLOWING = {
    *("base_value", "base_low", "base_high", "base_unit", "period_start", "period_end", "year"),
}
_WATCHED = [column.name for column in fact.columns if column.name not in _BOOKKEEPING | _FOLLOWING]
_KEPT = [column.name for column in fact.columns if column.name != "id"]


def _json(row: str) -> str:
    pairs = (f"""'{name}', {row}."{name}\"""" for name in _KEPT)
    return f"json_object({', '.join(pairs)})"


# A change of these may change which claim a fact states, how it stands there, or what follows.
_JUDGED = [
    *("document_id", "passage_id", "start", "end", "surface", "value", "value_high", "unit", "per"),
    *("bound", "measure", "status", "transition", "indicator", "subject", "place", "partner"),
    *("commodity", "counted", "period", "period_text", "period_start", "period_end", "year"),
    *("base_value", "base_low", "base_high", "base_unit", "equivalent_of", "movement"),
    *("attribution", "published", "confidence", "review", "rank"),
]
_JUDGED_SET = ", ".join(f'"{name}"' for name in _JUDGED)
_OF_DOCUMENT = "source_id", "same_as", "near_of", "published"
_OF_SOURCE = "name", "kind"


def _differs(names: Iterable[str]) -> str:
    return " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in names)


def _note(facts: str) -> str:
    # Not INSERT OR IGNORE: what the outer statement does at a conflict would win over it.
    return f"""INSERT INTO unsettled_fact (fact_id, document_id)
  SELECT f.id, f.document_id FROM {facts}
    AND NOT EXISTS (SELECT 1 FROM unsettled_fact AS u WHERE u.fact_id = f.id);"""


def _note_one(row: str) -> str:
    return f"""INSERT INTO unsettled_fact (fact_id, document_id)
  SELECT {row}.id, {row}.document_id
  WHERE NOT EXISTS (SELECT 1 FROM unsettled_fact AS u WHERE u.fact_id = {row}.id);"""


_FACTS_OF_DOCUMENT = "fact AS f WHERE f.document_id = NEW.id"
_FACTS_OF_SOURCE = "document AS d JOIN fact AS f ON f.document_id = d.id WHERE d.source_id = NEW.id"
_NOTE_CLAIM = """INSERT INTO unsettled_claim (claim_id)
  SELECT m.claim_id FROM claim_member AS m WHERE m.fact_id = OLD.id
    AND NOT EXISTS (SELECT 1 FROM unsettled_claim AS u WHERE u.claim_id = m.claim_id);"""

# Whoever is told to be a copy of a document that goes is one of the first of those that stay.
_MEMBERS = "(near_of = OLD.id OR (same_as = OLD.id AND near_of IS NULL))"
_PASS_ON = f"""UPDATE document
  SET near_of = nullif((SELECT min(m.id) FROM document AS m WHERE {_MEMBERS}), document.id)
  WHERE {_MEMBERS};"""

_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_CHANGED = _differs(_WATCHED)

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
    "fact_noted": f"""AFTER INSERT ON fact BEGIN
  {_note_one("NEW")}
END""",
    "fact_noted_again": f"""AFTER UPDATE OF {_JUDGED_SET} ON fact WHEN {_differs(_JUDGED)} BEGIN
  {_note_one("NEW")}
END""",
    # Before, since its place in a claim goes with it.
    "fact_lost": f"""BEFORE DELETE ON fact BEGIN
  {_NOTE_CLAIM}
  {_note_one("OLD")}
END""",
    "document_noted": f"""AFTER UPDATE OF {", ".join(_OF_DOCUMENT)} ON document
WHEN {_differs(_OF_DOCUMENT)} BEGIN
  {_note(_FACTS_OF_DOCUMENT)}
END""",
    # Before, since what refers to it goes with it.
    "document_lost": f"""BEFORE DELETE ON document BEGIN
  {_PASS_ON}
END""",
    "source_noted": f"""AFTER UPDATE OF {", ".join(_OF_SOURCE)} ON source
WHEN {_differs(_OF_SOURCE)} BEGIN
  {_note(_FACTS_OF_SOURCE)}
END""",
}


def _row(row: str, names: Iterable[str]) -> str:
    columns = ", ".join(f'{row}."{name}"' for name in names)
    return f"ROW({columns})"


def _distinct(names: Sequence[str]) -> str:
    return f"WHEN ({_row('OLD', names)} IS DISTINCT FROM {_row('NEW', names)})"


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN\n{body}\nEND $$"
    )


_SERVER_NOW = """to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""

POSTGRESQL_FUNCTIONS = (
    _function(
        "keep_fact_revision",
        f"""  IF TG_OP = 'DELETE' THEN
    INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
    VALUES (OLD.id, {_SERVER_NOW}, OLD.updated_by, 'delete', to_jsonb(OLD)::text, NULL);
  ELSE
    INSERT INTO fact_revision (fact_id, at, actor, action, before, after)
    VALUES (OLD.id, {_SERVER_NOW}, NEW.updated_by, 'update', to_jsonb(OLD)::text,
            to_jsonb(NEW)::text);
  END IF;
  RETURN NULL;""",
    ),
    _function("note_fact", f"  {_note_one('NEW')}\n  RETURN NULL;"),
    _function("note_lost_fact", f"  {_NOTE_CLAIM}\n  {_note_one('OLD')}\n  RETURN OLD;"),
    _function("note_document", f"  {_note(_FACTS_OF_DOCUMENT)}\n  RETURN NULL;"),
    _function("pass_family_on", f"  {_PASS_ON}\n  RETURN NULL;"),
    _function("note_source", f"  {_note(_FACTS_OF_SOURCE)}\n  RETURN NULL;"),
)

POSTGRESQL_TRIGGERS = {
    "fact_changed": f"""AFTER UPDATE ON fact FOR EACH ROW
  {_distinct(_WATCHED)} EXECUTE FUNCTION keep_fact_revision()""",
    "fact_deleted": """AFTER DELETE ON fact FOR EACH ROW
  EXECUTE FUNCTION keep_fact_revision()""",
    "fact_noted": "AFTER INSERT ON fact FOR EACH ROW EXECUTE FUNCTION note_fact()",
    "fact_noted_again": f"""AFTER UPDATE OF {_JUDGED_SET} ON fact FOR EACH ROW
  {_distinct(_JUDGED)} EXECUTE FUNCTION note_fact()""",
    "fact_lost": "BEFORE DELETE ON fact FOR EACH ROW EXECUTE FUNCTION note_lost_fact()",
    "document_noted": f"""AFTER UPDATE OF {", ".join(_OF_DOCUMENT)} ON document FOR EACH ROW
  {_distinct(_OF_DOCUMENT)} EXECUTE FUNCTION note_document()""",
    # After, since one statement may delete several of a family; but before what sets the references
    # to it to null, which is why its name comes before RI_ConstraintTrigger.
    "DOCUMENT_LOST": """AFTER DELETE ON document FOR EACH ROW
  EXECUTE FUNCTION pass_family_on()""",
    "source_noted": f"""AFTER UPDATE OF {", ".join(_OF_SOURCE)} ON source FOR EACH ROW
  {_distinct(_OF_SOURCE)} EXECUTE FUNCTION note_source()""",
}
