"""Ranking: readings of a figure, the features that hold for each, and the weights that decide.

Every reading that a figure allows ("it measures exports", "it is about Kazakhstan") collects the
names of the features that hold for it. A weight for each of them, fitted on annotated passages,
adds up to a score; the scores of all readings make probabilities (a log-linear model). Most
features count in a context: a name that stands to the left speaks otherwise for imports than for
prices. The weights are data, `data/fitted.json`; `docs/extraction.md` tells how they are fitted.
"""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from math import exp, inf
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from tracker.lexicon.files import DATA
from tracker.model.errors import LexiconError

DECISIONS = ("indicator", "parties", "status", "period", "commodity", "confidence")
FILE = "fitted.json"
_TIED = 1e-9  # weights have two decimals: what differs by less was only added in another order
_SERIOUS = 0.2  # probability from which a rival is named to people
_KNOWN = 4096  # pieces of evidence whose weight is kept, as they are met again and again
_REPEATED = 64  # sums over all readings that are kept, for figures that repeat each other

Value = TypeVar("Value")


class Part(NamedTuple):
    """Features that hold for a reading, and the contexts that each of them counts in."""

    contexts: tuple[str, ...]
    names: Sequence[str]


class Option(NamedTuple, Generic[Value]):
    """One reading: what speaks for it, and why it was considered, in words.

    Its parts may be a generator: where scores are known, only those who watch ask for them.
    """

    value: Value
    parts: Iterable[Part]
    why: str = ""


class Choice(NamedTuple, Generic[Value]):
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


class Table(dict[str, float]):
    """What each feature weighs in some contexts together; filled as texts ask for them."""

    def __init__(self, weights: Mapping[str, float], contexts: tuple[str, ...]) -> None:
        super().__init__()
        self._weights, self._contexts = weights, contexts

    def __missing__(self, name: str) -> float:
        weight = sum(self._weights.get(feature(name, context), 0.0) for context in self._contexts)
        self[name] = weight
        return weight

    def add(self, names: Iterable[str]) -> float:
        """What some features weigh together."""
        return sum(map(self.__getitem__, names))


class Panel(dict[str, tuple[float, ...]]):
    """What each feature weighs in many contexts, one for every reading."""

    def __init__(self, weights: Mapping[str, float], contexts: Sequence[str]) -> None:
        super().__init__()
        self._weights, self._contexts = weights, contexts
        self.scores = lru_cache(_REPEATED)(self._scores)

    def __missing__(self, name: str) -> tuple[float, ...]:
        row = tuple(self._weights.get(feature(name, context), 0.0) for context in self._contexts)
        self[name] = row
        return row

    def _scores(self, names: tuple[str, ...]) -> tuple[float, ...]:
        """What some features, at least one, weigh together for every reading."""
        return tuple(map(sum, zip(*map(self.__getitem__, names), strict=True)))


class Ranker:
    """The weights of one decision.

    Args:
        weights: Feature in its context ("cue|rank0", "kind mass|exports") to weight.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._tables: dict[tuple[str, ...], Table] = {}
        self._panels: dict[tuple[str, ...], Panel] = {}
        self.known = lru_cache(_KNOWN)(self._known)

    def table(self, contexts: tuple[str, ...]) -> Table:
        """The weights in some contexts together."""
        table = self._tables.get(contexts)
        if table is None:
            table = self._tables[contexts] = Table(self.weights, contexts)
        return table

    def panel(self, contexts: tuple[str, ...]) -> Panel:
        """The weights in many contexts, one for every reading."""
        panel = self._panels.get(contexts)
        if panel is None:
            panel = self._panels[contexts] = Panel(self.weights, contexts)
        return panel

    def score(self, parts: Iterable[Part]) -> float:
        """What all the features of some parts add up to."""
        return sum(self.table(contexts).add(names) for contexts, names in parts)

    def _known(self, unfold: Callable[..., Iterable[Part]], *evidence: Hashable) -> float:
        """What some evidence adds up to, `unfold` telling its features; it is met again."""
        return self.score(unfold(*evidence))

    def choose(self, options: Sequence[Option[Value]], about: object = None) -> Choice[Value]:
        """The best of a few readings; of equals the first.

        Args:
            options: All readings, at least one.
            about: What is decided; of no influence, for those who watch.
        """
        scores = [self.score(option.parts) for option in options]
        return self.pick(scores, options.__getitem__, about)

    def pick(
        self,
        scores: Sequence[float],
        option: Callable[[int], Option[Value]],
        about: object = None,
    ) -> Choice[Value]:
        """The best of many readings; of equals the first.

        Args:
            scores: Of all readings, at least one.
            option: Tells a reading by its place; asked only for the best and its rival, though
                those who watch ask for all.
            about: What is decided; of no influence, for those who watch.
        """
        top = max(scores)
        first = next(at for at, score in enumerate(scores) if score > top - _TIED)
        best = option(first)
        if len(scores) == 1:
            return Choice(best.value, 1.0, best.why)
        total = sum([exp(score - top) for score in scores])
        others = [*scores[:first], -inf, *scores[first + 1 :]]
        runner_up = max(others)
        rival = option(others.index(runner_up))
        return Choice(best.value, 1 / total, best.why, rival.value, exp(runner_up - top) / total)


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
