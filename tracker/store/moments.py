"""Moments: what was known, or was here, by some time of the past."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, FromClause, and_, not_, or_, select

from tracker.ledger.knowing import known_by, unfinished
from tracker.model.errors import StoreError
from tracker.store.tables import document, fact


class Moment(Protocol):
    """A time before which some figures were known, and others not."""

    @property
    def day(self) -> str:
        """Its day, by which a promise was met or overdue."""
        ...

    def is_known(self, of: FromClause = fact) -> ColumnElement[bool]:
        """Facts that were known."""
        ...

    def is_unknown(self, of: FromClause = fact) -> ColumnElement[bool]:
        """All other facts."""
        ...

    def knows(self, row: Any) -> bool:
        """Whether the fact of a row with `published` and `document_id` was known."""
        ...


@dataclass(frozen=True, slots=True)
class PublishedBy:
    """What had surely been published by a day, itself included; without a date nothing ever was."""

    day: str

    def is_known(self, of: FromClause = fact) -> ColumnElement[bool]:
        """Facts that had been published; `known_by()` in SQL."""
        published = of.c.published
        return and_(published <= self.day, published.not_in(unfinished(self.day)))

    def is_unknown(self, of: FromClause = fact) -> ColumnElement[bool]:
        """All other facts, those without a date of publication among them."""
        return or_(of.c.published.is_(None), self.is_later(of))

    def is_later(self, of: FromClause = fact) -> ColumnElement[bool]:
        """Facts that were published after the day."""
        published = of.c.published
        return or_(published > self.day, published.in_(unfinished(self.day)))

    def knows(self, row: Any) -> bool:
        """Whether the fact of the row had been published."""
        return known_by(row.published, self.day)


class StoredBy:
    """What had been stored in this database by a time, whenever it was published.

    Args:
        connection: A reading connection.
        time: As documents keep it, ISO 8601 in UTC.
    """

    def __init__(self, connection: Connection, time: str) -> None:
        self.time = time
        self.later = select(document.c.id).where(document.c.retrieved_at > time)
        self._later = set(connection.scalars(self.later))

    @property
    def day(self) -> str:
        """The day of the time."""
        return self.time[:10]

    def is_known(self, of: FromClause = fact) -> ColumnElement[bool]:
        """Facts of documents that were here."""
        return not_(self.is_unknown(of))

    def is_unknown(self, of: FromClause = fact) -> ColumnElement[bool]:
        """Facts of documents that came later."""
        return of.c.document_id.in_(self.later)

    is_later = is_unknown

    def knows(self, row: Any) -> bool:
        """Whether the document of the row's fact was here."""
        return row.document_id not in self._later


def read_day(day: str) -> str:
    """A day as ISO 8601 writes it.

    Raises:
        StoreError: It is none.
    """
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise StoreError(f"{day!r} is no day; give one such as 2024-06-30.") from error


def read_time(time: str) -> str:
    """A time, or the beginning of a day, in the form in which documents keep it.

    Raises:
        StoreError: It is none.

    >>> read_time("2024-06-30T10:00:00+02:00"), read_time("2024-06-30")
    ('2024-06-30T08:00:00Z', '2024-06-30')
    """
    try:
        if len(time) <= len("2024-06-30"):
            return date.fromisoformat(time).isoformat()
        read = datetime.fromisoformat(time)
    except ValueError as error:
        said = f"{time!r} is no time; give a day or a time such as 2024-06-30T08:00:00Z."
        raise StoreError(said) from error
    return read.replace(tzinfo=read.tzinfo or UTC).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
