"""Trade traces: one pair as traces of a chart, as plain data.

Plain data, since a figure checks and copies each trace that it is given one by one, which for a
page of small charts takes most of the time.
"""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import Look, whisker
from dashboard.figures.trade_marks import (
    Mark,
    PairLine,
    ends_of,
    place_of,
    tell_implied,
    tell_mark,
)
from dashboard.figures.years import join_years, line_style
from tracker import Extent, Point, Status

Trace = dict[str, Any]


def _scatter(**fields: Any) -> Trace:
    return {"type": "scatter", **fields}


def line_traces(
    line: PairLine,
    look: Look,
    *,
    colour: str,
    shape: str,
    heading: str,
    axes: str = "",
) -> list[Trace]:
    """One pair: its lines, the statements they follow, rivals, parts of years, what is implied."""
    on = {"xaxis": f"x{axes}", "yaxis": f"y{axes}"} if axes else {}
    grey = look.colours.grey
    traces = _spread(line, look, on)
    for status in (Status.ACTUAL, Status.FORECAST, Status.TARGET):
        traces += _years(line, status, colour, on)
    timed = [mark for mark in line.marks if mark.point.year is not None]
    rivals = [mark for mark in timed if not mark.point.carries_line]
    traces += _marks(
        rivals, line.scale, look, on,
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
            traces += _marks(
                drawn, line.scale, look, on,
                name=name, heading=heading, symbol=symbol, colour=colour, size=size,
            )  # fmt: skip
    if line.implied:
        traces.append(
            _scatter(
                name="implied",
                mode="markers",
                x=[one.place for one in line.implied],
                y=[one.figure.base_value * line.scale for one in line.implied],
                marker=_marker(f"{shape}-open", 9, grey, look),
                customdata=[one.key for one in line.implied],
                hovertext=[tell_implied(look, one) for one in line.implied],
                hovertemplate="%{hovertext}<extra></extra>",
                cliponaxis=False,
                **on,
            )
        )
    return traces


def _years(line: PairLine, status: Status, colour: str, on: Trace) -> list[Trace]:
    """A line through whole years; a gap of more than one year stays a gap.

    What is promised beyond the last actual year is tied to it by a dashed line, since its way
    begins there; promises for years that have passed stand alone.
    """
    years = list(line.line(status))
    if status is not Status.ACTUAL and (last := line.line()[-1:]):
        begin = last[0].point.year or 0
        years = [*last, *(mark for mark in years if (mark.point.year or 0) > begin)]
    places = ((mark.point.year or 0, mark.point.value * line.scale) for mark in years)
    xs, ys = join_years(places, status)
    if sum(year is not None for year in xs) < 2:
        return []
    return [
        _scatter(
            name=f"line {status}",
            mode="lines",
            x=xs,
            y=ys,
            connectgaps=False,
            hoverinfo="skip",
            line=line_style(status, colour),
            **on,
        )
    ]


def _marks(
    marks: Sequence[Mark],
    scale: float,
    look: Look,
    on: Trace,
    *,
    name: str,
    heading: str,
    symbol: str,
    colour: str,
    size: int,
) -> list[Trace]:
    if not marks:
        return []
    points = [mark.point for mark in marks]
    places = [place_of(point) for point in points]
    reach = [ends_of(point) for point in points]
    return [
        _scatter(
            name=name,
            mode="markers",
            x=places,
            y=[point.value * scale for point in points],
            error_y=_whisker(points, scale, colour),
            error_x={
                "type": "data",
                "array": [
                    ends[1] - at if ends else 0 for ends, at in zip(reach, places, strict=True)
                ],
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
    ]


def _whisker(points: Sequence[Point], scale: float, colour: str) -> Trace:
    bars = whisker(points, colour)
    for side in ("array", "arrayminus"):
        bars[side] = [reach * scale for reach in bars[side]]
    return bars


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


def _spread(line: PairLine, look: Look, on: Trace) -> list[Trace]:
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
            values = [mark.point.value * line.scale for mark in marks]
            xs += [at, at, None]
            ys += [min(values), max(values), None]
    if not xs:
        return []
    return [
        _scatter(
            name="spread",
            mode="lines",
            x=xs,
            y=ys,
            hoverinfo="skip",
            connectgaps=False,
            line={"color": look.colours.grey, "width": 2, "dash": "2px,2px"},
            **on,
        )
    ]


def grey_trace(line: PairLine, look: Look, heading: str) -> Trace:
    """A pair for comparison only: a thin grey line through its years, named on hover."""
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
        ys.append(mark.point.value * line.scale)
        keys.append(mark.point.key)
    told = iter(tell_mark(look, mark, heading) for mark in marks)
    return _scatter(
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
