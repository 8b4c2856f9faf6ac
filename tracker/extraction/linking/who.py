"""Who: subject and partner of a figure, by the part each name plays and a rule per indicator.

Names have parts (to, from, with, between, genitive …). `data/linking.toml` gives each indicator one
of a few rules: `pair` (trade between two), `sends` and `receives` (one direction), `money` (goes to
a thing, given by somebody), `owned`, `home` (a country's own), `thing` (whatever carries). Speakers
are a last resort, never a subject of first choice.
"""

from collections.abc import Callable

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import INFRASTRUCTURE, Frame
from tracker.extraction.linking.scene import Draft, Scene, groups_of

_PARTIES = frozenset({"country", "region"})
_BLOCS = frozenset({"eu", "turkic_states", "eaeu", "sco", "cis"})
Answer = tuple[str | None, str | None, str]
Answer2 = tuple[str | None, str | None]


def read_parties(scene: Scene, frame: Frame) -> None:
    """Set subject, partner and place of every draft, one decision a movement."""
    for members in groups_of(scene.drafts):
        head = members[0]
        rule = RULES[scene.lexicon.weights.who.get(head.indicator, "thing")]
        reading = Reading(scene, frame, head)
        earlier = _same_parties(reading)
        if earlier is not None:
            subject, partner, why = earlier.subject, earlier.partner, "as the figure before it"
        else:
            subject, partner, why = rule(reading)
        if head.indicator in ("count", "duration"):
            subject, partner = _both_sides(scene, subject, partner)
        for draft in members:
            draft.subject, draft.partner = subject, partner
            draft.who_source = why
            if subject:
                draft.evidence["subject"] = why
            draft.place = _place(scene, frame, draft)
    _zip(scene)


def _same_parties(reading: "Reading") -> Draft | None:
    """The figure before, where no name of its own stands beside this one."""
    scene, draft = reading.scene, reading.draft
    before = [d for d in scene.drafts if d.start < draft.start and d.subject is not None]
    if not before:
        return None
    last = before[-1]
    if last.indicator != draft.indicator or last.quantity.right > reading.left:
        return None
    own = [m for m in reading.mentions if reading.left <= m.start < draft.quantity.left]
    behind = [m for m in reading.mentions if draft.quantity.right <= m.start < reading.right]
    if own or (behind and (reading.hangs_right(()) or draft.is_percent())):
        return None
    return last


class Reading:
    """The names of a sentence as one figure sees them."""

    def __init__(self, scene: Scene, frame: Frame, draft: Draft) -> None:
        self.scene, self.frame, self.draft = scene, frame, draft
        self.mentions = [m for m in scene.mentions if m.role != "say"]
        self.speakers = [m for m in scene.mentions if m.role == "say"]
        self.left = scene.segment_left(draft)
        self.right = scene.segment_right(draft)
        self.parties = [m for m in self.mentions if is_party(m)]

    def cost(self, mention: Mention) -> float:
        """Cost of the way from a name to the figure."""
        return self.scene.cost(mention.start, mention.end, self.draft)

    def nearest(self, mentions: list[Mention]) -> Mention | None:
        """The name that is cheapest to reach."""
        return min(mentions, key=self.cost, default=None)

    def own(self, *roles: str, kinds: Callable[[Mention], bool] | None = None) -> list[Mention]:
        """Names in the figure's own stretch of the sentence, on the side its list hangs."""
        to_right = self.hangs_right(roles)
        low, high = (
            (self.draft.quantity.right, self.right)
            if to_right
            else (self.left, self.draft.quantity.left)
        )
        return [
            m
            for m in self.mentions
            if low <= m.start < high and (not roles or m.role in roles) and (kinds or is_party)(m)
        ]

    def hangs_right(self, roles: tuple[str, ...]) -> bool:
        """Whether the names of a list stand behind their figures ("4 went to Italy, 3 to Greece")."""
        drafts = self.scene.drafts
        first = drafts[0].quantity
        wanted = [m for m in self.mentions if is_party(m) and (not roles or m.role in roles)]
        before = [m for m in wanted if m.end <= first.left]
        behind = [m for m in wanted if m.start >= first.right]
        return not before and bool(behind)

    def role(self, *roles: str) -> list[Mention]:
        """Parties of the sentence that play one of the parts."""
        return [m for m in self.parties if m.role in roles]

    def pair_words(self) -> bool:
        """Whether the sentence speaks of the two sides without naming them."""
        sentence = self.scene.sentence
        return any(
            True
            for _ in self.scene.language.roles.pair.find(
                self.scene.text, sentence.start, sentence.end
            )
        )

    def partner_list(self) -> bool:
        """Whether the sentence ranks partners."""
        sentence = self.scene.sentence
        return any(
            True
            for _ in self.scene.language.roles.partners.find(
                self.scene.text, sentence.start, sentence.end
            )
        )

    def last_pair(self) -> tuple[str, str] | None:
        """The pair spoken of, or the last two countries named."""
        if self.frame.pair:
            return self.frame.pair
        if len(self.frame.countries) >= 2:
            return self.frame.countries[-2], self.frame.countries[-1]
        return None


def is_party(mention: Mention) -> bool:
    """Whether a name can be a side of trade: a country, a region, a bloc."""
    return mention.kind in _PARTIES or mention.id in _BLOCS


def _ordered(first: str | None, second: str | None) -> tuple[str | None, str | None]:
    if first and second and first > second:
        return second, first
    return first, second


def _pair(reading: Reading) -> Answer:
    between = reading.role("between")
    if len({m.id for m in between}) >= 2:
        nearest = sorted(between, key=reading.cost)
        first = nearest[0]
        second = next(m for m in nearest if m.id != first.id)
        return (*_ordered(first.id, second.id), "the two sides named")
    listed = _listed_partner(reading)
    if listed is not None:
        return (*_ordered(listed, reading.frame.home), "a partner in a list")
    own_with = reading.own("with", "on", "to", "from")
    home_named = [m for m in reading.parties if m.role in ("genitive", "adjective", "none", "in")]
    withs = own_with or reading.role("with")
    if withs:
        partner = reading.nearest(withs)
        assert partner is not None
        home = reading.nearest([m for m in home_named if m.id != partner.id and m.role != "in"])
        if home is None:
            home = reading.nearest([m for m in home_named if m.id != partner.id])
        other = (
            home.id if home and _closer_home(reading, home) else _other_than(partner.id, reading)
        )
        return (*_ordered(partner.id, other), "trade with a partner named")
    distinct = list(dict.fromkeys(m.id for m in reading.parties))
    if len(distinct) == 2 and len(reading.scene.drafts) <= 3:
        return (*_ordered(distinct[0], distinct[1]), "two sides in the sentence")
    if reading.pair_words() and (pair := reading.last_pair()):
        return (*_ordered(*pair), "the two sides spoken of before")
    if home_named:
        home = reading.nearest(home_named)
        assert home is not None
        if reading.frame.pair and home.id in reading.frame.pair and home.role != "genitive":
            return (*_ordered(*reading.frame.pair), "the pair spoken of before")
        return home.id, None, "whose trade it is"
    if distinct:
        partner_id = distinct[0]
        return (*_ordered(partner_id, _other_than(partner_id, reading)), "the side named")
    if reading.frame.indicator == "trade_turnover" and reading.frame.subject:
        return reading.frame.subject, reading.frame.partner, "carried from the sentence before"
    if reading.frame.pair:
        return (*_ordered(*reading.frame.pair), "the pair spoken of before")
    if reading.frame.home:
        return reading.frame.home, None, "carried from the sentence before"
    speakers = [m.id for m in reading.speakers if is_party(m)]
    pair = reading.last_pair()
    if pair and not speakers:
        return (*_ordered(*pair), "the countries named before")
    return (speakers[0] if speakers else None), None, "the speaker's country"


def _listed_partner(reading: Reading) -> str | None:
    """The name beside the figure in a list of partners of the country spoken of."""
    home = reading.frame.home
    if home is None or not reading.partner_list():
        return None
    if any(m.id == home or m.role in ("genitive", "between") for m in reading.parties):
        return None
    beside = [m for m in reading.parties if reading.left <= m.start < reading.draft.quantity.left]
    behind = [m for m in reading.parties if reading.draft.quantity.right <= m.start < reading.right]
    chosen = beside[-1:] or behind[:1]
    return chosen[0].id if chosen else None


def _closer_home(reading: Reading, home: Mention) -> bool:
    return reading.cost(home) < 3.0


def _other_than(partner: str, reading: Reading) -> str | None:
    frame = reading.frame
    if frame.home and frame.home != partner:
        return frame.home
    if frame.pair and partner in frame.pair:
        return next(p for p in frame.pair if p != partner)
    speaker = next((m.id for m in reading.speakers if is_party(m) and m.id != partner), None)
    if speaker:
        return speaker
    earlier = next((c for c in reversed(frame.countries) if c != partner), None)
    return earlier or next((c for c in frame.document if c != partner), None)


def _sends(reading: Reading) -> Answer:
    senders = [
        m
        for m in reading.parties
        if m.role in ("from", "genitive", "adjective", "none", "between", "in")
    ]
    companies = [
        m
        for m in reading.mentions
        if m.kind == "organisation" and not is_party(m) and m.role in ("none", "genitive")
    ]
    own_to = reading.own("to", "on")
    tos = own_to or [
        m
        for m in reading.role("to")
        if m.end <= reading.scene.drafts[0].quantity.left or len(reading.scene.drafts) == 1
    ]
    partner = reading.nearest(tos)
    senders = [m for m in senders if partner is None or m.id != partner.id]
    sender = reading.nearest(
        [m for m in senders if m.role in ("from", "genitive", "adjective")]
    ) or reading.nearest(senders)
    if (
        reading.scene.drafts[0] is not reading.draft
        and sender is not None
        and sender.start > reading.draft.start
    ):
        earlier = [m for m in senders if m.end <= reading.draft.quantity.left]
        sender = reading.nearest(earlier) or sender
    subject = sender.id if sender else None
    why = "who sends is named"
    if subject is None and companies:
        entry = reading.scene.lexicon.gazetteer.entries[companies[0].id]
        subject, why = entry.home or companies[0].id, "a company counts as its country"
    frame = reading.frame
    if subject is None:
        pipe = next((m for m in reading.mentions if m.kind == "pipeline"), None)
        if (
            frame.indicator in ("exports", "freight_volume")
            and frame.subject
            and frame.subject_kind in _PARTIES
        ):
            subject, why = frame.subject, "carried from the sentence before"
        elif frame.indicator == "imports" and frame.partner:
            subject, why = frame.partner, "the other side of the trade before"
        elif frame.home:
            subject, why = frame.home, "carried from the sentence before"
        elif pipe is not None:
            subject, why = pipe.id, "a pipeline carries"
        else:
            speaker = next((m.id for m in reading.speakers if is_party(m)), None)
            subject, why = speaker, "the speaker's country"
    partner_id = partner.id if partner else None
    if partner_id is None and len(reading.scene.drafts) == 1 and subject is not None:
        withs = [m for m in reading.parties if m.role in ("with", "between") and m.id != subject]
        partner_id = withs[0].id if withs else None
    if partner_id is None and not tos and sender is None and frame.indicator == "exports":
        partner_id = (
            frame.partner if not any(reading.parties) and len(reading.scene.drafts) == 1 else None
        )
    if (
        partner_id is None
        and frame.pair
        and subject in frame.pair
        and sender is not None
        and reading.pair_words()
    ):
        partner_id = next(p for p in frame.pair if p != subject)
    if partner_id is None and not tos and sender is not None and _met(frame, subject):
        partner_id = frame.home
    if partner_id == subject:
        partner_id = None
    return subject, partner_id, why


def _met(frame: Frame, subject: str | None) -> bool:
    """Whether a country was a partner of the one spoken of, so that it trades with that one."""
    return frame.home is not None and frame.home != subject and subject in frame.parties


def _receives(reading: Reading) -> Answer:
    own_from = reading.own("from", "on")
    froms = own_from or reading.role("from")
    source = reading.nearest(froms)
    adjectives = [m for m in reading.role("adjective") if source is None or m.id != source.id]
    receivers = [
        m
        for m in reading.parties
        if m.role in ("genitive", "none", "to", "in", "between")
        and (source is None or m.id != source.id)
    ]
    receiver = reading.nearest(
        [m for m in receivers if m.end <= reading.draft.quantity.left]
    ) or reading.nearest(receivers)
    frame = reading.frame
    why = "who receives is named"
    subject = receiver.id if receiver else None
    partner = source.id if source else None
    if partner is None and subject is not None and adjectives:
        partner = adjectives[0].id
    elif subject is None and adjectives and source is not None:
        subject = adjectives[0].id
    if subject is None:
        if frame.indicator == "exports" and frame.partner:
            subject, partner, why = (
                frame.partner,
                partner or frame.subject,
                "the other side of the trade before",
            )
        elif adjectives and frame.home in (None, adjectives[0].id):
            subject, why = adjectives[0].id, "whose imports they are"
        else:
            subject = frame.home or frame.subject
            why = "carried from the sentence before"
            if adjectives and partner is None:
                partner = adjectives[0].id
    if subject is None:
        subject = next((m.id for m in reading.speakers if is_party(m)), None)
    if partner is None and receiver is not None and _met(frame, subject):
        partner = frame.home
    return subject, (None if partner == subject else partner), why


def _money(reading: Reading) -> Answer:
    infrastructure = [m for m in reading.mentions if m.kind in INFRASTRUCTURE]
    givers = [m for m in reading.mentions if m.kind == "organisation" and not is_party(m)]
    givers += [m for m in reading.mentions if m.id in _BLOCS and m.role not in ("in", "to")]
    frame = reading.frame
    receivers = [m for m in reading.parties if m.role in ("in", "to", "genitive")]
    target = reading.nearest(infrastructure)
    why = "what the money goes to is named"
    if target is not None:
        subject: str | None = target.id
    elif receivers:
        nearest = reading.nearest(
            [m for m in receivers if m.role in ("in", "to")]
        ) or reading.nearest(receivers)
        assert nearest is not None
        subject = nearest.id
    elif givers and (adjectives := [m for m in reading.role("adjective") if m not in givers]):
        subject = adjectives[0].id
    elif frame.topic and frame.age <= 3 and frame.subject == frame.topic:
        subject, why = frame.topic, "the project spoken of before"
    else:
        subject, why = None, ""
    bare = [
        m
        for m in reading.parties
        if m.role in ("none", "adjective", "from", "with") and m.id != subject
    ]
    giver = reading.nearest(reading.own(kinds=lambda m: m in givers)) or reading.nearest(givers)
    partner = giver.id if giver and giver.id != subject else None
    if partner is None and bare and (subject is not None):
        own = [m for m in bare if reading.left <= m.start < reading.right]
        nearest_bare = reading.nearest(own or bare)
        partner = nearest_bare.id if nearest_bare else None
    if subject is None:
        if frame.subject and frame.indicator == "investment":
            subject, why = frame.subject, "carried from the sentence before"
            partner = partner or (bare[0].id if bare and bare[0].id != subject else None)
        elif frame.topic:
            subject, why = frame.topic, "the project spoken of before"
            partner = partner or (bare[0].id if bare else None)
        elif bare:
            subject, why = bare[0].id, "the country named"
        elif givers:
            entry = reading.scene.lexicon.gazetteer.entries[givers[0].id]
            subject, partner, why = givers[0].id, None, "the only name"
            del entry
        elif frame.home:
            subject, why = frame.home, "carried from the sentence before"
        else:
            subject = next((m.id for m in reading.speakers if is_party(m)), None)
            why = "the speaker's country"
    return subject, (None if partner == subject else partner), why


def _owned(reading: Reading) -> Answer:
    things = [m for m in reading.mentions if m.kind in INFRASTRUCTURE]
    target = reading.nearest(things)
    subject = target.id if target else reading.frame.topic or reading.frame.subject
    holders = [
        m for m in reading.own(kinds=lambda m: m.kind not in INFRASTRUCTURE) if m.id != subject
    ]
    if not holders:
        holders = [m for m in reading.mentions if m.kind not in INFRASTRUCTURE and m.id != subject]
    holder = reading.nearest(holders)
    each = reading.scene.language.connectors["each"]
    shared = each.before(reading.scene.text, reading.draft.quantity.left) or each.after(
        reading.scene.text, reading.draft.quantity.right
    )
    return subject, (holder.id if holder and not shared else None), "what is owned"


def _home(reading: Reading) -> Answer:
    named = [
        m
        for m in reading.parties
        if m.role in ("genitive", "none", "in", "adjective", "between", "from")
    ]
    weights = reading.scene.lexicon.weights
    things = [m for m in reading.mentions if m.kind == "field"]
    candidates = named + things
    best = min(
        candidates,
        key=lambda m: reading.cost(m) - weights.roles.get(m.role, 0.0) - 0.3 * (m.kind == "field"),
        default=None,
    )
    if best is not None:
        return best.id, None, "whose it is"
    if reading.frame.home and reading.draft.indicator != "population":
        return reading.frame.home, None, "carried from the sentence before"
    if reading.parties:
        return reading.parties[0].id, None, "the country named"
    speaker = next((m.id for m in reading.speakers if is_party(m)), None)
    if speaker:
        return speaker, None, "the speaker's country"
    return reading.frame.subject, None, "carried from the sentence before"


def _thing(reading: Reading) -> Answer:
    weights, frame, draft = reading.scene.lexicon.weights, reading.frame, reading.draft
    route = _route(reading)
    if route is not None:
        return route
    scored: list[tuple[float, Mention | None, str]] = []
    for mention in reading.mentions:
        score = weights.kinds.get(mention.kind, 0.4) + weights.roles.get(mention.role, 0.0)
        score -= 0.55 * reading.cost(mention)
        if mention.form == "city":
            score -= 0.05
        if _governed(reading, mention):
            score += 0.5
        scored.append((score, mention, mention.id))
    infrastructure = any(m.kind in INFRASTRUCTURE for m in reading.mentions)
    carried = frame.subject
    if carried and not infrastructure:
        kind = frame.subject_kind or "country"
        bonus = 0.25 if kind in INFRASTRUCTURE else -0.05
        if any(m.role in ("genitive", "none") and m.end <= draft.quantity.left for m in reading.mentions):
            bonus -= 0.4
        same = 0.2 if draft.indicator == frame.indicator else 0.0
        scored.append(
            (weights.kinds.get(kind, 0.4) + bonus + same - 0.25 - 0.15 * frame.age, None, carried)
        )
    if frame.topic and not infrastructure and frame.topic != carried:
        scored.append((0.35 - 0.15 * frame.age, None, frame.topic))
    if not scored:
        speaker = next(
            (m for m in reading.speakers if m.kind in INFRASTRUCTURE or is_party(m)), None
        )
        organisation = next((m for m in reading.speakers), None)
        if speaker or organisation:
            chosen = speaker or organisation
            assert chosen is not None
            return chosen.id, None, "the speaker, as nobody else is named"
        return frame.home, None, "carried from the sentence before"
    score, mention, subject = max(scored, key=lambda item: item[0])
    why = (
        f"“{reading.scene.text[mention.start : mention.end]}”"
        if mention
        else "carried from the sentence before"
    )
    return subject, _flow_partner(reading, subject, mention), why


def _governed(reading: Reading, mention: Mention) -> bool:
    """Whether the name hangs on the word that names the indicator ("Güterverkehr auf dem …")."""
    if mention.role in ("from", "to"):
        return False
    return any(
        cue.id == reading.draft.indicator
        and 0 < mention.start - cue.end <= 28
        and not any(mark in reading.scene.text[cue.end : mention.start] for mark in ",;.:")
        for cue in reading.scene.of("indicator")
    )


def _both_sides(scene: Scene, subject: str | None, partner: str | None) -> Answer2:
    """Two countries that the sentence joins share what is counted ("A und B schlossen 15 Abkommen")."""
    if scene.joined is not None and subject in scene.joined:
        return _ordered(*scene.joined)
    between = list(dict.fromkeys(m.id for m in scene.mentions if m.role == "between"))
    if len(between) == 2 and subject in between:
        return _ordered(between[0], between[1])
    return subject, partner


def _route(reading: Reading) -> Answer | None:
    """Cargo from A to B on no named route: B is the subject, A the partner."""
    if any(m.kind in ("corridor", "railway", "pipeline") for m in reading.mentions):
        return None
    if reading.draft.indicator not in ("freight_volume", "transit_time", "traffic", "price"):
        return None
    places = [m for m in reading.mentions if is_party(m) or m.kind == "port"]
    sources = [m for m in places if m.role == "from"]
    targets = [m for m in places if m.role == "to"]
    if not sources or not targets or sources[0].id == targets[0].id:
        return None
    target, source = reading.nearest(targets), reading.nearest(sources)
    assert target is not None
    assert source is not None
    if reading.cost(target) > 2.0 or reading.cost(source) > 2.0:
        return None
    return target.id, source.id, "from one place to another"


def _flow_partner(reading: Reading, subject: str, mention: Mention | None) -> str | None:
    """Where cargo comes from, if the subject is where it goes to; else nobody."""
    draft = reading.draft
    if draft.indicator not in ("freight_volume", "transit_time", "traffic", "price", "length"):
        return None
    entry = reading.scene.lexicon.gazetteer.entries.get(subject)
    if entry is None:
        return None
    if entry.kind in ("pipeline", "corridor", "railway") and draft.indicator == "freight_volume":
        received = [m for m in reading.parties if m.role == "to" and reading.cost(m) < 1.2]
        if entry.kind == "pipeline" and received:
            nearest = reading.nearest(received)
            return nearest.id if nearest else None
        return _owner_of_goods(reading)
    if entry.kind in INFRASTRUCTURE and draft.indicator != "freight_volume":
        return None
    if entry.kind == "corridor" and reading.draft.kind != "mass":
        return None
    if mention is None:
        return None
    others = [
        m
        for m in reading.mentions
        if m.id != subject and m.role in ("from", "to") and (is_party(m) or m.kind == "port")
    ]
    if entry.kind in ("corridor", "pipeline", "railway"):
        return None
    nearest = reading.nearest([m for m in others if reading.cost(m) < 1.6])
    return nearest.id if nearest else None


def _owner_of_goods(reading: Reading) -> str | None:
    """Whose goods a line carries: "kasachisches Öl", "crude from Kazakhstan"."""
    goods = [cue for cue in reading.scene.of("commodity") if cue.id != "containers"]
    for mention in reading.parties:
        if reading.cost(mention) > 1.6:
            continue
        if mention.form == "adjective" and any(0 < c.start - mention.end <= 2 for c in goods):
            return mention.id
        if mention.role == "from" and any(0 < mention.start - c.end <= 20 for c in goods):
            return mention.id
    return None


RULES: dict[str, Callable[[Reading], Answer]] = {
    "pair": _pair,
    "sends": _sends,
    "receives": _receives,
    "money": _money,
    "owned": _owned,
    "home": _home,
    "thing": _thing,
}


def _place(scene: Scene, frame: Frame, draft: Draft) -> str | None:
    """The country that a corridor's or line's figure is limited to."""
    entry = scene.lexicon.gazetteer.entries.get(draft.subject or "")
    if entry is None or entry.kind not in ("corridor", "railway", "pipeline"):
        return None
    inside = [m for m in scene.mentions if m.kind == "country" and m.id != draft.partner]
    inside = [
        m for m in inside if _section(scene, m) or (m.role in ("via", "in") and m.form == "name")
    ]
    if len({m.id for m in inside}) == 1:
        return min(inside, key=lambda m: scene.cost(m.start, m.end, draft)).id
    named = any(m.id == draft.subject for m in scene.mentions)
    return frame.place if frame.subject == draft.subject and not named else None


def _section(scene: Scene, mention: Mention) -> bool:
    return any(
        hit.start - mention.end <= 2
        for hit in scene.language.roles.sections.find(scene.text, mention.end, mention.end + 30)
    )


def _zip(scene: Scene) -> None:
    """Give coordinated figures the coordinated names, in order, where the text says so."""
    sentence = scene.sentence
    respectively = scene.language.connectors["respectively"]
    listed = [
        d
        for d in scene.drafts
        if d.indicator in ("exports", "imports", "freight_volume", "trade_turnover", "traffic")
    ]
    for count in (3, 2):
        for first in range(len(listed) - count + 1):
            run = listed[first : first + count]
            if not all(d.quantity.borrowed for d in run[:-1]):
                continue
            if len({d.quantity.kind for d in run}) != 1:
                continue
            end = run[-1].quantity.right
            names = [
                m
                for m in scene.mentions
                if end <= m.start < min(sentence.end, end + 90) and is_party(m)
            ]
            if len(names) < count:
                start = run[0].quantity.left
                names = [m for m in scene.mentions if start - 90 <= m.end <= start and is_party(m)]
                if len(names) != count or not respectively.after(scene.text, end):
                    continue
            for draft, name in zip(run, names[:count], strict=True):
                if draft.indicator in ("exports", "trade_turnover") and name.role in (
                    "to",
                    "with",
                    "none",
                    "from",
                ):
                    if draft.subject != name.id:
                        draft.partner = name.id
                elif draft.indicator == "imports":
                    draft.partner = name.id
                else:
                    draft.subject = name.id
                draft.evidence["subject"] = "in the order of the names"
            return
