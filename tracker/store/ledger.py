"""Ledger: brings claims, implied figures, targets and conversions up to the facts.

Triggers note every fact that any program adds, changes or deletes (`unsettled_fact`,
`unsettled_claim`); settling works through these notes and touches nothing else, so that it costs
what was changed and not what is stored. It ends the transaction of each writer of ours, and comes
first when a database is opened for writing, for what other programs did meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, exists, select

from tracker.store.claiming import settle_claims
from tracker.store.connections import Connections
from tracker.store.converting import settle_conversions
from tracker.store.deriving import settle_implied
from tracker.store.ledger_tables import unsettled_claim, unsettled_fact
from tracker.store.targeting import settle_targets


def settle(connection: Connection) -> None:
    """Bring the ledger up to the facts, within the caller's transaction."""
    changed = settle_claims(connection)
    if changed is None:
        return
    settle_implied(connection, changed)
    settle_targets(connection, changed)
    settle_conversions(connection, changed)


@contextmanager
def writing_settled(connections: Connections) -> Iterator[Connection]:
    """One transaction, at the end of which the ledger is up to the facts."""
    with connections.writing() as connection:
        yield connection
        settle(connection)


def unsettled(connection: Connection) -> bool:
    """Whether the ledger lies behind the facts."""
    waiting = select(exists(select(unsettled_fact)) | exists(select(unsettled_claim)))
    return bool(connection.execute(waiting).scalar())
