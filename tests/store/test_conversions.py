"""Amounts for a chart in one currency."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.conftest import SERVER
from tracker.ledger.rates import ECB
from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact
from tracker.model.rate import ConversionKind, RateBasis
from tracker.store import Store

MakeFact = Callable[..., Fact]
Say = Callable[..., int]


def test_a_chart_gets_its_amounts_in_one_currency(store: Store, say_amounts: Say) -> None:
    say_amounts((1e9, "USD"), period="2023")
    say_amounts((1e9, "CNY"), (140e6, "USD"), period="2022")
    say_amounts((5e8, "AZN"), period="2023")
    facts = store.facts(order=(("id", "asc"),))
    dollars, yuan, beside, manat = store.rates.converted(facts, "USD")
    assert (dollars.kind, dollars.value, dollars.rate) == (ConversionKind.STATED, 1e9, None)
    assert (yuan.kind, yuan.value, yuan.stated_by) == (ConversionKind.STATED, 140e6, facts[2].id)
    assert (beside.value, beside.stated_by) == (140e6, None)
    assert (manat.kind, manat.value, manat.period) == (ConversionKind.NO_RATE, None, "2023")
    assert (manat.stated_value, manat.stated_unit) == (5e8, "AZN")
    [euros, *_] = store.rates.converted(facts, "EUR")
    assert (euros.kind, euros.basis, euros.days) == (
        ConversionKind.CONVERTED, RateBasis.MEAN, 255
    )  # fmt: skip
    assert (euros.source, euros.period, euros.rate_currency) == (ECB, "2023", "USD")
    assert euros.value == pytest.approx(1e9 * (euros.rate or 0))
    assert (euros.low, euros.high) != (None, None)
    # a currency that nothing was converted into yet
    [yen, *_] = store.rates.converted(facts, "JPY")
    assert yen.value == pytest.approx(1e9 / 1.08127 * 151.99, rel=1e-4)


def test_a_chart_and_the_view_give_the_same(store: Store, say_amounts: Say, tmp_path: Path) -> None:
    path = tmp_path / "rates.csv"
    path.write_text("currency,period,rate,source\nKZT,2023,493,Bank\n", encoding="utf-8")
    store.rates.import_table(path)
    for amounts in (
        [(1e9, "USD")],
        [(1e9, "EUR")],
        [(5e11, "KZT"), (1.1e9, "USD")],
        [(5e11, "KZT")],
        [(5e8, "AZN"), (3e8, "USD"), (2.7e8, "EUR")],
        [(5e8, "AZN"), (3e8, "USD")],
        [(5e8, "AZN")],
        [(2.7e8, "EUR"), (5e8, "AZN")],
    ):
        for period in ("2023", "2024-03", None):
            say_amounts(*amounts, period=period)
    rows = {row["fact_id"]: row for row in store.view("money_in_eur")}
    facts = store.facts()
    assert len(rows) == len(facts)
    for currency, value, kind in (
        ("EUR", "value_eur", "conversion"),
        ("USD", "value_usd", "conversion_usd"),
    ):
        for one in store.rates.converted(facts, currency):
            row = rows[one.fact_id]
            assert (one.kind, one.period) == (row[kind], row["rate_period"])
            assert one.value == (row[value] and pytest.approx(row[value], rel=1e-12))


def test_a_database_for_reading_only_converts_and_is_not_changed(
    store: Store, say_amounts: Say
) -> None:
    say_amounts((1e9, "USD"), period="2023")
    # A server's location is told without its password, so its URL comes from where ours did.
    location = store.location if store.location.endswith(".db") else os.environ[SERVER]
    with Store(location, read_only=True) as readable:
        [one] = readable.rates.converted(readable.facts(), "GBP")
        assert one.kind is ConversionKind.CONVERTED
        with pytest.raises(StoreError, match="reading only"):
            readable.rates.refresh()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    value=st.floats(1, 1e13),
    unit=st.sampled_from(["USD", "CNY", "GBP", "EUR", "TRY"]),
    currency=st.sampled_from(["USD", "CNY", "GBP", "EUR", "JPY"]),
)
def test_there_and_back_is_the_amount(
    shared_store: Store, fact_in: MakeFact, value: float, unit: str, currency: str
) -> None:
    surface = f"{value!r} {unit}"
    document = Document(text=surface, published="2024-02-05", source=surface)
    shared_store.add(
        document,
        [fact_in(document, surface, value, unit, indicator="exports", subject="az", period="2023")],
    )
    [fact] = [one for one in shared_store.facts() if one.fact.surface == surface]
    [there] = shared_store.rates.converted([fact], currency)
    assert there.value is not None
    rate = 1.0 if there.rate is None else there.rate
    assert there.value / rate == pytest.approx(value, rel=1e-12)
    if unit == currency:
        assert there.value == value
