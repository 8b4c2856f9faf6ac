"""The tables of the ledger: what follows from the facts, and what people decided about them.

Series, claims, derived figures and targets can be made anew from the facts at any time; decisions
and rates cannot, they are people's.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text
from sqlalchemy import UniqueConstraint as Unique

from tracker.model.claim import Comparison, Outcome, Standing
from tracker.model.derived import Role, Rule
from tracker.model.fact import Measure, Per, Status
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

DECISIONS = ("confirm", "correct", "reject", "reopen", "prefer", "deprecate", "restore", "note")

# What is measured of whom, without the time: the key of a line in a chart.
series = Table(
    "series",
    metadata,
    row_id(),
    words("key", required=True),
    to("subject", "entity", required=True),
    to("partner", "entity"),
    to("place", "entity"),
    to("indicator", "indicator", required=True),
    to("commodity", "commodity"),
    words("measure", required=True),
    words("status", required=True),
    words("counted"),
    words("per"),
    words("base_unit", required=True),
    Unique("key"),
    one_of("measure", Measure),
    one_of("status", Status),
    one_of("per", Per),
    Index("ix_series_subject_indicator", "subject", "indicator"),
    *(foreign_index("series", name) for name in ("partner", "place", "commodity")),
    Index("ix_series_indicator", "indicator"),
    sqlite_strict=True,
)

# One series at one time: what several facts may state alike or differently.
claim = Table(
    "claim",
    metadata,
    row_id(),
    to("series_id", "series", "CASCADE", required=True),
    words("time_key", required=True),
    Column("period", ISO),
    Column("period_start", ISO),
    Column("period_end", ISO),
    Column("year", Integer),
    Column("published", ISO),
    words("outcome", required=True, default="single"),
    Column("facts", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("witnesses", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("agree", Integer, nullable=False),
    Column("differ", Integer, nullable=False),
    Column("lowest", NUMBER),
    Column("highest", NUMBER),
    Column("middle", NUMBER),
    to("drawn_fact_id", "fact", "SET NULL"),
    words("reason"),
    Unique("series_id", "time_key"),
    one_of("outcome", Outcome),
    Index("ix_claim_outcome", "outcome"),
    # What is in dispute is little beside the whole.
    Index(
        "ix_claim_disputed",
        "series_id",
        sqlite_where=text("outcome IN ('conflict', 'far_apart')"),
        postgresql_where=text("outcome IN ('conflict', 'far_apart')"),
    ),
    Index("ix_claim_series_year", "series_id", "year"),
    foreign_index("claim", "drawn_fact_id"),
    sqlite_strict=True,
)

claim_member = Table(
    "claim_member",
    metadata,
    Column(
        "fact_id",
        ROW_ID,
        ForeignKey("fact.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    to("claim_id", "claim", "CASCADE", required=True),
    Column("statement", Integer, nullable=False),
    words("standing", required=True),
    one_of("standing", Standing),
    Index("ix_claim_member_claim_id", "claim_id"),
    Index("ix_claim_member_standing", "standing"),
    sqlite_strict=True,
)

# Facts and claims that changed since the ledger was last brought up to them; triggers fill these.
# A deleted fact is among them: its document may have figures that followed from it.
unsettled_fact = Table(
    "unsettled_fact",
    metadata,
    Column("fact_id", ROW_ID, primary_key=True, autoincrement=False),
    Column("document_id", ROW_ID, nullable=False),
    sqlite_strict=True,
)

unsettled_claim = Table(
    "unsettled_claim",
    metadata,
    Column("claim_id", ROW_ID, primary_key=True, autoincrement=False),
    sqlite_strict=True,
)

derived = Table(
    "derived",
    metadata,
    row_id(),
    words("rule", required=True),
    words("formula", required=True),
    to("document_id", "document", "CASCADE"),
    to("subject", "entity"),
    to("partner", "entity"),
    to("place", "entity"),
    to("indicator", "indicator", required=True),
    to("commodity", "commodity"),
    words("measure", required=True),
    words("status", required=True),
    words("counted"),
    words("per"),
    Column("period", ISO),
    words("period_text"),
    Column("period_start", ISO),
    Column("period_end", ISO),
    Column("year", Integer),
    Column("base_value", NUMBER, nullable=False),
    Column("base_low", NUMBER),
    Column("base_high", NUMBER),
    words("base_unit", required=True),
    words("comparison", required=True, default="unstated"),
    to("stated_fact_id", "fact", "SET NULL"),
    Column("computed_at", ISO, nullable=False),
    one_of("rule", Rule),
    one_of("measure", Measure),
    one_of("status", Status),
    one_of("per", Per),
    one_of("comparison", Comparison),
    *(finite(name) for name in ("base_value", "base_low", "base_high")),
    Index("ix_derived_subject_indicator", "subject", "indicator", "period"),
    *(
        foreign_index("derived", name)
        for name in ("document_id", "partner", "place", "commodity", "stated_fact_id")
    ),
    Index("ix_derived_indicator", "indicator"),
    Index("ix_derived_comparison", "comparison"),
    sqlite_strict=True,
)

derived_input = Table(
    "derived_input",
    metadata,
    Column("derived_id", ROW_ID, ForeignKey("derived.id", ondelete="CASCADE"), primary_key=True),
    Column("fact_id", ROW_ID, ForeignKey("fact.id", ondelete="CASCADE"), primary_key=True),
    words("role", required=True),
    one_of("role", Role),
    Index("ix_derived_input_fact_id", "fact_id"),
    sqlite_strict=True,
)

# Each statement of a target, with what it is measured against.
target = Table(
    "target",
    metadata,
    Column(
        "fact_id",
        ROW_ID,
        ForeignKey("fact.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    to("subject", "entity"),
    words("history_key", required=True),
    Column("statement", Integer, nullable=False),
    Column("is_current", Integer, nullable=False),
    to("previous_fact_id", "fact", "SET NULL"),
    to("actual_fact_id", "fact", "SET NULL"),
    to("reached_fact_id", "fact", "SET NULL"),
    Column("growth_needed", NUMBER),
    Column("growth_achieved", NUMBER),
    CheckConstraint("is_current IN (0, 1)", name="is_current"),
    Index("ix_target_history_key", "history_key"),
    foreign_index("target", "subject"),
    *(
        foreign_index("target", name)
        for name in ("previous_fact_id", "actual_fact_id", "reached_fact_id")
    ),
    sqlite_strict=True,
)

# No foreign key: a decision outlives its fact, and finds it again by its citable key.
decision = Table(
    "decision",
    metadata,
    row_id(),
    Column("fact_id", ROW_ID, nullable=False),
    words("fact_key", required=True),
    words("action", required=True),
    words("before", required=True),
    words("after", required=True),
    words("author", required=True),
    Column("at", ISO, nullable=False),
    words("note"),
    to("undoes", "decision"),
    Column("revision", ROW_ID, nullable=False),
    one_of("action", (*DECISIONS, "undo")),
    CheckConstraint("(action = 'undo') = (undoes IS NOT NULL)", name="undo"),
    Index("ix_decision_fact_id", "fact_id"),
    foreign_index("decision", "undoes"),
    sqlite_strict=True,
)

# Rates that people gave; the reference rates of the European Central Bank come with a library.
rate = Table(
    "rate",
    metadata,
    Column("currency", Text, primary_key=True),
    Column("period", ISO, primary_key=True),
    Column("per_eur", NUMBER, nullable=False),
    words("source", required=True),
    finite("per_eur"),
    CheckConstraint("per_eur > 0", name="per_eur_positive"),
    sqlite_strict=True,
)

# The rate that each amount is converted at: one for every currency and time in use.
conversion_rate = Table(
    "conversion_rate",
    metadata,
    Column("currency", Text, primary_key=True),
    Column("period", ISO, primary_key=True),
    Column("per_eur", NUMBER, nullable=False),
    words("basis", required=True),
    Column("days", Integer, nullable=False),
    words("source", required=True),
    finite("per_eur"),
    one_of("basis", ("day", "mean")),
    CheckConstraint("per_eur > 0", name="per_eur_positive"),
    CheckConstraint("days > 0", name="days_positive"),
    sqlite_strict=True,
)
