"""Origins of many facts at once: their documents and the kind of their sources."""

from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.store import Store


def _keep(store: Store, text: str, source: str | None) -> int:
    document = Document(text=text, source=source, published="2025-03", url="https://example.org/a")
    start = text.index("5")
    fact = Fact(
        surface="5 t", start=start, end=start + 3, value=5, unit="tonne",
        indicator="freight_volume", published="2025-03",
    )  # fmt: skip
    store.add(document, [fact])
    return max(one.id for one in store.facts())


def test_the_document_and_the_kind_of_its_source_are_told(store: Store) -> None:
    first = _keep(store, "It carried 5 t.", "AZERTAC")
    second = _keep(store, "They carried 5 t.", None)
    found = store.origins([first, second, first, 10**9])
    assert set(found) == {first, second}
    assert found[first].source == "AZERTAC"
    assert found[first].source_kind == "agency"
    assert found[first].published == "2025-03"
    assert found[first].url == "https://example.org/a"
    assert (found[second].source, found[second].source_kind) == (None, None)


def test_more_facts_than_a_statement_takes_values_are_asked_in_batches(store: Store) -> None:
    one = _keep(store, "It carried 5 t.", "AZERTAC")
    assert list(store.origins([*range(one, one + 2000)])) == [one]
    assert store.origins([]) == {}
