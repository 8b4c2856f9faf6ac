"""Facets: the cube says what a count of each field by itself says, whatever is chosen."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text

from tracker.model.document import Document
from tracker.model.fact import Bound, Fact, Status
from tracker.model.filter import FactFilter
from tracker.store import Store

CUBED = ("indicator", "unit", "status", "bound", "review", "origin", "subject", "sureness")
REVIEWS = ("unreviewed", "confirmed", "corrected", "rejected")


@pytest.fixture(scope="module")
def filled(shared_store: Store, fact_in: Callable[..., Fact]) -> Store:
    """Five documents of one figure each, of which one is rejected."""
    told = [
        ("az", "freight_volume", "2023", Bound.EXACT, 0.97),
        ("az", "freight_volume", "2024", Bound.ABOUT, 0.6),
        ("kz", "freight_volume", "2024", Bound.EXACT, 0.4),
        ("kz", "capacity", None, Bound.OVER, 0.9),
        (None, "capacity", "2030", Bound.EXACT, 0.3),
    ]
    for number, (subject, indicator, period, bound, confidence) in enumerate(told, start=1):
        surface = f"{number} tonnes"
        document = Document(
            text=f"Freight of {surface} was carried.",
            source="Agency" if number % 2 else "Ministry",
            language="en",
        )
        figure = fact_in(
            document, surface=surface, value=float(number), unit="tonne", subject=subject,
            indicator=indicator, period=period, bound=bound, confidence=confidence,
            status=Status.TARGET if period == "2030" else Status.ACTUAL,
        )  # fmt: skip
        shared_store.add(document, [figure])
    shared_store.decisions.decide(1, "reject", author="A")
    shared_store.decisions.decide(2, "confirm", author="A")
    return shared_store


@pytest.mark.parametrize(
    "chosen",
    [
        FactFilter(),
        FactFilter(indicator=("capacity",)),
        FactFilter(indicator=("freight_volume",), subject=("kz",)),
        FactFilter(review=("rejected", "confirmed")),
        FactFilter(year_from=2024),
        FactFilter(year_from=2024, year_to=2025, sureness=("doubtful",)),
        FactFilter(source=("Agency",)),
        FactFilter(entity=("az",), bound=("about",)),
        FactFilter(standing=("drawn",)),
        FactFilter(text="tonnes", status=("target",)),
    ],
    ids=repr,
)
def test_the_cube_counts_as_each_field_by_itself(filled: Store, chosen: FactFilter) -> None:
    total, counts = filled.facet_cube(chosen).counts(chosen)
    assert total == filled.count(chosen)
    for field in CUBED:
        lifted = replace(chosen, **{field: ()})  # type: ignore[arg-type]
        alone = [pair for pair in filled.facets(field, lifted) if pair[0] is not None]
        if field == "review":  # the rejected are named there as well, for those who look for them
            each = [(name, filled.count(replace(chosen, review=(name,)))) for name in REVIEWS]
            alone = [pair for pair in each if pair[1]]
        assert sorted(counts[field]) == sorted(alone), field


def test_a_source_is_counted_by_its_documents(filled: Store) -> None:
    assert filled.facets("source") == [("Agency", 2), ("Ministry", 2)]
    assert filled.facets("source", FactFilter(indicator=("capacity",))) == [
        ("Agency", 1), ("Ministry", 1)
    ]  # fmt: skip


def test_standings_are_counted_with_and_without_a_filter(filled: Store) -> None:
    whole = dict(filled.facets("standing"))
    counted = filled.count(FactFilter(standing=("drawn",)))
    assert whole["drawn"] == counted
    some = FactFilter(status=("actual",))
    expected = filled.count(replace(some, standing=("drawn",)))
    assert dict(filled.facets("standing", some))["drawn"] == expected


def test_a_list_is_handed_out_in_its_order(filled: Store) -> None:
    order = (("base_value", "desc"),)
    listed = [one.fact.value for one in filled.facts_in_order(order=order)]  # type: ignore[arg-type]
    assert listed == [5.0, 4.0, 3.0, 2.0]
    assert [one.id for one in filled.facts_in_order(order=order, limit=2)] == [5, 4]  # type: ignore[arg-type]


def test_long_lists_are_sorted_by_an_index(filled: Store) -> None:
    """Nothing is sorted when it is asked for: a deep place of a long list is found in time."""
    if filled.location.startswith("postgresql"):
        pytest.skip("a server plans by what its tables hold")
    for column in ("published", "base_value", "period_start", "confidence", "subject", "indicator"):
        with filled._connections.reading() as connection:
            plan = connection.execute(
                text(
                    f"EXPLAIN QUERY PLAN SELECT id FROM fact WHERE review <> 'rejected'"
                    f" ORDER BY {column} DESC NULLS LAST, id DESC LIMIT 100 OFFSET 500"
                )
            ).all()
        told = " ".join(row[-1] for row in plan)
        assert f"INDEX ix_fact_list_{column}" in told
        assert "TEMP B-TREE" not in told
