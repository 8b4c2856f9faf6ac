"""Growth: a stated change beside the levels that are drawn for both of its times."""

from typing import NamedTuple

from tracker.ledger.comparison import compare
from tracker.ledger.figure import Figure, Movement
from tracker.ledger.implied import change
from tracker.ledger.intervals import Interval
from tracker.model.claim import Comparison


class Growth(NamedTuple):
    """The growth that two levels come to, and what the stated one says to it."""

    comparison: Comparison
    value: float | None = None
    low: float | None = None
    high: float | None = None


def check_growth(by: Figure, before: Figure | None, after: Figure | None) -> Growth:
    """A stated growth beside the one computed from the levels of both times.

    It agrees where some amounts that digits and hedges of all three allow fit each other.
    """
    implied = change(Movement(start=before, end=after, by=by))
    if implied is None or implied.measure is not by.measure or implied.base_unit != by.unit:
        return Growth(Comparison.UNSTATED)
    ends = Interval(implied.base_low, implied.base_high)
    comparison, _ = compare(ends, [(by.key, by.value, by.interval)], implied.base_value)
    return Growth(comparison, implied.base_value, implied.base_low, implied.base_high)
