"""Fact: one figure stated by one source about one subject, and its closed vocabularies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Character offsets in a document's text as read; `end` is exclusive."""

    start: int
    end: int


class Bound(StrEnum):
    """How firmly the number is stated."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    UP_TO = "up_to"
    BETWEEN = "between"


class Measure(StrEnum):
    """What kind of number it is: an amount, a difference, a part, a factor, an index."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    MULTIPLE = "multiple"
    INDEX = "index"


class Status(StrEnum):
    """Whether what the figure speaks of exists yet."""

    ACTUAL = "actual"
    TARGET = "target"
    FORECAST = "forecast"


class Transition(StrEnum):
    """The figure's place in a stated movement: "rose by 62 % to 4.5 Mt" has a `by` and a `to`."""

    FROM = "from"
    TO = "to"
    BY = "by"


class Per(StrEnum):
    """The period of a true rate; a yearly total has none."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One stated figure with everything the text says about it.

    Attributes:
        surface: The characters that state the figure: number, scale word and unit, no hedge.
        start, end: Where `surface` stands; `text[start:end] == surface`, end exclusive.
        value: The number in `unit`, scale words multiplied out; a change is signed.
        value_high: The upper end of a stated range (`bound` is then `between`).
        unit: Canonical unit id of `data/units.toml`, or an ISO 4217 currency code.
        per: The period of a true rate.
        bound, measure, status, transition: Closed vocabularies, see their classes.
        indicator: Id of `data/indicators.toml`: what is measured.
        subject: Id of the gazetteer: what the figure is about, never who says it.
        place: The part of the subject that the figure is limited to, an id.
        partner: The other party of a two-sided figure, an id.
        commodity: Id of `data/commodities.toml`: what is carried, traded or produced.
        counted: The noun that is counted, where `unit` is `count`.
        period: ISO 8601 time the figure holds for: "2023", "2024-03", "2024-01/2024-07" (both
            ends included), "2024-03-05".
        period_text: The words that gave the period.
        equivalent_of: Span of the earlier figure that this one repeats in another unit.
        movement: Spans of the other figures of the same movement or shared statement.
        attribution: Who says it: an id, or the words; none: the publisher.
        published: Publication date that held for this place in the text (day, month or year).
        evidence: Field name to the rule and words that gave it.
        confidence: 0 to 1, how sure the reading is; ranks doubt, is no probability.
    """

    surface: str
    start: int
    end: int
    value: float
    unit: str
    indicator: str
    value_high: float | None = None
    per: Per | None = None
    bound: Bound = Bound.EXACT
    measure: Measure = Measure.LEVEL
    status: Status = Status.ACTUAL
    transition: Transition | None = None
    subject: str | None = None
    place: str | None = None
    partner: str | None = None
    commodity: str | None = None
    counted: str | None = None
    period: str | None = None
    period_text: str | None = None
    equivalent_of: Span | None = None
    movement: tuple[Span, ...] = ()
    attribution: str | None = None
    published: str | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 1.0

    @property
    def span(self) -> Span:
        """Where the figure stands in the text."""
        return Span(self.start, self.end)
