"""Places: what a person names is found: files, whole folders in order, what lies in them."""

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import astuple
from functools import partial
from pathlib import Path

from tracker.ingestion.archives import count_members, find_members
from tracker.ingestion.members import is_archive
from tracker.ingestion.noting import Incoming
from tracker.model.errors import ReadError
from tracker.model.intake import IntakeKind
from tracker.readers import read_all
from tracker.readers.origins import FILE_NAME, Origin, find_origin


def find_incoming(
    given: Iterable[str | Path | ReadError],
    origin: Origin | None = None,
    *,
    languages: Collection[str] | None = None,
    at_address: Callable[[str], Incoming] | None = None,
) -> Iterator[Incoming | ReadError]:
    """What there is to read at places that a person names, in order.

    Nothing is read yet, only looked for; an error stands in place of each thing that must not or
    cannot be read.

    Args:
        given: Files, folders, and web addresses (http or https); an error is handed on.
        origin: What the person knows of all of them.
        languages: Codes of the languages that can be read; None: those that come with the package.
        at_address: Fetches what is at a web address; None: addresses are refused.
    """
    said = origin or Origin()
    for place in given:
        if isinstance(place, ReadError):
            yield place
            continue
        if isinstance(place, str) and is_address(place):
            yield _not_fetched(place) if at_address is None else at_address(place)
            continue
        for found in find_files([place]):
            if isinstance(found, ReadError):
                yield found
            elif is_archive(found.name):
                yield from find_members(found, said, languages)
            else:
                yield _incoming(found, said, languages)


def count_places(given: Iterable[str | Path]) -> int:
    """How many things `find_incoming` would give, at the speed at which folders are listed."""
    number = 0
    for place in given:
        if isinstance(place, str) and is_address(place):
            number += 1
            continue
        for found in find_files([place]):
            if isinstance(found, Path) and is_archive(found.name):
                number += count_members(found)
            else:
                number += 1
    return number


def is_address(place: str) -> bool:
    """Whether what a person names is a web address and no file."""
    return place.lower().startswith(("http://", "https://"))


def _not_fetched(address: str) -> ReadError:
    detail = "addresses are not fetched here; save the page and give its file."
    return ReadError(address, "not_allowed", detail)


def _incoming(path: Path, origin: Origin, languages: Collection[str] | None) -> Incoming:
    try:
        status = path.stat()
        listed = find_origin(path)
    except (OSError, ValueError, ReadError):  # reading it says what is wrong
        return _file(path, origin, languages)
    known = repr((astuple(origin), astuple(listed)))
    return _file(
        path,
        origin,
        languages,
        fingerprint=f"{status.st_size}-{status.st_mtime_ns}",
        n_bytes=status.st_size,
        given=hashlib.sha256(known.encode("utf-8", "backslashreplace")).hexdigest()[:16],
        remark=origin.note or listed.note,
    )


def _file(
    path: Path,
    origin: Origin,
    languages: Collection[str] | None,
    *,
    fingerprint: str | None = None,
    n_bytes: int | None = None,
    given: str = "",
    remark: str | None = None,
) -> Incoming:
    return Incoming(
        place=str(path),
        kind=IntakeKind.FILE,
        load=partial(read_all, path, origin, languages=languages),
        fingerprint=fingerprint,
        n_bytes=n_bytes,
        key=os.path.abspath(path),  # noqa: PTH100 - Path.absolute() keeps ".."
        given=given,
        remark=remark,
    )


def find_files(paths: Iterable[str | Path]) -> Iterator[Path | ReadError]:
    """The files to read, in order; an error in place of each that must not or cannot be read."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _walk(root: Path) -> Iterator[Path | ReadError]:
    home = root.resolve()
    failures: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=failures.append):
        for failure in failures:
            yield ReadError(failure.filename, "not_allowed", "this folder cannot be opened.")
        failures.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        for name in folders:
            if (here / name).is_symlink():  # os.walk does not follow it
                yield from _refused_link(here / name, home)
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or name == FILE_NAME:
                continue
            refusals = list(_refused_link(path, home)) if path.is_symlink() else []
            yield refusals[0] if refusals else path
    for failure in failures:
        yield ReadError(failure.filename, "not_allowed", "this folder cannot be opened.")


def _refused_link(link: Path, home: Path) -> Iterator[ReadError]:
    try:
        inside = link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a circle of links
        inside = False
    if not inside:
        reason = "this link leads out of the folder, so it was not followed; name its target."
        yield ReadError(link, "not_allowed", reason)
