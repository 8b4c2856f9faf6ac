"""From where a time expression is seen, and what its operations share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.model.period import Period

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
DAYS = {"day": 1, "week": 7}
_SOON = timedelta(days=92)
_NUMBERS = frozenset({"number", "digits", "n"})


class UnknownTimeError(Exception):
    """The text and what is known of its publication do not say when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """From where a time expression is seen.

    Attributes:
        today: The day of publication, or None where nothing is known of it.
        published: All that is known of the publication: a day, a month or a year.
        effects: What the words in front do, in their order ("since", "end", "deadline" …).
        planned: Whether the fact is a plan or expectation, so that times lie ahead.
        past: Whether its verb says that it has happened.
        main: The period of the fact that a reference is compared with.
    """

    today: date | None
    published: Period | None
    effects: tuple[str, ...] = ()
    planned: bool = False
    past: bool = False
    main: Period | None = None

    @property
    def day(self) -> date:
        """Today, which the operation cannot do without."""
        if self.today is None:
            raise UnknownTimeError
        return self.today

    @property
    def year(self) -> int:
        """The year of publication."""
        return self.day.year


Groups = Mapping[str, str]
Operation = Callable[[Groups, Setting], Period]


def stated_year(groups: Groups, setting: Setting) -> int | None:
    """The year that the words name, or None where they leave it open."""
    if "year" in groups:
        return int(groups["year"])
    if "yy" in groups:
        return 2000 + int(groups["yy"])
    relative = groups.get("relative") or groups.get("tail")
    return None if relative is None else relative_year(relative, setting)


def relative_year(relative: str, setting: Setting) -> int:
    """The year that "last", "prior" or "that" stands for."""
    if relative in {"prior", "main", "following"}:
        main = setting.main
        year = main.first.year if main else setting.year
        if relative == "main":
            if main is None:
                raise UnknownTimeError
            return year
        if relative == "following" and main is None:
            raise UnknownTimeError
        return year + (1 if relative == "following" else -1)
    return setting.year + int(relative)


def nearest(candidate: Callable[[int], Period], setting: Setting) -> Period:
    """The one of a yearly row of periods that a text without a year means.

    The last one that ended by the month of publication; of plans the next one that has not.
    """
    today = setting.day
    rows = [candidate(year) for year in range(today.year - 2, today.year + 2)]
    ahead = next((p for p in rows if p.last >= today), None)
    month_end = of_month(today.year, today.month).last
    behind = [p for p in rows if p.last <= month_end and p.first <= today]
    if setting.planned:
        found = ahead
    elif "onset" in setting.effects or ("deadline" in setting.effects and not setting.past):
        soon = ahead is not None and today < ahead.first <= today + _SOON
        found = ahead if soon else behind[-1]  # "erhöht zum 1. März seine Tarife", in February
    else:
        found = behind[-1]
    if found is None:
        raise UnknownTimeError
    return found


def part_of_year(build: Callable[[int], Period], groups: Groups, setting: Setting) -> Period:
    """The part in the year that the words name, or else in the one that they must mean."""
    year = stated_year(groups, setting)
    return nearest(build, setting) if year is None else build(year)


def of_month(year: int, month: int) -> Period:
    """One whole month."""
    return Period.of_months(year, month)


def to_month(first: date, setting: Setting) -> Period:
    """From the first day's month to the month of publication, or to its year if that is all."""
    published = setting.published
    if published and published.is_full_year and (first.month, first.day) == (1, 1):
        return Period.of_year(first.year, published.first.year)
    end = Period.of_months(setting.day.year, setting.day.month).last
    return Period(first.replace(day=1), end)


def unit_back(unit: str, count: int, setting: Setting) -> Period:
    """The calendar unit some units before that of today; negative counts lie ahead."""
    today = setting.day
    if unit in DAYS:
        length = DAYS[unit]
        monday = today - timedelta(days=today.weekday() if unit == "week" else 0)
        first = monday - timedelta(days=length * count)
        return Period(first, first + timedelta(days=length - 1))
    length = MONTHS[unit]
    if length > 12:
        raise UnknownTimeError
    first_month = (today.month - 1) // length * length + 1
    return Period.of_months(today.year, first_month - length * count, length)


def how_many(groups: Groups) -> int:
    """How many of a unit, the greater of two numbers; one where the words name none."""
    stated = [int(value) for name, value in groups.items() if name.rstrip("2") in _NUMBERS]
    count = max(stated, default=1)
    if not 1 <= count <= 400:
        raise UnknownTimeError
    return count


def months_so_far(length: int, setting: Setting) -> Period:
    """ "in elf Monaten": January to November, if the month of publication allows no other."""
    today = setting.day
    if length in {today.month, today.month - 1}:
        return Period.of_months(today.year, 1, length)
    if length == 12 and today.month == 1:
        return Period.of_year(today.year - 1)
    raise UnknownTimeError
