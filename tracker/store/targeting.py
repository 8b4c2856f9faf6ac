"""Targeting: targets with their history and what was reached.

A target's history is all that was promised of one thing in one unit, at whatever time and rate.
Only histories of which a promise or an actual figure changed are followed anew, and only what
differs is written.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    not_,
    or_,
    select,
    update,
)

from tracker.ledger.claims import UNCLAIMED_INDICATORS
from tracker.ledger.targets import FALLING_INDICATORS, Actual, Promise, follow, rate_of
from tracker.model.fact import Measure, Status
from tracker.store.changed import Changed
from tracker.store.inserts import insert_rows
from tracker.store.ledger_tables import claim, claim_member, series, target
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


Lines = dict[str, dict[Status, list[int]]]
Reached = tuple[Actual, int]  # and the row of its fact
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
_MEMBERS = select(target.c.fact_id).where(
    target.c.history_key.in_(bindparam("keys", expanding=True))
)
_BY_ID = _PROMISES.where(_PROMISED, fact.c.id.in_(bindparam("ids", expanding=True)))
_OF_LINES = (
    _PROMISES.add_columns(claim.c.series_id)
    .join(claim_member, claim_member.c.fact_id == fact.c.id)
    .join(claim, claim.c.id == claim_member.c.claim_id)
    .where(_PROMISED, claim.c.series_id.in_(bindparam("lines", expanding=True)))
)
_AT_PLACE = _PROMISES.where(
    _PROMISED,
    fact.c.start == bindparam("start"),
    fact.c.end == bindparam("end"),
    # Not LIKE, which SQLite would not look up in the index.
    document.c.sha256 >= bindparam("digest"),
    document.c.sha256 < bindparam("beyond"),
)
_LINES = select(series).where(
    series.c.subject.in_(bindparam("subjects", expanding=True)),
    series.c.indicator.in_(bindparam("indicators", expanding=True)),
    series.c.measure == Measure.LEVEL,
    series.c.status.in_((Status.TARGET, Status.ACTUAL)),
)
_DRAWN = (
    select(
        *(fact.c[name] for name in ("id", "start", "end", "base_value", "per")),
        *(claim.c.period_start, claim.c.period_end, fact.c.published, document.c.sha256),
        claim.c.series_id,
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
_HELD = select(target).where(target.c.history_key.in_(bindparam("keys", expanding=True)))
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


def settle_targets(connection: Connection, changed: Changed) -> None:
    """Follow the targets whose history or actual figures changed."""
    stated = _stated(connection, changed.facts)
    histories = _touched(connection, changed)
    histories |= {key: history for key, (history, _) in stated.items()}
    for chunk in chunked(sorted(changed.facts)):
        broken = select(fact.c.id).where(fact.c.id.in_(chunk), not_(_PROMISED))
        connection.execute(delete(target).where(target.c.fact_id.in_(broken)))
    keys = sorted(histories, key=lambda key: (histories[key].alone is not None, key))
    for followed in chunked(keys, 100):
        new = [row for key in followed if key in stated for row in stated[key][1]]
        _follow(connection, {key: histories[key] for key in followed}, new)


def _stated(
    connection: Connection, facts: Iterable[int]
) -> dict[str, tuple[History, list[Row[Any]]]]:
    """The promises among these facts, by the keys of their histories."""
    found: dict[str, tuple[History, list[Row[Any]]]] = {}
    for chunk in chunked(sorted(facts)):
        for row in connection.execute(_BY_ID, {"ids": chunk}).all():
            history = _history(row)
            found.setdefault(str(history), (history, []))[1].append(row)
    return found


def _touched(connection: Connection, changed: Changed) -> dict[str, History]:
    """The histories that the change can have touched, by key."""
    found: dict[str, History] = {}
    measured: dict[str, History] = {}
    for series_key in changed.series.values():
        history = History(*(getattr(series_key, name) for name in _PARTS))
        if series_key.measure == Measure.LEVEL and series_key.status == Status.TARGET:
            found[str(history)] = history
        elif series_key.measure == Measure.LEVEL and series_key.status == Status.ACTUAL:
            measured[str(history)] = history
    for chunk in chunked(sorted(changed.facts)):
        found |= _beside(connection, or_(*(target.c[name].in_(chunk) for name in _REFERENCES)))
    for keys in chunked(sorted(measured.keys() - found.keys())):
        held = select(target.c.history_key).where(target.c.history_key.in_(keys)).distinct()
        found |= {key: measured[key] for key in connection.scalars(held)}
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


def _follow(connection: Connection, histories: dict[str, History], new: Sequence[Row[Any]]) -> None:
    """Follow these histories and write what differs; `new` are changed promises of theirs."""
    lines = _lines(connection, histories)
    promised = _promises(connection, histories, lines, new)
    wanted: dict[int, dict[str, Any]] = {}
    actuals = _actuals(connection, lines, promised)
    for key, history in histories.items():
        rows = promised[key]
        reached = dict(actuals.get(key, ()))
        followed = follow(
            [_promise(name, row) for name, row in rows.items()],
            [actual for actual, _ in reached.values()],
            falling=history.indicator in FALLING_INDICATORS,
        )
        for each in followed:
            wanted[rows[each.key].id] = {
                "subject": history.subject,
                "history_key": key,
                "statement": each.statement,
                "is_current": int(each.current),
                "previous_fact_id": None if each.previous is None else rows[each.previous].id,
                "actual_fact_id": None if each.actual is None else reached[each.actual][1],
                "reached_fact_id": None if each.reached is None else reached[each.reached][1],
                "growth_needed": each.growth_needed,
                "growth_achieved": each.growth_achieved,
            }
    _write(connection, sorted(histories), wanted)


def _lines(connection: Connection, histories: dict[str, History]) -> Lines:
    """The series of promises and of actual figures, row ids by history and status."""
    claimed = {key: history for key, history in histories.items() if history.alone is None}
    asked = {
        "subjects": sorted({str(history.subject) for history in claimed.values()}),
        "indicators": sorted({history.indicator for history in claimed.values()}),
    }
    found: Lines = {key: {Status.TARGET: [], Status.ACTUAL: []} for key in histories}
    for row in connection.execute(_LINES, asked).all() if claimed else ():
        key = str(History(*(getattr(row, name) for name in _PARTS)))
        if key in claimed:
            found[key][Status(row.status)].append(row.id)
    return found


def _promises(
    connection: Connection, histories: dict[str, History], lines: Lines, new: Sequence[Row[Any]]
) -> dict[str, dict[str, Row[Any]]]:
    """The promises of each history by their citable keys."""
    of_line = {number: key for key, found in lines.items() for number in found[Status.TARGET]}
    rows: list[tuple[str, Row[Any]]] = []
    for chunk in chunked(sorted(of_line)):
        for row in connection.execute(_OF_LINES, {"lines": chunk}).all():
            rows.append((of_line[row.series_id], row))
    # A promise without a claim: of nothing that one could be of, or its time cannot be read.
    known = {row.id for _, row in rows}
    members = set(connection.scalars(_MEMBERS, {"keys": list(histories)}))
    others = [row for row in new if row.id not in known]
    known |= {row.id for row in others}
    for chunk in chunked(sorted(members - known)):
        others += connection.execute(_BY_ID, {"ids": chunk}).all()
    for history in histories.values():
        if history.alone is not None:
            digest, _, span = history.alone.partition(":")
            start, _, end = span.partition("-")
            asked: dict[str, Any] = {"digest": digest, "beyond": f"{digest}g"}
            asked |= {"start": int(start), "end": int(end)}
            others += connection.execute(_AT_PLACE, asked).all()
    rows += [(str(_history(row)), row) for row in others]
    promised: dict[str, dict[str, Row[Any]]] = {key: {} for key in histories}
    for key, row in sorted(rows, key=lambda each: each[1].id):
        if key in promised:
            promised[key][_key(row)] = row
    return promised


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
    connection: Connection, lines: Lines, promised: dict[str, dict[str, Row[Any]]]
) -> dict[str, dict[str, Reached]]:
    """The drawn figures that each history is measured against, by their citable keys."""
    asked = {key: found[Status.ACTUAL] for key, found in lines.items() if promised[key]}
    # Most series have far more parts of years than years, and these are seldom needed.
    found = _read(connection, _DRAWN_OF_YEARS, asked)
    lacking = {}
    for key, numbers in asked.items():
        rates = {rate_of(row.per) for row in promised[key].values()}
        if not {rate_of(actual.per) for actual, _ in found[key].values()} >= rates:
            lacking[key] = numbers
    return found | _read(connection, _DRAWN, lacking)


def _read(
    connection: Connection, statement: Select[Any], lines: dict[str, list[int]]
) -> dict[str, dict[str, Reached]]:
    found: dict[str, dict[str, Reached]] = {key: {} for key in lines}
    of_line = {number: key for key, numbers in lines.items() for number in numbers}
    for chunk in chunked(sorted(of_line)):
        for row in connection.execute(statement, {"lines": chunk}).all():
            actual = Actual(
                key=_key(row),
                value=row.base_value,
                per=row.per,
                start=row.period_start,
                end=row.period_end,
                published=row.published,
            )
            found[of_line[row.series_id]][actual.key] = actual, row.id
    return found


def _write(connection: Connection, keys: list[str], wanted: dict[int, dict[str, Any]]) -> None:
    """Make the stored rows of these histories the wanted ones."""
    rows = connection.execute(_HELD, {"keys": keys}).mappings()
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
    insert_rows(connection, target, new)
    if changes:
        connection.execute(_UPDATE, changes)
