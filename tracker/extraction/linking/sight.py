"""Sight: how far a finding stands from the figures of a movement, on which side of them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.extraction.findings import Cue
from tracker.extraction.linking.scene import Draft, Scene

# The steps of distance that the weights know, in costs.
_STEPS = (0.12, 0.3, 0.55, 0.85, 1.2, 1.7, 2.5)


def step(cost: float) -> str:
    """How far away, in steps that the weights know."""
    return str(bisect_left(_STEPS, cost))


class Sight(NamedTuple):
    """A cue as the figures of a movement see it.

    Attributes:
        cost: Of the way to the nearest of them.
        side: "left" or "right" of it.
        figures: Other figures in between, three at most.
        apart: Whether a comma or the opening of a clause lies in between.
    """

    cue: Cue
    cost: float
    side: str
    figures: int
    apart: bool

    @property
    def far(self) -> str:
        """The cost in steps."""
        return step(self.cost)


def look(scene: Scene, cue: Cue, draft: Draft) -> Sight:
    """How a cue stands to one figure."""
    quantity = draft.quantity
    left = cue.end <= quantity.left
    low, high = (cue.end, quantity.left) if left else (quantity.right, cue.start)
    between = sum(other.group != draft.group for other in scene.between(low, high))
    return Sight(
        cue=cue,
        cost=scene.cost(cue.start, cue.end, draft),
        side="left" if left else "right",
        figures=min(between, 3),
        apart=low < high and scene.boundaries.boundary(low, high),
    )


def loudest(scene: Scene, cues: Iterable[Cue], members: Sequence[Draft]) -> dict[str, Sight]:
    """Of each id the cue that speaks loudest for a movement: near, strong, to the left."""
    found: dict[str, tuple[float, Cue, Draft]] = {}
    for cue in cues:
        for draft in members:
            cost = scene.cost(cue.start, cue.end, draft)
            voice = 1.2 * cue.strength - 0.8 * cost + 0.25 * (cue.end <= draft.quantity.left)
            if cue.id not in found or voice > found[cue.id][0]:
                found[cue.id] = (voice, cue, draft)
    return {id_: look(scene, cue, draft) for id_, (_, cue, draft) in found.items()}


def nearest(scene: Scene, cues: Sequence[Cue], members: Sequence[Draft]) -> Cue | None:
    """The cue that is cheapest to reach from a movement."""
    if len(cues) < 2:
        return cues[0] if cues else None
    return min(
        cues, key=lambda cue: min([scene.cost(cue.start, cue.end, draft) for draft in members])
    )
