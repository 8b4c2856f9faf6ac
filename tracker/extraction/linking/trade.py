"""Who trades: subject and partner of trade in both directions, of exports and of imports."""

from tracker.extraction.findings import Mention
from tracker.extraction.linking.frame import Frame
from tracker.extraction.linking.reading import PARTIES, Answer, Reading, in_order, is_party


def pair(reading: Reading) -> Answer:
    """The two sides of a trade; between equals in alphabetical order."""
    between = reading.role("between")
    if len({m.id for m in between}) >= 2:
        nearest = sorted(between, key=reading.cost)
        first = nearest[0]
        second = next(m for m in nearest if m.id != first.id)
        return (*in_order(first.id, second.id), "the two sides named")
    listed = _listed_partner(reading)
    if listed is not None:
        return (*in_order(listed, reading.frame.home), "a partner in a list")
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
        return (*in_order(partner.id, other), "trade with a partner named")
    distinct = list(dict.fromkeys(m.id for m in reading.parties))
    if len(distinct) == 2 and len(reading.scene.drafts) <= 3:
        return (*in_order(distinct[0], distinct[1]), "two sides in the sentence")
    if reading.pair_words() and (pair := reading.last_pair()):
        return (*in_order(*pair), "the two sides spoken of before")
    if home_named:
        home = reading.nearest(home_named)
        assert home is not None
        if reading.frame.pair and home.id in reading.frame.pair and home.role != "genitive":
            return (*in_order(*reading.frame.pair), "the pair spoken of before")
        return home.id, None, "whose trade it is"
    if distinct:
        partner_id = distinct[0]
        return (*in_order(partner_id, _other_than(partner_id, reading)), "the side named")
    if reading.frame.indicator == "trade_turnover" and reading.frame.subject:
        return reading.frame.subject, reading.frame.partner, "carried from the sentence before"
    if reading.frame.pair:
        return (*in_order(*reading.frame.pair), "the pair spoken of before")
    if reading.frame.home:
        return reading.frame.home, None, "carried from the sentence before"
    speakers = [m.id for m in reading.speakers if is_party(m)]
    pair = reading.last_pair()
    if pair and not speakers:
        return (*in_order(*pair), "the countries named before")
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


def sends(reading: Reading) -> Answer:
    """Who sends, and who receives it."""
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
            and frame.subject_kind in PARTIES
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


def receives(reading: Reading) -> Answer:
    """Who receives, and who sends it."""
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
