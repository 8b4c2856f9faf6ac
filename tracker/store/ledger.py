"""Ledger: brings claims, implied figures, targets and conversions up to the facts.

Triggers note every fact that any program adds, changes or deletes (`unsettled_fact`,
`unsettled_claim`); settling works through these notes and touches nothing else, so that it costs
what was changed and not what is stored. It ends the transaction of each writer of ours, and comes
first when a database is opened for writing, for what other programs did meanwhile. A load of very
many documents settles less often than it commits (`tracker.store.loading`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, exists, func, select

from tracker.store.claiming import noted_in_order, settle_claims
from tracker.store.connections import Connections
from tracker.store.converting import settle_conversions
from tracker.store.deriving import settle_implied
from tracker.store.ledger_tables import unsettled_claim, unsettled_fact
from tracker.store.mention_rows import chunked
from tracker.store.targeting import settle_targets

PORTION = 10_000
"""How many facts one transaction settles at most, but for those that its writer changed."""


def settle(connection: Connection, facts: Iterable[int] | None = None) -> None:
    """Bring the ledger up to the facts, within the caller's transaction.

    Args:
        connection: The writing transaction.
        facts: Row ids of noted facts, the only ones to settle; None: all that are noted. Those
            left out stay noted.
    """
    changed = settle_claims(connection, facts)
    if changed is None:
        return
    settle_implied(connection, changed)
    settle_targets(connection, changed)
    settle_conversions(connection, changed)


def settle_waiting(connections: Connections) -> None:
    """Bring the ledger up to all that is noted now, in portions that let other writers between.

    Each portion is a transaction of its own and whole in itself: where this ends early, the rest
    stays noted.
    """
    with connections.reading() as connection:
        if not unsettled(connection):
            return
        noted = noted_in_order(connection)
    for portion in chunked(noted, PORTION):
        with connections.writing() as connection:
            settle(connection, portion)
    with connections.writing() as connection:
        settle(connection, ())


@contextmanager
def writing_settled(connections: Connections) -> Iterator[Connection]:
    """One transaction, at the end of which the ledger is up to the facts.

    What waits already is settled too; more than a portion is left to the load that it is of, so
    that nobody who changes one figure has to wait for all of it.
    """
    with connections.writing() as connection:
        left = _noted(connection) if n_waiting(connection) > PORTION else set()
        yield connection
        settle(connection, sorted(_noted(connection) - left) if left else None)


def unsettled(connection: Connection) -> bool:
    """Whether the ledger lies behind the facts."""
    waiting = select(exists(select(unsettled_fact)) | exists(select(unsettled_claim)))
    return bool(connection.execute(waiting).scalar())


def n_waiting(connection: Connection) -> int:
    """How many facts are noted and not settled yet."""
    return connection.execute(select(func.count()).select_from(unsettled_fact)).scalar_one()


def _noted(connection: Connection) -> set[int]:
    return set(connection.scalars(select(unsettled_fact.c.fact_id)))
