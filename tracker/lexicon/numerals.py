"""Numerals: the number words, scale words, fractions and factors of one language."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from tracker.lexicon.trie import fold
from tracker.lexicon.words import PhraseTable, WordIndex
from tracker.model.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """How a language writes numbers.

    Attributes:
        decimal: The decimal sign, "," or "."; the other one groups thousands.
        word: Matches a number in words.
        values: Value of each number word; multipliers (hundred, thousand) apart.
        scale: Matches a scale word behind a number, in group 1; `scales` gives its factor.
        scale_before: Scale words, for where they stand before the number ("Mio. EUR 3,5").
        short_scale: Signs that are a scale behind money only ("$3m").
        articles: Words that count as one before a scale word or fraction.
        definite: Words before a number word that make it no figure ("die fünf Staaten").
        indefinite: Words before a number word that make it none ("mehrere hundert").
        parts: Words that take a part of the scale word or unit behind them ("half a million");
            `part` matches one.
        halves: Endings that add a half ("zweieinhalb", "two and a half").
        fractions: Parts of a whole by their word; `followed_by` what a lone one needs behind it;
            `ordinals` those of "every third".
        factors: Verbs and nouns that carry a factor.
        factor_behind: Words behind a number that make it a factor.
    """

    decimal: str
    word: re.Pattern[str]
    values: Mapping[str, Decimal]
    multipliers: Mapping[str, Decimal]
    scale: re.Pattern[str]
    scales: Mapping[str, Decimal]
    scale_before: PhraseTable[Decimal]
    short_scale: Mapping[str, Decimal]
    articles: PhraseTable[str]
    definite: PhraseTable[str]
    indefinite: PhraseTable[str]
    parts: PhraseTable[Decimal]
    part: re.Pattern[str]
    halves: re.Pattern[str] | None
    fractions: WordIndex[Decimal]
    followed_by: PhraseTable[str] | None
    every: PhraseTable[str]
    ordinals: Mapping[str, Decimal]
    factors: WordIndex[Decimal]
    factor_behind: PhraseTable[str]
    factor_loose: frozenset[str]
    factor_comparison: PhraseTable[str]
    factor_less: PhraseTable[str]
    signs: PhraseTable[int]
    joiners: tuple[str, ...]
    half_endings: tuple[str, ...]


def load_numerals(pack: Mapping[str, Any], path: Path) -> Numerals:
    """Compile the number tables of a pack.

    Raises:
        LexiconError: A table is missing or a number in it is none.
    """
    try:
        numbers, fractions, factors = pack["numbers"], pack["fractions"], pack["factors"]
        behind = factors["behind"]
        values = {word: Decimal(str(value)) for word, value in numbers["words"].items()}
        multipliers = {w: Decimal(str(v)) for w, v in numbers["multipliers"].items()}
        scales = {
            word: Decimal(value) for value, words in numbers["scales"].items() for word in words
        }
        short = {w: Decimal(v) for v, words in numbers["short_scales"].items() for w in words}
        every = fractions["every"]
        parts = [
            (word, Decimal(part))
            for part, words in {"0.5": numbers["half"], **numbers.get("parts", {})}.items()
            for word in words
        ]
        return Numerals(
            decimal=numbers["decimal"],
            word=re.compile(_word_pattern(numbers, values, multipliers, behind["words"])),
            values=values,
            multipliers=multipliers,
            scale=re.compile(r"[ \n-]?(" + fold(scales) + r")(?!\w)"),
            scales=scales,
            scale_before=PhraseTable(scales.items(), exact=True),
            short_scale=short,
            articles=PhraseTable((word, word) for word in numbers["articles"]),
            definite=PhraseTable((word, word) for word in numbers["definite"]),
            indefinite=PhraseTable((word, word) for word in numbers.get("indefinite", ())),
            parts=PhraseTable(parts),
            part=re.compile(r"(?<!\w)" + fold(word for word, _ in parts) + r"(?!\w)"),
            halves=None
            if numbers["glued"]
            else re.compile("(?:" + "|".join(map(re.escape, numbers["halves"])) + r")(?!\w)"),
            fractions=WordIndex(
                (word, Decimal(parts))
                for parts, words in fractions.items()
                if parts.isdigit()
                for word in words
            ),
            followed_by=PhraseTable((word, word) for word in fractions["followed_by"])
            if fractions["followed_by"]
            else None,
            every=PhraseTable((word, word) for word in every["before"]),
            ordinals={
                w: Decimal(parts)
                for parts, words in every.items()
                if parts != "before"
                for w in words
            },
            factors=WordIndex(
                (word, Decimal(factor))
                for factor, words in factors.items()
                if isinstance(words, list)
                for word in words
            ),
            factor_behind=PhraseTable((word, word) for word in behind["words"]),
            factor_loose=frozenset(behind["loose"]),
            factor_comparison=PhraseTable((word, word) for word in behind["comparison"]),
            factor_less=PhraseTable((word, word) for word in behind["less"]),
            signs=PhraseTable(
                [(w, -1) for w in numbers["minus"]] + [(w, 1) for w in numbers["plus"]]
            ),
            joiners=(*numbers["joiners"], " "),
            half_endings=tuple(numbers["halves"]) if numbers["glued"] else (),
        )
    except (KeyError, ArithmeticError, TypeError) as error:
        raise LexiconError(path, "numbers", f"is incomplete or no number: {error}") from error


def _word_pattern(
    numbers: Mapping[str, Any],
    values: Mapping[str, Decimal],
    multipliers: Mapping[str, Decimal],
    behind: Iterable[str],
) -> str:
    cased = [s for word in (*values, *multipliers) for s in (word, word[0].upper() + word[1:])]
    if numbers["glued"]:
        pieces = fold([*cased, *numbers["joiners"], *numbers["halves"]])
        factors = fold(word for word in behind if word[0].isalpha())
        return rf"(?<![\w.,])(?:{fold(cased)})(?:{pieces}){{0,8}}(?=\W|$|{factors}(?!\w))"
    one = _either_case(values)
    tens = _either_case(word for word, value in values.items() if 20 <= value < 100)
    ones = fold(word for word, value in values.items() if 0 < value < 10)
    unit = rf"(?:{tens}[ -]{ones}(?!\w)|{one})"
    many = fold(multipliers)
    joiner = "|".join(map(re.escape, numbers["joiners"]))
    return rf"(?<![\w.,])(?<!\w-){unit}(?:[ -]{many}(?:(?:{joiner}){unit}(?=\W|$))?)?(?!\w)"


def _either_case(words: Iterable[str]) -> str:
    return fold(s for word in words for s in (word, word[0].upper() + word[1:]))


def read_word(word: str, numerals: Numerals) -> Decimal | None:
    """The value of a number in words, or None if it is none.

    Words are read from left to right: a number adds to what stands, a multiplier multiplies it
    ("dreihundertfünfundzwanzig": 3, times 100, plus 5, plus 20).
    """
    rest, half = word.casefold(), Decimal(0)
    for ending in numerals.half_endings:
        if rest.endswith(ending) and rest != ending:
            rest, half = rest[: -len(ending)], Decimal("0.5")
    total, current, found = Decimal(0), Decimal(0), False
    known = sorted((*numerals.values, *numerals.multipliers), key=len, reverse=True)
    while rest:
        piece = next((name for name in known if rest.startswith(name)), None)
        if piece is None:
            joiner = next((name for name in numerals.joiners if rest.startswith(name)), None)
            if joiner is None or not found:
                return None
            rest = rest[len(joiner) :]
            continue
        found = True
        if piece in numerals.multipliers:
            factor = numerals.multipliers[piece]
            current = (current or Decimal(1)) * factor
            if factor >= 1000:
                total, current = total + current, Decimal(0)
        else:
            current += numerals.values[piece]
        rest = rest[len(piece) :]
    return total + current + half if found else None
