"""Progress: one corridor through the years, with promises, disputes and what figures imply."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.labels import Frame, Label, along_lines, label_ends, write_labels
from dashboard.figures.standing import CAPACITIES
from dashboard.figures.theme import Look, amount_axis, describe, escape, new_figure
from dashboard.figures.timeline import (
    draw_series,
    last_drawn,
    place_in_time,
    shade_promises,
    show_years,
)
from tracker import Extent, FollowedTarget, Point, Series, Status

HEIGHT = 460
_TOP, _BOTTOM, _RIGHT = 28, 34, 196
# Blue is freight, green capacity, orange what is promised or expected; the others follow.
_COLOURS = (0, 2, 3, 5)
_SHAPES = ("circle", "square", "triangle-up", "star")
_GLYPHS = {"circle": "●", "square": "■", "triangle-up": "▲", "star": "★"}
MOST_SERIES = len(_SHAPES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """A figure that no one states: where it is drawn, its words on hover, whence it follows."""

    year: float
    value: float
    words: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Statements of one time that do not agree: between what values, why, and what is drawn."""

    drawn: Point
    low: float
    high: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is drawn of one corridor in one unit.

    Attributes:
        series: At most four; `headings` says what each is called.
        implied: Figures that follow from others.
        disputes: Times of which statements do not agree.
        moves: Promises that took the place of earlier ones, by the fact of the later one.
    """

    series: Sequence[Series]
    headings: Sequence[str]
    implied: Sequence[Implied] = ()
    disputes: Sequence[Dispute] = ()
    moves: Mapping[int, FollowedTarget] = field(default_factory=dict)

    @property
    def unit(self) -> str:
        """The unit of all of it."""
        return self.series[0].unit

    @property
    def points(self) -> list[Point]:
        """Every stated figure that has a place in time."""
        return [point for one in self.series for point in one.points if point.year is not None]

    @property
    def faded(self) -> frozenset[int]:
        """Facts whose promise was moved later."""
        return frozenset(earlier.fact_id for earlier in self.moves.values())


def draw_progress(story: Story, look: Look, *, height: int = HEIGHT) -> go.Figure:
    """Lines through whole years; targets hollow in a shaded field; what is implied hollow grey.

    Statements of one time that do not agree have a bar between them. A promise that was moved is
    pale and leads to the one that took its place. One without a year stands in a column of its own
    at the right end.
    """
    undated = [p for one in story.series for p in one.points if p.year and not _is_dated(p)]
    right = _RIGHT if not look.narrow else 36 if undated else 16
    figure = new_figure(look, height=height, margin={"l": 8, "r": right, "t": _TOP, "b": _BOTTOM})
    if not story.points:
        return figure
    dated = [
        replace(one, points=tuple(p for p in one.points if _is_dated(p))) for one in story.series
    ]
    _draw_disputes(figure, story, look)
    ends: list[tuple[str, float, str, str]] = []
    for one, heading, (colour, shape) in zip(
        dated, story.headings, styles(story.series, look), strict=True
    ):
        draw_series(
            figure, one, look, colour=colour, shape=shape, heading=heading,
            promise_colour=look.colours.marks[1], faded=story.faded, joined=False,
        )  # fmt: skip
        _draw_ways(figure, one, story, look)
        if last := last_drawn(one):
            ends.append((_GLYPHS[shape], last.value, heading, colour))
    _draw_moves(figure, story, look)
    _draw_implied(figure, story, look)
    values = [point.high or point.value for point in story.points]
    axis = amount_axis(look, story.unit, [*values, *(one.value for one in story.implied)])
    axis["range"][1] *= 1.05  # room for words over the highest mark
    figure.update_yaxes(**axis)
    left, end = _show_time(figure, story, undated, look)
    shade_promises(figure, dated, look)
    if undated:
        _draw_undated(figure, undated, end, story, look)
    frame = Frame(
        left=left, right=end + 0.6, bottom=0, top=axis["range"][1],
        width=300 if look.narrow else 460, height=height - _TOP - _BOTTOM,
    )  # fmt: skip
    _write_labels(figure, story, undated, end, frame, look)
    if not look.narrow:
        label_ends(figure, ends, look, top=axis["range"][1], inner=round(frame.height))
    return figure


def styles(series: Sequence[Series], look: Look) -> list[tuple[str, str]]:
    """Colour and shape of each series: freight is a blue circle, capacity a green square."""
    free = list(range(MOST_SERIES))
    chosen: list[tuple[str, str]] = []
    for one in series:
        wanted = 1 if one.indicator in CAPACITIES else 0 if one.indicator == "freight_volume" else 2
        slot = wanted if wanted in free else next((each for each in free if each > 1), free[0])
        free.remove(slot)
        chosen.append((look.colours.marks[_COLOURS[slot]], _SHAPES[slot]))
    return chosen


def explain_marks(story: Story, look: Look) -> list[tuple[str, str, str]]:
    """Glyph, colour and meaning of the marks that occur: the legend under the chart."""
    say, colours = look.wording.say, look.colours
    points = [point for one in story.series for point in one.points]
    items = []
    if look.narrow:
        items += [
            (_GLYPHS[shape], colour, heading)
            for heading, (colour, shape) in zip(
                story.headings, styles(story.series, look), strict=True
            )
        ]
    ahead = any(point.status is not Status.ACTUAL for point in points)
    lasting = any(point.extent in (Extent.PART, Extent.SPAN) for point in points)
    hedged = any(point.hedged for point in points)
    beside = any(not point.carries_line for point in points)
    marks = (
        ("○", colours.marks[1], say("Target or forecast"), ahead),
        ("━", colours.marks[0], say("Part of a year, or several years"), lasting),
        ("I", colours.ink, say("What the hedge allows"), hedged),
        ("⊙", colours.grey, say("Another statement of the same time"), beside),
        ("▮", colours.grey, say("Statements that do not agree"), bool(story.disputes)),
        ("◇", colours.grey, say("Implied by other figures, stated by no one"), bool(story.implied)),
    )
    return [*items, *((glyph, colour, text) for glyph, colour, text, occurs in marks if occurs)]


def _is_dated(point: Point) -> bool:
    return point.status is Status.ACTUAL or point.extent is not Extent.UNDATED


def _draw_disputes(figure: go.Figure, story: Story, look: Look) -> None:
    """A wide pale bar between the statements; at its middle the finding on hover."""
    if not story.disputes:
        return
    xs: list[float | None] = []
    ys: list[float | None] = []
    for one in story.disputes:
        x = place_in_time(one.drawn)
        xs += [x, x, None]
        ys += [one.low, one.high, None]
    figure.add_scatter(
        name="dispute", mode="lines", x=xs, y=ys, connectgaps=False, hoverinfo="skip", opacity=0.38,
        line={"color": look.colours.grey, "width": 9},
    )  # fmt: skip
    figure.add_scatter(
        name="finding",
        mode="markers",
        x=[place_in_time(one.drawn) for one in story.disputes],
        y=[(one.low + one.high) / 2 for one in story.disputes],
        marker={"symbol": "square", "size": 12, "opacity": 0},
        customdata=[one.drawn.key for one in story.disputes],
        hovertext=[one.words for one in story.disputes],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_ways(figure: go.Figure, series: Series, story: Story, look: Look) -> None:
    """From the latest actual figure straight to each promise ahead: the growth that it needs."""
    start = last_drawn(series)
    if start is None or start.status is not Status.ACTUAL:
        return
    goals = [
        point for point in series.of(Status.TARGET)
        if point.carries_line and point.year and point.fact_id not in story.faded
        and place_in_time(point) > place_in_time(start)
    ]  # fmt: skip
    for goal in goals:
        figure.add_scatter(
            name="way", mode="lines", hoverinfo="skip",
            x=[place_in_time(start), place_in_time(goal)], y=[start.value, goal.value],
            line={"color": look.colours.marks[1], "width": 1.6, "dash": "dash"},
        )  # fmt: skip


def _draw_moves(figure: go.Figure, story: Story, look: Look) -> None:
    """An arrow from a promise to the one that took its place."""
    points = {point.fact_id: point for point in story.points}
    for later_id, earlier in story.moves.items():
        later, before = points.get(later_id), points.get(earlier.fact_id)
        if later is None or before is None:
            continue
        figure.add_scatter(
            name="moved",
            mode="lines+markers",
            x=[place_in_time(before), place_in_time(later)],
            y=[before.value, later.value],
            hoverinfo="skip",
            line={"color": look.colours.marks[1], "width": 1.4, "dash": "dot"},
            marker={
                "symbol": "arrow", "angleref": "previous", "size": [0, 10], "standoff": [0, 7],
                "color": look.colours.marks[1], "line": {"width": 0},
            },
        )  # fmt: skip


def _draw_implied(figure: go.Figure, story: Story, look: Look) -> None:
    if not story.implied:
        return
    figure.add_scatter(
        name="implied",
        mode="markers",
        x=[one.year for one in story.implied],
        y=[one.value for one in story.implied],
        marker={
            "symbol": "diamond-open",
            "size": 11,
            "color": look.colours.grey,
            "line": {"width": 1.4, "color": look.colours.grey},
        },
        customdata=[one.key for one in story.implied],
        hovertext=[one.words for one in story.implied],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _show_time(
    figure: go.Figure, story: Story, undated: Sequence[Point], look: Look
) -> tuple[float, float]:
    """The axis of years, with a column behind them for promises that name none."""
    dated = [point for point in story.points if _is_dated(point)] or list(undated)
    show_years(figure, dated, look)
    first = min([_first_year(p) for p in dated] + [round(one.year) for one in story.implied])
    last = max(point.year or 0 for point in dated)
    end = float(last)
    axis: dict[str, Any] = {"range": [first - 0.6, last + 0.6]}
    if undated:
        gap = max(1.0, (last - first) * (0.24 if look.narrow else 0.13))
        end = last + gap
        step = max(1, math.ceil((last - first) / (3 if look.narrow else 10)))
        years = list(range(first, last + 1, step))
        axis |= {
            "tickmode": "array", "tickvals": [*years, end],
            "ticktext": [*map(str, years), look.wording.say("no year")],
            "range": [first - 0.6, end + gap * 0.6],
        }  # fmt: skip
    figure.update_xaxes(**axis)
    return first - 0.6, end


def _first_year(point: Point) -> int:
    """The year in which its time begins."""
    return int(point.start[:4]) if point.start else point.year or 0


def _draw_undated(
    figure: go.Figure, undated: Sequence[Point], column: float, story: Story, look: Look
) -> None:
    colour = look.colours.marks[1]
    names: dict[int, str] = {}
    shapes: dict[int, str] = {}
    drawn = zip(story.series, story.headings, styles(story.series, look), strict=True)
    for one, heading, (_, shape) in drawn:
        names |= {point.fact_id: heading for point in one.points}
        shapes |= {point.fact_id: shape for point in one.points}
    figure.add_scatter(
        name="undated",
        mode="markers",
        x=[column] * len(undated),
        y=[point.value for point in undated],
        marker={
            "symbol": [f"{shapes[point.fact_id]}-open" for point in undated],
            "size": 10,
            "color": colour,
            "line": {"width": 1.8, "color": colour},
        },
        customdata=[point.key for point in undated],
        hovertext=[describe(look, p, story.unit, names[p.fact_id]) for p in undated],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _write_labels(
    figure: go.Figure,
    story: Story,
    undated: Sequence[Point],
    column: float,
    frame: Frame,
    look: Look,
) -> None:
    """The values of the promises, and the highest year of the main line."""
    numbers = look.wording.numbers
    labels: list[Label] = []
    for one in story.series:
        for point in one.of(Status.TARGET):
            if point.carries_line and point.year:
                x = column if point in undated else place_in_time(point)
                text = numbers.stated(point.value, one.unit, point.bound, high=point.high)
                labels.append(Label(x=x, y=point.value, text=text))
    line = story.series[0].line()
    if len(line) > 2:
        best = max(line, key=lambda point: point.value)
        text = look.wording.say("record: %(value)s", value=numbers.amount(best.value, story.unit))
        labels.append(Label(x=place_in_time(best), y=best.value, text=text))
    distinct = list({(one.x, one.text): one for one in labels}.values())
    marks = [
        (column if point in undated else place_in_time(point), point.value)
        for point in story.points
    ]
    marks += [(one.year, one.value) for one in story.implied]
    marks += along_lines(figure)
    write_labels(figure, distinct, marks, frame, look)


def escape_lines(*lines: str) -> str:
    """Words on hover, a line each, none of it markup."""
    return "<br>".join(escape(line) for line in lines if line)
