"""Entity series: one kind of figure about one entity through the years, as a chart."""

from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, dcc, html
from dash.development.base_component import Component

from dashboard.address import read_choice
from dashboard.components.chart_card import View, chart_card, connect_chart
from dashboard.components.frame import picker, query_id
from dashboard.components.points import points_csv, points_table
from dashboard.components.tables import Table
from dashboard.context import current_store, known_entities, remember
from dashboard.figures.theme import MAX_LINES, Look
from dashboard.figures.timeline import HEIGHT, draw_timeline, name_lines
from dashboard.wording import Wording
from tracker import FactFilter, Measure, Series, build_series

NAME = "entity-series"
# Beyond so many figures only those are asked for that a line goes through.
MANY = 400
MAX_FACTS = 4000


def find_kinds(identifier: str) -> list[tuple[str, str, int]]:
    """Indicator and base unit of what can be drawn, with the number of figures; most first."""

    def count() -> list[tuple[str, str, int]]:
        store = current_store()
        found = []
        for indicator, _ in store.facets("indicator", FactFilter(entity=(identifier,)), 12):
            where = _where(identifier, str(indicator))
            for unit, number in store.facets("base_unit", where, 4):
                if unit and number > 1:
                    found.append((str(indicator), unit, number))
        return sorted(found, key=lambda kind: -kind[2])

    return remember(("entity kinds", identifier), count)


def find_series(identifier: str, indicator: str, unit: str) -> list[Series]:
    """The series of one kind, those with the most drawn points first."""

    def read() -> list[Series]:
        where = _where(identifier, indicator)
        store = current_store()
        if store.count(where) > MANY:
            where = _where(identifier, indicator, ("drawn",))
        found = build_series(store.facts(where, limit=MAX_FACTS), unit)
        return sorted(found, key=lambda one: -sum(point.carries_line for point in one.points))

    return remember(("entity series", identifier, indicator, unit), read)


def _where(identifier: str, indicator: str, standing: tuple[str, ...] = ()) -> FactFilter:
    return FactFilter(
        entity=(identifier,), indicator=(indicator,), measure=(Measure.LEVEL,),
        equivalents=False, standing=standing,
    )  # fmt: skip


def series_part(identifier: str, query: dict[str, object], speak: Wording) -> Component | None:
    """The chart with its choice of a kind; nothing where no kind has two figures."""
    kinds = find_kinds(identifier)
    if not kinds:
        return None
    chosen = _chosen(identifier, query.get("what"))
    options = [
        (f"{indicator}.{unit}", f"{speak.name(indicator)}, {speak.name(unit)} "
                                f"({speak.numbers.plain(number)})")
        for indicator, unit, number in kinds
    ]  # fmt: skip
    return html.Div(
        [
            dcc.Store(id="entity-shown", data=identifier),
            chart_card(
                speak,
                NAME,
                heading=speak.say("Through the years"),
                height=HEIGHT,
                link=html.Div(
                    picker(
                        query_id("entity", "what"),
                        chosen,
                        options,
                        speak.say("Figures of"),
                        width=280,
                    )
                ),
            ),
        ],
        className="entity-series",
    )


def _chosen(identifier: str, asked: object) -> str:
    kinds = [f"{indicator}.{unit}" for indicator, unit, _ in find_kinds(identifier)]
    return read_choice({"what": asked}, "what", kinds, kinds[0] if kinds else "")


def show_series(look: Look, identifier: object, what: object) -> View:
    """What the card shows for an entity and a kind of figure."""
    speak = look.wording
    known = identifier if isinstance(identifier, str) and identifier in known_entities() else ""
    chosen = _chosen(known, what) if known else ""
    indicator, _, unit = chosen.partition(".")
    series = find_series(known, indicator, unit) if chosen else []
    shown = [one for one in series if one.points][:MAX_LINES]
    headings = [_heading(one, known, speak) for one in shown]
    points = [point for one in shown for point in one.points]
    years = sorted({point.year for point in points if point.year})
    left = len(series) - len(shown)
    parts = [speak.name(indicator), speak.name(unit), _span(years)]
    return View(
        figure=draw_timeline(shown, look, headings=headings) if years else None,
        subtitle=", ".join(part for part in parts if part),
        table=points_table(shown, headings, speak)
        if shown
        else Table(heads=[speak.say("Figure")], rows=[]),
        points=points,
        note=speak.say("%(n)s more series are in the table's download only.", n=left)
        if left > 0
        else "",
        rows=points_csv(series, speak),
        legend=name_lines(look, headings),
        title=f"{speak.name(known)}: {speak.name(indicator)}" if known else "",
        empty=html.P(speak.say("These figures name no time.")),
    )


def _span(years: Sequence[int]) -> str:
    return "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _heading(series: Series, page: str, speak: Wording) -> str:
    """What tells a series from the others of the same page."""
    if series.partner:
        parts = [speak.name(series.partner if series.subject == page else series.subject)]
    else:
        parts = [] if series.subject == page else [speak.name(series.subject)]
    parts += [speak.name(each) for each in (series.place, series.commodity) if each]
    if series.counted:
        parts.append(series.counted)
    return ", ".join(parts) or speak.name(series.subject)


def connect_series(app: Dash) -> None:
    """Registers what fills the card."""
    inputs: list[Any] = [
        Input("entity-shown", "data"),
        Input(query_id("entity", "what"), "value"),
    ]
    connect_chart(app, NAME, inputs, show_series)
