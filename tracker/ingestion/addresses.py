"""Addresses: a page of the web is fetched and becomes a thing to read."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tracker.fetching.fetching import Fetched, Status
from tracker.fetching.visiting import Visitor
from tracker.ingestion.noting import Incoming
from tracker.ingestion.pages import Marks, read_marks, read_page, replacing, short_digest
from tracker.model.document import Document
from tracker.model.errors import FetchError
from tracker.model.intake import IntakeKind
from tracker.readers.origins import Origin

if TYPE_CHECKING:
    from tracker.store import Store


def find_at_address(
    url: str,
    store: "Store",
    visitor: Visitor,
    origin: Origin | None = None,
    *,
    languages: Collection[str] | None = None,
) -> Incoming:
    """What there is to read at a web address; it is fetched at once, unless it is unchanged.

    An address that was read before is asked only for what is new. A page that has changed becomes
    a further document of the same address, whose note says so.

    Args:
        url: http or https.
        store: Knows what the address held before.
        visitor: Fetches.
        origin: What the person knows of it.
        languages: Codes of the languages that can be read; None: those that come with the package.
    """
    before = store.intake.find(IntakeKind.ADDRESS, url)
    marks = read_marks(before) if before is not None and before.document_id else Marks()
    given = short_digest(repr(origin)) if origin != Origin() else ""

    def read(fetched: Fetched) -> Sequence[Document]:
        return replacing(read_page(fetched, origin, languages=languages), before, store)

    incoming = partial(Incoming, place=without_password(url), kind=IntakeKind.ADDRESS, given=given)
    try:
        fetched = visitor.fetch(url, etag=marks.etag, last_modified=marks.modified)
    except FetchError as error:
        return incoming(load=partial(_refuse, error))
    if fetched.status is Status.UNCHANGED:
        return incoming(load=lambda: read(visitor.fetch(url)), fingerprint=str(marks))
    return incoming(
        load=lambda: read(fetched),
        fingerprint=str(Marks().of(fetched)),
        n_bytes=len(fetched.data),
        final=fetched.final if fetched.final != url else None,
    )


def without_password(url: str) -> str:
    """The address as it may be shown and kept."""
    return FetchError(url, "not_allowed", "").url


def _refuse(error: FetchError) -> Sequence[Document]:
    raise error
