"""Corridors: capacity, freight and target of each, and the years of a chosen one."""

from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.address import read_choice
from dashboard.components.chart_card import (
    chart_card,
    connect_chart,
)
from dashboard.components.corridor_views import (
    KINDS,
    ORDERS,
    UNITS,
    find_series,
    find_units,
    most_documented,
    name_unit,
    show_standings,
    show_timeline,
)
from dashboard.components.frame import frame, picker, query_id, segmented
from dashboard.context import wording
from dashboard.figures.standing import (
    Standing,
    find_standings,
    standings_height,
)
from dashboard.figures.timeline import HEIGHT
from dashboard.page import Page
from dashboard.wording import Wording

_DEFAULTS: dict[str, str | None] = {
    "kind": "corridor",
    "unit": "tonne",
    "sort": "freight",
    "chosen": None,
}


def layout(**query: object) -> Component:
    """The page for an address such as `/corridors?kind=port&unit=TEU&chosen=alat_port`."""
    speak = wording(query.get("lang"))
    say = speak.say
    kind = read_choice(query, "kind", KINDS, _DEFAULTS["kind"] or "")
    units = find_units(kind) or [UNITS[0]]
    unit = read_choice(query, "unit", UNITS, UNITS[0])
    unit = unit if unit in units else units[0]
    rows = find_standings(find_series(kind, unit))
    subjects = _subjects(rows, speak)
    chosen = read_choice(query, "chosen", [one for one, _ in subjects], "") or most_documented(
        kind, unit
    )
    return frame(
        speak,
        html.Div(
            [
                segmented(
                    query_id("corridors", "kind"),
                    kind,
                    [(one, speak.word(one)) for one in KINDS],
                    say("Kind"),
                ),
                segmented(
                    query_id("corridors", "unit"),
                    unit,
                    [(one, name_unit(speak, one)) for one in units],
                    say("Unit"),
                ),
                picker(
                    query_id("corridors", "sort"),
                    read_choice(query, "sort", ORDERS, "freight"),
                    [
                        ("freight", say("Freight carried")),
                        ("capacity", say("Capacity")),
                        ("use", say("Share of capacity used")),
                        ("gap", say("Distance to target")),
                    ],
                    say("Sort by"),
                    width=210,
                ),
            ],
            className="controls",
        ),
        chart_card(
            speak,
            "standings",
            heading=say("Capacity, freight and target"),
            height=standings_height(len(rows), False),
            legend=_legend(speak),
        ),
        html.Div(
            picker(
                query_id("corridors", "chosen"),
                chosen,
                subjects,
                say("Through the years"),
                width=340,
                nothing_found=say("nothing found"),
            ),
            className="controls controls-second",
        ),
        chart_card(speak, "timeline", heading=say("Through the years"), height=HEIGHT),
        heading=say("How much can the corridors carry, and how much do they?"),
        lead=say("Stated capacity, freight carried and what was promised; one unit at a time."),
        title=say("Corridors"),
        defaults=_DEFAULTS,
    )


def _subjects(rows: Sequence[Standing], speak: Wording) -> list[tuple[str, str]]:
    return sorted(
        ((row.subject, speak.name(row.subject)) for row in rows), key=lambda pair: pair[1]
    )


def _legend(speak: Wording) -> list[Component]:
    return [
        html.Span([html.I(className=f"key key-{name}"), speak.say(text)], className="legend-item")
        for name, text in (
            ("capacity", "Capacity today"),
            ("freight", "Freight in the latest full year"),
            ("part", "Freight in a part of a year"),
            ("target", "Target, hollow: not yet there"),
        )
    ]


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    kind, unit = (
        Input(query_id("corridors", "kind"), "value"),
        Input(query_id("corridors", "unit"), "value"),
    )
    connect_chart(
        app,
        "standings",
        [kind, unit, Input(query_id("corridors", "sort"), "value")],
        show_standings,
    )
    connect_chart(
        app,
        "timeline",
        [kind, unit, Input(query_id("corridors", "chosen"), "value")],
        show_timeline,
    )

    @app.callback(
        Output(query_id("corridors", "unit"), "data"),
        Output(query_id("corridors", "unit"), "value"),
        Output(query_id("corridors", "chosen"), "data"),
        Output(query_id("corridors", "chosen"), "value"),
        kind,
        unit,
        State(query_id("corridors", "chosen"), "value"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def follow_kind(
        kind: object, unit: object, chosen: object, language: object
    ) -> tuple[Any, ...]:
        speak = wording(language)
        choice = {"kind": kind, "unit": unit, "chosen": chosen}
        known = read_choice(choice, "kind", KINDS, "corridor")
        units = find_units(known) or [UNITS[0]]
        wanted = read_choice(choice, "unit", units, units[0])
        rows = find_standings(find_series(known, wanted))
        subjects = _subjects(rows, speak)
        kept = read_choice(choice, "chosen", [one for one, _ in subjects], "") or most_documented(
            known, wanted
        )
        return (
            [{"value": one, "label": name_unit(speak, one)} for one in units],
            wanted,
            [{"value": one, "label": name} for one, name in subjects],
            kept,
        )


PAGE = Page(
    name="corridors",
    path="/corridors",
    title="Corridors",
    description="Capacity, freight and targets of corridors, ports, railways and pipelines.",
    promise="Capacity, freight and promises of corridors, ports, railways through the years.",
    layout=layout,
    connect=connect,
)
