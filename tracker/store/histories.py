"""Histories: decisions and all other changes of a figure, in one order."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from tracker.model.decision import Action, Change, Decision, Event
from tracker.store.decided import CONSEQUENCES
from tracker.store.ledger_tables import decision
from tracker.store.mention_rows import chunked
from tracker.store.tables import document, fact, fact_revision

# Bookkeeping, and what follows from other fields: no change of its own.
UNTOLD = (
    *CONSEQUENCES,
    *("id", "document_id", "passage_id", "run_id", "content_hash", "updated_by"),
)


def history(connection: Connection, fact_id: int) -> list[Event]:
    """All that happened to a figure, the oldest first."""
    decided = decisions_on(connection, fact_id)
    rows = connection.execute(
        select(decision.c.id, decision.c.revision).where(decision.c.fact_id == fact_id)
    )
    revisions = {row.id: row.revision for row in rows}
    events = [((revisions[each.id], each.id), _event(each, revisions[each.id])) for each in decided]
    # The change that a decision made is told once, as the decision.
    made = {revisions[each.id] for each in decided if each.before != each.after}
    for row in connection.execute(select(fact_revision).where(fact_revision.c.fact_id == fact_id)):
        changes = _told(json.loads(row.before or "{}"), json.loads(row.after or "null"))
        if row.id in made or (row.action == "update" and not changes):
            continue
        event = Event(
            at=row.at,
            who=row.actor,
            action=row.action,
            changes=changes,
            note=None,
            version=row.id,
        )
        events.append(((row.id, 0), event))
    return [event for _, event in sorted(events, key=lambda pair: pair[0])]


def version(connection: Connection, fact_id: int) -> int:
    """The newest change of a figure, whoever made it; 0 where there was none."""
    newest = select(func.max(fact_revision.c.id)).where(fact_revision.c.fact_id == fact_id)
    return int(connection.execute(newest).scalar() or 0)


def versions(connection: Connection, fact_ids: Sequence[int]) -> dict[int, int]:
    """The newest change of each of these figures; 0 where there was none."""
    found = dict.fromkeys(fact_ids, 0)
    for chunk in chunked(fact_ids):
        newest = (
            select(fact_revision.c.fact_id, func.max(fact_revision.c.id))
            .where(fact_revision.c.fact_id.in_(chunk))
            .group_by(fact_revision.c.fact_id)
        )
        found |= {row[0]: int(row[1]) for row in connection.execute(newest)}
    return found


def decisions_on(connection: Connection, fact_id: int) -> list[Decision]:
    """The decisions about a figure, the oldest first."""
    rows = connection.execute(
        select(decision).where(decision.c.fact_id == fact_id).order_by(decision.c.id)
    )
    return [decision_of(row) for row in rows]


def decisions_in(connection: Connection, document_id: int) -> list[Decision]:
    """The decisions about the figures of a document, the newest first."""
    rows = connection.execute(
        select(decision)
        .join(fact, fact.c.id == decision.c.fact_id)
        .where(fact.c.document_id == document_id)
        .order_by(decision.c.id.desc())
    )
    return [decision_of(row) for row in rows]


def decision_of(row: Row[Any]) -> Decision:
    """A decision from its row."""
    return Decision(
        id=row.id,
        fact_id=row.fact_id,
        fact_key=row.fact_key,
        action=Action(row.action),
        author=row.author,
        at=row.at,
        note=row.note,
        before=json.loads(row.before),
        after=json.loads(row.after),
        undoes=row.undoes,
    )


def key_of(connection: Connection, row: Row[Any]) -> str:
    """The citable key of a figure's row."""
    statement = select(document.c.sha256).where(document.c.id == row.document_id)
    return f"{connection.execute(statement).scalar_one()[:12]}:{row.start}-{row.end}"


def _event(made: Decision, revision: int) -> Event:
    return Event(
        at=made.at,
        who=made.author,
        action=made.action.value,
        changes=_told(
            {name: made.before[name] for name in made.before if name != "extracted"}, made.after
        ),
        note=made.note,
        version=revision,
        decision_id=made.id,
        undoes=made.undoes,
    )


def _told(before: Mapping[str, Any], after: Mapping[str, Any] | None) -> tuple[Change, ...]:
    if after is None:
        return ()
    return tuple(
        Change(field=name, before=was, after=after.get(name))
        for name, was in before.items()
        if name not in UNTOLD and was != after.get(name)
    )
