"""Outcomes: what became of each document is told, and of each place noted, once it is stored."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.ingestion.noting import Found, Incoming, note
from tracker.model.document import Document
from tracker.model.errors import ReadError, TrackerError
from tracker.model.fact import Fact
from tracker.model.intake import Intake, IntakeKind
from tracker.model.stored import Outcome, Stored

if TYPE_CHECKING:
    from tracker.store import Store

_BEST = (Outcome.STORED, Outcome.REDATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REFUSED)
_MOST_DETAILS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one document.

    Attributes:
        place: Where it is, as the person called it or as it was found.
        outcome: stored, unchanged, redated, updated or refused.
        n_facts: How many facts the document has; 0 where it was not looked at again.
        error: Why it was refused, else None.
        kind: What kind of place it is.
        document_id: Row id of the document, or None.
        note: What of it was not read, or what else a person should know of it.
        n_bytes: Size of the place, or None.
        part, parts: Which of how many documents of one place, from 1.
        is_skipped: Whether it is as it was when it was last read, so that it was not read again.
        is_copy: Whether its text was stored before, from another place.
    """

    place: str
    outcome: Outcome
    n_facts: int = 0
    error: TrackerError | None = None
    kind: IntakeKind = IntakeKind.FILE
    document_id: int | None = None
    note: str | None = None
    n_bytes: int | None = None
    part: int = 1
    parts: int = 1
    is_skipped: bool = False
    is_copy: bool = False

    @property
    def path(self) -> Path:
        """The place as a path, for what is a file."""
        return Path(self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A document of a place, or that the place gave none."""

    found: Found
    document: Document | None = None
    facts: Sequence[Fact] = ()
    error: ReadError | None = None
    part: int = 1
    parts: int = 1


class Places:
    """Notes what became of places, and tells it."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._parts: list[Ingested] = []

    def settle(self, waiting: deque[Piece], stored: Sequence[Stored]) -> list[Ingested]:
        """What became of the pieces that waited, after it was noted."""
        results = iter(stored)
        told: list[Ingested] = []
        rows: list[Intake] = []
        while waiting:
            piece = waiting.popleft()
            done = _ingested(piece, None if piece.document is None else next(results))
            told.append(done)
            self._parts.append(done)
            if piece.part == piece.parts:
                if not done.is_skipped:
                    rows.append(_row(piece.found, self._parts))
                self._parts = []
        note(self._store, rows)
        return told


def _ingested(piece: Piece, stored: Stored | None) -> Ingested:
    found, incoming, document = piece.found, piece.found.incoming, piece.document
    done = Ingested(
        place=found.place,
        kind=found.kind,
        outcome=Outcome.REFUSED,
        n_bytes=incoming.n_bytes if incoming else None,
        part=piece.part,
        parts=piece.parts,
    )
    before = found.before
    if stored is not None and document is not None:
        is_known = before is not None and before.document_id == stored.document_id
        return replace(
            done,
            outcome=stored.outcome,
            n_facts=stored.n_facts,
            error=stored.error,
            document_id=stored.document_id,
            note=_own_note(document, incoming),
            is_copy=stored.outcome is not Outcome.STORED
            and stored.document_id is not None
            and not is_known,
        )
    if piece.error is not None:
        is_skipped = incoming is not None and piece.error is found.error
        return replace(done, error=piece.error, is_skipped=is_skipped)
    if found.is_done and before is not None:
        return replace(
            done,
            outcome=Outcome.UNCHANGED,
            document_id=before.document_id,
            note=before.detail,
            is_skipped=True,
        )
    # A feed that is empty today has been read all the same.
    return replace(done, outcome=Outcome.UNCHANGED)


def _own_note(document: Document, incoming: Incoming | None) -> str | None:
    """What the reader remarked, without what a person or a listing did."""
    remark = incoming.remark if incoming else None
    return (document.note or "").removeprefix(remark or "").strip() or None


def _row(found: Found, parts: Sequence[Ingested]) -> Intake:
    """The row of the intake for a place, all of whose documents are settled."""
    best = min(parts, key=lambda done: _BEST.index(done.outcome))
    refused = [done.error for done in parts if done.error is not None]
    is_refused = best.outcome is Outcome.REFUSED
    details = [_detail(error) for error in refused] or [done.note for done in parts if done.note]
    reason = getattr(best.error, "reason", "unreadable") if is_refused else None
    return Intake(
        place=found.key,
        kind=found.kind,
        outcome=best.outcome,
        reason=reason,
        detail=_joined(details),
        document_id=next((done.document_id for done in parts if done.document_id), None),
        n_bytes=parts[0].n_bytes,
        fingerprint=found.incoming.fingerprint if found.incoming else None,
        read_with=found.read_with or None,
        final=found.incoming.final if found.incoming else None,
    )


def _detail(error: TrackerError) -> str:
    return str(getattr(error, "detail", error))


def _joined(details: Sequence[str]) -> str | None:
    """The different ones of them, the first few."""
    different = list(dict.fromkeys(details))
    if len(different) > _MOST_DETAILS:
        different[_MOST_DETAILS:] = [f"And {len(different) - _MOST_DETAILS} more like these."]
    return " ".join(different) or None
