"""What the stages of extraction hand on: frozen findings with their place in the text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tracker.model.fact import Bound, Per, Transition


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, offsets end exclusive; `paragraph` counts blocks of text, `head` a headline.

    `table` is a piece of a table that is not read as prose, `cell` one that is.
    """

    start: int
    end: int
    paragraph: int
    head: bool = False
    table: bool = False
    cell: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as written.

    Attributes:
        start, end: With sign and scale word.
        value: Multiplied out. `raw` is the number before its scale word, `scale` the factor.
        signed: Whether a plus or minus is written.
        digits: Written in digits rather than words.
        article: A number word that only an article stands for ("eine Milliarde").
        definite: A number word behind a definite article ("die fünf Staaten").
    """

    start: int
    end: int
    value: Decimal
    raw: Decimal
    scale: Decimal = Decimal(1)
    signed: bool = False
    digits: bool = True
    article: bool = False
    definite: bool = False


class Shape(StrEnum):
    """What a quantity looks like before its context is read."""

    UNIT = "unit"
    COUNT = "count"
    FRACTION = "fraction"
    FACTOR = "factor"
    BARE = "bare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit or counted noun, and what stands tight around it.

    Attributes:
        start, end: The surface: number, scale word and unit.
        left, right: The same with hedges; words directly outside these play a part.
        value, high: Multiplied out; `high` is the upper end of a range.
        unit, kind: Unit id and its kind ("mass", "money", "percent" …); None while it is bare.
        bound: How firmly it is stated; None where the text is silent.
        counted: The noun counted, `noun_end` where it ends.
        number: The number as written, for sharing its scale.
        borrowed: Unit or scale came from another figure or a heading.
        group: Figures of one movement or shared unit carry the same group.
        transition: A transition that the words right around it already settle.
        equivalent: Index of the figure that this one repeats, in the list it stands in.
        denied: It is the denied one of "not 10 but 12".
        reference: It stands in brackets with a period of its own.
    """

    start: int
    end: int
    left: int
    right: int
    value: Decimal
    number: Number
    shape: Shape
    high: Decimal | None = None
    unit: str | None = None
    kind: str | None = None
    bound: Bound | None = None
    per: Per | None = None
    counted: str | None = None
    noun_end: int | None = None
    borrowed: bool = False
    group: int | None = None
    transition: Transition | None = None
    equivalent: int | None = None
    denied: bool = False
    reference: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A gazetteer name in the text and the part it plays in its sentence.

    Attributes:
        id, kind: Entry of the gazetteer. form: name, genitive, adjective, inhabitant, city,
            anaphor.
        role: to, from, with, via, in, on, between, say, genitive, adjective or none.
    """

    start: int
    end: int
    id: str
    kind: str
    form: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that speaks for an indicator, commodity, status, direction, share …"""

    start: int
    end: int
    kind: str
    id: str
    strength: float
    word: str


class Boundaries:
    """Distance between two places of a text, in costs rather than characters.

    Commas, conjunctions, brackets and clause openers each add to the cost; their positions are
    kept with running totals, so that a distance is two look-ups.
    """

    __slots__ = ("_apart", "_characters", "_positions", "_totals")

    def __init__(
        self, marks: Sequence[tuple[int, float]], strong: Sequence[int], characters: float
    ) -> None:
        self._positions = [position for position, _ in marks]
        self._totals = [0.0]
        for _, cost in marks:
            self._totals.append(self._totals[-1] + cost)
        self._apart = list(strong)
        self._characters = characters

    def cost(self, first: int, second: int) -> float:
        """Cost of the way between two offsets, whichever comes first."""
        low, high = (first, second) if first <= second else (second, first)
        between = (
            self._totals[bisect_right(self._positions, high - 1)]
            - self._totals[bisect_right(self._positions, low - 1)]
        )
        return (high - low) / self._characters + between

    def boundary(self, first: int, second: int) -> bool:
        """Whether a comma or the opening of another clause lies between the two offsets."""
        low, high = (first, second) if first <= second else (second, first)
        return bisect_right(self._apart, high - 1) > bisect_right(self._apart, low - 1)
