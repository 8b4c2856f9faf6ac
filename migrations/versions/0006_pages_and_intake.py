"""Pages, where each field of a document comes from, what was tried to be read, and near copies.

Documents that are here already are compared with each other later, a portion at a time: the
setting `uncompared_documents` holds the number of the last of them.
"""

from typing import Literal

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Double().with_variant(sa.REAL(), "sqlite")
ISO = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = ("page", "document_field", "document_print", "intake", "feed")


def _recreate() -> Literal["always", "never"]:
    """SQLite adds no reference to a table that is there; a server does."""
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"


def _partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _of_document(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["document_id"], ["document.id"], name=f"fk_{table}_document_id", ondelete="CASCADE"
    )


def upgrade() -> None:
    with op.batch_alter_table("document", recreate=_recreate()) as batch:
        batch.add_column(sa.Column("near_of", ROW_ID))
        batch.add_column(sa.Column("near_share", NUMBER))
        batch.create_foreign_key(
            "fk_document_near_of", "document", ["near_of"], ["id"], ondelete="SET NULL"
        )
        batch.create_check_constraint(op.f("ck_document_near_share"), "near_share BETWEEN 0 AND 1")
    _partial_index("ix_document_near_of", "document", ["near_of"], "near_of IS NOT NULL")
    op.create_table(
        "page",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_page_number")),
        sa.CheckConstraint("start >= 0", name=op.f("ck_page_start")),
        _of_document("page"),
        sa.PrimaryKeyConstraint("document_id", "number", name="pk_page"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_page_place", "page", ["document_id", "start", "number"])
    op.create_table(
        "document_field",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("field", ISO, nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("place", sa.Text()),
        sa.CheckConstraint(
            "field IN ('title', 'source', 'published', 'language', 'url')",
            name=op.f("ck_document_field_field"),
        ),
        sa.CheckConstraint(
            "how IN ('given', 'listed', 'stated', 'guessed')",
            name=op.f("ck_document_field_how"),
        ),
        _of_document("document_field"),
        sa.PrimaryKeyConstraint("document_id", "field", name="pk_document_field"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "document_print",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", ROW_ID, nullable=False),
        _of_document("document_print"),
        sa.PrimaryKeyConstraint("document_id", "slot", name="pk_document_print"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_document_print_hash", "document_print", ["hash", "document_id"])
    _create_intake()
    op.execute(
        "INSERT INTO setting (name, value) SELECT 'uncompared_documents', CAST(max(id) AS TEXT)"
        " FROM document HAVING count(*) > 0"
    )


def _create_intake() -> None:
    op.create_table(
        "intake",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("at", ISO, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("detail", sa.Text()),
        sa.Column("document_id", ROW_ID),
        sa.Column("n_bytes", ROW_ID),
        sa.Column("fingerprint", sa.Text()),
        sa.Column("read_with", sa.Text()),
        sa.Column("final", sa.Text()),
        sa.CheckConstraint(
            "kind IN ('file', 'member', 'address', 'entry', 'upload', 'paste')",
            name=op.f("ck_intake_kind"),
        ),
        sa.CheckConstraint(
            "outcome IN ('stored', 'unchanged', 'redated', 'updated', 'refused')",
            name=op.f("ck_intake_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_intake_document_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_intake"),
        sa.UniqueConstraint("kind", "place", name="uq_intake_kind_place"),
        sqlite_strict=True,
    )
    _partial_index("ix_intake_document_id", "intake", ["document_id"], "document_id IS NOT NULL")
    op.create_index("ix_intake_at", "intake", ["at", "id"])
    op.create_index("ix_intake_outcome", "intake", ["outcome", "at", "id"])
    _partial_index("ix_intake_told", "intake", ["at", "id"], "detail IS NOT NULL")
    op.create_table(
        "feed",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("added_at", ISO, nullable=False),
        sa.Column("checked_at", ISO),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("problem", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_feed"),
        sa.UniqueConstraint("url", name="uq_feed_url"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.execute("DELETE FROM setting WHERE name = 'uncompared_documents'")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_index("ix_document_near_of", "document")
    with op.batch_alter_table("document", recreate=_recreate()) as batch:
        batch.drop_constraint(op.f("ck_document_near_share"), type_="check")
        batch.drop_constraint("fk_document_near_of", type_="foreignkey")
        batch.drop_column("near_share")
        batch.drop_column("near_of")
