"""Statements: what was said of one thing over time, each by itself, never joined by a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.labels import Frame, Label, along_lines, write_labels
from dashboard.figures.theme import Look, amount_axis, new_figure
from tracker import Status

HEIGHT = 300
_TOP, _BOTTOM = 16, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement as a mark.

    Attributes:
        when: Its time as a decimal year: 2024.0 is the first of January.
        value, high: The amount, and the upper end of a stated range.
        below, above: How far digits and hedge let it lie under and over that.
        status: Filled where it is, hollow where it is promised or expected.
        former: Whether it tells what was before ("from 28 days"): drawn grey.
        computed: Whether the amount was converted: drawn with a dot in a ring.
        label: Short words beside the mark, where there is room.
        words: On hover. key: The fact.
        leads_to: Key of the statement that the same sentence moves to, if there is one.
    """

    when: float
    value: float
    high: float | None = None
    below: float = 0.0
    above: float = 0.0
    status: Status = Status.ACTUAL
    former: bool = False
    computed: bool = False
    label: str = ""
    words: str
    key: str
    leads_to: str | None = None


def draw_statements(statements: Sequence[Statement], look: Look, unit: str) -> go.Figure:
    """A mark for each statement at its time; a range is a bar between its ends."""
    figure = new_figure(
        look, height=HEIGHT, margin={"l": 8, "r": 20, "t": _TOP, "b": _BOTTOM}
    )  # fmt: skip
    if not statements:
        return figure
    _draw_ranges(figure, statements, look)
    _draw_leads(figure, statements, look)
    for name, wanted in (
        ("actual", lambda one: one.status is Status.ACTUAL and not one.former),
        ("former", lambda one: one.status is Status.ACTUAL and one.former),
        ("ahead", lambda one: one.status is not Status.ACTUAL),
    ):
        _draw_marks(figure, [one for one in statements if wanted(one)], look, name)
    values = [one.high or one.value for one in statements]
    axis = amount_axis(look, unit, values, 4)
    axis["range"][1] *= 1.12  # room for the words over the highest mark
    figure.update_yaxes(**axis)
    left, right = _show_time(figure, statements)
    frame = Frame(
        left=left, right=right, bottom=0, top=axis["range"][1],
        width=270, height=HEIGHT - _TOP - _BOTTOM,
    )  # fmt: skip
    labels = [
        Label(x=one.when, y=one.high or one.value, text=one.label)
        for one in sorted(statements, key=lambda one: -one.when)
        if one.label
    ]
    marks = [(one.when, end) for one in statements for end in (one.value, one.high or one.value)]
    marks += along_lines(figure)
    write_labels(figure, labels, marks, frame, look)
    return figure


def _show_time(figure: go.Figure, statements: Sequence[Statement]) -> tuple[float, float]:
    times = [one.when for one in statements]
    left, right = int(min(times)), int(max(times)) + 1
    step = max(1, round((right - left) / 5))
    margin = (right - left) * 0.04
    figure.update_xaxes(
        range=[left - margin, right + margin],
        tickvals=list(range(left, right + 1, step)),
        tickformat="d",
        showgrid=False,
        showline=True,
    )
    return left - margin, right + margin


def _colour(one: Statement, look: Look) -> str:
    if one.former:
        return look.colours.grey
    return look.colours.marks[0 if one.status is Status.ACTUAL else 1]


def _draw_ranges(figure: go.Figure, statements: Sequence[Statement], look: Look) -> None:
    """A bar from end to end of each stated range."""
    for one in statements:
        if one.high is not None:
            figure.add_scatter(
                name="range", mode="lines", x=[one.when, one.when], y=[one.value, one.high],
                hoverinfo="skip", line={"color": _colour(one, look), "width": 5}, opacity=0.55,
            )  # fmt: skip


def _draw_leads(figure: go.Figure, statements: Sequence[Statement], look: Look) -> None:
    """A thin line from what was before to what it is now, where one sentence says both."""
    by_key = {one.key: one for one in statements}
    for one in statements:
        later = by_key.get(one.leads_to or "")
        if later is not None:
            figure.add_scatter(
                name="movement", mode="lines", hoverinfo="skip",
                x=[one.when, later.when], y=[one.value, later.high or later.value],
                line={"color": look.colours.grey, "width": 1.2, "dash": "dot"},
            )  # fmt: skip


def _draw_marks(figure: go.Figure, statements: Sequence[Statement], look: Look, name: str) -> None:
    if not statements:
        return
    # A range has a mark at either end; both lead to its figure.
    places = [(one, value) for one in statements for value in _ends(one)]
    shown = [one for one, _ in places]
    tints = [_colour(one, look) for one in shown]
    hollow = name != "actual"
    plain = "circle-open" if hollow else "circle"
    figure.add_scatter(
        name=name,
        mode="markers",
        x=[one.when for one in shown],
        y=[value for _, value in places],
        error_y=_whiskers(shown, tints[0]),
        marker={
            "symbol": ["circle-open-dot" if one.computed else plain for one in shown],
            "size": 9,
            "color": tints,
            "line": {"width": 1.8 if hollow else 1, "color": tints},
        },
        customdata=[one.key for one in shown],
        hovertext=[one.words for one in shown],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _ends(one: Statement) -> list[float]:
    return [one.value] if one.high is None else [one.value, one.high]


def _whiskers(statements: Sequence[Statement], colour: str) -> dict[str, Any]:
    above = [one.above for one in statements]
    below = [one.below for one in statements]
    return {
        "type": "data", "symmetric": False, "array": above, "arrayminus": below, "width": 4,
        "color": colour, "thickness": 1.5, "visible": any(above) or any(below),
    }  # fmt: skip
