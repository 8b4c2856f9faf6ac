"""Trade: turnover, exports and imports of pairs of countries over the years."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.components.chart_card import (
    chart_card,
    connect_chart,
)
from dashboard.components.frame import card, frame, picker, query_id, segmented, several
from dashboard.components.tables import pack_table, table_data, table_place
from dashboard.components.trade_views import (
    INDICATORS,
    choose_series,
    find_currencies,
    find_series,
    growth_table,
    name_pair,
    pair_id,
    read_choices,
    show_trade,
    sides,
)
from dashboard.context import wording
from dashboard.figures.timeline import HEIGHT
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import Series

_DEFAULTS: dict[str, object] = {
    "what": "trade_turnover",
    "view": "panels",
    "currency": "USD",
    "country": None,
    "pair": [],
}
PANEL_SPACE = 760


def layout(**query: object) -> Component:
    """The page for an address such as `/trade?country=az&view=together`."""
    speak = wording(query.get("lang"))
    say = speak.say
    what, currency, view, country, pairs = read_choices(query)
    every = find_series(what, currency)
    return frame(
        speak,
        html.Div(
            [
                segmented(
                    query_id("trade", "what"),
                    what,
                    [(one, speak.name(one)) for one in INDICATORS],
                    say("Kind of trade"),
                ),
                segmented(
                    query_id("trade", "view"),
                    view,
                    [("panels", say("Side by side")), ("together", say("One chart"))],
                    say("Arrangement"),
                ),
                picker(
                    query_id("trade", "currency"),
                    currency,
                    _currencies(what, speak),
                    say("Currency"),
                    width=150,
                ),
                picker(
                    query_id("trade", "country"),
                    country or None,
                    _countries(every, speak),
                    say("Country"),
                    width=200,
                    clearable=True,
                    placeholder=say("all"),
                    nothing_found=say("nothing found"),
                ),
                several(
                    query_id("trade", "pair"),
                    pairs,
                    _pairs(every, speak),
                    say("Pairs"),
                    placeholder=say("choose pairs"),
                    nothing_found=say("nothing found"),
                ),
            ],
            className="controls",
        ),
        chart_card(
            speak,
            "trade",
            heading=say("Through the years"),
            height=HEIGHT if view == "together" else PANEL_SPACE,
        ),
        card(
            html.H2(say("Newest figures and growth"), className="card-heading"),
            html.P(
                say("The newest full year of each pair, and the change to the year before it."),
                className="card-subtitle",
            ),
            table_place("growth"),
        ),
        heading=say("Who trades how much with whom?"),
        lead=say(
            "Stated in one currency at a time; figures in other currencies are not converted."
        ),
        title=say("Trade"),
        defaults={**_DEFAULTS, "currency": read_choices({"what": what})[1]},
    )


def _currencies(what: str, speak: Wording) -> list[tuple[str, str]]:
    return [(one, one) for one in find_currencies(what) or ["USD"]]


def _countries(every: Sequence[Series], speak: Wording) -> list[tuple[str, str]]:
    counted = Counter(side for one in every for side in sides(one))
    return sorted(((one, speak.name(one)) for one in counted), key=lambda pair: pair[1])


def _pairs(every: Sequence[Series], speak: Wording) -> list[tuple[str, str]]:
    return sorted(
        ((pair_id(one), name_pair(one, speak)) for one in every), key=lambda pair: pair[1]
    )


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    names = ("what", "view", "currency", "country", "pair")
    inputs = [Input(query_id("trade", name), "value") for name in names]
    connect_chart(app, "trade", inputs, show_trade)

    @app.callback(
        table_data("growth"),
        *inputs,
        State("language", "data"),
    )
    def show_growth(*values: object) -> Any:
        speak = wording(values[-1])
        query = dict(zip(names, values, strict=False))
        what, currency, _, country, pairs = read_choices(query)
        series, _ = choose_series(find_series(what, currency), country, pairs, 200)
        return pack_table(growth_table(series, speak), speak.say("Newest figures and growth"))

    @app.callback(
        Output(query_id("trade", "currency"), "data"),
        Output(query_id("trade", "currency"), "value"),
        Output(query_id("trade", "country"), "data"),
        Output(query_id("trade", "pair"), "data"),
        Input(query_id("trade", "what"), "value"),
        Input(query_id("trade", "currency"), "value"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def follow_kind(what: object, currency: object, language: object) -> tuple[Any, ...]:
        speak = wording(language)
        known, money, *_ = read_choices({"what": what, "currency": currency})
        every = find_series(known, money)

        def options(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
            return [{"value": key, "label": text} for key, text in pairs]

        return (
            options(_currencies(known, speak)),
            money,
            options(_countries(every, speak)),
            options(_pairs(every, speak)),
        )


PAGE = Page(
    name="trade",
    path="/trade",
    title="Trade",
    description="Turnover, exports and imports of pairs of countries over the years.",
    promise="Trade between countries through the years, each figure leading to its sentence.",
    layout=layout,
    connect=connect,
)
