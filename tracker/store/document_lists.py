"""Document lists: documents searched, sorted, paged and counted, however many there are."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from tracker.model.document import DocumentKind
from tracker.model.document_filter import DocumentFilter
from tracker.model.errors import NotFoundError, StoreError
from tracker.model.stored import StoredDocument
from tracker.store.queries import select_documents
from tracker.store.rows import document_of
from tracker.store.tables import document, fact, source

_number = func.coalesce(
    select(func.count()).where(fact.c.document_id == document.c.id).scalar_subquery(), 0
)
SORTABLE: dict[str, ColumnElement[Any]] = {
    "published": document.c.published,
    "title": document.c.title,
    "source": source.c.name,
    "language": document.c.language,
    "retrieved_at": document.c.retrieved_at,
    "facts": _number,
}
FACETS: dict[str, ColumnElement[Any]] = {
    "source": source.c.name,
    "language": document.c.language,
}
_WHOLE = document.outerjoin(source, source.c.id == document.c.source_id)


def documents(
    connection: Connection,
    where: DocumentFilter,
    order: tuple[str, str],
    limit: int | None,
    offset: int,
) -> tuple[list[StoredDocument], int]:
    """One page of documents, and how many there are; see `Store.list_documents()`."""
    name, direction = order
    if name not in SORTABLE:
        raise StoreError(f"Documents cannot be sorted by {name!r}, only by {', '.join(SORTABLE)}.")
    column, number = SORTABLE[name], document.c.id
    by = (column.desc(), number.desc()) if direction == "desc" else (column.asc(), number.asc())
    chosen = _conditions(where)
    ids = list(
        connection.scalars(
            select(document.c.id)
            .select_from(_WHOLE)
            .where(*chosen)
            .order_by(by[0].nulls_last(), by[1])
            .limit(limit)
            .offset(offset)
        )
    )
    counted = select(func.count()).select_from(_WHOLE).where(*chosen)
    total = int(connection.execute(counted).scalar_one())
    found = _by_id(connection, select_documents(with_text=False).where(document.c.id.in_(ids)))
    return [found[each] for each in ids if each in found], total


def facets(
    connection: Connection, field: str, where: DocumentFilter
) -> list[tuple[str | None, int]]:
    """The values of a field and how many documents have each, most frequent first."""
    if field not in FACETS:
        raise StoreError(f"Documents cannot be counted by {field!r}.")
    number = func.count()
    statement = (
        select(FACETS[field], number)
        .select_from(_WHOLE)
        .where(*_conditions(where))
        .group_by(FACETS[field])
        .order_by(number.desc(), FACETS[field].asc().nulls_last())
    )
    return [(row[0], int(row[1])) for row in connection.execute(statement)]


def copies(connection: Connection, document_id: int) -> list[StoredDocument]:
    """Other documents with the very same text.

    Raises:
        NotFoundError: There is no such document.
    """
    own = select(document.c.sha256).where(document.c.id == document_id)
    digest = connection.execute(own).scalar()
    if digest is None:
        raise NotFoundError("document", document_id)
    statement = select_documents(with_text=False).where(
        document.c.sha256 == digest, document.c.id != document_id
    )
    return list(_by_id(connection, statement.order_by(document.c.id)).values())


def near_copies(connection: Connection, document_id: int) -> list[StoredDocument]:
    """Other documents of the same family, but those with the very same text.

    Raises:
        NotFoundError: There is no such document.
    """
    root = func.coalesce(document.c.near_of, document.c.same_as, document.c.id)
    own = select(root.label("root"), document.c.sha256).where(document.c.id == document_id)
    found = connection.execute(own).first()
    if found is None:
        raise NotFoundError("document", document_id)
    statement = select_documents(with_text=False).where(
        or_(*(document.c[name] == found.root for name in ("id", "same_as", "near_of"))),
        document.c.sha256 != found.sha256,
        document.c.kind == DocumentKind.TEXT.value,
    )
    return list(_by_id(connection, statement.order_by(document.c.id)).values())


def _by_id(connection: Connection, statement: Select[Any]) -> dict[int, StoredDocument]:
    return {row["id"]: document_of(row) for row in connection.execute(statement).mappings()}


def _conditions(where: DocumentFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in (where.text or "").split():
        columns = (document.c.title, source.c.name, document.c.url, document.c.author)
        # SQLite knows upper and lower case of ASCII letters only.
        spelt = {word} if word.isascii() else {word, word.lower(), word.capitalize()}
        found.append(
            or_(*(each.icontains(one, autoescape=True) for each in columns for one in spelt))
        )
    if where.source:
        found.append(source.c.name.in_(where.source))
    if where.language:
        found.append(document.c.language.in_(where.language))
    if where.since is not None:  # a month or a year counts if its end is not before the day
        found.append(document.c.published + "~" >= where.since)
    if where.until is not None:
        found.append(document.c.published <= where.until + "~")
    if where.undated:
        found.append(document.c.published.is_(None))
    return found
