"""Comments: what tables, views and columns mean, in the schema itself, where `.schema` shows it.

SQLite keeps the text of a statement with its comments; PostgreSQL has a statement for them.
"""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, inspect

from tracker.store.dictionary import OBJECTS, is_explained, meaning

# Alembic writes a changed table anew under such a name, and renames it.
_CREATE = re.compile(r'\s*CREATE TABLE "?(?:_alembic_tmp_)?(?P<table>\w+)"? \(\n')
_COLUMN = re.compile(r'^\t"?(?P<column>\w+)"? ', re.MULTILINE)


def comment_tables(
    _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """Write into each CREATE TABLE what table and columns mean.

    It is a listener for `before_cursor_execute`, for the connections that make SQLite's tables; a
    hook of the compiler would reach other programs' tables too.
    """
    found = _CREATE.match(statement)
    if found is None or found["table"] not in OBJECTS:
        return statement, parameters
    table = found["table"]

    def explain(column: re.Match[str]) -> str:
        if not is_explained(table, column["column"]):
            return column[0]
        return f"\t-- {meaning(table, column['column'])}\n{column[0]}"

    head = statement[: found.end()].rstrip("\n")
    columns = _COLUMN.sub(explain, statement[found.end() :])
    return f"{head} -- {OBJECTS[table]}\n{columns}", parameters


def comment_view(name: str, body: str, columns: Iterable[str]) -> str:
    """The body of a view, with a list of what its columns mean in front of its SELECT."""
    head, select, rest = body.partition("\nSELECT")
    listed = "".join(f"\n--   {column}: {meaning(name, column)}" for column in columns)
    return f"{head}\n-- columns:{listed}{select}{rest}"


def comment_server(connection: Connection) -> None:
    """Tell a PostgreSQL server what tables, views and columns mean."""
    inspector = inspect(connection)
    views = set(inspector.get_view_names())
    for name, said in OBJECTS.items():
        kind = "VIEW" if name in views else "TABLE"
        connection.exec_driver_sql(f"COMMENT ON {kind} {name} IS {_literal(said)}")
        for column in inspector.get_columns(name):
            said = _literal(meaning(name, column["name"]))
            connection.exec_driver_sql(f'COMMENT ON COLUMN {name}."{column["name"]}" IS {said}')


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"
