"""Confidence: how probable it is that a reading is right, from how sure each decision was.

Fitted on passages that the other weights had not seen, so that of the facts with a confidence of
0.9 some nine in ten are right in value, unit, measure, indicator, subject and partner.
"""

from bisect import bisect_left
from collections.abc import Iterator

from tracker.extraction.linking.scene import Draft, Scene
from tracker.lexicon.ranking import Option, Part

# Steps of probability that the weights know; most decisions are surer than nine in ten.
_STEPS = (0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 0.98, 0.99, 0.996)


def read_confidence(scene: Scene) -> None:
    """Set the confidence of every draft, once everything else of it is decided."""
    ranker = scene.lexicon.rankers["confidence"]
    for draft in scene.drafts:
        right = Option(True, [Part(("",), tuple(_features(draft)))])
        choice = ranker.choose([right, Option(False, [])], [draft])
        probability = choice.probability if choice.value else 1 - choice.probability
        draft.confidence = round(min(max(probability, 0.01), 0.99), 2)


def _features(draft: Draft) -> Iterator[str]:
    quantity = draft.quantity
    yield ""
    steps = {
        name: bisect_left(_STEPS, draft.sure.get(name, 1.0))
        for name in ("indicator", "parties", "status", "period")
    }
    yield from (f"{name} {at}" for name, at in steps.items())
    yield f"both {min(steps['indicator'], steps['parties'])}"
    yield f"kind {draft.kind}"
    yield f"of {draft.indicator}"
    yield f"shape {quantity.shape} {draft.measure}"
    yield f"transition {draft.transition} {draft.measure}"
    yield f"firm {draft.firm_measure} {draft.measure}"
    yield f"borrowed {quantity.borrowed}"
    yield f"digits {quantity.number.digits}"
    yield f"bound {draft.bound}"
    yield "nobody" if draft.subject is None else "somebody"
    yield "two sides" if draft.partner else "one side"
