"""The tables: what the database keeps."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from tracker.model.claim import SourceKind
from tracker.model.document import DocumentKind
from tracker.model.fact import Bound, Measure, Per, Status, Transition
from tracker.store.columns import (
    ISO,
    NUMBER,
    ROW_ID,
    finite,
    foreign_index,
    metadata,
    one_of,
    row_id,
    to,
    words,
)

REVIEWS = ("unreviewed", "confirmed", "corrected", "rejected")
RANKS = ("preferred", "normal", "deprecated")
ORIGINS = ("text", "form", "import")
LINK_KINDS = (
    "moves_to",
    "changed_by",
    "stated_with",
    "same_claim",
    "contradicts",
    "corrects",
    "part_of",
)

source = Table(
    "source",
    metadata,
    row_id(),
    words("name", required=True),
    words("url"),
    words("kind", required=True, default="other"),
    UniqueConstraint("name"),
    one_of("kind", SourceKind),
    sqlite_strict=True,
)

run = Table(
    "run",
    metadata,
    row_id(),
    words("extractor", required=True),
    words("version", required=True),
    words("config_hash", required=True, default=""),
    Column("started_at", ISO, nullable=False),
    UniqueConstraint("extractor", "version", "config_hash"),
    sqlite_strict=True,
)

document = Table(
    "document",
    metadata,
    row_id(),
    words("sha256", required=True),
    words("kind", required=True, default="text"),
    to("source_id", "source"),
    words("url"),
    words("title"),
    words("language"),
    Column("published", ISO),
    Column("retrieved_at", ISO, nullable=False),
    Column("n_chars", Integer, nullable=False),
    to("last_run_id", "run"),
    to("same_as", "document", "SET NULL"),
    to("near_of", "document", "SET NULL"),
    Column("near_share", NUMBER),
    words("author"),
    words("note"),
    one_of("kind", DocumentKind),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    CheckConstraint("near_share BETWEEN 0 AND 1", name="near_share"),
    foreign_index("document", "source_id"),
    foreign_index("document", "last_run_id"),
    foreign_index("document", "same_as"),
    foreign_index("document", "near_of"),
    Index("ix_document_published", "published", "id"),
    # Whether a text is known, and which one a citable key means.
    Index("ix_document_sha256", "sha256"),
    # Two people may type the same words; one text from one place is one document, however much
    # of it a table of facts quotes.
    Index(
        "uq_document_identity",
        *("sha256", "source_id", "url", "published"),
        unique=True,
        sqlite_where=text("kind = 'text'"),
        postgresql_where=text("kind = 'text'"),
    ),
    sqlite_strict=True,
)

document_text = Table(
    "document_text",
    metadata,
    Column(
        "document_id",
        ROW_ID,
        ForeignKey("document.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    words("text", required=True),
    sqlite_strict=True,
)

section = Table(
    "section",
    metadata,
    row_id(),
    to("document_id", "document", "CASCADE", required=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("published", ISO),
    to("source_id", "source"),
    words("url"),
    CheckConstraint('start >= 0 AND start < "end"', name="span"),
    UniqueConstraint("document_id", "start"),
    foreign_index("section", "source_id"),
    sqlite_strict=True,
)

passage = Table(
    "passage",
    metadata,
    row_id(),
    to("document_id", "document", "CASCADE", required=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    words("text", required=True),
    CheckConstraint('start >= 0 AND start < "end"', name="span"),
    UniqueConstraint("document_id", "start"),
    sqlite_strict=True,
)

entity = Table(
    "entity",
    metadata,
    Column("id", Text, primary_key=True),
    words("kind", required=True),
    words("name", required=True),
    words("labels", required=True, default="{}"),
    to("home", "entity", "SET NULL"),
    Column("planned", Integer, nullable=False, server_default=text("0")),
    words("origin", required=True, default="packaged"),
    one_of("origin", ("packaged", "user")),
    CheckConstraint("planned IN (0, 1)", name="planned"),
    foreign_index("entity", "home"),
    sqlite_strict=True,
)

entity_alias = Table(
    "entity_alias",
    metadata,
    row_id(),
    to("entity_id", "entity", "CASCADE", required=True),
    words("language", required=True, default=""),
    words("alias", required=True),
    UniqueConstraint("entity_id", "language", "alias"),
    Index("ix_entity_alias_alias", "alias"),
    sqlite_strict=True,
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", Text, primary_key=True),
    words("name", required=True),
    words("labels", required=True, default="{}"),
    sqlite_strict=True,
)

unit = Table(
    "unit",
    metadata,
    Column("id", Text, primary_key=True),
    words("name", required=True),
    words("labels", required=True, default="{}"),
    words("symbol"),
    words("kind", required=True),
    words("family", required=True),
    words("base_unit", required=True),
    Column("factor", NUMBER, nullable=False),
    finite("factor"),
    CheckConstraint("factor > 0", name="factor_positive"),
    sqlite_strict=True,
)

commodity = Table(
    "commodity",
    metadata,
    Column("id", Text, primary_key=True),
    words("name", required=True),
    words("labels", required=True, default="{}"),
    sqlite_strict=True,
)

_LISTED = "review <> 'rejected'"
fact = Table(
    "fact",
    metadata,
    row_id(),
    to("document_id", "document", "CASCADE", required=True),
    to("passage_id", "passage", "SET NULL"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    words("surface", required=True),
    Column("value", NUMBER, nullable=False),
    Column("value_high", NUMBER),
    to("unit", "unit", required=True),
    words("per"),
    words("bound", required=True, default="exact"),
    words("measure", required=True, default="level"),
    words("status", required=True, default="actual"),
    words("transition"),
    to("indicator", "indicator", required=True),
    to("subject", "entity"),
    to("place", "entity"),
    to("partner", "entity"),
    to("commodity", "commodity"),
    words("counted"),
    Column("period", ISO),
    words("period_text"),
    Column("period_start", ISO),
    Column("period_end", ISO),
    Column("year", Integer),
    Column("base_value", NUMBER, nullable=False),
    Column("base_low", NUMBER),
    Column("base_high", NUMBER),
    words("base_unit", required=True),
    to("equivalent_of", "fact", "SET NULL"),
    words("movement"),
    words("attribution"),
    Column("published", ISO),
    words("evidence"),
    Column("confidence", NUMBER, nullable=False, server_default=text("1")),
    words("origin", required=True, default="text"),
    words("review", required=True, default="unreviewed"),
    words("rank", required=True, default="normal"),
    words("rank_reason"),
    to("run_id", "run"),
    words("content_hash"),
    words("extracted"),
    words("updated_by", required=True, default="ingest"),
    words("note"),
    UniqueConstraint("document_id", "start", "end"),
    CheckConstraint('start >= 0 AND start < "end"', name="span"),
    one_of("per", Per),
    one_of("bound", Bound),
    one_of("measure", Measure),
    one_of("status", Status),
    one_of("transition", Transition),
    one_of("origin", ORIGINS),
    one_of("review", REVIEWS),
    one_of("rank", RANKS),
    CheckConstraint("rank = 'normal' OR rank_reason IS NOT NULL", name="rank_reason"),
    *(finite(name) for name in ("value", "value_high", "base_value", "base_low", "base_high")),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence"),
    CheckConstraint(
        "value_high IS NULL OR (bound = 'between' AND value_high >= value)", name="range"
    ),
    CheckConstraint(
        "(period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)"
        " AND period_start <= period_end",
        name="period",
    ),
    CheckConstraint(
        "year IS NULL OR (period IS NOT NULL AND CAST(substr(period_start, 1, 4) AS INTEGER) = year"
        " AND CAST(substr(period_end, 1, 4) AS INTEGER) = year)",
        name="year",
    ),
    Index("ix_fact_series", "subject", "indicator", "measure", "status", "period_start"),
    Index("ix_fact_published", "published", "id"),
    Index("ix_fact_subject_published", "subject", "published"),
    Index("ix_fact_indicator_year", "indicator", "year", "subject"),
    Index(
        "ix_fact_pair",
        *("indicator", "subject", "partner", "year"),
        sqlite_where=text("partner IS NOT NULL"),
        postgresql_where=text("partner IS NOT NULL"),
    ),
    Index(
        "ix_fact_partner",
        *("partner", "indicator"),
        sqlite_where=text("partner IS NOT NULL"),
        postgresql_where=text("partner IS NOT NULL"),
    ),
    *(foreign_index("fact", name) for name in ("passage_id", "equivalent_of", "place", "run_id")),
    Index("ix_fact_unit", "unit"),
    # What waits for a person is little beside the whole.
    *(
        Index(f"ix_fact_{name}", "subject", sqlite_where=text(what), postgresql_where=text(what))
        for name, what in (
            ("doubtful", "review = 'unreviewed' AND confidence < 0.5"),
            ("undated", "published IS NULL AND period IS NULL AND period_text IS NOT NULL"),
        )
    ),
    foreign_index("fact", "commodity"),
    # Lists of all figures are sorted and passed over in these; the rejected are in hardly any.
    *(
        Index(
            f"ix_fact_list_{name}",
            name,
            "id",
            sqlite_where=text(_LISTED),
            postgresql_where=text(_LISTED),
        )
        for name in (
            *("published", "base_value", "period_start", "confidence", "subject", "indicator"),
        )
    ),
    # All facets of all figures are counted in this one, without a look at the figures.
    Index(
        "ix_fact_facets",
        *("indicator", "unit", "status", "bound", "review", "origin", "subject", "year"),
        "confidence",
    ),
    sqlite_strict=True,
)

fact_link = Table(
    "fact_link",
    metadata,
    row_id(),
    to("fact_id", "fact", "CASCADE", required=True),
    words("kind", required=True),
    to("other_id", "fact", "CASCADE", required=True),
    words("note"),
    words("created_by", required=True, default="ingest"),
    one_of("kind", LINK_KINDS),
    UniqueConstraint("fact_id", "kind", "other_id"),
    Index("ix_fact_link_other_id", "other_id"),
    sqlite_strict=True,
)

# No foreign key: a revision outlives its fact.
fact_revision = Table(
    "fact_revision",
    metadata,
    row_id(),
    Column("fact_id", ROW_ID, nullable=False),
    Column("at", ISO, nullable=False),
    words("actor"),
    words("action", required=True),
    words("before"),
    words("after"),
    one_of("action", ("update", "delete")),
    Index("ix_fact_revision_fact_id", "fact_id"),
    sqlite_strict=True,
)

data_dictionary = Table(
    "data_dictionary",
    metadata,
    Column("object", Text, primary_key=True),
    Column("column", Text, primary_key=True),
    words("description", required=True),
    sqlite_strict=True,
)

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    words("value", required=True),
    sqlite_strict=True,
)
