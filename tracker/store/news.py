"""News: what changed since a day of publication, or since a time of storing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, FromClause, column, func, or_, select

from tracker.model.claim import Outcome
from tracker.model.derived import FollowedTarget, TargetState
from tracker.model.filter import FactFilter
from tracker.model.news import News, Redrawn, TargetChange, TargetNews
from tracker.model.stored import StoredFact
from tracker.store.derived_views import TARGETS
from tracker.store.known_claims import Finding, find_claims
from tracker.store.known_derived import targets_then
from tracker.store.ledger_reading import reports_of
from tracker.store.ledger_tables import claim, claim_member, target
from tracker.store.mention_rows import chunked
from tracker.store.moments import Moment, PublishedBy, StoredBy, read_day, read_time
from tracker.store.passed_rows import query_instead
from tracker.store.queries import conditions, select_documents, select_facts
from tracker.store.rows import document_of, fact_of
from tracker.store.tables import document, fact

By = Literal["published", "stored"]
TOP = 10
_new = fact.alias("new")
_COLUMNS = tuple(FollowedTarget.__dataclass_fields__)
_DISPUTES = (Outcome.CONFLICT.value, Outcome.FAR_APART.value)
_STATES = {
    TargetState.MET: TargetChange.MET,
    TargetState.MISSED: TargetChange.MISSED,
    TargetState.OVERDUE: TargetChange.OVERDUE,
}


def find_news(connection: Connection, since: str, by: By, where: FactFilter, limit: int) -> News:
    """What changed; see `Store.changes()`."""
    before: PublishedBy | StoredBy
    if by == "published":
        since = read_day(since)
        before = PublishedBy((date.fromisoformat(since) - timedelta(days=1)).isoformat())
    else:
        since = read_time(since)
        before = StoredBy(connection, since)
    # By themselves, so that the index of their time is taken and none of a list.
    new = fact.c.id.in_(select(_new.c.id).where(before.is_later(_new)))
    wanted = [*conditions(where, connection.dialect.name), new]
    if where.source:
        sources = select_facts().with_only_columns(fact.c.id).where(*wanted)
        wanted = [fact.c.id.in_(sources)]
    documents = _documents(before, where, wanted)
    listed = select_documents(with_text=False).where(documents)
    listed = listed.order_by(document.c.published.desc().nulls_last(), document.c.id.desc())
    facts = select_facts().where(*wanted)
    facts = facts.order_by(fact.c.published.desc().nulls_last(), fact.c.id.desc())
    disputed, redrawn = _claims(connection, before, wanted)
    targets = _targets(connection, before, wanted, where)
    return News(
        since=since,
        by=by,
        documents=tuple(
            document_of(row) for row in connection.execute(listed.limit(limit)).mappings()
        ),
        n_documents=connection.scalar(select(func.count()).select_from(document).where(documents))
        or 0,
        facts=tuple(fact_of(row) for row in connection.execute(facts.limit(limit)).mappings()),
        n_facts=connection.scalar(select(func.count()).select_from(fact).where(*wanted)) or 0,
        subjects=_most(connection, fact.c.subject, wanted),
        indicators=_most(connection, fact.c.indicator, wanted),
        disputed=tuple(reports_of(connection, disputed[:limit])),
        n_disputed=len(disputed),
        redrawn=_redrawn(connection, redrawn[:limit]),
        n_redrawn=len(redrawn),
        targets=tuple(targets[:limit]),
        n_targets=len(targets),
    )


def _documents(
    before: PublishedBy | StoredBy, where: FactFilter, wanted: Sequence[ColumnElement[bool]]
) -> ColumnElement[bool]:
    """New documents; where only some facts are asked for, those that hold such."""
    if where != FactFilter():
        return document.c.id.in_(select(fact.c.document_id).where(*wanted))
    if isinstance(before, StoredBy):
        return document.c.id.in_(before.later)
    return before.is_later(document)


def _most(
    connection: Connection, of: ColumnElement[Any], wanted: Sequence[ColumnElement[bool]]
) -> tuple[tuple[str, int], ...]:
    number = func.count()
    counted = select(of, number).where(*wanted, of.is_not(None)).group_by(of)
    rows = connection.execute(counted.order_by(number.desc(), of).limit(TOP))
    return tuple((name, count) for name, count in rows)


def _claims(
    connection: Connection, before: Moment, wanted: Sequence[ColumnElement[bool]]
) -> tuple[list[int], list[tuple[int, int]]]:
    """Claims that are in dispute now and were not; others, and the fact that each drew before."""
    told = (
        select(claim.c.id, claim.c.outcome, claim.c.drawn_fact_id)
        .join(claim_member, claim_member.c.claim_id == claim.c.id)
        .join(fact, fact.c.id == claim_member.c.fact_id)
        .where(*wanted, or_(claim.c.outcome.in_(_DISPUTES), claim.c.drawn_fact_id == fact.c.id))
        .group_by(claim.c.id)
        .order_by(func.max(fact.c.published).desc().nulls_last(), claim.c.id.desc())
    )
    now = {row.id: row for row in connection.execute(told).all()}
    then = _then(connection, now, before)
    disputed, redrawn = [], []
    for number, row in now.items():
        was = then.get(number)
        drew = None if was is None or was.row is None else was.row["drawn_fact_id"]
        if row.outcome in _DISPUTES and not _was_disputed(was):
            disputed.append(number)
        elif drew is not None and drew != row.drawn_fact_id:
            redrawn.append((number, drew, row.drawn_fact_id))
    amounts = _amounts(connection, {each for _, *pair in redrawn for each in pair})
    changed = [(number, drew) for number, drew, new in redrawn if amounts[drew] != amounts[new]]
    return disputed, changed


def _amounts(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[float, float | None]]:
    columns = (fact.c.id, fact.c.base_value, fact.c.value_high)
    return {
        row.id: (row.base_value, row.value_high)
        for chunk in chunked(sorted(ids))
        for row in connection.execute(select(*columns).where(fact.c.id.in_(chunk)))
    }


def _was_disputed(was: Finding | None) -> bool:
    return was is not None and was.row is not None and was.row["outcome"] in _DISPUTES


def _then(connection: Connection, ids: Iterable[int], before: Moment) -> dict[int, Finding]:
    """What those of the claims came to of which anything was known."""
    held: list[int] = []
    for chunk in chunked(sorted(ids)):
        known = (
            select(claim_member.c.claim_id)
            .join(fact, fact.c.id == claim_member.c.fact_id)
            .where(claim_member.c.claim_id.in_(chunk), before.is_known())
            .distinct()
        )
        held += connection.scalars(known)
    return find_claims(connection, held, before)


def _redrawn(connection: Connection, found: Sequence[tuple[int, int]]) -> tuple[Redrawn, ...]:
    reports = {each.id: each for each in reports_of(connection, [number for number, _ in found])}
    before = _facts(connection, {drew for _, drew in found})
    told = [Redrawn(claim=reports[number], before=before[drew]) for number, drew in found]
    return tuple(told)


def _facts(connection: Connection, ids: Collection[int]) -> dict[int, StoredFact]:
    rows = connection.execute(select_facts().where(fact.c.id.in_(ids))).mappings()
    return {row["id"]: fact_of(row) for row in rows}


def _targets(
    connection: Connection,
    before: Moment,
    wanted: Sequence[ColumnElement[bool]],
    where: FactFilter,
) -> list[TargetNews]:
    """Promises in force that are new, or whose state changed by a figure or by the calendar."""
    today = datetime.now(UTC).date().isoformat()
    new = select(fact.c.id).where(*wanted)
    of = {name: getattr(where, name) for name in ("subject", "partner", "indicator", "commodity")}
    about: list[ColumnElement[bool]] = [fact.c[name].in_(ids) for name, ids in of.items() if ids]
    if where.entity:
        about.append(or_(fact.c.subject.in_(where.entity), fact.c.partner.in_(where.entity)))
    current = (
        select(target.c.fact_id)
        .join(fact, fact.c.id == target.c.fact_id)
        .where(target.c.is_current == 1, *about)
    )
    named = (target.c.fact_id, target.c.reached_fact_id, target.c.actual_fact_id)
    touched = set(connection.scalars(current.where(or_(*(each.in_(new) for each in named)))))
    passed = current.where(fact.c.period_end >= before.day, fact.c.period_end < today)
    # Nothing new was said of these: as long as their time had not passed they were open.
    lapsed = set(connection.scalars(passed)) - touched
    now = _targets_now(connection, touched | lapsed)
    then = _read(connection, targets_then(connection, sorted(touched), before))
    open_then = TargetState.OPEN.value
    then += [
        replace(each, state=each.state if each.state == TargetState.MET else open_then)
        for each in now
        if each.fact_id in lapsed
    ]
    by_key = {_promised(each): each for each in then}
    by_history: dict[Any, FollowedTarget] = {}
    for each in then:
        if each.is_current:
            by_history[_thing(each)] = each
    found: dict[Any, TargetNews] = {}
    for each in now:
        was = by_key.get(_promised(each))
        if was is not None:
            change = _STATES.get(TargetState(each.state)) if was.state != each.state else None
        else:
            was = by_history.get(_thing(each))
            change = TargetChange.PROMISED if was is None else TargetChange.MOVED
        if change is not None:
            found.setdefault(_promised(each), TargetNews(change=change, target=each, before=was))
    return list(found.values())


def _targets_now(connection: Connection, ids: Iterable[int]) -> list[FollowedTarget]:
    """These targets; their rows go into the text of the view, which else would make all of it."""
    rows = [
        dict(row)
        for chunk in chunked(sorted(ids))
        for row in connection.execute(select(target).where(target.c.fact_id.in_(chunk))).mappings()
    ]
    return _read(connection, query_instead(connection, TARGETS, {target: rows}, "targets"))


def _read(connection: Connection, view: FromClause) -> list[FollowedTarget]:
    columns: list[ColumnElement[Any]] = [column(name) for name in _COLUMNS]
    rows = connection.execute(select(*columns).select_from(view)).mappings()
    return [FollowedTarget(**row) for row in rows]


def _thing(each: FollowedTarget) -> tuple[Any, ...]:
    """What a history is of; a promise of no claim is alone."""
    alone = None if each.subject else each.fact_key
    return (
        *(each.subject, each.partner, each.place, each.indicator, each.commodity, each.counted),
        *(each.base_unit, alone),
    )


def _promised(each: FollowedTarget) -> tuple[Any, ...]:
    """The statement of a target, whoever repeats it."""
    return (*_thing(each), each.base_value, each.horizon)
