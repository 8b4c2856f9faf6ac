"""Target histories: what was promised of one thing, in order, against what was reached.

A target's history is all that was promised of one thing in one unit, at whatever time and rate.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, select

from tracker.ledger.claims import UNCLAIMED_INDICATORS
from tracker.ledger.targets import FALLING_INDICATORS, Actual, Promise, follow, rate_of
from tracker.model.fact import Measure, Status
from tracker.store.known_claims import KnownClaims
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
PARTS = History._fields[:-1]
PROMISED = and_(
    fact.c.measure == Measure.LEVEL,
    fact.c.status == Status.TARGET,
    fact.c.review != "rejected",
    fact.c.equivalent_of.is_(None),
)
_PROMISES: Select[Any] = select(
    *(fact.c[name] for name in ("id", "document_id", "start", "end", *PARTS)),
    *(fact.c[name] for name in ("base_value", "per", "period_end", "published", "rank")),
    document.c.sha256,
).join_from(fact, document, document.c.id == fact.c.document_id)
# Put together once: that takes longer than the answer.
_MEMBERS = select(target.c.fact_id).where(
    target.c.history_key.in_(bindparam("keys", expanding=True))
)
BY_ID = _PROMISES.where(PROMISED, fact.c.id.in_(bindparam("ids", expanding=True)))
_OF_LINES = (
    _PROMISES.add_columns(claim.c.series_id)
    .join(claim_member, claim_member.c.fact_id == fact.c.id)
    .join(claim, claim.c.id == claim_member.c.claim_id)
    .where(PROMISED, claim.c.series_id.in_(bindparam("lines", expanding=True)))
)
_AT_PLACE = _PROMISES.where(
    PROMISED,
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
_ACTUAL = (
    *(fact.c[name] for name in ("id", "start", "end", "base_value", "per")),
    *(claim.c.period_start, claim.c.period_end, fact.c.published, document.c.sha256),
    claim.c.series_id,
)
_DRAWN_BY_ID = (
    select(*_ACTUAL)
    .join_from(fact, claim_member, claim_member.c.fact_id == fact.c.id)
    .join(claim, claim.c.id == claim_member.c.claim_id)
    .join(document, document.c.id == fact.c.document_id)
)
_DRAWN = (
    select(*_ACTUAL)
    .join_from(claim, fact, fact.c.id == claim.c.drawn_fact_id)
    .join(document, document.c.id == fact.c.document_id)
    .where(claim.c.series_id.in_(bindparam("lines", expanding=True)))
)
_DRAWN_OF_YEARS = _DRAWN.where(
    claim.c.year.is_not(None),
    claim.c.period_start.like("%-01-01"),
    claim.c.period_end.like("%-12-31"),
)


def histories_of(connection: Connection, where: ColumnElement[bool]) -> dict[str, History]:
    """The histories of these facts, as far as they are promises, by key."""
    histories = [history_of(row) for row in connection.execute(_PROMISES.where(where, PROMISED))]
    return {str(history): history for history in histories}


def history_of(row: Row[Any]) -> History:
    """The history that a promise is in."""
    parts = [getattr(row, name) for name in PARTS]
    claimed = row.subject is not None and row.indicator not in UNCLAIMED_INDICATORS
    return History._make([*parts, None if claimed else _key(row)])


def _key(row: Row[Any]) -> str:
    return f"{row.sha256[:12]}:{row.start}-{row.end}"


def follow_histories(
    connection: Connection,
    histories: Mapping[str, History],
    new: Sequence[Row[Any]] = (),
    known: KnownClaims | None = None,
) -> dict[int, dict[str, Any]]:
    """The rows of `target` that these histories come to, by fact.

    Args:
        connection: A connection.
        histories: What is followed, by key.
        new: Changed promises of theirs.
        known: The claims of a day, so that only what was published by then counts; None: all.
    """
    lines = _lines(connection, histories)
    promised = _promises(connection, histories, lines, new, known)
    wanted: dict[int, dict[str, Any]] = {}
    actuals = _actuals(connection, lines, promised, known)
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
    return wanted


def _lines(connection: Connection, histories: Mapping[str, History]) -> Lines:
    """The series of promises and of actual figures, row ids by history and status."""
    claimed = {key: history for key, history in histories.items() if history.alone is None}
    asked = {
        "subjects": sorted({str(history.subject) for history in claimed.values()}),
        "indicators": sorted({history.indicator for history in claimed.values()}),
    }
    found: Lines = {key: {Status.TARGET: [], Status.ACTUAL: []} for key in histories}
    for row in connection.execute(_LINES, asked).all() if claimed else ():
        key = str(History(*(getattr(row, name) for name in PARTS)))
        if key in claimed:
            found[key][Status(row.status)].append(row.id)
    return found


def _promises(
    connection: Connection,
    histories: Mapping[str, History],
    lines: Lines,
    new: Sequence[Row[Any]],
    known: KnownClaims | None,
) -> dict[str, dict[str, Row[Any]]]:
    """The promises of each history by their citable keys."""
    of_line = {number: key for key, found in lines.items() for number in found[Status.TARGET]}
    rows: list[tuple[str, Row[Any]]] = []
    for chunk in chunked(sorted(of_line)):
        for row in connection.execute(_OF_LINES, {"lines": chunk}).all():
            rows.append((of_line[row.series_id], row))
    # A promise without a claim: of nothing that one could be of, or its time cannot be read.
    found = {row.id for _, row in rows}
    members = set(connection.scalars(_MEMBERS, {"keys": list(histories)}))
    others = [row for row in new if row.id not in found]
    found |= {row.id for row in others}
    for chunk in chunked(sorted(members - found)):
        others += connection.execute(BY_ID, {"ids": chunk}).all()
    for history in histories.values():
        if history.alone is not None:
            digest, _, span = history.alone.partition(":")
            start, _, end = span.partition("-")
            asked: dict[str, Any] = {"digest": digest, "beyond": f"{digest}g"}
            asked |= {"start": int(start), "end": int(end)}
            others += connection.execute(_AT_PLACE, asked).all()
    rows += [(str(history_of(row)), row) for row in others]
    promised: dict[str, dict[str, Row[Any]]] = {key: {} for key in histories}
    for key, row in sorted(rows, key=lambda each: each[1].id):
        if key in promised and (known is None or known.moment.knows(row)):
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
    connection: Connection,
    lines: Lines,
    promised: dict[str, dict[str, Row[Any]]],
    known: KnownClaims | None,
) -> dict[str, dict[str, Reached]]:
    """The drawn figures that each history is measured against, by their citable keys."""
    asked = {key: found[Status.ACTUAL] for key, found in lines.items() if promised[key]}
    if known is not None:
        return _read_known(connection, asked, known)
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
            actual = _actual(row)
            found[of_line[row.series_id]][actual.key] = actual, row.id
    return found


def _read_known(
    connection: Connection, lines: dict[str, list[int]], known: KnownClaims
) -> dict[str, dict[str, Reached]]:
    """The figures that were drawn on a day."""
    found: dict[str, dict[str, Reached]] = {key: {} for key in lines}
    of_line = {number: key for key, numbers in lines.items() for number in numbers}
    claims = [
        number
        for chunk in chunked(sorted(of_line))
        for number in connection.scalars(select(claim.c.id).where(claim.c.series_id.in_(chunk)))
    ]
    for chunk in chunked(sorted(known.drawn(claims))):
        for row in connection.execute(_DRAWN_BY_ID.where(fact.c.id.in_(chunk))).all():
            actual = _actual(row)
            found[of_line[row.series_id]][actual.key] = actual, row.id
    return found


def _actual(row: Row[Any]) -> Actual:
    return Actual(
        key=_key(row),
        value=row.base_value,
        per=row.per,
        start=row.period_start,
        end=row.period_end,
        published=row.published,
    )
