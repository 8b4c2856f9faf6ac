"""What all tests share: nothing that is skipped on a developer's machine is skipped in CI."""

import os
import shutil
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

_NEVER_SKIPPED_IN_CI = ("browser", "postgresql")
_SERVER = "TRACKER_TEST_POSTGRESQL"


def pytest_configure() -> None:
    """Give each test process a database of its own on the PostgreSQL server."""
    location, worker = os.environ.get(_SERVER), os.environ.get("PYTEST_XDIST_WORKER", "alone")
    if location:
        os.environ[_SERVER] = _create_database(location, f"tracker_{worker}")


def _create_database(location: str, name: str) -> str:
    from sqlalchemy import create_engine, make_url, text

    engine = create_engine(location, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return make_url(location).set(database=name).render_as_string(hide_password=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-snapshots` writes what figures look like now; the diff is read in review."""
    parser.addoption("--update-snapshots", action="store_true", help="rewrite tests/snapshots")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a report that can be sent, and in CI one that knows no excuse.

    Half a character (a lone surrogate) in a captured line would end the whole run, since test
    processes send each other UTF-8. In CI the skip of a test that needs a browser or a server is a
    failure.
    """
    report = yield
    report.sections = [(name, _sendable(content)) for name, content in report.sections]
    if report.failed and _sendable(str(report.longrepr)) != str(report.longrepr):
        report.longrepr = _sendable(str(report.longrepr))
    needs = [name for name in _NEVER_SKIPPED_IN_CI if item.get_closest_marker(name)]
    lacks = report.skipped and report.when == "setup"  # in its body a test skips for other reasons
    if os.environ.get("CI") == "true" and needs and lacks:
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} was skipped, but CI must have a {needs[0]}: {call.excinfo}"
        )
    return report


def _sendable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


@pytest.fixture(autouse=True)
def _own_log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the person's settings or writes into the person's log."""
    for name in (
        "TRACKER_DB",
        "TRACKER_DATA",
        "TRACKER_AUTHOR",
        "TRACKER_CONTACT",
        "TRACKER_LOG_LEVEL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRACKER_LOG", str(tmp_path_factory.getbasetemp() / "tracker.log"))


# Tests of how a database comes to be, which make each from nothing.
_FROM_NOTHING = ("test_migrations.py", "test_old_database.py", "test_refusals.py", "test_upkeep.py")


@pytest.fixture(autouse=True)
def _new_databases_are_copies(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A new SQLite database is a copy of one that this process made: half a second less for each."""
    from tracker.store import Store
    from tracker.store.connections import file_of

    if request.path.name in _FROM_NOTHING:
        return
    create = Store.create

    def copied(location: str | Path, *, lexicon: Any = None) -> Store:
        path = file_of(location)
        if lexicon is not None or path is None or path.exists() or not path.parent.is_dir():
            return create(location, lexicon=lexicon)
        template = tmp_path_factory.getbasetemp() / "template.db"
        if not template.exists():
            create(template).close()
        if not os.access(path.parent, os.W_OK):
            return create(location)
        shutil.copyfile(template, path)
        return Store(location)

    monkeypatch.setattr(Store, "create", copied)
