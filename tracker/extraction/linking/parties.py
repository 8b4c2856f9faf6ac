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
_UNMET = ("", False, "", "")  # two who were met nowhere
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
    known = ranker.known
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
    pairs: list[tuple[Candidate, Candidate]] = []
    scores: list[float] = []
    for score, subject in subjects:
        for more, partner in partners:
            if subject is not partner or subject.id is None:
                stand, are, meet = together.clues(subject, partner)
                pairs.append((subject, partner))
                scores.append(score + more + known(*stand) + known(*are) + known(*meet))

    def parts(sides: Sides) -> Iterator[Part]:
        for side, candidate in zip("sp", sides, strict=True):
            yield Part(contexts[side], candidate.traits)
            yield Part(contexts[side][:2], candidate.crosses)
        for unfold, *words in together.clues(*sides):
            yield from unfold(*words)

    def option(at: int) -> Option[Sides]:
        sides = Sides(*pairs[at])
        return Option(sides, parts(sides))

    return ranker.pick(scores, option, members)


class _Together:
    """What matters of two candidates as the two sides of one figure.

    It is said as clues: functions that tell features, with the few words that these depend on.
    Most pairs have their clues in common with others, so that what they weigh is known.
    """

    def __init__(self, scene: Scene, frame: Frame, head: Draft, manner: str) -> None:
        self.manner, self.indicator = manner, head.indicator
        self.frame, self.last, self.two = frame, scene.last_before(head), scene.joined
        self.words = int(scene.says(scene.language.roles.pair))
        before = self.last or frame
        self.same = int(before.indicator == head.indicator)
        self.before = (before.subject, before.partner)
        known = (pair for pair in (frame.pair, self.two, self.before) if pair is not None)
        self.met = {ids: self._met(ids) for pair in known for ids in (pair, pair[::-1])}

    def _met(self, ids: tuple[str | None, ...]) -> tuple[str, bool, str, str]:
        """How two were met: as the pair before, joined, as the sides before, with these swapped."""
        pair = again = swapped = ""
        if self.frame.pair is not None and ids in (self.frame.pair, self.frame.pair[::-1]):
            pair = "same" if self.indicator == self.frame.indicator else "other"
        joined = self.two is not None and ids in (self.two, self.two[::-1])
        if ids == self.before:
            again = f"as {'before' if self.last is None else 'last'} {self.same}"
        elif self.last is None and ids == self.before[::-1]:
            swapped = f"swapped {self.frame.indicator}"
        return pair, joined, again, swapped

    def clues(self, subject: Candidate, partner: Candidate) -> tuple[tuple[Any, ...], ...]:
        """What the two are, how they stand, and where they were met."""
        order = alphabet = own = ""
        if partner.id is None:
            own = "alone"
        else:
            if subject.place != partner.place:
                order = "in order" if subject.place < partner.place else "turned"
            if subject.id and self.manner != "pair":
                alphabet = "alphabet" if subject.id < partner.id else "no alphabet"
                own = f"{alphabet} {subject.role}" if subject.role == partner.role else ""
        met = self.met.get((subject.id, partner.id), _UNMET)
        return (
            (_stand, self.manner, subject.role, partner.role, order, alphabet),
            (_are, self.manner, subject.kind, partner.kind),
            (_meet, self.manner, self.indicator, own, self.words, *met),
        )


def _stand(manner: str, role: str, other: str, order: str, alphabet: str) -> list[Part]:
    roles = f"roles {role} {other}"
    plain = [name for name in (roles, order, alphabet) if name]
    return [Part(("",), plain), Part((f"two {manner}",), [roles])]


def _are(manner: str, kind: str, other: str) -> list[Part]:
    alone = other == "nobody"
    kinds = f"alone {kind}" if alone else f"kinds {group_of(kind)} {group_of(other)}"
    return [Part((f"two {manner}",), [kinds])]


def _meet(
    manner: str,
    indicator: str,
    own: str,
    words: int,
    pair: str,
    joined: bool,
    again: str,
    swapped: str,
) -> list[Part]:
    plain: list[str] = ["no pair"] if words and not pair else []
    both = ["joined"] if joined else []
    shared = [*both, again] if again else both
    if pair:
        plain = [f"pair {words}", f"pair same {words}"] if pair == "same" else [f"pair {words}"]
        shared = [*shared, f"pair {words}"]
    return [
        Part(("",), plain),
        Part((f"two {manner}",), shared),
        Part((f"two {indicator}",), [*both, *filter(None, (own, swapped))]),
    ]
