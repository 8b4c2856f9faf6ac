"""Grid: which lines of a text are a table, and where its cells stand.

A table is two or more lines in a row with the same number of bars; rules of Markdown and of plain
text ("|---|", "----+----") belong to it and are no rows. One of the lines holds a digit.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tracker.model.fact import Span

_RULE = re.compile(r"[ |:+=_–—-]{3,}")
_LONGEST_RULE = 400  # characters
_RAISED = re.compile(r"([^\W¹²³⁰⁴-⁹]{1,60})([¹²³⁰⁴-⁹]{1,3})(?!\w)")
_LETTERED = re.compile(r"(?<=(?<![\w.,])(?:19|20)\d\d)[A-Za-z](?!\w)")
_DIGIT = re.compile(r"[0-9½¼¾⅓⅔]")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: where it stands, end exclusive, and its rows of cells, all of the same length."""

    start: int
    end: int
    rows: tuple[tuple[Span, ...], ...]


class Places:
    """The tables of a text by place."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables
        self._starts = [table.start for table in tables]

    def at(self, position: int) -> Table | None:
        """The table that holds a place of the text, or that begins or ends right there."""
        index = bisect_right(self._starts, position + 1) - 1
        if index < 0 or position > self.tables[index].end:
            return None
        return self.tables[index]

    def holds(self, position: int) -> bool:
        """Whether a place lies in a table, or right beside one."""
        return self.at(position) is not None


def find_tables(text: str) -> list[Table]:
    """All tables of a text in order."""
    if "|" not in text:
        return []
    return [table for block in _blocks(text) if (table := _table(text, block)) is not None]


def without_marks(text: str, tables: Sequence[Table], is_unit: Callable[[str], bool]) -> str:
    """The text with the footnote marks in tables as stars, which are part of no word.

    They are raised signs behind a word, and a letter behind a year ("2025p").

    Args:
        is_unit: Whether a word with its raised sign is a unit ("km²").
    """

    def plain(found: re.Match[str]) -> str:
        word, mark = found.groups()
        return found.group() if is_unit(found.group()) else word + "*" * len(mark)

    parts, position = [], 0
    for table in tables:
        parts.append(text[position : table.start])
        rows = _RAISED.sub(plain, text[table.start : table.end])
        parts.append(_LETTERED.sub("*", rows))
        position = table.end
    return "".join([*parts, text[position:]])


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of neighbouring lines that have as many bars as each other."""
    block: list[Span] = []
    bars = 0
    for line in _lines(text):
        count = text.count("|", *line)
        if block and line.start == block[-1].end + 1 and count in (bars, 0):
            block.append(line)
            continue
        if block:
            yield block
        block, bars = ([line], count) if count else ([], 0)
    if block:
        yield block


def _lines(text: str) -> Iterator[Span]:
    """The lines that hold a bar, and the rules of plain text that hold none."""
    end, bar = -1, text.find("|")
    while bar >= 0:
        start = text.rfind("\n", 0, bar) + 1
        if 0 <= end < start - 1 and start - end < _LONGEST_RULE:
            rule = text.find("\n", end + 1)
            if rule == start - 1 and _RULE.fullmatch(text, end + 1, rule):
                yield Span(end + 1, rule)
        end = text.find("\n", bar)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        bar = text.find("|", end)


def _table(text: str, lines: list[Span]) -> Table | None:
    rows = [
        tuple(_cells(text, line))
        for line in lines
        if not _RULE.fullmatch(text, line.start, line.end)
    ]
    start, end = lines[0].start, lines[-1].end
    while text[start].isspace():
        start += 1
    if len(rows) < 2 or not _DIGIT.search(text, start, end):
        return None
    return Table(start, end, tuple(rows))


def _cells(text: str, line: Span) -> Iterator[Span]:
    position = line.start
    while position <= line.end:
        bar = text.find("|", position, line.end)
        stop = line.end if bar < 0 else bar
        start, end = position, stop
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        yield Span(start, end)
        position = stop + 1
