"""Latest: the newest figure of each indicator of one entity."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from tracker.model.claim import Standing
from tracker.model.fact import Measure, Status
from tracker.model.stored import StoredFact
from tracker.store.ledger_tables import claim_member
from tracker.store.queries import select_facts
from tracker.store.rows import fact_of
from tracker.store.tables import fact

NEAR = 40
"""Among so many figures of the newest times an amount goes before a change or a share."""

_COLUMNS = (
    *(fact.c[name] for name in ("id", "indicator", "measure", "subject", "partner", "commodity")),
    *(fact.c.period_end, fact.c.published, claim_member.c.standing),
)
_KNOWN = (
    select(*_COLUMNS)
    .select_from(fact.outerjoin(claim_member, claim_member.c.fact_id == fact.c.id))
    .where(fact.c.status == Status.ACTUAL, fact.c.review != "rejected")
)


def find_latest(connection: Connection, entity: str) -> dict[str, StoredFact]:
    """The newest actual figure of an entity by indicator; see `Store.latest()`."""
    by_indicator: dict[str, list[Any]] = defaultdict(list)
    # Asked for apart: of one condition for both sides no index would be taken.
    sides: tuple[ColumnElement[bool], ...] = (
        fact.c.subject == entity,
        (fact.c.partner == entity) & fact.c.subject.is_distinct_from(entity),
    )
    for side in sides:
        for row in connection.execute(_KNOWN.where(side)).all():
            by_indicator[row.indicator].append(row)
    chosen = {name: _best(rows, entity) for name, rows in by_indicator.items()}
    found = connection.execute(select_facts().where(fact.c.id.in_(chosen.values()))).mappings()
    facts = {row["id"]: fact_of(row) for row in found}
    return {name: facts[number] for name, number in chosen.items()}


def _best(rows: list[Any], entity: str) -> int:
    """Of the newest the surest: an amount, of the entity by itself and of all goods, drawn."""
    newest = sorted(
        rows,
        key=lambda row: (row.period_end or "", row.published or "", row.id),
        reverse=True,
    )[:NEAR]
    dated = [row for row in newest if row.period_end] or newest
    best = min(
        dated,
        key=lambda row: (
            row.measure != Measure.LEVEL,
            row.subject != entity or row.partner is not None,
            row.standing != Standing.DRAWN,
            row.commodity is not None,
        ),
    )
    return int(best.id)
