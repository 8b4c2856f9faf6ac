"""Ids: numbers of new rows, given out by the writer, of whom there is one at a time."""

from sqlalchemy import Connection, Table, func, select

from tracker.store.ledger_tables import decision
from tracker.store.tables import fact, fact_revision


class Ids:
    """Row numbers within one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._next: dict[Table, int] = {}

    def take(self, table: Table) -> int:
        """The next free number of a table."""
        number = self._next.get(table) or self._first_free(table)
        self._next[table] = number + 1
        return number

    def forget(self) -> None:
        """Look again what is free, after part of the transaction was undone."""
        self._next.clear()

    def announce(self) -> None:
        """Tell a server how far the numbers have come; SQLite sees for itself."""
        if self._connection.dialect.name != "postgresql":
            return
        for table, number in self._next.items():
            sequence = func.pg_get_serial_sequence(table.name, "id")
            self._connection.execute(select(func.setval(sequence, number - 1)))

    def _first_free(self, table: Table) -> int:
        highest = self._connection.execute(select(func.max(table.c.id))).scalar() or 0
        if table is fact:  # the history of a deleted fact must not become another's
            revised = select(func.max(fact_revision.c.fact_id))
            decided = select(func.max(decision.c.fact_id))
            for kept in (revised, decided):
                highest = max(highest, self._connection.execute(kept).scalar() or 0)
        return int(highest) + 1
