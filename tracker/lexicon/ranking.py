"""Ranking: readings of a figure, the features that hold for each, and the weights that decide.

Every reading that a figure allows ("it measures exports", "it is about Kazakhstan") collects the
names of the features that hold for it. A weight for each of them, fitted on annotated passages,
adds up to a score; the scores of all readings make probabilities (a log-linear model). Most
features count in a context: a name that stands to the left speaks otherwise for imports than for
prices. The weights are data, `data/fitted.json`; `docs/extraction.md` tells how they are fitted.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from tracker.lexicon.files import DATA
from tracker.model.errors import LexiconError

DECISIONS = ("indicator", "parties", "status", "period", "commodity", "confidence")
FILE = "fitted.json"
_SERIOUS = 0.2  # probability from which a rival is named to people

Value = TypeVar("Value")


class Part(NamedTuple):
    """Features that hold for a reading, and the contexts that each of them counts in."""

    contexts: tuple[str, ...]
    names: Sequence[str]


@dataclass(slots=True)
class Option(Generic[Value]):
    """One reading: what speaks for it, and why it was considered, in words."""

    value: Value
    parts: Sequence[Part]
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """The reading that won, and how probable the weights hold it to be.

    Attributes:
        rival: The next best reading, `chance` its probability; None where there is no other.
    """

    value: Value
    probability: float
    why: str
    rival: Value | None = None
    chance: float = 0.0

    def reason(self, name: Callable[[Value], str | None] = str) -> str:
        """Why it won, in words, with the rival where that is a serious one.

        Args:
            name: What a reading is called.
        """
        if self.rival is None or self.chance < _SERIOUS:
            return self.why
        called = name(self.rival) or "none"
        doubt = f"or {called}, {self.chance:.0%}"
        return f"{self.why} ({doubt})" if self.why else f"({doubt})"


def feature(name: str, context: str) -> str:
    """The key of a feature in its context, as the weights know it."""
    return f"{name}|{context}" if context else name


class _Table(dict[str, float]):
    """What each feature weighs in some contexts together; filled as texts ask for them."""

    def __init__(self, weights: Mapping[str, float], contexts: tuple[str, ...]) -> None:
        super().__init__()
        self._weights, self._contexts = weights, contexts

    def __missing__(self, name: str) -> float:
        weight = sum(self._weights.get(feature(name, context), 0.0) for context in self._contexts)
        self[name] = weight
        return weight


class Ranker:
    """The weights of one decision.

    Args:
        weights: Feature in its context ("cue|rank0", "kind mass|exports") to weight.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._tables: dict[tuple[str, ...], _Table] = {}

    def score(self, part: Part) -> float:
        """What the features of one part add up to."""
        contexts, names = part
        table = self._tables.get(contexts)
        if table is None:
            table = self._tables[contexts] = _Table(self.weights, contexts)
        return sum(map(table.__getitem__, names))

    def option(self, value: Value, parts: Sequence[Part], why: str = "") -> Option[Value]:
        """A reading with its score."""
        return Option(value, parts, sum(map(self.score, parts)), why)

    def choose(self, options: Sequence[Option[Value]], about: object = None) -> Choice[Value]:
        """The best of the readings; of equals the first.

        Args:
            options: All readings, at least one.
            about: What is decided; of no influence, for those who watch.
        """
        best = max(options, key=lambda option: option.score)
        total = sum(exp(option.score - best.score) for option in options)
        others = [option for option in options if option is not best]
        if not others:
            return Choice(best.value, 1.0, best.why)
        rival = max(others, key=lambda option: option.score)
        chance = exp(rival.score - best.score) / total
        return Choice(best.value, 1 / total, best.why, rival.value, chance)


def load_rankers(folder: Path | None = None) -> dict[str, Ranker]:
    """The weights of every decision; a file of the user's folder takes the place of the packaged.

    Raises:
        LexiconError: The file cannot be read, or a decision is missing in it.
    """
    path = DATA / FILE
    if folder is not None and (folder / FILE).is_file():
        path = folder / FILE
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise LexiconError(path, "(file)", f"cannot be read as JSON: {error}") from error
    if not isinstance(content, dict):
        raise LexiconError(path, "(file)", "must be an object of decisions")
    found = {}
    for name in DECISIONS:
        weights = content.get(name)
        if not isinstance(weights, dict) or not all(
            isinstance(weight, int | float) for weight in weights.values()
        ):
            raise LexiconError(path, name, "must map features to numbers")
        found[name] = Ranker(weights)
    return found
