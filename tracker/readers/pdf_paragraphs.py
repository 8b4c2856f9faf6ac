"""PDF paragraphs: rows in reading order → paragraphs, headings, list items and table lines."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.readers.pdf_layout import Piece, Row

_PARAGRAPH, _LINE, _FLOW = "\n\n", "\n", ""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]|\u00ad(?!$)")
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_BLANKS = re.compile("[ \t]{2,}")
_ITEM = re.compile(r"(?:[•‣▪●◦■–—*-]|\(?\d{1,2}[.)]|[a-z]\))\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”“»«’')\]]*$")
_BROKEN = re.compile(r"(?:[^\W\d_]|\d)[-\u2010\u2011–]$")
_AND = re.compile(r"(?:und|oder|sowie|bis|bzw\.|and|or|to)\b")
_MAX_CELLS = 40
_BULLETS = set("•‣▪●◦■")


class _Line(NamedTuple):
    text: str
    row: Row
    page: int
    before: str
    table: bool


def text_of(pages: Sequence[list[list[Row]]]) -> tuple[str, tuple[int, ...]]:
    """The text of all pages, and at which offset each page begins.

    Args:
        pages: Of each page its blocks of rows in reading order.
    """
    parts: list[str] = []
    length, starts = 0, [-1] * len(pages)
    previous: _Line | None = None
    for line in (line for number, blocks in enumerate(pages) for line in _lines(blocks, number)):
        if previous is not None:
            before = line.before
            if line.page != previous.page:
                before = _across(previous, line.row, line.text)
            cut, between = _link(previous.text, before, line.text)
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


def clean(text: str) -> str:
    """The text in NFC, with ligatures as letters and without what no text has."""
    text = _INVISIBLE.sub("", _NO_TEXT.sub(" ", text.translate(_LIGATURES)))
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return "" if text == "\u00ad" else text


def _link(above: str, before: str, text: str) -> tuple[bool, str]:
    """Whether the last character above is a hyphen to leave out, and what stands between."""
    if above.endswith("\u00ad"):
        joins = unicodedata.is_normalized("NFC", above[-2] + text[0])
        return True, before or ("" if joins else " ")
    if before:
        return False, before
    if not _BROKEN.search(above):
        return False, " "
    letter, hyphen, first = above[-2], above[-1], text[0]
    if hyphen == "–":  # between numbers and names; after a word it is a dash
        return False, "" if letter.isdecimal() == first.isdecimal() and not first.islower() else " "
    if letter.isalpha() and first.islower():
        return (False, " ") if _AND.match(text) else (True, "")
    return False, ""


def _lines(blocks: list[list[Row]], page: int) -> Iterable[_Line]:
    pitch = _pitch(blocks)
    previous: _Line | None = None
    for block in blocks:
        tables = _tables(block)
        left, right = min(row.x0 for row in block), max(row.x1 for row in block)
        for place, row in enumerate(block):
            table = place in tables
            cells = _cells(row, tables[place]) if table else [piece.text for piece in row.pieces]
            text = clean((" | " if table else " ").join(map(clean, cells)))
            if not text:
                continue
            if table:
                before = _LINE if previous and previous.table and place else _PARAGRAPH
            elif previous is None or previous.table:
                before = _PARAGRAPH
            elif place == 0:
                before = _across(previous, row, text)
            else:
                before = _between(previous, row, text, pitch, left, right)
            line = _Line(text, row, page, before, table)
            yield line
            previous = line


def _across(previous: _Line, row: Row, text: str) -> str:
    """What stands before the first row of a column or page: nothing where a sentence goes on."""
    above = previous.row
    if previous.table or abs(above.size - row.size) > 0.08 * row.size or above.bold != row.bold:
        return _PARAGRAPH
    ended = _SENTENCE_END.search(previous.text) is not None
    is_inside = previous.before == _FLOW  # a heading of one line does not go on
    goes_on = not ended and (is_inside or text[0].islower())
    return _FLOW if goes_on or _BROKEN.search(previous.text) else _PARAGRAPH


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


def _tables(block: list[Row]) -> dict[int, Row]:
    """Places of the rows of tables, cells that stand under each other, with the fullest row."""
    groups: list[list[int]] = []
    for place, (above, row) in enumerate(pairwise(block)):
        if len(above.pieces) > 1 and len(row.pieces) > 1 and _aligned(above, row):
            if not groups or groups[-1][-1] < place:
                groups.append([place])
            groups[-1].append(place + 1)
    found: dict[int, Row] = {}
    for group in groups:
        fullest = max((block[place] for place in group), key=lambda row: len(row.pieces))
        found |= dict.fromkeys(group, fullest)
    return found


def _cells(row: Row, fullest: Row) -> list[str]:
    """The row's cells, with an empty one where the fullest row has a cell and this one none."""
    texts = [piece.text for piece in row.pieces]
    if len(texts) == len(fullest.pieces) or len(fullest.pieces) > _MAX_CELLS:
        return texts
    columns = [
        min(range(len(fullest.pieces)), key=lambda at: _distance(fullest.pieces[at], piece))
        for piece in row.pieces
    ]
    if len(set(columns)) < len(texts):
        return texts
    by_column = dict(zip(columns, texts, strict=True))
    return [by_column.get(at, "") for at in range(max(columns) + 1)]


def _distance(one: Piece, other: Piece) -> float:
    left, right = abs(one.x0 - other.x0), abs(one.x1 - other.x1)
    return min(left, right, abs(one.x0 + one.x1 - other.x0 - other.x1) / 2)


def _aligned(above: Row, row: Row) -> bool:
    near = 0.6 * row.size
    return any(
        _distance(one, other) < near for one in above.pieces[1:6] for other in row.pieces[1:6]
    )
