"""Pages: what was fetched becomes documents, and marks by which it is known again."""

import codecs
import hashlib
import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tracker.fetching.fetching import Fetched
from tracker.model.document import Document, FieldOrigin, How
from tracker.model.errors import NotFoundError, ReadError
from tracker.model.intake import Intake
from tracker.readers import FEED, READERS, read_documents
from tracker.readers.origins import Origin, check_url

if TYPE_CHECKING:
    from tracker.store import Store

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/csv": ".csv",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
# What servers say that do not know; then the address tells it, or the first bytes.
_UNKNOWN = {None, "application/octet-stream", "binary/octet-stream", "application/force-download"}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what a page is known again; kept as the fingerprint of its row in the intake.

    Attributes:
        etag, modified: What its server calls this state of it.
        digest: Of its bytes, where the server calls it nothing.
        feed: Digest of the address of the feed that lists it, or None.
        entry: Digest of what that feed says of it.
        kept: Why only the feed's own text was kept, a word of `READ_REASONS`, or None.
    """

    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    feed: str | None = None
    entry: str | None = None
    kept: str | None = None

    def __str__(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value})

    def of(self, fetched: Fetched) -> "Marks":
        """The marks of a page as it was fetched."""
        named = fetched.etag or fetched.last_modified
        digest = None if named else short_digest(fetched.data)
        return replace(self, etag=fetched.etag, modified=fetched.last_modified, digest=digest)


def read_marks(before: Intake | None) -> Marks:
    """The marks in a row of the intake; empty ones where it has none."""
    try:
        said = json.loads((before and before.fingerprint) or "{}")
    except ValueError:
        return Marks()
    names = {field.name for field in fields(Marks)}
    if not isinstance(said, dict):
        return Marks()
    return Marks(**{name: said[name] for name in names if isinstance(said.get(name), str)})


def short_digest(data: bytes | str) -> str:
    """Sixteen signs that tell one content from another."""
    raw = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()[:16]


def read_page(
    fetched: Fetched, origin: Origin | None = None, *, languages: Collection[str] | None = None
) -> tuple[Document, ...]:
    """The document in what was fetched, or all that it holds, as a feed holds its entries.

    Its address is the one that the page itself names, if that is of the same site; else the one
    that redirects led to.

    Args:
        fetched: With its data.
        origin: What a person says of it.
        languages: Codes of the languages that can be read; None: those that come with the package.

    Raises:
        ReadError: As `tracker.readers.read_documents` does, under the address asked for.
    """
    origin = origin or Origin()
    suffix = _suffix(fetched)
    stem = PurePosixPath(urlsplit(fetched.final).path).stem[:_LONGEST_NAME] or "page"
    known = replace(origin, encoding=origin.encoding or _encoding(fetched.charset))
    try:
        documents = read_documents(fetched.data, stem + suffix, known, languages=languages)
    except ReadError as error:
        raise ReadError(fetched.url, error.reason, error.detail) from error
    if READERS[suffix] == FEED:
        return documents
    return tuple(_located(document, fetched.final) for document in documents)


def _suffix(fetched: Fetched) -> str:
    """The suffix that a file of this kind would have.

    Raises:
        ReadError: `wrong_type`: no reader knows it.
    """
    kind = fetched.content_type
    named = PurePosixPath(urlsplit(fetched.final).path).suffix.lower()
    suffix = _SUFFIXES.get(kind or "")
    if kind in _UNKNOWN or (suffix == ".txt" and named in READERS):
        suffix = named if named in READERS else _guessed(fetched.data)
    if suffix is None or suffix not in READERS:
        detail = f"it is {kind or 'of an unknown kind'}, which is not read; save its text as .txt."
        raise ReadError(fetched.url, "wrong_type", detail)
    return suffix


def _guessed(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return ".pdf"
    return ".html" if b"<html" in data[:2_000].lower() else ".txt"


def _encoding(charset: str | None) -> str | None:
    """What a server calls the encoding, if there is one of that name; UTF-8 is tried anyhow."""
    try:
        "?".encode(charset or "")
        return None if codecs.lookup(charset or "").name == "utf-8" else charset
    except (LookupError, ValueError):
        return None


def _located(document: Document, final: str) -> Document:
    if document.url is not None:
        how = next((each.how for each in document.found if each.field == "url"), None)
        if how is How.GIVEN or _is_its_own(document.url, final):
            return document
    try:
        check_url(final)
    except ValueError:  # longer or stranger than the database takes
        return document
    return with_field(document, "url", final, "the address it was read from")


def _is_its_own(stated: str, final: str) -> bool:
    """Whether a page may call itself so: it is on this site, and not just its front page."""
    theirs, ours = urlsplit(stated), urlsplit(final)
    same = _site(theirs.hostname) == _site(ours.hostname)
    return same and (theirs.path.strip("/") != "" or ours.path.strip("/") == "")


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def with_field(document: Document, field: str, value: str, where: str) -> Document:
    """The document with one field of its origin, said by what led to it."""
    others = tuple(each for each in document.found if each.field != field)
    stated = FieldOrigin(field=field, how=How.STATED, where=where)
    changed: dict[str, Any] = {field: value, "found": (*others, stated)}
    return replace(document, **changed)


def replacing(
    documents: tuple[Document, ...], before: Intake | None, store: "Store"
) -> tuple[Document, ...]:
    """The one document of an address, remarked if that held another text when it was last read.

    Both stay in the database: which of the two is right is for a person to say.
    """
    if len(documents) != 1 or before is None or before.document_id is None:
        return documents
    (document,) = documents
    with suppress(NotFoundError):  # it was withdrawn since
        held = store.document(before.document_id)
        if held.sha256 != document.sha256:
            remark = (
                f"This replaces the reading of {held.retrieved_at[:10]} of the same address "
                f"(document {held.id}), whose text was another and which is still there."
            )
            note = f"{remark} {document.note}" if document.note else remark
            return (replace(document, note=note),)
    return documents
