"""Decide: buttons, keys and an editor with which a person decides on one figure.

A page places `decide_panel(...)` once; the app connects it. Which figure is meant stands in the
store `decide-fact` (`{"id", "version", "key"}`); what was decided comes out of the store
`decide-done` (the fields of `Answer`). A page's own callbacks listen to it and draw anew what may
have changed: also where `conflict` says that somebody else was faster.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.aria import aria, data
from dashboard.components.author import author_field
from dashboard.components.browser import in_browser
from dashboard.components.new_entity import entity_options
from dashboard.components.statement import pairs_list
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.correcting import (
    ENTITIES,
    FIELDS,
    NEEDED,
    WORDS,
    Correction,
    amounts,
    read_correction,
    texts_of,
    unpack_fact,
)
from dashboard.deciding import FIELD_NAMES, Answer, decide
from dashboard.wording import Wording
from tracker import Fact, NotFoundError, StoredFact, load_lexicon

_KEYS = {
    "confirm": "a", "correct": "e", "reject": "r", "prefer": "p", "deprecate": "d", "note": "n",
    "undo": "u",
}  # fmt: skip
_LABELS = {
    "confirm": "Confirm",
    "correct": "Correct",
    "reject": "Reject",
    "prefer": "Prefer",
    "deprecate": "Deprecate",
    "note": "Note",
    "undo": "Undo",
}
_MEANINGS = {
    "confirm": "It was read right.",
    "correct": "It was read wrong; say what it should be.",
    "reject": "This is no figure of ours.",
    "prefer": "Of several statements, the line follows this one.",
    "deprecate": "It was read right, but the statement is wrong.",
    "note": "A remark beside the figure.",
    "undo": "Takes the latest decision back.",
}
_ASKS = {
    "prefer": "Why does this statement go before the others?",
    "deprecate": "What is wrong with this statement?",
    "note": "Your remark",
}


def decide_panel(
    wording: Wording,
    stored: StoredFact | None = None,
    *,
    version: int = 0,
    extra: Sequence[Any] = (),
) -> Component:
    """The controls, for a figure that is known now or put into `decide-fact` later.

    Args:
        wording: The language of the page.
        stored: The figure.
        version: Its version when the page was drawn.
        extra: Further buttons of the page, placed behind the others.
    """
    say = wording.say
    fact = None if stored is None else {"id": stored.id, "version": version, "key": stored.key}
    if is_read_only():
        return html.P(say("This dashboard only shows; nothing can be decided."), className="quiet")
    return html.Div(
        [
            dcc.Store(id="decide-fact", data=fact),
            dcc.Store(id="decide-command"),
            dcc.Store(id="decide-done"),
            dcc.Store(id="decide-heard"),
            dcc.Store(id="decide-held"),
            html.Div(
                [*(_button(wording, action) for action in _KEYS), *extra],
                className="decide-buttons", role="group", **aria(label=say("Decide")),
            ),
            html.P(
                id="decide-notice", className="notice decide-notice", role="status", hidden=True
            ),
            html.Div(
                [
                    html.Label(
                        [html.Span(say(text), hidden=True, **data(**{"for": name}))
                         for name, text in _ASKS.items()],
                        htmlFor="decide-reason", className="decide-ask",
                    ),
                    html.Div(
                        [
                            dmc.TextInput(id="decide-reason", value="", className="decide-reason",
                                          inputProps={"maxLength": 1000}),
                            html.Button(say("Keep it"), className="main-button", type="button",
                                        **data(do="submit")),
                            _quiet(say("Cancel"), "cancel"),
                        ],
                        className="decide-row",
                    ),
                ],
                id="decide-words", hidden=True,
                **data(needed=say("A reason is needed; others will read it.")),
            ),
            correction_editor(wording),
            author_field(wording, "decide", size="xs"),
        ],
        id="decide", className="decide", **data(nameless=say("Say who decides.")),
    )  # fmt: skip


def _button(wording: Wording, action: str) -> Component:
    key = _KEYS[action]
    return html.Button(
        [wording.say(_LABELS[action]), html.Kbd(key, **aria(hidden="true"))],
        className=f"decide-button decide-{action}", type="button",
        title=wording.say(_MEANINGS[action]), **data(do=action), **aria(keyshortcuts=key),
    )  # fmt: skip


def _quiet(text: str, action: str) -> Component:
    return html.Button(text, className="plain-button", type="button", **data(do=action))


def correction_editor(wording: Wording) -> Component:
    """All fields that can be corrected, hidden until something is written to `correct-open`.

    That is `{"id": row id}` of a stored figure, or `{"fact": fields}` of one that is none yet.
    """
    say = wording.say
    return html.Div(
        [
            dcc.Store(id="correct-open"),
            html.H2(say("Correct what was read"), className="relation"),
            html.Div([_control(wording, name) for name in FIELDS], className="row row-two"),
            html.Div(id="correct-preview", className="correct-preview", **aria(live="polite")),
            dmc.TextInput(id="correct-note", label=say("Why, in your words"), value="",
                          inputProps={"maxLength": 1000}),
            html.Div(
                [
                    html.Button(
                        [say("Store the correction"), html.Kbd("Ctrl ↵", **aria(hidden="true"))],
                        className="main-button", type="button", **data(do="store"),
                    ),
                    _quiet(say("Cancel"), "cancel"),
                ],
                className="decide-row",
            ),
        ],
        id="correct-editor", className="correct-editor", hidden=True,
    )  # fmt: skip


def _control(wording: Wording, name: str) -> Any:
    common: dict[str, Any] = {
        "id": f"correct-{name}", "label": wording.say(FIELD_NAMES[name]), "value": "", "size": "sm",
    }  # fmt: skip
    options = _options(wording, name)
    if options is None:
        return dmc.TextInput(debounce=250, inputProps={"maxLength": 200}, **common)
    clearable = name not in NEEDED
    return dmc.Select(
        data=[{"value": key, "label": text} for key, text in options],
        searchable=len(options) > 6, clearable=clearable, allowDeselect=clearable, limit=100,
        nothingFoundMessage=wording.say("nothing found"), **common,
    )  # fmt: skip


def _options(wording: Wording, name: str) -> list[tuple[str, str]] | None:
    """What a field is chosen from, by name; None where it is written."""
    if name in WORDS:
        return [(str(one), wording.word(one)) for one in WORDS[name]]
    if name in ENTITIES:
        return [(one["value"], one["label"]) for one in entity_options(wording)]
    lexicon = load_lexicon()
    known = {
        "indicator": lexicon.indicators, "commodity": lexicon.commodities, "unit": lexicon.units
    }.get(name)  # fmt: skip
    if known is None:
        return None
    return sorted(((one, wording.name(one)) for one in known), key=lambda pair: pair[1].lower())


def connect_decide(app: Dash) -> None:
    """Registers what acts on a figure; for every page that has the panel."""
    values = [Input(f"correct-{name}", "value") for name in FIELDS]
    states = [State(f"correct-{name}", "value") for name in FIELDS]
    in_browser(app, "holdFact", Output("decide-held", "data"), Input("decide-fact", "data"))
    in_browser(app, "hearDecision", Output("decide-heard", "data"), Input("decide-done", "data"),
               first=False)  # fmt: skip

    @app.callback(
        Output("decide-done", "data"),
        Input("decide-command", "data"),
        State("author", "data"),
        State("correct-note", "value"),
        State("language", "data"),
        *states,
        prevent_initial_call=True,
    )
    def act(
        command: object, author: object, note: object, language: object, *fields: object
    ) -> dict[str, Any]:
        if not isinstance(command, dict) or is_read_only():
            raise PreventUpdate
        command = {"author": author, **command}
        if command.get("action") == "correct":
            command |= {"fields": dict(zip(FIELDS, fields, strict=True)), "note": note}
        answer = carry_out(command, language)
        return {**asdict(answer), "seq": command.get("seq")}

    @app.callback(
        *(Output(f"correct-{name}", "value") for name in FIELDS),
        Output("correct-note", "value"),
        Input("correct-open", "data"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def open_editor(asked: object, language: object) -> tuple[str, ...]:
        fact = _asked(asked)
        texts = texts_of(fact, wording(language))
        return (*(texts[name] for name in FIELDS), "")

    @app.callback(
        Output("correct-preview", "children"),
        *(Output(f"correct-{name}", "error") for name in FIELDS),
        *values,
        State("correct-open", "data"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def preview(*arguments: object) -> tuple[Any, ...]:
        *fields, asked, language = arguments
        fact, speak = _asked(asked), wording(language)
        raw = dict(zip(FIELDS, fields, strict=True))
        read = read_correction(raw, fact, speak, load_lexicon(), is_entity())
        return (show_correction(read, speak), *(read.errors.get(name) for name in FIELDS))


def carry_out(command: dict[str, Any], language: object) -> Answer:
    """What came of a command that a page sent."""
    return decide(current_store(), command, wording(language), load_lexicon(), is_entity())


def show_correction(read: Correction, speak: Wording) -> list[Any]:
    """What would be stored: amount, base value, range; and which fields change."""
    if read.fact is None:
        return [html.P(speak.say("Mend the marked fields to see what will be stored."),
                       className="quiet")]  # fmt: skip
    value, base, meant = amounts(read.fact, speak, load_lexicon())
    rows: list[tuple[str, Any, str]] = [(speak.say("Will be stored"), value, "")]
    if base != value:
        rows.append((speak.say("In the base unit"), base, ""))
    rows.append((speak.say("Range meant"), meant, ""))
    if read.fact.period:
        rows.append((speak.say("Period"), speak.numbers.period(read.fact.period), ""))
    changed = ", ".join(speak.say(FIELD_NAMES[name]) for name in read.changes)
    rows.append((speak.say("Changes"), changed or speak.say("nothing yet"), ""))
    return [pairs_list(rows)]


def _asked(asked: object) -> Fact:
    """The figure that the editor was opened for."""
    if not isinstance(asked, dict) or ctx.triggered_id is None:
        raise PreventUpdate
    try:
        if isinstance(asked.get("id"), int):
            return current_store().fact(asked["id"]).fact
        return unpack_fact(asked.get("fact"))
    except (NotFoundError, ValueError):
        raise PreventUpdate from None


def is_entity() -> Any:
    """A function that says whether an id names an entity of the database."""
    store = current_store()
    return remember("entity set", lambda: frozenset(store.entities())).__contains__


SHORTCUTS = tuple((key, _LABELS[action]) for action, key in _KEYS.items())
"""For the pages that have the panel."""
