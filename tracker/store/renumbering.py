"""Renumbering: the numbers that rows of another database get in this one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from tracker.model.errors import InvalidFactError
from tracker.store.ids import Ids
from tracker.store.ledger_tables import decision
from tracker.store.parts import PARTS, Row
from tracker.store.tables import (
    document,
    fact,
    fact_link,
    fact_revision,
    passage,
    run,
    section,
    source,
)

NUMBERED = (source, run, document, section, passage, fact, fact_link, fact_revision, decision)
CHUNK = 500
# A NUL ends a text for SQL, and half of a surrogate pair is no character at all.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class Numbers:
    """New numbers by old ones, for each table.

    Attributes:
        kept: Whether rows keep their numbers, since there are none here yet.
        ids: Where other numbers come from.
    """

    def __init__(self, connection: Connection) -> None:
        self.ids = Ids(connection)
        self.kept = not any(
            connection.execute(select(func.count()).select_from(table)).scalar()
            for table in NUMBERED
        )
        self._connection = connection
        self._new: dict[Table, dict[int, int]] = defaultdict(dict)

    def give(self, table: Table, old: int, new: int | None = None) -> int:
        """Note the number that a row gets here; None: its own, or the next free one."""
        if old in self._new[table]:
            raise InvalidFactError(table.name, f"two rows have the number {old}")
        if new is None:
            new = old if self.kept else self.ids.take(table)
        self._new[table][old] = new
        return new

    def of(self, table: Table, old: int | None) -> int | None:
        """The number here; None for none.

        Raises:
            InvalidFactError: There is no such row in the bundle.
        """
        if old is None:
            return None
        found = self._new[table].get(old)
        if found is None:
            raise InvalidFactError(table.name, f"there is no row {old}")
        return found

    def get(self, table: Table, old: int) -> int | None:
        """The number here, or None where the row was not in the bundle."""
        return self._new[table].get(old)

    def announce(self) -> None:
        """Tell a server how far the numbers have come; SQLite sees for itself."""
        if self._connection.dialect.name != "postgresql":
            return
        for table in NUMBERED:
            sequence = func.pg_get_serial_sequence(table.name, "id")
            highest = select(func.max(table.c.id)).scalar_subquery()
            self._connection.execute(select(func.setval(sequence, func.coalesce(highest, 1))))


def checked(name: str, rows: Iterator[Mapping[str, Any]]) -> Iterator[Row]:
    """The rows of a part, each with just its columns and no character that cannot be kept.

    Raises:
        InvalidFactError: A row is none.
    """
    columns = PARTS[name].columns
    for row in rows:
        if set(row) != set(columns):
            odd = sorted(set(row) ^ set(columns))
            raise InvalidFactError(name, f"a row lacks or has too much: {', '.join(odd)[:80]}")
        for value in row.values():
            if isinstance(value, str) and _UNKEEPABLE.search(value):
                raise InvalidFactError(name, "a row holds a character that cannot be kept")
            if not isinstance(value, str | int | float | None):
                raise InvalidFactError(name, "a row holds what is neither text nor number")
        yield dict(row)


def chunks(rows: Iterator[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """The rows in lists of a size, so that none holds them all."""
    while chunk := list(islice(rows, size)):
        yield chunk


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, if there are any."""
    if rows:
        connection.execute(insert(table), rows)
