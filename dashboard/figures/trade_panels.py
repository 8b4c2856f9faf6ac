"""Trade panels: one small chart for each pair, side by side, on scales of their own or on one."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures.theme import Look, amount_axis, escape, new_figure
from dashboard.figures.trade import amounts_of
from dashboard.figures.trade_axes import years_axis
from dashboard.figures.trade_marks import CONVERTED, PairLine, years_of
from dashboard.figures.trade_traces import Trace, line_traces

PANEL, NARROW_PANEL = 150, 140
HEAD, FOOT = 60, 26  # the label of the topmost amount stands below the words of the head
GUTTER = 0.045


def columns(look: Look) -> int:
    """How many small charts stand side by side."""
    return 1 if look.narrow else 3


def panels_height(count: int, look: Look) -> int:
    """Height in pixels of so many small charts side by side."""
    rows = math.ceil(max(1, count) / columns(look))
    return rows * ((NARROW_PANEL if look.narrow else PANEL) + HEAD + FOOT) + 8


def draw_panels(
    lines: Sequence[PairLine],
    look: Look,
    *,
    headings: Sequence[str],
    same_scale: bool = False,
) -> go.Figure:
    """A small chart for each pair, all over the same years.

    Args:
        lines: The pairs, all in one unit.
        look: Scheme, width and language.
        headings: What each is called, in order.
        same_scale: Whether all amounts are drawn on one scale; else each has its own, since pairs
            differ by factors of a hundred, and the newest amount is written out.
    """
    height = panels_height(len(lines), look)
    figure = new_figure(look, height=height, margin={"l": 8, "r": 16, "t": 0, "b": 8})
    years = years_of(lines)
    if not years:
        return figure
    across = columns(look)
    rows = math.ceil(len(lines) / across)
    width = (1 - GUTTER * (across - 1)) / across
    everything = amounts_of(lines)
    inner = height - 8
    layout: dict[str, object] = {}
    heads: list[Trace] = []
    traces: list[Trace] = []
    for index, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        axes = "" if index == 0 else str(index + 1)
        row, column = divmod(index, across)
        left = column * (width + GUTTER)
        top = 1 - row / rows - HEAD / inner
        bottom = 1 - (row + 1) / rows + FOOT / inner
        amounts = amount_axis(look, line.unit, everything if same_scale else amounts_of([line]), 3)
        layout[f"xaxis{axes}"] = {
            **_frame(look),
            **years_axis(years, look, small=True),
            "domain": [left, min(1, left + width)],
            "anchor": f"y{axes}",
        }
        layout[f"yaxis{axes}"] = {
            **_frame(look),
            **amounts,
            "domain": [bottom, top],
            "anchor": f"x{axes}",
            "automargin": False,
            "ticklabelposition": "inside top",
            "showline": False,
            "ticktext": ["", *amounts["ticktext"][1:]],
        }
        heads.append(_head_panel(line, heading, look, left=left, top=top))
        traces += line_traces(
            line, look,
            colour=look.colours.marks[0], shape="circle", heading=heading, axes=axes,
        )  # fmt: skip
    figure.update_layout({**layout, "annotations": heads})
    figure.add_traces(traces)
    return figure


def _frame(look: Look) -> dict[str, object]:
    colours = look.colours
    return {
        "gridcolor": colours.grid,
        "zeroline": False,
        "linecolor": colours.grid,
        "tickfont": {"size": 11, "color": colours.muted},
        "fixedrange": True,
        "ticklabeloverflow": "allow",  # as in theme.py
    }


def _head_panel(line: PairLine, heading: str, look: Look, *, left: float, top: float) -> Trace:
    """The pair's name, and under it its newest amount with its time."""
    numbers = look.wording.numbers
    value = ""
    if last := line.latest:
        point = last.point
        amount = numbers.stated(point.value, line.unit, point.bound, high=point.high)
        glyph = f" {CONVERTED}" if last.conversion else ""
        when = numbers.period(point.period) or numbers.day(point.published)
        value = f"{escape(amount)}{glyph} · {when}"
    grey = f"<span style='color:{look.colours.muted}'>"
    return {
        "x": left,
        "xref": "paper",
        "xanchor": "left",
        "y": top,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 19,
        "showarrow": False,
        "align": "left",
        "text": f"<b>{escape(heading)}</b><br>{grey}{value}</span>",
        "font": {"size": 13, "color": look.colours.ink},
    }
