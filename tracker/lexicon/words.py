"""WordIndex: pack words and stems with what they mean, found in one pass over a text.

An entry is written as a pack author writes it: `Ausfuhr` is that word, `Ausfuhr*` also everything
that begins so, `*umschlag` also compounds that end so, `*umschlag*` also what merely contains it.
An entry with a small initial also matches at the start of a sentence; one with a capital initial
only as written, which keeps German nouns apart from verbs ("Waren", "waren").
"""

import re
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from tracker.lexicon.trie import fold

Meaning = TypeVar("Meaning")


class Hit(NamedTuple, Generic[Meaning]):
    """A word found: offsets (the whole word where a stem matched) and its meaning.

    `stem_end` is where the entry's own letters end: in a compound the part nearest the end is the
    head, and what the word is about.
    """

    start: int
    end: int
    meaning: Meaning
    entry: str
    stem_end: int


_WORD_END = re.compile(r"\w{0,60}")


class WordIndex(Generic[Meaning]):
    """Many words, stems and phrases, each with a meaning, folded into two patterns."""

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._initial: dict[str, list[tuple[bool, Meaning, str]]] = {}
        self._inner: dict[str, list[tuple[bool, Meaning, str]]] = {}
        for entry, meaning in entries:
            literal = entry.strip("*")
            if not literal:
                raise ValueError(f"{entry!r} has no letters")
            table = self._inner if entry.startswith("*") else self._initial
            for spelling in _spellings(literal, inner=entry.startswith("*")):
                table.setdefault(spelling, []).append((entry.endswith("*"), meaning, entry))
        self._initial_pattern = (
            re.compile(rf"(?:(?<!\w)|(?=\W))(?=({fold(self._initial)}))") if self._initial else None
        )
        self._inner_pattern = re.compile(fold(self._inner)) if self._inner else None
        self._lengths = sorted({len(word) for word in self._initial}, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._initial or self._inner)

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit[Meaning]]:
        """Every entry that matches between the offsets, in the order of the text per pattern."""
        end = len(text) if end is None else end
        if self._initial_pattern is not None:
            for match in self._initial_pattern.finditer(text, start, end):
                yield from self._at(text, match.start(), match.end(1))
        if self._inner_pattern is not None:
            for match in self._inner_pattern.finditer(text, start, end):
                yield from self._within(text, match)

    def _at(self, text: str, start: int, longest: int) -> Iterator[Hit[Meaning]]:
        # The tree gives the longest literal; a shorter stem may fit as well.
        for length in self._lengths:
            stop = start + length
            if stop > longest:
                continue
            found = self._initial.get(text[start:stop])
            if not found:
                continue
            tail = _WORD_END.match(text, stop)
            whole = tail.end() if tail else stop
            hits = [
                Hit(start, whole, meaning, entry, stop)
                for open_end, meaning, entry in found
                if open_end or whole == stop
            ]
            yield from hits

    def _within(self, text: str, match: re.Match[str]) -> Iterator[Hit[Meaning]]:
        tail = _WORD_END.match(text, match.end())
        whole = tail.end() if tail else match.end()
        begin = _word_start(text, match.start())
        for open_end, meaning, entry in self._inner[match.group()]:
            if open_end or whole == match.end():
                yield Hit(begin, whole, meaning, entry, match.end())


def _word_start(text: str, position: int) -> int:
    first = max(0, position - 60)
    while position > first and (text[position - 1].isalnum() or text[position - 1] == "_"):
        position -= 1
    return position


def _spellings(literal: str, *, inner: bool) -> set[str]:
    if inner:
        return {literal, literal[0].upper() + literal[1:]}
    if literal[0].islower():
        return {literal, literal[0].upper() + literal[1:]}
    return {literal}


class PhraseTable(Generic[Meaning]):
    """Phrases that are looked for directly before or behind a place in the text.

    Upper and lower case count as the same unless the table is `exact`. `*wachstum von` also ends
    a compound.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]], *, exact: bool = False) -> None:
        self._exact = exact
        self._inner: set[str] = set()  # phrases that may begin inside a word
        self._by_tail: dict[str, list[tuple[str, Meaning]]] = {}
        self._meanings: dict[str, tuple[Meaning, bool]] = {}
        for entry, meaning in entries:
            phrase = entry.strip().strip("*")
            phrase = phrase if exact else phrase.lower()
            if entry.startswith("*"):
                self._inner.add(phrase)
            self._by_tail.setdefault(phrase[-2:], []).append((phrase, meaning))
            self._meanings[phrase] = (meaning, entry.endswith("*"))
        for candidates in self._by_tail.values():
            candidates.sort(key=lambda item: -len(item[0]))
        self._ahead = (
            re.compile(r"[ \n]{0,2}(" + fold(self._meanings) + r")", 0 if exact else re.IGNORECASE)
            if self._meanings
            else None
        )

    def before(self, text: str, position: int) -> tuple[int, Meaning] | None:
        """The longest phrase that ends right before `position` (blanks between), and its start."""
        stop = position
        while stop and text[stop - 1] in " \n":
            stop -= 1
        for phrase, meaning in self._by_tail.get(self._fold(text[max(0, stop - 2) : stop]), ()):
            start = stop - len(phrase)
            if start < 0 or self._fold(text[start:stop]) != phrase:
                continue
            if start and text[start - 1].isalnum() and phrase[0].isalnum():
                if phrase not in self._inner:
                    continue
                start = _word_start(text, start)
            return start, meaning
        single = self._by_tail.get(text[max(0, stop - 1) : stop])
        if single:
            return stop - 1, single[0][1]
        return None

    def _fold(self, word: str) -> str:
        return word if self._exact else word.lower()  # "ß" stays one letter

    def after(self, text: str, position: int) -> tuple[int, Meaning] | None:
        """The longest phrase that starts right behind `position`, and its end."""
        if self._ahead is None:
            return None
        match = self._ahead.match(text, position)
        while match:
            stop = match.end()
            meaning, open_end = self._meanings[self._fold(match.group(1))]
            if stop >= len(text) or not text[stop].isalnum() or not match.group(1)[-1].isalnum():
                return stop, meaning
            if open_end:
                tail = _WORD_END.match(text, stop)
                return (tail.end() if tail else stop), meaning
            match = self._shorter(text, match.start(1), stop - match.start(1) - 1)
        return None

    def _shorter(self, text: str, start: int, limit: int) -> re.Match[str] | None:
        for length in range(limit, 0, -1):
            if self._fold(text[start : start + length]) in self._meanings:
                assert self._ahead is not None
                return self._ahead.fullmatch(text, start, start + length)
        return None
