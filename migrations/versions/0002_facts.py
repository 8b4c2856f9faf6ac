"""The figures themselves: facts, their links and history, and what follows from them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
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
        "fact",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.Column("passage_id", ROW_ID),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("value_high", NUMBER),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("per", sa.Text()),
        sa.Column("bound", sa.Text(), server_default=sa.text("'exact'"), nullable=False),
        sa.Column("measure", sa.Text(), server_default=sa.text("'level'"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'actual'"), nullable=False),
        sa.Column("transition", sa.Text()),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("partner", sa.Text()),
        sa.Column("commodity", sa.Text()),
        sa.Column("counted", sa.Text()),
        sa.Column("period", ISO),
        sa.Column("period_text", sa.Text()),
        sa.Column("period_start", ISO),
        sa.Column("period_end", ISO),
        sa.Column("year", sa.Integer()),
        sa.Column("base_value", NUMBER, nullable=False),
        sa.Column("base_low", NUMBER),
        sa.Column("base_high", NUMBER),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("equivalent_of", ROW_ID),
        sa.Column("movement", sa.Text()),
        sa.Column("attribution", sa.Text()),
        sa.Column("published", ISO),
        sa.Column("evidence", sa.Text()),
        sa.Column("confidence", NUMBER, server_default=sa.text("1"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'text'"), nullable=False),
        sa.Column("review", sa.Text(), server_default=sa.text("'unreviewed'"), nullable=False),
        sa.Column("rank", sa.Text(), server_default=sa.text("'normal'"), nullable=False),
        sa.Column("rank_reason", sa.Text()),
        sa.Column("run_id", ROW_ID),
        sa.Column("content_hash", sa.Text()),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("'ingest'"), nullable=False),
        sa.Column("note", sa.Text()),
        sa.CheckConstraint(
            "bound IN ('exact', 'about', 'over', 'at_least', 'under', 'up_to', 'between')",
            name=op.f("ck_fact_bound"),
        ),
        sa.CheckConstraint(
            "measure IN ('level', 'change', 'share', 'multiple', 'index')",
            name=op.f("ck_fact_measure"),
        ),
        sa.CheckConstraint("origin IN ('text', 'form', 'import')", name=op.f("ck_fact_origin")),
        sa.CheckConstraint(
            "per IN ('year', 'month', 'week', 'day', 'hour')", name=op.f("ck_fact_per")
        ),
        sa.CheckConstraint(
            "rank = 'normal' OR rank_reason IS NOT NULL", name=op.f("ck_fact_rank_reason")
        ),
        sa.CheckConstraint(
            "rank IN ('preferred', 'normal', 'deprecated')", name=op.f("ck_fact_rank")
        ),
        sa.CheckConstraint(
            "review IN ('unreviewed', 'confirmed', 'corrected', 'rejected')",
            name=op.f("ck_fact_review"),
        ),
        sa.CheckConstraint(
            "status IN ('actual', 'target', 'forecast')", name=op.f("ck_fact_status")
        ),
        sa.CheckConstraint("transition IN ('from', 'to', 'by')", name=op.f("ck_fact_transition")),
        sa.CheckConstraint(
            "value_high IS NULL OR (bound = 'between' AND value_high >= value)",
            name=op.f("ck_fact_range"),
        ),
        sa.CheckConstraint(
            "(period IS NULL) = (period_start IS NULL) AND (period IS NULL) = (period_end IS NULL)"
            " AND period_start <= period_end",
            name=op.f("ck_fact_period"),
        ),
        sa.CheckConstraint(
            "base_high BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_fact_base_high_finite"),
        ),
        sa.CheckConstraint(
            "base_low BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_fact_base_low_finite"),
        ),
        sa.CheckConstraint(
            "base_value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_fact_base_value_finite"),
        ),
        sa.CheckConstraint("confidence BETWEEN 0 AND 1", name=op.f("ck_fact_confidence")),
        sa.CheckConstraint('start >= 0 AND start < "end"', name=op.f("ck_fact_span")),
        sa.CheckConstraint(
            "value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_fact_value_finite"),
        ),
        sa.CheckConstraint(
            "value_high BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_fact_value_high_finite"),
        ),
        sa.CheckConstraint(
            "year IS NULL OR (period IS NOT NULL"
            " AND CAST(substr(period_start, 1, 4) AS INTEGER) = year"
            " AND CAST(substr(period_end, 1, 4) AS INTEGER) = year)",
            name=op.f("ck_fact_year"),
        ),
        sa.ForeignKeyConstraint(["commodity"], ["commodity.id"], name="fk_fact_commodity"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_fact_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["equivalent_of"], ["fact.id"], name="fk_fact_equivalent_of", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["indicator"], ["indicator.id"], name="fk_fact_indicator"),
        sa.ForeignKeyConstraint(["partner"], ["entity.id"], name="fk_fact_partner"),
        sa.ForeignKeyConstraint(
            ["passage_id"], ["passage.id"], name="fk_fact_passage_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["place"], ["entity.id"], name="fk_fact_place"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_fact_run_id"),
        sa.ForeignKeyConstraint(["subject"], ["entity.id"], name="fk_fact_subject"),
        sa.ForeignKeyConstraint(["unit"], ["unit.id"], name="fk_fact_unit"),
        sa.PrimaryKeyConstraint("id", name="pk_fact"),
        sa.UniqueConstraint("document_id", "start", "end", name="uq_fact_document_id_start_end"),
        sqlite_strict=True,
    )
    _partial_index("ix_fact_commodity", "fact", ["commodity"], "commodity IS NOT NULL")
    _partial_index("ix_fact_equivalent_of", "fact", ["equivalent_of"], "equivalent_of IS NOT NULL")
    op.create_index("ix_fact_indicator_year", "fact", ["indicator", "year", "subject"])
    _partial_index(
        "ix_fact_pair", "fact", ["indicator", "subject", "partner", "year"], "partner IS NOT NULL"
    )
    _partial_index("ix_fact_partner", "fact", ["partner", "indicator"], "partner IS NOT NULL")
    _partial_index("ix_fact_passage_id", "fact", ["passage_id"], "passage_id IS NOT NULL")
    _partial_index("ix_fact_place", "fact", ["place"], "place IS NOT NULL")
    op.create_index("ix_fact_published", "fact", ["published", "id"])
    _partial_index("ix_fact_run_id", "fact", ["run_id"], "run_id IS NOT NULL")
    op.create_index(
        "ix_fact_series", "fact", ["subject", "indicator", "measure", "status", "period_start"]
    )
    op.create_index("ix_fact_subject_published", "fact", ["subject", "published"])
    op.create_index("ix_fact_unit", "fact", ["unit"])
    op.create_table(
        "fact_link",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("fact_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("other_id", ROW_ID, nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("created_by", sa.Text(), server_default=sa.text("'ingest'"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('moves_to', 'changed_by', 'stated_with', 'same_claim', 'contradicts',"
            " 'corrects', 'part_of')",
            name=op.f("ck_fact_link_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["fact.id"], name="fk_fact_link_fact_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["fact.id"], name="fk_fact_link_other_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_fact_link"),
        sa.UniqueConstraint(
            "fact_id", "kind", "other_id", name="uq_fact_link_fact_id_kind_other_id"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_fact_link_other_id", "fact_link", ["other_id"])
    op.create_table(
        "fact_revision",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("fact_id", ROW_ID, nullable=False),
        sa.Column("at", ISO, nullable=False),
        sa.Column("actor", sa.Text()),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.CheckConstraint("action IN ('update', 'delete')", name=op.f("ck_fact_revision_action")),
        sa.PrimaryKeyConstraint("id", name="pk_fact_revision"),
        sqlite_strict=True,
    )
    op.create_index("ix_fact_revision_fact_id", "fact_revision", ["fact_id"])
    op.create_table(
        "derived",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("partner", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("commodity", sa.Text()),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text()),
        sa.Column("per", sa.Text()),
        sa.Column("period", ISO),
        sa.Column("base_value", NUMBER, nullable=False),
        sa.Column("base_low", NUMBER),
        sa.Column("base_high", NUMBER),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("computed_at", ISO, nullable=False),
        sa.CheckConstraint(
            "measure IN ('level', 'change', 'share', 'multiple', 'index')",
            name=op.f("ck_derived_measure"),
        ),
        sa.CheckConstraint(
            "status IN ('actual', 'target', 'forecast')", name=op.f("ck_derived_status")
        ),
        sa.CheckConstraint(
            "base_high BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_derived_base_high_finite"),
        ),
        sa.CheckConstraint(
            "base_low BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_derived_base_low_finite"),
        ),
        sa.CheckConstraint(
            "base_value BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_derived_base_value_finite"),
        ),
        sa.ForeignKeyConstraint(["commodity"], ["commodity.id"], name="fk_derived_commodity"),
        sa.ForeignKeyConstraint(["indicator"], ["indicator.id"], name="fk_derived_indicator"),
        sa.ForeignKeyConstraint(["partner"], ["entity.id"], name="fk_derived_partner"),
        sa.ForeignKeyConstraint(["place"], ["entity.id"], name="fk_derived_place"),
        sa.ForeignKeyConstraint(["subject"], ["entity.id"], name="fk_derived_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_derived"),
        sqlite_strict=True,
    )
    _partial_index("ix_derived_commodity", "derived", ["commodity"], "commodity IS NOT NULL")
    op.create_index("ix_derived_indicator", "derived", ["indicator"])
    _partial_index("ix_derived_partner", "derived", ["partner"], "partner IS NOT NULL")
    _partial_index("ix_derived_place", "derived", ["place"], "place IS NOT NULL")
    op.create_index("ix_derived_subject_indicator", "derived", ["subject", "indicator"])
    op.create_table(
        "derived_input",
        sa.Column("derived_id", ROW_ID, nullable=False),
        sa.Column("fact_id", ROW_ID, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["derived_id"], ["derived.id"], name="fk_derived_input_derived_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["fact.id"], name="fk_derived_input_fact_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("derived_id", "fact_id", name="pk_derived_input"),
        sqlite_strict=True,
    )
    op.create_index("ix_derived_input_fact_id", "derived_input", ["fact_id"])
    op.create_table(
        "rate",
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("day", ISO, nullable=False),
        sa.Column("per_eur", NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("per_eur > 0", name=op.f("ck_rate_per_eur_positive")),
        sa.CheckConstraint(
            "per_eur BETWEEN -1.7976931348623157e308 AND 1.7976931348623157e308",
            name=op.f("ck_rate_per_eur_finite"),
        ),
        sa.PrimaryKeyConstraint("currency", "day", name="pk_rate"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    for table in (
        "rate",
        "derived_input",
        "derived",
        "fact_revision",
        "fact_link",
        "fact",
    ):
        op.drop_table(table)
