"""Reviewing: what waits for a person, one figure at a time, as data that the browser draws."""

from collections.abc import Sequence
from typing import Any

from dashboard.address import safe_url
from dashboard.components.excerpt import Mark, cut
from dashboard.components.links import fact_href, page_href, visible
from dashboard.components.page_words import page_of, say_page
from dashboard.components.statement import stated, what
from dashboard.components.text_layout import excerpt_of
from dashboard.correcting import amounts
from dashboard.deciding import last_decision
from dashboard.wording import Wording
from tracker import ClaimReport, FactFilter, Lexicon, NotFoundError, Store, StoredFact

REASONS = (
    *("slip", "conflict", "mismatch", "internal", "low_confidence", "far_apart"),
    "unresolved_period",
)
AT_ONCE = 500
AROUND = 900
MOST_OTHERS, MOST_MARKS = 6, 400

_LABELS = {
    "slip": "Looks like a slip",
    "conflict": "Sources disagree",
    "mismatch": "Does not fit other figures",
    "internal": "Contradicts its own text",
    "low_confidence": "Unsure reading",
    "far_apart": "Far apart",
    "unresolved_period": "No date to count from",
}


def reason_label(code: str, wording: Wording) -> str:
    """The reason of a doubt in two or three words."""
    return wording.say(_LABELS[code]) if code in _LABELS else code


def worklist(store: Store, reason: str, subject: str, first: str = "") -> dict[str, Any]:
    """The figures that wait, as row ids, the most doubtful first.

    Args:
        store: Where they are.
        reason: Only with this reason of doubt; "" for all.
        subject: Only about this entity; "" for all.
        first: Citable key of the figure to begin with; added in front where it waits no longer.
    """
    ids, total = store.decisions.waiting(
        reason=reason or None, subject=subject or None, limit=AT_ONCE
    )
    at = 0
    if first:
        try:
            wanted = store.decisions.find(first).id
        except (NotFoundError, ValueError):
            wanted = None
        if wanted is not None and wanted not in ids:
            ids, total = [wanted, *ids], total + 1
        elif wanted is not None:
            at = ids.index(wanted)
    return {"ids": ids, "total": total, "at": at}


def packs(
    store: Store, ids: Sequence[int], wording: Wording, lexicon: Lexicon
) -> list[dict[str, Any]]:
    """Everything the browser draws of some figures; one that is gone is left out."""
    rows = store.decisions.reasons(ids) if ids else []
    found = []
    for fact_id in ids:
        try:
            stored = store.fact(fact_id)
        except NotFoundError:
            continue
        own = [row for row in rows if row["fact_id"] == fact_id]
        found.append(_pack(store, stored, own, wording, lexicon))
    return found


def _pack(
    store: Store, stored: StoredFact, rows: list[dict[str, Any]], wording: Wording, lexicon: Lexicon
) -> dict[str, Any]:
    claim = store.ledger.claim_of(stored.id)
    events = store.decisions.history(stored.id)
    return {
        "id": stored.id,
        "key": stored.key,
        "version": store.decisions.version(stored.id),
        "decision": last_decision(events),
        "heading": stated(stored, wording),
        "line": _line(stored, wording),
        "badges": _badges(stored, wording),
        "reasons": [
            [reason_label(row["reason_code"], wording), explain(row, stored, claim, wording)]
            for row in rows
        ],
        "nodes": _nodes(store, stored, wording),
        "language": stored.language or "",
        "fields": _fields(stored, wording, lexicon),
        "sure": wording.numbers.amount(round(stored.fact.confidence * 100), "percent"),
        "doubtful": stored.fact.confidence < 0.5,
        "others": _others(stored, claim, wording),
        "title": visible(stored.title or wording.say("Untitled")),
        "who": visible(_who(stored, wording)),
        "document": page_href(wording, f"/document/{stored.document_id}"),
        "source": safe_url(stored.url) or page_href(wording, f"/document/{stored.document_id}"),
        "href": fact_href(wording, stored.key),
    }


def explain(
    row: dict[str, Any], stored: StoredFact, claim: ClaimReport | None, wording: Wording
) -> str:
    """Why a figure waits, in a sentence."""
    say, code = wording.say, row["reason_code"]
    if code == "slip":
        return say("More than five times its neighbours, or less than a fifth of them.")
    if code == "low_confidence":
        share = wording.numbers.amount(round(stored.fact.confidence * 100), "percent")
        return say("The reading is unsure: %(share)s sure.", share=share)
    if code == "unresolved_period":
        return say(
            "When “%(words)s” is depends on a date of publication that is not known.",
            words=visible(stored.fact.period_text or ""),
        )
    if code == "mismatch":
        formula = str(row["reason"]).partition(": ")[2]
        return say("Does not meet what other figures imply: %(formula)s", formula=formula)
    drawn = _drawn(claim, wording)
    if code == "conflict":
        return say("Does not meet the figure on the line, %(drawn)s.", drawn=drawn)
    if code == "internal":
        return say("Its own document also says %(drawn)s.", drawn=drawn)
    return say("Meets the figure on the line, %(drawn)s, only through its hedge.", drawn=drawn)


def _drawn(claim: ClaimReport | None, wording: Wording) -> str:
    for member in claim.members if claim else ():
        if member.fact.id == claim.drawn:  # type: ignore[union-attr]
            who = member.fact.source or wording.say("source not named")
            return f"{wording.quote(visible(member.fact.fact.surface))} ({visible(who)})"
    return "–"


def _line(stored: StoredFact, wording: Wording) -> str:
    fact = stored.fact
    about = wording.name(fact.subject)
    if fact.partner:
        about = f"{about} – {wording.name(fact.partner)}"
    parts = (about, what(stored, wording), wording.numbers.period(fact.period))
    return " · ".join(part for part in parts if part)


def _badges(stored: StoredFact, wording: Wording) -> list[list[str]]:
    badges = [[wording.word(stored.review), stored.review]]
    if stored.rank != "normal":
        badges.append([wording.word(stored.rank), stored.rank])
    return badges


def _who(stored: StoredFact, wording: Wording) -> str:
    name = stored.source or stored.author or wording.say("source not named")
    day = wording.numbers.day(stored.fact.published)
    return ", ".join(part for part in (name, day, say_page(page_of(stored), wording)) if part)


def _nodes(store: Store, stored: StoredFact, wording: Wording) -> list[Any]:
    """The paragraph in pieces, or the rows of the table: text, then None, "this" or an address."""
    text, own = store.document(stored.document_id).document.text, stored.fact
    facts = store.facts(
        FactFilter(document_id=stored.document_id), order=(("start", "asc"),), limit=MOST_MARKS
    )
    marks = [Mark(own.start, own.end, "this")]
    for other in facts:
        place = other.fact
        if place.end <= own.start or own.end <= place.start:
            href = fact_href(wording, other.key)
            marks.append(Mark(place.start, place.end, href, stated(other, wording)))
    if (rows := excerpt_of(text, own.start, own.end, marks, wording)) is not None:
        return rows
    start, end = paragraph(text, own.start, own.end)
    inside = [
        mark._replace(start=mark.start - start, end=mark.end - start)
        for mark in marks
        if start <= mark.start and mark.end <= end
    ]
    pieces = cut(text[start:end], inside)
    shown = [[visible(piece.text), piece.key, piece.title] for piece in pieces]
    before = "… " if text[:start].strip() else ""
    return [[before, None, ""], *shown] if before else shown


def paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph around a place begins and ends; a long one is cut at spaces.

    >>> paragraph("One. \\n\\nTwo 5 t here.\\nThree.", 11, 14)
    (7, 22)
    """
    first = max(text.rfind("\n", 0, start) + 1, 0)
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    if start - first > AROUND:
        cut_at = text.find(" ", start - AROUND, start)
        first = cut_at + 1 if cut_at >= 0 else start - AROUND
    if last - end > AROUND:
        cut_at = text.rfind(" ", end, end + AROUND)
        last = cut_at if cut_at >= 0 else end + AROUND
    return first, last


def _fields(stored: StoredFact, wording: Wording, lexicon: Lexicon) -> list[list[str]]:
    """Name, value and what it rests on, of all fields that are not empty."""
    fact, say, why = stored.fact, wording.say, stored.fact.evidence
    value, base, meant = amounts(fact, wording, lexicon)
    rows = [
        (say("Value"), value, "value"),
        (say("In the base unit"), base if base != value else "", ""),
        (say("Range meant"), meant, ""),
        (say("Hedge"), wording.word(fact.bound), "bound"),
        (say("Rate"), wording.word(fact.per) if fact.per else "", "per"),
        (say("What"), wording.name(fact.indicator), "indicator"),
        (say("Kind of number"), wording.word(fact.measure), "measure"),
        (say("Status"), wording.word(fact.status), "status"),
        (say("About"), wording.name(fact.subject), "subject"),
        (say("Partner"), wording.name(fact.partner), "partner"),
        (say("Limited to"), wording.name(fact.place), "place"),
        (say("Commodity"), wording.name(fact.commodity), "commodity"),
        (say("Counted"), fact.counted or "", "counted"),
        (say("Period"), wording.numbers.period(fact.period), "period"),
        (say("Words of the period"), fact.period_text or "", "period_text"),
        (say("Said by"), wording.name(fact.attribution), "attribution"),
        (say("Note"), stored.note or "", ""),
        (say("Reason of its rank"), stored.rank_reason or "", ""),
    ]
    return [
        [name, visible(text), visible(why.get(field, ""))] for name, text, field in rows if text
    ]


def _others(
    stored: StoredFact, claim: ClaimReport | None, wording: Wording
) -> list[dict[str, str]]:
    """What else is stated of the same thing at the same time."""
    members = [one for one in (claim.members if claim else ()) if one.fact.id != stored.id]
    return [
        {
            "value": stated(one.fact, wording),
            "who": visible(_who(one.fact, wording)),
            "standing": wording.word(one.standing),
            "href": fact_href(wording, one.fact.key),
        }
        for one in members[:MOST_OTHERS]
    ]
