"""Add a fact: one figure typed as its source writes it, shown at once as it would be stored."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.aria import aria
from dashboard.components.fact_grid import name_subject
from dashboard.components.frame import card, frame
from dashboard.components.links import fact_href, foreign, page_link
from dashboard.components.statement import pairs_list, statement_list
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.entry import FIELDS, LONGEST, Entry, read_entry
from dashboard.page import Page
from dashboard.pages.fact import find_others
from dashboard.wording import Wording
from tracker import (
    Fact,
    InvalidFactError,
    Measure,
    Per,
    Status,
    StoredFact,
    StoreError,
    load_lexicon,
)

_ORDER = ["label", "input", "error", "description"]
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
    "measure": "Kind of number",
    "per": "Rate",
    "author": "Your name",
    "quote": "Sentence of the source",
    "source": "Source",
    "url": "Address",
    "published": "Published",
    "note": "Note",
}


def layout(**query: object) -> Component:
    """The form, empty."""
    speak = wording(query.get("lang"))
    say = speak.say
    if is_read_only():
        return frame(
            speak,
            heading=say("Add a fact"),
            lead=say("This dashboard only shows. Start it without --read-only to add figures."),
        )
    return frame(
        speak,
        html.Div(
            [
                html.Div([_figure(speak), _meaning(speak), _origin(speak)], className="form"),
                html.Div(
                    card(
                        html.H2(say("What will be stored"), className="card-heading"),
                        html.Div(id="preview", **aria(live="polite")),
                        html.Button(say("Save"), id="save", className="main-button", type="button"),
                        html.Div(id="save-notice", role="status", className="notice-place"),
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
        label=speak.say(_LABELS[name]),
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
) -> Any:
    return dmc.Select(
        id=f"add-{name}",
        label=speak.say(_LABELS[name]),
        value=value,
        data=[{"value": key, "label": text} for key, text in options],
        searchable=len(options) > 6,
        clearable=clearable,
        allowDeselect=clearable,
        limit=100,
        withAsterisk=required,
        nothingFoundMessage=speak.say("nothing found"),
    )


def _figure(speak: Wording) -> Component:
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
    )


def _meaning(speak: Wording) -> Component:
    lexicon, store = load_lexicon(), current_store()
    known = remember("entity ids", lambda: list(store.entities()))
    entities = sorted(((one, speak.name(one)) for one in known), key=lambda pair: pair[1])
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
                    help_text="2024, 2024-03, or 2024-01/2024-07",
                ),
                _pick(
                    speak,
                    "status",
                    [(one, words(one)) for one in Status],
                    value="actual",
                    clearable=False,
                ),
                _pick(speak, "partner", entities),
                _pick(speak, "commodity", commodities),
                _pick(speak, "place", entities),
                _pick(speak, "measure", [(one, words(one)) for one in Measure]),
                _pick(speak, "per", [(one, words(one)) for one in Per]),
            ],
            className="row row-two",
        ),
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
                _text(speak, "published", placeholder="2025-06-27"),
                _text(speak, "url", placeholder="https://"),
                _text(speak, "author", required=True),
            ],
            className="row row-two",
        ),
        _text(speak, "note", area=True),
    )


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
        names = " · ".join(say(_LABELS[name]) for name in entry.missing)
        parts.append(html.P(say("Still missing: %(names)s", names=names), className="card-note"))
    if fact is not None and not entry.missing and not entry.errors:
        parts += _rivals(fact, speak)
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


def _rivals(fact: Fact, speak: Wording) -> list[Any]:
    others = find_others(fact, None)
    if not others:
        return []
    base, unit = load_lexicon().units.normalise(fact.value, fact.unit)
    same = [one for one in others if one.base_unit == unit and _agrees(one, base)]
    heading = (
        speak.say("Stored already, and it agrees")
        if len(same) == len(others)
        else speak.say("Stored already, and it differs: both will be kept")
    )
    return [html.H3(heading, className="relation"), statement_list(others, speak)]


def _agrees(stored: StoredFact, value: float) -> bool:
    low = stored.base_low if stored.base_low is not None else float("-inf")
    high = stored.base_high if stored.base_high is not None else float("inf")
    return low <= value <= high


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    shown = [name for name in FIELDS if name != "language"]

    @app.callback(
        Output("preview", "children"),
        Output("save-notice", "children"),
        Output("add-figure", "value"),
        Output("add-quote", "value"),
        *(Output(f"add-{name}", "error") for name in shown),
        Input("save", "n_clicks"),
        *(Input(f"add-{name}", "value") for name in FIELDS),
        State("language", "data"),
    )
    def update(clicks: object, *values: object) -> tuple[Any, ...]:
        speak = wording(values[-1])
        store = current_store()
        if is_read_only():
            raise PreventUpdate
        known = remember("entity set", lambda: frozenset(store.entities()))
        raw = dict(zip(FIELDS, values, strict=False))
        entry = read_entry(raw, speak, load_lexicon(), known.__contains__)
        errors = dict(entry.errors)
        notice: Any = None
        figure: Any = no_update
        quote: Any = no_update
        if ctx.triggered_id == "save" and clicks:
            for name in entry.missing:
                errors.setdefault(name, speak.say("This is needed to save."))
            if entry.fact is not None and not errors:
                stored, notice = _save(entry, errors, speak)
                if stored is not None:
                    figure = quote = ""
                    return (_saved_preview(speak), notice, figure, quote, *(None for _ in shown))
            elif not notice:
                notice = _notice(
                    speak.say("Nothing was stored yet. Mend the marked fields; the form is kept."),
                    "problem",
                )
        elif ctx.triggered_id is not None and not entry.values["figure"]:
            notice = no_update
        return (preview(entry, speak), notice, figure, quote, *(errors.get(name) for name in shown))


def _saved_preview(speak: Wording) -> list[Any]:
    return [html.P(speak.say("Type a figure to see how it is read."), className="quiet")]


def _save(entry: Entry, errors: dict[str, str], speak: Wording) -> tuple[StoredFact | None, Any]:
    """Stores the fact; what the store refuses is put at its field, and the form is kept."""
    values, fact = entry.values, entry.fact
    if fact is None:
        return None, None
    try:
        stored = current_store().add_by_hand(
            fact,
            author=values["author"],
            quote=entry.text,
            source=values["source"] or None,
            url=values["url"] or None,
            published=values["published"] or None,
            note=values["note"] or None,
        )
    except InvalidFactError as error:
        name = error.field if error.field in FIELDS else "figure"
        errors[name] = speak.say(error.reason)
        return None, _notice(
            speak.say("Nothing was stored yet. Mend the marked fields; the form is kept."),
            "problem",
        )
    except StoreError as error:
        return None, _notice(
            f"{error} {speak.say('Nothing was stored; the form is kept.')}", "problem"
        )
    words = (
        f"{name_subject(stored, speak)}: {speak.numbers.full(stored.fact.value, stored.fact.unit)}"
    )
    link = page_link(speak.say("Show it"), fact_href(speak, stored.key))
    return stored, _notice([speak.say("Stored: "), foreign(words), ". ", link], "done")


def _notice(content: Any, kind: str) -> Component:
    return html.P(content, className=f"notice notice-{kind}")


PAGE = Page(
    name="add",
    path="/add",
    title="Add a fact",
    description="One figure typed as its source writes it.",
    layout=layout,
    connect=connect,
    writes=True,
)
