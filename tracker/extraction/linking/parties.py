"""Parties: whom a figure is about and who is on the other side, decided once for every movement.

Candidates are the names of the sentence by the part each plays, and those the frame carries. The
pair of subject and partner is chosen as one: what speaks for the subject, what for the partner,
and what for the two together.
"""

from dataclasses import dataclass, field

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.indicator import step
from tracker.extraction.linking.ranking import Option
from tracker.extraction.linking.reading import in_order, is_party
from tracker.extraction.linking.scene import Draft, Scene, groups_of

_MOST = 7  # candidates for either side that are paired with each other


@dataclass(slots=True)
class Candidate:
    """One id that may be a side, with what is known of it before the sides are dealt out."""

    id: str | None
    kind: str
    role: str
    names: list[str] = field(default_factory=list)
    why: str = ""
    place: int = -1


def read_parties(scene: Scene, frame: Frame) -> None:
    """Set subject and partner of every draft, one decision a movement."""
    for members in groups_of(scene.drafts):
        options = party_options(scene, frame, members)
        choice = scene.rankers["parties"].choose(options, members)
        subject, partner = choice.value
        if scene.lexicon.weights.who.get(members[0].indicator) == "pair":
            subject, partner = in_order(subject, partner)
        for draft in members:
            draft.subject, draft.partner = subject, partner
            draft.sure_who = choice.probability
            draft.evidence["subject"] = choice.why


def party_options(
    scene: Scene, frame: Frame, members: list[Draft]
) -> list[Option[tuple[str | None, str | None]]]:
    head = members[0]
    indicator = head.indicator
    rule = scene.lexicon.weights.who.get(indicator, "thing")
    candidates = _candidates(scene, frame, members)
    rank = scene.rankers["parties"].weigh
    subjects = [(c, _side("s", c, indicator, rule)) for c in candidates]
    partners = [(c, _side("p", c, indicator, rule)) for c in candidates]
    subjects = sorted(subjects, key=lambda item: -rank(item[1]))[:_MOST]
    partners = sorted(partners, key=lambda item: -rank(item[1]))[:_MOST]
    pair_words = _pair_words(scene)
    last = _last(scene, members)
    options = []
    for first, names in subjects:
        for second, others in partners:
            if first.id == second.id and (first.id is not None or second is not first):
                continue
            if first.id is None and second.id is None and first is not second:
                continue
            together = _together(
                scene, frame, first, second, indicator, rule, pair_words, last
            )
            options.append(
                Option((first.id, second.id), names + others + together, first.why)
            )
    return options


def _side(side: str, candidate: Candidate, indicator: str, rule: str) -> list[str]:
    names = []
    for name in candidate.names:
        names.append(f"{side}|{name}|{rule}")
        if "+" not in name:
            names.append(f"{side}|{name}|{indicator}")
        names.append(f"{side}|{name}")
    return names


def _together(
    scene: Scene,
    frame: Frame,
    first: Candidate,
    second: Candidate,
    indicator: str,
    rule: str,
    pair_words: bool,
    last: Draft | None,
) -> list[str]:
    ids = {first.id, second.id}
    names = [f"two|{first.role}|{second.role}|{rule}", f"two|{first.role}|{second.role}"]
    if second.id is None:
        names.append(f"alone|{indicator}")
        names.append(f"alone|{first.kind}|{rule}")
    else:
        names.append(f"two|{_group(first.kind)}|{_group(second.kind)}|{rule}")
        names.append("two|order" if first.place < second.place else "two|turned")
    if frame.pair and ids == set(frame.pair):
        names.append(f"pair|{rule}|{int(pair_words)}")
        if indicator == frame.indicator:
            names.append(f"pair|same|{int(pair_words)}")
    elif pair_words:
        names.append("pair|no")
    if scene.joined and ids == set(scene.joined):
        names.append(f"joined|{rule}")
        names.append(f"joined|{indicator}")
    if last is not None and (last.subject, last.partner) == (first.id, second.id):
        names.append(f"as last|{rule}|{int(last.indicator == indicator)}")
    if (frame.subject, frame.partner) == (first.id, second.id) and last is None:
        names.append(f"as before|{rule}|{int(frame.indicator == indicator)}")
    if (frame.partner, frame.subject) == (first.id, second.id) and last is None:
        names.append(f"swapped|{frame.indicator}|{indicator}")
    if rule != "pair" and first.id and second.id:
        names.append("alphabet" if first.id < second.id else "no alphabet")
        if first.role == second.role:
            names.append(f"{names[-1]}|{first.role}|{indicator}")
    return names


def _group(kind: str) -> str:
    return "line" if kind in ("corridor", "railway", "pipeline", "power_line") else kind


def _pair_words(scene: Scene) -> bool:
    sentence = scene.sentence
    return any(
        True for _ in scene.language.roles.pair.find(scene.text, sentence.start, sentence.end)
    )


def _last(scene: Scene, members: list[Draft]) -> Draft | None:
    before = [d for d in scene.drafts if d.start < members[0].start]
    return before[-1] if before else None


def _candidates(scene: Scene, frame: Frame, members: list[Draft]) -> list[Candidate]:
    head = members[0]
    low = max(
        (d.quantity.right for d in scene.drafts if d.quantity.right <= head.quantity.left),
        default=scene.sentence.start,
    )
    tail = members[-1]
    high = min(
        (d.quantity.left for d in scene.drafts if d.quantity.left >= tail.quantity.right),
        default=scene.sentence.end,
    )
    spoken = [m for m in scene.mentions if m.role != "say"]
    found: dict[str | None, Candidate] = {}
    costs = {
        id(m): min(scene.cost(m.start, m.end, d) for d in members) for m in scene.mentions
    }
    by_id: dict[str, list[Mention]] = {}
    for mention in spoken:
        by_id.setdefault(mention.id, []).append(mention)
    nearness = sorted(by_id, key=lambda i: min(costs[id(m)] for m in by_id[i]))
    listing = sum(1 for i in by_id if any(is_party(m) for m in by_id[i]))
    infra = any(m.kind in INFRASTRUCTURE for m in spoken)
    crowd = "none" if not by_id else "things" if infra else "one" if len(by_id) == 1 else "many"
    hang = _hang(scene, spoken)
    list_words = any(
        True
        for _ in scene.language.roles.partners.find(
            scene.text, scene.sentence.start, scene.sentence.end
        )
    )
    own_named = any(low <= m.start < high for m in spoken)
    last = _last(scene, members)

    for id_, mentions in by_id.items():
        mention = min(mentions, key=lambda m: costs[id(m)])
        far = step(costs[id(mention)])
        side = "left" if mention.end <= head.quantity.left else "right"
        where = (
            "own" if low <= mention.start < high else "early" if mention.start < low else "late"
        )
        group = _group(mention.kind)
        party = "party" if is_party(mention) else group
        candidate = Candidate(id_, mention.kind, mention.role, place=mention.start)
        candidate.why = f"“{scene.text[mention.start : mention.end]}”"
        candidate.names = [
            "named",
            f"role {mention.role}",
            f"kind {mention.kind}",
            f"form {mention.form}",
            f"far {far}",
            f"{where} {side}",
            f"+role {mention.role} {side} {where}",
            f"+role {mention.role} {party}",
            f"+role {mention.role} {crowd}",
            f"+kind {group} {crowd}",
            f"+near {min(nearness.index(id_), 3)} {party}",
            f"+hang {hang} {where} {side}",
            f"+list {int(list_words)} {mention.role}",
            f"+far {far} {side}",
        ]
        if mention is spoken[0]:
            candidate.names.append(f"+first {mention.role}")
        if len(mentions) > 1:
            candidate.names.append("+again")
            roles = sorted({m.role for m in mentions} - {mention.role})
            candidate.names += [f"+also {role}" for role in roles]
        if mention.form == "anaphor":
            candidate.names.append(f"+anaphor {mention.role}")
        if _governed(scene, head.indicator, mention):
            candidate.names.append(f"governed {mention.role}")
        if _owns_goods(scene, mention):
            candidate.names.append(f"goods {mention.form}")
        found[id_] = candidate

    def carry(id_: str | None, name: str, why: str) -> None:
        if id_ is None:
            return
        if id_ not in found:
            entry = scene.lexicon.gazetteer.entries.get(id_)
            kind = entry.kind if entry else "country"
            found[id_] = Candidate(
                id_, kind, "carried", ["carried", f"kind {kind}", f"+kind {_group(kind)} {crowd}"]
            )
            found[id_].why = why
        candidate = found[id_]
        state = "named" if "named" in candidate.names else crowd
        candidate.names.append(f"{name} {state}")

    same = "same" if last is not None and last.indicator == head.indicator else "other"
    own = "own" if own_named else "bare"
    if last is not None:
        carry(last.subject, f"last.s {same} {own}", "as the figure before it")
        carry(last.partner, f"last.p {same} {own}", "as the figure before it")
        for other in scene.drafts:
            if other.start < last.start:
                carry(other.subject, "sentence.s", "as a figure before it")
                carry(other.partner, "sentence.p", "as a figure before it")
    same = "same" if frame.indicator == head.indicator else "other"
    age = "new" if frame.age <= 1 else "old"
    first = "first" if last is None else "later"
    before = "carried from the sentence before"
    carry(frame.subject, f"frame.s {same} {age} {first}", before)
    carry(frame.partner, f"frame.p {same} {age} {first}", before)
    carry(frame.home, f"home {first}", before)
    carry(frame.topic, f"topic {first} {age}", "the project spoken of before")
    if frame.pair:
        carry(frame.pair[0], f"pair {int(_pair_words(scene))}", "the pair spoken of before")
        carry(frame.pair[1], f"pair {int(_pair_words(scene))}", "the pair spoken of before")
    for position, country in enumerate(reversed(frame.countries[-2:])):
        carry(country, f"country {position}", "the country named last")
    if frame.document:
        carry(frame.document[0], "main", "the country the text is about")
    for kind, id_ in frame.last.items():
        if kind in INFRASTRUCTURE:
            carry(id_, f"thing {kind}", "the one named last")
    for mention in scene.mentions:
        if mention.role == "say":
            carry(mention.id, f"speaker {mention.kind} {mention.form}", "the speaker's")
        elif mention.kind == "organisation":
            entry = scene.lexicon.gazetteer.entries.get(mention.id)
            if entry and entry.home:
                carry(entry.home, f"company {mention.role}", "a company counts as its country")
    found[None] = Candidate(
        None, "nobody", "nobody", ["nobody", f"nobody {crowd}", f"+nobody {crowd} {own} {first}",
                                   f"+nobody {min(listing, 3)}"], "nobody is named"
    )
    return list(found.values())


def _hang(scene: Scene, spoken: list[Mention]) -> str:
    """Whether names stand before their figures or behind them ("4 went to Italy, 3 to Greece")."""
    if len(scene.drafts) < 2:
        return "single"
    first = scene.drafts[0].quantity
    parties = [m for m in spoken if is_party(m)]
    before = any(m.end <= first.left for m in parties)
    behind = any(m.start >= first.right for m in parties)
    return ("both" if behind else "before") if before else "behind" if behind else "bare"


def _governed(scene: Scene, indicator: str, mention: Mention) -> bool:
    """Whether the name hangs on the word that names the indicator ("Güterverkehr auf dem …")."""
    return any(
        cue.id == indicator
        and 0 < mention.start - cue.end <= 28
        and not any(mark in scene.text[cue.end : mention.start] for mark in ",;.:")
        for cue in scene.of("indicator")
    )


def _owns_goods(scene: Scene, mention: Mention) -> bool:
    """Whether goods are said to be of this country: "kasachisches Öl", "crude from Kazakhstan"."""
    goods = [cue for cue in scene.of("commodity") if cue.id != "containers"]
    if mention.form == "adjective":
        return any(0 < c.start - mention.end <= 2 for c in goods)
    return mention.role == "from" and any(0 < mention.start - c.end <= 20 for c in goods)
