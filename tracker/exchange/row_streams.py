"""Row streams: rows of any columns as the bytes of a file, piece by piece as they are read."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.exchange.csv_files import csv_cell, csv_line
from tracker.exchange.rows import Row
from tracker.exchange.workbooks import write_xlsx

STREAMED = (".csv", ".json", ".xlsx")
_PIECE = 1 << 16


def stream_rows(
    rows: Iterable[Row], columns: Sequence[str], suffix: str, name: str = "facts"
) -> Iterator[bytes]:
    """Rows as the bytes of a `.csv`, `.json` or `.xlsx` file.

    CSV and JSON are given out while the rows are read and hold none of them; a workbook is written
    to a temporary file first. Cells of CSV and of workbooks are inert in a spreadsheet.

    Args:
        rows: Each with a value for every column.
        columns: In their order.
        suffix: One of `STREAMED`.
        name: Of the sheet, or of the list in JSON.

    Raises:
        ValueError: The suffix is another one, or there are more rows than a sheet holds.
    """
    if suffix not in STREAMED:
        raise ValueError(f"{suffix!r} is none of {', '.join(STREAMED)}.")
    if suffix == ".xlsx":
        return _workbook(rows, columns, name)
    lines = _csv(rows, columns) if suffix == ".csv" else _json(rows, name)
    return _pieces(lines)


def _csv(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[str]:
    yield csv_line(columns)
    for row in rows:
        yield csv_line([csv_cell(row[column]) for column in columns])


def _json(rows: Iterable[Row], name: str) -> Iterator[str]:
    yield f"{{\n  {json.dumps(name)}: ["
    separator = "\n    "
    for row in rows:
        yield separator + json.dumps(row, ensure_ascii=False, allow_nan=False)
        separator = ",\n    "
    yield "\n  ]\n}\n"


def _pieces(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines put together into pieces worth sending."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= _PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()


def _workbook(rows: Iterable[Row], columns: Sequence[str], name: str) -> Iterator[bytes]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        write_xlsx({name: rows}, path, {name: columns})
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
