"""Previewing: a document is read and looked at before anything of it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.ingestion.extracting import complete, facts_of, run_info, with_own
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.document import Document, FieldOrigin
from tracker.model.fact import Fact
from tracker.model.stored import Stored, StoredDocument
from tracker.readers import read_upload
from tracker.readers.origins import Origin

if TYPE_CHECKING:
    from tracker.store import Store


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
    handed: Document | None = None,
) -> Preview:
    """Read a document without keeping anything of it.

    Args:
        data: What is in the file; a pasted text as UTF-8.
        name: Its name; the suffix says which reader is meant.
        store: Whose own entities are known, and where the document may be already.
        published, language, source, title, url, lexicon: As for `ingest`.
        handed: The document that a file gave, where its text comes back and is read again: its
            note stays, its pages and sections as long as the text is the same, and where each of
            its fields was found as long as nobody has changed the field.

    Raises:
        ReadError: As `tracker.read` does.
    """
    origin = Origin(published=published, language=language, source=source, title=title, url=url)
    lexicon = with_own(store, lexicon or load_lexicon())
    document = read_upload(data, name, origin, languages=lexicon.languages)
    if handed is not None:
        document = _as_handed(document, handed)
    known = store.find_document(document)
    if known is not None and document.published is None:
        document = replace(document, published=known.document.published)
    document = complete(document, lexicon)
    return Preview(document=document, facts=tuple(facts_of(document, lexicon)), known=known)


def _as_handed(document: Document, handed: Document) -> Document:
    notes = [each for each in (handed.note, document.note) if each]
    document = replace(
        document,
        note=" ".join(dict.fromkeys(notes)) or None,
        found=tuple(_found_as_before(document, handed)),
    )
    if document.text != handed.text:
        return document
    return replace(document, pages=handed.pages, sections=handed.sections)


def _found_as_before(document: Document, handed: Document) -> Iterator[FieldOrigin]:
    """Where each field comes from: as the file said it, unless a person has changed the field."""
    before = {each.field: each for each in handed.found}
    now = {each.field: each for each in document.found}
    for field in dict.fromkeys((*now, *before)):
        value = getattr(document, field)
        if value is None:
            continue
        if field in before and value == getattr(handed, field):
            yield before[field]
        elif field in now:
            yield now[field]


def keep(read: Preview, store: "Store") -> Stored:
    """Keep what a preview shows: the document with all its facts, or nothing.

    Raises:
        InvalidFactError: A field of the document cannot be kept.
        StoreError: The database cannot be written.
    """
    stored = store.add(read.document, read.facts, run=run_info())
    store.optimise()
    return stored
