"""Facet counting: how many facts there are of each value of a field, however many facts there are.

The fields of a `FacetCube` are counted together from one index that holds them all; a source by its
documents, and a standing by the ledger, where nothing else restricts.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

from tracker.model.facet_cube import CUBE_FIELDS, FacetCube
from tracker.model.filter import FactFilter
from tracker.store.ledger_tables import claim_member
from tracker.store.queries import (
    FACTS,
    REJECTED,
    SURENESS,
    SURENESS_BANDS,
    conditions,
    count_by,
)
from tracker.store.tables import document, fact, source

_COLUMNS = tuple(name for name in CUBE_FIELDS if name != "sureness")
_NOTHING = FactFilter()


def facet_cube(connection: Connection, where: FactFilter) -> FacetCube:
    """The combinations of `CUBE_FIELDS` among the facts that fit all other conditions."""
    lifted: dict[str, Any] = {name: () for name in CUBE_FIELDS if name != "year"}
    others = replace(where, **lifted, year_from=None, year_to=None)
    rejected_too = [
        each
        for each in conditions(others, connection.dialect.name)
        if not each.compare(fact.c.review != REJECTED)
    ]
    columns = [fact.c[name] for name in _COLUMNS]
    # Sums and not a group of its own: groups in the order of the index need no sorting.
    bands = [func.sum(case({band: 1}, value=SURENESS, else_=0)) for band in SURENESS_BANDS]
    statement = (
        select(*columns, *bands)
        .select_from(FACTS if where.source else fact)
        .where(*rejected_too)
        .group_by(*columns)
    )
    size = len(columns)
    return FacetCube(
        combinations=[
            ((*row[:size], band), int(number))
            for row in connection.execute(statement)
            for band, number in zip(SURENESS_BANDS, row[size:], strict=True)
            if number
        ]
    )


def facets(
    connection: Connection, field: str, where: FactFilter, limit: int
) -> list[tuple[str | None, int]]:
    """The values of a field and how many facts have each, most frequent first.

    Raises:
        StoreError: The field has no facets.
    """
    if field == "source" and not where.source:
        statement = _by_source(connection, where, limit)
    elif field == "standing" and where == _NOTHING:
        return _standings(connection)[:limit]
    else:
        chosen = conditions(where, connection.dialect.name)
        statement = count_by(field, where, limit).where(*chosen)
    rows = connection.execute(statement).all()
    return [(None if value is None else str(value), number) for value, number in rows]


def _standings(connection: Connection) -> list[tuple[str | None, int]]:
    """From the ledger itself, in which a rejected figure has no place."""
    number = func.count()
    rows = connection.execute(
        select(claim_member.c.standing, number).group_by(claim_member.c.standing)
    )
    counted: list[tuple[str | None, int]] = [(str(row[0]), int(row[1])) for row in rows]
    listed = select(func.count()).select_from(fact).where(fact.c.review != REJECTED)
    if rest := int(connection.execute(listed).scalar_one()) - sum(pair[1] for pair in counted):
        counted.append((None, rest))
    return sorted(counted, key=lambda pair: (-pair[1], pair[0] is None, pair[0]))


def _by_source(connection: Connection, where: FactFilter, limit: int) -> Select[Any]:
    """A document has one source: its facts are counted first, which needs no look at it."""
    by_document = (
        select(fact.c.document_id, func.count().label("number"))
        .where(*conditions(where, connection.dialect.name))
        .group_by(fact.c.document_id)
        .subquery()
    )
    number = func.sum(by_document.c.number)
    return (
        select(source.c.name, number)
        .select_from(
            by_document.outerjoin(document, document.c.id == by_document.c.document_id).outerjoin(
                source, source.c.id == document.c.source_id
            )
        )
        .group_by(source.c.name)
        .order_by(number.desc(), source.c.name.asc().nulls_last())
        .limit(limit)
    )
