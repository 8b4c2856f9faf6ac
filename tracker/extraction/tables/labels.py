"""Labels: what a head, a first cell, a caption says of the figures that it stands for."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.extraction.cues import find_cues
from tracker.extraction.findings import Cue, Mention, Sentence
from tracker.extraction.mentions import find_mentions
from tracker.extraction.periods import PeriodMention
from tracker.extraction.tables.mentioned_times import times_in
from tracker.extraction.tables.units import StatedUnit, UnitReader
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Measure, Span, Status

_UNTIMED = frozenset({"mask", "vague", "now", "reference"})
_STRONG = 1.0
_LONGEST = 300  # characters of a label that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What one head, first cell, caption or note says.

    Attributes:
        span: Where it stands; `where` what it is, in words for people ("column head").
        text: Its words.
        unit: The unit it lends.
        noun, noun_means: A noun that can be counted and the indicator of counting it.
        times: The times it names; `compared` whether it sets one beside another.
        status, status_word: A plan or forecast it speaks of.
        cues: Words for indicators; `goods` a commodity; `negative` whether it speaks of deficits.
        measure: Whether it heads changes, shares or an index.
        names: The names in it; `axis` the kind of things that it says to stand below it.
        total, others, rank, partner, counts: Words of the pack's section `tables`.
    """

    span: Span
    where: str
    text: str
    unit: StatedUnit | None
    noun: str | None
    noun_means: str | None
    times: tuple[PeriodMention, ...]
    compared: bool
    status: Status | None
    status_word: str
    cues: tuple[Cue, ...]
    goods: Cue | None
    negative: bool
    measure: Measure | None
    names: tuple[Mention, ...]
    axis: frozenset[str]
    total: bool
    others: bool
    rank: bool
    partner: bool
    counts: bool

    def quote(self) -> str:
        """Where it stands with its words, for people."""
        words = self.text if len(self.text) <= 60 else self.text[:57] + "…"
        return f"{self.where} “{words}”"

    def untimed(self) -> "Label":
        """The same without its times."""
        return replace(self, times=(), compared=False)

    def is_known(self) -> bool:
        """Whether it says anything of what a row is about."""
        return bool(
            self.names
            or self.times
            or self.goods
            or self.total
            or self.others
            or self.noun_means
            or self.cues
        )


class LabelReader:
    """Reads labels of one text."""

    def __init__(
        self, text: str, names: Sequence[Name], language: Language, lexicon: Lexicon
    ) -> None:
        self.text, self.names, self.language, self.lexicon = text, names, language, lexicon
        self.units = UnitReader(language, lexicon)

    def read(self, span: Span, where: str, *, loose: bool = True) -> Label:
        """What the words between two offsets say.

        Args:
            where: What they are, for people.
            loose: Whether a unit may stand anywhere in them, as it may not in a caption.
        """
        text, language, words = self.text, self.language, self.language.tables
        span = Span(span.start, min(span.end, span.start + _LONGEST))
        start, end = span
        cues = find_cues(text, Sentence(start, end, 0), language)
        times = self._times(span)
        mentions = tuple(m for m in self._mentions(span) if m.role != "say")
        names = [Span(m.start, m.end) for m in mentions]
        goods = [Span(cue.start, cue.end) for cue in cues if cue.kind == "commodity"]
        cues = [
            cue
            for cue in cues
            if not any(a <= cue.start < b for a, b in names)
            and not (cue.kind == "indicator" and _begins_in(cue, goods))
        ]
        noun = self._noun(span)
        status, said = self._status(span, cues)
        unit = self.units.read(text, span, loose=loose)
        if unit is not None and unit.kind == "length" and noun and unit.end - unit.start == 1:
            scale = language.numerals.short_scale.get(text[unit.start])  # "Passengers, m"
            if scale is not None:
                unit = unit._replace(unit=None, kind=None, factor=scale, scaled=True)
        total = words.lists["total"]
        kinds = {
            cue.kind
            for cue in cues
            if cue.kind != "share" or total.find(text, cue.start, cue.end) is None  # "Gesamt"
        }
        compared = self._is_compared(times)
        return Label(
            span=span,
            where=where,
            text=text[start:end],
            unit=unit,
            noun=noun[0] if noun else None,
            noun_means=noun[1] if noun else None,
            times=times,
            compared=compared,
            status=status,
            status_word=said,
            cues=tuple(cue for cue in cues if cue.kind == "indicator"),
            goods=next((cue for cue in cues if cue.kind == "commodity"), None),
            negative="negative" in kinds,
            measure=self._measure(span, kinds, unit, compared),
            names=mentions,
            axis=frozenset(hit.meaning for hit in language.roles.anaphors.find(text, start, end)),
            total=words.says("total", text, start, end),
            others=words.says("others", text, start, end),
            rank=words.says("rank", text, start, end),
            partner=words.says("partner", text, start, end),
            counts=words.says("count", text, start, end),
        )

    def is_part(self, span: Span) -> bool:
        """Whether a label speaks of a part of what the one above it names: "of which …"."""
        part = self.language.connectors["of_which"].after(self.text, span.start)
        return part is not None and part[0] <= span.end

    def _times(self, span: Span) -> tuple[PeriodMention, ...]:
        found = times_in(self.text, span, self.language.periods, heads=True)
        return tuple(time for time in found if time.kind not in _UNTIMED)

    def _is_compared(self, times: Sequence[PeriodMention]) -> bool:
        """Whether it sets one time beside an earlier one: "2024 to 2023", "2024 zu 2023"."""
        if len(times) == 1:
            groups = times[0].groups
            return "year2" in groups and groups["year2"] < groups.get("year", "")
        return len(times) == 2 and times[0].op == times[1].op

    def _mentions(self, span: Span) -> list[Mention]:
        low, high = (bisect_left(self.names, at, key=lambda name: name.start) for at in span)
        if low == high:
            return []
        names = [name for name in self.names[low:high] if name.end <= span.end]
        return find_mentions(self.text, Sentence(*span, 0), names, self.language)

    def _noun(self, span: Span) -> tuple[str, str] | None:
        hits = self.language.counted.indicators.find(self.text, *span)
        if not hits:
            return None
        # "Container trains" are trains
        hit = min(hits, key=lambda hit: (hit.meaning != "traffic", hit.start, -hit.end))
        return self.text[hit.start : hit.end], hit.meaning

    def _status(self, span: Span, cues: Sequence[Cue]) -> tuple[Status | None, str]:
        words = self.language.tables
        for status in (Status.TARGET, Status.FORECAST, Status.ACTUAL):
            found = words.lists[status.value].find(self.text, *span)
            if found:
                return status, found
        for cue in cues:
            if cue.kind == "status" and cue.strength >= _STRONG and cue.id != Status.ACTUAL:
                return Status(cue.id), cue.word.strip("*")
        return None, ""

    def _measure(
        self, span: Span, kinds: set[str], unit: StatedUnit | None, compared: bool
    ) -> Measure | None:
        words = self.language.tables
        if words.says("index", self.text, *span):
            return Measure.INDEX
        ratio = unit is not None and unit.kind in ("percent", "percentage_point")
        if words.says("change", self.text, *span):
            return Measure.CHANGE
        if ratio and kinds & {"growth", "direction", "difference"}:
            return Measure.CHANGE
        if ratio and "rate" in kinds and "share" not in kinds:
            return Measure.LEVEL
        if ratio and compared:
            return Measure.INDEX  # unless its cells carry signs
        return Measure.SHARE if "share" in kinds else None


def _begins_in(cue: Cue, goods: Sequence[Span]) -> bool:
    """Whether it is a part of the name of goods: "Oil products"."""
    return any(start < cue.start and cue.end <= end for start, end in goods)
