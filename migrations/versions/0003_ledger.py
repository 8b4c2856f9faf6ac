"""The ledger: claims, what follows from figures, targets, decisions, and rates.

Every stored figure is put on the list of those that the ledger has yet to place; the next program
that opens the database for writing does so.
"""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Double().with_variant(sa.REAL(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
# What waits for a person is little beside the whole.
WAITING = {
    "ix_fact_doubtful": "review = 'unreviewed' AND confidence < 0.5",
    "ix_fact_undated": "published IS NULL AND period IS NULL AND period_text IS NOT NULL",
}
TARGET_FACTS = ("previous_fact_id", "actual_fact_id", "reached_fact_id")
LARGEST = "1.7976931348623157e308"


def _recreate() -> Literal["always", "never"]:
    """A server adds columns in place, and could not recreate a table that others refer to."""
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def _partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    on = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=on, postgresql_where=on)


def upgrade() -> None:
    with op.batch_alter_table("fact", recreate=_recreate()) as batch:
        batch.add_column(sa.Column("extracted", sa.Text()))
    with op.batch_alter_table("source", recreate=_recreate()) as batch:
        batch.add_column(
            sa.Column("kind", sa.Text(), server_default=sa.text("'other'"), nullable=False)
        )
        batch.create_check_constraint(
            op.f("ck_source_kind"), "kind IN ('official', 'company', 'agency', 'news', 'other')"
        )
    # A document may hold what a table of facts quotes, beside the text that it quotes from.
    _change_document_kinds("'text', 'form', 'import'", unique="kind = 'text'")
    op.create_index("ix_document_sha256", "document", ["sha256"])
    for name, where in WAITING.items():
        _partial_index(name, "fact", ["subject"], where)
    _recreate_rate()
    # Nothing ever wrote derived figures before; they are made anew from the facts.
    op.drop_table("derived_input")
    op.drop_table("derived")
    _create_tables()
    _create_derived()
    op.execute("INSERT INTO unsettled_fact (fact_id, document_id) SELECT id, document_id FROM fact")


def _change_document_kinds(kinds: str, unique: str) -> None:
    """Say which kinds of documents there are, and which of them are there once only."""
    op.drop_index("uq_document_identity", "document")
    with op.batch_alter_table("document", recreate=_recreate()) as batch:
        batch.drop_constraint(op.f("ck_document_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_document_kind"), f"kind IN ({kinds})")
    columns = ["sha256", "source_id", "url", "published"]
    _partial_index("uq_document_identity", "document", columns, unique, unique=True)


def _recreate_rate() -> None:
    """A rate may hold for a month or a year too, not for a day only."""
    held = op.get_bind().execute(sa.text("SELECT currency, day, per_eur, source FROM rate")).all()
    op.drop_table("rate")
    rate = op.create_table(
        "rate",
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("period", ISO, nullable=False),
        sa.Column("per_eur", NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("per_eur > 0", name=op.f("ck_rate_per_eur_positive")),
        sa.CheckConstraint(
            f"per_eur BETWEEN -{LARGEST} AND {LARGEST}", name=op.f("ck_rate_per_eur_finite")
        ),
        sa.PrimaryKeyConstraint("currency", "period", name="pk_rate"),
        sqlite_strict=True,
    )
    names = ("currency", "period", "per_eur", "source")
    op.bulk_insert(rate, [dict(zip(names, row, strict=True)) for row in held])


def _create_derived() -> None:
    op.create_table(
        "derived",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("document_id", ROW_ID),
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
        sa.Column("period_text", sa.Text()),
        sa.Column("period_start", ISO),
        sa.Column("period_end", ISO),
        sa.Column("year", sa.Integer()),
        sa.Column("base_value", NUMBER, nullable=False),
        sa.Column("base_low", NUMBER),
        sa.Column("base_high", NUMBER),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.Column("comparison", sa.Text(), server_default=sa.text("'unstated'"), nullable=False),
        sa.Column("stated_fact_id", ROW_ID),
        sa.Column("computed_at", ISO, nullable=False),
        sa.CheckConstraint(
            "measure IN ('level', 'change', 'share', 'multiple', 'index')",
            name=op.f("ck_derived_measure"),
        ),
        sa.CheckConstraint(
            "status IN ('actual', 'target', 'forecast')", name=op.f("ck_derived_status")
        ),
        sa.CheckConstraint(
            "comparison IN ('unstated', 'agrees', 'differs')", name=op.f("ck_derived_comparison")
        ),
        *(
            sa.CheckConstraint(
                f"{name} BETWEEN -{LARGEST} AND {LARGEST}", name=op.f(f"ck_derived_{name}_finite")
            )
            for name in ("base_value", "base_low", "base_high")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_derived_document_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["commodity"], ["commodity.id"], name="fk_derived_commodity"),
        sa.ForeignKeyConstraint(["indicator"], ["indicator.id"], name="fk_derived_indicator"),
        sa.ForeignKeyConstraint(["partner"], ["entity.id"], name="fk_derived_partner"),
        sa.ForeignKeyConstraint(["place"], ["entity.id"], name="fk_derived_place"),
        sa.ForeignKeyConstraint(["subject"], ["entity.id"], name="fk_derived_subject"),
        sa.ForeignKeyConstraint(
            ["stated_fact_id"], ["fact.id"], name="fk_derived_stated_fact_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_derived"),
        sqlite_strict=True,
    )
    op.create_index("ix_derived_comparison", "derived", ["comparison"])
    op.create_index("ix_derived_indicator", "derived", ["indicator"])
    op.create_index("ix_derived_subject_indicator", "derived", ["subject", "indicator", "period"])
    for name in ("document_id", "partner", "place", "commodity", "stated_fact_id"):
        _partial_index(f"ix_derived_{name}", "derived", [name], f"{name} IS NOT NULL")
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


def _create_tables() -> None:
    op.create_table(
        "conversion_rate",
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("period", ISO, nullable=False),
        sa.Column("per_eur", NUMBER, nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("basis IN ('day', 'mean')", name=op.f("ck_conversion_rate_basis")),
        sa.CheckConstraint("days > 0", name=op.f("ck_conversion_rate_days_positive")),
        sa.CheckConstraint("per_eur > 0", name=op.f("ck_conversion_rate_per_eur_positive")),
        sa.CheckConstraint(
            f"per_eur BETWEEN -{LARGEST} AND {LARGEST}",
            name=op.f("ck_conversion_rate_per_eur_finite"),
        ),
        sa.PrimaryKeyConstraint("currency", "period", name=op.f("pk_conversion_rate")),
        sqlite_strict=True,
    )
    op.create_table(
        "decision",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("fact_id", ROW_ID, nullable=False),
        sa.Column("fact_key", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", ISO, nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("undoes", ROW_ID),
        sa.Column("revision", ROW_ID, nullable=False),
        sa.CheckConstraint(
            "(action = 'undo') = (undoes IS NOT NULL)", name=op.f("ck_decision_undo")
        ),
        sa.CheckConstraint(
            "action IN ('confirm', 'correct', 'reject', 'reopen', 'prefer', 'deprecate',"
            " 'restore', 'note', 'undo')",
            name=op.f("ck_decision_action"),
        ),
        sa.ForeignKeyConstraint(["undoes"], ["decision.id"], name=op.f("fk_decision_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sqlite_strict=True,
    )
    op.create_index("ix_decision_fact_id", "decision", ["fact_id"])
    _partial_index("ix_decision_undoes", "decision", ["undoes"], "undoes IS NOT NULL")
    op.create_table(
        "unsettled_claim",
        sa.Column("claim_id", ROW_ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_unsettled_claim")),
        sqlite_strict=True,
    )
    op.create_table(
        "unsettled_fact",
        sa.Column("fact_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("document_id", ROW_ID, nullable=False),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_unsettled_fact")),
        sqlite_strict=True,
    )
    op.create_table(
        "series",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text()),
        sa.Column("place", sa.Text()),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("commodity", sa.Text()),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text()),
        sa.Column("per", sa.Text()),
        sa.Column("base_unit", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "measure IN ('level', 'change', 'share', 'multiple', 'index')",
            name=op.f("ck_series_measure"),
        ),
        sa.CheckConstraint(
            "per IN ('year', 'month', 'week', 'day', 'hour')", name=op.f("ck_series_per")
        ),
        sa.CheckConstraint(
            "status IN ('actual', 'target', 'forecast')", name=op.f("ck_series_status")
        ),
        sa.ForeignKeyConstraint(["commodity"], ["commodity.id"], name=op.f("fk_series_commodity")),
        sa.ForeignKeyConstraint(["indicator"], ["indicator.id"], name=op.f("fk_series_indicator")),
        sa.ForeignKeyConstraint(["partner"], ["entity.id"], name=op.f("fk_series_partner")),
        sa.ForeignKeyConstraint(["place"], ["entity.id"], name=op.f("fk_series_place")),
        sa.ForeignKeyConstraint(["subject"], ["entity.id"], name=op.f("fk_series_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("key", name=op.f("uq_series_key")),
        sqlite_strict=True,
    )
    _partial_index("ix_series_commodity", "series", ["commodity"], "commodity IS NOT NULL")
    op.create_index("ix_series_indicator", "series", ["indicator"])
    _partial_index("ix_series_partner", "series", ["partner"], "partner IS NOT NULL")
    _partial_index("ix_series_place", "series", ["place"], "place IS NOT NULL")
    op.create_index("ix_series_subject_indicator", "series", ["subject", "indicator"])
    op.create_table(
        "claim",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("series_id", ROW_ID, nullable=False),
        sa.Column("time_key", sa.Text(), nullable=False),
        sa.Column("period", ISO),
        sa.Column("period_start", ISO),
        sa.Column("period_end", ISO),
        sa.Column("year", sa.Integer()),
        sa.Column("published", ISO),
        sa.Column("outcome", sa.Text(), server_default=sa.text("'single'"), nullable=False),
        sa.Column("facts", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("witnesses", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("agree", sa.Integer(), nullable=False),
        sa.Column("differ", sa.Integer(), nullable=False),
        sa.Column("lowest", NUMBER),
        sa.Column("highest", NUMBER),
        sa.Column("middle", NUMBER),
        sa.Column("drawn_fact_id", ROW_ID),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint(
            "outcome IN ('single', 'agree', 'conflict', 'far_apart', 'revision', 'internal',"
            " 'spread')",
            name=op.f("ck_claim_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["drawn_fact_id"], ["fact.id"], name=op.f("fk_claim_drawn_fact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["series_id"], ["series.id"], name=op.f("fk_claim_series_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("series_id", "time_key", name=op.f("uq_claim_series_id_time_key")),
        sqlite_strict=True,
    )
    _partial_index(
        "ix_claim_drawn_fact_id", "claim", ["drawn_fact_id"], "drawn_fact_id IS NOT NULL"
    )
    op.create_index("ix_claim_outcome", "claim", ["outcome"])
    disputed = "outcome IN ('conflict', 'far_apart')"
    _partial_index("ix_claim_disputed", "claim", ["series_id"], disputed)
    op.create_index("ix_claim_series_year", "claim", ["series_id", "year"])
    op.create_table(
        "target",
        sa.Column("fact_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("history_key", sa.Text(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Integer(), nullable=False),
        sa.Column("previous_fact_id", ROW_ID),
        sa.Column("actual_fact_id", ROW_ID),
        sa.Column("reached_fact_id", ROW_ID),
        sa.Column("growth_needed", NUMBER),
        sa.Column("growth_achieved", NUMBER),
        *(
            sa.ForeignKeyConstraint(
                [name], ["fact.id"], name=op.f(f"fk_target_{name}"), ondelete=on_delete
            )
            for name, on_delete in (
                ("fact_id", "CASCADE"),
                *((name, "SET NULL") for name in TARGET_FACTS),
            )
        ),
        sa.ForeignKeyConstraint(["subject"], ["entity.id"], name=op.f("fk_target_subject")),
        sa.CheckConstraint("is_current IN (0, 1)", name=op.f("ck_target_is_current")),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_target")),
        sqlite_strict=True,
    )
    op.create_index("ix_target_history_key", "target", ["history_key"])
    for name in TARGET_FACTS:
        _partial_index(f"ix_target_{name}", "target", [name], f"{name} IS NOT NULL")
    _partial_index("ix_target_subject", "target", ["subject"], "subject IS NOT NULL")
    op.create_table(
        "claim_member",
        sa.Column("fact_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("claim_id", ROW_ID, nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "standing IN ('drawn', 'repeats', 'agrees', 'conflicts', 'far_apart', 'revised',"
            " 'beside', 'slip', 'doubtful', 'deprecated', 'spread')",
            name=op.f("ck_claim_member_standing"),
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_member_claim_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["fact.id"], name=op.f("fk_claim_member_fact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("fact_id", name=op.f("pk_claim_member")),
        sqlite_strict=True,
    )
    op.create_index("ix_claim_member_claim_id", "claim_member", ["claim_id"])
    op.create_index("ix_claim_member_standing", "claim_member", ["standing"])


def downgrade() -> None:
    for table in (
        "unsettled_fact",
        "unsettled_claim",
        "claim_member",
        "target",
        "claim",
        "series",
        "decision",
        "conversion_rate",
    ):
        op.drop_table(table)
    op.execute("UPDATE document SET kind = 'form' WHERE kind = 'import'")
    op.drop_index("ix_document_sha256", "document")
    _change_document_kinds("'text', 'form'", unique="kind <> 'form'")
    with op.batch_alter_table("source", recreate=_recreate()) as batch:
        batch.drop_constraint(op.f("ck_source_kind"), type_="check")
        batch.drop_column("kind")
    for name in WAITING:
        op.drop_index(name, "fact")
    with op.batch_alter_table("fact", recreate=_recreate()) as batch:
        batch.drop_column("extracted")
    # Derived figures and rates keep their newer form, which 0001's way down drops as well.
