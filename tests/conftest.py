"""What all tests share: nothing that is skipped on a developer's machine is skipped in CI."""

import os
from collections.abc import Generator
from typing import Any

import pytest

_NEVER_SKIPPED_IN_CI = ("browser", "postgresql")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI turn the skip of a test that needs a browser or a server into a failure."""
    report = yield
    needs = [name for name in _NEVER_SKIPPED_IN_CI if item.get_closest_marker(name)]
    if os.environ.get("CI") == "true" and needs and report.skipped:
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} was skipped, but CI must have a {needs[0]}: {call.excinfo}"
        )
    return report


@pytest.fixture(autouse=True)
def _own_log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the person's settings or writes into the person's log."""
    for name in ("TRACKER_DB", "TRACKER_DATA", "TRACKER_AUTHOR", "TRACKER_LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TRACKER_LOG", str(tmp_path_factory.getbasetemp() / "tracker.log"))
