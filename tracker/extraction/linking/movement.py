"""Movement: what kind of number a figure is, and its place in a stated movement.

The words tight around a figure decide first: "um"/"by" and a comparison behind it make a `by`,
"von … auf"/"from … to" a `from` and a `to`, a share word a share. Where they are silent the nearest
direction or share word decides. Figures chained in one movement get one group.
"""

from tracker.extraction.findings import Cue, Shape
from tracker.extraction.linking.scene import Draft, Scene
from tracker.model.fact import Bound, Measure, Transition

_NEAR = 28  # characters between a verb of movement and the figure it governs without preposition
_CHAIN = 2.2  # cost up to which figures belong to one movement


def read_movement(scene: Scene) -> None:
    """Set measure, transition, sign and group of every draft of the scene."""
    for position, draft in enumerate(scene.drafts):
        _slot(scene, draft)
        if draft.quantity.shape is Shape.FACTOR:
            draft.measure, draft.transition = Measure.MULTIPLE, Transition.BY
            draft.evidence["measure"] = "a factor"
        elif draft.is_percent():
            _percentage(scene, draft, scene.drafts[:position])
        else:
            _amount(scene, draft, scene.drafts[:position])
    _pair_sources(scene)
    _reached(scene)
    _chain(scene)
    for draft in scene.drafts:
        if draft.measure is Measure.CHANGE:
            _sign(scene, draft)
        if draft.quantity.bound is None:
            _exceed(scene, draft)


def _slot(scene: Scene, draft: Draft) -> None:
    """What the preposition right before the figure makes of it, before its context is read."""
    connectors, left = scene.language.connectors, draft.quantity.left
    best: tuple[int, str] | None = None
    for name in ("by", "from", "to"):
        found = connectors[name].before(scene.text, left)
        if found and (best is None or found[0] < best[0]):
            best = (found[0], name)
    draft.evidence["slot"] = best[1] if best else ""


def _comparison(scene: Scene, draft: Draft) -> str | None:
    found = scene.language.comparison.after(scene.text, draft.quantity.right)
    return found[1] if found else None


def _moving(scene: Scene, draft: Draft, *, reach: float = 1.6) -> Cue | None:
    """The nearest word of movement, unless a verb that merely states an amount is nearer."""
    quantity = draft.quantity
    moving = [
        (scene.cost(cue.start, cue.end, draft), cue)
        for cue in scene.of("direction")
        if cue.end <= quantity.left or cue.start >= quantity.right
    ]
    plain = min((scene.cost(cue.start, cue.end, draft) for cue in scene.of("plain")), default=9.0)
    near = [(cost, cue) for cost, cue in moving if cost <= reach and cost <= plain]
    return min(near, key=lambda item: item[0])[1] if near else None


def _governed(scene: Scene, draft: Draft) -> bool:
    """Whether a verb of movement stands right before the figure ("fell 6.5%")."""
    left = draft.quantity.left
    for cue in scene.of("direction"):
        if 0 <= left - cue.end <= _NEAR and cue.id != "neutral":
            gap = scene.text[cue.end : left]
            if len(gap.split()) <= 1 and not any(mark in gap for mark in ",;:"):
                return True
    return False


def _percentage(scene: Scene, draft: Draft, before: list[Draft]) -> None:
    slot, compared = draft.evidence["slot"], _comparison(scene, draft)
    if compared == "index":
        draft.measure, draft.firm_measure = Measure.INDEX, True
        draft.evidence["measure"] = "a percentage of an earlier level"
    elif slot == "by" or draft.quantity.number.signed or compared in ("up", "down"):
        _change(draft, "the words around it compare or add")
        draft.firm_measure = True
    elif slot == "to" and _moving(scene, draft):
        draft.measure, draft.transition = Measure.SHARE, Transition.TO
        draft.evidence["measure"] = "a share that moved to this"
    elif _governed(scene, draft):
        _change(draft, "a verb of movement stands before it")
        draft.firm_measure = True
    elif draft.kind == "percentage_point":
        _change(draft, "percentage points are a difference")
    elif inherited := _inherited(scene, draft, before):
        draft.measure, draft.transition = inherited.measure, inherited.transition
        draft.evidence["measure"] = "like the percentage before it"
    else:
        _nearest_measure(scene, draft)


def _change(draft: Draft, reason: str) -> None:
    draft.measure, draft.transition = Measure.CHANGE, Transition.BY
    draft.evidence["measure"] = reason


def _inherited(scene: Scene, draft: Draft, before: list[Draft]) -> Draft | None:
    if not before or not before[-1].is_percent() or before[-1].transition is Transition.TO:
        return None
    gap = scene.text[before[-1].quantity.right : draft.quantity.left]
    near = any(
        cue.kind in ("share", "direction")
        and before[-1].quantity.right <= cue.start < draft.quantity.left
        for cue in scene.cues
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
            default=9.0,
        )

    rate = nearest("rate")
    share = nearest("share")
    moving = nearest("direction", ("up", "down"))
    brackets = scene.text[draft.quantity.left - 1 : draft.quantity.left] == "("
    if rate < 0.6 and rate <= min(share, moving):
        draft.measure = Measure.LEVEL
        draft.evidence["measure"] = "a rate"
    elif moving + 0.25 < share and moving < 1.0 and not (brackets and share < 9):
        _change(draft, "a word of movement is nearest")
    else:
        draft.measure = Measure.SHARE
        draft.evidence["measure"] = "a percentage without movement is a share"


def _amount(scene: Scene, draft: Draft, before: list[Draft]) -> None:
    slot, compared = draft.evidence["slot"], _comparison(scene, draft)
    if slot == "by" and not _is_agent(scene, draft):
        _change(draft, "added or taken away")
        draft.firm_measure = True
    elif compared in ("up", "down") and draft.quantity.shape is not Shape.COUNT:
        draft.measure, draft.firm_measure = Measure.CHANGE, True
        draft.evidence["measure"] = "compared with something else"
        if _has_reference(scene, draft) or draft.kind != "time":
            draft.transition = Transition.BY
    elif slot == "from":
        draft.transition = Transition.FROM  # kept only if a `to` follows
    elif slot == "to" and (_moving(scene, draft) or _has_source(before)):
        draft.transition = Transition.TO
        draft.evidence["transition"] = "a movement goes to it"


def _is_agent(scene: Scene, draft: Draft) -> bool:
    """Whether "by" names who does it ("used by 14 companies") rather than a difference."""
    return draft.quantity.shape is Shape.COUNT and _moving(scene, draft) is None


def _has_source(before: list[Draft]) -> bool:
    return any(draft.transition is Transition.FROM for draft in before[-2:])


def _has_reference(scene: Scene, draft: Draft) -> bool:
    return any(
        period.kind == "reference" and period.start >= draft.quantity.right
        for period in scene.periods
    )


def _pair_sources(scene: Scene) -> None:
    """Keep a `from` only where a `to` of the same kind follows in the sentence, or precedes it."""
    for position, draft in enumerate(scene.drafts):
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
            partner.measure = draft.measure if not partner.is_percent() else Measure.SHARE
            partner.evidence["transition"] = "the end of a stated movement"
            draft.evidence["transition"] = "the start of a stated movement"
            continue
        earlier = scene.drafts[position - 1] if position else None
        if (
            earlier is not None
            and earlier.kind == draft.kind
            and scene.boundaries.cost(earlier.quantity.right, draft.quantity.left) < 0.9
            and any(
                earlier.quantity.right <= cue.start < draft.quantity.left
                for cue in scene.of("direction")
            )
        ):
            # "72 hours, down from 96"; "fell to 428 from 804"
            earlier.transition = Transition.TO
            draft.evidence["transition"] = earlier.evidence["transition"] = "moved from … to"
            continue
        if (
            earlier is not None
            and earlier.kind == draft.kind
            and earlier.transition is Transition.TO
        ):
            draft.evidence["transition"] = "the start of a stated movement"
            continue
        draft.transition = None


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
            and scene.boundaries.cost(chain[-1].quantity.right, draft.quantity.left) < _CHAIN
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


def _exceed(scene: Scene, draft: Draft) -> None:
    """A verb like "exceeded" hedges the amount behind it from a distance."""
    for cue in scene.of("bound"):
        gap = scene.text[cue.end : draft.quantity.left]
        if (
            cue.end <= draft.quantity.left
            and len(gap) < 30
            and not any(c.isdigit() or c in ",;" for c in gap)
        ):
            draft.bound = Bound(cue.id)
            draft.evidence["bound"] = f"“{scene.text[cue.start : cue.end]}”"


def _sign(scene: Scene, draft: Draft) -> None:
    if draft.quantity.number.signed:
        return
    way = _comparison(scene, draft)
    if way not in ("up", "down"):
        way = _way(scene, draft)
    if way == "down":
        draft.value = -draft.value
        if draft.high is not None:
            draft.value, draft.high = -draft.high, draft.value
            draft.bound = Bound.BETWEEN
        draft.evidence["sign"] = "a word of decrease"


def _way(scene: Scene, draft: Draft) -> str:
    """The direction of the nearest word of movement; a particle at the clause's end turns it."""
    best, way = 9.0, "up"
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
