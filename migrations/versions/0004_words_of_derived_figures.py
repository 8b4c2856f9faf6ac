"""Closed word lists for derived figures too: their rule and rate, and the role of each input.

Rows that say anything else were written by another program; derived figures follow from the facts,
so they go.
"""

from typing import Literal

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

RULES = (
    *("level_before", "level_after", "change", "whole", "exchange_rate", "turnover", "balance"),
)
RATES = ("year", "month", "week", "day", "hour")
ROLES = ("from", "to", "by", "part", "share", "amount", "equivalent", "exports", "imports")


def _recreate() -> Literal["always", "never"]:
    """SQLite adds no check to a table that is there; a server does."""
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def _one_of(column: str, words: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{word}'" for word in words)
    return f"{column} IN ({listed})"


def upgrade() -> None:
    rule, per, role = _one_of("rule", RULES), _one_of("per", RATES), _one_of("role", ROLES)
    strange = f"SELECT derived_id FROM derived_input WHERE NOT {role}"
    op.execute(
        f"DELETE FROM derived WHERE NOT {rule} OR (per IS NOT NULL AND NOT {per})"
        f" OR id IN ({strange})"
    )
    op.execute("DELETE FROM derived_input WHERE derived_id NOT IN (SELECT id FROM derived)")
    with op.batch_alter_table("derived", recreate=_recreate()) as batch:
        batch.create_check_constraint(op.f("ck_derived_rule"), rule)
        batch.create_check_constraint(op.f("ck_derived_per"), per)
    with op.batch_alter_table("derived_input", recreate=_recreate()) as batch:
        batch.create_check_constraint(op.f("ck_derived_input_role"), role)


def downgrade() -> None:
    with op.batch_alter_table("derived_input", recreate=_recreate()) as batch:
        batch.drop_constraint(op.f("ck_derived_input_role"), type_="check")
    with op.batch_alter_table("derived", recreate=_recreate()) as batch:
        batch.drop_constraint(op.f("ck_derived_per"), type_="check")
        batch.drop_constraint(op.f("ck_derived_rule"), type_="check")
