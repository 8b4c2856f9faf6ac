"""Figures of one document, made of few words."""

from typing import Any

from tracker.ledger.claims import interval
from tracker.ledger.figure import Figure, Thing
from tracker.ledger.intervals import Interval
from tracker.model.fact import Bound, Measure, Span, Status, Transition


def figure(start: int, surface: str, value: float, unit: str, **fields: Any) -> Figure:
    """A figure at an offset, of the freight of the Middle Corridor in 2024 unless said otherwise."""
    dimensions = {
        "subject": "middle_corridor", "partner": None, "place": None,
        "indicator": "freight_volume", "commodity": None, "counted": None,
    }  # fmt: skip
    thing = Thing(**{name: fields.pop(name, known) for name, known in dimensions.items()})
    bound = fields.pop("bound", Bound.EXACT)
    high = fields.pop("high", None)
    return Figure(
        key=f"text:{start:03}",
        span=Span(start, start + len(surface)),
        thing=thing,
        bound=bound,
        value=value,
        high=high,
        interval=Interval(*interval(value, high, surface, bound)),
        unit=unit,
        **{
            "equivalent_of": None,
            "movement": (),
            "sentence": "A sentence.",
            "measure": Measure.LEVEL,
            "status": Status.ACTUAL,
            "transition": None,
            "per": None,
            "period": "2024",
            "period_text": None,
            **fields,
        },
    )


def moving(*parts: Figure) -> list[Figure]:
    """The figures as parts of one movement."""
    from dataclasses import replace

    spans = [part.span for part in parts]
    return [
        replace(part, movement=tuple(span for span in spans if span != part.span)) for part in parts
    ]


TO = Transition.TO
FROM = Transition.FROM


def by(start: int, surface: str, value: float, unit: str = "percent", **fields: Any) -> Figure:
    """A change in percent, unless said otherwise."""
    fields = {"measure": Measure.CHANGE, "transition": Transition.BY, **fields}
    return figure(start, surface, value, unit, **fields)
