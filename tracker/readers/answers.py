"""Answers: what comes back from a limited process is believed only as far as it has a form."""

import logging
from dataclasses import replace
from typing import Any

from tracker.model.errors import READ_REASONS, ReadError
from tracker.readers.child import (
    CPU_SECONDS,
    FIELDS,
    MEMORY_BYTES,
    RESULT_BYTES,
    WALL_SECONDS,
)
from tracker.readers.origins import Origin, check_published, check_url
from tracker.readers.reading import Reading

_LONGEST_FIELD = 2000
_LONGEST_TITLE = 500
_LONGEST_NOTE = 10_000
_LONGEST_PLACE = 100
_LOG = logging.getLogger(__name__)


class FaultError(Exception):
    """Why a process gave no reading; `str()` is for the log, `detail` for the person."""

    def __init__(self, reason: str, what: str, detail: str = "") -> None:
        super().__init__(what)
        self.reason = reason
        self.detail = detail or _DETAILS[reason]


_DETAILS = {
    "too_slow": f"reading it takes too long (over {CPU_SECONDS} seconds of work or "
    f"{WALL_SECONDS:.0f} in all), so it was given up; save its text as a .txt file.",
    "too_large": f"reading it takes more than {MEMORY_BYTES / 1e9:.0f} GB of memory, so it was "
    "given up; save its text as a .txt file.",
    "unreadable": "the file is damaged, or made in a way that is not understood; open it in its "
    "own program and save its text as a .txt file.",
    "busy": "all readers are busy with other documents; try again in a minute.",
}
_TOO_MUCH_TEXT = f"it holds more than {RESULT_BYTES / 1e6:.0f} MB of text; split it into its parts."


def take_answer(head: dict[str, Any], body: bytes, name: str) -> Reading:
    """The answer of a process, believed only as far as its values have the form of a reading.

    Raises:
        ReadError: The reader refused the document.
        FaultError: It failed, or the answer has another form.
    """
    if "reason" in head:
        reason = _one_line(head["reason"], _LONGEST_FIELD)
        detail = _one_line(head.get("detail"), _LONGEST_FIELD)
        if reason not in READ_REASONS or detail is None:
            raise FaultError("unreadable", "the answer's reason is none")
        raise ReadError(name, reason, detail)
    if "fault" in head:
        if head.get("result") is True:
            raise FaultError("too_large", "too long a result", _TOO_MUCH_TEXT)
        reason = "too_large" if head.get("memory") is True else "unreadable"
        raise FaultError(reason, str(head["fault"])[:300])
    heads = head.get("readings")
    if not isinstance(heads, list) or not heads:
        raise FaultError("unreadable", "the answer holds no reading")
    readings, at = list[Reading](), 0
    for each in heads:
        size = each.get("size") if isinstance(each, dict) else None
        if type(size) is not int or not 0 <= size <= len(body) - at:
            raise FaultError("unreadable", "the answer's sizes do not fit")
        readings.append(_reading(each, body[at : at + size]))
        at += size
    if at != len(body):
        raise FaultError("unreadable", "the answer's sizes do not fit")
    return replace(readings[0], parts=tuple(readings[1:]))


def _reading(head: dict[str, Any], body: bytes) -> Reading:
    origin, places = head.get("origin"), head.get("places")
    if not isinstance(origin, dict) or set(origin) != set(FIELDS):
        raise FaultError("unreadable", "the answer's origin is none")
    if not isinstance(places, dict) or not set(places) <= set(FIELDS):
        raise FaultError("unreadable", "the answer's places are none")
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise FaultError("unreadable", "the answer's text is none") from error
    known = _origin(origin)
    said = {field: _one_line(place, _LONGEST_PLACE) for field, place in places.items()}
    return Reading(
        text=text,
        note=_one_line(head.get("note"), _LONGEST_NOTE),
        origin=known,
        pages=_pages(head.get("pages"), len(text)),
        places={f: place for f, place in said.items() if place and getattr(known, f) is not None},
        key=_one_line(head.get("key"), _LONGEST_FIELD),
        changed=_one_line(head.get("changed"), _LONGEST_PLACE),
    )


def _one_line(value: object, most: int) -> str | None:
    """A text without line breaks and signs that are none, cut; None for None and for nothing.

    Raises:
        FaultError: It is no text.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise FaultError("unreadable", "a text of the answer is none")
    shown = "".join(char if char.isprintable() else " " for char in value[: 2 * most])
    line = " ".join(shown.split())
    return (line if len(line) <= most else line[: most - 1] + "…") or None


def _origin(raw: dict[str, Any]) -> Origin:
    """What a document says of itself; its author may have written anything there."""
    said = {field: _one_line(raw[field], _LONGEST_FIELD) for field in FIELDS}
    said["title"] = _one_line(raw["title"], _LONGEST_TITLE)
    for field, check in (("published", check_published), ("url", check_url)):
        value = said[field]
        try:
            if value is not None and len(value) == _LONGEST_FIELD:  # cut, so another address
                raise ValueError(f"{value[:80]!r} … is too long")
            if value is not None:
                check(value)
        except ValueError as error:
            _LOG.warning("reader gave a wrong field=%s error=%s", field, error)
            said[field] = None
    return Origin(**said)


def _pages(pages: object, size: int) -> tuple[int, ...]:
    if not isinstance(pages, list) or not all(type(page) is int for page in pages):
        raise FaultError("unreadable", "the answer's pages are none")
    if pages != sorted(pages) or (pages and not 0 <= pages[0] <= pages[-1] <= size):
        raise FaultError("unreadable", "the answer's pages do not lie in its text")
    return tuple(pages)
