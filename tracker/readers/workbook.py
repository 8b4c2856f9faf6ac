"""Workbooks (.xlsx): the values of each sheet that is shown, as paragraphs and tables."""

import posixpath
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from tracker.model.errors import ReadError
from tracker.readers.archives import Package
from tracker.readers.grids import Cell
from tracker.readers.number_formats import read_format, show_date, show_number
from tracker.readers.origins import Origin
from tracker.readers.passages import Passages, as_label, as_language, as_line, counted
from tracker.readers.reading import Reading
from tracker.readers.sheets import check_area, check_size, refuse_own_export, write_sheet

# Names are those of ECMA-376, part 1 (SpreadsheetML); its strict form has other namespaces.
MAX_SHEETS = 200
_MAX_MERGES = 20_000
_MAX_ROW, _MAX_COLUMN = 1_048_576, 16_384
_KIND = "Excel workbook (.xlsx)"
_ROOT, _CORE = "_rels/.rels", "docProps/core.xml"
_TYPES = "[Content_Types].xml"
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ON = {"1", "true"}
_DETAIL = "it is no workbook that can be read; save it anew as .xlsx, or its sheets as .csv."
_IMPORT = "save its first sheet as CSV, and `tracker import` takes it over"
_MAX_NAMED = 5
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}


def read_workbook(data: bytes, name: str, encoding: str | None) -> Reading:
    """The values of a workbook, sheet by sheet, each under its name.

    Numbers stand there as they are stored, with the unit that their format shows; nothing is
    computed, loaded or run. A result of a formula is the one that the file holds.

    Raises:
        ReadError: `unreadable`, `wrong_type`, `encrypted`, `too_large` or `no_text`; `wrong_type`
            also for a workbook that was exported from here.
    """
    package = Package(data, name, _KIND)
    book = _Book(package, name)
    passages = Passages(name)
    shown = [sheet for sheet in book.sheets() if not sheet.hidden]
    check_size(sum(len(_CELL.findall(package.read(sheet.member))) for sheet in shown), name)
    for number, sheet in enumerate(shown):
        rows = book.rows(sheet.member)
        if number == 0 and rows:
            refuse_own_export((cell.text for cell in rows[0]), name, _IMPORT)
        inner = Passages(name)
        write_sheet(rows, inner, name)
        if inner.blocks():
            passages.paragraph(as_line([sheet.title]))
            passages.take(inner)
    if not passages.blocks():
        raise ReadError(name, "no_text", "no sheet that is shown holds anything.")
    return Reading(
        text=passages.text(),
        note=book.note(),
        origin=_origin(package),
        places=dict.fromkeys(("title", "language"), "document properties"),
    )


class _Sheet:
    def __init__(self, title: str, member: str, *, hidden: bool) -> None:
        self.title, self.member, self.hidden = title, member, hidden


class _Book:
    """Takes the cells out of the sheets, and counts what it leaves."""

    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        if _TYPES not in package.names or _ROOT not in package.names:
            what = "a table of OpenDocument" if "content.xml" in package.names else f"no {_KIND}"
            detail = f"this is {what}, whatever its name says; save it as .xlsx or .csv."
            raise ReadError(name, "wrong_type", detail)
        main = [target for kind, target in self._relations(_ROOT) if kind == "officeDocument"]
        if len(main) != 1 or main[0] not in package.names:
            raise ReadError(name, "unreadable", _DETAIL)
        if not main[0].endswith(".xml") or main[0].lower().startswith(("word/", "ppt/")):
            detail = f"this is no {_KIND}, whatever its name says; save it as .xlsx or .csv."
            raise ReadError(name, "wrong_type", detail)
        self._main = main[0]
        self._root = package.tree(self._main)
        if _local(self._root) != "workbook":
            raise ReadError(name, "unreadable", _DETAIL)
        properties = _child(self._root, "workbookPr")
        old = properties is not None and properties.get("date1904") in _ON
        self._epoch = CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900
        self._members = self._related()
        self._texts = self._shared_texts()
        self._formats = self._number_formats()
        self._hidden_sheets: list[str] = []
        self._hidden_rows = self._hidden_columns = self._unknown = self._errors = 0

    def sheets(self) -> list[_Sheet]:
        """The sheets of cells in their order; those of charts alone are none."""
        found = []
        for sheet in _children(_child(self._root, "sheets"), "sheet"):
            member = next((value for key, value in sheet.items() if key.endswith("}id")), None)
            kind, target = self._members.get(member or "", ("", ""))
            if kind != "worksheet" or target not in self._package.names:
                continue
            title = as_label(sheet.get("name")) or ""
            hidden = sheet.get("state", "visible") != "visible"
            if hidden:
                self._hidden_sheets.append(title)
            found.append(_Sheet(title, target, hidden=hidden))
        if len(found) > MAX_SHEETS:
            detail = f"it has {len(found)} sheets, and up to {MAX_SHEETS} are read; split it."
            raise ReadError(self._name, "too_large", detail)
        return found

    def note(self) -> str | None:
        """What a person should know of the reading, or None."""
        sentences = []
        left = []
        if sheets := self._hidden_sheets:
            named = ", ".join(f"“{title}”" for title in sheets[:_MAX_NAMED])
            more = ", …" if len(sheets) > _MAX_NAMED else ""
            which = counted(len(sheets), "hidden sheet", "hidden sheets")
            left.append(f"{which} ({named}{more})")
        names = self._package.names
        for number, one, many in (
            (self._hidden_rows, "hidden row", "hidden rows"),
            (self._hidden_columns, "hidden column", "hidden columns"),
            (_count(names, "xl/charts/chart"), "chart", "charts"),
            (_count(names, "xl/media/"), "picture", "pictures"),
        ):
            left += [counted(number, one, many)] if number else []
        if left:
            sentences.append(f"Read without its {', '.join(left)}.")
        if _count(names, "xl/comments"):
            sentences.append("Read without the comments on its cells.")
        if self._unknown:
            cells = counted(self._unknown, "formula", "formulas")
            sentences.append(
                f"The file does not hold the results of {cells}, so those cells are empty here; "
                "open it in its program, save it and read it anew."
            )
        if self._errors:
            cells = counted(self._errors, "cell holds", "cells hold")
            sentences.append(f"{cells} an error in place of a value and were left empty.")
        return " ".join(sentences) or None

    def rows(self, member: str) -> list[list[Cell]]:
        """The rows of a sheet that are shown, from the first with a value to the last.

        Columns without any value are left out; where rows without any are, stands one empty row.
        """
        root = self._package.tree(member)
        hidden = _hidden_columns(root)
        values: dict[int, dict[int, str]] = {}
        unseen, gone = set[int](), set[int]()
        number = 0
        for row in _children(_child(root, "sheetData"), "row"):
            stated = row.get("r", "")
            number = int(stated) if stated.isascii() and stated.isdigit() else number + 1
            if number > _MAX_ROW:
                raise ReadError(self._name, "unreadable", _DETAIL)
            cells = dict(self._cells(row))
            if row.get("hidden") in _ON:
                gone.add(number)
                self._hidden_rows += bool(cells)
                continue
            unseen |= {at for at in cells if at in hidden}
            if shown := {at: text for at, text in cells.items() if at not in hidden}:
                values[number] = shown
        self._hidden_columns += len(unseen)
        used = {at for row in values.values() for at in row}
        check_area(len(values), len(used), self._name)
        return _aligned(values, self._merged(root), gone)

    def _cells(self, row: Any) -> Iterator[tuple[int, str]]:
        at = 0
        for cell in _children(row, "c"):
            place = _PLACE.fullmatch(cell.get("r", ""))
            at = _column(place[1]) if place else at + 1
            if text := self._text(cell):
                yield at, text

    def _text(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _written(_child(cell, "is"))
        stored = _child(cell, "v")
        value = "" if stored is None else (stored.text or "").strip()
        if not value:
            self._unknown += _child(cell, "f") is not None and kind != "str"
            return ""
        if kind == "s":
            known = value.isascii() and value.isdigit() and len(value) < 10
            return self._texts[int(value)] if known and int(value) < len(self._texts) else ""
        if kind == "str":
            return value
        if kind == "b":
            return "TRUE" if value in _ON else "FALSE"
        if kind == "e" or value in _ERRORS:
            self._errors += 1
            return ""
        return value[:10] if kind == "d" else self._number(value, cell.get("s", "0"))

    def _number(self, value: str, style: str) -> str:
        known = style.isascii() and style.isdigit() and len(style) < 6
        code = self._formats[int(style)] if known and int(style) < len(self._formats) else ""
        shape = read_format(code)
        if not shape.date:
            return show_number(value, shape)
        try:
            moment = from_excel(float(value), self._epoch)
        except (ValueError, OverflowError):  # before or after all dates
            return show_number(value, read_format(""))
        if isinstance(moment, datetime) and shape.date == "t":
            moment = moment.time()
        return show_date(moment, shape.date) if moment is not None else ""

    def _merged(self, root: Any) -> dict[tuple[int, int], tuple[int, int]]:
        """First row and column of each merged range → its last ones."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for merged in _children(_child(root, "mergeCells"), "mergeCell"):
            if len(found) == _MAX_MERGES:
                detail = f"it has more than {_MAX_MERGES:,} merged ranges; split it."
                raise ReadError(self._name, "too_large", detail)
            first, _, last = merged.get("ref", "").partition(":")
            start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
            if start and end:
                found[int(start[2]), _column(start[1])] = int(end[2]), _column(end[1])
        return found

    def _relations(self, listing: str) -> Iterator[tuple[str, str]]:
        for kind, target, _ in self._links(listing):
            yield kind, target

    def _links(self, listing: str) -> Iterator[tuple[str, str, str]]:
        """Kind, member and id of each relation that stays within the file."""
        if listing not in self._package.names:
            return
        base = posixpath.dirname(posixpath.dirname(listing))
        for relation in self._package.tree(listing):
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", base, relation.get("Target", "")))
                yield kind, target[1:], relation.get("Id", "")

    def _related(self) -> dict[str, tuple[str, str]]:
        folder, file = posixpath.split(self._main)
        listing = posixpath.join(folder, "_rels", f"{file}.rels")
        return {identifier: (kind, target) for kind, target, identifier in self._links(listing)}

    def _member(self, kind: str) -> Any:
        members = (target for known, target in self._members.values() if known == kind)
        found = next((member for member in members if member in self._package.names), None)
        return None if found is None else self._package.tree(found)

    def _shared_texts(self) -> list[str]:
        return [_written(item) for item in _children(self._member("sharedStrings"), "si")]

    def _number_formats(self) -> list[str]:
        """The code of the number format of each style of cells."""
        styles = self._member("styles")
        codes: dict[int, str] = dict(BUILTIN_FORMATS)
        for own in _children(_child(styles, "numFmts"), "numFmt"):
            if (number := own.get("numFmtId", "")).isdigit() and number.isascii():
                codes[int(number[:9])] = own.get("formatCode", "")
        found = []
        for style in _children(_child(styles, "cellXfs"), "xf"):
            number = style.get("numFmtId", "0")
            known = number.isascii() and number.isdigit()
            found.append(codes.get(int(number[:9]), "") if known else "")
        return found


def _aligned(
    values: dict[int, dict[int, str]],
    merged: dict[tuple[int, int], tuple[int, int]],
    gone: set[int],
) -> list[list[Cell]]:
    """The rows with a cell for each column in use, but for those that a merged cell covers.

    Args:
        values: Row → column → text.
        merged: First row and column of each merged range → its last ones.
        gone: Rows that are hidden, which part no table.
    """
    used = sorted({at for row in values.values() for at in row})
    numbers = sorted(values)
    merged = {
        (number, at): merged[number, at]
        for number, row in values.items()
        for at in row
        if (number, at) in merged
    }
    reach: dict[int, int] = {}  # column → last row that a merged cell above takes of it
    rows: list[list[Cell]] = []
    for place, number in enumerate(numbers):
        between = range(numbers[place - 1] + 1, number) if place else ()
        if any(other not in gone for other in between):
            rows.append([])
            reach = {}  # a table ends where a row is empty
        row, last = [], 0
        for at in used:
            if at <= last or reach.get(at, 0) >= number:
                continue
            across = down = 1
            if (number, at) in merged:
                end, last = merged[number, at]
                columns = [other for other in used if at <= other <= last]
                across = len(columns)
                down = sum(1 for other in numbers[place : place + end - number + 1] if other <= end)
                reach |= dict.fromkeys(columns, end)
            row.append(Cell(values[number].get(at, ""), across, down))
        rows.append(row)
    return rows


def _hidden_columns(root: Any) -> set[int]:
    found = bytearray(_MAX_COLUMN + 1)
    for column in _children(_child(root, "cols"), "col"):
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in _ON and (first + last).isascii() and (first + last).isdigit():
            begin, end = int(first[:5] or 1), min(int(last[:5] or 0), _MAX_COLUMN)
            found[begin : end + 1] = b"\1" * (end + 1 - begin)
    return {at for at, is_hidden in enumerate(found) if is_hidden}


def _origin(package: Package) -> Origin:
    if _CORE not in package.names:
        return Origin()
    properties = {_local(element): element.text for element in package.tree(_CORE)}
    return Origin(
        title=as_label(properties.get("title")), language=as_language(properties.get("language"))
    )


def _written(item: Any) -> str:
    """The text of a cell: its runs, without the readings beside Chinese and Japanese words."""
    if item is None:
        return ""
    pieces = []
    for part in item.iter():
        within = part.getparent()
        if _local(part) == "t" and (within is None or _local(within) != "rPh"):
            pieces.append(part.text or "")
    return "".join(pieces)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _count(names: frozenset[str], start: str) -> int:
    return sum(name.startswith(start) for name in names)


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(parent: Any, name: str) -> Any:
    return None if parent is None else next(_children(parent, name), None)


def _children(parent: Any, name: str) -> Iterator[Any]:
    for child in () if parent is None else parent:
        if _local(child) == name:
            yield child
