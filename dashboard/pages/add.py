"""Add a fact: one figure typed as its source writes it, shown at once as it would be stored."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.aria import aria
from dashboard.components.author import author_field, author_id
from dashboard.components.browser import in_browser
from dashboard.components.entry_preview import LABELS, preview
from dashboard.components.entry_saving import entry_notice, save_entry
from dashboard.components.frame import card, frame
from dashboard.components.new_entity import (
    connect_new_entity,
    entity_options,
    new_entity_panel,
)
from dashboard.components.notice import notice
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.entry import FIELDS, LONGEST, Entry, read_entry
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import (
    Bound,
    Measure,
    Per,
    Status,
    load_lexicon,
)

NOTATIONS = ("de", "en")
_ORDER = ["label", "input", "error", "description"]


def _id(name: str) -> Any:
    return author_id("add") if name == "author" else f"add-{name}"


def layout(**query: object) -> Component:
    """The form, empty."""
    speak = wording(query.get("lang"))
    say = speak.say
    if is_read_only():
        return notice(
            speak,
            say("Add a fact"),
            say("This dashboard only shows. Start it without --read-only to add figures."),
            ("/facts",),
        )
    return frame(
        speak,
        dcc.Store(id="add-notation"),
        dcc.Store(id="add-saved"),
        dcc.Store(id="add-tried"),
        html.Div(
            [
                html.Div([_figure(speak), _meaning(speak), _origin(speak)], className="form"),
                html.Div(
                    card(
                        html.Div(
                            [
                                html.H2(say("What will be stored"), className="card-heading"),
                                html.Button(
                                    [say("Save"), html.Kbd("Ctrl ↵", **aria(hidden="true"))],
                                    id="save",
                                    className="main-button",
                                    type="button",
                                ),
                            ],
                            className="save-row",
                        ),
                        html.Div(id="save-notice", role="status", className="notice-place"),
                        html.Div(id="preview", **aria(live="polite")),
                    ),
                    className="form-side",
                ),
            ],
            className="form-columns",
        ),
        heading=say("Add a fact"),
        lead=say(
            "Type the figure as the source writes it. Nothing is stored before you press Save."
        ),
    )


def _text(
    speak: Wording,
    name: str,
    *,
    help_text: str = "",
    placeholder: str = "",
    area: bool = False,
    required: bool = False,
) -> Any:
    build = dmc.Textarea if area else dmc.TextInput
    more: dict[str, Any] = {"autosize": True, "minRows": 2, "maxRows": 8} if area else {}
    return build(
        id=f"add-{name}",
        label=speak.say(LABELS[name]),
        value="",
        debounce=250,
        description=speak.say(help_text) if help_text else None,
        placeholder=placeholder,
        withAsterisk=required,
        inputWrapperOrder=_ORDER,
        inputProps={"maxLength": LONGEST.get(name, 200)},
        **more,
    )


def _pick(
    speak: Wording,
    name: str,
    options: list[tuple[str, str]],
    *,
    value: str | None = None,
    required: bool = False,
    clearable: bool = True,
    as_read: bool = False,
) -> Any:
    return dmc.Select(
        id=f"add-{name}",
        label=speak.say(LABELS[name]),
        value=value,
        data=[{"value": key, "label": text} for key, text in options],
        searchable=len(options) > 6,
        clearable=clearable,
        allowDeselect=clearable,
        limit=100,
        withAsterisk=required,
        nothingFoundMessage=speak.say("nothing found"),
        placeholder=speak.say("as read from the figure") if as_read else None,
    )


def _figure(speak: Wording) -> Component:
    say = speak.say
    other = "4,5 Mio. t" if speak.language == "de" else "4.5 million tonnes"
    return card(
        html.H2(speak.say("The figure"), className="card-heading"),
        html.Div(
            [
                _text(
                    speak,
                    "figure",
                    placeholder=other,
                    required=True,
                    help_text="Number, scale word and unit, with its hedge if it has one.",
                ),
                _pick(
                    speak,
                    "language",
                    [("de", "Deutsch"), ("en", "English")],
                    value=speak.language,
                    clearable=False,
                ),
            ],
            className="row row-figure",
        ),
        html.Div(
            [
                html.Span(say("Which is meant?")),
                *(html.Button(id=f"add-reading-{one}", className="plain-button", type="button",
                              **aria(pressed="false")) for one in NOTATIONS),
            ],
            id="add-readings", className="readings", hidden=True,
        ),
    )  # fmt: skip


def _meaning(speak: Wording) -> Component:
    lexicon = load_lexicon()
    entities = [(one["value"], one["label"]) for one in entity_options(speak)]
    indicators = sorted(((one, speak.name(one)) for one in lexicon.indicators), key=lambda p: p[1])
    commodities = sorted(
        ((one, speak.name(one)) for one in lexicon.commodities), key=lambda p: p[1]
    )
    words = speak.word
    return card(
        html.H2(speak.say("What it means"), className="card-heading"),
        html.Div(
            [
                _pick(speak, "indicator", indicators, required=True),
                _pick(speak, "subject", entities, required=True),
                _text(
                    speak,
                    "period",
                    placeholder="2024",
                    help_text="2024, March 2024, or first half of 2024",
                ),
                _pick(speak, "status", [(one, words(one)) for one in Status], as_read=True),
                _pick(speak, "bound", [(one, words(one)) for one in Bound], as_read=True),
                _pick(speak, "partner", entities),
                _pick(speak, "commodity", commodities),
                _pick(speak, "place", entities),
                _pick(speak, "measure", [(one, words(one)) for one in Measure], as_read=True),
                _pick(speak, "per", [(one, words(one)) for one in Per], as_read=True),
            ],
            className="row row-two",
        ),
        new_entity_panel(speak),
    )


def _origin(speak: Wording) -> Component:
    return card(
        html.H2(speak.say("Where it comes from"), className="card-heading"),
        _text(
            speak,
            "quote",
            area=True,
            help_text="The sentence that states it, so that others can check the reading.",
        ),
        html.Div(
            [
                _text(speak, "source"),
                _text(speak, "title"),
                _text(speak, "published", placeholder="2025-06-27"),
                _text(speak, "url", placeholder="https://"),
                author_field(speak, "add", debounce=250, withAsterisk=True),
            ],
            className="row row-two",
        ),
        _text(speak, "note", area=True),
    )


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    shown = [name for name in FIELDS if name != "language"]
    connect_new_entity(app, ("add-subject", "add-partner", "add-place"), "add-subject")
    in_browser(app, "afterSave", Output("add-saved", "storage_type"), Input("add-saved", "data"),
               first=False)  # fmt: skip

    @app.callback(
        Output("add-notation", "data"),
        *(Input(f"add-reading-{one}", "n_clicks") for one in NOTATIONS),
        State("add-figure", "value"),
        prevent_initial_call=True,
    )
    def choose(*values: object) -> dict[str, object]:
        if ctx.triggered_id is None:
            raise PreventUpdate
        return {"figure": values[-1], "notation": ctx.triggered_id.removeprefix("add-reading-")}

    @app.callback(
        Output("preview", "children"),
        Output("add-readings", "hidden"),
        *(Output(f"add-reading-{one}", "children") for one in NOTATIONS),
        *(Output(f"add-reading-{one}", "aria-pressed") for one in NOTATIONS),
        *(Output(_id(name), "error") for name in shown),
        Input("add-tried", "data"),
        Input("add-notation", "data"),
        *(Input(_id(name), "value") for name in FIELDS),
        State("language", "data"),
    )
    def show(tried: object, chosen: object, *values: object) -> tuple[Any, ...]:
        speak = wording(values[-1])
        entry, notation, raw = _read(chosen, values, speak)
        errors = {**_left_over(tried, raw), **entry.errors}
        for name in entry.missing if tried else ():
            errors.setdefault(name, speak.say("This is needed to save."))
        return (
            preview(entry, speak), *_readings(entry, notation, speak),
            *(errors.get(name) for name in shown),
        )  # fmt: skip

    # Saving stands alone: in one callback with the reading above, a field that reports what was
    # typed a moment later would make the browser drop the answer to what is stored already.
    @app.callback(
        Output("save-notice", "children"),
        Output("add-figure", "value"),
        Output("add-quote", "value"),
        Output("add-saved", "data"),
        Output("add-tried", "data"),
        Input("save", "n_clicks"),
        State("add-notation", "data"),
        *(State(_id(name), "value") for name in FIELDS),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def save(clicks: object, chosen: object, *values: object) -> tuple[Any, ...]:
        if is_read_only() or not clicks:
            raise PreventUpdate
        speak = wording(values[-1])
        entry, _, raw = _read(chosen, values, speak)
        errors = dict(entry.errors)
        told: Any = None
        if entry.fact is not None and not errors and not entry.missing:
            stored, told = save_entry(entry, errors, speak)
            if stored is not None:
                return told, "", "", {"n": clicks}, None
        told = told or entry_notice(
            speak.say("Nothing was stored yet. Mend the marked fields; the form is kept."),
            "problem",
        )
        tried = {"errors": {name: [raw[name], text] for name, text in errors.items()}}
        return told, no_update, no_update, no_update, tried


def _read(
    chosen: object, values: Sequence[object], speak: Wording
) -> tuple[Entry, Literal["de", "en"] | None, dict[str, object]]:
    """What the fields say, whose notation was chosen, and the fields as they are."""
    store = current_store()
    known = remember("entity set", lambda: frozenset(store.entities()))
    raw = dict(zip(FIELDS, values, strict=False))
    notation = read_notation(chosen, raw["figure"])
    return (
        read_entry(raw, speak, load_lexicon(), known.__contains__, notation), notation, raw,
    )  # fmt: skip


def _left_over(tried: object, raw: Mapping[str, object]) -> dict[str, str]:
    """What was wrong at the last try with fields that have not been changed since."""
    said = tried.get("errors") if isinstance(tried, dict) else None
    if not isinstance(said, dict):
        return {}
    return {
        name: str(told[1])
        for name, told in said.items()
        if isinstance(told, list) and len(told) == 2 and raw.get(name) == told[0]
    }


def read_notation(chosen: object, figure: object) -> Literal["de", "en"] | None:
    """Whose point and comma were chosen, as long as the figure is the one they were chosen for."""
    if not isinstance(chosen, dict) or chosen.get("figure") != figure:
        return None
    notation = chosen.get("notation")
    return notation if notation in ("de", "en") else None


def _readings(entry: Entry, notation: str | None, speak: Wording) -> tuple[Any, ...]:
    """Whether a number reads two ways, both readings, and which one was chosen."""
    if not entry.readings:
        return (True, "", "", "false", "false")
    texts = (speak.numbers.full(value, entry.unit) for value in entry.readings)
    pressed = ("true" if one == notation else "false" for one in NOTATIONS)
    return (False, *texts, *pressed)


PAGE = Page(
    name="add",
    path="/add",
    title="Add a fact",
    description="One figure typed as its source writes it.",
    layout=layout,
    connect=connect,
    writes=True,
)
