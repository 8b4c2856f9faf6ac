"""Targets: promises in the order in which they were made, against what was reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.derived import TargetState

# Of these, less is what one aims for.
FALLING_INDICATORS = frozenset({"transit_time", "price", "debt"})
REACH = 5
"""So many years back the growth achieved is measured."""


class Extent(StrEnum):
    """What time an actual figure holds for; earlier ones go before later ones, never mixed."""

    YEAR = "year"
    PART = "part"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One statement of a target.

    Attributes:
        key: The citable name of the fact.
        start: Where it stands in its document: of two said at once, the first comes first.
        value: In the base unit.
        horizon: The last day of the time when it is to be reached, or None.
        per: The period of a rate; none and a year are the same.
        published: When it was stated, as far as that is known.
        deprecated: Whether a person said that the statement is wrong.
    """

    key: str
    start: int = 0
    value: float
    horizon: str | None
    per: str | None
    published: str | None
    deprecated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """The drawn figure of one claim of the same series.

    Attributes:
        key, value, per: As of a promise.
        start, end: First and last day that it holds for; None of an undated one, which holds for
            the day of its publication.
        published: When it was stated.
    """

    key: str
    value: float
    per: str | None
    start: str | None
    end: str | None
    published: str | None

    @property
    def extent(self) -> Extent | None:
        """How long it holds for; None over more than one year."""
        if self.start is None or self.end is None:
            return Extent.UNDATED
        if self.start[:4] != self.end[:4]:
            return None
        whole = (self.start[4:], self.end[4:]) == ("-01-01", "-12-31")
        return Extent.YEAR if whole else Extent.PART

    @property
    def until(self) -> str:
        """The last day that it holds for, or as much as is known of it."""
        return self.end or self.published or ""

    @property
    def year(self) -> int | None:
        """The year it is of; of an undated one that of its publication."""
        return int(self.until[:4]) if self.until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A promise with its place in the history and what it is measured against.

    Attributes:
        key: The promise.
        statement: Number of the distinct (value, horizon) in the order of publication.
        previous: Key of the first promise of the statement before.
        current: Whether it is the last word: what was published last, or says the same.
        actual: Key of the latest actual figure.
        reached: Key of the first actual figure that reaches it, later than it was promised.
        growth_needed: Constant growth a year, in percent, from the latest actual year to the
            horizon; None of what is reached.
        growth_achieved: Constant growth a year, in percent, over the years known before it.
    """

    key: str
    statement: int
    previous: str | None
    current: bool
    actual: str | None
    reached: str | None
    growth_needed: float | None
    growth_achieved: float | None


def follow(
    promises: Iterable[Promise], actuals: Iterable[Actual], *, falling: bool = False
) -> list[Followed]:
    """The history of one target: its statements in order, each against what was reached.

    Whole years count; where none is known, parts of years do, and where none of these is, figures
    without a period. They are never mixed.

    Args:
        promises: All statements of the target; only value and horizon may differ.
        actuals: The drawn figures of the same thing.
        falling: Whether less is what one aims for.
    """
    ordered = sorted(promises, key=_succession)
    numbers: dict[tuple[float, str | None], int] = {}
    firsts: dict[int, str] = {}
    for promise in ordered:
        number = numbers.setdefault((promise.value, promise.horizon), len(numbers) + 1)
        firsts.setdefault(number, promise.key)
    last = max((each.published or "" for each in ordered if not each.deprecated), default="")
    spoken = {
        numbers[promise.value, promise.horizon]
        for promise in ordered
        if not promise.deprecated and (promise.published or "") == last
    }
    by_rate: dict[str | None, list[Actual]] = defaultdict(list)
    for actual in actuals:
        by_rate[rate_of(actual.per)].append(actual)
    lines = {rate: _line(found) for rate, found in by_rate.items()}
    achieved = {rate: _growth_achieved(line) for rate, line in lines.items()}
    followed = []
    for promise in ordered:
        number = numbers[promise.value, promise.horizon]
        line = lines.get(rate_of(promise.per), [])
        latest = line[-1] if line else None
        reached = next((each for each in line if _reaches(each, promise, falling)), None)
        followed.append(
            Followed(
                key=promise.key,
                statement=number,
                previous=firsts.get(number - 1),
                current=number in spoken and not promise.deprecated,
                actual=latest.key if latest else None,
                reached=reached.key if reached else None,
                growth_needed=None if reached else _growth_needed(latest, promise),
                growth_achieved=achieved.get(rate_of(promise.per)),
            )
        )
    return followed


def state_of(
    *, horizon: str | None, reached_until: str | None, actual_until: str | None, today: str
) -> TargetState:
    """What has become of a target.

    Args:
        horizon: Last day of the time when it is to be reached.
        reached_until: Last day that the first actual figure to reach it holds for; of one without
            a period the day of its publication. None: none reached it.
        actual_until: The same of the latest actual figure.
        today: ISO date.
    """
    if reached_until is not None and (horizon is None or reached_until <= horizon):
        return TargetState.MET
    if horizon is None:
        return TargetState.UNDATED
    if horizon >= today:
        return TargetState.OPEN
    known = actual_until is not None and actual_until >= horizon
    return TargetState.MISSED if known else TargetState.OVERDUE


def growth(before: float, after: float, years: int) -> float | None:
    """Constant growth a year, in percent, or None where there is none.

    >>> round(growth(2.764e6, 4.484e6, 1), 1), growth(0, 5, 1)
    (62.2, None)
    """
    if before <= 0 or after <= 0 or years <= 0:
        return None
    return (float((after / before) ** (1 / years)) - 1) * 100


def rate_of(per: str | None) -> str | None:
    """The rate that a promise and an actual figure must share: none and a year are the same."""
    return None if per == "year" else per


def _succession(promise: Promise) -> tuple[str, str, int, str]:
    digest = promise.key.partition(":")[0]
    return promise.published or "", digest, promise.start, promise.key


def _line(actuals: Sequence[Actual]) -> list[Actual]:
    """The figures that count, the latest last."""
    by_extent: Mapping[Extent | None, list[Actual]] = defaultdict(list)
    for actual in actuals:
        by_extent[actual.extent].append(actual)
    for extent in Extent:
        if found := by_extent[extent]:
            return sorted(found, key=lambda each: (each.until, each.start or "", each.key))
    return []


def _reaches(actual: Actual, promise: Promise, falling: bool) -> bool:
    if actual.until <= (promise.published or ""):
        return False
    return actual.value <= promise.value if falling else actual.value >= promise.value


def _growth_needed(latest: Actual | None, promise: Promise) -> float | None:
    if latest is None or latest.year is None or promise.horizon is None:
        return None
    if latest.extent is Extent.PART:
        return None
    return growth(latest.value, promise.value, int(promise.horizon[:4]) - latest.year)


def _growth_achieved(line: Sequence[Actual]) -> float | None:
    if not line or line[-1].year is None:
        return None
    latest = line[-1]
    year = int(latest.until[:4])
    for actual in line:
        same = actual.extent is not Extent.PART or _days(actual) == _days(latest)
        if same and actual.year is not None and year - REACH <= actual.year < year:
            return growth(actual.value, latest.value, year - actual.year)
    return None


def _days(actual: Actual) -> tuple[str, str]:
    return (actual.start or "")[4:], (actual.end or "")[4:]
