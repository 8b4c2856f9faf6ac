"""Trade axes: years, the field of what is promised, and names at the ends of lines."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.theme import Look, escape
from dashboard.figures.trade_marks import PairLine
from dashboard.figures.years import shade_future
from tracker import Status

HEIGHT = 430
TOP, FOOT = 30, 34
LABEL_LINE = 16


def years_axis(years: Sequence[int], look: Look, *, small: bool = False) -> dict[str, Any]:
    """An axis of whole years, thinned out where it is narrow or small."""
    first, last = years[0], years[-1]
    step = max(1, round((last - first) / (5 if look.narrow or small else 12)))
    # Amounts of a small chart are written inside it, before its first year.
    before = max(0.6, 0.27 * (last - first)) if small else 0.6
    return {
        "range": [first - before, last + 0.6],
        "tickformat": "d",
        "dtick": step,
        "tick0": first,
        "showgrid": False,
        "showline": True,
    }


def shade_promises(figure: go.Figure, lines: Sequence[PairLine], look: Look) -> None:
    """A pale field headed "Targets" behind everything that is promised or expected."""
    timed = [(point, point.year) for line in lines for point in line.points if point.year]
    ahead = [year for p, year in timed if p.status is not Status.ACTUAL and p.period]
    actual = [year for p, year in timed if p.status is Status.ACTUAL]
    shade_future(figure, look, actual=actual, ahead=ahead, side="right")


def name_ends(
    figure: go.Figure,
    ends: Sequence[tuple[float, str, str, str]],
    look: Look,
    axis: Mapping[str, Any],
) -> None:
    """Names at the right margin instead of a legend, moved apart where they would touch."""
    room = HEIGHT - TOP - FOOT
    texts = [wrap(escape(heading)) for _, _, _, heading in ends]
    heights = [LABEL_LINE * (text.count("<br>") + 1) + 4 for text in texts]
    bottom, top = axis["range"]
    places = [math.log10(max(value, 1e-9)) if look.log else value for value, *_ in ends]
    wanted = [room * (place - bottom) / (top - bottom) for place in places]
    for (_, glyph, colour, _), text, place in zip(
        ends, texts, stack(wanted, heights, room), strict=True
    ):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=10,
            y=0,
            yref="paper",
            yanchor="middle",
            yshift=place,
            showarrow=False,
            align="left",
            text=f'<span style="color:{colour}">{glyph}</span> {text}',
            font={"size": 12.5, "color": look.colours.ink},
        )


def stack(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Middles of labels of these heights, in pixels: apart, in order, and inside the room.

    >>> stack([10, 12, 95], [20, 20, 20], 100)
    [10.0, 30.0, 90.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [0.0] * len(wanted)
    edge = 0.0
    for index in order:
        placed[index] = max(float(wanted[index]), edge + heights[index] / 2)
        edge = placed[index] + heights[index] / 2
    edge = float(room)
    for index in reversed(order):
        placed[index] = min(placed[index], edge - heights[index] / 2)
        edge = placed[index] - heights[index] / 2
    return placed


def wrap(text: str, width: int = 25) -> str:
    """A name broken into lines that fit the margin."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>    ".join(lines)
