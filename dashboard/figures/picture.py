"""Picture: a chart made fit to leave the page, with everything in it that stood around it."""

import textwrap
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.theme import LIGHT, escape

WIDTH = 1200
EDGE = 32
# Fonts of the page do not reach a picture: these are measured and drawn alike everywhere.
FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif'
_TITLE, _SUBTITLE, _LEGEND, _FOOT = 24, 16, 14, 12.5
_HEAD_NAME, _FOOT_NAME = "picture-head", "picture-foot"


def compose_picture(
    figure: go.Figure,
    *,
    title: str,
    subtitle: str = "",
    legend: Sequence[tuple[str, str, str]] = (),
    foot: Sequence[str] = (),
) -> tuple[dict[str, Any], int, int]:
    """The figure on white with lines above and below it.

    Args:
        figure: A figure drawn in the light look; it is not changed.
        title: What the picture shows.
        subtitle: Unit and period.
        legend: Glyph, colour and name of each sign.
        foot: Lines under the chart: note, sources, state, address; empty ones are left out.

    Returns:
        The figure as plotly's JSON, its width and its height. Its lines are annotations named
        `picture-head` and `picture-foot`, counted from the margins that the layout asks for.
    """
    drawn = go.Figure(figure)
    margin = {side: int(drawn.layout.margin[side] or 0) for side in "ltrb"}
    head_lines = _head(title, subtitle, legend)
    foot_lines = _foot(foot)
    head = EDGE + sum(space for _, _, space in head_lines)
    below = sum(space for _, _, space in foot_lines) + EDGE
    top, bottom = margin["t"] + head, max(margin["b"], 44) + below
    height = int(drawn.layout.height or 450) + head + bottom - margin["b"]
    drawn.update_layout(
        width=WIDTH,
        height=height,
        margin={"l": max(margin["l"], EDGE), "r": max(margin["r"], EDGE), "t": top, "b": bottom},
        paper_bgcolor=LIGHT.ground,
        plot_bgcolor=LIGHT.ground,
        font={"family": FONT},
        hovermode=False,
    )
    left = EDGE - max(margin["l"], EDGE)
    y = EDGE
    for text, size, space in head_lines:
        _write(drawn, _HEAD_NAME, text, size, left, 1, "top", top - y)
        y += space
    y = bottom - below
    for text, size, space in foot_lines:
        _write(drawn, _FOOT_NAME, text, size, left, 0, "top", -y)
        y += space
    return drawn.to_plotly_json(), WIDTH, height


def _head(
    title: str, subtitle: str, legend: Sequence[tuple[str, str, str]]
) -> list[tuple[str, float, int]]:
    """Lines with size and space: title, subtitle, legend."""
    lines: list[tuple[str, float, int]] = [
        (f"<b>{escape(line)}</b>", _TITLE, 32) for line in textwrap.wrap(title, 86)
    ]
    lines += [(_muted(escape(line)), _SUBTITLE, 24) for line in textwrap.wrap(subtitle, 140)]
    row, length = "", 0
    for glyph, colour, name in legend:
        item = f'<span style="color:{colour}">{escape(glyph)}</span> {escape(name)}'
        if length and length + len(name) > 140:
            lines.append((row, _LEGEND, 22))
            row, length = "", 0
        row += ("     " if row else "") + item
        length += len(name) + 7
    if row:
        lines.append((row, _LEGEND, 22))
    return [*lines, ("", _LEGEND, 10)]


def _foot(texts: Sequence[str]) -> list[tuple[str, float, int]]:
    lines: list[tuple[str, float, int]] = []
    for text in filter(None, texts):
        wrapped = textwrap.wrap(text, 170, break_on_hyphens=False)
        lines += [(_muted(escape(line)), _FOOT, 18) for line in wrapped]
    return lines


def _muted(text: str) -> str:
    return f'<span style="color:{LIGHT.muted}">{text}</span>'


def _write(
    figure: go.Figure,
    name: str,
    text: str,
    size: float,
    left: int,
    y: int,
    yanchor: str,
    yshift: float,
) -> None:
    if not text:
        return
    figure.add_annotation(
        name=name,
        text=text,
        x=0,
        xref="paper",
        xanchor="left",
        xshift=left,
        y=y,
        yref="paper",
        yanchor=yanchor,
        yshift=yshift,
        showarrow=False,
        align="left",
        borderpad=0,
        font={"family": FONT, "size": size, "color": LIGHT.ink},
    )
