"""PDF margins: running headers, footers and page numbers, which are no part of the text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tracker.readers.pdf_layout import Piece

# The share of a page's height, at its top and at its bottom, in which they stand.
_MARGIN = 0.12
_SAME_PLACE = 4.0
# In parts of the font's size.
_SAME_ROW, _NEAR = 0.45, 2.5
_MOST = 0.4
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:(?:Seite|Page|S\.|p\.)\s*)\d+(?:\s*(?:von|of|/)\s*\d+)?|\d+\s*/\s*\d+|[-–—]\s*\d+\s*[-–—]",
    re.IGNORECASE,
)


class Furniture(NamedTuple):
    """What was left out: the different texts that repeat, and whether page numbers were."""

    texts: tuple[str, ...]
    numbers: bool


def without_margins(
    pages: Sequence[list[Piece]], heights: Sequence[tuple[float, float]]
) -> tuple[list[list[Piece]], Furniture]:
    """The pages without what repeats at the same place on most of them.

    A text repeats when it is the same but for numbers that count with the pages. What the
    document itself marks as header or footer, and "Page 3 of 7" in a margin, is left out alone.
    The head of a table that is printed again on each page is no running header.

    Args:
        pages: The pieces of each page.
        heights: Lower and upper edge of each page.
    """
    written = sum(1 for page in pages if page)
    needed = max(2, -(-written * _MOST // 1))
    groups: dict[tuple[str, str], list[tuple[int, Piece]]] = defaultdict(list)
    gone: set[tuple[int, Piece]] = set()
    numbers = False
    texts: dict[str, None] = {}
    for index, page in enumerate(pages):
        lower, upper = heights[index]
        edge = _MARGIN * (upper - lower)
        for piece in page:
            if lower + edge < piece.y < upper - edge:
                continue
            place = "top" if piece.y >= upper - edge else "foot"
            if _PAGE_NUMBER.fullmatch(piece.text):
                gone.add((index, piece))
                numbers = True
            elif piece.marginal:
                gone.add((index, piece))
                texts[piece.text] = None
            else:
                groups[place, _NUMBER.sub("#", piece.text)].append((index, piece))
    repeated: list[tuple[str, list[tuple[int, Piece]]]] = []
    for (_, pattern), group in groups.items():
        repeated += [
            (pattern, same)
            for same in _in_one_place(group)
            if len({index for index, _ in same}) >= needed and _counts(same)
        ]
    found = {piece for _, same in repeated for piece in same}
    of_tables = _of_tables(pages, found)
    for pattern, same in repeated:
        if left := [piece for piece in same if piece not in of_tables]:
            gone.update(left)
            if re.search(r"[^\W\d_]", pattern):
                texts[left[0][1].text] = None
            else:
                numbers = True
    kept = [[p for p in page if (index, p) not in gone] for index, page in enumerate(pages)]
    return kept, Furniture(tuple(texts), numbers)


def _of_tables(
    pages: Sequence[list[Piece]], found: set[tuple[int, Piece]]
) -> set[tuple[int, Piece]]:
    """Of what repeats that which stands in a row of a table: in its head, or beside its figures.

    Args:
        pages: The pieces of each page.
        found: What repeats, each with the number of its page.
    """
    kept: set[tuple[int, Piece]] = set()
    for index in {index for index, _ in found}:
        rows: list[list[Piece]] = []
        for piece in sorted(pages[index], key=lambda piece: -piece.y):
            if rows and rows[-1][0].y - piece.y < _SAME_ROW * piece.size:
                rows[-1].append(piece)
            else:
                rows.append([piece])
        is_head = False  # of the row below
        for place in range(len(rows) - 1, -1, -1):
            row = rows[place]
            below = rows[place + 1] if place + 1 < len(rows) else []
            above = rows[place - 1] if place else []
            others = sum((index, piece) not in found for piece in row)
            goes_on = is_head and others == 0 and _is_near(row, below)
            is_head = goes_on or _stand_over(row, below)
            if is_head or (others and _stand_over(row, above)):
                kept |= {(index, piece) for piece in row}
    return kept


def _stand_over(row: list[Piece], other: list[Piece]) -> bool:
    """Whether the pieces of two rows, all but one, stand under each other and close by."""
    if min(len(row), len(other)) < 2 or not _is_near(row, other):
        return False
    over = sum(any(p.x0 < o.x1 and o.x0 < p.x1 for o in other) for p in row)
    return over >= max(2, len(row) - 1)


def _is_near(row: list[Piece], other: list[Piece]) -> bool:
    return bool(other) and abs(row[0].y - other[0].y) < _NEAR * row[0].size


def _in_one_place(group: list[tuple[int, Piece]]) -> list[list[tuple[int, Piece]]]:
    ordered = sorted(group, key=lambda found: found[1].y)
    places: list[list[tuple[int, Piece]]] = []
    for found in ordered:
        if places and found[1].y - places[-1][0][1].y <= _SAME_PLACE:
            places[-1].append(found)
        else:
            places.append([found])
    return places


def _counts(same: list[tuple[int, Piece]]) -> bool:
    """Whether each number in these texts is the same on all pages, or counts with the pages."""
    rows = [
        (index, [int(number[:9]) for number in _NUMBER.findall(piece.text)])
        for index, piece in same
    ]
    places = range(len(rows[0][1]))
    return all(
        len({numbers[place] for _, numbers in rows}) == 1
        or len({numbers[place] - index for index, numbers in rows}) == 1
        for place in places
    )
