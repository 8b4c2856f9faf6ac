"""Slots: named pieces from which the patterns of times are put together.

A slot is either a table of words, which is written as one tree and captures under its own name, or
a piece of pattern, which may use slots itself.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from tracker.lexicon.openings import Openings, openings
from tracker.lexicon.trie import fold

BLANK = r"(?:[^\S\n]{1,2}|[^\S\n]?\n)"
LENGTH = 5  # letters of a text by which patterns are chosen
_FIXED = {
    "year": r"(?P<{}>(?:19|2[01])[0-9]{2})(?![\w%‰°])(?![.,][0-9])",
    "day": r"(?P<{}>[12][0-9]|3[01]|0?[1-9])(?![0-9])(?![.,][0-9])",
    "from_year": r"(?P<{}>(?:19|20)[0-9]{2})(?![\w%])",
    "digits": r"(?P<{}>[0-9]{1,3})(?![0-9])(?![.,][0-9])",
    "dash": r"(?:[-‐‑–—])",
}
_DEEPEST = 5
_SLOT = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(
    r"\\x[0-9a-f]{2}|\\.|\[[^\]]*\]|\(\?P<\w+>|\{\w+\}"  # left as they are
    r"|(?P<blank>[ ])|(?<![^\W_])(?P<letter>[^\W\d_A-Z])"
)


class Slots:
    """The slots of one language, and the patterns written out with them."""

    def __init__(self) -> None:
        self._slots: dict[str, str] = dict(_FIXED)
        self._opened: dict[str, Openings] = {}

    def add_words(self, name: str, words: Iterable[str]) -> str:
        """Make a slot of words; returns the pattern that finds one of them."""
        found = tree(words)
        self._slots[name] = f"(?P<{{}}>{found})"
        return found

    def add_patterns(self, patterns: Mapping[str, str]) -> None:
        """Make slots of pieces of pattern."""
        self._slots |= patterns

    def fill(self, *patterns: str) -> list[str]:
        """The patterns with slots written out; a slot that recurs gets a number in all of them.

        Raises:
            LookupError: There is no such slot, or it uses itself.
        """
        seen: Counter[str] = Counter()

        def write(found: re.Match[str], depth: int = 0) -> str:
            name = found[1]
            if name not in self._slots or depth > _DEEPEST:
                raise LookupError(f"no such slot: {{{name}}}")
            slot = self._slots[name]
            if "{}" not in slot:
                return f"(?:{_SLOT.sub(lambda inner: write(inner, depth + 1), _loose(slot))})"
            seen[name] += 1
            return slot.replace("{}", name if seen[name] == 1 else f"{name}{seen[name]}")

        return [_SLOT.sub(write, _loose(pattern)) for pattern in patterns]

    def openings(self, pattern: str) -> frozenset[str]:
        """The letters with which the texts of a pattern, slots in braces, can begin.

        Raises:
            ValueError: A parenthesis is missing, or one too many.
        """
        return self._openings(pattern).all()

    def _openings(self, pattern: str) -> Openings:
        return openings(_loose(pattern).replace(BLANK, " "), LENGTH, self._slot_openings)

    def _slot_openings(self, name: str) -> Openings:
        if name not in self._opened:
            slot = self._slots[name]
            self._opened[name] = (
                openings(slot.replace("{}", name).replace(BLANK, " "), LENGTH)
                if "{}" in slot
                else self._openings(slot)
            )
        return self._opened[name]


def tree(words: Iterable[str]) -> str:
    """A pattern for the words as written or capitalised, names also all in capitals."""
    forms = set()
    for word in words:
        forms |= {word, word.upper()} if word[:1].isupper() else {word, word[:1].upper() + word[1:]}
    return f"(?:{fold(forms)})".replace(r"\ ", BLANK)


def _loose(pattern: str) -> str:
    """The pattern with words that may be capitalised and blanks that may be any blank."""

    def write(found: re.Match[str]) -> str:
        if found["blank"]:
            return BLANK
        letter = found["letter"]
        return f"[{letter}{letter.upper()}]" if letter else found[0]

    return _TOKEN.sub(write, pattern)
