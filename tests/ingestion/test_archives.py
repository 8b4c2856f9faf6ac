"""Archives are read like folders, within limits; names in them are labels and never paths."""

import gzip
import io
import lzma
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.ingestion import Ingested, count_places, find_incoming, ingest, members
from tracker.model.document import How
from tracker.model.errors import ReadError
from tracker.model.intake import IntakeKind
from tracker.store import Store

Members = Sequence[tuple[str, bytes]]
SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "t.db") as store:
        yield store


def _text(number: int) -> bytes:
    return f"Exports of Georgia reached {number + 20} tonnes in 2023.".encode()


def _pack(path: Path, content: Members) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in content:
                archive.NameToInfo.clear()  # two may have one name
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        return path
    kind = path.suffix.lstrip(".").replace("tgz", "gz")
    with tarfile.open(path, "w" if kind == "tar" else f"w:{kind}") as tar:  # type: ignore[call-overload]
        for name, data in content:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def _told(done: Sequence[Ingested], archive: Path) -> list[tuple[str, str]]:
    return [
        (each.place.removeprefix(f"{archive}/"), getattr(each.error, "reason", each.outcome.value))
        for each in done
    ]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_members_are_read_like_files_and_not_again(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    content = [("a.txt", _text(0)), ("sub/b.md", _text(1)), ("c.txt", b""), (".d.txt", _text(3))]
    archive = _pack(tmp_path / "in" / f"news{suffix}", content)
    first = list(ingest([archive.parent], store))
    told = [("a.txt", "stored"), ("sub/b.md", "stored"), ("c.txt", "no_text")]
    assert _told(first, archive) == told
    assert {each.kind for each in first} == {IntakeKind.MEMBER}
    row = store.intake.find(IntakeKind.MEMBER, f"{archive}/sub/b.md")
    assert row is not None
    assert (row.document_id, row.n_bytes) == (2, len(_text(1)))
    again = list(ingest([archive], store))
    assert [each.is_skipped for each in again] == [True] * 3
    _pack(archive, [("a.txt", _text(7)), *content[1:]])
    assert [each.is_skipped for each in ingest([archive], store)] == [False, True, True]
    assert count_places([archive.parent]) == 3


@pytest.mark.parametrize("suffix", [".zip", ".tar.gz"])
def test_listing_in_an_archive_holds_for_its_members(
    store: Store, tmp_path: Path, suffix: str
) -> None:
    listing = '[[document]]\nfile = "a.txt"\npublisher = "Trend"\nnote = "Ours."\n'
    beside = '[[document]]\nfile = "deep/b.txt"\npublished = "2024-05"\n'
    content = [
        ("x/a.txt", _text(0)),
        ("deep/b.txt", _text(1)),
        ("y/c.txt", _text(2)),
        ("x/documents.toml", listing.encode()),
        ("documents.toml", beside.encode()),
        ("y/documents.toml", b"no table"),
    ]
    archive = _pack(tmp_path / f"news{suffix}", content)
    done = list(ingest([archive], store, title="Given"))
    assert _told(done, archive) == [
        ("x/a.txt", "stored"),
        ("deep/b.txt", "stored"),
        ("y/c.txt", "unreadable"),
    ]
    assert "documents.toml" in str(done[2].error)
    a, b = store.document(1).document, store.document(2).document
    assert (a.source, a.title, a.note, b.published) == ("Trend", "Given", "Ours.", "2024-05")
    hows = {each.field: each.how for each in a.found}
    assert (hows["source"], hows["title"]) == (How.LISTED, How.GIVEN)
    assert done[0].note is None  # a remark of ours is nothing that was left out


def test_what_is_refused_is_refused_alone(store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "mixed.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", _text(0))
        packed.writestr("filling.txt", b"0" * 4_000_000, zipfile.ZIP_DEFLATED)
        packed.writestr("large.txt", b"x" * 5_000_001)
        packed.writestr("inner.zip", b"PK")
        packed.writestr("strange.txt", _text(1), zipfile.ZIP_LZMA)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("secret.txt", _text(2))
        packed.writestr("damaged.txt", _text(3))
        packed.writestr("z.txt", _text(4))
    data = bytearray(archive.read_bytes())
    at = data.rindex(b"secret.txt") - 46 + 8
    struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] | 1)
    at = data.index(b"Exports of Georgia reached 23")
    data[at] ^= 1
    archive.write_bytes(data)
    assert _told(list(ingest([archive], store)), archive) == [
        ("a.txt", "stored"),
        ("filling.txt", "too_large"),
        ("large.txt", "too_large"),
        ("inner.zip", "wrong_type"),
        ("strange.txt", "wrong_type"),
        ("link.txt", "not_allowed"),
        ("secret.txt", "encrypted"),
        ("damaged.txt", "unreadable"),
        ("z.txt", "stored"),
    ]


def test_links_and_devices_in_a_tar_archive_are_named_and_not_followed(
    store: Store, tmp_path: Path
) -> None:
    archive = tmp_path / "odd.tar"
    kinds = {"hard": tarfile.LNKTYPE, "soft": tarfile.SYMTYPE, "pipe": tarfile.FIFOTYPE}
    with tarfile.open(archive, "w") as tar:
        for name, kind in (*kinds.items(), ("device", tarfile.CHRTYPE)):
            info = tarfile.TarInfo(f"{name}.txt")
            info.type, info.linkname = kind, "../t.db"
            tar.addfile(info)
    assert _told(list(ingest([archive], store)), archive) == [
        (f"{name}.txt", "not_allowed") for name in ("hard", "soft", "pipe", "device")
    ]


def _many(path: Path) -> None:
    _pack(path, [(f"{number}.txt", b"") for number in range(12)])


def _directory_too_long(path: Path) -> None:
    """A ZIP file whose last record says that its list of members has 4 GB."""
    _pack(path, [("a.txt", _text(0))])
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 0xFFFFFFF0)
    path.write_bytes(data)


def _header_that_grows(path: Path) -> None:
    """A tar file that announces an extended header of 30 MB, all of it filling."""
    info = tarfile.TarInfo("h")
    info.type, info.size = tarfile.XHDTYPE, 30_000_000
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(info.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(30):
            file.write(b"9" * 1_000_000)


def _size_that_lies(path: Path) -> None:
    info = tarfile.TarInfo("a.txt")
    info.size = 8_000_000_000
    path.write_bytes(info.tobuf(tarfile.GNU_FORMAT) + _text(0))


def _hungry(path: Path) -> None:
    """An .xz file that needs 1.5 GB to be unpacked."""
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(b"\0" * 512, lzma.FORMAT_XZ, lzma.CHECK_NONE, filters=filters))
    data[12 + 4] = 40  # the size of the dictionary: 4 GB
    import zlib

    size = (data[12] + 1) * 4
    struct.pack_into("<I", data, 12 + size - 4, zlib.crc32(bytes(data[12 : 12 + size - 4])))
    path.write_bytes(data)


def _cut(path: Path) -> None:
    _pack(path, [(f"{number}.txt", _text(number) * 40) for number in range(9)])
    path.write_bytes(path.read_bytes()[:-300])


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("many.zip", _many, "too_large"),
        ("many.tar", _many, "too_large"),
        ("directory.zip", _directory_too_long, "too_large"),
        ("header.tar.gz", _header_that_grows, "unreadable"),
        ("lies.tar", _size_that_lies, "too_large"),
        ("hungry.tar.xz", _hungry, "unreadable"),
        ("cut.zip", _cut, "unreadable"),
        ("cut.tgz", _cut, "unreadable"),
        ("nothing.zip", lambda path: path.write_bytes(b""), "unreadable"),
        ("nothing.tar", lambda path: path.write_bytes(b"\0" * 10_240), "no_text"),
        ("text.tar.bz2", lambda path: path.write_bytes(_text(0)), "unreadable"),
        ("empty.zip", lambda path: _pack(path, []), "no_text"),
    ],
)
def test_an_archive_beyond_the_limits_or_damaged_is_refused_as_a_whole(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    make: Callable[[Path], object],
    reason: str,
) -> None:
    monkeypatch.setattr(members, "MAX_MEMBERS", 10)
    archive = tmp_path / name
    make(archive)
    [refused] = ingest([archive], store)
    assert isinstance(refused.error, ReadError)
    assert (refused.place, refused.error.reason) == (str(archive), reason)
    assert store.documents() == []


_HOSTILE = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(["..", "/", "\\", "C:", "a", "\x00", "\x1b", "~", " "]), max_size=8
    ).map("".join),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(names=st.lists(_HOSTILE, min_size=1, max_size=12), suffix=st.sampled_from([".zip", ".tar"]))
def test_hostile_names_never_reach_the_disk(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], suffix: str
) -> None:
    home = tmp_path_factory.mktemp("hostile")
    # NUL ends a name in both formats, so nothing may follow it.
    fit = [f"n{name}".replace("\x00", "") + ".txt" for name in names]
    fit = [name.encode("utf-8", "replace").decode() for name in fit]
    content = [(name, _text(number)) for number, name in enumerate(fit)]
    archive = _pack(home / f"a{suffix}", content)
    before = sorted(os.walk(home.parent))
    hidden = sum(any(part[:1] == "." and part.strip(".") for part in name.replace("\\", "/").split("/"))
                 for name in fit)  # fmt: skip
    found = list(find_incoming([archive]))
    assert len(found) == max(1, len(fit) - hidden)
    places = [str(getattr(item, "place", "")) for item in found]
    assert len(places) == len(set(places))
    for item in found:
        if isinstance(item, ReadError):
            assert hidden == len(fit)
            continue
        assert item.place.startswith(f"{archive}/")
        assert item.place.removeprefix(str(home)).isprintable()
        [document] = item.load()
        assert document.text.startswith("Exports of Georgia reached")
    assert sorted(os.walk(home.parent)) == before


@pytest.mark.parametrize("suffix", [".zip", ".tar"])
def test_names_that_lead_elsewhere_are_labels(store: Store, tmp_path: Path, suffix: str) -> None:
    names = [
        "../up.txt",
        "/etc/root.txt",
        "C:\\d.txt",
        "a/../../b.txt",
        "two\n\x1b[31m.txt",
        "x.txt",
    ]
    content = [(name, _text(number)) for number, name in enumerate((*names, "x.txt"))]
    archive = _pack(tmp_path / "in" / f"a{suffix}", content)
    before = sorted(os.walk(tmp_path / "in"))
    done = list(ingest([archive], store))
    shown = ["../up.txt", "etc/root.txt", "C:\\d.txt", "a/../../b.txt", "two··[31m.txt", "x.txt"]
    assert _told(done, archive) == [(name, "stored") for name in (*shown, "x (2).txt")]
    assert sorted(os.walk(tmp_path / "in")) == before
    for name in (".", "..", "a/..", "..."):
        odd = _pack(tmp_path / "odd" / f"{len(name)}{suffix}", [(name, _text(0))])
        assert [each.outcome.value for each in ingest([odd], store)] == ["refused"]


def test_of_a_header_that_grows_no_more_is_unpacked_than_a_header_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []
    unpacked = members._unpacked

    class Counted:
        def __init__(self, path: Path) -> None:
            self._stream = unpacked(path)

        def read(self, size: int) -> bytes:
            data = self._stream.read(size)
            taken.append(len(data))
            return data

        def close(self) -> None:
            self._stream.close()

    archive = tmp_path / "header.tar.gz"
    _header_that_grows(archive)
    monkeypatch.setattr(members, "_unpacked", Counted)
    with pytest.raises(members.ArchiveError):
        members.list_members(archive)
    assert 0 < sum(taken) < 1_000_000
