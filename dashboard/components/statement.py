"""Statement: one figure in words, as lists and previews show it."""

from collections.abc import Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.excerpt import draw_surface
from dashboard.components.fact_columns import name_subject
from dashboard.components.links import fact_href, foreign, page_link
from dashboard.components.page_words import page_of, say_page
from dashboard.wording import Wording
from tracker import StoredFact


def stated(stored: StoredFact, wording: Wording) -> str:
    """The amount with its hedge: `≈ 4.5 Mt/year`."""
    fact = stored.fact
    return wording.numbers.stated(
        fact.value, fact.unit, fact.bound, high=fact.value_high, per=fact.per
    )


def what(stored: StoredFact, wording: Wording) -> str:
    """What is measured: `Freight volume, change, target`."""
    fact = stored.fact
    parts = [wording.name(fact.indicator)]
    if fact.measure != "level":
        parts.append(wording.word(fact.measure))
    if fact.status != "actual":
        parts.append(wording.word(fact.status))
    return ", ".join(parts)


def statement_list(facts: Iterable[StoredFact], wording: Wording) -> Component:
    """Figures one below the other: amount, subject, what, when, who says so."""
    return html.Ul([statement(stored, wording) for stored in facts], className="statements")


def statement(stored: StoredFact, wording: Wording) -> Component:
    """One figure of a list, leading to its page."""
    fact, numbers = stored.fact, wording.numbers
    small = [part for part in (what(stored, wording), numbers.period(fact.period)) if part]
    who: list[Any] = [foreign(stored.source or stored.author or wording.say("source not named"))]
    if fact.published:
        who += [", ", numbers.day(fact.published)]
    if page := say_page(page_of(stored), wording):
        who += [", ", page]
    return html.Li(
        [
            page_link(stated(stored, wording), fact_href(wording, stored.key), "statement-value"),
            html.Div(
                [
                    html.Span(name_subject(stored, wording), className="statement-subject"),
                    html.Span(" · ".join(small), className="statement-what"),
                    html.Span(who, className="statement-who"),
                ],
                className="statement-words",
            ),
        ],
        className="statement",
    )


def pairs_list(pairs: Iterable[tuple[Any, Any, Any]]) -> Component:
    """Fields with their values and, small, what gave them: another's words, or a component."""
    rows: list[Any] = []
    for name, value, why in pairs:
        rows.append(html.Dt(name))
        cells = [html.Span(value) if isinstance(value, str) else value] if value else []
        if why:
            small = foreign(why) if isinstance(why, str) else why
            cells.append(html.Span(small, className="why"))
        rows.append(html.Dd(cells))
    return html.Dl(rows, className="fields")


__all__ = ["draw_surface", "pairs_list", "stated", "statement", "statement_list", "what"]
