"""The newest drawn year of each series: whole, reached, and of the thing as a whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dashboard.facts import CORPUS, Told, make_store
from tracker.store import Store


def _more(value: float, **fields: Any) -> dict[str, Any]:
    return {"value": value, "indicator": "freight_volume", "subject": "aktau_port", **fields}


AKTAU = Told(
    source="Trend", published="2026-02-01", title="Aktau",
    text="Aktau handled {3.8 million} in 2022, {4.1 million} in 2023, of it {2 million tonnes of oil}; "
    "{1 million} in January 2024, {2 million} with Iran in 2025, and {6 million tonnes} are planned for 2027.",
    facts=(
        _more(3.8e6, period="2022"),
        _more(4.1e6, period="2023"),
        _more(2e6, period="2023", commodity="crude_oil"),
        _more(1e6, period="2024-01"),
        _more(2e6, period="2025", partner="ir"),
        _more(6e6, period="2027", status="target"),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("latest") / "facts.db"
    with make_store(path, (*CORPUS, AKTAU)) as made:
        yield made


def test_only_whole_years_that_were_reached_count(store: Store) -> None:
    found = store.ledger.latest(["aktau_port"], ["freight_volume"])
    assert {(one.fact.commodity, one.fact.period, one.base_value) for one in found} == {
        (None, "2023", 4.1e6),
        ("crude_oil", "2023", 2e6),
    }


def test_it_is_the_figure_that_a_chart_draws(store: Store) -> None:
    found = store.ledger.latest(["middle_corridor"], ["freight_volume"])
    by_unit = {one.base_unit: one for one in found}
    assert (by_unit["tonne"].fact.period, by_unit["tonne"].base_value) == ("2025", 4.119e6)
    assert all(one.standing == "drawn" for one in found)
    years = [one.year for one in found]
    assert years == [2025, 2025]


def test_nothing_asked_is_nothing_found(store: Store) -> None:
    assert store.ledger.latest([], ["freight_volume"]) == []
    assert store.ledger.latest(["nowhere"], ["freight_volume"]) == []
