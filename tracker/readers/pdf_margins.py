"""PDF margins: running headers, footers and page numbers, which are no part of the text."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tracker.readers.pdf_layout import Piece

# The share of a page's height, at its top and at its bottom, in which they stand.
_MARGIN = 0.12
_SAME_PLACE = 4.0
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
    for (_, pattern), group in groups.items():
        for same in _in_one_place(group):
            if len({index for index, _ in same}) < needed or not _counts(same):
                continue
            gone.update(same)
            if re.search(r"[^\W\d_]", pattern):
                texts[same[0][1].text] = None
            else:
                numbers = True
    kept = [[p for p in page if (index, p) not in gone] for index, page in enumerate(pages)]
    return kept, Furniture(tuple(texts), numbers)


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
