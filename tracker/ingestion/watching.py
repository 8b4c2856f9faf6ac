"""Watching: files that arrive in a folder are read once they have settled.

What changes is only heard of (`Changes`); what is there to be read is looked at. A file has settled
when its size and time of change have stayed the same for a second, so that a download or a copy is
read when it is whole.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.ingestion.incoming import Ingested
from tracker.ingestion.places import find_files
from tracker.model.errors import ReadError, SchemaError, StoreError
from tracker.readers.origins import FILE_NAME

SETTLED_SECONDS = 1.0
RETRY_SECONDS = 5.0
# Browsers, office programs and file managers write under such names until they are done.
_UNFINISHED = (".part", ".crdownload", ".download", ".partial", ".filepart", ".tmp", ".swp", "~")
_LOCKS = ("~$", ".")

Changes = Iterable[set[Path]]
"""Paths at which something happened; an empty set, now and then, when nothing did."""

Read = Callable[[list[Path | ReadError]], Iterable[Ingested]]
"""Reads files into the database."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for the person who watches."""

    text: str


@dataclass(frozen=True, slots=True)
class Vanished:
    """The folder is gone."""


@dataclass(slots=True)
class _Seen:
    """A file that has not settled yet: how it was when it was looked at, and since when."""

    state: tuple[int, int]
    since: float


class Watch:
    """A folder whose files are read as they arrive.

    Args:
        folder: What to watch, with all folders in it.
        read: Reads files into the database; raises a `StoreError` when that cannot be written.
        clock: Seconds that only go forward.
        now: Seconds since 1970, as files' times of change.
    """

    def __init__(
        self,
        folder: Path,
        read: Read,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder, self._read = folder, read
        self._clock, self._now = clock, now
        self._unsettled: dict[Path, _Seen] = {}
        self._ready: dict[Path, Path | ReadError] = {}
        self._refused: set[str] = set()
        self._retry_at, self._trouble = 0.0, ""

    @property
    def n_waiting(self) -> int:
        """How many files are known but not read."""
        return len(self._unsettled) + len(self._ready)

    def follow(self, changes: Changes) -> Iterator[Ingested | Remark | Vanished]:
        """Reads what is there, then what changes, until the changes end or the folder is gone.

        Raises:
            SchemaError: The database is gone, or was brought to another version.
        """
        is_first = True
        for changed in changes:
            if not self._folder.is_dir():
                yield Vanished()
                return
            if is_first:  # by now what happens is heard of, so that nothing falls in between
                self._look_through(self._folder)
                is_first = False
            for path in sorted(changed):
                self._hear(path)
            self._settle()
            yield from self._read_ready()

    def _hear(self, path: Path) -> None:
        if (
            path.name == FILE_NAME or path.is_symlink()
        ):  # what it says of its files may have changed
            self._look_through(path.parent)
        elif path.is_dir():
            self._look_through(path)
        elif not _is_ignored(path, self._folder):
            self._look_at(path)

    def _look_through(self, folder: Path) -> None:
        """All that is in a folder: what happens in a new one is not always heard of."""
        if folder != self._folder and _is_ignored(folder, self._folder):
            return
        for found in find_files([folder]):
            if isinstance(found, ReadError):
                if str(found) not in self._refused:
                    self._refused.add(str(found))
                    self._ready[Path(found.path)] = found
            elif not _is_ignored(found, self._folder):
                self._look_at(found)

    def _look_at(self, path: Path) -> None:
        state = _state(path)
        if state is None:  # moved or deleted: what was read of it stays
            self._unsettled.pop(path, None)
            self._ready.pop(path, None)
            return
        seen = self._unsettled.get(path)
        if seen is None or seen.state != state:
            # What was not changed for long when it is first seen has settled.
            age = max(0.0, self._now() - state[1] / 1e9) if seen is None else 0.0
            self._unsettled[path] = _Seen(state, self._clock() - age)
            self._ready.pop(path, None)

    def _settle(self) -> None:
        for path, seen in list(self._unsettled.items()):
            if self._clock() - seen.since < SETTLED_SECONDS:
                continue
            state = _state(path)
            if state is None:
                del self._unsettled[path]
            elif state != seen.state:
                self._unsettled[path] = _Seen(state, self._clock())
            else:
                del self._unsettled[path]
                self._ready[path] = path

    def _read_ready(self) -> Iterator[Ingested | Remark]:
        if not self._ready or self._clock() < self._retry_at:
            return
        try:
            for done in self._read(list(self._ready.values())):
                self._ready.pop(done.path, None)
                yield done
        except SchemaError:
            raise
        except StoreError as error:  # what was told is stored; the rest is as it was and waits
            self._retry_at = self._clock() + RETRY_SECONDS
            if str(error) != self._trouble:
                self._trouble = str(error)
                yield Remark(f"{error} What arrived waits; trying again every few seconds.")
            return
        self._ready.clear()
        if self._trouble:
            self._trouble = ""
            yield Remark("The database can be written again; what waited is read.")


def _state(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns


def _is_ignored(path: Path, folder: Path) -> bool:
    """Whether it is hidden, or not finished yet, as its name says."""
    try:
        parts = path.relative_to(folder).parts
    except ValueError:
        return True
    name = os.fspath(parts[-1]) if parts else ""
    return (
        any(part.startswith(_LOCKS) for part in parts)
        or name.lower().endswith(_UNFINISHED)
        or name == FILE_NAME
    )
