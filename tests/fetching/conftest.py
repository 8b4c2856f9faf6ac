"""What the tests of fetching share."""

from collections.abc import Iterator

import pytest

from tests.fetching.sites import Site, serve


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback."""
    with serve() as served:
        yield served
