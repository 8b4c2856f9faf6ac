"""watch: a real folder, a real process, a real signal."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Run

TEXT = "Exports of Georgia reached {} tonnes in 2023."


def _wait_for(found: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.02)


def test_what_arrives_is_told_line_by_line_and_a_signal_ends_it_with_a_sum(
    run: Run, folder: Path
) -> None:
    run("init")
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "old.txt").write_text(TEXT.format(20), encoding="utf-8")
    out, err = folder / "out", folder / "err"
    command = [sys.executable, "-m", "tracker", "watch", "inbox", "--source", "Trend"]
    with (
        out.open("wb") as stdout,
        err.open("wb") as stderr,
        subprocess.Popen(command, stdout=stdout, stderr=stderr) as process,
    ):
        try:
            _wait_for(lambda: b"old.txt: stored, 1 fact" in out.read_bytes())
            (inbox / "new.txt.part").write_text(TEXT.format(21), encoding="utf-8")
            (inbox / "new.txt.part").rename(inbox / "new.txt")
            (inbox / "a.png").write_bytes(b"\x89PNG")
            _wait_for(lambda: b"new.txt: stored, 1 fact" in out.read_bytes())
            _wait_for(lambda: b"a.png: wrong_type" in err.read_bytes())
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=60) == 1
        finally:
            process.kill()
    assert out.read_text(encoding="utf-8").splitlines() == [
        "inbox/old.txt: stored, 1 fact",
        "inbox/new.txt: stored, 1 fact",
        "2 documents stored with 2 facts, 1 refused.",
    ]
    lines = err.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Watching inbox; Ctrl-C ends it."
    assert lines[-1].startswith("Stopping: what is being read is stored first.")
    assert {fact["source"] for fact in json.loads(run("facts", "--json").out)} == {"Trend"}


def test_a_folder_that_is_not_there_is_exit_code_3(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    for name in ("gone", "a.txt"):
        done = run("watch", name)
        assert done.code == 3
        assert f"{name} cannot be watched" in done.err
        assert not (folder / "tracker.db").exists()


def test_unknown_language_is_wrong_usage(run: Run, folder: Path) -> None:
    assert run("watch", ".", "--language", "xx").code == 2
