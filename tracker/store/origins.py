"""Origins: which document states each of many facts, and what kind of source published it."""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import Connection, select

from tracker.model.stored import Origin
from tracker.store.queries import PAGE
from tracker.store.tables import document, fact, source

BATCH = 500  # below what any database allows of bound values


def origins(connection: Connection, fact_ids: Iterable[int]) -> dict[int, Origin]:
    """Where each of these facts was read; see `Store.origins()`."""
    statement = (
        select(
            fact.c.id.label("fact_id"),
            document.c.id.label("document_id"),
            document.c.title,
            document.c.url,
            document.c.language,
            source.c.name.label("source"),
            source.c.kind.label("source_kind"),
            document.c.published,
            PAGE.label("page"),
        )
        .join_from(fact, document, document.c.id == fact.c.document_id)
        .outerjoin(source, source.c.id == document.c.source_id)
    )
    found: dict[int, Origin] = {}
    remaining = iter(sorted(set(fact_ids)))
    while batch := list(islice(remaining, BATCH)):
        for row in connection.execute(statement.where(fact.c.id.in_(batch))):
            found[row.fact_id] = Origin(
                document_id=row.document_id,
                title=row.title,
                url=row.url,
                language=row.language,
                source=row.source,
                source_kind=row.source_kind,
                published=row.published,
                page=row.page,
            )
    return found
