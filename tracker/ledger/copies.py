"""Copies: which texts are nearly the same, so that what they say comes from one origin.

An agency's text that others print gets another headline, a dateline, a sentence more or less. Two
texts are near-identical copies where

1. the shorter has `MIN_WORDS` words and is at least half as long as the longer, which else says
   more of its own than it repeats;
2. of the sequences of four words in the shorter, at least `MIN_SHARE` stand in the longer. Changing
   every sixteenth word leaves three quarters of them; two articles on one event that quote the
   same speech seldom share a third;
3. a figure in the same place, between the same words, is the same figure, but for one where at
   least `AGREEING` others are alike. A copy may have a slip or its correction; the next monthly
   report, which repeats the last one but for its figures, has at least its value and its growth
   changed.

Upper and lower case, punctuation and spaces do not count, nor do separators within a number. Which
texts are worth comparing is told by their prints: of all sequences of a text, each of `SLOTS` slots
keeps the one with the smallest hash. Texts that share the part J of all their sequences have each
slot alike with probability J; three alike slots are asked for, which finds 92 of 100 pairs at
J = 0.4 (the longer has as much again of its own) and all but three in 1,000 at 0.6.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

MIN_WORDS = 40
"""Of a shorter text too little is left once the usual phrases are taken away: it is a copy only
word for word."""

MIN_SHARE = 0.7
"""How many of the shorter text's sequences stand in a copy."""

AGREEING = 5
"""How many figures must agree where one does not."""

SLOTS = 12
"""How many sequences a print keeps."""

MIN_SLOTS = 3
"""How many of them two texts must have alike to be compared."""

MAX_WORDS = 50_000
"""Of a longer text only so many words from its beginning count, so that the cost is bounded."""

_LENGTH = 4  # words of a sequence
_LONGEST = 2  # times as long as the shorter a copy may be
_FEWEST = 30  # different sequences: what says one thing over and over is like everything
# A number with its separators, else letters; each character is looked at once.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_SEPARATORS = str.maketrans("", "", ".,")
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_SPREAD = 0x9E3779B1  # an odd number: multiplied by it, neighbours land far apart
_MASK = 0xFFFFFFFF

_Sequence = tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """A text as far as it matters for telling copies.

    Attributes:
        words: Its words and figures in order, alike where only case or separators differ.
    """

    words: Sequence[str]

    @classmethod
    def of(cls, text: str) -> "Wording":
        """The wording of a text."""
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
        words = _WORD.findall(text.casefold())[:MAX_WORDS]
        return cls([word.translate(_SEPARATORS) if word[0].isdigit() else word for word in words])

    @property
    def is_short(self) -> bool:
        """Whether it is too short to be anything but the same or another."""
        return len(self.words) < MIN_WORDS

    @property
    def print(self) -> dict[int, int]:
        """The smallest hash of each slot that any sequence falls into, whole numbers of 32 bits;
        nothing of a short text."""
        if self.is_short:
            return {}
        pieces = " ".join(self.words).encode("utf-8", "surrogatepass").split(b" ")
        runs = zip(pieces, pieces[1:], pieces[2:], pieces[3:], strict=False)
        found: dict[int, int] = {}
        for number in {crc32(b" ".join(run)) * _SPREAD & _MASK for run in runs}:
            slot = number * SLOTS >> 32
            if number < found.get(slot, _MASK + 1):
                found[slot] = number
        return found

    @cached_property
    def sequences(self) -> frozenset[_Sequence]:
        """All its sequences of four words."""
        shifted = [self.words[at:] for at in range(_LENGTH)]
        return frozenset(zip(*shifted, strict=False))

    @cached_property
    def figures(self) -> tuple[tuple[str, tuple[_Sequence, ...]], ...]:
        """Its figures, each with the places that it has: the two words before it and the two
        after, of which one may be another ("in January 14 percent more"), and in which figures
        have no value."""
        plain = ["", "", *("0" if word[0].isdigit() else word for word in self.words), "", ""]
        found = []
        for at, word in enumerate(self.words):
            if word[0].isdigit():
                around = (*plain[at : at + 2], *plain[at + 3 : at + 5])
                places = ((*around[:gap], "?", *around[gap + 1 :]) for gap in range(len(around)))
                found.append((word, tuple(places)))
        return tuple(found)


def share_of(one: Wording, other: Wording) -> float | None:
    """How much of the shorter text two copies have in common, 0 to 1; None: they are no copies.

    The order of the two does not matter, and the cost is that of reading both.
    """
    short, long = sorted((one, other), key=lambda each: (len(each.words), each.words))
    if short.is_short or len(long.words) > _LONGEST * len(short.words):
        return None
    if len(short.sequences) < _FEWEST:
        return None
    share = len(short.sequences & long.sequences) / len(short.sequences)
    return share if share >= MIN_SHARE and _figures_agree(short, long) else None


def _figures_agree(short: Wording, long: Wording) -> bool:
    """Whether figures in the same places are the same, but perhaps for one of many."""
    held: dict[_Sequence, set[str]] = {}
    for figure, places in long.figures:
        for place in places:
            held.setdefault(place, set()).add(figure)
    found = [
        any(figure in held.get(place, ()) for place in places)
        for figure, places in short.figures
        if any(place in held for place in places)
    ]
    differing = found.count(False)
    return differing == 0 or (differing == 1 and len(found) - 1 >= AGREEING)
