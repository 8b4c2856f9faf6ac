"""Watching: a person's own list of subjects, kept in the browser, and what is new about them."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_ids, read_text
from dashboard.components.aria import aria, data
from dashboard.components.browser import in_browser
from dashboard.components.frame import card
from dashboard.components.links import entity_link, fact_href, page_href, page_link
from dashboard.components.statement import stated, what
from dashboard.context import current_store, wording
from dashboard.wording import Wording
from tracker import FactFilter, StoreError

MOST = 20
"""So many subjects are followed at a time."""


def watch_stores() -> list[Component]:
    """What the browser keeps: the list, and when it was here before."""
    return [
        dcc.Store(id="watched", storage_type="local"),
        dcc.Store(id="last-visit", storage_type="memory"),
    ]


def watch_button(speak: Wording, identifier: str) -> Component:
    """Puts a subject on the list or takes it off; the browser says which."""
    say = speak.say
    return html.Button(
        say("Watch"),
        type="button",
        className="plain-button watch-button",
        **data(watch=identifier, watched=say("Watching"), unwatched=say("Watch")),
        **aria(pressed="false"),
    )


def watch_card(speak: Wording) -> Component:
    """The list on the first page, with its picker."""
    say = speak.say
    entities = current_store().entities()
    options = sorted(
        ({"value": one, "label": speak.name(one)} for one in entities),
        key=lambda option: option["label"],
    )
    return card(
        html.H2(say("Your list"), className="card-heading"),
        html.P(
            say("Kept in this browser only. New is what came in since your last visit."),
            className="card-subtitle",
        ),
        dmc.MultiSelect(
            id="watch-pick",
            data=options,
            value=[],
            label=say("Subjects to watch"),
            placeholder=say("Country, corridor, port …"),
            nothingFoundMessage=say("nothing found"),
            searchable=True,
            clearable=True,
            hidePickedOptions=True,
            limit=100,
            maxValues=MOST,
            size="sm",
        ),
        html.Ul(id="watch-news", className="watch-list", **aria(live="polite")),
        class_name="watch-card",
    )


def connect_watching(app: Dash) -> None:
    """Registers what the list does, once for the app."""
    in_browser(
        app,
        "readVisit",
        Output("last-visit", "data"),
        Input("_pages_location", "pathname"),
        State("last-visit", "data"),
    )
    in_browser(
        app,
        "showWatched",
        Output("watch-pick", "value"),
        Input("watched", "modified_timestamp"),
        State("watched", "data"),
        State("watch-pick", "value"),
    )
    in_browser(
        app,
        "keepWatched",
        Output("watched", "data"),
        Input("watch-pick", "value"),
        State("watched", "data"),
        first=False,
    )

    @app.callback(
        Output("watch-news", "children"),
        Input("watch-pick", "value"),
        Input("last-visit", "data"),
        State("language", "data"),
    )
    def tell(chosen: object, since: object, language: object) -> list[Component]:
        if not isinstance(chosen, list):
            raise PreventUpdate
        wanted = read_ids({"watched": chosen}, "watched")[:MOST]
        return watched_items(wording(language), wanted, read_text({"since": since}, "since"))


def watched_items(speak: Wording, wanted: tuple[str, ...], since: str) -> list[Component]:
    """A line for each subject: its latest figure, and how much came in since the last visit."""
    known = current_store().entities()
    return [_item(speak, one, since) for one in wanted if one in known]


def _item(speak: Wording, identifier: str, since: str) -> html.Li:
    store, say = current_store(), speak.say
    about = FactFilter(entity=(identifier,))
    latest = store.facts(about, order=[("published", "desc")], limit=1)
    parts: list[Any] = [entity_link(speak, identifier)]
    if latest:
        (one,) = latest
        parts.append(
            html.Span(
                [
                    page_link(stated(one, speak), fact_href(speak, one.key)),
                    f" {what(one, speak)}, {speak.numbers.period(one.fact.period) or '–'}",
                ],
                className="watch-latest",
            )
        )
    else:
        parts.append(html.Span(say("no figure yet"), className="quiet"))
    return html.Li([*parts, _new(speak, identifier, since)])


def _new(speak: Wording, identifier: str, since: str) -> Component:
    say = speak.say
    if not since:
        return html.Span(say("first visit"), className="watch-new quiet")
    try:
        news = current_store().changes(
            since, by="stored", where=FactFilter(entity=(identifier,)), limit=1
        )
    except StoreError:  # a clock of the browser that no calendar knows
        return html.Span(say("first visit"), className="watch-new quiet")
    if not news.n_facts:
        return html.Span(say("nothing new"), className="watch-new quiet")
    text = speak.say_plural("%(n)s new figure", "%(n)s new figures", news.n_facts)
    if news.n_disputed:
        text += ", " + speak.say_plural(
            "%(n)s new contradiction", "%(n)s new contradictions", news.n_disputed
        )
    href = page_href(speak, "/facts", entity=[identifier])
    return html.Span(page_link(text, href), className="watch-new")
