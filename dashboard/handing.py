"""Handing back: what a file said of its document, kept by the browser while a person looks at it.

The browser holds the text and sends it back with every question, so what else a reader found goes
with it: the note, the pages, the releases, and where each field was found. What comes back is
believed only as far as it could have been sent.
"""

from collections.abc import Mapping
from typing import Any

from dashboard.address import safe_url
from tracker import Document, FieldOrigin, How, Period, Section

FIELDS = ("published", "language", "source", "title", "url")
PASTED = "pasted.txt"
LONGEST = 1000
LONGEST_NOTE = 4000
LONGEST_PLACE = 200
MOST_PAGES = 20_000
MOST_SECTIONS = 5_000
_SUPPORTED = ("de", "en")


def pack_handed(document: Document) -> dict[str, Any]:
    """What goes to the browser beside the text."""
    return {
        **{name: getattr(document, name) for name in FIELDS},
        "note": (document.note or "")[:LONGEST_NOTE] or None,
        "found": [
            [each.field, each.how.value, (each.where or "")[:LONGEST_PLACE]]
            for each in document.found
        ],
        "pages": list(document.pages[:MOST_PAGES]),
        "sections": [
            [each.start, each.end, each.published, each.source, each.url]
            for each in document.sections[:MOST_SECTIONS]
        ],
    }


def unpack_handed(raw: object, text: str) -> Document | None:
    """The document that the browser sent back; None where it sent none, or something else."""
    if not isinstance(raw, Mapping):
        return None
    try:
        return Document(
            text=text,
            title=_text(raw.get("title")),
            source=_text(raw.get("source")),
            published=_day(raw.get("published")),
            language=_language(raw.get("language")),
            url=_url(raw.get("url")),
            note=_text(raw.get("note"), LONGEST_NOTE),
            found=tuple(_origin(each) for each in _list(raw.get("found"), len(FIELDS))),
            pages=_pages(raw.get("pages"), len(text)),
            sections=_sections(raw.get("sections"), len(text)),
        )
    except (TypeError, ValueError):
        return None


def _list(raw: object, most: int) -> list[Any]:
    if raw is None:
        return []
    if not isinstance(raw, list) or len(raw) > most:
        raise ValueError("no such list")
    return raw


def _text(raw: object, most: int = LONGEST) -> str | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or len(raw) > most:
        raise ValueError("no such text")
    if any(sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF for sign in raw):
        raise ValueError("a sign that cannot be kept")
    return raw


def _day(raw: object) -> str | None:
    text = _text(raw, 10)
    if text is not None and "/" in text:
        raise ValueError("no day")
    return None if text is None else str(Period.parse(text))


def _language(raw: object) -> str | None:
    text = _text(raw, 10)
    return text if text in _SUPPORTED else None


def _url(raw: object) -> str | None:
    text = _text(raw)
    if text is not None and safe_url(text) is None:
        raise ValueError("no address")
    return text


def _origin(raw: object) -> FieldOrigin:
    field, how, where = _list(raw, 3)
    if field not in FIELDS:
        raise ValueError("no such field")
    return FieldOrigin(field=field, how=How(how), where=_text(where, LONGEST_PLACE))


def _place(raw: object, first: int, last: int) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or not first <= raw <= last:
        raise ValueError("no place in the text")
    return raw


def _pages(raw: object, length: int) -> tuple[int, ...]:
    found: list[int] = []
    for each in _list(raw, MOST_PAGES):
        found.append(_place(each, found[-1] if found else 0, length))
    return tuple(found)


def _sections(raw: object, length: int) -> tuple[Section, ...]:
    found: list[Section] = []
    for each in _list(raw, MOST_SECTIONS):
        start, end, published, source, url = _list(each, 5)
        start = _place(start, found[-1].end if found else 0, length)
        found.append(
            Section(
                start=start,
                end=_place(end, start + 1, length),
                published=_day(published),
                source=_text(source),
                url=_url(url),
            )
        )
    return tuple(found)
