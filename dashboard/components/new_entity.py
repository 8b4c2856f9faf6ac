"""New entity: a corridor, port or company that is not in the list yet, named by a person."""

import re
import unicodedata
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.kinds import CREATABLE, kind_name
from dashboard.context import current_store, is_read_only, remember, wording
from dashboard.wording import Wording
from tracker import Entity, InvalidFactError, Store, StoreError

_LONGEST = 120


def entity_options(wording: Wording) -> list[dict[str, str]]:
    """All entities to choose from, by name; two of the same name are told apart by their kind."""

    def build() -> list[dict[str, str]]:
        found = current_store().entities()
        names = {one: wording.name(one) for one in found}
        counts: dict[str, int] = {}
        for name in names.values():
            counts[name] = counts.get(name, 0) + 1
        pairs = [
            (one, f"{name} ({kind_name(found[one].kind, wording)})" if counts[name] > 1 else name)
            for one, name in names.items()
        ]
        pairs.sort(key=lambda pair: pair[1].lower())
        return [{"value": one, "label": name} for one, name in pairs]

    return remember(("entity options", wording.language), build)


def new_entity_panel(wording: Wording) -> Component:
    """Fields for an entity that is not in the list, folded away until they are needed."""
    say = wording.say
    kinds = [{"value": kind, "label": kind_name(kind, wording)} for kind in CREATABLE]
    countries = [
        {"value": one.id, "label": wording.name(one.id)}
        for one in current_store().entities().values()
        if one.kind == "country"
    ]
    return html.Details(
        [
            html.Summary(say("Not in the list? Name a new corridor, port, company …")),
            html.Div(
                [
                    dmc.TextInput(id="entity-en", label=say("Name in English"), value=""),
                    dmc.TextInput(id="entity-de", label=say("Name in German"), value=""),
                    dmc.Select(id="entity-kind", label=say("What it is"), data=kinds,
                               value="organisation", allowDeselect=False),
                    dmc.Select(id="entity-home", label=say("Country"), searchable=True, limit=100,
                               clearable=True,
                               data=sorted(countries, key=lambda one: one["label"])),
                    dmc.TextInput(id="entity-alias", label=say("Other names, with commas"),
                                  value=""),
                    html.Button(say("Create it"), id="entity-create", className="plain-button",
                                type="button"),
                ],
                className="row row-two",
            ),
            html.P(id="entity-notice", className="card-note", role="status"),
        ],
        id="new-entity", className="new-entity",
    )  # fmt: skip


def create_entity(
    store: Store, wording: Wording, *, english: object, german: object, kind: object,
    home: object = None, aliases: object = "",
) -> tuple[str | None, dict[str, str], str]:  # fmt: skip
    """Keeps an entity.

    Returns:
        Its id, or None and what is wrong by field ("en", "kind"), and a sentence for the person.
    """
    say = wording.say
    names = {"en": _text(english), "de": _text(german)}
    if not any(names.values()):
        return None, {"en": say("Give it a name.")}, ""
    label = {code: name or names["en"] or names["de"] for code, name in names.items()}
    if kind not in CREATABLE:
        return None, {"kind": say("Choose what it is.")}, ""
    known = store.entities()
    for one in known.values():
        if {name.casefold() for name in one.label.values()} & {
            name.casefold() for name in label.values()
        }:
            return one.id, {}, say("%(name)s is in the list already.", name=wording.name(one.id))
    identifier = _id_of(label["en"], set(known))
    others = tuple(name for part in _text(aliases, 500).split(",") if (name := part.strip()))
    try:
        store.add_entity(
            Entity(id=identifier, kind=str(kind), label=label,
                   home=home if isinstance(home, str) and home in known else None, origin="user"),
            others,
        )  # fmt: skip
    except (InvalidFactError, StoreError) as error:
        return None, {"en": str(error)}, ""
    return identifier, {}, say("Created: %(name)s.", name=label[wording.language])


def _text(value: object, longest: int = _LONGEST) -> str:
    text = value.strip()[:longest] if isinstance(value, str) else ""
    return "".join(one for one in text if one.isprintable() and not 0xD800 <= ord(one) <= 0xDFFF)


def _id_of(name: str, taken: set[str]) -> str:
    """Lower-case words joined by `_`, and a number where that is taken."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore")
    words = re.findall(r"[a-z0-9]+", plain.decode().lower()) or ["entity"]
    base = "_".join(words)[:60]
    base = base if len(base) > 2 else f"{base}_own"
    found, n = base, 1
    while found in taken:
        n += 1
        found = f"{base}_{n}"
    return found


def connect_new_entity(app: Dash, pickers: tuple[str, ...], target: str) -> None:
    """Registers the making of an entity.

    Args:
        app: The app.
        pickers: Ids of the lists that learn of it.
        target: The one that is set to it.
    """

    @app.callback(
        *(Output(one, "data") for one in pickers),
        Output(target, "value", allow_duplicate=True),
        Output("entity-en", "error"),
        Output("entity-kind", "error"),
        Output("entity-notice", "children"),
        Input("entity-create", "n_clicks"),
        *(State(f"entity-{name}", "value") for name in ("en", "de", "kind", "home", "alias")),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def create(clicks: object, *values: object) -> tuple[Any, ...]:
        if not clicks or is_read_only():
            raise PreventUpdate
        english, german, kind, home, aliases, language = values
        made, errors, said = create_entity(
            current_store(), wording(language), english=english, german=german, kind=kind,
            home=home, aliases=aliases,
        )  # fmt: skip
        lists = [entity_options(wording(language)) if made else no_update for _ in pickers]
        return (*lists, made or no_update, errors.get("en"), errors.get("kind"), said)
