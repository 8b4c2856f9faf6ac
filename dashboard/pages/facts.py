"""Facts: every figure in a table, searched, restricted, sorted and paged in SQL."""

from functools import partial
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_filter, read_text, read_year
from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.facets import FIELDS, count_options, facets
from dashboard.components.fact_grid import (
    GRID_ID,
    fact_grid,
    facts_csv,
    grid_rows,
    read_request,
)
from dashboard.components.frame import frame, query_id
from dashboard.components.tables import write_csv
from dashboard.context import current_store, remember, wording
from dashboard.page import Page
from tracker import FactFilter

MAX_EXPORT = 100_000
_NAMES = ("q", "from", "to", *FIELDS)


def layout(**query: object) -> Component:
    """The page for an address such as `/facts?q=Baku&indicator=capacity&from=2022`."""
    speak = wording(query.get("lang"))
    say = speak.say
    chosen = read_filter(query)
    return frame(
        speak,
        html.Div(
            [
                dmc.TextInput(
                    id=query_id("facts", "q"),
                    value=read_text(query, "q"),
                    debounce=250,
                    label=say("Search figures and sentences"),
                    placeholder=say("for example: Aktau oil"),
                    className="search",
                    size="sm",
                    inputProps={"type": "search", "maxLength": 200},
                ),
                _year("from", say("From year"), query),
                _year("to", say("To year"), query),
                html.Button(
                    say("Filters"),
                    id="filter-toggle",
                    className="plain-button filter-toggle",
                    **aria(controls="facets"),
                ),
                html.Button(say("Clear all"), id="clear", className="plain-button"),
                html.Button(say("Download CSV"), id="export", className="plain-button"),
                dcc.Download(id="export-file"),
            ],
            className="controls",
        ),
        html.P(id="fact-count", className="count", **aria(live="polite")),
        html.Div(
            [
                html.Aside(
                    facets(speak, chosen, current_store()),
                    id="facets",
                    className="facets",
                    **aria(label=say("Filters")),
                ),
                html.Div(fact_grid(speak), className="grid-box"),
            ],
            className="with-facets",
        ),
        dcc.Store(id="grid-refreshed"),
        heading=say("Which figures are known?"),
        lead=say("Each row is one figure that one source states. Open it to see its sentence."),
        title=say("Facts"),
        defaults={name: [] for name in FIELDS},
    )


def _year(name: str, label: str, query: dict[str, object]) -> Any:
    year = read_year(query, name)
    return dmc.TextInput(
        id=query_id("facts", name),
        value=str(year or ""),
        label=label,
        size="sm",
        w=92,
        debounce=400,
        inputProps={"inputMode": "numeric", "maxLength": 4},
    )


def _chosen(values: tuple[object, ...]) -> FactFilter:
    return read_filter(dict(zip(_NAMES, values, strict=False)))


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    inputs = [Input(query_id("facts", name), "value") for name in _NAMES]
    states = [State(query_id("facts", name), "value") for name in _NAMES]
    language = State("language", "data")

    @app.callback(
        Output(GRID_ID, "getRowsResponse"),
        Input(GRID_ID, "getRowsRequest"),
        *states,
        language,
    )
    def load_block(request: object, *values: object) -> dict[str, Any]:
        asked = read_request(request)
        if asked is None:
            raise PreventUpdate
        start, size, order = asked
        where = _chosen(values)
        store = current_store()
        facts = store.facts(where, order=order or [("published", "desc")], limit=size, offset=start)
        total = remember(("count", where), lambda: store.count(where))
        return {"rowData": grid_rows(facts, wording(values[-1])), "rowCount": total}

    @app.callback(
        Output("fact-count", "children"),
        *(Output(query_id("facts", field), "options") for field in FIELDS),
        *inputs,
        language,
    )
    def show_counts(*values: object) -> tuple[Any, ...]:
        speak, where, store = wording(values[-1]), _chosen(values), current_store()
        total = remember(("count", where), lambda: store.count(where))
        count = speak.say_plural("%(n)s figure", "%(n)s figures", total)
        return (
            count,
            *(
                remember(
                    ("facet", field, where, speak.language),
                    partial(count_options, field, where, store, speak),
                )
                for field in FIELDS
            ),
        )

    in_browser(
        app,
        "refreshGrid",
        Output("grid-refreshed", "data"),
        *inputs,
        first=False,
    )
    in_browser(
        app,
        "toggleFilters",
        Output("facets", "className"),
        Input("filter-toggle", "n_clicks"),
        first=False,
    )

    @app.callback(
        *(Output(query_id("facts", name), "value") for name in _NAMES),
        Input("clear", "n_clicks"),
        prevent_initial_call=True,
    )
    def clear(clicks: object) -> tuple[Any, ...]:
        if not clicks:
            raise PreventUpdate
        return ("", "", "", *([] for _ in FIELDS))

    @app.callback(
        Output("export-file", "data"),
        Input("export", "n_clicks"),
        *states,
        prevent_initial_call=True,
    )
    def export(clicks: object, *values: object) -> dict[str, Any]:
        if not clicks:
            raise PreventUpdate
        facts = current_store().facts(_chosen(values), limit=MAX_EXPORT)
        return {"content": write_csv(facts_csv(facts)), "filename": "facts.csv", "type": "text/csv"}


PAGE = Page(
    name="facts",
    path="/facts",
    title="Facts",
    description="Every figure in a table, with search and filters.",
    promise="Every figure in a table, to search, sort, check and take away.",
    layout=layout,
    connect=connect,
)
