"""Many literal words folded into one prefix tree, written as one regular expression.

A folded tree is tried once a position and shares beginnings, so that a thousand names cost little
more than one; an alternation of the same names is some twenty times slower.
"""

import re
from collections.abc import Iterable
from itertools import groupby


def fold(words: Iterable[str]) -> str:
    """A pattern that matches exactly the given literals, the longest one first.

    >>> import re
    >>> re.match(fold(["Aktau", "Aktau Port", "Baku"]), "Aktau Port 2").group()
    'Aktau Port'
    >>> fold(["May", "may"])
    '[Mm]ay'
    """
    ordered = sorted(set(words))
    return (_write(ordered, 0) if ordered else "") or "(?!)"


def initials(words: Iterable[str]) -> str:
    """The letters that the literals begin with, as the inside of a class of letters."""
    return "".join(map(re.escape, sorted({word[0] for word in words})))


def word_start(literals: Iterable[str]) -> str:
    r"""A pattern for the places where one of the literals may begin; it reads none of its letters.

    Nearly all places of a text are refused here, so that the tree is hardly ever tried. A literal
    that begins with a sign may stand anywhere.

    >>> word_start(["rund", "% der", "Tonnen"])
    '(?:\\b(?=[Tr])|(?=[%]))'
    """
    words: list[str] = []
    signs: list[str] = []
    for literal in literals:
        (words if literal[0].isalnum() or literal[0] == "_" else signs).append(literal)
    begins = rf"\b(?=[{initials(words)}])" if words else ""
    if not signs:
        return begins
    anywhere = f"(?=[{initials(signs)}])"
    return f"(?:{begins}|{anywhere})" if begins else anywhere


def _write(words: list[str], start: int) -> str:
    """The tree of words in order, which are the same before `start`."""
    first, last = words[0], words[-1]
    if len(words) == 1:
        return re.escape(first[start:])
    split, shortest = start, min(len(first), len(last))
    while split < shortest and first[split] == last[split]:
        split += 1
    optional = len(first) == split
    letters: dict[str, list[str]] = {}  # those that go on in the same way, by how they go on
    signs = []
    for letter, below in groupby(words[optional:], key=lambda word: word[split]):
        rest = _write(list(below), split + 1)
        if letter.isalpha():
            letters.setdefault(rest, []).append(letter)
        else:
            signs.append(re.escape(letter) + rest)
    branches = signs + [
        (same[0] if len(same) == 1 else f"[{''.join(same)}]") + rest
        for rest, same in letters.items()
    ]
    tree = branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)})"
    return re.escape(first[start:split]) + tree + ("?" if optional else "")
