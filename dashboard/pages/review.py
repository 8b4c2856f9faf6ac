"""Review: one doubt after another, by keyboard alone; the words on the left, the reading right."""

from collections import Counter
from typing import Any

from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_choice, read_text
from dashboard.components.aria import aria, data
from dashboard.components.browser import in_browser
from dashboard.components.decide import SHORTCUTS, decide_panel
from dashboard.components.frame import card, frame, picker, query_id
from dashboard.components.links import page_href
from dashboard.components.notice import notice
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.page import Page
from dashboard.reviewing import REASONS, packs, reason_label, worklist
from dashboard.wording import Wording
from tracker import load_lexicon

AT_FIRST = 5
"""How many figures travel with the page; the browser asks for those behind them."""
MOST_ASKED = 12
MOST_SUBJECTS = 300


def layout(**query: object) -> Component:
    """The first figure that waits under the filters of the address."""
    speak = wording(query.get("lang"))
    say, store = speak.say, current_store()
    if is_read_only():
        return notice(
            speak,
            say("Review"),
            say("This dashboard only shows; nothing can be decided."),
            ("/facts",),
        )
    reason = read_choice(query, "reason", REASONS, "")
    subject = read_text(query, "subject")
    found = worklist(store, reason, subject, read_text(query, "at"))
    ahead = found["ids"][found["at"] : found["at"] + AT_FIRST]
    first = packs(store, ahead, speak, load_lexicon())
    return frame(
        speak,
        dcc.Store(id="review-list", data=found),
        dcc.Store(id="review-packs", data=first),
        dcc.Store(id="review-ask"),
        dcc.Store(id="review-painted"),
        dcc.Store(id="review-texts", data=_texts(speak)),
        dcc.Input(id=query_id("review", "at"), value=read_text(query, "at"), type="hidden"),
        html.Div(
            [*_filters(speak, reason, subject),
             html.P(id="review-count", className="review-count", role="status")],
            className="controls",
        ),
        html.Div(
            [
                decide_panel(speak, extra=_moves(speak)),
                card(id="review-text", class_name="review-text"),
                card(id="review-side", class_name="review-side"),
            ],
            id="review", className="review-columns",
        ),
        html.Div(id="review-end", className="review-end", hidden=True),
        heading=say("Was this read right?"),
        lead=say(
            "One doubt after another: the words of the source on the left, what was read from "
            "them on the right. Everything works by keyboard; every decision can be undone."
        ),
        title=say("Review"),
        defaults={"reason": "", "subject": "", "at": ""},
    )  # fmt: skip


def _filters(speak: Wording, reason: str, subject: str) -> list[Component]:
    counts = remember("waiting", current_store().decisions.waiting_counts)
    reasons, subjects = Counter[str](), Counter[str]()
    for (code, about), n in counts.items():
        reasons[code] += n
        if about is not None:
            subjects[about] += n

    def told(name: str, n: int) -> str:
        return f"{name} ({speak.numbers.plain(n)})"

    named = [(one, told(speak.name(one), n)) for one, n in subjects.most_common(MOST_SUBJECTS)]
    if subject and subject not in subjects:
        named.append((subject, told(speak.name(subject), 0)))
    return [
        picker(
            query_id("review", "reason"), reason or None,
            [(one, told(reason_label(one, speak), reasons[one]))
             for one in REASONS if reasons[one] or one == reason],
            speak.say("Reason of the doubt"), clearable=True, placeholder=speak.say("all"),
            width=270,
        ),
        picker(
            query_id("review", "subject"), subject or None, named, speak.say("About"),
            clearable=True, placeholder=speak.say("all"), width=250,
            nothing_found=speak.say("nothing found"),
        ),
    ]  # fmt: skip


def _moves(speak: Wording) -> list[Component]:
    def button(name: str, key: str, move: str) -> Component:
        return html.Button(
            [name, html.Kbd(key, **aria(hidden="true"))], className="decide-button review-move",
            type="button", **data(move=move), **aria(keyshortcuts=key),
        )  # fmt: skip

    say = speak.say
    return [
        button(say("Back"), "k", "back"),
        button(say("Next"), "j", "on"),
        button(say("Source"), "o", "source"),
    ]


def _texts(speak: Wording) -> dict[str, Any]:
    """What the script of the page says."""
    say, store = speak.say, current_store()
    summary = remember("summary", store.summary)
    return {
        "place": say("%(at)s of %(total)s"),
        "decided": say("%(n)s decided in this sitting"),
        "others": say("Others say of the same thing and time"),
        "read": say("What was read from it"),
        "sure": say("Sureness of the reading"),
        "settled": say("Nothing is in doubt here any more."),
        "empty": _empty(speak, summary.facts, summary.unreviewed),
        "done": say("You went through all that waited here."),
        "passed": say("%(n)s were passed over; they wait on."),
        "again": say("Look for more"),
        "facts": say("All figures"),
        "factsHref": page_href(speak, "/facts"),
        "clear": say("Without filters"),
        "clearHref": page_href(speak, "/review"),
        "language": speak.language,
    }


def _empty(speak: Wording, facts: int, unreviewed: int) -> list[str]:
    """What to say where nothing waits: no more than is so."""
    say, plain = speak.say, speak.numbers.plain
    if not facts:
        return [
            say("Nothing to review yet."),
            say("Doubtful figures will stand here once a text was read or a figure added."),
        ]
    return [
        say("Nothing waits for a person."),
        say(
            "None of %(facts)s figures is in doubt by the rules that look for doubt. That is no "
            "proof: %(unreviewed)s of them nobody has looked at.",
            facts=plain(facts), unreviewed=plain(unreviewed),
        ),
    ]  # fmt: skip


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    in_browser(
        app, "paintReview", Output("review-painted", "data"),
        Input("review-list", "data"), Input("review-packs", "data"), State("review-texts", "data"),
    )  # fmt: skip

    @app.callback(
        Output("review-list", "data"),
        Output("review-packs", "data"),
        Input(query_id("review", "reason"), "value"),
        Input(query_id("review", "subject"), "value"),
        Input("review-ask", "data"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def fetch(reason: object, subject: object, asked: object, language: object) -> tuple[Any, Any]:
        if is_read_only():
            raise PreventUpdate
        speak, store, lexicon = wording(language), current_store(), load_lexicon()
        ids = read_ids(asked)
        if ctx.triggered_id == "review-ask" and ids:
            return no_update, packs(store, ids, speak, lexicon)
        query = {"reason": reason, "subject": subject}
        found = worklist(
            store, read_choice(query, "reason", REASONS, ""), read_text(query, "subject")
        )
        return {**found, "filtered": True}, packs(store, found["ids"][:AT_FIRST], speak, lexicon)


def read_ids(asked: object) -> list[int]:
    """The figures that the browser asks for; nothing else is believed."""
    ids = asked.get("ids") if isinstance(asked, dict) else None
    if not isinstance(ids, list):
        return []
    whole = (one for one in ids if isinstance(one, int) and not isinstance(one, bool))
    return [one for one in whole if 0 < one < 2**63][:MOST_ASKED]


PAGE = Page(
    name="review",
    path="/review",
    title="Review",
    description="One doubtful figure after another, by keyboard alone.",
    layout=layout,
    connect=connect,
    writes=True,
    shortcuts=(("j", "Next"), ("k", "Back"), ("o", "Source"), *SHORTCUTS),
)
