"""How the texts that a pattern matches can begin: what a scan asks before it tries the pattern.

A scan that tries sixty patterns at every word is slow; nearly all words can be refused by their
first letters. The letters are read from the pattern itself, so that nobody writes them down twice.
"""

import re

_QUANTIFIER = re.compile(r"(?:[?*+]|\{(\d*)(?:,\d*)?\})[?+]?")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|:)|(?!\?))")
_LOOK = re.compile(r"\(\?<?[=!]")
_CLASS = re.compile(r"\[(\^?)((?:\\.|[^\]\\])+)\]")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
DIGIT = "0"  # stands for any digit

# what a piece can match, up to some letters, and whether the piece may end just there
_Openings = set[tuple[str, bool]]
_NOTHING: _Openings = {("", True)}
_ANYTHING: _Openings = {("", False)}


def openings(pattern: str, length: int) -> frozenset[str]:
    """All beginnings, of up to `length` letters, of the texts that a pattern matches.

    An empty one means that the pattern can begin with anything; a digit is written as `DIGIT`.

    >>> sorted(openings("(?:first|last) [0-9]{1,2}|[qQ][1-4]", 4))
    ['Q0', 'firs', 'last', 'q0']
    """
    found, end = _alternatives(pattern, 0, length)
    if end != len(pattern):
        raise ValueError(f"unbalanced parenthesis at position {end}")
    return frozenset(opening for opening, _ in found)


def _alternatives(pattern: str, start: int, length: int) -> tuple[_Openings, int]:
    found: _Openings = set()
    while True:
        branch, start = _sequence(pattern, start, length)
        found |= branch
        if start == len(pattern) or pattern[start] == ")":
            return found, start
        start += 1  # the bar


def _sequence(pattern: str, start: int, length: int) -> tuple[_Openings, int]:
    found = _NOTHING
    while start < len(pattern) and pattern[start] not in "|)":
        if not any(goes_on for _, goes_on in found):
            return found, _end_of_sequence(pattern, start)
        piece, start = _piece(pattern, start, length)
        if quantifier := _QUANTIFIER.match(pattern, start):
            start = quantifier.end()
            if quantifier[0][0] != "?":
                piece = {(opening, False) for opening, _ in piece}  # how often, does not matter
            if quantifier[0][0] in "?*" or quantifier[1] in {"", "0"}:
                piece = piece | _NOTHING
        found = {
            ((head + tail)[:length], goes_on and len(head + tail) < length)
            for head, open_end in found
            for tail, goes_on in (piece if open_end else _ANYTHING)
        }
    return found, start


def _end_of_sequence(pattern: str, start: int) -> int:
    """Where the branch that goes on here ends: at a bar or parenthesis of its own level."""
    depth = 0
    for token in _TOKEN.finditer(pattern, start):
        if depth == 0 and token[0] in "|)":
            return token.start()
        depth += (token[0] == "(") - (token[0] == ")")
    return len(pattern)


def _piece(pattern: str, start: int, length: int) -> tuple[_Openings, int]:
    """One letter, class or group; what only looks around matches nothing."""
    look = _LOOK.match(pattern, start)
    if group := look or _GROUP.match(pattern, start):
        found, end = _alternatives(pattern, group.end(), length)
        if end == len(pattern):
            raise ValueError(f"missing ) for the group at position {start}")
        return (_NOTHING if look else found), end + 1
    if letters := _CLASS.match(pattern, start):
        return _class(negated=bool(letters[1]), content=letters[2]), letters.end()
    if code := _HEX.match(pattern, start):
        return {(chr(int(code[1], 16)), True)}, code.end()
    if pattern[start] == "\\":
        return _escaped(pattern[start + 1]), start + 2
    return (_NOTHING if pattern[start] in "^$" else {(pattern[start], True)}), start + 1


def _class(*, negated: bool, content: str) -> _Openings:
    if not negated and set(content) <= set("0123456789-"):
        return {(DIGIT, False)}
    if negated or "\\" in content or "-" in content[1:-1] or len(content) > 6:
        return _ANYTHING
    return {(letter, True) for letter in content}


def _escaped(letter: str) -> _Openings:
    if letter in "bB":
        return _NOTHING
    if letter == "d":
        return {(DIGIT, False)}
    return _ANYTHING if letter.isalpha() else {(letter, True)}
