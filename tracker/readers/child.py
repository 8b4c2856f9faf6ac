"""Child: the process in which readers of foreign formats run, within limits that it cannot lift.

The parent (`isolation`) speaks with it in frames over standard input and output: a head that
names the reader; "ready" in answer; the document's bytes; what was read. Where the system knows
limits, they hold for the process: CPU time, memory, no byte written to a file, no core. On Windows
only the parent's clock and the refusals of `_refuse` hold; on macOS memory has no limit.
"""

import json
import os
import re
import signal
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NoReturn

from tracker.model.errors import ReadError
from tracker.readers.reading import Reading

CPU_SECONDS = 10
WALL_SECONDS = 20.0
MEMORY_BYTES = 1_000_000_000
RESULT_BYTES = 20_000_000
HEAD_BYTES = 2_000_000
FIELDS = ("title", "source", "published", "language", "url")
_SIZES = struct.Struct(">II")
# What a process that read something big keeps of it; the next document gets a process without.
_WORN_BYTES = 300_000_000
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink"),
    *("os.chmod", "os.chown", "os.startfile", "os.kill"),
)


def pack_frame(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    """A frame: the lengths of its two parts, a head in JSON, and bytes."""
    coded = json.dumps(head).encode("ascii")
    return _SIZES.pack(len(coded), len(body)) + coded + body


def read_frame(read: Callable[[int], bytes], most: int) -> tuple[Any, bytes]:
    """The next frame's head and bytes.

    Args:
        read: Gives so many bytes, or fewer where the stream ends.
        most: How many bytes may come with the head.

    Raises:
        EOFError: The stream has ended.
        ValueError: What came is no frame, or too long.
    """
    head_size, size = _SIZES.unpack(_exactly(read, _SIZES.size))
    if head_size > HEAD_BYTES or size > most:
        raise ValueError("the frame is too long")
    return json.loads(_exactly(read, head_size)), _exactly(read, size)


def _exactly(read: Callable[[int], bytes], size: int) -> bytes:
    data = read(size)
    if len(data) < size:
        raise EOFError
    return data


# Made beforehand, since there may be no memory left to make it.
_NO_MEMORY = pack_frame({"fault": "MemoryError", "memory": True})


def main() -> NoReturn:
    """Serves documents until the parent closes the pipe, or until a reader fails."""
    source, target = _take_pipes()
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when it ends
    limited = False
    while True:
        try:
            head, _ = read_frame(source.read, 0)
        except EOFError:
            os._exit(0)
        try:
            reader = _find(head["reader"])
        except Exception as error:
            if limited:  # a fresh process imports it before there are limits
                os._exit(1)
            target.write(pack_frame({"fault": f"{type(error).__name__}: {error}"[:300]}))
            os._exit(1)
        if not limited:  # after the first import, which may write compiled modules
            _limit()
            limited = True
        target.write(pack_frame({"ready": True}))
        _, data = read_frame(source.read, head["size"])
        if not _serve(reader, data, head["name"], head["encoding"], target):
            os._exit(0)  # without waiting for threads that a reader left behind


def _take_pipes() -> tuple[BinaryIO, "_Whole"]:
    """Both ends of the talk; what a reader prints, or wants to be typed, has no way into it."""
    source = os.fdopen(os.dup(0), "rb")
    target = _Whole(os.dup(1))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return source, target


class _Whole:
    """A pipe that is written to without a buffer, and always to the end."""

    def __init__(self, number: int) -> None:
        self._number = number

    def write(self, data: bytes) -> None:
        """Write all of it."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._number, rest) :]


def _find(place: str) -> Callable[[bytes, str, str | None], Reading]:
    module, _, name = place.partition(":")
    found: Callable[[bytes, str, str | None], Reading] = getattr(import_module(module), name)
    return found


def _limit() -> None:
    """Lowers what the process may do, for good; without `resource` (Windows) only what is ours."""
    sys.dont_write_bytecode = True
    sys.addaudithook(_refuse)
    try:
        import resource
    except ImportError:
        return
    _lower(resource.RLIMIT_FSIZE, 0)
    # Not 0: a core that goes to a program, not into a file, is only given up for a limit of 1.
    _lower(resource.RLIMIT_CORE, 1)
    if sys.platform != "darwin":  # which knows the word and refuses it
        _lower(resource.RLIMIT_AS, MEMORY_BYTES)


def _lower(what: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    """Refuses what no reader needs: files to write, the network, other processes."""
    if event == "open":
        flags = args[2] if len(args) > 2 else 0
        if isinstance(flags, int) and flags & _WRITES:
            raise PermissionError("a reader writes no files")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reader does not need {event}")


def _serve(
    reader: Callable[[bytes, str, str | None], Reading],
    data: bytes,
    name: str,
    encoding: str | None,
    target: _Whole,
) -> bool:
    """Reads one document and answers; whether the process is fit for another one."""
    _start_clocks()
    try:
        answer, fit = _pack(reader(data, name, encoding)), True
    except ReadError as error:
        answer, fit = pack_frame({"reason": error.reason, "detail": error.detail}), True
        if error.reason == "unreadable" and _was_short():
            answer, fit = _NO_MEMORY, False
    except MemoryError:
        answer, fit = _NO_MEMORY, False
    except Exception as error:
        answer, fit = _fault(error), False
    _stop_clocks()
    target.write(answer)
    return fit and not _is_worn()


def _pack(reading: Reading) -> bytes:
    texts = [each.text.encode("utf-8", "surrogatepass") for each in (reading, *reading.parts)]
    if sum(map(len, texts)) > RESULT_BYTES:
        return pack_frame({"fault": "a text too long", "result": True})
    heads = [
        _head(each, len(text)) for each, text in zip((reading, *reading.parts), texts, strict=True)
    ]
    frame = pack_frame({"readings": heads}, b"".join(texts))
    if len(frame) > RESULT_BYTES + HEAD_BYTES:
        return pack_frame({"fault": "too many parts", "result": True})
    return frame


def _head(reading: Reading, size: int) -> dict[str, Any]:
    """What is said of a reading, and how many bytes of the answer are its text."""
    return {
        "size": size,
        "note": reading.note,
        "origin": {field: getattr(reading.origin, field) for field in FIELDS},
        "pages": list(reading.pages),
        "places": {field: place for field, place in reading.places.items() if field in FIELDS},
        "key": reading.key,
        "changed": reading.changed,
    }


def _fault(error: Exception) -> bytes:
    if _was_short():
        return _NO_MEMORY
    seen: BaseException | None = error
    for _ in range(10):  # some libraries wrap what they did not expect
        if isinstance(seen, MemoryError):
            return _NO_MEMORY
        seen = seen and (seen.__cause__ or seen.__context__)
    return pack_frame({"fault": f"{type(error).__name__} at {_place(error.__traceback__)}"})


def _place(trace: TracebackType | None) -> str:
    """Where it happened, without any word of the document."""
    if trace is None:
        return "?"
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def _start_clocks() -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    # The limit counts from the start of the process, in whole seconds.
    soft = int(used.ru_utime + used.ru_stime + 0.999) + CPU_SECONDS
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    # The parent ends us before; this is for the case that there is no parent any more.
    signal.alarm(int(WALL_SECONDS) + 5)


def _stop_clocks() -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(0)


def _is_worn() -> bool:
    """Whether more memory or more threads are left behind than a reader should leave."""
    return threading.active_count() > 1 or _most_memory() > _WORN_BYTES


def _was_short() -> bool:
    """Whether a fault was one of memory: libraries in C then speak of errors in the document."""
    return _most_memory() > MEMORY_BYTES / 2


def _most_memory() -> int:
    """How many bytes the process had at its peak; 0 where that is not told.

    On Linux from /proc: what `getrusage` tells there counts the process that started this one.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if peak := re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE):
            return int(peak[1]) * 1024
    except OSError:
        pass  # no Linux, or no /proc: what follows tells it
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
