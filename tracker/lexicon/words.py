"""WordIndex: pack words and stems with what they mean, found in one pass over a text.

An entry is written as a pack author writes it: `Ausfuhr` is that word, `Ausfuhr*` also everything
that begins so, `*umschlag` also compounds that end so, `*umschlag*` also what merely contains it.
An entry with a small initial also matches at the start of a sentence; one with a capital initial
only as written, which keeps German nouns apart from verbs ("Waren", "waren").
"""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from tracker.lexicon.trie import fold, initials, word_start

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


_FIRST = 4  # letters by which entries are looked up
_WORD_END = re.compile(r"\w{0,60}")
_GAP = 2  # blanks in front of a phrase
_BLANK = frozenset(" \n")


class WordIndex(Generic[Meaning]):
    """Many words, stems and phrases, each with a meaning.

    One pattern finds where the first letters of an entry stand, and the table tells which entries
    these are; one for entries inside compounds finds them whole. Both are compiled when a text is
    first searched.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._initial: dict[str, list[tuple[bool, Meaning, str]]] = {}
        self._inner: dict[str, list[tuple[bool, Meaning, str]]] = {}
        for entry, meaning in entries:
            literal = entry.strip("*")
            if not literal:
                raise ValueError(f"{entry!r} has no letters")
            inner = entry[0] == "*"
            table = self._inner if inner else self._initial
            read = (entry[-1] == "*", meaning, entry)
            table.setdefault(literal, []).append(read)
            if inner or literal[0].islower():
                capital = literal[0].upper() + literal[1:]
                if capital != literal:
                    table.setdefault(capital, []).append(read)
        self._lengths = _lengths(self._initial)

    @cached_property
    def _initial_pattern(self) -> re.Pattern[str] | None:
        if not self._initial:
            return None
        return re.compile(rf"{word_start(self._lengths)}(?=({fold(self._lengths)}))")

    @cached_property
    def _inner_pattern(self) -> re.Pattern[str] | None:
        return re.compile(_anywhere(self._inner)) if self._inner else None

    def __bool__(self) -> bool:
        return bool(self._initial or self._inner)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Hit[Meaning]]:
        """Every entry that matches between the offsets, in the order of the text per pattern."""
        end = len(text) if end is None else end
        found: list[Hit[Meaning]] = []
        if self._initial_pattern is not None:
            initial, by_letters = self._initial, self._lengths
            for match in self._initial_pattern.finditer(text, start, end):
                first = match.start()
                for length in by_letters[match[1]]:
                    stop = first + length
                    entries = initial.get(text[first:stop])
                    if entries is None or stop > end:
                        continue
                    whole = _word_end(text, stop)
                    for open_end, meaning, entry in entries:
                        if open_end or whole == stop:
                            found.append(Hit(first, whole, meaning, entry, stop))
        if self._inner_pattern is not None:
            for match in self._inner_pattern.finditer(text, start, end):
                stop = match.end()
                whole = _word_end(text, stop)
                for open_end, meaning, entry in self._inner[match.group()]:
                    if open_end or whole == stop:
                        begin = _word_start(text, match.start())
                        found.append(Hit(begin, whole, meaning, entry, stop))
        return found


def _lengths(literals: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """By first letters: how long the literals can be that a text which begins so may begin with."""
    found: dict[str, set[int]] = {}
    for literal in literals:
        found.setdefault(literal[:_FIRST], set()).add(len(literal))
    short = {letters for letters in found if len(letters) < _FIRST}  # these are whole literals
    for letters, lengths in found.items():
        lengths.update(end for end in range(1, len(letters)) if letters[:end] in short)
    return {letters: tuple(sorted(some, reverse=True)) for letters, some in found.items()}


def _anywhere(words: Iterable[str]) -> str:
    """A pattern for words anywhere; a tree a case, as most letters of a text are small."""
    small: list[str] = []
    large: list[str] = []
    for word in words:
        (small if word[0].islower() else large).append(word)
    trees = (rf"(?=[{initials(same)}]){fold(same)}" for same in (small, large) if same)
    return "|".join(trees)


def _word_end(text: str, position: int) -> int:
    if position < len(text) and (text[position].isalnum() or text[position] == "_"):
        tail = _WORD_END.match(text, position)
        return tail.end() if tail else position
    return position


def _word_start(text: str, position: int) -> int:
    first = max(0, position - 60)
    while position > first and (text[position - 1].isalnum() or text[position - 1] == "_"):
        position -= 1
    return position


class PhraseTable(Generic[Meaning]):
    """Phrases that are looked for directly before or behind a place in the text.

    Upper and lower case count as the same unless the table is `exact`. `*wachstum von` also ends
    a compound. What is asked for stands at a known place, so that its first or last two letters
    tell how long it can be, and nothing needs to be searched.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]], *, exact: bool = False) -> None:
        self._exact = exact
        self._inner: set[str] = set()  # phrases that may begin inside a word
        self._meanings: dict[str, tuple[Meaning, bool]] = {}
        self._behind: dict[str, Meaning] = {}
        for entry, meaning in entries:
            phrase = entry.strip().strip("*")
            phrase = phrase if exact else phrase.lower()  # "ß" stays one letter
            if entry.startswith("*"):
                self._inner.add(phrase)
            self._behind.setdefault(phrase, meaning)
            self._meanings[phrase] = (meaning, entry.endswith("*"))
        self._heads = _sizes((phrase[:2], len(phrase)) for phrase in self._meanings)
        self._tails = _sizes((phrase[-2:], len(phrase)) for phrase in self._meanings)
        self._signs = frozenset(phrase for phrase in self._meanings if len(phrase) == 1)

    def before(self, text: str, position: int) -> tuple[int, Meaning] | None:
        """The longest phrase that ends right before `position` (blanks between), and its start."""
        stop = position
        while stop and text[stop - 1] in _BLANK:
            stop -= 1
        tail = text[stop - 2 : stop] if stop > 1 else text[:stop]
        lengths = self._tails.get(tail if self._exact else tail.lower())
        if lengths is not None:
            for length in lengths:
                start = stop - length
                if start < 0:
                    continue
                phrase = text[start:stop] if self._exact else text[start:stop].lower()
                if phrase not in self._behind:
                    continue
                if start and text[start - 1].isalnum() and phrase[0].isalnum():
                    if phrase not in self._inner:
                        continue
                    start = _word_start(text, start)
                return start, self._behind[phrase]
        if self._signs and tail[-1:] in self._signs:
            return stop - 1, self._behind[tail[-1:]]
        return None

    def after(self, text: str, position: int) -> tuple[int, Meaning] | None:
        """The longest phrase that starts right behind `position` (two blanks between), its end."""
        start = position
        while start < position + _GAP and text[start : start + 1] in _BLANK:
            start += 1
        head = text[start : start + 2]
        if not self._exact:
            head = head.lower()
        lengths = self._heads.get(head, ())
        if self._signs and len(head) > 1 and head[0] in self._signs:
            lengths = (*lengths, 1)
        for length in lengths:
            stop = start + length
            phrase = text[start:stop] if self._exact else text[start:stop].lower()
            found = self._meanings.get(phrase)
            if found is None or stop > len(text):
                continue
            meaning, open_end = found
            if stop >= len(text) or not text[stop].isalnum() or not phrase[-1].isalnum():
                return stop, meaning
            if open_end:
                return _word_end(text, stop), meaning
        return None


def _sizes(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The lengths by key, the greatest first."""
    found: dict[str, set[int]] = {}
    for key, length in pairs:
        found.setdefault(key, set()).add(length)
    return {key: tuple(sorted(some, reverse=True)) for key, some in found.items()}
