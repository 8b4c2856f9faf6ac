"""Rows as sheets of an XLSX workbook, in which every text is a text."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from tracker.exchange.csv_files import plain_text
from tracker.exchange.rows import Row

_ILLEGAL_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MAX_CELL = 32_767  # what a spreadsheet cell holds
_MAX_ROWS = 1_048_575  # what a sheet holds under its header


def write_xlsx(
    sheets: Mapping[str, Iterable[Row]],
    path: Path,
    columns: Mapping[str, Sequence[str]] | None = None,
) -> int:
    """Write a workbook with a sheet per name, and say how many rows the first one has.

    Texts are texts, whatever they begin with. Characters that XML cannot hold are written
    `_x0007_`, as spreadsheets do themselves. A text longer than a cell holds (32,767 characters)
    is cut and ends in an ellipsis.

    Args:
        sheets: Rows by the name of their sheet.
        path: The file.
        columns: Headers by the name of their sheet; else those of its first row.

    Raises:
        ValueError: There are more rows than a sheet holds.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    written = []
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        remaining = iter(rows)
        first = next(remaining, None)
        header = (columns or {}).get(name) or list(first or ())
        if header:
            sheet.append(list(header))
        number = 0
        for number, row in enumerate(remaining if first is None else chain([first], remaining), 1):
            if number > _MAX_ROWS:
                raise ValueError(
                    f"A sheet holds {_MAX_ROWS:,} rows and there are more: export to a file that "
                    "ends in .csv or .parquet."
                )
            sheet.append([_cell(sheet, value) for value in row.values()])
        written.append(number)
    book.save(path)
    return written[0] if written else 0


def _cell(sheet: Any, value: object) -> object:
    """A value as a sheet takes it: numbers as they are, and nothing else as anything but text."""
    if value is None or isinstance(value, int | float):
        return value
    text = _cell_text(value)
    if not text.startswith(("=", "#")):
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # else "=1+1" would be a formula and "#N/A" an error
    return cell


def _cell_text(value: object) -> str:
    text = _LOOKS_ESCAPED.sub("_x005F_", plain_text(value))
    text = _ILLEGAL_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return text if len(text) <= _MAX_CELL else text[: _MAX_CELL - 1] + "…"
