"""Parties: whom a figure is about and who is on the other side, decided once for every movement.

Subject and partner are chosen as one: what speaks for the one, what for the other, and what for
the two together. `data/linking.toml` says which indicators are about somebody in the same manner
("exports" and a flow of gas send), so that they learn from each other.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tracker.extraction.linking.candidates import Candidate, Circle, Company, group_of, rows_of
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.scene import Draft, Scene
from tracker.lexicon.ranking import Choice, Option, Part

_SHARED = ("count", "duration")  # indicators of what two do together
_MOST = 7  # candidates for either side that are paired with each other


class Sides(NamedTuple):
    """The two sides of a figure; either may be nobody."""

    subject: Candidate
    partner: Candidate


def read_parties(scene: Scene, frame: Frame) -> None:
    """Set subject and partner of every draft, one decision a movement."""
    circle = Circle(scene, frame)
    for members in _deciding(scene):
        choice = _choose(scene, frame, members, Company(circle, members).gather())
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
    for members in scene.movements:
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


def _choose(
    scene: Scene, frame: Frame, members: list[Draft], candidates: list[Candidate]
) -> Choice[Sides]:
    ranker = scene.lexicon.rankers["parties"]
    indicator, manner = members[0].indicator, _manner(scene, members[0])
    contexts = {side: (side, f"{side} {manner}", f"{side} {indicator}") for side in "sp"}

    def ranked(side: str) -> list[tuple[float, Candidate]]:
        traits, crosses = ranker.table(contexts[side]), ranker.table(contexts[side][:2])
        found = [(traits.add(c.traits) + crosses.add(c.crosses), c) for c in candidates]
        found.sort(key=lambda item: -item[0])
        nobody = [item for item in found[_MOST:] if item[1].id is None]
        return found[:_MOST] + nobody

    together = _Together(scene, frame, members[0], manner)
    subjects, partners = ranked("s"), ranked("p")
    pairs: list[Sides] = []
    scores: list[float] = []
    for score, subject in subjects:
        for more, partner in partners:
            if subject is not partner or subject.id is None:
                sides = Sides(subject, partner)
                both = ranker.known(_alike, *together.alike(sides))
                both += ranker.known(_met, *together.met(sides))
                pairs.append(sides)
                scores.append(score + more + both)

    def option(at: int) -> Option[Sides]:
        sides = pairs[at]
        parts = [*_alike(*together.alike(sides)), *_met(*together.met(sides))]
        for side, candidate in zip("sp", sides, strict=True):
            parts.append(Part(contexts[side], candidate.traits))
            parts.append(Part(contexts[side][:2], candidate.crosses))
        return Option(sides, parts)

    return ranker.pick(scores, option, members)


class _Together:
    """What matters of two candidates as the two sides of one figure, in a few words.

    Most pairs have these words in common with others, so that they are seldom weighed anew.
    """

    def __init__(self, scene: Scene, frame: Frame, head: Draft, manner: str) -> None:
        self.about = manner, head.indicator
        self.ordered = manner == "pair"
        self.words = int(scene.says(scene.language.roles.pair))
        self.pair, self.two = set(frame.pair or ()), set(scene.joined or ())
        self.pair_state = "same" if head.indicator == frame.indicator else "other"
        last = scene.last_before(head)
        before = frame if last is None else last
        self.before = (before.subject, before.partner)
        same = int(before.indicator == head.indicator)
        self.again = f"as before {same}" if last is None else f"as last {same}"
        self.turned = (frame.partner, frame.subject) if last is None else None
        self.swapped = f"swapped {frame.indicator}"

    def alike(self, sides: Sides) -> tuple[Any, ...]:
        """What they are and where they stand, whoever they are."""
        one, other = sides
        order = alphabet = ""
        if other.id is not None:
            if one.place != other.place:
                order = "in order" if one.place < other.place else "turned"
            if one.id and not self.ordered:
                alphabet = "alphabet" if one.id < other.id else "no alphabet"
        return (*self.about, one.role, other.role, one.kind, other.kind, order, alphabet)

    def met(self, sides: Sides) -> tuple[Any, ...]:
        """Where the two were met before."""
        ids = (sides.subject.id, sides.partner.id)
        both = set(ids)
        pair = self.pair_state if both == self.pair else ""
        recalled = self.again if ids == self.before else self.swapped if ids == self.turned else ""
        return (*self.about, self.words, pair, both == self.two, recalled)


def _alike(
    manner: str, indicator: str, role: str, other: str, kind: str, beside: str, order: str, abc: str
) -> list[Part]:
    """The features of two sides by what they are."""
    roles = f"roles {role} {other}"
    alone = beside == "nobody"
    kinds = f"alone {kind}" if alone else f"kinds {group_of(kind)} {group_of(beside)}"
    own = ["alone"] if alone else []
    if abc and role == other:
        own.append(f"{abc} {role}")
    return [
        Part(("",), [roles, *filter(None, (order, abc))]),
        Part((f"two {manner}",), [roles, kinds]),
        Part((f"two {indicator}",), own),
    ]


def _met(
    manner: str, indicator: str, words: int, pair: str, joined: bool, recalled: str
) -> list[Part]:
    """The features of two sides by where they were met."""
    plain: list[str] = []
    shared: list[str] = ["joined"] if joined else []
    own = list(shared)
    if pair:
        plain.append(f"pair {words}")
        shared.append(f"pair {words}")
        if pair == "same":
            plain.append(f"pair same {words}")
    elif words:
        plain.append("no pair")
    if recalled:
        (own if recalled.startswith("swapped") else shared).append(recalled)
    return [
        Part(("",), plain),
        Part((f"two {manner}",), shared),
        Part((f"two {indicator}",), own),
    ]
