"""A real Chromium, and the app over a copy of the demo's database on a free port.

The browser is that of `TRACKER_BROWSER`, else the first Chromium or Chrome on the PATH; where there
is none these tests are skipped, except in CI.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.browser.watch import Watched, watch

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 60
SCREENSHOTS = Path(__file__).parents[2] / "screenshots"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
    if not os.environ.get("TRACKER_THOROUGH"):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("thorough")]


@pytest.fixture(scope="session")
def browser() -> Iterator["playwright.Browser"]:
    found = os.environ.get("TRACKER_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on the PATH")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database, all packaged documents read by the extractor itself; to be copied."""
    return _read_once(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def database(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of it that the app serves."""
    return Path(shutil.copy(untouched, tmp_path_factory.mktemp("browser") / "demo.db"))


def _read_once(own: Path) -> Path:
    """The demo's database as the first of all test processes has made it."""
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    path, made = shared / "demo.db", shared / "demo.made"
    try:
        os.close(os.open(shared / "demo.begun", os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        end = time.monotonic() + 5 * PATIENCE
        while not made.exists():
            assert time.monotonic() < end, "another test process never finished the demo's database"
            time.sleep(0.2)
        return path
    subprocess.run(
        [sys.executable, "-m", "tracker", "demo", "--no-serve", "--db", str(path)],
        check=True, capture_output=True, timeout=5 * PATIENCE,
    )  # fmt: skip
    with closing(sqlite3.connect(path)) as shell:  # all of it into the one file
        shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made.touch()
    return path


@pytest.fixture(scope="session")
def address(database: Path) -> Iterator[str]:
    """Where the app is served."""
    with serve_at([sys.executable, "-m", "tracker", "serve", "--db", str(database)]) as found:
        yield found


@contextmanager
def serve_at(command: list[str]) -> Iterator[str]:
    """Serves on a free port until the block ends; gives the address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    found = f"http://127.0.0.1:{port}"
    try:
        _wait_for(found, server)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"nothing answers at {address}")


@pytest.fixture
def sql(database: Path) -> Iterator[sqlite3.Connection]:
    """The database as a person with a SQL shell sees it."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


@pytest.fixture(scope="session")
def contexts(browser: "playwright.Browser") -> Iterator[dict[tuple[str, int], object]]:
    """Browser contexts by scheme and width; kept, so that scripts are fetched once."""
    made: dict[tuple[str, int], object] = {}
    yield made
    for context in made.values():
        context.close()  # type: ignore[attr-defined]


@pytest.fixture
def open_page(
    browser: "playwright.Browser", contexts: dict[tuple[str, int], object], address: str
) -> Iterator["Opener"]:
    opener = Opener(browser, contexts, address)
    yield opener
    opener.close()


class Opener:
    """Opens pages, waits until they stand, and watches what they do."""

    def __init__(self, browser: object, contexts: dict[tuple[str, int], object], address: str):
        self._browser, self._contexts, self._address = browser, contexts, address
        self._open: list[Watched] = []

    def __call__(self, path: str = "/", scheme: str = "light", width: int = 1440) -> Watched:
        key = (scheme, width)
        if key not in self._contexts:
            height = 900 if width > 640 else 844
            self._contexts[key] = self._browser.new_context(  # type: ignore[attr-defined]
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
        page = self._contexts[key].new_page()  # type: ignore[attr-defined]
        page.set_default_timeout(PATIENCE * 1000)
        watched = watch(page, self._address)
        self._open.append(watched)
        watched.go(path)
        return watched

    def close(self) -> None:
        for watched in self._open:
            watched.page.close()
