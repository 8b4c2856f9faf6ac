"""OpenDocument texts (.odt): paragraphs, lists and tables in their order, footnotes at the end."""

import re
from typing import Any

from tracker.model.errors import ReadError
from tracker.readers.archives import Package
from tracker.readers.grids import Cell, write_table
from tracker.readers.origins import Origin
from tracker.readers.passages import (
    Passages,
    as_label,
    as_language,
    as_line,
    office_note,
    raised,
)
from tracker.readers.reading import Reading

# Namespaces and names are those of OpenDocument 1.3, part 3 (schema) and part 2 (packages).
_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE = _NS % "office", _NS % "text", _NS % "table"
_DRAW, _STYLE = _NS % "drawing", _NS % "style"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TYPE = b"application/vnd.oasis.opendocument.text"
_KIND = "text of OpenDocument (.odt)"
_ENCRYPTED = "it is encrypted; open it with its password and save it without."
_BLANKS = re.compile(r"[ \t\r\n]+")
# Repetitions are written as a number, which may be any; no table of a text is wider.
_MAX_COLUMNS = 64
_MAX_ROWS = 500
_MAX_SAME = 64  # characters
_MAX_SPACES = 20
_CONTENT, _META, _MANIFEST = "content.xml", "meta.xml", "META-INF/manifest.xml"

_SKIPPED = {
    f"{_TEXT}tracked-changes",
    f"{_TEXT}note-citation",
    f"{_TEXT}ruby-text",
    f"{_TEXT}sequence-decls",
    f"{_TEXT}variable-decls",
    f"{_TEXT}user-field-decls",
    f"{_TEXT}hidden-text",
    f"{_OFFICE}annotation-end",
    f"{_OFFICE}forms",
    f"{_OFFICE}event-listeners",
    f"{_TEXT}script",
}
_INDEXES = {
    f"{_TEXT}{name}"
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    )
}
_ROWS = {f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
_COLUMNS = f"{_TABLE}number-columns-repeated"


def read_odt(data: bytes, name: str, encoding: str | None) -> Reading:
    """The text of an OpenDocument text, as it stands with all its tracked changes accepted.

    Its dates are those of the file, not of a publication, and stay unread.

    Raises:
        ReadError: `unreadable`, `wrong_type`, `encrypted`, `too_large` or `no_text`.
    """
    package = Package(data, name, _KIND)
    _check_kind(package, name)
    root = package.tree(_CONTENT)
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        detail = f"this is no {_KIND}, whatever its name says; save its text as a .txt file."
        raise ReadError(name, "wrong_type", detail)
    origin = Origin()
    if _META in package.names:
        meta = package.tree(_META).find(f"{_OFFICE}meta")
        if meta is not None:
            origin = Origin(
                title=as_label(meta.findtext(f"{_DC}title")),
                language=as_language(meta.findtext(f"{_DC}language")),
            )
    reader = _Body(name, root.find(f"{_OFFICE}automatic-styles"))
    try:
        reader.read(body)
    except RecursionError as error:
        raise ReadError(name, "unreadable", "its parts are nested too deep.") from error
    return Reading(
        text=reader.passages.text(),
        note=reader.note(),
        origin=origin,
        places=dict.fromkeys(("title", "language"), "document properties"),
    )


def _check_kind(package: Package, name: str) -> None:
    if "encrypted-package" in package.names:
        raise ReadError(name, "encrypted", _ENCRYPTED)
    kind = package.read("mimetype").strip() if "mimetype" in package.names else b""
    if _CONTENT not in package.names or (kind and not kind.startswith(_TYPE)):
        detail = f"this is no {_KIND}, whatever its name says; save its text as a .txt file."
        raise ReadError(name, "wrong_type", detail)
    if _MANIFEST in package.names and b"encryption-data" in package.read(_MANIFEST):
        raise ReadError(name, "encrypted", _ENCRYPTED)


class _Body:
    """Takes the text out of the body, and counts what it leaves."""

    def __init__(self, name: str, styles: Any) -> None:
        self.passages = Passages(name)
        self._name = name
        self._raised, self._vanished = _styles(styles)
        self._footnotes: list[Any] = []
        self._pictures = self._boxes = self._comments = self._indexes = 0
        self._tracked = self._hidden = False

    def read(self, body: Any) -> None:
        """Read the body, then the footnotes and endnotes in the order of their marks."""
        self._blocks(body, self.passages)
        for note in self._footnotes:  # none stands within another
            inner = Passages(self._name)
            self._blocks(note, inner)
            self.passages.paragraph(as_line(inner.blocks()))

    def note(self) -> str | None:
        """What a person should know of the reading, or None."""
        return office_note(
            [
                (self._pictures, "picture", "pictures"),
                (self._comments, "comment", "comments"),
                (self._indexes, "table of contents or index", "tables of contents or indexes"),
            ],
            hidden=self._hidden,
            tracked=self._tracked,
            boxes=self._boxes,
            footnotes=len(self._footnotes),
        )

    def _blocks(self, parent: Any, out: Passages, *, item: bool = False) -> None:
        for child in parent:
            tag = child.tag
            if tag in {f"{_TEXT}p", f"{_TEXT}h"}:
                self._paragraph(child, out, item=item and tag == f"{_TEXT}p")
            elif tag == f"{_TABLE}table":
                self._table(child, out)
            elif self._left_out(child):
                continue
            elif tag.startswith(_DRAW):
                self._drawn(child, out)
            elif tag == f"{_TEXT}list-item":
                self._item(child, out)
            else:  # lists, sections, headers of lists, numbered paragraphs
                self._blocks(child, out, item=item)

    def _left_out(self, element: Any) -> bool:
        tag = element.tag
        if tag == f"{_OFFICE}annotation":
            self._comments += 1
        elif tag in _INDEXES:
            self._indexes += 1
        elif tag == f"{_TEXT}section" and element.get(f"{_TEXT}display") == "none":
            self._hidden = True
        elif tag == f"{_TEXT}tracked-changes":
            self._tracked = True
        elif tag == f"{_TEXT}hidden-paragraph" or element.get(f"{_TEXT}style-name") in (
            self._vanished
        ):
            self._hidden = True
        else:
            return tag in _SKIPPED
        return True

    def _item(self, item: Any, out: Passages) -> None:
        """An item is one line; the lists within it follow, a line for each of their items."""
        if item.find(f"{_TEXT}h") is not None:  # numbered headings are written as lists
            self._blocks(item, out)
            return
        own = Passages(self._name)
        rest = []
        for child in item:
            if child.tag == f"{_TEXT}list":
                rest.append(child)
            else:
                self._blocks([child], own)
        out.line(as_line(own.blocks()), "list")
        for inner in rest:
            self._blocks(inner, out, item=True)

    def _paragraph(self, paragraph: Any, out: Passages, *, item: bool) -> None:
        if paragraph.get(f"{_TEXT}style-name") in self._vanished:
            self._hidden = True
            return
        pieces: list[str] = []
        frames: list[Any] = []
        self._inline(paragraph, pieces, frames)
        text = "".join(pieces)
        if item:
            out.line(as_line([text]), "list")
        else:
            out.paragraph(text)
        for frame in frames:
            self._drawn(frame, out)

    def _drawn(self, frame: Any, out: Passages) -> None:
        boxes = list(frame.iter(f"{_DRAW}text-box")) if frame.tag == f"{_DRAW}frame" else [frame]
        if not boxes:
            self._pictures += 1
            return
        inner = Passages(self._name)
        self._blocks(boxes[0], inner)
        self._boxes += bool(inner.blocks())
        out.take(inner)

    def _inline(self, parent: Any, pieces: list[str], frames: list[Any]) -> None:
        pieces.append(_BLANKS.sub(" ", parent.text or ""))
        for child in parent:
            tag = child.tag
            if tag == f"{_TEXT}s":
                pieces.append(" " * _number(child.get(f"{_TEXT}c"), _MAX_SPACES))
            elif tag == f"{_TEXT}tab":
                pieces.append("\t")
            elif tag == f"{_TEXT}line-break":
                pieces.append("\n")
            elif tag == f"{_TEXT}note":
                self._footnotes.extend(child.iterchildren(f"{_TEXT}note-body"))
            elif tag.startswith(_DRAW):
                if tag == f"{_DRAW}a":
                    frames.extend(child)
                else:
                    frames.append(child)
            elif not self._left_out(child):
                own: list[str] = []
                self._inline(child, own, frames)
                text = "".join(own)
                above = child.get(f"{_TEXT}style-name") in self._raised
                pieces.append(raised(text, "".join(pieces[-4:])) if above else text)
            pieces.append(_BLANKS.sub(" ", child.tail or ""))

    def _table(self, table: Any, out: Passages) -> None:
        rows: list[list[tuple[Cell, Passages]]] = []
        heads, nested = 0, False
        for row, is_head in _rows(table):
            cells: list[tuple[Cell, Passages]] = []
            for cell in row.iterchildren(f"{_TABLE}table-cell"):  # covered ones are not shown
                inner = Passages(self._name)
                self._blocks(cell, inner)
                nested = nested or next(cell.iter(f"{_TABLE}table"), None) is not None
                text = "\n".join(inner.blocks())
                across = _number(cell.get(f"{_TABLE}number-columns-spanned"), _MAX_COLUMNS)
                down = _number(cell.get(f"{_TABLE}number-rows-spanned"), _MAX_ROWS)
                # Only numbers and short words are the same from column to column.
                times = _number(cell.get(_COLUMNS), _MAX_COLUMNS) if len(text) <= _MAX_SAME else 1
                cells += [(Cell(text, across, down), inner)] * times
                del cells[4 * _MAX_COLUMNS :]
            heads += is_head and heads == len(rows)
            rows.append(cells)
        write_table(rows, heads, out, nested=nested)


def _rows(parent: Any, is_head: bool = False) -> Any:
    """The rows of a table, each with whether it is marked as head."""
    for child in parent:
        if child.tag == f"{_TABLE}table-row":
            yield child, is_head
        elif child.tag in _ROWS:
            yield from _rows(child, is_head or child.tag.endswith("header-rows"))


def _number(text: str | None, most: int) -> int:
    """How often something is repeated: once, if that is not said in digits."""
    if not text or not text.isascii() or not text.isdigit():
        return 1
    return min(int(text), most) if len(text) < 10 else most


def _styles(root: Any) -> tuple[set[str], set[str]]:
    """Names of the styles whose text stands above the line, and of those not shown."""
    above, hidden = set[str](), set[str]()
    if root is None:
        return above, hidden
    for style in root.iterchildren(f"{_STYLE}style"):
        for properties in style.iterchildren(f"{_STYLE}text-properties"):
            place = properties.get(f"{_STYLE}text-position", "")
            if place.startswith("super") or re.match(r"[1-9]\d?%", place):
                above.add(style.get(f"{_STYLE}name", ""))
            if properties.get(f"{_TEXT}display") == "none":
                hidden.add(style.get(f"{_STYLE}name", ""))
    return above, hidden
