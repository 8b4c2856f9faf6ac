"""Trade shares: how much of a whole one partner or one good is, a bar for each."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.theme import Look, describe, escape, new_figure, whisker
from tracker import Point, Status

ROW, NARROW_ROW = 34, 54
HEAD, FOOT = 10, 36


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """The shares stated of one thing: the newest one has the bar, all have a mark."""

    name: str
    points: tuple[Point, ...]

    @property
    def newest(self) -> Point:
        """The statement that the bar shows: of those on the line the newest."""
        carried = [p for p in self.points if p.carries_line] or list(self.points)
        actual = [p for p in carried if p.status is Status.ACTUAL] or carried
        return max(actual, key=lambda p: (p.end or p.published or "", p.key))


def shares_height(count: int, look: Look) -> int:
    """Height in pixels of so many rows."""
    return HEAD + FOOT + max(1, count) * (NARROW_ROW if look.narrow else ROW)


def draw_shares(rows: Sequence[ShareRow], look: Look) -> go.Figure:
    """Bars from zero to the newest share, on an axis that ends with the whole."""
    colours = look.colours
    figure = new_figure(
        look,
        height=shares_height(len(rows), look),
        margin={"l": 8, "r": 56, "t": HEAD, "b": FOOT},
    )
    shift = 0.2 if look.narrow else 0.0
    places = [index + shift for index in range(len(rows))]
    numbers = look.wording.numbers
    figure.add_bar(
        name="share",
        orientation="h",
        x=[row.newest.value for row in rows],
        y=places,
        width=0.3,
        marker={"color": colours.pale},
        hoverinfo="skip",
    )
    marks = [
        (point, place, row) for row, place in zip(rows, places, strict=True) for point in row.points
    ]
    for name, wanted in (("earlier", False), ("newest", True)):
        shown = [one for one in marks if (one[0].key == one[2].newest.key) is wanted]
        colour = colours.marks[0] if wanted else colours.grey
        hollow = [point.status is not Status.ACTUAL for point, _, _ in shown]
        figure.add_scatter(
            name=name,
            mode="markers",
            x=[point.value for point, _, _ in shown],
            y=[place for _, place, _ in shown],
            error_x=whisker([point for point, _, _ in shown], colour),
            marker={
                "symbol": ["circle-open" if one else "circle" for one in hollow],
                "size": 10 if wanted else 8,
                "color": colour,
                "line": {"width": 1.5, "color": colour},
            },
            customdata=[point.key for point, _, _ in shown],
            hovertext=[describe(look, point, "percent", row.name) for point, _, row in shown],
            hovertemplate="%{hovertext}<extra></extra>",
            cliponaxis=False,
        )
    for row, place in zip(rows, places, strict=True):
        figure.add_annotation(
            x=max(point.value for point in row.points), y=place, xanchor="left", xshift=10,
            showarrow=False, font={"size": 12.5, "color": colours.ink},
            text=escape(
                numbers.stated(row.newest.value, "percent", row.newest.bound, high=row.newest.high)
            ),
        )  # fmt: skip
    figure.update_xaxes(
        tickvals=[0, 25, 50, 75, 100],
        ticktext=[numbers.amount(tick, "percent") if tick else "0" for tick in range(0, 101, 25)],
        range=[0, 100.5],
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[""] * len(rows) if look.narrow else [escape(row.name) for row in rows],
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickfont={"size": 13, "color": colours.ink},
    )
    for index, row in enumerate(rows if look.narrow else ()):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=index - 0.24, yref="y", showarrow=False,
            text=escape(row.name), font={"size": 12.5, "color": colours.ink},
        )  # fmt: skip
    return figure
