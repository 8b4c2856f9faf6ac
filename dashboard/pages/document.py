"""Document: one text with all its figures marked."""

from typing import Any

from dash import MATCH, Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.components.browser import in_browser
from dashboard.components.excerpt import Mark, cut, text_with_marks
from dashboard.components.fact_columns import name_subject
from dashboard.components.frame import card, frame
from dashboard.components.links import (
    fact_href,
    foreign,
    foreign_link,
    page_href,
    page_link,
    visible,
)
from dashboard.components.statement import pairs_list, stated, statement_list, what
from dashboard.context import current_store, wording
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import FactFilter, NotFoundError, StoredDocument, StoredFact

MAX_LISTED = 40


def find_document(identifier: object) -> StoredDocument | None:
    """The document of this row number; None where there is none."""
    text = identifier if isinstance(identifier, str) else ""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return None
    try:
        return current_store().document(int(text))
    except NotFoundError:
        return None


def layout(identifier: object = None, **query: object) -> Component:
    """The page for `/document/<id>`."""
    speak = wording(query.get("lang"))
    say = speak.say
    stored = find_document(identifier)
    if stored is None:
        return frame(
            speak,
            html.P(
                page_link(say("Documents"), page_href(speak, "/documents")), className="next-steps"
            ),
            heading=say("This document is not in the database"),
            lead=say("It may have been withdrawn, or the address was cut short."),
            title=say("Not found"),
        )
    facts = current_store().facts(FactFilter(document_id=stored.id), order=[("start", "asc")])
    facts = sorted(facts, key=lambda one: one.fact.start)
    marks = [Mark(one.fact.start, one.fact.end, one.key, _title(one, speak)) for one in facts]
    prefix, _, query_text = fact_href(speak, "").partition("?")
    document = stored.document
    title = document.title or say("Untitled")
    return frame(
        speak,
        html.Div(
            [
                card(
                    text_with_marks(
                        "document",
                        cut(document.text, marks),
                        prefix,
                        f"?{query_text}" if query_text else "",
                        document.language,
                    ),
                    class_name="card-text",
                ),
                html.Div([_about(stored, speak), _list(facts, speak)], className="fact-side"),
            ],
            className="fact-columns document-columns",
        ),
        heading=visible(title),
        lead=" · ".join(
            part for part in (document.source or "", speak.numbers.day(document.published)) if part
        ),
        title=visible(title),
        eyebrow=html.P(
            page_link(say("Documents"), page_href(speak, "/documents")), className="badges"
        ),
    )


def _title(stored: StoredFact, speak: Wording) -> str:
    when = speak.numbers.period(stored.fact.period)
    parts = (stated(stored, speak), name_subject(stored, speak), what(stored, speak), when)
    return " · ".join(part for part in parts if part)


def _about(stored: StoredDocument, speak: Wording) -> Component:
    say, document, numbers = speak.say, stored.document, speak.numbers
    rows: list[tuple[str, Any, str]] = [
        (say("Source"), foreign(document.source or "–"), ""),
        (say("Published"), numbers.day(document.published) or say("not known"), ""),
        (say("Language"), (document.language or "–").upper(), ""),
        (say("How it came here"), speak.word(document.kind), ""),
        (
            say("Length"),
            speak.say_plural("%(n)s character", "%(n)s characters", stored.n_chars),
            "",
        ),
    ]
    if document.author:
        rows.append((say("Entered by"), foreign(document.author), ""))
    if document.url:
        rows.append((say("Address"), foreign_link(document.url), ""))
    if document.note:
        rows.append((say("Note"), foreign(document.note), ""))
    return card(html.H2(say("About this document"), className="card-heading"), pairs_list(rows))


def _list(facts: list[StoredFact], speak: Wording) -> Component:
    heading = speak.say_plural(
        "%(n)s figure read from it", "%(n)s figures read from it", len(facts)
    )
    return card(
        html.H2(heading, className="card-heading"),
        statement_list(facts[:MAX_LISTED], speak)
        if facts
        else html.P(speak.say("No figure was found in it."), className="quiet"),
    )


def connect(app: Dash) -> None:
    """Registers the callback that builds the marked text in the browser."""
    in_browser(
        app,
        "paintText",
        Output({"type": "painted", "name": MATCH}, "data"),
        Input({"type": "pieces", "name": MATCH}, "data"),
    )


PAGE = Page(
    name="document",
    path="/document/<identifier>",
    title="Document",
    description="One text with all its figures marked.",
    layout=layout,
    connect=connect,
    in_menu=False,
    exists=lambda identifier: find_document(identifier) is not None,
)
