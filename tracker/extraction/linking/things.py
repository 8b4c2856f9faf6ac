"""What carries, is paid for or owned: subject and partner of figures that are no trade."""

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import INFRASTRUCTURE
from tracker.extraction.linking.reading import BLOCS, Answer, Reading, is_party


def money(reading: Reading) -> Answer:
    """What money goes to, and who gives it."""
    infrastructure = [m for m in reading.mentions if m.kind in INFRASTRUCTURE]
    givers = [m for m in reading.mentions if m.kind == "organisation" and not is_party(m)]
    givers += [m for m in reading.mentions if m.id in BLOCS and m.role not in ("in", "to")]
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


def owned(reading: Reading) -> Answer:
    """What is owned, and by whom."""
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


def home(reading: Reading) -> Answer:
    """Whose it is: a country, or a field."""
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


def thing(reading: Reading) -> Answer:
    """Whatever carries: line, port, country; the kinds are weighed in the data."""
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
        if any(
            m.role in ("genitive", "none") and m.end <= draft.quantity.left
            for m in reading.mentions
        ):
            bonus -= 0.4
        same = 0.2 if draft.indicator == frame.indicator else 0.0
        scored.append(
            (weights.kinds.get(kind, 0.4) + bonus + same - 0.25 - 0.15 * frame.age, None, carried)
        )
    if frame.topic and not infrastructure and frame.topic != carried:
        scored.append((0.35 - 0.15 * frame.age, None, frame.topic))
    if not scored:
        speakers = sorted(
            reading.speakers, key=lambda m: not (m.kind in INFRASTRUCTURE or is_party(m))
        )
        if speakers:
            return speakers[0].id, None, "the speaker, as nobody else is named"
        return frame.home, None, "carried from the sentence before"
    _, best, subject = max(scored, key=lambda item: item[0])
    why = (
        f"“{reading.scene.text[best.start : best.end]}”"
        if best
        else "carried from the sentence before"
    )
    return subject, _flow_partner(reading, subject, best), why


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
