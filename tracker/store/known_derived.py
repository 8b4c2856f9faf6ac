"""Known derived: what followed on a day from the figures that had been published by then.

The rows of `derived` and `target` that a ledger of these figures would hold are made in memory, by
the functions that settle the stored ones, and the text of the views is asked with them instead.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    column,
    exists,
    or_,
    select,
    table,
)

from tracker.ledger.trade_sums import FLOWS
from tracker.model.claim import Comparison
from tracker.model.derived import DerivedFilter, Rule
from tracker.model.fact import Measure
from tracker.store.comparing import Questions, compared
from tracker.store.derived_views import IMPLIED, targets_by
from tracker.store.deriving import (
    Identity,
    currencies,
    held_rows,
    rows_of_documents,
    rows_of_flows,
)
from tracker.store.figure_rows import figures_by_id, figures_of
from tracker.store.known_claims import KnownClaims
from tracker.store.ledger_tables import claim, derived, derived_input, series, target
from tracker.store.mention_rows import chunked
from tracker.store.moments import Moment, PublishedBy
from tracker.store.passed_rows import query_instead
from tracker.store.tables import fact
from tracker.store.target_histories import History, follow_histories, histories_of

Rows = dict[Identity, dict[str, Any]]
_THING = ("subject", "partner", "indicator", "commodity")
_input = fact.alias("input")


def targets_known(connection: Connection, where: DerivedFilter, day: str) -> FromClause:
    """What the view `targets` would have shown of these on a day.

    Args:
        connection: A reading connection.
        where: Which ones; more may be found.
        day: ISO 8601.
    """
    promises: Select[Any] = select(column("fact_id")).select_from(table("targets"))
    for each in _thing_is(where, {name: column(name) for name in _THING}):
        promises = promises.where(each)
    return targets_then(connection, connection.scalars(promises).all(), PublishedBy(day))


def targets_then(connection: Connection, promises: Iterable[int], moment: Moment) -> FromClause:
    """What the view `targets` would have shown of the histories of these promises (row ids)."""
    histories: dict[str, History] = {}
    for chunk in chunked(promises):
        histories |= histories_of(connection, fact.c.id.in_(chunk))
    known = KnownClaims(connection, moment)
    rows: list[dict[str, Any]] = []
    for keys in chunked(sorted(histories), 100):
        followed = follow_histories(connection, {key: histories[key] for key in keys}, (), known)
        rows += [{"fact_id": number, **row} for number, row in followed.items()]
    return query_instead(connection, targets_by(f"'{moment.day}'"), {target: rows}, "targets")


def implied_known(connection: Connection, where: DerivedFilter, day: str) -> FromClause:
    """What the view `implied` would have shown of these on a day; the arguments as above.

    What today's ledger does not hold, since it draws another figure by now, has an id below nought.
    """
    known = KnownClaims(connection, PublishedBy(day))
    rows = _of_documents(connection, where, known.moment)
    if where.document_id is None:
        rows |= _of_flows(connection, where, known)
    _compare(connection, rows, Questions(connection, known))
    parts = [
        {"derived_id": row["id"], "fact_id": fact_id, "role": role}
        for key, row in rows.items()
        for fact_id, role in sorted(key[1])
    ]
    passed = {derived: list(rows.values()), derived_input: parts}
    return query_instead(connection, IMPLIED, passed, "implied")


def _thing_is(
    where: DerivedFilter, columns: Mapping[str, ColumnElement[Any]]
) -> list[ColumnElement[bool]]:
    """What must hold of the columns that say what a figure is of."""
    found: list[ColumnElement[bool]] = [
        columns[name].in_(wanted) for name in columns if (wanted := getattr(where, name))
    ]
    if where.entity:
        sides = (columns["subject"].in_(where.entity), columns["partner"].in_(where.entity))
        found.append(or_(*sides))
    return found


def _of_documents(connection: Connection, where: DerivedFilter, moment: Moment) -> Rows:
    """What documents implied, of which some figures may have been published later."""
    late = exists().where(
        derived_input.c.derived_id == derived.c.id, derived_input.c.fact_id == fact.c.id
    )
    conditions = [
        derived.c.document_id.is_not(None),
        ~late.where(moment.is_unknown()),
        *_thing_is(where, {name: derived.c[name] for name in _THING}),
    ]
    if where.document_id is not None:
        conditions.append(derived.c.document_id == where.document_id)
    held = held_rows(connection, *conditions)
    split = _split_documents(connection, where, moment)
    rows = {
        key: dict(found[min(found)])
        for key, found in held.items()
        if found[min(found)]["document_id"] not in split
    }
    figures = figures_of(connection, split, moment.is_known())
    return rows | _told(rows_of_documents(figures, currencies(connection)), held)


def _split_documents(connection: Connection, where: DerivedFilter, moment: Moment) -> set[int]:
    """Documents of which some figures were known and others not, as their places have dates."""
    unknown = exists().where(_input.c.document_id == fact.c.document_id, moment.is_unknown(_input))
    split = select(fact.c.document_id).where(moment.is_known(), unknown).distinct()
    sides = {name: fact.c[name] for name in ("subject", "partner")}
    loose = DerivedFilter(subject=where.subject, entity=where.entity)
    split = split.where(*_thing_is(loose, sides))
    if where.document_id is not None:
        split = split.where(fact.c.document_id == where.document_id)
    return set(connection.scalars(split))


def _of_flows(connection: Connection, where: DerivedFilter, known: KnownClaims) -> Rows:
    """What the exports and imports that were drawn on the day implied."""
    sides = (*where.subject, *where.partner, *where.entity)
    flows = select(claim.c.id).join(series, series.c.id == claim.c.series_id)
    flows = flows.where(
        series.c.indicator.in_(list(FLOWS)),
        series.c.partner.is_not(None),
        series.c.measure == Measure.LEVEL,
        claim.c.period.is_not(None),
    )
    held: list[ColumnElement[bool]] = [derived.c.document_id.is_(None)]
    if sides:
        flows = flows.where(or_(series.c.subject.in_(sides), series.c.partner.in_(sides)))
        held.append(or_(derived.c.subject.in_(sides), derived.c.partner.in_(sides)))
    drawn = known.drawn(connection.scalars(flows))
    figures = figures_by_id(connection, drawn)
    return _told(rows_of_flows(list(figures.items())), held_rows(connection, *held))


def _told(new: Rows, held: dict[Identity, dict[int, Any]]) -> Rows:
    """Rows with all columns: those of the stored ones where there are any."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows: Rows = {}
    for key, row in new.items():
        stored = held[key][min(held[key])] if key in held else {}
        known = {"id": None, "computed_at": now, "comparison": Comparison.UNSTATED.value}
        rows[key] = {**known, "stated_fact_id": None, **stored, "rule": key[0], **row}
    return rows


def _compare(connection: Connection, rows: Rows, questions: Questions) -> None:
    """Number the rows, and compare them with what was stated by the day."""
    loose = []
    stated = {row["stated_fact_id"] for row in rows.values() if row["rule"] == Rule.CHANGE}
    homes: dict[int, int] = {}
    for chunk in chunked(sorted(stated - {None})):
        found = select(fact.c.id, fact.c.document_id).where(fact.c.id.in_(chunk))
        homes |= {row.id: row.document_id for row in connection.execute(found)}
    for number, (key, row) in enumerate(rows.items(), 1):
        if row["id"] is None:
            row["id"] = -number
        # Compared where it is derived, within its own movement, or with rates of any day.
        within = (
            row["rule"] == Rule.CHANGE and homes.get(row["stated_fact_id"]) == (row["document_id"])
        )
        if not within and row["rule"] != Rule.EXCHANGE_RATE:
            loose.append((key, row))
    questions.ask(row for _, row in loose)
    for key, row in loose:
        inputs = {fact_id for fact_id, _ in key[1]}
        row["comparison"], row["stated_fact_id"] = compared(connection, row, questions, inputs)
