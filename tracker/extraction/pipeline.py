"""The pipeline from text to facts, readable as a table of contents."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from tracker.extraction.cues import find_cues
from tracker.extraction.detection import detect_language
from tracker.extraction.distance import find_boundaries
from tracker.extraction.findings import Cue, Mention, Number, Quantity, Sentence
from tracker.extraction.linking import Draft, Frame, Scene, link
from tracker.extraction.linking.candidates import is_party
from tracker.extraction.linking.frame import INFRASTRUCTURE, open_frame, pass_names, pass_words
from tracker.extraction.masks import Cover, find_masks, outside
from tracker.extraction.mentions import (
    find_anaphors,
    find_both,
    find_joined,
    find_mentions,
    find_passing,
)
from tracker.extraction.numbers import find_numbers
from tracker.extraction.pairs import pair_up
from tracker.extraction.periods import PeriodMention, find_datelines, find_periods
from tracker.extraction.quantities import find_quantities
from tracker.extraction.regions import find_regions
from tracker.extraction.sentences import find_sentences, part_tables, unwrap
from tracker.extraction.surroundings import Surroundings
from tracker.extraction.tables import Places, Table, Tables, find_tables
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Bound, Fact, Span

# Spaces and hyphens of other widths read like plain ones; the map keeps every offset.
_PLAIN = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t\u2002\u2003", " "))


def read_text(text: str, language: Language, published: str | None, lexicon: Lexicon) -> list[Fact]:
    """All facts of a text in order of place."""
    plain = text.translate(_PLAIN)
    tables = find_tables(plain)
    view = unwrap(plain, Places(tables).holds) if tables else unwrap(plain)
    reader = _Reader(view, tables, language, published, lexicon)
    facts = [fact for index in range(reader.last + 1) for fact in reader.read_sentence(index)]
    facts.sort(key=lambda fact: fact.start)
    return [_as_written(fact, text) for fact in facts]


def _as_written(fact: Fact, text: str) -> Fact:
    surface = text[fact.start : fact.end]
    return fact if surface == fact.surface else replace(fact, surface=surface)


_SHORT = ("day", "hour", "minute")
_CLAUSE_MARK = re.compile(r"[,;:()–—](?!\d)")
# A sentence of the news holds a few figures; a list without full stops is read piece by piece, so
# that the time stays linear in its length.
_MOST_FIGURES = 30
_HEARD = 2  # sentences without figures that are looked into before one with figures
_SIGHT = 400  # characters around the figures that are looked at


class _Reader:
    """One text on its way through the stages."""

    def __init__(
        self,
        text: str,
        tables: Sequence[Table],
        language: Language,
        published: str | None,
        lexicon: Lexicon,
    ) -> None:
        self.text, self.language, self.lexicon = text, language, lexicon
        names = lexicon.gazetteer.find(text, language.code)
        self.tables = Tables(text, tables, names, language, lexicon)
        is_table = self.tables.places.holds
        self.sentences = find_sentences(text, language)
        if tables:
            self.sentences = part_tables(self.sentences, is_table, self.tables.prose)
        self._starts = [sentence.start for sentence in self.sentences]
        datelines = find_datelines(text, language.periods, published)
        self.datelines = [line for line in datelines if not is_table(line.start)]
        self.published = published
        self.regions = find_regions(text, self.sentences, language)
        self.periods = self._find_periods(self.regions)
        stops = frozenset(sentence.end for sentence in self.sentences)
        masks = find_masks(text, language, stops, self.regions)
        masks += [Span(line.start, line.end) for line in self.datelines]
        masks += self.tables.units
        blocked, numbers = self._numbers(masks)
        self._numbered = [number.start for number in numbers]  # those of times too
        lasting = [period for period in self.periods if self._is_duration(period)]
        if lasting:
            self.periods = [period for period in self.periods if period not in lasting]
            blocked, numbers = self._numbers(masks)
        self._cues: dict[int, list[Cue]] = {}
        found = find_quantities(text, numbers, language, lexicon, blocked, self.regions)
        self.names = outside(names, self.datelines)
        self.quantities = pair_up(
            found,
            Surroundings(
                text=text,
                language=language,
                lexicon=lexicon,
                sentence_of=self.sentence_of,
                cues_of=self.cues_of,
                name_ends=frozenset(name.end for name in self.names),
                names=self.names,
                period_starts=frozenset(period.start for period in self.periods),
                period_ends=frozenset(period.end for period in self.periods),
                captions=Cover(self.tables.captions),
            ),
        )
        # Behind the last sentence with figures there is nothing to read.
        ends = [items[-1].start for items in (self.quantities, tables) if items]
        self.last = self.sentence_of(max(ends)) if ends else -1
        self._next_table = 0
        self._release = 0  # where the release begins that is read
        self._around: Frame | None = None  # the frame of the prose around a table
        self._next_dateline = 0
        self.frame = self._fresh = self._open_release(0)
        self._silent: list[int] = []  # sentences without figures since the last one with some
        self._unheard = 0  # of these, those whose names the frame has not counted
        self._quantity_at = 0
        self._name_at = 0
        self._period_at = 0

    def _open_release(self, start: int) -> Frame:
        """The frame at the head of a release, which knows all that its prose speaks of."""
        end = next((line.start for line in self.datelines if line.start > start), len(self.text))
        low, high = (
            bisect_left(self.names, at, key=lambda name: name.start) for at in (start, end)
        )
        is_table, names = self.tables.places.holds, self.names[low:high]
        if self.tables.places.tables:
            names = [name for name in names if not is_table(name.start)]
        return open_frame(names)

    def _numbers(self, masks: list[Span]) -> tuple[Cover, list[Number]]:
        blocked = Cover([*masks, *(Span(period.start, period.end) for period in self.periods)])
        return blocked, find_numbers(self.text, self.language, blocked, self.regions)

    def _find_periods(self, regions: Iterable[Span]) -> list[PeriodMention]:
        return outside(find_periods(self.text, self.language.periods, regions), self.datelines)

    def _is_duration(self, period: PeriodMention) -> bool:
        """Whether time is a figure itself: "in six days", "since 30 years" alone."""
        return "unit" in period.groups and (
            (period.op == "within" and period.groups["unit"] in _SHORT)
            or ((period.op == "within" or "since" in period.effects) and self._is_alone(period))
        )

    def _is_alone(self, period: PeriodMention) -> bool:
        """Whether it places no figure: none is in its clause, or in the sentence that it opens."""
        sentence = self.sentences[self.sentence_of(period.start)]
        start, end = sentence.start, sentence.end
        before = bisect_left(self._marks, period.start) - 1
        if before >= 0:
            start = max(start, self._marks[before] + 1)
        if start > sentence.start:  # "In five years, trade will reach 5 Mt"
            behind = bisect_left(self._marks, period.end)
            end = min([end, *self._marks[behind : behind + 1]])
        first = bisect_left(self._numbered, start)
        return first == len(self._numbered) or self._numbered[first] >= end

    @cached_property
    def _marks(self) -> list[int]:
        """Where clauses end."""
        return [mark.start() for mark in _CLAUSE_MARK.finditer(self.text)]

    def sentence_of(self, position: int) -> int:
        """The index of the sentence that holds a place of the text."""
        return max(0, bisect_right(self._starts, position) - 1)

    def cues_of(self, index: int) -> list[Cue]:
        """The cue words of a sentence, found once and only where somebody asks."""
        if index not in self._cues:
            self._cues[index] = find_cues(self.text, self.sentences[index], self.language)
        return self._cues[index]

    def read_sentence(self, index: int) -> list[Fact]:
        """The facts of one sentence; the frame goes on to the next."""
        sentence = self.sentences[index]
        self._pass_datelines(sentence)
        names = self._names(sentence)
        quantities = self._quantities(sentence)
        periods = self._periods(sentence)
        if sentence.table or sentence.cell:
            rows = self._read_table(sentence)
            if not quantities:
                return rows
            return rows + self._read_prose(index, sentence, names, quantities, periods)
        if self._around is not None:  # nothing leaks out of a table
            self.frame, self._around = self._around, None
        if not quantities:
            self._pass(index, names)
            return []
        self._hear()
        return self._read_prose(index, sentence, names, quantities, periods)

    def _read_table(self, sentence: Sentence) -> list[Fact]:
        """The facts of the table that begins there; its cells of prose carry nothing on."""
        if self._around is None:
            self._around = self.frame
        self.frame = self._fresh
        if sentence.cell:
            beside = self.tables.names_beside(sentence.start)
            self.frame = pass_names(self._fresh, beside, None)
        tables, facts = self.tables.places.tables, list[Fact]()
        while self._next_table < len(tables) and tables[self._next_table].start < sentence.end:
            table = tables[self._next_table]
            facts += self.tables.read(table, self.published, self._release)
            self._next_table += 1
        return facts

    def _read_prose(
        self,
        index: int,
        sentence: Sentence,
        names: list[Name],
        quantities: list[tuple[int, Quantity]],
        periods: list[PeriodMention],
    ) -> list[Fact]:
        mentions = self._mentions(sentence, names)
        facts: list[Fact] = []
        for first in range(0, len(quantities), _MOST_FIGURES):
            chunk = quantities[first : first + _MOST_FIGURES]
            facts += self._link(index, sentence, chunk, mentions, periods)
        joined = find_joined(self.text, mentions, self.language)
        self.frame = replace(pass_names(self.frame, mentions, joined), age=0)
        return facts

    def _pass(self, index: int, names: list[Name]) -> None:
        """Take in the names of a sentence without figures; whatever else it says may be heard."""
        self._silent.append(index)
        if not names:
            self._unheard += 1
            return
        mentions = find_passing(self.text, self.sentences[index], names, self.language)
        joined = find_joined(self.text, mentions, self.language)
        self.frame = pass_names(self.frame, mentions, joined)

    def _hear(self) -> None:
        """Take in what the sentences without figures right before this one speak of."""
        if self._unheard:
            self.frame = replace(self.frame, age=self.frame.age + self._unheard)
            self._unheard = 0
        for index in self._silent[-_HEARD:]:
            sentence = self.sentences[index]
            periods = self._find_periods([Span(sentence.start, sentence.end)])
            times = [period for period in periods if not self._is_duration(period)]
            self.frame = pass_words(self.frame, self.cues_of(index), times)
        self._silent.clear()

    def _mentions(self, sentence: Sentence, names: list[Name]) -> list[Mention]:
        mentions = find_mentions(self.text, sentence, names, self.language)
        pointed = INFRASTRUCTURE | {"country"}
        last = {**self.frame.last, **{n.kind: n.id for n in names if n.kind in pointed}}
        mentions += find_anaphors(self.text, sentence, self.language, last)
        mentions.sort(key=lambda mention: mention.start)
        starts = {mention.start for mention in mentions}
        kept: list[Mention] = []
        for mention in mentions:
            inside = kept and mention.start < kept[-1].end
            named = mention.form == "anaphor" and any(
                mention.end + gap in starts for gap in range(4)
            )
            if not inside and not named:
                kept.append(mention)
        return self._with_pair(sentence, kept)

    def _with_pair(self, sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
        """The mentions with those that words for two add, unless the sentence names two itself."""
        pair = self.frame.pair
        if pair is None or len({mention.id for mention in mentions if is_party(mention)}) > 1:
            return mentions
        entries = self.lexicon.gazetteer.entries
        kinds = {id_: entries[id_].kind for id_ in pair}
        both = find_both(self.text, sentence, self.language, kinds)
        taken = Cover([Span(mention.start, mention.end) for mention in mentions])
        added = [mention for mention in both if mention.start not in taken]
        return sorted([*mentions, *added], key=lambda mention: mention.start)

    def _link(
        self,
        index: int,
        sentence: Sentence,
        quantities: list[tuple[int, Quantity]],
        mentions: list[Mention],
        periods: list[PeriodMention],
    ) -> list[Fact]:
        low, high = quantities[0][1].left - _SIGHT, quantities[-1][1].right + _SIGHT
        sentence = replace(sentence, start=max(sentence.start, low), end=min(sentence.end, high))
        mentions = [m for m in mentions if low < m.start < high]
        periods = [p for p in periods if low < p.start < high]
        spans = Cover(
            [Span(m.start, m.end) for m in mentions] + [Span(p.start, p.end) for p in periods]
        )
        figures = Cover(
            [
                Span(q.start, max(q.end, q.noun_end or 0))
                for _, q in quantities
                if q.shape != "factor"
            ]
        )
        solid = Cover(
            [Span(m.start, m.end) for m in mentions]
            + [Span(p.start, p.end) for p in periods]
            + [Span(q.start, q.end) for _, q in quantities]
        )
        scene = Scene(
            text=self.text,
            sentence=sentence,
            drafts=[
                Draft(
                    quantity=quantity,
                    index=number,
                    value=quantity.value,
                    high=quantity.high,
                    bound=quantity.bound or Bound.EXACT,
                )
                for number, quantity in quantities
            ],
            starts=[quantity.start for _, quantity in quantities],
            mentions=mentions,
            cues=[
                cue
                for cue in self.cues_of(index)
                if low < cue.start < high and cue.start not in spans and cue.start not in figures
            ],
            periods=periods,
            boundaries=find_boundaries(
                self.text, sentence, self.language, self.lexicon.weights, solid
            ),
            language=self.language,
            lexicon=self.lexicon,
            published=self.published,
            joined=find_joined(self.text, mentions, self.language),
        )
        facts, self.frame = link(scene, self.frame)
        return facts

    def _pass_datelines(self, sentence: Sentence) -> None:
        while (
            self._next_dateline < len(self.datelines)
            and self.datelines[self._next_dateline].start < sentence.end
        ):
            line = self.datelines[self._next_dateline]
            self._next_dateline += 1
            self.published = line.published
            self._release = line.start
            self._silent.clear()
            self._unheard = 0
            self._around = None
            self.frame = self._fresh = self._open_release(line.start)  # nothing is carried over

    def _quantities(self, sentence: Sentence) -> list[tuple[int, Quantity]]:
        found = []
        while (
            self._quantity_at < len(self.quantities)
            and self.quantities[self._quantity_at].start < sentence.end
        ):
            found.append((self._quantity_at, self.quantities[self._quantity_at]))
            self._quantity_at += 1
        return found

    def _names(self, sentence: Sentence) -> list[Name]:
        found = []
        while self._name_at < len(self.names) and self.names[self._name_at].start < sentence.end:
            found.append(self.names[self._name_at])
            self._name_at += 1
        return found

    def _periods(self, sentence: Sentence) -> list[PeriodMention]:
        found = []
        while (
            self._period_at < len(self.periods)
            and self.periods[self._period_at].start < sentence.end
        ):
            found.append(self.periods[self._period_at])
            self._period_at += 1
        return found


def choose_language(text: str, code: str | None, lexicon: Lexicon) -> Language:
    """The pack named, or the one that the text is written in.

    Raises:
        KeyError: There is no pack of that code.
    """
    return lexicon.languages[code or detect_language(text, lexicon.languages.small_words)]
