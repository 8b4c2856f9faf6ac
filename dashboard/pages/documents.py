"""Documents: every text that figures were read from, searched, sorted and paged by the store."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_choice, read_ids, read_text, read_year
from dashboard.components.aria import aria, data
from dashboard.components.browser import in_browser
from dashboard.components.frame import frame, picker, query_id
from dashboard.components.links import page_href, visible
from dashboard.components.not_read import not_read_card, partly_read
from dashboard.components.tables import Cell, Link, Table, pack_table, table_data, table_place
from dashboard.context import current_store, remember, wording
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import DocumentFilter, StoredDocument

PER_PAGE = 50
_NAMES = ("q", "source", "language", "from", "to", "sort", "page")
_LABELS = {
    "-published": "newest first",
    "published": "oldest first",
    "title": "by title",
    "source": "by source",
    "-facts": "most figures first",
    "-retrieved_at": "stored last first",
}


def layout(**query: object) -> Component:
    """The page for an address such as `/documents?q=Trend&language=de&sort=-facts`."""
    speak = wording(query.get("lang"))
    say = speak.say
    return frame(
        speak,
        html.Div(
            [
                dmc.TextInput(
                    id=query_id("documents", "q"),
                    value=read_text(query, "q"),
                    debounce=250,
                    size="sm",
                    label=say("Search titles and sources"),
                    className="search",
                    inputProps={"type": "search", "maxLength": 200},
                ),
                picker(
                    query_id("documents", "source"), read_text(query, "source") or None,
                    _counted("source", speak), say("Source"), clearable=True, width=230,
                    nothing_found=say("nothing found"),
                ),
                picker(
                    query_id("documents", "language"), read_text(query, "language") or None,
                    _counted("language", speak), say("Language"), clearable=True, width=130,
                ),
                _year("from", say("From year"), query),
                _year("to", say("To year"), query),
                picker(
                    query_id("documents", "sort"),
                    read_choice(query, "sort", _LABELS, "-published"),
                    [(key, say(text)) for key, text in _LABELS.items()],
                    say("Order"), width=190,
                ),
                dcc.Input(
                    id=query_id("documents", "page"), type="hidden", value=str(read_page(query))
                ),
            ],
            className="controls",
        ),
        *(part for part in (not_read_card(speak),) if part is not None),
        html.P(id="document-count", className="count", **aria(live="polite")),
        table_place("documents", "documents-table"),
        html.P(id="document-none", className="quiet"),
        html.Nav(
            [
                _turn("newer", say("Page before")),
                html.Span(id="document-page"),
                _turn("older", say("Next page")),
            ],
            id="document-pager",
            className="pager",
            hidden=True,
            **aria(label=say("Pages")),
        ),
        heading=say("Where do the figures come from?"),
        lead=say("Every text that was read, newest first; open one to see its figures marked."),
        title=say("Documents"),
        defaults={"q": "", "sort": "-published", "page": "1"},
    )  # fmt: skip


def _turn(name: str, text: str) -> Component:
    return html.Button(
        text, id=f"document-{name}", className="plain-button", type="button", **data(turn=name)
    )


def _year(name: str, label: str, query: Mapping[str, object]) -> Any:
    return dmc.TextInput(
        id=query_id("documents", name), value=str(read_year(query, name) or ""), label=label,
        size="sm", w=92, debounce=400, inputProps={"inputMode": "numeric", "maxLength": 4},
    )  # fmt: skip


def _counted(field: str, speak: Wording) -> list[tuple[str, str]]:
    """The values of a field with the number of documents of each."""
    found = remember(("document facets", field), lambda: current_store().document_facets(field))
    return [
        (value, f"{visible(value if field == 'source' else value.upper())} "
                f"({speak.numbers.plain(number)})")
        for value, number in found
        if value
    ]  # fmt: skip


def read_page(query: Mapping[str, object]) -> int:
    """The number of the page that an address asks for."""
    value = str(query.get("page") or 1)
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def read_documents(query: Mapping[str, object]) -> DocumentFilter:
    """The documents that an address asks for."""
    first, last = read_year(query, "from"), read_year(query, "to")
    return DocumentFilter(
        text=read_text(query, "q") or None,
        source=read_ids(query, "source"),
        language=read_ids(query, "language"),
        since=str(first) if first else None,
        until=str(last) if last else None,
    )


def find_documents(query: Mapping[str, object]) -> tuple[list[StoredDocument], int, int]:
    """One page of documents, how many there are in all, and the number of the page."""
    order = read_choice(query, "sort", _LABELS, "-published")
    name, direction = order.removeprefix("-"), "desc" if order.startswith("-") else "asc"
    where, number = read_documents(query), read_page(query)

    def ask(page: int) -> tuple[list[StoredDocument], int]:
        return current_store().list_documents(
            where, order=(name, direction), limit=PER_PAGE, offset=(page - 1) * PER_PAGE
        )

    found, total = ask(number)
    pages = max(1, -(-total // PER_PAGE))
    if number > pages:
        number = pages
        found, total = ask(number)
    return found, total, number


def documents_table(documents: list[StoredDocument], speak: Wording) -> Table:
    """One row for each document."""
    say, numbers = speak.say, speak.numbers
    rows: list[list[Cell]] = [
        [
            Link(one.document.title or say("Untitled"), page_href(speak, f"/document/{one.id}")),
            one.document.source or one.document.author or "–",
            numbers.day(one.document.published) or say("not known"),
            (one.document.language or "–").upper(),
            numbers.plain(one.n_facts),
        ]
        for one in documents
    ]
    heads = [say("Title"), say("Source"), say("Published"), say("Language"), say("Figures")]
    remarks = [_remark(one, speak) for one in documents]
    if any(remarks):
        heads.append(say("Remark"))
        rows = [[*row, remark] for row, remark in zip(rows, remarks, strict=True)]
    return Table(heads=heads, rows=rows, numeric=frozenset({4}))


def _remark(stored: StoredDocument, speak: Wording) -> str:
    """Whether a document was read only in part, or says what another says."""
    said = [
        speak.say("read in part") if stored.id in partly_read() else "",
        speak.say("same text as another") if stored.same_as is not None else "",
        speak.say("nearly a copy") if stored.near_of is not None else "",
    ]
    return ", ".join(part for part in said if part)


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""

    @app.callback(
        table_data("documents"),
        Output("document-count", "children"),
        Output("document-none", "children"),
        Output("document-page", "children"),
        Output("document-pager", "hidden"),
        Output("document-newer", "disabled"),
        Output("document-older", "disabled"),
        *(Input(query_id("documents", name), "value") for name in _NAMES),
        State("language", "data"),
    )
    def show(*values: object) -> tuple[Any, ...]:
        speak = wording(values[-1])
        query = dict(zip(_NAMES, values, strict=False))
        found, total, number = find_documents(query)
        pages = max(1, -(-total // PER_PAGE))
        count = speak.say_plural("%(n)s document", "%(n)s documents", total)
        none = "" if found else speak.say("No document fits. Search for fewer words.")
        place = speak.say(
            "Page %(n)s of %(all)s", n=speak.numbers.plain(number), all=speak.numbers.plain(pages)
        )
        table = pack_table(documents_table(found, speak), count) if found else None
        return table, count, none, place, pages == 1, number == 1, number == pages

    @app.callback(
        Output(query_id("documents", "page"), "value"),
        *(Input(query_id("documents", name), "value") for name in _NAMES[:-1]),
        Input("document-newer", "n_clicks"),
        Input("document-older", "n_clicks"),
        State(query_id("documents", "page"), "value"),
        prevent_initial_call=True,
    )
    def turn(*values: object) -> str:
        number = read_page({"page": values[-1]})
        if ctx.triggered_id in ("document-newer", "document-older"):
            if not ctx.triggered[0]["value"]:
                raise PreventUpdate
            return str(max(1, number + (1 if ctx.triggered_id == "document-older" else -1)))
        return "1"  # another list begins at its first page

    in_browser(app, "toTop", Output("document-pager", "className"),
               Input(query_id("documents", "page"), "value"), first=False)  # fmt: skip


PAGE = Page(
    name="documents",
    path="/documents",
    title="Documents",
    description="Every text that figures were read from.",
    promise="The texts that were read, with every figure in them marked.",
    layout=layout,
    connect=connect,
)
