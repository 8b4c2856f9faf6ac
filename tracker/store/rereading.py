"""Rereading: stored documents whose text can be read anew, and what that changes."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from tracker.model.document import DocumentKind, Section
from tracker.model.errors import NotFoundError
from tracker.model.fact import Fact
from tracker.model.rereading import Difference
from tracker.model.stored import RunInfo
from tracker.store.connections import Connections
from tracker.store.ledger import writing_settled
from tracker.store.reading import document_by_id
from tracker.store.tables import document
from tracker.store.writing import Writer

CHUNK = 1000


class Readings:
    """The stored documents of one database as texts to be read anew."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def documents(self) -> Iterator[int]:
        """Row ids of all documents that were read from a text, in order; none that was typed in."""
        last = 0
        while True:
            statement = (
                select(document.c.id)
                .where(document.c.id > last, document.c.kind == DocumentKind.TEXT.value)
                .order_by(document.c.id)
                .limit(CHUNK)
            )
            with self._connections.reading() as connection:
                found = list(connection.scalars(statement))
            yield from found
            if len(found) < CHUNK:
                return
            last = found[-1]

    def reread(
        self,
        document_id: int,
        facts: Sequence[Fact],
        *,
        sections: Sequence[Section] | None = None,
        run: RunInfo | None = None,
        dry_run: bool = False,
    ) -> list[Difference]:
        """Bring a stored document's figures up to a new reading; what people decided stays.

        Args:
            document_id: Which document.
            facts: All that is read in its text now.
            sections: The releases that are found in it now; None: they stay as they are.
            run: The program that reads.
            dry_run: Whether only to tell what would change.

        Returns:
            Where the reading differs from what was stored, in the order of the text.

        Raises:
            NotFoundError: There is no such document, or its text is not stored.
            InvalidFactError: A fact or a section cannot be kept.
        """
        opened = self._connections.writing() if dry_run else writing_settled(self._connections)
        with opened as connection:
            held = document_by_id(connection, document_id)
            if not held.document.text:
                raise NotFoundError("text of document", document_id)
            trial = connection.begin_nested()
            writer = Writer(connection, run)
            found = writer.reread(held, facts, sections)
            if dry_run:
                trial.rollback()
                return found
            trial.commit()
            writer.ids.announce()
        return found
