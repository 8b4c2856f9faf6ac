"""Labels: short words beside marks, each where it touches no mark and no other label."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.theme import Look, escape, spread

_LETTER, _HEIGHT, _MARK = 6.6, 16.0, 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words for the mark at this place; the first of several labels goes first."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The field of a chart: its ends on both axes, and the least pixels that it will have."""

    left: float
    right: float
    bottom: float
    top: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Pixels from the lower left corner."""
        across = (x - self.left) / ((self.right - self.left) or 1) * self.width
        return across, (y - self.bottom) / ((self.top - self.bottom) or 1) * self.height


_Box = tuple[float, float, float, float]


def place_labels(
    labels: Iterable[Label], marks: Sequence[tuple[float, float]], frame: Frame
) -> list[tuple[Label, str, int, int]]:
    """Which labels find room, with their anchor and their shift in pixels.

    A label that would touch a mark, another label or the edge on every side is left out: its words
    are on hover and in the table.
    """
    taken: list[_Box] = [
        (x - _MARK, y - _MARK, x + _MARK, y + _MARK)
        for x, y in (frame.place(*mark) for mark in marks)
    ]
    placed = []
    for label in labels:
        x, y = frame.place(label.x, label.y)
        width = len(label.text) * _LETTER
        sides: tuple[tuple[str, int, int, float], ...] = (
            ("center", 0, 16, x - width / 2), ("left", 10, 0, x + 10),
            ("center", 0, -16, x - width / 2), ("right", -10, 0, x - 10 - width),
        )  # fmt: skip
        for anchor, across, up, start in sides:
            box = (start, y + up - _HEIGHT / 2, start + width, y + up + _HEIGHT / 2)
            inside = box[0] >= 0 and box[2] <= frame.width and box[1] >= 0
            if inside and box[3] <= frame.height and not any(_touch(box, one) for one in taken):
                taken.append(box)
                placed.append((label, anchor, across, up))
                break
    return placed


def _touch(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def write_labels(
    figure: go.Figure,
    labels: Iterable[Label],
    marks: Sequence[tuple[float, float]],
    frame: Frame,
    look: Look,
) -> None:
    """Writes the labels that find room beside their marks."""
    style: dict[str, Any] = {"size": 12, "color": look.colours.ink}
    for label, anchor, across, up in place_labels(labels, marks, frame):
        figure.add_annotation(
            x=label.x, y=label.y, text=escape(label.text), xanchor=anchor, yanchor="middle",
            xshift=across, yshift=up, showarrow=False, borderpad=0, font=style,
        )  # fmt: skip


def along_lines(figure: go.Figure) -> list[tuple[float, float]]:
    """Places on the lines that are drawn, close enough that no label fits between them."""
    places = []
    for trace in figure.data:
        if trace.mode != "lines":
            continue
        ends = list(zip(trace.x, trace.y, strict=True))
        for (x, y), (to_x, to_y) in pairwise(ends):
            if None not in (x, y, to_x, to_y):
                steps = [step / 24 for step in range(1, 24)]
                places += [(x + (to_x - x) * part, y + (to_y - y) * part) for part in steps]
    return places


def label_ends(
    figure: go.Figure,
    ends: Sequence[tuple[str, float, str, str]],
    look: Look,
    *,
    top: float,
    inner: int,
) -> None:
    """Names at the right margin instead of a legend, moved apart where they would touch."""
    texts = [_wrap(escape(heading)) for _, _, heading, _ in ends]
    line = top * 17 / inner  # a line of words, on the axis that is so many pixels high
    heights = [line * (1.15 + text.count("<br>")) for text in texts]
    placed = spread([value for _, value, _, _ in ends], heights)
    for (glyph, _, _, colour), text, place in zip(ends, texts, placed, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=10,
            y=place,
            yref="y",
            showarrow=False,
            align="left",
            text=f'<span style="color:{colour}">{glyph}</span> {text}',
            font={"size": 12.5, "color": look.colours.ink},
        )


def _wrap(text: str, width: int = 24) -> str:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>    ".join(lines)
