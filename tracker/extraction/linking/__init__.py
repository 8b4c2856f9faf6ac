"""Linking: which words, names and times belong to which figure, decided sentence by sentence.

The order matters: transitions before the indicator (a "by" takes the indicator of its "to"), the
indicator before who (the parts of names depend on it), status before time (a deadline only fits a
plan). What one sentence leaves to the next is one `Frame`.
"""

from tracker.extraction.linking.assembly import build_facts
from tracker.extraction.linking.confidence import read_confidence
from tracker.extraction.linking.frame import Frame, pass_figures
from tracker.extraction.linking.goods import read_commodities
from tracker.extraction.linking.indicator import read_indicators
from tracker.extraction.linking.movement import read_movement
from tracker.extraction.linking.parties import read_parties
from tracker.extraction.linking.place import read_places
from tracker.extraction.linking.rates import read_rates
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.linking.status import read_status
from tracker.extraction.linking.when import read_periods
from tracker.model.fact import Fact

__all__ = ["Draft", "Frame", "Scene", "link"]


def link(scene: Scene, frame: Frame) -> tuple[list[Fact], Frame]:
    """The facts of one sentence, and the frame it leaves to the next."""
    read_movement(scene)
    read_indicators(scene, frame)
    read_parties(scene, frame)
    read_places(scene, frame)
    read_status(scene, frame)
    read_periods(scene, frame)
    read_commodities(scene, frame)
    read_rates(scene)
    _attribute(scene)
    read_confidence(scene)
    return build_facts(scene, scene.drafts), pass_figures(frame, scene)


def _attribute(scene: Scene) -> None:
    speaker = next((m for m in scene.mentions if m.role == "say"), None)
    if speaker is not None:
        for draft in scene.drafts:
            draft.attribution = speaker.id
