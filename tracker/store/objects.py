"""Objects over the tables: views and triggers, laid aside for a migration and put back after it."""

from sqlalchemy import Connection, inspect

from tracker.store.comments import comment_view
from tracker.store.triggers import POSTGRESQL_FUNCTIONS, POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS
from tracker.store.views import POSTGRESQL_VIEWS, VIEWS


def drop_views_and_triggers(connection: Connection) -> None:
    """Clear the way for a migration: SQLite cannot recreate a table that a view names."""
    sqlite = connection.dialect.name == "sqlite"
    names = set(inspect(connection).get_view_names())
    for view in names:
        connection.exec_driver_sql(f'DROP VIEW "{view}"')
    if sqlite:
        for (trigger,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
    else:
        for trigger, table in connection.exec_driver_sql(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        ).fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}" ON {table}')


def create_views_and_triggers(connection: Connection) -> None:
    """The views and triggers of today's code, over the tables as migrated."""
    sqlite = connection.dialect.name == "sqlite"
    for name, body in (VIEWS if sqlite else POSTGRESQL_VIEWS).items():
        connection.exec_driver_sql(f"CREATE VIEW {name} AS{body}")
        if sqlite:  # which columns it has is known once it is there
            columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
            connection.exec_driver_sql(f"DROP VIEW {name}")
            body = comment_view(name, body, columns)
            connection.exec_driver_sql(f"CREATE VIEW {name} AS{body}")
    if not sqlite:
        for function in POSTGRESQL_FUNCTIONS:
            connection.exec_driver_sql(function)
    for name, body in (SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS).items():
        connection.exec_driver_sql(f'CREATE TRIGGER "{name}" {body}')
