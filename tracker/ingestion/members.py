"""Members: what a ZIP or tar archive says that it holds, and the bytes of each, within limits.

A ZIP archive is read by places, each member when it is asked for. A tar archive is one stream: it
is gone through twice, once to see what is in it, once to take the members out in their order.
"""

import bz2
import gzip
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from tracker.readers.archives import FAULTS

SUFFIXES = (*(".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"),)
MAX_MEMBERS = 10_000
MAX_UNPACKED = 2_000_000_000
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000
_MAX_DIRECTORY = 16_000_000
# Names, times and attributes of one member; some programs add a kilobyte of their own.
_MAX_HEADERS = 100_000
_MANY_DIGITS = re.compile(rb"[0-9]{100}")
_XZ_MEMORY = 100_000_000
_CHUNK = 1 << 16
_DAMAGED = "it is damaged, or no archive at all; pack it anew."
_TOO_MANY = f"it holds more than {MAX_MEMBERS:,} files, so none was read; split it."
_TOO_MUCH = (
    f"its files have more than {MAX_UNPACKED / 1e9:.0f} GB unpacked, so none was read; split it."
)
_FAULTS = (*FAULTS, tarfile.TarError, lzma.LZMAError)


class ArchiveError(Exception):
    """Why an archive, or a member of it, is not read: a reason word and a sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One file in an archive.

    Attributes:
        name: What the archive calls it: any signs at all.
        size: How many bytes it says it has, unpacked.
        fingerprint: What stays the same as long as it does.
        fault: Why it is not read, else None.
        read: Its bytes; raises an `ArchiveError`.
    """

    name: str
    size: int
    fingerprint: str
    read: Callable[[], bytes]
    fault: ArchiveError | None = None


def is_archive(name: str) -> bool:
    """Whether a name says that it is an archive of files."""
    return name.lower().endswith(SUFFIXES)


def list_members(path: Path) -> list[Member]:
    """What is in an archive; members of a tar archive cannot be read from this list.

    Raises:
        ArchiveError: It is damaged or beyond the limits.
    """
    members, size = list[Member](), 0
    for member in _members(path, lambda _: False):
        members.append(member)
        size += member.size
        if size > MAX_UNPACKED:
            raise ArchiveError("too_large", _TOO_MUCH)
    return members


def take_members(path: Path, wanted: Callable[[Member], bool]) -> Iterator[Member]:
    """The members of an archive; those that are `wanted` can be read.

    Raises:
        ArchiveError: It is damaged; members before the damage were given.
    """
    return _members(path, wanted)


def _members(path: Path, wanted: Callable[[Member], bool]) -> Iterator[Member]:
    find = _zip_members if path.name.lower().endswith(".zip") else _tar_members
    try:
        for number, member in enumerate(find(path, wanted)):
            if number >= MAX_MEMBERS:
                raise ArchiveError("too_large", _TOO_MANY)
            yield member
    except PermissionError as error:
        detail = "you have no right to read it; ask its owner or copy it to a place of yours."
        raise ArchiveError("not_allowed", detail) from error
    except FileNotFoundError as error:
        raise ArchiveError("missing", "there is no such file; check its name.") from error
    except _FAULTS as error:
        raise ArchiveError("unreadable", _DAMAGED) from error


# ZIP


def _zip_members(path: Path, _: Callable[[Member], bool]) -> Iterator[Member]:
    with path.open("rb") as file:
        _check_directory(file)
    archive = zipfile.ZipFile(path)  # closed when the last of its members is let go of
    for info in archive.infolist():
        if not info.is_dir():
            yield Member(
                name=info.filename,
                size=info.file_size,
                fingerprint=f"{info.CRC:08x}-{info.file_size}",
                read=partial(_read_zipped, archive, info),
                fault=_zip_fault(info),
            )


def _check_directory(file: BinaryIO) -> None:
    """Refuse a list of members that would not fit into memory, before it is read.

    Its size stands in the last record (APPNOTE 4.3.16), or where that has no room for it in the
    record before (4.3.14).
    """
    file.seek(0, 2)
    size = file.tell()
    start = max(0, size - 65_557)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile("no end record")
    (directory,) = struct.unpack_from("<I", tail, at + 12)
    longer = tail.rfind(b"PK\x06\x06", 0, at)
    if longer >= 0 and len(tail) >= longer + 48:
        directory = max(directory % 0xFFFFFFFF, *struct.unpack_from("<Q", tail, longer + 40))
    if directory > _MAX_DIRECTORY:
        raise ArchiveError("too_large", _TOO_MANY)


def _zip_fault(info: zipfile.ZipInfo) -> ArchiveError | None:
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return _no_file(stat.S_ISLNK(mode))
    if info.flag_bits & 0x1:
        detail = "it is encrypted; unpack the archive with its password and read the files."
        return ArchiveError("encrypted", detail)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        detail = "it is packed in a way that is not read here; unpack the archive and read it."
        return ArchiveError("wrong_type", detail)
    if info.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * info.compress_size):
        times = info.file_size // max(1, info.compress_size)
        detail = f"it unpacks to {times} times its size, as only filling does."
        return ArchiveError("too_large", detail)
    return None


def _read_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            return _whole(file, info.file_size)
    except _FAULTS as error:
        raise ArchiveError("unreadable", "it is damaged; pack the archive anew.") from error


# tar


def _tar_members(path: Path, wanted: Callable[[Member], bool]) -> Iterator[Member]:
    with closing(_unpacked(path)) as unpacked:
        stream = _Metered(unpacked)
        # As bytes that name no encoding: what is no UTF-8 stays as it is.
        stream.allow(0)
        with tarfile.open(
            fileobj=cast(IO[bytes], stream),
            mode="r|",
            bufsize=tarfile.BLOCKSIZE,  # so that no header comes along with content
            errors="surrogateescape",
        ) as archive:
            number = to_pass = 0
            while info := _next(archive, stream, to_pass):
                number, to_pass = number + 1, info.size
                if info.isdir():
                    continue
                member = Member(
                    name=info.name,
                    size=info.size,
                    fingerprint=f"{info.size}-{int(info.mtime)}-{number}",
                    read=partial(_gone, info.name),
                    fault=_tar_fault(info),
                )
                if member.fault is None and wanted(member):
                    stream.allow(info.size)
                    file = archive.extractfile(info)
                    member = _holding(member, b"" if file is None else _whole(file, info.size))
                    to_pass = 0
                yield member


def _next(archive: tarfile.TarFile, stream: "_Metered", to_pass: int) -> tarfile.TarInfo | None:
    stream.allow(to_pass)
    return archive.next()


def _holding(member: Member, data: bytes) -> Member:
    return Member(
        name=member.name,
        size=member.size,
        # With its bytes at hand, they are what tells whether it changed.
        fingerprint=f"{zlib.crc32(data):08x}-{len(data)}",
        read=lambda: data,
    )


def _gone(name: str) -> bytes:
    raise ArchiveError("unreadable", f"{name} was passed over.")


def _tar_fault(info: tarfile.TarInfo) -> ArchiveError | None:
    if info.issparse():
        detail = "it has holes instead of content; unpack the archive and read it."
        return ArchiveError("wrong_type", detail)
    return None if info.isreg() else _no_file(info.issym() or info.islnk())


def _unpacked(path: Path) -> "BinaryIO | _Xz":
    name = path.name.lower()
    if name.endswith(("gz", "tgz")):
        return cast(BinaryIO, gzip.open(path, "rb"))
    if name.endswith(("bz2", "tbz2")):
        return cast(BinaryIO, bz2.open(path, "rb"))
    return _Xz(path) if name.endswith("xz") else path.open("rb")


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Xz:
    """An .xz file unpacked as it is read, with no more memory than `_XZ_MEMORY`."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._unpack = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def read(self, size: int) -> bytes:
        """At most so many bytes; none at the end."""
        while not self._unpack.eof:
            packed = self._file.read(_CHUNK) if self._unpack.needs_input else b""
            if self._unpack.needs_input and not packed:
                raise EOFError("it ends too early")
            if data := self._unpack.decompress(packed, size):
                return data
        return b""

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class _Metered:
    """A stream that gives no more than it was allowed to: a header that lies ends there."""

    def __init__(self, stream: _Readable) -> None:
        self._stream, self._content, self._headers = stream, 0, 0

    def allow(self, content: int) -> None:
        """From here on give so many bytes of content, in whole blocks, and then headers."""
        self._content = content + -content % tarfile.BLOCKSIZE
        self._headers = _MAX_HEADERS

    def read(self, size: int = -1) -> bytes:
        """As of every stream."""
        data = self._stream.read(size if size >= 0 else tarfile.BLOCKSIZE)
        if self._content > 0:
            self._content -= len(data)
            return data
        self._headers -= len(data)
        # The time that tarfile takes for a row of digits grows with its square.
        if self._headers < 0 or _MANY_DIGITS.search(data):
            raise ArchiveError("unreadable", _DAMAGED)
        return data


# Both


def _no_file(is_link: bool) -> ArchiveError:
    what = "a link, and links" if is_link else "no ordinary file, and such things"
    return ArchiveError("not_allowed", f"it is {what} in archives are not followed.")


def _whole(file: _Readable, size: int) -> bytes:
    """All that was declared, and not more."""
    chunks, left = [], size
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    if left == 0 and file.read(1):  # also makes a ZIP compare the checksum
        raise ArchiveError("unreadable", "it is longer than it says; pack the archive anew.")
    if left:
        raise ArchiveError("unreadable", "it ends too early; pack the archive anew.")
    return b"".join(chunks)
