"""Map: ports, fields and routes on the shapes of countries, as wide or large as their freight."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard.figures.map_labels import At, Label, Labels, Wish
from dashboard.figures.theme import Look, describe, escape, new_figure
from tracker import Point

AREAS = ("caspian", "eurasia", "world")
KINDS = ("corridor", "railway", "pipeline", "power_line", "port", "field")
"""In the order in which they are drawn: ports lie above routes."""


class Box(NamedTuple):
    """A part of the globe in degrees, and how high it is drawn."""

    west: float
    south: float
    east: float
    north: float
    height: int


_WIDE = {
    "caspian": Box(24, 33.5, 88, 52.5, 500),
    "eurasia": Box(4, 17, 123, 60, 600),
    "world": Box(-100, -27, 190, 78, 650),
}
_NARROW = {
    "caspian": Box(37, 34.5, 61, 50.5, 310),
    "eurasia": Box(12, 8, 120, 66, 300),
    "world": Box(-20, -30, 150, 70, 300),
}
_WIDTHS = {True: 330, False: 1190}
"""Pixels that a map is drawn at, by narrow; labels are laid out for these."""

_LINE_OF = {"corridor": 0, "railway": 1, "port": 2, "pipeline": 3, "power_line": 4, "field": 5}
_SYMBOLS = {"port": "circle", "field": "triangle-up"}
_SEA = {False: "#e9f0f5", True: "#0d1319"}
_LAND = {False: "#fbfcfd", True: "#1d2630"}
_BORDER = {False: "#d3dbe2", True: "#36424d"}
_COAST = {False: "#b4c0ca", True: "#4a5763"}
_THIN, _WIDEST = 1.6, 9.0
_SMALL, _LARGEST = 8.0, 30.0
_TEXT, _SMALL_TEXT = 12, 10.5
_STEP = 0.7  # degrees between two places of a line that answer to the pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One thing on the map.

    Attributes:
        id: Of the entity.
        name: In the language of the page.
        kind: One of `KINDS`, or "country", which is only named.
        planned: Whether it does not exist yet.
        point: Latitude and longitude, or None.
        lines: Its routes.
        freight: What it carried in the newest year that is drawn, or None.
        unit: Of the freight.
    """

    id: str
    name: str
    kind: str
    planned: bool = False
    point: tuple[float, float] | None = None
    lines: Sequence[Sequence[tuple[float, float]]] = ()
    freight: Point | None = None
    unit: str = ""


def draw_map(places: Sequence[Place], look: Look, area: str) -> go.Figure:
    """The map of an area.

    Args:
        places: What to draw.
        look: Scheme, width class and language.
        area: One of `AREAS`.
    """
    box = (_NARROW if look.narrow else _WIDE)[area]
    figure = new_figure(look, height=box.height, margin={"l": 0, "r": 0, "t": 0, "b": 0})
    top = max((place.freight.value for place in places if place.freight), default=0.0)
    for kind in KINDS:
        # The widest first, so that a thin line that runs along with it lies above.
        for place in sorted(
            (one for one in places if one.kind == kind),
            key=lambda one: -(one.freight.value if one.freight else 0),
        ):
            if place.lines:
                _draw_lines(figure, place, look, top)
    labels = _find_labels(places, look, box, top)
    _write_labels(figure, [one for one in places if one.kind not in _SYMBOLS], labels, look)
    for kind in KINDS:
        points = [one for one in places if one.kind == kind and one.point and not one.lines]
        if points:
            _draw_points(figure, points, labels, look, top)
    _dress(figure, look, box, area)
    return figure


def line_width(freight: float | None, top: float) -> float:
    """Pixels: the area of a band grows with what it carries; thin where nothing is known."""
    if freight is None or top <= 0:
        return _THIN
    return _THIN + 0.8 + (_WIDEST - _THIN - 0.8) * math.sqrt(max(0.0, freight) / top)


def point_size(freight: float | None, top: float) -> float:
    """Pixels across: the area of a circle grows with what is handled."""
    if freight is None or top <= 0:
        return _SMALL
    return max(_SMALL, _LARGEST * math.sqrt(max(0.0, freight) / top))


def colour_of(kind: str, look: Look) -> str:
    """The colour of a kind."""
    return look.colours.marks[_LINE_OF[kind]]


def _draw_lines(figure: go.Figure, place: Place, look: Look, top: float) -> None:
    lat: list[float | None] = []
    lon: list[float | None] = []
    for line in place.lines:
        for here in thicken(line):
            lat.append(here[0])
            lon.append(here[1])
        lat.append(None)
        lon.append(None)
    value = place.freight.value if place.freight else None
    figure.add_trace(
        go.Scattergeo(
            lat=lat[:-1],
            lon=lon[:-1],
            mode="lines",
            name=place.id,
            line={
                "width": line_width(value, top),
                "color": colour_of(place.kind, look),
                "dash": "5px,4px" if place.planned else "solid",
            },
            opacity=0.85 if value is not None else 0.6,
            hovertext=_describe(place, look),
            hovertemplate="%{hovertext}<extra></extra>",
            meta=f"/entity/{place.id}",  # one link for all its points
        )
    )


def _draw_points(
    figure: go.Figure,
    places: Sequence[Place],
    labels: Mapping[str, Label],
    look: Look,
    top: float,
) -> None:
    ordered = sorted(places, key=lambda one: -(one.freight.value if one.freight else 0))
    kind = ordered[0].kind
    colour, ground = colour_of(kind, look), look.colours.ground
    figure.add_trace(
        go.Scattergeo(
            lat=[one.point[0] for one in ordered if one.point],
            lon=[one.point[1] for one in ordered if one.point],
            mode="markers+text",
            name=kind,
            marker={
                "size": [_size(one, top) for one in ordered],
                "symbol": [
                    _SYMBOLS[kind] + ("-open" if one.freight is None else "") for one in ordered
                ],
                "color": colour,
                "opacity": 0.88,
                "line": {
                    "width": [2.0 if one.freight is None else 1.2 for one in ordered],
                    "color": [colour if one.freight is None else ground for one in ordered],
                },
            },
            text=[escape(labels[one.id].text) if one.id in labels else "" for one in ordered],
            textposition=[
                labels[one.id].position if one.id in labels else "middle right" for one in ordered
            ],
            textfont={"size": _TEXT, "color": look.colours.ink, "shadow": "auto"},
            hovertext=[_describe(one, look) for one in ordered],
            hovertemplate="%{hovertext}<extra></extra>",
            customdata=[f"/entity/{one.id}" for one in ordered],
        )
    )  # fmt: skip


def _describe(place: Place, look: Look) -> str:
    say = look.wording.say
    planned = f" · {say('planned')}" if place.planned else ""
    head = f"<b>{escape(place.name)}</b>{planned}"
    if place.freight is None:
        return f"{head}<br>{say('no freight known for a whole year')}"
    return f"{head}<br>{describe(look, place.freight, place.unit)}"


def _find_labels(places: Sequence[Place], look: Look, box: Box, top: float) -> Mapping[str, Label]:
    """Names where there is room: what carries most first, then countries, then the rest."""
    labels = Labels(*_projection(box, look.narrow))
    for place in places:
        if place.point and place.kind in _SYMBOLS:
            labels.keep_free(place.point, _size(place, top))
    for place in sorted(places, key=_rank):
        at = [place.point] if place.point else []
        if place.kind == "country":
            labels.place(place.id, Wish(place.name.upper(), _SMALL_TEXT, at, room=0))
        elif place.lines:
            labels.place(place.id, Wish(place.name, _TEXT, _middles(place.lines), room=3))
        else:
            labels.place(place.id, Wish(place.name, _TEXT, at, room=_size(place, top) / 1.6 + 2))
    return labels.found


def _size(place: Place, top: float) -> float:
    return point_size(place.freight.value if place.freight else None, top)


def _write_labels(
    figure: go.Figure, places: Sequence[Place], labels: Mapping[str, Label], look: Look
) -> None:
    for is_country in (True, False):
        shown = [
            (one, labels[one.id])
            for one in places
            if one.id in labels and (one.kind == "country") is is_country
        ]
        if not shown:
            continue
        figure.add_trace(
            go.Scattergeo(
                lat=[label.at[0] for _, label in shown],
                lon=[label.at[1] for _, label in shown],
                mode="text",
                name="countries" if is_country else "names",
                text=[escape(label.text) for _, label in shown],
                textposition=[label.position for _, label in shown],
                textfont={
                    "size": _SMALL_TEXT if is_country else _TEXT,
                    "color": look.colours.muted if is_country else look.colours.ink,
                    "shadow": "auto",
                },
                hoverinfo="none",
                customdata=[f"/entity/{one.id}" for one, _ in shown],
            )
        )


def _rank(place: Place) -> tuple[int, float, str]:
    if place.freight:
        return 0, -place.freight.value, place.id
    order = {"country": 1, "port": 2, "corridor": 3}
    return order.get(place.kind, 4), 0.0, place.id


def _middles(lines: Sequence[Sequence[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Places along the longest line to write its name at, the middle first."""
    longest = max(lines, key=_length)
    dense = thicken(longest)
    return [dense[int(len(dense) * part)] for part in (0.5, 0.35, 0.65, 0.2, 0.8)]


def _length(line: Sequence[tuple[float, float]]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def thicken(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A line with places in between, so that the pointer finds it anywhere.

    Over the date line it goes the short way.
    """
    found = [line[0]]
    for (lat, lon), (next_lat, next_lon) in pairwise(line):
        turn = (next_lon - lon + 180) % 360 - 180
        steps = max(1, math.ceil(max(abs(next_lat - lat), abs(turn)) / _STEP))
        for step in range(1, steps + 1):
            part = step / steps
            found.append((round(lat + (next_lat - lat) * part, 2), round(lon + turn * part, 2)))
    return found


def _projection(
    box: Box, narrow: bool
) -> tuple[Callable[[At], tuple[float, float] | None], tuple[float, float]]:
    """From latitude and longitude to pixels as the map will be drawn (Mercator), and its size."""
    left, bottom = math.radians(box.west), _mercator(box.south)
    wide, high = math.radians(box.east) - left, _mercator(box.north) - bottom
    scale = min(_WIDTHS[narrow] / wide, box.height / high)

    def project(at: At) -> tuple[float, float] | None:
        x = (math.radians(at[1]) - left) * scale
        y = (high - (_mercator(at[0]) - bottom)) * scale
        return (x, y) if 0 <= x <= wide * scale and 0 <= y <= high * scale else None

    return project, (wide * scale, high * scale)


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _dress(figure: go.Figure, look: Look, box: Box, area: str) -> None:
    middle = {
        "lon": (box.west + box.east) / 2,
        "lat": math.degrees(
            2 * math.atan(math.exp((_mercator(box.south) + _mercator(box.north)) / 2)) - math.pi / 2
        ),
    }
    dark = look.dark
    figure.update_layout(
        dragmode="pan",
        uirevision=area,
        meta={"centre": middle},
        geo={
            "scope": "world",
            "resolution": 50,
            "projection": {"type": "mercator", "scale": 1},
            "fitbounds": False,
            "lonaxis": {"range": [box.west, box.east]},
            "lataxis": {"range": [box.south, box.north]},
            "center": middle,
            "bgcolor": _SEA[dark],
            "showframe": False,
            "showland": True,
            "landcolor": _LAND[dark],
            "showcountries": True,
            "countrycolor": _BORDER[dark],
            "countrywidth": 0.8,
            "showcoastlines": True,
            "coastlinecolor": _COAST[dark],
            "coastlinewidth": 0.8,
            "showlakes": True,
            "lakecolor": _SEA[dark],
            "showrivers": False,
            "showsubunits": False,
            "uirevision": area,
        },
    )
