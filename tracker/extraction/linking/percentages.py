"""Percentages: a share, a change, a rate or an index, and the place of each in a movement."""

from tracker.extraction.linking.movement_words import (
    FAR,
    INHERITED,
    beside_thing,
    comparison,
    follows,
    governed,
    mark_change,
    moving,
)
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.slots import find_slot
from tracker.model.fact import Measure, Transition

_WHOLE = 100  # percent
_GROWTH = 2.5  # cost that a noun of growth reaches


def read_percentage(scene: Scene, draft: Draft, before: list[Draft]) -> None:
    slot, compared = draft.evidence["slot"], comparison(scene, draft)
    if compared == "index" or _of_period(scene, draft):
        draft.measure, draft.firm_measure = Measure.INDEX, True
        draft.evidence["measure"] = "a percentage of an earlier level"
    elif slot == "by" or draft.quantity.number.signed or draft.quantity.transition:
        mark_change(draft, "the words around it compare or add")
        draft.firm_measure = True
    elif compared in ("up", "down"):
        mark_change(draft, "compared with something else")
        draft.firm_measure = True
        if beside_thing(scene, draft):
            draft.transition = None
    elif slot == "to" and (moving(scene, draft) or follows(scene, draft, before)):
        draft.measure, draft.transition = stated_measure(scene, draft), Transition.TO
        draft.evidence["measure"] = "a percentage that moved to this"
    elif slot == "from" and _is_start(scene, draft):
        draft.measure, draft.transition = stated_measure(scene, draft), Transition.FROM
        draft.evidence["measure"] = "a percentage that moved from this"
    elif _is_partitive(scene, draft) and not governed(scene, draft, words=0):
        draft.measure, draft.firm_measure = Measure.SHARE, True
        draft.evidence["measure"] = "a part of what follows"
    elif not slot and _is_aside(scene, draft):
        draft.measure = stated_measure(scene, draft)
        draft.evidence["measure"] = "said in passing of the present"
    elif governed(scene, draft):
        mark_change(draft, "a verb of movement stands before it")
        draft.firm_measure = True
    elif draft.kind == "percentage_point":
        mark_change(draft, "percentage points are a difference")
    elif inherited := _inherited(scene, draft, before):
        draft.measure, draft.transition = inherited.measure, inherited.transition
        draft.evidence["measure"] = INHERITED
    else:
        _nearest_measure(scene, draft)


def _is_aside(scene: Scene, draft: Draft) -> bool:
    """Whether it stands between commas behind a small word: "losses, now 14-15%, by half"."""
    text, left = scene.text, draft.quantity.left
    filler = scene.language.connectors["filler"].before(text, left)
    if filler is None or scene.language.numerals.articles.before(text, left):
        return False
    head = text[max(0, filler[0] - 2) : filler[0]].rstrip()[-1:]
    behind = text[draft.quantity.right : draft.quantity.right + 1]
    return head in (",", "(") and behind in (",", ")")


def _is_start(scene: Scene, draft: Draft) -> bool:
    """Whether a figure of its kind beside it says where the movement leads or led."""
    position = len(scene.before(draft))
    beside = [*scene.drafts[max(0, position - 1) : position], *scene.drafts[position + 1 :][:2]]
    gap = scene.drafts[position - 1].quantity.right if position else draft.quantity.left
    return any(other.kind == draft.kind for other in beside) and (
        any(other.evidence.get("slot") == "to" for other in beside)
        or any(gap <= cue.start < draft.quantity.left for cue in scene.of("direction"))
        or any(
            find_slot(scene.text, other.quantity.left, scene.language) == "to" for other in beside
        )
    )


def _is_partitive(scene: Scene, draft: Draft) -> bool:
    """Whether the whole follows: "70 percent of exports", "91 percent complete"."""
    partitive = scene.language.connectors["partitive"]
    return partitive.after(scene.text, draft.quantity.right) is not None


def _of_period(scene: Scene, draft: Draft) -> bool:
    """Whether it is a percentage of another time: "103,5 % des Vorjahresmonats"."""
    found = scene.language.connectors["partitive"].after(scene.text, draft.quantity.right)
    if found is None:
        return False
    definite = scene.language.numerals.definite.after(scene.text, found[0])
    start = definite[0] if definite else found[0]
    end = next((p.end for p in scene.periods if 0 <= p.start - start <= 1), None)
    alone = end is not None and not scene.text[end + 1 : end + 2].isalpha()
    return alone or (end is not None and draft.value > _WHOLE)


def stated_measure(scene: Scene, draft: Draft) -> Measure:
    """What a percentage is that a movement starts or ends at: a rate, a growth or a share."""

    def nearest(kind: str) -> float:
        return min((scene.cost(c.start, c.end, draft) for c in scene.of(kind)), default=FAR)

    rate, growth, share = nearest("rate"), nearest("growth"), nearest("share")
    if growth < min(rate, share):
        return Measure.CHANGE
    return Measure.LEVEL if rate < share else Measure.SHARE


def _inherited(scene: Scene, draft: Draft, before: list[Draft]) -> Draft | None:
    if not before or not before[-1].is_percent() or before[-1].transition is Transition.TO:
        return None
    gap = scene.text[before[-1].quantity.right : draft.quantity.left]
    near = any(
        before[-1].quantity.right <= cue.start < draft.quantity.left
        for cue in scene.of("share", "direction")
    )
    return before[-1] if len(gap) < 70 and not near else None


def _nearest_measure(scene: Scene, draft: Draft) -> None:
    def nearest(kind: str, ids: tuple[str, ...] | None = None) -> float:
        return min(
            (
                scene.cost(cue.start, cue.end, draft)
                for cue in scene.of(kind)
                if ids is None or cue.id in ids
            ),
            default=FAR,
        )

    rate = nearest("rate")
    share = nearest("share")
    growth = nearest("growth")
    moving = min(growth, nearest("direction", ("up", "down")))
    brackets = scene.text[draft.quantity.left - 1 : draft.quantity.left] == "("
    if rate < 0.6 and rate <= min(share, moving):
        draft.measure = Measure.LEVEL
        draft.evidence["measure"] = "a rate"
    elif growth < min(share, _GROWTH):
        mark_change(draft, "the growth of something")
    elif moving + 0.25 < share and moving < 1.0 and not (brackets and share < 9):
        mark_change(draft, "a word of movement is nearest")
    else:
        draft.measure = Measure.SHARE
        draft.evidence["measure"] = "a percentage without movement is a share"
