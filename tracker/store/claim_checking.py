"""Claim checking: where the stored ledger is not what the facts come to."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from tracker.ledger.claims import UNCLAIMED_INDICATORS, SeriesKey
from tracker.lexicon.sources import packaged_source_kinds
from tracker.store.claim_judging import Claim, judged_rows, rejudged_neighbours
from tracker.store.ledger_tables import claim, claim_member, series, unsettled_claim, unsettled_fact
from tracker.store.mention_rows import Times, chunked, mention_of, place_of, rows_of_claims
from tracker.store.tables import fact

SAMPLE = 20_000
"""How many claims are looked at, at most."""


def differences(connection: Connection) -> Iterator[str]:
    """Where the stored ledger is not what the facts come to, one sentence each."""
    waiting = sum(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (unsettled_fact, unsettled_claim)
    )
    if waiting:
        yield (
            f"The ledger is behind by {waiting} changes, of other programs or of a load that was "
            "broken off; open the database for writing, for instance with `tracker init`."
        )
        return
    yield from _misplaced(connection)
    ids = connection.scalars(select(claim.c.id).order_by(claim.c.id)).all()
    step = -(-len(ids) // SAMPLE) or 1
    times = Times()
    for chunk in chunked(ids[::step]):
        yield from _differing(connection, chunk, times)


def _misplaced(connection: Connection) -> Iterator[str]:
    """Facts that should state a claim and do not; rejected ones, which should not, and do."""
    placed = claim_member.c.fact_id.is_not(None)
    due = (
        fact.c.subject.is_not(None)
        & fact.c.equivalent_of.is_(None)
        & fact.c.indicator.not_in(UNCLAIMED_INDICATORS)
        & (fact.c.review != "rejected")
    )
    joined = fact.outerjoin(claim_member, claim_member.c.fact_id == fact.c.id)
    for sentence, wrong in (
        ("is in no claim, or has a period that cannot be read", due & ~placed),
        ("is in a claim and should not be", placed & ~due),
    ):
        ids = connection.scalars(
            select(fact.c.id).select_from(joined).where(wrong).order_by(fact.c.id)
        )
        yield from (f"fact {each}: {sentence}." for each in ids)


_BY_ID = (
    select(claim, *(series.c[name] for name in SeriesKey._fields))
    .join(series, series.c.id == claim.c.series_id)
    .where(claim.c.id.in_(bindparam("wanted", expanding=True)))
)


def _differing(connection: Connection, ids: Sequence[int], times: Times) -> Iterator[str]:
    kinds = packaged_source_kinds()
    found = {row.id: Claim.of(row) for row in connection.execute(_BY_ID, {"wanted": ids})}
    for row in rows_of_claims(connection, ids):
        each = found[row.claim_id]
        each.members[row.id] = (row.statement, row.standing)
        each.mentions.append(mention_of(row, kinds))
        place = place_of(row, times)
        if place is None or (place[0], place[1].key) != (each.key, each.time_key):
            yield f"fact {row.id}: is in claim {each.id} and belongs to another."
    for each in found.values():
        each.arrange()
    rejudged_neighbours(connection, found.values())
    for number, each in sorted(found.items()):
        if not each.mentions:
            yield f"claim {number}: no figure states it."
            continue
        due, standings = judged_rows(each)
        wrong = [name for name in due if _differs(each.held or {}, due, name)]
        if standings != each.members:
            wrong.append("standing")
        if wrong:
            yield f"claim {number}: {', '.join(wrong)} does not follow from its figures."


def _differs(held: dict[str, Any], due: dict[str, Any], name: str) -> bool:
    # A sentence may name a thing whose name has changed since.
    return name != "reason" and held[name] != due[name]
