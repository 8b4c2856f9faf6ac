"""Claiming: which claim each fact states, and how the statements of a claim stand to each other."""

from sqlalchemy import Connection

from tracker.store.changed import Changed


def settle_claims(connection: Connection) -> Changed | None:
    """Place the noted facts in claims and judge the claims anew; None if nothing was noted."""
    return None
