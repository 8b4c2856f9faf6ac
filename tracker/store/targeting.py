"""Targeting: targets with their history and what was reached."""

from sqlalchemy import Connection

from tracker.store.changed import Changed


def settle_targets(connection: Connection, changed: Changed) -> None:
    """Follow the targets whose history or actual figures changed."""
