"""Reading: what belongs to a fact, and what the database holds in all."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, or_, select, text

from tracker.model.claim import Outcome as Finding
from tracker.model.errors import NotFoundError
from tracker.model.filter import FactFilter
from tracker.model.stored import FactLink, Revision, StoredDocument, StoredFact, Summary
from tracker.store.document_parts import read_origins, read_pages, read_sections
from tracker.store.ledger_tables import claim
from tracker.store.paging import facts_of, page_ids
from tracker.store.queries import (
    Order,
    conditions,
    count_facts,
    ordering,
    page_after,
    select_documents,
    select_facts,
)
from tracker.store.rows import document_of, fact_of
from tracker.store.tables import document, fact, fact_link, fact_revision, source
from tracker.store.views import VIEWS


def facts(
    connection: Connection,
    where: FactFilter,
    order: Order,
    limit: int | None,
    offset: int,
    after: int | None,
) -> list[StoredFact]:
    """Facts of one page; see `Store.facts()`."""
    if limit is not None:
        return list(facts_of(connection, page_ids(connection, where, order, limit, offset, after)))
    statement = (
        select_facts()
        .where(*conditions(where, connection.dialect.name))
        .order_by(*ordering(order))
        .offset(offset)
    )
    if after is not None:
        statement = statement.where(page_after(connection, after, order))
    return [fact_of(row) for row in connection.execute(statement).mappings()]


def fact_by_id(connection: Connection, fact_id: int) -> StoredFact:
    """One fact, rejected or not.

    Raises:
        NotFoundError: There is no such fact.
    """
    statement = select_facts().where(fact.c.id == fact_id)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise NotFoundError("fact", fact_id)
    return fact_of(row)


def count(connection: Connection, where: FactFilter) -> int:
    """How many facts there are."""
    statement = count_facts(where).where(*conditions(where, connection.dialect.name))
    return int(connection.execute(statement).scalar_one())


def documents(connection: Connection, limit: int | None, offset: int) -> list[StoredDocument]:
    """Documents without their texts, the newest first."""
    statement = (
        select_documents(with_text=False)
        .order_by(document.c.published.desc().nulls_last(), document.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [document_of(row) for row in connection.execute(statement).mappings()]


def document_by_id(connection: Connection, document_id: int) -> StoredDocument:
    """A document with its text and parts.

    Raises:
        NotFoundError: There is no such document.
    """
    statement = select_documents(with_text=True).where(document.c.id == document_id)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise NotFoundError("document", document_id)
    stored = document_of(row)
    whole = replace(
        stored.document,
        found=tuple(read_origins(connection, document_id).values()),
        pages=read_pages(connection, document_id),
        sections=read_sections(connection, document_id),
    )
    return replace(stored, document=whole)


def view(connection: Connection, name: str, limit: int | None) -> list[dict[str, Any]]:
    """The rows of a public view.

    Raises:
        NotFoundError: There is no such view.
    """
    if name not in VIEWS:
        raise NotFoundError("view", name)
    statement = select(text("*")).select_from(text(name)).limit(limit)
    return [dict(row) for row in connection.execute(statement).mappings()]


def links(connection: Connection, fact_id: int) -> list[FactLink]:
    """The facts that a fact is linked to, from either side.

    Raises:
        NotFoundError: There is no such fact.
    """
    same = connection.execute(select(fact.c.equivalent_of).where(fact.c.id == fact_id)).first()
    if same is None:
        raise NotFoundError("fact", fact_id)
    found: list[tuple[str, int, bool, str | None]] = []
    if same.equivalent_of is not None:
        found.append(("equivalent_of", same.equivalent_of, True, None))
    repeated = select(fact.c.id).where(fact.c.equivalent_of == fact_id).order_by(fact.c.id)
    found += [("equivalent_of", other, False, None) for other in connection.scalars(repeated)]
    rows = connection.execute(
        select(fact_link)
        .where(or_(fact_link.c.fact_id == fact_id, fact_link.c.other_id == fact_id))
        .order_by(fact_link.c.kind, fact_link.c.id)
    )
    for row in rows:
        outgoing = row.fact_id == fact_id
        found.append((row.kind, row.other_id if outgoing else row.fact_id, outgoing, row.note))
    others = _facts(connection, {other for _, other, _, _ in found})
    return [
        FactLink(kind=kind, fact=others[other], outgoing=outgoing, note=note)
        for kind, other, outgoing, note in found
    ]


def revisions(connection: Connection, fact_id: int) -> list[Revision]:
    """What a fact was before and after each change, the oldest first."""
    rows = connection.execute(
        select(fact_revision).where(fact_revision.c.fact_id == fact_id).order_by(fact_revision.c.id)
    )
    return [
        Revision(
            id=row.id,
            fact_id=row.fact_id,
            at=row.at,
            actor=row.actor,
            action=row.action,
            before=json.loads(row.before) if row.before else None,
            after=json.loads(row.after) if row.after else None,
        )
        for row in rows
    ]


def summary(connection: Connection) -> Summary:
    """What the database holds, in numbers."""
    texts = connection.execute(
        select(func.count(), func.max(document.c.retrieved_at)).select_from(document)
    ).one()
    kept = fact.c.review != "rejected"
    figures = connection.execute(
        select(
            func.count().filter(kept),
            func.count(fact.c.subject.distinct()).filter(kept),
            func.count().filter(fact.c.review == "unreviewed"),
            func.count().filter(fact.c.review == "rejected"),
            func.count().filter(kept, fact.c.published.is_(None)),
            func.min(fact.c.published).filter(kept),
            func.max(fact.c.published).filter(kept),
        )
    ).one()
    sources = connection.execute(select(func.count()).select_from(source)).scalar_one()
    conflicts = connection.execute(
        select(func.count()).where(claim.c.outcome == Finding.CONFLICT.value)
    ).scalar_one()
    return Summary(
        documents=texts[0],
        facts=figures[0],
        sources=sources,
        subjects=figures[1],
        unreviewed=figures[2],
        rejected=figures[3],
        conflicts=conflicts,
        undated=figures[4],
        first_published=figures[5],
        last_published=figures[6],
        last_stored=texts[1],
    )


def _facts(connection: Connection, ids: set[int]) -> dict[int, StoredFact]:
    rows = connection.execute(select_facts().where(fact.c.id.in_(ids))).mappings()
    return {row["id"]: fact_of(row) for row in rows}
