"""Data: files to take, what their columns mean, the rules, rates, licence and citation."""

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.citing import HERE
from dashboard.components.browser import in_browser
from dashboard.components.cite import copy_button
from dashboard.components.data_views import (
    cite_whole,
    count_views,
    described,
    rates_table,
    rules,
    view_files,
    whole_files,
)
from dashboard.components.frame import card, frame
from dashboard.components.links import page_href, page_link
from dashboard.components.tables import pack_table, table_data, table_place
from dashboard.context import wording
from dashboard.page import Page


def layout(**query: object) -> Component:
    """The page at `/data`."""
    speak = wording(query.get("lang"))
    say = speak.say
    citation = cite_whole(speak)
    return frame(
        speak,
        card(
            html.H2(say("Files"), className="card-heading"),
            html.P(
                say("Each file shows one state of the data, whoever writes meanwhile."),
                className="card-subtitle",
            ),
            whole_files(speak),
        ),
        card(
            html.H2(say("Views"), className="card-heading"),
            html.P(
                [
                    say("Tables made for reading, whose names and columns stay. "),
                    page_link(say("Query them in SQL"), page_href(speak, "/query")),
                ],
                className="card-subtitle",
            ),
            view_files(speak),
        ),
        card(
            html.H2(say("What the columns mean"), className="card-heading"),
            html.P(
                say("From the data dictionary of the database, in English."),
                className="card-subtitle",
            ),
            html.Div(id="data-meanings", className="schema meanings", lang="en"),
            dcc.Store(id="data-meanings-data", data=_meanings()),
            dcc.Store(id="data-meanings-painted"),
        ),
        html.Div(
            [
                card(html.H2(say("The rules"), className="card-heading"), rules(speak)),
                card(
                    html.H2(say("Licence and citation"), className="card-heading"),
                    html.P(
                        say(
                            "The program is free software under the MIT licence. Sentences and "
                            "documents belong to their publishers: quote them with their source. A "
                            "single figure is best cited from its own page, with the words that "
                            "state it."
                        )
                    ),
                    html.P(citation, className="citation"),
                    copy_button(say("Copy citation"), f"{citation} {HERE}/data", speak),
                ),
            ],
            className="two",
        ),
        card(
            html.H2(say("Rates in use"), className="card-heading"),
            html.P(
                say("What one euro bought: amounts are converted only where you ask for it."),
                className="card-subtitle",
            ),
            html.P(id="rates-note", className="card-note"),
            table_place("rates", "rates-table"),
        ),
        dcc.Store(id="data-opened", data=True),
        heading=say("What is in the database, and how do I take it along?"),
        lead=say("Files for spreadsheets and programs, and what stands in them."),
        title=say("Data"),
    )


def _meanings() -> list[dict[str, Any]]:
    return [
        {"name": one.name, "text": one.text, "view": one.is_view, "columns": one.columns}
        for one in described()
    ]


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    in_browser(
        app,
        "paintMeanings",
        Output("data-meanings-painted", "data"),
        Input("data-meanings-data", "data"),
    )

    @app.callback(
        Output({"type": "view-rows", "name": ALL}, "children"),
        Input("data-opened", "data"),
        State("language", "data"),
    )
    def count(_: object, language: object) -> list[str]:
        speak = wording(language)
        counted = count_views()
        names = [one["id"]["name"] for one in ctx.outputs_list]
        found = [counted.get(name) for name in names]
        return [speak.say("many") if one is None else speak.numbers.plain(one) for one in found]

    @app.callback(
        table_data("rates"),
        Output("rates-note", "children"),
        Input("data-opened", "data"),
        State("language", "data"),
    )
    def show_rates(_: object, language: object) -> tuple[Any, str]:
        speak = wording(language)
        table, note = rates_table(speak)
        return pack_table(table, speak.say("Rates in use")), note


PAGE = Page(
    name="data",
    path="/data",
    title="Data",
    description="Files to take along, what their columns mean, rules, rates, licence, citation.",
    layout=layout,
    connect=connect,
    more=True,
)
