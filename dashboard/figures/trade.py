"""Trade between pairs of countries: together in one chart, or one small chart for each pair."""

import math
from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures.theme import Look, amount_axis, escape, new_figure
from dashboard.figures.timeline import draw_series, draw_timeline, place_in_time, show_years
from tracker import Extent, Point, Series, Status

PANEL, NARROW_PANEL = 190, 170
GAP = 62


def draw_together(series: Sequence[Series], look: Look, *, headings: Sequence[str]) -> go.Figure:
    """At most six pairs in one chart, named at the ends of their lines."""
    return draw_timeline(series, look, headings=headings)


def panels_height(count: int, look: Look) -> int:
    """Height in pixels of so many small charts side by side."""
    rows = math.ceil(max(1, count) / columns(look))
    return rows * ((NARROW_PANEL if look.narrow else PANEL) + GAP) + 8


def columns(look: Look) -> int:
    """How many small charts stand side by side."""
    return 1 if look.narrow else 3


def draw_panels(series: Sequence[Series], look: Look, *, headings: Sequence[str]) -> go.Figure:
    """A small chart for each pair, all over the same years, each with its own scale.

    The scale differs since pairs differ by factors of a hundred; the last figure is written out.
    """
    height = panels_height(len(series), look)
    figure = new_figure(look, height=height, margin={"l": 8, "r": 16, "t": 0, "b": 8})
    points = [point for one in series for point in one.points if point.year is not None]
    if not points:
        return figure
    across = columns(look)
    rows = math.ceil(len(series) / across)
    gutter = 0.045
    for index, (one, heading) in enumerate(zip(series, headings, strict=True)):
        axes = "" if index == 0 else str(index + 1)
        row, column = divmod(index, across)
        width = (1 - gutter * (across - 1)) / across
        left = column * (width + gutter)
        right = left + width
        cell = 1 / rows
        top = 1 - row * cell - 34 / height
        bottom = 1 - (row + 1) * cell + 26 / height
        values = [point.high or point.value for point in one.points]
        amounts = amount_axis(look, one.unit, values, 3)
        figure.update_layout(
            {
                f"xaxis{axes}": {
                    **_frame(look),
                    "domain": [left, min(1, right)],
                    "anchor": f"y{axes}",
                },
                f"yaxis{axes}": {
                    **_frame(look),
                    "domain": [bottom, top],
                    "anchor": f"x{axes}",
                    **amounts,
                    "automargin": False,
                    "ticklabelposition": "inside top",
                    "showline": False,
                    "ticktext": ["", *amounts["ticktext"][1:]],
                },
            }
        )
        show_years(figure, points, Look(wording=look.wording, dark=look.dark, narrow=True), axes)
        draw_series(
            figure,
            one,
            look,
            colour=look.colours.marks[0],
            shape="circle",
            heading=heading,
            axes=axes,
        )
        _head_panel(figure, one, heading, look, left=left, top=top)
    return figure


def _frame(look: Look) -> dict[str, object]:
    colours = look.colours
    return {
        "gridcolor": colours.grid,
        "zeroline": False,
        "linecolor": colours.grid,
        "tickfont": {"size": 11, "color": colours.muted},
        "fixedrange": True,
    }


def _head_panel(
    figure: go.Figure, series: Series, heading: str, look: Look, *, left: float, top: float
) -> None:
    last = latest_actual(series)
    value = ""
    if last:
        amount = look.wording.numbers.stated(last.value, series.unit, last.bound, high=last.high)
        when = look.wording.numbers.period(last.period) or look.wording.numbers.day(last.published)
        value = f"  {escape(amount)} · {when}"
    figure.add_annotation(
        x=left,
        xref="paper",
        xanchor="left",
        y=top,
        yref="paper",
        yanchor="bottom",
        yshift=8,
        showarrow=False,
        align="left",
        text=f"<b>{escape(heading)}</b><span style='color:{look.colours.muted}'>{value}</span>",
        font={"size": 13, "color": look.colours.ink},
    )


def latest_actual(series: Series) -> Point | None:
    """The newest actual figure: a full year where there is one."""
    line = series.line(Status.ACTUAL)
    if line:
        return line[-1]
    others = [point for point in series.of(Status.ACTUAL) if point.year is not None]
    return max(others, key=place_in_time, default=None)


def growth(series: Series) -> tuple[Point, Point, float] | None:
    """The change in percent between the two newest full years that follow each other."""
    line = [point for point in series.line(Status.ACTUAL) if point.extent is Extent.YEAR]
    for before, after in zip(line[-2::-1], line[::-1], strict=False):
        if (after.year or 0) - (before.year or 0) == 1 and before.value:
            return before, after, 100 * (after.value / before.value - 1)
    return None
