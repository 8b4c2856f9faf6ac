"""News: what changed since a day: new texts and figures, new disputes, promises that moved."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.claims import claim_subject, thing
from dashboard.components.links import entity_link, fact_href, foreign, page_href, page_link
from dashboard.components.statement import statement_list
from dashboard.wording import Wording
from tracker import (
    ClaimReport,
    FollowedTarget,
    News,
    Redrawn,
    StoredDocument,
    StoredFact,
    TargetNews,
)

SHOWN, PER_DOCUMENT = 4, 2
"""So many of each kind are listed, of figures so many of one document; the others are counted."""
_LABELS = {
    "promised": "new",
    "moved": "moved",
    "met": "met",
    "missed": "missed",
    "overdue": "overdue",
}


def show_news(news: News, speak: Wording) -> list[Component]:
    """The parts of what changed, those without anything left out.

    Args:
        news: As the store found it.
        speak: The language.
    """
    say = speak.say
    figures = page_href(
        speak, "/facts", **({"since": news.since} if news.by == "published" else {})
    )
    parts = [
        _part(
            speak,
            speak.say_plural("%(n)s new figure", "%(n)s new figures", news.n_facts),
            [_about(news, speak), statement_list(_several(news.facts), speak)],
            news.n_facts,
            page_link(say("All of them"), figures, "link more"),
        ),
        _part(
            speak,
            speak.say_plural("%(n)s new document", "%(n)s new documents", news.n_documents),
            [html.Ul([_document(one, speak) for one in news.documents[:SHOWN]], className="plain")],
            news.n_documents,
            page_link(say("All documents"), page_href(speak, "/documents"), "link more"),
        ),
        _part(
            speak,
            speak.say_plural(
                "%(n)s new contradiction", "%(n)s new contradictions", news.n_disputed
            ),
            [html.Ul([_dispute(one, speak) for one in news.disputed[:SHOWN]], className="plain")],
            news.n_disputed,
        ),
        _part(
            speak,
            speak.say_plural(
                "%(n)s line follows another figure now",
                "%(n)s lines follow another figure now",
                news.n_redrawn,
            ),
            [html.Ul([_redrawn(one, speak) for one in news.redrawn[:SHOWN]], className="plain")],
            news.n_redrawn,
        ),
        _part(
            speak,
            speak.say_plural(
                "%(n)s promise made, moved, kept or missed",
                "%(n)s promises made, moved, kept or missed",
                news.n_targets,
            ),
            [html.Ul([_promise(one, speak) for one in news.targets[:SHOWN]], className="plain")],
            news.n_targets,
        ),
    ]
    return [part for part in parts if part is not None]


def _part(
    speak: Wording,
    heading: str,
    body: Sequence[Component],
    number: int,
    link: Component | None = None,
) -> html.Section | None:
    if not number:
        return None
    left = number - SHOWN
    more = speak.say("and %(n)s more", n=speak.numbers.plain(left)) if left > 0 else ""
    foot = [part for part in (html.Span(more) if more else None, link) if part is not None]
    return html.Section(
        [
            html.H3(heading, className="news-heading"),
            *body,
            html.P([foot[0], " · ", foot[1]] if len(foot) == 2 else foot, className="news-foot"),
        ],
        className="news-part",
    )


def _several(facts: Sequence[StoredFact]) -> list[StoredFact]:
    """The first figures, not all of them from one document."""
    seen: Counter[int] = Counter()
    chosen = []
    for one in facts:
        seen[one.document_id] += 1
        if seen[one.document_id] <= PER_DOCUMENT:
            chosen.append(one)
    return (chosen if len(chosen) >= SHOWN else list(facts))[:SHOWN]


def _about(news: News, speak: Wording) -> html.P:
    """What most of the new figures are of."""
    parts: list[Any] = []
    for subject, number in news.subjects[:5]:
        parts += [" · ", entity_link(speak, subject), f" {speak.numbers.plain(number)}"]
    return html.P(
        [speak.say("Mostly about: "), *parts[1:]] if parts else [], className="news-about"
    )


def _document(one: StoredDocument, speak: Wording) -> html.Li:
    document = one.document
    name = document.title or speak.say("Document %(n)s", n=one.id)
    who: list[Any] = [foreign(document.source or speak.say("source not named"))]
    if document.published:
        who.append(f", {speak.numbers.day(document.published)}")
    return html.Li(
        [
            page_link(foreign(name), page_href(speak, f"/document/{one.id}")),
            html.Span(who, className="statement-who"),
        ]
    )


def _dispute(claim: ClaimReport, speak: Wording) -> html.Li:
    """What is disputed, between which amounts; leads to the figure that is drawn."""
    numbers = speak.numbers
    when = numbers.period(claim.period)
    name = claim_subject(claim, speak) + (f" {when}" if when else "")
    amounts = ""
    if claim.lowest is not None and claim.highest is not None:
        amounts = numbers.amount(claim.lowest, claim.base_unit, high=claim.highest)
    drawn = next((one for one in claim.members if one.fact.id == claim.drawn), claim.members[0])
    return html.Li(
        [
            page_link(name, fact_href(speak, drawn.fact.key)),
            html.Span(amounts, className="statement-who"),
        ]
    )


def _redrawn(one: Redrawn, speak: Wording) -> html.Li:
    claim, numbers = one.claim, speak.numbers
    drawn = next((each for each in claim.members if each.fact.id == claim.drawn), None)
    when = numbers.period(claim.period)
    name = claim_subject(claim, speak) + (f" {when}" if when else "")
    unit = claim.base_unit
    before = numbers.amount(one.before.base_value, unit)
    after = "–" if drawn is None else numbers.amount(drawn.fact.base_value, unit)
    if drawn is not None and before == after:  # they differ in digits that a short amount drops
        before, after = (numbers.full(each.base_value, unit) for each in (one.before, drawn.fact))
    target = fact_href(speak, one.before.key if drawn is None else drawn.fact.key)
    return html.Li(
        [
            page_link(name, target),
            html.Span(
                speak.say("%(after)s, before %(before)s", after=after, before=before),
                className="statement-who",
            ),
        ]
    )


def _promise(one: TargetNews, speak: Wording) -> html.Li:
    target = one.target
    text = _target(target, speak)
    if one.change == "moved" and one.before is not None:
        text += ", " + speak.say("before: %(promise)s", promise=_target(one.before, speak))
    badge = html.Span(
        speak.say(_LABELS[one.change]), className=f"badge state-{one.change} news-badge"
    )
    return html.Li(
        [
            page_link(thing(target, speak), fact_href(speak, target.fact_key)),
            html.Span([badge, text], className="statement-who"),
        ]
    )


def _target(target: FollowedTarget, speak: Wording) -> str:
    numbers = speak.numbers
    amount = numbers.stated(
        target.value, target.unit, target.bound, high=target.value_high, per=target.per
    )
    when = numbers.period(target.period)
    return f"{amount} ({when})" if when else amount
