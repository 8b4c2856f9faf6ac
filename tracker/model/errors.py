"""Every error that the tracker raises on purpose; each message tells the person what to do."""

import re
from collections.abc import Sequence
from pathlib import Path


class TrackerError(Exception):
    """Base of all errors raised on purpose; `str()` is one sentence for the person."""


class LexiconError(TrackerError):
    """A data file (language pack, units, gazetteer …) is faulty."""

    def __init__(self, path: Path | str, key: str, reason: str) -> None:
        super().__init__(f"{path}: {key}: {reason}")
        self.path, self.key, self.reason = path, key, reason


READ_REASONS = frozenset(
    (
        *("missing", "bad_encoding", "no_text", "too_large", "too_slow", "unreadable", "encrypted"),
        *("wrong_type", "not_allowed", "duplicate", "busy", "disk_full", "read_only"),
    )
)


class ReadError(TrackerError):
    """A file could not be read as a document.

    Attributes:
        path: The file, as the user named it.
        reason: A word of the closed list `READ_REASONS`: missing, bad_encoding, no_text, too_large,
            too_slow, unreadable, encrypted, wrong_type, not_allowed, duplicate, busy, disk_full,
            read_only.
        detail: One plain sentence: what happened and what to do.
    """

    def __init__(self, path: Path | str, reason: str, detail: str) -> None:
        super().__init__(f"{path}: {reason}: {detail}")
        self.path, self.reason, self.detail = path, reason, detail


class UnsupportedFormatError(ReadError):
    """No reader knows the file's format."""


_USER_PART = re.compile(r"^((?:[^:/?#\\]*:)?[/\\]*)[^/?#\\]*@")


class FetchError(ReadError):
    """A web address was refused, or could not be fetched.

    Attributes:
        path: The address as it was asked for, without a name and password that stand in it.
        reason: As of `ReadError`; of its words: not_allowed (an address that must not be fetched, a
            site that does not want it), missing (no such page or host), busy (the site asks to come
            again later), too_large, too_slow, unreadable (an answer that is none).
        detail: One plain sentence: what happened and what to do.
        status: The status code of the server's answer, or None where there was none.
        wait: How many seconds the server asks to wait, or None.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        detail: str,
        *,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(_USER_PART.sub(r"\1", url, count=1), reason, detail)
        self.status, self.wait = status, wait

    @property
    def url(self) -> str:
        """The address, as `path`."""
        return str(self.path)


class StoreError(TrackerError):
    """The database is missing, damaged, locked, full or read-only."""


class SchemaError(StoreError):
    """The database was not created yet, or is of another version; the message names the verb."""


class NotFoundError(StoreError):
    """A record was asked for that the database does not hold."""

    def __init__(self, kind: str, identifier: object) -> None:
        super().__init__(f"There is no {kind} {identifier!r} in this database.")
        self.kind, self.identifier = kind, identifier


class ConflictError(StoreError):
    """A figure was changed by somebody else since it was looked at; nothing was written.

    Attributes:
        fact_id: Row id of the figure.
        changes: What was changed since, one line each: who, when, what.
    """

    def __init__(self, fact_id: int, changes: Sequence[str]) -> None:
        super().__init__(
            f"Figure {fact_id} was changed since you looked at it: {'; '.join(changes)}. "
            "Nothing was written; look at it again and decide anew."
        )
        self.fact_id, self.changes = fact_id, tuple(changes)


class QueryError(StoreError):
    """A statement in SQL that a person wrote was not answered.

    Attributes:
        reason: A word of the closed list: empty, length, syntax, several, places, refused, time,
            size, busy.
        detail: One plain sentence: what is wrong and what to do.
        position: Line and column of what is wrong in the statement, both from 1; None: unknown.
        what: What was refused, or what the database itself said; empty: nothing more to say.
    """

    def __init__(
        self,
        reason: str,
        detail: str,
        position: tuple[int, int] | None = None,
        *,
        what: str = "",
    ) -> None:
        where = f" (line {position[0]}, column {position[1]})" if position else ""
        super().__init__(detail.removesuffix(".") + where + "." if where else detail)
        self.reason, self.detail, self.position, self.what = reason, detail, position, what


class InvalidFactError(TrackerError, ValueError):
    """A field of a fact is not acceptable; form and command line show it by field."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason
