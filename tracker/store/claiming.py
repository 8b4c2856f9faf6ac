"""Claiming: which claim each fact states, and how the statements of a claim stand to each other.

Noted facts are placed, a thousand at a time: the claims that they state, those that they stated
before and those that lost a fact are judged anew. So are the claims of nearby years of the same
series, where a changed value can make or unmake a slip there. Rows are written where they differ.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    bindparam,
    delete,
    select,
    text,
    update,
)

from tracker.ledger.claims import SeriesKey
from tracker.lexicon.sources import packaged_source_kinds
from tracker.store.changed import Changed
from tracker.store.claim_judging import Claim, judged_rows, rejudged_neighbours
from tracker.store.claims_at import claims_at
from tracker.store.ids import Ids
from tracker.store.inserts import insert_rows
from tracker.store.ledger_tables import claim, claim_member, series, unsettled_claim, unsettled_fact
from tracker.store.mention_rows import (
    Times,
    chunked,
    mention_of,
    place_of,
    rows_of_claims,
    rows_of_facts,
    stale_columns,
)
from tracker.store.tables import fact

ROUND = 1000
"""How many noted facts are placed at a time."""

_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_SERIES = (*SeriesKey._fields,)
_CLAIMS = select(claim, *(series.c[name] for name in _SERIES)).join(
    series, series.c.id == claim.c.series_id
)
_BY_ID = _CLAIMS.where(claim.c.id.in_(_WANTED))
_NOTED = unsettled_fact.c.fact_id.in_(_WANTED)


def settle_claims(connection: Connection, facts: Iterable[int] | None = None) -> Changed | None:
    """Place noted facts in claims and judge the claims anew; None if nothing was noted.

    Args:
        connection: The writing transaction.
        facts: Row ids of the facts to place, as far as they are noted, best in the order of
            `noted_in_order()`; None: all that are noted.
    """
    if not _is_behind(connection):
        return None
    if connection.dialect.name == "postgresql":
        # Who notes a change meanwhile waits, or the note would be cleared unread.
        connection.execute(text("LOCK TABLE unsettled_fact, unsettled_claim IN EXCLUSIVE MODE"))
    ordered = noted_in_order(connection) if facts is None else list(facts)
    noted = _documents_of_noted(connection, ordered)
    lost = sorted(connection.scalars(select(unsettled_claim.c.claim_id)))
    settling = _Settling(connection)
    rounds = chunked((number for number in ordered if number in noted), ROUND)
    for ids, lost_claims in zip_longest(rounds, chunked(lost, ROUND), fillvalue=()):
        settling.settle(ids, set(lost_claims))
    documents = set(noted.values()) - _clear(connection, noted)
    settling.ids.announce()
    return Changed(
        facts=frozenset(settling.facts),
        documents=frozenset(documents),
        claims=frozenset(settling.claims),
        series=settling.series,
        periods={number: frozenset(found) for number, found in settling.periods.items()},
        facts_gone=len(settling.facts) < len(noted),
    )


def noted_in_order(connection: Connection) -> list[int]:
    """Row ids of all noted facts, those of one series together, so that claims are judged once."""
    order = ("subject", "indicator", "measure", "status", "period_start")
    return list(
        connection.scalars(
            select(unsettled_fact.c.fact_id)
            .outerjoin(fact, fact.c.id == unsettled_fact.c.fact_id)
            .order_by(*(fact.c[name] for name in order), unsettled_fact.c.fact_id)
        )
    )


def _documents_of_noted(connection: Connection, facts: Iterable[int]) -> dict[int, int]:
    """The documents of those of the facts that are noted."""
    statement = select(unsettled_fact.c.fact_id, unsettled_fact.c.document_id).where(_NOTED)
    return {
        row.fact_id: row.document_id
        for chunk in chunked(facts)
        for row in connection.execute(statement, {"wanted": chunk})
    }


def _clear(connection: Connection, facts: Iterable[int]) -> set[int]:
    """Clear the notes of these facts; the documents of which other facts still wait."""
    connection.execute(delete(unsettled_claim))
    for chunk in chunked(facts):
        connection.execute(delete(unsettled_fact).where(_NOTED), {"wanted": chunk})
    return set(connection.scalars(select(unsettled_fact.c.document_id).distinct()))


def _is_behind(connection: Connection) -> bool:
    return any(
        connection.execute(select(table).limit(1)).first() is not None
        for table in (unsettled_fact, unsettled_claim)
    )


class _Settling:
    """One settling of the ledger, in rounds.

    Attributes:
        facts, claims: What the rounds touched and what is still there.
        series, periods: What the touched claims are of, by series, vanished ones among them.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kinds = packaged_source_kinds()
        self._times = Times()
        self.ids = Ids(connection)
        self.facts: set[int] = set()
        self.claims: set[int] = set()
        self.series: dict[int, SeriesKey] = {}
        self.periods: dict[int, set[str]] = {}

    def settle(self, noted: Sequence[int], lost: set[int]) -> None:
        """Place these facts, and judge their claims and those that lost a fact."""
        rows = {row.id: row for row in rows_of_facts(self._connection, noted)}
        self.facts |= rows.keys()
        rows = self._mended(rows)
        touched = self._place(rows)
        left = {row.claim_id for row in rows.values() if row.claim_id is not None} | lost
        touched |= self._known(left - touched.keys())
        self._fill(touched, rows)
        for neighbour in rejudged_neighbours(self._connection, touched.values()):
            touched[neighbour.id] = neighbour
        unfilled = {key: each for key, each in touched.items() if not each.is_filled}
        self._fill(unfilled, rows)
        self._write(touched, rows)

    def _mended(self, rows: dict[int, Row[Any]]) -> dict[int, Row[Any]]:
        """The rows, after what other programs left stale was written anew."""
        stale = {
            number: due for number, row in rows.items() if (due := stale_columns(row, self._times))
        }
        for number, due in stale.items():
            self._connection.execute(update(fact).where(fact.c.id == number).values(due))
        return rows | {row.id: row for row in rows_of_facts(self._connection, stale)}

    def _place(self, rows: dict[int, Row[Any]]) -> dict[int, Claim]:
        """The claims that the facts state, by id; those that are new get one."""
        places = {
            number: place for number, row in rows.items() if (place := place_of(row, self._times))
        }
        series_ids = self._series_ids({key for key, _ in places.values()})
        wanted = {(series_ids[key], time.key) for key, time in places.values()}
        held = claims_at(self._connection, wanted)
        found = {(each.series_id, each.time_key): each for each in self._known(held).values()}
        for number, (key, time) in places.items():
            where = series_ids[key], time.key
            if where not in found:
                published = rows[number].published
                number_of_claim = self.ids.take(claim)
                found[where] = Claim.new(number_of_claim, where[0], key, time, published)
            found[where].placed.append(number)
        return {each.id: each for each in found.values()}

    def _series_ids(self, keys: set[SeriesKey]) -> dict[SeriesKey, int]:
        by_text = {str(key): key for key in keys}
        found: dict[SeriesKey, int] = {}
        for chunk in chunked(sorted(by_text)):
            statement = select(series.c.id, series.c.key).where(series.c.key.in_(_WANTED))
            for row in self._connection.execute(statement, {"wanted": chunk}):
                found[by_text[row.key]] = row.id
        added = []
        for written, key in sorted(by_text.items()):
            if key not in found:
                found[key] = self.ids.take(series)
                added.append({"id": found[key], "key": written, **key._asdict()})
        insert_rows(self._connection, series, added)
        return found

    def _known(self, ids: Iterable[int]) -> dict[int, Claim]:
        return {
            row.id: Claim.of(row)
            for chunk in chunked(sorted(ids))
            for row in self._connection.execute(_BY_ID, {"wanted": chunk}).all()
        }

    def _fill(self, claims: dict[int, Claim], noted: dict[int, Row[Any]]) -> None:
        """Give the claims their mentions: members that stay, and facts placed anew."""
        known = [number for number, each in claims.items() if each.held is not None]
        for row in rows_of_claims(self._connection, known):
            each = claims[row.claim_id]
            each.members[row.id] = (row.statement, row.standing)
            if row.id not in noted:
                each.mentions.append(mention_of(row, self._kinds))
        for each in claims.values():
            for number in each.placed:
                each.mentions.append(mention_of(noted[number], self._kinds))
            each.arrange()

    def _write(self, touched: dict[int, Claim], noted: dict[int, Row[Any]]) -> None:
        """Write what the claims come to, where it differs from what is stored."""
        full = [each for each in touched.values() if each.mentions]
        empty = [each for each in touched.values() if not each.mentions]
        for each in touched.values():
            self.series[each.series_id] = each.key
            if each.time["period"] is not None:
                self.periods.setdefault(each.series_id, set()).add(each.time["period"])
        self.claims |= {each.id for each in full}
        self.claims -= {each.id for each in empty}
        members_before = {row.id for row in noted.values() if row.claim_id is not None}
        changes = _Changes()
        for each in full:
            changes.collect(each, members_before)
        gone = members_before - {number for each in full for number in each.placed}
        changes.write(self._connection, gone, empty)


@dataclass(slots=True)
class _Changes:
    """Rows that differ from what is stored."""

    new_claims: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    new_members: list[dict[str, Any]] = field(default_factory=list)
    members: list[dict[str, Any]] = field(default_factory=list)

    def collect(self, each: Claim, members_before: set[int]) -> None:
        """Judge a claim and keep what is new of it."""
        row, standings = judged_rows(each)
        if each.held is None:
            self.new_claims.append(row)
        elif row != each.held:
            self.claims.append({f"new_{name}": value for name, value in row.items()})
        for number, (statement, standing) in standings.items():
            if each.members.get(number) == (statement, standing):
                continue
            member: dict[str, Any] = {"fact_id": number, "claim_id": each.id}
            member |= {"statement": statement, "standing": standing}
            if number in each.members or number in members_before:
                self.members.append({f"new_{name}": value for name, value in member.items()})
            else:
                self.new_members.append(member)

    def write(self, connection: Connection, gone: set[int], empty: Sequence[Claim]) -> None:
        """Write them, and delete places of facts in no claim, empty claims, and empty series."""
        insert_rows(connection, claim, self.new_claims)
        if self.claims:
            connection.execute(_UPDATE_CLAIM, self.claims)
        for chunk in chunked(sorted(gone)):
            connection.execute(delete(claim_member).where(claim_member.c.fact_id.in_(chunk)))
        insert_rows(connection, claim_member, self.new_members)
        if self.members:
            connection.execute(_UPDATE_MEMBER, self.members)
        for chunk in chunked(each.id for each in empty):
            connection.execute(delete(claim).where(claim.c.id.in_(chunk)))
        for chunk in chunked({each.series_id for each in empty}):
            has_claims = select(claim.c.id).where(claim.c.series_id == series.c.id).exists()
            connection.execute(delete(series).where(series.c.id.in_(chunk), ~has_claims))


_UPDATE_CLAIM = (
    update(claim)
    .where(claim.c.id == bindparam("new_id"))
    .values(
        {column.name: bindparam(f"new_{column.name}") for column in claim.c if column.name != "id"}
    )
)
_UPDATE_MEMBER = (
    update(claim_member)
    .where(claim_member.c.fact_id == bindparam("new_fact_id"))
    .values({name: bindparam(f"new_{name}") for name in ("claim_id", "statement", "standing")})
)
