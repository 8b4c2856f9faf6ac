"""PDF figures: columns of figures that only a blank parts, as browsers print narrow tables."""

import re
from collections.abc import Sequence
from itertools import pairwise

from tracker.readers.grids import is_value
from tracker.readers.pdf_layout import Piece, Row

_MIN_ROWS = 3
_MIN_FIGURES = 2
_MAX_WORDS = 200  # of a row
# In parts of the font's size.
_NEAR, _CLOSE = 0.6, 2.4
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUP, _BEFORE_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?"), re.compile(r"[+\-−]?\d{1,3}")


def part_figures(block: Sequence[Row]) -> list[Row]:
    """The rows, those parted at the figures they end with that do so at least three in a row.

    Each of them has as many figures at its end, and they stand under each other. What may be one
    number with blanks between its thousands stays one. The row right above is parted too, where
    words of it begin or end where the figures do.
    """
    rows = list(block)
    begin = 0
    while begin < len(rows):
        tails = [_tail(rows[begin])]
        end = begin + 1
        while end < len(rows) and tails[0] and _fits(tails[-1], tail := _tail(rows[end])):
            tails.append(tail)
            end += 1
        if len(tails) >= _MIN_ROWS and not _are_thousands(tails):
            for place, tail in zip(range(begin, end), tails, strict=True):
                rows[place] = _parted(rows[place], tail)
            above = rows[begin - 1] if begin else rows[0]
            if 0 < above.y - rows[begin].y < _CLOSE * above.size:
                rows[begin - 1] = _as_head(above, tails)
        begin = end
    return rows


def _words(row: Row) -> list[Piece]:
    """The words of a row, each as a piece."""
    words: list[Piece] = []
    for piece in row.pieces:
        rest = piece
        while rest.gaps:
            before, rest = rest.cut(rest.gaps[0])
            words.append(before)
        words.append(rest)
    return words


def _tail(row: Row) -> list[Piece]:
    """The figures and years with which a row ends; none where fewer than two, or nothing else."""
    gaps = sum(len(piece.gaps) for piece in row.pieces)
    last = row.pieces[-1].text.rpartition(" ")[2]
    if not 0 < gaps < _MAX_WORDS or not (is_value(last) or _YEAR.fullmatch(last)):
        return []
    words = _words(row)
    first = len(words)
    while first and (is_value(words[first - 1].text) or _YEAR.fullmatch(words[first - 1].text)):
        first -= 1
    first = max(first, 1)  # the first word names the row
    return words[first:] if len(words) - first >= _MIN_FIGURES else []


def _fits(above: list[Piece], tail: list[Piece]) -> bool:
    """Whether the figures of two rows stand under each other, one for one."""
    return len(above) == len(tail) and all(
        min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) < _NEAR * b.size
        for a, b in zip(above, tail, strict=True)
    )


def _are_thousands(tails: list[list[Piece]]) -> bool:
    """Whether two columns may be one of numbers such as "1 234"."""
    return any(
        all(
            _BEFORE_GROUP.fullmatch(tail[at].text) and _GROUP.fullmatch(tail[at + 1].text)
            for tail in tails
            if not _YEAR.fullmatch(tail[at].text)
        )
        for at in range(len(tails[0]) - 1)
    )


def _as_head(row: Row, tails: list[list[Piece]]) -> Row:
    """The row with a piece over each column of figures, if its words show all of them."""
    if sum(len(piece.gaps) for piece in row.pieces) > _MAX_WORDS:
        return row
    words = _words(row)
    columns = range(len(tails[0]))
    near = _NEAR * words[0].size
    lefts = [min(tail[at].x0 for tail in tails) for at in columns]
    rights = [max(tail[at].x1 for tail in tails) for at in columns]
    starts = [n for n, word in enumerate(words) if any(abs(word.x0 - x) < near for x in lefts)]
    if len(starts) != len(lefts):  # else each column may end with a word, and so the next begins
        ends = [n for n, word in enumerate(words) if any(abs(word.x1 - x) < near for x in rights)]
        fits = len(ends) == len(rights) and ends[-1] == len(words) - 1
        first = next((n for n, word in enumerate(words) if word.x0 > lefts[0] - 4 * near), 0)
        starts = [first, *(end + 1 for end in ends[:-1])] if fits else []
    if len(starts) != len(lefts) or len(row.pieces) > len(lefts) or not starts[0]:
        return row
    bounds = [0, *starts, len(words)]
    return Row(tuple(_whole(words[a:b]) for a, b in pairwise(bounds) if a < b))


def _whole(words: list[Piece]) -> Piece:
    text = " ".join(word.text for word in words)
    return words[0]._replace(x1=words[-1].x1, text=text, gaps=())


def _parted(row: Row, tail: list[Piece]) -> Row:
    """The row with each of its last figures as a piece of its own."""
    start = tail[0].x0
    pieces: list[Piece] = []
    for piece in row.pieces:
        if piece.x1 <= start:
            pieces.append(piece)
        elif piece.x0 < start:
            gap = max(gap for gap in piece.gaps if gap[1] <= start + 0.01)
            pieces.append(piece.cut(gap)[0])
    return Row((*pieces, *tail))
