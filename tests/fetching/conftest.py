"""What the tests of fetching share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fetching.sites import Site, serve
from tracker.store import Store


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback."""
    with serve() as served:
        yield served


@pytest.fixture(scope="session")
def _empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with nothing in it, made once since that takes a second."""
    path = tmp_path_factory.mktemp("empty") / "tracker.db"
    Store.create(path).close()
    return path


@pytest.fixture
def store(_empty: Path, tmp_path: Path) -> Iterator[Store]:
    """A database with nothing in it."""
    with Store(shutil.copy(_empty, tmp_path / "tracker.db")) as opened:
        yield opened
