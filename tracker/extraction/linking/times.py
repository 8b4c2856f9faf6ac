"""Times: which time belongs to which figure, and what it means.

Candidates are the times of the sentence, that of the figure before, those that the frame carries,
and none at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.indicator import step
from tracker.extraction.linking.ranking import Option
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.extraction.periods import PeriodMention, resolve
from tracker.model.fact import Status, Transition


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a figure may take: the words, what they mean, and where it was found."""

    period: PeriodMention | None
    iso: str | None
    source: str

    def __hash__(self) -> int:
        return hash((self.iso, self.source))


NOBODY = Time(None, None, "none")


def read_periods(scene: Scene, frame: Frame) -> None:
    """Set period and period_text of every draft."""
    order = [d for members in groups_of(scene.drafts) for d in _by_weight(members)]
    owners = _owners(scene)
    for draft in order:
        options = time_options(scene, frame, draft, owners)
        choice = scene.rankers["period"].choose(options, [draft])
        time = choice.value
        draft.period, draft.period_iso = time.period, time.iso
        draft.sure_when, draft.when_source = choice.probability, time.source
        if time.period is not None:
            draft.period_text = time.period.text
            draft.evidence["period"] = f"“{time.period.text}”" + (
                "" if time.source == "own" else ", carried from before"
            )
    _settle_references(scene, frame)


def _by_weight(members: list[Draft]) -> list[Draft]:
    """The `to` of a movement first: its `by` follows it, its `from` has a time of its own."""
    rank = {Transition.TO: 0, Transition.BY: 1, None: 1, Transition.FROM: 2}
    return sorted(members, key=lambda draft: rank[draft.transition])


def _settle_references(scene: Scene, frame: Frame) -> None:
    """A time that is told from that of another figure is known when that one is."""
    for draft in scene.drafts:
        if draft.period is not None and draft.period.kind == "reference":
            main = next(
                (
                    d.period_iso
                    for d in scene.drafts
                    if d.period is not None and d.period.kind != "reference" and d.period_iso
                ),
                frame.period_iso,
            )
            draft.period_iso = _meaning(scene, draft, draft.period, main)


def _meaning(scene: Scene, draft: Draft, period: PeriodMention, main: str | None) -> str | None:
    if period.kind == "now":
        return None
    if _is_same(period):
        return main
    return resolve(
        period,
        scene.published,
        planned=draft.status is not Status.ACTUAL,
        past=draft.status is Status.ACTUAL,
        main=main,
    )


def _is_same(period: PeriodMention) -> bool:
    """Whether it is the time spoken of before, not that time a year earlier."""
    return period.op == "same" and not period.groups and "reference" not in period.effects


def _owners(scene: Scene) -> dict[int, Draft]:
    """Times that stand straight behind a figure, or with it in brackets."""
    owners: dict[int, Draft] = {}
    for period in scene.periods:
        for draft in scene.drafts:
            end = draft.quantity.noun_end or draft.quantity.right
            gap = scene.text[end : period.start] if period.start >= end else None
            if gap is not None and len(gap) <= 3 and not gap.strip(" \n("):
                owners.setdefault(id(period), draft)
            if period.end <= draft.quantity.left and scene.text[
                period.end : draft.quantity.left
            ] in (": ", ":"):
                owners.setdefault(id(period), draft)
    return owners


def time_options(
    scene: Scene, frame: Frame, draft: Draft, owners: dict[int, Draft]
) -> list[Option[Time]]:
    """The times that a figure may take."""
    before = [d for d in scene.drafts if d.start < draft.start]
    decided = [d for d in scene.drafts if d.when_source and d.period is not None]
    main = next((d.period_iso for d in reversed(decided) if d.period_iso), frame.period_iso)
    usable = [p for p in scene.periods if p.kind != "mask"]
    about = [
        f"status {draft.status}",
        f"of {draft.indicator}",
        f"transition {draft.transition}",
        f"measure {draft.measure}",
        f"{draft.status} {draft.transition}",
    ]
    costs = {id(p): scene.cost(p.start, p.end, draft) for p in usable}
    ranks = sorted(usable, key=lambda p: costs[id(p)])
    count = min(len(usable), 3)
    options = []
    for period in usable:
        traits = list(_traits(scene, draft, period, owners, costs[id(period)]))
        traits += [f"rank {min(ranks.index(period), 3)} of {count}"]
        iso = _meaning(scene, draft, period, main)
        lies = _lies(scene, iso)
        traits.append(f"{lies} {draft.status}")
        traits.append(f"{period.kind} {lies}")
        names = ["own"] + [f"own {trait}" for trait in traits]
        names += [f"own {period.kind} {item}" for item in about]
        names += [f"own {lies} {item}" for item in about[:1]]
        options.append(Option(Time(period, iso, "own"), names))
    around = f"own{count}"
    if before and before[-1].when_source:
        last = before[-1]
        gap = step(scene.boundaries.cost(last.quantity.right, draft.quantity.left))
        same = "group" if last.group == draft.group else (
            "same" if last.indicator == draft.indicator else "other"
        )
        kind = last.period.kind if last.period else "none"
        facts = [f"gap {gap}", f"{same} {kind}", f"{last.transition} {draft.transition}",
                 f"{last.status} {draft.status}", f"{same} {last.status} {draft.status}", around, f"{same} {around}", f"{kind} {last.when_source}"]
        names = ["last"] + [f"last {item}" for item in facts + about]
        if last.period is not None:
            options.append(Option(Time(last.period, last.period_iso, "last"), names))
    group = [d for d in scene.drafts if d.group == draft.group and d is not draft and d.when_source]
    if group and group[0].period is not None:
        names = ["mate"] + [f"mate {item}" for item in (
            f"{group[0].transition} {draft.transition}", f"{group[0].when_source}", around, *about)]
        options.append(Option(Time(group[0].period, group[0].period_iso, "mate"), names))
    same = "same" if frame.indicator == draft.indicator else "other"
    subject = "same" if frame.subject == draft.subject else "other"
    age = str(min(frame.age, 4))
    facts = [f"age {age}", same, f"{same} {around}", around, f"{subject} {same}", f"{around} {draft.status}",
             "first" if not before else "later"]
    if frame.period is not None:
        names = ["frame"] + [f"frame {item}" for item in facts + about]
        options.append(Option(Time(frame.period, frame.period_iso, "frame"), names))
    if frame.planned is not None:
        names = ["planned"] + [f"planned {item}" for item in facts + about]
        options.append(Option(Time(frame.planned, frame.planned_iso, "planned"), names))
    none = ["none"] + [f"none {item}" for item in [*about, around, f"{around} {draft.indicator}"]]
    none += [f"none {draft.status} {around}", "none frame" if frame.period else "none blank"]
    if before:
        none.append(f"none after {bool(before[-1].period)} {before[-1].indicator == draft.indicator}")
    options.append(Option(NOBODY, none))
    return options


def _traits(
    scene: Scene, draft: Draft, period: PeriodMention, owners: dict[int, Draft], cost: float
) -> Iterator[str]:
    quantity = draft.quantity
    left = period.end <= quantity.left
    side = "left" if left else "right"
    low, high = (period.end, quantity.left) if left else (quantity.right, period.start)
    far = step(cost)
    yield f"{far} {side}"
    yield f"{far} {period.kind}"
    yield f"{period.kind} {side}"
    yield f"op {period.op}"
    yield f"op {period.op} {side}"
    for effect in period.effects:
        yield f"effect {effect}"
        yield f"effect {effect} {draft.status}"
    if low < high:
        apart = int(scene.boundaries.boundary(low, high))
        between = sum(1 for d in scene.drafts if low <= d.start < high)
        yield f"apart {apart} {side}"
        yield f"figures {min(between, 3)} {side}"
        yield f"figures {min(between, 3)} {period.kind}"
    owner = owners.get(id(period))
    if owner is draft:
        yield f"mine {period.kind}"
        yield "mine"
    elif owner is not None:
        mate = "mate" if owner.group == draft.group else "other"
        yield f"theirs {mate} {owner.transition}"
        yield "theirs"
    if period.start - scene.sentence.start < 4:
        yield "opens"
        yield f"opens {period.kind}"
    event = scene.language.labels["event"]
    if event.before(scene.text, period.start) or event.after(scene.text, period.end):
        yield "event"
    relative = period.groups.get("relative", "")
    if relative:
        yield f"relative {relative[:1]} {draft.status}"
    if scene.text[low:high].count("(") != scene.text[low:high].count(")"):
        yield f"bracket {side}"


def _lies(scene: Scene, iso: str | None) -> str:
    """Whether a time lies ahead of the publication."""
    now = scene.published
    if not iso or not now:
        return "unknown"
    first, last = iso.split("/")[0], iso.split("/")[-1]
    length = min(len(first), len(now))
    if first[:length] > now[:length]:
        return "ahead"
    length = min(len(last), len(now))
    return "past" if last[:length] < now[:length] else "present"
