"""Movement words: what the words of movement and comparison around a figure say."""

import re

from tracker.extraction.findings import Cue
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.masks import Cover
from tracker.extraction.quantities import rate_end
from tracker.model.fact import Bound, Measure, Span, Transition

INHERITED = "like the percentage before it"
FAR = 9.0  # the cost of what is not there
CHAIN = 2.2  # cost up to which figures belong to one movement
MOVED, COUNTED = 1.6, 0.5  # cost that a word of movement reaches; to what is counted
_NEAR = 28  # characters between a verb of movement and the figure it governs without preposition
_CLAUSE = 80  # characters in which a comparison says what it compares with
_CLAUSE_END = re.compile(r"[,;.!?](?!\d)")
_FINAL = 45  # the same for a verb at the end of its clause
_HEDGE = 80  # characters over which a verb hedges an amount


def outside_hedges(scene: Scene) -> list[Cue]:
    """The cues without the "mehr" of "mehr als 90 Prozent", which is no word of movement."""
    if not any(cue.kind == "direction" for cue in scene.cues):
        return scene.cues
    hedges = Cover([Span(draft.quantity.left, draft.quantity.start) for draft in scene.drafts])
    return [cue for cue in scene.cues if cue.kind != "direction" or cue.start not in hedges]


def comparison(scene: Scene, draft: Draft) -> str | None:
    right = draft.quantity.right
    if scene.text[right : right + 1] == "\n":
        return None
    found = scene.language.comparison.after(scene.text, right)
    if found is None:  # "zehn Cent je Kubikmeter weniger"
        rated = rate_end(scene.text, right, scene.language)
        found = scene.language.comparison.after(scene.text, rated) if rated else None
    return found[1] if found else None


def beside_thing(scene: Scene, draft: Draft) -> bool:
    """Whether it compares with another thing ("6 Dollar unter Brent") rather than another time."""
    right = draft.quantity.right
    if any(0 <= draft.quantity.left - cue.end <= _NEAR for cue in scene.of("direction")):
        return False
    stop = _CLAUSE_END.search(scene.text, right, right + _CLAUSE)
    end = stop.start() if stop else min(right + _CLAUSE, scene.sentence.end)
    named = any(right <= mention.start < end for mention in scene.mentions)
    return named and not any(right <= period.start < end for period in scene.periods)


def measures_thing(scene: Scene, draft: Draft) -> bool:
    """Whether a factor compares with another thing ("four times Georgia's")."""
    quantity = draft.quantity
    if any(quantity.start <= cue.start < quantity.end for cue in scene.of("direction")):
        return False  # "doubled" is a movement itself
    return beside_thing(scene, draft)


def moving(scene: Scene, draft: Draft, *, reach: float = MOVED) -> Cue | None:
    """The nearest word of movement, unless a verb that merely states an amount is nearer."""
    quantity = draft.quantity
    moving = [
        (scene.cost(cue.start, cue.end, draft), cue)
        for cue in scene.of("direction")
        if cue.end <= quantity.left or cue.start >= quantity.right
    ]
    plain = min((scene.cost(cue.start, cue.end, draft) for cue in scene.of("plain")), default=FAR)
    near = [(cost, cue) for cost, cue in moving if cost <= reach and cost <= plain]
    return min(near, key=lambda item: item[0])[1] if near else None


def governed(scene: Scene, draft: Draft, *, words: int = 1) -> bool:
    """Whether a verb of movement stands right before the figure ("fell 6.5%").

    Args:
        words: How many small words may stand between.
    """
    left = draft.quantity.left
    if scene.language.connectors["stated"].before(scene.text, left):  # "made up 58 percent of"
        return False
    for cue in scene.of("direction"):
        if 0 <= left - cue.end <= _NEAR and cue.id != "neutral":
            gap = scene.text[cue.end : left]
            if len(gap.split()) <= words and not any(mark in gap for mark in ",;:"):
                return True
    return False


def follows(scene: Scene, draft: Draft, before: list[Draft]) -> bool:
    """Whether a change or a start stands before it in the same movement."""
    for earlier in reversed(before[-2:]):
        if earlier.transition not in (Transition.FROM, Transition.BY):
            return False
        if earlier.kind == draft.kind or earlier.transition is Transition.BY:
            start, end = earlier.quantity.right, draft.quantity.left
            stated = any(start <= cue.start < end for cue in scene.of("plain"))
            return not stated and scene.boundaries.cost(start, end) < CHAIN
    return False


def is_brought(scene: Scene, draft: Draft) -> bool:
    """Whether a verb that leads something to an amount stands behind it, or before it."""
    brought, right = scene.language.connectors["brought"], draft.quantity.right
    rated = rate_end(scene.text, right, scene.language) or right
    if brought.after(scene.text, rated):
        return True
    start = max(scene.sentence.start, draft.quantity.left - _CLAUSE)
    clause = scene.text[start : draft.quantity.left]
    start += max(clause.rfind(mark) + 1 for mark in ",;:")
    spaces = (at for at in range(start, draft.quantity.left) if scene.text[at] == " ")
    return any(brought.before(scene.text, space) for space in spaces)


def mark_change(draft: Draft, reason: str) -> None:
    draft.measure, draft.transition = Measure.CHANGE, Transition.BY
    draft.evidence["measure"] = reason


def read_bound(scene: Scene, draft: Draft) -> None:
    """A verb hedges an amount from a distance: "exceeded 5 Mt", "auf 5 Mio. t geschätzt"."""
    left, right = draft.quantity.left, draft.quantity.right
    for cue in scene.of("bound"):
        start, end = (cue.end, left) if cue.end <= left else (right, cue.start)
        apart = any(mark in scene.text[start:end] for mark in ";:")
        if cue.id == Bound.ABOUT and draft.evidence["slot"] != "to":  # "schätzt … auf 5 Mio."
            continue
        if cue.end <= left:
            near = end - start < _HEDGE and not scene.between(start, end)
        else:
            final = scene.text[cue.end : cue.end + 1] in ",.;:!?"
            alone = not scene.between(start, end)
            reach = _HEDGE if draft.evidence["slot"] == "to" else _FINAL if alone else 2
            near = final and end - start < reach
        if near and not apart and not scene.boundaries.boundary(start, end):
            draft.bound = Bound(cue.id)
            draft.evidence["bound"] = f"“{scene.text[cue.start : cue.end]}”"


def read_sign(scene: Scene, draft: Draft, last: Draft | None) -> None:
    if draft.quantity.number.signed:
        return
    way = comparison(scene, draft)
    if last is not None and draft.evidence.get("measure") == INHERITED:
        way = "down" if last.value < 0 else "up"
    if way not in ("up", "down"):
        way = _way(scene, draft)
    if way is None:  # "nahm um 15 % ab, in Iran um 3 %": the verb holds for both
        way = "down" if last is not None and last.value < 0 else "up"
    if way == "down":
        draft.value = -draft.value
        if draft.high is not None:
            draft.value, draft.high = -draft.high, draft.value
            draft.bound = Bound.BETWEEN
        draft.evidence["sign"] = "a word of decrease"


def _way(scene: Scene, draft: Draft) -> str | None:
    """The direction of the nearest word of movement; a particle at the clause's end turns it."""
    best, way = FAR, None
    for cue in scene.of("direction"):
        if cue.id == "neutral":
            continue
        cost = scene.cost(cue.start, cue.end, draft)
        if cue.end <= draft.quantity.left and draft.quantity.left - cue.end <= 4:
            cost -= 0.3
        if cost < best:
            best, way = cost, cue.id
    for cue in scene.of("particle"):
        if cue.start >= draft.quantity.right:
            cost = scene.cost(cue.start, cue.end, draft)
            verb = any(
                other.id == "neutral" and other.end <= draft.quantity.left
                for other in scene.of("direction")
            )
            if (
                cost < best + 0.6
                and verb
                and not scene.boundaries.boundary(draft.quantity.right, cue.start)
            ):
                best, way = cost, cue.id
    return way
