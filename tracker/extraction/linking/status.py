"""Status: whether a figure exists yet, is aimed for or expected."""

from collections.abc import Iterator

from tracker.extraction.findings import Cue
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.linking.sight import Sight, loudest, step
from tracker.extraction.linking.when import lies
from tracker.lexicon.ranking import Choice, Option, Part
from tracker.model.fact import Status, Transition

_ORDER = tuple(Status)
_STATUSES = tuple(status.value for status in _ORDER)
_MODAL = 12  # characters between a modal and the participle it governs
_NEAR = 1.6  # cost up to which a time speaks for the status of a figure


def read_status(scene: Scene, frame: Frame) -> None:
    """Set actual, target or forecast; a `from` is always actual, its `to` and `by` go together."""
    cues = _cues(scene)
    last: Draft | None = None
    for members in scene.movements:
        moving = [draft for draft in members if draft.transition is not Transition.FROM]
        if not moving:
            continue
        choice = _choose(scene, frame, moving, loudest(scene, cues, moving), last)
        for draft in moving:
            draft.status = choice.value
            draft.sure["status"] = choice.probability
            draft.evidence["status"] = choice.reason()
        last = moving[-1]


def _choose(
    scene: Scene, frame: Frame, moving: list[Draft], sights: dict[str, Sight], last: Draft | None
) -> Choice[Status]:
    ranker = scene.lexicon.rankers["status"]
    order = sorted(sights, key=lambda id_: sights[id_].cost)
    names = list(dict.fromkeys(_context(scene, frame, moving, order, last)))
    planned = "planned" in names
    for sight in sights.values():
        names += _seen(sight, moving[0])
    own = {id_: [Part(("",), [f"own {rank}"])] for rank, id_ in enumerate(order)}
    shared = ranker.panel(_STATUSES).scores(tuple(names))
    scores = [
        score + ranker.score(own.get(status, ()))
        for status, score in zip(_STATUSES, shared, strict=True)
    ]

    def option(at: int) -> Option[Status]:
        id_ = _STATUSES[at]
        parts = [Part((id_,), names), *own.get(id_, ())]
        return Option(_ORDER[at], parts, why(id_))

    def why(id_: str) -> str:
        if id_ in sights:
            return scene.quote(sights[id_].cue)
        if id_ == Status.TARGET and planned:
            return "it does not exist yet"
        return "nothing speaks of a plan" if id_ == Status.ACTUAL else "its context"

    return ranker.pick(scores, option, moving)


def _seen(sight: Sight, head: Draft) -> list[str]:
    id_, far, side, strength = sight.cue.id, sight.far, sight.side, f"{sight.cue.strength:.1f}"
    return [
        f"{id_} {far} {side}",
        f"{id_} {far} {strength}",
        f"{id_} {side} {'apart' if sight.apart else 'close'}",
        f"{id_} {strength} {head.indicator}",
    ]


def _context(
    scene: Scene, frame: Frame, members: list[Draft], order: list[str], last: Draft | None
) -> Iterator[str]:
    head = members[0]
    lead = order[0] if order else "none"
    yield f"of {head.indicator}"
    yield f"kind {head.kind}"
    yield f"transition {head.transition}"
    yield f"measure {head.measure}"
    yield "cues " + " ".join(order)
    yield f"lead {lead}"
    entry = scene.lexicon.gazetteer.entries.get(head.subject or "")
    if entry is not None and entry.planned:
        yield "planned"
        yield f"planned {head.indicator}"
        if not order:
            yield "planned silent"
    for period in scene.periods:
        cost = min([scene.cost(period.start, period.end, draft) for draft in members])
        if cost >= _NEAR:
            continue
        yield f"when {period.kind} {int(cost / 0.4)}"
        yield from (f"{effect} {int(cost / 0.6)}" for effect in period.effects)
        when = lies(scene.resolve(period), scene.published)
        yield f"{when} {int(cost / 0.5)}"
    if last is not None:
        gap = step(scene.boundaries.cost(last.quantity.right, head.quantity.left))
        yield f"last {last.status} {gap}"
        yield f"last {last.status} {lead}"
    elif frame.status:
        yield f"frame {frame.status} {lead}"


def _cues(scene: Scene) -> list[Cue]:
    """The status words; a participle behind a modal ("will be shipped") asserts nothing."""
    cues = list(scene.of("status"))
    ahead = [cue.end for cue in cues if cue.id != "actual"]
    return [
        cue
        for cue in cues
        if cue.id != "actual"
        or not any(
            0 < cue.start - end <= _MODAL and "," not in scene.text[end : cue.start]
            for end in ahead
        )
    ]
