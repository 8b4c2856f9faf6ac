"""Exchange: whole contents out of the database and into it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from tracker.model.imported import ImportedDocument, RowResult
from tracker.model.restored import Restored
from tracker.store.connections import Connections
from tracker.store.importing import FactImporter
from tracker.store.ledger import settle
from tracker.store.parts import PARTS
from tracker.store.restoring import Parts, Restorer
from tracker.store.snapshot import Snapshot
from tracker.store.views import VIEWS


class Exchange:
    """Reads and writes whole contents; `Store.exchange` holds one."""

    views = tuple(VIEWS)
    parts = tuple(PARTS)

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One state of the database, to be read within the `with` block."""
        with self._connections.reading() as connection:
            yield Snapshot(connection)

    def import_facts(
        self, documents: Iterable[ImportedDocument], *, dry_run: bool = False
    ) -> list[RowResult]:
        """Keep the rows of a table of facts that are not there yet, in one transaction.

        Args:
            documents: The rows, those of one document together.
            dry_run: Whether to say what would become of each row, and keep none.

        Raises:
            StoreError: The database cannot be written; nothing was.
        """
        results: list[RowResult] = []
        with self._connections.writing() as connection:
            importer = FactImporter(connection)
            for each in documents:
                results += importer.write(each)
            if dry_run:
                connection.rollback()
                return results
            importer.ids.announce()
            settle(connection)
        return results

    def restore(self, parts: Parts, *, dry_run: bool = False) -> Restored:
        """Write the parts of a bundle: into an empty database whole, else merged with what is here.

        Args:
            parts: Gives the rows of each part by its name, any number of times.
            dry_run: Whether to say what would become of them, and keep none.

        Raises:
            InvalidFactError: A row cannot be kept; nothing was written.
            StoreError: The database cannot be written; nothing was.
        """
        with self._connections.writing() as connection:
            restored = Restorer(connection, parts).restore()
            if dry_run:
                connection.rollback()
            else:
                settle(connection)
        return restored
