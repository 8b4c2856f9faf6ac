"""Store: the one door to the database."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.model.document import Document, DocumentKind, Section
from tracker.model.fact import Fact
from tracker.model.stored import (
    Entity,
    Outcome,
    RunInfo,
    Stored,
    StoredDocument,
    StoredFact,
)
from tracker.store import checking, reading, schema, vocabulary
from tracker.store.asking import Asking
from tracker.store.connections import Connections
from tracker.store.deciding import Decisions
from tracker.store.derived_reading import Derived
from tracker.store.document_writing import find_document
from tracker.store.exchange import Exchange
from tracker.store.intakes import Feeds, Intakes
from tracker.store.ledger import writing_settled
from tracker.store.ledger_reading import Ledger
from tracker.store.loading import BATCH, load
from tracker.store.near_copies import compare_waiting, find_like
from tracker.store.querying import Query
from tracker.store.rates import Rates
from tracker.store.rereading import Readings
from tracker.store.trade_reading import Trade
from tracker.store.writing import Writer

OPENING, OPTIMISING = 2.0, 10.0
"""For so many seconds documents of an older database are compared when it is opened, and after
documents were stored; the next time it goes on."""


class Store(Asking):
    """A database of documents and facts; safe to share between threads.

    Reads are short connections that see one state each. A write is one transaction: whole or not
    at all, and on the disk when the method returns.

    Args:
        location: Path of a file, or a SQLAlchemy URL. It must exist: see `create()`.
        read_only: Whether to refuse every write.

    Raises:
        SchemaError: There is no database yet, or it is of another version.
        StoreError: What is there cannot be opened; it was not touched.
    """

    def __init__(self, location: str | Path, *, read_only: bool = False) -> None:
        self._connections = Connections(location, read_only=read_only)
        self.exchange = Exchange(self._connections)
        self.ledger = Ledger(self._connections)
        self.query = Query(self._connections)
        self.rates = Rates(self._connections)
        self.decisions = Decisions(self._connections)
        self.derived = Derived(self._connections)
        self.readings = Readings(self._connections)
        self.trade = Trade(self._connections)
        self.intake = Intakes(self._connections)
        self.feeds = Feeds(self._connections)
        self._grown = False
        try:
            schema.require_current(self._connections)
            if not read_only:
                vocabulary.refill(self._connections)
                self.settle()
                compare_waiting(self._connections, OPENING)
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, location: str | Path, *, lexicon: vocabulary.Words | None = None) -> "Store":
        """Open a database, created or brought up to date first where that is needed.

        Args:
            location: Path of a file, or a SQLAlchemy URL.
            lexicon: Units and names to fill the vocabulary tables with; None: the packaged ones.

        Raises:
            StoreError: The place cannot be written, or holds something else; it was not touched.
        """
        connections = Connections(location)
        try:
            schema.create_or_upgrade(connections)
            if lexicon is not None:
                with connections.writing() as connection:
                    vocabulary.fill_from(connection, lexicon)
        finally:
            connections.close()
        return cls(location)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give all connections back; the store can be used again afterwards."""
        self._connections.close()

    @property
    def location(self) -> str:
        """The database as a person would name it, without a password."""
        return self._connections.name

    @property
    def read_only(self) -> bool:
        """Whether every write is refused."""
        return self._connections.read_only

    @property
    def data_version(self) -> int:
        """A number that changes with every commit, of this program or another."""
        return self._connections.version()

    # Writing

    def add(
        self, document: Document, facts: Sequence[Fact], *, run: RunInfo | None = None
    ) -> Stored:
        """Keep a document with all its facts, or nothing of it.

        The same text from the same place again changes nothing; with a date or an origin that was
        not known it gains those; read differently, the facts that nobody reviewed follow. A
        publisher or an address that is not stated counts as the same.

        Raises:
            InvalidFactError: A field of the document or of a fact cannot be kept.
            StoreError: The database cannot be written.
        """
        with writing_settled(self._connections) as connection:
            writer = Writer(connection, run)
            stored = writer.write(document, facts)
            writer.ids.announce()
        self._grown |= stored.outcome is not Outcome.UNCHANGED
        return stored

    def add_many(
        self,
        pairs: Iterable[tuple[Document, Sequence[Fact]]],
        *,
        run: RunInfo | None = None,
        batch: int = BATCH,
    ) -> Generator[Stored, None, None]:
        """Keep many documents, some hundreds in a transaction; a faulty one is refused alone.

        The ledger is up to the first ten thousand facts when their transactions end; what comes
        after these is settled in larger portions, and at the end, also where the caller stops
        early. What waits when a process dies is settled when the database is opened next.

        Args:
            pairs: Documents with their facts; taken as they are stored, not all at once.
            run: The program that read them.
            batch: How many documents share a transaction.

        Yields:
            One `Stored` per pair, in order, after its transaction is on the disk.

        Raises:
            StoreError: The database cannot be written; what was yielded before is kept.
        """
        with closing(load(self._connections, pairs, run, batch)) as kept:
            for stored in kept:
                self._grown |= stored.outcome not in (Outcome.UNCHANGED, Outcome.REFUSED)
                yield stored

    def add_by_hand(
        self,
        fact: Fact,
        *,
        author: str,
        quote: str,
        source: str | None = None,
        url: str | None = None,
        title: str | None = None,
        published: str | None = None,
        note: str | None = None,
    ) -> StoredFact:
        """Keep a fact that a person typed, with a document of its own that holds their words.

        Args:
            fact: The fact; if its offsets do not point at its surface in `quote`, the first place
                where the surface stands is taken.
            author: Who typed it.
            quote: What was typed or quoted; holds the surface.
            source: Who published it.
            url: Where (http or https).
            title: Headline of the source.
            published: When, ISO 8601 day, month or year.
            note: A remark.

        Raises:
            InvalidFactError: A field cannot be kept; nothing was written.
        """
        document = Document(
            text=quote,
            source=source,
            url=url,
            title=title,
            published=published,
            kind=DocumentKind.FORM,
            author=author,
            note=note,
        )
        with writing_settled(self._connections) as connection:
            writer = Writer(connection)
            fact_id = writer.write_by_hand(document, fact)
            writer.ids.announce()
        return self.fact(fact_id)

    def redate(
        self,
        document_id: int,
        published: str,
        facts: Sequence[Fact],
        *,
        sections: Sequence[Section] | None = None,
        run: RunInfo | None = None,
    ) -> Stored:
        """Give a stored document its date, with facts and releases as read in its light.

        Args:
            document_id: Row id.
            published: ISO 8601 day, month or year.
            facts: All that is read in its text now.
            sections: The releases that are found in it now; None: they stay as they are.
            run: The program that read it.

        Raises:
            NotFoundError: There is no such document.
            InvalidFactError: The date is none.
        """
        with writing_settled(self._connections) as connection:
            writer = Writer(connection, run)
            stored = writer.redate(document_id, published, facts, sections)
            writer.ids.announce()
        return stored

    def add_entity(self, entity: Entity, aliases: Iterable[str] = ()) -> None:
        """Keep an entity of the user's own, with its names besides the labels; or replace it.

        Raises:
            InvalidFactError: The id belongs to an entity that comes with tracker.
        """
        with self._connections.writing() as connection:
            vocabulary.add_user_entity(connection, entity, {"any": tuple(aliases)})

    def learn(self, lexicon: vocabulary.Words) -> None:
        """Bring the vocabulary tables up to a lexicon, so that facts may name what it names."""
        with self._connections.writing() as connection:
            vocabulary.fill_from(connection, lexicon)

    def settle(self) -> None:
        """Bring the ledger up to what other programs wrote; our own writers do so themselves."""
        self.ledger.settle()

    def find_document(self, document: Document) -> StoredDocument | None:
        """The stored document that `add()` would take this one for."""
        with self._connections.reading() as connection:
            row = find_document(connection, document)
            return None if row is None else reading.document_by_id(connection, row.id)

    def find_near(self, text: str) -> tuple[StoredDocument, float] | None:
        """The stored document of which a text would be a copy, or nearly one; None without one.

        Returns:
            The one most like it, and how much of the shorter text both have in common, 0 to 1.
        """
        with self._connections.reading() as connection:
            found = find_like(connection, text)
            if found is None:
                return None
            return reading.document_by_id(connection, found[0]), found[1]

    # Upkeep

    def backup(self, path: str | Path) -> None:
        """Write a whole copy to a new file while others read and write.

        Raises:
            StoreError: The file exists already, or cannot be written.
        """
        schema.copy_whole(self._connections, Path(path).absolute())

    def check(self) -> list[str]:
        """What is wrong with the database, one sentence each; empty when it is whole."""
        return checking.problems(self._connections)

    def optimise(self) -> None:
        """Refresh statistics and search index and shorten the log, if documents were stored.

        Documents of an older database that were not compared with each other yet are, for a while.
        """
        if self._grown:
            compare_waiting(self._connections, OPTIMISING)
            checking.optimise(self._connections)
            self._grown = False
