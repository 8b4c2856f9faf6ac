"""Every error class ends in its exit code and one sentence; unexpected ones in a reference."""

import errno
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tracker.cli.faults import ExitCode, code_of, run
from tracker.model import errors


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.LexiconError("units.toml", "units.x", "is missing"), 6),
        (errors.ReadError("a.txt", "missing", "there is no such file."), 3),
        (errors.FetchError("http://10.0.0.1/", "not_allowed", "not on the public web."), 5),
        (errors.UnsupportedFormatError("a.pdf", "wrong_type", "not read."), 3),
        (errors.StoreError("The database is locked."), 4),
        (errors.SchemaError("The database is newer."), 4),
        (errors.NotFoundError("fact", 7), 2),
        (errors.ConflictError(7, ["Ada: review unreviewed to confirmed"]), 7),
        (errors.InvalidFactError("unit", "is unknown"), 2),
    ],
)
def test_error_class_has_its_exit_code(error: errors.TrackerError, code: int) -> None:
    assert code_of(error) == code


def test_every_error_class_was_thought_of() -> None:
    raised = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.TrackerError)
    }
    assert {cls.__name__ for cls in raised} == {
        "TrackerError",
        "LexiconError",
        "ReadError",
        "FetchError",
        "UnsupportedFormatError",
        "StoreError",
        "SchemaError",
        "NotFoundError",
        "ConflictError",
        "InvalidFactError",
        "QueryError",
    }


def test_unexpected_fault_shows_a_reference_and_only_the_log_the_traceback(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = folder / "t.log"
    monkeypatch.setenv("TRACKER_LOG", str(log))

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret\n2026-01-01T00:00:00.000Z ERROR forged line")

    monkeypatch.setattr("tracker.exchange.json_files.write_json", fail)
    monkeypatch.setattr("tracker.cli.reading.write_json", fail)
    done = run("explain", "4 tonnes of wheat", "--json")
    assert done.code == 70
    found = re.fullmatch(
        r"Something went wrong inside the tracker \(reference ([A-Z2-9]{6})\)\. "
        r"The details are in (\S+)\.\n",
        done.err,
    )
    assert found
    assert Path(found[2]) == log
    lines = log.read_text(encoding="utf-8").splitlines()
    assert found[1] in lines[0]
    assert any("RuntimeError: secret" in line for line in lines)
    records = [line for line in lines if re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ", line)]
    assert len(records) == 1
    assert "secret" not in done.out + done.err


def test_log_that_cannot_be_written_stops_nothing(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("TRACKER_LOG", str(folder / "file" / "t.log"))
    assert run("init").code == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_disk_fault_is_a_sentence(number: int, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise OSError(number, os.strerror(number))

    assert run(fail) == ExitCode.DATABASE
    assert capsys.readouterr().err.startswith("The disk is ")


def test_interrupt_ends_with_130(capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    assert run(fail) == 130
    assert capsys.readouterr().err == "Interrupted.\n"


READERS = [["facts"], ["export", "x.csv"], ["backup", "x.db"], ["check"], ["serve", "--port", "0"]]


@pytest.mark.parametrize("words", READERS, ids=lambda words: words[0])
def test_database_that_was_named_must_exist(run: Run, folder: Path, words: list[str]) -> None:
    done = run(*words, "--db", "typo.db")
    assert done.code == 4
    assert "tracker init" in done.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("words", [["ingest", "a.txt"], ["add", "4 t", "--indicator", "capacity"]])
def test_verbs_that_create_do_so_only_at_the_default_place(
    run: Run, folder: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.txt").write_text("4 tonnes of wheat", encoding="utf-8")
    monkeypatch.setenv("TRACKER_AUTHOR", "A. W.")
    assert run(*words, "--db", "typo.db").code == 4
    monkeypatch.setenv("TRACKER_DB", "other.db")
    assert run(*words).code == 4
    assert [path.name for path in folder.iterdir()] == ["a.txt"]
    monkeypatch.delenv("TRACKER_DB")
    assert run(*words).code == 0
    assert (folder / "tracker.db").exists()


@pytest.mark.parametrize("words", [["facts"], ["export", "x.csv"], ["backup", "x.db"]])
def test_asking_creates_no_default_database(run: Run, folder: Path, words: list[str]) -> None:
    done = run(*words)
    assert done.code == 4
    assert "tracker init" in done.err
    assert list(folder.iterdir()) == []


def _other_sqlite(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE recipe (id INTEGER PRIMARY KEY)")
    database.close()


def _newer(path: Path) -> None:
    from tracker.store import Store

    Store.create(path).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    for left in path.parent.glob(f"{path.name}-*"):
        left.unlink()


# An empty file is a place where `init` and `demo` may create a database.
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (words, kind)
        for words in (["facts"], ["ingest", "a.txt"], ["check"], ["init"], ["demo"])
        for kind in ("empty", "text", "bytes", "other", "newer", "folder")
        if kind != "empty" or words[0] not in {"init", "demo"}
    ],
)
def test_bad_database_is_named_and_never_touched(
    run: Run, folder: Path, words: list[str], kind: str
) -> None:
    (folder / "a.txt").write_text("4 tonnes of wheat", encoding="utf-8")
    path = folder / "bad.db"
    makers: dict[str, Callable[[], object]] = {
        "empty": path.touch,
        "text": lambda: path.write_text("no database", encoding="utf-8"),
        "bytes": lambda: path.write_bytes(bytes(range(256)) * 40),
        "other": lambda: _other_sqlite(path),
        "newer": lambda: _newer(path),
        "folder": path.mkdir,
    }
    makers[kind]()
    before = None if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
    more = ["--no-serve"] if words == ["demo"] else []
    done = run(*words, *more, "--db", "bad.db")
    assert done.code == 4
    sentence = done.err.strip().splitlines()[-1]
    assert "bad.db" in sentence
    assert "Traceback" not in done.err
    if before is not None:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_faulty_data_folder_is_exit_code_6(run: Run, folder: Path) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "units.toml").write_text("[units.x]\nfamily = 3", encoding="utf-8")
    for words in (["check"], ["explain", "4 tonnes"], ["init"]):
        done = run(*words, "--data", "mine")
        assert done.code == 6
        assert "units.toml" in done.err
    assert run("check", "--data", "nowhere").code == 6
    assert not (folder / "tracker.db").exists()


def test_wrong_usage_is_exit_code_2(run: Run) -> None:
    assert run("no-such-verb").code == 2
    assert run("facts", "--no-such-option").code == 2
    assert run("ingest").code == 2
    assert run("facts", "--limit", "0").code == 2


def test_backup_never_overwrites(run: Run, folder: Path) -> None:
    run("init")
    assert run("backup", "copy.db").code == 0
    before = (folder / "copy.db").read_bytes()
    assert run("backup", "copy.db").code == 2
    assert (folder / "copy.db").read_bytes() == before
    assert run("facts", "--db", "copy.db").code == 0


def test_closed_pipe_is_no_fault(folder: Path) -> None:
    (folder / "a.txt").write_text("Exports: 4 tonnes of wheat. " * 900, encoding="utf-8")
    tracker = [sys.executable, "-m", "tracker", "extract", "a.txt"]
    done = subprocess.run(
        ["bash", "-c", '"$@" | head -n 1; exit "${PIPESTATUS[0]}"', "-", *tracker],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    assert done.stdout.startswith("surface")
    assert "Traceback" not in done.stderr
    assert "Something went wrong" not in done.stderr


@pytest.mark.parametrize("verb", ["demo", "init", "ingest", "extract", "explain", "facts", "add"])
def test_help_teaches_by_example(run: Run, verb: str) -> None:
    done = run(verb, "--help")
    assert done.code == 0
    assert f"tracker {verb}" in done.out
    assert "Example" in done.out


@pytest.mark.parametrize("verb", ["serve", "export", "backup", "check"])
def test_help_of_the_other_verbs_too(run: Run, verb: str) -> None:
    test_help_teaches_by_example(run, verb)
