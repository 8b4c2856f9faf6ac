"""Fact: one figure with all its fields, the sentence it stands in, its document and its links."""

import re
from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.excerpt import Mark, cut, draw_sentence
from dashboard.components.fact_columns import name_subject
from dashboard.components.frame import card, frame
from dashboard.components.links import fact_href, foreign, foreign_link, page_href, page_link
from dashboard.components.statement import pairs_list, stated, statement_list, what
from dashboard.context import current_store, remember, wording
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import Fact, FactFilter, NotFoundError, StoredDocument, StoredFact

_KEY = re.compile(r"[0-9a-f]{12}:\d{1,9}-\d{1,9}", re.ASCII)
_ID = re.compile(r"\d{1,15}", re.ASCII)
MAX_OTHERS = 12
REVIEWS = ("unreviewed", "confirmed", "corrected", "rejected")


def find_fact(identifier: object) -> StoredFact | None:
    """The fact of this citable id or row number; None where there is none."""
    if not isinstance(identifier, str):
        return None
    try:
        if _KEY.fullmatch(identifier):
            return find_by_key(identifier)
        if _ID.fullmatch(identifier):
            return current_store().fact(int(identifier))
    except NotFoundError:
        return None
    return None


def find_by_key(key: str) -> StoredFact | None:
    """The fact of a citable id: the document by the head of its digest, then the place in it."""
    store = current_store()
    by_digest = remember("digests", lambda: _digests(store.documents()))
    for document_id in by_digest.get(key.partition(":")[0], ()):
        for stored in store.facts(FactFilter(document_id=document_id, review=tuple(REVIEWS))):
            if stored.key == key:
                return stored
    return None


def _digests(documents: Iterable[StoredDocument]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in documents:
        found.setdefault(one.sha256[:12], []).append(one.id)
    return found


def layout(identifier: object = None, **query: object) -> Component:
    """The page for `/fact/<key>`."""
    speak = wording(query.get("lang"))
    say = speak.say
    stored = find_fact(identifier)
    if stored is None:
        return frame(
            speak,
            html.P(
                page_link(say("All figures"), page_href(speak, "/facts")), className="next-steps"
            ),
            heading=say("This figure is not in the database"),
            lead=say("Its document may have been withdrawn, or the address was cut short."),
            title=say("Not found"),
        )
    return frame(
        speak,
        html.Div(
            [
                html.Div([_sentence(stored, speak), _fields(stored, speak)], className="fact-main"),
                html.Div(
                    [_origin(stored, speak), _relations(stored, speak)], className="fact-side"
                ),
            ],
            className="fact-columns",
        ),
        heading=f"{stated(stored, speak)}",
        lead=_lead(stored, speak),
        title=f"{stated(stored, speak)}, {name_subject(stored, speak)}",
        eyebrow=_badges(stored, speak),
    )


def _lead(stored: StoredFact, speak: Wording) -> str:
    when = speak.numbers.period(stored.fact.period)
    parts = [name_subject(stored, speak), what(stored, speak), when]
    return " · ".join(part for part in parts if part)


def _badges(stored: StoredFact, speak: Wording) -> Component:
    fact = stored.fact
    badges = [html.Span(speak.word(fact.status), className=f"badge badge-{fact.status}")]
    if fact.bound != "exact":
        badges.append(html.Span(speak.word(fact.bound), className="badge"))
    badges.append(html.Span(speak.word(stored.review), className=f"badge badge-{stored.review}"))
    if stored.rank != "normal":
        badges.append(html.Span(speak.word(stored.rank), className="badge"))
    if fact.confidence < 0.5:
        badges.append(html.Span(speak.say("doubtful reading"), className="badge badge-doubt"))
    return html.P(badges, className="badges")


def _sentence(stored: StoredFact, speak: Wording) -> Component:
    """The passage with its figures; the one in question is marked, the others lead on."""
    start, end = stored.passage_start, stored.passage_start + len(stored.passage)
    beside = [
        other
        for other in current_store().facts(FactFilter(document_id=stored.document_id))
        if start <= other.fact.start and other.fact.end <= end
    ]
    marks = [
        Mark(one.fact.start - start, one.fact.end - start, one.key) for one in [stored, *beside]
    ]
    unique = sorted(set(marks), key=lambda mark: (mark.key != stored.key, mark.start))
    pieces = cut(stored.passage, _without_overlap(unique))
    return card(
        html.H2(speak.say("What the source says"), className="card-heading"),
        draw_sentence(pieces, stored.key, lambda key: fact_href(speak, key), stored.language),
        html.P(_who(stored, speak), className="card-sources"),
        class_name="card-quote",
    )


def _without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    """The first of those that overlap: the figure in question is always kept."""
    kept: list[Mark] = []
    for mark in marks:
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return kept


def _who(stored: StoredFact, speak: Wording) -> list[Any]:
    parts: list[Any] = []
    if stored.fact.attribution:
        parts += [speak.say("Said by "), foreign(speak.name(stored.fact.attribution)), " · "]
    name = stored.source or stored.author or speak.say("source not named")
    parts.append(page_link(foreign(name), page_href(speak, f"/document/{stored.document_id}")))
    if stored.fact.published:
        parts += [", ", speak.numbers.day(stored.fact.published)]
    return parts


def _fields(stored: StoredFact, speak: Wording) -> Component:
    say, fact, numbers = speak.say, stored.fact, speak.numbers
    why = fact.evidence
    value = numbers.full(fact.value, fact.unit)
    if fact.value_high is not None:
        value = f"{value} – {numbers.full(fact.value_high, fact.unit)}"
    base = numbers.full(stored.base_value, stored.base_unit)
    rows: list[tuple[str, Any, str]] = [
        (
            say("As written"),
            html.Q(foreign(fact.surface), className="surface"),
            why.get("surface", ""),
        ),
        (say("Value"), value, why.get("value", "")),
        (say("Unit"), speak.name(fact.unit), why.get("unit", "")),
    ]
    if base != value:
        rows.append((say("In the base unit"), base, ""))
    rows.append((say("Range meant"), _range(stored, speak), ""))
    optional: list[tuple[str, str, str]] = [
        (say("Rate"), speak.word(fact.per) if fact.per else "", "per"),
        (say("Hedge"), speak.word(fact.bound), "bound"),
        (say("Kind of number"), speak.word(fact.measure), "measure"),
        (say("Status"), speak.word(fact.status), "status"),
        (
            say("Place in a movement"),
            speak.word(fact.transition) if fact.transition else "",
            "transition",
        ),
        (say("What"), speak.name(fact.indicator), "indicator"),
        (say("About"), speak.name(fact.subject), "subject"),
        (say("Limited to"), speak.name(fact.place), "place"),
        (say("Partner"), speak.name(fact.partner), "partner"),
        (say("Commodity"), speak.name(fact.commodity), "commodity"),
        (say("Counted"), fact.counted or "", "counted"),
        (say("Period"), numbers.period(fact.period), "period"),
        (say("Words of the period"), fact.period_text or "", "period_text"),
        (say("Said by"), speak.name(fact.attribution), "attribution"),
    ]
    rows += [(name, foreign(text), why.get(field, "")) for name, text, field in optional if text]
    rows.append(
        (
            say("Sureness of the reading"),
            numbers.amount(round(fact.confidence * 100), "percent"),
            why.get("confidence", ""),
        )
    )
    return card(
        html.H2(say("What was read from it"), className="card-heading"),
        pairs_list(rows),
        html.P([say("Citable id: "), html.Code(stored.key)], className="card-note"),
    )


def _range(stored: StoredFact, speak: Wording) -> str:
    """What digits and hedge allow, an open end said in words."""
    low, high = stored.base_low, stored.base_high

    def full(value: float) -> str:
        return speak.numbers.full(round(value, 6), stored.base_unit)

    if low is not None and high is not None:
        return f"{full(low)} – {full(high)}"
    if low is not None:
        return speak.say("from %(low)s upwards", low=full(low))
    return speak.say("up to %(high)s", high=full(high)) if high is not None else "–"


def _origin(stored: StoredFact, speak: Wording) -> Component:
    say = speak.say
    rows: list[tuple[str, Any, str]] = [
        (
            say("Document"),
            page_link(
                foreign(stored.title or say("Untitled")),
                page_href(speak, f"/document/{stored.document_id}"),
            ),
            "",
        ),
        (say("Source"), foreign(stored.source or "–"), ""),
        (say("Published"), speak.numbers.day(stored.fact.published) or "–", ""),
        (say("How it came here"), speak.word(stored.origin), ""),
    ]
    if stored.author:
        rows.append((say("Entered by"), foreign(stored.author), ""))
    if stored.url:
        rows.append((say("Address"), foreign_link(stored.url), ""))
    if stored.note:
        rows.append((say("Note"), foreign(stored.note), ""))
    if stored.rank_reason:
        rows.append((say("Reason of its rank"), foreign(stored.rank_reason), ""))
    return card(html.H2(say("Where it comes from"), className="card-heading"), pairs_list(rows))


def _relations(stored: StoredFact, speak: Wording) -> Component:
    say, store = speak.say, current_store()
    parts: list[Any] = []
    for link in store.links(stored.id):
        parts += [
            html.H3(speak.word(link.kind).capitalize(), className="relation"),
            statement_list([link.fact], speak),
        ]
    others = find_others(stored.fact, stored.id)
    if others:
        parts += [
            html.H3(say("Others on the same thing and time"), className="relation"),
            statement_list(others, speak),
        ]
    history = store.revisions(stored.id)
    if history:
        parts.append(
            html.P(
                speak.say_plural(
                    "%(n)s change kept in its history",
                    "%(n)s changes kept in its history",
                    len(history),
                ),
                className="card-note",
            )
        )
    if not parts:
        parts = [
            html.P(say("No other figure speaks of the same thing and time."), className="quiet")
        ]
    return card(html.H2(say("Beside it"), className="card-heading"), *parts)


def find_others(fact: Fact, own_id: int | None) -> list[StoredFact]:
    """What else is stored about the same thing and time: agreement or conflict."""
    if fact.subject is None:
        return []
    where = FactFilter(
        subject=(fact.subject,),
        partner=(fact.partner,) if fact.partner else (),
        indicator=(fact.indicator,),
        measure=(fact.measure,),
        status=(fact.status,),
        commodity=(fact.commodity,) if fact.commodity else (),
    )
    return [
        other
        for other in current_store().facts(where, limit=500)
        if other.id != own_id
        and other.fact.period == fact.period
        and other.fact.commodity == fact.commodity
        and other.fact.partner == fact.partner
        and other.fact.place == fact.place
    ][:MAX_OTHERS]


PAGE = Page(
    name="fact",
    path="/fact/<identifier>",
    title="Figure",
    description="One figure with its sentence, its fields and its source.",
    layout=layout,
    in_menu=False,
    exists=lambda identifier: find_fact(identifier) is not None,
)
