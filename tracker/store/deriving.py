"""Deriving: what stated figures imply, kept apart from them.

Within a document the rules of `tracker.ledger.implied` hold, across documents those of
`tracker.ledger.trade_sums`. Only what a change can touch is derived anew, and only what differs is
written: an implied figure is known by its rule and the facts that it follows from.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    func,
    select,
    update,
)

from tracker.ledger.figure import Figure
from tracker.ledger.implied import implied_by
from tracker.ledger.intervals import Interval
from tracker.ledger.trade_sums import FLOWS, SUMS, implied_by_flows
from tracker.model.claim import Comparison
from tracker.model.derived import Implied
from tracker.model.period import Period
from tracker.store.changed import Changed
from tracker.store.comparing import settle_comparisons
from tracker.store.figure_rows import Flow, figures_drawn, figures_of, flow_claims
from tracker.store.ids import Ids
from tracker.store.inserts import insert_rows
from tracker.store.ledger_tables import claim_member, derived, derived_input
from tracker.store.mention_rows import chunked
from tracker.store.rows import days_of
from tracker.store.tables import unit

_SUMS = (
    select(derived.c.id, derived.c.subject, derived.c.partner, derived.c.period)
    .join(derived_input, derived_input.c.derived_id == derived.c.id)
    .where(derived.c.document_id.is_(None))
)
Identity = tuple[str, frozenset[tuple[int, str]]]  # rule; row id and role of each input
_KEPT = tuple(
    field.name
    for field in fields(Implied)
    if field.name in derived.c and field.name not in ("rule", "inputs")
)


def settle_implied(connection: Connection, changed: Changed) -> None:
    """Derive anew what the changed documents and series imply, and compare it."""
    fresh = _settle_documents(connection, changed.documents)
    fresh |= _settle_flows(connection, changed)
    settle_comparisons(connection, changed, fresh)


def _settle_documents(connection: Connection, documents: Iterable[int]) -> set[int]:
    """Rows of what the documents imply, by themselves; ids of those that are to be compared."""
    money = currencies(connection)
    fresh = set()
    for chunk in chunked(sorted(documents)):
        wanted = rows_of_documents(figures_of(connection, chunk), money)
        fresh |= _write(connection, derived.c.document_id.in_(chunk), wanted)
    return fresh


def currencies(connection: Connection) -> set[str]:
    """The base units that are money."""
    return set(connection.scalars(select(unit.c.base_unit).where(unit.c.kind == "money")))


def rows_of_documents(
    figures: Mapping[int, Sequence[tuple[int, Figure]]], money: Collection[str]
) -> dict[Identity, dict[str, Any]]:
    """Rows of `derived` for what documents imply by themselves.

    Args:
        figures: The figures of each document with their row ids.
        money: The base units that are money.
    """
    wanted: dict[Identity, dict[str, Any]] = {}
    for number, found in figures.items():
        ids = {figure.key: fact_id for fact_id, figure in found}
        by_key = {figure.key: figure for _, figure in found}
        for implied in implied_by([figure for _, figure in found], money):
            row = _row(implied) | {"document_id": number}
            if implied.beside is not None:
                row |= _beside(implied, by_key[implied.beside], ids[implied.beside])
            wanted[_identity(implied, ids)] = row
    return wanted


def rows_of_flows(found: Sequence[tuple[int, Figure]]) -> dict[Identity, dict[str, Any]]:
    """Rows of `derived` for what drawn exports and imports imply, with their row ids."""
    ids = {figure.key: fact_id for fact_id, figure in found}
    return {
        _identity(implied, ids): _row(implied) | {"document_id": None}
        for implied in implied_by_flows(figure for _, figure in found)
    }


def _settle_flows(connection: Connection, changed: Changed) -> set[int]:
    """Rows of what exports and imports stated anywhere imply; ids of those to be compared."""
    before = _sums_of_facts(connection, changed.facts)
    touched = set(before)
    for number, key in changed.series.items():
        if key.indicator in FLOWS and key.partner is not None:
            pair = _pair(key.subject, key.partner)
            touched |= {(pair, period) for period in changed.periods.get(number, ())}
    fresh = set()
    for chunk in chunked(sorted(touched), 100):
        claims = flow_claims(connection, chunk)
        wanted = rows_of_flows(figures_drawn(connection, claims))
        held = _sums_of_claims(connection, claims)
        held |= {number for flow in chunk for number in before.get(flow, ())}
        if changed.facts_gone:
            held |= _sums_that_lost_an_input(connection, {pair for pair, _ in chunk})
        fresh |= _write(connection, derived.c.id.in_(sorted(held)), wanted)
    return fresh


def _sums_of_facts(connection: Connection, facts: Iterable[int]) -> dict[Flow, set[int]]:
    """Rows of the sums that followed from facts that have changed, perhaps their series too."""
    found: dict[Flow, set[int]] = defaultdict(set)
    for chunk in chunked(sorted(facts)):
        rows = connection.execute(_SUMS.where(derived_input.c.fact_id.in_(chunk)))
        for number, *flow in rows:
            found[_flow(*flow)].add(number)
    return found


def _sums_of_claims(connection: Connection, claims: Iterable[int]) -> set[int]:
    """Rows of the sums that followed from facts of these claims."""
    found: set[int] = set()
    for chunk in chunked(claims):
        inputs = select(claim_member.c.fact_id).where(claim_member.c.claim_id.in_(chunk))
        rows = connection.execute(_SUMS.where(derived_input.c.fact_id.in_(inputs)))
        found |= {row.id for row in rows}
    return found


def _sums_that_lost_an_input(connection: Connection, pairs: set[tuple[str, str]]) -> set[int]:
    inputs = (
        select(func.count()).where(derived_input.c.derived_id == derived.c.id).scalar_subquery()
    )
    lost = select(derived.c.id).where(
        derived.c.subject.in_(sorted({side for pair in pairs for side in pair})),
        derived.c.indicator.in_(SUMS),
        derived.c.document_id.is_(None),
        inputs < 2,
    )
    return set(connection.scalars(lost))


def _flow(subject: str, partner: str, period: str) -> Flow:
    return _pair(subject, partner), str(Period.parse(period))


def _pair(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((one, other))
    return first, second


def _identity(implied: Implied, ids: Mapping[str, int]) -> Identity:
    return implied.rule, frozenset((ids[each.key], str(each.role)) for each in implied.inputs)


def _row(implied: Implied) -> dict[str, Any]:
    start, end, year = days_of(implied.period)
    row = {name: getattr(implied, name) for name in _KEPT}
    return row | {"period_start": start, "period_end": end, "year": year}


def _beside(implied: Implied, stated: Figure, fact_id: int) -> dict[str, Any]:
    """The comparison with the figure of the same movement that states the same."""
    meets = Interval(implied.base_low, implied.base_high).meets(stated.interval)
    comparison = Comparison.AGREES if meets else Comparison.DIFFERS
    return {"comparison": comparison, "stated_fact_id": fact_id}


def _write(
    connection: Connection, where: ColumnElement[bool], wanted: dict[Identity, dict[str, Any]]
) -> set[int]:
    """Make the stored rows the wanted ones; ids of those whose comparison is to be found."""
    held = held_rows(connection, where)
    gone = [number for key, rows in held.items() for number in rows if key not in wanted]
    # One too many of a kind can only be another program's.
    gone += [number for key, rows in held.items() if key in wanted for number in sorted(rows)[1:]]
    for chunk in chunked(gone):
        connection.execute(delete(derived).where(derived.c.id.in_(chunk)))
    ids = Ids(connection)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows, inputs, to_compare = [], [], set()
    for key, row in wanted.items():
        if key in held:
            number = min(held[key])
            before = held[key][number]
            if any(before[name] != value for name, value in row.items()):
                statement = update(derived).where(derived.c.id == number)
                connection.execute(statement.values(**row, computed_at=now))
        else:
            number = ids.take(derived)
            known = {"comparison": Comparison.UNSTATED, "stated_fact_id": None}
            rows.append({"id": number, "rule": key[0], "computed_at": now, **known, **row})
            inputs += [
                {"derived_id": number, "fact_id": fact_id, "role": role}
                for fact_id, role in sorted(key[1])
            ]
        if "comparison" not in row:
            to_compare.add(number)
    if rows:
        insert_rows(connection, derived, rows)
        insert_rows(connection, derived_input, inputs)
        ids.announce()
    return to_compare


def held_rows(
    connection: Connection, *where: ColumnElement[bool]
) -> dict[Identity, dict[int, RowMapping]]:
    """The stored rows, by identity."""
    rows = {row["id"]: row for row in connection.execute(select(derived).where(*where)).mappings()}
    parts: dict[int, set[tuple[int, str]]] = {number: set() for number in rows}
    for chunk in chunked(sorted(rows)):
        wanted = select(derived_input).where(derived_input.c.derived_id.in_(chunk))
        for part in connection.execute(wanted):
            parts[part.derived_id].add((part.fact_id, part.role))
    found: dict[Identity, dict[int, RowMapping]] = {}
    for number, row in rows.items():
        found.setdefault((row["rule"], frozenset(parts[number])), {})[number] = row
    return found
