"""Where figures come from and the words they are told in: documents, passages, vocabulary."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Double().with_variant(sa.REAL(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("name", name="uq_source_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "run",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("config_hash", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("started_at", ISO, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sa.UniqueConstraint(
            "extractor", "version", "config_hash", name="uq_run_extractor_version_config_hash"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "document",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'text'"), nullable=False),
        sa.Column("source_id", ROW_ID),
        sa.Column("url", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("published", ISO),
        sa.Column("retrieved_at", ISO, nullable=False),
        sa.Column("n_chars", sa.Integer(), nullable=False),
        sa.Column("last_run_id", ROW_ID),
        sa.Column("same_as", ROW_ID),
        sa.Column("author", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.CheckConstraint("kind IN ('text', 'form')", name=op.f("ck_document_kind")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_document_sha256")),
        sa.ForeignKeyConstraint(["last_run_id"], ["run.id"], name="fk_document_last_run_id"),
        sa.ForeignKeyConstraint(
            ["same_as"], ["document.id"], name="fk_document_same_as", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_document_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sqlite_strict=True,
    )
    _partial_index(
        "ix_document_last_run_id", "document", ["last_run_id"], "last_run_id IS NOT NULL"
    )
    op.create_index("ix_document_published", "document", ["published", "id"])
    _partial_index("ix_document_same_as", "document", ["same_as"], "same_as IS NOT NULL")
    _partial_index("ix_document_source_id", "document", ["source_id"], "source_id IS NOT NULL")
    not_typed = sa.text("kind <> 'form'")
    op.create_index(
        "uq_document_identity",
        "document",
        ["sha256", "source_id", "url", "published"],
        unique=True,
        sqlite_where=not_typed,
        postgresql_where=not_typed,
    )
    op.create_table(
        "document_text",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name="fk_document_text_document_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_text"),
        sqlite_strict=True,
    )
    op.create_table(
        "section",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("published", ISO),
        sa.Column("source_id", ROW_ID),
        sa.Column("url", sa.Text()),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_section_span")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_section_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_section_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_section"),
        sa.UniqueConstraint("document_id", "start", name="uq_section_document_id_start"),
        sqlite_strict=True,
    )
    _partial_index("ix_section_source_id", "section", ["source_id"], "source_id IS NOT NULL")
    op.create_table(
        "passage",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_passage_span")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_passage_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_passage"),
        sa.UniqueConstraint("document_id", "start", name="uq_passage_document_id_start"),
        sqlite_strict=True,
    )
    op.create_table(
        "entity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("home", sa.Text()),
        sa.Column("planned", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'packaged'"), nullable=False),
        sa.CheckConstraint("origin IN ('packaged', 'user')", name=op.f("ck_entity_origin")),
        sa.CheckConstraint("planned IN (0, 1)", name=op.f("ck_entity_planned")),
        sa.ForeignKeyConstraint(
            ["home"], ["entity.id"], name="fk_entity_home", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sqlite_strict=True,
    )
    _partial_index("ix_entity_home", "entity", ["home"], "home IS NOT NULL")
    op.create_table(
        "entity_alias",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entity_id"], ["entity.id"], name="fk_entity_alias_entity_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entity_alias"),
        sa.UniqueConstraint(
            "entity_id", "language", "alias", name="uq_entity_alias_entity_id_language_alias"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_entity_alias_alias", "entity_alias", ["alias"])
    op.create_table(
        "indicator",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sqlite_strict=True,
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("symbol", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("factor", NUMBER, nullable=False),
        sa.CheckConstraint("factor > 0", name=op.f("ck_unit_factor_positive")),
        sa.CheckConstraint(
            "factor BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_unit_factor_finite"),
        ),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sqlite_strict=True,
    )
    op.create_table(
        "commodity",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commodity"),
        sqlite_strict=True,
    )
    op.create_table(
        "data_dictionary",
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("column", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("object", "column", name="pk_data_dictionary"),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
        sqlite_strict=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        # Double quotes: other programs recognise the search index of a table by nothing else.
        op.execute(
            'CREATE VIRTUAL TABLE passage_fts USING fts5(text, content="passage",'
            ' content_rowid="id", tokenize="unicode61 remove_diacritics 2")'
        )
    else:
        op.execute(
            "CREATE INDEX ix_passage_search ON passage USING gin (to_tsvector('simple', text))"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("passage_fts")
    for table in (
        "setting",
        "data_dictionary",
        "commodity",
        "unit",
        "indicator",
        "entity_alias",
        "entity",
        "passage",
        "section",
        "document_text",
        "document",
        "run",
        "source",
    ):
        op.drop_table(table)
