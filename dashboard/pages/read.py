"""Read a document: a text is pasted or dropped, its figures are looked at, and only then stored."""

from dataclasses import replace
from pathlib import PurePath
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.aria import aria, data
from dashboard.components.author import author_field
from dashboard.components.browser import in_browser
from dashboard.components.decide import correction_editor, is_entity
from dashboard.components.frame import card, frame
from dashboard.components.links import page_href, visible
from dashboard.components.notice import notice
from dashboard.components.read_origin import (
    describe_field,
    origin_card,
    said_by_file,
    say_given,
)
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.correcting import FIELDS as CORRECTED
from dashboard.correcting import apply_changes, pack_fact, read_correction
from dashboard.handing import FIELDS, PASTED, pack_handed, unpack_handed
from dashboard.page import Page
from dashboard.receiving import (
    SUFFIXES,
    Received,
    decode_upload,
    digest_of,
    find_figure,
    note_refused,
    pack_figure,
    pack_received,
    read_changes,
    receive,
    say_kinds,
    say_too_large,
    say_wrong_kind,
    store_received,
)
from dashboard.wording import Wording
from tracker import InvalidFactError, Preview, StoreError, load_lexicon, size_limit

_DATING = ("published", "language")
"""What the days of datelines depend on."""


def layout(**query: object) -> Component:
    """The page, empty."""
    speak = wording(query.get("lang"))
    say = speak.say
    if is_read_only():
        return notice(
            speak,
            say("Read a document"),
            say("This dashboard only shows. Start it without --read-only to read documents."),
            ("/documents",),
        )
    return frame(
        speak,
        *(dcc.Store(id=f"read-{name}") for name in
          ("source-text", "found", "painted", "edit", "keep", "kept", "save", "done", "heard")),
        dcc.Store(id="read-texts", data=_texts(speak)),
        html.Div([_text(speak), origin_card(speak)], className="read-columns", id="read-input"),
        html.Div(
            [
                html.P(id="read-count", className="read-count", role="status"),
                author_field(speak, "read", size="xs"),
                html.Button(say("Store"), id="read-store", className="main-button", type="button"),
            ],
            id="read-bar", className="read-bar", hidden=True,
        ),
        html.Div(id="read-notice", className="read-notice", role="status", **aria(live="polite")),
        html.Div(
            [
                card(html.Div(id="read-words", className="document-text", dir="auto"),
                     class_name="read-words"),
                html.Div(
                    [
                        correction_editor(speak),
                        card(
                            html.H2(say("Figures read from it"), className="card-heading"),
                            html.Ul(id="read-figures", className="read-figures"),
                        ),
                    ],
                    className="read-side",
                ),
            ],
            id="read-result", className="read-columns", hidden=True,
        ),
        heading=say("Read a document"),
        lead=say(
            "Paste a text or drop a file. Its figures are marked at once; nothing is stored "
            "before you press Store."
        ),
    )  # fmt: skip


def _text(speak: Wording) -> Component:
    say = speak.say
    return card(
        dmc.Textarea(
            id="read-text", label=say("Text"), value="", autosize=True, minRows=6, maxRows=12,
            debounce=400, placeholder=say("Paste an article, a press release or a report here."),
        ),
        html.Label(
            [
                html.Span(say("or choose a file")),
                dcc.Upload(
                    html.Span(
                        say("Drop a file here or choose one (%(kinds)s; up to %(small)s MB, PDF "
                            "and office files up to %(large)s MB)",
                            kinds=say_kinds(speak), small=size_limit(".txt") // 1_000_000,
                            large=size_limit(".pdf") // 1_000_000)
                    ),
                    id="read-file", className="read-drop", max_size=max(map(size_limit, SUFFIXES)),
                    accept=",".join(SUFFIXES), multiple=False,
                ),
            ],
            className="read-file",
        ),
        html.P(id="read-given", className="read-given"),
        html.P(
            id="read-refused", className="notice notice-problem", role="alert", hidden=True,
            **data(
                kinds=",".join(f"{suffix}={size_limit(suffix)}" for suffix in SUFFIXES),
                type=say_wrong_kind(speak), size=say_too_large("%(most)s", speak),
            ),
        ),
    )  # fmt: skip


def _texts(speak: Wording) -> dict[str, Any]:
    """What the script of the page says."""
    say = speak.say
    return {
        "reading": say("Reading …"),
        "none": say("No figure was found in it. The text can be stored all the same."),
        "count": say("%(n)s figures, %(kept)s to be stored"),
        "language": speak.language,
        "detected": say("read as %(language)s"),
        "note": say("What to know of this reading:"),
        "known": say("This text is stored already:"),
        "near": say("Nearly the same text is stored already (%(share)s in common):"),
        "both": say("Both would be kept; what both say counts as of one origin."),
        "again": say("Storing it again changes nothing but what you correct here."),
        "keep": say("Store this figure"),
        "edit": say("Correct"),
        "corrected": say("corrected"),
        "sure": say("Sureness of the reading"),
        "stored": say("Stored:"),
        "storedFigures": say("%(n)s figures from"),
        "rejected": say(
            "%(n)s left out: kept as rejected, so that no later reading brings them back."
        ),
        "correctedFigures": say("%(n)s corrected."),
        "waiting": say("%(n)s wait for a look in Review."),
        "review": say("Review"),
        "reviewHref": page_href(speak, "/review"),
        "another": say("Read another"),
        "nameless": say("Say who decides."),
        "failed": say("Not everything could be kept:"),
    }  # fmt: skip


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    origin = [State(f"read-{name}", "value") for name in FIELDS]
    text = State("read-source-text", "data")
    language = State("language", "data")
    in_browser(app, "takePasted", Output("read-source-text", "data"), Input("read-text", "value"),
               first=False)  # fmt: skip
    in_browser(app, "paintReading", Output("read-painted", "data"), Input("read-found", "data"),
               Input("read-kept", "data"), State("read-texts", "data"))  # fmt: skip
    in_browser(app, "hearStored", Output("read-heard", "data"), Input("read-done", "data"),
               first=False)  # fmt: skip

    @app.callback(
        Output("read-source-text", "data", allow_duplicate=True),
        *(Output(f"read-{name}", "value") for name in FIELDS),
        Output("read-refused", "children"),
        Output("read-refused", "hidden"),
        Input("read-file", "contents"),
        State("read-file", "filename"),
        text, *origin, language,
        prevent_initial_call=True,
    )  # fmt: skip
    def take_file(contents: object, name: object, *others: object) -> tuple[Any, ...]:
        before, *typed, spoken = others
        speak, got = wording(spoken), decode_upload(contents, name)
        if got is None or is_read_only():
            raise PreventUpdate
        found = receive(*got, {}, current_store(), speak)
        if found.read is None:
            problem = found.problem or speak.say("There is no text in it.")
            note_refused(found, got[1], len(got[0]), current_store())
            problem = f"{visible(got[1])}: {problem}"
            return no_update, *(no_update for _ in FIELDS), problem, False
        document = found.read.document
        handed = pack_handed(document)
        said = said_by_file(handed, before, dict(zip(FIELDS, typed, strict=True)))
        source = {"text": document.text, "name": got[1], "handed": handed}
        return source, *(said.get(name, no_update) for name in FIELDS), "", True

    @app.callback(
        Output("read-found", "data"),
        *(Output(f"read-{name}", "error") for name in FIELDS if name != "language"),
        *(Output(f"read-{name}", "description") for name in FIELDS),
        Input("read-source-text", "data"),
        *(Input(f"read-{name}", "value") for name in FIELDS),
        language,
        prevent_initial_call=True,
    )
    def read(source: object, *values: object) -> tuple[Any, ...]:
        if is_read_only():
            raise PreventUpdate
        speak, typed = wording(values[-1]), dict(zip(FIELDS, values[:-1], strict=True))
        received = _received(source, typed, speak)
        packed = pack_received(received, speak, load_lexicon())
        packed["given"] = say_given(source, received.read, speak)
        errors = (received.errors.get(name) for name in FIELDS if name != "language")
        told = (describe_field(name, typed[name], received.read, speak) for name in FIELDS)
        return (packed, *errors, *told)

    @app.callback(
        Output("correct-open", "data", allow_duplicate=True),
        Input("read-edit", "data"),
        text, *origin, language,
        prevent_initial_call=True,
    )  # fmt: skip
    def open_editor(asked: object, source: object, *values: object) -> dict[str, Any]:
        speak = wording(values[-1])
        found = _shown(source, values, speak)
        place = asked.get("place") if isinstance(asked, dict) else None
        fact = find_figure(found, place) if found else None
        if fact is None or not isinstance(asked, dict):
            raise PreventUpdate
        changes = read_changes(asked.get("fields"), fact, speak, load_lexicon(), is_entity())
        return {
            "fact": pack_fact(apply_changes(fact, changes)),
            "place": place,
            "n": asked.get("n"),
        }

    @app.callback(
        Output("read-kept", "data"),
        Input("read-keep", "data"),
        *(State(f"correct-{name}", "value") for name in CORRECTED),
        text, *origin, language,
        prevent_initial_call=True,
    )  # fmt: skip
    def keep_correction(asked: object, *values: object) -> dict[str, Any]:
        fields = dict(zip(CORRECTED, values[: len(CORRECTED)], strict=True))
        source, *others = values[len(CORRECTED) :]
        speak, lexicon = wording(others[-1]), load_lexicon()
        found = _shown(source, others, speak)
        place = asked.get("place") if isinstance(asked, dict) else None
        fact = find_figure(found, place) if found else None
        if fact is None:
            raise PreventUpdate
        read = read_correction(fields, fact, speak, lexicon, is_entity())
        if read.errors or read.fact is None:
            return {"place": place, "ok": False}
        return {
            "place": place, "ok": True, "fields": fields if read.changes else None,
            "figure": pack_figure(read.fact, speak, lexicon),
        }  # fmt: skip

    @app.callback(
        Output("read-done", "data"),
        Input("read-save", "data"),
        State("author", "data"),
        text, *origin, language,
        prevent_initial_call=True,
    )  # fmt: skip
    def save(asked: object, author: object, source: object, *values: object) -> dict[str, Any]:
        if not isinstance(asked, dict) or is_read_only():
            raise PreventUpdate
        speak = wording(values[-1])
        name = asked.get("author") or author
        given = source.get("name") if isinstance(source, dict) else None
        file = given if isinstance(given, str) else PASTED
        return save_reading(asked, name, _shown(source, values, speak), speak, file[:200])


def save_reading(
    asked: dict[str, Any],
    author: object,
    found: Preview | None,
    speak: Wording,
    file: str = PASTED,
) -> dict[str, Any]:
    """Stores what is shown, or says why not."""
    say = speak.say
    if not isinstance(author, str) or not author.strip():
        return {"problem": say("Say who decides.")}
    if found is None or digest_of(found) != asked.get("digest"):
        return {"problem": say("The text has changed; look at its figures again.")}
    left_out = [one for one in asked.get("leftOut") or [] if isinstance(one, str)]
    raw = asked.get("fields")
    corrections = {
        place: changes
        for place, fields in (raw if isinstance(raw, dict) else {}).items()
        if (fact := find_figure(found, place))
        and (changes := read_changes(fields, fact, speak, load_lexicon(), is_entity()))
    }
    said = asked.get("notes")
    notes = {
        place: note[:1000]
        for place, note in (said if isinstance(said, dict) else {}).items()
        if isinstance(note, str)
    }
    try:
        return store_received(
            found, left_out, corrections, notes, author.strip()[:200], current_store(), speak, file
        )
    except (InvalidFactError, StoreError) as error:
        return {"problem": f"{error} {say('Nothing was stored.')}"}


def _shown(source: object, values: Any, speak: Wording) -> Preview | None:
    """What was read in the text that the page shows."""
    return _received(source, dict(zip(FIELDS, values, strict=False)), speak).read


def _received(source: object, raw: dict[str, object], speak: Wording) -> Received:
    """A text as read; remembered, since several callbacks of a page ask for the same."""
    given = source if isinstance(source, dict) else {}
    text, name = given.get("text"), given.get("name")
    if not isinstance(text, str):
        return Received()
    # What the page holds is text by now, whatever the file was.
    name = f"{PurePath(name).stem}.txt" if isinstance(name, str) else PASTED
    sent = text.encode("utf-8", "surrogatepass")
    handed = unpack_handed(given.get("handed"), text)
    if handed is not None and any(
        (raw.get(one) or None) != getattr(handed, one) for one in _DATING
    ):
        handed = replace(handed, sections=())  # told apart anew in the light of it
    key = (
        *("received", hash(text), hash(handed), name, speak.language),
        *(str(raw.get(one)) for one in FIELDS),
    )
    return remember(key, lambda: receive(sent, name, raw, current_store(), speak, handed))


PAGE = Page(
    name="read",
    path="/read",
    title="Read a document",
    description="Paste or drop a text and see its figures before they are stored.",
    layout=layout,
    connect=connect,
    writes=True,
)
