"""Promises in order, what is reached of them, and how fast it would have to go on."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.ledger.targets import Actual, Followed, Promise, follow, growth, state_of


def promise(key: str, value: float, published: str | None, **fields: Any) -> Promise:
    known = {"horizon": None, "per": None, "deprecated": False}
    return Promise(key=key, value=value, published=published, **{**known, **fields})


def year(number: int, value: float, **fields: Any) -> Actual:
    known = {
        "key": f"y{number}", "per": None, "start": f"{number}-01-01", "end": f"{number}-12-31",
        "published": f"{number + 1}-02",
    }  # fmt: skip
    return Actual(value=value, **{**known, **fields})


def part(number: int, value: float, until: str) -> Actual:
    return year(number, value, key=f"p{number}-{until}", end=f"{number}-{until}")


def undated(published: str, value: float, **fields: Any) -> Actual:
    return year(
        2000, value, **{"key": f"u{published}", "start": None, "end": None, "published": published,
                        **fields},
    )  # fmt: skip


def by_key(found: list[Followed]) -> dict[str, Followed]:
    return {each.key: each for each in found}


TEN_BY_2025 = promise("a", 1e7, "2024-01-23", horizon="2025-12-31")
TEN_BY_2027 = promise("b", 1e7, "2024-08-27", horizon="2027-12-31")


def test_a_target_that_moves_keeps_its_history() -> None:
    found = by_key(follow([TEN_BY_2027, TEN_BY_2025], []))
    assert (found["a"].statement, found["a"].previous, found["a"].current) == (1, None, False)
    assert (found["b"].statement, found["b"].previous, found["b"].current) == (2, "a", True)


def test_a_repetition_is_no_move() -> None:
    again = promise("c", 1e7, "2024-03-01", horizon="2025-12-31")
    back = promise("d", 1e7, "2025-01-01", horizon="2025-12-31")
    found = by_key(follow([TEN_BY_2025, again, TEN_BY_2027, back], []))
    assert [found[key].statement for key in "acbd"] == [1, 1, 2, 1]
    assert [found[key].previous for key in "acbd"] == [None, None, "a", None]
    assert [found[key].current for key in "acbd"] == [True, True, False, True]


def test_a_wrong_statement_stays_in_the_history_and_is_never_current() -> None:
    wrong = promise("w", 1e8, "2025-01-01", horizon="2027-12-31", deprecated=True)
    found = by_key(follow([TEN_BY_2025, TEN_BY_2027, wrong], []))
    assert (found["w"].statement, found["w"].previous, found["w"].current) == (3, "b", False)
    assert found["b"].current


def test_two_targets_of_one_document_are_both_current() -> None:
    soon = promise("s", 6e5, "2025-11-27", horizon="2029-12-31")
    later = promise("t", 1e6, "2025-11-27", horizon="2035-12-31")
    assert all(each.current for each in follow([later, soon], []))


def test_growth_needed_is_set_against_growth_achieved() -> None:
    target = promise("a", 1e10, "2025-03-19", horizon="2030-12-31")
    [found] = follow([target], [year(2022, 5e9), year(2023, 4.4e9), year(2024, 4.3e9)])
    assert found.actual == "y2024"
    assert found.growth_needed == pytest.approx(15.1, abs=0.05)  # (10 / 4.3) ** (1 / 6)
    assert found.growth_achieved == pytest.approx(-7.26, abs=0.01)  # (4.3 / 5) ** (1 / 2)


def test_growth_achieved_looks_five_years_back_at_most() -> None:
    [found] = follow([TEN_BY_2025], [year(2010, 1.0), year(2020, 1.0), year(2024, 16.0)])
    assert found.growth_achieved == pytest.approx(100)
    assert growth(1.0, 2.0, 0) is None


def test_parts_of_years_count_only_where_no_year_is_known() -> None:
    parts = [part(2024, 4.1e6, "11-30"), part(2023, 2e6, "11-30"), part(2022, 9e6, "06-30")]
    [found] = follow([TEN_BY_2027], parts)
    assert (found.actual, found.growth_needed) == ("p2024-11-30", None)
    assert found.growth_achieved == pytest.approx(105)  # like with like: eleven months
    [found] = follow([TEN_BY_2027], [*parts, year(2021, 1e6)])
    assert (found.actual, found.growth_achieved) == ("y2021", None)


def test_figures_without_a_period_count_where_nothing_else_is_known() -> None:
    rail = [undated("2023-09-14", 1e6), undated("2024-09", 4e6)]
    [found] = follow([promise("a", 5e6, "2023-09-14", horizon="2026-12-31")], rail)
    assert found.actual == "u2024-09"
    assert found.growth_needed == pytest.approx(11.8, abs=0.05)


def test_a_target_is_reached_by_what_comes_after_it() -> None:
    plan = promise("a", 2.5e6, "2025-03-06", horizon="2025-12-31")
    line = [year(2023, 2.764e6), year(2024, 2.4e6), year(2025, 4.119e6), year(2026, 5e6)]
    [found] = follow([plan], line)
    assert found.reached == "y2025"  # 2023 was more already, but before the promise
    [found] = follow([promise("t", 15, "2024", horizon=None)], [year(2025, 12)], falling=True)
    assert found.reached == "y2025"


def test_a_daily_rate_is_not_measured_against_yearly_figures() -> None:
    daily = promise("a", 100.0, "2024", per="day")
    yearly = promise("b", 100.0, "2024", per="year")
    found = by_key(follow([daily, yearly], [year(2025, 200.0)]))
    assert (found["a"].actual, found["b"].actual) == (None, "y2025")


TODAY = "2026-11-22"


@pytest.mark.parametrize(
    ("horizon", "reached", "latest", "state"),
    [
        ("2025-12-31", "2025-12-31", "2025-12-31", "met"),
        ("2030-12-31", "2023-12-31", "2024-12-31", "met"),
        (None, "2025-12-31", "2025-12-31", "met"),
        ("2025-12-31", None, "2025-12-31", "missed"),
        ("2025-12-31", "2026-12-31", "2026-12-31", "missed"),  # reached too late
        ("2025-12-31", None, "2024-12-31", "overdue"),
        ("2025-12-31", None, None, "overdue"),
        ("2026-12-31", None, "2025-12-31", "open"),
        (TODAY, None, None, "open"),
        (None, None, "2025-12-31", "undated"),
    ],
)
def test_the_state_follows_from_today(
    horizon: str | None, reached: str | None, latest: str | None, state: str
) -> None:
    found = state_of(horizon=horizon, reached_until=reached, actual_until=latest, today=TODAY)
    assert found == state


@given(st.randoms(use_true_random=False))
def test_the_order_of_ingestion_does_not_matter(shuffled: random.Random) -> None:
    promises = [
        TEN_BY_2025,
        TEN_BY_2027,
        promise("c", 1e7, "2024-08-27", horizon="2025-12-31"),
        promise("d", 2e7, None),
        promise("e", 2e7, "2024-08", deprecated=True),
    ]
    actuals = [year(2023, 1.0), year(2024, 2.0), year(2024, 2.0, key="z"), part(2025, 3.0, "06-30")]
    expected = follow(promises, actuals)
    shuffled.shuffle(promises)
    shuffled.shuffle(actuals)
    assert follow(promises, actuals) == expected
