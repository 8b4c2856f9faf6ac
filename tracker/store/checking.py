"""Checking: whether a database is whole, and its upkeep."""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from tracker.model.errors import StoreError
from tracker.store.claim_checking import differences
from tracker.store.columns import metadata
from tracker.store.connections import Connections
from tracker.store.schema import HEAD
from tracker.store.triggers import POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS
from tracker.store.views import VIEWS

_SHOWN = 20  # of each kind of problem; the rest is counted
# substr() counts characters from 1, as `start` counts them from 0.
_COUNTED = {
    "fact {0}: the text at its offsets is not its surface": """
        SELECT f.id FROM fact AS f JOIN document_text AS t ON t.document_id = f.document_id
        WHERE substr(t.text, f.start + 1, f."end" - f.start) <> f.surface ORDER BY f.id""",
    "fact {0}: its document has no text": """
        SELECT f.id FROM fact AS f LEFT JOIN document_text AS t ON t.document_id = f.document_id
        WHERE t.document_id IS NULL ORDER BY f.id""",
    "passage {0}: is not what stands at its offsets in the document": """
        SELECT p.id FROM passage AS p JOIN document_text AS t ON t.document_id = p.document_id
        WHERE substr(t.text, p.start + 1, p."end" - p.start) <> p.text ORDER BY p.id""",
    "fact {0}: lies outside its passage": """
        SELECT f.id FROM fact AS f JOIN passage AS p ON p.id = f.passage_id
        WHERE p.document_id <> f.document_id OR f.start < p.start OR f."end" > p."end"
        ORDER BY f.id""",
    "document {0}: its text has another length than was stored": """
        SELECT d.id FROM document AS d LEFT JOIN document_text AS t ON t.document_id = d.id
        WHERE t.text IS NULL OR length(t.text) <> d.n_chars ORDER BY d.id""",
    "document {0}: its pages do not follow each other in its text": """
        SELECT DISTINCT p.document_id FROM page AS p JOIN document AS d ON d.id = p.document_id
        LEFT JOIN page AS b ON b.document_id = p.document_id AND b.number = p.number - 1
        WHERE p.start > d.n_chars OR p.start < b.start OR (p.number > 1 AND b.number IS NULL)
        ORDER BY p.document_id""",
    "document {0}: is called a near copy of one that is a near copy itself": """
        SELECT d.id FROM document AS d JOIN document AS o ON o.id = d.near_of
        WHERE o.near_of IS NOT NULL OR o.id = d.id ORDER BY d.id""",
    "section {0}: lies outside the text of its document": """
        SELECT s.id FROM section AS s JOIN document AS d ON d.id = s.document_id
        WHERE s."end" > d.n_chars ORDER BY s.id""",
    "section {0}: begins before the one before it ends": """
        SELECT s.id FROM section AS s WHERE EXISTS (SELECT 1 FROM section AS o
          WHERE o.document_id = s.document_id AND o.start < s.start AND o."end" > s.start)
        ORDER BY s.id""",
    "fact {0}: its base value does not follow from its value and unit": """
        SELECT f.id FROM fact AS f JOIN unit AS u ON u.id = f.unit
        WHERE f.base_unit <> u.base_unit
          OR abs(f.base_value - f.value * u.factor) > 1e-9 * abs(f.value * u.factor)
        ORDER BY f.id""",
}


def problems(connections: Connections) -> list[str]:
    """What is wrong with the database, one sentence each; empty when it is whole."""
    try:
        with connections.reading() as connection:
            found = list(_damage(connection))
            if not found:  # a damaged file cannot be asked further
                found = [*_schema(connection), *_contents(connection)]
            if not found:  # nor can the ledger be judged by facts that are wrong
                found = list(_ledger(connection))
    except StoreError as error:
        return [str(error)]
    if not found and connections.path is not None and not connections.read_only:
        found = list(_search_index(connections))
    return found


def optimise(connections: Connections) -> None:
    """Refresh the planner's statistics and the search index, and shorten the log."""
    with connections.bare() as connection:
        if connections.path is None:
            connection.exec_driver_sql("ANALYZE")
            return
        connection.exec_driver_sql("PRAGMA analysis_limit=1000")
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("INSERT INTO passage_fts(passage_fts) VALUES ('optimize')")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _damage(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield f"The file is damaged: {said}."
    for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"{table} {row_id}: refers to a {parent} that is not there."


def _schema(connection: Connection) -> Iterator[str]:
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found != HEAD:
        yield f"The schema is {found}, needed is {HEAD}; run `tracker init`."
    inspector = inspect(connection)
    missing = metadata.tables.keys() - set(inspector.get_table_names())
    yield from (f"The table {name} is missing." for name in sorted(missing))
    missing = VIEWS.keys() - set(inspector.get_view_names())
    yield from (f"The view {name} is missing." for name in sorted(missing))
    sqlite = connection.dialect.name == "sqlite"
    wanted = SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS
    held = connection.execute(
        text(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if sqlite
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
    ).scalars()
    missing = wanted.keys() - set(held)
    yield from (f"The trigger {name} is missing." for name in sorted(missing))


def _contents(connection: Connection) -> Iterator[str]:
    for sentence, query in _COUNTED.items():
        ids = connection.execute(text(query)).scalars().all()
        yield from (sentence.format(each) + "." for each in ids[:_SHOWN])
        if len(ids) > _SHOWN:
            yield sentence.format(f"and {len(ids) - _SHOWN} more") + "."


def _ledger(connection: Connection) -> Iterator[str]:
    found = list(differences(connection))
    yield from found[:_SHOWN]
    if len(found) > _SHOWN:
        yield f"The ledger: {len(found) - _SHOWN} more differences from its facts."


def _search_index(connections: Connections) -> Iterator[str]:
    try:
        with connections.bare() as connection:
            connection.exec_driver_sql(
                "INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1)"
            )
    except StoreError:
        yield "The search index does not fit the passages; run `tracker init` to build it anew."
