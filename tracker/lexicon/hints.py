"""Hints: the pattern that tells in one pass where a text may hold a figure.

Most sentences of the news hold none. What finds figures is run on the others only, so that a word
that makes a figure must be one of the hints: digits, number and scale words, parts and factors. An
article that counts as one ("ein Prozent") is no hint, as it stands everywhere; the units are that
it can count so.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.lexicon.trie import fold, initials

FRACTIONS = "½¼¾⅓⅔⅛⅜⅝⅞"


def compile_hint(pack: Mapping[str, Any], word: str, ratios: Iterable[str]) -> re.Pattern[str]:
    """The pattern for all places where a number can begin.

    Args:
        pack: A checked language pack.
        word: The pattern of its number words.
        ratios: Spellings of the units that follow an article ("Prozent").
    """
    numbers, fractions = pack["numbers"], pack["fractions"]
    entries = [
        *numbers["half"],
        *(text for texts in numbers.get("parts", {}).values() for text in texts),
        *(text for texts in numbers["scales"].values() for text in texts),
        *_numbered(fractions),
        *_numbered(fractions["every"]),
        *_numbered(pack["factors"]),
        *ratios,
    ]
    whole: list[str] = []
    begun: list[str] = []
    inner: list[str] = []
    for entry in entries:
        kind = inner if entry[0] == "*" else begun if entry[-1] == "*" else whole
        kind.append(entry.strip("*"))
    signs = [text for text in whole if not text[0].isalpha()]
    words = [text for text in whole if text[0].isalpha()]
    values = [*numbers["words"], *numbers["multipliers"]]
    hints = [
        f"[0-9{FRACTIONS}]",
        rf"\b(?=[{initials(_cases([*values, *words, *begun]))}])"
        rf"(?!{fold(_cases(numbers['articles']))}(?!\w))"
        rf"(?:{word}|{fold(_cases(words))}(?!\w)|{fold(_cases(begun))})",
    ]
    if signs or inner:
        hints.append(fold([*signs, *_cases(inner)]))
    return re.compile("|".join(hints))


def _numbered(table: Mapping[str, Any]) -> Iterable[str]:
    """The words of a table under its keys that are numbers."""
    return (
        text for key, texts in table.items() if key.replace(".", "").isdecimal() for text in texts
    )


def _cases(words: Iterable[str]) -> Iterable[str]:
    return (case for word in words for case in (word, word[0].swapcase() + word[1:]))
