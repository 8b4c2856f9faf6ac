"""PDF columns: where the columns of a table stand, and which of them a piece takes."""

from collections.abc import Sequence

from tracker.readers.grids import is_value
from tracker.readers.pdf_layout import Piece, Row

NEAR = 0.6  # in parts of the font's size

Span = tuple[float, float]


def columns_of(rows: Sequence[Row]) -> list[Span]:
    """Left and right edge of each column, as the fullest rows have them."""
    most = max(len(row.pieces) for row in rows)
    full = [row for row in rows if len(row.pieces) == most]
    figures = [row for row in full if any(is_value(piece.text) for piece in row.pieces)]
    columns = [
        (min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces))
        for pieces in zip(*((row.pieces) for row in figures or full), strict=True)
    ]
    # A column that no full row has: its pieces stand in the gap between two.
    for row in rows:
        for piece in row.pieces:
            if all(piece.x1 < left or right < piece.x0 for left, right in columns) and is_value(
                piece.text
            ):
                near = min(abs(piece.x0 - right) for _, right in columns)
                near = min(near, *(abs(left - piece.x1) for left, _ in columns))
                if near > 2 * piece.size and not _under_one(piece, columns):
                    columns.append((piece.x0, piece.x1))
                    columns.sort()
    return columns


def _under_one(piece: Piece, columns: Sequence[Span]) -> bool:
    """Whether a piece has an edge or its middle where a column has it."""
    return any(offset(piece, column) < NEAR * piece.size for column in columns)


def place_of(
    piece: Piece, columns: Sequence[Span], free: int, below: Row | None
) -> tuple[int, int]:
    """First and last column of a piece: those it stands over, else the nearest.

    Args:
        piece: The piece.
        columns: Left and right edge of each column.
        free: The first column that nothing takes yet.
        below: The next row of a head, over whose pieces this one may stand in the middle.
    """
    covered = [at for at, column in enumerate(columns) if at >= free and _covers(piece, column)]
    if below is not None and len(covered) < 2:
        heads = list(columns)
        for head in below.pieces:
            heads[_nearest(head, columns)] = (head.x0, head.x1)
        runs = [
            (first, last)
            for first in range(max(free, 1), len(columns))
            for last in range(first + 1, len(columns))
            if _in_middle(piece, heads[first], heads[last])
        ]
        if runs:
            return max(runs, key=lambda run: run[1] - run[0])
    if len(covered) > 1:
        return covered[0], covered[-1]
    at = _nearest(piece, columns)
    return at, at


def _nearest(piece: Piece, columns: Sequence[Span]) -> int:
    return min(range(len(columns)), key=lambda at: offset(piece, columns[at]))


def _covers(piece: Piece, column: Span) -> bool:
    common = min(piece.x1, column[1]) - max(piece.x0, column[0])
    return common > 0.5 * (column[1] - column[0])


def _in_middle(piece: Piece, first: Span, last: Span) -> bool:
    middle = (piece.x0 + piece.x1) / 2
    # Figures stand at the right of their columns, words at the left: the middle is not exact.
    return abs(middle - (first[0] + last[1]) / 2) < 1.2 * piece.size


def offset(piece: Piece, column: Span) -> float:
    left, right = abs(piece.x0 - column[0]), abs(piece.x1 - column[1])
    return min(left, right, abs(piece.x0 + piece.x1 - column[0] - column[1]) / 2)
