"""Topics: what a figure measures, of what goods, how firmly planned, and per what time.

Every reading collects points: a cue word by its strength and distance, the indicator of the figure
before, the one carried from the sentence before, the kind of infrastructure, and what the unit
alone suggests. A movement is decided as one. The unit's kind must fit the indicator.
"""

from itertools import pairwise

from tracker.extraction.findings import Cue, Shape
from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.model.fact import Measure, Per, Status, Transition

_GOODS = frozenset(
    {"exports", "imports", "freight_volume", "production", "capacity", "reserves", "price"}
)
_MODAL = 12  # characters between a modal and the participle it governs
_RATIOS = {"percent", "percentage_point", "times"}
_BY_UNIT = {"month": "duration", "year": "duration", "week": "transit_time", "day": "transit_time",
            "hour": "transit_time", "minute": "transit_time"}  # fmt: skip


def read_indicators(scene: Scene, frame: Frame) -> None:
    """Set the indicator of every draft, one decision a movement."""
    decided: list[Draft] = []
    for members in groups_of(scene.drafts):
        points = _points(scene, frame, members, decided)
        ranked = sorted(points.items(), key=lambda item: -item[1][0])
        if ranked:
            best, (score, why) = ranked[0]
            margin = score - (ranked[1][1][0] if len(ranked) > 1 else 0.0)
        else:
            best, why, margin = _fallback(scene, members[0]), "nothing in the text names it", 0.0
        for draft in members:
            draft.indicator, draft.margin = best, margin
            draft.evidence["indicator"] = why
            if draft.is_percent() and best == "economy" and not draft.firm_measure:
                _rate(scene, draft)
        decided += members
        decided.sort(key=lambda draft: draft.start)
    _sign_balances(scene)


def settle_balances(scene: Scene) -> None:
    for draft in scene.drafts:
        if draft.is_percent() and draft.indicator == "economy" and not draft.firm_measure:
            _rate(scene, draft)
    _sign_balances(scene)


def rate_hits(scene: Scene) -> list:
    hits = list(scene.language.per.find(scene.text, scene.sentence.start, scene.sentence.end))
    masked = [(p.start, p.end) for p in scene.periods]
    return [h for h in hits if not any(s <= h.start < e or h.start <= s < h.end for s, e in masked)]


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


def _rate(scene: Scene, draft: Draft) -> None:
    nearest = min(
        (c for c in scene.cues if c.kind in ("rate", "direction", "share")),
        key=lambda cue: scene.cost(cue.start, cue.end, draft),
        default=None,
    )
    if nearest is not None and nearest.kind == "rate":
        draft.measure, draft.transition = Measure.LEVEL, None


def _points(
    scene: Scene, frame: Frame, members: list[Draft], decided: list[Draft]
) -> dict[str, tuple[float, str]]:
    weights, indicators = scene.lexicon.weights, scene.lexicon.indicators
    kinds = {draft.kind for draft in members}
    points: dict[str, tuple[float, str]] = {}

    def add(indicator: str, score: float, why: str) -> None:
        if all(indicators[indicator].fits(kind) for kind in kinds) and (
            indicator not in points or score > points[indicator][0]
        ):
            points[indicator] = (score, why)

    for cue in scene.of("indicator"):
        for draft in members:
            score = cue.strength * 1.2 - scene.cost(cue.start, cue.end, draft) * 0.8
            if cue.end <= draft.quantity.left:
                score += weights.left
            add(cue.id, score, f"“{scene.text[cue.start : cue.end]}”")
    for draft in members:
        if draft.quantity.counted:
            counted = draft.counted_indicator(scene)
            add(
                counted or "count",
                0.9 if draft.counted_commodity(scene) else 1.6 if counted else 1.45,
                f"“{draft.quantity.counted}” are counted",
            )
    before = [d for d in decided if d.start < members[0].start]
    if before:
        last = before[-1]
        cost = scene.boundaries.cost(last.quantity.right, members[0].quantity.left)
        bonus = 0.35 if members[0].is_percent() and last.quantity.shape is Shape.UNIT else 0.0
        part = scene.language.connectors["of_which"].before(scene.text, members[0].quantity.left)
        if part and not members[0].quantity.counted:
            add(last.indicator, 1.5, "a part of the figure before it")
        add(last.indicator, weights.previous + bonus - 0.35 * cost, "as the figure before it")
    elif frame.indicator is not None and frame.age <= 3:
        same = 0.0 if frame.kind in kinds or kinds <= _RATIOS else 0.25
        add(
            frame.indicator,
            weights.carried - 0.1 * frame.age - same,
            "carried from the sentence before",
        )
    things = {mention.kind for mention in scene.mentions} & INFRASTRUCTURE
    if things & {"pipeline", "corridor", "railway", "port"}:
        add("freight_volume", weights.kind, "a line or port carries")
    if kinds & {"volume", "energy"} and not things and _goes_abroad(scene):
        add("exports", 1.1, "it goes to another country")
    if kinds == {"money"}:
        add("investment", weights.default / 2, "nothing else is said of the money")
    for kind in kinds - {"percent", "percentage_point", "times", "time"}:
        for indicator in indicators.values():
            if kind in indicator.default_for:
                add(indicator.id, weights.default, "the unit suggests it")
    for draft in members:
        unit_default = _BY_UNIT.get(draft.quantity.unit or "")
        if unit_default:
            add(unit_default, weights.default + 0.25, "the unit suggests it")
    return points


def _goes_abroad(scene: Scene) -> bool:
    return any(
        (mention.role == "to" and mention.kind in ("country", "region")) or mention.id == "eu"
        for mention in scene.mentions
    )


def _fallback(scene: Scene, draft: Draft) -> str:
    if draft.quantity.shape is Shape.COUNT:
        return "count"
    return "other"


def read_status(scene: Scene) -> None:
    """Set actual, target or forecast; a `from` is always actual, its `to` and `by` go together."""
    for members in groups_of(scene.drafts):
        costs: dict[str, tuple[float, Cue | None]] = {}
        for draft in members:
            if draft.transition is Transition.FROM:
                continue
            for cue in _status_cues(scene):
                cost = scene.cost(cue.start, cue.end, draft) + (1 - cue.strength)
                if cue.id != "actual":
                    cost -= 0.15
                if cue.id not in costs or cost < costs[cue.id][0]:
                    costs[cue.id] = (cost, cue)
        _weigh_deadlines(scene, members, costs)
        best = min(costs, key=lambda id_: costs[id_][0], default="actual")
        if best != "actual" and costs[best][0] > 2.4:
            best = "actual"
        for draft in members:
            draft.status = Status.ACTUAL if draft.transition is Transition.FROM else Status(best)
            named = costs[best][1] if best in costs else None
            if named is not None and draft.transition is not Transition.FROM:
                draft.evidence["status"] = f"“{scene.text[named.start : named.end]}”"


def _status_cues(scene: Scene) -> list[Cue]:
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


def _weigh_deadlines(
    scene: Scene, members: list[Draft], costs: dict[str, tuple[float, Cue | None]]
) -> None:
    """A deadline speaks for what is ahead: the plan or expectation named, else a forecast."""
    for period in scene.periods:
        if period.kind != "deadline":
            continue
        cost = min(scene.cost(period.start, period.end, draft) for draft in members) + 0.3
        ahead = min(
            (status for status in ("target", "forecast") if status in costs),
            key=lambda status: costs[status][0],
            default="forecast",
        )
        if cost < 1.2 and cost < costs.get(ahead, (9.0, None))[0]:
            costs[ahead] = (cost, costs.get(ahead, (0.0, None))[1])


def plan_unbuilt(scene: Scene) -> None:
    """Length, power, cost and counts of what is planned are targets where the words are silent."""
    for draft in scene.drafts:
        entry = scene.lexicon.gazetteer.entries.get(draft.subject or "")
        if (
            entry is not None
            and entry.planned
            and draft.indicator
            in ("length", "power", "investment", "count", "capacity", "freight_volume")
            and draft.status is Status.ACTUAL
            and draft.transition is not Transition.FROM
            and "status" not in draft.evidence
        ):
            draft.status = Status.TARGET
            draft.evidence["status"] = "it does not exist yet"


def read_commodities(scene: Scene, frame: Frame) -> None:
    """Set what is carried or traded, from the nearest word for goods or from before."""
    generic = any(True for _ in scene.of("generic"))
    for draft in scene.drafts:
        if draft.kind == "container":
            draft.commodity = "containers"
            draft.evidence["commodity"] = "containers are counted in its unit"
            continue
        counted = draft.counted_commodity(scene)
        if counted:
            draft.commodity = counted
            draft.evidence["commodity"] = f"“{draft.quantity.counted}”"
            continue
        if draft.indicator not in _GOODS or draft.quantity.shape is Shape.COUNT:
            continue
        near = [
            (cost, cue)
            for cue in scene.of("commodity")
            if (cost := _commodity_cost(scene, cue, draft)) < 1.3
        ]
        if near:
            cue = min(near, key=lambda item: item[0])[1]
            draft.commodity = cue.id
            draft.evidence["commodity"] = f"“{scene.text[cue.start : cue.end]}”"
        elif (
            not generic
            and frame.commodity
            and frame.commodity != "containers"
            and draft.indicator == frame.indicator
            and frame.age <= 2
        ):
            draft.commodity = frame.commodity
            draft.evidence["commodity"] = "carried from the sentence before"
    for first, second in pairwise(scene.drafts):
        if (
            second.commodity is None
            and second.measure is not Measure.LEVEL
            and second.indicator == first.indicator
            and second.indicator in _GOODS
            and "," in scene.text[first.quantity.right : second.quantity.left]
            and second.subject == first.subject
        ):
            second.commodity = first.commodity
    for members in groups_of(scene.drafts):
        named = next((d.commodity for d in members if d.commodity), None)
        containers = any(d.kind == "container" for d in members)
        for draft in members:
            if (
                draft.indicator in _GOODS
                and draft.quantity.equivalent is None
                and (containers or draft.commodity is None)
                and draft.quantity.shape is not Shape.COUNT
            ):
                draft.commodity = named


def _commodity_cost(scene: Scene, cue: Cue, draft: Draft) -> float:
    cost = scene.cost(cue.start, cue.end, draft)
    right = cue.start >= draft.quantity.right
    if right and scene.boundaries.boundary(draft.quantity.right, cue.start):
        return 9.0
    if cue.id == "containers":
        if right and cue.start - draft.quantity.right > 25:
            return 9.0
        between = any(
            draft2.start >= cue.end and draft2.start < draft.start and not draft2.is_percent()
            for draft2 in scene.drafts
        )
        if between and draft.kind != "container" and not draft.is_percent():
            return 9.0
    if right and cue.start - draft.quantity.right <= 25:
        cost -= 0.3
    return cost


def read_rates(scene: Scene) -> None:
    """Set `per`: the words for a rate right behind the figure, or before the list it opens."""
    hits = list(scene.language.per.find(scene.text, scene.sentence.start, scene.sentence.end))
    masked = [(p.start, p.end) for p in scene.periods]
    hits = [h for h in hits if not any(s <= h.start < e or h.start <= s < h.end for s, e in masked)]
    for members in groups_of(scene.drafts):
        per = None
        for draft in members:
            per = per or _rate_near(scene, draft, hits)
        for draft in members:
            if draft.measure is Measure.LEVEL and draft.kind not in (
                "percent", "percentage_point", "times", "time", "length", "speed",
            ):  # fmt: skip
                draft.per = per
                if per:
                    draft.evidence["per"] = "a rate is named beside it"
            elif draft.kind == "length" and per is not Per.YEAR:
                draft.per = per
    _list_rates(scene)


def _list_rates(scene: Scene) -> None:
    """A rate stated once holds for the list it opens: "15 Mio. t im Jahr, darunter 100.000 TEU"."""
    of_which = scene.language.connectors["of_which"]
    for first, second in pairwise(scene.drafts):
        if (
            first.per is not None
            and second.per is None
            and second.measure is Measure.LEVEL
            and second.indicator == first.indicator
            and second.kind in ("mass", "container", "count", "volume")
            and of_which.before(scene.text, second.quantity.left)
        ):
            second.per = first.per
            second.evidence["per"] = "the rate that opens the list"


def _rate_near(scene: Scene, draft: Draft, hits: list) -> Per | None:  # type: ignore[type-arg]
    quantity = draft.quantity
    best: tuple[float, Per] | None = None
    for hit in hits:
        per, before_only = hit.meaning
        if hit.start >= quantity.right:
            if before_only:
                continue
            gap = scene.text[quantity.right : hit.start]
            between = any(quantity.right <= d.start < hit.start for d in scene.drafts)
            linked = all(
                d.group == draft.group
                for d in scene.drafts
                if quantity.right <= d.start < hit.start
            )
            if len(gap) > 45 or any(mark in gap for mark in ";:") or (between and not linked):
                continue
            cost = len(gap) / 40 + 0.5 * gap.count(",")
        else:
            gap = scene.text[hit.end : quantity.left]
            if len(gap) > 90 or any(mark in gap for mark in ";:"):
                continue
            between = any(
                hit.end <= d.start < quantity.left and d.group != draft.group for d in scene.drafts
            )
            if between:
                continue
            if "," in gap and not before_only:
                continue
            cost = len(gap) / 60 + 0.4 * gap.count(",")
        if cost < 1.6 and (best is None or cost < best[0]):
            best = (cost, per)
    return best[1] if best else None
