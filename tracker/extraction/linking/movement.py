"""Movement: what kind of number a figure is, and its place in a stated movement.

The words tight around a figure decide first: "um"/"by" and a comparison behind it make a `by`,
"von … auf"/"from … to" a `from` and a `to`, a share word a share. Where they are silent the nearest
direction or share word decides. Figures chained in one movement get one group.
"""

from tracker.extraction.findings import Shape
from tracker.extraction.linking.movement_words import (
    CHAIN,
    COUNTED,
    MOVED,
    beside_thing,
    comparison,
    follows,
    is_brought,
    mark_change,
    measures_thing,
    moving,
    outside_hedges,
    read_bound,
    read_sign,
)
from tracker.extraction.linking.percentages import read_percentage, stated_measure
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.slots import find_slot, stands_behind
from tracker.model.fact import Bound, Measure, Transition

_VERB = 20  # characters between a verb of reaching and what is reached
_INSTEAD = 1.2  # cost between a figure and the one that stands in for it


def read_movement(scene: Scene) -> None:
    """Set measure, transition, sign and group of every draft of the scene."""
    scene.cues = outside_hedges(scene)
    for position, draft in enumerate(scene.drafts):
        left = draft.quantity.left
        draft.evidence["slot"] = find_slot(scene.text, left, scene.language) or ""
        if draft.quantity.shape is Shape.FACTOR:
            draft.measure = Measure.MULTIPLE
            draft.transition = None if measures_thing(scene, draft) else Transition.BY
            draft.evidence["measure"] = "a factor"
        elif draft.is_percent():
            read_percentage(scene, draft, scene.drafts[:position])
        else:
            _amount(scene, draft, scene.drafts[:position])
    _pair_sources(scene)
    _share_measures(scene)
    _reached(scene)
    _chain(scene)
    last: Draft | None = None
    for draft in scene.drafts:
        if draft.measure is Measure.CHANGE:
            read_sign(scene, draft, last)
            last = draft
        if draft.quantity.bound is None and draft.measure is not Measure.CHANGE:
            read_bound(scene, draft)


def _amount(scene: Scene, draft: Draft, before: list[Draft]) -> None:
    slot, compared = draft.evidence["slot"], comparison(scene, draft)
    if slot == "by" and not _is_agent(scene, draft):
        mark_change(draft, "added or taken away")
        draft.firm_measure = True
    elif compared in ("up", "down") and (
        draft.quantity.shape is not Shape.COUNT or draft.quantity.borrowed
    ):
        draft.measure, draft.firm_measure = Measure.CHANGE, True
        draft.evidence["measure"] = "compared with something else"
        dated = any(
            p.kind == "reference" and p.start >= draft.quantity.right for p in scene.periods
        )
        if draft.kind != "time" or dated:
            draft.transition = None if beside_thing(scene, draft) else Transition.BY
    elif not slot and _is_difference(scene, draft):
        mark_change(draft, "the verb takes the difference")
    elif slot == "from":
        draft.transition = Transition.FROM  # kept only if a `to` follows
    elif slot == "to" and (
        moving(scene, draft, reach=COUNTED if draft.quantity.shape is Shape.COUNT else MOVED)
        or follows(scene, draft, before)
        or is_brought(scene, draft)
    ):
        draft.transition = Transition.TO
        draft.evidence["transition"] = "a movement goes to it"
    elif not slot and before and _goes_on(scene, before[-1], draft):
        draft.transition = Transition.TO
        draft.evidence["transition"] = "the movement goes on to it"


def _is_difference(scene: Scene, draft: Draft) -> bool:
    """Whether a verb that takes a difference stands right beside it ("rose 17 metres")."""
    left, right = draft.quantity.left, draft.quantity.right
    plain = draft.quantity.shape is Shape.UNIT and draft.bound in (Bound.EXACT, Bound.ABOUT)
    return plain and any(
        left - cue.end == 1
        or (cue.start - right == 1 and scene.text[cue.end : cue.end + 1] in ".,;")
        for cue in scene.of("difference")
    )


def _goes_on(scene: Scene, first: Draft, second: Draft) -> bool:
    """Whether it only adds a later stage: "to 210 Mt by 2030 and 270 Mt by 2032"."""
    if first.transition is not Transition.TO or first.kind != second.kind:
        return False
    start, end = first.quantity.right, second.quantity.left
    while period := next((p for p in scene.periods if 0 <= p.start - start <= 1), None):
        start = period.end
    joined = scene.language.connectors["and"].after(scene.text, start)
    return (
        joined is not None
        and start > first.quantity.right
        and not scene.text[joined[0] : end].strip()
        and any(p.start >= second.quantity.right for p in scene.periods)
    )


def _is_agent(scene: Scene, draft: Draft) -> bool:
    """Whether "by" names who does it ("used by 14 companies") rather than a difference."""
    return draft.quantity.shape is Shape.COUNT and moving(scene, draft) is None


def _pair_sources(scene: Scene) -> None:
    """Keep a `from` only where a `to` of the same kind follows in the sentence, or precedes it."""
    for position, draft in enumerate(scene.drafts):
        if _replaces(scene, position) or _turned_into(scene, position):
            continue
        if draft.transition is not Transition.FROM:
            continue
        partner = next(
            (
                other
                for other in scene.drafts[position + 1 : position + 3]
                if other.evidence["slot"] == "to" and other.kind == draft.kind
            ),
            None,
        )
        if partner is not None:
            partner.transition = Transition.TO
            partner.measure = draft.measure
            partner.evidence["transition"] = "the end of a stated movement"
            draft.evidence["transition"] = "the start of a stated movement"
            continue
        earlier = scene.drafts[position - 1] if position else None
        if (
            earlier is not None
            and earlier.kind == draft.kind
            and scene.boundaries.cost(earlier.quantity.right, draft.quantity.left) < 0.9
            and (
                any(
                    earlier.quantity.right <= cue.start < draft.quantity.left
                    for cue in scene.of("direction")
                )
                or any(0 <= earlier.quantity.left - cue.end < _VERB for cue in scene.of("reach"))
            )
        ):
            # "72 hours, down from 96"; "fell to 428 from 804"
            earlier.transition = Transition.TO
            if draft.is_percent():
                draft.measure = earlier.measure = stated_measure(scene, earlier)
            draft.evidence["transition"] = earlier.evidence["transition"] = "moved from … to"
            continue
        if (
            earlier is not None
            and earlier.kind == draft.kind
            and earlier.transition is Transition.TO
        ):
            draft.measure = earlier.measure
            draft.evidence["transition"] = "the start of a stated movement"
            continue
        draft.transition = None


def _replaces(scene: Scene, position: int) -> bool:
    """Mark "statt 72 … nur noch 40 Stunden" and "vier statt zwölf Stunden" as a movement."""
    draft = scene.drafts[position]
    beside = [*scene.drafts[position + 1 :][:1], *scene.drafts[max(0, position - 1) : position]]
    for other in beside:
        gap = sorted((draft.quantity, other.quantity), key=lambda quantity: quantity.start)
        if (
            draft.measure is other.measure is Measure.LEVEL
            and other.kind == draft.kind
            and scene.boundaries.cost(gap[0].right, gap[1].left) < _INSTEAD
            and stands_behind(scene.text, draft.quantity.left, scene.language, "instead")
        ):
            draft.transition, other.transition = Transition.FROM, Transition.TO
            draft.evidence["transition"] = other.evidence["transition"] = "one instead of another"
            return True
    return False


def _share_measures(scene: Scene) -> None:
    """Percentages that share the unit share the measure: "10 respektive 9 Prozent mehr"."""
    for draft, other in zip(scene.drafts[-2::-1], scene.drafts[:0:-1], strict=True):
        quantity = draft.quantity
        joined = scene.language.connectors["and"].after(scene.text, quantity.right)
        if (
            quantity.borrowed
            and draft.is_percent()
            and other.measure is Measure.CHANGE
            and draft.measure is Measure.SHARE
            and joined
            and not scene.text[joined[0] : other.quantity.left].strip()
        ):
            draft.measure, draft.transition = other.measure, other.transition
            draft.firm_measure = other.firm_measure
            draft.evidence["measure"] = "like the percentage it is joined with"


def _turned_into(scene: Scene, position: int) -> bool:
    """Mark "aus 5,8 sind 23,8 Mrd. geworden", "von 36 Mio. t sind 1,4 Mio. t geblieben"."""
    draft = scene.drafts[position]
    became = scene.language.connectors["became"]
    for other in scene.drafts[position + 1 : position + 2]:
        quantity = other.quantity
        if (
            other.kind == draft.kind
            and other.measure is draft.measure
            and (
                became.after(scene.text, quantity.right) or became.before(scene.text, quantity.left)
            )
            and stands_behind(scene.text, draft.quantity.left, scene.language, "from", "source")
        ):
            draft.transition, other.transition = Transition.FROM, Transition.TO
            draft.evidence["transition"] = other.evidence["transition"] = "one turned into another"
            return True
    return False


def _reached(scene: Scene) -> None:
    """An amount behind a change, after a verb of reaching, is where the movement went to."""
    for position, draft in enumerate(scene.drafts[1:], start=1):
        earlier = scene.drafts[position - 1]
        if (
            draft.transition is not None
            or draft.is_percent()
            or draft.quantity.shape is Shape.FACTOR
            or earlier.transition is not Transition.BY
            or earlier.quantity.number.signed
        ):
            continue
        gap_start, gap_end = earlier.quantity.right, draft.quantity.left
        if any(gap_start <= cue.start < gap_end for cue in scene.of("reach")) and (
            gap_end - gap_start < 60 and not scene.text[gap_start:gap_end].count(";")
        ):
            draft.transition = Transition.TO
            draft.evidence["transition"] = "reached after a change"


def _chain(scene: Scene) -> None:
    group = -1
    chain: list[Draft] = []
    for draft in scene.drafts:
        roles = {member.transition for member in chain}
        joins = (
            chain
            and draft.transition is not None
            and chain[-1].transition is not None
            and (
                draft.transition not in roles
                or draft.transition is Transition.BY is chain[-1].transition
            )
            and scene.boundaries.cost(chain[-1].quantity.right, draft.quantity.left) < CHAIN
            and not _opens_topic(scene, chain[-1], draft)
        )
        equal = draft.quantity.equivalent is not None and chain
        if joins or equal:
            chain.append(draft)
        else:
            group, chain = group + 1, [draft]
        draft.group = group
        if equal:
            head = chain[-2]
            draft.transition, draft.measure = head.transition, head.measure


def _opens_topic(scene: Scene, first: Draft, second: Draft) -> bool:
    """Whether a new subject of its own stands between two figures of a chain."""
    gap = (first.quantity.right, second.quantity.left)
    words = [
        cue for cue in scene.of("indicator") if gap[0] <= cue.start < gap[1] and cue.strength >= 1
    ]
    roles = {first.transition, second.transition}
    return (
        bool(words)
        and Transition.BY in roles
        and (
            second.transition is Transition.BY
            or any(cue.end < second.quantity.left - 40 for cue in words)
        )
    )
