"""Exchange: whole contents out of the database and into it."""

from collections.abc import Iterator
from contextlib import contextmanager

from tracker.store.connections import Connections
from tracker.store.snapshot import Snapshot
from tracker.store.views import VIEWS


class Exchange:
    """Reads and writes whole contents; `Store.exchange` holds one."""

    views = tuple(VIEWS)

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """One state of the database, to be read within the `with` block."""
        with self._connections.reading() as connection:
            yield Snapshot(connection)
