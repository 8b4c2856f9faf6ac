"""Document tables: what documents are made of, where they came from, and what was tried."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    text,
)

from tracker.model.document import How
from tracker.model.intake import IntakeKind
from tracker.model.stored import Outcome
from tracker.store.columns import ISO, ROW_ID, foreign_index, metadata, one_of, row_id, to, words

FIELDS = ("title", "source", "published", "language", "url")
"""What is known of a document's origin, and whose saying is kept."""


def _of_document() -> "Column[int]":
    """The document, first part of a key."""
    return Column(
        "document_id",
        ROW_ID,
        ForeignKey("document.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


page = Table(
    "page",
    metadata,
    _of_document(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("start >= 0", name="start"),
    # The page of a figure is found in this one, without a look at the pages behind it.
    Index("ix_page_place", "document_id", "start", "number"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

document_field = Table(
    "document_field",
    metadata,
    _of_document(),
    Column("field", ISO, primary_key=True),
    words("how", required=True),
    words("place"),
    one_of("field", FIELDS),
    one_of("how", How),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# A sample of a text's words, by which texts like it are found (tracker.ledger.copies).
document_print = Table(
    "document_print",
    metadata,
    _of_document(),
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("hash", ROW_ID, nullable=False),
    Index("ix_document_print_hash", "hash", "document_id"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

intake = Table(
    "intake",
    metadata,
    row_id(),
    words("kind", required=True),
    words("place", required=True),
    words("outcome", required=True),
    Column("at", ISO, nullable=False),
    words("reason"),
    words("detail"),
    to("document_id", "document", "SET NULL"),
    Column("n_bytes", ROW_ID),
    words("fingerprint"),
    words("read_with"),
    words("final"),
    UniqueConstraint("kind", "place"),
    one_of("kind", IntakeKind),
    one_of("outcome", Outcome),
    foreign_index("intake", "document_id"),
    Index("ix_intake_at", "at", "id"),
    Index("ix_intake_outcome", "outcome", "at", "id"),
    Index(
        "ix_intake_told",
        *("at", "id"),
        sqlite_where=text("detail IS NOT NULL"),
        postgresql_where=text("detail IS NOT NULL"),
    ),
    sqlite_strict=True,
)

feed = Table(
    "feed",
    metadata,
    row_id(),
    words("url", required=True),
    words("title"),
    Column("added_at", ISO, nullable=False),
    Column("checked_at", ISO),
    words("etag"),
    words("last_modified"),
    words("problem"),
    UniqueConstraint("url"),
    sqlite_strict=True,
)
