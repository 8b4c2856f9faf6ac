"""Targeting: targets with their history and what was reached.

A target's history is all that was promised of one thing in one unit, at whatever time and rate.
Only histories of which a promise or an actual figure changed are followed anew, and only what
differs is written.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    not_,
    or_,
    select,
    update,
)

from tracker.ledger.claims import UNCLAIMED_INDICATORS
from tracker.ledger.targets import FALLING_INDICATORS, Actual, Promise, follow, rate_of
from tracker.model.fact import Measure, Status
from tracker.store.changed import Changed
from tracker.store.ledger_tables import claim, series, target
from tracker.store.mention_rows import chunked
from tracker.store.tables import document, fact


class History(NamedTuple):
    """What one history is of: all of a target but its time and rate.

    A promise of nothing that a claim could speak of is alone in its history; `alone`, its citable
    key, then tells it apart.
    """

    subject: str | None
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    counted: str | None
    base_unit: str
    alone: str | None = None

    def __str__(self) -> str:
        r"""All parts joined by |; a | within the counted noun is written \|."""
        return "|".join(
            "" if part is None else part.replace("\\", "\\\\").replace("|", "\\|") for part in self
        )


_PARTS = History._fields[:-1]
_REFERENCES = ("fact_id", "previous_fact_id", "actual_fact_id", "reached_fact_id")
_PROMISED = and_(
    fact.c.measure == Measure.LEVEL,
    fact.c.status == Status.TARGET,
    fact.c.review != "rejected",
    fact.c.equivalent_of.is_(None),
)
_PROMISES: Select[Any] = select(
    *(fact.c[name] for name in ("id", "start", "end", *_PARTS)),
    *(fact.c[name] for name in ("base_value", "per", "period_end", "published", "rank")),
    document.c.sha256,
).join_from(fact, document, document.c.id == fact.c.document_id)
# Put together once: that takes longer than the answer.
_OF_SUBJECT = _PROMISES.where(
    _PROMISED,
    fact.c.subject == bindparam("subject"),
    fact.c.indicator == bindparam("indicator"),
)
_AT_PLACE = _PROMISES.where(
    _PROMISED,
    fact.c.start == bindparam("start"),
    fact.c.end == bindparam("end"),
    document.c.sha256.like(bindparam("digest")),
)
_LINES = select(series).where(
    series.c.subject == bindparam("subject"),
    series.c.indicator == bindparam("indicator"),
    series.c.measure == Measure.LEVEL,
    series.c.status == Status.ACTUAL,
)
_DRAWN = (
    select(
        *(fact.c[name] for name in ("id", "start", "end", "base_value", "per")),
        *(claim.c.period_start, claim.c.period_end, fact.c.published, document.c.sha256),
    )
    .join_from(claim, fact, fact.c.id == claim.c.drawn_fact_id)
    .join(document, document.c.id == fact.c.document_id)
    .where(claim.c.series_id.in_(bindparam("lines", expanding=True)))
)
_DRAWN_OF_YEARS = _DRAWN.where(
    claim.c.year.is_not(None),
    claim.c.period_start.like("%-01-01"),
    claim.c.period_end.like("%-12-31"),
)
_OF_HISTORY = select(target).where(target.c.history_key == bindparam("key"))
_UPDATE = (
    update(target)
    .where(target.c.fact_id == bindparam("row_id"))
    .values(
        {
            column.name: bindparam(f"new_{column.name}")
            for column in target.c
            if column.name != "fact_id"
        }
    )
)
_of_current = target.alias("of_current")
# Rows that a deleted fact left behind: nothing else tells what its history was.
_LEFT_BEHIND = or_(
    and_(
        target.c.actual_fact_id.is_(None),
        or_(target.c.growth_needed.is_not(None), target.c.growth_achieved.is_not(None)),
    ),
    and_(target.c.statement > 1, target.c.previous_fact_id.is_(None)),
    target.c.history_key.not_in(
        select(_of_current.c.history_key).where(_of_current.c.is_current == 1)
    ),
)


def settle_targets(connection: Connection, changed: Changed) -> None:
    """Follow the targets whose history or actual figures changed."""
    histories = _touched(connection, changed)
    for chunk in chunked(sorted(changed.facts)):
        broken = select(fact.c.id).where(fact.c.id.in_(chunk), not_(_PROMISED))
        connection.execute(delete(target).where(target.c.fact_id.in_(broken)))
    for key in sorted(histories):
        _follow(connection, histories[key], key)


def _touched(connection: Connection, changed: Changed) -> dict[str, History]:
    """The histories that the change can have touched, by key."""
    found: dict[str, History] = {}
    measured: dict[str, History] = {}
    known = set()
    for chunk in chunked(sorted(changed.series)):
        for row in connection.execute(select(series).where(series.c.id.in_(chunk))):
            known.add(row.id)
            history = History(*(getattr(row, name) for name in _PARTS))
            if row.measure == Measure.LEVEL and row.status == Status.TARGET:
                found[str(history)] = history
            elif row.measure == Measure.LEVEL and row.status == Status.ACTUAL:
                measured[str(history)] = history
    for chunk in chunked(sorted(changed.facts)):
        found |= _histories(connection, fact.c.id.in_(chunk))
        found |= _beside(connection, or_(*(target.c[name].in_(chunk) for name in _REFERENCES)))
    for keys in chunked(sorted(measured.keys() - found.keys())):
        held = select(target.c.history_key).where(target.c.history_key.in_(keys)).distinct()
        found |= {key: measured[key] for key in connection.scalars(held)}
    if known != changed.series:  # what a vanished series was of is not known any more
        found |= _beside(connection, _LEFT_BEHIND)
    return found


def _beside(connection: Connection, where: ColumnElement[bool]) -> dict[str, History]:
    """The histories of these rows, as the promises that are still in them tell."""
    found: dict[str, History] = {}
    keys = connection.scalars(select(target.c.history_key).where(where).distinct()).all()
    for chunk in chunked(sorted(keys)):
        members = select(target.c.fact_id).where(target.c.history_key.in_(chunk))
        found |= _histories(connection, fact.c.id.in_(members))
    return found


def _histories(connection: Connection, where: ColumnElement[bool]) -> dict[str, History]:
    rows = connection.execute(_PROMISES.where(where, _PROMISED))
    histories = [_history(row) for row in rows]
    return {str(history): history for history in histories}


def _history(row: Row[Any]) -> History:
    parts = [getattr(row, name) for name in _PARTS]
    claimed = row.subject is not None and row.indicator not in UNCLAIMED_INDICATORS
    return History._make([*parts, None if claimed else _key(row)])


def _key(row: Row[Any]) -> str:
    return f"{row.sha256[:12]}:{row.start}-{row.end}"


def _follow(connection: Connection, history: History, key: str) -> None:
    """Follow one history and write what differs."""
    rows = {_key(row): row for row in _promises(connection, history)}
    promises = [_promise(name, row) for name, row in rows.items()]
    actuals = {}
    if history.alone is None and promises:
        rates = {rate_of(promise.per) for promise in promises}
        actuals = {
            actual.key: (number, actual) for number, actual in _actuals(connection, history, rates)
        }
    followed = follow(
        promises,
        (actual for _, actual in actuals.values()),
        falling=history.indicator in FALLING_INDICATORS,
    )
    wanted = {}
    for each in followed:
        wanted[rows[each.key].id] = {
            "subject": history.subject,
            "history_key": key,
            "statement": each.statement,
            "is_current": int(each.current),
            "previous_fact_id": None if each.previous is None else rows[each.previous].id,
            "actual_fact_id": None if each.actual is None else actuals[each.actual][0],
            "reached_fact_id": None if each.reached is None else actuals[each.reached][0],
            "growth_needed": each.growth_needed,
            "growth_achieved": each.growth_achieved,
        }
    _write(connection, key, wanted)


def _promises(connection: Connection, history: History) -> list[Row[Any]]:
    wanted: dict[str, Any] = {"subject": history.subject, "indicator": history.indicator}
    statement = _OF_SUBJECT
    if history.alone is not None:
        digest, _, span = history.alone.partition(":")
        start, _, end = span.partition("-")
        wanted = {"digest": f"{digest}%", "start": int(start), "end": int(end)}
        statement = _AT_PLACE
    return [row for row in connection.execute(statement, wanted) if _history(row) == history]


def _promise(key: str, row: Row[Any]) -> Promise:
    return Promise(
        key=key,
        start=row.start,
        value=row.base_value,
        horizon=row.period_end,
        per=row.per,
        published=row.published,
        deprecated=row.rank == "deprecated",
    )


def _actuals(
    connection: Connection, history: History, rates: Iterable[str | None]
) -> list[tuple[int, Actual]]:
    """The drawn figures that the history is measured against, with their row ids."""
    wanted = {"subject": history.subject, "indicator": history.indicator}
    lines = [
        row.id
        for row in connection.execute(_LINES, wanted)
        if all(getattr(row, name) == getattr(history, name) for name in _PARTS)
    ]
    if not lines:
        return []
    # Most series have far more parts of years than years, and these are seldom needed.
    years = _read(connection, _DRAWN_OF_YEARS, lines)
    if {rate_of(actual.per) for _, actual in years} >= set(rates):
        return years
    return _read(connection, _DRAWN, lines)


def _read(
    connection: Connection, statement: Select[Any], lines: list[int]
) -> list[tuple[int, Actual]]:
    return [
        (
            row.id,
            Actual(
                key=_key(row),
                value=row.base_value,
                per=row.per,
                start=row.period_start,
                end=row.period_end,
                published=row.published,
            ),
        )
        for row in connection.execute(statement, {"lines": lines})
    ]


def _write(connection: Connection, key: str, wanted: dict[int, dict[str, Any]]) -> None:
    """Make the stored rows of a history the wanted ones."""
    rows = connection.execute(_OF_HISTORY, {"key": key}).mappings()
    held = {row["fact_id"]: dict(row) for row in rows}
    for chunk in chunked(sorted(wanted.keys() - held.keys())):  # those that came from another one
        moved = select(target).where(target.c.fact_id.in_(chunk))
        held |= {row["fact_id"]: dict(row) for row in connection.execute(moved).mappings()}
    for chunk in chunked(sorted(held.keys() - wanted.keys())):
        connection.execute(delete(target).where(target.c.fact_id.in_(chunk)))
    new, changes = [], []
    for fact_id, row in sorted(wanted.items()):
        if fact_id not in held:
            new.append({"fact_id": fact_id, **row})
        elif held[fact_id] != {"fact_id": fact_id, **row}:
            values = {f"new_{name}": value for name, value in row.items()}
            changes.append({"row_id": fact_id, **values})
    if new:
        connection.execute(insert(target), new)
    if changes:
        connection.execute(_UPDATE, changes)
