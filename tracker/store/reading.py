"""Reading: what belongs to a fact, and what the database holds in all."""

import json

from sqlalchemy import Connection, func, or_, select, text

from tracker.model.errors import NotFoundError
from tracker.model.stored import FactLink, Revision, StoredFact, Summary
from tracker.store.queries import select_facts
from tracker.store.rows import fact_of
from tracker.store.tables import document, fact, fact_link, fact_revision, source


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
    facts = _facts(connection, {other for _, other, _, _ in found})
    return [
        FactLink(kind=kind, fact=facts[other], outgoing=outgoing, note=note)
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
    documents = connection.execute(
        select(func.count(), func.max(document.c.retrieved_at)).select_from(document)
    ).one()
    kept = fact.c.review != "rejected"
    facts = connection.execute(
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
    conflicts = connection.execute(text("SELECT count(*) FROM conflicts")).scalar_one()
    return Summary(
        documents=documents[0],
        facts=facts[0],
        sources=sources,
        subjects=facts[1],
        unreviewed=facts[2],
        rejected=facts[3],
        conflicts=conflicts,
        undated=facts[4],
        first_published=facts[5],
        last_published=facts[6],
        last_stored=documents[1],
    )


def _facts(connection: Connection, ids: set[int]) -> dict[int, StoredFact]:
    rows = connection.execute(select_facts().where(fact.c.id.in_(ids))).mappings()
    return {row["id"]: fact_of(row) for row in rows}
