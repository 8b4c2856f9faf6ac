"""Document: one text with all its figures marked, where it comes from, what was decided in it."""

from typing import Any

from dash import MATCH, Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.components.browser import in_browser
from dashboard.components.document_care import care_card, connect_care
from dashboard.components.document_words import about_card, note_of, release_card
from dashboard.components.excerpt import Mark, text_with_marks
from dashboard.components.fact_columns import name_subject
from dashboard.components.frame import card, frame
from dashboard.components.links import (
    fact_href,
    foreign,
    page_href,
    page_link,
    visible,
)
from dashboard.components.notice import notice
from dashboard.components.record_table import record_table
from dashboard.components.statement import stated, what
from dashboard.components.tables import Cell, Link, Table
from dashboard.components.text_layout import lay_out
from dashboard.context import current_store, wording
from dashboard.deciding import DONE
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import Document, FactFilter, NotFoundError, StoredDocument, StoredFact

REVIEWS = ("unreviewed", "confirmed", "corrected", "rejected")
MAX_DECISIONS = 40


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
        return _unknown(speak)
    facts = current_store().facts(FactFilter(document_id=stored.id, review=REVIEWS))
    facts = sorted(facts, key=lambda one: one.fact.start)
    document = stored.document
    title = document.title or say("Untitled")
    side = [
        release_card(document, facts, speak), _list(document, facts, speak),
        about_card(stored, speak), care_card(stored, speak), _decisions(stored, facts, speak),
    ]  # fmt: skip
    when = speak.numbers.day(document.published)
    return frame(
        speak,
        html.Div(
            [
                card(
                    note_of(stored, speak),
                    _legend(facts, speak),
                    _text(stored, facts, speak),
                    class_name="card-text",
                ),
                html.Div([part for part in side if part is not None], className="fact-side"),
            ],
            className="fact-columns document-columns",
        ),
        heading=visible(title),
        lead=" · ".join(part for part in (document.source or "", when) if part),
        title=visible(title),
        eyebrow=html.P(
            page_link(say("Documents"), page_href(speak, "/documents")), className="badges"
        ),
    )


def _unknown(speak: Wording) -> Component:
    return notice(
        speak,
        speak.say("This document is not in the database"),
        speak.say("It may have been withdrawn, or the address was cut short."),
        ("/documents",),
        title=speak.say("Not found"),
    )


def _text(stored: StoredDocument, facts: list[StoredFact], speak: Wording) -> Component:
    """The whole text; each mark leads to its figure and shows what was decided of it."""
    marks = [
        Mark(one.fact.start, one.fact.end, one.key, _title(one, speak), one.review) for one in facts
    ]
    prefix, _, rest = fact_href(speak, "").partition("?")
    nodes = lay_out(stored.document, marks, speak)
    query = f"?{rest}" if rest else ""
    return text_with_marks("document", nodes, prefix, query, stored.document.language)


def _legend(facts: list[StoredFact], speak: Wording) -> Component | None:
    """What the marks mean, of those that occur."""
    found = [review for review in REVIEWS if any(one.review == review for one in facts)]
    if not found:
        return None
    items = [
        html.Span(
            [html.Span("12", className=f"figure-mark mark-{review}"), speak.word(review)],
            className="legend-item",
        )
        for review in found
    ]
    return html.P(items, className="legend mark-legend")


def _title(stored: StoredFact, speak: Wording) -> str:
    when = speak.numbers.period(stored.fact.period)
    parts = (
        stated(stored, speak), name_subject(stored, speak), what(stored, speak), when,
        speak.word(stored.review),
    )  # fmt: skip
    return " · ".join(part for part in parts if part)


def _list(document: Document, facts: list[StoredFact], speak: Wording) -> Component:
    kept = [one for one in facts if one.review != "rejected"]
    heading = speak.say_plural("%(n)s figure read from it", "%(n)s figures read from it", len(kept))
    if not facts:
        text = speak.say("No figure was found in it.")
        return card(html.H2(heading, className="card-heading"), html.P(text, className="quiet"))
    rows: list[list[Cell]] = []
    has_pages = len(document.pages) > 1
    for one in facts:
        when = speak.numbers.period(one.fact.period)
        about = (name_subject(one, speak), what(one, speak), when)
        rows.append(
            [
                Link(stated(one, speak), fact_href(speak, one.key)),
                " · ".join(part for part in about if part),
                speak.word(one.review),
            ]
        )
        if has_pages:
            page = document.page_of(one.fact.start)
            rows[-1].insert(2, speak.numbers.plain(page) if page else "–")
    table = Table(
        heads=[
            *(speak.say("Figure"), speak.say("About")),
            *([speak.say("Page")] if has_pages else []),
            speak.say("Review"),
        ],
        rows=rows,
        numeric=frozenset({0}),
    )
    return card(
        html.H2(heading, className="card-heading"),
        record_table("figures", table, heading, "document-figures"),
    )


def _decisions(stored: StoredDocument, facts: list[StoredFact], speak: Wording) -> Component | None:
    """All that people decided about its figures, the newest first."""
    made = current_store().decisions.in_document(stored.id)
    if not made:
        return None
    by_id = {one.id: one for one in facts}
    items = []
    for decision in made[:MAX_DECISIONS]:
        one = by_id.get(decision.fact_id)
        figure: Any = decision.fact_key
        if one is not None:
            figure = page_link(stated(one, speak), fact_href(speak, one.key))
        when = f"{speak.numbers.day(decision.at[:10])} {decision.at[11:16]} UTC"
        parts: list[Any] = [
            figure,
            f" {speak.say(DONE.get(decision.action.value, 'changed'))}",
            html.Span([foreign(decision.author), f", {when}"], className="statement-who"),
        ]
        if decision.note:
            parts.append(html.Span(foreign(decision.note), className="statement-who"))
        items.append(html.Li(parts))
    left = len(made) - MAX_DECISIONS
    more = speak.say("and %(n)s more", n=left) if left > 0 else ""
    return card(
        html.H2(speak.say("What was decided"), className="card-heading"),
        html.Ul(items, className="plain-list"),
        html.P(more, className="card-note"),
    )


def connect(app: Dash) -> None:
    """Registers what builds the marked text in the browser, and what cares for the document."""
    in_browser(
        app,
        "paintText",
        Output({"type": "painted", "name": MATCH}, "data"),
        Input({"type": "pieces", "name": MATCH}, "data"),
    )
    connect_care(app)


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
