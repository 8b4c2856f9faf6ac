"""Paging: which facts stand on a page of a list, found by an index alone however long the list is.

Only numbers of rows are sorted and passed over; what the page shows is fetched for its few rows.
The indexes `ix_fact_list_…` leave the rejected facts out, as most lists do, and need no look at a
row; for a column without one all facts of the list are sorted when it is asked for.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, tuple_

from tracker.model.filter import FactFilter
from tracker.model.stored import StoredFact
from tracker.store.mention_rows import chunked
from tracker.store.queries import (
    FACTS,
    SORTABLE,
    Order,
    conditions,
    ordering,
    page_after,
    select_facts,
)
from tracker.store.rows import fact_of
from tracker.store.tables import fact


def page_ids(
    connection: Connection,
    where: FactFilter,
    order: Order,
    limit: int | None,
    offset: int = 0,
    after: int | None = None,
) -> list[int]:
    """Row ids of the facts of one page, in order; see `Store.facts()`."""
    page = _ids(connection, where, order).limit(limit).offset(offset)
    if after is None:
        return list(connection.scalars(page))
    column = _only_column(order)
    last = (
        None
        if column is None or offset
        else connection.execute(select(column).where(fact.c.id == after)).first()
    )
    if column is None or last is None or last[0] is None:
        return list(connection.scalars(page.where(page_after(connection, after, order))))
    # One comparison of both values is a seek in the index; alternatives would be a walk through it.
    here, there = tuple_(column, fact.c.id), tuple_(last[0], after)
    behind = here < there if order[0][1] == "desc" else here > there
    found = list(connection.scalars(page.where(behind)))
    if limit is None or len(found) < limit:  # the unknown come last
        rest = None if limit is None else limit - len(found)
        unknown = _ids(connection, where, order).where(column.is_(None)).limit(rest)
        found += connection.scalars(unknown)
    return found


def facts_of(connection: Connection, ids: Sequence[int]) -> Iterator[StoredFact]:
    """The facts with these row ids, in this order; those that are gone are left out."""
    for chunk in chunked(ids):
        rows = connection.execute(select_facts().where(fact.c.id.in_(chunk))).mappings()
        found = {row["id"]: fact_of(row) for row in rows}
        yield from (found[each] for each in chunk if each in found)


def _ids(connection: Connection, where: FactFilter, order: Order) -> Select[Any]:
    elsewhere = any(_is_elsewhere(name) for name, _ in order)
    return (
        select(fact.c.id)
        .select_from(FACTS if where.source or elsewhere else fact)
        .where(*conditions(where, connection.dialect.name))
        .order_by(*ordering(order))
    )


def _is_elsewhere(name: str) -> bool:
    """Whether a column is not the fact's own."""
    return name in SORTABLE and getattr(SORTABLE[name], "table", None) is not fact


def _only_column(order: Order) -> ColumnElement[Any] | None:
    """The fact's own column that a list is sorted by before its id, if there is but one."""
    if len(order) != 1 or order[0][0] == "id" or order[0][0] not in SORTABLE:
        return None
    name = order[0][0]
    return None if _is_elsewhere(name) else SORTABLE[name]
