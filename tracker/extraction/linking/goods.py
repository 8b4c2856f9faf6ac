"""Goods: what is carried, traded or produced."""

from tracker.extraction.findings import Shape
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.indicator import step
from tracker.extraction.linking.ranking import Option
from tracker.extraction.linking.scene import Draft, Scene, groups_of


def read_commodities(scene: Scene, frame: Frame) -> None:
    """Set what is carried or traded, from the nearest word for goods or from before."""
    last: Draft | None = None
    for members in groups_of(scene.drafts):
        for draft in members:
            counted = draft.counted_commodity(scene)
            if draft.kind == "container":
                draft.commodity = "containers"
                draft.evidence["commodity"] = "containers are counted in its unit"
            elif counted:
                draft.commodity = counted
                draft.evidence["commodity"] = f"“{draft.quantity.counted}”"
        open_ = [d for d in members if d.commodity is None]
        if open_:
            settled = next((d.commodity for d in members if d.commodity), None)
            choice = scene.rankers["commodity"].choose(
                goods_options(scene, frame, open_, last, settled), open_
            )
            for draft in open_:
                draft.commodity = choice.value
                draft.sure_goods = choice.probability
                if choice.value:
                    draft.evidence["commodity"] = choice.why
        last = members[-1]


def goods_options(
    scene: Scene, frame: Frame, members: list[Draft], last: Draft | None, settled: str | None
) -> list[Option[str | None]]:
    head = members[0]
    shape = "count" if head.quantity.shape is Shape.COUNT else "unit"
    generic = any(True for _ in scene.of("generic"))
    near_generic = min(
        (min(scene.cost(c.start, c.end, d) for d in members) for c in scene.of("generic")),
        default=9.0,
    )
    best: dict[str, tuple[float, str, int, int, str]] = {}
    for cue in scene.of("commodity"):
        for draft in members:
            quantity = draft.quantity
            left = cue.end <= quantity.left
            cost = scene.cost(cue.start, cue.end, draft)
            if cue.id in best and best[cue.id][0] <= cost:
                continue
            low, high = (cue.end, quantity.left) if left else (quantity.right, cue.start)
            figures = sum(
                1 for d in scene.drafts if low <= d.start < high and d.group != head.group
            )
            apart = int(scene.boundaries.boundary(low, high)) if low < high else 0
            word = f"“{scene.text[cue.start : cue.end]}”"
            best[cue.id] = (cost, "left" if left else "right", min(figures, 3), apart, word)
    order = sorted(best, key=lambda id_: best[id_][0])
    options: dict[str | None, Option[str | None]] = {}
    about = [f"of {head.indicator}", f"kind {head.kind} {shape}", f"of {head.indicator} {head.kind}", f"measure {head.measure}"]
    for id_, (cost, side, figures, apart, word) in best.items():
        far = step(cost)
        boxes = "boxes" if id_ == "containers" else "goods"
        rank = min(order.index(id_), 3)
        names = ["named", f"{far} {side}", f"{far} {boxes}", f"rank {rank} of {min(len(order), 4)}", f"rank {rank} {side} {apart}",
                 f"figures {figures} {side}", f"apart {apart} {side}", f"{boxes} {side} {figures}", f"generic {generic}"]
        if near_generic < cost:
            names.append("behind generic")
        names += [f"{boxes} {item}" for item in about]
        options[id_] = Option(id_, names, word)

    def carry(id_: str | None, name: str, why: str) -> None:
        if id_ is None:
            return
        option = options.setdefault(id_, Option(id_, ["carried"], why))
        state = "named" if "named" in option.features else "bare"
        boxes = "boxes" if id_ == "containers" else "goods"
        option.features += [f"{name} {state}", f"{name} {state} {boxes}", f"{name} generic {generic}", f"{name} of {head.indicator}", f"{name} any {bool(best)}"]

    if last is not None:
        same = "same" if last.indicator == head.indicator else "other"
        carry(last.commodity, f"last {same}", "as the figure before it")
    else:
        same = "same" if frame.indicator == head.indicator else "other"
        carry(frame.commodity, f"frame {same} {min(frame.age, 3)}", "carried from the sentence before")
    carry(settled, "mate", "as its movement")
    none = ["none", *(f"none {item}" for item in about), f"none any {min(len(best), 2)}",
            f"none generic {generic} {step(near_generic)}", f"none any {bool(best)} of {head.indicator}"]
    if last is not None:
        none.append(f"none last {last.commodity is None} {last.indicator == head.indicator}")
    options[None] = Option(None, none)
    return list(options.values())
