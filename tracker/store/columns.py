"""Kinds of columns and checks that the tables are made of, for SQLite and PostgreSQL alike."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    text,
)
from sqlalchemy.types import REAL, TypeEngine

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite's INTEGER holds 64 bits and its REAL 8 bytes; PostgreSQL's hold half of that.
ROW_ID: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
NUMBER: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
# ISO dates compare letter by letter; a national sort order would skip their hyphens.
ISO: TypeEngine[str] = Text().with_variant(Text(collation="C"), "postgresql")
LARGEST = "1.7976931348623157e308"
_NUMBERED = {
    *("document", "passage", "fact", "source", "run", "series", "claim", "derived", "decision"),
}


def row_id() -> "Column[int]":
    """A number that the writer assigns."""
    return Column("id", ROW_ID, primary_key=True, autoincrement=True)


def words(name: str, *, required: bool = False, default: str | None = None) -> "Column[str]":
    """A column of text."""
    server = None if default is None else text(f"'{default}'")
    return Column(name, Text, nullable=not required, server_default=server)


def to(
    name: str, target: str, on_delete: str | None = None, *, required: bool = False
) -> "Column[Any]":
    """A foreign key to `target.id`; the table needs an index on it as well."""
    return Column(
        name,
        ROW_ID if target in _NUMBERED else Text,
        ForeignKey(f"{target}.id", ondelete=on_delete),
        nullable=not required,
    )


def one_of(column: str, allowed: Iterable[str] | type[StrEnum]) -> CheckConstraint:
    """A closed word list, named after its column."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def finite(column: str) -> CheckConstraint:
    """Neither infinity nor NaN, from whichever program writes."""
    return CheckConstraint(f"{column} BETWEEN -{LARGEST} AND {LARGEST}", name=f"{column}_finite")


def foreign_index(table: str, column: str) -> Index:
    """An index that spares the deletion of a parent the scan of its children."""
    where = text(f"{column} IS NOT NULL")
    return Index(f"ix_{table}_{column}", column, sqlite_where=where, postgresql_where=where)
