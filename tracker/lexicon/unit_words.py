"""Unit words: how a language writes its units, and how they stand to a number.

An entry is written as a pack author writes it. Longer words are found in small letters and in
capitals too ("dollar", "TONNES"); `*kilometer` also means compounds that end so; a currency sign
with letters ("HK$") may stand in small letters and apart from its sign ("hk $").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tracker.lexicon.trie import fold
from tracker.lexicon.units import MONEY, Units
from tracker.lexicon.words import PhraseTable
from tracker.model.errors import LexiconError

_ONE = Decimal(1)
_LONG = 4  # letters from which a word may be written in other cases than its entry
_OPENINGS, _CLOSINGS = frozenset("([{<"), frozenset(")]}>")


class UnitHit(NamedTuple):
    """A unit behind a number: where it ends, as it is written, its id and the factor it carries."""

    end: int
    word: str
    unit: str
    factor: Decimal


@dataclass(frozen=True, kw_only=True)  # no slots: two patterns are compiled when they are needed
class UnitWords:
    """Spellings of units and how they stand to a number.

    Attributes:
        words: Spelling to unit id and factor ("bcm": cubic_meter, 1e9).
        lengths: How long the spellings are that begin with these two letters, the longest first.
        compound: Matches a compound that ends in a unit ("Schienenkilometer").
        opens: Words that open a heading ("in"). `scales`, `shorts` are its scale words and signs.
        prefixes: Currency signs and codes that may stand before a number, as in `words`, and the
            words that stand there only ("Tempo").
        coins: Spellings of the small coins of currencies.
        everyday: Currency codes that are words too ("TOP", "ALL"), which small figures follow.
        shared: Names of money in small letters that mean several currencies, the usual one first.
    """

    words: Mapping[str, tuple[str, Decimal]]
    lengths: Mapping[str, tuple[int, ...]]
    compound: re.Pattern[str]
    opens: tuple[str, ...]
    scales: tuple[str, ...]
    shorts: tuple[str, ...]
    prefixes: PhraseTable[tuple[str, Decimal]]
    coins: frozenset[str]
    everyday: frozenset[str]
    shared: Mapping[str, tuple[str, ...]]

    def after(self, text: str, position: int) -> UnitHit | None:
        """The unit straight behind a number that ends at `position`."""
        blank = position + text.startswith(" ", position)
        hyphened = blank + text.startswith("-", blank)
        for start in dict.fromkeys((hyphened, blank, position)):
            for end in self._ends(text, start):
                if end == len(text) or not (text[end].isalnum() or text[end] == "_"):
                    return self._hit(end, text[start:end])
            if compound := self.compound.match(text, start):
                return self._hit(compound.end(), compound[0])
        if text[blank : blank + 1] in _OPENINGS:
            for end in self._ends(text, blank + 1):
                if text[end : end + 1] in _CLOSINGS:
                    return self._hit(end + 1, text[blank + 1 : end])
        return None

    def at(self, text: str, start: int) -> UnitHit | None:
        """The unit that begins right there, as in the head of a table."""
        for end in self._ends(text, start):
            whole = end == len(text) or not (text[end].isalnum() or text[end] == "_")
            if whole or not text[end - 1].isalnum():  # "$m"
                return self._hit(end, text[start:end])
        return None

    def _ends(self, text: str, start: int) -> Iterator[int]:
        """Where the spellings end that begin there, the longest first."""
        for length in self.lengths.get(text[start : start + 2], ()):
            if start + length <= len(text) and text[start : start + length] in self.words:
                yield start + length
        if text[start : start + 1] in self.words:
            yield start + 1

    def _hit(self, end: int, word: str) -> UnitHit:
        ending = word
        while ending not in self.words:
            ending = "*" + ending.lstrip("*")[1:]
        return UnitHit(end, word, *self.words[ending])

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """Matches a unit without number, in group `unit`, with its `scale`: "(in Tsd. Tonnen)".

        So too "USD m;" and "thousand barrels per day (...)".
        """
        opening, scale = fold(self.opens), fold(self.scales)
        units = fold(word for word in self.words if word[0] != "*")
        return re.compile(
            rf"(?:[(,:;][ ]?(?:{opening}[ ])?|(?<!\w){opening}[ ])"
            rf"(?:(?P<scale>{scale})[ ])?(?P<unit>{units})"
            rf"(?:[ ]?(?P<behind>{fold([*self.scales, *self.shorts])})(?!\w))?(?!\w)"
            r"(?:[ ](?!and\b|in\b)[^\W\d_]{2,12}[ ][^\W\d_]{2,20})?"
            r"(?:[ ][^\n:();\d]{0,20}[^\n:();]{0,30}(?=:)|(?=[):;]|[ ][(]|[ ]*(?:\n|$)))"
        )

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Matches a unit that is named before its figures ("in TEU"), in group `unit`."""
        units = fold(word for word in self.words if word[0] != "*" and len(word) > 2)
        return re.compile(rf"(?<!\w){fold(self.opens)}[ ](?P<unit>{units})(?!\w)")


class _Spellings:
    """The tables of one language while they are filled; the first meaning of a spelling wins.

    A name of money may mean several currencies; `shared` keeps all of them.
    """

    def __init__(self, path: Path, units: Units) -> None:
        self.path, self.units = path, units
        self.words: dict[str, tuple[str, Decimal]] = {}
        self.prefixes: dict[str, tuple[str, Decimal]] = {}
        self.shared: dict[str, list[str]] = {}

    def add(self, word: str, unit: str, factor: Decimal = _ONE) -> None:
        """One spelling as it is written."""
        if unit not in self.units:
            raise LexiconError(self.path, f"units.{unit}", "is not a unit of units.toml")
        known = self.words.setdefault(word, (unit, factor))
        if known == (unit, factor):
            return
        if known[1] == factor == 1 and self.units.kind(known[0]) == self.units.kind(unit) == MONEY:
            self.shared.setdefault(word.lower(), [known[0]]).append(unit)
        else:
            raise LexiconError(
                self.path, f"units.{unit}", f"{word!r} already means {self.words[word][0]}"
            )

    def add_prefix(self, word: str, unit: str, factor: Decimal = _ONE) -> None:
        """A sign or code that also stands before the number."""
        for spelling in _signs(word):
            self.words.setdefault(spelling, (unit, factor))
            self.prefixes.setdefault(spelling, (unit, factor))

    def add_cases(self) -> None:
        """The other cases of long words, unless they mean something of their own."""
        for word, meaning in list(self.words.items()):
            literal = word.lstrip("*")
            if len(literal) < _LONG or not literal.replace(" ", "").replace("-", "").isalpha():
                continue
            for case in (literal.lower(), literal[0].upper() + literal[1:], literal.upper()):
                self.words.setdefault(case if literal == word else "*" + case, meaning)


def load_unit_words(
    table: Mapping[str, Any],
    common: Mapping[str, Any],
    units: Units,
    path: Path,
    *,
    scales: Iterable[str],
    shorts: Iterable[str],
    opens: Iterable[str],
) -> UnitWords:
    """Compile the spellings of one pack together with those of every language.

    Raises:
        LexiconError: A unit is not known, or a spelling means two of them.
    """
    spellings = _Spellings(path, units)
    money = [unit_id for unit_id in units if units.kind(unit_id) == MONEY]
    for code in money:
        spellings.add(code, code)
        spellings.add_prefix(code, code)
        for letter, factor in common.get("code_scales", {}).items():
            spellings.add_prefix(letter + code, code, Decimal(str(factor)))
    for source in (common["units"], table):
        for unit_id, names in source.items():
            if unit_id in ("coins", "before"):
                continue
            for word in names:
                spellings.add(word, unit_id)
                if unit_id in money and (source is common["units"] or word.isupper()):
                    spellings.add_prefix(word, unit_id)
    for unit_id, names in table.get("before", {}).items():
        for word in names:  # "Tempo 160": it stands before the number only
            spellings.prefixes.setdefault(word, (unit_id, _ONE))
    for word, (unit_id, part) in table.get("coins", {}).items():
        spellings.add(word, unit_id, Decimal(str(part)))
    for word, (unit_id, factor) in common.get("scaled_units", {}).items():
        spellings.add(word, unit_id, Decimal(str(factor)))
    spellings.add_cases()
    words = spellings.words
    coins = frozenset(word for word, (unit, part) in words.items() if unit in money and part < 1)
    ends = [word[1:] for word in words if word.startswith("*")]
    return UnitWords(
        words=words,
        lengths=_lengths(words),
        compound=re.compile(rf"[^\W\d_]{{2,20}}?{fold(ends)}(?!\w)"),
        opens=tuple(opens),
        scales=tuple(scales),
        shorts=tuple(shorts),
        prefixes=PhraseTable(spellings.prefixes.items(), exact=True),
        coins=coins,
        everyday=frozenset(common.get("everyday_codes", ())),
        shared={word: tuple(codes) for word, codes in spellings.shared.items()},
    )


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1 and word[0] != "*":
            found.setdefault(word[:2], set()).add(len(word))
    return {letters: tuple(sorted(some, reverse=True)) for letters, some in found.items()}


def _signs(word: str) -> Iterator[str]:
    yield word
    letters = word.rstrip("$€£¥")
    if len(letters) > 1 and letters != word and letters.replace(".", "").isalpha():
        sign = word[len(letters) :]
        yield from (f"{letters} {sign}", letters.lower() + sign, f"{letters.lower()} {sign}")
