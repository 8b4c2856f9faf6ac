"""Document words: what is known of a document, where each part of that was found, its releases."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.frame import card
from dashboard.components.links import foreign, foreign_link, page_href, page_link, visible
from dashboard.components.not_read import partly_read
from dashboard.components.origin_words import origin_note, origin_of
from dashboard.components.statement import pairs_list
from dashboard.components.text_layout import say_release
from dashboard.context import current_store
from dashboard.wording import Wording
from tracker import Document, NotFoundError, StoredDocument, StoredFact


def about_card(stored: StoredDocument, speak: Wording) -> Component:
    """All that is known of a document beside its text, each field with where it was found."""
    say, document, numbers = speak.say, stored.document, speak.numbers
    typed = document.kind != "text"
    source: Any = "–" if typed else ""
    if document.source:
        source = page_link(
            foreign(document.source), page_href(speak, "/documents", source=[document.source])
        )

    def where(field: str) -> Any:
        if typed:
            return ""
        note = origin_note(origin_of(field, document.found), getattr(document, field), speak)
        return "" if note == "\u00a0" else note

    dash = "–" if typed else ""
    rows: list[tuple[str, Any, Any]] = [
        (say("Source"), source, where("source")),
        (say("Published"), numbers.day(document.published) or dash, where("published")),
        (say("Language"), (document.language or dash).upper(), where("language")),
        (say("How it came here"), speak.word(document.kind), ""),
        (say("Stored"), numbers.day(stored.retrieved_at[:10]), ""),
        (say("Length"), _length(stored, speak), ""),
    ]
    if origin_of("title", document.found):
        rows.insert(0, (say("Title"), foreign(document.title or "–"), where("title")))
    if document.author:
        rows.append((say("Entered by"), foreign(document.author), ""))
    if document.url:
        rows.append((say("Address"), foreign_link(document.url), where("url")))
    if document.note and stored.id not in partly_read():
        rows.append((say("Note"), foreign(document.note), ""))
    copies = [_copy(each, speak) for each in current_store().copies(stored.id)]
    if copies:
        rows.append((say("The same text also in"), html.Ul(copies, className="plain-list"), ""))
    if near := _near(stored, speak):
        rows.append((say("Nearly the same text"), html.Ul(near, className="plain-list"), ""))
    return card(html.H2(say("About this document"), className="card-heading"), pairs_list(rows))


def _length(stored: StoredDocument, speak: Wording) -> str:
    signs = speak.say_plural("%(n)s character", "%(n)s characters", stored.n_chars)
    pages = len(stored.document.pages)
    return f"{speak.say_plural('%(n)s page', '%(n)s pages', pages)}, {signs}" if pages else signs


def _copy(other: StoredDocument, speak: Wording, share: float | None = None) -> Component:
    one = other.document
    name = one.source or one.title or one.url or speak.say("Untitled")
    when = speak.numbers.day(one.published)
    parts: list[Any] = [page_link(foreign(name), page_href(speak, f"/document/{other.id}"))]
    parts.append(f", {when}" if when else "")
    if share is not None:
        percent = speak.numbers.amount(int(share * 100), "percent")
        parts.append(f", {speak.say('%(share)s in common', share=percent)}")
    return html.Li(parts)


def _near(stored: StoredDocument, speak: Wording) -> list[Component]:
    """The document that this one is nearly a copy of."""
    if stored.near_of is None:
        return []
    try:
        other = current_store().document(stored.near_of)
    except NotFoundError:
        return []
    return [_copy(other, speak, stored.near_share)]


def note_of(stored: StoredDocument, speak: Wording) -> Component | None:
    """What of the document was not read, before its text; None where all of it was."""
    document = stored.document
    if not document.note or stored.id not in partly_read():
        return None
    return html.P(
        [
            html.Strong(f"{speak.say('What to know of this reading:')} "),
            html.Span(html.Bdi(visible(document.note)), lang="en"),
        ],
        className="notice notice-note document-note",
    )


def release_card(
    document: Document, facts: Sequence[StoredFact], speak: Wording
) -> Component | None:
    """The releases of a text that holds several, each with its figures and leading to it."""
    if not document.sections:
        return None
    starts = sorted(one.fact.start for one in facts if one.review != "rejected")
    items = []
    for number, one in enumerate(document.sections, start=1):
        figures = bisect_right(starts, one.end - 1) - bisect_right(starts, one.start - 1)
        parts: list[Any] = [
            html.A(say_release(one, speak), href=f"#release-{number}", className="link"),
            html.Span(
                speak.say_plural("%(n)s figure", "%(n)s figures", figures),
                className="statement-who",
            ),
        ]
        if one.url:
            parts.append(html.Span(foreign_link(one.url), className="statement-who"))
        items.append(html.Li(parts))
    heading = speak.say_plural("%(n)s release in it", "%(n)s releases in it", len(items))
    return card(html.H2(heading, className="card-heading"), html.Ul(items, className="plain-list"))
