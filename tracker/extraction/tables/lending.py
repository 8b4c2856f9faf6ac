"""Lending in tables: a bare number takes the unit of its column, its row, or what stands above."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.lending import multiply
from tracker.extraction.tables.figures import Cell, is_bracketed
from tracker.extraction.tables.labels import Label
from tracker.extraction.tables.layout import Layout
from tracker.model.fact import Measure, Per, Span

RATIOS = frozenset({"percent", "percentage_point"})
_THOUSAND = Decimal(1000)
_SAMPLE = 40  # columns that tell which unit all have
_MOVING = frozenset({"traffic", "population"})  # nouns of these are counted, whatever the caption


class Lent(NamedTuple):
    """A figure with its unit, the label that lent it, its rate, and how doubtful that is."""

    quantity: Quantity
    label: Label | None
    per: Per | None = None
    doubt: float = 0.0


class UnitLender:
    """Lends the units of one table.

    Args:
        notes: Labels of lines below that tell a unit.
    """

    def __init__(self, layout: Layout, notes: Sequence[Label]) -> None:
        self.layout, self.notes = layout, notes
        self.language, self.text = layout.reader.language, layout.reader.text
        self._siblings: dict[Span, Label | None] = {}

    def lend(
        self,
        cell: Cell,
        item: Quantity,
        column: list[Label],
        labels: list[Label],
        above: list[Label],
    ) -> Lent | None:
        """The figure with its own unit, or with that of the nearest label that states one."""
        if item.unit is not None:
            per = self._rate(item, cell)
            if per is None and item.kind not in RATIOS:
                per = next(
                    (
                        label.unit.per
                        for label in (*column, *labels, *above)
                        if label.unit and label.unit.per and label.unit.kind == item.kind
                    ),
                    None,
                )
            return Lent(item, None, per)
        near = [*column, *labels]
        source = next((label for label in near if label.unit and label.unit.unit), None)
        if source is None:
            noun = next((label for label in column if label.noun_means in _MOVING), None)
            if noun is not None:
                return self._counted(item, noun)
            if any(label.measure is Measure.CHANGE for label in near) or any(
                label.measure is Measure.SHARE for label in column
            ):
                return None  # it may be one in percent or in amounts
            sibling = self._of_siblings(column)
            if sibling is not None:
                return self._united(cell, item, sibling, [*near, *above])
            far = [*(label for label in above if not _heads_times(label)), *self.notes]
            source = next((label for label in far if label.unit and label.unit.unit), None)
        if source is None:
            noun = next((label for label in (*near, *above) if label.noun_means), None)
            if noun is None:
                return self._of_people(item, [*near, *above])
            counting = noun in near or any(label.counts for label in near)
            if not counting and noun.noun_means not in _MOVING:
                return None
            return self._counted(item, noun, doubt=0.05 if counting else 0.15)
        return self._united(cell, item, source, [*near, *above])

    def _of_siblings(self, column: list[Label]) -> Label | None:
        """A head with the unit that all other heads have: "Tage (2023) | Tage (2024) | Ziel"."""
        if not column or not any(label.times or label.status for label in column):
            return None
        if column[0].span not in self._siblings:
            others = [
                label
                for at in self.layout.columns[:_SAMPLE]
                for label in self.layout.column_labels(at)[:1]
                if label is not column[0] and not is_ratio(label)
            ]
            units = {label.unit and (label.unit.unit, label.unit.factor) for label in others}
            found = others[0] if len(units) == 1 and others[0].unit else None
            self._siblings[column[0].span] = found
        return self._siblings[column[0].span]

    def _united(
        self, cell: Cell, item: Quantity, source: Label, labels: Sequence[Label]
    ) -> Lent | None:
        stated = source.unit
        if stated is None or stated.unit is None:
            return None
        factor = stated.factor
        if not stated.scaled:
            other = next((one.unit for one in labels if one.unit and one.unit.unit is None), None)
            if other is not None and stated.kind not in RATIOS:
                factor *= other.factor
        if item.number.scale != 1 and stated.scaled:
            factor = Decimal(1)
        elif stated.small != 1 and self._largest(cell, source) < _THOUSAND:
            factor *= stated.small  # "mt" are millions of tonnes, or metric tonnes
        named = replace(item, unit=stated.unit, kind=stated.kind, shape=Shape.UNIT, borrowed=True)
        if (
            self.language.tables.brackets_negative
            and stated.kind == "money"
            and is_bracketed(self.text, cell)
        ):
            factor = -factor
        per = stated.per
        if per is None and stated.kind not in RATIOS:
            per = self._spread_rate(labels)
        return Lent(multiply(named, factor), source, per)

    def _of_people(self, item: Quantity, labels: Sequence[Label]) -> Lent | None:
        """The figure under a counted topic that names no noun: "Population (thousand)"."""
        indicators = self.layout.reader.lexicon.indicators
        for label in labels:
            if label.unit is None or label.unit.unit is not None:
                continue
            for cue in label.cues:
                if indicators[cue.id].kinds[:1] == ("count",):
                    noun = self.text[cue.start : cue.end]
                    return self._counted(item, replace(label, noun=noun, noun_means=cue.id))
        return None

    def _largest(self, cell: Cell, source: Label) -> Decimal:
        """The largest of the numbers to which a label lends its unit."""
        columns, rows, heads = self._sizes
        if source.where == "row head":
            return rows[cell.span]
        if source.span in heads:
            return max(columns[at] for at in heads[source.span])
        return max(columns.values())

    @cached_property
    def _sizes(self) -> tuple[dict[int, Decimal], dict[Span, Decimal], dict[Span, list[int]]]:
        """The largest bare number by column and by cell (that of its row), columns by head."""
        columns: dict[int, Decimal] = {}
        rows: dict[int, Decimal] = {}
        cells: dict[Span, int] = {}
        for row, at, cell in self.layout.figures():
            bare = (abs(item.number.raw) for item in cell.figures if item.unit is None)
            size = max(bare, default=Decimal(0))
            columns[at] = max(columns.get(at, size), size)
            rows[row.number] = max(rows.get(row.number, size), size)
            cells[cell.span] = row.number
        heads: dict[Span, list[int]] = {}
        for at in columns:
            for label in self.layout.column_labels(at):
                heads.setdefault(label.span, []).append(at)
        return columns, {span: rows[number] for span, number in cells.items()}, heads

    def _spread_rate(self, labels: Sequence[Label]) -> Per | None:
        """A rate named apart from its unit: "annual capacity, Mt"."""
        for label in labels:
            if not any(cue.id == "capacity" for cue in label.cues):
                continue
            for hit in self.language.per.find(self.text, *label.span):
                return hit.meaning[0]
        return None

    def _counted(self, item: Quantity, noun: Label, doubt: float = 0.05) -> Lent:
        factor = noun.unit.factor if noun.unit and noun.unit.unit is None else Decimal(1)
        counted = replace(
            item, unit="count", kind="count", shape=Shape.COUNT, counted=noun.noun, borrowed=True
        )
        return Lent(multiply(counted, factor), noun, doubt=doubt)

    def _rate(self, item: Quantity, cell: Cell) -> Per | None:
        """The rate that a cell states itself: "5 Mio. t pro Jahr"."""
        for hit in self.language.per.find(self.text, item.end, cell.span.end):
            return hit.meaning[0]
        return None


def _heads_times(label: Label) -> bool:
    """Whether its unit but names what the rows are: "Port / Year"."""
    return label.where == "corner" and label.unit is not None and label.unit.kind == "time"


def is_ratio(label: Label) -> bool:
    """Whether it lends percent."""
    return label.unit is not None and label.unit.kind in RATIOS
