"""Fetching: fetch() takes one document from a public web address, within limits."""

import email.message
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from importlib.metadata import version
from urllib.parse import urljoin

from tracker.fetching.addresses import Address, parse_address
from tracker.fetching.connecting import Answer, ask
from tracker.fetching.reach import Limits, Reach
from tracker.model.errors import FetchError

PRODUCT = "corridor-tracker"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/pdf, text/plain;q=0.9, */*;q=0.5"
)
_LONGEST_MARK = 500
_LOG = logging.getLogger(__name__)
_CONTACT = re.compile(r"[^ -'*-~]")  # what is no printable ASCII, and parentheses
_LONGEST_WAIT = 30 * 24 * 3600.0


class Status(StrEnum):
    """Whether a document came, or is still as it was."""

    FRESH = "fresh"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was fetched.

    Attributes:
        url: The address as it was asked for. final: The one that redirects led to.
        status: fresh, or unchanged since `etag` or `last_modified` were given; then without data.
        data: The document, unpacked.
        content_type: Its kind as the server names it ("text/html"), or None.
        charset: The encoding that the server names, or None.
        etag, last_modified: What to give next time, so that an unchanged document is not sent.
        retrieved: When, ISO 8601 in UTC.
    """

    url: str
    final: str
    status: Status
    retrieved: str
    data: bytes = b""
    content_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


def fetch(
    url: str,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    contact: str | None = None,
    limits: Limits | None = None,
    reach: Reach | None = None,
    admit: Callable[[Address], None] | None = None,
) -> Fetched:
    """Fetch a document from a public web address.

    Only http and https, the ports 80 and 443, no name or password. Every IP address of the host is
    judged before one of just these is asked, and anew after each redirect; a redirect from https
    to http is not followed. Proxies and passwords that the environment or a file names are not
    used, cookies are not kept.

    Args:
        url: Where it is.
        etag, last_modified: Of the last `Fetched`, to be told whether it is unchanged.
        contact: An address or page by which a site can reach who fetches; sent along.
        limits: Of time and size; time spent in `admit` does not count.
        reach: Which machines may be asked.
        admit: Called before each question, with what is to be asked; raises to prevent it.

    Raises:
        FetchError: It must not be fetched, or could not be.
    """
    limits, reach = limits or Limits(), reach or Reach()
    headers = _headers(etag, last_modified, contact)
    address = parse_address(url, ports=reach.ports)
    left = limits.seconds
    for hop in range(limits.redirects + 1):
        try:
            if admit is not None:
                admit(address)
            started = time.monotonic()
            answer = ask(address, headers, limits, reach, started + left)
            left -= time.monotonic() - started
            _LOG.info(
                "fetched host=%s status=%d bytes=%d", address.host, answer.status, len(answer.body)
            )
            if answer.status not in _REDIRECTS:
                return _fetched(url, address, answer, asked=len(headers) > len(_headers()))
            address = _next(address, answer, reach)
        except FetchError as error:
            _LOG.info("not fetched host=%s reason=%s", address.host, error.reason)
            raise _about(url, address, error, hop) from error
    detail = f"it leads from address to address, more than {limits.redirects} times."
    raise FetchError(url, "unreadable", detail)


def identification(contact: str | None = None) -> str:
    """What we call ourselves to a server: name, version and how to reach who runs it."""
    name = f"{PRODUCT}/{version('corridor-tracker')}"
    known = _CONTACT.sub("", contact or "")[:200].strip()
    return f"{name} (+{known})" if known else name


def utc_now() -> str:
    """This moment, ISO 8601 in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _headers(
    etag: str | None = None, last_modified: str | None = None, contact: str | None = None
) -> dict[str, str]:
    headers = {
        "User-Agent": identification(contact),
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if mark := _mark(etag):
        headers["If-None-Match"] = mark
    if mark := _mark(last_modified):
        headers["If-Modified-Since"] = mark
    return headers


def _mark(value: str | None) -> str | None:
    """A header's value that may be kept and sent back: short, in printable ASCII; else None."""
    known = (value or "").strip()
    fits = known.isascii() and known.isprintable() and 0 < len(known) <= _LONGEST_MARK
    return known if fits else None


def _next(address: Address, answer: Answer, reach: Reach) -> Address:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise FetchError(str(address), "unreadable", "it leads elsewhere without saying where.")
    with suppress(UnicodeError):  # headers come as Latin-1; letters beyond ASCII are meant as UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        target = urljoin(str(address), location)
    except ValueError as error:
        detail = "it leads to something that is no web address."
        raise FetchError(str(address), "not_allowed", detail) from error
    following = parse_address(target, ports=reach.ports)
    if address.scheme == "https" and following.scheme == "http":
        detail = "it leads from an encrypted address to one that is not, so it was not followed."
        raise FetchError(str(address), "not_allowed", detail)
    return following


def _fetched(url: str, address: Address, answer: Answer, *, asked: bool) -> Fetched:
    known = Fetched(
        url=url,
        final=str(address),
        status=Status.UNCHANGED,
        retrieved=utc_now(),
        etag=_mark(answer.headers.get("etag")),
        last_modified=_mark(answer.headers.get("last-modified")),
    )
    if answer.status == 304 and asked:
        return known
    if answer.status != 200:
        raise _refusal(address, answer)
    message = email.message.Message()
    message["content-type"] = answer.headers.get("content-type", "")[:_LONGEST_MARK]
    kind = message.get_content_type() if "/" in message["content-type"] else None
    charset = message.get_content_charset()
    return replace(
        known, status=Status.FRESH, data=answer.body, content_type=kind, charset=_mark(charset)
    )


def _refusal(address: Address, answer: Answer) -> FetchError:
    status = answer.status
    wait = _wait(answer.headers.get("retry-after", "")) if status in {429, 503} else None
    match status:
        case 401 | 402 | 403 | 407 | 451:
            reason, detail = "not_allowed", "its site does not give it to everybody"
        case 404 | 410:
            reason, detail = "missing", "there is no such page; check the address"
        case 408 | 425 | 429 | 500 | 502 | 503 | 504:
            when = f"in {_spoken(wait)}" if wait else "later"
            reason, detail = "busy", f"its site asks for patience; try again {when}"
        case _:
            reason, detail = "unreadable", "its site answers without a page"
    return FetchError(
        str(address), reason, f"{detail} (the answer was {status}).", status=status, wait=wait
    )


def _wait(value: str) -> float | None:
    """The seconds that Retry-After asks for, as a number or a date; at most a month."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((aware - datetime.now(UTC)).total_seconds(), 0.0), _LONGEST_WAIT)


def _spoken(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} hours"


def _about(url: str, address: Address, error: FetchError, hop: int) -> FetchError:
    """The error under the address that was asked for, which is the one that the person knows."""
    own = hop == 0 and error.url == str(address)
    detail = error.detail if own else f"it leads to {error.url[:200]}: {error.detail}"
    return FetchError(url, error.reason, detail, status=error.status, wait=error.wait)
