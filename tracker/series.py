"""Series: what stored facts say about one thing over time, in one unit, ready to be drawn.

The line through a series follows one statement per period, chosen by this rule:

1. never a fact that was rejected or deprecated, that repeats another figure in a second unit, or
   whose reading is less sure than 0.5;
2. a person's choice (rank `preferred`) before everything;
3. an official source before news (who says it is named in the text, or the source is official);
4. the later publication before the earlier, and an unknown date last;
5. an exact figure before a hedged one, a surer reading before a doubtful one; then the one that
   was stored last.

Nothing is averaged. Statements that lose stay in the series as points of their own, so that a
contradiction is seen. Parts of a year, years, and spans of several years are never joined.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median

from tracker.model.fact import Bound, Measure, Per, Status
from tracker.model.stored import StoredFact

MIN_CONFIDENCE = 0.5
"""Below this a reading never carries a line."""

FAR = 5.0
"""A value this many times larger or smaller than others is taken for a slip."""


REACH = 3
"""So many years away a figure still tells which of two rivals is a slip."""


class Extent(StrEnum):
    """How long the time is that a point speaks of."""

    YEAR = "year"
    PART = "part"
    SPAN = "span"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One statement in a series.

    Attributes:
        value: In the unit of the series, as the source states it; `high` the upper end of a range.
        base_low, base_high: What digits and hedge allow; None is an open end.
        extent: A year, a part of one, a span of several, or no period at all.
        start, end: First and last day of the period (ISO dates), None where undated.
        year: The year the point is drawn at; of an undated one that of its publication.
        carries_line: Whether the line of its status goes through this point.
        hedged: Whether the source hedges the figure.
        key: The citable id of the fact; `fact_id` its row.
    """

    fact_id: int
    key: str
    value: float
    high: float | None
    base_low: float | None
    base_high: float | None
    status: Status
    bound: Bound
    per: Per | None
    extent: Extent
    period: str | None
    period_text: str | None
    start: str | None
    end: str | None
    year: int | None
    surface: str
    source: str | None
    published: str | None
    review: str
    carries_line: bool = False

    @property
    def hedged(self) -> bool:
        """Whether the source states the figure with a hedge or as a range."""
        return self.bound is not Bound.EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """All statements about one thing in one unit, oldest period first."""

    subject: str
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    measure: Measure
    counted: str | None
    rate: Per | None
    unit: str
    points: tuple[Point, ...]

    def line(self, status: Status = Status.ACTUAL) -> tuple[Point, ...]:
        """The points of whole years that the line of this status goes through, in order."""
        return tuple(
            point
            for point in self.points
            if point.carries_line and point.extent is Extent.YEAR and point.status is status
        )

    def of(self, *statuses: Status) -> tuple[Point, ...]:
        """All points of these statuses."""
        return tuple(point for point in self.points if point.status in statuses)


_Dimensions = tuple[str, str | None, str | None, str, str | None, Measure, str | None, Per | None]


def build_series(facts: Iterable[StoredFact], unit: str) -> list[Series]:
    """Arranges facts into series of one unit.

    Args:
        facts: Stored facts of any kind; those of other units, without a subject, rejected, or
            repeating another figure in a second unit are left out.
        unit: Base unit of the family (`tonne`, `TEU`, `USD` …): every value is given in it.

    Returns:
        One series for each subject, partner, place, indicator, commodity, measure and rate,
        ordered by these names.
    """
    grouped: dict[_Dimensions, list[StoredFact]] = defaultdict(list)
    for stored in facts:
        if stored.base_unit == unit and stored.fact.subject and _is_drawn(stored):
            grouped[_dimensions(stored)].append(stored)
    return [
        _series(dimensions, grouped[dimensions], unit)
        for dimensions in sorted(grouped, key=lambda key: tuple(part or "" for part in key))
    ]


def _is_drawn(stored: StoredFact) -> bool:
    return stored.review != "rejected" and stored.equivalent_of_id is None


def _dimensions(stored: StoredFact) -> _Dimensions:
    fact = stored.fact
    # A capacity "of 5 Mt" without its period compares as yearly; "per day" does not.
    rate = None if fact.per is Per.YEAR else fact.per
    return (
        fact.subject or "", fact.partner, fact.place, fact.indicator,
        fact.commodity, fact.measure, fact.counted, rate,
    )  # fmt: skip


def _series(dimensions: _Dimensions, facts: Sequence[StoredFact], unit: str) -> Series:
    subject, partner, place, indicator, commodity, measure, counted, rate = dimensions
    chosen = _choose(facts)
    points = [replace(_point(stored), carries_line=stored.id in chosen) for stored in facts]
    return Series(
        subject=subject,
        partner=partner,
        place=place,
        indicator=indicator,
        commodity=commodity,
        measure=measure,
        counted=counted,
        rate=rate,
        unit=unit,
        points=tuple(sorted(points, key=_chronology)),
    )


def _chronology(point: Point) -> tuple[str, str, str, int]:
    return (point.end or f"{point.year or 0:04}", point.start or "", point.status, point.fact_id)


def _point(stored: StoredFact) -> Point:
    fact = stored.fact
    factor = stored.base_value / fact.value if fact.value else 1.0
    return Point(
        fact_id=stored.id,
        key=stored.key,
        value=stored.base_value,
        high=None if fact.value_high is None else fact.value_high * factor,
        base_low=stored.base_low,
        base_high=stored.base_high,
        status=fact.status,
        bound=fact.bound,
        per=fact.per,
        extent=_extent(stored),
        period=fact.period,
        period_text=fact.period_text,
        start=stored.period_start,
        end=stored.period_end,
        year=_year(stored),
        surface=fact.surface,
        source=stored.source,
        published=fact.published,
        review=stored.review,
    )


def _extent(stored: StoredFact) -> Extent:
    start, end = stored.period_start, stored.period_end
    if not start or not end:
        return Extent.UNDATED
    if start[:4] != end[:4]:
        return Extent.SPAN
    return Extent.YEAR if (start[4:], end[4:]) == ("-01-01", "-12-31") else Extent.PART


def _year(stored: StoredFact) -> int | None:
    day = stored.period_end or stored.fact.published
    return int(day[:4]) if day else None


def _choose(facts: Sequence[StoredFact]) -> frozenset[int]:
    """Ids of the facts that carry a line: one for each status and period, slips left out."""
    rivals: dict[tuple[Status, str | None, str | None], list[StoredFact]] = defaultdict(list)
    for stored in facts:
        if can_carry_line(stored):
            # Statements without a period are a series by publication date, not rivals.
            end = stored.period_end or stored.fact.published
            rivals[stored.fact.status, stored.period_start, end].append(stored)
    by_year = {
        (status, int(start[:4])): [candidate.base_value for candidate in candidates]
        for (status, start, _), candidates in rivals.items()
        if start and _extent(candidates[0]) is Extent.YEAR
    }

    def level(status: Status, year: int) -> float | None:
        values = by_year.get((status, year))
        return median(values) if values else None

    def nearest(status: Status, years: Iterable[int]) -> float | None:
        return next((found for year in years if (found := level(status, year)) is not None), None)

    chosen = set()
    for (status, start, _), candidates in rivals.items():
        if start and _extent(candidates[0]) is Extent.YEAR:
            year = int(start[:4])
            around = (
                nearest(status, range(year - 1, year - 1 - REACH, -1)),
                nearest(status, range(year + 1, year + 1 + REACH)),
            )
            beside = (level(status, year - 1), level(status, year + 1))
            candidates = [
                candidate
                for candidate in candidates
                if _is_settled(candidate) or not _is_slip(candidate, candidates, around, beside)
            ]
        if candidates:
            chosen.add(min(candidates, key=_preference).id)
    return frozenset(chosen)


def can_carry_line(stored: StoredFact) -> bool:
    """Whether the line through a series may go through this fact at all."""
    return (
        _is_drawn(stored)
        and stored.rank != "deprecated"
        and stored.fact.confidence >= MIN_CONFIDENCE
    )


def _is_settled(stored: StoredFact) -> bool:
    """Whether a person has looked at it and let it stand."""
    return stored.review in ("confirmed", "corrected") or stored.rank == "preferred"


def _is_slip(
    stored: StoredFact,
    rivals: Sequence[StoredFact],
    around: Sequence[float | None],
    beside: Sequence[float | None],
) -> bool:
    """Whether a figure is so far off that it stays beside the line until a person looks at it.

    565,000 containers between years of 20,000 and 77,000 are a slip of the pen for 56,500. Where
    rivals are that far apart, the known years around them tell which one slipped; without any,
    neither carries the line. Without a rival both neighbouring years must speak against it.

    Args:
        stored: The figure.
        rivals: All that is said of its year, itself among it.
        around: The nearest known values before and after, some years away at most.
        beside: The values of the years next to it.
    """
    value = stored.base_value
    if any(_is_far(value, rival.base_value) for rival in rivals):
        return all(_is_far(value, known) for known in around if known is not None)
    return all(known is not None and _is_far(value, known) for known in beside)


def _is_far(value: float, other: float) -> bool:
    if value <= 0 or other <= 0:
        return False
    return value > other * FAR or value < other / FAR


def _preference(stored: StoredFact) -> tuple[bool, bool, tuple[int, ...], bool, float, int]:
    """Sorts the statement that the line follows first; see the head of the module."""
    return (
        stored.rank != "preferred",
        not _is_official(stored),
        _newest_first(stored.fact.published),
        stored.fact.bound is not Bound.EXACT,
        -stored.fact.confidence,
        -stored.id,
    )


def _is_official(stored: StoredFact) -> bool:
    return stored.fact.attribution is not None


def _newest_first(published: str | None) -> tuple[int, ...]:
    """A later day before an earlier one, a known one before none: "2025-03" becomes 2025-03-00."""
    parts = [int(part) for part in published.split("-")] if published else []
    return tuple(-part for part in [*parts, 0, 0, 0][:3])
