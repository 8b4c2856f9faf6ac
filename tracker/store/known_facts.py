"""Known facts: the figures that had been published by a day, each judged by these alone."""

from dataclasses import replace

from sqlalchemy import Connection, func, select

from tracker.model.claim import Standing
from tracker.model.filter import FactFilter
from tracker.model.stored import StoredFact
from tracker.store.known_claims import standings_of
from tracker.store.ledger_tables import claim_member
from tracker.store.mention_rows import chunked
from tracker.store.moments import PublishedBy
from tracker.store.queries import FACTS, Order, conditions, count_facts, ordering, select_facts
from tracker.store.rows import fact_of
from tracker.store.tables import fact


def facts_known(
    connection: Connection, where: FactFilter, day: str, order: Order
) -> list[StoredFact]:
    """Facts that had been published by a day; see `Store.known_on()`."""
    moment = PublishedBy(day)
    wanted = conditions(replace(where, standing=()), connection.dialect.name)
    placed = [
        (row.id, row.claim_id, row.standing)
        for row in connection.execute(
            select(fact.c.id, claim_member.c.claim_id, claim_member.c.standing)
            .select_from(FACTS)
            .where(*wanted, moment.is_known())
            .order_by(*ordering(order))
        )
    ]
    standings = standings_of(connection, placed, moment)
    ids = [
        number for number, *_ in placed if not where.standing or standings[number] in where.standing
    ]
    found = {}
    for chunk in chunked(ids):
        for row in connection.execute(select_facts().where(fact.c.id.in_(chunk))).mappings():
            stood = standings[row["id"]]
            found[row["id"]] = replace(fact_of(row), standing=Standing(stood) if stood else None)
    return [found[number] for number in ids]


def count_undated(connection: Connection, where: FactFilter) -> int:
    """How many facts have no date of publication."""
    statement = count_facts(where).where(
        *conditions(where, connection.dialect.name), fact.c.published.is_(None)
    )
    return int(connection.execute(statement.with_only_columns(func.count())).scalar_one())
