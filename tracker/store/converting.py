"""Converting: the rates that stored amounts of money are converted at."""

from sqlalchemy import Connection

from tracker.store.changed import Changed


def settle_conversions(connection: Connection, changed: Changed) -> None:
    """Find a rate for every currency and time that the changed facts need."""
