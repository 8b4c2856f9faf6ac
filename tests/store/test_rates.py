"""Rates of the store: those in use, and those that people give."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from tracker.ledger.rates import ECB
from tracker.model.errors import ReadError
from tracker.model.fact import Fact
from tracker.model.rate import RefusedRate
from tracker.store import Store
from tracker.store.changed import Changed
from tracker.store.converting import settle_conversions

MakeFact = Callable[..., Fact]
Say = Callable[..., int]


def _write(folder: Path, content: str) -> Path:
    path = folder / "rates.csv"
    path.write_text(f"currency,period,rate,per,source\n{content}", encoding="utf-8")
    return path


def _changed(*facts: int) -> Changed:
    nothing = frozenset[int]()
    return Changed(
        facts=frozenset(facts),
        documents=nothing,
        claims=nothing,
        series={},
        periods={},
        facts_gone=False,
    )


def test_settling_finds_what_is_new_and_no_more(store: Store, say_amounts: Say) -> None:
    fact_id = say_amounts((1e9, "CNY"), period="2023")
    with store._connections.writing() as connection:
        connection.execute(text("DELETE FROM conversion_rate"))
        settle_conversions(connection, _changed())
    assert store.rates.in_use() == []
    changed = _changed(fact_id)
    for _ in range(2):  # a second time there is nothing to do
        with store._connections.writing() as connection:
            settle_conversions(connection, changed)
        found = [(rate.currency, rate.period) for rate in store.rates.in_use()]
        assert found == [("CNY", "2023"), ("USD", "2023")]


def test_refreshing_forgets_rates_that_nothing_needs(store: Store, say_amounts: Say) -> None:
    say_amounts((1e9, "CNY"), period="2023")
    with store._connections.writing() as connection:
        connection.execute(text("DELETE FROM fact"))
    assert store.rates.refresh() == 0
    assert store.rates.in_use() == []


def test_rates_of_a_table_serve_at_once_and_are_replaced(
    store: Store, say_amounts: Say, tmp_path: Path
) -> None:
    say_amounts((170e6, "AZN"), period="2023")
    path = _write(
        tmp_path,
        "AZN,2023,1.7,USD,Central Bank of Azerbaijan\nAZN,May,1.7,USD,Bank\nKZT,2050,500,USD,Bank\n",
    )
    done = store.rates.import_table(path)
    assert done.kept == 1
    assert done.refused[0].line == 3
    assert done.refused[1] == RefusedRate(
        line=4, reason="there is no rate of USD for 2050 to cross it with: give it per EUR"
    )
    [row] = store.view("money_in_eur")
    assert row["value_eur"] == pytest.approx(1e8 / 1.08127, rel=1e-5)
    assert row["value_usd"] == pytest.approx(1e8)
    assert row["rate_source"] == f"Central Bank of Azerbaijan; USD: {ECB}"
    done = store.rates.import_table(_write(tmp_path, "AZN,2023,2,EUR,Another bank\n"))
    assert (done.kept, done.refused) == (1, ())
    [row] = store.view("money_in_eur")
    assert (row["value_eur"], row["rate_source"]) == (85e6, "Another bank")
    assert store.rates.missing() == []


def test_own_rates_of_the_dollar_win_and_cross_their_table(
    store: Store, say_amounts: Say, tmp_path: Path
) -> None:
    say_amounts((1e9, "USD"), period="2050")
    say_amounts((1e9, "KZT"), period="2050")
    store.rates.import_table(_write(tmp_path, "KZT,2050,500,USD,Bank\nUSD,2050,2,EUR,Somebody\n"))
    values = {row["unit"]: row["value_eur"] for row in store.view("money_in_eur")}
    assert values == {"USD": 5e8, "KZT": 1e6}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"currency,period,rate\nAZN,2023,1.8\n", "wrong_type"),
        ("currency;period;rate;source\nAZN;2023;1,8;Größe".encode("cp1252"), "bad_encoding"),
        (None, "missing"),
    ],
)
def test_a_file_that_is_no_table_changes_nothing(
    store: Store, tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "rates.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError) as refused:
        store.rates.import_table(path)
    assert refused.value.reason == reason


def test_a_rate_that_another_program_wrote_wrongly_is_passed_over(
    store: Store, say_amounts: Say, caplog: pytest.LogCaptureFixture
) -> None:
    with store._connections.writing() as connection:
        connection.execute(
            text("INSERT INTO rate VALUES ('AZN', '2023-Q1', 1.7, 'me'), ('AZN', '2023', 2, 'me')")
        )
    say_amounts((1e9, "AZN"), period="2023")
    assert store.view("money_in_eur")[0]["value_eur"] == 5e8
    assert "rate ignored currency=AZN period=2023-Q1" in caplog.text


def test_a_stated_exchange_rate_is_compared_anew_with_rates_that_people_give(
    store: Store, say_amounts: Say, tmp_path: Path
) -> None:
    say_amounts((1e9, "KZT"), (2e6, "EUR"), period="2023")

    def comparisons() -> list[str]:
        return [row["comparison"] for row in store.view("implied")]

    assert comparisons() == ["unstated"]
    store.rates.import_table(_write(tmp_path, "KZT,2023,500,EUR,National Bank\n"))
    assert comparisons() == ["agrees"]
    store.rates.import_table(_write(tmp_path, "KZT,2023,300,EUR,National Bank\n"))
    assert comparisons() == ["differs"]
