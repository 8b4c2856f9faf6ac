"""Deriving: what stated figures imply, kept apart from them."""

from sqlalchemy import Connection

from tracker.store.changed import Changed


def settle_implied(connection: Connection, changed: Changed) -> None:
    """Derive anew what the changed documents and series imply."""
