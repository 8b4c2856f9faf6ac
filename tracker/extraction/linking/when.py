"""When: which time belongs to which figure, and what it means.

Candidates are the times of the sentence, that of the figure before and of its movement, those that
the frame carries, and none at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.linking.sight import step
from tracker.extraction.periods import PeriodMention
from tracker.lexicon.ranking import Option, Part
from tracker.model.fact import Status, Transition


@dataclass(frozen=True, slots=True)
class Time:
    """One time that a figure may take: the words, what they mean, and where it was found."""

    period: PeriodMention | None
    iso: str | None
    source: str


def _called(time: Time) -> str | None:
    return time.iso or (time.period.text if time.period else None)


_NONE = Time(None, None, "none")
# The `to` of a movement comes first: its `by` follows it, its `from` has a time of its own.
_ORDER = {Transition.TO: 0, Transition.BY: 1, None: 1, Transition.FROM: 2}


def read_periods(scene: Scene, frame: Frame) -> None:
    """Set period and period_text of every draft."""
    ranker, owners = scene.lexicon.rankers["period"], _owners(scene)
    usable = [period for period in scene.periods if period.kind != "mask"]
    for members in scene.movements:
        for draft in sorted(members, key=lambda draft: _ORDER[draft.transition]):
            reading = _Reading(scene, frame, draft, members, usable, owners)
            choice = ranker.choose(list(reading.options()), [draft])
            time = choice.value
            draft.period, draft.period_iso = time.period, time.iso
            draft.when_source, draft.sure["period"] = time.source, choice.probability
            if time.period is not None:
                draft.period_text = time.period.text
                draft.evidence["period"] = choice.reason(_called)
    _settle_references(scene, frame)


def lies(iso: str | None, published: str | None) -> str:
    """Whether a period lies ahead of a publication: "ahead", "past", "present" or "unknown".

    >>> lies("2030", "2025-06-27")
    'ahead'
    """
    if not iso or not published:
        return "unknown"
    first, last = iso.split("/")[0], iso.split("/")[-1]
    length = min(len(first), len(published))
    if first[:length] > published[:length]:
        return "ahead"
    length = min(len(last), len(published))
    return "past" if last[:length] < published[:length] else "present"


def _settle_references(scene: Scene, frame: Frame) -> None:
    """A time that is told from that of another figure is known when that one is."""
    main = next(
        (
            draft.period_iso
            for draft in scene.drafts
            if draft.period is not None and draft.period.kind != "reference" and draft.period_iso
        ),
        frame.period_iso,
    )
    for draft in scene.drafts:
        if draft.period is not None and draft.period.kind == "reference":
            draft.period_iso = _meaning(scene, draft, draft.period, main)


def _meaning(scene: Scene, draft: Draft, period: PeriodMention, main: str | None) -> str | None:
    if period.kind == "now":
        return None
    if period.op == "same" and not period.groups and "reference" not in period.effects:
        return main  # the time spoken of before, not that time a year earlier
    return scene.resolve(
        period,
        planned=draft.status is not Status.ACTUAL,
        past=draft.status is Status.ACTUAL,
        main=main,
    )


def _owners(scene: Scene) -> dict[int, Draft]:
    """Times that stand straight behind a figure, with it in brackets or before it with a colon."""
    owners: dict[int, Draft] = {}
    for period in scene.periods:
        for draft in scene.drafts:
            end = draft.quantity.noun_end or draft.quantity.right
            behind, before = period.start - end, draft.quantity.left - period.end
            if (0 <= behind <= 3 and not scene.text[end : period.start].strip(" \n(")) or (
                1 <= before <= 2 and scene.text[period.end : draft.quantity.left] in (": ", ":")
            ):
                owners.setdefault(id(period), draft)
    return owners


class _Reading:
    """The times of a sentence as one figure sees them."""

    def __init__(
        self,
        scene: Scene,
        frame: Frame,
        draft: Draft,
        members: list[Draft],
        usable: list[PeriodMention],
        owners: dict[int, Draft],
    ) -> None:
        self.scene, self.frame, self.draft, self.members = scene, frame, draft, members
        self.usable, self.owners = usable, owners
        self.count = f"own{min(len(usable), 3)}"
        self.last = scene.last_before(draft)
        self.about = [
            f"status {draft.status}",
            f"of {draft.indicator}",
            f"transition {draft.transition}",
            f"measure {draft.measure}",
            f"{draft.status} {draft.transition}",
        ]

    def options(self) -> Iterator[Option[Time]]:
        """Every time that the figure may take."""
        yield from self._own()
        yield from self._of_others()
        yield from self._carried()
        yield self._none()

    def _option(self, time: Time, names: list[str]) -> Option[Time]:
        said = f"“{time.period.text}”, carried from before" if time.period else ""
        return Option(time, [Part((time.source,), names)], said)

    def _own(self) -> Iterator[Option[Time]]:
        if not self.usable:
            return
        scene, draft = self.scene, self.draft
        known = (
            other.period_iso
            for other in reversed(scene.drafts)
            if other.when_source and other.period and other.period_iso
        )
        main = next(known, self.frame.period_iso)
        cost = {id(p): scene.cost(p.start, p.end, draft) for p in self.usable}
        ranks = {at: rank for rank, at in enumerate(sorted(cost, key=cost.__getitem__))}
        for period in self.usable:
            if self._is_compared(period):
                continue
            iso = _meaning(scene, draft, period, main)
            when = lies(iso, scene.published)
            rank = min(ranks[id(period)], 3)
            names = [
                "",
                f"rank {rank} of {self.count}",
                f"{when} {draft.status}",
                f"{period.kind} {when}",
                *self._traits(period, cost[id(period)]),
            ]
            parts = [Part(("own",), names), Part((f"own {period.kind}",), self.about)]
            yield Option(Time(period, iso, "own"), parts, scene.quote(period))

    def _is_compared(self, period: PeriodMention) -> bool:
        """Whether a time dates another figure alone, for comparison ("against 600 a year ago")."""
        owner = self.owners.get(id(period))
        if period.kind != "reference" or owner is None or owner is self.draft:
            return False
        against = self.scene.language.connectors["against"]
        return against.before(self.scene.text, owner.quantity.left) is not None

    def _traits(self, period: PeriodMention, cost: float) -> Iterator[str]:
        """Where a time of the sentence stands, and what it is."""
        scene, draft, quantity = self.scene, self.draft, self.draft.quantity
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
            between = min(len(scene.between(low, high)), 3)
            yield f"{'apart' if scene.boundaries.boundary(low, high) else 'close'} {side}"
            yield f"figures {between} {side}"
            yield f"figures {between} {period.kind}"
            if scene.text.count("(", low, high) != scene.text.count(")", low, high):
                yield f"bracket {side}"
        owner = self.owners.get(id(period))
        if owner is draft:
            yield "mine"
            yield f"mine {period.kind}"
        elif owner is not None:
            yield "theirs"
            yield f"theirs {'mate' if owner.group == draft.group else 'other'} {owner.transition}"
        if period.start - scene.sentence.start < 4:
            yield "opens"
            yield f"opens {period.kind}"
        event = scene.language.labels["event"]
        if event.before(scene.text, period.start) or event.after(scene.text, period.end):
            yield "event"
        if relative := period.groups.get("relative", ""):
            yield f"relative {relative[:1]} {draft.status}"

    def _of_others(self) -> Iterator[Option[Time]]:
        """The time of the figure before, and that of another member of the movement."""
        draft, last = self.draft, self.last
        if last is not None and last.when_source and last.period is not None:
            gap = step(self.scene.boundaries.cost(last.quantity.right, draft.quantity.left))
            same = (
                "group"
                if last.group == draft.group
                else "same"
                if last.indicator == draft.indicator
                else "other"
            )
            names = [
                "",
                f"gap {gap}",
                f"{same} {last.period.kind}",
                f"{last.transition} {draft.transition}",
                f"{last.status} {draft.status}",
                f"{same} {last.status} {draft.status}",
                self.count,
                f"{same} {self.count}",
                f"{last.period.kind} {last.when_source}",
                *self.about,
            ]
            yield self._option(Time(last.period, last.period_iso, "last"), names)
        mates = (other for other in self.members if other is not draft and other.when_source)
        mate = next(mates, None)
        if mate is not None and mate.period is not None:
            names = ["", f"{mate.transition} {draft.transition}", mate.when_source, self.count]
            yield self._option(Time(mate.period, mate.period_iso, "mate"), names + self.about)

    def _carried(self) -> Iterator[Option[Time]]:
        frame, draft = self.frame, self.draft
        if frame.period is frame.told_period is frame.planned is None:
            return
        same = "same" if frame.indicator == draft.indicator else "other"
        subject = "same" if frame.subject == draft.subject else "other"
        names = [
            "",
            f"age {min(frame.age, 4)}",
            same,
            f"{same} {self.count}",
            self.count,
            f"{subject} {same}",
            f"{self.count} {draft.status}",
            "first" if self.last is None else "later",
            "told" if frame.told_period else "untold",
            *self.about,
        ]
        if frame.period is not None:
            yield self._option(Time(frame.period, frame.period_iso, "frame"), names)
        if frame.told_period is not None:
            iso = _meaning(self.scene, draft, frame.told_period, frame.period_iso)
            yield self._option(Time(frame.told_period, iso, "told"), names)
        if frame.planned is not None:
            yield self._option(Time(frame.planned, frame.planned_iso, "planned"), names)

    def _none(self) -> Option[Time]:
        draft = self.draft
        names = [
            "",
            self.count,
            f"{self.count} {draft.indicator}",
            f"{draft.status} {self.count}",
            "frame" if self.frame.period else "blank",
            "told" if self.frame.told_period else "untold",
            *self.about,
        ]
        if (last := self.last) is not None:
            timed, same = last.period is not None, last.indicator == draft.indicator
            names.append(f"after {timed} {same}")
        return self._option(_NONE, names)
