"""Incoming: things to read become documents with facts, many in a transaction, in order."""

import logging
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from tracker.ingestion.extracting import complete, facts_of, learn, reading_digest, run_info
from tracker.ingestion.noting import Found, look_up, storable, without_bytes
from tracker.ingestion.noting import Incoming as Incoming
from tracker.ingestion.outcomes import Ingested as Ingested
from tracker.ingestion.outcomes import Piece, Places
from tracker.ingestion.reading_ahead import THREADS, read_ahead
from tracker.lexicon.lexicon import Lexicon
from tracker.model.document import Document, FieldOrigin
from tracker.model.errors import ReadError, TrackerError
from tracker.model.fact import Fact

if TYPE_CHECKING:
    from tracker.store import Store

BATCH = 50
"""How many documents share a transaction."""

_LONGEST = 1000
_OUR_FAULT = (
    "something went wrong inside the tracker while it was read, so it was left out; "
    "the log has the details."
)
_LOG = logging.getLogger(__name__)


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
        tally = Places(store)
        while not pieces.are_over:
            waiting: deque[Piece] = deque()
            stream = pieces.documents(waiting)
            with closing(store.add_many(stream, run=run_info(lexicon), batch=BATCH)) as kept:
                for stored in kept:
                    n_more = sum(piece.document is not None for piece in waiting) - 1
                    yield from tally.settle(waiting, [stored, *islice(kept, n_more)])
            yield from tally.settle(waiting, [])
    store.optimise()


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

    def documents(self, waiting: deque[Piece]) -> Iterator[tuple[Document, Sequence[Fact]]]:
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

    def _of_place(self, found: Found, given: Sequence[Document] | ReadError) -> Iterator[Piece]:
        found = without_bytes(found)
        self._on_read(found.place)
        if isinstance(given, ReadError):
            yield Piece(found=found, error=given)
        elif not given:
            yield Piece(found=found)
        else:
            for part, document in enumerate(given, start=1):
                yield self._of_document(found, document, part, len(given))

    def _of_document(self, found: Found, document: Document, part: int, parts: int) -> Piece:
        if document.language not in (None, *self._lexicon.languages):
            codes = ", ".join(self._lexicon.languages)
            detail = f"its language is said to be {document.language!r}, and there are {codes}."
            error = ReadError(found.place, "unreadable", f"{detail} Correct what says so.")
            return Piece(found=found, error=error, part=part, parts=parts)
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
            return Piece(found=found, error=error, part=part, parts=parts)
        return Piece(found=found, document=document, facts=facts, part=part, parts=parts)


def _dated(document: Document, known: Document) -> Document:
    """The document with the date that is known of it already."""
    of_date: tuple[FieldOrigin, ...] = tuple(
        each for each in known.found if each.field == "published"
    )
    return replace(document, published=known.published, found=(*document.found, *of_date))
