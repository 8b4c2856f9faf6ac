"""Inserts: new rows that wait until many can be written at a time."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, update

from tracker.store.document_tables import document_field, document_print, page
from tracker.store.tables import document, document_text, fact, fact_link, passage, section, source

# Whoever is referred to comes first.
_ORDER = (
    *(source, document, document_text, page, document_field, document_print, section),
    *(passage, fact, fact_link),
)
_EQUIVALENT = (
    update(fact).where(fact.c.id == bindparam("one")).values(equivalent_of=bindparam("other"))
)


class Inserts:
    """New rows of one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in _ORDER}
        self._equivalents: list[dict[str, int]] = []

    def add(self, table: Table, row: dict[str, Any]) -> None:
        """Keep a new row; all rows of a table have the same columns."""
        self._rows[table].append(row)

    def point(self, one: int, other: int) -> None:
        """Point a new fact at the figure that it repeats, once both are there."""
        self._equivalents.append({"one": one, "other": other})

    def flush(self) -> None:
        """Write all that waits."""
        for table, rows in self._rows.items():
            insert_rows(self._connection, table, rows)
        if self._equivalents:
            self._connection.execute(_EQUIVALENT, self._equivalents)
        self.clear()

    def clear(self) -> None:
        """Forget all that waits."""
        for rows in self._rows.values():
            rows.clear()
        self._equivalents.clear()


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same two columns or more, whatever their values' types."""
    if not rows:
        return
    names = tuple(rows[0])
    quote = connection.dialect.identifier_preparer.quote
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    columns = ", ".join(quote(name) for name in names)
    marks = ", ".join([mark] * len(names))
    connection.exec_driver_sql(
        f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})",
        list(map(itemgetter(*names), rows)),
    )
