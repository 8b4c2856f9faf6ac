"""Latest years: the newest calendar year that is drawn of each series, for overviews of many."""

from sqlalchemy import Connection, func, or_, select

from tracker.model.fact import Measure, Status
from tracker.model.stored import StoredFact
from tracker.store.ledger_tables import claim, series
from tracker.store.mention_rows import chunked
from tracker.store.queries import select_facts
from tracker.store.rows import fact_of
from tracker.store.tables import fact

_YEAR = 4  # signs of a period that is a calendar year


def latest_years(
    connection: Connection, subjects: tuple[str, ...], indicators: tuple[str, ...]
) -> list[StoredFact]:
    """The drawn facts; see `Ledger.latest()`."""
    newest = func.row_number().over(
        partition_by=series.c.id, order_by=(claim.c.period.desc(), claim.c.id.desc())
    )
    drawn = (
        select(claim.c.drawn_fact_id, newest.label("age"))
        .join(series, series.c.id == claim.c.series_id)
        .where(
            series.c.subject.in_(subjects),
            series.c.indicator.in_(indicators),
            series.c.measure == Measure.LEVEL.value,
            series.c.status == Status.ACTUAL.value,
            series.c.place.is_(None),
            series.c.partner.is_(None),
            series.c.counted.is_(None),
            or_(series.c.per.is_(None), series.c.per == "year"),
            func.length(claim.c.period) == _YEAR,
            claim.c.drawn_fact_id.is_not(None),
        )
        .subquery()
    )
    ids = connection.scalars(select(drawn.c.drawn_fact_id).where(drawn.c.age == 1)).all()
    found = []
    for chunk in chunked(ids):
        statement = select_facts().where(fact.c.id.in_(chunk)).order_by(fact.c.id)
        found += [fact_of(row) for row in connection.execute(statement).mappings()]
    return found
