"""Origin words: where each field of a document comes from, said so that a guess is seen as one."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.links import visible
from dashboard.wording import Wording
from tracker import FieldOrigin, How

_TAG = "meta tag "
_LABELS = {
    "its first line": "its first line",
    "the file's name": "the file's name",
    "its words": "its words",
    "document properties": "document properties",
    "Subject header": "Subject header",
    "From header": "From header",
    "Date header": "Date header",
    "time element": "time element",
    "lang attribute": "lang attribute",
    "canonical link": "canonical link",
    "h1 element": "h1 element",
    "title element": "title element",
}
"""Places that readers name, as the catalogues know them; others are shown as they are."""


def origin_of(field: str, found: Sequence[FieldOrigin]) -> FieldOrigin | None:
    """Where a field comes from; None where nobody told."""
    return next((each for each in found if each.field == field), None)


def say_origin(origin: FieldOrigin | None, value: str | None, wording: Wording) -> tuple[str, str]:
    """Where a field comes from in a few words, and how sure that is: said, guessed, missing.

    A value of which nothing is known counts as said: it was stored before such things were noted.
    """
    say = wording.say
    if not value:
        return "", "missing"
    if origin is None:
        return "", "said"
    where = _say_place(origin.where, wording)
    if origin.how is How.GUESSED:
        return (say("from %(where)s", where=where) if where else ""), "guessed"
    if origin.how is How.LISTED:
        return say("listed in documents.toml"), "said"
    if origin.how is How.GIVEN:
        return say("said by a person"), "said"
    text = say("stated in the %(where)s", where=where) if where else say("stated in the document")
    return text, "said"


def _say_place(where: str | None, wording: Wording) -> str:
    if not where:
        return ""
    if where.startswith(_TAG):
        return wording.say("meta tag %(name)s", name=visible(where.removeprefix(_TAG)))
    return visible(wording.say(_LABELS[where]) if where in _LABELS else where)


def origin_note(
    origin: FieldOrigin | None, value: str | None, wording: Wording, more: str = ""
) -> Component | str:
    """The line that says where a field comes from; a guess and a gap are marked as such.

    Args:
        origin: What was noted of it.
        value: The field itself.
        wording: The language.
        more: What else to say, such as a value that stands nowhere else.
    """
    text, sureness = say_origin(origin, value, wording)
    marks = {"guessed": wording.say("guessed"), "missing": wording.say("not found")}
    parts: list[Any] = []
    if sureness in marks:
        parts.append(html.Span(marks[sureness], className=f"origin-mark origin-{sureness}"))
    parts.append(", ".join(part for part in (more, text) if part))
    return html.Span(parts, className="origin") if parts != [""] else "\u00a0"
