"""Intakes: what became of each place that something was read from, and the subscribed feeds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from tracker.model.errors import NotFoundError, StoreError
from tracker.model.intake import Feed, Intake, IntakeKind
from tracker.model.stored import Outcome
from tracker.store.connections import Connections
from tracker.store.document_tables import feed, intake
from tracker.store.document_writing import now
from tracker.store.mention_rows import chunked
from tracker.store.tables import document
from tracker.store.validation import check_url

# A NUL ends a text for SQL, and half of a surrogate pair, which stands for a byte of a file's name
# that is no character, cannot be stored.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_WRITTEN = (
    *("outcome", "at", "reason", "detail", "document_id", "n_bytes", "fingerprint", "read_with"),
    "final",
)
_FEED_FIELDS = ("title", "added_at", "checked_at", "etag", "last_modified", "problem")


class Intakes:
    """The places that were read or refused; `Store.intake` is one."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def find(self, kind: IntakeKind, place: str) -> Intake | None:
        """The last attempt to read a place, or None."""
        return self.find_many(kind, [place]).get(place)

    def find_many(self, kind: IntakeKind, places: Iterable[str]) -> dict[str, Intake]:
        """The last attempts to read these places, by place; those never tried are left out."""
        wanted = {keepable(place): place for place in places}
        found: dict[str, Intake] = {}
        with self._connections.reading() as connection:
            for chunk in chunked(wanted):
                statement = select(intake).where(
                    intake.c.kind == kind.value, intake.c.place.in_(chunk)
                )
                for row in connection.execute(statement):
                    place = wanted[row.place]
                    found[place] = replace(_intake_of(row), place=place)
        return found

    def note(self, intakes: Iterable[Intake]) -> None:
        """Keep these attempts in one transaction, each in the place of the one before it.

        Of several for one place the last counts. An empty `at` becomes this moment; a document
        that is not there any longer becomes none.

        Raises:
            StoreError: The database cannot be written.
        """
        latest = {(each.kind, keepable(each.place)): each for each in intakes}
        if not latest:
            return
        moment = now()
        rows = [
            {
                "kind": kind.value,
                "place": place,
                "outcome": each.outcome.value,
                "at": each.at or moment,
                "reason": each.reason,
                "detail": _keepable(each.detail),
                "number": each.document_id,
                "n_bytes": each.n_bytes,
                "fingerprint": _keepable(each.fingerprint),
                "read_with": _keepable(each.read_with),
                "final": _keepable(each.final),
            }
            for (kind, place), each in latest.items()
        ]
        with self._connections.writing() as connection:
            known = select(document.c.id).where(document.c.id == bindparam("number"))
            put = _insert_for(connection)(intake)
            values: dict[str, Any] = {name: bindparam(name) for name in rows[0]}
            del values["number"]
            put = put.values(document_id=known.scalar_subquery(), **values)
            new = {name: put.excluded[name] for name in _WRITTEN}
            kept = put.on_conflict_do_update(index_elements=["kind", "place"], set_=new)
            connection.execute(kept, rows)

    def list(
        self,
        *,
        outcomes: Sequence[Outcome] | None = None,
        partly: bool = False,
        limit: int = 100,
        after: int | None = None,
    ) -> list[Intake]:
        """Attempts, the latest first.

        Args:
            outcomes: Only those that ended so; None: all, unless `partly` is asked for.
            partly: Also those of which a part was not read (they have a detail and were not
                refused); without `outcomes` only those.
            limit: How many at most.
            after: Row id of the last one that was shown; those behind it are given.

        Raises:
            NotFoundError: There is no intake `after` any longer.
        """
        # One list for each outcome, since an index is in the order of the days for one alone.
        chosen: list[ColumnElement[bool]] = [
            intake.c.outcome == each.value for each in dict.fromkeys(outcomes or ())
        ]
        if partly:
            refused = Outcome.REFUSED.value
            chosen.append(intake.c.detail.is_not(None) & (intake.c.outcome != refused))
        elif outcomes is None:
            chosen.append(true())
        statement = select(intake).order_by(intake.c.at.desc(), intake.c.id.desc()).limit(limit)
        with self._connections.reading() as connection:
            if after is not None:
                statement = _behind(connection, statement, after)
            rows = {
                row.id: row for each in chosen for row in connection.execute(statement.where(each))
            }
        found = sorted(rows.values(), key=lambda row: (row.at, row.id), reverse=True)
        return [_intake_of(row) for row in found[:limit]]

    def counts(self) -> Mapping[Outcome, int]:
        """How many places ended how, each outcome named; a place counts once."""
        statement = select(intake.c.outcome, func.count()).group_by(intake.c.outcome)
        with self._connections.reading() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(statement)}
        return {outcome: found.get(outcome.value, 0) for outcome in Outcome}

    def count_partly(self) -> int:
        """How many places were read, but not whole."""
        refused = Outcome.REFUSED.value
        statement = (
            select(func.count())
            .select_from(intake)
            .where(intake.c.detail.is_not(None), intake.c.outcome != refused)
        )
        with self._connections.reading() as connection:
            return int(connection.execute(statement).scalar_one())

    def forget(self, kind: IntakeKind, places: Iterable[str]) -> int:
        """Forget that these places were ever tried; says how many were known.

        What was stored from them stays.
        """
        number = 0
        with self._connections.writing() as connection:
            for chunk in chunked({keepable(place) for place in places}):
                gone = delete(intake).where(intake.c.kind == kind.value, intake.c.place.in_(chunk))
                number += connection.execute(gone).rowcount
        return number


class Feeds:
    """The subscribed feeds; `Store.feeds` is one."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, new: Feed) -> Feed:
        """Subscribe to a feed, and give it as it is stored.

        Raises:
            InvalidFactError: Its address is none of the web.
            StoreError: It is subscribed to already.
        """
        check_url(new.url)
        values = _feed_row(new) | {"url": new.url}
        with self._connections.writing() as connection:
            if _feed_row_of(connection, new.url) is not None:
                raise StoreError(
                    f"The feed {new.url} is subscribed to already; nothing was changed. "
                    "Remove it first to subscribe anew."
                )
            connection.execute(insert(feed), values)
            return _feed_of(_known_feed(connection, new.url))

    def list(self) -> list[Feed]:
        """All feeds, in the order in which they were added."""
        with self._connections.reading() as connection:
            return [_feed_of(row) for row in connection.execute(select(feed).order_by(feed.c.id))]

    def find(self, url: str) -> Feed | None:
        """The feed with this address, or None."""
        with self._connections.reading() as connection:
            row = _feed_row_of(connection, keepable(url))
        return None if row is None else _feed_of(row)

    def update(self, changed: Feed) -> Feed:
        """Keep what is new of the feed with this address, and give it as it is stored.

        Raises:
            NotFoundError: There is no such feed.
        """
        with self._connections.writing() as connection:
            held = _known_feed(connection, changed.url)
            values = _feed_row(replace(changed, added_at=changed.added_at or held.added_at))
            connection.execute(update(feed).where(feed.c.id == held.id).values(values))
            return _feed_of(_known_feed(connection, changed.url))

    def remove(self, url: str) -> None:
        """Unsubscribe from a feed; what was stored from it stays.

        Raises:
            NotFoundError: There is no such feed.
        """
        with self._connections.writing() as connection:
            held = _known_feed(connection, url)
            connection.execute(delete(feed).where(feed.c.id == held.id))


def keepable(place: str) -> str:
    """A place as the database can hold it: what is no character is written as its code."""
    return _UNKEEPABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", place)


def _keepable(text: str | None) -> str | None:
    return None if text is None else keepable(text)


def _insert_for(connection: Connection) -> Any:
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert


def _behind(connection: Connection, statement: Select[Any], after: int) -> Select[Any]:
    last = connection.execute(select(intake.c.at).where(intake.c.id == after)).scalar()
    if last is None:
        raise NotFoundError("intake", after)
    same = (intake.c.at == last) & (intake.c.id < after)
    return statement.where(intake.c.at <= last, or_(intake.c.at < last, same))


def _intake_of(row: Row[Any]) -> Intake:
    values = dict(row._mapping)
    kind, outcome = IntakeKind(values.pop("kind")), Outcome(values.pop("outcome"))
    return Intake(kind=kind, outcome=outcome, **values)


def _feed_row(read: Feed) -> dict[str, Any]:
    values = {name: _keepable(value) for name, value in asdict(read).items() if name != "id"}
    return {name: values[name] for name in _FEED_FIELDS} | {"added_at": read.added_at or now()}


def _feed_row_of(connection: Connection, url: str) -> Row[Any] | None:
    return connection.execute(select(feed).where(feed.c.url == url)).one_or_none()


def _known_feed(connection: Connection, url: str) -> Row[Any]:
    row = _feed_row_of(connection, keepable(url))
    if row is None:
        raise NotFoundError("feed", url)
    return row


def _feed_of(row: Row[Any]) -> Feed:
    return Feed(**row._mapping)
