"""The newest figure of each indicator of one entity."""

from collections.abc import Callable
from typing import Any

from tracker.model.document import Document
from tracker.model.fact import Fact, Measure, Status
from tracker.store import Store

MakeFact = Callable[..., Fact]


def test_the_newest_amount_of_an_entity_by_itself_stands_for_an_indicator(
    store: Store, fact_in: MakeFact
) -> None:
    freight = {"subject": "az", "indicator": "freight_volume", "period": "2024"}
    said: list[tuple[str, float, str, dict[str, Any]]] = [
        ("4 Mt", 4e6, "tonne", {**freight, "period": "2023"}),
        ("5 Mt", 5e6, "tonne", freight),
        ("3 Mt", 3e6, "tonne", {**freight, "commodity": "crude_oil"}),
        ("9 Mt", 9e6, "tonne", {**freight, "period": "2030", "status": Status.TARGET}),
        ("12 %", 12.0, "percent", {**freight, "period": "2025", "measure": Measure.CHANGE}),
        ("7 Mt", 7e6, "tonne", {**freight, "subject": "kz"}),
        ("2 billion", 2e9, "USD", {"subject": "tr", "partner": "az", "indicator": "exports"}),
    ]
    document = Document(text=", ".join(surface for surface, *_ in said), published="2025-02-01")
    facts = [fact_in(document, surface, value, unit, **of) for surface, value, unit, of in said]
    store.add(document, facts)
    found = {name: fact.fact.surface for name, fact in store.latest("az").items()}
    assert found == {"freight_volume": "5 Mt", "exports": "2 billion"}
    assert store.latest("ge") == {}
