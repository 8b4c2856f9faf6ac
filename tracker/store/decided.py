"""Decided: what of a stored figure a person's decision holds, and what a new reading may touch.

| the figure is | same offsets, read differently | read no longer | overlapped by a new one |
| --- | --- | --- | --- |
| untouched | follows the reading | goes | goes, and the new one comes |
| noted | follows the reading | stays | stays, and the new one is left out |
| preferred, deprecated, confirmed, corrected, or typed in | stays | stays | the same |
| rejected | stays | stays | stays, and the new one comes |

What stays keeps the differing reading beside it, as `fact.extracted`, and takes it over when the
decision is withdrawn. `fact.content_hash` is that of the latest reading, null where the figure was
not read there any longer; so each difference is told once.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, update

from tracker.model.decision import Change
from tracker.model.fact import Span
from tracker.model.rereading import Difference, Fate
from tracker.store.rows import PLAIN
from tracker.store.tables import fact as table

# What is told as a change, and what merely follows from it.
STATED = (
    *(name for name in PLAIN if name not in ("surface", "start", "end")),
    *("movement", "evidence"),
)
CONSEQUENCES = (
    *("base_value", "base_low", "base_high", "base_unit"),
    *("period_start", "period_end", "year"),
)
READ = (*STATED, *CONSEQUENCES)

Columns = Mapping[str, Any] | RowMapping


def follows_reading(row: Columns) -> bool:
    """Whether nobody decided anything that a new reading would overrule."""
    return bool(
        row["review"] == "unreviewed" and row["rank"] == "normal" and row["origin"] != "form"
    )


def is_removable(row: Columns) -> bool:
    """Whether the figure goes when it is read no longer."""
    return follows_reading(row) and row["note"] is None


def overlaps_decided(span: Span, held: Mapping[Span, Row[Any]]) -> bool:
    """Whether a figure that stays, and that is not rejected, shares a character with the span."""
    return any(
        other.start < span.end and span.start < other.end
        for other, row in held.items()
        if row.review != "rejected" and not is_removable(row._mapping)
    )


def keep_decided(
    connection: Connection,
    held: Mapping[Span, Row[Any]],
    read: Mapping[Span, Mapping[str, Any]],
    former: str | None,
) -> list[Difference]:
    """Note a new reading beside the figures that stay, and give them a date that became known.

    Args:
        connection: The writing transaction.
        held: The document's stored figures by their place.
        read: What the new reading says, by place, as columns.
        former: The document's date of publication before this reading.

    Returns:
        What of the reading was not taken over, or was, as far as it was not told before.
    """
    found = []
    for span, row in held.items():
        now = row._mapping
        if span not in read:
            if not is_removable(now) and row.content_hash is not None:
                _update(connection, row.id, {"content_hash": None})
                if row.origin == "text":
                    found.append(_kept(row, (), "it is read there no longer"))
            continue
        reading = read[span]
        if follows_reading(now) or reading["content_hash"] == row.content_hash:
            continue
        gained = _became_known(row, reading, former)
        changes = changes_between({**now, **gained}, reading)
        values = {
            **gained,
            "content_hash": reading["content_hash"],
            "extracted": extracted_from(reading) if changes else None,
        }
        if gained or values["extracted"] != row.extracted:
            values["updated_by"] = "ingest"
        _update(connection, row.id, values)
        if gained:
            found.append(_difference(Fate.CHANGED, row, changes_between(now, {**now, **gained})))
        told = tuple(change for change in changes if change.field not in ("evidence", "movement"))
        if told:
            found.append(_kept(row, told, "it is read differently"))
    return found


def changes_between(before: Columns, after: Columns) -> tuple[Change, ...]:
    """Which stated fields differ between two rows; what follows from them is left out."""
    return tuple(
        Change(field=name, before=before[name], after=after[name])
        for name in STATED
        if name in before and name in after and before[name] != after[name]
    )


def extracted_from(row: Columns) -> str:
    """The columns that a reading gave, as `fact.extracted` keeps them."""
    return json.dumps({name: row[name] for name in READ}, ensure_ascii=False, sort_keys=True)


def _kept(row: Row[Any], changes: tuple[Change, ...], why: str) -> Difference:
    what = row.review if row.review != "unreviewed" else row.rank
    said = "noted" if what == "normal" else "typed in" if row.origin == "form" else what
    return _difference(Fate.KEPT, row, changes, f"{why}, but a person's word stands: {said}")


def _difference(
    fate: Fate, row: Row[Any], changes: tuple[Change, ...], reason: str | None = None
) -> Difference:
    return Difference(
        fate=fate,
        fact_id=row.id,
        surface=row.surface,
        start=row.start,
        end=row.end,
        changes=changes,
        reason=reason,
    )


def _update(connection: Connection, fact_id: int, values: Mapping[str, Any]) -> None:
    connection.execute(update(table).where(table.c.id == fact_id).values(values))


def _became_known(row: Row[Any], read: Mapping[str, Any], former: str | None) -> dict[str, Any]:
    """What a date that became known adds to a fact that a person looked at, and no more."""
    values: dict[str, Any] = {}
    if row.published == former and read["published"] not in (None, former):
        values["published"] = read["published"]
    same_words = row.period_text is not None and row.period_text == read["period_text"]
    # A person who corrected a fact may have left its period empty on purpose.
    if row.period is None and same_words and read["period"] and row.review != "corrected":
        for name in ("period", "period_start", "period_end", "year"):
            values[name] = read[name]
    return values
