"""Period: a stretch of whole days, written as ISO 8601 in the way that facts keep it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days, both ends in it; ordered by its first day, then by its last.

    The canonical text is the shortest one that names the same days: a year, a month or a day, or
    two of a kind joined by a slash. A marketing year is written like a span of two years.

    >>> Period.parse("2024-01/2024-07").last
    datetime.date(2024, 7, 31)
    >>> str(Period.parse("2024-01/2024-12"))
    '2024'

    Attributes:
        first: The first day.
        last: The last day, not before `first`.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"a period cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2023", "2024-03", "2024-03-05", or two of them joined by a slash.

        Raises:
            ValueError: The text has another form, names no day of the calendar, or runs backwards.
        """
        return cls(*_ends(text))

    @classmethod
    def of_year(cls, year: int, last_year: int | None = None) -> Self:
        """One year, or the years from the first to the last."""
        return cls(date(year, 1, 1), date(last_year or year, 12, 31))

    @classmethod
    def of_months(cls, year: int, month: int, count: int = 1) -> Self:
        """`count` whole months, of which the first is `month`; it may lie beyond 1 to 12."""
        first_year, first_month = _carry(year, month)
        last_year, last_month = _carry(year, month + count - 1)
        end = date(last_year, last_month, monthrange(last_year, last_month)[1])
        return cls(date(first_year, first_month, 1), end)

    @property
    def has_whole_months(self) -> bool:
        """Whether it begins with a month's first day and ends with a month's last one."""
        return self.first.day == 1 and _ends_month(self.last)

    @property
    def has_whole_years(self) -> bool:
        """Whether it begins on 1 January and ends on 31 December, of whatever years."""
        begins = (self.first.month, self.first.day) == (1, 1)
        return begins and (self.last.month, self.last.day) == (12, 31)

    @property
    def is_full_year(self) -> bool:
        """Whether it is exactly one calendar year."""
        return self.has_whole_years and self.first.year == self.last.year

    @property
    def year(self) -> int | None:
        """The year that it lies in, or None where it reaches over New Year."""
        return self.first.year if self.first.year == self.last.year else None

    def contains(self, other: "Period | date") -> bool:
        """Whether every day of the other one is in this one."""
        if isinstance(other, date):
            return self.first <= other <= self.last
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    def shifted(self, years: int = 0, months: int = 0) -> "Period":
        """The same stretch some years or months later, or earlier where they are negative.

        Whole months stay whole months, and 29 February becomes 28 February where it must.

        Raises:
            ValueError: It would leave the calendar (years 1 to 9999).
        """
        count = 12 * years + months
        first, last = _add_months(self.first, count), _add_months(self.last, count)
        if self.has_whole_months:
            last = last.replace(day=monthrange(last.year, last.month)[1])
        return Period(first, last)

    def __str__(self) -> str:
        """The canonical ISO 8601 text."""
        length = 4 if self.has_whole_years else 7 if self.has_whole_months else 10
        first, last = self.first.isoformat()[:length], self.last.isoformat()[:length]
        return first if first == last else f"{first}/{last}"


@lru_cache(maxsize=4096)  # the same years and months come again and again
def _ends(text: str) -> tuple[date, date]:
    begin, slash, end = text.partition("/")
    first, last = _point(begin, text)
    return first, _point(end, text)[1] if slash else last


def _point(text: str, whole: str) -> tuple[date, date]:
    found = _POINT.fullmatch(text)
    if found is None:
        raise ValueError(f"{whole[:40]!r} is no period: write 2023, 2024-03, 2024-03-05 or A/B")
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{whole[:40]!r} names no day of the calendar") from None
    if day:
        return first, first
    last_month = month or 12
    return first, date(year, last_month, monthrange(year, last_month)[1])


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _carry(year: int, month: int) -> tuple[int, int]:
    years, month = divmod(month - 1, 12)
    return year + years, month + 1


def _add_months(day: date, count: int) -> date:
    year, month = _carry(day.year, day.month + count)
    if not 1 <= year <= 9999:
        raise ValueError(f"{day} moved by {count} months leaves the calendar")
    return date(year, month, min(day.day, monthrange(year, month)[1]))
