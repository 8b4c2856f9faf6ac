"""Corridor data: what the store knows of corridors, railways, ports, pipelines and power lines."""

from collections import Counter
from collections.abc import Sequence

from dashboard.context import current_store, remember
from dashboard.figures.standing import CAPACITIES, Standing, find_standings
from tracker import (
    ClaimReport,
    DerivedFilter,
    FactFilter,
    FollowedTarget,
    ImpliedFigure,
    Measure,
    Outcome,
    Series,
    StoredFact,
    build_series,
)
from tracker import Standing as StandsAs

KINDS = ("corridor", "railway", "port", "pipeline", "power_line")
INDICATORS = (*CAPACITIES, "freight_volume")
BESIDE = ("transit_time", "investment")
# What a kind is asked for first, those that are not containers before them.
UNITS = ("tonne", "barrel", "cubic_meter", "megawatt", "kilowatt_hour", "TEU")
CONTAINERS = "TEU"
DISPUTED = (Outcome.CONFLICT, Outcome.FAR_APART, Outcome.INTERNAL, Outcome.REVISION)
MOST_STATEMENTS = 3000
MOST_CLAIMS = 300
MOST_SUBJECTS = 1000


def find_entities(kind: str) -> tuple[str, ...]:
    """Ids of all things of this kind."""
    return tuple(sorted(one.id for one in current_store().entities().values() if one.kind == kind))


def find_series(kind: str, unit: str, day: str | None = None) -> list[Series]:
    """What is drawn of the capacity and freight of one kind of thing, in one unit.

    Args:
        kind: One of `KINDS`.
        unit: A base unit.
        day: ISO date: as it was known then; None is today.
    """

    def build() -> list[StoredFact]:
        where = FactFilter(
            subject=find_entities(kind),
            indicator=INDICATORS,
            measure=(Measure.LEVEL,),
            standing=(StandsAs.DRAWN,),
            equivalents=False,
        )
        return current_store().known_on(where, day)

    facts = remember(("corridors drawn", kind, day), build)
    return remember(("corridors", kind, unit, day), lambda: build_series(facts, unit))


def find_rows(kind: str, unit: str, day: str | None = None) -> list[Standing]:
    """Where each of this kind stands, with what became of its targets."""

    def build() -> list[Standing]:
        series = find_series(kind, unit, day)
        subjects = tuple(sorted({one.subject for one in series}))
        where = DerivedFilter(subject=subjects, indicator=INDICATORS)
        targets = current_store().derived.targets(where, as_of=day) if subjects else []
        return find_standings(series, [one for one in targets if one.base_unit == unit])

    return remember(("corridor rows", kind, unit, day), build)


def find_units(kind: str, day: str | None = None) -> list[str]:
    """The units that have something to show for this kind, the usual ones first."""
    return [unit for unit in UNITS if find_rows(kind, unit, day)]


def find_subjects(kind: str, day: str | None = None) -> set[str]:
    """Those of this kind of which any figure of the page is known, in whatever unit."""

    def build() -> set[str]:
        where = FactFilter(
            subject=find_entities(kind), indicator=(*INDICATORS, *BESIDE), until=day,
            measure=(Measure.LEVEL,),
        )  # fmt: skip
        counted = current_store().facets("subject", where, limit=MOST_SUBJECTS)
        return {subject for subject, _ in counted if subject}

    return remember(("corridor subjects", kind, day), build)


def most_documented(kind: str, unit: str, day: str | None = None) -> str | None:
    """The one of which most is drawn in this unit; of several the first by name."""
    said = Counter(one.subject for one in find_series(kind, unit, day) for _ in one.points)
    subjects = {row.subject for row in find_rows(kind, unit, day)}
    best = sorted((-count, subject) for subject, count in said.items() if subject in subjects)
    return best[0][1] if best else None


def find_statements(subject: str, day: str | None = None) -> list[StoredFact]:
    """All amounts stated of one thing: capacity, freight, passage and money, the newest first."""

    def build() -> list[StoredFact]:
        where = FactFilter(
            subject=(subject,),
            indicator=(*INDICATORS, *BESIDE),
            measure=(Measure.LEVEL,),
        )
        if day is None:
            return current_store().facts(where, limit=MOST_STATEMENTS)
        return current_store().known_on(where, day)[:MOST_STATEMENTS]

    return remember(("corridor statements", subject, day), build)


def statements_of(subject: str, *indicators: str, day: str | None = None) -> list[StoredFact]:
    """Those of some indicators; what repeats another figure in a second unit is left out."""
    return [
        one
        for one in find_statements(subject, day)
        if one.fact.indicator in indicators and one.equivalent_of_id is None
    ]


def find_own_units(subject: str, day: str | None = None) -> list[str]:
    """The units in which capacity or freight of this one is stated, the most frequent first."""
    stated = Counter(one.base_unit for one in statements_of(subject, *INDICATORS, day=day))
    return sorted((one for one in UNITS if stated[one]), key=lambda unit: -stated[unit])


def find_targets(subject: str, day: str | None = None) -> list[FollowedTarget]:
    """Every promise made of its capacity and freight, with what became of it."""

    def build() -> list[FollowedTarget]:
        where = DerivedFilter(subject=(subject,), indicator=INDICATORS)
        return current_store().derived.targets(where, as_of=day)

    return remember(("corridor targets", subject, day), build)


def find_implied(subject: str, unit: str, day: str | None = None) -> list[ImpliedFigure]:
    """Amounts of its capacity and freight that no one states and others imply."""

    def build() -> list[ImpliedFigure]:
        where = DerivedFilter(subject=(subject,), indicator=INDICATORS)
        return current_store().derived.implied(where, as_of=day)

    figures = remember(("corridor implied", subject, day), build)
    return [
        one for one in figures
        if one.measure == Measure.LEVEL and one.base_unit == unit and one.year is not None
    ]  # fmt: skip


def find_disputes(subject: str, day: str | None = None) -> Sequence[ClaimReport]:
    """Times of which several statements do not agree."""

    def build() -> Sequence[ClaimReport]:
        return current_store().ledger.claims(
            subject=(subject,), indicator=INDICATORS, outcome=DISPUTED, limit=MOST_CLAIMS,
            as_of=day,
        )  # fmt: skip

    claims = remember(("corridor disputes", subject, day), build)
    return [one for one in claims if one.measure == Measure.LEVEL]
