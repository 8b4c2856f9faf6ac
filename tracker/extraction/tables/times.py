"""Times of cells: which of the times at the head of row and column, and above, a figure holds for.

A part of a year ("Q3", "Januar") is put together with the year that another label names. Of two
whole times the one that lies in the other counts, else that of the column.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.extraction.periods import PeriodMention, find_periods, resolve
from tracker.extraction.tables.labels import Label
from tracker.lexicon.language import Language
from tracker.model.period import Period

_YEARS = frozenset({"year", "years", "marketing"})
_DATED = frozenset({"year", "year2", "yy", "relative", "tail"})


class Time(NamedTuple):
    """A time, the words that gave it, and the label in which they stand."""

    period: str | None
    text: str
    label: Label


class _Named(NamedTuple):
    mention: PeriodMention
    label: Label

    def is_part(self) -> bool:
        """Whether it leaves its year open."""
        return not (_DATED & set(self.mention.groups)) and self.mention.op not in _YEARS


class TimeReader:
    """Reads times of cells against one publication date."""

    def __init__(self, language: Language, published: str | None) -> None:
        self.language, self.published = language, published
        self._known: dict[tuple[str, str, bool], str | None] = {}

    def read(
        self, column: Sequence[Label], row: Sequence[Label], above: Sequence[Label], planned: bool
    ) -> Time | None:
        """The time of a figure, None where no label names one.

        Args:
            column, row: Labels of the column and of the row. above: Those above both.
            planned: Whether the figure is a plan or expectation.
        """
        near = [*self._named(column)[:1], *self._named(row)[:1]]
        far = [named for label in above for named in self._named([label])[:1]]
        parts = [named for named in near if named.is_part()]
        years = [named for named in near if not named.is_part()]
        if parts:
            return self._joined(parts[0], [*years, *far], planned)
        if not years:
            if not far:
                return None
            if far[0].is_part():
                return self._joined(far[0], far[1:], planned)
            return self._time(far[0], planned)
        if len(years) == 1:
            return self._time(years[0], planned)
        first, second = (self._time(named, planned) for named in years)
        if first.period and second.period:
            outer, inner = Period.parse(first.period), Period.parse(second.period)
            if outer != inner and outer.contains(inner):
                return second
        return first

    def _named(self, labels: Iterable[Label]) -> list[_Named]:
        """The times of some labels; of a comparison the later one."""
        found = []
        for label in labels:
            times = list(label.times)
            if label.compared and len(times) > 1:
                times.sort(key=lambda time: time.groups.get("year", ""), reverse=True)
            found += [_Named(time, label) for time in times]
        return found

    def _joined(self, part: _Named, others: Sequence[_Named], planned: bool) -> Time:
        """A part of a year in the year that another label names."""
        for other in others:
            year = other.mention.groups.get("year")
            if other.mention.op != "year" or year is None:
                continue
            text = f"{part.mention.text} {year}"
            period = self._read(text, planned)
            if period is not None:
                return Time(period, part.mention.text, part.label)
        return self._time(part, planned)

    def _read(self, text: str, planned: bool) -> str | None:
        key = (text, "", planned)
        if key not in self._known:
            found = find_periods(text, self.language.periods)
            whole = len(found) == 1 and found[0].start == 0 and found[0].end == len(text)
            self._known[key] = resolve(found[0], self.published, planned=planned) if whole else None
        return self._known[key]

    def _time(self, named: _Named, planned: bool) -> Time:
        mention, label = named
        groups = mention.groups
        if label.compared and len(label.times) == 1 and "year2" in groups:
            return Time(max(groups["year"], groups["year2"]), mention.text, label)
        period = resolve(mention, self.published, planned=planned, past=not planned)
        return Time(period, mention.text, label)
