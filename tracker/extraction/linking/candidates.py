"""Candidates: everybody a figure may be about, with what is known of each.

Those named in the sentence, by the part they play and where they stand; those the figure before
and the sentences before leave behind; speakers, and the home countries of companies; and nobody.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.scene import Draft, Scene
from tracker.extraction.linking.sight import step

BLOCS = frozenset({"eu", "turkic_states", "eaeu", "sco", "cis"})
_LINES = frozenset({"corridor", "railway", "pipeline", "power_line"})
_GOVERNED = 28  # characters between the word for the indicator and the name that hangs on it
_BESIDE = 3  # characters between a name and the figure that it touches
_STRING = 16  # characters between two findings that are strung together
_GOODS = 20  # characters between the word for goods and the country that they come from


@dataclass(slots=True)
class Candidate:
    """One id that may be a side of a figure.

    Attributes:
        kind: Of the gazetteer's entry, or "nobody".
        role: The part it plays in the sentence; "carried" if it is not named there.
        traits: Features that count in the indicator, in its manner and by themselves.
        crosses: Features that count in the manner and by themselves.
        why: What speaks for it, in words.
        place: Where it is named, -1 if it is not.
    """

    id: str | None
    kind: str
    role: str
    why: str
    place: int = -1
    traits: list[str] = field(default_factory=list)
    crosses: list[str] = field(default_factory=list)


def is_party(mention: Mention) -> bool:
    """Whether a name can be a side of trade: a country, a region, a bloc."""
    return mention.kind in ("country", "region") or mention.id in BLOCS


def group_of(kind: str) -> str:
    """The kind of an entity, lines of all sorts as one."""
    return "line" if kind in _LINES else kind


Strung = TypeVar("Strung", Draft, Mention)


def _strung(findings: Sequence[tuple[int, int, str, Strung]], scene: Scene) -> list[list[Strung]]:
    """Findings in runs: of one sort, with no more than a comma or a small word in between.

    Args:
        findings: Start, end and sort of each, and the finding itself.
    """
    runs: list[list[Strung]] = []
    last, end = "", -_STRING - 1
    for start, stop, sort, finding in findings:
        gap = scene.text[end:start] if 0 <= start - end <= _STRING else "."
        if runs and sort == last and not any(mark in gap for mark in ".;:("):
            runs[-1].append(finding)
        else:
            runs.append([finding])
        last, end = sort, stop
    return runs


def rows_of(scene: Scene) -> dict[int, str]:
    """The name that goes with each figure where as many names as figures are strung together.

    "to Germany and Italy came to 2.1 and 9.4 billion": the first with the first.
    """
    if scene.rows is not None:
        return scene.rows
    spoken = [mention for mention in scene.mentions if mention.role != "say"]
    drafts = scene.drafts
    figures = _strung([(d.quantity.left, d.quantity.right, d.kind, d) for d in drafts], scene)
    names = _strung([(m.start, m.end, m.role, m) for m in spoken], scene)
    found: dict[int, str] = {}
    for run in figures:
        rows = [row for row in names if len({m.id for m in row}) == len(row) == len(run)]
        if len(run) > 1 and len(rows) == 1:
            pairs = zip(run, rows[0], strict=True)
            found.update((draft.index, mention.id) for draft, mention in pairs)
    scene.rows = found
    return found


class Circle:
    """What the names of a sentence are to all of its figures alike."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self.scene, self.frame = scene, frame
        self.spoken = [mention for mention in scene.mentions if mention.role != "say"]
        self.by_id: dict[str, list[Mention]] = {}
        for mention in self.spoken:
            self.by_id.setdefault(mention.id, []).append(mention)
        self.parties = {mention.id for mention in self.spoken if is_party(mention)}
        self.crowd = self._crowd()
        self.hang = self._hang()
        self.goods = [cue for cue in scene.of("commodity") if cue.id != "containers"]
        self.meant = scene.says(scene.language.roles.pair)
        self._sides: Counter[tuple[str | None, str]] = Counter()
        self._counted = 0  # figures whose sides are counted

    def sides_before(self, draft: Draft) -> Mapping[tuple[str | None, str], int]:
        """How often somebody is subject or partner of a figure before one, all being decided."""
        before = self.scene.before(draft)
        for other in before[self._counted :]:
            self._sides[other.subject, "s"] += 1
            self._sides[other.partner, "p"] += 1
        self._counted = len(before)
        return self._sides

    def _crowd(self) -> str:
        if not self.by_id:
            return "none"
        if any(mention.kind in INFRASTRUCTURE for mention in self.spoken):
            return "things"
        return "one" if len(self.by_id) == 1 else "many"

    def _hang(self) -> str:
        """Whether names stand before their figures or behind them ("4 went to Italy, 3 to …")."""
        if len(self.scene.drafts) < 2:
            return "single"
        first = self.scene.drafts[0].quantity
        parties = [mention for mention in self.spoken if is_party(mention)]
        before = any(mention.end <= first.left for mention in parties)
        behind = any(mention.start >= first.right for mention in parties)
        return ("both" if behind else "before") if before else "behind" if behind else "bare"


class Company:
    """The candidates of one movement, gathered from the sentence and the frame."""

    def __init__(self, circle: Circle, members: list[Draft]) -> None:
        scene = circle.scene
        self.circle, self.scene, self.frame, self.members = circle, scene, circle.frame, members
        self.head, self.crowd = members[0], circle.crowd
        self.low = scene.segment_left(members[0])
        self.high = scene.segment_right(members[-1])
        self.last = scene.last_before(members[0])
        self.own = any(self.low <= mention.start < self.high for mention in circle.spoken)
        self._found: dict[str | None, Candidate] = {}

    def gather(self) -> list[Candidate]:
        """All candidates, nobody last."""
        self._named()
        self._carried()
        self._aside()
        where = f"{'own' if self.own else 'bare'} {'first' if self.last is None else 'later'}"
        parties = min(len(self.circle.parties), 3)
        self._found[None] = Candidate(
            None,
            "nobody",
            "nobody",
            "nobody is named",
            traits=["nobody", f"nobody {self.crowd}"],
            crosses=[f"nobody {self.crowd} {where}", f"nobody {parties}"],
        )
        return list(self._found.values())

    def _named(self) -> None:
        scene, by_id, crowd = self.scene, self.circle.by_id, self.crowd
        if not by_id:
            return
        cost = {id(mention): self._cost(mention) for mention in self.circle.spoken}
        closest = {id_: min(ms, key=lambda m: cost[id(m)]) for id_, ms in by_id.items()}
        order = sorted(by_id, key=lambda id_: cost[id(closest[id_])])
        hang, listed = self.circle.hang, int(scene.says(scene.language.roles.partners))
        row = rows_of(scene).get(self.head.index)
        for id_, mentions in by_id.items():
            mention = closest[id_]
            candidate = Candidate(
                id_, mention.kind, mention.role, scene.quote(mention), mention.start
            )
            far = step(cost[id(mention)])
            side = "left" if mention.end <= self.head.quantity.left else "right"
            where = (
                "own"
                if self.low <= mention.start < self.high
                else "early"
                if mention.start < self.low
                else "late"
            )
            party = "party" if is_party(mention) else group_of(mention.kind)
            candidate.traits = [
                "named",
                f"role {mention.role}",
                f"kind {mention.kind}",
                f"form {mention.form}",
                f"far {far}",
                f"{where} {side}",
                *self._ties(mention),
                *self._touch(mention),
            ]
            candidate.crosses = [
                f"role {mention.role} {side} {where}",
                f"role {mention.role} {party}",
                f"role {mention.role} {crowd}",
                f"kind {group_of(mention.kind)} {crowd}",
                f"near {min(order.index(id_), 3)} {party}",
                f"hang {hang} {where} {side}",
                f"list {listed} {mention.role}",
                f"far {far} {side}",
            ]
            if row:
                candidate.traits.append("in its row" if mention.id == row else "not in its row")
            if self.last is not None and where == "own":
                parallel = [side for side, part in zip("sp", self.last.parts, strict=True)
                            if part == mention.role]  # fmt: skip
                known = "known" if id_ in (self.last.subject, self.last.partner) else "new"
                same = self.last.indicator == self.head.indicator
                candidate.crosses.append(f"parallel {''.join(parallel)} {known} {same} {side}")
            if mention is self.circle.spoken[0]:
                candidate.crosses.append(f"first {mention.role}")
            if mention.form == "anaphor":
                candidate.crosses.append(f"anaphor {mention.role}")
            if len(mentions) > 1:
                candidate.crosses.append("again")
                others = sorted({m.role for m in mentions} - {mention.role})
                candidate.crosses += [f"also {role}" for role in others]
            self._found[id_] = candidate

    def _cost(self, mention: Mention) -> float:
        return min(self.scene.cost(mention.start, mention.end, draft) for draft in self.members)

    def _touch(self, mention: Mention) -> Iterator[str]:
        """Whether a name stands right beside the figure ("Transneft (24%)", "Uzbekistan 118.6")."""
        quantity = self.head.quantity
        if 0 <= quantity.left - mention.end <= _BESIDE:
            yield f"touches {mention.role} left"
        elif 0 <= mention.start - self.members[-1].quantity.right <= _BESIDE + 4:
            yield f"touches {mention.role} right"

    def _ties(self, mention: Mention) -> Iterator[str]:
        """Words that a name hangs on: that for the indicator, that for the goods."""
        scene = self.scene
        if any(
            cue.id == self.head.indicator
            and 0 < mention.start - cue.end <= _GOVERNED
            and not any(mark in scene.text[cue.end : mention.start] for mark in ",;.:")
            for cue in scene.of("indicator")
        ):
            yield f"governed {mention.role}"
        goods = self.circle.goods
        if mention.form == "adjective":
            if any(0 < cue.start - mention.end <= 2 for cue in goods):
                yield "goods adjective"
        elif mention.role == "from" and any(0 < mention.start - cue.end <= _GOODS for cue in goods):
            yield "goods from"

    def _carry(self, id_: str | None, trait: str, why: str, times: int = 1) -> None:
        """Add what is known of somebody who need not be named in the sentence."""
        if id_ is None:
            return
        candidate = self._found.get(id_)
        if candidate is None:
            entry = self.scene.lexicon.gazetteer.entries.get(id_)
            kind = entry.kind if entry else "country"
            candidate = self._found[id_] = Candidate(id_, kind, "carried", why)
            candidate.traits = ["carried", f"kind {kind}"]
            candidate.crosses = [f"kind {group_of(kind)} {self.crowd}"]
        state = "named" if candidate.place >= 0 else self.crowd
        candidate.traits += [f"{trait} {state}"] * times

    def _carried(self) -> None:
        frame, last, indicator = self.frame, self.last, self.head.indicator
        if last is not None:
            same = "same" if last.indicator == indicator else "other"
            named = f"{same} {'own' if self.own else 'bare'}"
            self._carry(last.subject, f"last.s {named}", "as the figure before it")
            self._carry(last.partner, f"last.p {named}", "as the figure before it")
            for (id_, side), times in self.circle.sides_before(last).items():
                self._carry(id_, f"sentence.{side}", "as a figure before it", times)
        same = "same" if frame.indicator == indicator else "other"
        age = "new" if frame.age <= 1 else "old"
        first = "first" if last is None else "later"
        before = "carried from the sentence before"
        self._carry(frame.subject, f"frame.s {same} {age} {first}", before)
        self._carry(frame.partner, f"frame.p {same} {age} {first}", before)
        self._carry(frame.home, f"home {first}", "whose figures were given before")
        self._carry(frame.topic, f"topic {first} {age}", "what was spoken of before")
        for id_ in sorted(frame.parties):
            self._carry(id_, f"party {first}", before)
        pair = f"pair {int(self.circle.meant)}"
        for side in frame.pair or ():
            self._carry(side, pair, "the pair spoken of before")
        for position, country in enumerate(reversed(frame.countries[-2:])):
            self._carry(country, f"country {position}", "the country named last")
        for rank, country in enumerate(frame.document[:3]):
            self._carry(country, f"main {rank}", "a country that the text is about")
        only = "only" if len(frame.things) == 1 else "one"
        for rank, thing in enumerate(frame.things[:3]):
            self._carry(thing, f"{only} {rank}", "what the text is about")
        for kind, id_ in frame.last.items():
            if kind != "country":
                self._carry(id_, f"thing {kind}", "the one of its kind named last")

    def _aside(self) -> None:
        """Speakers, and the countries of companies."""
        for mention in self.scene.mentions:
            if mention.role == "say":
                self._carry(mention.id, f"speaker {mention.kind} {mention.form}", "the speaker's")
            elif mention.kind == "organisation":
                entry = self.scene.lexicon.gazetteer.entries.get(mention.id)
                if entry is not None:
                    home = f"company {mention.role}"
                    self._carry(entry.home, home, "a company counts as its country")
