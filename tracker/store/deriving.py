"""Deriving: what stated figures imply, kept apart from them.

Within a document the rules of `tracker.ledger.implied` hold, across documents those of
`tracker.ledger.trade_sums`. Only what a change can touch is derived anew, and only what differs is
written: an implied figure is known by its rule and the facts that it follows from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)

from tracker.ledger.figure import Figure
from tracker.ledger.implied import implied_by
from tracker.ledger.intervals import Interval
from tracker.ledger.trade_sums import FLOWS, SUMS, implied_by_flows
from tracker.model.claim import Comparison
from tracker.model.derived import Implied
from tracker.store.changed import Changed
from tracker.store.comparing import settle_comparisons
from tracker.store.figure_rows import figures_of, flows_between
from tracker.store.ids import Ids
from tracker.store.ledger_tables import derived, derived_input, series
from tracker.store.mention_rows import chunked
from tracker.store.rows import days_of
from tracker.store.tables import unit

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
    touched = sorted(documents)
    figures = figures_of(connection, touched)
    currencies: set[str] = set()
    if any(each.equivalent_of for found in figures.values() for _, each in found):
        money = select(unit.c.base_unit).where(unit.c.kind == "money")
        currencies = set(connection.scalars(money))
    wanted: dict[Identity, dict[str, Any]] = {}
    for number, found in figures.items():
        ids = {figure.key: fact_id for fact_id, figure in found}
        by_key = {figure.key: figure for _, figure in found}
        for implied in implied_by([figure for _, figure in found], currencies):
            row = _row(implied) | {"document_id": number}
            if implied.beside is not None:
                row |= _beside(implied, by_key[implied.beside], ids[implied.beside])
            wanted[_identity(implied, ids)] = row
    fresh = set()
    for chunk in chunked(touched):
        here = {key: row for key, row in wanted.items() if row["document_id"] in set(chunk)}
        fresh |= _write(connection, derived.c.document_id.in_(chunk), here)
    return fresh


def _settle_flows(connection: Connection, changed: Changed) -> set[int]:
    """Rows of what exports and imports stated anywhere imply; ids of those to be compared."""
    pairs = _pairs_of_inputs(connection, changed.facts)
    known = set()
    for chunk in chunked(sorted(changed.series)):
        columns = (series.c.id, series.c.indicator, series.c.subject, series.c.partner)
        for row in connection.execute(select(*columns).where(series.c.id.in_(chunk))):
            known.add(row.id)
            if row.indicator in FLOWS and row.partner is not None:
                pairs.add(_pair(row.subject, row.partner))
    if known != changed.series:  # what a vanished series was of is not known any more
        pairs |= _pairs_that_lost_an_input(connection)
    fresh = set()
    for pair in sorted(pairs):
        found = flows_between(connection, pair)
        ids = {figure.key: fact_id for fact_id, figure in found}
        wanted = {
            _identity(implied, ids): _row(implied) | {"document_id": None}
            for implied in implied_by_flows(figure for _, figure in found)
        }
        fresh |= _write(connection, _sums_of(pair), wanted)
    return fresh


def _pairs_of_inputs(connection: Connection, facts: Iterable[int]) -> set[tuple[str, str]]:
    """The pairs whose sums followed from facts that have changed, perhaps their series too."""
    pairs = set()
    for chunk in chunked(sorted(facts)):
        sums = (
            select(derived.c.subject, derived.c.partner)
            .join(derived_input, derived_input.c.derived_id == derived.c.id)
            .where(derived_input.c.fact_id.in_(chunk), derived.c.document_id.is_(None))
        )
        pairs |= {_pair(*row) for row in connection.execute(sums)}
    return pairs


def _pairs_that_lost_an_input(connection: Connection) -> set[tuple[str, str]]:
    inputs = (
        select(func.count()).where(derived_input.c.derived_id == derived.c.id).scalar_subquery()
    )
    sums = select(derived.c.subject, derived.c.partner).where(
        derived.c.indicator.in_(SUMS), derived.c.document_id.is_(None), inputs < 2
    )
    return {_pair(*row) for row in connection.execute(sums)}


def _pair(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((one, other))
    return first, second


def _sums_of(pair: tuple[str, str]) -> ColumnElement[bool]:
    return and_(
        derived.c.subject.in_(pair),
        derived.c.indicator.in_(SUMS),
        derived.c.partner.in_(pair),
        derived.c.document_id.is_(None),
    )


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
    held = _held(connection, where)
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
        connection.execute(insert(derived), rows)
        connection.execute(insert(derived_input), inputs)
        ids.announce()
    return to_compare


def _held(
    connection: Connection, where: ColumnElement[bool]
) -> dict[Identity, dict[int, RowMapping]]:
    """The stored rows, by identity."""
    rows = {row["id"]: row for row in connection.execute(select(derived).where(where)).mappings()}
    parts: dict[int, set[tuple[int, str]]] = {number: set() for number in rows}
    for chunk in chunked(sorted(rows)):
        wanted = select(derived_input).where(derived_input.c.derived_id.in_(chunk))
        for part in connection.execute(wanted):
            parts[part.derived_id].add((part.fact_id, part.role))
    found: dict[Identity, dict[int, RowMapping]] = {}
    for number, row in rows.items():
        found.setdefault((row["rule"], frozenset(parts[number])), {})[number] = row
    return found
