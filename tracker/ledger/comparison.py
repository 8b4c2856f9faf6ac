"""Comparison: what stated figures of the same thing and time say to an implied one."""

from collections.abc import Iterable

from tracker.ledger.claims import SPREAD_INDICATORS, UNCLAIMED_INDICATORS
from tracker.ledger.intervals import Interval
from tracker.model.claim import Comparison
from tracker.model.derived import Rule

# Trade between equals names its two sides in the order of the alphabet: the first of them is not
# the one whose whole trade a share is of.
SYMMETRIC_INDICATORS = frozenset({"trade_turnover"})


def is_compared(rule: Rule, *, subject: str | None, indicator: str, period: str | None) -> bool:
    """Whether what is stated of a thing and time can confirm or contradict an implied figure."""
    if subject is None or period is None or rule is Rule.EXCHANGE_RATE:
        return False
    if indicator in SPREAD_INDICATORS | UNCLAIMED_INDICATORS:
        return False
    return not (rule is Rule.WHOLE and indicator in SYMMETRIC_INDICATORS)


def compare(
    implied: Interval, stated: Iterable[tuple[str, float, Interval]], value: float
) -> tuple[Comparison, str | None]:
    """What the stated figures of the same thing and time say to an implied one.

    Where they contradict each other, one that meets it is enough to agree: it stands by that one.

    Args:
        implied: Interval of the implied figure.
        stated: Key, value and interval of each stated figure.
        value: Value of the implied figure: of several stated ones that agree, or that differ, the
            nearest is named, and of equally near ones the one whose key comes first.
    """
    ranked = sorted(
        (not ends.meets(implied), abs(stated_value - value), key)
        for key, stated_value, ends in stated
    )
    if not ranked:
        return Comparison.UNSTATED, None
    differs, _, key = ranked[0]
    return (Comparison.DIFFERS if differs else Comparison.AGREES), key


def rates_agree(implied: float, reference: float, tolerance: float = 0.10) -> bool:
    """Whether an implied exchange rate is near enough the reference rate of its time.

    >>> rates_agree(0.861, 0.8612), rates_agree(8.61, 0.8612)
    (True, False)
    """
    return abs(implied / reference - 1) <= tolerance
