"""Mail pages: the text of a message that is written as HTML."""

import re
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped, unused-ignore]

from tracker.model.errors import ReadError
from tracker.readers.grids import Cell, write_table
from tracker.readers.markup import has_crowded_tag
from tracker.readers.passages import MAX_CHARS, Passages, as_line, raised

MAX_TAGS = 200_000
_MAX_ATTRIBUTES = 500  # of one tag
# Deeper markup comes from no mail program, and walking through it would take the whole stack.
_MAX_DEPTH = 150
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_SKIPPED = {
    *("head", "script", "style", "title", "template", "noscript", "iframe", "object", "svg"),
    *("select", "textarea", "button", "audio", "video", "map", "rt", "rp", "del", "s", "strike"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hr", "html", "main", "nav", "ol", "p", "pre", "section", "table", "ul", "li"),
    *("caption", "tr", "td", "th", "tbody", "thead", "tfoot"),
}
_GROUPS = {"tbody", "thead", "tfoot"}


def page_text(markup: str, name: str) -> tuple[str, bool]:
    """The visible text of a page, blocks apart by an empty line, and whether a quote was left out.

    Nothing is loaded and nothing is run; quoted letters before this one are left out.

    Raises:
        ReadError: `too_large` if it has more than `MAX_TAGS` tags or `MAX_CHARS` characters, or a
            tag has too many attributes.
    """
    if markup.count("<") > MAX_TAGS:
        raise ReadError(name, "too_large", "its page has too much markup; save its text as .txt.")
    if len(markup) > MAX_CHARS:
        most = f"{MAX_CHARS / 1e6:.0f} million characters"
        detail = f"its page has more than {most}; save its text as a .txt file."
        raise ReadError(name, "too_large", detail)
    if has_crowded_tag(markup, _MAX_ATTRIBUTES):
        detail = "a tag of its page has too many attributes; save its text as a .txt file."
        raise ReadError(name, "too_large", detail)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    data = markup.replace("\x00", "").encode("utf-8", errors="replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return "", False  # it holds no element at all, so no text either
    page = _Page(name)
    page.block(root, page.passages, 0)
    blocks = page.passages.blocks()
    return page.passages.text() if blocks else "", page.quoted


class _Page:
    """Walks through the elements once."""

    def __init__(self, name: str) -> None:
        self.passages = Passages(name)
        self.quoted = False
        self._name = name

    def block(self, element: Any, out: Passages, depth: int) -> None:
        """Read the blocks of an element, and what stands between them as paragraphs."""
        pieces: list[str] = []
        self._flow(element, out, pieces, depth)
        _close(pieces, out)

    def _flow(self, element: Any, out: Passages, pieces: list[str], depth: int) -> None:
        pieces.append(_BLANKS.sub(" ", element.text or ""))
        for child in element:
            self._child(child, out, pieces, depth + 1)
            pieces.append(_BLANKS.sub(" ", child.tail or ""))

    def _child(self, child: Any, out: Passages, pieces: list[str], depth: int) -> None:
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or _is_hidden(child):
            return
        if depth > _MAX_DEPTH:
            detail = "its page is nested too deep; save its text as a .txt file."
            raise ReadError(self._name, "unreadable", detail)
        if tag == "br":
            pieces.append("\n")
        elif tag in {"sup", "sub"}:
            own: list[str] = []
            self._flow(child, out, own, depth)
            text = "".join(own)
            pieces.append(raised(text, "".join(pieces[-4:])) if tag == "sup" else text)
        elif tag == "blockquote" and _is_quote(child):
            self.quoted = True
        elif tag in _BLOCKS:
            _close(pieces, out)
            if tag == "table":
                self._table(child, out, depth)
            elif tag == "li":
                self._item(child, out, depth)
            else:
                self.block(child, out, depth)
        else:
            self._flow(child, out, pieces, depth)

    def _item(self, item: Any, out: Passages, depth: int) -> None:
        inner = Passages(self._name)
        self.block(item, inner, depth)
        if len(inner.blocks()) == 1:
            out.line(as_line(inner.blocks()), "list")
        else:  # lists and paragraphs within an item stay what they are
            out.take(inner)

    def _table(self, table: Any, out: Passages, depth: int) -> None:
        rows: list[list[tuple[Cell, Passages]]] = []
        heads = 0
        for part in table:
            grouped = part.tag in _GROUPS
            for row in list(part) if grouped else [part]:
                if row.tag == "tr":
                    is_head = part.tag == "thead" or {cell.tag for cell in row} == {"th"}
                    heads += is_head and heads == len(rows)
                    rows.append(self._row(row, depth + grouped))
                elif row.tag == "caption":
                    self.block(row, out, depth + 1)
                else:
                    self._child(row, out, [], depth + grouped)
        write_table(rows, heads, out, nested=table.find(".//table") is not None)

    def _row(self, row: Any, depth: int) -> list[tuple[Cell, Passages]]:
        cells = []
        for cell in row:
            inner = Passages(self._name)
            pieces: list[str] = []
            self._child(cell, inner, pieces, depth + 2)
            _close(pieces, inner)
            text = "\n".join(inner.blocks())
            cells.append((Cell(text, _span(cell, "colspan"), _span(cell, "rowspan")), inner))
        return cells


def _span(cell: Any, name: str) -> int:
    span = (cell.get(name) or "1").strip()[:3]
    return max(int(span), 1) if span.isascii() and span.isdigit() else 1


def _close(pieces: list[str], out: Passages) -> None:
    lines = [_BLANKS.sub(" ", line).strip() for line in "".join(pieces).split("\n")]
    for paragraph in re.split("\n{2,}", "\n".join(lines)):
        out.paragraph(paragraph)
    pieces.clear()


def _is_hidden(element: Any) -> bool:
    style = element.get("style") or ""
    return element.get("hidden") is not None or bool(_HIDDEN.search(style[:2_000]))


def _is_quote(element: Any) -> bool:
    return element.get("type") == "cite" or "gmail_quote" in (element.get("class") or "")
