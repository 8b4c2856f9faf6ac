"""Isolation: readers of foreign formats run in a limited process and give back plain values."""

import atexit
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tracker.model.errors import ReadError
from tracker.readers.answers import FaultError, take_answer
from tracker.readers.child import (
    RESULT_BYTES,
    pack_frame,
    read_frame,
)
from tracker.readers.child import WALL_SECONDS as WALL_SECONDS
from tracker.readers.reading import Reading

DOCUMENTS_PER_PROCESS = 200
PROCESSES = 2
# The first import of a reader may have to compile its libraries.
START_SECONDS = 60.0
QUEUE_SECONDS = 60.0
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT")
_BOOT = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from tracker.readers.child import main; main()"
)  # fmt: skip
_NO_START = "the reader of such files does not start; install the tracker anew (`tracker check`)."
_LOG = logging.getLogger(__name__)


def run_isolated(reader: str, data: bytes, name: str, encoding: str | None) -> Reading:
    """What a reader takes out of bytes, read in a limited process that serves many documents.

    The process has 10 seconds of CPU time and 20 by the clock for a document, 1 GB of memory, no
    file to write to, no core dump, none of our environment, and gives back at most 20 MB. It is
    started when it is first needed and replaced after a fault, after 200 documents and when it has
    grown. On Windows only the clock holds; macOS does not limit memory.

    Args:
        reader: Module and function, as in "tracker.readers.html:read_html".
        data: The whole content.
        name: What to call it in messages.
        encoding: The encoding that was declared, or None.

    Returns:
        Its text as the reader gave it; the origin's fields on one line each, a date or address that
        is none left out.

    Raises:
        ReadError: As the reader raises it; `too_slow` and `too_large` beyond the limits; `busy`
            when all processes are taken for a minute; `unreadable` for every other fault.
    """
    try:
        with _POOL.lend(reader, len(data), name, encoding) as worker:
            return take_answer(*worker.read(data), name)
    except FaultError as fault:
        _LOG.warning("reader failed reader=%s reason=%s fault=%s", reader, fault.reason, fault)
        raise ReadError(name, fault.reason, fault.detail) from fault


class _Worker:
    """A process that reads one document after the other; at any time for one thread."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=os.path.abspath(os.sep),  # noqa: PTH100
                env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
                start_new_session=True,
            )
        except OSError as error:
            raise FaultError("unreadable", f"no process: {error}", _NO_START) from error
        self._is_late = False
        self.served = 0

    def prepare(self, head: bytes) -> bool:
        """Whether it is alive and has the reader at hand; False: a fresh one must do it.

        Raises:
            FaultError: The reader cannot be imported.
        """
        try:
            with self._within(START_SECONDS):
                self._write(head)
                answer, _ = read_frame(self._read, 0)
        except (EOFError, OSError, ValueError, RecursionError):
            return False
        if answer != {"ready": True}:
            raise FaultError("unreadable", str(answer)[:300], _NO_START)
        return True

    def read(self, data: bytes) -> tuple[dict[str, Any], bytes]:
        """The answer to a document.

        Raises:
            FaultError: There is none, or it is none.
        """
        self.served += 1
        try:
            with self._within(WALL_SECONDS):
                self._write(pack_frame({}, data))
                head, body = read_frame(self._read, RESULT_BYTES)
        except (EOFError, OSError, ValueError, RecursionError) as error:
            raise self._why(error) from error
        if not isinstance(head, dict):
            raise FaultError("unreadable", "the answer is no table")
        return head, body

    def end(self) -> None:
        """End the process; it has nothing to lose."""
        self._process.kill()
        self._process.wait()
        self._close()

    def forget(self) -> None:
        """Let go of a process that belongs to the process that we were forked from."""
        self._process.returncode = 0
        self._close()

    def _close(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _why(self, error: Exception) -> FaultError:
        """Why the answer failed, told by how the process ended."""
        if isinstance(error, (ValueError, RecursionError)):
            return FaultError("unreadable", f"the answer is garbage: {type(error).__name__}")
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return FaultError("unreadable", "the pipe was closed")
        if self._is_late:
            return FaultError("too_slow", "the clock")
        if code < 0:
            slow = {getattr(signal, word, None) for word in ("SIGXCPU", "SIGALRM")}
            if -code in slow:
                return FaultError("too_slow", f"signal {-code}")
            if -code == getattr(signal, "SIGKILL", None):  # by the system: memory was short
                return FaultError("too_large", f"signal {-code}")
        return FaultError("unreadable", f"the process ended with {code}")

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Ends the process after so many seconds, which ends all waiting for it."""
        clock = threading.Timer(seconds, self._kill_late)
        clock.daemon = True
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _kill_late(self) -> None:
        self._is_late = True
        self._process.kill()

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None
        rest = memoryview(data)
        while rest:
            rest = rest[self._process.stdin.write(rest) :]

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        parts = []
        while size > 0 and (part := self._process.stdout.read(min(size, 1 << 20))):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    @property
    def is_fit(self) -> bool:
        """Whether it may read another document."""
        return not self._is_late and self.served < DOCUMENTS_PER_PROCESS


def _command() -> list[str]:
    """An interpreter that runs no start files and looks for modules where we do."""
    home = str(Path(__file__).resolve().parents[2])
    # Without the working folder: what lies beside a document is no module of ours.
    places = [place for place in sys.path if Path(place).is_absolute()]
    if home not in places:
        places.append(home)
    options = ["-X", "utf8"] if sys.flags.utf8_mode else []
    return [sys.executable, "-I", "-S", *options, "-c", _BOOT, *places]


class _Pool:
    """The processes: lent to one thread at a time, never to a process that was forked from us."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Start without processes."""
        self._lock = threading.Lock()
        self._free = threading.Semaphore(PROCESSES)
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    @contextmanager
    def lend(self, reader: str, size: int, name: str, encoding: str | None) -> Iterator[_Worker]:
        """A process that has the reader at hand.

        Raises:
            FaultError: None is free, or none starts.
        """
        head = pack_frame({"reader": reader, "size": size, "name": name, "encoding": encoding})
        free = self._free
        if not free.acquire(timeout=QUEUE_SECONDS):
            raise FaultError("busy", "no process is free")
        worker = None
        try:
            worker = self._prepared(head)
            yield worker
        except ReadError:  # the reader's own word: the process is well
            self._give_back(worker)
            raise
        except BaseException:
            self._end(worker)
            raise
        else:
            self._give_back(worker)
        finally:
            free.release()

    def _prepared(self, head: bytes) -> _Worker:
        while True:
            with self._lock:
                is_fresh = not self._idle
                worker = _Worker() if is_fresh else self._idle.pop()
                self._all.add(worker)
            is_ready = False
            try:
                is_ready = worker.prepare(head)
            finally:
                if not is_ready:
                    self._end(worker)
            if is_ready:
                return worker
            if is_fresh:
                raise FaultError("unreadable", "the process does not start", _NO_START)

    def _give_back(self, worker: _Worker | None) -> None:
        if worker is None or not worker.is_fit:
            self._end(worker)
            return
        with self._lock:
            if worker in self._all:
                self._idle.append(worker)

    def _end(self, worker: _Worker | None) -> None:
        if worker is not None:
            with self._lock:
                self._all.discard(worker)
            worker.end()

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            workers, self._idle = list(self._all), []
            self._all.clear()
        for worker in workers:
            worker.end()

    def forget(self) -> None:
        """In a process forked from ours: let go of what is not its own."""
        workers = list(self._all)
        self.reset()
        for worker in workers:
            worker.forget()


_POOL = _Pool()
atexit.register(_POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_POOL.forget)
