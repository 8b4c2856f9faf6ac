"""PDF tables: rows whose pieces stand under each other → columns, cells, and lines of a grid."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from tracker.readers.grids import Cell, Grid, is_value, lay_out
from tracker.readers.pdf_columns import NEAR, Span, columns_of, offset, place_of
from tracker.readers.pdf_figures import part_figures
from tracker.readers.pdf_layout import Piece, Row
from tracker.readers.pdf_lines import clean, link

_MAX_CELLS = 40
_MAX_PENDING = 4  # rows of one piece, between rows of the same table
_MAX_HEADS = 6  # baselines of a head
_MARK = re.compile(r"(?:[•‣▪●◦■–—*-]|\(?\d{1,2}[.)]|[a-z]\))")
# In parts of the font's size.
_OVERPRINT = 0.95  # rows closer than a line are parts of one: cells are centred in it
_TIGHT = 1.45  # the step from line to line within a cell
_FAR = 4.0
_BROAD = 0.45  # wider than a blank in lines that are not justified
# A step within a cell is smaller than that from row to row, at least by this.
_SMALLER = 0.87


class Table(NamedTuple):
    """A table among the rows of a block.

    Attributes:
        first, last: Which of the rows it takes, end exclusive.
        grid: Its lines. columns: Left and right edge of each column, in points.
    """

    first: int
    last: int
    grid: Grid
    columns: tuple[Span, ...]

    def is_like(self, other: "Table") -> bool:
        """Whether its columns stand where those of another table stand."""
        if len(self.columns) != len(other.columns):
            return False
        return all(
            min(a[1], b[1]) - max(a[0], b[0]) > 0
            for a, b in zip(self.columns, other.columns, strict=True)
        )


def find_tables(block: Sequence[Row]) -> list[Table]:
    """The tables in a block of rows, in order.

    A table is a run of rows with several pieces each, aligned left, right or in the middle; rows
    of one piece belong to it where that stands in one of its columns.
    """
    block = part_figures(block)
    found: list[Table] = []
    place = 0
    while place < len(block):
        members = _run(block, place)
        several = sum(len(block[member].pieces) > 1 for member in members)
        if several < 2 and not (members and _is_of_figures(block[members[0]])):
            place += 1
            continue
        heads = _heads_above(block, members, found[-1].last if found else 0)
        if several + sum(len(block[head].pieces) > 2 for head in heads) < 2:
            place += 1
            continue
        members = [*heads, *members]
        table = _table([block[member] for member in members], members[0], members[-1] + 1)
        if table is not None:
            found.append(table)
        place = members[-1] + 1
    return found


def _run(block: Sequence[Row], first: int) -> list[int]:
    """The places of the rows that go on with the table that begins there."""
    if len(block[first].pieces) < 2:
        return []
    members, waiting = [first], list[int]()
    for place in range(first + 1, len(block)):
        row = block[place]
        if block[place - 1].y - row.y > _FAR * row.size:
            break
        if len(row.pieces) > 1:
            if not any(_aligned(block[member], row) for member in members[-6:]):
                break
            members += [*waiting, place]
            waiting = []
        elif len(waiting) < _MAX_PENDING and _is_within(row, [block[m] for m in members]):
            waiting.append(place)
        else:
            break
    return members + _end_of_last(block, members, waiting)


def _is_of_figures(row: Row) -> bool:
    """Whether a row may be the only one of a table under a head."""
    return len(row.pieces) > 2 and sum(is_value(piece.text) for piece in row.pieces) > 1


def _is_within(row: Row, members: Sequence[Row]) -> bool:
    """Whether a row of one piece stands in one column of the rows before."""
    piece = row.pieces[0]
    fullest = max(members, key=lambda member: len(member.pieces))
    if piece.x1 < fullest.x0:
        return True
    for number, column in enumerate(fullest.pieces):
        after = fullest.pieces[number + 1 : number + 2]
        end = after[0].x0 if after else column.x1 + 3 * row.size
        if piece.x0 >= column.x0 - NEAR * row.size and piece.x1 < end:
            return True
    return False


def _end_of_last(block: Sequence[Row], members: list[int], waiting: list[int]) -> list[int]:
    """Of the rows of one piece under the last row those that are its cells' further lines."""
    end: list[int] = []
    steps = _steps([block[member] for member in members])
    for place in waiting:
        row = block[place]
        step = (block[place - 1].y - row.y) / row.size
        in_first = row.x0 <= min(block[m].x0 for m in members) + NEAR * row.size
        inner = step < _OVERPRINT or (step < _TIGHT and step < _SMALLER * steps)
        if not inner and (in_first or step > _TIGHT):
            break
        end.append(place)
    return end


def _heads_above(block: Sequence[Row], members: list[int], least: int) -> list[int]:
    """The rows right above that span the columns: no pieces in the first one, and close by."""
    rows = [block[member] for member in members]
    fullest = max(rows, key=lambda row: len(row.pieces))
    left = fullest.pieces[1].x0
    found: list[int] = []
    place = members[0] - 1
    while place >= least and len(found) < _MAX_HEADS:
        row = block[place]
        below = block[place + 1]
        if row.y - below.y > 2.4 * row.size or abs(row.size - below.size) > 0.2 * row.size:
            break
        is_part = row.y - below.y < _OVERPRINT * row.size
        spans = row.x0 > left - 3 * row.size and row.x1 <= fullest.x1 + 3 * row.size
        if not (is_part or spans or len(row.pieces) > 1):
            break
        if any(is_value(piece.text) for piece in row.pieces):
            break
        if place and len(row.pieces) == 1 and block[place - 1].y - row.y < row.y - below.y:
            break  # the last line of what stands over the table
        if max(len(piece.text) for piece in row.pieces) > 60:
            break
        found.insert(0, place)
        place -= 1
    return found


def _table(rows: list[Row], first: int, last: int) -> Table | None:
    rows = _on_one_line(rows)
    columns = columns_of(rows)
    rows = [_parted(row, columns) for row in rows]
    if not 1 < len(columns) <= _MAX_CELLS:
        return None
    if all(_MARK.fullmatch(row.pieces[0].text) for row in rows if len(row.pieces) > 1):
        return None  # a list, whose marks stand apart
    cells: list[list[_Cell]] = []
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else None
        cells.append(_cells(row, below, columns))
    grid = lay_out(
        [Cell(_in_order(cell.text), cell.last - cell.first + 1) for cell in row]
        for row in _whole_rows(rows, cells, len(columns))
    )
    return Table(first, last, grid, tuple(columns)) if grid.rows else None


def _on_one_line(rows: list[Row]) -> list[Row]:
    """The rows, those joined that stand beside each other: cells are centred in their row."""
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else row
        whole = max(piece.y for piece in above.pieces) - min(piece.y for piece in row.pieces)
        beside = not any(
            min(one.x1, other.x1) > max(one.x0, other.x0)
            for one in above.pieces
            for other in row.pieces
        )
        if found and beside and _step(above, row) < _OVERPRINT and whole < 1.3 * row.size:
            pieces = sorted((*above.pieces, *row.pieces), key=lambda piece: piece.x0)
            found[-1] = Row(tuple(pieces))
        else:
            found.append(row)
    return found


def _parted(row: Row, columns: Sequence[Span]) -> Row:
    """The row, pieces cut that fill two cells: where a gap is broad and stands between columns."""
    if len(row.pieces) >= len(columns):
        return row
    pieces: list[Piece] = []
    for piece in row.pieces:
        rest = piece
        for left, right in pairwise(columns):
            broad = (gap for gap in rest.gaps if gap[1] - gap[0] > _BROAD * rest.size)
            gap = next((g for g in broad if g[0] < right[0] and g[1] > left[1]), None)
            if gap is not None and rest.x0 < left[1] and rest.x1 > right[0]:
                before, rest = rest.cut(gap)
                pieces.append(before)
        pieces.append(rest)
    return Row(tuple(pieces))


def _step(above: Row, row: Row) -> float:
    """From the lowest baseline of a row to the highest of the next, in parts of the font's size."""
    lowest, highest = min(p.y for p in above.pieces), max(p.y for p in row.pieces)
    return (lowest - highest) / row.size


def _in_order(text: str) -> str:
    """The text of a cell without a hyphen at its end that no line follows."""
    return unicodedata.normalize("NFC", text.replace("\u00ad", "")).strip()


class _Cell(NamedTuple):
    first: int
    last: int
    text: str


def _cells(row: Row, below: Row | None, columns: Sequence[Span]) -> list[_Cell]:
    """The pieces of a row with the columns that each takes, from left to right."""
    pieces = row.pieces
    if len(pieces) == len(columns):
        return [_Cell(at, at, clean(piece.text)) for at, piece in enumerate(pieces)]
    is_head = (
        below is not None
        and len(below.pieces) > len(pieces)
        and not any(is_value(piece.text) for piece in pieces)
    )
    found: list[_Cell] = []
    free = 0
    for number, piece in enumerate(pieces):
        rest = len(pieces) - number - 1
        first, last = place_of(piece, columns, free, below if is_head else None)
        first = min(max(first, free), max(len(columns) - 1 - rest, 0))
        last = min(max(last, first), len(columns) - 1 - rest)
        if first < free:  # more pieces than columns: what is left stands in the last one
            before = found.pop()
            found.append(_Cell(before.first, before.last, f"{before.text} {clean(piece.text)}"))
            continue
        found.append(_Cell(first, max(first, last), clean(piece.text)))
        free = max(first, last) + 1
    return found


def _whole_rows(rows: Sequence[Row], cells: list[list[_Cell]], width: int) -> list[list[_Cell]]:
    """The rows of cells, those that are further lines of the row above joined to it."""
    usual = _steps(rows)
    whole: list[list[_Cell]] = []
    for number, (row, own) in enumerate(zip(rows, cells, strict=True)):
        step = _step(rows[number - 1], row) if number else _FAR
        if whole and _is_inner(step, usual, own, whole[-1]):
            whole[-1] = _joined(whole[-1], own)
        else:
            whole.append(own)
    return [_filled(row, width) for row in whole]


def _is_inner(step: float, usual: float, own: list[_Cell], above: list[_Cell]) -> bool:
    """Whether a row is a further line of the cells above."""
    if step < _OVERPRINT and len(own) == 1:
        return True
    if step > _TIGHT:
        return False
    figures = {cell.first for cell in own if cell.first and is_value(cell.text)}
    if figures:  # they stand beside the last lines of what is written in other cells
        known = any(cell.first and is_value(cell.text) for cell in above)
        taken = {at for cell in above for at in range(cell.first, cell.last + 1) if cell.text}
        return not known and not figures & taken and step < _SMALLER * usual
    for cell in above:
        if cell.last > cell.first and sum(cell.first <= c.first <= cell.last for c in own) > 1:
            return False  # the second row of a head
    if step < _SMALLER * usual:
        return True
    return own[0].first > 0 and any(is_value(cell.text) for cell in above[1:])


def _joined(above: list[_Cell], own: list[_Cell]) -> list[_Cell]:
    cells = {cell.first: cell for cell in above}
    for cell in own:
        at = next((c.first for c in above if c.first <= cell.first <= c.last), cell.first)
        if at in cells:
            before = cells[at]
            cells[at] = _Cell(before.first, before.last, _linked(before.text, cell.text))
        else:
            cells[at] = cell
    return [cells[at] for at in sorted(cells)]


def _linked(above: str, text: str) -> str:
    if not above or not text:
        return above or text
    cut, between = link(above, "", text)
    return (above[:-1] if cut else above) + between + text


def _filled(cells: list[_Cell], width: int) -> list[_Cell]:
    """The cells with empty ones where there are none."""
    found: list[_Cell] = []
    at = 0
    for cell in cells:
        if cell.first < at:  # two that take one column: the texts stand together
            before = found.pop()
            found.append(_Cell(before.first, max(before.last, cell.last),
                               f"{before.text} {cell.text}"))  # fmt: skip
        else:
            found += [_Cell(place, place, "") for place in range(at, cell.first)]
            found.append(cell)
        at = found[-1].last + 1
    return found + [_Cell(place, place, "") for place in range(at, width)]


def _steps(rows: Sequence[Row]) -> float:
    """The usual step between rows with figures, in parts of the font's size."""
    places = [row for row in rows if any(is_value(piece.text) for piece in row.pieces[1:])]
    steps = [_step(above, row) for above, row in pairwise(places)]
    steps = [step for step in steps if step >= _OVERPRINT]
    return median(steps) if steps else _FAR


def _aligned(above: Row, row: Row) -> bool:
    near = NEAR * row.size
    return any(
        offset(one, (other.x0, other.x1)) < near
        for one in above.pieces[1:6]
        for other in row.pieces[1:6]
    )
