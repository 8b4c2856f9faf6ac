"""Rereading: stored documents are read anew, or get the date that was not known."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.ingestion.extracting import (
    complete,
    facts_of,
    guess_anew,
    learn,
    run_info,
    with_own,
)
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.document import DocumentKind
from tracker.model.errors import InvalidFactError, StoreError
from tracker.model.rereading import Rereading
from tracker.model.stored import Stored

if TYPE_CHECKING:
    from tracker.store import Store


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
    lexicon = learn(store, lexicon)
    document = replace(store.document(document_id).document, published=published)
    document = complete(guess_anew(document), lexicon)
    facts, sections = facts_of(document, lexicon), document.sections
    return store.redate(document_id, published, facts, sections=sections, run=run_info(lexicon))


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
    lexicon = with_own(store, lexicon or load_lexicon()) if dry_run else learn(store, lexicon)
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
    document = complete(guess_anew(document), lexicon)
    facts, sections = facts_of(document, lexicon), document.sections
    try:
        found = store.readings.reread(
            document_id, facts, sections=sections, run=run_info(lexicon), dry_run=dry_run
        )
    except InvalidFactError as error:
        return replace(result, error=error)
    return replace(result, differences=tuple(found))
