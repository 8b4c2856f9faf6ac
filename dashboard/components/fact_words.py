"""Fact words: the sentence of a figure in its paragraph, and every field with what it rests on."""

import re
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.excerpt import Mark, Piece, cut
from dashboard.components.fact_columns import base_amount
from dashboard.components.frame import card
from dashboard.components.help import term
from dashboard.components.links import (
    entity_link,
    fact_href,
    foreign,
    page_href,
    page_link,
    visible,
)
from dashboard.components.page_words import page_link as page_name
from dashboard.components.page_words import page_of
from dashboard.components.statement import pairs_list
from dashboard.components.table_excerpt import table_excerpt
from dashboard.context import current_store
from dashboard.wording import Wording
from tracker import FactFilter, NotFoundError, StoredFact

MAX_BESIDE = 700
SERIOUS = 20
_RIVAL = re.compile(r"\(or (?P<other>.+), (?P<percent>\d{1,3})%\)$")


def paragraph_card(stored: StoredFact, speak: Wording) -> Component:
    """The sentence in its paragraph; the figure is marked, the others beside it lead on."""
    start = stored.passage_start
    end = start + len(stored.passage)
    text = _text_of(stored)
    before, after = _around(text, start, end)
    beside = current_store().facts(FactFilter(document_id=stored.document_id))
    marks = _without_overlap(
        [Mark(one.fact.start, one.fact.end, one.key) for one in [stored, *beside]]
    )

    def part(text: str, place: int) -> list[Any]:
        here = [
            Mark(one.start - place, one.end - place, one.key)
            for one in marks
            if place <= one.start and one.end <= place + len(text)
        ]
        return _nodes(cut(text, here), stored.key, speak)

    more: dict[str, Any] = {"lang": stored.language} if stored.language else {}
    rows = table_excerpt(text, marks, marks[0], lambda key: fact_href(speak, key), speak)
    if rows is not None:
        return card(
            html.H2(speak.say("What the source says"), className="card-heading"),
            html.Blockquote(rows, className="sentence sentence-table", **more),
            html.P(_who(stored, speak), className="card-sources"),
            class_name="card-quote",
        )
    nodes = [
        html.Span(part(before, start - len(before)), className="paragraph-beside"),
        html.Span(part(stored.passage, start)),
        html.Span(part(after, end), className="paragraph-beside"),
    ]
    return card(
        html.H2(speak.say("What the source says"), className="card-heading"),
        html.Blockquote(html.P(html.Bdi(nodes)), className="sentence", **more),
        html.P(_who(stored, speak), className="card-sources"),
        class_name="card-quote",
    )


def _text_of(stored: StoredFact) -> str:
    """The text of its document; empty where it is not kept."""
    try:
        text = current_store().document(stored.document_id).document.text
    except NotFoundError:
        return ""
    fact = stored.fact
    return text if text[fact.start : fact.end] == fact.surface else ""


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands in the same paragraph before and behind the sentence."""
    if not text:
        return "", ""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    before, after = text[first:start], text[end : len(text) if last < 0 else last]
    if len(before) > MAX_BESIDE:
        before = "… " + before[-MAX_BESIDE:].partition(" ")[2]
    if len(after) > MAX_BESIDE:
        after = after[:MAX_BESIDE].rpartition(" ")[0] + " …"
    return before, after


def _nodes(pieces: Sequence[Piece], current: str, speak: Wording) -> list[Any]:
    parts: list[Any] = []
    for piece in pieces:
        if piece.key is None:
            parts.append(visible(piece.text))
        elif piece.key == current:
            parts.append(html.Mark(visible(piece.text), className="figure-mark"))
        else:
            parts.append(page_link(visible(piece.text), fact_href(speak, piece.key), "figure-link"))
    return parts


def _without_overlap(marks: Sequence[Mark]) -> list[Mark]:
    """The first one, which is the figure in question, and of the others those that overlap none."""
    own, *others = marks
    kept, done = [own], 0
    for mark in sorted(others):
        if mark.start >= done and (mark.end <= own.start or own.end <= mark.start):
            kept.append(mark)
            done = mark.end
    return kept


def _who(stored: StoredFact, speak: Wording) -> list[Any]:
    parts: list[Any] = []
    if stored.fact.attribution:
        parts += [speak.say("Said by "), entity_link(speak, stored.fact.attribution), " · "]
    name = stored.source or stored.author or speak.say("source not named")
    parts.append(page_link(foreign(name), page_href(speak, f"/document/{stored.document_id}")))
    if stored.fact.published:
        parts += [", ", speak.numbers.day(stored.fact.published)]
    if page := page_name(stored.url, page_of(stored), speak):
        parts += [", ", page]
    return parts


def fields_list(stored: StoredFact, speak: Wording) -> Component:
    """All fields, each with what it rests on."""
    say, fact, numbers = speak.say, stored.fact, speak.numbers
    why = fact.evidence
    value = numbers.full(fact.value, fact.unit)
    if fact.value_high is not None:
        value = f"{value} – {numbers.full(fact.value_high, fact.unit)}"
    base = base_amount(stored, speak)
    rows: list[tuple[Any, Any, str]] = [
        (
            say("As written"),
            html.Q(foreign(fact.surface), className="surface"),
            why.get("surface", ""),
        ),
        (say("Value"), value, why.get("value", "")),
        (say("Unit"), speak.name(fact.unit), why.get("unit", "")),
    ]
    if base != value:
        rows.append((term(speak, "base_value", say("In the base unit")), base, ""))
    rows.append((say("Range meant"), _range(stored, speak), ""))
    optional: list[tuple[Any, Any, str]] = [
        (say("Rate"), speak.word(fact.per) if fact.per else "", "per"),
        (term(speak, "bound", say("Hedge")), speak.word(fact.bound), "bound"),
        (say("Kind of number"), speak.word(fact.measure), "measure"),
        (say("Status"), speak.word(fact.status), "status"),
        (say("Place in a movement"), _place(stored, speak), "transition"),
        (say("What"), speak.name(fact.indicator), "indicator"),
        (say("About"), _entity(fact.subject, speak), "subject"),
        (say("Limited to"), _entity(fact.place, speak), "place"),
        (say("Partner"), _entity(fact.partner, speak), "partner"),
        (say("Commodity"), speak.name(fact.commodity), "commodity"),
        (say("Counted"), fact.counted or "", "counted"),
        (say("Period"), numbers.period(fact.period), "period"),
        (say("Words of the period"), fact.period_text or "", "period_text"),
        (say("Said by"), _entity(fact.attribution, speak), "attribution"),
    ]
    rows += [
        (name, foreign(shown) if isinstance(shown, str) else shown, why.get(field, ""))
        for name, shown, field in optional
        if shown
    ]
    sure = numbers.amount(round(fact.confidence * 100), "percent")
    confidence = term(speak, "confidence", say("Sureness of the reading"))
    rows.append((confidence, sure, why.get("confidence", "")))
    return pairs_list(rows)


def rivals(stored: StoredFact) -> list[tuple[str, str, int]]:
    """Fields that could well be read otherwise: the field, the other reading, its percent."""
    found = []
    for field, text in stored.fact.evidence.items():
        rival = _RIVAL.search(text)
        if rival and int(rival["percent"]) >= SERIOUS:
            found.append((field, rival["other"], int(rival["percent"])))
    return sorted(found, key=lambda one: -one[2])


def _entity(identifier: str | None, speak: Wording) -> Any:
    return entity_link(speak, identifier) if identifier else ""


def _place(stored: StoredFact, speak: Wording) -> str:
    """Whether a movement starts at the figure, ends there, or is as large as it."""
    place = stored.fact.transition
    return speak.say(_LABELS[place]) if place else ""


_LABELS = {
    "from": "where it starts",
    "to": "where it ends",
    "by": "how far it goes",
}


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
