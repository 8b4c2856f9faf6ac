"""How the texts that a pattern matches can begin: what a scan asks before it tries the pattern.

A scan that tries sixty patterns at every word is slow; nearly all words can be refused by their
first letters. The letters are read from the pattern itself, so that nobody writes them down twice.
"""

import re
from collections.abc import Callable

_QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d*)(?:,(\d*))?\})[?+]?")
_SLOT = re.compile(r"\{([a-z_]+)\}")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:)|(?!\?))")
_LOOK = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
DIGIT = "0"  # stands for any digit
_LETTERS = 30  # a class of more letters than that may as well be anything

# what a piece can match, up to some letters, and whether the piece may end just there
Openings = frozenset[tuple[str, bool]]
_NOTHING: Openings = frozenset({("", True)})
_ANYTHING: Openings = frozenset({("", False)})


def openings(pattern: str, length: int, slots: Callable[[str], Openings] | None = None) -> Openings:
    """All beginnings, of up to `length` letters, of the texts that a pattern matches.

    Each with whether the pattern may end there. An empty one that goes on means that the pattern
    can begin with anything; a digit is written as `DIGIT`.

    Args:
        pattern: A regular expression; it may name pieces in braces.
        length: How many letters.
        slots: The openings of such a piece, by its name.

    Raises:
        ValueError: A parenthesis is missing, or one too many.

    >>> sorted(opening for opening, _ in openings("(?:first|last) [0-9]{1,2}|[qQ][1-4]", 6))
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
            found |= self.sequence()
        return found

    def sequence(self) -> Openings:
        found = _NOTHING
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            if not any(goes_on for _, goes_on in found):
                self.at = self.end_of_sequence()
                return found
            piece = self.piece()
            if quantifier := _QUANTIFIER.match(self.pattern, self.at):
                self.at = quantifier.end()
                piece = self.repeated(piece, quantifier)
            if piece != _NOTHING:
                found = self.joined(found, piece)
        return found

    def joined(self, heads: Openings, tails: Openings) -> Openings:
        return frozenset(
            ((head + tail)[: self.length], goes_on and len(head + tail) < self.length)
            for head, open_end in heads
            for tail, goes_on in (tails if open_end else _ANYTHING)
        )

    def repeated(self, piece: Openings, quantifier: re.Match[str]) -> Openings:
        """A piece as often as its quantifier says; but for digits, how often does not matter."""
        if quantifier[0][0] == "?":
            return piece | _NOTHING
        least, most = quantifier[1], quantifier[2]
        if piece == {(DIGIT, True)} and least and most != "":
            often = range(int(least), min(int(most or least), self.length) + 1)
            return frozenset((DIGIT * count, True) for count in often)
        once = frozenset((opening, False) for opening, _ in piece)
        return once | _NOTHING if quantifier[0][0] == "*" or least in {"", "0"} else once

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
            return frozenset({(chr(int(code[1], 16)), True)})
        if letter == "\\":
            self.at += 2
            return _escaped(pattern[start + 1])
        self.at += 1
        if letter in "^$":
            return _NOTHING
        return frozenset({(DIGIT if letter.isdecimal() else letter, True)})

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


def _class(*, negated: bool, content: str) -> Openings:
    if not negated and set(content) <= set("0123456789-"):
        return frozenset({(DIGIT, True)})
    if negated or "\\" in content or "-" in content[1:-1] or len(content) > _LETTERS:
        return _ANYTHING
    return frozenset((DIGIT if letter.isdecimal() else letter, True) for letter in content)


def _escaped(letter: str) -> Openings:
    if letter in "bB":
        return _NOTHING
    if letter == "d":
        return frozenset({(DIGIT, True)})
    return _ANYTHING if letter.isalpha() else frozenset({(letter, True)})
