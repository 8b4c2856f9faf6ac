"""Figures: what each cell of a table holds: a figure, a year, a time, words, prose or nothing."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.masks import Cover, find_masks
from tracker.extraction.numbers import find_numbers
from tracker.extraction.pairs import fold_ranges
from tracker.extraction.periods import PeriodMention
from tracker.extraction.quantities import find_quantities, rate_end
from tracker.extraction.surroundings import Surroundings
from tracker.extraction.tables.grid import Table
from tracker.extraction.tables.mentioned_times import times_in
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Span

_MARKS = r"[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4}|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]?\)"
_YEAR = re.compile(rf"(?:19|20)\d\d\.? ?(?:{_MARKS})?")
_MARK = re.compile(_MARKS + r"|(?<=(?<![\w.,])(?:19|20)\d\d)[A-Za-z](?!\w)")
_PLAIN = re.compile(rf"[+–−-]?\d[\d.,  ]{{0,30}} ?%?(?: ?{_MARKS})?")  # no date, no code
# "1.000 t" is a unit, "2023 Freight" a time
_HEAD = re.compile(r"(?:(?<![\w.,])1[., ]?000(?:[., ]000)*|^(?:19|20)\d\d),? [^\W\d]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGIT = re.compile(r"\d|[½¼¾⅓⅔]")
_BRACKETS = re.compile(r"\([ ]?[\d.,  ]{1,30}\)")
_MOST_WORDS = 2  # beside a figure in its cell
_PROSE = 9  # words from which a cell is read as a sentence
_LONGEST = 120  # characters of a cell that may hold but a figure


class Kind(Enum):
    """What a cell holds."""

    EMPTY = "empty"
    FIGURE = "figure"
    YEAR = "year"
    TIME = "time"
    WORDS = "words"
    PROSE = "prose"


@dataclass(slots=True)
class Cell:
    """One cell: where it stands, what it holds, and its figures.

    `worded` is one with words beside its figure, which may say what that is.
    """

    span: Span
    kind: Kind
    figures: tuple[Quantity, ...] = ()
    worded: bool = False


def read_cells(
    text: str,
    tables: Sequence[Table],
    names: Sequence[Name],
    language: Language,
    lexicon: Lexicon,
) -> list[list[list[Cell]]]:
    """The cells of all tables, row by row."""
    digital = [
        span
        for table in tables
        for row in table.rows
        for span in row
        if _DIGIT.search(text, span.start, span.end)
    ]
    wordy = [span for span in digital if not _PLAIN.fullmatch(text, *span)]
    times = [time for span in wordy for time in times_in(text, span, language.periods)]
    masks = find_masks(text, language, frozenset(), wordy)
    blocked = Cover([*masks, *(Span(time.start, time.end) for time in times)])
    numbers = find_numbers(text, language, blocked, digital)
    around = _around(text, names, language, lexicon)
    quantities = fold_ranges(
        find_quantities(text, numbers, language, lexicon, blocked, digital), around
    )
    reader = _Cells(text, language, quantities, times, names)
    return [[[reader.read(span) for span in row] for row in table.rows] for table in tables]


def _around(text: str, names: Sequence[Name], language: Language, lexicon: Lexicon) -> Surroundings:
    return Surroundings(
        text=text,
        language=language,
        lexicon=lexicon,
        sentence_of=lambda position: 0,
        cues_of=lambda index: (),
        name_ends=frozenset(),
        names=names,
        period_starts=frozenset(),
        period_ends=frozenset(),
    )


class _Cells:
    def __init__(
        self,
        text: str,
        language: Language,
        quantities: Sequence[Quantity],
        times: Sequence[PeriodMention],
        names: Sequence[Name],
    ) -> None:
        self.text, self.language = text, language
        self.quantities, self.times = quantities, times
        self.names = [name.start for name in names]
        self.starts = [quantity.start for quantity in quantities]
        self.time_starts = [time.start for time in times]

    def read(self, span: Span) -> Cell:
        """What a cell holds."""
        text = self.text
        if span.start == span.end:
            return Cell(span, Kind.EMPTY)
        if _YEAR.fullmatch(text, *span):
            figures = self._figures(span)
            return Cell(span, Kind.YEAR, figures)
        words = len(_WORD.findall(text, *span))
        figures = self._figures(span)
        if figures and words >= _PROSE:
            return Cell(span, Kind.PROSE, figures)
        if figures and span.end - span.start <= _LONGEST:
            left = self._left_over(span, figures)
            if left <= _MOST_WORDS and not self._times(span) and not self._is_named(span):
                return Cell(span, Kind.FIGURE, figures, worded=left > 0)
        times = self._times(span)
        if times:
            taken = sum(len(_WORD.findall(text, time.start, time.end)) for time in times)
            if words - taken <= 1:
                return Cell(span, Kind.TIME)
        return Cell(span, Kind.WORDS, figures)

    def _figures(self, span: Span) -> tuple[Quantity, ...]:
        low, high = (bisect_left(self.starts, at) for at in span)
        return tuple(item for item in self.quantities[low:high] if item.end <= span.end)

    def _is_named(self, span: Span) -> bool:
        """Whether a cell names somebody itself, so that it is read as a sentence."""
        at = bisect_left(self.names, span.start)
        return at < len(self.names) and self.names[at] < span.end

    def _times(self, span: Span) -> list[PeriodMention]:
        low, high = (bisect_left(self.time_starts, at) for at in span)
        return list(self.times[low:high])

    def _left_over(self, span: Span, figures: Sequence[Quantity]) -> int:
        """How many words stand in a cell beside its figures."""
        position, words = span.start, 0
        for item in figures:
            words += len(_WORD.findall(self.text, position, max(position, item.left)))
            position = max(item.right, item.noun_end or 0)
            rated = rate_end(self.text, position, self.language) if item.unit else None
            position = rated or position
        return words + len(_WORD.findall(self.text, position, span.end))


def may_head(text: str, cell: Cell) -> bool:
    """Whether a head may be meant that begins with a number: "1.000 t", "2023 Freight"."""
    return _HEAD.search(text[cell.span.start : cell.span.end]) is not None


def is_bracketed(text: str, cell: Cell) -> bool:
    """Whether a bare number stands in brackets and nothing else."""
    return _BRACKETS.fullmatch(text, *cell.span) is not None


def is_counting(cells: Sequence[Cell]) -> bool:
    """Whether the cells hold 1, 2, 3 …, one after the other."""
    values = [
        cell.figures[0].value
        if len(cell.figures) == 1 and cell.figures[0].shape is Shape.BARE
        else None
        for cell in cells
    ]
    return len(values) > 1 and values == [Decimal(at + 1) for at in range(len(values))]


def marks_of(text: str, span: Span) -> set[str]:
    """The footnote marks of a cell or head, with brackets of numbers left out."""
    return {mark.strip("[])") for mark in _MARK.findall(text, *span)} - {""}
