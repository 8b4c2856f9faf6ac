"""Answer chart: the rows of a statement as lines, bars or points."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.theme import MAX_LINES, SHAPES, Look, escape, new_figure
from tracker import Answer

SHAPES_OF_CHART = ("line", "bar", "points")
MAX_BARS = 40
HEIGHT = 420
_NUMBER = ",.10~g"  # all digits, never 500k
_YEAR = re.compile(r"[12]\d{3}")
_TIMES = ("period", "year", "published", "at", "horizon")
_NAMES = re.compile(r".*(_name|with_whom|port|name|subject|partner|unit)$")
_NO_AMOUNT = re.compile(r"(.*_)?(id|year|start|end|statement|is_current)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What of an answer is drawn, by the number of the column.

    Attributes:
        x, y: The columns of both axes.
        series: The column whose values tell lines apart, or None.
        shape: One of `SHAPES_OF_CHART`.
    """

    x: int
    y: int
    series: int | None
    shape: str


def numeric_columns(answer: Answer) -> list[int]:
    """Columns that hold numbers and nothing else."""
    found = []
    for index in range(len(answer.columns)):
        values = [row[index] for row in answer.rows if row[index] is not None]
        if values and all(isinstance(value, int | float) for value in values):
            found.append(index)
    return found


def make_plan(answer: Answer, x: str, y: str, series: str, shape: str) -> Plan | None:
    """What to draw: as asked, and for what was left open the columns that fit; None: nothing fits.

    Args:
        answer: The rows.
        x, y, series: Names of columns, or empty.
        shape: One of `SHAPES_OF_CHART`, or empty.
    """
    columns = answer.columns
    numbers = numeric_columns(answer)
    amounts = [index for index in numbers if not _NO_AMOUNT.fullmatch(columns[index])]
    chosen_y = columns.index(y) if y in columns and columns.index(y) in numbers else None
    if chosen_y is None:
        chosen_y = next(iter(amounts), None)
    if chosen_y is None or not answer.rows:
        return None
    others = [
        index
        for index in range(len(columns))
        if index != chosen_y and any(row[index] is not None for row in answer.rows)
    ]
    if not others:
        return None
    times = [index for index in others if columns[index] in _TIMES]
    names = [index for index in others if _NAMES.fullmatch(columns[index]) and index not in numbers]
    chosen_x = columns.index(x) if x in columns else next(iter([*times, *names, *others]))
    is_time = columns[chosen_x] in _TIMES
    chosen_series: int | None = columns.index(series) if series in columns else None
    if chosen_series is None and series != "-" and is_time:
        chosen_series = next((index for index in names if index != chosen_x), None)
    if shape not in SHAPES_OF_CHART:
        shape = "line" if is_time else "bar"
    return Plan(x=chosen_x, y=chosen_y, series=chosen_series, shape=shape)


def draw_answer(answer: Answer, plan: Plan, look: Look) -> tuple[go.Figure, list[str], int]:
    """The chart, the names of its series in their order, and how many rows it leaves out."""
    grouped: dict[str, list[tuple[Any, float]]] = {}
    left = 0
    for row in answer.rows:
        value = row[plan.y]
        if not isinstance(value, int | float) or row[plan.x] is None:
            left += 1
            continue
        name = (
            ""
            if plan.series is None
            else str(row[plan.series] if row[plan.series] is not None else "–")
        )
        grouped.setdefault(name, []).append((row[plan.x], value))
    ranked = sorted(grouped, key=lambda name: -len(grouped[name]))
    names = [name for name in grouped if name in ranked[:MAX_LINES]]
    left += sum(len(grouped[name]) for name in ranked[MAX_LINES:])
    if plan.shape == "bar":
        for name in names:
            left += max(0, len(grouped[name]) - MAX_BARS)
            grouped[name] = grouped[name][:MAX_BARS]
    shown = {name: grouped[name] for name in names}
    figure = _bars(shown, look) if plan.shape == "bar" else _marks(shown, look, plan.shape)
    title = {"size": 12, "color": look.colours.muted}
    across, along = (plan.y, plan.x) if plan.shape == "bar" else (plan.x, plan.y)
    figure.update_xaxes(title={"text": escape(answer.columns[across]), "font": title})
    figure.update_yaxes(title={"text": escape(answer.columns[along]), "font": title})
    return figure, names, left


def _bars(shown: Mapping[str, Sequence[tuple[Any, float]]], look: Look) -> go.Figure:
    rows = {str(x) for pairs in shown.values() for x, _ in pairs}
    height = max(200, 90 + len(rows) * (24 if len(shown) == 1 else 14 + 12 * len(shown)))
    figure = new_figure(look, height=height, margin={"l": 8, "r": 24, "t": 8, "b": 48})
    for index, (name, pairs) in enumerate(shown.items()):
        figure.add_bar(
            y=[_short(str(x), look) for x, _ in pairs],
            x=[y for _, y in pairs],
            orientation="h",
            name=escape(name),
            marker={"color": look.colours.marks[index]},
            hovertemplate="%{y}<br>%{x}<extra>" + escape(name) + "</extra>",
        )
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
    figure.update_xaxes(tickformat=_NUMBER)
    figure.update_layout(bargap=0.3)
    return figure


def _marks(shown: Mapping[str, Sequence[tuple[Any, float]]], look: Look, shape: str) -> go.Figure:
    figure = new_figure(look, height=HEIGHT, margin={"l": 8, "r": 24, "t": 8, "b": 48})
    every = [x for pairs in shown.values() for x, _ in pairs]
    is_year = bool(every) and all(_YEAR.fullmatch(str(x)) for x in every)
    is_number = all(isinstance(x, int | float) for x in every)
    for index, (name, pairs) in enumerate(shown.items()):
        ordered = [(int(x) if is_year else x, y) for x, y in pairs]
        if shape == "line":
            ordered.sort(key=lambda pair: (isinstance(pair[0], str), pair[0]))
        figure.add_scatter(
            x=[x for x, _ in ordered],
            y=[y for _, y in ordered],
            mode="lines+markers" if shape == "line" else "markers",
            name=escape(name),
            line={"color": look.colours.marks[index], "width": 2},
            marker={"color": look.colours.marks[index], "symbol": SHAPES[index], "size": 8},
            hovertemplate="%{x}<br>%{y}<extra>" + escape(name) + "</extra>",
        )
    if is_year:
        years = [int(x) for x in every]
        step = max(1, -(-(max(years) - min(years)) // (6 if look.narrow else 12)))
        figure.update_xaxes(tickformat="d", dtick=step)
    elif not is_number:
        figure.update_xaxes(type="category", categoryorder="category ascending")
    figure.update_yaxes(rangemode="tozero", tickformat=_NUMBER)
    return figure


def _short(text: str, look: Look) -> str:
    most = 18 if look.narrow else 44
    return escape(text if len(text) <= most else text[: most - 1] + "…")
