"""Entry preview: what a form would store, what it lacks, and what is stored of the same thing."""

from typing import Any

from dash import html

from dashboard.components.links import foreign
from dashboard.components.statement import pairs_list, statement_list
from dashboard.context import current_store
from dashboard.entry import Entry
from dashboard.rivals import find_rivals, headings
from dashboard.wording import Wording
from tracker import Fact, load_lexicon

_LABELS = {
    "figure": "Figure, as the source writes it",
    "language": "Written in",
    "indicator": "What is measured",
    "subject": "What it is about",
    "partner": "Partner",
    "place": "Limited to",
    "commodity": "Commodity",
    "period": "Period",
    "status": "Status",
    "bound": "Hedge",
    "measure": "Kind of number",
    "per": "Rate",
    "quote": "Sentence of the source",
    "source": "Source",
    "title": "Title",
    "url": "Address",
    "published": "Published",
    "note": "Note",
}

LABELS = {**_LABELS, "author": "Your name"}


def preview(entry: Entry, speak: Wording) -> list[Any]:
    """What would be stored, or what is missing for that; rivals that are stored already."""
    say, fact = speak.say, entry.fact
    parts: list[Any] = []
    if fact is None:
        text = entry.errors.get("figure") or say("Type a figure to see how it is read.")
        parts.append(html.P(text, className="quiet"))
    else:
        parts.append(html.P(speak.numbers.full(fact.value, fact.unit), className="preview-value"))
        parts.append(pairs_list(_rows(fact, speak)))
    if entry.missing:
        names = " · ".join(say(LABELS[name]) for name in entry.missing)
        parts.append(html.P(say("Still missing: %(names)s", names=names), className="card-note"))
    if fact is not None and not entry.missing and not entry.errors:
        parts += _rivals(fact, entry.values["source"], speak)
    return parts


def _rows(fact: Fact, speak: Wording) -> list[tuple[str, Any, str]]:
    say, numbers = speak.say, speak.numbers
    base, unit = load_lexicon().units.normalise(fact.value, fact.unit)
    rows: list[tuple[str, Any, str]] = [
        (say("As written"), html.Q(foreign(fact.surface), className="surface"), ""),
        (say("Unit"), speak.name(fact.unit), ""),
        (say("In the base unit"), numbers.full(base, unit), ""),
        (say("Hedge"), speak.word(fact.bound), ""),
    ]
    if fact.value_high is not None:
        rows.insert(1, (say("Up to"), numbers.full(fact.value_high, fact.unit), ""))
    later: list[tuple[str, str]] = [
        (say("Rate"), speak.word(fact.per) if fact.per else ""),
        (say("Kind of number"), speak.word(fact.measure)),
        (say("Status"), speak.word(fact.status)),
        (say("What"), speak.name(fact.indicator)),
        (say("About"), speak.name(fact.subject)),
        (say("Partner"), speak.name(fact.partner)),
        (say("Limited to"), speak.name(fact.place)),
        (say("Commodity"), speak.name(fact.commodity)),
        (say("Period"), numbers.period(fact.period)),
    ]
    return rows + [(name, text, "") for name, text in later if text]


def _rivals(fact: Fact, source: str, speak: Wording) -> list[Any]:
    """What is stored of the same thing and time, each group under what it means."""
    found = find_rivals(fact, source, current_store(), load_lexicon())
    parts: list[Any] = []
    for name, heading in headings(speak).items():
        if those := getattr(found, name):
            parts += [
                html.H3(heading, className=f"relation rivals-{name}"),
                statement_list(those, speak),
            ]
    return parts
