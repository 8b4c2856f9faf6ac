"""Text tables: tables that stand in a text as lines with strokes between their cells."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_DIVIDER = re.compile(r"\s*:?-{2,}:?\s*")
_AMOUNT = re.compile(r"[^\w]{0,6}[0-9][0-9\s.,'’]*[^\w]{0,3}(?:[^\W\d_]{1,8})?[^\w]{0,3}")


MAX_CELLS = 60_000
"""A page can show no more; a text with more strokes is shown as it stands."""


class Cell(NamedTuple):
    """Where a cell stands in the text, without the blanks around it; `end` is exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table in a text.

    Attributes:
        start, end: Where its lines stand, end exclusive.
        rows: Its cells, row by row; all rows have as many.
        divided: How many rows stand above a line of dashes; None where there is no such line.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    divided: int | None = None

    def n_heads(self, starts: Sequence[int]) -> int:
        """How many of the first rows are heads: those above the dashes, else a first one without
        figures.

        Args:
            starts: Where figures stand in the text, ascending.
        """
        if self.divided is not None:
            return self.divided
        first = self.rows[0]
        at = bisect_right(starts, first[0].start - 1)
        plain = at == len(starts) or starts[at] >= self.rows[1][0].start
        return 1 if plain else 0

    def between(self, start: int, end: int) -> tuple[tuple[Cell, ...], ...]:
        """The rows that begin in a stretch of the text."""
        first, last = (
            bisect_left(self.rows, at, key=lambda row: row[0].start) for at in (start, end)
        )
        return self.rows[first:last]

    def place_of(self, position: int) -> tuple[int, int] | None:
        """Row and column of the cell that holds a place of the text."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                if cell.start <= position < max(cell.end, cell.start + 1):
                    return number, column
        return None

    def numeric(self, text: str, heads: int) -> list[int]:
        """The columns that hold mostly amounts, which are set to the right."""
        found = []
        for column in range(len(self.rows[0])):
            cells = [text[slice(*row[column])] for row in self.rows[heads:]]
            filled = [cell for cell in cells if cell]
            amounts = sum(_AMOUNT.fullmatch(cell[:60]) is not None for cell in filled)
            if amounts * 2 > len(filled):
                found.append(column)
        return found


def find_tables(text: str) -> list[TextTable]:
    """All tables of a text, in order: lines one after the other with as many strokes each.

    None of a text with more than `MAX_CELLS` strokes.

    >>> [table.end for table in find_tables("Port | 2023\\nAktau | 2,7\\n\\na | b")]
    [23]
    """
    found: list[TextTable] = []
    if text.count("|") > MAX_CELLS:
        return found
    lines: list[tuple[int, int]] = []
    strokes = 0
    for start, end in _lines(text):
        count = text.count("|", start, end)
        if lines and count != strokes:
            found += _table(text, lines)
            lines = []
        if count:
            lines.append((start, end))
            strokes = count
    return found + _table(text, lines)


def table_at(text: str, position: int) -> TextTable | None:
    """The table in which a place of the text stands; None where it is in none."""
    first = text.rfind("\n\n", 0, position)
    first = 0 if first < 0 else first + 2
    last = text.find("\n\n", position)
    last = len(text) if last < 0 else last
    for table in find_tables(text[first:last]):
        if table.start <= position - first < table.end:
            return _moved(table, first)
    return None


def _moved(table: TextTable, by: int) -> TextTable:
    rows = tuple(tuple(Cell(cell.start + by, cell.end + by) for cell in row) for row in table.rows)
    return TextTable(start=table.start + by, end=table.end + by, rows=rows, divided=table.divided)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def _table(text: str, lines: list[tuple[int, int]]) -> list[TextTable]:
    """The table of these lines; none where they are too few."""
    rows: list[tuple[Cell, ...]] = []
    divided = None
    for start, end in lines:
        cells = text[start:end].split("|")
        if rows and divided is None and _is_divider(cells):
            divided = len(rows)
            continue
        row, at = [], start
        for cell in cells:
            inner = cell.strip()
            lead = len(cell) - len(cell.lstrip()) if inner else 0
            row.append(Cell(at + lead, at + lead + len(inner)))
            at += len(cell) + 1
        rows.append(tuple(row))
    if len(rows) < 2:
        return []
    for outer in (0, -1):  # | a | b |
        if len(rows[0]) > 2 and all(row[outer].start == row[outer].end for row in rows):
            rows = [row[1:] if outer == 0 else row[:-1] for row in rows]
    return [TextTable(start=lines[0][0], end=lines[-1][1], rows=tuple(rows), divided=divided)]


def _is_divider(cells: Sequence[str]) -> bool:
    dashed = [bool(_DIVIDER.fullmatch(cell)) for cell in cells]
    return any(dashed) and all(
        is_dashed or not cell.strip() for is_dashed, cell in zip(dashed, cells, strict=True)
    )
