"""Period: ISO 8601 text ⇄ its first and last day, order and overlap."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included; ordered by first, then last day.

    Attributes:
        start: First day.
        end: Last day, not before the first.
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"A period cannot end ({self.end}) before it starts ({self.start}).")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2023", "2024-03", "2024-03-05" or two of them joined by "/" (both ends in it).

        Raises:
            ValueError: The text is no such period, or no such day exists.

        >>> Period.parse("2024-01/2024-07").end
        datetime.date(2024, 7, 31)
        """
        first, slash, last = text.partition("/")
        start, end = _days(first)
        return cls(start, _days(last)[1] if slash else end)

    @property
    def year(self) -> int | None:
        """The year that the whole period lies in, or None."""
        return self.start.year if self.start.year == self.end.year else None

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        """The shortest ISO text: a year, a month, a day, or two points joined by "/"."""
        whole_months = self.start.day == 1 and self.end.day == _last_day(self.end)
        if whole_months and (self.start.month, self.end.month) == (1, 12):
            first, last = f"{self.start:%Y}", f"{self.end:%Y}"
        elif whole_months:
            first, last = f"{self.start:%Y-%m}", f"{self.end:%Y-%m}"
        else:
            first, last = self.start.isoformat(), self.end.isoformat()
        return first if first == last else f"{first}/{last}"


def _days(text: str) -> tuple[date, date]:
    point = _POINT.fullmatch(text)
    if point is None:
        raise ValueError(f"{text!r} is no period: write 2023, 2024-03, 2024-03-05 or 2023/2024.")
    year, month, day = int(point["year"]), point["month"], point["day"]
    if day:
        only = date(year, int(month), int(day))
        return only, only
    if month:
        start = date(year, int(month), 1)
        return start, start.replace(day=_last_day(start))
    return date(year, 1, 1), date(year, 12, 31)


def _last_day(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
