"""PDF layout: words with places → rows of cells in reading order, column after column."""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from tracker.readers.pdf_runs import Word

# In parts of the font's size. Blanks are about 0.25 wide, in justified lines up to 0.8.
_BLANK, _WIDE = 0.15, 1.0
_SAME_ROW = 0.45
_MAX_DEPTH = 5
_MIN_COLUMN_ROWS = 3
# Table cells are shorter than the lines of a text column.
_MIN_COLUMN_LETTERS = 18
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Piece(NamedTuple):
    """Words of one row that no wide gap separates.

    `gaps`: of each gap between them its edges and the place of its blank in the text.
    """

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: bool
    marginal: bool
    gaps: tuple[tuple[float, float, int], ...] = ()

    def cut(self, gap: tuple[float, float, int]) -> "tuple[Piece, Piece]":
        """The pieces before and after one of its gaps."""
        left, right, place = gap
        before = self._replace(
            x1=left, text=self.text[:place], gaps=tuple(g for g in self.gaps if g[2] < place)
        )
        gaps = tuple((x0, x1, at - place - 1) for x0, x1, at in self.gaps if at > place)
        return before, self._replace(x0=right, text=self.text[place + 1 :], gaps=gaps)


class Row(NamedTuple):
    """The pieces on one baseline within a column, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(piece.x1 for piece in self.pieces)

    @property
    def y(self) -> float:
        return self.pieces[0].y

    @property
    def size(self) -> float:
        return max(piece.size for piece in self.pieces)

    @property
    def bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)


def pieces_of(words: Iterable[Word]) -> list[Piece]:
    """The words joined to pieces: those of one baseline with no wide gap between them."""
    found: list[Piece] = []
    for row in _on_baselines(sorted(words, key=lambda word: -word.y)):
        found += _joined(sorted(row, key=lambda word: word.x0))
    return found


def blocks_of(pieces: Sequence[Piece]) -> list[list[Row]]:
    """The rows in reading order; a new block begins with each column and below columns."""
    return _blocks(list(pieces), 0)


def _on_baselines(words: Iterable[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in words:
        if rows:
            first = rows[-1][0]
            if first.y - word.y <= _SAME_ROW * max(first.size, word.size):
                rows[-1].append(word)
                continue
        rows.append([word])
    return rows


def _joined(row: list[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    group: list[Word] = []
    parts: list[str] = []
    gaps: list[tuple[float, float, int]] = []
    end = 0.0

    def finish() -> None:
        if group:
            main = max(group, key=lambda word: word.size)
            bold = all(word.bold for word in group)
            marginal = all(word.marginal for word in group)
            text = "".join(parts)
            piece = Piece(group[0].x0, end, main.y, main.size, text, bold, marginal, tuple(gaps))
            pieces.append(piece)
            gaps.clear()

    for word in row:
        text = word.text
        if group:
            last = group[-1]
            size = max(last.size, word.size)
            # Some programs draw bold letters by drawing them twice.
            if word.text == last.text and abs(word.x0 - last.x0) < 0.2 * size:
                continue
            gap = word.x0 - end
            if gap > _WIDE * size:
                finish()
                group, parts = [], []
            else:
                raised = word.size < 0.8 * last.size and word.y > last.y + 0.15 * last.size
                if raised and text.isdecimal():
                    text = text.translate(_RAISED)
                if word.spaced or gap > _BLANK * size:
                    gaps.append((end, word.x0, sum(map(len, parts))))
                    parts.append(" ")
        end = word.x1 if not group else max(end, word.x1)
        group.append(word)
        parts.append(text)
    finish()
    return pieces


def _blocks(pieces: list[Piece], depth: int) -> list[list[Row]]:
    if not pieces:
        return []
    gutter = _gutter(pieces) if depth < _MAX_DEPTH else None
    if gutter is None:
        return [_rows(pieces)]
    blocks: list[list[Row]] = []
    for band, is_cut in _bands(pieces, gutter):
        if is_cut:
            for side in (
                [piece for piece in band if piece.x1 <= gutter],
                [piece for piece in band if piece.x0 >= gutter],
            ):
                blocks += _blocks(side, depth + 1)
        else:
            blocks += _blocks(band, depth + 1)
    return blocks


def _rows(pieces: list[Piece]) -> list[Row]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if rows:
            first = rows[-1][0]
            if first.y - piece.y <= _SAME_ROW * max(first.size, piece.size):
                rows[-1].append(piece)
                continue
        rows.append([piece])
    return [Row(tuple(sorted(row, key=lambda piece: piece.x0))) for row in rows]


def _gutter(pieces: list[Piece]) -> float | None:
    """Where a gap between two columns of text stands, or None.

    Of all gaps between neighbours on (nearly) one height, the place that most of them share;
    what stands at both sides must be lines of text and no cells of a table.
    """
    pitch = 1.6 * median(piece.size for piece in pieces)
    heights: dict[int, list[Piece]] = {}
    for piece in pieces:
        heights.setdefault(int(piece.y // pitch), []).append(piece)
    ends: list[tuple[float, int]] = []
    for group in heights.values():
        group.sort(key=lambda piece: piece.x0)
        right = group[0].x1
        for piece in group[1:]:
            if piece.x0 - right > 0.5 * piece.size:
                ends += [(right, 1), (piece.x0, -1)]
            right = max(right, piece.x1)
    if len(ends) < 2 * _MIN_COLUMN_ROWS:
        return None
    ends.sort()
    best, place, depth = 0, 0.0, 0
    for index, (x, step) in enumerate(ends):
        depth += step
        if depth > best:
            best, place = depth, (x + ends[index + 1][0]) / 2
    if best < _MIN_COLUMN_ROWS:
        return None
    return place if any(is_cut for _, is_cut in _bands(pieces, place)) else None


def _bands(pieces: list[Piece], gutter: float) -> list[tuple[list[Piece], bool]]:
    """The pieces from top to bottom in bands; True: two columns with this gap between them."""
    bands: list[list[Piece]] = []
    crossed: bool | None = None
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        crosses = piece.x0 < gutter < piece.x1
        if crosses != crossed:
            bands.append([])
            crossed = crosses
        bands[-1].append(piece)
    found: list[tuple[list[Piece], bool]] = []
    for band in bands:
        is_cut = _is_text(band, gutter)
        if is_cut or not found or found[-1][1]:
            found.append((band, is_cut))
        else:
            found[-1][0].extend(band)
    return found


def _is_text(band: list[Piece], gutter: float) -> bool:
    left = [piece for piece in band if piece.x1 <= gutter]
    right = [piece for piece in band if piece.x0 >= gutter]
    if len(left) + len(right) < len(band) or min(len(left), len(right)) < _MIN_COLUMN_ROWS:
        return False
    narrow, wide = sorted((left, right), key=_letters)
    if _letters(narrow) >= _MIN_COLUMN_LETTERS:
        return True
    # Short lines beside long ones: a box beside the text, unless they stand on its lines or are
    # figures, as in a table.
    if _letters(wide) < 2 * _MIN_COLUMN_LETTERS:
        return False
    heights = {round(piece.y) for piece in wide}
    on_lines = sum(round(piece.y) in heights for piece in narrow)
    figures = sum(any(char.isdecimal() for char in piece.text) for piece in narrow)
    return max(on_lines, figures) < 0.5 * len(narrow)


def _letters(side: list[Piece]) -> float:
    return median(len(piece.text) for piece in side)
