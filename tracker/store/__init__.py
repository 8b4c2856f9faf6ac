"""The database: SQLite, or PostgreSQL by URL; the only code that speaks SQL."""

from tracker.store.store import Store

__all__ = ["Store"]
