"""Runs the migrations of a database in one transaction, with views and triggers laid aside.

The connection comes from `tracker.store.schema`. Views and triggers are code, not history: they
are dropped before the first revision and created from today's code after the last.
"""

from alembic import context
from sqlalchemy import Connection, event

from tracker.store.comments import comment_tables
from tracker.store.objects import create_views_and_triggers, drop_views_and_triggers
from tracker.store.tables import metadata


def _include_name(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith("passage_fts"))


def _run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    # Recreating a table with foreign keys on reports success and deletes the rows that refer to
    # it; the pragma is ignored inside a transaction, so it comes before.
    if sqlite:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        event.listen(connection, "before_cursor_execute", comment_tables, retval=True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "BEGIN")
    try:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            include_name=_include_name,
            transactional_ddl=True,
        )
        if not sqlite:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20250101)")
        drop_views_and_triggers(connection)
        context.run_migrations()
        if context.get_context().get_current_heads() == (context.get_head_revision(),):
            create_views_and_triggers(connection)
        if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("a migration left a reference that leads nowhere")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    else:
        connection.exec_driver_sql("COMMIT")
    finally:
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


_run(context.config.attributes["connection"])
