"""Readers run within limits: whatever they do, a reading comes back or a refusal that says why."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.readers.faulty import whole_answer
from tracker.model.errors import READ_REASONS, ReadError
from tracker.readers import isolation
from tracker.readers.child import RESULT_BYTES, pack_frame
from tracker.readers.isolation import DOCUMENTS_PER_PROCESS, run_isolated
from tracker.readers.reading import Reading

ROOT = Path(__file__).resolve().parents[2]
HERE = "tests.readers.faulty"


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    assert len(isolation._POOL._idle) == len(isolation._POOL._all) <= isolation.PROCESSES
    isolation._POOL.close()


def _run(reader: str, data: bytes = b"text", encoding: str | None = None) -> Reading:
    return run_isolated(f"{HERE}:{reader}", data, "a.x", encoding)


def _refusal(reader: str, data: bytes = b"text") -> ReadError:
    with pytest.raises(ReadError) as caught:
        _run(reader, data)
    assert caught.value.path == "a.x"
    assert caught.value.reason in READ_REASONS
    assert "\n" not in caught.value.detail
    # Whatever happened: the next document is read.
    assert _run("say", b"next").text == "next"
    return caught.value


def _processes() -> set[int]:
    return {worker._process.pid for worker in isolation._POOL._all}


def test_a_reading_comes_back_as_it_was() -> None:
    read = run_isolated(
        f"{HERE}:say", "Güter 🚂\r\n\ud800".encode("utf-8", "surrogatepass"), "ü\udcff.x", None
    )
    assert read.text == "Güter 🚂\r\n\ud800"
    assert read.pages == (0, 10)
    assert read.note is not None
    assert int(read.note) in _processes()
    assert read.origin.source == "ü .x"
    assert (read.origin.title, read.origin.published) == ("1", "2024-07")
    assert (read.origin.language, read.origin.url) == ("de", "https://a.example/")
    assert _run("say", "Güter".encode("cp1251", "replace"), "cp1251").text == "G?ter"


def test_one_process_serves_many_documents_and_is_replaced_after_some() -> None:
    notes = [_run("say").note for _ in range(DOCUMENTS_PER_PROCESS + 1)]
    assert len(set(notes[:-1])) == 1
    assert notes[-1] != notes[0]
    assert len(_processes()) == 1


def test_a_warm_process_is_fast() -> None:
    _run("say")
    begun = time.perf_counter()
    for _ in range(100):
        _run("say", b"x" * 10_000)
    assert (time.perf_counter() - begun) / 100 < 0.05


def test_what_works_for_ever_is_stopped_by_its_cpu_time(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(isolation, "WALL_SECONDS", 60.0)
    error = _refusal("loop")
    assert error.reason == "too_slow"
    assert "10 seconds of work" in error.detail
    assert "fault=signal" in caplog.text


def test_the_cpu_time_is_counted_for_each_document_anew() -> None:
    assert int(_run("work", b"2.5").note or 0) in _processes()
    limits = json.loads(_run("tell").text)["limits"]
    assert limits["RLIMIT_CPU"][0] >= 12


def test_what_waits_for_ever_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isolation.WALL_SECONDS == 20
    monkeypatch.setattr(isolation, "WALL_SECONDS", 0.5)
    begun = time.perf_counter()
    error = _refusal("sleep")
    assert error.reason == "too_slow"
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("reader", "data"),
    [("eat", b""), ("eat_at_once", b""), ("eat_in_c", b""), ("eat_in_c", b"wrapped")],
)
def test_what_takes_all_memory_is_too_large(reader: str, data: bytes) -> None:
    error = _refusal(reader, data)
    assert error.reason == "too_large"
    assert "1 GB of memory" in error.detail


def test_what_has_grown_is_replaced() -> None:
    grown = _run("grow").note
    assert _run("say").note != grown


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (signal.SIGSEGV, "unreadable"),
        (signal.SIGTERM, "unreadable"),
        (signal.SIGKILL, "too_large"),  # as the system does where memory is short
        (signal.SIGXCPU, "too_slow"),
        (signal.SIGALRM, "too_slow"),
    ],
)
def test_a_death_by_signal_is_told(number: signal.Signals, reason: str) -> None:
    assert _refusal("die", str(int(number)).encode()).reason == reason


@pytest.mark.parametrize(
    "reader", ["leave", "no_reading", "missing_key", "recurse", "refuse_strangely", "babble"]
)
def test_every_other_fault_is_unreadable_and_leaves_no_process(
    reader: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = _run("say").note
    error = _refusal(reader)
    assert error.reason == "unreadable"
    assert ".txt" in error.detail
    assert _run("say").note != before
    [record] = [one for one in caplog.records if "reader failed" in one.message]
    assert reader in record.message
    assert "secret" not in record.message


def test_an_abort_leaves_no_core(tmp_path: Path) -> None:
    assert _refusal("die", b"abort").reason == "unreadable"
    assert not list(Path("/").glob("core*"))


def test_a_refusal_of_the_reader_passes_with_our_name_and_keeps_the_process() -> None:
    before = _run("say").note
    error = _refusal("refuse")
    assert (error.reason, error.detail) == (
        "encrypted",
        "it needs a password; save it without one.",
    )
    assert _run("say").note == before


def test_printing_and_typing_go_nowhere() -> None:
    assert _run("speak").text == "heard ''"


def test_too_much_text_is_too_large() -> None:
    assert len(_run("swell", str(RESULT_BYTES).encode()).text) == RESULT_BYTES
    error = _refusal("swell", str(RESULT_BYTES + 1).encode())
    assert error.reason == "too_large"
    assert "20 MB of text" in error.detail


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\x00",
        b"garbage of many letters",
        b"\x00\x00\x00\x02\x00\x00\x00\x00{]",
        b"\x00\x00\x00\x02\x00\x00\x00\x00[]",
        b"\xff\xff\xff\xff\x00\x00\x00\x00",
        b"\x00\x00\x00\x02\xff\xff\xff\xff{}",
        b"\x00\x01\x86\xa0\x00\x00\x00\x00" + b"[" * 100_000,
        pack_frame({"fault": ["x"] * 10}),
        pack_frame({"reason": ["encrypted"], "detail": "x"}),
        pack_frame({"reason": "encrypted", "detail": 7}),
        pack_frame({"reason": "encrypted", "detail": "x" * 3_000_000}),
        pack_frame({"ready": True}),
    ],
)
def test_an_answer_of_garbage_is_unreadable(garbage: bytes) -> None:
    assert _refusal("babble", garbage).reason == "unreadable"


@pytest.mark.parametrize(
    "changes",
    [
        {"note": 7},
        {"origin": None},
        {"origin": {"title": "x", "note": "y"}},
        {"origin": {**dict.fromkeys(("title", "source", "published", "language")), "url": [1]}},
        {"pages": None},
        {"pages": ["0"]},
        {"pages": [True]},
        {"pages": [2, 1]},
        {"pages": [-1]},
        {"pages": [0, 5]},
        {"places": None},
        {"places": {"note": "x"}},
        {"size": 3},
        {"size": 5},
        {"size": True},
        {"outer": {"readings": []}},
        {"outer": {"readings": [7]}},
        {"text": "\xff\xfe"},
    ],
)
def test_an_answer_of_another_form_is_unreadable(changes: dict[str, object]) -> None:
    assert _run("answer", whole_answer(pages=[0, 4])).pages == (0, 4)
    assert _refusal("answer", whole_answer(**changes)).reason == "unreadable"


def test_a_file_may_hold_several_documents() -> None:
    read = _run("several", "Aktau wächst.\n\nPoti auch.".encode())
    assert (read.text, read.note) == ("", "a list")
    assert [part.text for part in read.parts] == ["Aktau wächst.", "", "Poti auch."]
    assert [part.origin.title for part in read.parts] == ["Aktau wäc", None, "Poti auch"]
    assert [dict(part.places) for part in read.parts] == [
        {"title": "its line"},
        {},
        {"title": "its line"},
    ]


def test_what_a_document_says_of_itself_is_one_line_and_true_to_form() -> None:
    said = {"title": " Aktau\n\x00grows\x1b[31m ", "source": "\u200b \n", "language": None}
    origin = {**said, "published": "soon", "url": "javascript:alert(1)"}
    read = _run("answer", whole_answer(origin=origin, note="a\n\nb"))
    assert read.origin.title == "Aktau grows [31m"
    assert (read.origin.source, read.origin.published, read.origin.url) == (None, None, None)
    assert read.note == "a b"
    long = {"title": "Aktau " * 10_000, "source": None, "published": "1" * 5000, "language": None}
    url = "https://a.example/" + "x" * 100_000
    read = _run("answer", whole_answer(origin={**long, "url": url}, note="x" * 100_000))
    assert read.origin.title is not None
    assert len(read.origin.title) == 500
    assert (read.origin.published, read.origin.url) == (None, None)
    assert len(read.note or "") == 10_000


def test_no_file_is_written_and_none_is_emptied(tmp_path: Path) -> None:
    path = tmp_path / "new"
    assert _refusal("write", str(path).encode()).reason == "unreadable"
    assert not path.exists()
    path.write_bytes(b"old")
    assert _refusal("write", str(path).encode()).reason == "unreadable"
    assert path.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="only Linux has such files")
def test_the_system_too_refuses_to_write() -> None:
    assert _refusal("write_through").reason == "unreadable"


def test_no_process_is_started_and_no_address_asked() -> None:
    assert _refusal("call").reason == "unreadable"
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        assert _refusal("connect", str(server.getsockname()[1]).encode()).reason == "unreadable"
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_process_knows_nothing_that_it_does_not_need(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TRACKER_DB", "postgresql://me:secret@host/db")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    told = json.loads(_run("tell").text)
    assert set(told["variables"]) <= {*isolation._KEPT_VARIABLES, "LC_CTYPE"}
    assert told["cwd"] == os.path.abspath(os.sep)  # noqa: PTH100
    assert "" not in told["path"]
    assert str(tmp_path) not in told["path"]
    assert told["limits"]["RLIMIT_FSIZE"] == [0, 0]
    assert told["limits"]["RLIMIT_CORE"][0] <= 1
    if sys.platform != "darwin":
        assert told["limits"]["RLIMIT_AS"] == [1_000_000_000] * 2
    assert 10 <= told["limits"]["RLIMIT_CPU"][0] <= 20


@pytest.mark.parametrize("place", ["tests.readers.nowhere:read", f"{HERE}:nothing", "", ":"])
def test_a_reader_that_is_not_there_is_told(place: str) -> None:
    with pytest.raises(ReadError, match="does not start") as caught:
        run_isolated(place, b"text", "a.x", None)
    assert caught.value.reason == "unreadable"
    assert not _processes()


def test_a_process_that_died_while_it_waited_is_replaced_unseen() -> None:
    _run("say")
    [worker] = isolation._POOL._all
    worker._process.kill()
    worker._process.wait()
    assert _run("say").text == "text"


def test_threads_read_side_by_side_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda n: _run("say", f"{n}".encode()).text, range(100)))
    assert done == [str(n) for n in range(100)]
    assert len(_processes()) <= isolation.PROCESSES
    ticks = 0
    reading = threading.Thread(target=_run, args=("work", b"1"))
    reading.start()
    while reading.is_alive():
        time.sleep(0.01)
        ticks += 1
    assert ticks > 20


def test_when_all_are_taken_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "QUEUE_SECONDS", 0.1)
    with ThreadPoolExecutor(isolation.PROCESSES) as threads:
        taken = [threads.submit(_run, "work", b"2") for _ in range(isolation.PROCESSES)]
        while len(_processes()) < isolation.PROCESSES:
            time.sleep(0.01)
        with pytest.raises(ReadError) as caught:
            _run("say")
        assert [one.result().text for one in taken] == ["done"] * isolation.PROCESSES
    assert caught.value.reason == "busy"


def test_an_interrupted_reading_ends_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: object, data: bytes) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(isolation._Worker, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        _run("say")
    assert not _processes()


ALONE = """
import os, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads
from tracker.readers import isolation
def say(): return isolation.run_isolated("tests.readers.faulty:say", b"x", "a.x", None).note
first = say()
child = os.fork()
if child == 0:
    os._exit(0 if say() != first and isolation._POOL.close() is None else 3)
assert os.waitpid(child, 0)[1] == 0
assert say() == first
print(first)
"""


def test_a_fork_starts_its_own_and_the_end_of_the_program_ends_all() -> None:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ALONE],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(done.stdout), 0)
