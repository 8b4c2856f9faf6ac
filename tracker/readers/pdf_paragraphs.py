"""PDF paragraphs: rows in reading order → paragraphs, headings, list items and table lines."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.readers.pdf_layout import Row
from tracker.readers.pdf_lines import BROKEN, clean, compounds_of, link
from tracker.readers.pdf_tables import Table, find_tables

_PARAGRAPH, _LINE, _FLOW = "\n\n", "\n", ""
_ITEM = re.compile(r"(?:[•‣▪●◦■–—*-]|\(?\d{1,2}[.)]|[a-z]\))\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”“»«’')\]]*$")
_BULLETS = set("•‣▪●◦■")


class _Line(NamedTuple):
    text: str
    row: Row
    page: int
    before: str
    table: Table | None = None


def text_of(pages: Sequence[list[list[Row]]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and at which offset each page begins.

    Args:
        pages: Of each page its blocks of rows in reading order.
    """
    lines = [line for number, blocks in enumerate(pages) for line in _lines(blocks, number)]
    compounds = compounds_of(line.text for line in lines)
    parts: list[str] = []
    length, starts = 0, [-1] * len(pages)
    previous: _Line | None = None
    head = ""  # of the table that may go on
    for line in lines:
        before = line.before
        if line.table is None:
            if previous is not None and line.page != previous.page:
                before = _across(previous, line.row, line.text)
        elif before == _PARAGRAPH:  # its first line
            if previous is not None and _goes_on(previous, line):
                if line.text == head:  # printed again on each page
                    continue
                before = _LINE
            else:
                head = line.text
        if previous is not None:
            cut, between = link(previous.text, before, line.text, compounds)
            if cut:
                parts[-1] = parts[-1][:-1]
            parts.append(between)
            length += len(between) - cut
        if starts[line.page] < 0:
            starts[line.page] = length
        parts.append(line.text)
        length += len(line.text)
        previous = line
    if previous is not None and previous.text.endswith("\u00ad"):
        parts[-1] = parts[-1][:-1]
        length -= 1
    following = length
    for number in range(len(pages) - 1, -1, -1):
        if starts[number] < 0:
            starts[number] = following
        following = starts[number]
    return "".join(parts), tuple(starts)


def _lines(blocks: list[list[Row]], page: int) -> Iterator[_Line]:
    pitch = _pitch(blocks)
    previous: _Line | None = None
    for block in blocks:
        tables = {table.first: table for table in find_tables(block)}
        left, right = min(row.x0 for row in block), max(row.x1 for row in block)
        inside = 0  # rows before this one are those of a table
        for place, row in enumerate(block):
            if table := tables.get(place):
                inside = table.last
                for line in _lines_of(table, block, page):
                    yield line
                    previous = line
            text = clean(" ".join(clean(piece.text) for piece in row.pieces))
            if not text or place < inside:
                continue
            if previous is None or previous.table:
                before = _PARAGRAPH
            elif place == 0:
                before = _across(previous, row, text)
            else:
                before = _between(previous, row, text, pitch, left, right)
            line = _Line(text, row, page, before)
            yield line
            previous = line


def _lines_of(table: Table, block: list[Row], page: int) -> Iterator[_Line]:
    """The lines of a table; what stands over and under it as paragraphs of their own."""
    first, last = block[table.first], block[table.last - 1]
    for title in table.grid.titles:
        yield _Line(title, first, page, _PARAGRAPH)
    for number, text in enumerate(table.grid.rows):
        yield _Line(text, last if number else first, page, _LINE if number else _PARAGRAPH, table)
    for note in table.grid.notes:
        yield _Line(note, last, page, _PARAGRAPH)


def _goes_on(previous: _Line, line: _Line) -> bool:
    """Whether the table that begins with a line is that of the page before."""
    if previous.table is None or line.table is None or previous.page != line.page - 1:
        return False
    return line.table.is_like(previous.table)


def _across(previous: _Line, row: Row, text: str) -> str:
    """What stands before the first row of a column or page: nothing where a sentence goes on."""
    above = previous.row
    if previous.table or abs(above.size - row.size) > 0.08 * row.size or above.bold != row.bold:
        return _PARAGRAPH
    ended = _SENTENCE_END.search(previous.text) is not None
    is_inside = previous.before == _FLOW  # a heading of one line does not go on
    goes_on = not ended and (is_inside or text[0].islower())
    return _FLOW if goes_on or BROKEN.search(previous.text) else _PARAGRAPH


def _between(previous: _Line, row: Row, text: str, pitch: float, left: float, right: float) -> str:
    above = previous.row
    step = above.y - row.y
    size = max(above.size, row.size)
    if abs(above.size - row.size) > 0.08 * size or above.bold != row.bold:
        return _PARAGRAPH
    if _is_item(previous.text, text):
        return _LINE
    if step > 1.25 * pitch * size or step < 0:
        return _PARAGRAPH
    is_short = above.x1 < right - 0.25 * (right - left)
    if is_short and _SENTENCE_END.search(previous.text) and not text[:1].islower():
        return _PARAGRAPH
    is_indented = row.x0 > above.x0 + 0.8 * size and row.x0 < left + 4 * size
    if is_indented and above.x0 <= left + 0.3 * size and not _ITEM.match(previous.text):
        return _PARAGRAPH
    return _FLOW


def _is_item(above: str, text: str) -> bool:
    """Whether a list item begins; a dash or "29." may also begin a line within a sentence."""
    if not _ITEM.match(text):
        return False
    return text[0] in _BULLETS or _SENTENCE_END.search(above) is not None


def _pitch(blocks: list[list[Row]]) -> float:
    """The usual step from line to line, in parts of the font's size."""
    steps: Counter[float] = Counter()
    for block in blocks:
        for above, row in pairwise(block):
            if (
                abs(above.size - row.size) < 0.5
                and 0.8 < (step := (above.y - row.y) / row.size) < 2
            ):
                steps[round(step, 1)] += 1
    if not steps:
        return 1.2
    most = max(steps.values())
    return min(step for step, count in steps.items() if count >= 0.5 * most)
