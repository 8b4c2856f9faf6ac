"""Trade reading: what is drawn for all pairs of partners, and stated growth beside the levels."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, or_, select

from tracker.ledger.figure import PERCENT, TIMES, Figure, Thing
from tracker.ledger.growth import check_growth
from tracker.ledger.implied import period_before
from tracker.model.claim import Comparison, Standing
from tracker.model.derived import Rule
from tracker.model.fact import Measure, Status, Transition
from tracker.model.filter import FactFilter
from tracker.model.stored import StoredFact
from tracker.model.trade import GrowthCheck, PairFigure
from tracker.store.claims_at import claims_at
from tracker.store.connections import Connections
from tracker.store.figure_rows import figures_by_id, figures_drawn
from tracker.store.ledger_tables import claim, claim_member, derived, derived_input, series
from tracker.store.mention_rows import chunked
from tracker.store.queries import conditions, ordering, select_facts
from tracker.store.rows import fact_of
from tracker.store.tables import fact

_YEAR = 4
_UNCOUNTED = (Standing.REPEATS, Standing.SLIP, Standing.DOUBTFUL, Standing.DEPRECATED)
_GROWS = (Measure.CHANGE, Measure.MULTIPLE, Measure.INDEX)
_CURRENCIES = ("USD", "EUR")
_BASES = (Rule.LEVEL_BEFORE, Rule.CHANGE)
_OF_PAIR = ("subject", "partner", "place", "indicator", "commodity", "counted")


class Trade:
    """Pairs of partners of one database, the store's `trade`."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def pairs(self, indicator: str, *, commodity: str | None = None) -> list[PairFigure]:
        """What is drawn for all pairs: every calendar year that was reached, or else one figure.

        A pair of which no calendar year is known has its newest other figure: what was reached
        before what was promised. Amounts at a place are left out.

        Args:
            indicator: Which flow, as `exports`.
            commodity: Of this alone; None: of all goods together.
        """
        years = _drawn_levels(indicator, commodity).where(_is_whole_year())
        others = _newest_of_others(indicator, commodity)
        with self._connections.reading() as connection:
            found = [_pair_figure(row, True) for row in connection.execute(years).all()]
            known = {(one.subject, one.partner, one.unit) for one in found}
            rest = [_pair_figure(row, False) for row in connection.execute(others).all()]
        found += [one for one in rest if (one.subject, one.partner, one.unit) not in known]
        return sorted(found, key=lambda one: (one.subject, one.partner, one.unit, one.year or 0))

    def facts(self, figures: Iterable[PairFigure]) -> dict[int, StoredFact]:
        """The facts behind these figures, by row id."""
        with self._connections.reading() as connection:
            return _facts(connection, {one.fact_id for one in figures})

    def commodities(self, indicator: str) -> list[str]:
        """The goods of which an amount of two partners is drawn."""
        statement = (
            select(series.c.commodity)
            .where(*_levels_of_pairs(indicator), series.c.commodity.is_not(None))
            .distinct()
        )
        with self._connections.reading() as connection:
            return sorted(connection.scalars(statement))

    def units(self, indicator: str) -> dict[str, int]:
        """The units in which amounts of two partners are stated, the most used first.

        Returns:
            How many things and times are stated in each: not how many facts state them.
        """
        number = func.count()
        statement = (
            select(series.c.base_unit, number)
            .join(claim, claim.c.series_id == series.c.id)
            .where(*_levels_of_pairs(indicator))
            .group_by(series.c.base_unit)
            .order_by(number.desc(), series.c.base_unit)
        )
        with self._connections.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}

    def growth(self, where: FactFilter, *, limit: int | None = None) -> list[GrowthCheck]:
        """Stated growth, the newest first, each beside the drawn levels of both its times.

        Args:
            where: Which statements; those that are no growth reached are left out by themselves.
            limit: How many at most.
        """
        with self._connections.reading() as connection:
            statement = (
                select_facts()
                .where(*conditions(where, connection.dialect.name), *_is_growth())
                .order_by(*ordering((("published", "desc"),)))
                .limit(limit)
            )
            stated = [fact_of(row) for row in connection.execute(statement).mappings()]
            return _checks(connection, stated)


def _levels_of_pairs(indicator: str) -> list[ColumnElement[bool]]:
    columns = series.c
    return [
        columns.indicator == indicator,
        columns.measure == Measure.LEVEL,
        columns.partner.is_not(None),
        columns.place.is_(None),
        columns.counted.is_(None),
        or_(columns.per.is_(None), columns.per == "year"),
    ]


def _drawn_levels(indicator: str, commodity: str | None) -> Select[Any]:
    columns = series.c
    return (
        select(
            *(columns.subject, columns.partner, columns.base_unit, columns.status),
            *(claim.c.period, claim.c.year, claim.c.published, claim.c.drawn_fact_id),
        )
        .join(claim, claim.c.series_id == columns.id)
        .where(
            *_levels_of_pairs(indicator),
            columns.commodity.is_not_distinct_from(commodity),
            claim.c.drawn_fact_id.is_not(None),
        )
    )


def _is_whole_year() -> ColumnElement[bool]:
    return (series.c.status == Status.ACTUAL) & (func.length(claim.c.period) == _YEAR)


def _newest_of_others(indicator: str, commodity: str | None) -> Select[Any]:
    ranked = (
        _drawn_levels(indicator, commodity)
        .where(or_(~_is_whole_year(), claim.c.period.is_(None)))
        .add_columns(
            func.row_number()
            .over(
                partition_by=(series.c.subject, series.c.partner, series.c.base_unit),
                order_by=(
                    case((series.c.status == Status.ACTUAL, 0), else_=1),
                    func.coalesce(claim.c.period_end, claim.c.published, "").desc(),
                    claim.c.id,
                ),
            )
            .label("place_in_line")
        )
        .subquery()
    )
    return select(ranked).where(ranked.c.place_in_line == 1)


def _pair_figure(row: Row[Any], whole_year: bool) -> PairFigure:
    year = row.year if row.period else row.published and int(row.published[:4])
    return PairFigure(
        subject=row.subject,
        partner=row.partner,
        unit=row.base_unit,
        status=Status(row.status),
        period=row.period,
        year=year,
        whole_year=whole_year,
        fact_id=row.drawn_fact_id,
    )


def _is_growth() -> list[ColumnElement[bool]]:
    standing = claim_member.c.standing
    return [
        fact.c.measure.in_(_GROWS),
        fact.c.transition == Transition.BY,
        fact.c.status == Status.ACTUAL,
        fact.c.equivalent_of.is_(None),
        or_(standing.is_(None), standing.not_in(_UNCOUNTED)),
    ]


class _Base(NamedTuple):
    """What a growth's own movement says of the time before: when, and how much that implies."""

    period: str | None
    value: float | None = None
    unit: str | None = None
    comparison: Comparison | None = None
    stated: int | None = None


def _checks(connection: Connection, stated: Sequence[StoredFact]) -> list[GrowthCheck]:
    figures = figures_by_id(connection, [one.id for one in stated])
    bases = _bases(connection, [one.id for one in stated])
    for one in stated:
        figure = figures[one.id]
        bases.setdefault(one.id, _Base(period_before(figure, figure)))
    levels = _levels(connection, [(figures[one.id], bases[one.id].period) for one in stated])
    chosen = {}
    for one in stated:
        by, base = figures[one.id], bases[one.id]
        chosen[one.id] = _level_pair(by, base, levels)
    wanted = {row for before, after in chosen.values() for row, _ in (before, after) if row}
    wanted |= {base.stated for base in bases.values() if base.stated}
    facts = _facts(connection, wanted)
    return [_check(one, figures[one.id], bases[one.id], chosen[one.id], facts) for one in stated]


_Level = tuple[int | None, Figure | None]
_NONE: _Level = (None, None)


def _check(
    stated: StoredFact,
    by: Figure,
    base: _Base,
    pair: tuple[_Level, _Level],
    facts: Mapping[int, StoredFact],
) -> GrowthCheck:
    (before_id, before), (after_id, after) = pair
    found = check_growth(by, before, after)
    return GrowthCheck(
        stated=stated,
        base_period=base.period,
        before=facts.get(before_id or 0),
        after=facts.get(after_id or 0),
        value=found.value,
        low=found.low,
        high=found.high,
        unit=by.unit,
        comparison=found.comparison,
        implied=base.value,
        implied_unit=base.unit,
        implied_comparison=base.comparison,
        implied_beside=facts.get(base.stated or 0),
    )


def _bases(connection: Connection, ids: Iterable[int]) -> dict[int, _Base]:
    """The time before as the ledger derived it from each growth's own movement."""
    found: dict[int, _Base] = {}
    other = derived_input.alias("other")
    for chunk in chunked(sorted(ids)):
        rows = connection.execute(
            select(
                *(derived_input.c.fact_id, derived.c.rule, derived.c.period),
                *(derived.c.base_value, derived.c.base_unit, derived.c.comparison),
                *(derived.c.stated_fact_id, fact.c.period.label("from_period")),
            )
            .join(derived, derived.c.id == derived_input.c.derived_id)
            .outerjoin(other, (other.c.derived_id == derived.c.id) & (other.c.role == "from"))
            .outerjoin(fact, fact.c.id == other.c.fact_id)
            .where(derived_input.c.fact_id.in_(chunk), derived.c.rule.in_(_BASES))
            .order_by(derived.c.id)
        )
        for row in rows:
            if row.rule == Rule.CHANGE:
                found.setdefault(row.fact_id, _Base(row.from_period))
            else:
                found[row.fact_id] = _Base(
                    row.period,
                    row.base_value,
                    row.base_unit,
                    Comparison(row.comparison),
                    row.stated_fact_id,
                )
    return found


_Levels = dict[tuple[Thing, str | None], dict[str, tuple[int, Figure]]]


def _levels(connection: Connection, wanted: Sequence[tuple[Figure, str | None]]) -> _Levels:
    """The drawn levels of these things at both times of each growth, by unit."""
    times: dict[Thing, set[str]] = defaultdict(set)
    for by, base in wanted:
        if base is not None and by.period is not None:
            times[by.thing] |= {base, by.period}
    rows: list[Row[Any]] = []
    for chunk in chunked(sorted({thing.subject for thing in times if thing.subject})):
        columns = (series.c.id, *(series.c[name] for name in _OF_PAIR))
        rows += connection.execute(
            select(*columns).where(
                series.c.subject.in_(chunk),
                series.c.indicator.in_({thing.indicator for thing in times}),
                series.c.measure == Measure.LEVEL,
                series.c.status == Status.ACTUAL,
                or_(series.c.per.is_(None), series.c.per == "year"),
            )
        ).all()
    asked = [
        (row.id, time)
        for row in rows
        for time in times.get(Thing(*(getattr(row, name) for name in Thing._fields)), ())
    ]
    found: _Levels = defaultdict(dict)
    for fact_id, figure in figures_drawn(connection, claims_at(connection, asked)):
        found[figure.thing, figure.period].setdefault(figure.unit, (fact_id, figure))
    return found


def _level_pair(by: Figure, base: _Base, levels: _Levels) -> tuple[_Level, _Level]:
    """The levels of both times in one unit: that of the movement, dollars, euros, any other."""
    if base.period is None:
        return _NONE, _NONE
    before, after = levels.get((by.thing, base.period), {}), levels.get((by.thing, by.period), {})
    own = [] if by.unit in (PERCENT, TIMES) else [by.unit]
    ranked = own or [base.unit or "", *_CURRENCIES, *sorted({*before, *after})]
    both = [unit for unit in ranked if unit in before and unit in after]
    some = [unit for unit in ranked if unit in before or unit in after]
    unit = (both or some or [""])[0]
    return before.get(unit, _NONE), after.get(unit, _NONE)


def _facts(connection: Connection, ids: Iterable[int]) -> dict[int, StoredFact]:
    found: dict[int, StoredFact] = {}
    for chunk in chunked(sorted(ids)):
        rows = connection.execute(select_facts().where(fact.c.id.in_(chunk))).mappings()
        found |= {row["id"]: fact_of(row) for row in rows}
    return found
