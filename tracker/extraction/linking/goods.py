"""Goods: what is carried, traded or produced."""

from collections.abc import Iterator

from tracker.extraction.findings import Shape
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.linking.sight import Sight, step
from tracker.lexicon.ranking import Option, Part

_BOXED = "containers"
# What is usually meant by a unit, or a kind of unit, when the goods are not named.
_USUAL = {
    "energy": "electricity",
    "power": "electricity",
    "cubic_meter": "natural_gas",
}


def read_commodities(scene: Scene, frame: Frame) -> None:
    """Set what is carried or traded; units and counted nouns that say it need no decision."""
    last: Draft | None = None
    for members in scene.movements:
        for draft in members:
            counted = draft.counted_commodity(scene)
            if draft.kind == "container":
                draft.commodity = _BOXED
                draft.evidence["commodity"] = "containers are counted in its unit"
            elif counted:
                draft.commodity = counted
                draft.evidence["commodity"] = f"“{draft.quantity.counted}”"
        unsaid = [draft for draft in members if draft.commodity is None]
        if unsaid:
            said = next((draft.commodity for draft in members if draft.commodity), None)
            options = list(_options(scene, frame, unsaid, last, said))
            choice = scene.lexicon.rankers["commodity"].choose(options, unsaid)
            for draft in unsaid:
                draft.commodity = choice.value
                draft.sure["commodity"] = choice.probability
                if choice.value:
                    draft.evidence["commodity"] = choice.reason(lambda goods: goods)
        last = members[-1]


def _nearest(scene: Scene, members: list[Draft]) -> dict[str, Sight]:
    found: dict[str, Sight] = {}
    for cue in scene.of("commodity"):
        for draft in members:
            cost = scene.cost(cue.start, cue.end, draft)
            if cue.id not in found or cost < found[cue.id].cost:
                found[cue.id] = Sight(scene, cue, draft, cost)
    return found


def _options(
    scene: Scene, frame: Frame, members: list[Draft], last: Draft | None, said: str | None
) -> Iterator[Option[str | None]]:
    head = members[0]
    shape = "count" if head.quantity.shape is Shape.COUNT else "unit"
    generic = min(
        (scene.cost(cue.start, cue.end, d) for cue in scene.of("generic") for d in members),
        default=9.0,
    )
    any_generic = "generic" if generic < 9 else "plain"
    about = [
        f"of {head.indicator}",
        f"kind {head.kind} {shape}",
        f"of {head.indicator} {head.kind}",
        f"measure {head.measure}",
    ]
    sights = _nearest(scene, members)
    order = sorted(sights, key=lambda id_: sights[id_].cost)
    named = "named" if sights else "silent"
    names: dict[str, list[Part]] = {}
    why: dict[str, str] = {}
    for id_, sight in sights.items():
        boxes = "boxes" if id_ == _BOXED else "goods"
        rank, side = min(order.index(id_), 3), sight.side
        apart = "apart" if sight.apart else "close"
        seen = [
            "named",
            f"{sight.far} {side}",
            f"{sight.far} {boxes}",
            f"rank {rank} of {min(len(order), 4)}",
            f"rank {rank} {side} {apart}",
            f"figures {sight.figures} {side}",
            f"{apart} {side}",
            f"{boxes} {side} {sight.figures}",
            any_generic,
        ]
        if generic < sight.cost:
            seen.append("behind generic")
        names[id_] = [Part(("",), seen), Part((boxes,), about)]
        why[id_] = scene.quote(sight.cue)
    for id_, source, reason in (*_carried(head, frame, last, said), *_implied(scene, head)):
        state = "named" if id_ in sights else "bare"
        boxes = "boxes" if id_ == _BOXED else "goods"
        carried = [state, f"{state} {boxes}", any_generic, f"of {head.indicator}", named]
        names.setdefault(id_, [Part(("",), ["carried"])]).append(Part((source,), carried))
        why.setdefault(id_, reason)
    for id_, parts in names.items():
        yield Option(id_, parts, why[id_])
    none = ["", *about, f"named {min(len(sights), 2)}", f"{any_generic} {step(generic)}"]
    none.append(f"{named} of {head.indicator}")
    if last is not None:
        none.append(f"last {last.commodity is None} {last.indicator == head.indicator}")
    yield Option(None, [Part(("none",), none)])


def _carried(
    head: Draft, frame: Frame, last: Draft | None, said: str | None
) -> Iterator[tuple[str, str, str]]:
    """Goods said of other figures: the goods, where from as a feature, and in words."""
    if last is not None and last.commodity:
        same = "same" if last.indicator == head.indicator else "other"
        yield last.commodity, f"last {same}", "as the figure before it"
    elif last is None and frame.commodity:
        same = "same" if frame.indicator == head.indicator else "other"
        source = f"frame {same} {min(frame.age, 3)}"
        yield frame.commodity, source, "carried from the sentence before"
    if last is None and frame.told_goods:
        yield frame.told_goods, "told", "the sentence before speaks of it"
    if said:
        yield said, "mate", "as its movement"


def _implied(scene: Scene, head: Draft) -> Iterator[tuple[str, str, str]]:
    """Goods that nobody needs to name: what a pipeline is there for, what its unit measures."""
    entry = scene.lexicon.gazetteer.entries.get(head.subject or "")
    if entry is not None and entry.carries:
        yield entry.carries, f"built for {head.kind}", "what it carries"
    usual = _USUAL.get(head.quantity.unit or "") or _USUAL.get(head.kind)
    if usual:
        yield usual, f"measured {head.kind} {head.indicator}", "what is usually measured so"
