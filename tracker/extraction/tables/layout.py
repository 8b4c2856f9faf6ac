"""Layout: which rows of a table are its head, which columns name what the rows are about.

head row      a first row without figures, where the rows below have some; years and times count
              as words there; a second one where the first cell is empty
label column  most of its cells hold words, or all of them years; ranks ("No.", 1, 2, 3) are none
group row     only its first cell is filled; it holds for the rows below, up to the next one
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tracker.extraction.tables.figures import Cell, Kind, is_counting, may_head
from tracker.extraction.tables.labels import Label, LabelReader
from tracker.model.fact import Span

_HEADS = frozenset({Kind.EMPTY, Kind.YEAR, Kind.TIME, Kind.WORDS})
_MOST_HEADS = 3
_MOST_LABELS = 6  # columns that name the rows; each figure of a row asks all of them
_CORNER = "corner"


@dataclass(slots=True)
class Row:
    """A row of the body.

    Attributes:
        group: The head of the group that it stands in. whole: The head of the row of which it is
            a part ("of which …").
    """

    cells: Sequence[Cell]
    number: int
    group: Span | None
    whole: Span | None = None


@dataclass  # no slots: a property is kept
class Layout:
    """A table taken apart.

    Attributes:
        heads: The head rows. rows: Those of the body. labels: The columns that name the rows,
            without the ranks. columns: The columns that hold figures. title: A first row of one
            filled cell above the head.
    """

    cells: Sequence[Sequence[Cell]]
    reader: LabelReader
    heads: Sequence[Sequence[Cell]] = ()
    rows: list[Row] = field(default_factory=list)
    labels: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    title: Span | None = None
    _read: dict[tuple[Span, str], Label] = field(default_factory=dict)
    _columns: dict[int, list[Label]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (
            len(self.cells) > 2
            and len(_filled(self.cells[0])) == 1
            and self._is_head(self.cells[1])
        ):
            self.title, self.cells = _filled(self.cells[0])[0].span, self.cells[1:]
        count = self._count_heads()
        self.heads, body = self.cells[:count], self.cells[count:]
        self._take_columns(body)
        self._take_rows(body, count)

    def label(self, span: Span, where: str) -> Label:
        """What the words there say, read once."""
        key = (span, where)
        if key not in self._read:
            self._read[key] = self.reader.read(span, where)
        return self._read[key]

    def column_labels(self, column: int) -> list[Label]:
        """The heads above a column, the lowest first; a head that spans columns stands left."""
        if column not in self._columns:
            self._columns[column] = list(self._heads_of(column))
        return self._columns[column]

    def _heads_of(self, column: int) -> Iterator[Label]:
        for row in reversed(self._spread):
            span = row[column]
            if span is not None:
                yield self.label(span, "column head")

    @cached_property
    def _spread(self) -> list[list[Span | None]]:
        """The head rows; in all but the lowest an empty cell has the head to its left."""
        first = self.labels[-1] + 1 if self.labels else 0
        rows = []
        for number, row in enumerate(self.heads, start=1):
            spans: list[Span | None] = []
            for at, cell in enumerate(row):
                filled = cell.kind is not Kind.EMPTY
                left = spans[-1] if at > first and number < len(self.heads) else None
                spans.append(cell.span if filled else left)
            rows.append(spans)
        return rows

    def corner_labels(self) -> list[Label]:
        """The heads of the columns that name the rows, and the title above them."""
        title = [] if self.title is None else [self.label(self.title, "title row")]
        return title + [
            self.label(row[at].span, _CORNER)
            for row in self.heads
            for at in self.labels
            if row[at].kind is not Kind.EMPTY
        ]

    def row_labels(self, row: Row) -> list[Label]:
        """The words at the head of a row, then those of the row of which it is a part."""
        spans = [row.cells[at].span for at in self.labels if row.cells[at].kind is not Kind.EMPTY]
        if row.whole is not None:
            spans.append(row.whole)
        return [self.label(span, "row head") for span in spans]

    def figures(self) -> Iterator[tuple[Row, int, Cell]]:
        """The cells that may hold figures, in order."""
        wanted = frozenset(self.columns)
        for row in self.rows:
            for at, cell in enumerate(row.cells):
                if at in wanted and cell.kind in (Kind.FIGURE, Kind.YEAR):
                    yield row, at, cell

    def prose(self) -> Iterator[tuple[Cell, Row]]:
        """The cells that are read as sentences, with their rows, in order."""
        heads = [Row(row, number, None) for number, row in enumerate(self.heads)]
        plain = not any(True for _ in self.figures())
        for row in (*heads, *self.rows):
            for at, cell in enumerate(row.cells):
                # "up 5 % to 3 Mt" in a column of figures, or a list of headlines
                worded = cell.kind is Kind.WORDS and any(item.unit for item in cell.figures)
                spoken = worded and (plain or (at in self.columns and row not in heads))
                if cell.kind is Kind.PROSE or spoken:
                    yield cell, row

    def _count_heads(self) -> int:
        """How many rows the head has; none where the first one already holds figures."""
        cells = self.cells
        below = any(cell.kind is Kind.FIGURE for row in cells[1:] for cell in row) or any(
            cell.kind is Kind.YEAR for cell in cells[-1]
        )
        if not below or not self._is_head(cells[0]) or self._is_profile():
            return 0
        count = 1
        while count < min(_MOST_HEADS, len(cells) - 1) and self._is_head(cells[count]):
            first, above = cells[count][0], cells[count - 1][0]
            filled = sum(cell.kind is not Kind.EMPTY for cell in cells[count][1:])
            if filled < 1 or Kind.EMPTY not in (first.kind, above.kind):
                break
            count += 1
        return count

    def _is_profile(self) -> bool:
        """Whether each row is a name and what it has: "Investor | China …", "Length | 826 km"."""
        if len(self.cells[0]) != 2 or not self.label(self.cells[0][1].span, _CORNER).names:
            return False
        items = [i for row in self.cells if row[1].kind is Kind.FIGURE for i in row[1].figures]
        return all(item.unit is not None for item in items)

    def _is_head(self, row: Sequence[Cell]) -> bool:
        text = self.reader.text
        if len(_filled(row)) < min(2, len(row)):
            return False
        return all(
            cell.kind in _HEADS or (cell.kind is Kind.FIGURE and may_head(text, cell))
            for cell in row
        )

    def _words(self, row: Sequence[Cell]) -> tuple[str, ...]:
        return tuple(self.reader.text[cell.span.start : cell.span.end] for cell in row)

    def _take_columns(self, body: Sequence[Sequence[Cell]]) -> None:
        labels: list[int] = []
        columns: list[int] = []
        ranked = False
        for at in range(len(self.cells[0])):
            column = [row[at] for row in body if row[at].kind is not Kind.EMPTY]
            heads = [row[at] for row in self.heads if row[at].kind is not Kind.EMPTY]
            if not column:
                continue
            if not labels and not ranked and self._is_rank(heads, column):
                ranked = True
                continue
            if self._names_rows(heads, column, first=not labels and not columns):
                labels.append(at)
            else:
                columns.append(at)
        self.labels, self.columns = tuple(labels[:_MOST_LABELS]), tuple(columns)

    def _is_rank(self, heads: Sequence[Cell], column: Sequence[Cell]) -> bool:
        if any(cell.kind is not Kind.FIGURE for cell in column):
            return False
        said = any(self.label(cell.span, _CORNER).rank for cell in heads)
        return said or (is_counting(column) and len(self.cells[0]) > 2 and not self._unit(heads))

    def _unit(self, heads: Sequence[Cell]) -> bool:
        for cell in heads:
            unit = self.label(cell.span, _CORNER).unit
            if unit is not None and unit.unit is not None:
                return True
        return False

    def _names_rows(self, heads: Sequence[Cell], column: Sequence[Cell], *, first: bool) -> bool:
        years = sum(cell.kind is Kind.YEAR for cell in column)
        figures = sum(cell.kind is Kind.FIGURE for cell in column)
        words = len(column) - years - figures
        if years and words + years == len(column) and not self._unit(heads):
            return True
        if first and words:
            return words + years > figures
        blank = sum(cell.kind is Kind.WORDS and not cell.figures for cell in column)
        if not figures and not years:
            return bool(blank)
        return words > figures + years and any(
            self.label(cell.span, "row head").is_known()
            for cell in column
            if cell.kind is Kind.WORDS
        )

    def _take_rows(self, body: Sequence[Sequence[Cell]], count: int) -> None:
        group: Span | None = None
        whole: Span | None = None
        first = min((*self.labels, *self.columns), default=0)
        heads = {self._words(row) for row in self.heads}
        for number, row in enumerate(body, start=count):
            if self._words(row) in heads:  # the head again, as on the next page
                continue
            filled = [at for at, cell in enumerate(row) if cell.kind is not Kind.EMPTY]
            if filled == [first] and len(row) > 1 and row[first].kind is not Kind.FIGURE:
                group, whole = row[first].span, None
                continue
            part = self.reader.is_part(row[first].span)
            self.rows.append(Row(row, number, group, whole if part else None))
            if not part:
                whole = row[first].span if row[first].kind is Kind.WORDS else None


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell.kind is not Kind.EMPTY]
