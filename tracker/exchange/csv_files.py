"""Rows as CSV: exact, and inert in a spreadsheet; and cells of CSV as the texts they were.

A cell whose text a spreadsheet would take for a formula gets an apostrophe in front, and so does a
text that begins with an apostrophe: taking one leading apostrophe away gives the text back. Numbers
are written as numbers, so that negative ones stay numbers and every float reads back the same.
"""

import json
from collections.abc import Iterable, Sequence
from typing import IO

from tracker.exchange.rows import Row
from tracker.model.fact import Span

# Also their full-width forms, which some spreadsheets take for the same.
_FORMULA_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20'")
_QUOTED = frozenset(',"\r\n')


def write_csv(rows: Iterable[Row], file: IO[str], columns: Sequence[str]) -> int:
    """Write rows as CSV, quoted as RFC 4180 says, a header first, and say how many."""
    file.write(csv_line(columns))
    number = 0
    for row in rows:
        number += 1
        file.write(csv_line([csv_cell(row[name]) for name in columns]))
    return number


def csv_line(cells: Sequence[str], delimiter: str = ",") -> str:
    """Cells as one line; the standard library's writer leaves a carriage return unquoted.

    >>> csv_line(["a,b", "c", ""]).rstrip()
    '"a,b",c,'
    """
    line = delimiter.join(
        '"' + cell.replace('"', '""') + '"'
        if delimiter in cell or not _QUOTED.isdisjoint(cell)
        else cell
        for cell in cells
    )
    return (line or '""') + "\n"  # an empty line would be no row at all


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
    text = plain_text(value)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA_SIGNS and text.strip() else text


def cell_text(cell: str) -> str:
    """The text that a cell stands for: without the apostrophe that `csv_cell` put in front.

    >>> cell_text("'=1+1"), cell_text("'tis")
    ('=1+1', "'tis")
    """
    guarded = cell.startswith("'") and cell[1:].lstrip()[:1] in _FORMULA_SIGNS
    return cell[1:] if guarded and cell[1:].strip() else cell


def plain_text(value: object) -> str:
    """A text as it is; a span, list or mapping as JSON on one line."""
    if isinstance(value, str):
        return value
    if not value:
        return ""
    if isinstance(value, Span):
        value = list(value)
    return json.dumps(value, ensure_ascii=False)
