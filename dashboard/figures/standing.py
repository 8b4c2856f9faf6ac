"""Standing: capacity, freight and target of one thing, and the rows of bullets drawn from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.theme import Look, amount_axis, describe, escape, new_figure
from tracker import Extent, Measure, Point, Series, Status

ROW, HEAD, FOOT = 74, 8, 44
NARROW_ROW = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one corridor, port or pipeline stands, all in one unit.

    Attributes:
        place, partner: The part that the figures are limited to, where none speaks of the whole.
        capacity: What it can carry today: the latest actual capacity.
        freight: What it carried in the latest full year.
        target: What is promised for the farthest year, freight before capacity.
        target_is_capacity: Whether the promise speaks of capacity.
        partial: What it carried in a part of a year, where no full year is known.
    """

    subject: str
    place: str | None
    partner: str | None
    unit: str
    capacity: Point | None
    freight: Point | None
    target: Point | None
    target_is_capacity: bool = False
    partial: Point | None = None

    @property
    def use(self) -> float | None:
        """Freight as a share of capacity, in percent."""
        if self.capacity is None or self.freight is None or not self.capacity.value:
            return None
        return 100 * self.freight.value / self.capacity.value

    @property
    def gap(self) -> float | None:
        """What is missing to the target."""
        today = self.freight or self.capacity
        return None if self.target is None or today is None else self.target.value - today.value

    @property
    def points(self) -> tuple[Point, ...]:
        """The statements that the row shows."""
        shown = (self.capacity, self.freight, self.target, self.partial)
        return tuple(point for point in shown if point is not None)


def find_standings(series: Iterable[Series]) -> list[Standing]:
    """One standing for each subject that has a capacity, a freight figure or a target."""
    by_subject: dict[str, dict[_Part, list[Series]]] = {}
    for one in series:
        if one.measure is Measure.LEVEL:
            parts = by_subject.setdefault(one.subject, {})
            parts.setdefault((one.place, one.partner), []).append(one)
    standings = [_standing(_main_part(parts)) for parts in by_subject.values()]
    return [standing for standing in standings if standing.points]


_Part = tuple[str | None, str | None]


def _main_part(parts: Mapping[_Part, list[Series]]) -> list[Series]:
    """The series of the whole, else those of the part of which most is said."""
    return parts.get((None, None)) or max(
        parts.values(), key=lambda several: sum(len(one.points) for one in several)
    )


def _standing(several: Sequence[Series]) -> Standing:
    capacity = _main(several, "capacity")
    freight = _main(several, "freight_volume")
    promised, enlarged = _target(freight), _target(capacity)
    is_capacity = enlarged is not None and (
        promised is None or _horizon(enlarged) > _horizon(promised)
    )
    full_years = freight.line() if freight else ()
    return Standing(
        subject=several[0].subject,
        place=several[0].place,
        partner=several[0].partner,
        unit=several[0].unit,
        capacity=_latest(capacity, Status.ACTUAL),
        freight=full_years[-1] if full_years else None,
        target=enlarged if is_capacity else promised,
        target_is_capacity=is_capacity,
        partial=None if full_years else _partial(freight),
    )


def _main(several: Sequence[Series], indicator: str) -> Series | None:
    """The series of the whole: no commodity named, else the one with most to say."""
    fitting = [one for one in several if one.indicator == indicator and one.rate is None]
    if not fitting:
        return None
    return max(fitting, key=lambda one: (one.commodity is None, len(one.points)))


def _latest(series: Series | None, *statuses: Status) -> Point | None:
    if series is None:
        return None
    chosen = [point for point in series.of(*statuses) if point.carries_line]
    return max(
        chosen, key=lambda point: (point.end or point.published or "", point.fact_id), default=None
    )


def _target(series: Series | None) -> Point | None:
    if series is None:
        return None
    chosen = [point for point in series.of(Status.TARGET) if point.carries_line]
    return max(chosen, key=_horizon, default=None)


def _horizon(point: Point) -> tuple[bool, str, str]:
    """Orders promises: the farthest year last, those without a year first."""
    return point.end is not None, point.end or "", point.published or ""


def _partial(series: Series | None) -> Point | None:
    if series is None:
        return None
    parts = [p for p in series.of(Status.ACTUAL) if p.extent is Extent.PART and p.carries_line]
    return parts[-1] if parts else None


def order_standings(standings: Sequence[Standing], by: str) -> list[Standing]:
    """Largest first, by capacity, freight, use or gap to the target; what is unknown last."""

    def size(standing: Standing) -> float:
        found = {
            "capacity": standing.capacity.value if standing.capacity else None,
            "freight": standing.freight.value if standing.freight else None,
            "use": standing.use,
            "gap": standing.gap,
        }.get(by)
        return -1.0 if found is None else found

    return sorted(
        standings, key=lambda one: (-size(one), -max(p.value for p in one.points), one.subject)
    )


def standings_height(rows: int, narrow: bool) -> int:
    """Height in pixels of a chart with so many rows."""
    return HEAD + FOOT + max(1, rows) * (NARROW_ROW if narrow else ROW)


def draw_standings(rows: Sequence[Standing], look: Look, this_year: int) -> go.Figure:
    """Bullet rows: pale bar for capacity, dark bar for freight, dotted to a hollow target."""
    height = standings_height(len(rows), look.narrow)
    margin = {"l": 16, "r": 24, "t": HEAD, "b": FOOT}
    figure = new_figure(look, height=height, margin=margin)
    if not rows:
        return figure
    unit = rows[0].unit
    colours = look.colours
    places = [-index for index in range(len(rows))]
    for name, width, colour, points in (
        ("capacity", 0.40, colours.pale, [row.capacity for row in rows]),
        ("freight", 0.15, colours.marks[0], [row.freight for row in rows]),
    ):
        shown = [(place, point) for place, point in zip(places, points, strict=True) if point]
        figure.add_bar(
            orientation="h",
            name=name,
            x=[point.value for _, point in shown],
            y=[place for place, _ in shown],
            width=width,
            marker={"color": colour, "line": {"width": 0}, "cornerradius": 2},
            customdata=[point.key for _, point in shown],
            hovertext=[_hover(look, point, unit, name) for _, point in shown],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    _draw_partials(figure, rows, places, look)
    _draw_targets(figure, rows, places, look, this_year)
    for row, place in zip(rows, places, strict=True):
        _write_row(figure, row, place, look)
    values = [point.value for row in rows for point in row.points]
    wanted = 3 if look.narrow else 6
    axis = amount_axis(look, unit, values, wanted)
    axis["range"] = [0, max(axis["tickvals"][-1], max(values) * (1.3 if look.narrow else 1.16))]
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(**axis)
    figure.update_yaxes(
        range=[-len(rows) + 0.42, 0.62 if look.narrow else 0.5],
        showgrid=False,
        tickvals=[] if look.narrow else places,
        ticktext=[]
        if look.narrow
        else [f"{_wrap_name(escape(name_row(row, look)))}  " for row in rows],
        tickfont={"size": 14, "color": colours.ink},
    )
    return figure


def name_row(row: Standing, look: Look) -> str:
    """`TRACECA, Azerbaijan`: the name, and the part where none speaks of the whole."""
    parts = (row.subject, row.place, row.partner)
    return ", ".join(look.wording.name(part) for part in parts if part)


def _wrap_name(text: str, width: int = 24) -> str:
    """A long name in two lines, broken at the space next to its middle."""
    if len(text) <= width or " " not in text:
        return text
    spaces = [index for index, sign in enumerate(text) if sign == " "]
    middle = min(spaces, key=lambda index: abs(index - len(text) / 2))
    return f"{text[:middle]}  <br>{text[middle + 1 :]}"


def _hover(look: Look, point: Point, unit: str, name: str) -> str:
    heading = {
        "capacity": look.wording.say("Capacity"),
        "freight": look.wording.say("Freight carried"),
        "target": look.wording.say("Target"),
    }[name]
    return describe(look, point, unit, heading)


def _draw_partials(
    figure: go.Figure, rows: Sequence[Standing], places: Sequence[int], look: Look
) -> None:
    """Freight of a part of a year: a tick of its own, never the bar of a year."""
    shown = [(place, row.partial) for place, row in zip(places, rows, strict=True) if row.partial]
    if not shown:
        return
    figure.add_scatter(
        name="partial",
        mode="markers",
        x=[point.value for _, point in shown],
        y=[place for place, _ in shown],
        marker={
            "symbol": "line-ns-open",
            "size": 16,
            "color": look.colours.marks[0],
            "line": {"width": 2.5, "color": look.colours.marks[0]},
        },
        customdata=[point.key for _, point in shown],
        hovertext=[_hover(look, point, rows[0].unit, "freight") for _, point in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_targets(
    figure: go.Figure, rows: Sequence[Standing], places: Sequence[int], look: Look, this_year: int
) -> None:
    unit, colour = rows[0].unit, look.colours.marks[1]
    shown = [(place, row) for place, row in zip(places, rows, strict=True) if row.target]
    for place, row in shown:
        today = row.capacity if row.target_is_capacity else row.freight or row.capacity
        start = today.value if today else 0.0
        figure.add_scatter(
            mode="lines",
            name="way",
            x=[start, row.target.value if row.target else start],
            y=[place, place],
            line={"color": colour, "width": 1.6, "dash": "dot"},
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=max(point.value for point in row.points),
            xref="x",
            xanchor="left",
            xshift=12,
            y=place,
            yref="y",
            showarrow=False,
            text=escape(_promise(look, row, this_year)),
            font={"size": 12, "color": look.colours.ink},
        )
    points = [row.target for _, row in shown if row.target]
    figure.add_scatter(
        mode="markers",
        name="target",
        x=[point.value for point in points],
        y=[place for place, _ in shown],
        cliponaxis=False,
        # Filled with the ground, so that it is hollow on top of a bar as well.
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": look.colours.ground,
            "line": {"width": 2, "color": colour},
        },
        customdata=[point.key for point in points],
        hovertext=[_hover(look, point, unit, "target") for point in points],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _promise(look: Look, row: Standing, this_year: int) -> str:
    """`10 Mt by 2030`, `10 Mt by 2025, overdue`, `5 Mt, no year named`."""
    point = row.target
    if point is None:
        return ""
    say = look.wording.say
    value = look.wording.numbers.stated(point.value, row.unit, point.bound, high=point.high)
    if point.end is None:
        return say("%(value)s, no year named", value=value)
    year = point.end[:4]
    text = say("%(value)s by %(year)s", value=value, year=year)
    return f"{text}, {say('overdue')}" if int(year) < this_year else text


def _write_row(figure: go.Figure, row: Standing, place: int, look: Look) -> None:
    """The line of words under the bars and, where it is narrow, the name above them."""
    common: dict[str, Any] = {
        "x": 0,
        "xref": "x",
        "y": place,
        "yref": "y",
        "xanchor": "left",
        "showarrow": False,
        "align": "left",
    }
    figure.add_annotation(
        **common,
        yshift=-30 if look.narrow else -27,
        text=escape(summarise(row, look)),
        font={"size": 12, "color": look.colours.muted},
    )
    if look.narrow:
        figure.add_annotation(
            **common,
            yshift=31,
            text=f"<b>{escape(name_row(row, look))}</b>",
            font={"size": 14, "color": look.colours.ink},
        )


def summarise(row: Standing, look: Look) -> str:
    """One line of words: freight, year, share of capacity; what is not known is said."""
    wording = look.wording
    numbers = wording.numbers
    parts = []
    if row.freight:
        value = numbers.stated(
            row.freight.value, row.unit, row.freight.bound, high=row.freight.high
        )
        parts.append(wording.say("%(value)s in %(year)s", value=value, year=row.freight.year))
    elif row.partial:
        value = numbers.stated(row.partial.value, row.unit, row.partial.bound)
        parts.append(f"{value}, {numbers.period(row.partial.period)}")
    else:
        parts.append(wording.say("no freight figure"))
    if row.capacity:
        value = numbers.stated(
            row.capacity.value, row.unit, row.capacity.bound, high=row.capacity.high
        )
        if row.use is not None and row.use <= 100:
            parts.append(
                wording.say(
                    "%(share)s of %(value)s capacity",
                    share=numbers.amount(round(row.use), "percent"),
                    value=value,
                )
            )
        elif row.use is not None:
            parts.append(
                wording.say("more than the %(value)s capacity: sources disagree", value=value)
            )
        else:
            parts.append(wording.say("capacity %(value)s", value=value))
    elif not look.narrow:
        parts.append(wording.say("no capacity figure"))
    return " · ".join(parts)
