"""Series: what stored facts say about one thing over time, in one unit, ready to be drawn.

Which statement a line follows, the ledger decides (`tracker.ledger.judging`): a line goes through
the facts that stand as `drawn` there, and the others stay in the series as points of their own, so
that a contradiction is seen. Parts of a year, years, and spans of several years are never joined. A
yearly rate and a yearly total are drawn as one series; where both are drawn, the line follows the
total.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.model.claim import Standing
from tracker.model.fact import Bound, Measure, Per, Status
from tracker.model.stored import StoredFact


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
    """Ids of the facts that carry a line: those drawn, and one for each status and time."""
    chosen: dict[tuple[str, ...], StoredFact] = {}
    drawn = (stored for stored in facts if stored.standing is Standing.DRAWN)
    for stored in sorted(drawn, key=lambda each: (each.fact.per is not None, each.key)):
        end = stored.period_end or stored.fact.published
        chosen.setdefault((stored.fact.status, stored.period_start or "", end or ""), stored)
    return frozenset(stored.id for stored in chosen.values())
