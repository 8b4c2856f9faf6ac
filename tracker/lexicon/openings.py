"""How the texts that a pattern matches can begin: what a scan asks before it tries the pattern.

A scan that tries sixty patterns at every word is slow; nearly all words can be refused by their
first letters. The letters are read from the pattern itself, so that nobody writes them down twice.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

_QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d*)(?:,(\d*))?\})[?+]?")
_SLOT = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:)|(?!\?))")
_LOOK = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]")
_RUN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ ])+(?![?*+{])")  # letters that stand for themselves
_HEX = re.compile(r"\\x([0-9a-f]{2})")
DIGIT = "0"  # stands for any digit
_LETTERS = 30  # a class of more letters than that may as well be anything


class Openings(NamedTuple):
    """How the texts can begin that a piece of a pattern matches, up to some letters.

    Attributes:
        whole: Beginnings behind which the text may end, or go on with the next piece.
        cut: Beginnings of which more is not known or not wanted.
    """

    whole: frozenset[str] = frozenset()
    cut: frozenset[str] = frozenset()

    def joined(self, other: "Openings") -> "Openings":
        """Those of either."""
        return Openings(self.whole | other.whole, self.cut | other.cut)

    def all(self) -> frozenset[str]:
        """All of them; an empty one that is cut means that the text can begin with anything."""
        return self.whole | self.cut


_NOTHING = Openings(whole=frozenset({""}))
_ANYTHING = Openings(cut=frozenset({""}))
_DIGIT = Openings(whole=frozenset({DIGIT}))


def openings(pattern: str, length: int, slots: Callable[[str], Openings] | None = None) -> Openings:
    """All beginnings, of up to `length` letters, of the texts that a pattern matches.

    A digit is written as `DIGIT`.

    Args:
        pattern: A regular expression; it may name pieces in braces.
        length: How many letters.
        slots: The openings of such a piece, by its name.

    Raises:
        ValueError: A parenthesis is missing, or one too many.

    >>> sorted(openings("(?:first|last) [0-9]{1,2}|[qQ][1-4]", 6).all())
    ['Q0', 'first ', 'last 0', 'q0']
    """
    reader = _Reader(pattern, length, slots)
    found = reader.alternatives()
    if reader.at != len(pattern):
        raise ValueError(f"unbalanced parenthesis at position {reader.at}")
    return found


class _Reader:
    """Reads one pattern from left to right; `at` is how far it has come."""

    def __init__(self, pattern: str, length: int, slots: Callable[[str], Openings] | None) -> None:
        self.pattern, self.length, self.slots = pattern, length, slots
        self.at = 0

    def alternatives(self) -> Openings:
        found = self.sequence()
        while self.pattern[self.at : self.at + 1] == "|":
            self.at += 1
            found = found.joined(self.sequence())
        return found

    def sequence(self) -> Openings:
        found = _NOTHING
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if not found.whole:
                self.at = self.end_of_sequence()
                return found
            piece = self.piece()
            if quantifier := _QUANTIFIER.match(self.pattern, self.at):
                self.at = quantifier.end()
                piece = self.repeated(piece, quantifier)
            if piece != _NOTHING:
                found = self.followed(found, piece)
        return found

    def followed(self, heads: Openings, tails: Openings) -> Openings:
        length = self.length
        if heads == _NOTHING and len(tails.whole) > 1:
            return tails
        both = [head + tail for head in heads.whole for tail in tails.whole]
        cut = [(head + tail)[:length] for head in heads.whole for tail in tails.cut]
        cut += [text[:length] for text in both if len(text) >= length]
        whole = frozenset(text for text in both if len(text) < length)
        return Openings(whole, heads.cut.union(cut))

    def repeated(self, piece: Openings, quantifier: re.Match[str]) -> Openings:
        """A piece as often as its quantifier says; but for digits, how often does not matter."""
        if quantifier[0][0] == "?":
            return piece.joined(_NOTHING)
        least, most = quantifier[1], quantifier[2]
        if piece == _DIGIT and least and most != "":
            often = range(int(least), min(int(most or least), self.length) + 1)
            return Openings(whole=frozenset(DIGIT * count for count in often))
        once = Openings(cut=piece.all())
        return once.joined(_NOTHING) if quantifier[0][0] == "*" or least in {"", "0"} else once

    def end_of_sequence(self) -> int:
        """Where the branch that goes on here ends: at a bar or parenthesis of its own level."""
        depth = 0
        for token in _TOKEN.finditer(self.pattern, self.at):
            if depth == 0 and token[0] in "|)":
                return token.start()
            depth += (token[0] == "(") - (token[0] == ")")
        return len(self.pattern)

    def piece(self) -> Openings:
        """One letter, class, slot or group; what only looks around matches nothing."""
        pattern, start = self.pattern, self.at
        letter = pattern[start]
        if letter == "(":
            return self.group()
        if letter == "[" and (letters := _CLASS.match(pattern, start)):
            self.at = letters.end()
            return _class(negated=bool(letters[1]), content=letters[2])
        if letter == "{" and self.slots and (slot := _SLOT.match(pattern, start)):
            self.at = slot.end()
            return self.slots(slot[1])
        if code := _HEX.match(pattern, start):
            self.at = code.end()
            return _letters(chr(int(code[1], 16)))
        if letter == "\\":
            self.at += 2
            return _escaped(pattern[start + 1])
        if run := _RUN.match(pattern, start):
            self.at = run.end()
            return Openings(whole=frozenset({run[0]}))
        self.at += 1
        if letter in "^$":
            return _NOTHING
        if letter == ".":
            return _ANYTHING
        return _letters(letter)

    def group(self) -> Openings:
        start = self.at
        look = _LOOK.match(self.pattern, start)
        if not (group := look or _GROUP.match(self.pattern, start)):
            raise ValueError(f"a kind of group that cannot be read at position {start}")
        self.at = group.end()
        found = self.alternatives()
        if self.at == len(self.pattern):
            raise ValueError(f"missing ) for the group at position {start}")
        self.at += 1
        return _NOTHING if look else found


def _letters(letters: str) -> Openings:
    return Openings(whole=frozenset(DIGIT if sign.isdecimal() else sign for sign in letters))


def _class(*, negated: bool, content: str) -> Openings:
    if not negated and set(content) <= set("0123456789-"):
        return _DIGIT
    if negated or "\\" in content or "-" in content or len(content) > _LETTERS:
        return _ANYTHING
    return _letters(content)


def _escaped(letter: str) -> Openings:
    if letter in "bB":
        return _NOTHING
    if letter == "d":
        return _DIGIT
    return _ANYTHING if letter.isalpha() else _letters(letter)
