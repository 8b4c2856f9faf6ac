"""Tables: lines of cells parted by bars, read by their heads, first columns and captions."""

from bisect import bisect_right
from collections.abc import Sequence

from tracker.extraction.findings import Mention
from tracker.extraction.tables.captions import (
    find_captions,
    find_notes,
    read_captions,
    read_footnotes,
    read_unit_notes,
)
from tracker.extraction.tables.figures import read_cells
from tracker.extraction.tables.grid import Places, Table, find_tables, without_marks
from tracker.extraction.tables.labels import LabelReader
from tracker.extraction.tables.layout import Layout
from tracker.extraction.tables.readings import TableReading
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Fact, Span

__all__ = ["Places", "Table", "Tables", "find_tables"]


class Tables:
    """The tables of one text.

    Attributes:
        places: Where they stand.
        prose: Cells that hold whole sentences, which are read as such, in order.
        captions: The lines above them; `units` the words in these that lend a unit.
    """

    def __init__(
        self,
        text: str,
        tables: Sequence[Table],
        names: Sequence[Name],
        language: Language,
        lexicon: Lexicon,
    ) -> None:
        words = language.units.words
        self.text, self.lexicon = text, lexicon
        text = without_marks(text, tables, lambda word: word in words) if tables else text
        self.places = Places(tables)
        self.reader = LabelReader(text, names, language, lexicon)
        cells = read_cells(text, tables, names, language, lexicon) if tables else []
        self._layouts = {
            table.start: Layout(rows, self.reader)
            for table, rows in zip(tables, cells, strict=True)
        }
        self._prose = {
            cell.span: (layout, row)
            for layout in self._layouts.values()
            for cell, row in layout.prose()
        }
        self.prose = list(self._prose)
        self._captions = {
            table.start: find_captions(text, table, self.places, 0) for table in tables
        }
        self.captions = [span for spans in self._captions.values() for span in spans]
        self.units = [
            Span(label.unit.start, label.unit.end)
            for span in self.captions
            if (label := self.reader.read(span, "caption", loose=False)).unit is not None
        ]

    def names_beside(self, position: int) -> list[Mention]:
        """The names at the head of the row of a cell of prose.

        Args:
            position: A place in the cell.
        """
        at = bisect_right(self.prose, position, key=lambda span: span.start) - 1
        layout, row = self._prose[self.prose[at]]
        if layout.labels and row.cells[layout.labels[0]].span == self.prose[at]:
            return []  # it is the head of the row itself
        return [mention for label in layout.row_labels(row) for mention in label.names]

    def read(self, table: Table, published: str | None, floor: int = 0) -> list[Fact]:
        """The facts of one table, in order.

        Args:
            published: When the text around it was published, ISO 8601.
            floor: Where the release begins that it belongs to.
        """
        layout = self._layouts[table.start]
        if not any(True for _ in layout.figures()):
            return []
        captions = [span for span in self._captions[table.start] if span.start >= floor]
        notes = find_notes(self.text, table)
        reading = TableReading(
            layout,
            read_captions(captions, self.reader),
            read_unit_notes(notes, self.reader),
            read_footnotes(notes, self.reader),
            self.lexicon,
            published,
            self.text,
        )
        return list(reading.facts())
