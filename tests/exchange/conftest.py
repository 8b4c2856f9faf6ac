"""Databases and facts for tests of what goes out and comes in."""

from tests.store.conftest import fact_in, fresh_file, path, store

__all__ = ["fact_in", "fresh_file", "path", "store"]
