"""Figure: a stated figure as far as something can follow from it, and the movements it is in."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tracker.ledger.intervals import Interval
from tracker.model.fact import Bound, Measure, Span, Status, Transition

PERCENT, TIMES = "percent", "times"


class Thing(NamedTuple):
    """What a figure is about, its measure and time left aside."""

    subject: str | None
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    counted: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A stated figure, as far as something can follow from it.

    Attributes:
        key: The citable name of the fact.
        span, equivalent_of, movement: Places in the document, as of a fact.
        sentence: The sentence it stands in; an empty one tells nothing.
        value, high, interval, unit: In the base unit of its family; `high` is the upper end of a
            stated range.
    """

    key: str
    span: Span
    equivalent_of: Span | None
    movement: tuple[Span, ...]
    sentence: str
    thing: Thing
    measure: Measure
    status: Status
    transition: Transition | None
    bound: Bound
    per: str | None
    period: str | None
    period_text: str | None
    value: float
    high: float | None
    interval: Interval
    unit: str


@dataclass(frozen=True, kw_only=True)
class Movement:
    """The figures of one movement: where it starts, where it ends, by how much."""

    start: Figure | None
    end: Figure | None
    by: Figure | None

    @cached_property
    def factor(self) -> tuple[float, Interval] | None:
        """What the change multiplies by, where it is stated as a ratio."""
        by = self.by
        if by is None:
            return None
        if by.measure is Measure.CHANGE and by.unit == PERCENT:
            value, interval = 1 + by.value / 100, by.interval.scaled(0.01, 1.0)
        elif by.measure is Measure.MULTIPLE:
            value, interval = by.value, by.interval
        elif by.measure is Measure.INDEX and by.unit == PERCENT:
            value, interval = by.value / 100, by.interval.scaled(0.01)
        else:
            return None
        return (value, interval) if value > 0 else None
