"""Kills, locks and full disks cost the work that was not acknowledged, and nothing else."""

import json
import random
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.store import Store
from tracker.store.connections import meaning

WRITE = """
import sys
from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.store import Store

def pairs():
    for number in range(400):
        document = Document(text=f"{number} t, then 5 t, then 6 t", source="A")
        facts = []
        for surface in (f"{number} t", " 5 t", " 6 t"):
            start = document.text.rindex(surface)
            facts.append(Fact(surface=surface, start=start, end=start + len(surface), value=1.0,
                              unit="tonne", indicator="other"))
        yield document, facts

with Store(sys.argv[1]) as store:
    for stored in store.add_many(pairs()):
        print(stored.document_id, stored.outcome, flush=True)
"""


def test_a_killed_ingest_leaves_whole_documents_and_all_that_was_acknowledged(path: Path) -> None:
    chance = random.Random(20250101)
    acknowledged: set[int] = set()
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        line = process.stdout.readline()  # it has begun
        time.sleep(chance.random() * 0.15)
        process.kill()
        lines = [line, *process.stdout.read().splitlines()]
        process.stdout.close()
        process.wait()
        acknowledged |= {int(each.split()[0]) for each in lines if each.strip()}
        with Store(path) as store:
            assert store.check() == []
            held = store.documents()
            assert {each.n_facts for each in held} <= {3}
            assert acknowledged <= {each.id for each in held}
    done = subprocess.run(
        [sys.executable, "-c", WRITE, str(path)], capture_output=True, text=True, check=True
    )
    assert len(done.stdout.splitlines()) == 400
    with Store(path) as store:
        assert store.summary().documents == 400
        assert store.count() == 1200


def test_a_lock_held_elsewhere_delays_a_write_and_no_read(path: Path) -> None:
    shell = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    with closing(shell), Store(path) as store:
        shell.execute("BEGIN IMMEDIATE")
        assert store.documents() == []
        released = threading.Timer(0.5, shell.execute, ["ROLLBACK"])
        released.start()
        store.add(Document(text="waits"), [])
        released.join()
        assert len(store.documents()) == 1


FULL = """
import json, resource, signal, sys
from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.store import Store

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
kept, said = 0, ""
with Store(sys.argv[1]) as store:
    store.add(Document(text="first"), [])
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
    for number in range(200):
        try:
            store.add(Document(text=f"{number} " + "word " * 8000), [])
        except StoreError as error:
            said = str(error)
            break
        kept += 1
    readable = len(store.documents())
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.add(Document(text="space is back"), [])
    print(json.dumps([kept, said, readable, len(store.documents()), store.check()]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on the size of files")
def test_a_disk_that_takes_no_more_costs_the_current_document_only(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True
    )
    kept, said, readable, after, problems = json.loads(done.stdout)
    assert 0 < kept < 200
    assert "nothing was changed" in said
    assert (readable, after, problems) == (kept + 1, kept + 2, [])


@pytest.mark.parametrize(
    ("driver", "person"),
    [
        ("database is locked", "Another program is writing"),
        ("database or disk is full", "The disk is full"),
        ("attempt to write a readonly database", "may only be read here"),
        ("database disk image is malformed", "is damaged"),
        ("unable to open database file", "cannot be opened"),
        ("disk I/O error", "reported a fault"),
    ],
)
def test_a_driver_s_complaint_becomes_a_sentence_for_the_person(driver: str, person: str) -> None:
    with pytest.raises(StoreError, match=person) as refused, meaning("facts.db"):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError(driver))
    assert "facts.db" in str(refused.value)
    assert "SELECT" not in str(refused.value)
