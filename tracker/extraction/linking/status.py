"""Status: whether a figure exists yet, is aimed for or expected."""

from tracker.extraction.findings import Cue
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.indicator import step
from tracker.extraction.linking.ranking import Option
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.model.fact import Status, Transition

_MODAL = 12  # characters between a modal and the participle it governs
STATES = ("actual", "target", "forecast")


def read_status(scene: Scene, frame: Frame) -> None:
    """Set actual, target or forecast; a `from` is always actual, its `to` and `by` go together."""
    cues = _cues(scene)
    last: Draft | None = None
    for members in groups_of(scene.drafts):
        moving = [d for d in members if d.transition is not Transition.FROM]
        for draft in members:
            draft.status = Status.ACTUAL
        if not moving:
            continue
        choice = scene.rankers["status"].choose(
            status_options(scene, frame, moving, cues, last), moving
        )
        for draft in moving:
            draft.status = Status(choice.value)
            draft.sure_status = choice.probability
            if choice.why:
                draft.evidence["status"] = choice.why
        last = moving[-1]


def status_options(
    scene: Scene, frame: Frame, members: list[Draft], cues: list[Cue], last: Draft | None
) -> list[Option[str]]:
    head = members[0]
    best: dict[str, tuple[float, Cue, str, int]] = {}
    for cue in cues:
        for draft in members:
            left = cue.end <= draft.quantity.left
            cost = scene.cost(cue.start, cue.end, draft)
            if cue.id not in best or cost + (1 - cue.strength) < best[cue.id][0] + (
                1 - best[cue.id][1].strength
            ):
                low, high = (
                    (cue.end, draft.quantity.left) if left else (draft.quantity.right, cue.start)
                )
                apart = int(scene.boundaries.boundary(low, high)) if low < high else 0
                best[cue.id] = (cost, cue, "left" if left else "right", apart)
    order = sorted(best, key=lambda id_: best[id_][0])
    common = [
        f"of {head.indicator}",
        f"kind {head.kind}",
        f"transition {head.transition}",
        f"measure {head.measure}",
        "cues " + " ".join(order),
        f"lead {order[0] if order else 'none'}",
    ]
    entry = scene.lexicon.gazetteer.entries.get(head.subject or "")
    if entry is not None and entry.planned:
        common += ["planned", f"planned {head.indicator}"]
        if not order:
            common.append("planned silent")
    for period in scene.periods:
        cost = min(scene.cost(period.start, period.end, draft) for draft in members)
        if cost < 1.6:
            common.append(f"when {period.kind} {min(int(cost / 0.4), 3)}")
            common += [f"{effect} {min(int(cost / 0.6), 2)}" for effect in period.effects]
            iso = _ahead(scene, period)
            if iso:
                common.append(f"{iso} {min(int(cost / 0.5), 2)}")
    if last is not None:
        gap = step(scene.boundaries.cost(last.quantity.right, head.quantity.left))
        common += [f"last {last.status} {gap}", f"last {last.status} {order[0] if order else '-'}"]
    elif frame.status:
        common.append(f"frame {frame.status} {order[0] if order else '-'}")
    options = []
    for state in STATES:
        names = [f"{state}|{name}" for name in dict.fromkeys(common)]
        why = ""
        for id_, (cost, cue, side, apart) in best.items():
            far = step(cost)
            names += [
                f"{state}|{id_}|{far}|{side}",
                f"{state}|{id_}|{far}|{cue.strength:.1f}",
                f"{state}|{id_}|{side}|{apart}",
                f"{state}|{id_}|{cue.strength:.1f}|{head.indicator}",
            ]
            if id_ == state:
                why = f"“{scene.text[cue.start : cue.end]}”"
                names.append(f"own|{order.index(id_)}")
        options.append(Option(state, names, why))
    return options


def _ahead(scene: Scene, period: object) -> str:
    from tracker.extraction.periods import resolve

    if not scene.published:
        return ""
    try:
        iso = resolve(period, scene.published, None)  # type: ignore[arg-type]
    except Exception:
        return ""
    if not iso:
        return ""
    now = scene.published
    iso = str(iso)
    start = iso.split("/")[0]
    if start[: len(now)] > now[: len(start)]:
        return "future"
    if iso.split("/")[-1][:4] < now[:4]:
        return "past"
    return "present"


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
