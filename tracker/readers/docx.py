"""Word documents (.docx): paragraphs, lists and tables in their order, footnotes at the end."""

import posixpath
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from tracker.model.errors import ReadError
from tracker.readers.archives import Package, parse
from tracker.readers.docx_styles import Styles
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

# Namespaces and names are those of ECMA-376, part 1 (WordprocessingML) and part 2 (packages).
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_VAL, _ID = f"{_W}val", f"{_W}id"
_ROOT = "_rels/.rels"
_TYPES = "[Content_Types].xml"
_KEPT = {"officeDocument", "core-properties", "styles", "footnotes", "endnotes", "header", "footer"}
_STRICT = b"http://purl.oclc.org/ooxml/"
_DETAIL = "it is no Word document that can be read; save it anew as .docx, or its text as .txt."
# What programs write as the title when nobody gave one.
_NO_TITLE = re.compile(
    r"(?i)(?:microsoft (?:office )?word\b.*|word[- ]?(?:document|dokument)|(?:document|dokument)"
    r"\s?\d*|untitled\b.*|unbenannt\b.*|title|titel|(?:press release|pressemitteilung) template"
    r"|.*\.(?:docx?|dotx?|odt))"
)
_SIGNS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}noBreakHyphen": "\u2011",
}
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_INSERTED = {f"{_W}ins", f"{_W}moveTo"}
_AROUND = _INSERTED | {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag")}
_DRAWN = {f"{_W}drawing", f"{_W}pict", f"{_W}object"}
_SKIPPED = {f"{_W}{name}" for name in ("pPr", "rPr", "sdtPr", "rt", "fldData", "instrText")}
_MAX_COLUMNS = 64


def read_docx(data: bytes, name: str, encoding: str | None) -> Reading:
    """The text of a Word document, as it stands with all its tracked changes accepted.

    Its dates are those of the file, not of a publication, and stay unread.

    Raises:
        ReadError: `unreadable`, `wrong_type`, `encrypted`, `too_large` or `no_text`.
    """
    package = Package(data, name, "Word document (.docx)")
    small = _repacked(package, name)
    from docx import Document  # only here: it takes a while to load

    try:
        document = Document(BytesIO(small))
        body = document.element.body
        styles = document.styles.element
        parts = [(rel.reltype, rel.target_part.blob) for rel in document.part.rels.values()]
        has_core = any(
            "core-properties" in rel.reltype for rel in document.part.package.rels.values()
        )
        core = document.core_properties if has_core else None
        title, language = (core.title, core.language) if core else (None, None)
    except Exception as error:  # the library raises whatever its lines happen to raise
        raise ReadError(name, "unreadable", _DETAIL) from error
    if body is None:
        raise ReadError(name, "unreadable", _DETAIL)
    reader = _Body(name, Styles(styles))
    try:
        reader.read(body, parts)
    except RecursionError as error:
        raise ReadError(name, "unreadable", "its parts are nested too deep.") from error
    label = as_label(title)
    origin = Origin(
        title=None if label and _NO_TITLE.fullmatch(label) else label,
        language=as_language(language),
    )
    return Reading(
        text=reader.passages.text(),
        note=reader.note(),
        origin=origin,
        places=dict.fromkeys(("title", "language"), "document properties"),
    )


def _repacked(package: Package, name: str) -> bytes:
    """The few parts that are read, checked, in a container of our own.

    A relationship that leads nowhere would keep the library from opening the document.
    """
    if _TYPES not in package.names or _ROOT not in package.names:
        what = "a text of OpenDocument" if "content.xml" in package.names else "no Word document"
        detail = f"this is {what}, whatever its name says; save its text as a .txt file."
        raise ReadError(name, "wrong_type", detail)
    kept: dict[str, bytes] = {_TYPES: package.xml(_TYPES)}
    kept[_ROOT], targets = _relations(package, _ROOT, name)
    main = targets.get("officeDocument", [])
    if len(main) != 1:
        raise ReadError(name, "unreadable", _DETAIL)
    if not main[0].lower().startswith("word/") and main[0].lower().startswith(("xl/", "ppt/")):
        detail = "this is a table or slides, whatever its name says; save its text as .txt."
        raise ReadError(name, "wrong_type", detail)
    members = main + targets.get("core-properties", [])[:1]
    folder, file = posixpath.split(main[0])
    listing = posixpath.join(folder, "_rels", f"{file}.rels")
    if listing in package.names:
        kept[listing], targets = _relations(package, listing, name)
        members += [target for found in targets.values() for target in found]
    for member in members:
        if member not in kept:
            kept[member] = package.xml(member)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for member, markup in kept.items():
            archive.writestr(member, markup)
    return packed.getvalue()


def _relations(package: Package, listing: str, name: str) -> tuple[bytes, dict[str, list[str]]]:
    markup = package.xml(listing)
    if listing == _ROOT and _STRICT in markup:
        detail = 'it is in the "strict" form of the format; save it as an ordinary .docx.'
        raise ReadError(name, "unreadable", detail)
    root = parse(markup, name)
    base = posixpath.dirname(posixpath.dirname(listing))
    targets: dict[str, list[str]] = {}
    for relation in list(root):
        kind = relation.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", base, relation.get("Target", "")))[1:]
        external = relation.get("TargetMode") == "External"
        known = relation.tag == _RELATION and kind in _KEPT and target in package.names
        if known and not external and target not in {_TYPES, _ROOT, listing}:
            targets.setdefault(kind, []).append(target)
        else:
            root.remove(relation)
    return etree.tostring(root), targets


def _on(run: Any, name: str) -> bool:
    flag = run.find(f"{_W}rPr/{_W}{name}")
    return flag is not None and flag.get(_VAL) not in {"0", "false", "off"}


class _Body:
    """Takes the text out of the body, and counts what it leaves."""

    def __init__(self, name: str, styles: Styles) -> None:
        self.passages = Passages(name)
        self._name, self._styles = name, styles
        self._marks: dict[tuple[str, str], None] = {}
        self._boxes = self._pictures = self._comments = self._formulas = self._entries = 0
        self._notes = 0
        self._tracked = self._hidden = self._heads = False

    def read(self, body: Any, parts: list[tuple[str, bytes]]) -> None:
        """Read the body, then the footnotes and endnotes in the order of their marks."""
        self._blocks(body, self.passages)
        notes: dict[tuple[str, str], Any] = {}
        for kind, markup in parts:
            kind = kind.rpartition("/")[2]
            if kind in {"header", "footer"}:
                texts = parse(markup, self._name).iter(f"{_W}t")
                self._heads = self._heads or any((text.text or "").strip() for text in texts)
            elif kind in {"footnotes", "endnotes"}:
                for note in parse(markup, self._name):
                    notes.setdefault((kind, note.get(_ID, "")), note)
        for mark in list(self._marks):
            if mark in notes:
                inner = Passages(self._name)
                self._blocks(notes[mark], inner)
                self.passages.paragraph(as_line(inner.blocks()))
                self._notes += 1

    def note(self) -> str | None:
        """What a person should know of the reading, or None."""
        return office_note(
            [
                (self._pictures, "picture", "pictures"),
                (self._comments, "comment", "comments"),
                (self._formulas, "formula", "formulas"),
                (self._entries, "line of a table of contents", "lines of a table of contents"),
            ],
            heads=self._heads,
            hidden=self._hidden,
            tracked=self._tracked,
            boxes=self._boxes,
            footnotes=self._notes,
        )

    def _blocks(self, parent: Any, out: Passages) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{_W}p":
                self._paragraph(child, out)
            elif tag == f"{_W}tbl":
                self._table(child, out)
            elif tag in _DELETED:
                self._tracked = True
            elif tag == f"{_MC}AlternateContent":
                self._blocks(_alternative(child), out)
            elif tag in _AROUND:
                self._tracked = self._tracked or tag in _INSERTED
                self._blocks(child, out)

    def _paragraph(self, paragraph: Any, out: Passages) -> None:
        kind = self._styles.kind(paragraph)
        if kind == "entry":
            self._entries += 1
            return
        pieces: list[str] = []
        boxes: list[Any] = []
        self._inline(paragraph, pieces, boxes)
        if kind == "item":
            out.line(as_line(["".join(pieces)]), "list")
        else:
            out.paragraph("".join(pieces))
        self._boxes += len(boxes)
        for box in boxes:
            self._blocks(box, out)

    def _inline(self, parent: Any, pieces: list[str], boxes: list[Any]) -> None:
        for child in parent:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{_W}t":
                pieces.append(child.text or "")
            elif tag in _SIGNS:
                pieces.append(_SIGNS[tag])
            elif tag == f"{_W}r":
                self._run(child, pieces, boxes)
            elif tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
                kind = tag.removeprefix(_W).replace("Reference", "s")
                self._marks[kind, child.get(_ID, "")] = None
            elif tag == f"{_W}commentReference":
                self._comments += 1
            elif tag in _DELETED:
                self._tracked = True
            elif tag == f"{_MC}AlternateContent":
                self._inline(_alternative(child), pieces, boxes)
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag in _DRAWN:
                before = len(boxes)
                self._inline(child, pieces, boxes)
                self._pictures += len(boxes) == before
            elif tag.startswith(_MATH):
                self._formulas += 1
            else:
                self._tracked = self._tracked or tag in _INSERTED
                self._inline(child, pieces, boxes)

    def _run(self, run: Any, pieces: list[str], boxes: list[Any]) -> None:
        own: list[str] = []
        if _on(run, "vanish"):
            self._hidden = True
            return
        self._inline(run, own, boxes)
        text = "".join(own)
        height = run.find(f"{_W}rPr/{_W}vertAlign")
        above = height is not None and height.get(_VAL) == "superscript"
        pieces.append(raised(text, "".join(pieces[-4:])) if above else text)

    def _table(self, table: Any, out: Passages) -> None:
        rows: list[list[tuple[Cell, Passages]]] = []
        heads, nested = 0, False
        open_cells: dict[int, tuple[int, int]] = {}  # column → row and place of a merged cell
        for row in _within(table, f"{_W}tr"):
            if row.find(f"{_W}trPr/{_W}del") is not None:
                self._tracked = True
                continue
            if heads == len(rows) and row.find(f"{_W}trPr/{_W}tblHeader") is not None:
                heads += 1
            cells: list[tuple[Cell, Passages]] = []
            at = _skipped(row)
            cells += [(Cell(), Passages(self._name))] * at
            for cell in _within(row, f"{_W}tc"):
                span = _span(cell)
                if _continues(cell, "vMerge") and at in open_cells:
                    place = open_cells[at]
                    above, inner = rows[place[0]][place[1]]
                    rows[place[0]][place[1]] = (
                        replace(above, down=len(rows) - place[0] + 1),
                        inner,
                    )
                elif _continues(cell, "hMerge") and cells:
                    left, inner = cells[-1]
                    cells[-1] = (replace(left, across=left.across + span), inner)
                else:
                    inner = Passages(self._name)
                    self._blocks(cell, inner)
                    nested = nested or next(cell.iter(f"{_W}tbl"), None) is not None
                    open_cells[at] = (len(rows), len(cells))
                    cells.append((Cell("\n".join(inner.blocks()), span), inner))
                at += span
            rows.append(cells)
        write_table(rows, heads, out, nested=nested)


def _alternative(choices: Any) -> Any:
    """One of the forms of the same content; the others are for older programs."""
    found = next(choices.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), None)
    return () if found is None else found


def _within(parent: Any, tag: str) -> Any:
    """The rows of a table or the cells of a row, also those wrapped in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _within(child, tag)


def _span(cell: Any) -> int:
    """Over how many columns a cell goes; no table of a text is wider than `_MAX_COLUMNS`."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    digits = "" if span is None else span.get(_VAL, "")[:3]
    return min(max(int(digits), 1), _MAX_COLUMNS) if digits.isascii() and digits.isdigit() else 1


def _skipped(row: Any) -> int:
    """How many columns a row leaves free before its first cell."""
    skipped = row.find(f"{_W}trPr/{_W}gridBefore")
    digits = "" if skipped is None else skipped.get(_VAL, "")[:2]
    return min(int(digits), _MAX_COLUMNS) if digits.isascii() and digits.isdigit() else 0


def _continues(cell: Any, name: str) -> bool:
    """Whether a cell belongs to the merged one above it (vMerge) or before it (hMerge)."""
    merged = cell.find(f"{_W}tcPr/{_W}{name}")
    return merged is not None and merged.get(_VAL, "continue") == "continue"
