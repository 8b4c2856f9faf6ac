"""Conditional logit: weights of features that make the right options most probable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

RARE = 3  # features seen in fewer decisions have no weight
_STEPS = 120  # of the optimiser

Array = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Example:
    """One decision: the numbers of the features of every option, and which options are right."""

    options: tuple[Ids, ...]
    right: tuple[int, ...]


class Vocabulary:
    """Numbers for features, given as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def ids(self, names: Iterable[str]) -> Ids:
        """The numbers of some features."""
        known = self._numbers
        return np.array([known.setdefault(name, len(known)) for name in names], np.int32)


def fit(examples: Sequence[Example], features: Vocabulary, ridge: float) -> dict[str, float]:
    """The weights of all features that are not rare, rounded, without those near zero.

    Args:
        examples: Decisions with at least one right option each.
        features: What their numbers stand for.
        ridge: How dear a weight is (L2).
    """
    size = len(features)
    counts = np.zeros(size, np.int64)
    for example in examples:
        counts[np.unique(np.concatenate(example.options))] += 1
    common = counts >= RARE
    options = [option for example in examples for option in example.options]
    lengths = [len(option) for option in options]
    ids = np.concatenate(options)
    rows = np.repeat(np.arange(len(options), dtype=np.int32), lengths)
    kept = common[ids]
    problem = _Problem(
        ids[kept],
        rows[kept],
        np.repeat(np.arange(len(examples)), [len(example.options) for example in examples]),
        np.concatenate([np.isin(np.arange(len(e.options)), e.right) for e in examples]),
        size,
        ridge,
    )
    weights = _minimise(problem, size)
    return {
        name: round(float(weight), 2)
        for name, weight in zip(features, weights, strict=True)
        if abs(weight) >= 0.025
    }


class _Problem:
    """The loss of weights over all examples, and its gradient."""

    def __init__(
        self,
        ids: npt.NDArray[Any],
        rows: npt.NDArray[Any],
        groups: npt.NDArray[Any],
        right: npt.NDArray[Any],
        size: int,
        ridge: float,
    ) -> None:
        self.ids, self.rows, self.groups, self.right = ids, rows, groups, right
        self.size, self.ridge = size, ridge
        self.starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])

    def __call__(self, weights: Array) -> tuple[float, Array]:
        scores = np.bincount(self.rows, weights[self.ids], len(self.groups))
        odds = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.groups])
        total = np.add.reduceat(odds, self.starts)
        wanted = np.add.reduceat(odds * self.right, self.starts)
        loss = float((np.log(total) - np.log(wanted)).sum() + self.ridge / 2 * weights @ weights)
        slope = odds / total[self.groups] - odds * self.right / wanted[self.groups]
        return loss, np.bincount(self.ids, slope[self.rows], self.size) + self.ridge * weights


def _minimise(problem: _Problem, size: int) -> Array:
    """L-BFGS with a memory of ten steps and a backtracking line search (Nocedal & Wright, 7.2)."""
    weights = np.zeros(size)
    loss, slope = problem(weights)
    history: list[tuple[Array, Array]] = []
    for _ in range(_STEPS):
        direction = slope.copy()
        factors = []
        for moved, turned in reversed(history):
            factor = (moved @ direction) / (turned @ moved)
            factors.append(factor)
            direction -= factor * turned
        if history:
            moved, turned = history[-1]
            direction *= (moved @ turned) / (turned @ turned)
        else:
            direction /= max(1.0, float(np.abs(direction).max()))
        for (moved, turned), factor in zip(history, reversed(factors), strict=True):
            direction += (factor - (turned @ direction) / (turned @ moved)) * moved
        downhill, length = float(slope @ direction), 1.0
        while True:
            after = weights - length * direction
            next_loss, next_slope = problem(after)
            if next_loss <= loss - 1e-4 * length * downhill or length < 1e-6:
                break
            length /= 2
        history = [*history[-9:], (after - weights, next_slope - slope)]
        done = loss - next_loss < 1e-6 * abs(loss)
        weights, loss, slope = after, next_loss, next_slope
        if done:
            break
    return weights
