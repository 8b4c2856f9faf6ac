"""Indexes in which long lists of figures are sorted, passed over and counted."""

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

COLUMNS = ("published", "base_value", "period_start", "confidence", "subject", "indicator")
FACETS = (
    *("indicator", "unit", "status", "bound", "review", "origin", "subject", "year", "confidence"),
)


def upgrade() -> None:
    listed = text("review <> 'rejected'")
    for name in COLUMNS:
        op.create_index(
            f"ix_fact_list_{name}",
            "fact",
            [name, "id"],
            sqlite_where=listed,
            postgresql_where=listed,
        )
    op.create_index("ix_fact_facets", "fact", list(FACETS))


def downgrade() -> None:
    op.drop_index("ix_fact_facets", "fact")
    for name in COLUMNS:
        op.drop_index(f"ix_fact_list_{name}", "fact")
