"""Grids: rows of cells, as formats hold them → one line for each row, all with as many cells."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tracker.readers.passages import Passages, as_line, as_row

MAX_COLUMNS = 256
MAX_HEADS = 4
_MAX_CELL = 400  # characters; a longer cell holds text, and its table only lays out the page
_MAX_LINES = 80  # characters of a cell with several paragraphs
_MAX_DOWN = 500  # rows that a cell may span
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_VALUE = re.compile(
    r"[^\w\s]{0,2}\s?[+\-−–]?\s?[$€£¥₸₼]?\s?\d[\d.,'’\s]{0,30}\W{0,3}[^\W\d_]{0,4}\W{0,3}"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and over how many columns and rows it goes.

    Attributes:
        text: Its text; paragraphs and lines apart by a line break.
        across, down: How many columns and rows it takes, from 1.
    """

    text: str = ""
    across: int = 1
    down: int = 1


@dataclass(slots=True)
class Grid:
    """A table laid out as text.

    Attributes:
        titles: Lines above its head, each a paragraph.
        rows: Its lines, all with the same number of cells; the first is the head, if it has one.
        notes: Lines under it, each a paragraph.
        origins: Of each title, row and note, in this order, the numbers of the rows it comes from.
    """

    titles: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    origins: list[tuple[int, ...]] = field(default_factory=list)

    def write(self, out: Passages) -> None:
        """Add it to a text: titles, one block of rows, notes."""
        for title in self.titles:
            out.paragraph(title)
        group = object()
        for row in self.rows:
            out.line(row, group)
        for note in self.notes:
            out.paragraph(note)


@dataclass(slots=True)
class _Row:
    """A row on the grid: its number, its texts column by column, and what spans what."""

    number: int
    texts: list[str]
    covered: set[int]  # columns that a cell from a row above reaches into
    runs: list[tuple[int, int]]  # first and last column of each filled cell
    names: dict[int, str]  # column → what a cell from a row above says of this row too

    def filled(self) -> list[int]:
        return [first for first, _ in self.runs if self.texts[first]]


def lay_out(table: Iterable[Sequence[Cell]], heads: int = 0) -> Grid:
    """A table as text.

    A head of several rows becomes one, what spans columns there repeated in each of them; in the
    body it stands in the first of them alone, but a name before several rows in each. A row of one
    cell above the head is a title, one at the end a note. Empty rows and columns are left out; a
    table of one column has only paragraphs.

    Args:
        table: Its rows; cells that others cover are not among them.
        heads: How many rows the format marks as head; more are found by their form.

    Returns:
        The lines; a bar within a cell is written as a broken one, since bars part the cells.
    """
    rows = [row for row in _placed(table) if any(row.texts)]
    _drop_empty_columns(rows)
    grid = Grid()
    width = len(rows[0].texts) if rows else 0
    if width < 2:
        grid.titles = [_paragraphs(row) for row in rows]
        grid.origins = [(row.number,) for row in rows]
        return grid
    marked = sum(1 for row in rows if row.number < heads)
    first = _first_row(rows, marked)
    last = len(rows)
    longest = max((len(row.texts[0]) for row in rows if len(row.filled()) > 1), default=0)
    while last > first + 1 and _is_note(rows[last - 1], longest):
        last -= 1
    above, below, body = rows[:first], rows[last:], rows[first:last]
    if len(body) < 2:  # one row is no table under a title: its lines keep their order all the same
        above, body = [], rows[:last]
    grid.titles = [_paragraphs(row) for row in above]
    grid.notes = [_paragraphs(row) for row in below]
    count = _heads(body, max(0, marked - len(above)))
    lines = [_head(body[:count], width)] if count else []
    sources = [tuple(row.number for row in body[:count])] if count else []
    lines += [[_line(text) for text in _named(row)] for row in body[count:]]
    sources += [(row.number,) for row in body[count:]]
    grid.rows = [as_row(line) for line in lines]
    grid.origins = [(row.number,) for row in above] + sources + [(row.number,) for row in below]
    return grid


def is_value(text: str) -> bool:
    """Whether a cell holds a figure: digits with a short unit, and no year.

    >>> is_value("4,5"), is_value("12.5 %"), is_value("2024"), is_value("Q1 2024")
    (True, True, False, False)
    """
    return len(text) < 60 and _VALUE.fullmatch(text) is not None and not _YEAR.search(text)


def _placed(table: Iterable[Sequence[Cell]]) -> list[_Row]:
    """The rows with each cell in its column, all equally long."""
    rows: list[_Row] = []
    hanging: dict[int, tuple[int, str]] = {}  # column → how many rows more it is taken, by what
    for number, cells in enumerate(table):
        names = {at: text for at, (_, text) in hanging.items()}
        row = _Row(number, [], set(hanging), [], names)
        hanging = {at: (rest - 1, text) for at, (rest, text) in hanging.items() if rest > 1}
        at = 0
        for cell in cells:
            while at in row.covered:
                at += 1
            row.texts += [""] * (min(at, MAX_COLUMNS) - len(row.texts))
            if at >= MAX_COLUMNS:  # what no table holds is not lost
                if not row.runs:
                    row.runs.append((MAX_COLUMNS - 1, MAX_COLUMNS - 1))
                last = row.runs[-1][0]
                row.texts[last] = f"{row.texts[last]}\n{cell.text}".strip()
                continue
            across = min(max(cell.across, 1), MAX_COLUMNS - at)
            row.texts += [""] * (at + across - len(row.texts))
            row.texts[at] = cell.text.strip()
            row.runs.append((at, at + across - 1))
            if cell.down > 1:
                down = min(cell.down, _MAX_DOWN) - 1
                hanging.update(dict.fromkeys(range(at, at + across), (down, "")))
                hanging[at] = down, cell.text.strip()
            at += across
        rows.append(row)
    width = max((len(row.texts) for row in rows), default=0)
    for row in rows:
        row.texts += [""] * (width - len(row.texts))
    return rows


def _drop_empty_columns(rows: list[_Row]) -> None:
    width = len(rows[0].texts) if rows else 0
    kept = [at for at in range(width) if any(row.texts[at] for row in rows)]
    new = {at: place for place, at in enumerate(kept)}
    for row in rows:
        row.texts = [row.texts[at] for at in kept]
        row.covered = {new[at] for at in row.covered if at in new}
        row.names = {new[at]: text for at, text in row.names.items() if at in new}
        row.runs = [
            (min(inside), max(inside))
            for first, last in row.runs
            if (inside := [new[at] for at in range(first, last + 1) if at in new])
        ]


def _first_row(rows: list[_Row], marked: int) -> int:
    """How many rows at the top are titles: one filled cell, over all columns or before a head."""
    first = 0
    width = len(rows[0].texts)
    while first < len(rows) - 2:
        row = rows[first]
        filled = row.filled()
        if len(filled) != 1:
            break
        at = filled[0]
        whole = any(run == (0, width - 1) for run in row.runs)
        text = row.texts[at]
        following = rows[first + 1]
        before_head = not any(is_value(other) for other in following.texts[1:])
        if not whole and (at > 0 or marked) and (not before_head or _is_period(text)):
            break
        if any(last > start for start, last in row.runs) and not whole:
            break  # it spans some columns alone: a head
        first += 1
    return first


def _is_period(text: str) -> bool:
    return _YEAR.search(text) is not None and len(text) < 20


def _is_note(row: _Row, longest: int) -> bool:
    """Whether a last row is a note: one cell over several columns, or longer than a row's name.

    Args:
        row: The row.
        longest: Length of the longest name of a row that has figures.
    """
    text = row.texts[0]
    if row.filled() != [0] or row.covered or is_value(text):
        return False
    spans = any(last > first == 0 for first, last in row.runs)
    return spans or len(text) > 1.5 * longest + 8 or ":" in text or not text[0].isalnum()


def _heads(rows: list[_Row], marked: int) -> int:
    """How many of the rows are the head; 0 where the first holds figures."""
    if not rows or (not marked and any(is_value(text) for text in rows[0].texts[1:])):
        return 0
    count = min(max(marked, 1), len(rows) - 1, MAX_HEADS)
    while 0 < count < min(len(rows) - 1, MAX_HEADS):
        above, row = rows[count - 1], rows[count]
        hangs = not row.texts[0] or any(last > first for first, last in above.runs)
        if not hangs or len(row.filled()) < 2 or any(is_value(text) for text in row.texts[1:]):
            break
        if all(not text or _is_missing(text) for text in row.texts[1:]):
            break
        count += 1
    return count


def _is_missing(text: str) -> bool:
    return not any(char.isalnum() for char in text)


def _named(row: _Row) -> list[str]:
    """The texts of a row of the body, with the names that stand before several rows in each."""
    texts = list(row.texts)
    for at, text in enumerate(texts):
        if is_value(text):
            break
        if not text and not is_value(row.names.get(at, "")):
            texts[at] = row.names.get(at, "")
    return texts


def _head(rows: list[_Row], width: int) -> list[str]:
    """The head in one row: over each column the texts above it, from the top."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for first, last in row.runs:
            text = _in_head(row.texts[first])
            for at in range(first, last + 1):
                if text and text not in columns[at][-1:]:
                    columns[at].append(text)
    return [" ".join(texts) for texts in columns]


def _in_head(text: str) -> str:
    """The lines of a cell of a head as one: words go on, numbers must not run into each other."""
    lines = [" ".join(line.split()) for line in text.replace("|", "¦").split("\n")]
    found = ""
    for line in filter(None, lines):
        apart = found[-1:].isdecimal() and line[0].isdecimal()
        found += ("; " if apart else " ") + line if found else line
    return found


def _paragraphs(row: _Row) -> str:
    return "\n\n".join(_line(line) for text in row.texts for line in text.split("\n") if line)


def _line(text: str) -> str:
    return as_line([text.replace("|", "¦")])


def write_table(
    rows: Sequence[Sequence[tuple[Cell, Passages]]], heads: int, out: Passages, *, nested: bool
) -> None:
    """Add a table of an office document or a mail to a text: as a grid, or as what it frames.

    A table around other tables, around one cell or around long text only lays out a page: its
    cells follow each other as they are.

    Args:
        rows: Each cell with the passages that stand in it.
        heads: How many rows are marked as head.
        out: The text under way.
        nested: Whether a table stands in a cell.
    """
    cells = [(cell, inner) for row in rows for cell, inner in row if inner.blocks()]
    if nested or len(cells) < 2 or any(_is_frame(cell, inner) for cell, inner in cells):
        for _, inner in cells:
            out.take(inner)
        return
    lay_out([[cell for cell, _ in row] for row in rows], heads).write(out)


def _is_frame(cell: Cell, inner: Passages) -> bool:
    return len(cell.text) > _MAX_CELL or (len(inner.blocks()) > 1 and len(cell.text) > _MAX_LINES)
