"""Intake: what became of each place that something was to be read from."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.stored import Outcome

IntakeOutcome = Outcome
"""What became of a place; the name by which the public API gives it."""


class IntakeKind(StrEnum):
    """What kind of place it is."""

    FILE = "file"
    MEMBER = "member"
    ADDRESS = "address"
    ENTRY = "entry"
    UPLOAD = "upload"
    PASTE = "paste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """The last attempt to read a place.

    Attributes:
        place: What the person calls it: an absolute path, a web address, "archive.zip/member.pdf",
            an entry of a feed, a file's name for an upload. One row for each kind and place.
        kind: What kind of place it is.
        outcome: stored, unchanged, redated, updated or refused.
        at: When, ISO 8601 in UTC.
        reason: Why it was refused, a word of `READ_REASONS`; else None.
        detail: The sentence for the person: why it was refused, or what of it was not read.
        document_id: Row id of the document that it gave, or None.
        n_bytes: Its size, or None.
        fingerprint: What stays the same as long as its content does (size and time of change of a
            file, ETag or Last-Modified of an address), or None.
        read_with: Digest of the program, the data files and what was given with it.
        final: Address that redirects led to, or None.
        id: Row id, None before it is stored; it stays when the place is read again.
    """

    place: str
    kind: IntakeKind
    outcome: Outcome
    at: str = ""
    reason: str | None = None
    detail: str | None = None
    document_id: int | None = None
    n_bytes: int | None = None
    fingerprint: str | None = None
    read_with: str | None = None
    final: str | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A subscribed feed.

    Attributes:
        url: Its address, one row each.
        title: Its name as the person or the feed gives it, or None.
        added_at, checked_at: ISO 8601 in UTC; None: not yet asked for.
        etag, last_modified: What to send along so that an unchanged feed is not sent again.
        problem: Why the last attempt failed, one sentence, or None.
        id: Row id, None before it is stored.
    """

    url: str
    title: str | None = None
    added_at: str = ""
    checked_at: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    problem: str | None = None
    id: int | None = None
