"""Claim judging: claims of the database with their mentions, and what they come to as rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

from sqlalchemy import Connection, Row, bindparam, select

from tracker.ledger.claims import SeriesKey, year_key
from tracker.ledger.judging import judge
from tracker.ledger.mention import Mention
from tracker.ledger.slips import REACH, Years, may_slip, middle_of, years_near
from tracker.ledger.statements import Statement, group
from tracker.model.fact import Measure
from tracker.store.ledger_tables import claim, series
from tracker.store.mention_rows import Time, chunked

_COLUMNS = tuple(column.name for column in claim.c)
_KEY = ("series_id", "time_key", "period", "period_start", "period_end", "year", "published")


@dataclass(slots=True, kw_only=True)
class Claim:
    """A claim that is being judged.

    Attributes:
        id, series_id, key: Its row, its series' row, and what the series is of.
        time: Its columns that say for which time it is.
        held: Its stored columns, None where it is new.
        placed: Noted facts that state it now.
        members: Statement number and standing as stored, by fact.
        mentions: All that state it; statements: the same, grouped.
        middles: Middle values of the years around it and its own, by year.
        is_filled: Whether its mentions were read.
    """

    id: int
    series_id: int
    key: SeriesKey
    time: dict[str, Any]
    held: dict[str, Any] | None = None
    placed: list[int] = field(default_factory=list)
    members: dict[int, tuple[int, str]] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    middles: dict[int, float] = field(default_factory=dict)
    is_filled: bool = False

    @classmethod
    def of(cls, row: Row[Any]) -> Self:
        """A stored claim, from its row joined with that of its series."""
        held = row._mapping
        return cls(
            id=row.id,
            series_id=row.series_id,
            key=SeriesKey(**{name: held[name] for name in SeriesKey._fields}),
            time={name: held[name] for name in _KEY},
            held={name: held[name] for name in _COLUMNS},
        )

    @classmethod
    def new(
        cls, number: int, series_id: int, key: SeriesKey, time: Time, published: str | None
    ) -> Self:
        """The claim that a fact of this date is the first to state."""
        columns = {
            "series_id": series_id,
            "time_key": time.key,
            "period": time.period,
            "period_start": time.start,
            "period_end": time.end,
            "year": time.year,
            "published": published if time.period is None else None,
        }
        return cls(id=number, series_id=series_id, key=key, time=columns)

    @property
    def time_key(self) -> str:
        """Its time within its series."""
        return str(self.time["time_key"])

    @property
    def whole_year(self) -> int | None:
        """The year that it is of, where amounts of neighbouring years tell a slip."""
        year: int | None = self.time["year"]
        if year is None or self.time["time_key"] != year_key(year):
            return None
        return year if self.key.measure == Measure.LEVEL and self.key.is_compared else None

    @property
    def middle(self) -> float | None:
        """Median of the values that may be drawn."""
        return middle_of([each for each in self.statements if each.is_compared])

    def arrange(self) -> None:
        """Group the mentions into statements."""
        self.statements = group(self.mentions)
        self.is_filled = True


def judged_rows(each: Claim) -> tuple[dict[str, Any], dict[int, tuple[int, str]]]:
    """The row of a claim, and statement number and standing of its members."""
    year = each.whole_year
    found = judge(
        each.statements,
        each.key.base_unit,
        is_dated=each.time["period"] is not None,
        is_compared=each.key.is_compared,
        years=Years() if year is None else years_near(year, each.middles),
    )
    row = {
        "id": each.id,
        **each.time,
        "outcome": found.outcome.value,
        "facts": found.facts,
        "statements": found.statements,
        "witnesses": found.witnesses,
        "documents": found.documents,
        "agree": found.agree,
        "differ": found.differ,
        "lowest": found.lowest,
        "highest": found.highest,
        "middle": found.middle,
        "drawn_fact_id": found.drawn,
        "reason": found.reason,
    }
    members = {
        number: (place, standing.value) for number, (place, standing) in found.standings.items()
    }
    return row, members


def rejudged_neighbours(connection: Connection, touched: Iterable[Claim]) -> list[Claim]:
    """Tell claims of whole years what the years around them hold, and find whom that concerns.

    Args:
        connection: The writing transaction.
        touched: Claims with their mentions, some of them perhaps without any by now.

    Returns:
        Other stored claims, without their mentions, that a changed value may turn into slips or
        back; they know the years around them too.
    """
    by_series: dict[int, dict[int, Claim]] = {}
    for each in touched:
        if each.whole_year is not None:
            by_series.setdefault(each.series_id, {})[each.whole_year] = each
    changed = {
        number: {year for year, each in years.items() if _held_middle(each) != each.middle}
        for number, years in by_series.items()
    }
    stored = _read_years(connection, by_series, changed)
    found: list[Claim] = []
    for number, years in by_series.items():
        around = stored.get(number, {})
        before = {year: each.held["middle"] for year, each in around.items() if each.held}
        before = {year: middle for year, middle in before.items() if middle is not None}
        after = {year: middle for year, middle in before.items() if year not in years}
        after |= {year: each.middle for year, each in years.items() if each.middle is not None}
        for each in years.values():
            each.middles = after
        for year in _near(changed[number], REACH) - years.keys():
            if year in around and _is_concerned(around[year], year, before, after):
                around[year].middles = after
                found.append(around[year])
    return found


def _held_middle(each: Claim) -> float | None:
    return None if each.held is None else each.held["middle"]


def _is_concerned(
    each: Claim, year: int, before: dict[int, float], after: dict[int, float]
) -> bool:
    assert each.held is not None
    lowest, highest = each.held["lowest"], each.held["highest"]
    if lowest is None or years_near(year, before) == years_near(year, after):
        return False
    return any(may_slip(lowest, highest, years_near(year, known)) for known in (before, after))


def _near(years: Iterable[int], reach: int) -> set[int]:
    return {near for year in years for near in range(year - reach, year + reach + 1)}


def _read_years(
    connection: Connection, touched: dict[int, dict[int, Claim]], changed: dict[int, set[int]]
) -> dict[int, dict[int, Claim]]:
    """Stored claims by series and year, as far as touched ones and their neighbours look."""
    years = {year for near in touched.values() for year in _near(near, REACH)}
    years |= {year for near in changed.values() for year in _near(near, 2 * REACH)}
    keys = [year_key(year) for year in sorted(years)]
    statement = (
        select(claim, *(series.c[name] for name in SeriesKey._fields))
        .join(series, series.c.id == claim.c.series_id)
        .where(
            claim.c.series_id.in_(bindparam("series", expanding=True)),
            claim.c.time_key.in_(bindparam("years", expanding=True)),
        )
    )
    found: dict[int, dict[int, Claim]] = {}
    for chunk in chunked(touched):
        for row in connection.execute(statement, {"series": chunk, "years": keys}).all():
            found.setdefault(row.series_id, {})[row.year] = Claim.of(row)
    return found
