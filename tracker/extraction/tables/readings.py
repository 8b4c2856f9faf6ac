"""Readings: the facts of a table, a cell at a time, from what its heads, rows and caption say."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.tables.axes import Axis
from tracker.extraction.tables.figures import Cell, marks_of
from tracker.extraction.tables.labels import Label
from tracker.extraction.tables.layout import Layout, Row
from tracker.extraction.tables.lending import RATIOS, UnitLender, is_ratio
from tracker.extraction.tables.parties import PARTIES, Around, find_parties
from tracker.extraction.tables.times import Time, TimeReader
from tracker.extraction.tables.topics import Topic, find_goods, find_indicator
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Bound, Fact, Measure, Status, Transition

_EQUALS = frozenset({"trade_turnover"})
_FLOWS = frozenset({"exports", "imports"})
_LINES = frozenset({"pipeline", "corridor", "railway"})
_WORKS = frozenset({"investment", "capacity", "length", "power", "progress"})  # of what is built
_SAMPLE = 40  # rows and columns that tell what a table is about
_LEAST_INDEX = 60  # percent of the level before; a fall by more is rare in all rows at once
_SURE, _LEAST = 0.9, 0.3


class TableReading:
    """One table with all that is known around it.

    Args:
        captions: Labels of the lines above, the nearest first. notes: Of lines below that tell
            a unit. footnotes: Status by footnote mark.
        written: The text as it is written, with the raised marks that the reader leaves out.
    """

    def __init__(
        self,
        layout: Layout,
        captions: Sequence[Label],
        notes: Sequence[Label],
        footnotes: dict[str, tuple[Status, str]],
        lexicon: Lexicon,
        published: str | None,
        written: str,
    ) -> None:
        self.layout, self.captions, self.notes = layout, captions, notes
        self.footnotes, self.lexicon, self.published = footnotes, lexicon, published
        self.language = layout.reader.language
        self.text, self.written = layout.reader.text, written
        self.times = TimeReader(self.language, published)
        self.units = UnitLender(layout, notes)
        self.corner = layout.corner_labels()
        kinds = frozenset(kind for label in self.corner for kind in label.axis)
        self.axis = Axis(kinds, lexicon.gazetteer.entries)

    def facts(self) -> Iterator[Fact]:
        """The facts of the table, in order."""
        last: Row | None = None
        for row, at, cell in self.layout.figures():
            if row is not last:
                labels, above, last = self._row_labels(row), self._above(row), row
            for quantity in cell.figures:
                fact = self._fact(row, at, cell, quantity, labels, above)
                if fact is not None:
                    yield fact

    def _row_labels(self, row: Row) -> list[Label]:
        return [self.axis.meant(label) for label in self.layout.row_labels(row)]

    def _above(self, row: Row) -> list[Label]:
        """What holds for the whole row besides its own head: group, corner, caption."""
        group = [] if row.group is None else [self.layout.label(row.group, "group head")]
        return [*group, *self.corner, *self.captions]

    @cached_property
    def _left(self) -> dict[int, list[Label]]:
        """By column the heads of the nearest one to its left that holds amounts."""
        found: dict[int, list[Label]] = {}
        last: list[Label] = []
        for at in self.layout.columns:
            found[at] = last
            labels = self.layout.column_labels(at)
            if not any(label.measure or is_ratio(label) for label in labels):
                last = labels
        return found

    @cached_property
    def _signed(self) -> set[tuple[str, int]]:
        """The columns and rows in which some number has a sign."""
        found = set()
        for row, at, cell in self.layout.figures():
            if any(item.number.signed for item in cell.figures):
                found |= {("column", at), ("row", row.number)}
        return found

    @cached_property
    def _lists_names(self) -> bool:
        """Whether the rows are a list of named things, so that an unknown one is nobody."""
        if any(label.axis for label in self.corner):
            return True
        named = unknown = 0
        for row in self.layout.rows[:_SAMPLE]:
            labels = self._row_labels(row)
            if any(label.names for label in labels):
                named += 1
            elif not any(label.is_known() for label in labels):
                unknown += 1
        return named > 0 and named >= unknown

    @cached_property
    def _rows_are_parties(self) -> bool:
        """Whether the names at the heads of the rows are those of countries and the like."""
        rows = self.layout.rows[:_SAMPLE]
        kinds = [m.kind for row in rows for label in self._row_labels(row) for m in label.names]
        return bool(kinds) and sum(kind in PARTIES for kind in kinds) * 2 > len(kinds)

    @cached_property
    def _columns_list_names(self) -> bool:
        heads = [self.layout.column_labels(at) for at in self.layout.columns]
        return sum(any(label.names for label in labels) for labels in heads) > 1

    @cached_property
    def _topics(self) -> frozenset[str]:
        """The indicators that the table speaks of in plain words."""
        labels = [*self.captions, *self.corner]
        labels += [
            label for at in self.layout.columns[:40] for label in self.layout.column_labels(at)
        ]
        labels += [label for row in self.layout.rows[:40] for label in self.layout.row_labels(row)]
        groups = {row.group for row in self.layout.rows if row.group is not None}
        labels += [self.layout.label(group, "group head") for group in groups]
        return frozenset(cue.id for label in labels for cue in label.cues if cue.strength >= 1)

    def _fact(
        self,
        row: Row,
        at: int,
        cell: Cell,
        item: Quantity,
        labels: list[Label],
        above: list[Label],
    ) -> Fact | None:
        column = self.layout.column_labels(at)
        lent = self.units.lend(cell, item, column, labels, above)
        if lent is None or lent.quantity.unit is None:
            return None
        quantity, evidence = lent.quantity, {}
        if cell.worded:  # "Umschlag 4,1 Mio. t"
            column = [self.layout.label(cell.span, "cell"), *column]
        kind = quantity.kind or ""
        ratio = kind in RATIOS
        if lent.label is not None:
            evidence["value"] = f"unit from {lent.label.quote()}"
        measure, why, doubt = self._measure(row, at, quantity, column, labels, above)
        if why:
            evidence["measure"] = why
        left = self._left[at] if ratio and measure is not Measure.LEVEL else []
        topic = find_indicator(
            kind, [column, labels], left, above, quantity, self._topics, self.lexicon
        )
        evidence["indicator"] = topic.why
        status, why = self._status(cell, [*column, *labels], above, None)
        time = self._time(column, labels, left, above, status)
        if status is None:
            status, why = self._status_by_time(time, topic, above)
        around = Around(
            labels,
            column,
            [*left, *above] if left else above,
            row_unknown=self._lists_names and not any(label.is_known() for label in labels),
            column_unknown=self._columns_list_names
            and bool(column)
            and not any(label.is_known() for label in column),
            row_rest=self._lists_names and any(label.others for label in labels),
            column_rest=any(label.others for label in column),
            partners=any(label.partner for label in (*self.corner, *column)),
            rows_are_parties=self._rows_are_parties,
        )
        manner = self.lexicon.weights.manners.get(topic.id, "thing")
        subject, partner = find_parties(manner, topic.id, around)
        if topic.id in _FLOWS and self._carries(subject.id, kind):
            topic = topic._replace(id="freight_volume")
        if topic.id in _EQUALS and subject.id and partner.id and partner.id < subject.id:
            subject, partner = partner, subject
        for name, side in (("subject", subject), ("partner", partner)):
            if side.label is not None:
                evidence[name] = side.label.quote()
        goods, why_goods = find_goods(kind, topic.id, [*column, *labels, *left, *above])
        if goods:
            evidence["commodity"] = why_goods
        evidence["status"] = why
        if time is not None:
            evidence["period"] = time.label.quote()
        value, high = quantity.value, quantity.high
        if self._is_deficit(topic, quantity, [*column, *labels, *above]):
            value, high = -value, None
            evidence["sign"] = "a deficit is negative"
        doubt += lent.doubt + topic.doubt + (0.15 if subject.id is None else 0.0)
        return Fact(
            surface=self.text[quantity.start : quantity.end],
            start=quantity.start,
            end=quantity.end,
            value=float(value),
            value_high=None if high is None else float(high),
            unit=quantity.unit or "count",
            per=None if ratio else lent.per,
            bound=quantity.bound or Bound.EXACT,
            measure=measure,
            status=status or Status.ACTUAL,
            transition=Transition.BY if measure is Measure.CHANGE else None,
            indicator=topic.id,
            subject=subject.id,
            partner=partner.id,
            commodity=goods,
            counted=quantity.counted if quantity.unit == "count" else None,
            period=time.period if time else None,
            period_text=time.text if time else None,
            published=self.published,
            evidence={name: words for name, words in evidence.items() if words},
            confidence=round(max(_LEAST, _SURE - doubt), 2),
        )

    def _measure(
        self,
        row: Row,
        at: int,
        item: Quantity,
        column: list[Label],
        labels: list[Label],
        above: list[Label],
    ) -> tuple[Measure, str, float]:
        """What kind of number it is, why, and how doubtful that is."""
        if item.shape is Shape.FACTOR:
            return Measure.MULTIPLE, "", 0.0
        ratio = item.kind in RATIOS
        said = next((label for label in (*column, *labels) if label.measure), None)
        if said is None and ratio:
            said = next((label for label in above if label.measure), None)
        if said is not None and said.measure is not None:
            measure = said.measure
            if not ratio and measure is not Measure.CHANGE:
                return Measure.LEVEL, "", 0.0
            if measure is Measure.INDEX and ("column", at) in self._signed and said.compared:
                measure = Measure.CHANGE
            if measure is Measure.CHANGE and ratio and at in self._hundreds:
                return Measure.INDEX, f"{said.quote()}, with numbers around 100", 0.15
            return measure, said.quote(), 0.0
        if not ratio:
            return Measure.LEVEL, "", 0.0
        if ("column", at) in self._signed or ("row", row.number) in self._signed:
            return Measure.CHANGE, "its numbers carry signs", 0.15
        return Measure.SHARE, "a percentage without a word of change", 0.2

    @cached_property
    def _hundreds(self) -> set[int]:
        """The columns whose numbers, all without signs, may be percentages of an earlier level."""
        smallest: dict[int, list[Decimal]] = {}
        for _, at, cell in self.layout.figures():
            smallest.setdefault(at, []).extend(item.value for item in cell.figures)
        return {
            at
            for at, values in smallest.items()
            if len(values) > 1
            and ("column", at) not in self._signed
            and min(values) >= _LEAST_INDEX
        }

    def _status(
        self, cell: Cell, near: Sequence[Label], above: Sequence[Label], time: Time | None
    ) -> tuple[Status | None, str]:
        spans = [cell.span, *(label.span for label in near)]
        for span in spans:
            for mark in sorted(marks_of(self.written, span)):
                if mark in self.footnotes:
                    status, words = self.footnotes[mark]
                    return status, f"note “{words}”"
                if mark.isalpha() and (letter := self._status_of(f"({mark})")):  # "2025p"
                    return letter, f"“{mark}”"
        for label in near:
            if label.status is not None:
                return label.status, f"{label.where} “{label.status_word}”"
        return None, ""

    def _status_of(self, sign: str) -> Status | None:
        lists = self.language.tables.lists
        plans = (Status.TARGET, Status.FORECAST)
        return next((s for s in plans if lists[s.value].find(sign, 0, len(sign))), None)

    def _status_by_time(
        self, time: Time | None, topic: Topic, above: Sequence[Label]
    ) -> tuple[Status, str]:
        """What the caption says of plans holds for what is not over; what lies ahead is no fact."""
        when = self._lies(time)
        label = next((label for label in above if label.status is not None), None)
        if label is not None and label.status is not None and when != "past":
            return label.status, f"{label.where} “{label.status_word}”"
        if when == "ahead":
            works = topic.id in _WORKS
            return (Status.TARGET if works else Status.FORECAST), "its time lies ahead"
        entries = self.lexicon.gazetteer.entries
        planned = any(entries[mention.id].planned for label in above for mention in label.names)
        if planned and when != "past":
            return Status.TARGET, "it does not exist yet"
        return Status.ACTUAL, "nothing speaks of a plan"

    def _carries(self, subject: str | None, kind: str) -> bool:
        """Whether it is a line that carries: what is "exported" through it is its freight."""
        entry = self.lexicon.gazetteer.entries.get(subject or "")
        fits = self.lexicon.indicators["freight_volume"].fits(kind)
        return entry is not None and entry.kind in _LINES and fits

    def _lies(self, time: Time | None) -> str:
        if time is None or time.period is None or self.published is None:
            return "unknown"
        first, last = time.period.split("/")[0], time.period.split("/")[-1]
        length = min(len(first), len(self.published))
        if first[:length] > self.published[:length]:
            return "ahead"
        length = min(len(last), len(self.published))
        return "past" if last[:length] < self.published[:length] else "present"

    def _time(
        self,
        column: list[Label],
        labels: list[Label],
        left: list[Label],
        above: list[Label],
        status: Status | None,
    ) -> Time | None:
        planned = status in (Status.TARGET, Status.FORECAST)
        if not any(label.times for label in (*column, *labels)):
            column = [*column, *left]
        return self.times.read(column, labels, above, planned)

    def _is_deficit(self, topic: Topic, item: Quantity, labels: Sequence[Label]) -> bool:
        return (
            topic.id == "trade_balance"
            and item.kind == "money"
            and item.value > 0
            and item.high is None
            and any(label.negative for label in labels)
        )
