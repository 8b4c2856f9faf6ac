"""The words and patterns with which one language speaks of time, checked and compiled.

A period is written `lead* core`: the core is what a pattern describes ("first half of 2023"), the
leads are the words before it that place it ("by the end of the"). Every core can follow every lead,
so that a language lists the two apart. In the data:

    [periods.words.month]    a table: canonical value = all its written forms; makes a slot {month}
    [periods.slots]          a named piece of pattern, which may use slots itself
    [[periods.leads]]        words, and the effect they have on what follows
    [[periods.patterns]]     op, kind, pattern, examples it must match and must miss; the first that
                             fits is taken, so that longer shapes stand before shorter ones; `tail`
                             is what may follow, such as a year: looked for once the pattern matched
    [[periods.datelines]]    patterns for the head of a line, with examples

In a pattern a blank stands for any blank or line break, and a small letter that begins a word for
the capital too; the words of tables match as written or capitalised, names also all in capitals.
A slot captures under its own name; where a pattern has several of a kind, those that matched are
called `month`, `month2` … in their order. The slots {year}, {day}, {digits} and {dash} are the
same in all languages. A core must begin with a letter or digit, so that a scan can skip the rest.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tracker.lexicon.openings import DIGIT, openings
from tracker.lexicon.trie import fold
from tracker.model.errors import LexiconError

BLANK = r"(?:[^\S\n]{1,2}|[^\S\n]?\n)"
_START = r"(?=\w)(?<!\w)(?<!\d[.,:/])(?<!\w[-‐/])"
_END = r"(?!\w)"
_FIXED = {
    "year": r"(?P<{}>(?:19|2[01])[0-9]{2})(?![\w%‰°])(?![.,][0-9])",
    "day": r"(?P<{}>[12][0-9]|3[01]|0?[1-9])(?![0-9])(?![.,][0-9])",
    "from_year": r"(?P<{}>(?:19|20)[0-9]{2})(?![\w%])",
    "digits": r"(?P<{}>[0-9]{1,3})(?![0-9])(?![.,][0-9])",
    "dash": r"(?:[-‐‑–—])",
}
_SLOT = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(
    r"\\x[0-9a-f]{2}|\\.|\[[^\]]*\]|\(\?P<\w+>|\{\w+\}"  # left as they are
    r"|(?P<blank>[ ])|(?<![^\W_])(?P<letter>[^\W\d_A-Z])"
)
_NAMED = re.compile(r"[(][?]P<[a-z_]+[0-9]*>")
_TABLES = frozenset({"words", "slots", "leads", "patterns", "datelines"})
_DIGITS = "0123456789"
_KINDS = frozenset({"span", "deadline", "reference", "now", "vague", "mask"})
_EFFECTS = frozenset(
    {"none", "aside", "begin", "end", "deadline", "since", "onset", "after", "reference"}
)
_OUTSIDE = frozenset({"aside", "reference"})  # in front, they are no words of the period itself
_PATTERN_KEYS = frozenset({"op", "kind", "pattern", "tail", "groups", "matches", "misses"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPattern:
    """One way to write a time.

    Attributes:
        op: Name of the operation that resolves it.
        kind: span, deadline, reference, now, vague or mask (no period, but no figure either).
        groups: Values that the operation gets besides those captured.
        source: The regular expression of the core, without leads and tail.
        whole: The same with its tail; compiled when first needed.
    """

    op: str
    kind: str
    groups: Mapping[str, str]
    source: str
    whole: str


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
    """All of it for one language; `scan` finds, nothing here resolves."""

    patterns: tuple[PeriodPattern, ...]
    scanner: re.Pattern[str]
    lead: re.Pattern[str]
    effects: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    datelines: tuple[re.Pattern[str], ...] = field(default=())

    def scan(self, text: str) -> Iterator[PeriodMatch]:
        """All matches in the text, in order, none overlapping."""
        position = 0
        while found := self.scanner.search(text, position):
            pattern, begin = self.pattern_of(found), found.start("core")
            core = _compiled(pattern.whole).match(text, begin)
            if core is None:
                raise AssertionError(f"{found[0]!r}: found by {pattern.op}, which does not match")
            position = core.end()
            leads = [
                (lead.end(), lead[1]) for lead in self.lead.finditer(text, found.start(), begin)
            ]
            effects = tuple(self.effects[_key(words)] for _, words in leads)
            start = found.start()
            for (after, _), effect in zip(leads, effects, strict=True):
                if effect not in _OUTSIDE:
                    break
                start = after
            yield PeriodMatch(
                start=start,
                end=core.end(),
                pattern=pattern,
                effects=effects,
                groups=MappingProxyType({**pattern.groups, **self.canonical(core)}),
            )

    def pattern_of(self, found: re.Match[str]) -> PeriodPattern:
        """The pattern by which the scanner stopped; each ends with an empty group of its own."""
        return self.patterns[int((found.lastgroup or "")[1:])]

    def scan_datelines(self, text: str) -> Iterator[tuple[int, int, Mapping[str, str]]]:
        """Start, end and values of every line head that looks like a dateline, in order."""
        found = [match for pattern in self.datelines for match in pattern.finditer(text)]
        for match in sorted(found, key=lambda match: match.span()):
            yield match.start(), match.end(), self.canonical(match)

    def canonical(self, found: re.Match[str]) -> dict[str, str]:
        """The groups that took part, words replaced by the values of their tables.

        A second month, wherever the pattern writes it, is called `month2`, a third `month3`.
        """
        groups: dict[str, str] = {}
        for group, words in found.groupdict().items():
            if words is not None:
                stem = group.rstrip(_DIGITS)
                number = 1 + sum(name.rstrip(_DIGITS) == stem for name in groups)
                value = self.values.get(stem, {}).get(_key(words), words)
                groups[stem if number == 1 else f"{stem}{number}"] = value
        return groups


def load_period_pack(mapping: Mapping[str, Any], path: Path | str) -> PeriodPack:
    """Build the pack of one language from its data and check it against its own examples.

    Args:
        mapping: The content of the table `periods`.
        path: The file, for messages.

    Raises:
        LexiconError: A key is unknown, a word has two meanings, a slot is missing, a pattern is
            faulty or fails one of its examples.
    """
    return _Builder(mapping, path).build()


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
        self.slots: dict[str, str] = dict(_FIXED)

    def build(self) -> PeriodPack:
        self.refuse_unknown("periods", self.mapping, _TABLES)
        for name, table in self.mapping.get("words", {}).items():
            self.read_words(name, table)
        self.slots |= self.mapping.get("slots", {})
        effects = self.read_leads()
        lead = _tree(words for _, entry in self.entries("leads") for words in entry["words"])
        self.slots["lead"] = f"(?P<{{}}>{lead})"
        patterns = [self.read_pattern(*entry) for entry in self.entries("patterns")]
        cores = self.join_cores(patterns)
        leads = f"(?>(?:{lead})(?:{BLANK}|-)){{0,5}}"
        pack = PeriodPack(
            patterns=tuple(patterns),
            datelines=tuple(self.read_dateline(*entry) for entry in self.entries("datelines")),
            scanner=self.compile("periods", f"{_START}{leads}(?P<core>){cores}"),
            lead=self.compile("periods.leads", f"((?:{lead}))(?:{BLANK}|-)"),
            effects=MappingProxyType(effects),
            values=MappingProxyType(self.values),
        )
        self.check_examples(pack)
        return pack

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
        self.slots[name] = f"(?P<{{}}>(?:{_tree(f for forms in table.values() for f in forms)}))"

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
        core, tail = self.fill(key, entry["pattern"], entry.get("tail", ""))
        self.compile(key, tail)
        return PeriodPattern(
            op=entry["op"],
            kind=entry["kind"],
            groups=MappingProxyType(dict(entry.get("groups", {}))),
            source=f"(?:{core}){_END}",
            whole=f"(?:{core})(?:{tail})?{_END}",
        )

    def join_cores(self, patterns: list[PeriodPattern]) -> str:
        """One pattern for all cores; most words and numbers are refused by their first letters.

        Each core ends with an empty group that tells which it was: `n3` or, behind a digit, `d3`.
        """
        heads: set[str] = set()
        branches: dict[str, list[str]] = {"n": [], "d": []}
        for number, ((key, _), pattern) in enumerate(
            zip(self.entries("patterns"), patterns, strict=True)
        ):
            try:
                found = openings(pattern.source.replace(BLANK, " "), 5)
            except ValueError as error:
                raise self.error(key, f"faulty pattern: {error}") from error
            if "" in found:
                raise self.error(key, "may begin with anything; begin it with a word or a digit")
            heads |= {opening.split(DIGIT)[0] for opening in found if not opening[0].isdigit()}
            core = _NAMED.sub("(?:", pattern.source)
            for name, branch in branches.items():
                if any(opening[0].isdigit() == (name == "d") for opening in found):
                    branch.append(f"{core}(?P<{name}{number}>)")
        head = fold(heads).replace(r"\ ", r"\s")
        words, numbers = ("|".join(branch) for branch in branches.values())
        return f"(?:(?=[0-9])(?:{numbers})|(?={head})(?:{words}))"

    def read_dateline(self, key: str, entry: Mapping[str, Any]) -> re.Pattern[str]:
        self.refuse_unknown(key, entry, frozenset({"pattern", "matches", "misses"}))
        (source,) = self.fill(key, entry["pattern"])
        pattern = self.compile(key, f"^{source}")
        for text in entry.get("matches", []):
            if not pattern.search(text):
                raise self.error(key, f"does not match its example {text!r}")
        for text in entry.get("misses", []):
            if pattern.search(text):
                raise self.error(key, f"matches its counter-example {text!r}")
        return pattern

    def fill(self, key: str, *patterns: str) -> list[str]:
        """The patterns with slots written out; a slot that recurs gets a number in all of them."""
        seen: Counter[str] = Counter()

        def write(found: re.Match[str], depth: int = 0) -> str:
            name = found[1]
            if name not in self.slots or depth > 5:
                raise self.error(key, f"no such slot: {{{name}}}")
            slot = self.slots[name]
            if "{}" not in slot:
                return f"(?:{_SLOT.sub(lambda inner: write(inner, depth + 1), _loose(slot))})"
            seen[name] += 1
            return slot.replace("{}", name if seen[name] == 1 else f"{name}{seen[name]}")

        return [_SLOT.sub(write, _loose(pattern)) for pattern in patterns]

    def check_examples(self, pack: PeriodPack) -> None:
        for (key, entry), pattern in zip(self.entries("patterns"), pack.patterns, strict=True):
            if not entry.get("matches"):
                raise self.error(key, "has no example that it matches")
            for text in entry["matches"]:
                if not any(pack.pattern_of(m) is pattern for m in pack.scanner.finditer(text)):
                    raise self.error(key, f"does not match its example {text!r}")
            for text in entry.get("misses", []):
                if any(pack.pattern_of(m) is pattern for m in pack.scanner.finditer(text)):
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


def _loose(pattern: str) -> str:
    """The pattern with words that may be capitalised and blanks that may be any blank."""

    def write(found: re.Match[str]) -> str:
        if found["blank"]:
            return BLANK
        letter = found["letter"]
        return f"[{letter}{letter.upper()}]" if letter else found[0]

    return _TOKEN.sub(write, pattern)


def _tree(words: Iterable[str]) -> str:
    """A pattern for the words as written or capitalised, names also all in capitals."""
    forms = set()
    for word in words:
        forms |= {word, word.upper()} if word[:1].isupper() else {word, word[:1].upper() + word[1:]}
    return fold(forms).replace(r"\ ", BLANK)
