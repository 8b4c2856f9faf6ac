"""Links: to facts, documents and pages of this app, and to foreign pages where that is safe."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.address import href, safe_url
from dashboard.context import default_language, known_entities
from dashboard.wording import Wording


def page_href(wording: Wording, path: str, **parameters: str | int | Sequence[str] | None) -> str:
    """An address of this app that keeps the language of the page."""
    return href(path, wording.language, default_language(), **parameters)


def fact_href(wording: Wording, key: str) -> str:
    """Where one figure stands with everything that is known of it."""
    return page_href(wording, f"/fact/{key}")


def entity_href(wording: Wording, identifier: str) -> str:
    """Where everything stands that is known of an entity."""
    return page_href(wording, f"/entity/{identifier}")


def entity_link(wording: Wording, identifier: str | None) -> Component:
    """The name of an entity, leading to all that is known of it; plain text for what is none."""
    if identifier is None or identifier not in known_entities():
        return html.Span(visible(wording.name(identifier)))
    return page_link(visible(wording.name(identifier)), entity_href(wording, identifier))


def page_link(text: Any, target: str, class_name: str = "") -> Component:
    """A link inside the app."""
    return dcc.Link(text, href=target, className=class_name or "link")


def foreign_link(url: str | None, text: str | None = None) -> Component | None:
    """A link to a page outside, opened apart; text only where the address is not http or https."""
    if not url:
        return None
    target = safe_url(url)
    if target is None:
        return html.Span(foreign(url), className="break")
    return html.A(
        foreign(text or url), href=target, target="_blank", rel="noopener noreferrer",
        className="link break",
    )  # fmt: skip


def foreign(text: str | None) -> Component:
    """Text that others wrote, its direction kept apart and its invisible signs shown."""
    return html.Bdi(visible(text or ""))


def visible(text: str) -> str:
    """Direction marks, zero-width and control signs become `␣`-like marks: `‹U+202E›`."""
    return "".join(f"‹U+{ord(sign):04X}›" if _is_hidden(sign) else sign for sign in text)


def _is_hidden(sign: str) -> bool:
    code = ord(sign)
    return (
        0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0x200B <= code <= 0x200F
        or code in (0xFEFF, 0x061C, 0x2060)
        or (code < 32 and sign not in "\n\t\r")
        or 0x7F <= code < 0xA0
        or 0xD800 <= code <= 0xDFFF
    )
