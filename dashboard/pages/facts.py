"""Facts: every figure in a table, searched, restricted, sorted and paged by the store."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_filter, read_text, read_year
from dashboard.bulk import BulkAnswer, decide_all, read_chosen, undo_all
from dashboard.components.aria import aria
from dashboard.components.author import author_field
from dashboard.components.browser import in_browser
from dashboard.components.facets import (
    FIELDS,
    FILLED,
    PICKED,
    count_facets,
    facet_options,
    facets,
)
from dashboard.components.fact_columns import (
    COLUMNS,
    DEFAULT_COLUMNS,
    DEFAULT_SORT,
    read_columns,
    read_sort,
)
from dashboard.components.fact_files import connect_files, file_links
from dashboard.components.fact_grid import (
    GRID_ID,
    fact_grid,
    grid_rows,
    load_block,
    read_request,
)
from dashboard.components.frame import frame, query_id
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import FactFilter

# What restricts the list and has no facet; it comes with links from elsewhere.
_CARRIED = ("subject", "partner", "place", "commodity", "measure")
_NAMES = ("q", "from", "to", *FIELDS, *_CARRIED)


def layout(**query: object) -> Component:
    """The page for an address such as `/facts?q=Baku&indicator=capacity&from=2022`."""
    speak = wording(query.get("lang"))
    say = speak.say
    chosen = read_filter(query)
    shown = read_columns(query)
    return frame(
        speak,
        _controls(query, shown, speak),
        _carried(chosen, speak),
        html.P(id="fact-count", className="count", **aria(live="polite")),
        None if is_read_only() else _bulk(speak),
        html.Div(
            [
                html.Aside(
                    facets(speak, chosen),
                    id="facets",
                    className="facets",
                    **aria(label=say("Filters")),
                ),
                html.Div(
                    fact_grid(speak, shown, read_sort(query), selectable=not is_read_only()),
                    className="grid-box",
                ),
            ],
            className="with-facets",
        ),
        dcc.Store(id="grid-refreshed"),
        heading=say("Which figures are known?"),
        lead=say("Each row is one figure that one source states. Open it to see its sentence."),
        title=say("Facts"),
        defaults={
            **{name: [] for name in FIELDS},
            "cols": list(DEFAULT_COLUMNS),
            "sort": DEFAULT_SORT,
        },
    )


def _controls(query: dict[str, object], shown: tuple[str, ...], speak: Wording) -> Component:
    say = speak.say
    column, down = read_sort(query)
    return html.Div(
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
            html.Details(
                [
                    html.Summary(say("Columns"), className="plain-button"),
                    html.Fieldset(
                        [
                            html.Legend(say("Columns to show"), className="hidden"),
                            dcc.Checklist(
                                id=query_id("facts", "cols"),
                                options=[
                                    {"value": each.name, "label": say(each.head)}
                                    for each in COLUMNS.values()
                                    if each.name != "value"
                                ],
                                value=[name for name in shown if name != "value"]
                                if shown != DEFAULT_COLUMNS
                                else list(DEFAULT_COLUMNS),
                                className="ticks",
                                labelClassName="tick",
                            ),
                        ],
                        className="drop-box",
                    ),
                ],
                className="drop",
            ),
            file_links(speak),
            # Hidden, and a control all the same: the order of the grid stands in the address.
            dcc.Input(
                id=query_id("facts", "sort"), type="hidden", value=f"{'-' if down else ''}{column}"
            ),
        ],
        className="controls",
    )


def _carried(chosen: FactFilter, speak: Wording) -> Component:
    """What came with a link: said in words, and kept in the address."""
    words: list[Any] = [
        html.Span(
            f"{speak.say(_LABELS[name])}: {', '.join(speak.name(one) for one in values)}",
            className="badge",
        )
        for name in _CARRIED
        if (values := getattr(chosen, name))
    ]
    held = [
        dcc.Checklist(
            id=query_id("facts", name),
            value=list(getattr(chosen, name)),
            options=list(getattr(chosen, name)),
            className="hidden-control",
        )
        for name in _CARRIED
    ]
    return html.Div(
        [
            html.P(words, id="carried", className="badges", hidden=not words),
            html.Div(held, hidden=True),
        ]
    )


_LABELS = {
    "subject": "About",
    "partner": "Partner",
    "place": "Limited to",
    "commodity": "Commodity",
    "measure": "Kind of number",
}


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


def _bulk(speak: Wording) -> Component:
    """What can be done with ticked rows, and what came of it."""
    say = speak.say
    return html.Div(
        [
            dcc.Store(id="bulk-done"),
            html.Div(
                [
                    html.Strong(id="bulk-count", **aria(live="polite")),
                    author_field(speak, "facts", size="xs"),
                    dmc.TextInput(
                        id="bulk-note",
                        label=say("Why, in your words"),
                        value="",
                        size="xs",
                        className="bulk-note",
                        inputProps={"maxLength": 1000},
                    ),
                    html.Button(say("Confirm"), id="bulk-confirm", className="plain-button"),
                    html.Button(say("Reject"), id="bulk-reject", className="plain-button"),
                    html.Button(say("Untick all"), id="bulk-untick", className="plain-button"),
                ],
                id="bulk-bar",
                className="bulk-bar",
                hidden=True,
            ),
            html.Div(
                [
                    html.Div(id="bulk-notice", className="bulk-told", role="status"),
                    html.Button(say("Undo"), id="bulk-undo", className="plain-button", hidden=True),
                ],
                id="bulk-answer",
                className="notice bulk-answer",
                hidden=True,
            ),
        ]
    )


def _chosen(values: tuple[object, ...]) -> FactFilter:
    return read_filter(dict(zip(_NAMES, values, strict=False)))


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    inputs = [Input(query_id("facts", name), "value") for name in _NAMES]
    states = [State(query_id("facts", name), "value") for name in _NAMES]
    columns = query_id("facts", "cols")
    language = State("language", "data")

    @app.callback(
        Output(GRID_ID, "getRowsResponse"),
        Input(GRID_ID, "getRowsRequest"),
        *states,
        State(columns, "value"),
        language,
    )
    def show_block(request: object, *values: object) -> dict[str, Any]:
        asked = read_request(request)
        if asked is None:
            raise PreventUpdate
        start, size, order = asked
        where, shown = _chosen(values), read_columns({"cols": values[-2]})
        facts = load_block(where, order, start, size)
        return {"rowData": grid_rows(facts, shown, wording(values[-1])), "rowCount": _count(where)}

    @app.callback(
        Output("fact-count", "children"), *inputs, Input("grid-refreshed", "data"), language
    )
    def show_count(*values: object) -> str:
        speak, number = wording(values[-1]), _count(_chosen(values))
        return speak.say_plural("%(n)s figure", "%(n)s figures", number)

    @app.callback(
        *(
            Output(query_id("facts", field), "data" if field in PICKED else "options")
            for field in FIELDS
        ),
        Output("facet-groups", "className"),
        *inputs,
        Input("grid-refreshed", "data"),
        language,
    )
    def show_facets(*values: object) -> tuple[Any, ...]:
        speak, where = wording(values[-1]), _chosen(values)
        counts = count_facets(where)
        return (*(facet_options(field, where, counts, speak) for field in FIELDS), FILLED)

    in_browser(
        app, "refreshGrid", Output("grid-refreshed", "data"), *inputs, Input(columns, "value"),
        first=False,
    )  # fmt: skip
    in_browser(app, "showColumns", Output(GRID_ID, "className"), Input(columns, "value"),
               first=False)  # fmt: skip
    in_browser(app, "keepSort", Output(query_id("facts", "sort"), "value"),
               Input(GRID_ID, "getRowsRequest"), first=False)  # fmt: skip
    in_browser(app, "toggleFilters", Output("facets", "className"),
               Input("filter-toggle", "n_clicks"), first=False)  # fmt: skip

    @app.callback(
        *(Output(query_id("facts", name), "value", allow_duplicate=True) for name in _NAMES),
        Output("carried", "hidden"),
        Input("clear", "n_clicks"),
        prevent_initial_call=True,
    )
    def clear(clicks: object) -> tuple[Any, ...]:
        if not clicks:
            raise PreventUpdate
        return ("", "", "", *([] for _ in (*FIELDS, *_CARRIED)), True)

    connect_files(app)
    _connect_bulk(app)


def _connect_bulk(app: Dash) -> None:
    in_browser(app, "untick", Output(GRID_ID, "selectedRows", allow_duplicate=True),
               Input("bulk-untick", "n_clicks"), first=False)  # fmt: skip
    in_browser(app, "reloadGrid", Output("grid-refreshed", "data", allow_duplicate=True),
               Input("bulk-done", "data"), first=False)  # fmt: skip

    @app.callback(
        Output("bulk-count", "children"),
        Output("bulk-bar", "hidden"),
        Input(GRID_ID, "selectedRows"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def count_ticked(rows: object, language: object) -> tuple[str, bool]:
        number = len(read_chosen(rows))
        text = wording(language).say_plural("%(n)s figure ticked", "%(n)s figures ticked", number)
        return text, not number

    @app.callback(
        Output("bulk-notice", "children"),
        Output("bulk-answer", "hidden"),
        Output("bulk-undo", "hidden"),
        Output("bulk-done", "data"),
        Output(GRID_ID, "selectedRows"),
        Output("bulk-note", "value"),
        Input("bulk-confirm", "n_clicks"),
        Input("bulk-reject", "n_clicks"),
        Input("bulk-undo", "n_clicks"),
        State(GRID_ID, "selectedRows"),
        State("author", "data"),
        State("bulk-note", "value"),
        State("bulk-done", "data"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def act(*arguments: object) -> tuple[Any, ...]:
        *_, rows, author, note, done, language = arguments
        if is_read_only() or not ctx.triggered_id or not ctx.triggered[0]["value"]:
            raise PreventUpdate
        speak, store = wording(language), current_store()
        if ctx.triggered_id == "bulk-undo":
            answer = undo_all(store, done, author, speak)
        else:
            action = str(ctx.triggered_id).removeprefix("bulk-")
            answer = decide_all(store, read_chosen(rows), action, author, note, speak)
        if not answer.decisions and ctx.triggered_id != "bulk-undo":
            return _told(answer), False, True, [], rows, note
        return _told(answer), False, not answer.decisions, list(answer.decisions), [], ""


def _told(answer: BulkAnswer) -> list[Any]:
    refused = [html.Li(text) for text in answer.refused]
    return [html.P(answer.text), html.Ul(refused) if refused else None]


def _count(where: FactFilter) -> int:
    return remember(("count", where), lambda: current_store().count(where))


PAGE = Page(
    name="facts",
    path="/facts",
    title="Facts",
    description="Every figure in a table, with search and filters.",
    layout=layout,
    connect=connect,
    promise="Every figure in a table, to search, sort, check and take away.",
)
