"""One corridor through the years: freight and capacity in one unit, targets, rival statements."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.labels import label_ends
from dashboard.figures.theme import (
    SHAPES,
    Look,
    amount_axis,
    describe,
    new_figure,
    whisker,
)
from dashboard.figures.years import join_years, line_style, shade_future
from tracker import Extent, Point, Series, Status

HEIGHT = 440
_GLYPHS = ("●", "■", "◆", "▲", "★", "⬢")  # the same shapes as `SHAPES`, as letters


def draw_timeline(series: Sequence[Series], look: Look, *, headings: Sequence[str]) -> go.Figure:
    """Lines through the years, a colour and a shape for each series.

    Args:
        series: Series of one unit, at most six.
        look: Scheme, width and language.
        headings: What each series is called, in order.
    """
    narrow = look.narrow
    margin = {"l": 8, "r": 16 if narrow else 196, "t": 28, "b": 32}
    figure = new_figure(look, height=HEIGHT, margin=margin)
    points = [point for one in series for point in one.points if point.year is not None]
    if not points:
        return figure
    unit = series[0].unit
    ends: list[tuple[str, float, str, str]] = []
    for index, (one, heading) in enumerate(zip(series, headings, strict=True)):
        colour = look.colours.marks[index % len(look.colours.marks)]
        shape = SHAPES[index % len(SHAPES)]
        draw_series(figure, one, look, colour=colour, shape=shape, heading=heading)
        if last := last_drawn(one):
            ends.append((_GLYPHS[index % len(_GLYPHS)], last.value, heading, colour))
    values = [point.high or point.value for point in points]
    axis = amount_axis(look, unit, values)
    figure.update_yaxes(**axis)
    show_years(figure, points, look)
    shade_promises(figure, series, look)
    if not narrow:
        label_ends(figure, ends, look, top=axis["range"][1], inner=HEIGHT - 60)
    return figure


def name_lines(look: Look, headings: Sequence[str]) -> list[tuple[str, str, str]]:
    """Glyph, colour and name of each line, for charts too narrow to name them at their ends."""
    if not look.narrow:
        return []
    marks = look.colours.marks
    return [
        (_GLYPHS[index % len(_GLYPHS)], marks[index % len(marks)], heading)
        for index, heading in enumerate(headings)
    ]


def place_in_time(point: Point) -> float:
    """Where a point stands on the axis of years: a year at its number, all else at its middle.

    January to July of 2024 stands at 2023.79: years are centred on their tick.
    """
    if point.extent in (Extent.PART, Extent.SPAN) and point.start and point.end:
        return (_decimal(point.start) + _decimal(point.end)) / 2
    if point.extent is Extent.UNDATED and point.published and len(point.published) > 4:
        return int(point.published[:4]) - 0.5 + _day_of_year(f"{point.published}-15"[:10])
    return float(point.year or 0)


def _day_of_year(day: str) -> float:
    return (int(day[5:7]) - 1) / 12 + (int(day[8:10]) - 1) / 372


def draw_series(
    figure: go.Figure,
    series: Series,
    look: Look,
    *,
    colour: str,
    shape: str,
    heading: str,
    axes: str = "",
    promise_colour: str | None = None,
    faded: Collection[int] = (),
    joined: bool = True,
) -> None:
    """Draws one series: its lines, the statements they follow, the rivals, the parts of years.

    Args:
        figure: What is drawn into.
        series: What is drawn.
        look: Scheme, width and language.
        colour, shape: Of its marks.
        heading: What it is called on hover.
        axes: Number of the axes, where there are several.
        promise_colour: Of its targets and forecasts; that of the series where none is given.
        faded: Facts to draw pale: promises that were moved.
        joined: Whether targets are joined to the last year, and rivals to what is drawn.
    """
    for status in (Status.ACTUAL, Status.FORECAST, Status.TARGET):
        carried = [
            point
            for point in series.of(status)
            if point.carries_line and point.year and _has_one_time(point)
        ]
        carried.sort(key=place_in_time)
        ahead = status is not Status.ACTUAL
        tint = promise_colour if ahead and promise_colour else colour
        if joined or status is not Status.TARGET:
            _draw_line(figure, series, carried, status, tint, axes)
        _draw_marks(
            figure,
            carried,
            look,
            series.unit,
            axes,
            name=f"{status}",
            heading=heading,
            symbol=f"{shape}-open" if ahead else shape,
            colour=tint,
            size=10 if ahead else 8,
            faded=faded,
        )
    rivals = [
        point
        for point in series.points
        if not point.carries_line and point.extent not in (Extent.PART, Extent.SPAN) and point.year
    ]
    if joined:
        _draw_spread(figure, series, rivals, look, axes)
    _draw_marks(
        figure,
        rivals,
        look,
        series.unit,
        axes,
        name="rival",
        heading=heading,
        symbol=f"{shape}-open-dot",
        colour=look.colours.grey,
        size=9,
    )
    parts = [point for point in series.points if point.year and not _has_one_time(point)]
    expected = [point for point in parts if point.status is not Status.ACTUAL]
    for name, several, tint in (
        ("part", [p for p in parts if p.carries_line and p not in expected], colour),
        ("part ahead", [p for p in expected if p.carries_line], promise_colour or colour),
        ("rival part", [p for p in parts if not p.carries_line], look.colours.grey),
    ):
        _draw_marks(
            figure,
            several,
            look,
            series.unit,
            axes,
            name=name,
            heading=heading,
            symbol=f"{shape}-open",
            colour=tint,
            size=5,
            as_long_as_it_lasts=True,
        )


def _has_one_time(point: Point) -> bool:
    """Whether it is drawn at one place: a year, no period, or a promise for a month or a day."""
    if point.extent in (Extent.YEAR, Extent.UNDATED):
        return True
    return point.status is Status.TARGET and point.extent is Extent.PART


def _draw_line(
    figure: go.Figure,
    series: Series,
    carried: Sequence[Point],
    status: Status,
    colour: str,
    axes: str,
) -> None:
    """A line through whole years; a gap of more than one year stays a gap.

    What is promised beyond the last actual year is tied to it by a dashed line, since its way
    begins there; promises for years that have passed stand alone.
    """
    years = [point for point in carried if point.extent is Extent.YEAR]
    if status is not Status.ACTUAL and (last := series.line()[-1:]):
        years = [*last, *(point for point in years if (point.year or 0) > (last[0].year or 0))]
    if len(years) < 2:
        return
    xs, ys = join_years(((point.year or 0, point.value) for point in years), status)
    figure.add_scatter(
        name=f"line {status}",
        mode="lines",
        x=xs,
        y=ys,
        connectgaps=False,
        hoverinfo="skip",
        line=line_style(status, colour),
        **_on(axes),
    )


def _draw_marks(
    figure: go.Figure,
    points: Sequence[Point],
    look: Look,
    unit: str,
    axes: str,
    *,
    name: str,
    heading: str,
    symbol: str,
    colour: str,
    size: int,
    faded: Collection[int] = (),
    as_long_as_it_lasts: bool = False,
) -> None:
    if not points:
        return
    hollow = "open" in symbol
    lasting = {"error_x": _lengths(points, colour)} if as_long_as_it_lasts else {}
    figure.add_scatter(
        name=name,
        mode="markers",
        x=[place_in_time(point) for point in points],
        y=[point.value for point in points],
        error_y=whisker(points, colour),
        marker={
            "symbol": symbol,
            "size": size,
            "color": colour,
            "opacity": [0.45 if point.fact_id in faded else 1 for point in points],
            "line": {
                "width": 1.8 if hollow else 1,
                "color": colour if hollow else look.colours.ground,
            },
        },
        customdata=[point.key for point in points],
        hovertext=[describe(look, point, unit, heading) for point in points],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
        **lasting,
        **_on(axes),
    )


def _lengths(points: Sequence[Point], colour: str) -> dict[str, Any]:
    """Bars as long as the time that a part of a year, or several years, speak of."""
    halves = []
    for point in points:
        first, last = (_decimal(day) for day in (point.start or "", point.end or ""))
        halves.append(max(0.02, (last - first) / 2))
    return {
        "type": "data", "array": halves, "color": colour, "thickness": 2.5, "width": 0,
        "visible": True,
    }  # fmt: skip


def _decimal(day: str) -> float:
    """A day on the axis on which years are centred on their tick: 2024-07-01 is 2024.0."""
    return int(day[:4]) - 0.5 + _day_of_year(day)


def _draw_spread(
    figure: go.Figure, series: Series, rivals: Sequence[Point], look: Look, axes: str
) -> None:
    """A thin line between statements that speak of the same time and do not agree."""
    carried = {(p.status, p.start, p.end): p for p in series.points if p.carries_line}
    xs: list[float | None] = []
    ys: list[float | None] = []
    for rival in rivals:
        other = carried.get((rival.status, rival.start, rival.end))
        if rival.start and other is not None and not intervals_meet(rival, other):
            xs += [place_in_time(rival), place_in_time(other), None]
            ys += [rival.value, other.value, None]
    if xs:
        figure.add_scatter(
            name="spread",
            mode="lines",
            x=xs,
            y=ys,
            hoverinfo="skip",
            connectgaps=False,
            line={"color": look.colours.grey, "width": 1.4, "dash": "2px,2px"},
            **_on(axes),
        )


def intervals_meet(one: Point, other: Point) -> bool:
    """Whether what digits and hedges allow overlaps: two such statements agree."""
    low = max(p.base_low if p.base_low is not None else float("-inf") for p in (one, other))
    high = min(p.base_high if p.base_high is not None else float("inf") for p in (one, other))
    return low <= high


def _on(axes: str) -> dict[str, Any]:
    return {"xaxis": f"x{axes}", "yaxis": f"y{axes}"} if axes else {}


def last_drawn(series: Series) -> Point | None:
    """The statement at the right end of a series, beside which its name stands."""
    carried = [
        p for p in series.points if p.carries_line and p.year and p.extent is not Extent.PART
    ]
    actual = [point for point in carried if point.status is Status.ACTUAL]
    return max(actual or carried, key=place_in_time, default=None)


def show_years(figure: go.Figure, points: Iterable[Point], look: Look, axes: str = "") -> None:
    """An axis of whole years, thinned out where it is narrow."""
    years = [point.year for point in points if point.year is not None]
    first, last = min(years), max(years)
    step = max(1, round((last - first) / (5 if look.narrow else 12)))
    layout = {
        "range": [first - 0.6, last + 0.6],
        "tickformat": "d",
        "dtick": step,
        "tick0": first,
        "showgrid": False,
        "showline": True,
    }
    figure.update_layout({f"xaxis{axes}": layout})


def shade_promises(figure: go.Figure, series: Sequence[Series], look: Look) -> None:
    """A pale field headed "Targets" behind everything that is promised or expected."""
    ahead = [p.year for one in series for p in one.of(Status.TARGET, Status.FORECAST) if p.year]
    actual = [p.year for one in series for p in one.of(Status.ACTUAL) if p.year]
    shade_future(figure, look, actual=actual, ahead=ahead)
