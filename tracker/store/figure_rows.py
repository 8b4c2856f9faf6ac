"""Figure rows: stated figures as the rules of implied ones see them, from the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, or_, select

from tracker.ledger.figure import Figure, Thing
from tracker.ledger.intervals import Interval
from tracker.ledger.trade_sums import FLOWS
from tracker.model.fact import Bound, Measure, Span, Status, Transition
from tracker.store.claims_at import claims_at
from tracker.store.ledger_tables import claim, series
from tracker.store.mention_rows import chunked, spans_of
from tracker.store.tables import document, fact, passage

_first = fact.alias("first")
Flow = tuple[tuple[str, str], str]
"""Two partners in the order of their ids, and a canonical period."""

SURE = 0.5
"""A reading less sure than this is relied on only after a person has looked at it."""
_COLUMNS = (
    *(fact.c[name] for name in ("id", "document_id", "start", "end", "movement", "measure")),
    *(fact.c[name] for name in ("status", "transition", "bound", "per", "period", "period_text")),
    *(fact.c[name] for name in Thing._fields),
    *(fact.c[name] for name in ("value", "value_high", "base_value", "base_low", "base_high")),
    fact.c.base_unit,
    fact.c.equivalent_of,
    _first.c.start.label("first_start"),
    _first.c.end.label("first_end"),
    document.c.sha256,
    passage.c.text.label("sentence"),
)
_FIGURES = select(*_COLUMNS).select_from(
    fact.join(document, document.c.id == fact.c.document_id)
    .outerjoin(passage, passage.c.id == fact.c.passage_id)
    .outerjoin(_first, _first.c.id == fact.c.equivalent_of)
)
_DRAWN = _FIGURES.join(claim, claim.c.drawn_fact_id == fact.c.id).where(
    claim.c.id.in_(bindparam("claims", expanding=True))
)
_FLOW_SERIES = select(series.c.id, series.c.subject, series.c.partner).where(
    series.c.subject.in_(bindparam("sides", expanding=True)),
    series.c.indicator.in_(list(FLOWS)),
    series.c.partner.in_(bindparam("sides", expanding=True)),
    series.c.measure == Measure.LEVEL,
)
# What nothing can follow from is not fetched: most documents only state levels.
_STARTS_A_RULE = or_(
    fact.c.transition.in_([Transition.FROM, Transition.BY]),
    fact.c.measure == Measure.SHARE,
    fact.c.equivalent_of.is_not(None),
)


def relied_on() -> ColumnElement[bool]:
    """Facts that something may follow from, or be compared with."""
    return (
        (fact.c.review != "rejected")
        & (fact.c.rank != "deprecated")
        & or_(fact.c.confidence >= SURE, fact.c.review.in_(("confirmed", "corrected")))
    )


def figures_of(
    connection: Connection, documents: Iterable[int], *only: ColumnElement[bool]
) -> dict[int, list[tuple[int, Figure]]]:
    """The figures of the documents that imply something, with their row ids, by document.

    Args:
        connection: A connection.
        documents: Row ids.
        only: What must hold of the figures besides.
    """
    found: dict[int, list[tuple[int, Figure]]] = defaultdict(list)
    for chunk in chunked(sorted(documents)):
        telling = (
            select(fact.c.document_id).where(fact.c.document_id.in_(chunk), _STARTS_A_RULE)
        ).distinct()
        for each in chunked(connection.scalars(telling).all()):
            wanted = fact.c.document_id.in_(each)
            for row in connection.execute(_FIGURES.where(wanted, relied_on(), *only)).all():
                found[row.document_id].append((row.id, figure_of(row)))
    return found


def flow_claims(connection: Connection, flows: Collection[Flow]) -> list[int]:
    """Row ids of the claims about the exports and imports of two partners at these times."""
    periods: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair, period in flows:
        periods[pair].append(period)
    sides = sorted({side for pair in periods for side in pair})
    wanted = [
        (row.id, period)
        for row in connection.execute(_FLOW_SERIES, {"sides": sides})
        for period in periods.get((min(row[1:]), max(row[1:])), ())
    ]
    return claims_at(connection, wanted)


def figures_drawn(connection: Connection, claims: Iterable[int]) -> list[tuple[int, Figure]]:
    """The figures that these claims draw, with their row ids."""
    return [
        (row.id, figure_of(row))
        for chunk in chunked(claims)
        for row in connection.execute(_DRAWN, {"claims": chunk}).all()
    ]


def figures_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Figure]:
    """The figures of these facts, by row id."""
    return {
        row.id: figure_of(row)
        for chunk in chunked(sorted(ids))
        for row in connection.execute(_FIGURES.where(fact.c.id.in_(chunk))).all()
    }


def figure_of(row: Row[Any]) -> Figure:
    """A figure from a row of the queries above."""
    first = row.equivalent_of is not None
    return Figure(
        key=f"{row.sha256[:12]}:{row.start}-{row.end}",
        span=Span(row.start, row.end),
        equivalent_of=Span(row.first_start, row.first_end) if first else None,
        movement=spans_of(row.movement),
        sentence=row.sentence or "",
        thing=Thing(*(getattr(row, name) for name in Thing._fields)),
        measure=Measure(row.measure),
        status=Status(row.status),
        transition=Transition(row.transition) if row.transition else None,
        bound=Bound(row.bound),
        per=row.per,
        period=row.period,
        period_text=row.period_text,
        value=row.base_value,
        high=None if row.value_high is None else _scaled(row),
        interval=Interval(row.base_low, row.base_high),
        unit=row.base_unit,
    )


def _scaled(row: Row[Any]) -> float:
    """The upper end of a range in the base unit."""
    return float(row.value_high * (row.base_value / row.value if row.value else 1.0))
