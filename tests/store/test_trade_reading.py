"""Trade of pairs: what is drawn for each, and stated growth beside the levels of both times."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.store.test_derived import GROWTH, add
from tracker.model.claim import Comparison
from tracker.model.fact import Fact, Measure, Status, Transition
from tracker.model.filter import FactFilter
from tracker.model.trade import GrowthCheck
from tracker.store import Store

MakeFact = Callable[..., Fact]
Tell = Callable[..., list[int]]
PAIR = {"subject": "az", "partner": "jp", "indicator": "trade_turnover", "period": "2023"}
BY = {**GROWTH, **PAIR}
TO = ("$452 million", 452e6, "USD", {**PAIR, "transition": Transition.TO})
ROSE = ("49 %", 49.0, "percent", BY)


@pytest.fixture
def tell(store: Store, fact_in: MakeFact) -> Tell:
    def keep(*figures: tuple[str, float, str, dict[str, Any]], **more: Any) -> list[int]:
        more = {"source": "Agency", "published": "2024-02-01"} | more
        return add(store, fact_in, *figures, **more)

    return keep


def only(store: Store) -> GrowthCheck:
    [found] = store.trade.growth(FactFilter(indicator=("trade_turnover",)))
    return found


def test_a_pair_has_every_calendar_year_that_was_reached(store: Store, tell: Tell) -> None:
    tell(("$5.8 billion", 5.8e9, "USD", {**PAIR, "period": "2022"}), moving=False)
    [drawn] = tell(("$7.5 billion", 7.5e9, "USD", PAIR), published="2024-03-01")
    tell(("$3 billion", 3e9, "USD", {**PAIR, "period": "2024-01/2024-06"}))
    tell(("$15 billion", 15e9, "USD", {**PAIR, "period": "2028", "status": Status.TARGET}))
    found = store.trade.pairs("trade_turnover")
    assert [(one.year, one.whole_year) for one in found] == [(2022, True), (2023, True)]
    assert found[1].fact_id == drawn


def test_a_pair_without_a_calendar_year_has_its_newest_figure(store: Store, tell: Tell) -> None:
    tell(("$15 billion", 15e9, "USD", {**PAIR, "period": "2028", "status": Status.TARGET}))
    tell(("$3 billion", 3e9, "USD", {**PAIR, "period": "2023-01/2023-06"}))
    [newest] = tell(("$4 billion", 4e9, "USD", {**PAIR, "period": "2024-01/2024-06"}))
    [found] = store.trade.pairs("trade_turnover")
    assert (found.fact_id, found.whole_year, found.status) == (newest, False, Status.ACTUAL)


def test_flows_and_goods_and_places_are_kept_apart(store: Store, tell: Tell) -> None:
    tell(("$1 billion", 1e9, "USD", {**PAIR, "indicator": "exports"}))
    tell(("$2 billion", 2e9, "USD", {**PAIR, "indicator": "exports", "commodity": "grain"}))
    tell(("$3 billion", 3e9, "USD", {**PAIR, "indicator": "exports", "place": "aktau_port"}))
    assert store.trade.pairs("trade_turnover") == []
    assert len(store.trade.pairs("exports")) == 1
    assert len(store.trade.pairs("exports", commodity="grain")) == 1
    assert store.trade.commodities("exports") == ["grain"]


def test_units_are_counted_the_most_used_first(store: Store, tell: Tell) -> None:
    tell(("€1 billion", 1e9, "EUR", PAIR))
    tell(("$1 billion", 1e9, "USD", PAIR))
    tell(("$2 billion", 2e9, "USD", {**PAIR, "period": "2022"}))
    tell(("$2 billion", 2e9, "USD", {**PAIR, "period": "2022"}), source="Another")
    assert list(store.trade.units("trade_turnover").items()) == [("USD", 2), ("EUR", 1)]


def test_a_growth_that_fits_the_drawn_levels_agrees(store: Store, tell: Tell) -> None:
    [before] = tell(("$303 million", 303e6, "USD", {**PAIR, "period": "2022"}))
    [after, _] = tell(TO, ROSE)
    found = only(store)
    assert found.before is not None
    assert found.after is not None
    assert (found.before.id, found.after.id) == (before, after)
    assert found.value == pytest.approx(49.17, abs=0.01)
    assert (found.comparison, found.base_period) == (Comparison.AGREES, "2022")
    assert found.implied == pytest.approx(303.36e6, rel=1e-4)
    assert found.implied_comparison is Comparison.AGREES


def test_a_growth_beyond_digits_and_hedges_differs(store: Store, tell: Tell) -> None:
    tell(("$200 million", 200e6, "USD", {**PAIR, "period": "2022"}))
    tell(TO, ROSE)
    found = only(store)
    assert (found.comparison, found.value) == (Comparison.DIFFERS, pytest.approx(126))


def test_without_a_level_of_the_year_before_nothing_is_compared(store: Store, tell: Tell) -> None:
    tell(TO, ROSE)
    found = only(store)
    assert (found.before, found.value, found.comparison) == (None, None, Comparison.UNSTATED)
    assert found.after is not None


def test_a_growth_that_names_an_earlier_year_has_no_year_before(store: Store, tell: Tell) -> None:
    tell(("$303 million", 303e6, "USD", {**PAIR, "period": "2022"}))
    tell(("49 % more than in 2019", 49.0, "percent", BY), moving=False)
    found = only(store)
    assert (found.base_period, found.before, found.comparison) == (None, None, Comparison.UNSTATED)


def test_months_grow_from_the_same_months_a_year_before(store: Store, tell: Tell) -> None:
    months = {**PAIR, "period": "2024-01/2024-10"}
    tell(("$5.2 billion", 5.2e9, "USD", {**PAIR, "period": "2023-01/2023-10"}))
    tell(("$5.8 billion", 5.8e9, "USD", PAIR))
    tell(
        ("$4.8 billion", 4.8e9, "USD", {**months, "transition": Transition.TO}),
        ("7.3 %", -7.3, "percent", {**BY, **months}),
    )
    found = only(store)
    assert found.before is not None
    assert (found.before.fact.period, found.comparison) == ("2023-01/2023-10", Comparison.AGREES)


def test_a_growth_in_money_is_compared_in_its_currency(store: Store, tell: Tell) -> None:
    tell(("$300 million", 300e6, "USD", {**PAIR, "period": "2022"}))
    tell(TO, ("$152 million", 152e6, "USD", BY))
    found = only(store)
    assert (found.comparison, found.unit, found.value) == (Comparison.AGREES, "USD", 152e6)


def test_levels_of_two_currencies_are_never_divided(store: Store, tell: Tell) -> None:
    tell(("€300 million", 300e6, "EUR", {**PAIR, "period": "2022"}))
    tell(TO, ROSE)
    found = only(store)
    assert found.value is None


def test_a_multiple_is_compared_as_a_multiple(store: Store, tell: Tell) -> None:
    tell(("$226 million", 226e6, "USD", {**PAIR, "period": "2022"}))
    tell(TO, ("doubled", 2.0, "times", {**BY, "measure": Measure.MULTIPLE}))
    found = only(store)
    assert (found.unit, found.value) == ("times", 2.0)
    assert found.comparison is Comparison.AGREES


def test_only_growth_that_was_reached_is_listed_and_no_more_than_asked(
    store: Store, tell: Tell
) -> None:
    tell(("49 %", 49.0, "percent", {**BY, "status": Status.TARGET}), moving=False)
    tell(ROSE, moving=False)
    tell(("50 %", 50.0, "percent", {**BY, "partner": "tr"}), published="2024-05-01", moving=False)
    [newest] = store.trade.growth(FactFilter(has_partner=True), limit=1)
    assert newest.stated.fact.partner == "tr"
    assert len(store.trade.growth(FactFilter())) == 2
