"""demo and serve: the address answers, a taken port is one sentence, outsiders are kept out."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@contextmanager
def _started(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A serving verb in a process of its own, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TRACKER_LOG": str(folder / "t.log")},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line + process.communicate(timeout=60)[1]
        yield process, found[0]
    finally:
        process.kill()
        process.communicate()


def _answer(address: str) -> int:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return int(answer.status)


def test_demo_fills_a_database_and_answers_at_the_address_it_prints(folder: Path) -> None:
    with _started(folder, "demo", "--port", "0") as (process, address):
        assert _answer(address) == 200
        assert (folder / "demo.db").exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    assert not (folder / "demo.db-wal").exists() or (folder / "demo.db-wal").stat().st_size == 0


def test_serve_creates_the_default_database_and_ends_by_interrupt(folder: Path) -> None:
    with _started(folder, "serve", "--port", "0") as (process, address):
        assert _answer(address) == 200
        assert (folder / "tracker.db").exists()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0


def test_taken_port_is_said_at_once_in_one_sentence(run: Run, folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for verb in ("demo", "serve"):
            done = run(verb, "--port", port)
            assert done.code == 2
            assert done.err == (
                f"Port {port} is taken by another program: choose another one, for instance with "
                f"--port {port + 1}.\n"
            )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.org"])
def test_dashboard_listens_on_this_computer_only(run: Run, folder: Path, host: str) -> None:
    done = run("serve", "--host", host)
    assert done.code == 2
    assert "no login" in done.err
    assert list(folder.iterdir()) == []


def test_demo_without_serving_reads_every_document_of_the_seeds(run: Run, folder: Path) -> None:
    done = run("demo", "--no-serve")
    assert done.code == 0
    seeds = Path(__file__).resolve().parents[2] / "seeds" / "documents"
    number = sum(1 for _ in seeds.iterdir())
    assert f"demo.db holds {number} documents with " in done.err
    assert done.err.count("\n") == 2
    assert run("check", "--db", "demo.db").code == 0


def test_demo_leaves_the_database_of_the_environment_alone(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DB", str(folder / "mine.db"))
    assert run("init").code == 0
    assert run("demo", "--no-serve").code == 0
    assert (folder / "demo.db").exists()
    assert run("facts").err == "No fact fits.\n"
