"""Receiving: a text that a person hands over is read, looked at, and only then stored."""

import base64
import binascii
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from dashboard.address import safe_url
from dashboard.components.excerpt import Mark
from dashboard.components.links import fact_href, page_href, visible
from dashboard.components.page_words import say_page
from dashboard.components.reason_words import say_reason
from dashboard.components.text_layout import group_of, lay_out
from dashboard.correcting import amounts, read_correction, texts_of
from dashboard.handing import FIELDS, LONGEST, PASTED
from dashboard.wording import Wording
from tracker import (
    READERS,
    Action,
    Document,
    Fact,
    FactFilter,
    Intake,
    IntakeKind,
    IntakeOutcome,
    InvalidFactError,
    Lexicon,
    Preview,
    ReadError,
    Store,
    Stored,
    StoredDocument,
    StoreError,
    keep,
    preview,
    read_period,
    size_limit,
)

_FEEDS = (".rss", ".atom", ".rdf", ".xml")
SUFFIXES = tuple(suffix for suffix in READERS if suffix not in _FEEDS)
"""Of files that hold one document; feeds hold many, and here one is looked at."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A text as it was handed over, and what was read in it.

    Attributes:
        read: The document with its figures; None where it cannot be read, or is empty.
        problem: Why it cannot be read, for the person; `refused` is what the reader says of it.
        errors: Field of its origin to what is wrong with it.
        near: A stored document of which it would be a copy, or nearly, and the share in common.
    """

    read: Preview | None = None
    problem: str = ""
    refused: ReadError | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    near: tuple[StoredDocument, float] | None = None


def decode_upload(contents: object, name: object) -> tuple[bytes, str] | None:
    """The bytes and the name of a dropped file; None where the browser sent something else."""
    if not isinstance(contents, str) or not isinstance(name, str):
        return None
    try:
        return base64.b64decode(contents.partition(",")[2], validate=True), name[:200]
    except (binascii.Error, ValueError):
        return None


def receive(
    data: bytes,
    name: str,
    raw: Mapping[str, object],
    store: Store,
    wording: Wording,
    handed: Document | None = None,
) -> Received:
    """Reads a text in the light of what is said of its origin.

    Args:
        data: The text. name: Its file's name, for the format and for want of a title.
        raw: Field of `FIELDS` to text; anything else counts as empty.
        store: Where the document may be already.
        wording: The language of what is wrong.
        handed: What a file said of its document, where its text comes back.
    """
    origin, errors = _origin(raw, wording)
    if not data.strip():
        return Received(errors=errors)
    try:
        read = preview(
            data,
            name,
            store,
            published=origin["published"],
            language=origin["language"],
            source=origin["source"],
            title=origin["title"],
            url=origin["url"],
            handed=handed,
        )
    except ReadError as error:
        problem = _say_error(error, len(data), name, wording)
        return Received(problem=problem, refused=error, errors=errors)
    near = store.find_near(read.document.text) if read.known is None else None
    return Received(read=read, errors=errors, near=near)


def _origin(
    raw: Mapping[str, object], wording: Wording
) -> tuple[dict[str, str | None], dict[str, str]]:
    origin: dict[str, str | None] = {}
    errors = {}
    for name in FIELDS:
        given = raw.get(name)
        text = given.strip()[:LONGEST] if isinstance(given, str) else ""
        if any(sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
            errors[name] = wording.say("This holds a sign that cannot be kept; type it anew.")
            text = ""
        origin[name] = text or None
    if origin["published"]:
        day = read_period(origin["published"], language=wording.language)
        origin["published"] = None if day is None or "/" in day else day
        if origin["published"] is None:
            errors["published"] = wording.say(
                "Write a day (2025-06-27), a month (2025-06) or a year (2025)."
            )
    if origin["language"] not in (None, "de", "en"):
        origin["language"] = None
    if origin["url"] and safe_url(origin["url"]) is None:
        errors["url"] = wording.say("An address begins with http:// or https:// and names a host.")
        origin["url"] = None
    return origin, errors


def say_kinds(wording: Wording) -> str:
    """The suffixes of what is read, as a person lists them."""
    *others, last = SUFFIXES
    return wording.say("%(list)s and %(last)s", list=", ".join(others), last=last)


def say_wrong_kind(wording: Wording) -> str:
    """That only some kinds of files are read."""
    return wording.say(
        "Only %(kinds)s files are read here; save the text as one of these.",
        kinds=say_kinds(wording),
    )


def say_too_large(most: object, wording: Wording) -> str:
    """That a file has more than so many megabytes."""
    return wording.say(
        "The file is larger than %(most)s MB; split it into its articles.", most=most
    )


def _say_error(error: ReadError, size: int, name: str, wording: Wording) -> str:
    suffix = PurePath(name).suffix.lower()
    if error.reason == "too_large" and size > size_limit(suffix):
        return say_too_large(f"{size_limit(suffix) / 1e6:.0f}", wording)
    if error.reason == "wrong_type" and suffix not in SUFFIXES:
        return say_wrong_kind(wording)
    return say_reason(error.reason, wording) or error.detail


def note_refused(received: Received, name: str, n_bytes: int, store: Store) -> None:
    """Notes that an upload was refused, so that it is found among what was not read."""
    error = received.refused
    _note(
        Intake(
            place=name,
            kind=IntakeKind.UPLOAD,
            outcome=IntakeOutcome.REFUSED,
            reason=error.reason if error else "no_text",
            detail=error.detail if error else None,
            n_bytes=n_bytes,
        ),
        store,
    )


def note_kept(read: Preview, name: str, kept: Stored, store: Store) -> None:
    """Notes what became of a text that a person handed over."""
    document, is_pasted = read.document, name == PASTED
    _note(
        Intake(
            place=(document.title or name) if is_pasted else name,
            kind=IntakeKind.PASTE if is_pasted else IntakeKind.UPLOAD,
            outcome=kept.outcome,
            detail=document.note,
            document_id=kept.document_id,
            n_bytes=len(document.text.encode("utf-8", "surrogatepass")),
        ),
        store,
    )


def _note(row: Intake, store: Store) -> None:
    try:
        store.intake.note([row])
    except StoreError:  # what was stored is stored; only the list of places lacks a line
        _LOG.exception("a place could not be noted kind=%s", row.kind)


def place_of(fact: Fact) -> str:
    """What tells the figures of one text apart."""
    return f"{fact.start}-{fact.end}"


def pack_received(received: Received, wording: Wording, lexicon: Lexicon) -> dict[str, Any]:
    """What the browser draws: the text in pieces, its figures beside it."""
    if received.read is None:
        return {"problem": received.problem, "nodes": [], "figures": []}
    document, facts = received.read.document, received.read.facts
    marks = [Mark(one.start, one.end, place_of(one), _line(one, wording)) for one in facts]
    known, near = received.read.known, received.near
    return {
        "problem": "",
        "digest": digest_of(received.read),
        "language": document.language,
        "title": visible(document.title or ""),
        "nodes": lay_out(document, marks, wording),
        "figures": [
            {**pack_figure(one, wording, lexicon), **_where(document, one, wording)}
            for one in facts
        ],
        "note": visible(document.note or ""),
        "known": None
        if known is None
        else [_name(known, wording), page_href(wording, f"/document/{known.id}")],
        "near": None
        if near is None
        else [_name(near[0], wording), page_href(wording, f"/document/{near[0].id}"),
              wording.numbers.amount(int(near[1] * 100), "percent")],
    }  # fmt: skip


def pack_figure(fact: Fact, wording: Wording, lexicon: Lexicon) -> dict[str, Any]:
    """One figure of the list beside the text."""
    value, base, _ = amounts(fact, wording, lexicon)
    return {
        "place": place_of(fact),
        "value": _amount(fact, wording),
        "full": value if base == value else f"{value} = {base}",
        "line": _line(fact, wording),
        "sure": wording.numbers.amount(round(fact.confidence * 100), "percent"),
        "doubtful": fact.confidence < 0.5,
    }


def _name(stored: StoredDocument, wording: Wording) -> str:
    document = stored.document
    parts = (document.title or wording.say("Untitled"), document.source or "")
    return visible(", ".join(part for part in parts if part))


def _where(document: Document, fact: Fact, wording: Wording) -> dict[str, str]:
    """Under which heading a figure is listed, and its page where that does not say it."""
    several = len(document.pages) > 1 and bool(document.sections)
    page = document.page_of(fact.start) if several else None
    return {
        "group": group_of(document, fact.start, wording),
        "page": say_page(page, wording) if page else "",
    }


def digest_of(read: Preview) -> str:
    """What was shown: the text, its date and its language."""
    document = read.document
    return f"{document.sha256[:16]} {document.published or ''} {document.language}"


def _amount(fact: Fact, wording: Wording) -> str:
    return wording.numbers.stated(
        fact.value, fact.unit, fact.bound, high=fact.value_high, per=fact.per
    )


def _line(fact: Fact, wording: Wording) -> str:
    about = wording.name(fact.subject)
    if fact.partner:
        about = f"{about} – {wording.name(fact.partner)}"
    measure = "" if fact.measure == "level" else wording.word(fact.measure)
    status = "" if fact.status == "actual" else wording.word(fact.status)
    parts = (
        *(about, wording.name(fact.indicator), measure, status),
        wording.numbers.period(fact.period) or wording.say("no period"),
    )
    return " · ".join(part for part in parts if part)


def find_figure(read: Preview, place: object) -> Fact | None:
    """The figure at a place of the text."""
    return next((one for one in read.facts if place_of(one) == place), None)


def read_changes(
    raw: object, fact: Fact, wording: Wording, lexicon: Lexicon, is_entity: Callable[[str], bool]
) -> Mapping[str, object]:
    """Changes as the browser kept them, believed only as far as the editor would take them."""
    if not isinstance(raw, Mapping):
        return {}
    corrected = read_correction(
        {**texts_of(fact, wording), **raw}, fact, wording, lexicon, is_entity
    )
    return {} if corrected.errors else corrected.changes


def store_received(
    read: Preview, left_out: Sequence[str], corrections: Mapping[str, Mapping[str, object]],
    notes: Mapping[str, str], author: str, store: Store, wording: Wording, name: str = PASTED,
) -> dict[str, Any]:  # fmt: skip
    """Stores a text with its figures; what was unticked is rejected, what was changed corrected.

    Both are decisions of the author, so that no later reading of the text brings the figures back
    as they were.

    Raises:
        InvalidFactError: A field of the document cannot be kept; nothing was written.
        StoreError: The database cannot be written.
    """
    stored = keep(read, store)
    note_kept(read, name, stored, store)
    found = store.facts(FactFilter(document_id=stored.document_id), order=(("start", "asc"),))
    rejected, corrected, failed = 0, 0, []
    for one in found:
        place = place_of(one.fact)
        if one.review != "unreviewed":
            continue
        try:
            if place in left_out:
                store.decisions.decide(one.id, Action.REJECT, author=author)
                rejected += 1
            elif corrections.get(place):
                store.decisions.decide(
                    one.id, Action.CORRECT, author=author, changes=corrections[place],
                    note=notes.get(place) or None,
                )  # fmt: skip
                corrected += 1
        except (InvalidFactError, StoreError) as error:
            failed.append(f"{one.fact.surface}: {error}")
    kept = store.facts(FactFilter(document_id=stored.document_id), order=(("start", "asc"),))
    waiting = store.decisions.reasons([one.id for one in kept]) if kept else []
    return {
        "outcome": str(stored.outcome),
        "title": visible(read.document.title or wording.say("Untitled")),
        "href": page_href(wording, f"/document/{stored.document_id}"),
        "kept": len(kept),
        "rejected": rejected,
        "corrected": corrected,
        "failed": failed,
        "waiting": len({row["fact_id"] for row in waiting}),
        "figures": [
            [_amount(one.fact, wording), _line(one.fact, wording), fact_href(wording, one.key)]
            for one in kept[:200]
        ],
    }
