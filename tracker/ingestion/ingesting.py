"""Ingesting: `ingest()` reads files and folders into the database."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.ingestion.incoming import Ingested, ingest_incoming
from tracker.ingestion.places import find_incoming
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.readers.origins import Origin

if TYPE_CHECKING:
    from tracker.store import Store


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
    again: bool = False,
) -> Iterator[Ingested]:
    """Read files and whole folders, find the facts, and keep both; a faulty file stops nothing.

    Fifty documents share a transaction; what is yielded is on the disk. A document that is
    stored already stays as it is, unless `published` gives it a new date, or the lexicon has new
    words that read it differently; what a person decided is never undone. A file that has the size
    and the time of change that it had when it was last read is not even opened.

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
        again: Whether to read also what was read already.

    Yields:
        One `Ingested` per document, or per file that gave none, in order, as soon as its
        transaction has ended.

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
    lexicon = lexicon or load_lexicon()
    found = find_incoming(paths, origin, languages=lexicon.languages)
    return ingest_incoming(found, store, lexicon=lexicon, again=again)
