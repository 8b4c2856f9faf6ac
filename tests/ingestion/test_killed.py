"""An ingest that is killed and started again ends as one that was not."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from tracker.ingestion import BATCH, ingest
from tracker.store import Store

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

from make_documents import make

# Numbers of rows and moments of writing may differ; what they are of, and when, does not.
_OWN = ("id", "at", "last_run_id", "run_id")
_SKIPPED = (
    "intake",
    "sqlite_stat1",
    "setting",
    "alembic_version",
    "sqlite_sequence",
    "data_dictionary",
)


def _content(database: Path) -> dict[str, Counter[str]]:
    """The rows of every table, without what only says when and under which number."""
    found = {}
    with closing(sqlite3.connect(database)) as shell:
        shell.row_factory = sqlite3.Row
        names = [
            row[0] for row in shell.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for name in names:
            if name in _SKIPPED or "_fts" in name:
                continue
            rows = [dict(row) for row in shell.execute(f'SELECT * FROM "{name}"')]
            found[name] = Counter(
                json.dumps({key: row[key] for key in row if not _is_own(key)}, default=str)
                for row in rows
            )
    return found


def _is_own(column: str) -> bool:
    return column in _OWN or column.endswith(("_at", "_id"))


def _n_documents(database: Path) -> int:
    with closing(sqlite3.connect(database)) as shell:
        return int(shell.execute("SELECT count(*) FROM document").fetchone()[0])


def _places(database: Path) -> Counter[str]:
    """Every place with what became of it and whose document it gave.

    A place whose row was not written before the kill is read again, and found to be stored.
    """
    with closing(sqlite3.connect(database)) as shell:
        rows = shell.execute(
            "SELECT i.kind, i.place, i.outcome = 'refused', i.reason, i.detail, i.n_bytes,"
            " i.fingerprint, i.read_with, d.sha256 FROM intake i LEFT JOIN document d"
            " ON d.id = i.document_id"
        )
        return Counter(map(str, rows))


def test_a_run_that_goes_on_after_a_kill_ends_as_an_uninterrupted_one(tmp_path: Path) -> None:
    folder, killed, whole = tmp_path / "in", tmp_path / "killed.db", tmp_path / "whole.db"
    make(folder, 64, seed=11)  # more than share a transaction
    with Store.create(whole) as store:
        list(ingest([folder], store))
    Store.create(killed).close()
    command = [sys.executable, "-m", "tracker", "ingest", str(folder), "--db", str(killed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while _n_documents(killed) == 0 and process.poll() is None:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert 0 < _n_documents(killed) < _n_documents(whole)
    with Store(killed) as store:
        list(ingest([folder], store))
        assert store.check() == []
    wanted, got = _content(whole), _content(killed)
    assert {name for name in wanted if wanted[name] != got[name]} == set()
    assert _places(killed) == _places(whole)
    assert wanted["document"].total() > BATCH
