"""Where documents come from: `documents.toml` beside a folder, and what a person adds to it.

The file holds one table per document:

    [[document]]
    file = "aktau_2024.txt"         # its name; where folders lie between, with them
    title = "Port of Aktau handles more containers"
    publisher = "The Astana Times"
    published = "2024-07-12"        # a day, a month or a year, as far as it is known
    language = "en"
    url = "https://example.org/aktau"
    note = "Project digest."
    encoding = "cp1251"             # only where the file is not UTF-8
    lines = [12, 13]                # free for the keeper of the folder; not read
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracker.model.errors import ReadError
from tracker.model.period import Period

FILE_NAME = "documents.toml"
_TABLE = "document"
_KEYS = {
    "title": "title",
    "publisher": "source",
    "published": "published",
    "language": "language",
    "url": "url",
    "note": "note",
    "encoding": "encoding",
}
_NOT_READ = {"file", "lines"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is known of a document beside its text; None where it is not known.

    Attributes:
        title: Headline. source: Name of the publisher. url: Address (http or https).
        published: ISO 8601 day, month or year. language: Code of a language pack.
        note: What a reader should know of it. encoding: Name of the file's encoding.
    """

    title: str | None = None
    source: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    note: str | None = None
    encoding: str | None = None

    def overlaid(self, above: "Origin") -> "Origin":
        """This origin with everything that `above` knows in front of it."""
        known = {field.name: getattr(above, field.name) for field in fields(above)}
        return replace(self, **{name: value for name, value in known.items() if value is not None})


def check_published(text: str) -> str:
    """A publication date as ISO 8601 day, month or year.

    Raises:
        ValueError: It is none, in words for the person.
    """
    try:
        if "/" in text:
            raise ValueError(text)
        Period.parse(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no date: write 2024-03-05, 2024-03 or 2024.") from None
    return text


def check_url(text: str) -> str:
    """An address with http or https and a host, without blanks and control characters.

    Raises:
        ValueError: It is none, in words for the person.
    """
    try:
        parts = urlsplit(text)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(char.isspace() or not char.isprintable() for char in text):
        raise ValueError(f"{text[:80]!r} is no web address: write http://… or https://….")
    return text


def find_origin(path: Path) -> Origin:
    """What the `documents.toml` in the file's folder, or beside that folder, says of the file.

    Raises:
        ReadError: That file cannot be read or is faulty; the document is then not read either,
            because its date and publisher would be lost.
    """
    folder = path.absolute().parent
    for place in (folder, folder.parent):
        listing = place / FILE_NAME
        try:
            changed = listing.stat().st_mtime_ns
        except OSError:
            continue
        try:
            tables = _load(listing, changed)
        except (OSError, ValueError) as error:
            detail = f"the {FILE_NAME} that belongs to it is faulty: {error}."
            raise ReadError(path, "unreadable", detail) from error
        for name in (path.name, path.absolute().relative_to(place).as_posix()):
            if name in tables:
                return listed_origin(tables[name], path)
    return Origin()


@lru_cache(maxsize=4)  # one listing serves all the documents of a folder
def _load(listing: Path, _changed: int) -> dict[str, dict[str, Any]]:
    return parse_listing(listing.read_bytes())


def parse_listing(data: bytes) -> dict[str, dict[str, Any]]:
    """The tables of a `documents.toml`, by the name of the file that each is of.

    Raises:
        ValueError: It is faulty, in words for the person.
    """
    content = tomllib.loads(data.decode("utf-8"))
    if unknown := set(content) - {_TABLE}:
        raise ValueError(f"{min(unknown)!r} is not known, only tables [[{_TABLE}]] are")
    tables = content.get(_TABLE, [])
    if not isinstance(tables, list):
        raise ValueError(f"write [[{_TABLE}]] with two brackets on each side")
    by_name: dict[str, dict[str, Any]] = {}
    for number, table in enumerate(tables, start=1):
        name = table.get("file") if isinstance(table, dict) else None
        if not isinstance(name, str):
            raise ValueError(f"table {number} names no file")
        if name in by_name:
            raise ValueError(f"{name!r} has two tables")
        by_name[name] = table
    return by_name


def listed_origin(table: Mapping[str, Any], path: Path | str) -> Origin:
    """What a table of a `documents.toml` says of its file.

    Raises:
        ReadError: It is faulty.
    """

    def fail(reason: str) -> ReadError:
        return ReadError(path, "unreadable", f"its table in {FILE_NAME} is faulty: {reason}")

    values: dict[str, str] = {}
    for name, value in table.items():
        if name in _NOT_READ:
            continue
        if name not in _KEYS:
            raise fail(f"{name!r} is an unknown key; known are {', '.join(_KEYS)}.")
        text = value.isoformat() if isinstance(value, date) else value
        if not isinstance(text, str) or not text.strip():
            raise fail(f"{name!r} must be a text.")
        values[_KEYS[name]] = text
    try:
        if "published" in values:
            check_published(values["published"])
        if "url" in values:
            check_url(values["url"])
    except ValueError as error:
        raise fail(str(error)) from error
    return Origin(**values)
