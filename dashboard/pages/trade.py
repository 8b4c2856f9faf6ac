"""Trade: turnover, exports and imports of pairs of countries over the years, in one currency."""

from collections.abc import Sequence
from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.address import read_date
from dashboard.components import trade_choices as choices
from dashboard.components.as_of import as_of_control
from dashboard.components.browser import in_browser
from dashboard.components.chart_card import chart_card, connect_chart
from dashboard.components.frame import frame, picker, query_id, segmented, several
from dashboard.components.trade_choices import NAMES, TradeChoice, read_trade
from dashboard.components.trade_growth import show_growth
from dashboard.components.trade_matrix import find_cells, matrix_sides, show_matrix
from dashboard.components.trade_shares import show_shares
from dashboard.components.trade_views import most_panels, show_compare, show_pair
from dashboard.context import wording
from dashboard.figures.theme import Look
from dashboard.figures.trade_axes import HEIGHT
from dashboard.figures.trade_growth import growth_height
from dashboard.figures.trade_matrix import MOST, matrix_height
from dashboard.figures.trade_panels import panels_height
from dashboard.figures.trade_shares import shares_height
from dashboard.page import Page
from dashboard.wording import Wording

_DEFAULTS: dict[str, object] = {
    "what": "trade_turnover",
    "currency": "USD",
    "money": "converted",
    "commodity": None,
    "country": None,
    "from": None,
    "to": None,
    "year": None,
    "chosen": None,
    "pair": [],
    "view": "panels",
    "scale": "own",
    "as_of": "",
}


def layout(**query: object) -> Component:
    """The page for an address such as `/trade?currency=EUR&country=az&chosen=az-tr`."""
    speak = wording(query.get("lang"))
    say = speak.say
    choice = read_trade(query, read_date(query, "as_of"))
    look = Look(wording=speak)
    rows, across = matrix_sides(choice, find_cells(choice).cells)
    compared = choices.choose_pairs(choice, most_panels(choice.flow))[0]
    return frame(
        speak,
        html.Div(_controls(choice, speak), className="controls"),
        html.Div(
            [
                html.Div(
                    [
                        html.Div(_matrix_controls(choice, speak), className="controls"),
                        chart_card(
                            speak,
                            "matrix",
                            heading=say("Who trades with whom"),
                            height=matrix_height(min(len(rows), MOST), look, across[:MOST]),
                        ),
                    ]
                ),
                html.Div(
                    [
                        html.Div(_pair_controls(choice, speak), className="controls"),
                        chart_card(
                            speak,
                            "pair",
                            heading=say("One pair, all statements"),
                            height=HEIGHT,
                            switches=("log",),
                        ),
                    ],
                    id="trade-pair",
                ),
            ],
            className="trade-top",
        ),
        html.H2(say("Pairs compared"), className="section-heading"),
        html.Div(_compare_controls(choice, speak), className="controls"),
        chart_card(
            speak,
            "trade",
            heading=say("Through the years"),
            switches=("log", "relative"),
            height=HEIGHT if choice.view == "together" else panels_height(len(compared), look),
        ),
        chart_card(
            speak,
            "growth",
            heading=say("Does the stated growth fit the amounts?"),
            height=growth_height(8, look),
        ),
        chart_card(
            speak,
            "shares",
            heading=say("Shares of all trade"),
            height=shares_height(2, look),
        ),
        heading=say("Who trades how much with whom?"),
        lead=say(
            "Turnover, exports and imports of pairs of countries. Each amount leads to the "
            "sentence that states it."
        ),
        title=say("Trade"),
        defaults=_DEFAULTS,
    )


def _controls(choice: TradeChoice, speak: Wording) -> list[Component]:
    say = speak.say
    goods = choices.find_commodities(choice.flow)
    years = choices.year_options(choice.flow, choice.commodity)
    return [
        segmented(
            query_id("trade", "what"),
            choice.flow,
            [(one, speak.name(one)) for one in choices.FLOWS],
            say("Kind of trade"),
        ),
        picker(
            query_id("trade", "currency"),
            choice.currency,
            _currencies(choice.flow),
            say("Currency"),
            width=110,
        ),
        segmented(
            query_id("trade", "money"),
            "stated" if choice.stated_only else "converted",
            [("converted", say("Converted")), ("stated", say("As stated"))],
            say("Amounts in other currencies"),
        ),
        picker(
            query_id("trade", "country"),
            choice.country or None,
            choices.country_options(choice.flow, choice.commodity, speak),
            say("Country"),
            width=160,
            clearable=True,
            placeholder=say("all"),
            nothing_found=say("nothing found"),
        ),
        html.Div(
            picker(
                query_id("trade", "commodity"),
                choice.commodity or None,
                _goods(choice.flow, speak),
                say("Goods"),
                width=170,
                clearable=True,
                placeholder=say("all together"),
                nothing_found=say("nothing found"),
            ),
            hidden=not goods,
            id="trade-goods",
        ),
        *(
            picker(
                query_id("trade", name),
                str(value) if value else None,
                [(year, year) for year in _with(years, value)],
                text,
                width=86,
                clearable=True,
                placeholder="…",
                nothing_found=say("nothing found"),
            )
            for name, value, text in (
                ("from", choice.first, say("From")),
                ("to", choice.last, say("To")),
            )
        ),
        as_of_control(speak, "trade", choice.day),
    ]


def _matrix_controls(choice: TradeChoice, speak: Wording) -> list[Component]:
    years = choices.year_options(choice.flow, choice.commodity)
    return [
        picker(
            query_id("trade", "year"),
            str(choice.year) if choice.year else None,
            [(year, year) for year in _with(years, choice.year)],
            speak.say("Year of the matrix"),
            width=220,
            clearable=True,
            placeholder=speak.say("latest of each pair"),
            nothing_found=speak.say("nothing found"),
        )
    ]


def _pair_controls(choice: TradeChoice, speak: Wording) -> list[Component]:
    return [
        picker(
            query_id("trade", "chosen"),
            choice.chosen or None,
            choices.pair_options(choice.flow, choice.commodity, speak),
            speak.say("Pair"),
            width=340,
            nothing_found=speak.say("nothing found"),
        )
    ]


def _compare_controls(choice: TradeChoice, speak: Wording) -> list[Component]:
    say = speak.say
    return [
        segmented(
            query_id("trade", "view"),
            choice.view,
            [("panels", say("Side by side")), ("together", say("One chart"))],
            say("Arrangement"),
        ),
        segmented(
            query_id("trade", "scale"),
            choice.scale,
            [("own", say("Own scales")), ("same", say("One scale"))],
            say("Scale of the small charts"),
        ),
        several(
            query_id("trade", "pair"),
            choice.pairs,
            choices.pair_options(choice.flow, choice.commodity, speak),
            say("Pairs"),
            placeholder=say("choose pairs"),
            nothing_found=say("nothing found"),
        ),
    ]


def _currencies(flow: str) -> list[tuple[str, str]]:
    return [(one, one) for one in choices.find_currencies(flow)]


def _goods(flow: str, speak: Wording) -> list[tuple[str, str]]:
    named = ((one, speak.name(one)) for one in choices.find_commodities(flow))
    return sorted(named, key=lambda option: option[1])


def _with(years: Sequence[str], chosen: int | None) -> list[str]:
    """The years to choose from, that of the address among them."""
    return sorted({*years, *([str(chosen)] if chosen else [])}, reverse=True)


def follow_flow(what: object, commodity: object, language: object) -> tuple[Any, ...]:
    """The options of all controls for a flow and its goods; goods that it lacks are cleared."""
    speak = wording(language)
    choice = read_trade({"what": what, "commodity": commodity})
    flow, goods = choice.flow, choice.commodity
    years = [(year, year) for year in choices.year_options(flow, goods)]
    pairs = choices.pair_options(flow, goods, speak)
    return (
        _options(_currencies(flow)),
        _options(_goods(flow, speak)),
        goods or None,
        not choices.find_commodities(flow),
        _options(choices.country_options(flow, goods, speak)),
        *(_options(years) for _ in range(3)),
        _options(pairs),
        _options(pairs),
    )


def _options(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": key, "label": text} for key, text in pairs]


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    inputs = [Input(query_id("trade", name), "value") for name in NAMES]
    day = Input(query_id("trade", "as_of"), "value")
    connect_chart(app, "matrix", inputs, show_matrix, as_of=day)
    connect_chart(app, "pair", inputs, show_pair, as_of=day)
    connect_chart(app, "trade", inputs, show_compare, as_of=day)
    connect_chart(app, "growth", inputs, show_growth, as_of=day)
    connect_chart(app, "shares", inputs, show_shares, as_of=day)
    app.callback(
        Output(query_id("trade", "currency"), "data"),
        Output(query_id("trade", "commodity"), "data"),
        Output(query_id("trade", "commodity"), "value"),
        Output("trade-goods", "hidden"),
        *(Output(query_id("trade", name), "data") for name in ("country", "from", "to", "year")),
        Output(query_id("trade", "chosen"), "data"),
        Output(query_id("trade", "pair"), "data"),
        Input(query_id("trade", "what"), "value"),
        Input(query_id("trade", "commodity"), "value"),
        State("language", "data"),
        prevent_initial_call=True,
    )(follow_flow)
    in_browser(
        app,
        "pickPair",
        Output(query_id("trade", "chosen"), "value"),
        Input({"type": "chart", "name": "matrix"}, "clickData"),
        first=False,
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
