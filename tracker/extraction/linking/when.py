"""When: which time belongs to which figure, and what it means.

Each figure takes the time that is cheapest to reach: one straight behind it belongs to it alone;
deadlines go to plans only, times gone by never to plans; what something is compared with
(`Vorjahr`) serves reference levels only. Without a time in the sentence, the main time is carried
along.
"""

from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.extraction.periods import PeriodMention, resolve
from tracker.model.fact import Measure, Status, Transition

_TIMELESS = frozenset(
    {
        "length",
        "duration",
        "population",
        "stake",
        "count",
        "capacity",
        "power",
        "speed",
        "transit_time",
        "progress",
        "reserves",
        "debt",
    }
)
_FAR = 3.2


def read_periods(scene: Scene, frame: Frame) -> None:
    """Set period and period_text of every draft."""
    owners = _owners(scene)
    for members in groups_of(scene.drafts):
        head = _head(members)
        own = _choose(scene, head, owners)
        for draft in members:
            if draft is head:
                chosen = own
            elif draft.transition is Transition.FROM:
                chosen = _own_of_source(scene, draft, owners)
            else:
                chosen = owners.get(id(draft)) or own
            _set(scene, draft, chosen, main=frame.period_iso)
    _references(scene)
    for draft in scene.drafts:
        if draft.period is None:
            _carry(scene, draft, frame)


def _head(members: list[Draft]) -> Draft:
    for wanted in (Transition.TO, Transition.BY, None):
        for draft in members:
            if draft.transition is wanted:
                return draft
    return members[0]


def _usable(scene: Scene) -> list[PeriodMention]:
    return [p for p in scene.periods if p.kind != "mask" and not _dates_event(scene, p)]


def _is_same(period: PeriodMention) -> bool:
    """Whether it is the time spoken of before, not that time a year earlier."""
    return period.op == "same" and not period.groups and "reference" not in period.effects


def _dates_event(scene: Scene, period: PeriodMention) -> bool:
    """Whether the words beside a time make it that of an event ("signed in March")."""
    event = scene.language.labels["event"]
    return bool(event.before(scene.text, period.start) or event.after(scene.text, period.end))


def _owners(scene: Scene) -> dict[int, PeriodMention]:
    """Times that stand straight behind a figure, or with it in brackets, belong to it alone."""
    owners: dict[int, PeriodMention] = {}
    for period in _usable(scene):
        for draft in scene.drafts:
            end = draft.quantity.noun_end or draft.quantity.right
            gap = scene.text[end : period.start] if period.start >= end else None
            if gap is not None and len(gap) <= 3 and not gap.strip(" \n(") and period.kind != "now":
                owners.setdefault(id(draft), period)
            if period.end <= draft.quantity.left and (
                before := scene.text[period.end : draft.quantity.left]
            ) in (": ", ":"):
                del before
                owners.setdefault(id(draft), period)
    return owners


def _choose(scene: Scene, draft: Draft, owners: dict[int, PeriodMention]) -> PeriodMention | None:
    own = owners.get(id(draft))
    if own is not None and own.kind != "reference":
        return own
    owned = {id(period) for key, period in owners.items() if key != id(draft)}
    best: tuple[float, PeriodMention] | None = None
    for period in _usable(scene):
        if (period.kind == "reference" and not _is_same(period)) or period.kind == "now":
            continue
        if not _allowed(draft, period):
            continue
        cost = scene.cost(period.start, period.end, draft)
        if period.end <= draft.quantity.left:
            cost -= 0.1
            if period.start - scene.sentence.start < 4:
                cost -= 0.5
        if id(period) in owned:
            owner = next(d for d in scene.drafts if owners.get(id(d)) is period)
            cost += (
                1.6
                if owner.transition is Transition.FROM
                else (0.2 if owner.group == draft.group else 1.0)
            )
        if draft.status is not Status.ACTUAL and period.kind == "deadline":
            cost -= 0.5
        if best is None or cost < best[0]:
            best = (cost, period)
    now = min(
        (scene.cost(p.start, p.end, draft) for p in scene.periods if p.kind == "now"), default=9.0
    )
    if best is not None and now + 0.3 < best[0] and now < 0.5:
        return next(p for p in scene.periods if p.kind == "now")
    return best[1] if best and best[0] < _FAR else None


def _allowed(draft: Draft, period: PeriodMention) -> bool:
    planned = draft.status is not Status.ACTUAL
    if period.kind == "deadline":
        return planned
    if period.kind == "vague":
        return True
    return not (planned and _is_past(period))


def _is_past(period: PeriodMention) -> bool:
    return period.groups.get("relative", "").startswith("-") or "since" in period.effects


def _own_of_source(
    scene: Scene, draft: Draft, owners: dict[int, PeriodMention]
) -> PeriodMention | None:
    own = owners.get(id(draft))
    if own is not None:
        return own
    end = draft.quantity.right
    for period in _usable(scene):
        if 0 <= period.start - end <= 6 and "," not in scene.text[end : period.start]:
            return period
    return None


def _references(scene: Scene) -> None:
    """Levels that a reference time stands with: "gegenüber 705,9 Mio. im Vorjahr"."""
    for draft in scene.drafts:
        if draft.transition in (Transition.BY, Transition.TO) or draft.measure is not Measure.LEVEL:
            continue
        end = draft.quantity.noun_end or draft.quantity.right
        for period in scene.periods:
            if period.kind != "reference":
                continue
            gap = scene.text[end : period.start] if period.start >= end else ""
            before = (
                scene.text[period.end : draft.quantity.left]
                if period.end <= draft.quantity.left
                else None
            )
            close = period.start >= end and len(gap) < 14 and not any(c in gap for c in ",;.")
            ahead = before is not None and len(before) < 8 and not any(c in before for c in ",;.")
            if close or ahead:
                main = next(
                    (d.period_iso for d in scene.drafts if d is not draft and d.period_iso), None
                )
                _set(scene, draft, period, main=main)
                break


def _set(
    scene: Scene, draft: Draft, period: PeriodMention | None, *, main: str | None = None
) -> None:
    if period is None:
        return
    draft.period = period
    if period.kind == "now":
        draft.period_text, draft.when_source = period.text, "now"
        return
    draft.period_text = period.text
    if _is_same(period):
        earlier = [d.period_iso for d in scene.drafts if d.period_iso and d.start < draft.start]
        draft.period_iso = earlier[-1] if earlier else main
        return
    draft.period_iso = resolve(
        period,
        scene.published,
        planned=draft.status is not Status.ACTUAL,
        past=draft.status is Status.ACTUAL,
        main=main,
    )
    draft.when_source = "own"
    draft.evidence["period"] = f"“{period.text}”"


def _carry(scene: Scene, draft: Draft, frame: Frame) -> None:
    """Take the time of the figure before in the sentence, else the one carried along."""
    if draft.status is not Status.ACTUAL:
        explains = draft.transition is None and draft.indicator == frame.indicator
        if frame.planned is not None and frame.age <= 1 and explains:
            _take(draft, frame.planned, frame.planned_iso)
        return
    if draft.transition is Transition.FROM or draft.indicator in _TIMELESS:
        return
    before = [
        d
        for d in scene.drafts
        if d.start < draft.start
        and d.period is not None
        and d.period.kind not in ("reference", "now")
        and d.status is Status.ACTUAL
        and d.transition is not Transition.FROM
    ]
    if before and before[-1].period is not None:
        _take(draft, before[-1].period, before[-1].period_iso)
        return
    own = any(
        d.when_source == "own" and d.period is not None and d.period.kind == "span"
        for d in scene.drafts
        if d.group != draft.group and d.status is Status.ACTUAL
    )
    if frame.period is not None and frame.age <= 3 and not own:
        _take(draft, frame.period, frame.period_iso)


def _take(draft: Draft, period: PeriodMention, iso: str | None) -> None:
    draft.period, draft.period_iso, draft.period_text = period, iso, period.text
    draft.when_source = "carried"
    draft.evidence["period"] = f"“{period.text}”, carried from before"
