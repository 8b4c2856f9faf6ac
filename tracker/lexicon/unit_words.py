"""Unit words: how a language writes its units, and how they stand to a number.

An entry is written as a pack author writes it. Longer words are found in small letters and in
capitals too ("dollar", "TONNES"); `*kilometer` also means compounds that end so; a currency sign
with letters ("HK$") may stand in small letters and apart from its sign ("hk $").
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tracker.lexicon.trie import fold
from tracker.lexicon.units import MONEY, Units
from tracker.lexicon.words import PhraseTable
from tracker.model.errors import LexiconError

_ONE = Decimal(1)
_LONG = 4  # letters from which a word may be written in other cases than its entry
_OPENING, _CLOSING = "([{<", ")]}>"


class UnitHit(NamedTuple):
    """A unit behind a number: where it ends, as it is written, its id and the factor it carries."""

    end: int
    word: str
    unit: str
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """Spellings of units and how they stand to a number.

    Attributes:
        words: Spelling to unit id and factor ("bcm": cubic_meter, 1e9).
        behind: Matches a unit straight behind a number, in group `plain` or, with brackets around
            it, `bracketed`.
        heading: Matches a unit without number, in group `unit`, with its `scale`: "(in Tsd. t)".
        named: Matches a unit that is named before its figures ("in TEU"), in group `unit`.
        prefixes: Currency signs and codes that may stand before a number, as in `words`, and the
            words that stand there only ("Tempo").
        coins: Spellings of the small coins of currencies.
        everyday: Currency codes that are words too ("TOP", "ALL"), which small figures follow.
        shared: Names of money in small letters that mean several currencies, the usual one first.
    """

    words: Mapping[str, tuple[str, Decimal]]
    behind: re.Pattern[str]
    heading: re.Pattern[str]
    named: re.Pattern[str]
    prefixes: PhraseTable[tuple[str, Decimal]]
    coins: frozenset[str]
    everyday: frozenset[str]
    shared: Mapping[str, tuple[str, ...]]

    def after(self, text: str, position: int) -> UnitHit | None:
        """The unit straight behind a number that ends at `position`."""
        match = self.behind.match(text, position)
        if match is None:
            return None
        word = match.group("plain") or match.group("bracketed")
        ending = word
        while ending not in self.words:
            ending = "*" + ending.lstrip("*")[1:]
        return UnitHit(match.end(), word, *self.words[ending])


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
    behind = _behind(words)
    heading = _heading(words, opens, scales, shorts)
    return UnitWords(
        words=words,
        behind=behind,
        heading=heading,
        named=_named(words, opens),
        prefixes=PhraseTable(spellings.prefixes.items(), exact=True),
        coins=coins,
        everyday=frozenset(common.get("everyday_codes", ())),
        shared={word: tuple(codes) for word, codes in spellings.shared.items()},
    )


def _behind(words: Mapping[str, tuple[str, Decimal]]) -> re.Pattern[str]:
    whole = fold(word for word in words if not word.startswith("*"))
    ends = [word[1:] for word in words if word.startswith("*")]
    compound = rf"|[^\W\d_]{{2,20}}?{fold(ends)}" if ends else ""
    return re.compile(
        rf"(?:[ ]?-?|-)(?P<plain>{whole}{compound})(?!\w)"
        rf"|[ ]?[{re.escape(_OPENING)}](?P<bracketed>{whole})[{re.escape(_CLOSING)}]"
    )


def _named(words: Iterable[str], opens: Iterable[str]) -> re.Pattern[str]:
    units = fold(word for word in words if word[0] != "*" and len(word) > 2)
    return re.compile(rf"(?<!\w){fold(opens)}[ ](?P<unit>{units})(?!\w)")


def _heading(
    words: Iterable[str], opens: Iterable[str], scales: Iterable[str], shorts: Iterable[str]
) -> re.Pattern[str]:
    """The unit of a table: "(in Tsd. Tonnen)", "USD m;", "thousand barrels per day (...)"."""
    opening = fold(opens)
    return re.compile(
        rf"(?:[(,:;][ ]?(?:{opening}[ ])?|(?<!\w){opening}[ ])"
        rf"(?:(?P<scale>{fold(scales)})[ ])?(?P<unit>{fold(w for w in words if w[0] != '*')})"
        rf"(?:[ ]?(?P<behind>{fold([*scales, *shorts])})(?!\w))?(?!\w)"
        r"(?:[ ](?!and\b|in\b)[^\W\d_]{2,12}[ ][^\W\d_]{2,20})?"
        r"(?:[ ][^\n:();\d]{0,20}[^\n:();]{0,30}(?=:)|(?=[):;]|[ ][(]|[ ]*(?:\n|$)))"
    )


def _signs(word: str) -> Iterator[str]:
    yield word
    letters = word.rstrip("$€£¥")
    if len(letters) > 1 and letters != word and letters.replace(".", "").isalpha():
        sign = word[len(letters) :]
        yield from (f"{letters} {sign}", letters.lower() + sign, f"{letters.lower()} {sign}")
