"""Trade marks: the statements of one pair in the currency of a chart, and what is told of each."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.figures.theme import Look, describe, escape
from dashboard.wording import Wording
from tracker import Conversion, Extent, ImpliedFigure, Point, RateBasis, Standing, Status

CONVERTED = "†"
"""Stands behind every converted amount; what it means is said under each chart that has one."""
DISAGREE = (Standing.CONFLICTS, Standing.FAR_APART, Standing.BESIDE, Standing.SLIP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One statement as a chart shows it.

    Attributes:
        point: The statement, its values in the currency of the chart.
        unit: That currency.
        standing: How it stands to the value that is drawn for its claim.
        conversion: Where the amount is converted, from what and how; None where it is stated so.
    """

    point: Point
    unit: str
    standing: Standing | None = None
    conversion: Conversion | None = None

    @property
    def disagrees(self) -> bool:
        """Whether the ledger finds that it contradicts the statement that is drawn."""
        return self.standing in DISAGREE


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedMark:
    """A figure that follows from stated ones, with the statement that a click leads to."""

    figure: ImpliedFigure
    key: str
    place: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """All that is drawn of one flow between two partners, in one currency.

    Attributes:
        marks: Every statement, oldest period first.
        implied: What follows from statements.
        missing: Amounts that have no rate, by currency and time.
        scale: What amounts are multiplied by where they are drawn: of an index, its first year
            becomes 100.
    """

    subject: str
    partner: str
    indicator: str
    commodity: str | None
    unit: str
    marks: tuple[Mark, ...]
    implied: tuple[ImpliedMark, ...] = ()
    missing: tuple[Conversion, ...] = ()
    scale: float = 1.0

    @property
    def pair(self) -> str:
        """How the pair is called in an address: `az-tr`."""
        return f"{self.subject}-{self.partner}"

    @property
    def points(self) -> tuple[Point, ...]:
        """The statements alone."""
        return tuple(mark.point for mark in self.marks)

    def line(self, status: Status = Status.ACTUAL) -> tuple[Mark, ...]:
        """The marks of whole years that the line of this status goes through, in order."""
        return tuple(
            mark
            for mark in self.marks
            if mark.point.carries_line
            and mark.point.extent is Extent.YEAR
            and mark.point.status is status
        )

    @property
    def latest(self) -> Mark | None:
        """The newest actual figure: a whole year where there is one."""
        if line := self.line():
            return line[-1]
        actual = [mark for mark in self.marks if mark.point.status is Status.ACTUAL]
        dated = [mark for mark in actual if mark.point.year is not None]
        return max(dated, key=lambda mark: place_of(mark.point), default=None)

    @property
    def grown(self) -> tuple[Mark, Mark, float] | None:
        """The change in percent between the two newest whole years that follow each other."""
        line = self.line()
        for before, after in zip(line[-2::-1], line[::-1], strict=False):
            first, last = before.point, after.point
            if (last.year or 0) - (first.year or 0) == 1 and first.value:
                return before, after, 100 * (last.value / first.value - 1)
        return None


def as_index(line: PairLine) -> PairLine | None:
    """The same as an index, the first whole year being 100; None where there is no such year."""
    first = next(iter(line.line()), None)
    if first is None or first.point.value <= 0:
        return None
    return replace(line, scale=100 / first.point.value)


def name_pair(indicator: str, subject: str, partner: str, speak: Wording) -> str:
    """`Azerbaijan – Türkiye` of equals, `Azerbaijan → Türkiye` of exports, `←` of imports."""
    mark = {"exports": "→", "imports": "←"}.get(indicator, "–")
    return f"{speak.name(subject)} {mark} {speak.name(partner)}"


def place_of(point: Point) -> float:
    """Where a statement stands on the axis of years: a year at its number, a part at its middle.

    Years are centred on their tick: January to July of 2024 lies between 2023.5 and 2024.08.
    """
    if point.extent is Extent.YEAR:
        return float(point.year or 0)
    if ends := ends_of(point):
        return sum(ends) / 2
    if point.published and len(point.published) > 4:
        return year_of_day(f"{point.published}-15"[:10])
    return float(point.year or 0)


def ends_of(point: Point) -> tuple[float, float] | None:
    """From where to where on the axis a part of a year, or a span of several, reaches."""
    if point.extent in (Extent.PART, Extent.SPAN) and point.start and point.end:
        return year_of_day(point.start), year_of_day(point.end) + 1 / 372
    return None


def year_of_day(day: str) -> float:
    """A day as a place on an axis whose years are centred on their ticks."""
    return int(day[:4]) - 0.5 + (int(day[5:7]) - 1) / 12 + (int(day[8:10]) - 1) / 372


def years_of(lines: Iterable[PairLine]) -> list[int]:
    """All years that something is drawn at, in order."""
    years = {point.year for line in lines for point in line.points if point.year}
    years |= {round(one.place) for line in lines for one in line.implied}
    return sorted(years)


def tell_mark(look: Look, mark: Mark, heading: str = "") -> str:
    """The words shown on hover; of a converted amount also what was stated, and the rate."""
    words = describe(look, mark.point, mark.unit, heading)
    if mark.conversion is None:
        return words
    first, *rest = words.split("<br>")
    return "<br>".join([f"{first} {CONVERTED}", *rest, escape(tell_rate(mark, look.wording))])


def tell_rate(mark: Mark, speak: Wording) -> str:
    """`† €9bn at 1.0530 USD for 1 EUR, mean of 2022`."""
    known = mark.conversion
    if known is None or known.rate is None:
        return ""
    stated = speak.numbers.amount(
        known.stated_value, known.stated_unit, high=known.stated_value_high
    )
    return f"{CONVERTED} " + speak.say(
        "converted from %(stated)s at %(rate)s, %(when)s",
        stated=stated,
        rate=write_rate(known, speak),
        when=write_time(known, speak),
    )


def write_rate(known: Conversion, speak: Wording) -> str:
    """`1 EUR = 1.0530 USD`."""
    rate = known.rate or 0.0
    return f"1 {known.rate_currency} = {speak.numbers.plain(rate, _digits(rate))} {known.currency}"


def _digits(rate: float) -> int:
    """Five significant digits, as reference rates have them."""
    digits = 4
    while rate and rate < 10 ** (3 - digits) and digits < 9:
        digits += 1
    return digits


def write_time(known: Conversion, speak: Wording) -> str:
    """`mean of 2022`, `rate of 3 Mar 2025`."""
    when = speak.numbers.period(known.period)
    if known.basis is RateBasis.MEAN:
        return speak.say("mean of %(period)s", period=when)
    return speak.say("rate of %(period)s", period=when)


_LABELS = {
    "level_before": "level before, from the level and its change",
    "level_after": "level after, from the level and its change",
    "turnover": "exports and imports together",
    "whole": "whole, from a part and its share",
    "unstated": "nothing is stated of this time",
    "agrees": "agrees with what is stated",
    "differs": "differs from what is stated",
}


def name_rule(rule: str, speak: Wording) -> str:
    """What an implied figure follows from, in words."""
    return speak.say(_LABELS[rule])


def name_comparison(comparison: str, speak: Wording) -> str:
    """What is stated says to an implied figure."""
    return speak.say(_LABELS[comparison])


def tell_implied(look: Look, one: ImpliedMark) -> str:
    """The words shown on hover of an implied figure: value, time, rule, formula, verdict."""
    speak, figure = look.wording, one.figure
    amount = speak.numbers.amount(figure.base_value, figure.base_unit)
    return "<br>".join(
        [
            f"<b>{escape(amount)}</b> · {speak.say('implied')}",
            speak.numbers.period(figure.period),
            f"{name_rule(figure.rule, speak)}: {escape(figure.formula)}",
            name_comparison(figure.comparison, speak),
        ]
    )
