"""PDF figures: columns of figures that only a blank parts, as browsers print narrow tables."""

import re
from collections.abc import Sequence

from tracker.readers.grids import is_value
from tracker.readers.pdf_layout import Piece, Row

_MIN_ROWS = 3
_MIN_FIGURES = 2
_NEAR = 0.6  # in parts of the font's size
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUP, _BEFORE_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?"), re.compile(r"[+\-−]?\d{1,3}")


def part_figures(block: Sequence[Row]) -> list[Row]:
    """The rows, those parted at the figures they end with that do so at least three in a row.

    Each of them has as many figures at its end, and they stand under each other. What may be one
    number with blanks between its thousands stays one.
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
    if not any(piece.gaps for piece in row.pieces):
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
