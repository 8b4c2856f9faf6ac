"""Known claims: what the claims of the database came to at a time, from what was known by then.

It is what settling would find if all else were deleted: the claims that lose a figure are judged
anew, in memory, and so are those of nearby years whose slips that can make or unmake. All others
are as they are stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    bindparam,
    select,
)

from tracker.ledger.claims import SeriesKey
from tracker.ledger.slips import REACH
from tracker.lexicon.sources import packaged_source_kinds
from tracker.store.claim_judging import Claim, judged_rows, rejudged_neighbours
from tracker.store.ledger_tables import claim, claim_member, series
from tracker.store.mention_rows import chunked, mention_of, rows_of_claims
from tracker.store.moments import Moment
from tracker.store.tables import fact

_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_CLAIMS = select(claim, *(series.c[name] for name in SeriesKey._fields)).join(
    series, series.c.id == claim.c.series_id
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a claim came to at a time.

    Attributes:
        row: Its columns; None where no figure of it was known yet.
        members: Statement number and standing of each known fact.
    """

    row: dict[str, Any] | None
    members: dict[int, tuple[int, str]]


def find_claims(connection: Connection, ids: Iterable[int], moment: Moment) -> dict[int, Finding]:
    """What these claims came to at a time, as far as that may differ from what is stored.

    Args:
        connection: A reading connection.
        ids: Row ids of the claims that are asked for.
        moment: The time.
    """
    wanted = set(ids)
    lessened = _lessened(connection, wanted, moment)
    _fill(connection, lessened, moment)
    beside = {each.id: each for each in rejudged_neighbours(connection, lessened.values())}
    beside = {number: each for number, each in beside.items() if number in wanted}
    _fill(connection, beside, moment)
    changed = lessened | beside
    return {number: _finding(each) for number, each in changed.items() if number in wanted}


def _finding(each: Claim) -> Finding:
    if not each.mentions:
        return Finding(row=None, members={})
    row, members = judged_rows(each)
    return Finding(row=row, members=members)


def _lessened(connection: Connection, wanted: set[int], moment: Moment) -> dict[int, Claim]:
    """The claims that lack a figure at that time: wanted ones, and those of years near them."""
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
        .where(claim.c.series_id.in_(_WANTED), moment.is_unknown())
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


def _fill(connection: Connection, claims: dict[int, Claim], moment: Moment) -> None:
    """Give the claims the mentions that were known."""
    kinds = packaged_source_kinds()
    for row in rows_of_claims(connection, sorted(claims)):
        if moment.knows(row):
            claims[row.claim_id].mentions.append(mention_of(row, kinds))
    for each in claims.values():
        each.arrange()


class KnownClaims:
    """The claims as they were known at a time, each looked at once.

    Args:
        connection: A reading connection.
        moment: The time.
    """

    def __init__(self, connection: Connection, moment: Moment) -> None:
        self.moment = moment
        self._connection = connection
        self._changed: dict[int, Finding] = {}
        self._looked_at: set[int] = set()

    def find(self, ids: Iterable[int]) -> dict[int, Finding]:
        """What these claims came to, as far as that may differ from what is stored."""
        wanted = set(ids)
        new = wanted - self._looked_at
        if new:
            self._changed |= find_claims(self._connection, new, self.moment)
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
    connection: Connection, placed: Sequence[tuple[int, int | None, str | None]], moment: Moment
) -> dict[int, str | None]:
    """How known facts stood at a time.

    Args:
        connection: A reading connection.
        placed: Fact, its claim and its standing as stored, for each of them.
        moment: The time.
    """
    changed = find_claims(connection, {each for _, each, _ in placed if each is not None}, moment)
    return {
        number: changed[where].members[number][1] if where in changed else stored
        for number, where, stored in placed
    }
