"""Indicator: what a figure measures, decided once for every movement.

Every indicator that the unit allows is a reading. What speaks for it: its cue words by distance,
side and rank; the figure before and the sentence before; the counted noun; the unit, the size of
the number and its measure; names, goods, plans and rates in the sentence.
"""

from collections.abc import Iterator

from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.extraction.linking.sight import Sight, loudest, nearest, step
from tracker.lexicon.ranking import Option, Part
from tracker.model.fact import Measure, Transition

_RATIOS = {"percent", "percentage_point", "times"}
_NEAR = 160  # characters around a movement within which names speak for its indicator
_BEHIND = 12  # characters behind a figure within which a rate is its own
_MOVES = ("rate", "direction", "share", "plain", "reach")


def read_indicators(scene: Scene, frame: Frame) -> None:
    """Set the indicator of every draft, one decision a movement."""
    decided: list[Draft] = []
    for members in groups_of(scene.drafts):
        options = list(_options(scene, frame, members, decided))
        choice = scene.lexicon.rankers["indicator"].choose(options, members)
        for draft in members:
            draft.indicator = choice.value
            draft.sure["indicator"] = choice.probability
            draft.evidence["indicator"] = choice.reason()
            if draft.is_percent() and draft.indicator == "economy" and not draft.firm_measure:
                _level_of_rate(scene, draft)
        decided += members
        decided.sort(key=lambda draft: draft.start)
    _sign_balances(scene)


def _options(
    scene: Scene, frame: Frame, members: list[Draft], decided: list[Draft]
) -> Iterator[Option[str]]:
    ranker = scene.lexicon.rankers["indicator"]
    kinds = frozenset(draft.kind for draft in members)
    solid = kinds - _RATIOS
    head = members[0]
    kind = next((draft.kind for draft in members if draft.kind in solid), head.kind)
    sights = loudest(scene, scene.of("indicator"), members)
    order = sorted(sights, key=lambda id_: sights[id_].cost)
    counted = {d.counted_indicator(scene) or "count" for d in members if d.quantity.counted}
    context = list(_context(scene, members, kind, counted))
    context.append("cues" if sights else "silent")
    before = [draft for draft in decided if draft.start < head.start]
    last = _Last(scene, before, head) if before else None
    beside = {other: f"beside {other}" for other in sorted(sights)[:6]}
    fitting = scene.indicators_for(kinds)
    for id_ in fitting:
        others = [name for other, name in beside.items() if other != id_]
        parts = [Part((id_,), context), Part((id_,), others)]
        why = "the unit suggests it"
        if last is not None:
            parts += last.parts(id_)
            if last.indicator == id_:
                why = "as the figure before it"
        elif frame.indicator is not None or frame.told:
            parts += _since(frame, kind, bool(solid), id_, bool(sights))
            if frame.indicator == id_:
                why = "carried from the sentence before"
            elif id_ in frame.told:
                why = "the sentence before speaks of it"
        sight = sights.get(id_)
        if sight is not None:
            parts += _seen(sight, min(order.index(id_), 3), kind, id_)
            why = scene.quote(sight.cue)
        if id_ in counted:
            parts.append(Part(("",), ["counted", f"counted {'cue' if sight else 'only'}"]))
            why = f"“{head.quantity.counted}” are counted"
        yield ranker.option(id_, parts, why)
    if not fitting:
        yield ranker.option("other", [], "no indicator is measured in this unit")


def _seen(sight: Sight, rank: int, kind: str, id_: str) -> list[Part]:
    far, side, strength = sight.far, sight.side, f"{sight.cue.strength:.1f}"
    apart = "apart" if sight.apart else "close"
    return [
        Part(
            ("",),
            [
                f"cue {far} {side}",
                f"cue {far} {strength}",
                f"cue rank{rank}",
                f"cue rank{rank} {side}",
                f"cue figures{sight.figures} {side}",
                f"cue {apart} {side}",
            ],
        ),
        Part((id_,), [f"cue {side}", f"cue {strength}", f"cue {kind}"]),
    ]


class _Last:
    """What the figures before in the sentence say of the next one."""

    def __init__(self, scene: Scene, before: list[Draft], head: Draft) -> None:
        last = before[-1]
        low, high = last.quantity.right, head.quantity.left
        self.indicator = last.indicator
        self.own = "own" if any(low <= c.start < high for c in scene.of("indicator")) else "none"
        self.same = (
            "same" if last.kind == head.kind else "ratio" if head.kind in _RATIOS else "else"
        )
        self.earlier = {draft.indicator for draft in before[:-1]}
        gap = step(scene.boundaries.cost(low, high))
        names = [f"last {gap}", f"last {self.same} {self.own}"]
        names.append(f"last {last.measure} {head.measure}")
        if scene.language.connectors["of_which"].before(scene.text, high):
            names.append("last part")
        self.again = Part(("",), names)

    def parts(self, id_: str) -> list[Part]:
        """The features of one indicator."""
        if id_ == self.indicator:
            parts = [self.again, Part((id_,), [f"last {self.own}", f"last {self.same}"])]
        else:
            parts = [
                Part(("",), [f"after {self.same}"]),
                Part((id_,), [f"after {self.indicator} {self.own}"]),
            ]
        if id_ in self.earlier:
            parts.append(Part(("",), [f"earlier {self.own}"]))
        return parts


def _since(frame: Frame, kind: str, solid: bool, id_: str, cues: bool) -> list[Part]:
    """What the sentence before says of the first figure of this one."""
    has = "cues" if cues else "silent"
    told = []
    if id_ in frame.told:
        told = [f"told {min(frame.told.index(id_), 2)} {has}", f"told {has}"]
    elif frame.told:
        told = [f"untold {has}"]
    if frame.indicator != id_:
        also = [f"carried also {has}"] if id_ in frame.indicators else []
        return [Part(("",), told + also), Part((id_,), [f"since {frame.indicator} {has}"])]
    has = has if not frame.told else f"{has} told"
    same = "same" if frame.kind == kind else "else" if solid else "ratio"
    return [
        Part(("",), [f"carried {min(frame.age, 4)} {has}", f"carried {same} {has}", *told]),
        Part((id_,), [f"carried {has}", f"carried {same}"]),
    ]


def _context(scene: Scene, members: list[Draft], kind: str, counted: set[str]) -> Iterator[str]:
    """What else there is of the figure and its sentence, as far as it speaks for an indicator."""
    head = members[0]
    yield ""
    yield f"kind {kind}"
    yield f"size {kind} {_size(members, kind)}"
    if kind == "time":
        yield f"unit {next(draft.quantity.unit for draft in members if draft.kind == kind)}"
    if kind in _RATIOS:
        yield f"measure {head.measure}"
    if len(members) > 1:
        yield "movement"
    yield from (f"counted {noun}" for noun in counted)
    if any(d.quantity.counted and d.counted_commodity(scene) for d in members):
        yield "counts goods"
    yield from _names_around(scene, members)
    goods = {cue.id for cue in scene.of("commodity")}
    yield "goods" if goods - {"containers"} else "no goods"
    if "containers" in goods:
        yield "boxes"
    statuses = {
        cue.id
        for cue in scene.of("status")
        if cue.id != "actual" and any(scene.cost(cue.start, cue.end, d) < 1.2 for d in members)
    }
    yield from (f"status {status}" for status in statuses)
    if any(True for _ in scene.of("negative")):
        yield "negative"
    if any(True for _ in scene.of("generic")):
        yield "generic"
    if any(-1 <= hit.start - d.quantity.right < _BEHIND for hit in scene.rates for d in members):
        yield "rate behind"
    if any(scene.language.comparison.after(scene.text, d.quantity.right) for d in members):
        yield "compared"
    move = nearest(scene, (cue for cue in scene.cues if cue.kind in _MOVES), members[:1])
    if move is not None:
        yield f"near {move.kind}"


def _names_around(scene: Scene, members: list[Draft]) -> Iterator[str]:
    low = min(draft.quantity.left for draft in members) - _NEAR
    high = max(draft.quantity.right for draft in members) + _NEAR
    things = {m.kind for m in scene.mentions if m.kind in INFRASTRUCTURE}
    yield from (f"thing {kind}" for kind in sorted(things) or ["none"])
    if any(m.kind == "organisation" and m.id != "eu" for m in scene.mentions):
        yield "thing organisation"
    roles = {
        m.role
        for m in scene.mentions
        if (m.kind in ("country", "region") or m.id == "eu") and low < m.start < high
    }
    yield from (f"role {role}" for role in sorted(roles))


def _size(members: list[Draft], kind: str) -> int:
    """The order of magnitude of a figure, in steps of a hundred."""
    value = next((abs(draft.value) for draft in members if draft.kind == kind), 0)
    return min(len(str(int(value))) // 2, 7)


def _level_of_rate(scene: Scene, draft: Draft) -> None:
    """A percentage that is a rate itself ("inflation of 8 %") is a level and moves nothing."""
    cues = (cue for cue in scene.cues if cue.kind in ("rate", "direction", "share"))
    closest = nearest(scene, cues, [draft])
    if closest is not None and closest.kind == "rate":
        draft.measure = Measure.LEVEL
        if draft.transition is Transition.BY:
            draft.transition = None


def _sign_balances(scene: Scene) -> None:
    """A deficit is negative."""
    negative = any(True for _ in scene.of("negative"))
    for draft in scene.drafts:
        if (
            negative
            and draft.indicator == "trade_balance"
            and draft.measure is Measure.LEVEL
            and draft.kind == "money"
            and draft.value > 0
        ):
            draft.value, draft.high = (
                (-draft.value, None) if draft.high is None else (-draft.high, -draft.value)
            )
            draft.evidence["sign"] = "a deficit is negative"
