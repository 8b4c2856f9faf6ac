"""Shows the table of scores at the end of the run, whichever process measured them."""

from collections.abc import Iterator

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests of the passages have measured."""
    tables = list(_tables(terminalreporter))
    if tables:
        terminalreporter.section("annotated passages")
        for lines in tables:
            terminalreporter.write_line(lines)


def _tables(terminalreporter: pytest.TerminalReporter) -> Iterator[str]:
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for name, value in getattr(report, "user_properties", ()):
                if name == "corpus_scores":
                    yield str(value)
