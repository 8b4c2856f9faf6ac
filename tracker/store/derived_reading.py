"""Reading what was derived: implied figures, and targets with what became of them."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, column, or_, select, table

from tracker.ledger.intervals import Interval
from tracker.model.derived import DerivedFilter, FollowedTarget, ImpliedFigure, Support
from tracker.model.errors import NotFoundError
from tracker.store.comparing import stated_alike
from tracker.store.connections import Connections
from tracker.store.known_derived import implied_known, targets_known
from tracker.store.ledger_tables import derived
from tracker.store.moments import read_day
from tracker.store.tables import fact

_FIELDS = ("subject", "partner", "indicator", "commodity")
_LAST = {
    "implied": ("period_start", "rule", "id"),
    "targets": ("place", "commodity", "base_unit", "published", "statement", "fact_id"),
}
NO_RESTRICTION = DerivedFilter()


class Derived:
    """What follows from the stated figures of one database, the store's `derived`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def implied(
        self,
        where: DerivedFilter = NO_RESTRICTION,
        *,
        limit: int | None = None,
        as_of: str | None = None,
    ) -> list[ImpliedFigure]:
        """Implied figures by subject, indicator, partner and period.

        Args:
            where: Which ones.
            limit: How many at most.
            as_of: ISO 8601 day: as they followed from what was known then, see
                `Store.known_on()`. None: today.

        Raises:
            StoreError: The day is none.
        """
        names = tuple(ImpliedFigure.__dataclass_fields__)
        with self._connections.reading() as connection:
            day = None if as_of is None else read_day(as_of)
            then = None if day is None else implied_known(connection, where, day)
            statement = _select("implied", then, names, where, ("rule", "comparison")).limit(limit)
            return [ImpliedFigure(**row) for row in connection.execute(statement).mappings()]

    def targets(
        self,
        where: DerivedFilter = NO_RESTRICTION,
        *,
        limit: int | None = None,
        as_of: str | None = None,
    ) -> list[FollowedTarget]:
        """Targets by subject, indicator and partner, those of one history by publication.

        Args:
            where: Which ones.
            limit: How many at most.
            as_of: ISO 8601 day: as they stood then, by what was known. None: today.

        Raises:
            StoreError: The day is none.
        """
        names = tuple(FollowedTarget.__dataclass_fields__)
        with self._connections.reading() as connection:
            day = None if as_of is None else read_day(as_of)
            then = None if day is None else targets_known(connection, where, day)
            statement = _select("targets", then, names, where, ("state",)).limit(limit)
            if where.current:
                statement = statement.where(column("is_current") == 1)
            return [FollowedTarget(**row) for row in connection.execute(statement).mappings()]

    def support(self, fact_id: int) -> Support:
        """How many implied figures agree with a stated one, and how many differ from it.

        Raises:
            NotFoundError: There is no such fact.
        """
        with self._connections.reading() as connection:
            stated = connection.execute(select(fact).where(fact.c.id == fact_id)).first()
            if stated is None:
                raise NotFoundError("fact", fact_id)
            alike = select(derived).where(
                *(derived.c[name] == getattr(stated, name) for name in ("subject", "indicator")),
                derived.c.period == stated.period,
                derived.c.comparison != "unstated",
            )
            meets = [
                Interval(row["base_low"], row["base_high"]).meets(
                    Interval(stated.base_low, stated.base_high)
                )
                for row in connection.execute(alike).mappings().all()
                if row["stated_fact_id"] == fact_id or fact_id in stated_alike(connection, row)
            ]
        return Support(agree=sum(meets), differ=len(meets) - sum(meets))


def _select(
    view: str,
    instead: FromClause | None,
    names: tuple[str, ...],
    where: DerivedFilter,
    own: tuple[str, ...],
) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [
        column(name).in_(wanted) for name in (*_FIELDS, *own) if (wanted := getattr(where, name))
    ]
    if where.entity:
        sides = (column("subject").in_(where.entity), column("partner").in_(where.entity))
        conditions.append(or_(*sides))
    if where.year is not None:
        conditions.append(column("year") == where.year)
    if where.document_id is not None:
        conditions.append(column("document_id") == where.document_id)
    sorted_by = ("subject", "indicator", "partner", *_LAST[view])
    order: list[ColumnElement[Any]] = [column(name).nulls_last() for name in sorted_by]
    columns: list[ColumnElement[Any]] = [column(name) for name in names]
    return (
        select(*columns)
        .select_from(table(view) if instead is None else instead)
        .where(*conditions)
        .order_by(*order)
    )
