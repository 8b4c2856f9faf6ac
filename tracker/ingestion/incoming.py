"""Incoming: things to read become documents with facts, many in a transaction, in order."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.ingestion.extracting import complete, facts_of, learn, reading_digest, run_info
from tracker.ingestion.noting import Found, look_up, note, storable, without_bytes
from tracker.ingestion.noting import Incoming as Incoming
from tracker.ingestion.reading_ahead import THREADS, read_ahead
from tracker.lexicon.lexicon import Lexicon
from tracker.model.document import Document, FieldOrigin
from tracker.model.errors import ReadError, TrackerError
from tracker.model.fact import Fact
from tracker.model.intake import Intake, IntakeKind
from tracker.model.stored import Outcome, Stored

if TYPE_CHECKING:
    from tracker.store import Store

BATCH = 50
"""How many documents share a transaction."""

_LONGEST = 1000
_BEST = (Outcome.STORED, Outcome.REDATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REFUSED)
_OUR_FAULT = (
    "something went wrong inside the tracker while it was read, so it was left out; "
    "the log has the details."
)
_LOG = logging.getLogger(__name__)


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


def ingest_incoming(
    items: Iterable[Incoming | ReadError],
    store: "Store",
    *,
    lexicon: Lexicon | None = None,
    again: bool = False,
    is_over: Callable[[], bool] = lambda: False,
    on_read: Callable[[str], None] = lambda place: None,
    threads: int = THREADS,
) -> Iterator[Ingested]:
    """Read things, find the facts, and keep both; a faulty one stops nothing.

    Fifty documents share a transaction; what is yielded is on the disk. What has the fingerprint
    that it had when it was last read, with the same program, words and origin, is not read again.

    Args:
        items: What to read; an error in place of each thing that must not or cannot be read.
        store: Where to keep it.
        lexicon: Units and names to read with; the user's entities in `store` are laid over it.
        again: Whether to read also what was read already.
        is_over: Asked before each thing; once it is so, no more are begun, and what was begun is
            stored.
        on_read: Told the place of each thing as its turn comes, before it is stored.
        threads: How many things are read at the same time, ahead of their turn.

    Yields:
        One `Ingested` for each document, or for each thing that gave none, in order, as soon as
        its transaction has ended.

    Raises:
        StoreError: The database cannot be written; all that was yielded is stored.
    """
    lexicon = learn(store, lexicon)
    known = look_up(items, store, reading_digest(store, lexicon), again=again, is_over=is_over)
    with closing(read_ahead(known, _load, _is_known, threads=threads)) as read:
        pieces = _Pieces(read, store, lexicon, on_read)
        tally = _Places(store)
        while not pieces.are_over:
            waiting: deque[_Piece] = deque()
            stream = pieces.documents(waiting)
            with closing(store.add_many(stream, run=run_info(lexicon), batch=BATCH)) as kept:
                for stored in kept:
                    n_more = sum(piece.document is not None for piece in waiting) - 1
                    yield from tally.settle(waiting, [stored, *islice(kept, n_more)])
            yield from tally.settle(waiting, [])
    store.optimise()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A document of a place, or that the place gave none."""

    found: Found
    document: Document | None = None
    facts: Sequence[Fact] = ()
    error: ReadError | None = None
    part: int = 1
    parts: int = 1


def _is_known(found: Found) -> bool:
    """Whether nothing has to be read."""
    return found.error is not None or found.is_done


def _load(found: Found) -> Sequence[Document] | ReadError:
    if found.error is not None:
        return found.error
    if found.is_done or found.incoming is None:
        return ()
    try:
        return found.incoming.load()
    except ReadError as error:
        return error
    except Exception:
        # One document must not keep a thousand others from being read, today and every time.
        _LOG.exception("reading failed kind=%s place=%s", found.kind, storable(found.place)[:200])
        return ReadError(found.place, "unreadable", _OUR_FAULT)


class _Pieces:
    """The documents of all places in order; they are completed and extracted as they are taken."""

    def __init__(
        self,
        read: Generator[tuple[Found, Sequence[Document] | ReadError], None, None],
        store: "Store",
        lexicon: Lexicon,
        on_read: Callable[[str], None],
    ) -> None:
        self._on_read = on_read
        self._all = (piece for found, given in read for piece in self._of_place(found, given))
        self._store, self._lexicon = store, lexicon
        self.are_over = False

    def documents(self, waiting: deque[_Piece]) -> Iterator[tuple[Document, Sequence[Fact]]]:
        """What is to be stored; all pieces wait for what becomes of those before them."""
        n_others = 0
        for piece in self._all:
            waiting.append(piece)
            if piece.document is not None:
                yield piece.document, piece.facts
                n_others = 0
            elif (n_others := n_others + 1) >= _LONGEST:
                return  # what waits is told, though no batch is full
        self.are_over = True

    def _of_place(self, found: Found, given: Sequence[Document] | ReadError) -> Iterator[_Piece]:
        found = without_bytes(found)
        self._on_read(found.place)
        if isinstance(given, ReadError):
            yield _Piece(found=found, error=given)
        elif not given:
            yield _Piece(found=found)
        else:
            for part, document in enumerate(given, start=1):
                yield self._of_document(found, document, part, len(given))

    def _of_document(self, found: Found, document: Document, part: int, parts: int) -> _Piece:
        if document.language not in (None, *self._lexicon.languages):
            codes = ", ".join(self._lexicon.languages)
            detail = f"its language is said to be {document.language!r}, and there are {codes}."
            error = ReadError(found.place, "unreadable", f"{detail} Correct what says so.")
            return _Piece(found=found, error=error, part=part, parts=parts)
        try:
            known = self._store.find_document(document)
            if known is not None and document.published is None:
                document = _dated(document, known.document)
            document = complete(document, self._lexicon)
            facts = facts_of(document, self._lexicon)
        except TrackerError:
            raise
        except Exception:
            _LOG.exception("extraction failed place=%s", storable(found.place)[:200])
            error = ReadError(found.place, "unreadable", _OUR_FAULT)
            return _Piece(found=found, error=error, part=part, parts=parts)
        return _Piece(found=found, document=document, facts=facts, part=part, parts=parts)


def _dated(document: Document, known: Document) -> Document:
    """The document with the date that is known of it already."""
    of_date: tuple[FieldOrigin, ...] = tuple(
        each for each in known.found if each.field == "published"
    )
    return replace(document, published=known.published, found=(*document.found, *of_date))


class _Places:
    """Notes what became of places, and tells it."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._parts: list[Ingested] = []

    def settle(self, waiting: deque[_Piece], stored: Sequence[Stored]) -> list[Ingested]:
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


def _ingested(piece: _Piece, stored: Stored | None) -> Ingested:
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
    reason = getattr(best.error, "reason", None) if is_refused else None
    return Intake(
        place=found.key,
        kind=found.kind,
        outcome=best.outcome,
        reason=reason,
        detail=" ".join(dict.fromkeys(details)) or None,
        document_id=next((done.document_id for done in parts if done.document_id), None),
        n_bytes=parts[0].n_bytes,
        fingerprint=found.incoming.fingerprint if found.incoming else None,
        read_with=found.read_with or None,
        final=found.incoming.final if found.incoming else None,
    )


def _detail(error: TrackerError) -> str:
    return str(getattr(error, "detail", error))
