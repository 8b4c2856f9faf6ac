"""Fact: one figure with all its fields, the sentence it stands in, its document and its links."""

import re
from typing import Any

from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.citing import cite
from dashboard.components.cite import cite_button
from dashboard.components.decide import SHORTCUTS, decide_panel
from dashboard.components.fact_beside import claim_part, derived_part, history_part, links_part
from dashboard.components.fact_beside import find_others as find_others
from dashboard.components.fact_columns import name_subject
from dashboard.components.fact_words import fields_list, paragraph_card, rivals
from dashboard.components.frame import card, frame
from dashboard.components.links import fact_href, foreign, foreign_link, page_href, page_link
from dashboard.components.notice import notice
from dashboard.components.page_words import page_link as page_name
from dashboard.components.page_words import page_of
from dashboard.components.statement import pairs_list, stated, what
from dashboard.context import current_store, is_read_only, wording
from dashboard.deciding import FIELD_NAMES
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import StoredFact

_KEY = re.compile(r"[0-9a-f]{12}:\d{1,9}-\d{1,9}", re.ASCII)
_ID = re.compile(r"\d{1,15}", re.ASCII)


def find_fact(identifier: object) -> StoredFact | None:
    """The fact of this citable id or row number; None where there is none.

    Where several copies of a text are stored, the figure of the first one stands for all.
    """
    if not isinstance(identifier, str):
        return None
    if not (_KEY.fullmatch(identifier) or _ID.fullmatch(identifier)):
        return None
    found = current_store().decisions.find_all(identifier)
    return found[0] if found else None


def layout(identifier: object = None, **query: object) -> Component:
    """The page for `/fact/<key>`."""
    speak = wording(query.get("lang"))
    say = speak.say
    stored = find_fact(identifier)
    if stored is None:
        return _unknown(speak)
    live = show_now(stored, speak)
    return frame(
        speak,
        dcc.Store(id="fact-shown", data=stored.id),
        html.Div(
            [
                html.Div(
                    [
                        paragraph_card(stored, speak),
                        card(
                            html.H2(say("Same thing, same time"), className="card-heading"),
                            html.Div(live[1], id="fact-claim"),
                        ),
                        card(
                            html.H2(say("What was read from it"), className="card-heading"),
                            html.Div(live[2], id="fact-fields"),
                            html.P(
                                [say("Citable id: "), html.Code(stored.key)], className="card-note"
                            ),
                        ),
                    ],
                    className="fact-main",
                ),
                html.Div(
                    [
                        _decide(stored, speak),
                        _origin(stored, speak),
                        _beside(stored, speak, live[3]),
                        card(
                            html.H2(say("What was decided"), className="card-heading"),
                            html.Div(live[4], id="fact-history"),
                        ),
                    ],
                    className="fact-side",
                ),
            ],
            className="fact-columns",
        ),
        heading=stated(stored, speak),
        lead=_lead(stored, speak),
        title=f"{stated(stored, speak)}, {name_subject(stored, speak)}",
        eyebrow=html.P(live[0], id="fact-badges", className="badges"),
    )


def show_now(stored: StoredFact, speak: Wording) -> tuple[list[Any], ...]:
    """What a decision may change: badges, claim, fields, what rests on it, history."""
    return (
        _badges(stored, speak),
        claim_part(stored, speak),
        [*_rivals(stored, speak), fields_list(stored, speak)],
        derived_part(stored, speak),
        history_part(stored, speak),
    )


def _unknown(speak: Wording) -> Component:
    return notice(
        speak,
        speak.say("This figure is not in the database"),
        speak.say("Its document may have been withdrawn, or the address was cut short."),
        ("/facts", "/documents"),
        title=speak.say("Not found"),
    )


def _lead(stored: StoredFact, speak: Wording) -> str:
    when = speak.numbers.period(stored.fact.period)
    parts = [name_subject(stored, speak), what(stored, speak), when]
    return " · ".join(part for part in parts if part)


def _badges(stored: StoredFact, speak: Wording) -> list[Any]:
    fact = stored.fact
    badges = [html.Span(speak.word(fact.status), className=f"badge badge-{fact.status}")]
    if fact.bound != "exact":
        badges.append(html.Span(speak.word(fact.bound), className="badge"))
    badges.append(html.Span(speak.word(stored.review), className=f"badge badge-{stored.review}"))
    if stored.rank != "normal":
        badges.append(html.Span(speak.word(stored.rank), className="badge"))
    if fact.confidence < 0.5:
        badges.append(html.Span(speak.say("doubtful reading"), className="badge badge-doubt"))
    return badges


def _rivals(stored: StoredFact, speak: Wording) -> list[Any]:
    """Other readings that are nearly as likely, said before the fields that rest on them."""
    found = [
        html.Li(
            [
                f"{speak.say(FIELD_NAMES.get(field, field))}: ",
                foreign(speak.name(other)),
                f" ({speak.numbers.amount(percent, 'percent')})",
            ]
        )
        for field, other, percent in rivals(stored)
    ]
    if not found:
        return []
    text = speak.say("It could also be read like this; please compare with the sentence:")
    return [html.Div([html.P(text), html.Ul(found)], className="notice notice-problem rivals")]


def _decide(stored: StoredFact, speak: Wording) -> Component:
    version = current_store().decisions.version(stored.id)
    address = fact_href(speak, stored.key)
    return card(
        html.H2(speak.say("Is it right?"), className="card-heading"),
        decide_panel(speak, stored, version=version),
        html.P(cite_button(speak, cite(stored, speak, address)), className="cite-line"),
        class_name="no-print",
    )


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
    if page := page_name(stored.url, page_of(stored), speak, is_bare=True):
        rows.insert(1, (say("Page"), page, ""))
    if stored.author:
        rows.append((say("Entered by"), foreign(stored.author), ""))
    if stored.url:
        rows.append((say("Address"), foreign_link(stored.url), ""))
    copies = current_store().decisions.find_all(stored.key)
    if len(copies) > 1:
        links = [
            page_link(
                foreign(each.source or str(each.id)),
                page_href(speak, f"/document/{each.document_id}"),
            )
            for each in copies
            if each.id != stored.id
        ]
        parts = [part for link in links for part in (link, ", ")][:-1]
        rows.append((say("The same text also in"), html.Span(parts), ""))
    if stored.note:
        rows.append((say("Note"), foreign(stored.note), ""))
    if stored.rank_reason:
        rows.append((say("Reason of its rank"), foreign(stored.rank_reason), ""))
    return card(html.H2(say("Where it comes from"), className="card-heading"), pairs_list(rows))


def _beside(stored: StoredFact, speak: Wording, derived: list[Any]) -> Component:
    linked = links_part(stored, speak)
    empty = [] if linked or derived else [
        html.P(speak.say("Nothing is tied to it, and nothing follows from it."), className="quiet")
    ]  # fmt: skip
    return card(
        html.H2(speak.say("Beside it"), className="card-heading"),
        *linked,
        html.Div(derived, id="fact-derived"),
        *empty,
    )


def connect(app: Dash) -> None:
    """Registers what draws the page anew after a decision."""

    @app.callback(
        Output("fact-badges", "children"),
        Output("fact-claim", "children"),
        Output("fact-fields", "children"),
        Output("fact-derived", "children"),
        Output("fact-history", "children"),
        Input("decide-done", "data"),
        State("fact-shown", "data"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def show_decided(done: object, shown: object, language: object) -> tuple[list[Any], ...]:
        number = done.get("fact") if isinstance(done, dict) else None
        if not isinstance(shown, int) or number != shown or is_read_only():
            raise PreventUpdate
        found = current_store().decisions.find_all(str(shown))
        if not found:
            raise PreventUpdate
        return show_now(found[0], wording(language))


PAGE = Page(
    name="fact",
    path="/fact/<identifier>",
    title="Figure",
    description="One figure with its sentence, its fields and its source.",
    layout=layout,
    connect=connect,
    in_menu=False,
    shortcuts=SHORTCUTS,
    exists=lambda identifier: find_fact(identifier) is not None,
)
