"""Styles of Word documents: which paragraphs are headings, list items or a table of contents."""

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_ENTRIES = re.compile(r"(?i)(?:toc|table of figures|verzeichnis|inhaltsverzeichnis)(?: ?\d)?")


class Styles:
    """Which paragraph styles are of headings, of lists and of a table of contents."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        for style in root.iterchildren(f"{_W}style"):
            self._styles.setdefault(style.get(f"{_W}styleId", ""), style)
        self._kinds: dict[str, str] = {}

    def kind(self, paragraph: Any) -> str:
        """ "heading", "item", "entry" of a table of contents, or "text"."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "text"
        own = _kind(properties)
        style = properties.find(f"{_W}pStyle")
        inherited = "text" if style is None else self._of(style.get(_VAL, ""))
        if "heading" in {own, inherited}:
            return "heading"
        return inherited if own == "text" else own

    def _of(self, identifier: str) -> str:
        if identifier not in self._kinds:
            self._kinds[identifier] = self._follow(identifier)
        return self._kinds[identifier]

    def _follow(self, identifier: str) -> str:
        found, seen = "text", set[str]()
        while identifier in self._styles and identifier not in seen and len(seen) < 20:
            seen.add(identifier)
            style = self._styles[identifier]
            label = style.find(f"{_W}name")
            if label is not None and _ENTRIES.fullmatch(label.get(_VAL, "")[:40]):
                return "entry"
            properties = style.find(f"{_W}pPr")
            kind = "text" if properties is None else _kind(properties)
            if kind == "heading":  # headings may be numbered like lists
                return kind
            found = kind if found == "text" else found
            based = style.find(f"{_W}basedOn")
            identifier = "" if based is None else based.get(_VAL, "")
        return found


def _kind(properties: Any) -> str:
    level = properties.find(f"{_W}outlineLvl")
    if level is not None and level.get(_VAL) != "9":
        return "heading"
    number = properties.find(f"{_W}numPr/{_W}numId")
    return "text" if number is None or number.get(_VAL) == "0" else "item"
