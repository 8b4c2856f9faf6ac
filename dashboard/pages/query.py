"""Query: statements in SQL, read-only, with the questions that come with the program."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.address import read_lines, read_text
from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.chart_card import chart_card, connect_chart
from dashboard.components.frame import card, frame, query_id
from dashboard.components.links import page_href, page_link
from dashboard.components.query_views import (
    FIRST,
    MAX_SQL,
    ask,
    count_rows,
    find_question,
    read_statement,
    shapes_of_chart,
    show_answer,
    tell_problem,
)
from dashboard.context import current_store, remember, wording
from dashboard.figures.answer import HEIGHT, numeric_columns
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import QueryError, load_questions

_PICKERS = ("x", "y", "series", "shape")


def layout(**query: object) -> Component:
    """The page for an address such as `/query?question=growth` or `/query?sql=SELECT…`."""
    speak = wording(query.get("lang"))
    say = speak.say
    if not current_store().query.possible:
        return _not_offered(speak)
    name, sql = read_statement(query)
    question = find_question(name)
    return frame(
        speak,
        html.Div(
            [
                card(
                    _questions(name, speak),
                    html.Div(_explain(name, speak), id="question-text", className="question-text"),
                    _editor(sql, speak),
                    html.Div(
                        [
                            html.Button(
                                say("Run"), id="query-run", className="main-button", type="button"
                            ),
                            html.Span(
                                [html.Kbd("Ctrl"), html.Kbd("⏎")],
                                className="quiet query-keys",
                                **aria(hidden="true"),
                            ),
                            html.P(
                                id="query-count", className="query-count", **aria(live="polite")
                            ),
                        ],
                        className="query-actions",
                    ),
                    html.Div(
                        id="query-problem",
                        className="notice notice-problem",
                        role="alert",
                        hidden=True,
                    ),
                ),
                card(
                    html.H2(say("Views and tables"), className="card-heading"),
                    html.P(
                        say("Views keep their names. A click writes a column into the statement."),
                        className="card-subtitle",
                    ),
                    html.Div(id="query-schema", className="schema"),
                    dcc.Store(id="query-schema-data", data=_schema()),
                    dcc.Store(id="query-schema-painted"),
                    class_name="schema-card",
                ),
            ],
            className="query-columns",
        ),
        _chart_controls(query, speak),
        chart_card(speak, "query", heading=say("Answer"), height=HEIGHT, first="table"),
        html.P(
            [
                say(
                    "Statements only read: nothing can be changed here, and each is stopped after "
                    "five seconds and 1,000 rows. The address holds the statement, so it can be "
                    "shared. What the columns mean: "
                ),
                page_link(say("Data"), page_href(speak, "/data")),
                ".",
            ],
            className="quiet",
        ),
        dcc.Store(id="query-asked", data=sql),
        heading=say("What else do the figures tell?"),
        lead=say("Ask the database in SQL, or begin with one of twenty ready questions."),
        title=say("Query"),
        defaults={
            "question": FIRST if name == FIRST and question and sql == question.sql else "",
            "sql": question.sql if question else "",
            **dict.fromkeys(_PICKERS, ""),
        },
    )


def _not_offered(speak: Wording) -> Component:
    say = speak.say
    return frame(
        speak,
        card(
            html.P(
                say(
                    "Queries are offered for databases in a SQLite file, where each can be kept "
                    "from writing and from reading other files. This one is on a server: ask it "
                    "with a tool of its own, such as psql; the views are the same."
                )
            ),
            page_link(say("What the columns mean"), page_href(speak, "/data")),
        ),
        heading=say("What else do the figures tell?"),
        title=say("Query"),
    )


def _questions(name: str, speak: Wording) -> Any:
    groups: dict[str, list[dict[str, str]]] = {}
    for one in load_questions():
        item = {"value": one.name, "label": one.title.get(speak.language, one.title["en"])}
        groups.setdefault(one.group.get(speak.language, one.group["en"]), []).append(item)
    return dmc.Select(
        id=query_id("query", "question"),
        value=name or None,
        data=[{"group": group, "items": items} for group, items in groups.items()],
        label=speak.say("Ready questions"),
        placeholder=speak.say("choose a question"),
        searchable=True,
        clearable=False,
        nothingFoundMessage=speak.say("nothing found"),
        maxDropdownHeight=420,
        size="sm",
    )


def _explain(name: str, speak: Wording) -> list[Any]:
    """What to know of a question's answer; words in backticks are names of columns."""
    question = find_question(name)
    if question is None:
        return []
    parts = question.text.get(speak.language, question.text["en"]).replace("\n", " ").split("`")
    return [html.Code(part) if index % 2 else part for index, part in enumerate(parts)]


def _editor(sql: str, speak: Wording) -> Any:
    return dmc.Textarea(
        id=query_id("query", "sql"),
        value=sql,
        label=speak.say("Statement in SQL"),
        className="sql-editor",
        autosize=True,
        minRows=7,
        maxRows=22,
        spellCheck=False,
        inputProps={"maxLength": MAX_SQL},
    )


def _chart_controls(query: dict[str, object], speak: Wording) -> Component:
    say = speak.say
    labels = {"x": say("Across"), "y": say("Upwards"), "series": say("Lines by")}
    pickers: list[Any] = [
        dmc.Select(
            id=query_id("query", name),
            value=read_text(query, name),
            data=[{"value": "", "label": say("automatic")}],
            label=label,
            allowDeselect=False,
            size="sm",
            w=180,
        )
        for name, label in labels.items()
    ]
    pickers.append(
        dmc.Select(
            id=query_id("query", "shape"),
            value=read_text(query, "shape"),
            data=_options([("", say("automatic")), *shapes_of_chart(speak)]),
            label=say("Kind of chart"),
            allowDeselect=False,
            size="sm",
            w=180,
        )
    )
    return html.Div(pickers, className="controls", id="query-chart-controls")


def _options(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in pairs]


def _schema() -> list[dict[str, Any]]:
    """The views, then the tables, as the browser lists them."""

    def build() -> list[dict[str, Any]]:
        return [
            {"name": one.name, "text": one.text, "view": one.is_view, "columns": one.columns}
            for one in current_store().query.dictionary()
        ]

    return remember("schema", build)


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    connect_chart(
        app,
        "query",
        [
            Input("query-asked", "data"),
            *(Input(query_id("query", name), "value") for name in _PICKERS),
        ],
        show_answer,
        kept=False,
    )
    in_browser(
        app,
        "paintSchema",
        Output("query-schema-painted", "data"),
        Input("query-schema-data", "data"),
    )

    @app.callback(
        Output("query-asked", "data"),
        Output(query_id("query", "sql"), "value"),
        Output("question-text", "children"),
        Output({"type": "defaults", "name": "page"}, "data"),
        Input(query_id("query", "question"), "value"),
        Input("query-run", "n_clicks"),
        State(query_id("query", "sql"), "value"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def run(name: object, _: object, sql: object, language: object) -> tuple[Any, ...]:
        question = find_question(str(name))
        written = read_lines({"sql": sql}, "sql", MAX_SQL)
        if ctx.triggered_id != "query-run" and question is not None:
            written = question.sql
        plain = dict.fromkeys(_PICKERS, "")
        defaults = {"question": "", "sql": question.sql if question else "", **plain}
        return written, written, _explain(str(name), wording(language)), defaults

    @app.callback(
        Output("query-count", "children"),
        Output("query-problem", "children"),
        Output("query-problem", "hidden"),
        Output(query_id("query", "x"), "data"),
        Output(query_id("query", "y"), "data"),
        Output(query_id("query", "series"), "data"),
        Input("query-asked", "data"),
        State("language", "data"),
    )
    def tell(asked: object, language: object) -> tuple[Any, ...]:
        speak = wording(language)
        automatic = ("", speak.say("automatic"))
        try:
            answer = ask(read_lines({"sql": asked}, "sql", MAX_SQL))
        except QueryError as error:
            nothing = _options([automatic])
            return "", tell_problem(error, speak), False, nothing, nothing, nothing
        columns = list(dict.fromkeys(answer.columns))
        numbers = dict.fromkeys(answer.columns[index] for index in numeric_columns(answer))
        every = _options([automatic, *((one, one) for one in columns)])
        lines = _options([automatic, ("-", speak.say("none")), *((one, one) for one in columns)])
        amounts = _options([automatic, *((one, one) for one in numbers)])
        return count_rows(answer, speak), "", True, every, amounts, lines


PAGE = Page(
    name="query",
    path="/query",
    title="Query",
    description="Statements in SQL over the public views, read-only, with twenty ready questions.",
    layout=layout,
    connect=connect,
    more=True,
)
