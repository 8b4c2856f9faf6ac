"""Feeds: subscribed feeds are asked for what is new, and each new entry's page is read once.

ask for the feed   → unchanged: nothing; out of reach: the feed's problem, and on to the next
each entry         → known and listed as before: nothing
                   → new, or listed with a change: its page, asked for only if it has changed
its page           → read; out of reach or unreadable: the entry's own text, with a note
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.fetching.fetching import Fetched, Status, utc_now
from tracker.fetching.visiting import Visitor
from tracker.ingestion.incoming import Ingested, ingest_incoming
from tracker.ingestion.noting import Incoming
from tracker.ingestion.pages import (
    Marks,
    read_marks,
    read_page,
    replacing,
    short_digest,
    with_field,
)
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.document import Document, How
from tracker.model.errors import FetchError, NotFoundError, ReadError
from tracker.model.intake import Feed, Intake, IntakeKind
from tracker.model.stored import Outcome
from tracker.readers import FEED
from tracker.readers.documents import Known, make_document
from tracker.readers.isolation import run_isolated
from tracker.readers.reading import Reading

if TYPE_CHECKING:
    from tracker.store import Store

# What may be otherwise the next time, so that the page is asked for again.
_PASSING = frozenset({"busy", "too_slow"})
_FILLED = ("title", "source", "published", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was heard of a feed: how asking for it ended, or what became of one entry.

    Attributes:
        feed: Its address.
        entry: What became of an entry; None: this tells of the feed itself.
        error: Why the feed could not be read, else None.
        is_unchanged: Whether the feed was as it was the last time, so that no entry was looked at.
        note: What of the feed was not read, or None.
        n_left: How many entries were left for the next run because of a limit.
    """

    feed: str
    entry: Ingested | None = None
    error: ReadError | None = None
    is_unchanged: bool = False
    note: str | None = None
    n_left: int = 0


def subscribe(url: str, store: "Store", visitor: Visitor, title: str | None = None) -> Feed:
    """Subscribe to a feed, after a look at whether it is one.

    Args:
        url: Its address.
        store: Where to keep the subscription.
        visitor: Fetches it.
        title: What to call it; None: as it calls itself.

    Raises:
        FetchError: It must not be fetched, or could not be.
        ReadError: It is no feed.
        StoreError: It is subscribed to already.
    """
    reading = _read_feed(visitor.fetch(url))
    return store.feeds.add(Feed(url=url, title=title or reading.origin.title))


def run_feeds(
    store: "Store",
    visitor: Visitor,
    *,
    urls: Sequence[str] | None = None,
    refresh: bool = False,
    limit: int | None = None,
    lexicon: Lexicon | None = None,
    is_over: Callable[[], bool] = lambda: False,
    on_read: Callable[[str], None] = lambda place: None,
) -> Iterator[Heard]:
    """Ask the subscribed feeds for what is new, and read it.

    Args:
        store: Where the feeds are, and where documents are kept.
        visitor: Fetches.
        urls: Which feeds; None: all.
        refresh: Whether to ask for every listed page anew, also where the feed lists it as before.
        limit: How many entries of a feed are read at most; the rest waits for the next run.
        lexicon: As for `tracker.ingestion.ingest`.
        is_over: Asked before each fetch; once it is so, no more are begun.
        on_read: Told the place of each entry as its turn comes, before it is stored.

    Yields:
        For each feed how asking for it ended, then one for each of its entries, as soon as what
        became of it is on the disk.

    Raises:
        NotFoundError: An address is not subscribed to.
        StoreError: The database cannot be written; all that was yielded is stored.
    """
    lexicon = lexicon or load_lexicon()
    for feed in _chosen(store, urls):
        if is_over():
            return
        run = _Run(store, visitor, feed, lexicon, refresh=refresh, limit=limit)
        yield from run.heard(is_over, on_read)


def count_documents(store: "Store") -> dict[str, int]:
    """How many documents each subscribed feed has brought, by its address."""
    feeds = {short_digest(feed.url): feed.url for feed in store.feeds.list()}
    counts = dict.fromkeys(feeds.values(), 0)
    last: int | None = None
    while page := store.intake.list(limit=1_000, after=last):
        for row in page:
            url = feeds.get(read_marks(row).feed or "")
            if row.kind is IntakeKind.ENTRY and row.document_id is not None and url is not None:
                counts[url] += 1
        last = page[-1].id
    return counts


def _chosen(store: "Store", urls: Sequence[str] | None) -> list[Feed]:
    if not urls:
        return store.feeds.list()
    found = []
    for url in dict.fromkeys(urls):
        feed = store.feeds.find(url)
        if feed is None:
            raise NotFoundError("feed", url)
        found.append(feed)
    return found


def _read_feed(fetched: Fetched) -> Reading:
    try:
        return run_isolated(FEED, fetched.data, fetched.final, fetched.charset)
    except ReadError as error:
        raise ReadError(fetched.url, error.reason, error.detail) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry as the feed lists it now, with what is known of it."""

    part: Reading
    place: str
    marks: Marks
    before: Intake | None

    def is_known(self, refresh: bool) -> bool:
        """Whether there is nothing to ask for."""
        held = read_marks(self.before)
        if self.before is None or refresh:
            return False
        if self.before.reason in _PASSING or held.kept in _PASSING:
            return False
        # listed by several feeds, it follows the one that brought it
        return held.feed != self.marks.feed or held.entry == self.marks.entry


class _Run:
    """One feed, asked once."""

    def __init__(
        self,
        store: "Store",
        visitor: Visitor,
        feed: Feed,
        lexicon: Lexicon,
        *,
        refresh: bool,
        limit: int | None,
    ) -> None:
        self._store, self._visitor, self._feed, self._lexicon = store, visitor, feed, lexicon
        self._refresh, self._limit = refresh, limit
        self._languages: Collection[str] = lexicon.languages
        self._is_whole = True  # nothing is left that the next run should look at
        self._standing: list[tuple[_Entry, Intake, str | None]] = []

    def heard(self, is_over: Callable[[], bool], on_read: Callable[[str], None]) -> Iterator[Heard]:
        """As `run_feeds`, for this feed."""
        feed = self._feed
        marks = {} if self._refresh else {"etag": feed.etag, "last_modified": feed.last_modified}
        try:
            fetched = self._visitor.fetch(feed.url, **marks)
            if fetched.status is Status.UNCHANGED:
                self._update(checked_at=fetched.retrieved, problem=None)
                yield Heard(feed=feed.url, is_unchanged=True)
                return
            reading = _read_feed(fetched)
        except ReadError as error:
            self._update(checked_at=utc_now(), problem=f"{error.reason}: {error.detail}")
            yield Heard(feed=feed.url, error=error)
            return
        entries = self._entries(reading)
        known = [entry for entry in entries if entry.is_known(self._refresh)]
        others = [entry for entry in entries if not entry.is_known(self._refresh)]
        chosen = others if self._limit is None else others[: self._limit]
        n_left = len(others) - len(chosen)
        yield Heard(feed=feed.url, note=reading.note, n_left=n_left)
        for entry in known:
            yield Heard(feed=feed.url, entry=_as_before(entry))
        yield from self._read(chosen, is_over, on_read)
        if n_left or is_over():
            self._is_whole = False
        self._update(
            title=feed.title or reading.origin.title,
            checked_at=fetched.retrieved,
            etag=fetched.etag if self._is_whole else None,
            last_modified=fetched.last_modified if self._is_whole else None,
            problem=None,
        )

    def _update(self, **values: Any) -> None:
        self._feed = self._store.feeds.update(replace(self._feed, **values))

    def _entries(self, reading: Reading) -> list[_Entry]:
        """The entries of the feed, each once, in its order."""
        feed = short_digest(self._feed.url)
        parts: dict[str, Reading] = {}
        for part in reading.parts:
            parts.setdefault(_place(part, self._feed.url), part)
        before = self._store.intake.find_many(IntakeKind.ENTRY, list(parts))
        return [
            _Entry(
                part=part,
                place=place,
                marks=Marks(feed=feed, entry=_stamp(part)),
                before=before.get(place),
            )
            for place, part in parts.items()
        ]

    def _read(
        self,
        entries: Sequence[_Entry],
        is_over: Callable[[], bool],
        on_read: Callable[[str], None],
    ) -> Iterator[Heard]:
        found = (self._incoming(entry) for entry in entries)
        items = (item for item in found if item is not None)
        for done in ingest_incoming(
            items, self._store, lexicon=self._lexicon, is_over=is_over, on_read=on_read
        ):
            if getattr(done.error, "reason", None) in _PASSING:
                self._is_whole = False
            yield Heard(feed=self._feed.url, entry=done)
        self._store.intake.note(row for _, row, _ in self._standing)
        for entry, _, note in self._standing:
            yield Heard(feed=self._feed.url, entry=_as_before(entry, note))

    def _incoming(self, entry: _Entry) -> Incoming | None:
        """The entry as a thing to read, its page fetched; None where its last reading stands."""
        url, before, marks = entry.part.origin.url, entry.before, entry.marks
        incoming = partial(Incoming, place=entry.place, kind=IntakeKind.ENTRY)
        if url is None:
            return incoming(load=partial(self._own_text, entry, None), fingerprint=str(marks))
        held = read_marks(before)
        # What was kept of the feed alone is no reading of the page.
        standing = before if before and before.document_id and not held.kept else None
        asked = {"etag": held.etag, "last_modified": held.modified} if standing else {}
        try:
            fetched = self._visitor.fetch(url, **asked)
        except FetchError as error:
            if error.reason in _PASSING:
                self._is_whole = False
            if standing is not None:
                note = f"It could not be asked for anew; its last reading stands. {error.detail}"
                self._standing.append((entry, replace(standing, detail=note), note))
                return None
            kept = replace(marks, kept=error.reason)
            return incoming(load=partial(self._own_text, entry, error), fingerprint=str(kept))
        if fetched.status is Status.UNCHANGED and standing is not None:
            listed = replace(held, feed=marks.feed, entry=marks.entry)
            self._standing.append((entry, replace(standing, fingerprint=str(listed)), None))
            return None
        return incoming(
            load=partial(self._page, entry, fetched),
            fingerprint=str(marks.of(fetched)),
            n_bytes=len(fetched.data),
            final=fetched.final if fetched.final != url else None,
        )

    def _page(self, entry: _Entry, fetched: Fetched) -> Sequence[Document]:
        try:
            documents = read_page(fetched, languages=self._languages)
        except ReadError as error:
            if error.reason == "busy":  # our own readers: the next run has more luck
                raise
            return self._own_text(entry, error)
        if len(documents) != 1:
            detail = "its link leads to another feed."
            return self._own_text(entry, ReadError(fetched.url, "wrong_type", detail))
        document = _filled(documents[0], entry.part)
        return replacing((document,), entry.before, self._store)

    def _own_text(self, entry: _Entry, error: ReadError | None) -> Sequence[Document]:
        """What the feed itself says of an entry; why its page was not read is remarked."""
        if not entry.part.text.strip():
            raise error or ReadError(entry.place, "no_text", "the feed's entry has no text.")
        document = make_document(entry.part, "entry", Known(languages=self._languages))
        if error is not None:
            remark = (
                "Its page was not read, so this is only what the feed says of it "
                f"({error.reason}: {error.detail})"
            )
            note = f"{remark} {document.note}" if document.note else remark
            document = replace(document, note=note)
        return replacing((document,), entry.before, self._store)


def _place(part: Reading, feed: str) -> str:
    """What the intake calls an entry: its page, else what the feed calls it, else its words."""
    if part.origin.url is not None:
        return part.origin.url
    return f"{feed}#{part.key or short_digest(f'{part.origin.title} {part.origin.published}')}"


def _stamp(part: Reading) -> str:
    origin = part.origin
    return short_digest(repr((part.changed, origin.title, origin.published, part.text)))


def _as_before(entry: _Entry, note: str | None = None) -> Ingested:
    """What became of an entry when it was last read, which holds still."""
    before, error = entry.before, None
    if before is not None and before.outcome is Outcome.REFUSED:
        error = ReadError(entry.place, before.reason or "unreadable", before.detail or "")
    return Ingested(
        place=entry.place,
        kind=IntakeKind.ENTRY,
        outcome=Outcome.UNCHANGED if error is None else Outcome.REFUSED,
        error=error,
        document_id=None if before is None else before.document_id,
        is_skipped=True,
        note=note,
    )


def _filled(document: Document, part: Reading) -> Document:
    """The document of a page with what its feed says where the page itself says nothing."""
    guessed = {each.field for each in document.found if each.how is How.GUESSED}
    for field in _FILLED:
        said = getattr(part.origin, field)
        if said is not None and (getattr(document, field) is None or field in guessed):
            document = with_field(document, field, said, f"the feed: {part.places.get(field, '')}")
    return document
