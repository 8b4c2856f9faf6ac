"""Standing: capacity, freight and target of one corridor, port, railway, pipeline or power line."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.figures.promises import find_moves, main_promise
from tracker import Extent, FollowedTarget, Measure, Point, Series, Status

CAPACITIES = ("capacity", "power")
"""What a thing can carry: power lines state it as their power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one of them stands, all in one unit.

    Attributes:
        place, partner: The part that the figures are limited to, where none speaks of the whole.
        capacity: What it can carry today: the latest actual capacity.
        freight: What it carried in the latest full year.
        partial: What it carried in a part of a year later than that, or where no year is known.
        target: What is promised; of several the one that is ahead and farthest.
        target_is_capacity: Whether the promise speaks of capacity.
        promise: What the ledger says of the target: its state, the growth needed and achieved.
        moved_from: The promise whose place it took.
    """

    subject: str
    place: str | None
    partner: str | None
    unit: str
    capacity: Point | None
    freight: Point | None
    target: Point | None
    target_is_capacity: bool = False
    partial: Point | None = None
    promise: FollowedTarget | None = None
    moved_from: FollowedTarget | None = None

    @property
    def use(self) -> float | None:
        """Freight as a share of capacity, in percent."""
        if self.capacity is None or self.freight is None or not self.capacity.value:
            return None
        return 100 * self.freight.value / self.capacity.value

    @property
    def gap(self) -> float | None:
        """What is missing to the target."""
        today = self.capacity if self.target_is_capacity else self.freight or self.capacity
        return None if self.target is None or today is None else self.target.value - today.value

    @property
    def points(self) -> tuple[Point, ...]:
        """The statements that the row shows."""
        shown = (self.capacity, self.freight, self.target, self.partial)
        return tuple(point for point in shown if point is not None)

    @property
    def latest(self) -> Point | None:
        """The newest statement of what is: freight before capacity."""
        return self.partial or self.freight or self.capacity

    def months_old(self, today: date) -> int | None:
        """How many months ago the time of the latest figure ended; of an undated one, was said."""
        day = until(self.latest) if self.latest else ""
        if not day:
            return None
        month = int(day[5:7]) if len(day) >= 7 else 12
        return max(0, (today.year - int(day[:4])) * 12 + today.month - month)


def until(point: Point) -> str:
    """The last day a statement speaks of, else the day it was published; "" where neither is."""
    return point.end or point.published or ""


def find_standings(
    series: Iterable[Series], targets: Iterable[FollowedTarget] = ()
) -> list[Standing]:
    """One standing for each subject that has a capacity, a freight figure or a target.

    Args:
        series: Capacity and freight, all in one unit.
        targets: What the ledger says of the targets among them; without it, of a target only its
            value and its year are known.
    """
    by_subject: dict[str, dict[_Part, list[Series]]] = {}
    for one in series:
        if one.measure is Measure.LEVEL:
            parts = by_subject.setdefault(one.subject, {})
            parts.setdefault((one.place, one.partner), []).append(one)
    followed: dict[str | None, list[FollowedTarget]] = defaultdict(list)
    for target in targets:
        followed[target.subject].append(target)
    standings = [
        _standing(_main_part(parts), followed[subject]) for subject, parts in by_subject.items()
    ]
    return [standing for standing in standings if standing.points]


_Part = tuple[str | None, str | None]


def _main_part(parts: Mapping[_Part, list[Series]]) -> list[Series]:
    """The series of the whole, else those of the part of which most is said."""
    return parts.get((None, None)) or max(
        parts.values(), key=lambda several: sum(len(one.points) for one in several)
    )


def _standing(several: Sequence[Series], followed: Sequence[FollowedTarget]) -> Standing:
    capacity = _main(several, CAPACITIES)
    freight = _main(several, ("freight_volume",))
    target, promise, moved_from = _target([one for one in (freight, capacity) if one], followed)
    full_years = freight.line() if freight else ()
    return Standing(
        subject=several[0].subject,
        place=several[0].place,
        partner=several[0].partner,
        unit=several[0].unit,
        capacity=_latest(capacity),
        freight=full_years[-1] if full_years else None,
        target=target,
        target_is_capacity=bool(capacity and target in capacity.points),
        partial=_partial(freight, full_years[-1] if full_years else None),
        promise=promise,
        moved_from=moved_from,
    )


def _main(several: Sequence[Series], indicators: Sequence[str]) -> Series | None:
    """The series of the whole: no commodity named, else the one with most to say."""
    fitting = [one for one in several if one.indicator in indicators and one.rate is None]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (one.commodity is None, len(one.points)))


def _latest(series: Series | None) -> Point | None:
    if series is None:
        return None
    chosen = [point for point in series.of(Status.ACTUAL) if point.carries_line]
    return max(chosen, key=lambda point: (until(point), point.fact_id), default=None)


def _target(
    series: Sequence[Series], followed: Sequence[FollowedTarget]
) -> tuple[Point | None, FollowedTarget | None, FollowedTarget | None]:
    """The target to show, what is known of it, and the one whose place it took."""
    points = {
        point.fact_id: point
        for one in series
        for point in one.of(Status.TARGET)
        if point.carries_line
    }
    known = [target for target in followed if target.fact_id in points]
    moves = find_moves(followed)
    promise = main_promise(known, moves)
    if promise is not None:
        return points[promise.fact_id], promise, moves.get(promise.fact_id)
    return max(points.values(), key=_horizon, default=None), None, None


def _horizon(point: Point) -> tuple[bool, str, str]:
    """Orders promises: the farthest year last, those without a year first."""
    return point.end is not None, point.end or "", point.published or ""


def _partial(series: Series | None, year: Point | None) -> Point | None:
    if series is None:
        return None
    parts = [
        point
        for point in series.of(Status.ACTUAL)
        if point.extent is Extent.PART and point.carries_line
        and (year is None or (point.end or "") > (year.end or ""))
    ]  # fmt: skip
    # The longest of those that end last: nine months say more than September alone.
    last = max((point.end or "" for point in parts), default="")
    return min((p for p in parts if p.end == last), key=lambda p: p.start or "", default=None)


def order_standings(
    standings: Iterable[Standing], by: str, names: Mapping[str, str] | None = None
) -> list[Standing]:
    """In the order of a choice; what is unknown comes last.

    Args:
        standings: The rows.
        by: capacity, freight, use or gap (the largest first), horizon (the next target first),
            recent (the newest figure first), or name.
        names: The names of the subjects, to order by.
    """
    if by == "name":
        return sorted(standings, key=lambda one: (names or {}).get(one.subject, one.subject))
    if by == "horizon":
        return sorted(standings, key=lambda one: (_year_of(one.target), one.subject))
    if by == "recent":
        ordered = sorted(standings, key=lambda one: one.subject)
        return sorted(ordered, key=lambda one: until(one.latest) if one.latest else "")[::-1]

    def size(standing: Standing) -> float:
        found = {
            "capacity": standing.capacity.value if standing.capacity else None,
            "freight": standing.freight.value if standing.freight else None,
            "use": standing.use,
            "gap": standing.gap,
        }.get(by)
        return float("-inf") if found is None else found

    return sorted(
        standings, key=lambda one: (-size(one), -max(p.value for p in one.points), one.subject)
    )


def _year_of(target: Point | None) -> str:
    return target.end if target and target.end else "9999"
