"""Deciding: what people say of a figure is written into it and kept for good."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, literal_column, select, text, update

from tracker.model.decision import Action, Decision, Event
from tracker.model.errors import ConflictError, InvalidFactError, NotFoundError, StoreError
from tracker.model.stored import StoredFact
from tracker.store.connections import Connections
from tracker.store.correcting import corrected
from tracker.store.decided import READ, follows_reading
from tracker.store.histories import (
    decision_of,
    decisions_in,
    decisions_on,
    history,
    key_of,
    version,
    versions,
)
from tracker.store.ids import Ids
from tracker.store.ledger import writing_settled
from tracker.store.ledger_tables import decision as table
from tracker.store.paging import facts_of
from tracker.store.reading import fact_by_id
from tracker.store.tables import document, fact
from tracker.store.waiting import count_waiting, next_waiting, reasons_of

_REVIEWS = {
    Action.CONFIRM: "confirmed",
    Action.CORRECT: "corrected",
    Action.REJECT: "rejected",
    Action.REOPEN: "unreviewed",
}
_RANKS = {Action.PREFER: "preferred", Action.DEPRECATE: "deprecated", Action.RESTORE: "normal"}


_KEY = re.compile(r"([0-9a-f]{12}):([0-9]{1,9})-([0-9]{1,9})")


class Decisions:
    """What people decided about the figures of one database."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def decide(
        self,
        fact_id: int,
        action: Action | str,
        *,
        author: str,
        note: str | None = None,
        reason: str | None = None,
        changes: Mapping[str, object] | None = None,
        expected: int | None = None,
    ) -> Decision:
        """Write a decision into a figure, and keep it for good.

        Args:
            fact_id: Row id of the figure.
            action: confirm, correct, reject, reopen, prefer, deprecate, restore or note.
            author: Who decides.
            note: Why, in the author's words; for `note` the remark itself, none takes it away.
            reason: Why a statement is preferred or deprecated; needed there.
            changes: For `correct`: fields of `CORRECTABLE` and their new values; what
                follows from them (base value, interval, days of the period) is computed anew, and
                what was read stays beside them.
            expected: The figure's `version()` when the author looked at it.

        Raises:
            NotFoundError: There is no such figure.
            InvalidFactError: Something needed is missing, or a new value cannot be kept.
            ConflictError: Somebody else changed the figure since; nothing was written.
        """
        action = _known(action)
        author = _named(author)
        with writing_settled(self._connections) as connection:
            row = _locked(connection, fact_id)
            _require_version(connection, fact_id, expected)
            values = _wanted(connection, row, action, note, reason, changes)
            return _write(connection, row, action, author, note, _completed(row, values))

    def undo(
        self, decision_id: int, author: str, note: str | None = None, expected: int | None = None
    ) -> Decision:
        """Take a decision back: the figure is as it was before it; an undo can be undone too.

        What a re-reading or a date that became known brought meanwhile stays: a figure about which
        nothing is decided any more says what was read in its text last.

        Args:
            decision_id: Which decision.
            author: Who takes it back.
            note: Why.
            expected: As for `decide()`.

        Raises:
            NotFoundError: There is no such decision, or its figure is gone.
            ConflictError: Another program changed the same columns since.
            StoreError: It is undone already, or a later decision touched the same columns.
        """
        author = _named(author)
        with writing_settled(self._connections) as connection:
            found = connection.execute(select(table).where(table.c.id == decision_id)).one_or_none()
            if found is None:
                raise NotFoundError("decision", decision_id)
            undone = decision_of(found)
            row = _locked(connection, undone.fact_id)
            _require_version(connection, undone.fact_id, expected)
            _require_last(connection, undone)
            _require_untouched(connection, undone, found.revision)
            values = _completed(row, undone.before)
            return _write(connection, row, Action.UNDO, author, note, values, undoes=undone.id)

    def history(self, fact_id: int) -> list[Event]:
        """All that happened to a figure, the oldest first; also of one that is gone.

        Raises:
            NotFoundError: There never was such a figure.
        """
        with self._connections.reading() as connection:
            found = history(connection, fact_id)
            if not found:
                fact_by_id(connection, fact_id)
            return found

    def version(self, fact_id: int) -> int:
        """A number that grows with every change of the figure, whoever makes it; 0: none yet."""
        with self._connections.reading() as connection:
            return version(connection, fact_id)

    def versions(self, fact_ids: Sequence[int]) -> dict[int, int]:
        """The `version()` of each of these figures, asked for together."""
        with self._connections.reading() as connection:
            return versions(connection, fact_ids)

    def in_document(self, document_id: int) -> list[Decision]:
        """The decisions about the figures of a document, the newest first."""
        with self._connections.reading() as connection:
            return decisions_in(connection, document_id)

    def queue(
        self, *, subject: str | None = None, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """Rows of the view `review_queue`: what waits for a person, the most doubtful first.

        Args:
            subject: Only figures about it.
            limit: How many at most.
        """
        statement = select(text("*")).select_from(text("review_queue"))
        if subject is not None:
            statement = statement.where(text("subject = :subject").bindparams(subject=subject))
        statement = statement.order_by(text("doubt DESC, fact_key, reason_code")).limit(limit)
        with self._connections.reading() as connection:
            return [dict(row) for row in connection.execute(statement).mappings()]

    def waiting(
        self, *, reason: str | None = None, subject: str | None = None, limit: int | None = None
    ) -> tuple[list[int], int]:
        """Row ids of the figures in the queue, each once, the most doubtful first; how many in all.

        Args:
            reason: Only figures with this `reason_code`.
            subject: Only figures about it.
            limit: How many ids at most; the number of all is told all the same.
        """
        with self._connections.reading() as connection:
            return next_waiting(connection, reason, subject, limit)

    def waiting_counts(self) -> dict[tuple[str, str | None], int]:
        """How many figures wait for a person, by `reason_code` and subject."""
        with self._connections.reading() as connection:
            return count_waiting(connection)

    def reasons(self, fact_ids: Sequence[int]) -> list[dict[str, Any]]:
        """The rows of the view `review_queue` about these figures, the most doubtful first."""
        with self._connections.reading() as connection:
            return reasons_of(connection, fact_ids)

    def find(self, name: str) -> StoredFact:
        """The figure with a row id or a citable key.

        Raises:
            NotFoundError: There is none.
            StoreError: Several documents have the same text, and so their figures the same key.
        """
        found = self.find_all(name)
        if not found:
            raise NotFoundError("fact", int(name) if name.isdecimal() else name)
        if len(found) > 1:
            several = ", ".join(str(each.id) for each in found)
            raise StoreError(
                f"{name} names a figure in each copy of its text: name it by its number, "
                f"one of {several}."
            )
        return found[0]

    def find_all(self, name: str) -> list[StoredFact]:
        """The figures with a row id or a citable key, one in each copy of their text."""
        with self._connections.reading() as connection:
            ids = [int(name)] if name.isdecimal() else _ids_of(connection, name)
            return list(facts_of(connection, ids))


def _ids_of(connection: Connection, key: str) -> list[int]:
    """The figures with a citable key, the first 12 of sha256:start-end."""
    parts = _KEY.fullmatch(key)
    if parts is None:
        return []
    digest, start, end = parts[1], int(parts[2]), int(parts[3])
    found: list[int] = []
    for kind in ("kind = 'text'", "kind <> 'text'"):  # the first has an index
        documents = select(document.c.id).where(
            literal_column(kind), document.c.sha256 >= digest, document.c.sha256 < digest + "g"
        )
        found += connection.scalars(
            select(fact.c.id).where(
                fact.c.document_id.in_(documents), fact.c.start == start, fact.c.end == end
            )
        )
    return sorted(found)


def _known(action: Action | str) -> Action:
    try:
        found = Action(action)
    except ValueError as error:
        listed = ", ".join(each for each in Action if each is not Action.UNDO)
        raise InvalidFactError("action", f"{action!r} is none of {listed}") from error
    if found is Action.UNDO:
        raise InvalidFactError("action", "names no decision to undo; use undo() with its number")
    return found


def _named(author: str) -> str:
    if not author.strip():
        raise InvalidFactError("author", "must be named")
    return author.strip()


def _locked(connection: Connection, fact_id: int) -> Row[Any]:
    statement = select(fact).where(fact.c.id == fact_id).with_for_update()
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError("fact", fact_id)
    return row


def _require_version(connection: Connection, fact_id: int, expected: int | None) -> None:
    if expected is None or version(connection, fact_id) == expected:
        return
    later = [event for event in history(connection, fact_id) if event.version > expected]
    raise ConflictError(fact_id, [str(event) for event in later])


def _wanted(
    connection: Connection,
    row: Row[Any],
    action: Action,
    note: str | None,
    reason: str | None,
    changes: Mapping[str, object] | None,
) -> dict[str, Any]:
    """The columns that the action itself asks for."""
    if changes and action is not Action.CORRECT:
        raise InvalidFactError("changes", f"belong to correct, not to {action}")
    if reason and action not in (Action.PREFER, Action.DEPRECATE):
        raise InvalidFactError("reason", f"belongs to prefer and deprecate, not to {action}")
    if action is Action.NOTE:
        return {"note": note}
    if action in _RANKS:
        if action is not Action.RESTORE and not (reason or "").strip():
            raise InvalidFactError("reason", f"is needed to {action} a statement")
        return {"rank": _RANKS[action], "rank_reason": reason}
    values: dict[str, Any] = {"review": _REVIEWS[action]}
    if action is Action.CORRECT:
        values |= corrected(connection, row._mapping, changes or {})
        values["extracted"] = row.extracted
    if action is Action.REOPEN:
        values |= _latest_reading(row)
    return values


def _latest_reading(row: Row[Any]) -> dict[str, Any]:
    if row.extracted is not None:
        return dict(json.loads(row.extracted))
    return {name: row._mapping[name] for name in READ}


def _completed(row: Row[Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What is written, so that a figure nobody decided about says what was read last.

    A figure about which something is decided keeps the latest reading beside it where that differs.
    """
    values = dict(wanted)
    reading = _latest_reading(row)
    if follows_reading({**row._mapping, **values}):
        values |= reading
        if row.review == "corrected" and row.extracted is None:
            # Another program corrected it, and nobody knows what was read: the next reading tells.
            values["content_hash"] = None
        values["extracted"] = None
    else:
        now = {**row._mapping, **values}
        differs = any(now[name] != reading[name] for name in READ if name in reading)
        values["extracted"] = (
            json.dumps(reading, ensure_ascii=False, sort_keys=True) if differs else None
        )
    return {
        name: value
        for name, value in values.items()
        if name in wanted or value != row._mapping[name]
    }


def _write(
    connection: Connection,
    row: Row[Any],
    action: Action,
    author: str,
    note: str | None,
    values: Mapping[str, Any],
    undoes: int | None = None,
) -> Decision:
    before = {name: row._mapping[name] for name in values}
    if before != values:
        connection.execute(
            update(fact).where(fact.c.id == row.id).values({**values, "updated_by": author})
        )
    ids = Ids(connection)
    written = {
        "id": ids.take(table),
        "fact_id": row.id,
        "fact_key": key_of(connection, row),
        "action": action.value,
        "before": json.dumps(before, ensure_ascii=False, sort_keys=True),
        "after": json.dumps(dict(values), ensure_ascii=False, sort_keys=True),
        "author": author,
        "at": _this_moment(),
        "note": note,
        "undoes": undoes,
        "revision": version(connection, row.id),
    }
    connection.execute(insert(table), written)
    ids.announce()
    kept = connection.execute(select(table).where(table.c.id == written["id"])).one()
    return decision_of(kept)


def _this_moment() -> str:
    """This moment in UTC, ISO 8601, as exact as the revisions beside it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _require_last(connection: Connection, wanted: Decision) -> None:
    """Refuse to undo what is undone already, or what a later decision builds on."""
    all_of_it = decisions_on(connection, wanted.fact_id)
    undone_by: dict[int, int] = {}
    for each in reversed(all_of_it):  # whether an undo stands is known before what it undoes
        if each.undoes is not None and each.id not in undone_by:
            undone_by[each.undoes] = each.id
    if wanted.id in undone_by:
        raise StoreError(
            f"Decision {wanted.id} is undone already, by decision {undone_by[wanted.id]}; "
            "undo that one to bring it back."
        )
    for each in reversed(all_of_it):
        cancels = each.undoes is not None and each.undoes > wanted.id
        if each.id <= wanted.id or each.id in undone_by or cancels:
            continue
        if each.after.keys() & wanted.after.keys():
            raise StoreError(
                f"Decision {wanted.id} cannot be undone yet: {each.author} decided on the same "
                f"fields later ({each.action}, decision {each.id}). Undo that first."
            )


def _require_untouched(connection: Connection, wanted: Decision, revision: int) -> None:
    """Refuse to undo over what was written since with another program; readings may go over."""
    later = [
        event
        for event in history(connection, wanted.fact_id)
        if event.version > revision and event.decision_id is None and event.who != "ingest"
        if any(change.field in wanted.after for change in event.changes)
    ]
    if later:
        raise ConflictError(wanted.fact_id, [str(event) for event in later])
