"""Claims and intervals: which facts speak of the same thing, and what their digits allow."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tracker.model.fact import Bound, Fact

HEDGE = Decimal("0.05")  # "about" allows five per cent each way
# Several values of these depend on end points that a fact does not hold: a spread, no conflict.
SPREAD_INDICATORS = frozenset({"transit_time", "length", "price", "progress"})
UNCLAIMED_INDICATORS = frozenset({"count", "other"})
_LITERAL = re.compile(r"(?<![^\W\d_])\d+(?:[.,'’\u00a0\u2009\u202f ]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What several facts may state alike or differently; `period` is ISO 8601 text.

    A capacity without `per` compares as yearly.
    """

    subject: str
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    measure: str
    status: str
    counted: str | None
    per: str | None
    period: str
    base_unit: str


def claim_of(fact: Fact, base_unit: str) -> Claim | None:
    """The claim that the fact states, or None where it can agree with no other.

    There is none without a subject, without a period (such statements are a series by the date
    of their publication), for things counted by the way, and for an equivalent.
    """
    if fact.subject is None or fact.period is None or fact.equivalent_of is not None:
        return None
    if fact.indicator in UNCLAIMED_INDICATORS:
        return None
    return Claim(
        subject=fact.subject,
        partner=fact.partner,
        place=fact.place,
        indicator=fact.indicator,
        commodity=fact.commodity,
        measure=fact.measure,
        status=fact.status,
        counted=fact.counted,
        per=fact.per or ("year" if fact.indicator == "capacity" else None),
        period=fact.period,
        base_unit=base_unit,
    )


def interval(
    value: float, value_high: float | None, surface: str, bound: Bound = Bound.EXACT
) -> tuple[float | None, float | None]:
    """Lowest and highest amount that the stated digits and the bound allow.

    Half of the last stated digit each way; groups of three zeros at the end of a plain integer
    read as a scale word. `about` widens to five per cent, `over` and `at_least` open the top,
    `under` and `up_to` the bottom (of a fall, the other way round), `between` is the range.

    Args:
        value: The number in its unit, scale words multiplied out.
        value_high: Upper end of a range.
        surface: The characters that state the figure.
        bound: How firmly it is stated.

    Returns:
        Both ends, included, in the unit of `value`; None where an end is open.

    >>> interval(4500000, None, "4,5 Millionen Tonnen")
    (4450000.0, 4550000.0)
    >>> interval(840000, None, "840,000 tonnes")
    (839500.0, 840500.0)
    >>> interval(62, None, "62 %", Bound.AT_LEAST)
    (61.5, None)
    """
    if bound is Bound.BETWEEN and value_high is not None:
        return float(value), float(value_high)
    number = Decimal(repr(float(value)))
    reach = last_digit(value, surface) / 2
    if bound is Bound.ABOUT:
        reach = max(reach, abs(number) * HEDGE)
    low: float | None = float(number - reach)
    high: float | None = float(number + reach)
    opens_top = bound in (Bound.OVER, Bound.AT_LEAST)
    opens_bottom = bound in (Bound.UNDER, Bound.UP_TO)
    if value < 0:  # "fell by more than 3 %" is -3 or less
        opens_top, opens_bottom = opens_bottom, opens_top
    return None if opens_bottom else low, None if opens_top else high


def last_digit(value: float, surface: str) -> Decimal:
    """What the last digit stated in `surface` is worth, in the unit of `value`.

    A number in words counts as stated to at most two digits.

    >>> last_digit(17895600, "17 Millionen 895,6 Tausend Tonnen")
    Decimal('1E+2')
    """
    literals = _LITERAL.findall(surface)
    number = abs(Decimal(repr(float(value)))).normalize()
    if not literals:
        stated = max(int(number.as_tuple().exponent), number.adjusted() - 1)
        return Decimal(1).scaleb(stated if number else 0)
    literal = literals[-1]
    digits = re.sub(r"\D", "", literal)
    if not number:
        decimals = re.search(r"[.,](\d+)$", literal)
        return Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)
    zeros = len(digits) - len(digits.rstrip("0"))
    exponent = int(number.as_tuple().exponent) - zeros
    if len(literals) == 1 and exponent == 0 and int(digits) == number:
        exponent += zeros // 3 * 3
    return Decimal(1).scaleb(exponent)
