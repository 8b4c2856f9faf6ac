"""Sheets: rows of a spreadsheet → paragraphs and tables of a text."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tracker.model.errors import ReadError
from tracker.readers.grids import Cell, is_value, lay_out
from tracker.readers.passages import Passages

MAX_CELLS = 200_000
MAX_AREA = 1_000_000
# The columns without which no row of `tracker export` can be imported; the rest may differ.
_OWN = {"indicator", "unit", "value"}
_OWN_WORDS = ({"surface"}, {"sentence"})


def write_sheet(rows: Iterable[Sequence[Cell]], out: Passages, name: str) -> None:
    """Add the rows of a sheet to a text; empty rows part its tables and its lines of text.

    What stands above or under a table without a row between is its title or its note. A part
    that begins with figures goes on with the table before it, whose head it has.

    Raises:
        ReadError: `too_large`, where rows are few and far longer than others.
    """
    parts: list[list[Sequence[Cell]]] = []
    for filled, group in groupby(rows, key=lambda row: any(cell.text for cell in row)):
        if not filled:
            continue
        part = list(group)
        if parts and _is_table(parts[-1]) and _goes_on(part):
            parts[-1] += part
        else:
            parts.append(part)
    for part in parts:
        check_area(len(part), max(map(len, part)), name)
        lay_out(part).write(out)


def _is_table(rows: list[Sequence[Cell]]) -> bool:
    return any(len([cell for cell in row if cell.text]) > 1 for row in rows)


def _goes_on(rows: list[Sequence[Cell]]) -> bool:
    return any(is_value(cell.text) for cell in rows[0][1:])


def check_size(cells: int, name: str) -> None:
    """Refuse what has more than `MAX_CELLS`.

    Raises:
        ReadError: `too_large`.
    """
    if cells > MAX_CELLS:
        detail = f"it has {cells:,} cells, and up to {MAX_CELLS:,} are read; split it."
        raise ReadError(name, "too_large", detail)


def check_area(rows: int, columns: int, name: str) -> None:
    """Refuse a table whose rows and columns make more than `MAX_AREA` cells, most of them empty.

    Raises:
        ReadError: `too_large`.
    """
    if rows * columns > MAX_AREA:
        detail = (
            f"a table of {rows:,} rows by {columns:,} columns is too large: up to {MAX_AREA:,} "
            "cells are laid out, empty ones counted; split it."
        )
        raise ReadError(name, "too_large", detail)


def refuse_own_export(head: Iterable[str], name: str, how: str) -> None:
    """Refuse a table of facts that we exported: its rows are facts, and no text to read anew.

    Args:
        head: The cells of its first row.
        name: What to call the file in messages.
        how: What to do with it.

    Raises:
        ReadError: `wrong_type`.
    """
    names = {cell.strip().lower() for cell in head}
    if names >= _OWN and any(names >= words for words in _OWN_WORDS):
        detail = f"it is a table of facts as `tracker export` writes it, so it was not read; {how}."
        raise ReadError(name, "wrong_type", detail)
