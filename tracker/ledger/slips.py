"""Slips: figures so far off that no line goes through them until a person has looked.

565,000 containers between years of 20,000 and 77,000 are a slip of the pen for 56,500. Where two
statements of one claim are that far apart, the known years around them tell which one slipped;
without any, neither is drawn. Without a rival both neighbouring years must speak against a figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tracker.ledger.statements import Statement

FAR = 5.0
"""A value this many times larger or smaller than others is taken for a slip."""

REACH = 3
"""So many years away a figure still tells which of two rivals is a slip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """The middle values of the years near a claim's own, in its series.

    Attributes:
        before, after: The years next to it. around: The nearest known ones on either side.
    """

    before: float | None = None
    after: float | None = None
    around: tuple[float, ...] = ()


NO_YEARS = Years()


def years_near(year: int, middles: Mapping[int, float]) -> Years:
    """What is known around a year.

    Args:
        year: The claim's own.
        middles: Middle value of each known year of the series.
    """
    sides = (range(year - 1, year - 1 - REACH, -1), range(year + 1, year + 1 + REACH))
    nearest = (next((middles[y] for y in side if y in middles), None) for side in sides)
    return Years(
        before=middles.get(year - 1),
        after=middles.get(year + 1),
        around=tuple(value for value in nearest if value is not None),
    )


def middle_of(statements: Sequence[Statement]) -> float | None:
    """Median of the values that may be drawn, slips among them."""
    values = [each.voice.value for each in statements if each.is_compared]
    return median(values) if values else None


def find_slips(statements: Sequence[Statement], years: Years) -> set[int]:
    """Numbers of the statements that are taken for slips.

    Args:
        statements: Those of one claim that are compared.
        years: What is known around it.
    """
    positive = [each.voice.value for each in statements if each.voice.value > 0]
    return {
        each.number
        for each in statements
        if not any(mention.is_settled for mention in each.mentions)
        and _is_slip(each.voice.value, positive, years)
    }


def _is_slip(value: float, rivals: Sequence[float], years: Years) -> bool:
    if any(is_far(value, rival) for rival in (min(rivals), max(rivals))) if rivals else False:
        return all(is_far(value, known) for known in years.around)
    return all(known is not None and is_far(value, known) for known in (years.before, years.after))


def may_slip(lowest: float, highest: float, years: Years) -> bool:
    """Whether a claim with such values could hold a slip, beside such years."""
    if is_far(lowest, highest) or lowest <= 0:
        return True
    return any(
        all(known is not None and is_far(end, known) for known in (years.before, years.after))
        for end in (lowest, highest)
    )


def is_far(value: float, other: float) -> bool:
    """Whether one of two amounts is more than five times the other; only above nought."""
    if value <= 0 or other <= 0:
        return False
    return value > other * FAR or value < other / FAR
