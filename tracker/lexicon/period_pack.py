"""The words and patterns with which one language speaks of time, checked and compiled.

A period is written `lead* core`: the core is what a pattern describes ("first half of 2023"), the
leads are the words before it that place it ("by the end of the"). Every core can follow every lead,
so that a language lists the two apart. In the data:

    [periods.words.month]    a table: canonical value = all its written forms; makes a slot {month}
    [periods.slots]          a named piece of pattern, which may use slots itself
    [[periods.leads]]        words, and the effect they have on what follows
    [[periods.patterns]]     op, kind, pattern, examples it must match and must miss; the first that
                             fits is taken, so that longer shapes stand before shorter ones; `tail`
                             is what may follow, such as a year, looked for once that matched;
                             `groups` are values it does not capture, `effect` is that of a lead
    [[periods.datelines]]    patterns for the head of a line, with examples

In a pattern a blank stands for any blank or line break, and a small letter that begins a word for
the capital too; the words of tables match as written or capitalised, names also all in capitals.
A slot captures under its own name; where a pattern has several of a kind, those that matched are
called `month`, `month2` … in their order. The slots {year}, {day}, {digits} and {dash} are the
same in all languages. A core must begin with a letter or digit, so that a scan can skip the rest.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tracker.lexicon.files import DATA
from tracker.lexicon.openings import DIGIT
from tracker.lexicon.period_slots import BLANK, LENGTH, Slots, tree
from tracker.lexicon.trie import fold
from tracker.model.errors import LexiconError

_START = r"\b(?=\w)(?<!\d[.,:/])(?<!\w[-‐/])"
_END = r"(?!\w)"
_TABLES = frozenset({"words", "slots", "leads", "patterns", "datelines"})
_DIGITS = "0123456789"
_BLANKS = "\t\n\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"
_SHAPES = dict.fromkeys(map(ord, _DIGITS), DIGIT) | dict.fromkeys(map(ord, _BLANKS), " ")
# a dateline has a digit, in its line or where that is wrapped
_DATED_LINE = re.compile(
    r"^(?=[^\n0-9]{0,300}[0-9]|[^\n]{1,90}\n[^\n0-9]{0,40}[0-9])", re.MULTILINE
)
_KINDS = frozenset({"span", "deadline", "reference", "now", "vague", "mask"})
_EFFECTS = frozenset(
    {"none", "aside", "begin", "end", "deadline", "since", "onset", "after", "reference"}
)
_OUTSIDE = frozenset({"aside", "reference"})  # in front, they are no words of the period itself
_PATTERN_KEYS = frozenset(
    {"op", "kind", "pattern", "tail", "groups", "effect", "matches", "misses"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPattern:
    """One way to write a time; compiled when a text first holds letters that it can begin with.

    Attributes:
        op: Name of the operation that resolves it.
        kind: span, deadline, reference, now, vague or mask (no period, but no figure either).
        groups: Values that the operation gets besides those captured.
        effects: What its own words do to it, as leads do: that of "since" in "since its start in".
        core: The regular expression without leads.
        tail: That of what may follow it; empty where nothing may.
    """

    op: str
    kind: str
    groups: Mapping[str, str]
    effects: tuple[str, ...]
    core: str
    tail: str

    def match(self, text: str, start: int) -> list[re.Match[str]]:
        """The core that begins there, and its tail if that follows; nothing where it does not."""
        core = _compiled(self.core).match(text, start)
        if core is None or not self.tail:
            return [core] if core else []
        tail = _compiled(self.tail).match(text, core.end())
        return [core, tail] if tail else [core]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMatch:
    """Where a pattern matched: its span with leads, their effects, the values of its groups."""

    start: int
    end: int
    pattern: PeriodPattern
    effects: tuple[str, ...]
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPack:
    """All of it for one language; `scan` finds, nothing here resolves.

    Attributes:
        patterns: All patterns, the first that fits is taken.
        opener: Finds where leads, or none, stand before letters that a pattern can begin with.
        by_opening: The patterns that can begin so, in their order, by those letters.
        lead: One lead.
        effects: What each lead does.
        values: Canonical values of words, by slot.
        datelines: Regular expressions for the head of a line.
    """

    patterns: tuple[PeriodPattern, ...]
    opener: re.Pattern[str]
    by_opening: Mapping[str, tuple[PeriodPattern, ...]]
    lead: re.Pattern[str]
    effects: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    datelines: tuple[str, ...] = ()

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[PeriodMatch]:
        """All matches that begin between the offsets, in order, none overlapping."""
        position, end = start, len(text) if end is None else end
        while opened := self.opener.search(text, position, end):
            match = self._match(text, opened.start(), opened.end())
            if match is None:
                position = opened.start() + 1
            else:
                position = match.end
                yield match

    def _match(self, text: str, start: int, begin: int) -> PeriodMatch | None:
        """The match from `start`, with as many leads as can stand before its core."""
        leads: list[re.Match[str]] = []
        behind = start
        while behind < begin and (lead := self.lead.match(text, behind)):
            leads.append(lead)
            behind = lead.end()
        while True:
            for pattern in self._candidates(text[behind : behind + LENGTH]):
                if parts := pattern.match(text, behind):
                    return self._placed(pattern, start, leads, parts)
            if not leads:
                return None
            behind = leads.pop().start()

    def _candidates(self, letters: str) -> tuple[PeriodPattern, ...]:
        shape = letters.translate(_SHAPES)
        for length in range(len(shape), 0, -1):
            found = self.by_opening.get(shape[:length])
            if found is not None:
                return found
        return ()

    def _placed(
        self,
        pattern: PeriodPattern,
        start: int,
        leads: list[re.Match[str]],
        parts: list[re.Match[str]],
    ) -> PeriodMatch:
        effects = tuple(self.effects[_key(lead[1])] for lead in leads)
        for lead, effect in zip(leads, effects, strict=True):
            if effect not in _OUTSIDE:
                break
            start = lead.end()
        return PeriodMatch(
            start=start,
            end=parts[-1].end(),
            pattern=pattern,
            effects=effects + pattern.effects,
            groups=MappingProxyType({**pattern.groups, **self.canonical(*parts)}),
        )

    def scan_datelines(self, text: str) -> Iterator[tuple[int, int, Mapping[str, str]]]:
        """Start, end and values of every line head that looks like a dateline, in order."""
        for line in _DATED_LINE.finditer(text):
            for source in self.datelines:
                match = _compiled(source).match(text, line.start())
                if match and not self._begins_with_lead(match):
                    yield match.start(), match.end(), self.canonical(match)

    def _begins_with_lead(self, match: re.Match[str]) -> bool:
        """Whether the place is none: "On Tuesday", "In Baku"."""
        place = match.groupdict().get("place")
        return place is not None and self.lead.match(f"{place} ") is not None

    def canonical(self, *parts: re.Match[str]) -> dict[str, str]:
        """The groups that took part, words replaced by the values of their tables.

        A second month, wherever the pattern writes it, is called `month2`, a third `month3`.
        """
        groups: dict[str, str] = {}
        for group, words in (item for part in parts for item in part.groupdict().items()):
            if words is not None:
                stem = group.rstrip(_DIGITS)
                number = 1 + sum(name.rstrip(_DIGITS) == stem for name in groups)
                value = self.values.get(stem, {}).get(_key(words), words)
                groups[stem if number == 1 else f"{stem}{number}"] = value
        return groups


def load_period_pack(mapping: Mapping[str, Any], path: Path | str) -> PeriodPack:
    """Build the pack of one language from its data.

    What comes with the package is checked against its own examples by `check_period_pack`, in the
    tests and by `tracker check`; what a user lays over it is checked here, each time.

    Args:
        mapping: The content of the table `periods`.
        path: The file, for messages.

    Raises:
        LexiconError: A key is unknown, a word has two meanings, a slot is missing, a pattern is
            faulty or fails one of its examples.
    """
    builder = _Builder(mapping, path)
    pack = builder.build()
    if DATA not in Path(path).parents:
        builder.check(pack)
    return pack


def check_period_pack(mapping: Mapping[str, Any], path: Path | str) -> None:
    """Compile every pattern of a pack and check it against its examples.

    Raises:
        LexiconError: As `load_period_pack`.
    """
    builder = _Builder(mapping, path)
    builder.check(builder.build())


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.MULTILINE)


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


class _Builder:
    """Reads one table `periods`; knows the file's name for its messages."""

    def __init__(self, mapping: Mapping[str, Any], path: Path | str) -> None:
        self.mapping, self.path = mapping, path
        self.values: dict[str, dict[str, str]] = {}
        self.slots = Slots()

    def build(self) -> PeriodPack:
        self.refuse_unknown("periods", self.mapping, _TABLES)
        for name, table in self.mapping.get("words", {}).items():
            self.read_words(name, table)
        self.slots.add_patterns(self.mapping.get("slots", {}))
        effects = self.read_leads()
        lead = tree(words for _, entry in self.entries("leads") for words in entry["words"])
        patterns = [self.read_pattern(*entry) for entry in self.entries("patterns")]
        by_opening = self.sort_by_opening(patterns)
        leads = f"(?>{lead}(?:{BLANK}|-)){{0,5}}"
        heads = fold(by_opening).replace(DIGIT, "[0-9]").replace(r"\ ", r"\s")
        return PeriodPack(
            patterns=tuple(patterns),
            datelines=tuple(self.read_dateline(*entry) for entry in self.entries("datelines")),
            opener=self.compile("periods", f"{_START}{leads}(?={heads})"),
            by_opening=MappingProxyType(by_opening),
            lead=self.compile("periods.leads", f"({lead})(?:{BLANK}|-)"),
            effects=MappingProxyType(effects),
            values=MappingProxyType(self.values),
        )

    def entries(self, table: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for number, entry in enumerate(self.mapping.get(table, [])):
            yield f"periods.{table}[{number}]", entry

    def read_words(self, name: str, table: Mapping[str, list[str]]) -> None:
        values: dict[str, str] = {}
        for value, forms in table.items():
            for form in forms:
                if values.setdefault(_key(form), value) != value:
                    raise self.error(f"periods.words.{name}", f"{form!r} has two meanings")
        self.values[name] = values
        self.slots.add_words(name, (form for forms in table.values() for form in forms))

    def read_leads(self) -> dict[str, str]:
        effects: dict[str, str] = {}
        for key, entry in self.entries("leads"):
            self.refuse_unknown(key, entry, frozenset({"effect", "words"}))
            if entry["effect"] not in _EFFECTS:
                raise self.error(key, f"no such effect: {entry['effect']!r}")
            for words in entry["words"]:
                if effects.setdefault(_key(words), entry["effect"]) != entry["effect"]:
                    raise self.error(key, f"{words!r} has two effects")
        return effects

    def read_pattern(self, key: str, entry: Mapping[str, Any]) -> PeriodPattern:
        self.refuse_unknown(key, entry, _PATTERN_KEYS)
        if entry["kind"] not in _KINDS:
            raise self.error(key, f"no such kind: {entry['kind']!r}")
        if entry.get("effect", "none") not in _EFFECTS:
            raise self.error(key, f"no such effect: {entry['effect']!r}")
        core, tail = self.fill(key, entry["pattern"], entry.get("tail", ""))
        return PeriodPattern(
            op=entry["op"],
            kind=entry["kind"],
            groups=MappingProxyType(dict(entry.get("groups", {}))),
            effects=(entry["effect"],) if "effect" in entry else (),
            core=f"(?:{core}){_END}",
            tail=f"(?:{tail}){_END}" if tail else "",
        )

    def sort_by_opening(
        self, patterns: list[PeriodPattern]
    ) -> dict[str, tuple[PeriodPattern, ...]]:
        """The patterns that can match a text, by the letters that it begins with."""
        exact: dict[str, list[int]] = {}
        for number, (key, entry) in enumerate(self.entries("patterns")):
            try:
                found = self.slots.openings(entry["pattern"])
            except ValueError as error:
                raise self.error(key, f"faulty pattern: {error}") from error
            if "" in found:
                raise self.error(key, "may begin with anything; begin it with a word or a digit")
            for opening in found:
                exact.setdefault(opening, []).append(number)
        sorted_: dict[str, tuple[PeriodPattern, ...]] = {}
        for opening, numbers in exact.items():
            shorter = [opening[:end] for end in range(1, len(opening)) if opening[:end] in exact]
            if shorter:
                numbers = sorted({*numbers, *(n for short in shorter for n in exact[short])})
            sorted_[opening] = tuple(patterns[number] for number in numbers)
        return sorted_

    def read_dateline(self, key: str, entry: Mapping[str, Any]) -> str:
        self.refuse_unknown(key, entry, frozenset({"pattern", "matches", "misses"}))
        return self.fill(key, entry["pattern"])[0]

    def fill(self, key: str, *patterns: str) -> list[str]:
        try:
            return self.slots.fill(*patterns)
        except LookupError as error:
            raise self.error(key, str(error)) from error

    def check(self, pack: PeriodPack) -> None:
        """Every pattern compiles, is the one that finds its examples, and misses the others."""
        for (key, entry), pattern in zip(self.entries("patterns"), pack.patterns, strict=True):
            self.compile(key, pattern.core)
            self.compile(key, pattern.tail)
            if not entry.get("matches"):
                raise self.error(key, "has no example that it matches")
            self.check_examples(key, entry, partial(_is_found, pack, pattern))
        for (key, entry), source in zip(self.entries("datelines"), pack.datelines, strict=True):
            self.compile(key, source)
            self.check_examples(
                key, entry, partial(_is_dateline, replace(pack, datelines=(source,)))
            )

    def check_examples(
        self, key: str, entry: Mapping[str, Any], finds: Callable[[str], bool]
    ) -> None:
        for text in entry.get("matches", []):
            if not finds(text):
                raise self.error(key, f"does not match its example {text!r}")
        for text in entry.get("misses", []):
            if finds(text):
                raise self.error(key, f"matches its counter-example {text!r}")

    def compile(self, key: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern, re.MULTILINE)
        except re.error as error:
            raise self.error(key, f"faulty pattern: {error}") from error

    def refuse_unknown(self, key: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
        if unknown := sorted(set(table) - known):
            raise self.error(key, f"unknown keys: {', '.join(unknown)}")

    def error(self, key: str, reason: str) -> LexiconError:
        return LexiconError(self.path, key, reason)


def _is_found(pack: PeriodPack, pattern: PeriodPattern, text: str) -> bool:
    return any(found.pattern is pattern for found in pack.scan(text))


def _is_dateline(pack: PeriodPack, text: str) -> bool:
    return any(True for _ in pack.scan_datelines(text))
