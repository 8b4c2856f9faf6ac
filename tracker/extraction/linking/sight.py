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
    """A cue as the figure of a movement sees it that it speaks loudest for.

    Attributes:
        cost: Of the way from the cue to the figure.
    """

    scene: Scene
    cue: Cue
    draft: Draft
    cost: float

    @property
    def far(self) -> str:
        """The cost in steps."""
        return step(self.cost)

    @property
    def side(self) -> str:
        """The side of the figure that it stands on: "left" or "right"."""
        return "left" if self.cue.end <= self.draft.quantity.left else "right"

    @property
    def figures(self) -> int:
        """Figures of other movements in between, three at most."""
        between = self.scene.between(*self._gap)
        return min(sum(other.group != self.draft.group for other in between), 3)

    @property
    def apart(self) -> bool:
        """Whether a comma or the opening of a clause lies in between."""
        low, high = self._gap
        return low < high and self.scene.boundaries.boundary(low, high)

    @property
    def _gap(self) -> tuple[int, int]:
        quantity = self.draft.quantity
        if self.cue.end <= quantity.left:
            return self.cue.end, quantity.left
        return quantity.right, self.cue.start


def loudest(scene: Scene, cues: Iterable[Cue], members: Sequence[Draft]) -> dict[str, Sight]:
    """Of each id the cue that speaks loudest for a movement: near, strong, to the left."""
    found: dict[str, Sight] = {}
    voices: dict[str, float] = {}
    for cue in cues:
        for draft in members:
            cost = scene.cost(cue.start, cue.end, draft)
            voice = 1.2 * cue.strength - 0.8 * cost + 0.25 * (cue.end <= draft.quantity.left)
            if cue.id not in found or voice > voices[cue.id]:
                voices[cue.id] = voice
                found[cue.id] = Sight(scene, cue, draft, cost)
    return found


def nearest(scene: Scene, cues: Sequence[Cue], members: Sequence[Draft]) -> Cue | None:
    """The cue that is cheapest to reach from a movement."""
    if len(cues) < 2:
        return cues[0] if cues else None
    return min(
        cues, key=lambda cue: min([scene.cost(cue.start, cue.end, draft) for draft in members])
    )
