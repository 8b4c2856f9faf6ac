"""Loading: very many documents, some hundreds in a transaction.

To settle a new fact is to judge anew all that its claim holds. Were each transaction settled, a
claim that many sources speak of would be judged once for nearly each of them; so after the first
thousands a load lets its facts wait until they are a good part of what is stored. They stay noted
in the database: whatever ends the load, they are settled at its end or at the next opening.
"""

from collections.abc import Generator, Iterable, Sequence
from itertools import islice

from sqlalchemy import Connection, func, select

from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact
from tracker.model.stored import RunInfo, Stored
from tracker.store.connections import Connections
from tracker.store.ledger import n_waiting, settle_waiting, writing_settled
from tracker.store.tables import fact
from tracker.store.writing import Writer

BATCH = 500
"""How many documents share a transaction."""

FEWEST = 10_000
"""So many facts of a load are settled with their documents; later no fewer at a time."""

SHARE = 4
"""Waiting facts are settled when they are one in so many of all facts."""


def load(
    connections: Connections,
    pairs: Iterable[tuple[Document, Sequence[Fact]]],
    run: RunInfo | None,
    batch: int,
) -> Generator[Stored, None, None]:
    """Keep documents, so many in a transaction; says of each what came of it, in order.

    What is said is on the disk.
    """
    remaining = iter(pairs)
    loaded = 0
    is_behind = False
    try:
        while found := list(islice(remaining, batch)):
            is_small = loaded < FEWEST
            with writing_settled(connections) if is_small else connections.writing() as connection:
                writer = Writer(connection, run)
                results = writer.write_all(found)
                writer.ids.announce()
                is_behind = not is_small
                is_due = is_behind and _is_due(connection)
            loaded += sum(result.n_facts for result in results)
            yield from results
            if is_due:
                settle_waiting(connections)
                is_behind = False
    except StoreError:
        is_behind = False  # it cannot be written now; whoever opens it next settles what waits
        raise
    finally:
        if is_behind:
            settle_waiting(connections)


def _is_due(connection: Connection) -> bool:
    # The highest number tells well enough how many there are, and at once.
    stored = connection.execute(select(func.max(fact.c.id))).scalar() or 0
    return n_waiting(connection) >= max(FEWEST, stored // SHARE)
