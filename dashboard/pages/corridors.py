"""Corridors: how full each is and whether it will reach its target, and a chosen one's years."""

from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.address import read_choice, read_date
from dashboard.components.as_of import as_of_control
from dashboard.components.chart_card import chart_card, connect_chart
from dashboard.components.corridor_beside import show_capacity, show_transit
from dashboard.components.corridor_data import KINDS, UNITS, find_rows, find_units
from dashboard.components.corridor_money import show_money
from dashboard.components.corridor_parts import (
    PARTS,
    find_parts,
    list_money,
    list_subjects,
    list_units,
    rule_of_the_line,
)
from dashboard.components.corridor_standings import AGES, ORDERS, show_standings
from dashboard.components.corridor_targets import show_targets
from dashboard.components.corridor_timeline import (
    CONTAINERS_HEIGHT,
    choose,
    show_containers,
    show_timeline,
)
from dashboard.components.frame import card, frame, picker, query_id, segmented
from dashboard.components.tables import pack_table, table_data, table_place
from dashboard.context import wording
from dashboard.figures import progress, statements
from dashboard.figures.bullets import STALE, standings_height
from dashboard.figures.theme import Look
from dashboard.page import Page
from dashboard.wording import Wording

_DEFAULTS: dict[str, str | None] = {
    "kind": KINDS[0],
    "unit": UNITS[0],
    "sort": ORDERS[0],
    "stale": str(STALE),
    "chosen": None,
    "money": None,
    "as_of": "",
}


def _id(name: str) -> dict[str, Any]:
    return query_id("corridors", name)


def _part(name: str) -> dict[str, str]:
    return {"type": "corridor-part", "name": name}


def layout(**query: object) -> Component:
    """The page for an address such as `/corridors?kind=port&unit=TEU&chosen=alat_port`."""
    speak = wording(query.get("lang"))
    day = read_date(query, "as_of")
    kind = read_choice(query, "kind", KINDS, KINDS[0])
    units = find_units(kind, day) or [UNITS[0]]
    unit = read_choice(query, "unit", units, units[0])
    chosen = choose(kind, unit, query.get("chosen"), day)
    money = list_money(chosen, speak, day)
    return frame(
        speak,
        _controls(speak, query, kind, unit, day),
        _standings(speak, len(find_rows(kind, unit, day))),
        html.Div(
            picker(
                _id("chosen"),
                chosen,
                list_subjects(kind, speak, day),
                speak.say("Look closer at"),
                width=340,
                nothing_found=speak.say("nothing found"),
            ),
            className="controls controls-second",
        ),
        _chosen(speak, query, unit, chosen, day),
        heading=speak.say("How full are the corridors, and will they reach their targets?"),
        lead=speak.say(
            "Stated capacity, freight carried and what was promised; one unit at a time."
        ),
        title=speak.say("Corridors"),
        # The chosen one stands in the address, since another may be documented best tomorrow.
        defaults=_DEFAULTS | {"money": money[0][0] if money else None},
    )


def _controls(
    speak: Wording, query: dict[str, object], kind: str, unit: str, day: str | None
) -> Component:
    say = speak.say
    orders = {
        "freight": say("Freight carried"),
        "capacity": say("Capacity"),
        "use": say("Share of capacity used"),
        "gap": say("Distance to target"),
        "horizon": say("Year of the target"),
        "recent": say("Newest figure"),
        "name": say("Name"),
    }
    ages = [(one, say("%(n)s months", n=one)) for one in AGES]
    return html.Div(
        [
            html.Div(
                [
                    segmented(
                        _id("kind"), kind, [(one, speak.word(one)) for one in KINDS], say("Kind")
                    ),
                    segmented(_id("unit"), unit, list_units(kind, speak, day), say("Unit")),
                ],
                className="controls-row",
            ),
            picker(
                _id("sort"), read_choice(query, "sort", ORDERS, ORDERS[0]), list(orders.items()),
                say("Sort by"), width=210,
            ),
            picker(
                _id("stale"), read_choice(query, "stale", AGES, str(STALE)), ages,
                say("Old is what is older than"), width=190,
            ),
            as_of_control(speak, "corridors", day),
        ],
        className="controls",
    )  # fmt: skip


def _standings(speak: Wording, rows: int) -> Component:
    legend = [
        html.Span([html.I(className=f"key key-{name}"), speak.say(text)], className="legend-item")
        for name, text in _LABELS.items()
    ]
    return chart_card(
        speak,
        "standings",
        heading=speak.say("Capacity, freight and target"),
        height=standings_height(rows, False),
        legend=legend,
    )


_LABELS = {
    "capacity": "Capacity today",
    "freight": "Freight in the latest full year",
    "part": "Freight in a part of a year",
    "old": "Old figure",
    "target": "Target, hollow: not yet there",
}


def _chosen(
    speak: Wording, query: dict[str, object], unit: str, chosen: str | None, day: str | None
) -> Component:
    """The cards of the chosen one; those with nothing to show are hidden."""
    say = speak.say
    money = list_money(chosen, speak, day)
    picked = read_choice(query, "money", [one for one, _ in money], money[0][0] if money else "")
    there = find_parts(chosen, unit, day)
    cards: dict[str, Any] = {
        "timeline": [
            chart_card(
                speak, "timeline", heading=say("Through the years"), height=progress.HEIGHT
            ),
        ],
        "containers": chart_card(
            speak, "containers", heading=say("Containers through the years"),
            height=CONTAINERS_HEIGHT,
        ),
        "targets": card(
            html.H2(say("Promises and what became of them"), className="card-heading"),
            table_place("corridor-targets"),
        ),
        "capacity": chart_card(
            speak, "capacity", heading=say("Capacity, as it was stated"), height=statements.HEIGHT
        ),
        "transit": chart_card(
            speak, "transit", heading=say("Transit times"), height=statements.HEIGHT
        ),
        "money": chart_card(
            speak, "money", heading=say("Investment"), height=statements.HEIGHT,
            link=html.Div(picker(
                _id("money"), picked or None, money, say("Currency"), width=210
            )),
        ),
    }  # fmt: skip
    wide = [_hide(name, cards[name], there) for name in PARTS[:3]]
    beside = [_hide(name, cards[name], there) for name in PARTS[3:]]
    return html.Div(
        [
            *wide[:2],
            rule_of_the_line(speak),
            wide[2],
            html.Div(beside, className="corridor-beside"),
        ]
    )


def _hide(name: str, content: Any, there: set[str]) -> Component:
    return html.Div(content, id=_part(name), hidden=name not in there, className="corridor-part")


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    kind, unit, chosen, as_of = (
        Input(_id(name), "value") for name in ("kind", "unit", "chosen", "as_of")
    )
    connect_chart(
        app,
        "standings",
        [kind, unit, Input(_id("sort"), "value"), Input(_id("stale"), "value")],
        show_standings,
        as_of=as_of,
    )
    for name, build in (
        ("timeline", show_timeline),
        ("containers", show_containers),
        ("capacity", show_capacity),
        ("transit", show_transit),
    ):
        connect_chart(app, name, [kind, unit, chosen], build, as_of=as_of)
    connect_chart(
        app, "money", [kind, unit, chosen, Input(_id("money"), "value")], show_money, as_of=as_of
    )

    @app.callback(
        Output(_id("unit"), "data"),
        Output(_id("unit"), "value"),
        Output(_id("chosen"), "data"),
        Output(_id("chosen"), "value"),
        kind,
        unit,
        as_of,
        State(_id("chosen"), "value"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def follow_kind(
        kind: object, unit: object, as_of: object, chosen: object, language: object
    ) -> tuple[Any, ...]:
        speak = wording(language)
        query = {"kind": kind, "unit": unit, "as_of": as_of}
        day = read_date(query, "as_of")
        known = read_choice(query, "kind", KINDS, KINDS[0])
        units = list_units(known, speak, day)
        wanted = read_choice(query, "unit", [one for one, _ in units], units[0][0])
        return (
            _options(units),
            wanted,
            _options(list_subjects(known, speak, day)),
            choose(known, wanted, chosen, day),
        )

    @app.callback(
        *(Output(_part(name), "hidden") for name in PARTS),
        Output(_id("money"), "data"),
        Output(_id("money"), "value"),
        table_data("corridor-targets"),
        kind,
        unit,
        chosen,
        as_of,
        State(_id("money"), "value"),
        State("language", "data"),
    )
    def follow_chosen(
        kind: object, unit: object, chosen: object, as_of: object, money: object, language: object
    ) -> tuple[Any, ...]:
        speak = wording(language)
        day = read_date({"as_of": as_of}, "as_of")
        subject = choose(kind, unit, chosen, day)
        there = find_parts(subject, unit, day)
        choices = list_money(subject, speak, day)
        keys = [one for one, _ in choices]
        kept = money if money in keys else keys[0] if keys else None
        table = show_targets(Look(wording=speak, as_of=day), kind, unit, chosen)
        caption = speak.say("Promises and what became of them")
        return (
            *(name not in there for name in PARTS),
            _options(choices),
            kept,
            pack_table(table, caption),
        )


def _options(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": one, "label": label} for one, label in pairs]


PAGE = Page(
    name="corridors",
    path="/corridors",
    title="Corridors",
    description="Capacity, freight and targets of corridors, ports, railways, pipelines and power "
    "lines.",
    promise="Capacity, freight and promises of corridors, ports, railways through the years.",
    layout=layout,
    connect=connect,
)
