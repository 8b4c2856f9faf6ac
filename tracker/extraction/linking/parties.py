"""Parties: whom a figure is about and who is on the other side, decided once for every movement.

Subject and partner are chosen as one: what speaks for the one, what for the other, and what for
the two together. `data/linking.toml` says which indicators are about somebody in the same manner
("exports" and a flow of gas send), so that they learn from each other.
"""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.extraction.linking.candidates import (
    Candidate,
    Company,
    group_of,
    last_before,
    rows_of,
)
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene, groups_of
from tracker.lexicon.ranking import Option, Part

_SHARED = ("count", "duration")  # indicators of what two do together
_MOST = 7  # candidates for either side that are paired with each other


class Sides(NamedTuple):
    """The two sides of a figure; either may be nobody."""

    subject: Candidate
    partner: Candidate


def read_parties(scene: Scene, frame: Frame) -> None:
    """Set subject and partner of every draft, one decision a movement."""
    for members in _deciding(scene):
        options = list(_options(scene, frame, members))
        choice = scene.lexicon.rankers["parties"].choose(options, members)
        subject, partner = choice.value
        if _equal(scene, members[0], choice.value) and (partner.id or "~") < (subject.id or "~"):
            subject, partner = partner, subject
        doubt = choice.reason(_called)
        for draft in members:
            draft.subject, draft.partner = subject.id, partner.id
            draft.parts = (subject.role, partner.role)
            draft.sure["parties"] = choice.probability
            if subject.id:
                draft.evidence["subject"] = f"{subject.why} {doubt}".rstrip()
            if partner.id:
                draft.evidence["partner"] = partner.why


def _deciding(scene: Scene) -> Iterator[list[Draft]]:
    """The movements; figures that go with names one by one are decided one by one."""
    rows = rows_of(scene)
    for members in groups_of(scene.drafts):
        if len(members) > 1 and len({rows.get(draft.index) for draft in members}) == len(members):
            yield from ([draft] for draft in members)
        else:
            yield members


def _called(sides: Sides) -> str:
    ids = [side.id for side in sides if side.id]
    return " with ".join(ids) or "nobody"


def _equal(scene: Scene, draft: Draft, sides: Sides) -> bool:
    """Whether the sides are equals, kept in alphabetical order ("A and B signed 15 deals")."""
    if _manner(scene, draft) == "pair":
        return True
    both = {sides.subject.id, sides.partner.id}
    return draft.indicator in _SHARED and scene.joined is not None and both == set(scene.joined)


def _manner(scene: Scene, draft: Draft) -> str:
    return scene.lexicon.weights.manners.get(draft.indicator, "thing")


def _options(scene: Scene, frame: Frame, members: list[Draft]) -> Iterator[Option[Sides]]:
    ranker = scene.lexicon.rankers["parties"]
    indicator, manner = members[0].indicator, _manner(scene, members[0])
    candidates = Company(scene, frame, members).gather()

    def ranked(side: str) -> list[tuple[Candidate, list[Part], float]]:
        found = []
        for candidate in candidates:
            parts = [
                Part((side, f"{side} {manner}", f"{side} {indicator}"), candidate.traits),
                Part((side, f"{side} {manner}"), candidate.crosses),
            ]
            found.append((candidate, parts, sum(map(ranker.score, parts))))
        found.sort(key=lambda item: -item[2])
        nobody = [item for item in found[_MOST:] if item[0].id is None]
        return found[:_MOST] + nobody

    together = _Together(scene, frame, members, manner)
    partners = ranked("p")
    for subject, own, score in ranked("s"):
        for partner, others, more in partners:
            if subject.id == partner.id and subject.id is not None:
                continue
            parts = together.parts(subject, partner)
            total = score + more + sum(map(ranker.score, parts))
            yield Option(Sides(subject, partner), [*own, *others, *parts], total)


class _Together:
    """What speaks for two candidates as the two sides of one figure."""

    def __init__(self, scene: Scene, frame: Frame, members: list[Draft], manner: str) -> None:
        self.frame, self.manner = frame, manner
        self.indicator = members[0].indicator
        self.last = last_before(scene, members)
        self.words = int(scene.says(scene.language.roles.pair))
        self.pair, self.two = set(frame.pair or ()), set(scene.joined or ())

    def parts(self, subject: Candidate, partner: Candidate) -> list[Part]:
        """The features of the two in their contexts."""
        roles = f"roles {subject.role} {partner.role}"
        plain, manner, indicator = [roles], [roles], []
        ids = {subject.id, partner.id}
        frame, last = self.frame, self.last
        if partner.id is None:
            indicator.append("alone")
            manner.append(f"alone {subject.kind}")
        else:
            manner.append(f"kinds {group_of(subject.kind)} {group_of(partner.kind)}")
            if subject.place != partner.place:
                plain.append("in order" if subject.place < partner.place else "turned")
        if ids == self.pair:
            manner.append(f"pair {self.words}")
            plain.append(f"pair {self.words}")
            if self.indicator == frame.indicator:
                plain.append(f"pair same {self.words}")
        elif self.words:
            plain.append("no pair")
        if ids == self.two:
            manner.append("joined")
            indicator.append("joined")
        if last is not None:
            if (last.subject, last.partner) == (subject.id, partner.id):
                manner.append(f"as last {int(last.indicator == self.indicator)}")
        elif (frame.subject, frame.partner) == (subject.id, partner.id):
            manner.append(f"as before {int(frame.indicator == self.indicator)}")
        elif (frame.partner, frame.subject) == (subject.id, partner.id):
            indicator.append(f"swapped {frame.indicator}")
        if self.manner != "pair" and subject.id and partner.id:
            order = "alphabet" if subject.id < partner.id else "no alphabet"
            plain.append(order)
            if subject.role == partner.role:
                indicator.append(f"{order} {subject.role}")
        return [
            Part(("",), plain),
            Part((f"two {self.manner}",), manner),
            Part((f"two {self.indicator}",), indicator),
        ]
