"""Facts and documents as rows, and rows as CSV, JSON or XLSX: exact, and inert in a spreadsheet.

A cell whose text a spreadsheet would take for a formula gets an apostrophe in front, and so does a
text that begins with an apostrophe: taking one leading apostrophe away gives the text back. Numbers
are written as numbers, so that negative ones stay numbers and every float reads back the same.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from secrets import token_hex
from typing import IO, TYPE_CHECKING, Any

from tracker.model.fact import Fact, Span
from tracker.model.filter import FactFilter
from tracker.model.stored import StoredDocument, StoredFact

if TYPE_CHECKING:
    from tracker.store import Store

FORMATS = (".csv", ".json", ".xlsx")
# Also their full-width forms, which some spreadsheets take for the same.
_FORMULA_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20'")
_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAX_CELL = 32_767  # what a spreadsheet cell holds

Row = dict[str, Any]
FACT_FIELDS = tuple(field.name for field in fields(Fact))
_STORED_FIELDS = tuple(field.name for field in fields(StoredFact) if field.name != "fact")


def fact_row(fact: Fact) -> Row:
    """All fields of a fact under their names; spans as lists of two offsets."""
    row: Row = {name: getattr(fact, name) for name in FACT_FIELDS}
    row["equivalent_of"] = list(fact.equivalent_of) if fact.equivalent_of else None
    row["movement"] = [list(span) for span in fact.movement]
    row["evidence"] = dict(fact.evidence)
    return row


def stored_row(stored: StoredFact) -> Row:
    """A stored fact: id and key first, then the fact's fields, then what the database adds."""
    row: Row = {"id": stored.id, "key": stored.key, **fact_row(stored.fact)}
    return row | {name: getattr(stored, name) for name in _STORED_FIELDS if name not in row}


def document_row(stored: StoredDocument) -> Row:
    """A stored document with its text."""
    document = stored.document
    return {
        "id": stored.id,
        "sha256": document.sha256,
        "kind": document.kind,
        "source": document.source,
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "author": document.author,
        "note": document.note,
        "retrieved_at": stored.retrieved_at,
        "text": document.text,
    }


def export(store: "Store", path: Path, where: FactFilter | None = None) -> int:
    """Write facts to a new file in the format that its suffix names.

    A `.json` file also holds the whole documents that the facts come from, a `.xlsx` file a second
    sheet with their titles and addresses. The file appears only when it is complete.

    Args:
        store: Where the facts are.
        path: A file that does not exist yet, or may be replaced.
        where: Which facts; None: all that are not rejected.

    Returns:
        How many facts were written.

    Raises:
        ValueError: The suffix names none of `FORMATS`.
        OSError: The file cannot be written; nothing is left of it.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ValueError(f"{path.name}: name a file that ends in {', '.join(FORMATS)}.")
    rows = [stored_row(fact) for fact in store.export_rows(where or FactFilter())]
    unfinished = path.with_name(f".{path.stem[:40]}-{token_hex(4)}.part")
    try:
        if suffix == ".xlsx":
            documents = [_without_text(row) for row in _documents_of(store, rows)]
            write_xlsx({"facts": rows, "documents": documents}, unfinished)
        else:
            with unfinished.open("w", encoding="utf-8", newline="") as file:
                if suffix == ".csv":
                    write_csv(rows, file, columns=stored_columns())
                else:
                    bundle = {"documents": list(_documents_of(store, rows)), "facts": rows}
                    write_json({"format": "corridor-tracker 1", **bundle}, file)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return len(rows)


def stored_columns() -> tuple[str, ...]:
    """The names of a stored fact's columns, in order."""
    front = ("id", "key", *FACT_FIELDS)
    return (*front, *(name for name in _STORED_FIELDS if name not in front))


def write_json(content: object, file: IO[str]) -> None:
    """Write JSON that people can read, non-ASCII letters as they are, and a line end."""
    json.dump(content, file, ensure_ascii=False, indent=2, allow_nan=False)
    file.write("\n")


def write_csv(rows: Iterable[Row], file: IO[str], columns: Sequence[str]) -> None:
    """Write rows as CSV, quoted as RFC 4180 says, a header first."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([csv_cell(row[name]) for name in columns])


def csv_cell(value: object) -> str:
    """One value as the text of a CSV cell.

    >>> csv_cell(-3.1), csv_cell(4500000.0), csv_cell("=1+1"), csv_cell(None)
    ('-3.1', '4500000', "'=1+1", '')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else _nested(value)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA_SIGNS and text.strip() else text


def write_xlsx(sheets: Mapping[str, Sequence[Row]], path: Path) -> None:
    """Write a workbook with a sheet per name; texts are texts, whatever they begin with.

    Characters that XML cannot hold are written `_x0007_`, as spreadsheets do themselves. A text
    longer than a cell holds (32,767 characters) is cut and ends in an ellipsis.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            if number == 0:
                sheet.append(list(row))
            cells = []
            for value in row.values():
                plain = value if isinstance(value, int | float) or value is None else None
                cell = WriteOnlyCell(sheet, plain)
                if plain is None and value is not None:
                    cell.value = _xlsx_text(value)
                    cell.data_type = "s"  # else "=1+1" would be a formula and "#N/A" an error
                cells.append(cell)
            sheet.append(cells)
    book.save(path)


def _xlsx_text(value: object) -> str:
    text = value if isinstance(value, str) else _nested(value)
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = _ILLEGAL_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - 1] + "…"


def _nested(value: object) -> str:
    """A span, list or mapping on one line."""
    if not value:
        return ""
    if isinstance(value, Span):
        value = list(value)
    return json.dumps(value, ensure_ascii=False)


def _documents_of(store: "Store", rows: Iterable[Row]) -> Iterator[Row]:
    for document_id in sorted({row["document_id"] for row in rows}):
        yield document_row(store.document(document_id))


def _without_text(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "text"}
