"""Queries: which facts a FactFilter means, in which order, and how many."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
)

from tracker.model.errors import NotFoundError, StoreError
from tracker.model.filter import FactFilter
from tracker.store.document_tables import page
from tracker.store.ledger_tables import claim_member
from tracker.store.tables import document, document_text, fact, passage, source

Direction = Literal["asc", "desc"]
Order = Sequence[tuple[str, Direction]]

_repeated = fact.alias("repeated")
_placed = claim_member.alias("placed")
FACTS = (
    fact.outerjoin(document, document.c.id == fact.c.document_id)
    .outerjoin(source, source.c.id == document.c.source_id)
    .outerjoin(passage, passage.c.id == fact.c.passage_id)
    .outerjoin(_repeated, _repeated.c.id == fact.c.equivalent_of)
    .outerjoin(claim_member, claim_member.c.fact_id == fact.c.id)
)
# The last page that begins no later; what stands before the first one counts to it.
_of_document = page.c.document_id == fact.c.document_id
PAGE: ColumnElement[int | None] = func.coalesce(
    select(page.c.number)
    .where(_of_document, page.c.start <= fact.c.start)
    .order_by(page.c.start.desc(), page.c.number.desc())
    .limit(1)
    .correlate(fact)
    .scalar_subquery(),
    select(func.min(page.c.number)).where(_of_document).correlate(fact).scalar_subquery(),
)
# What a list may be sorted by; every order ends with the id, or rows would repeat across pages.
SORTABLE: dict[str, ColumnElement[Any]] = {
    **{
        name: fact.c[name]
        for name in (
            *("id", "published", "value", "base_value", "unit", "base_unit", "indicator"),
            *("subject", "partner", "place", "commodity", "measure", "status", "transition"),
            *("bound", "year", "period", "period_start", "period_end", "confidence", "review"),
            *("rank", "origin", "surface", "document_id", "start"),
        )
    },
    "source": source.c.name,
    "title": document.c.title,
    "language": document.c.language,
}
SURENESS_BANDS = ("doubtful", "fair", "sure")
SURENESS: ColumnElement[str] = case(
    (fact.c.confidence < literal_column("0.5"), literal_column("'doubtful'")),
    (fact.c.confidence < literal_column("0.85"), literal_column("'fair'")),
    else_=literal_column("'sure'"),
)
FACETS: dict[str, ColumnElement[Any]] = {
    **{
        name: fact.c[name]
        for name in (
            *("subject", "partner", "place", "indicator", "commodity", "unit", "base_unit"),
            *("measure", "status", "transition", "bound", "per", "year", "review", "rank"),
            *("origin", "document_id"),
        )
    },
    "source": source.c.name,
    "language": document.c.language,
    "standing": claim_member.c.standing,
    "sureness": SURENESS,
}
_ELSEWHERE = ("source", "language", "standing")
_LISTS = (
    *("subject", "partner", "place", "indicator", "commodity", "unit", "measure", "status"),
    *("transition", "origin", "bound"),
)
# Written out: an index that leaves the rejected out serves only a query that says so as well.
REJECTED: ColumnElement[str] = literal_column("'rejected'")


def select_facts() -> Select[Any]:
    """Facts with what `rows.fact_of()` needs beside them."""
    return select(
        fact,
        document.c.sha256,
        document.c.title,
        document.c.url,
        document.c.language,
        document.c.author,
        source.c.name.label("source"),
        passage.c.text.label("passage"),
        passage.c.start.label("passage_start"),
        _repeated.c.start.label("equivalent_start"),
        _repeated.c.end.label("equivalent_end"),
        claim_member.c.standing,
        PAGE.label("page"),
    ).select_from(FACTS)


def select_documents(*, with_text: bool) -> Select[Any]:
    """Documents with what `rows.document_of()` needs beside them."""
    n_facts = (
        select(func.count())
        .where(fact.c.document_id == document.c.id, fact.c.review != "rejected")
        .scalar_subquery()
    )
    whole = document.outerjoin(source, source.c.id == document.c.source_id)
    columns = (document, source.c.name.label("source"), n_facts.label("n_facts"))
    if not with_text:
        return select(*columns, literal_column("''").label("text")).select_from(whole)
    whole = whole.outerjoin(document_text, document_text.c.document_id == document.c.id)
    return select(*columns, document_text.c.text).select_from(whole)


def count_facts(where: FactFilter) -> Select[Any]:
    """How many facts there are."""
    joined = FACTS if where.source else fact
    return select(func.count()).select_from(joined)


def count_by(field: str, where: FactFilter, limit: int) -> Select[Any]:
    """The values of a field with the number of facts of each, most frequent first.

    Raises:
        StoreError: The field has no facets.
    """
    if field not in FACETS:
        raise StoreError(f"Facts cannot be counted by {field!r}, only by {', '.join(FACETS)}.")
    column = FACETS[field]
    joined = FACTS if where.source or field in _ELSEWHERE else fact
    number = func.count()
    return (
        select(column, number)
        .select_from(joined)
        .group_by(column)
        .order_by(number.desc(), column.asc().nulls_last())
        .limit(limit)
    )


def conditions(where: FactFilter, dialect: str) -> list[ColumnElement[bool]]:
    """What must hold of a row of `fact` (joined with its source, if one is named)."""
    found: list[ColumnElement[bool]] = []
    for name in _LISTS:
        if wanted := getattr(where, name):
            found.append(fact.c[name].in_(wanted))
    if where.sureness:
        found.append(SURENESS.in_(where.sureness))
    if where.entity:
        found.append(or_(fact.c.subject.in_(where.entity), fact.c.partner.in_(where.entity)))
    if where.review:
        found.append(fact.c.review.in_(where.review))
    else:
        found.append(fact.c.review != REJECTED)
    if where.standing:
        stood = _placed.c.standing.in_(where.standing)
        found.append(exists().where(_placed.c.fact_id == fact.c.id, stood))
    if where.source:
        found.append(source.c.name.in_(where.source))
    if where.document_id is not None:
        found.append(fact.c.document_id == where.document_id)
    if where.year is not None:
        found.append(fact.c.year == where.year)
    if where.year_from is not None:
        found.append(fact.c.year >= where.year_from)
    if where.year_to is not None:
        found.append(fact.c.year <= where.year_to)
    if where.since is not None:  # a month or a year counts if its end is not before the day
        found.append(fact.c.published >= where.since[:4])
        found.append(fact.c.published + "~" >= where.since)
    if where.until is not None:
        found.append(fact.c.published <= where.until + "~")
    if where.has_partner is not None:
        partner = fact.c.partner
        found.append(partner.is_not(None) if where.has_partner else partner.is_(None))
    if not where.equivalents:
        found.append(fact.c.equivalent_of.is_(None))
    if where.text is not None and where.text.strip():
        found.append(_says(where.text, dialect))
    return found


def ordering(order: Order) -> list[ColumnElement[Any]]:
    """The ORDER BY of a list: what is unknown comes last, and the id decides ties.

    Raises:
        StoreError: A column is not one to sort by.
    """
    by: list[ColumnElement[Any]] = []
    for name, direction in order:
        column = _sortable(name)
        by.append((column.desc() if direction == "desc" else column.asc()).nulls_last())
    if not any(name == "id" for name, _ in order):
        by.append(fact.c.id.desc() if _last_direction(order) == "desc" else fact.c.id.asc())
    return by


def page_after(connection: Connection, fact_id: int, order: Order) -> ColumnElement[bool]:
    """What holds of the facts that follow the given one in this order.

    Raises:
        NotFoundError: There is no such fact.
    """
    keys = [(name, direction) for name, direction in order if name != "id"]
    keys.append(("id", dict(order).get("id", _last_direction(order))))
    columns = [_sortable(name) for name, _ in keys]
    labelled = [column.label(f"key_{index}") for index, column in enumerate(columns)]
    row = connection.execute(
        select(*labelled).select_from(FACTS).where(fact.c.id == fact_id)
    ).first()
    if row is None:
        raise NotFoundError("fact", fact_id)
    choices: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for column, (_, direction), value in zip(columns, keys, row, strict=True):
        if value is None:  # nothing comes behind the unknown
            same.append(column.is_(None))
            continue
        behind = column < value if direction == "desc" else column > value
        choices.append(and_(*same, or_(behind, column.is_(None))))
        same.append(column == value)
    return or_(*choices)


def _sortable(name: str) -> ColumnElement[Any]:
    if name not in SORTABLE:
        raise StoreError(f"Facts cannot be sorted by {name!r}, only by {', '.join(SORTABLE)}.")
    return SORTABLE[name]


def _last_direction(order: Order) -> Direction:
    return order[-1][1] if order else "asc"


def _says(wanted: str, dialect: str) -> ColumnElement[bool]:
    """Full-text search: every word, the last one also as the beginning of a word."""
    words = [word for word in wanted.split() if any(letter.isalnum() for letter in word)]
    if not words:
        return false()
    if dialect == "postgresql":
        vector = func.to_tsvector(literal_column("'simple'::regconfig"), passage.c.text)
        escaped = (word.replace("\\", "").replace("'", "''") for word in words)
        parts = " & ".join(f"'{word}'" for word in escaped) + ":*"
        query = func.to_tsquery(literal_column("'simple'::regconfig"), parts)
        hits = select(passage.c.id).where(vector.op("@@")(query))
        return fact.c.passage_id.in_(hits)
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words) + "*"
    matching = text("SELECT rowid FROM passage_fts WHERE passage_fts MATCH :wanted")
    return fact.c.passage_id.in_(matching.bindparams(wanted=quoted).columns(passage.c.id))
