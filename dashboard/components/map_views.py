"""Views of the map: what lies where, with the freight of the newest year that is drawn."""

from collections.abc import Sequence
from typing import Any

from dashboard.address import read_choice, read_ids
from dashboard.components.chart_card import View
from dashboard.components.links import entity_href, fact_href
from dashboard.components.points import points_csv
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import current_store, known_entities, remember
from dashboard.figures.map import AREAS, KINDS, Place, colour_of, draw_map
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tracker import Series, StoredFact, build_series, load_lexicon

UNITS = ("tonne", "TEU", "barrel", "cubic_meter")
CHOSEN = ("corridor", "railway", "pipeline", "power_line", "port")
"""Kinds that are shown unless the address says otherwise."""

_LABELS = {
    "corridor": "Corridor",
    "railway": "Railway",
    "pipeline": "Pipeline",
    "power_line": "Power line",
    "port": "Port",
    "field": "Oil or gas field",
    "tonne": "Tonnes",
    "TEU": "Containers (TEU)",
    "barrel": "Barrels",
    "cubic_meter": "Cubic metres",
}
_SIGNS = {"port": "●", "field": "▲"}


def name_kind(kind: str, speak: Wording) -> str:
    """`Corridor`, `Port` …"""
    return speak.say(_LABELS[kind])


def find_latest() -> list[StoredFact]:
    """The newest drawn year of freight of everything that the map can show."""

    def build() -> list[StoredFact]:
        subjects = [one.id for one in known_entities().values() if one.kind in KINDS]
        return current_store().ledger.latest(subjects, ("freight_volume",))

    return remember("latest freight", build)


def find_units() -> list[str]:
    """Units in which freight is known of something on the map, the usual ones first."""
    known = {one.base_unit for one in find_latest()}
    return [unit for unit in UNITS if unit in known] or ["tonne"]


def choose_series(facts: Sequence[StoredFact], unit: str) -> dict[str, Series]:
    """What each thing carried in all: no single good, but that which it is there for.

    Of a pipeline for oil, oil is all; of containers, those counted as such.
    """
    entries = load_lexicon().gazetteer.entries
    chosen: dict[str, Series] = {}
    for series in build_series(facts, unit):
        entry = entries.get(series.subject)
        whole = {None, "containers"} if unit == "TEU" else {None, entry.carries if entry else None}
        known = chosen.get(series.subject)
        if series.commodity in whole and (known is None or _year(known) < _year(series)):
            chosen[series.subject] = series
    return chosen


def _year(series: Series) -> int:
    return series.points[-1].year or 0


def find_places(unit: str, kinds: Sequence[str], speak: Wording) -> list[Place]:
    """Everything of these kinds, whether it has a place on the map or not."""
    entries = load_lexicon().gazetteer.entries
    latest = choose_series(find_latest(), unit)
    places = []
    for one in known_entities().values():
        if one.kind in kinds:
            entry, series = entries.get(one.id), latest.get(one.id)
            places.append(
                Place(
                    id=one.id,
                    name=speak.name(one.id),
                    kind=one.kind,
                    planned=one.planned,
                    point=entry.point if entry else None,
                    lines=entry.lines if entry else (),
                    freight=series.points[-1] if series else None,
                    unit=unit,
                )
            )
    return places


def find_countries(speak: Wording, area: str) -> list[Place]:
    """Countries to name: all of them from near, from afar those that figures are about."""
    entries = load_lexicon().gazetteer.entries.values()
    wanted = None if area == "caspian" else find_traders() | {one.home for one in entries}
    return [
        Place(id=one.id, name=speak.name(one.id), kind="country", point=one.point)
        for one in entries
        if one.kind == "country" and one.point and (wanted is None or one.id in wanted)
    ]


def find_traders() -> set[str | None]:
    """Who is the subject or the partner of a figure."""

    def build() -> set[str | None]:
        store = current_store()
        fields = ("subject", "partner")
        return {name for field in fields for name, _ in store.facets(field, limit=1000)}

    return remember("traders", build)


def read_choices(query: dict[str, object]) -> tuple[str, str, tuple[str, ...]]:
    """Area, unit and kinds of an address; nonsense falls back to the defaults."""
    kinds = tuple(kind for kind in KINDS if kind in read_ids(query, "kind"))
    return (
        read_choice(query, "area", AREAS, "caspian"),
        read_choice(query, "unit", UNITS, find_units()[0]),
        kinds or CHOSEN,
    )


def show_map(look: Look, area: object, unit: object, kinds: object) -> View:
    """The map for these choices."""
    speak = look.wording
    say = speak.say
    where, measure, chosen = read_choices({"area": area, "unit": unit, "kind": kinds})
    places = find_places(measure, chosen, speak)
    placed = [one for one in places if one.point or one.lines]
    lost = sorted(one.name for one in places if not (one.point or one.lines))
    series = [
        one for one in choose_series(find_latest(), measure).values()
        if one.subject in {place.id for place in places}
    ]  # fmt: skip
    points = [one.points[-1] for one in series]
    notes = [
        say(
            "Routes run through the places on them and follow the real way roughly. A width or a "
            "circle is the newest whole year that is drawn; thin lines and hollow signs have none."
        )
    ]
    if lost:
        notes.append(say("Not on the map: %(names)s.", names=", ".join(lost)))
    notes.append(
        say(
            "Country shapes: UN Geodata and Natural Earth (lakes), from plotly.js, simplified. "
            "Borders and names imply no opinion on the status of any territory."
        )
    )
    years = sorted({point.year for point in points if point.year})
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years))
    subtitle = say("Freight of the newest whole year, %(unit)s", unit=name_unit(speak, measure))
    return View(
        figure=draw_map([*placed, *find_countries(speak, where)], look, where),
        subtitle=f"{subtitle}, {span}" if span else subtitle,
        table=_table(places, look),
        points=points,
        note=" ".join(notes),
        rows=points_csv(series, speak),
        legend=[
            (_SIGNS.get(kind, "━"), colour_of(kind, look), name_kind(kind, speak))
            for kind in chosen
        ]
        + [("┅", look.colours.muted, say("planned"))],
    )


def name_unit(speak: Wording, unit: str) -> str:
    """`Tonnes`, `Containers (TEU)` …"""
    return speak.say(_LABELS[unit])


def _table(places: Sequence[Place], look: Look) -> Table:
    speak = look.wording
    say, numbers = speak.say, speak.numbers
    rows: list[list[Cell]] = []
    for one in sorted(places, key=_by_freight):
        point = one.freight
        stated = "–"
        if point is not None:
            stated = numbers.stated(point.value, one.unit, point.bound, high=point.high)
        rows.append(
            [
                Link(one.name, entity_href(speak, one.id)),
                name_kind(one.kind, speak) + (f" · {say('planned')}" if one.planned else ""),
                Link(stated, fact_href(speak, point.key)) if point else stated,
                numbers.period(point.period) if point else "–",
                (point.source if point else None) or "–",
                (numbers.day(point.published) if point else None) or "–",
            ]
        )
    return Table(
        heads=[
            say("Name"),
            say("Kind"),
            say("Freight carried"),
            say("Period"),
            say("Source"),
            say("Published"),
        ],
        rows=rows,
        numeric=frozenset({2}),
    )


def _by_freight(place: Place) -> tuple[Any, ...]:
    return -(place.freight.value if place.freight else -1), KINDS.index(place.kind), place.name
