"""Read origin: the fields that say where a text comes from, and where each of them was found."""

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.components.frame import card
from dashboard.components.links import visible
from dashboard.components.origin_words import origin_note, origin_of
from dashboard.handing import FIELDS, PASTED
from dashboard.wording import Wording
from tracker import Preview

_ORDER = ["label", "input", "error", "description"]
_LANGUAGES = ({"value": "de", "label": "Deutsch"}, {"value": "en", "label": "English"})
_LABELS = {
    "published": "Published",
    "language": "Language",
    "source": "Source",
    "title": "Title",
    "url": "Address",
}


def origin_card(speak: Wording) -> Component:
    """The fields of the origin; under each stands where its value was found."""
    say = speak.say

    def text(name: str, **more: Any) -> Any:
        return dmc.TextInput(
            id=f"read-{name}", label=say(_LABELS[name]), value="", debounce=400,
            inputWrapperOrder=_ORDER, inputProps={"maxLength": 1000},
            description=describe_field(name, None, None, speak), **more,
        )  # fmt: skip

    return card(
        html.H2(say("Origin of the text"), className="card-heading"),
        text("title"),
        text("source"),
        text("published", placeholder="2025-06-27"),
        text("url", placeholder="https://"),
        dmc.Select(
            id="read-language", label=say(_LABELS["language"]), value="",
            data=[{"value": "", "label": say("detected")}, *_LANGUAGES],
            allowDeselect=False, inputWrapperOrder=_ORDER,
            description=describe_field("language", None, None, speak),
        ),
        class_name="read-origin",
    )  # fmt: skip


def describe_field(name: str, typed: object, found: Preview | None, speak: Wording) -> Any:
    """What stands under a field: where its value was found, and the value where none was typed."""
    is_date = name == "published"
    if found is None:
        return speak.say("“Last year” is counted from this day.") if is_date else "\u00a0"
    value = getattr(found.document, name)
    if value and not typed and found.known and value == getattr(found.known.document, name):
        text = speak.say("taken from the copy that is stored already: %(value)s", value=value)
        return html.Span(text, className="origin")
    shown = _say_undated(found, speak) if is_date and not value else ""
    if value and not typed:
        names = {one["value"]: one["label"] for one in _LANGUAGES}
        shown = visible(names.get(value, value) if name == "language" else value)
    return origin_note(origin_of(name, found.document.found), value, speak, shown)


def _say_undated(found: Preview, speak: Wording) -> str:
    """What becomes of the figures of a document without a date."""
    days = {fact.published for fact in found.facts} - {None}
    if not days:
        return speak.say("“last year” stays open")
    if len(days) > 1:
        return speak.say("datelines date the figures")
    return speak.say("dateline: %(day)s", day=speak.numbers.day(days.pop()))


def say_given(source: object, found: Preview | None, speak: Wording) -> str:
    """The file that was dropped, and how long its document is."""
    name = source.get("name") if isinstance(source, dict) else None
    if found is None or not isinstance(name, str) or name == PASTED:
        return ""
    pages, length = len(found.document.pages), len(found.document.text)
    how_long = speak.say_plural("%(n)s character", "%(n)s characters", length)
    if pages:
        how_long = f"{speak.say_plural('%(n)s page', '%(n)s pages', pages)}, {how_long}"
    return speak.say("%(file)s: %(length)s", file=visible(name), length=how_long)


def said_by_file(
    handed: dict[str, Any], before: object, typed: dict[str, object]
) -> dict[str, str]:
    """What the fields of the origin become: what the file says, else what a person had typed.

    What an earlier file said is taken back; a guessed language stays for the text to tell.
    """
    earlier = before.get("handed") if isinstance(before, dict) else None
    guessed = {field for field, how, _ in handed["found"] if how == "guessed"}
    said = {}
    for name in FIELDS:
        if handed[name] and not (name == "language" and name in guessed):
            said[name] = str(handed[name])
        elif isinstance(earlier, dict) and typed[name] == earlier.get(name):
            said[name] = ""
    return said
