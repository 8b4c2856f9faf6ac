"""Documents: every text that figures were read from."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.address import read_text
from dashboard.components.aria import aria
from dashboard.components.frame import frame, query_id
from dashboard.components.links import page_href, page_link
from dashboard.components.tables import (
    Cell,
    Link,
    Table,
    pack_table,
    table_data,
    table_place,
)
from dashboard.context import current_store, remember, wording
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import StoredDocument

PER_PAGE = 50


def layout(**query: object) -> Component:
    """The page for an address such as `/documents?q=Trend`."""
    speak = wording(query.get("lang"))
    say = speak.say
    return frame(
        speak,
        html.Div(
            dmc.TextInput(
                id=query_id("documents", "q"),
                value=read_text(query, "q"),
                debounce=250,
                size="sm",
                label=say("Search titles and sources"),
                className="search",
                inputProps={"type": "search", "maxLength": 200},
            ),
            className="controls",
        ),
        html.P(id="document-count", className="count", **aria(live="polite")),
        table_place("documents", "documents-table"),
        html.Div(id="document-list"),
        dcc.Store(id="document-page", data=_page(query)),
        heading=say("Where do the figures come from?"),
        lead=say("Every text that was read, newest first; open one to see its figures marked."),
        title=say("Documents"),
        defaults={"q": ""},
    )


def find_documents(text: str) -> list[StoredDocument]:
    """Documents whose title, source or address holds all these words; newest first."""
    everything = remember("documents", lambda: current_store().documents())
    words = text.casefold().split()

    def fits(stored: StoredDocument) -> bool:
        one = stored.document
        held = " ".join(part for part in (one.title, one.source, one.url, one.author) if part)
        return all(word in held.casefold() for word in words)

    found = [stored for stored in everything if fits(stored)]
    return sorted(found, key=lambda one: (one.document.published or "", one.id), reverse=True)


def documents_table(documents: list[StoredDocument], speak: Wording) -> Table:
    """One row for each document."""
    say, numbers = speak.say, speak.numbers
    rows: list[list[Cell]] = [
        [
            Link(one.document.title or say("Untitled"), page_href(speak, f"/document/{one.id}")),
            one.document.source or one.document.author or "–",
            numbers.day(one.document.published) or "–",
            (one.document.language or "–").upper(),
            numbers.plain(one.n_facts),
        ]
        for one in documents
    ]
    return Table(
        heads=[say("Title"), say("Source"), say("Published"), say("Language"), say("Figures")],
        rows=rows,
        numeric=frozenset({4}),
    )


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""

    @app.callback(
        table_data("documents"),
        Output("document-list", "children"),
        Output("document-count", "children"),
        Input(query_id("documents", "q"), "value"),
        State("document-page", "data"),
        State("language", "data"),
    )
    def show(text: object, page: object, language: object) -> tuple[Any, ...]:
        speak = wording(language)
        wanted = read_text({"q": text}, "q")
        found = find_documents(wanted)
        pages = max(1, -(-len(found) // PER_PAGE))
        # A new search begins at its first page.
        number = _page({"page": page}) if ctx.triggered_id is None else 1
        number = min(number, pages)
        shown = found[(number - 1) * PER_PAGE : number * PER_PAGE]
        count = speak.say_plural("%(n)s document", "%(n)s documents", len(found))
        if not shown:
            text = speak.say("No document fits. Search for fewer words.")
            return None, html.P(text, className="quiet"), count
        table = pack_table(documents_table(shown, speak), count)
        return table, _pager(speak, wanted, number, pages), count


def _page(query: Mapping[str, object]) -> int:
    """The number of the page that an address asks for."""
    value = str(query.get("page") or 1)
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _pager(speak: Wording, text: str, number: int, pages: int) -> Any:
    """Links to the neighbouring pages."""
    if pages == 1:
        return None

    def to(page: int, words: str) -> Any:
        return page_link(words, page_href(speak, "/documents", q=text, page=page))

    parts: list[Any] = [html.Span(speak.say("Page %(n)s of %(all)s", n=number, all=pages))]
    if number > 1:
        parts.append(to(number - 1, speak.say("newer")))
    if number < pages:
        parts.append(to(number + 1, speak.say("older")))
    return html.Nav(parts, className="pager", **aria(label=speak.say("Pages")))


PAGE = Page(
    name="documents",
    path="/documents",
    title="Documents",
    description="Every text that figures were read from.",
    promise="The texts that were read, with every figure in them marked.",
    layout=layout,
    connect=connect,
)
