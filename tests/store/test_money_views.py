"""Amounts of money as stated, in euros and in dollars, by the reference rates."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from currency_converter import CurrencyConverter, RateNotFoundError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tracker.ledger.rates import ECB, rate_key
from tracker.model.document import Document
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact, Measure, Status
from tracker.model.period import Period
from tracker.model.rate import ConversionKind, MissingRate
from tracker.store import Store
from tracker.store.money_views import RATE_KEY
from tracker.store.reference_rates import reference_rates

MakeFact = Callable[..., Fact]
Say = Callable[..., int]


@pytest.fixture(scope="module")
def library() -> CurrencyConverter:
    """The library with all its rates, to compare with."""
    return CurrencyConverter()


def _daily(library: CurrencyConverter, currency: str, first: date, last: date) -> list[float]:
    found = []
    for ahead in range((last - first).days + 1):
        try:
            day = first + timedelta(days=ahead)
            found.append(library.convert(1, "EUR", currency, date=day))
        except RateNotFoundError:
            continue
    return found


def test_reference_rates_are_those_of_the_library(library: CurrencyConverter) -> None:
    for currency in ("USD", "RUB", "TRY", "IDR", "ZAR", "BGN"):
        quotes = reference_rates(currency)
        first, last = library.bounds[currency]
        assert quotes is not None
        assert (quotes.days[0], quotes.days[-1]) == (first, last)
        assert list(quotes.rates) == _daily(library, currency, first, last)
    assert reference_rates("AZN") is None


def test_dollars_of_a_year_become_euros_at_the_mean_of_its_days(
    store: Store, say_amounts: Say, library: CurrencyConverter
) -> None:
    say_amounts((1e9, "USD"), period="2023")
    daily = _daily(library, "USD", date(2023, 1, 1), date(2023, 12, 31))
    mean = sum(daily) / len(daily)
    [row] = store.view("money_in_eur")
    assert row["value_eur"] == pytest.approx(1e9 / mean, rel=1e-12)
    assert (row["value"], row["unit"], row["conversion"]) == (1e9, "USD", "converted")
    assert row["rate"] == pytest.approx(mean, rel=1e-12)
    assert (row["rate_period"], row["rate_basis"], row["rate_days"]) == ("2023", "mean", 255)
    assert (row["rate_currency"], row["rate_source"]) == ("USD", ECB)
    assert (row["value_usd"], row["conversion_usd"]) == (1e9, "stated")
    assert mean == pytest.approx(1.0813, abs=0.00005)  # as the Bank itself gives it


@pytest.mark.parametrize(
    ("fields", "key", "day"),
    [
        ({"period": "2023", "indicator": "debt"}, "2023-12-31", "2023-12-29"),
        ({"period": None, "published": "2024-03-31"}, "2024-03-31", "2024-03-28"),  # Easter
        ({"period": "2024-03-10"}, "2024-03-10", "2024-03-08"),
    ],
)
def test_stocks_and_days_have_the_rate_of_a_day(
    store: Store,
    say_amounts: Say,
    library: CurrencyConverter,
    fields: dict[str, Any],
    key: str,
    day: str,
) -> None:
    say_amounts((1e9, "GBP"), **fields)
    [row] = store.view("money_in_eur")
    rate = library.convert(1, "EUR", "GBP", date=date.fromisoformat(day))
    assert row["value_eur"] == 1e9 / rate
    assert (row["rate_period"], row["rate_basis"], row["rate_days"]) == (key, "day", 1)


def test_a_target_has_the_rate_of_the_year_in_which_it_was_set(
    store: Store, say_amounts: Say, library: CurrencyConverter
) -> None:
    say_amounts((1e9, "USD"), period="2030", status=Status.TARGET, published="2023-05-04")
    [row] = store.view("money_in_eur")
    daily = _daily(library, "USD", date(2023, 1, 1), date(2023, 12, 31))
    assert row["rate_period"] == "2023"
    assert row["value_eur"] == pytest.approx(1e9 * len(daily) / sum(daily), rel=1e-12)


def test_euros_become_dollars_and_stay_as_stated(store: Store, say_amounts: Say) -> None:
    say_amounts((1e9, "EUR"), period="2023")
    [row] = store.view("money_in_eur")
    assert (row["value_eur"], row["conversion"], row["rate"]) == (1e9, "stated", None)
    assert row["value_usd"] == pytest.approx(1.0813e9, rel=1e-4)
    assert (row["conversion_usd"], row["usd_source"]) == ("converted", ECB)
    assert row["usd_per_eur"] * 1e9 == row["value_usd"]


@pytest.mark.parametrize("first_unit", ["USD", "EUR"])
def test_what_the_source_states_in_euros_wins_over_a_conversion(
    store: Store, say_amounts: Say, first_unit: str
) -> None:
    amounts = [(1e9, "USD"), (861e6, "EUR")]
    say_amounts(*(amounts if first_unit == "USD" else amounts[::-1]), period="2023")
    rows = store.view("money_in_eur")
    assert {(row["unit"], row["value_eur"], row["value_usd"]) for row in rows} == {
        ("USD", 861e6, 1e9), ("EUR", 861e6, 1e9)
    }  # fmt: skip
    assert {(row["conversion"], row["conversion_usd"]) for row in rows} == {("stated", "stated")}
    assert [row["rate"] for row in rows] == [None, None]
    assert [row["equivalent_of"] is None for row in rows].count(True) == 1


def test_a_rejected_equivalent_states_nothing(store: Store, say_amounts: Say) -> None:
    say_amounts((1e9, "USD"), (861e6, "EUR"), period="2023")
    with store._connections.writing() as connection:
        connection.execute(text("UPDATE fact SET review = 'rejected' WHERE unit = 'EUR'"))
    [row] = store.view("money_in_eur")
    assert (row["unit"], row["conversion"]) == ("USD", "converted")
    [converted] = store.rates.converted(store.facts(), "EUR")
    assert converted.kind is ConversionKind.CONVERTED


def test_an_equivalent_in_dollars_spares_the_rate_of_the_tenge(
    store: Store, say_amounts: Say
) -> None:
    say_amounts((500e9, "KZT"), (1.1e9, "USD"), period="2023")
    for row in store.view("money_in_eur"):
        assert row["value_eur"] == pytest.approx(1.1e9 / 1.08127, rel=1e-5)
        assert (row["conversion"], row["rate_currency"]) == ("converted", "USD")
        assert (row["value_usd"], row["conversion_usd"]) == (1.1e9, "stated")
    assert store.rates.missing() == []


def test_an_equivalent_in_euros_spares_the_rate_of_the_tenge(
    store: Store, say_amounts: Say
) -> None:
    say_amounts((500e9, "KZT"), (1e9, "EUR"), period="2023")
    for row in store.view("money_in_eur"):
        assert (row["value_eur"], row["conversion"]) == (1e9, "stated")
        assert row["value_usd"] == pytest.approx(1.08127e9, rel=1e-5)
        assert row["conversion_usd"] == "converted"


def test_what_cannot_be_converted_stays_and_is_listed(store: Store, say_amounts: Say) -> None:
    say_amounts((5e8, "AZN"), period="2023")
    say_amounts((6e8, "AZN"), period="2023")
    say_amounts((7e8, "RUB"), period="2024")  # quoted until March 2022
    say_amounts((8e8, "USD"), period=None, published=None)
    say_amounts((9e8, "USD"), period="2050")
    rows = store.view("money_in_eur")
    assert {row["conversion"] for row in rows} == {"no rate"}
    assert {row["value"] for row in rows} == {5e8, 6e8, 7e8, 8e8, 9e8}
    assert {row["value_eur"] for row in rows} == {row["rate"] for row in rows} == {None}
    assert store.rates.missing() == [
        MissingRate(currency="AZN", period="2023", facts=2),
        MissingRate(currency="RUB", period="2024", facts=1),
        MissingRate(currency="USD", period=None, facts=1),
        MissingRate(currency="USD", period="2050", facts=1),
    ]


def test_only_amounts_of_money_are_there(store: Store, say_amounts: Say) -> None:
    say_amounts((3e5, "TEU"), period="2023", indicator="freight_volume")
    say_amounts((12, "percent"), period="2023", measure=Measure.SHARE)
    amount = say_amounts((1e9, "USD"), period="2023", measure=Measure.CHANGE)
    assert [row["fact_id"] for row in store.view("money_in_eur")] == [amount]
    containers = [fact for fact in store.facts() if fact.base_unit == "TEU"]
    with pytest.raises(InvalidFactError, match="TEU"):
        store.rates.converted(containers, "EUR")
    with pytest.raises(InvalidFactError, match="tonne"):
        store.rates.converted([], "tonne")


def test_both_ends_of_a_range_are_converted(store: Store, fact_in: MakeFact) -> None:
    document = Document(text="from 2 to 3 bn dollars", published="2024-02-05")
    store.add(
        document,
        [
            fact_in(
                document, "2 to 3 bn dollars", 2e9, "USD", value_high=3e9, bound=Bound.BETWEEN,
                indicator="exports", subject="az", period="2023",
            )
        ],
    )  # fmt: skip
    [row] = store.view("money_in_eur")
    assert row["value_high_eur"] == pytest.approx(row["value_eur"] * 1.5)
    assert (row["value_usd"], row["value_high_usd"]) == (2e9, 3e9)
    [one] = store.rates.converted(store.facts(), "EUR")
    assert (one.value, one.value_high) == (row["value_eur"], row["value_high_eur"])
    assert (one.low, one.high) == (row["value_eur"], row["value_high_eur"])


FIELDS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["actual", "target", "forecast"]),
        "indicator": st.sampled_from(["exports", "debt", "reserves", "price"]),
        "period": st.sampled_from(
            [None, "2023", "2024-02", "2023-11/2024-02", "2024-02-29", "2025/2026", "2030"]
        ),
        "published": st.sampled_from(
            [
                None,
                "2023",
                "2024",
                "2024-02",
                "2024-02-28",
                "2024-02-29",
                "2024-12-31",
                "2030-01-01",
            ]
        ),
    }
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(FIELDS, min_size=1, max_size=8))
def test_sql_and_python_name_the_same_time(
    shared_store: Store, rows: list[dict[str, str | None]]
) -> None:
    query = f"SELECT {RATE_KEY} FROM (SELECT {{columns}}) AS f"
    for row in rows:
        period = row["period"]
        end = None if period is None else Period.parse(period).last.isoformat()
        full = {**row, "period_end": end}
        columns = ", ".join(f"CAST(:{name} AS TEXT) AS {name}" for name in full)
        with shared_store._connections.reading() as connection:
            found = connection.execute(text(query.format(columns=columns)), full).scalar()
        wanted = rate_key(
            status=row["status"] or "",
            indicator=row["indicator"] or "",
            period=period,
            period_end=end,
            published=row["published"],
        )
        assert found == wanted


def test_one_subject_is_found_through_indexes(path: Path) -> None:
    with Store(path, read_only=True) as store, store._connections.reading() as connection:
        plan = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT * FROM money_in_eur WHERE subject = 'az'")
        ).all()
    steps = [row.detail for row in plan]
    assert any(step.startswith("SEARCH f USING INDEX ix_fact_") for step in steps)
    scans = [step for step in steps if step.startswith("SCAN") and "source" not in step]
    assert scans == []
