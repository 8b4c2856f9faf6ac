"""Feeds: the entries of an RSS or Atom feed, each a document of its own."""

import re
from collections.abc import Iterable, Mapping
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import feedparser  # type: ignore[import-untyped, unused-ignore]
from feedparser.exceptions import (  # type: ignore[import-untyped, unused-ignore]
    ThingsNobodyCaresAboutButMe,
)

from tracker.model.errors import ReadError
from tracker.readers.mail_pages import page_text
from tracker.readers.origins import Origin, check_published, check_url
from tracker.readers.passages import Passages, as_label, as_language, as_line
from tracker.readers.reading import Reading

MAX_ENTRIES = 1_000
"""So many entries of a feed are read, the first ones: feeds begin with what is new."""

_MAX_STARTED = 20_000
_ENTRY = re.compile(rb"<(?:[A-Za-z0-9_]{1,20}:)?(?:item|entry)[\s/>]")
_ISO_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d./-])")
_NUMBERS = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_PLAIN = "text/plain"
_DATES = (("published", "published date"), ("updated", "updated date"), ("created", "date"))


def read_feed(data: bytes, name: str, encoding: str | None) -> Reading:
    """The entries of a feed as parts, the newest first as feeds have them.

    Nothing is loaded. An entry's text is its title and its content, or its summary where it has
    none; its date is the day on the clock of who wrote it.

    Args:
        data: RSS 0.9 to 2.0 or Atom.
        name: What to call it in messages; if it is a web address, relative links start from it.
        encoding: The encoding that a server declared, or None.

    Raises:
        ReadError: `wrong_type` if it is no feed, `too_large` if it has too many entries.
    """
    started = sum(1 for _ in _ENTRY.finditer(data))
    if started > _MAX_STARTED:
        detail = f"it has {started} entries; feeds of up to {_MAX_STARTED} are read."
        raise ReadError(name, "too_large", detail)
    # Never the bytes themselves: what is no file object may be taken for a file's name.
    parsed = feedparser.parse(
        BytesIO(data),
        response_headers=_headers(data, name, encoding),
        resolve_relative_uris=False,
        sanitize_html=False,  # markup is never kept, only its text
    )
    if not parsed.version and not parsed.entries:
        raise ReadError(name, "wrong_type", _NO_FEED)
    notes = []
    if parsed.bozo and not isinstance(parsed.bozo_exception, ThingsNobodyCaresAboutButMe):
        notes.append("The feed's XML is faulty; what could be made out was read.")
    if (left := len(parsed.entries) - MAX_ENTRIES) > 0:
        notes.append(
            f"Of the feed the first {MAX_ENTRIES} entries were read, not the other {left}."
        )
    entries = parsed.entries[:MAX_ENTRIES]
    return Reading(
        text="",
        note=" ".join(notes) or None,
        origin=Origin(title=_label(parsed.feed.get("title_detail"), name)),
        parts=tuple(_part(entry, parsed.feed, name) for entry in entries),
    )


_NO_FEED = "it is no RSS or Atom feed, and other XML is not read; save its text as a .txt file."


def _headers(data: bytes, name: str, encoding: str | None) -> dict[str, str]:
    """What a server would have said: a declared encoding is believed only where UTF-8 fails."""
    try:
        data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        pass  # the declared one, or the one that the feed names
    headers = {}
    if encoding is not None:
        headers["content-type"] = f"application/xml; charset={encoding}"
    if _is_address(name):
        headers["content-location"] = name
    return headers


def _part(entry: Any, feed: Any, name: str) -> Reading:
    heading = as_line([_rendered(entry.get("title_detail"), name)])
    text, note = _text(heading, entry, name)
    said = {"title": (as_label(heading), "entry's title")}
    said["source"] = _source(entry, feed, name)
    said["published"] = _published(entry)
    said["language"] = _language(entry, feed), "xml:lang or language of the feed"
    said["url"] = _url(entry), "entry's link"
    return Reading(
        text=text,
        note=note,
        origin=Origin(**{field: value for field, (value, _) in said.items()}),
        places={field: place for field, (value, place) in said.items() if value is not None},
        key=_key(entry.get("id")),
        changed=_key(_stated(entry, "updated")),
    )


def _key(value: object) -> str | None:
    """What identifies an entry or its state: one line, of at most two thousand characters."""
    return " ".join(value.split())[:2_000] or None if isinstance(value, str) else None


def _text(heading: str, entry: Any, name: str) -> tuple[str, str | None]:
    """The text of an entry, and what of it was left out."""
    passages = Passages(name)
    passages.paragraph(heading)
    given = [*entry.get("content", ()), entry.get("summary_detail")]
    note = None
    for detail in given:
        try:
            text = _rendered(detail, name)
        except ReadError as error:
            note = f"A text of the entry was left out: {error.detail}"
            continue
        if text:
            first, _, rest = text.partition("\n\n")
            passages.paragraph(rest if first == heading else text)
            break
    return passages.text() if passages.blocks() else "", note


def _rendered(detail: Any, name: str) -> str:
    """The text of a piece of a feed, which may be a page's markup."""
    value = detail.get("value") if isinstance(detail, Mapping) else None
    if not isinstance(value, str) or not value.strip():
        return ""
    if detail.get("type", _PLAIN) == _PLAIN:
        passages = Passages(name)
        for paragraph in re.split(r"\n\s*\n", value):
            passages.paragraph("\n".join(" ".join(line.split()) for line in paragraph.split("\n")))
        return passages.text() if passages.blocks() else ""
    return page_text(value, name)[0]


def _label(detail: Any, name: str) -> str | None:
    return as_label(_rendered(detail, name)[:1_000])


def _source(entry: Any, feed: Any, name: str) -> tuple[str | None, str]:
    """Who published an entry: of a collection its own source, else the feed."""
    own = entry.get("source")
    title = own.get("title") if isinstance(own, Mapping) else None
    if isinstance(title, str) and (label := as_label(title)):
        return label, "entry's source"
    return _label(feed.get("title_detail"), name), "feed's title"


def _published(entry: Any) -> tuple[str | None, str]:
    for field, place in _DATES:
        if day := _day(_stated(entry, field), _stated(entry, f"{field}_parsed")):
            return day, f"entry's {place}"
    return None, ""


def _stated(entry: Any, field: str) -> Any:
    """A field that the entry has itself; the library would take one date for another."""
    return dict.get(entry, field)


def _day(stated: object, parsed: Any) -> str | None:
    """The day as it is written, on the writer's own clock; None if there is none."""
    if not isinstance(stated, str):
        return None
    try:
        if found := _ISO_DAY.match(stated.strip()):
            return check_published(found[0])
        return parsedate_to_datetime(stated).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        if found or not parsed:
            return None
    # The library knows many other ways, and makes days up: it must stand there as a number.
    year, month, day = parsed[:3]
    numbers = {int(number) for number in _NUMBERS.findall(stated)}
    return f"{year:04}-{month:02}-{day:02}" if {year, day} <= numbers else None


def _language(entry: Any, feed: Any) -> str | None:
    details = [*entry.get("content", ()), entry.get("summary_detail"), entry.get("title_detail")]
    stated: Iterable[object] = [
        *(detail.get("language") for detail in details if isinstance(detail, Mapping)),
        feed.get("language"),
    ]
    known = (as_language(value) for value in stated if isinstance(value, str))
    return next((language for language in known if language), None)


def _url(entry: Any) -> str | None:
    """The entry's page; else its id, which often is the whole address of a relative link."""
    stated = [entry.get("link"), entry.get("id")]
    return next((url for url in stated if isinstance(url, str) and _is_address(url)), None)


def _is_address(text: str) -> bool:
    """Whether it is an address of the web, without a name or password in it."""
    try:
        return "@" not in urlsplit(check_url(text)).netloc
    except ValueError:
        return False
