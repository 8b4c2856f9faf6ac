"""Statements: which mentions repeat one another, and which come from one origin.

Two mentions are one statement where one text gives the same amount twice (headline and body), where
the text is a copy of another, to the letter or nearly (`tracker.ledger.copies`), or where a
sentence of some length stands word for word in another text with the same amount (a release that
several agencies print). Texts that share a statement are one origin: what they say besides is no
second witness either.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tracker.ledger.mention import Mention, preference
from tracker.model.fact import Bound, Span, Transition

MIN_WORDS = 5
"""A shorter sentence may be written twice by chance."""

Place = tuple[str, str, Span]
"""Origin, text and span: copies of one origin need not be alike to the letter."""

_Thing = TypeVar("_Thing")
_SLACK = 1e-9  # amounts that went through a factor are not exact to the last bit
_QUARTER = 1.25


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one origin states once.

    Attributes:
        number: Its place among the statements of the claim, by date of publication, from 1.
        mentions: Where it is stated, the one that speaks for it first.
        origin: Number of its origin within the claim.
    """

    number: int
    mentions: tuple[Mention, ...]
    origin: int

    @property
    def voice(self) -> Mention:
        """The mention that speaks for it: one that is compared, of these the preferred one."""
        return self.mentions[0]

    @property
    def is_compared(self) -> bool:
        """Whether it may be drawn, and may contradict another."""
        return self.voice.is_compared

    @cached_property
    def reach(self) -> float:
        """What a larger number must exceed to differ from this one by more than a quarter."""
        number = self.voice.value if self.voice.high is None else self.voice.high
        return number * _QUARTER if number >= 0 else number / _QUARTER

    @cached_property
    def begins(self) -> frozenset[Place]:
        """The places of the ends of those movements that it is the beginning of."""
        return frozenset(
            (mention.origin, mention.text, span)
            for mention in self.mentions
            if mention.transition is Transition.FROM
            for span in mention.movement
        )

    @cached_property
    def ends(self) -> frozenset[Place]:
        """Its places as the end of a movement."""
        return frozenset(
            (mention.origin, mention.text, mention.span)
            for mention in self.mentions
            if mention.transition is Transition.TO
        )


def is_above(value: float | None, other: float | None) -> bool:
    """Whether a lower end lies above an upper end; an open end (None) is never passed."""
    if value is None or other is None:
        return False
    return value > other + _SLACK * max(abs(value), abs(other))


def are_apart(one: Statement, other: Statement) -> bool:
    """Whether their intervals do not meet."""
    a, b = one.voice, other.voice
    return is_above(a.low, b.top) or is_above(b.low, a.top)


def are_far_apart(one: Statement, other: Statement) -> bool:
    """Whether they meet only through an open end or a hedge and differ by more than a quarter."""
    return not are_apart(one, other) and (_is_far_above(one, other) or _is_far_above(other, one))


def _is_far_above(one: Statement, other: Statement) -> bool:
    digits = is_above(one.voice.digit_low, other.voice.digit_top)
    return digits and one.voice.value > other.reach


def share_movement(one: Statement, other: Statement) -> bool:
    """Whether one is the beginning and the other the end of one movement."""
    return bool(one.begins & other.ends or other.begins & one.ends)


def group(mentions: Iterable[Mention]) -> list[Statement]:
    """The statements that the mentions of one claim make, in the order of their numbers."""
    ordered = sorted(mentions, key=lambda mention: mention.key)
    if len(ordered) == 1:
        return [Statement(number=1, mentions=(ordered[0],), origin=0)]
    same = _classes(ordered, _marks)
    found = [
        tuple(sorted(members, key=lambda each: (not each.is_compared, preference(each))))
        for members in same
    ]
    found.sort(key=lambda members: min((m.published or "~", m.key) for m in members))
    origins = _classes(found, lambda members: {mention.origin for mention in members})
    origin_of = {
        members[0].fact_id: number
        for number, statements in enumerate(origins)
        for members in statements
    }
    return [
        Statement(number=number, mentions=members, origin=origin_of[members[0].fact_id])
        for number, members in enumerate(found, start=1)
    ]


def _marks(mention: Mention) -> set[Hashable]:
    """What makes two mentions one statement."""
    amount = f"{mention.value:.12g}", None if mention.high is None else f"{mention.high:.12g}"
    marks: set[Hashable] = {(mention.origin, *amount)}
    words = mention.sentence.split()
    if len(words) >= MIN_WORDS:
        marks.add((" ".join(words), *amount, mention.bound is Bound.EXACT))
    return marks


def _classes(
    things: Sequence[_Thing], marks_of: Callable[[_Thing], Iterable[Hashable]]
) -> list[list[_Thing]]:
    """The things in classes of those that share a mark, directly or through others."""
    parent = list(range(len(things)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first: dict[Hashable, int] = {}
    for index, thing in enumerate(things):
        for mark in marks_of(thing):
            parent[root(index)] = root(first.setdefault(mark, index))
    classes: dict[int, list[_Thing]] = {}
    for index, thing in enumerate(things):
        classes.setdefault(root(index), []).append(thing)
    return list(classes.values())


def count_witnesses(statements: Sequence[Statement]) -> int:
    """How many independent sources there are: of different origin and of different speakers."""

    if len(statements) < 2:
        return len(statements)

    def marks(statement: Statement) -> set[Hashable]:
        speaker = statement.voice.speaker
        return {statement.origin} if speaker is None else {statement.origin, speaker}

    return len(_classes(statements, marks))
