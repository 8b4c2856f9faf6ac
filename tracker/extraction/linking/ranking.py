"""Ranking: the readings that a figure allows, what speaks for each, and the weights that decide.

Every reading ("it is exports", "it is about Kazakhstan") collects the features that hold for it. A
weight per feature, fitted on annotated passages, makes a score; the scores of all readings make
probabilities (a log-linear model). The reading keeps why it was considered, in words.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Generic, TypeVar

Value = TypeVar("Value", bound=Hashable)


@dataclass(slots=True)
class Option(Generic[Value]):
    """One reading with the features that hold for it; `why` tells people what speaks for it."""

    value: Value
    features: list[str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """The reading that won, and how probable the weights hold it to be."""

    value: Value
    probability: float
    why: str


class Ranker:
    """Weights of one decision."""

    __slots__ = ("_weights",)

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def weigh(self, features: Sequence[str]) -> float:
        """The score that features add up to."""
        weigh = self._weights.get
        return sum(weigh(name, 0.0) for name in features)

    def choose(self, options: Sequence[Option[Value]], about: object = None) -> Choice[Value]:
        """The best of the readings; of equals the first.

        Raises:
            ValueError: There is nothing to choose from.
        """
        weigh = self._weights.get
        scores = [sum(weigh(name, 0.0) for name in option.features) for option in options]
        best = max(range(len(scores)), key=scores.__getitem__)
        top = scores[best]
        total = sum(exp(score - top) for score in scores)
        return Choice(options[best].value, 1 / total, options[best].why)
