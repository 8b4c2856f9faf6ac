"""Trade of pairs through the years: one pair with all that is said of it, or several together."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.theme import (
    SHAPES,
    Look,
    amount_axis,
    new_figure,
    whisker,
)
from dashboard.figures.trade_axes import FOOT, HEIGHT, TOP, name_ends, shade_future, show_years
from dashboard.figures.trade_marks import (
    Mark,
    PairLine,
    ends_of,
    place_of,
    tell_implied,
    tell_mark,
    years_of,
)
from tracker import Extent, Status

GLYPHS = ("●", "■", "◆", "▲", "★", "⬢")  # the same shapes as `SHAPES`, as letters
_STROKE = {Status.ACTUAL: "solid", Status.TARGET: "dash", Status.FORECAST: "dot"}


def draw_pair(line: PairLine, look: Look, *, heading: str) -> go.Figure:
    """Everything that is stated of one pair, and what follows from it.

    Args:
        line: The pair.
        look: Scheme, width and language.
        heading: What the pair is called.
    """
    figure = new_figure(look, height=HEIGHT, margin={"l": 8, "r": 16, "t": TOP, "b": FOOT})
    if not years_of([line]):
        return figure
    draw_line(figure, line, look, colour=look.colours.marks[0], shape=SHAPES[0], heading=heading)
    figure.update_yaxes(**amount_axis(look, line.unit, amounts_of([line])))
    show_years(figure, years_of([line]), look)
    shade_future(figure, [line], look)
    return figure


def draw_together(
    lines: Sequence[PairLine],
    look: Look,
    *,
    headings: Sequence[str],
    others: Sequence[tuple[PairLine, str]] = (),
) -> go.Figure:
    """At most six pairs in one chart, named at the ends of their lines; any others in grey.

    Args:
        lines: The pairs that have a colour, in one unit.
        look: Scheme, width and language.
        headings: What each is called, in order.
        others: Further pairs with their names, for comparison only.
    """
    right = 16 if look.narrow else 206
    figure = new_figure(look, height=HEIGHT, margin={"l": 8, "r": right, "t": TOP, "b": FOOT})
    every = [*lines, *(line for line, _ in others)]
    if not years_of(every):
        return figure
    for line, heading in others:
        _draw_in_grey(figure, line, look, heading)
    ends = []
    for index, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        colour = look.colours.marks[index % len(look.colours.marks)]
        draw_line(figure, line, look, colour=colour, shape=SHAPES[index], heading=heading)
        last = line.latest or (line.marks[-1] if line.marks else None)
        if last is not None:
            ends.append((last.point.value, GLYPHS[index], colour, heading))
    axis = amount_axis(look, every[0].unit, amounts_of(every))
    figure.update_yaxes(**axis)
    show_years(figure, years_of(every), look)
    shade_future(figure, every, look)
    if not look.narrow:
        name_ends(figure, ends, look, *axis["range"])
    return figure


def amounts_of(lines: Sequence[PairLine]) -> list[float]:
    """All amounts that an axis must hold."""
    points = [point for line in lines for point in line.points if point.year]
    tops = [point.base_high or point.value * 1.1 for point in points if point.hedged]
    stated = [point.high or point.value for point in points]
    return stated + tops + [one.figure.base_value for line in lines for one in line.implied]


def draw_line(
    figure: go.Figure,
    line: PairLine,
    look: Look,
    *,
    colour: str,
    shape: str,
    heading: str,
    axes: str = "",
) -> None:
    """One pair: its lines, the statements they follow, rivals, parts of years, what is implied."""
    on = {"xaxis": f"x{axes}", "yaxis": f"y{axes}"} if axes else {}
    grey = look.colours.grey
    _draw_spread(figure, line, look, on)
    for status in (Status.ACTUAL, Status.FORECAST, Status.TARGET):
        _draw_years(figure, line, status, colour, on)
    timed = [mark for mark in line.marks if mark.point.year is not None]
    rivals = [mark for mark in timed if not mark.point.carries_line]
    _draw_marks(
        figure, rivals, look, on,
        name="rival", heading=heading, symbol=shape, colour=grey, size=7,
    )  # fmt: skip
    for status in (Status.ACTUAL, Status.FORECAST, Status.TARGET):
        hollow = "" if status is Status.ACTUAL else "-open"
        size = 9 if status is Status.ACTUAL else 10
        for whole, name, symbol in (
            (True, f"{status}", f"{shape}{hollow}"),
            (False, "part", f"line-ew{hollow or '-open'}"),
        ):
            drawn = [
                mark
                for mark in timed
                if mark.point.status is status
                and mark.point.carries_line
                and whole is (mark.point.extent in (Extent.YEAR, Extent.UNDATED))
            ]
            _draw_marks(
                figure, drawn, look, on,
                name=name, heading=heading, symbol=symbol, colour=colour, size=size,
            )  # fmt: skip
    if line.implied:
        figure.add_scatter(
            name="implied",
            mode="markers",
            x=[one.place for one in line.implied],
            y=[one.figure.base_value for one in line.implied],
            marker=_marker(f"{shape}-open", 9, grey, look),
            customdata=[one.key for one in line.implied],
            hovertext=[tell_implied(look, one) for one in line.implied],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
            **on,
        )


def _draw_years(
    figure: go.Figure, line: PairLine, status: Status, colour: str, on: dict[str, Any]
) -> None:
    """A line through whole years; a gap of more than one year stays a gap.

    What is promised beyond the last actual year is tied to it by a dashed line, since its way
    begins there; promises for years that have passed stand alone.
    """
    years = list(line.line(status))
    if status is not Status.ACTUAL and (last := line.line()[-1:]):
        begin = last[0].point.year or 0
        years = [*last, *(mark for mark in years if (mark.point.year or 0) > begin)]
    xs: list[int | None] = []
    ys: list[float | None] = []
    for mark in years:
        year = mark.point.year
        if status is Status.ACTUAL and xs and (year or 0) - (xs[-1] or 0) > 1:
            xs.append(None)
            ys.append(None)
        xs.append(year)
        ys.append(mark.point.value)
    if sum(year is not None for year in xs) < 2:
        return
    figure.add_scatter(
        name=f"line {status}",
        mode="lines",
        x=xs,
        y=ys,
        connectgaps=False,
        hoverinfo="skip",
        line={
            "color": colour,
            "width": 2.4 if status is Status.ACTUAL else 1.6,
            "dash": _STROKE[status],
        },
        **on,
    )


def _draw_marks(
    figure: go.Figure,
    marks: Sequence[Mark],
    look: Look,
    on: dict[str, Any],
    *,
    name: str,
    heading: str,
    symbol: str,
    colour: str,
    size: int,
) -> None:
    if not marks:
        return
    points = [mark.point for mark in marks]
    places = [place_of(point) for point in points]
    reach = [ends_of(point) for point in points]
    figure.add_scatter(
        name=name,
        mode="markers",
        x=places,
        y=[point.value for point in points],
        error_y=whisker(points, colour),
        error_x={
            "type": "data",
            "array": [ends[1] - at if ends else 0 for ends, at in zip(reach, places, strict=True)],
            "color": colour,
            "thickness": 2.5,
            "width": 0,
            "visible": any(reach),
        },
        marker={
            **_marker(symbol, size, colour, look),
            "symbol": [_with_dot(symbol, mark) for mark in marks],
        },
        customdata=[point.key for point in points],
        hovertext=[tell_mark(look, mark, heading) for mark in marks],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
        **on,
    )


def _with_dot(symbol: str, mark: Mark) -> str:
    """A converted amount has a dot in its mark."""
    if mark.conversion is None or symbol.startswith("line"):
        return symbol
    return f"{symbol}-dot"


def _marker(symbol: str, size: int, colour: str, look: Look) -> dict[str, Any]:
    hollow = "open" in symbol
    return {
        "symbol": symbol,
        "size": size,
        "color": colour,
        "line": {"width": 1.8 if hollow else 1, "color": colour if hollow else look.colours.ground},
    }


def _draw_spread(figure: go.Figure, line: PairLine, look: Look, on: dict[str, Any]) -> None:
    """A bar from the lowest to the highest of statements that contradict each other."""
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for mark in line.marks:
        point = mark.point
        if point.year and (point.carries_line or mark.disagrees):
            groups.setdefault((point.status, point.start, point.end), []).append(mark)
    xs: list[float | None] = []
    ys: list[float | None] = []
    for marks in groups.values():
        timed = marks[0].point.start is not None
        if timed and len(marks) > 1 and any(mark.disagrees for mark in marks):
            at = place_of(marks[0].point)
            values = [mark.point.value for mark in marks]
            xs += [at, at, None]
            ys += [min(values), max(values), None]
    if xs:
        figure.add_scatter(
            name="spread",
            mode="lines",
            x=xs,
            y=ys,
            hoverinfo="skip",
            connectgaps=False,
            line={"color": look.colours.grey, "width": 2, "dash": "2px,2px"},
            **on,
        )


def _draw_in_grey(figure: go.Figure, line: PairLine, look: Look, heading: str) -> None:
    marks = line.line()
    xs: list[int | None] = []
    ys: list[float | None] = []
    keys: list[str | None] = []
    for mark in marks:
        if xs and (mark.point.year or 0) - (xs[-1] or 0) > 1:
            xs.append(None)
            ys.append(None)
            keys.append(None)
        xs.append(mark.point.year)
        ys.append(mark.point.value)
        keys.append(mark.point.key)
    told = iter(tell_mark(look, mark, heading) for mark in marks)
    figure.add_scatter(
        name="other",
        mode="lines+markers",
        x=xs,
        y=ys,
        connectgaps=False,
        customdata=keys,
        hovertext=[next(told) if year is not None else "" for year in xs],
        hovertemplate="%{hovertext}<extra></extra>",
        line={"color": look.colours.grey, "width": 1},
        marker={"size": 4, "color": look.colours.grey},
        opacity=0.55,
    )
