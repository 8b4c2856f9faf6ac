"""First run: what a page of an empty database says and offers."""

from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.browser import in_browser
from dashboard.components.frame import card, frame
from dashboard.components.links import page_href, page_link
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.wording import Wording
from tracker import FactFilter, ingest, packaged_documents


def is_empty() -> bool:
    """Whether the database holds neither a figure nor a document."""

    def look() -> bool:
        store = current_store()
        return not store.documents(limit=1) and not store.count(FactFilter())

    return remember("is empty", look)


def first_run(speak: Wording, title: str, promise: str) -> Component:
    """What the page will show, and the ways to get there.

    Args:
        speak: The language.
        title: The page's name in the navigation, in English.
        promise: What it will show, in English.
    """
    say = speak.say
    ways = [_from_the_command_line(speak)]
    if not is_read_only():
        ways = [_demo(speak), _read(speak), _type(speak), *ways]
    return frame(
        speak,
        html.Ol(ways, className="first-steps"),
        dcc.Store(id="demo-read"),
        heading=say("Nothing is known yet"),
        lead=say(promise),
        title=say(title),
    )


def _step(heading: str, text: str, *action: Any) -> html.Li:
    return html.Li(
        card(
            html.H2(heading, className="card-heading"),
            html.P(text, className="first-step-text"),
            *action,
            class_name="first-step",
        )
    )


def _demo(speak: Wording) -> Component:
    say = speak.say
    return _step(
        say("See it with the demo"),
        say(
            "Reads 148 short documents about the Middle Corridor that come with the program into "
            "this database. It takes about half a minute."
        ),
        html.Button(say("Read the demo documents"), id="demo-load", className="main-button"),
        html.P(
            say("Reading; this page opens again by itself …"),
            id="demo-wait",
            className="quiet",
            hidden=True,
            role="status",
        ),
    )


def _read(speak: Wording) -> Component:
    say = speak.say
    return _step(
        say("Read a document of yours"),
        say("Paste a text or drop a file; you see every figure before anything is stored."),
        page_link(say("Read a document"), page_href(speak, "/read"), "link"),
    )


def _type(speak: Wording) -> Component:
    say = speak.say
    return _step(
        say("Type a figure in"),
        say("One figure with the words that state it and where they stand."),
        page_link(say("Add a fact"), page_href(speak, "/add"), "link"),
    )


def _from_the_command_line(speak: Wording) -> Component:
    say = speak.say
    return _step(
        say("Read whole folders"),
        say("On the command line, for hundreds of documents at once:"),
        html.Pre(html.Code(f"tracker ingest FOLDER --db {current_store().location}")),
    )


def connect_first_run(app: Dash) -> None:
    """Registers what the button does, once for all pages."""

    @app.callback(
        Output("demo-read", "data"),
        Input("demo-load", "n_clicks"),
        prevent_initial_call=True,
        running=[
            (Output("demo-load", "disabled"), True, False),
            (Output("demo-wait", "hidden"), False, True),
        ],
    )
    def load(clicks: object) -> int:
        if not clicks or is_read_only():
            raise PreventUpdate
        return sum(done.n_facts for done in ingest([packaged_documents()], current_store()))

    in_browser(
        app,
        "openAgain",
        Output("demo-read", "storage_type"),
        Input("demo-read", "data"),
        first=False,
    )


def unless_empty(layout: Any, title: str, promise: str) -> Any:
    """The layout of a page that gives way to the first steps while nothing is known."""

    def lay_out(*places: object, **query: object) -> Component:
        if is_empty():
            return first_run(wording(query.get("lang")), title, promise)
        shown: Component = layout(*places, **query)
        return shown

    return lay_out
