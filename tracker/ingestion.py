"""ingest() and reread(): read → extract → keep; the one place where the stages meet."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.extraction import extract
from tracker.extraction.pipeline import choose_language
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.document import Document, DocumentKind
from tracker.model.errors import InvalidFactError, ReadError, StoreError, TrackerError
from tracker.model.fact import Fact
from tracker.model.rereading import Rereading
from tracker.model.stored import Outcome, RunInfo, Stored, StoredDocument
from tracker.readers import read, read_upload
from tracker.readers.origins import FILE_NAME, Origin

if TYPE_CHECKING:
    from tracker.store import Store

BATCH = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of one file.

    Attributes:
        path: The file, as it was named or found.
        outcome: stored, unchanged, redated, updated or refused.
        n_facts: How many facts the document has.
        error: Why it was refused, else None.
    """

    path: Path
    outcome: Outcome
    n_facts: int = 0
    error: TrackerError | None = None


def ingest(
    paths: Iterable[str | Path],
    store: "Store",
    *,
    published: str | None = None,
    language: str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    encoding: str | None = None,
    lexicon: Lexicon | None = None,
) -> Iterator[Ingested]:
    """Read files and whole folders, find the facts, and keep both; a faulty file stops nothing.

    Fifty documents share a transaction; what is yielded is on the disk. A document that is
    stored already stays as it is, unless `published` gives it a new date, or the lexicon has new
    words that read it differently; what a person decided is never undone.

    Args:
        paths: Files and folders; folders are walked in the order of names, hidden ones (whose
            name begins with a dot) left out. Links that lead out of their folder are refused.
        store: Where to keep them.
        published: ISO 8601 day, month or year, for documents that say none in `documents.toml`
            and before what is said there; the same holds for the following.
        language: Code of a language pack; None: each document's is detected.
        source: Name of the publisher.
        title: Headline.
        url: Address (http or https).
        encoding: Name of the encoding of files that are not UTF-8.
        lexicon: Units and names to read with; the user's entities in `store` are laid over it.

    Yields:
        One `Ingested` per file, in order, as soon as its transaction has ended.

    Raises:
        StoreError: The database cannot be written; all that was yielded is stored.
    """
    origin = Origin(
        published=published,
        language=language,
        source=source,
        title=title,
        url=url,
        encoding=encoding,
    )
    lexicon = _learned(store, lexicon)
    waiting: deque[_Item] = deque()
    items = (_prepare(found, store, origin, lexicon) for found in find_files(paths))
    with closing(store.add_many(_to_store(items, waiting), run=_run(), batch=BATCH)) as kept:
        for stored in kept:
            yield from _refused(waiting)
            yield _ingested(waiting.popleft(), stored)
    yield from _refused(waiting)
    store.optimise()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What `ingest()` would keep of a document.

    Attributes:
        document: The document, its language said.
        facts: What was read in it, in order of place.
        known: The stored document that this one repeats, or None.
    """

    document: Document
    facts: tuple[Fact, ...]
    known: StoredDocument | None = None


def preview(
    data: bytes,
    name: str,
    store: "Store",
    *,
    published: str | None = None,
    language: str | None = None,
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    lexicon: Lexicon | None = None,
) -> Preview:
    """Read a document without keeping anything of it.

    Args:
        data: What is in the file; a pasted text as UTF-8.
        name: Its name; the suffix says which reader is meant.
        store: Whose own entities are known, and where the document may be already.
        published, language, source, title, url, lexicon: As for `ingest`.

    Raises:
        ReadError: As `tracker.read` does.
    """
    origin = Origin(published=published, language=language, source=source, title=title, url=url)
    lexicon = _with_own(store, lexicon or load_lexicon())
    document = read_upload(data, name, origin)
    known = store.find_document(document)
    if known is not None and document.published is None:
        document = replace(document, published=known.document.published)
    language = choose_language(document.text, document.language, lexicon).code
    document = replace(document, language=language)
    return Preview(document=document, facts=tuple(_facts_of(document, lexicon)), known=known)


def keep(read: Preview, store: "Store") -> Stored:
    """Keep what a preview shows: the document with all its facts, or nothing.

    Raises:
        InvalidFactError: A field of the document cannot be kept.
        StoreError: The database cannot be written.
    """
    stored = store.add(read.document, read.facts, run=_run())
    store.optimise()
    return stored


def redate(
    document_id: int, published: str, store: "Store", *, lexicon: Lexicon | None = None
) -> Stored:
    """Give a stored document its publication date and resolve its relative periods anew.

    Args:
        document_id: Row id.
        published: ISO 8601 day, month or year.
        store: Where the document is.
        lexicon: As for `ingest`.

    Raises:
        NotFoundError: There is no such document.
    """
    document = replace(store.document(document_id).document, published=published)
    facts = _facts_of(document, _learned(store, lexicon))
    return store.redate(document_id, published, facts, run=_run())


def reread(
    store: "Store",
    documents: Iterable[int] | None = None,
    *,
    lexicon: Lexicon | None = None,
    dry_run: bool = False,
) -> Iterator[Rereading]:
    """Read stored documents anew with the present words and rules; what people decided stays.

    Facts are told apart by their document and offsets. Each document is a transaction of its own.

    Args:
        store: Where the documents are.
        documents: Their row ids; None: all that were read from a text.
        lexicon: As for `ingest`.
        dry_run: Whether to write nothing and only tell what would change.

    Yields:
        One `Rereading` per document, in order; those that differ in nothing too.

    Raises:
        NotFoundError: There is no such document.
        StoreError: The database cannot be written; all that was yielded is stored.
    """
    lexicon = _with_own(store, lexicon or load_lexicon()) if dry_run else _learned(store, lexicon)
    for document_id in store.readings.documents() if documents is None else documents:
        yield _reread(document_id, store, lexicon, dry_run)
    if not dry_run:
        store.optimise()


def _reread(document_id: int, store: "Store", lexicon: Lexicon, dry_run: bool) -> Rereading:
    document = store.document(document_id).document
    result = Rereading(document_id=document_id, title=document.title, source=document.source)
    if document.kind is not DocumentKind.TEXT:
        reason = f"was typed in, not read ({document.kind}), so there is nothing to read anew."
        return replace(result, error=StoreError(f"Document {document_id} {reason}"))
    if not document.text:
        reason = "was stored without its text; ingest its file again."
        return replace(result, error=StoreError(f"Document {document_id} {reason}"))
    facts = _facts_of(document, lexicon)
    try:
        found = store.readings.reread(document_id, facts, run=_run(), dry_run=dry_run)
    except InvalidFactError as error:
        return replace(result, error=error)
    return replace(result, differences=tuple(found))


def _learned(store: "Store", lexicon: Lexicon | None) -> Lexicon:
    """The lexicon with the user's entities over it, after the store has learned its words."""
    packaged = load_lexicon()
    if lexicon is not None and lexicon is not packaged:
        store.learn(lexicon)
    return _with_own(store, lexicon or packaged)


def _with_own(store: "Store", lexicon: Lexicon) -> Lexicon:
    own = store.user_entities()
    return replace(lexicon, gazetteer=lexicon.gazetteer.with_entities(own)) if own else lexicon


def _run() -> RunInfo:
    return RunInfo(extractor="tracker", version=version("corridor-tracker"))


def find_files(paths: Iterable[str | Path]) -> Iterator[Path | ReadError]:
    """The files to read, in order; an error in place of each that must not or cannot be read."""
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def _walk(root: Path) -> Iterator[Path | ReadError]:
    home = root.resolve()
    failures: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=failures.append):
        for failure in failures:
            yield ReadError(failure.filename, "not_allowed", "this folder cannot be opened.")
        failures.clear()
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        here = Path(folder)
        for name in folders:
            if (here / name).is_symlink():  # os.walk does not follow it
                yield from _refused_link(here / name, home)
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or name == FILE_NAME:
                continue
            refusals = list(_refused_link(path, home)) if path.is_symlink() else []
            yield refusals[0] if refusals else path
    for failure in failures:
        yield ReadError(failure.filename, "not_allowed", "this folder cannot be opened.")


def _refused_link(link: Path, home: Path) -> Iterator[ReadError]:
    try:
        inside = link.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # a circle of links
        inside = False
    if not inside:
        reason = "this link leads out of the folder, so it was not followed; name its target."
        yield ReadError(link, "not_allowed", reason)


@dataclass(frozen=True, slots=True)
class _Item:
    """A file that was read, or why it could not be."""

    path: Path
    document: Document | None = None
    facts: Sequence[Fact] = ()
    error: ReadError | None = None


def _to_store(
    items: Iterable[_Item], waiting: deque[_Item]
) -> Iterator[tuple[Document, Sequence[Fact]]]:
    """What is to be stored; all items wait for what becomes of those before them."""
    for item in items:
        waiting.append(item)
        if item.document is not None:
            yield item.document, item.facts


def _refused(waiting: deque[_Item]) -> Iterator[Ingested]:
    """The files at the front of the queue that could not be read."""
    while waiting and waiting[0].document is None:
        item = waiting.popleft()
        yield Ingested(path=item.path, outcome=Outcome.REFUSED, error=item.error)


def _ingested(item: _Item, stored: Stored) -> Ingested:
    return Ingested(
        path=item.path, outcome=stored.outcome, n_facts=stored.n_facts, error=stored.error
    )


def _prepare(found: Path | ReadError, store: "Store", origin: Origin, lexicon: Lexicon) -> _Item:
    if isinstance(found, ReadError):
        return _Item(Path(found.path), error=found)
    try:
        document = read(found, origin)
    except ReadError as error:
        return _Item(found, error=error)
    known = store.find_document(document)
    if known is not None and document.published is None:
        document = replace(document, published=known.document.published)
    return _Item(found, document, _facts_of(document, lexicon))


def _facts_of(document: Document, lexicon: Lexicon) -> Sequence[Fact]:
    return extract(
        document.text,
        language=document.language,
        published=document.published,
        lexicon=lexicon,
    )
