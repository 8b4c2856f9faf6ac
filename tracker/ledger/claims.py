"""Claims and intervals: which facts speak of the same thing, and what their digits allow."""

import re
from decimal import Decimal
from typing import NamedTuple, Protocol

from tracker.model.fact import Bound
from tracker.model.period import Period

HEDGE = Decimal("0.05")  # "about" allows five per cent each way
# Several values of these depend on end points that a fact does not hold: a spread, no conflict.
SPREAD_INDICATORS = frozenset({"transit_time", "length", "price", "progress"})
UNCLAIMED_INDICATORS = frozenset({"count", "other"})
_LITERAL = re.compile(r"(?<![^\W\d_])\d+(?:[.,'’\u00a0\u2009\u202f ]\d+)*")

_NO_DIGIT = re.compile(r"\D")


class SeriesKey(NamedTuple):
    """What is measured of whom, without the time: the key of a line in a chart."""

    subject: str
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    measure: str
    status: str
    counted: str | None
    per: str | None
    base_unit: str

    def __str__(self) -> str:
        r"""All parts joined by |; a | within the counted noun is written \|."""
        return "|".join(
            "" if part is None else part.replace("\\", "\\\\").replace("|", "\\|") for part in self
        )

    @property
    def is_compared(self) -> bool:
        """Whether figures of one time can contradict each other."""
        return self.indicator not in SPREAD_INDICATORS


class Stated(Protocol):
    """The fields of a fact that say what it is about."""

    @property
    def subject(self) -> str | None: ...
    @property
    def partner(self) -> str | None: ...
    @property
    def place(self) -> str | None: ...
    @property
    def indicator(self) -> str: ...
    @property
    def commodity(self) -> str | None: ...
    @property
    def measure(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def counted(self) -> str | None: ...
    @property
    def per(self) -> str | None: ...


def series_of(stated: Stated, base_unit: str, *, is_equivalent: bool) -> SeriesKey | None:
    """The series that a figure belongs to, or None where it can agree with no other.

    There is none without a subject, for things counted by the way, and for an equivalent. A
    capacity without `per` compares as yearly.
    """
    if stated.subject is None or is_equivalent or stated.indicator in UNCLAIMED_INDICATORS:
        return None
    return SeriesKey(
        subject=stated.subject,
        partner=stated.partner,
        place=stated.place,
        indicator=stated.indicator,
        commodity=stated.commodity,
        measure=stated.measure,
        status=stated.status,
        counted=stated.counted or None,  # a key cannot tell an empty noun from none
        per=stated.per or ("year" if stated.indicator == "capacity" else None),
        base_unit=base_unit,
    )


def time_key(period: str | None, published: str | None) -> str:
    """The time of a claim: the canonical period, or ~ and the date of publication without one.

    >>> time_key("2024-01/2024-12", None), time_key(None, "2024-03")
    ('2024', '~2024-03')
    """
    return f"~{published or ''}" if period is None else str(Period.parse(period))


def year_key(year: int) -> str:
    """The `time_key()` of a whole year."""
    return f"{year:04}"


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
    digits = _NO_DIGIT.sub("", literal)
    if not number:
        decimals = re.search(r"[.,](\d+)$", literal)
        return Decimal(1).scaleb(-len(decimals[1]) if decimals else 0)
    zeros = len(digits) - len(digits.rstrip("0"))
    exponent = int(number.as_tuple().exponent) - zeros
    if len(literals) == 1 and exponent == 0 and int(digits) == number:
        exponent += zeros // 3 * 3
    return Decimal(1).scaleb(exponent)
