"""Known claims: what the claims of the database came to on a day, from what was published by then.

It is what settling would find if all else were deleted: the claims that lose a figure are judged
anew, in memory, and so are those of nearby years whose slips that can make or unmake. All others
are as they are stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    and_,
    bindparam,
    not_,
    or_,
    select,
)

from tracker.ledger.claims import SeriesKey
from tracker.ledger.knowing import known_by, unfinished
from tracker.ledger.slips import REACH
from tracker.lexicon.sources import packaged_source_kinds
from tracker.model.errors import StoreError
from tracker.store.claim_judging import Claim, judged_rows, rejudged_neighbours
from tracker.store.ledger_tables import claim, claim_member, series
from tracker.store.mention_rows import chunked, mention_of, rows_of_claims
from tracker.store.tables import fact

_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_CLAIMS = select(claim, *(series.c[name] for name in SeriesKey._fields)).join(
    series, series.c.id == claim.c.series_id
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a claim came to on a day.

    Attributes:
        row: Its columns; None where no figure of it was known yet.
        members: Statement number and standing of each known fact.
    """

    row: dict[str, Any] | None
    members: dict[int, tuple[int, str]]


def read_day(day: str) -> str:
    """A day as ISO 8601 writes it.

    Raises:
        StoreError: It is none.
    """
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise StoreError(f"{day!r} is no day; give one such as 2024-06-30.") from error


def is_known(day: str, of: FromClause = fact) -> ColumnElement[bool]:
    """Facts that were surely published by a day; `known_by()` in SQL."""
    published = of.c.published
    return and_(published <= day, published.not_in(unfinished(day)))


def is_unknown(day: str, of: FromClause = fact) -> ColumnElement[bool]:
    """All other facts, those without a date of publication among them."""
    return or_(of.c.published.is_(None), not_(is_known(day, of)))


def find_claims(connection: Connection, ids: Iterable[int], day: str) -> dict[int, Finding]:
    """What these claims came to on a day, as far as that may differ from what is stored.

    Args:
        connection: A reading connection.
        ids: Row ids of the claims that are asked for.
        day: ISO 8601.
    """
    wanted = set(ids)
    lessened = _lessened(connection, wanted, day)
    _fill(connection, lessened, day)
    beside = {each.id: each for each in rejudged_neighbours(connection, lessened.values())}
    beside = {number: each for number, each in beside.items() if number in wanted}
    _fill(connection, beside, day)
    changed = lessened | beside
    return {number: _finding(each) for number, each in changed.items() if number in wanted}


def _finding(each: Claim) -> Finding:
    if not each.mentions:
        return Finding(row=None, members={})
    row, members = judged_rows(each)
    return Finding(row=row, members=members)


def _lessened(connection: Connection, wanted: set[int], day: str) -> dict[int, Claim]:
    """The claims that lack a figure on that day: wanted ones, and those of years near them."""
    asked: dict[int, set[int]] = {}
    for chunk in chunked(sorted(wanted)):
        own = select(claim.c.series_id, claim.c.year).where(claim.c.id.in_(_WANTED))
        for number, year in connection.execute(own, {"wanted": chunk}):
            asked.setdefault(number, set()).update(
                range(year - REACH, year + REACH + 1) if year else ()
            )
    lacking = (
        select(claim_member.c.claim_id)
        .join(fact, fact.c.id == claim_member.c.fact_id)
        .join(claim, claim.c.id == claim_member.c.claim_id)
        .where(claim.c.series_id.in_(_WANTED), is_unknown(day))
        .distinct()
    )
    found: dict[int, Claim] = {}
    for chunk in chunked(sorted(asked)):
        numbers = connection.scalars(lacking, {"wanted": chunk}).all()
        for part in chunked(numbers):
            rows = connection.execute(_CLAIMS.where(claim.c.id.in_(_WANTED)), {"wanted": part})
            for row in rows.all():
                if row.id in wanted or row.year in asked[row.series_id]:
                    found[row.id] = Claim.of(row)
    return found


def _fill(connection: Connection, claims: dict[int, Claim], day: str) -> None:
    """Give the claims the mentions that were known."""
    kinds = packaged_source_kinds()
    for row in rows_of_claims(connection, sorted(claims)):
        if known_by(row.published, day):
            claims[row.claim_id].mentions.append(mention_of(row, kinds))
    for each in claims.values():
        each.arrange()


class KnownClaims:
    """The claims as they were known on a day, each looked at once.

    Args:
        connection: A reading connection.
        day: ISO 8601.
    """

    def __init__(self, connection: Connection, day: str) -> None:
        self.day = day
        self._connection = connection
        self._changed: dict[int, Finding] = {}
        self._looked_at: set[int] = set()

    def find(self, ids: Iterable[int]) -> dict[int, Finding]:
        """What these claims came to, as far as that may differ from what is stored."""
        wanted = set(ids)
        new = wanted - self._looked_at
        if new:
            self._changed |= find_claims(self._connection, new, self.day)
            self._looked_at |= new
        return {number: self._changed[number] for number in wanted & self._changed.keys()}

    def drawn(self, ids: Iterable[int]) -> dict[int, int]:
        """The fact that each of these claims drew, and the claim, as far as one was drawn."""
        wanted = set(ids)
        changed = self.find(wanted)
        found = {
            each.row["drawn_fact_id"]: number
            for number, each in changed.items()
            if each.row is not None
        }
        for chunk in chunked(sorted(wanted - changed.keys())):
            stored = select(claim).where(claim.c.id.in_(chunk), claim.c.drawn_fact_id.is_not(None))
            found |= {row.drawn_fact_id: row.id for row in self._connection.execute(stored)}
        return {drawn: number for drawn, number in found.items() if drawn is not None}


def standings_of(
    connection: Connection, placed: Sequence[tuple[int, int | None, str | None]], day: str
) -> dict[int, str | None]:
    """How known facts stood on a day.

    Args:
        connection: A reading connection.
        placed: Fact, its claim and its standing as stored, for each of them.
        day: ISO 8601.
    """
    changed = find_claims(connection, {each for _, each, _ in placed if each is not None}, day)
    return {
        number: changed[where].members[number][1] if where in changed else stored
        for number, where, stored in placed
    }
