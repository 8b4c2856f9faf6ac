"""ingest of many documents: the sum, what is told of whom, progress, and the way it is stopped."""

import json
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.cli.progress import Progress, stopping
from tracker.ingestion import incoming


def _write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture
def mixed(folder: Path) -> Path:
    """Twenty documents: of three texts two copies, thirteen of no kind that is read, one empty."""
    for number in range(3):
        for name in ("a", "b"):
            _write(folder / "in" / f"{name}{number}.txt", f"Exports of Georgia: {number + 20} t.")
    for number in range(13):
        _write(folder / "in" / f"p{number:02}.png", "x")
    _write(folder / "in" / "z.txt", "")
    return folder / "in"


def test_what_was_read_and_what_was_refused_is_all_that_was_given(run: Run, mixed: Path) -> None:
    done = run("ingest", "in")
    assert done.code == 1
    first, *table = done.out.splitlines()
    assert first == "3 documents stored with 3 facts, 3 unchanged, 14 refused."
    sums = {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in table[:-1]}
    assert sums == {
        "given": 20,
        "read": 6,
        "stored": 3,
        "unchanged": 3,
        "of these hold a text that was stored from elsewhere": 3,
        "refused": 14,
        "wrong_type": 13,
        "no_text": 1,
    }
    assert sums["read"] + sums["refused"] == sums["given"]
    assert "documents/s" in table[-1]
    lines = [line for line in done.err.splitlines() if line.startswith(("in/", "…"))]
    assert [line.split(": ")[0] for line in lines[:11]] == [
        *(f"in/p{number:02}.png" for number in range(10)),
        "in/z.txt",
    ]
    assert lines[11:] == ["… 3 more wrong_type; --json names all."]


def test_json_names_every_refused_document_and_adds_up(run: Run, mixed: Path) -> None:
    told = json.loads(run("ingest", "in", "--json").out)
    assert told["given"] == told["read"] + told["refused"] == 20
    assert [Path(each["place"]).name for each in told["refusals"]] == [
        *(f"p{number:02}.png" for number in range(13)),
        "z.txt",
    ]
    again = json.loads(run("ingest", "in", "--json").out)
    assert (again["skipped"], again["unchanged"], again["bytes"]) == (6, 6, 0)
    assert again["refusals"] == told["refusals"]
    anew = json.loads(run("ingest", "in", "--json", "--again").out)
    assert (anew["skipped"], anew["unchanged"]) == (0, 6)


def test_progress_goes_to_standard_error_and_only_where_it_is_wanted(run: Run, mixed: Path) -> None:
    shown = run("ingest", "in", "--json", "--progress")
    assert json.loads(shown.out)["given"] == 20
    assert "20 of 20" in shown.err
    silent = run("ingest", "in")
    assert " of 20" not in silent.err


def test_progress_without_a_terminal_is_a_line_every_few_seconds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seconds = [0.0]
    with Progress(lambda: 30, shown=True, clock=lambda: seconds[0]).running() as advance:
        for number in range(20):
            seconds[0] += 1
            advance(f"folder/{'long' * 20}/{number}\x1b.txt")
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(",")[0] for line in lines] == ["5 of 30", "10 of 30", "15 of 30", "20 of 30"]
    assert lines[0].startswith("5 of 30, 1.0/s, 25 s left: …")
    assert all("\x1b" not in line and len(line) < 80 for line in lines)


def test_a_signal_ends_it_after_what_is_being_read(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        _write(folder / "in" / f"{number:03}.txt", f"Exports of Georgia: {number + 20} tonnes.")
    facts_of = incoming.facts_of
    seen: list[int] = []

    def counting(*given: object) -> object:
        seen.append(1)
        if len(seen) == 70:
            os.kill(os.getpid(), signal.SIGTERM)
        return facts_of(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(incoming, "facts_of", counting)
    before = signal.getsignal(signal.SIGTERM)
    done = run("ingest", "in", "--json")
    assert done.code == 130
    told = json.loads(done.out)
    assert 70 <= told["stored"] == told["given"] < 100
    assert "Stopping: what is being read is stored first." in done.err
    assert f"Interrupted: {told['stored']} documents stored" in done.err
    assert "give the same command to go on" in done.err
    assert signal.getsignal(signal.SIGTERM) is before
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    rest = json.loads(run("ingest", "in", "--json").out)
    assert (rest["stored"], rest["skipped"]) == (120 - told["stored"], told["stored"])


def test_a_second_signal_interrupts_at_once() -> None:
    def hear_two() -> None:
        with stopping("Stopping.") as stop:
            os.kill(os.getpid(), signal.SIGINT)
            assert stop.wait(5)
            os.kill(os.getpid(), signal.SIGINT)
            threading.Event().wait(5)

    with pytest.raises(KeyboardInterrupt):
        hear_two()
