"""The pages about the database are up to date, and say what is there."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tracker.cli import main
from tracker.store.columns import metadata
from tracker.store.views import VIEWS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "database.md").read_text(encoding="utf-8")
_PARTS = re.compile(r"^### (?:View|Table) `(\w+)`\n(.*?)(?=^### |^<!-- end)", re.M | re.S)
PARTS = dict(_PARTS.findall(PAGE))
_ROW = re.compile(r"^\| `(\w+)` \| ([^|]*?) \| (.+) \|$", re.MULTILINE)
# What SQLite calls the kinds that the page names.
_TYPES = {"text": {"text"}, "number": {"real"}, "whole number": {"integer"}}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database of the demo, to read."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    assert main(["demo", "--no-serve", "--db", str(path)]) == 0
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as shell:
        yield shell


def test_the_pages_are_as_they_would_be_made_today() -> None:
    words = [sys.executable, "scripts/describe_database.py", "--check"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_lists_every_view_in_short_and_all_in_full() -> None:
    short = PAGE.partition("\n## Views\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", short, re.MULTILINE)) == VIEWS.keys()
    assert PARTS.keys() == {*VIEWS, *metadata.tables}


@pytest.mark.parametrize("name", sorted(PARTS))
def test_kinds_are_those_of_the_values(demo: sqlite3.Connection, name: str) -> None:
    rows = _ROW.findall(PARTS[name])
    assert [column for column, _, _ in rows] == [
        row[1] for row in demo.execute(f"PRAGMA table_info({name})")
    ]
    for column, kind, meaning in rows:
        assert meaning
        found = demo.execute(f'SELECT DISTINCT typeof("{column}") FROM {name}').fetchall()
        assert {each for (each,) in found} - {"null"} <= _TYPES[re.split(",| →", kind)[0]], column
