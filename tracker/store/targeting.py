"""Targeting: keeps the table of targets up to the facts.

Only histories of which a promise or an actual figure changed are followed anew, and only what
differs is written.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    not_,
    or_,
    select,
    update,
)

from tracker.model.fact import Measure, Status
from tracker.store.changed import Changed
from tracker.store.inserts import insert_rows
from tracker.store.ledger_tables import target
from tracker.store.mention_rows import chunked
from tracker.store.tables import fact
from tracker.store.target_histories import (
    BY_ID,
    PARTS,
    PROMISED,
    History,
    follow_histories,
    histories_of,
    history_of,
)

_REFERENCES = ("fact_id", "previous_fact_id", "actual_fact_id", "reached_fact_id")
_HELD = select(target).where(target.c.history_key.in_(bindparam("keys", expanding=True)))
_FOLLOWED = tuple(column.name for column in target.c if column.name != "fact_id")
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
        broken = select(fact.c.id).where(fact.c.id.in_(chunk), not_(PROMISED))
        connection.execute(delete(target).where(target.c.fact_id.in_(broken)))
    keys = sorted(histories, key=lambda key: (histories[key].alone is not None, key))
    for followed in chunked(keys, 100):
        new = [row for key in followed if key in stated for row in stated[key][1]]
        wanted = follow_histories(connection, {key: histories[key] for key in followed}, new)
        _write(connection, sorted(followed), wanted)


def _stated(
    connection: Connection, facts: Iterable[int]
) -> dict[str, tuple[History, list[Row[Any]]]]:
    """The promises among these facts, by the keys of their histories."""
    found: dict[str, tuple[History, list[Row[Any]]]] = {}
    for chunk in chunked(sorted(facts)):
        for row in connection.execute(BY_ID, {"ids": chunk}).all():
            history = history_of(row)
            found.setdefault(str(history), (history, []))[1].append(row)
    return found


def _touched(connection: Connection, changed: Changed) -> dict[str, History]:
    """The histories that the change can have touched, by key."""
    found: dict[str, History] = {}
    measured: dict[str, History] = {}
    for series_key in changed.series.values():
        history = History(*(getattr(series_key, name) for name in PARTS))
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
        found |= histories_of(connection, fact.c.id.in_(members))
    return found


def _write(connection: Connection, keys: list[str], wanted: dict[int, dict[str, Any]]) -> None:
    """Make the stored rows of these histories the wanted ones."""
    # As tuples: a long history is compared row by row at each change.
    held = {row.fact_id: tuple(row) for row in connection.execute(_HELD, {"keys": keys})}
    for chunk in chunked(sorted(wanted.keys() - held.keys())):  # those that came from another one
        moved = select(target).where(target.c.fact_id.in_(chunk))
        held |= {row.fact_id: tuple(row) for row in connection.execute(moved)}
    for chunk in chunked(sorted(held.keys() - wanted.keys())):
        connection.execute(delete(target).where(target.c.fact_id.in_(chunk)))
    new, changes = [], []
    for fact_id, row in sorted(wanted.items()):
        if fact_id not in held:
            new.append({"fact_id": fact_id, **row})
        elif held[fact_id] != (fact_id, *(row[name] for name in _FOLLOWED)):
            values = {f"new_{name}": value for name, value in row.items()}
            changes.append({"row_id": fact_id, **values})
    insert_rows(connection, target, new)
    if changes:
        connection.execute(_UPDATE, changes)
