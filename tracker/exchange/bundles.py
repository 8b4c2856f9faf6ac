"""Bundles: all that a database holds and cannot make anew, as JSON lines in a ZIP file.

`manifest.json` names format and version and, of each part, its rows, bytes and SHA-256;
`PART.jsonl` holds a row a line. The same content gives the same bytes. A bundle is looked at whole
before anything of it is used: nothing is unpacked to the disk, no other name in it is touched, and
what is too large, damaged or of a newer version is refused.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tracker.exchange.rows import Row
from tracker.model.errors import ReadError

FORMAT, VERSION = "corridor-tracker bundle", 2
# Parts that bundles of earlier versions lack; there they are empty.
_SINCE = {"fields": 2, "pages": 2, "feeds": 2}
MANIFEST = "manifest.json"
LARGEST = 64 << 30  # bytes of all parts together
LONGEST_LINE = 256 << 20  # bytes; a document is one line
_DENSEST = 200  # times smaller than unpacked, which no bundle of ours comes near
_ALWAYS_ALLOWED = 64 << 20  # bytes, however dense
_LARGEST_MANIFEST = 1 << 20
_CHUNK = 1 << 20
# What reading a damaged ZIP file or its JSON has been seen to raise: zipfile takes damage in a
# header for a method of packing (NotImplementedError) or a password (RuntimeError) that it lacks.
_DAMAGES = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError),
    *(ValueError, TypeError, KeyError, RecursionError),
)
_NEVER = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP file can name; ours must not differ


def write_bundle(
    part: Callable[[str], Iterable[Row]], names: Sequence[str], path: Path
) -> dict[str, int]:
    """Write a bundle and say how many rows each part has.

    Args:
        part: The rows of a part.
        names: The parts, in order.
        path: The file.
    """
    parts: dict[str, dict[str, int | str]] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            with archive.open(_entry(f"{name}.jsonl"), "w", force_zip64=True) as file:
                parts[name] = _write_part(part(name), file)
        manifest = {"format": FORMAT, "version": VERSION, "parts": parts}
        with archive.open(_entry(MANIFEST), "w") as file:
            file.write((json.dumps(manifest, indent=2) + "\n").encode())
    return {name: int(told["rows"]) for name, told in parts.items()}


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NEVER)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def _write_part(rows: Iterable[Row], file: IO[bytes]) -> dict[str, int | str]:
    digest, number, size = hashlib.sha256(), 0, 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        data = line.encode() + b"\n"
        file.write(data)
        digest.update(data)
        number += 1
        size += len(data)
    return {"rows": number, "bytes": size, "sha256": digest.hexdigest()}


@dataclass(frozen=True, slots=True)
class _Told:
    """What the manifest says of a part."""

    rows: int
    bytes: int
    sha256: str


class Bundle:
    """A bundle that was found whole; to be used in a `with` block.

    Args:
        path: The file.
        names: The parts that it must have, and no others.

    Raises:
        ReadError: It is no bundle, damaged, too large, or of a newer version.
    """

    def __init__(self, path: Path, names: Sequence[str]) -> None:
        self.path = path
        self._parts: Mapping[str, _Told] = {}
        self._archive = _opened(path)
        self._open = ExitStack()  # parts that nobody read to their end
        try:
            with _damage_told(path):
                self._parts = self._look_at(names)
                for name in self._parts:
                    self._check(name)
        except BaseException:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        self._open.close()
        self._archive.close()

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a part; of one that bundles had not yet when this was made, none.

        Raises:
            ReadError: A line is no row.
        """
        if name not in self._parts:
            return
        file = self._open.enter_context(self._archive.open(f"{name}.jsonl"))
        while (row := self._next(name, file)) is not None:
            yield row
        file.close()

    def _next(self, name: str, file: IO[bytes]) -> Row | None:
        with _damage_told(self.path):
            line = file.readline(LONGEST_LINE + 1)
            if len(line) > LONGEST_LINE:
                raise _refused(self.path, "too_large", f"a line of {name} is too long")
            row = json.loads(line, parse_constant=_no_number) if line else None
            if line and not isinstance(row, dict):
                raise ValueError(f"a line of {name} is no row")
            return row

    def _look_at(self, names: Sequence[str]) -> Mapping[str, _Told]:
        entries = {entry.filename: entry for entry in self._archive.infolist()}
        manifest = entries.get(MANIFEST)
        if manifest is None or manifest.file_size > _LARGEST_MANIFEST:
            raise _refused(self.path, "wrong_type", "it has no manifest, so it is no bundle")
        told = json.loads(self._archive.read(manifest))
        if not isinstance(told, dict) or told.get("format") != FORMAT:
            raise _refused(self.path, "wrong_type", "it is no bundle of this program")
        version = told.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise _refused(
                self.path,
                "wrong_type",
                f"it was made by a newer version of tracker (format {version!s:.20}, this program "
                f"knows up to {VERSION}): update tracker",
            )
        names = [name for name in names if _SINCE.get(name, 1) <= version]
        wanted = {MANIFEST, *(f"{name}.jsonl" for name in names)}
        if len(self._archive.infolist()) != len(wanted) or set(entries) != wanted:
            raise _refused(self.path, "unreadable", "parts are missing, or there are others")
        size = sum(entry.file_size for entry in entries.values())
        packed = sum(entry.compress_size for entry in entries.values())
        if size > LARGEST or size > max(_ALWAYS_ALLOWED, _DENSEST * packed):
            raise _refused(self.path, "too_large", f"it would unpack to {size:,} bytes")
        parts = {name: _Told(**told["parts"][name]) for name in names}
        for name, part in parts.items():
            if entries[f"{name}.jsonl"].file_size != part.bytes:
                raise ValueError(f"{name} has another size")
        return parts

    def _check(self, name: str) -> None:
        """Read a part once through: it must be what the manifest says."""
        told, digest, lines, size = self._parts[name], hashlib.sha256(), 0, 0
        with self._archive.open(f"{name}.jsonl") as file:
            while data := file.read(_CHUNK):
                digest.update(data)
                lines += data.count(b"\n")
                size += len(data)
                if size > told.bytes:
                    break
        if (digest.hexdigest(), lines, size) != (told.sha256, told.rows, told.bytes):
            raise ValueError(f"{name} is not what was written")


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise ReadError(path, "missing", "There is no such file.") from error
    except OSError as error:
        raise ReadError(path, "unreadable", f"It cannot be read: {error.strerror}.") from error
    # NotImplementedError: it says that it needs a newer ZIP version than there is.
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _refused(path, "unreadable", "it is cut off, or no ZIP file at all") from error


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    """Turn what a damaged file raises, wherever it is read, into one sentence."""
    try:
        yield
    except _DAMAGES as error:
        raise _refused(path, "unreadable", f"it is damaged ({error})") from error


def _refused(path: Path, reason: str, what: str) -> ReadError:
    return ReadError(path, reason, f"This bundle is refused: {what}. Nothing was written.")


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")
