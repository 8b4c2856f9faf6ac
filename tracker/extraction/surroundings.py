"""Surroundings: the text around the figures, as the stages that tie figures together see it."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from tracker.extraction.findings import Cue, Quantity
from tracker.extraction.slots import find_slot
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon

_LINKERS = (
    "and", "to", "by", "from", "until", "further", "each", "remaining", "instead", "but",
)  # fmt: skip
_JOINED = frozenset("./=0123456789-‑")  # beside these a number is a part of something
_LINK = 60  # characters between two figures that share a unit


@dataclass(slots=True)
class Surroundings:
    """What sharing must know of the text around its numbers.

    `captions` are lines above tables, whose units no prose borrows.
    """

    text: str
    language: Language
    lexicon: Lexicon
    sentence_of: Callable[[int], int]
    cues_of: Callable[[int], Sequence[Cue]]
    name_ends: frozenset[int]
    names: Sequence[Name]
    period_starts: frozenset[int]
    period_ends: frozenset[int]
    captions: Container[int] = ()

    def is_blank(self, start: int, end: int) -> bool:
        """Whether nothing but blanks stands between two offsets."""
        return start <= end and not self.text[start:end].strip()

    def moves(self, first: Quantity, second: Quantity) -> bool:
        """Whether a word of movement stands near two figures."""
        return any(
            cue.kind == "direction" and first.start - 80 < cue.start < second.end + 30
            for cue in self.cues_of(self.sentence_of(first.start))
        )

    def linked(self, first: Quantity, second: Quantity) -> bool:
        """Whether only commas, connectors and hedges stand between two figures."""
        position, moved = first.right, False
        if second.left - position > _LINK:
            return False
        while position < second.left:
            if self.text[position] == " ":
                position += 1
                continue
            if self.text[position] in ",;/":
                position, moved = position + 1, True
                continue
            for name in _LINKERS:
                after = self.language.connectors[name].after(self.text, position)
                if after and after[0] <= second.left:
                    position, moved = after[0], True
                    break
            else:
                return moved and self._is_qualified(position, second.left)
        return moved

    def _is_qualified(self, start: int, end: int) -> bool:
        """Whether an article and at most one small word stand there: "statt der kalkulierten"."""
        definite = self.language.numerals.definite.after(self.text, start)
        words = self.text[definite[0] : end].split() if definite and definite[0] <= end else [""]
        return definite is not None and len(words) <= 1 and all(w.islower() for w in words)

    def part_of(self, first: Quantity, second: Quantity) -> bool:
        """Whether the first is a part of the second: "100 of the 230 km"."""
        partitive = self.language.connectors["partitive"].after(self.text, first.right)
        if partitive is None or partitive[0] > second.left:
            return False
        definite = self.language.numerals.definite.after(self.text, partitive[0])
        return self.is_blank(partitive[0], second.left) or (
            definite is not None and self.is_blank(definite[0], second.left)
        )

    def became(self, first: Quantity, second: Quantity) -> bool:
        """Whether the first turned into the second: "aus 5,8 sind 23,8 Mrd. geworden"."""
        if not self.stands_behind(first, "from", "source"):
            return False
        return self.language.connectors["became"].after(self.text, second.right) is not None or (
            self.language.connectors["became"].before(self.text, second.left) is not None
        )

    def slot(self, item: Quantity) -> str | None:
        """The preposition of movement right before a figure: by, from or to."""
        return find_slot(self.text, item.left, self.language)

    def stands_behind(self, item: Quantity, *names: str) -> bool:
        """Whether one of the connectors stands before a figure."""
        return find_slot(self.text, item.left, self.language, names) is not None


def is_code(item: Quantity, text: str) -> bool:
    """Whether a bare number belongs to a code or an equation: "RE 13", "(2022 = 100)"."""
    head = text[max(0, item.left - 8) : item.left].rstrip()
    word = head[head.rfind(" ") + 1 :]
    behind = text[item.right : item.right + 2]
    return (
        head[-1:] in _JOINED
        or (behind[:1] == " " and behind[1:] in _JOINED)
        or (1 <= len(word) <= 4 and word.isalpha() and word.isupper())
    )


def is_copula(item: Quantity, around: Surroundings) -> bool:
    return around.language.connectors["copula"].before(around.text, item.left) is not None


def is_listed(item: Quantity, around: Surroundings) -> bool:
    """Whether a name is tied to it as in a list: "43 % to China, 12 to Russia", "Iran with 16"."""
    if is_named(item, around):
        return True
    text, language = around.text, around.language
    role = language.roles.before.before(text, item.left)
    if role and role[1] == "with" and role[0] - 1 in around.name_ends:
        return True
    head = text[max(0, item.left - 2) : item.left].rstrip()[-1:]
    if head not in (",", ";") and not language.connectors["and"].before(text, item.left):
        return False
    role = language.roles.before.after(text, item.right)
    if role is None:
        return False
    skipped = language.roles.skip.after(text, role[0]) or role
    return text[skipped[0] + 1 : skipped[0] + 2].isupper()


def is_named(item: Quantity, around: Surroundings) -> bool:
    """Whether a name stands right before it, as in a list: "EU 8.4, Türkiye 6.7"."""
    text, left = around.text, item.left
    return any(
        left - gap in around.name_ends and text[left - gap : left].strip() in ("", ":")
        for gap in (1, 2)
    ) and text[item.end : item.end + 1] in ("", ",", ";", ".", "\n", " ")


def is_year(item: Quantity) -> bool:
    return item.bound is None and item.end - item.start == 4 and 1900 <= item.value < 2100
