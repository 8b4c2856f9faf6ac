"""Indicator: what a figure measures, decided once for every movement.

Every indicator that the unit allows is a reading. What speaks for it: its cue words by distance,
side and rank; the figure before and the sentence before; the counted noun; the unit, the size of
the number and its measure; names, goods, plans and rates in the sentence.
"""

from collections.abc import Iterator

from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.linking.sight import Sight, loudest, nearest, step
from tracker.lexicon.ranking import Option, Part, Ranker
from tracker.model.fact import Measure, Transition

_UNFIT = ("other",)  # where no indicator is measured in the unit
_RATIOS = {"percent", "percentage_point", "times"}
_NEAR = 160  # characters around a movement within which names speak for its indicator
_BEHIND = 12  # characters behind a figure within which a rate is its own
_MOVES = ("rate", "direction", "share", "plain", "reach")


def read_indicators(scene: Scene, frame: Frame) -> None:
    """Set the indicator of every draft, one decision a movement."""
    ranker = scene.lexicon.rankers["indicator"]
    about = list(_about_sentence(scene))
    for members in scene.movements:
        evidence = _Evidence(scene, frame, members, about)
        choice = ranker.pick(evidence.scores(ranker), evidence.option, members)
        for draft in members:
            draft.indicator = choice.value
            draft.sure["indicator"] = choice.probability
            draft.evidence["indicator"] = choice.reason()
            if draft.is_percent() and draft.indicator == "economy" and not draft.firm_measure:
                _level_of_rate(scene, draft)
    _sign_balances(scene)


class _Evidence:
    """What speaks for the indicators that the unit allows.

    Most of it speaks for or against all of them, each having its own weights for that. The rest
    is about the few that are named or were measured before.
    """

    def __init__(self, scene: Scene, frame: Frame, members: list[Draft], about: list[str]) -> None:
        kinds = frozenset(draft.kind for draft in members)
        solid = kinds - _RATIOS
        self.scene, self.frame, self.head = scene, frame, members[0]
        self.fitting = scene.indicators_for(kinds) or _UNFIT
        self.kind = next((draft.kind for draft in members if draft.kind in solid), self.head.kind)
        self.sights = loudest(scene, scene.of("indicator"), members)
        self.order = sorted(self.sights, key=lambda id_: self.sights[id_].cost)
        self.counted = {
            d.counted_indicator(scene) or "count" for d in members if d.quantity.counted
        }
        has = "cues" if self.sights else "silent"
        self.context = [*about, *_context(scene, members, self.kind, self.counted), has]
        # Features that count for all indicators but the one that they speak of.
        self.foreign: list[tuple[str | None, str]] = [
            (other, f"beside {other}") for other in sorted(self.sights)[:6]
        ]
        self.special: set[str | None] = {*self.sights, *self.counted}
        self.before: _Last | _Since | None = None
        if before := scene.before(self.head):
            self.before = _Last(scene, before, self.head)
        elif frame.indicator is not None or frame.told:
            self.before = _Since(frame, self.kind, bool(solid), has)
        if self.before is not None:
            self.foreign.append((self.before.indicator, self.before.foreign))
            self.special |= self.before.special

    def scores(self, ranker: Ranker) -> list[float]:
        """What speaks for each indicator; that it stands beside itself weighs nothing."""
        beside = (name for _, name in self.foreign)
        shared = ranker.panel(self.fitting).scores((*self.context, *beside))
        rest = ranker.score(self._own(""))
        return [
            score + (ranker.score(self._own(id_)) if id_ in self.special else rest)
            for id_, score in zip(self.fitting, shared, strict=True)
        ]

    def option(self, at: int) -> Option[str]:
        """One indicator with all that speaks for it."""
        id_ = self.fitting[at]
        if self.fitting is _UNFIT:
            return Option(id_, [], "no indicator is measured in this unit")
        return Option(id_, self._all(id_), self._why(id_))

    def _all(self, id_: str) -> Iterator[Part]:
        """What speaks for one indicator, among others."""
        beside = [name for other, name in self.foreign if other != id_]
        yield Part((id_,), [*self.context, *beside])
        yield from self._own(id_)

    def _own(self, id_: str) -> Iterator[Part]:
        """What speaks for one indicator alone."""
        if self.before is not None:
            yield from self.before.own(id_)
        sight = self.sights.get(id_)
        if sight is not None:
            yield from _seen(sight, min(self.order.index(id_), 3), self.kind, id_)
        if id_ in self.counted:
            yield Part(("",), ["counted", f"counted {'cue' if sight else 'only'}"])

    def _why(self, id_: str) -> str:
        if id_ in self.counted:
            return f"“{self.head.quantity.counted}” are counted"
        if id_ in self.sights:
            return self.scene.quote(self.sights[id_].cue)
        return (self.before and self.before.why(id_)) or "the unit suggests it"


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
        self.mine = "own" if any(low <= c.start < high for c in scene.of("indicator")) else "none"
        self.same = (
            "same" if last.kind == head.kind else "ratio" if head.kind in _RATIOS else "else"
        )
        self.earlier = {draft.indicator for draft in before[:-1]}
        self.special = {self.indicator, *self.earlier}
        self.foreign = f"after {self.indicator} {self.mine}"
        gap = step(scene.boundaries.cost(low, high))
        self.again = [f"last {gap}", f"last {self.same} {self.mine}"]
        self.again.append(f"last {last.measure} {head.measure}")
        if scene.language.connectors["of_which"].before(scene.text, high):
            self.again.append("last part")

    def own(self, id_: str) -> Iterator[Part]:
        """What speaks for one indicator."""
        if id_ == self.indicator:
            yield Part(("",), self.again)
            yield Part((id_,), [f"last {self.mine}", f"last {self.same}"])
        else:
            yield Part(("",), [f"after {self.same}"])
        if id_ in self.earlier:
            yield Part(("",), [f"earlier {self.mine}"])

    def why(self, id_: str) -> str:
        """The same in words."""
        return "as the figure before it" if id_ == self.indicator else ""


class _Since:
    """What the sentences before say of the first figure of this one."""

    def __init__(self, frame: Frame, kind: str, solid: bool, has: str) -> None:
        self.frame, self.indicator, self.has = frame, frame.indicator, has
        self.special = {*frame.told, *frame.indicators, frame.indicator}
        self.foreign = f"since {frame.indicator} {has}"
        self.same = "same" if frame.kind == kind else "else" if solid else "ratio"

    def own(self, id_: str) -> Iterator[Part]:
        """What speaks for one indicator."""
        frame, has = self.frame, self.has
        if id_ in frame.told:
            yield Part(("",), [f"told {min(frame.told.index(id_), 2)} {has}", f"told {has}"])
        elif frame.told:
            yield Part(("",), [f"untold {has}"])
        if id_ == self.indicator:
            has = f"{has} told" if frame.told else has
            names = [f"carried {min(frame.age, 4)} {has}", f"carried {self.same} {has}"]
            yield Part(("",), names)
            yield Part((id_,), [f"carried {has}", f"carried {self.same}"])
        elif id_ in frame.indicators:
            yield Part(("",), [f"carried also {has}"])

    def why(self, id_: str) -> str:
        """The same in words."""
        if id_ == self.indicator:
            return "carried from the sentence before"
        return "the sentence before speaks of it" if id_ in self.frame.told else ""


def _about_sentence(scene: Scene) -> Iterator[str]:
    """What else there is in the sentence, as far as it speaks for an indicator."""
    yield ""
    things = {m.kind for m in scene.mentions if m.kind in INFRASTRUCTURE}
    yield from (f"thing {kind}" for kind in sorted(things) or ["none"])
    if any(m.kind == "organisation" and m.id != "eu" for m in scene.mentions):
        yield "thing organisation"
    goods = {cue.id for cue in scene.of("commodity")}
    yield "goods" if goods - {"containers"} else "no goods"
    if "containers" in goods:
        yield "boxes"
    if scene.of("negative"):
        yield "negative"
    if scene.of("generic"):
        yield "generic"


def _context(scene: Scene, members: list[Draft], kind: str, counted: set[str]) -> Iterator[str]:
    """What else there is of the figure and around it, as far as it speaks for an indicator."""
    head = members[0]
    yield f"kind {kind}"
    yield f"size {kind} {_size(members, kind)}"
    if kind == "time":
        yield f"unit {next(draft.quantity.unit for draft in members if draft.kind == kind)}"
    if kind in _RATIOS:
        yield f"measure {head.measure}"
    if len(members) > 1:
        yield "movement"
    yield from (f"counted {noun}" for noun in counted)
    if counted and any(d.quantity.counted and d.counted_commodity(scene) for d in members):
        yield "counts goods"
    yield from _roles_around(scene, members)
    statuses = {
        cue.id
        for cue in scene.of("status")
        if cue.id != "actual" and any(scene.cost(cue.start, cue.end, d) < 1.2 for d in members)
    }
    yield from (f"status {status}" for status in statuses)
    if any(-1 <= hit.start - d.quantity.right < _BEHIND for hit in scene.rates for d in members):
        yield "rate behind"
    if any(scene.language.comparison.after(scene.text, d.quantity.right) for d in members):
        yield "compared"
    move = nearest(scene, scene.of(*_MOVES), members[:1])
    if move is not None:
        yield f"near {move.kind}"


def _roles_around(scene: Scene, members: list[Draft]) -> Iterator[str]:
    if not scene.mentions:
        return
    low = min(draft.quantity.left for draft in members) - _NEAR
    high = max(draft.quantity.right for draft in members) + _NEAR
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
    closest = nearest(scene, scene.of("rate", "direction", "share"), [draft])
    if closest is not None and closest.kind == "rate":
        draft.measure = Measure.LEVEL
        if draft.transition is Transition.BY:
            draft.transition = None


def _sign_balances(scene: Scene) -> None:
    """A deficit is negative."""
    negative = bool(scene.of("negative"))
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
