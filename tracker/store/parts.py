"""Parts: all that a database holds and that does not follow from something else in it.

What is left out is made anew: claims, implied figures, targets, conversions, base values, near
copies, the search index. Only the intake stays behind: it names places of one machine, and would
keep another from reading its own files of these names. A part is a table; the text of a document
stands in its row, and rows keep their numbers so that they can name each other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from tracker.store.decided import CONSEQUENCES
from tracker.store.document_tables import document_field, feed, page
from tracker.store.ledger_tables import decision, rate
from tracker.store.tables import (
    commodity,
    document,
    document_text,
    entity,
    entity_alias,
    fact,
    fact_link,
    fact_revision,
    indicator,
    passage,
    run,
    section,
    source,
    unit,
)

Row = dict[str, Any]
_NAMED = ("subject", "place", "partner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One table in a bundle.

    Attributes:
        table: The table.
        left_out: Columns that follow from others.
        added: Columns from elsewhere.
        order: What its rows are sorted by.
    """

    table: Table
    left_out: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    order: tuple[str, ...] = ("id",)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its fields, in order."""
        own = (column.name for column in self.table.columns)
        return (*(name for name in own if name not in self.left_out), *self.added)


# In this order: a row names only rows of parts before its own, or of its own.
PARTS = {
    "indicators": Part(table=indicator),
    "units": Part(table=unit),
    "commodities": Part(table=commodity),
    "entities": Part(table=entity),
    "aliases": Part(table=entity_alias, left_out=("id",), order=("entity_id", "language", "alias")),
    "sources": Part(table=source),
    "runs": Part(table=run),
    "documents": Part(
        table=document, left_out=("n_chars", "near_of", "near_share"), added=("text",)
    ),
    "fields": Part(table=document_field, order=("document_id", "field")),
    "pages": Part(table=page, order=("document_id", "number")),
    "sections": Part(table=section),
    "passages": Part(table=passage, left_out=("text",)),
    "facts": Part(table=fact, left_out=CONSEQUENCES),
    "links": Part(table=fact_link),
    "revisions": Part(table=fact_revision),
    "decisions": Part(table=decision),
    "rates": Part(table=rate, order=("currency", "period")),
    "feeds": Part(table=feed, left_out=("id",), order=("url",)),
}


def read_part(connection: Connection, name: str) -> Iterator[Row]:
    """The rows of a part, in an order that follows from them."""
    part = PARTS[name]
    columns = [part.table.c[name] for name in part.columns if name not in part.added]
    statement: Select[Any] = select(*columns).order_by(*(part.table.c[each] for each in part.order))
    if name == "documents":
        statement = statement.add_columns(document_text.c.text).join(
            document_text, document_text.c.document_id == document.c.id
        )
    if name in _USED:
        wanted = _USED[name](connection)
        key = part.table.c["entity_id" if name == "aliases" else "id"]
        rows = connection.execute(statement).mappings()
        yield from (dict(row) for row in rows if row[key.name] in wanted)
        return
    for row in connection.execute(statement, execution_options={"yield_per": 500}).mappings():
        yield dict(row)


def _used(name: str) -> Callable[[Connection], set[str]]:
    def ids(connection: Connection) -> set[str]:
        column = fact.c[name]
        return set(connection.scalars(select(column).where(column.is_not(None)).distinct()))

    return ids


def _used_entities(connection: Connection) -> set[str]:
    """Entities that facts name or that are the user's own, and where these lie."""
    found = set(connection.scalars(select(entity.c.id).where(entity.c.origin == "user")))
    for name in _NAMED:
        found |= _used(name)(connection)
    homes = {
        row.id: row.home
        for row in connection.execute(select(entity.c.id, entity.c.home))
        if row.home is not None
    }
    further = set(found)
    while further:
        further = {homes[each] for each in further if each in homes} - found
        found |= further
    return found


# Words come with the program; only those in use matter elsewhere, where they may be unknown.
_USED: dict[str, Callable[[Connection], set[str]]] = {
    "indicators": _used("indicator"),
    "units": _used("unit"),
    "commodities": _used("commodity"),
    "entities": _used_entities,
    "aliases": _used_entities,
}
