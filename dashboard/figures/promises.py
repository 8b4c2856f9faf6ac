"""Promises: which later target took the place of an earlier one, and which one to show first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker import FollowedTarget, TargetState

# Of several promises the one ahead goes first, then one that was not kept, one without a year, and
# last what is reached already.
_PRECEDENCE = {
    TargetState.OPEN: 3,
    TargetState.MISSED: 2,
    TargetState.OVERDUE: 2,
    TargetState.UNDATED: 1,
    TargetState.MET: 0,
}


def find_moves(targets: Iterable[FollowedTarget]) -> dict[int, FollowedTarget]:
    """The earlier promise whose place each one took, by the fact that states the later one.

    A target has moved where the same amount is promised for another year ("10 Mt by 2025", later
    "by 2027"), or another amount for the same year, and this was said later. Two steps on one way
    (0.6 Mt by 2029, 1 Mt by 2035) are two targets, and so is a promise that names no year.
    """
    by_thing: dict[tuple[str | None, ...], list[FollowedTarget]] = defaultdict(list)
    for target in targets:
        if target.horizon and target.published:
            by_thing[_thing(target)].append(target)
    moves = {}
    for several in by_thing.values():
        ordered = sorted(several, key=lambda one: (one.published or "", one.fact_id))
        of_year: dict[str | None, list[FollowedTarget]] = defaultdict(list)
        for index, target in enumerate(ordered):
            # Who repeats the present promise does not move it.
            repeated = any(_alike(one, target) for one in of_year[target.horizon])
            of_year[target.horizon].append(target)
            if repeated:
                continue
            before = reversed(ordered[:index])
            if earlier := next((one for one in before if _moved(one, target)), None):
                moves[target.fact_id] = earlier
    return moves


def superseded(moves: Mapping[int, FollowedTarget]) -> frozenset[int]:
    """Facts whose promise was moved later."""
    return frozenset(earlier.fact_id for earlier in moves.values())


def history(target: FollowedTarget, moves: Mapping[int, FollowedTarget]) -> list[FollowedTarget]:
    """The promises that this one took the place of, the oldest first."""
    found: list[FollowedTarget] = []
    earlier = moves.get(target.fact_id)
    while earlier is not None and earlier not in found:
        found.append(earlier)
        earlier = moves.get(earlier.fact_id)
    return found[::-1]


def main_promise(
    targets: Sequence[FollowedTarget], moves: Mapping[int, FollowedTarget]
) -> FollowedTarget | None:
    """The one to show where there is room for one: ahead and farthest, else not kept, else last."""
    gone = superseded(moves)
    left = [one for one in targets if one.fact_id not in gone]
    return max(left, key=_precedence, default=None)


def _precedence(target: FollowedTarget) -> tuple[int, str, int, str, int]:
    rank = _PRECEDENCE[TargetState(target.state)]
    return rank, target.horizon or "", target.is_current, target.published or "", target.fact_id


def _thing(target: FollowedTarget) -> tuple[str | None, ...]:
    rate = None if target.per == "year" else target.per
    return (
        target.subject, target.partner, target.place, target.indicator, target.commodity,
        target.counted, target.base_unit, rate,
    )  # fmt: skip


def _moved(earlier: FollowedTarget, later: FollowedTarget) -> bool:
    if (earlier.published or "") >= (later.published or ""):
        return False
    same_year = (earlier.horizon or "")[:4] == (later.horizon or "")[:4]
    return _alike(earlier, later) != same_year


def _alike(one: FollowedTarget, other: FollowedTarget) -> bool:
    """Whether the amounts are the same, as far as digits and hedges of both say."""
    if one.base_value == other.base_value:
        return True
    lows = [target.base_low for target in (one, other) if target.base_low is not None]
    highs = [target.base_high for target in (one, other) if target.base_high is not None]
    # An open end ("up to 15 Mt") meets everything; the stated numbers must be near as well.
    near = abs(one.base_value - other.base_value) <= 0.05 * max(one.base_value, other.base_value)
    return near and max(lows, default=float("-inf")) <= min(highs, default=float("inf"))
