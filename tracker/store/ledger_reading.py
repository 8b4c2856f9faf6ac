"""Ledger reading: what the ledger finds, by fact and by claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select

from tracker.ledger.claims import SeriesKey
from tracker.model.claim import Outcome, Standing
from tracker.model.claim_report import ClaimMember, ClaimReport
from tracker.model.stored import StoredFact
from tracker.store.claim_checking import differences
from tracker.store.connections import Connections
from tracker.store.known_claims import Finding, find_claims
from tracker.store.latest_years import latest_years
from tracker.store.ledger import settle_waiting
from tracker.store.ledger_tables import claim, claim_member, series, unsettled_claim, unsettled_fact
from tracker.store.mention_rows import chunked
from tracker.store.moments import PublishedBy, read_day
from tracker.store.queries import select_facts
from tracker.store.rows import fact_of
from tracker.store.tables import fact

_OWN = (
    *("id", "period", "published", "year", "reason", "facts", "statements", "witnesses"),
    *("documents", "agree", "differ", "lowest", "highest"),
)
_CLAIMS = select(claim, *(series.c[name] for name in SeriesKey._fields)).join(
    series, series.c.id == claim.c.series_id
)
# By its own index first: of a list of facts with its members every fact would be looked at.
_member = claim_member.alias("member")
_ORDER = (series.c.subject, series.c.indicator, claim.c.period, series.c.key, claim.c.time_key)


class Ledger:
    """Claims: what several facts state of one thing at one time, and what they come to."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def claim_of(self, fact_id: int) -> ClaimReport | None:
        """The claim that a fact states; None where it can agree with no other, or is rejected."""
        stated = select(claim_member.c.claim_id).where(claim_member.c.fact_id == fact_id)
        with self._connections.reading() as connection:
            found = _reports(connection, _CLAIMS.where(claim.c.id.in_(stated)))
        return found[0] if found else None

    def claims(
        self,
        *,
        entity: Iterable[str] = (),
        subject: Iterable[str] = (),
        indicator: Iterable[str] = (),
        outcome: Iterable[Outcome] = (),
        limit: int | None = None,
        as_of: str | None = None,
    ) -> list[ClaimReport]:
        """Claims by subject, indicator and period; what is empty does not restrict.

        Args:
            entity: Ids of which the subject or the partner is one.
            subject: Ids of subjects.
            indicator: Ids of indicators.
            outcome: What the statements come to.
            limit: How many at most.
            as_of: ISO 8601 day: as they were known then, see `Store.known_on()`. None: today.

        Raises:
            StoreError: The day is none.
        """
        entities, subjects, indicators = tuple(entity), tuple(subject), tuple(indicator)
        outcomes = tuple(each.value for each in outcome)
        statement = _CLAIMS.order_by(*_ORDER)
        if entities:
            either = series.c.subject.in_(entities) | series.c.partner.in_(entities)
            statement = statement.where(either)
        if subjects:
            statement = statement.where(series.c.subject.in_(subjects))
        if indicators:
            statement = statement.where(series.c.indicator.in_(indicators))
        with self._connections.reading() as connection:
            if as_of is not None:
                if outcomes and Outcome.SINGLE.value not in outcomes:
                    # All others need two figures; who has but one today never had more.
                    statement = statement.where(claim.c.facts > 1)
                return _reports_known(connection, statement, outcomes, limit, read_day(as_of))
            if outcomes:
                statement = statement.where(claim.c.outcome.in_(outcomes))
            return _reports(connection, statement.limit(limit))

    def latest(self, subject: Iterable[str], indicator: Iterable[str]) -> list[StoredFact]:
        """What is drawn for the newest calendar year of each series of whole things.

        Only what was reached, and of the whole: no place, no partner, no part of a year.

        Args:
            subject: Ids of subjects.
            indicator: Ids of indicators.
        """
        with self._connections.reading() as connection:
            return latest_years(connection, tuple(subject), tuple(indicator))

    def counts(self) -> dict[Outcome, int]:
        """How many claims come to what."""
        counted = select(claim.c.outcome, func.count()).group_by(claim.c.outcome)
        with self._connections.reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(counted)}
        return {outcome: found.get(outcome.value, 0) for outcome in Outcome}

    def settle(self) -> None:
        """Bring the ledger up to what other programs wrote; our own writers do so themselves."""
        settle_waiting(self._connections)

    def rebuild(self) -> None:
        """Judge everything anew, as if nothing had been; takes as long as storing the facts did.

        Others can read and write meanwhile.
        """
        with self._connections.writing() as connection:
            note_everything(connection)
        settle_waiting(self._connections)

    def differences(self) -> list[str]:
        """Where the stored ledger is not what the facts come to, one sentence each.

        All claims are looked at in a small database, an even sample of them in a large one.
        """
        with self._connections.reading() as connection:
            return list(differences(connection))


def note_everything(connection: Connection) -> None:
    """Put every fact on the list of those that the ledger has yet to settle."""
    noted = select(unsettled_fact.c.fact_id).where(unsettled_fact.c.fact_id == fact.c.id).exists()
    facts = select(fact.c.id, fact.c.document_id).where(~noted)
    connection.execute(insert(unsettled_fact).from_select(["fact_id", "document_id"], facts))
    listed = select(unsettled_claim.c.claim_id).where(unsettled_claim.c.claim_id == claim.c.id)
    stated = select(claim_member.c.fact_id).where(claim_member.c.claim_id == claim.c.id)
    # Claims that no fact states any more; all others are found through their facts.
    empty = select(claim.c.id).where(~stated.exists(), ~listed.exists())
    connection.execute(insert(unsettled_claim).from_select(["claim_id"], empty))


def _reports(connection: Connection, statement: Select[Any]) -> list[ClaimReport]:
    rows = connection.execute(statement).mappings().all()
    members = _members(connection, [row["id"] for row in rows])
    return [_report(row, members.get(row["id"], [])) for row in rows]


def reports_of(connection: Connection, ids: Sequence[int]) -> list[ClaimReport]:
    """These claims, in this order."""
    found = {each.id: each for each in _reports(connection, _CLAIMS.where(claim.c.id.in_(ids)))}
    return [found[number] for number in ids]


def _reports_known(
    connection: Connection,
    statement: Select[Any],
    outcomes: Sequence[str],
    limit: int | None,
    day: str,
) -> list[ClaimReport]:
    """The claims as they were known on a day."""
    rows = connection.execute(statement).mappings().all()
    changed = find_claims(connection, [row["id"] for row in rows], PublishedBy(day))
    found = []
    for row in rows:
        finding = changed.get(row["id"])
        held = dict(row) if finding is None else {**row, **(finding.row or {})}
        known = finding is None or finding.row is not None
        if known and (not outcomes or held["outcome"] in outcomes):
            found.append(held)
    members = _members(connection, [held["id"] for held in found[:limit]])
    for number, each in members.items():
        if number in changed:
            members[number] = _members_known(each, changed[number])
    return [_report(held, members.get(held["id"], [])) for held in found[:limit]]


def _members_known(members: Iterable[ClaimMember], finding: Finding) -> list[ClaimMember]:
    known = []
    for each in members:
        if each.fact.id in finding.members:
            statement, stood = finding.members[each.fact.id]
            standing = Standing(stood)
            fact = replace(each.fact, standing=standing)
            known.append(ClaimMember(fact=fact, statement=statement, standing=standing))
    return known


def _members(connection: Connection, ids: Iterable[int]) -> dict[int, list[ClaimMember]]:
    found: dict[int, list[ClaimMember]] = {}
    for chunk in chunked(ids):
        rows = connection.execute(
            select_facts()
            .add_columns(claim_member.c.claim_id, claim_member.c.statement)
            .where(fact.c.id.in_(select(_member.c.fact_id).where(_member.c.claim_id.in_(chunk))))
        )
        for row in rows.mappings():
            member = ClaimMember(
                fact=fact_of(row), statement=row["statement"], standing=Standing(row["standing"])
            )
            found.setdefault(row["claim_id"], []).append(member)
    return found


def _report(held: Mapping[str, Any] | RowMapping, members: list[ClaimMember]) -> ClaimReport:
    return ClaimReport(
        **{name: held[name] for name in (*SeriesKey._fields, *_OWN)},
        outcome=Outcome(held["outcome"]),
        drawn=held["drawn_fact_id"],
        members=tuple(
            sorted(
                members,
                key=lambda member: (
                    member.standing is not Standing.DRAWN,
                    member.statement,
                    member.standing is Standing.REPEATS,
                    member.fact.key,
                    member.fact.id,
                ),
            )
        ),
    )
