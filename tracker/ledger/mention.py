"""Mention: one fact as the ledger weighs it, with who says it and what its digits allow."""

from dataclasses import dataclass

from tracker.model.fact import Bound, Span, Transition

MIN_CONFIDENCE = 0.5
"""Below this a reading carries no line and is compared with nothing, until a person confirms it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place where a figure is stated; all amounts are in the base unit of the series.

    Attributes:
        fact_id: Row of the fact.
        key: What orders mentions where nothing else does: the citable key, then the origin.
        origin: The text that it stands in; a copy elsewhere, exact or nearly, has the same one.
        speaker: Who says it: an attribution, else the publisher; None where neither is known.
        name: How a sentence calls the speaker.
        official: Whether the speaker is an official source.
        value, high: The stated number, and the upper end of a stated range.
        low, top: What digits and bound allow, both ends included; None is an open end.
        digit_low, digit_top: What the digits allow alone, as if the figure were not hedged.
        sentence: The words around it.
        movement: Spans of the other figures of its movement.
        preferred, deprecated: A person's judgement of the statement.
        confirmed: Whether a person said that it is read rightly.
    """

    fact_id: int
    key: tuple[str, int, int, str, str, int]
    origin: str
    speaker: str | None
    name: str
    official: bool
    value: float
    high: float | None
    low: float | None
    top: float | None
    digit_low: float
    digit_top: float
    bound: Bound
    published: str | None
    confidence: float
    preferred: bool
    deprecated: bool
    confirmed: bool
    transition: Transition | None
    span: Span
    movement: tuple[Span, ...]
    sentence: str

    @property
    def text(self) -> str:
        """Digest of the very text that it stands in."""
        return self.key[0]

    @property
    def is_doubtful(self) -> bool:
        """Whether the reading is too unsure to build upon."""
        return self.confidence < MIN_CONFIDENCE and not self.confirmed

    @property
    def is_compared(self) -> bool:
        """Whether it may be drawn, and may contradict another."""
        return not self.deprecated and not self.is_doubtful

    @property
    def is_settled(self) -> bool:
        """Whether a person has looked at it and let it stand."""
        return self.confirmed or self.preferred


def preference(mention: Mention) -> tuple[object, ...]:
    """Sorts the mention that a line follows first.

    A person's choice; an official source; the later publication, an unknown date last; an exact
    figure before a hedged one; the surer reading; where a movement ends before where it began.
    """
    return (
        not mention.preferred,
        not mention.official,
        newest_first(mention.published),
        mention.bound is not Bound.EXACT,
        -mention.confidence,
        mention.transition is Transition.FROM,
        mention.key,
    )


def newest_first(published: str | None) -> tuple[int, ...]:
    """Sorts a later day before an earlier one, a known one before none.

    >>> newest_first("2025-03") < newest_first("2025-02-28") < newest_first(None)
    True
    """
    parts = [int(part) for part in published.split("-")] if published else []
    return tuple(-part for part in [*parts, 0, 0, 0][:3])


def is_earlier(published: str | None, other: str | None) -> bool:
    """Whether the first of two dates surely lies before the second, as far as both are known.

    >>> is_earlier("2024-03", "2024-05-01"), is_earlier("2024", "2024-05-01")
    (True, False)
    """
    if published is None or other is None:
        return False
    length = min(len(published), len(other))
    return published[:length] < other[:length]
