"""Colours, type, marks and helpers that all figures share."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.wording import Wording
from tracker import Point, Series, Status

FONT = (
    'Inter, "Inter Fallback", "Segoe UI", system-ui, -apple-system, "Helvetica Neue", '
    "Arial, sans-serif"
)


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme: ground, text, lines, and marks whose order is fixed (Okabe and Ito)."""

    ground: str
    ink: str
    muted: str
    grid: str
    pale: str
    shade: str
    grey: str
    marks: tuple[str, ...]


LIGHT = Colours(
    ground="#ffffff", ink="#1c2733", muted="#596673", grid="#e6eaee", pale="#cfe1ee",
    shade="rgba(0,114,178,0.05)", grey="#8a96a3",
    marks=("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"),
)  # fmt: skip
DARK = Colours(
    ground="#161c23", ink="#e6ebf0", muted="#a3b0bd", grid="#2b343e", pale="#2c4456",
    shade="rgba(86,180,233,0.07)", grey="#8593a0",
    marks=("#56B4E9", "#E69F00", "#2CC79C", "#E39BC4", "#F0E442", "#FF8A5B"),
)  # fmt: skip

SHAPES = ("circle", "square", "diamond", "triangle-up", "star", "hexagon")
MAX_LINES = len(SHAPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a figure is to be drawn.

    Attributes:
        wording: The language.
        dark: The scheme. narrow: The width class.
        as_of: Only what was published by this day (ISO date) may be shown; None is today.
        log: On a logarithmic axis, where the chart offers one.
        relative: As an index, the first year of each series being 100, where the chart offers it.
    """

    wording: Wording
    dark: bool = False
    narrow: bool = False
    as_of: str | None = None
    log: bool = False
    relative: bool = False

    @property
    def colours(self) -> Colours:
        """The colours of the scheme."""
        return DARK if self.dark else LIGHT


def escape(text: str | None) -> str:
    """Foreign text that plotly may not read as markup.

    Only the three signs: quotes would be shown as entities.
    """
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def new_figure(look: Look, *, height: int, margin: Mapping[str, int]) -> go.Figure:
    """An empty figure in the scheme, with everything set that plotly would set otherwise."""
    colours = look.colours
    axis = {
        "automargin": True,
        "gridcolor": colours.grid,
        "zeroline": False,
        "linecolor": colours.grid,
        "tickfont": {"size": 12, "color": colours.muted},
        "fixedrange": True,
        # Else each label is measured again for each other one: half of all drawing was that.
        "ticklabeloverflow": "allow",
    }
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin=dict(margin),
        font={"family": FONT, "size": 13, "color": colours.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        hovermode="closest",
        dragmode=False,
        separators=",." if look.wording.language == "de" else ".,",
        hoverlabel={
            "bgcolor": colours.ground,
            "bordercolor": colours.grey,
            "font": {"family": FONT, "size": 13, "color": colours.ink},
            "align": "left",
        },
        xaxis=axis,
        yaxis=axis,
    )
    return figure


def nice_ticks(top: float, wanted: int = 5) -> list[float]:
    """Round values from zero to the first step above `top`: 0, 2, 4, 6 million."""
    if top <= 0:
        return [0.0, 1.0]
    rough = top / wanted
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    return [step * index for index in range(math.ceil(top / step - 1e-9) + 1)]


def log_ticks(bottom: float, top: float) -> list[float]:
    """Round values between two positive ones, so dense that there are at least three.

    >>> log_ticks(0.8, 12), log_ticks(3, 40_000), log_ticks(2.5, 5.5)
    ([1.0, 2.0, 5.0, 10.0], [10.0, 100.0, 1000.0, 10000.0], [3.0, 4.0, 5.0])
    """
    powers = range(math.floor(math.log10(bottom)), math.ceil(math.log10(top)) + 1)
    ticks: list[float] = []
    for factors in ((1,), (1, 2, 5), (1, 2, 3, 4, 5, 6, 8), (1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5)):
        every = (float(factor * 10**power) for power in powers for factor in factors)
        ticks = [tick for tick in every if bottom <= tick <= top]
        if len(ticks) > 2:
            break
    return ticks


def amount_axis(look: Look, unit: str, values: Sequence[float], wanted: int = 5) -> dict[str, Any]:
    """An axis of amounts, its ticks written in the language of the page.

    It begins at zero; where the look asks for a logarithmic one and a value is positive, at the
    smallest positive value. An index is written without a unit.
    """

    def write(value: float) -> str:
        numbers = look.wording.numbers
        return numbers.plain(value) if look.relative else numbers.amount(value, unit)

    known = [value for value in values if value is not None]
    positive = [value for value in known if value > 0]
    if look.log and positive:
        bottom, top = min(positive) / 1.25, max(positive) * 1.25
        ticks = log_ticks(bottom, top)
        return {
            "type": "log",
            "tickvals": ticks,
            "ticktext": [write(tick) for tick in ticks],
            "range": [math.log10(bottom), math.log10(top)],
        }
    top = max(known, default=0.0)
    bottom = min(0.0, *known) if known else 0.0
    ticks = nice_ticks(top, wanted)
    if bottom < 0:
        ticks = [-tick for tick in nice_ticks(-bottom, wanted)[:0:-1]] + ticks
    return {
        "tickvals": ticks,
        "ticktext": [write(tick) if tick else "0" for tick in ticks],
        "range": [ticks[0] * 1.02 if bottom < 0 else 0, max(ticks[-1], top) * 1.04],
    }


def scale_of(look: Look, series: Series) -> Callable[[float], float]:
    """Where a value of the series is drawn: as it is, or with the first actual year as 100.

    A series without a positive first year has no index; it is drawn nowhere (NaN).
    """
    if not look.relative:
        return float
    first = next(iter(series.line(Status.ACTUAL)), None)
    if first is None or first.value <= 0:
        return lambda value: math.nan
    base = first.value
    return lambda value: value / base * 100


def describe(look: Look, point: Point, unit: str, heading: str = "") -> str:
    """The words shown on hover: value with hedge, period as stated, who said it and when."""
    wording = look.wording
    value = wording.numbers.stated(point.value, unit, point.bound, high=point.high, per=point.per)
    state = "" if point.status is Status.ACTUAL else f" · {wording.word(point.status)}"
    when = wording.numbers.period(point.period) or wording.say("no period stated")
    who = ", ".join(
        part
        for part in (
            escape(point.source) or wording.say("source not named"),
            wording.numbers.day(point.published),
        )
        if part
    )
    lines = [
        f"<b>{escape(value)}</b>{state}",
        f"{escape(heading)} · {when}" if heading else when,
        wording.quote(escape(point.surface)),
        who,
    ]
    if point.review == "unreviewed":
        lines.append(f"<i>{wording.say('not reviewed yet')}</i>")
    return "<br>".join(lines)


def whisker(points: Sequence[Point], colour: str) -> dict[str, Any]:
    """Error bars for hedged figures only: how far digits and hedge let the value lie.

    An open end ("more than 4 million") is drawn to a tenth of the value, without an end of its own.
    """
    above, below = [], []
    for point in points:
        if not point.hedged:
            above.append(0.0)
            below.append(0.0)
            continue
        opening = abs(point.value) * 0.1
        top = point.base_high if point.base_high is not None else point.value + opening
        bottom = point.base_low if point.base_low is not None else point.value - opening
        above.append(max(0.0, top - point.value))
        below.append(max(0.0, point.value - bottom))
    return {
        "type": "data", "symmetric": False, "array": above, "arrayminus": below,
        "color": colour, "thickness": 1.5, "width": 4, "visible": any(above) or any(below),
    }  # fmt: skip


def spread(positions: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Moves labels of these heights apart, so that none touches its neighbour; order is kept."""
    order = sorted(range(len(positions)), key=lambda index: positions[index])
    placed = [0.0] * len(positions)
    edge = -math.inf
    for index in order:
        placed[index] = max(positions[index], edge + heights[index] / 2)
        edge = placed[index] + heights[index] / 2
    if not order:
        return placed
    # What was pushed past the highest wish is moved back down, as far as its neighbours allow.
    excess = placed[order[-1]] - positions[order[-1]]
    shift = excess / 2
    return [place - shift for place in placed]
