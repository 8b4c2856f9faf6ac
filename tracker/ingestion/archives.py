"""Archives: what lies in a ZIP or tar archive is read like files; nothing is unpacked to disk.

Names in an archive are labels: none is ever used as a path, wherever it claims to lead. Limits
hold first: how many members, how large they say they are, how much their packing claims to save;
and of none comes more than it said.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from tracker.ingestion.members import ArchiveError, Member, is_archive, list_members, take_members
from tracker.ingestion.noting import Incoming
from tracker.model.document import Document, FieldOrigin, How
from tracker.model.errors import ReadError
from tracker.model.intake import IntakeKind
from tracker.readers import read_documents, size_limit
from tracker.readers.origins import FILE_NAME, Origin, listed_origin, parse_listing

_NESTED = "it is an archive within an archive; unpack the outer one and read this one."


def count_members(path: Path) -> int:
    """How many files an archive holds, at least 1."""
    try:
        return max(1, sum(not _is_left_out(member.name) for member in list_members(path)))
    except ArchiveError:
        return 1


def find_members(
    path: Path, origin: Origin, languages: Collection[str] | None
) -> Iterator[Incoming | ReadError]:
    """What there is to read in an archive, in the archive's order.

    Args:
        path: The archive.
        origin: What the person knows of all that is in it.
        languages: As for `tracker.read`.
    """
    try:
        members = list_members(path)
        listings = _listings(path, members)
        found = 0
        taken: Counter[str] = Counter()
        for member in take_members(path, _is_wanted):
            if _is_left_out(member.name):
                continue
            found += 1
            shown = _shown(member.name)
            taken[shown] += 1
            if taken[shown] > 1:  # two of one name are two documents
                shown = _numbered(shown, taken[shown])
            yield _incoming(path, shown, member, _Said(origin, listings, languages))
    except ArchiveError as error:
        yield ReadError(path, error.reason, error.detail)
    else:
        if not found:
            yield ReadError(path, "no_text", "there is no file in it.")


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of the members from outside: by the person, and by listings in the archive."""

    given: Origin
    listings: Mapping[PurePosixPath, "Mapping[str, dict[str, Any]] | str"]
    languages: Collection[str] | None

    def listed(self, name: str, place: str) -> Origin:
        """What the `documents.toml` in the member's folder, or beside that folder, says of it.

        Raises:
            ReadError: That listing is faulty.
        """
        path = PurePosixPath(name)
        for folder in dict.fromkeys((path.parent, path.parent.parent)):
            tables = self.listings.get(folder)
            if isinstance(tables, str):
                detail = f"the {FILE_NAME} that belongs to it is faulty: {tables}."
                raise ReadError(place, "unreadable", detail)
            for known_as in (path.name, path.relative_to(folder).as_posix()):
                if tables and known_as in tables:
                    return listed_origin(tables[known_as], place)
        return Origin()


def _listings(
    path: Path, members: Sequence[Member]
) -> dict[PurePosixPath, dict[str, dict[str, Any]] | str]:
    """The listings in an archive by their folder; of a faulty one, what is wrong with it."""
    found: dict[PurePosixPath, dict[str, dict[str, Any]] | str] = {}
    if not any(_is_listing(member) for member in members):
        return found
    for member in take_members(path, _is_listing):
        if not _is_listing(member):
            continue
        try:
            if member.fault is not None:
                raise member.fault
            tables: dict[str, dict[str, Any]] | str = parse_listing(member.read())
        except ArchiveError as error:
            tables = error.detail.removesuffix(".")
        except ValueError as error:
            tables = str(error)
        found[PurePosixPath(member.name).parent] = tables
    return found


def _is_listing(member: Member) -> bool:
    name = PurePosixPath(member.name).name
    return name == FILE_NAME and member.size <= size_limit(".toml")


def _is_left_out(name: str) -> bool:
    """What is hidden, what a system adds to archives for itself, and listings."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return hidden or "__MACOSX" in parts or parts[-1:] == (FILE_NAME,)


def _is_wanted(member: Member) -> bool:
    """Whether it is worth to be taken out of a stream; what is refused anyway is passed over."""
    name = _shown(member.name)
    fits = member.size <= size_limit(PurePosixPath(name).suffix)
    return fits and not _is_left_out(name) and not is_archive(name)


def _incoming(archive: Path, shown: str, member: Member, said: _Said) -> Incoming:
    place = f"{archive}/{shown}"
    key = f"{archive.absolute()}/{shown}"
    try:
        listed = said.listed(member.name, place)
    except ReadError as error:
        return Incoming(place=place, kind=IntakeKind.MEMBER, load=partial(_refuse, error), key=key)
    known = repr((astuple(said.given), astuple(listed)))
    return Incoming(
        place=place,
        kind=IntakeKind.MEMBER,
        load=partial(_load, member, place, said.given, listed, said.languages),
        fingerprint=member.fingerprint,
        n_bytes=member.size,
        key=key,
        given=hashlib.sha256(known.encode("utf-8", "backslashreplace")).hexdigest()[:16],
        remark=said.given.note or listed.note,
    )


def _refuse(error: ReadError) -> Sequence[Document]:
    raise error


def _load(
    member: Member, place: str, given: Origin, listed: Origin, languages: Collection[str] | None
) -> Sequence[Document]:
    suffix = PurePosixPath(place).suffix
    if member.fault is not None:
        raise ReadError(place, member.fault.reason, member.fault.detail)
    if is_archive(place):
        raise ReadError(place, "wrong_type", _NESTED)
    if member.size > size_limit(suffix):
        detail = (
            f"it has {member.size / 1e6:.1f} MB, and documents of up to "
            f"{size_limit(suffix) / 1e6:.0f} MB are read; split it into its articles."
        )
        raise ReadError(place, "too_large", detail)
    try:
        data = member.read()
    except ArchiveError as error:
        raise ReadError(place, error.reason, error.detail) from error
    documents = read_documents(data, place, listed.overlaid(given), languages=languages)
    return [_listed(document, given, listed) for document in documents]


def _listed(document: Document, given: Origin, listed: Origin) -> Document:
    """The document, in which what a listing says is not taken for a person's word."""
    found = tuple(
        FieldOrigin(field=each.field, how=How.LISTED, where=FILE_NAME)
        if each.how is How.GIVEN and getattr(given, each.field) is None
        else each
        for each in document.found
    )
    return replace(document, found=found)


def _shown(name: str) -> str:
    """A name as a label: on one line, with no sign that steers anything, and never empty."""
    label = "".join(sign if sign.isprintable() else "·" for sign in name)
    return label.lstrip("/") or "·"


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return f"{name.removesuffix(path.suffix)} ({number}){path.suffix}"
