"""Facts that people type are facts with a document of their own."""

from dataclasses import replace

import pytest

from tracker.model.document import DocumentKind
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Fact
from tracker.model.filter import FactFilter
from tracker.store import Store

QUOTE = "Laut Betreiber waren es 2024 rund 4,5 Mio. t."
FACT = Fact(
    surface="4,5 Mio. t",
    start=0,
    end=10,
    value=4.5e6,
    unit="tonne",
    indicator="freight_volume",
    subject="middle_corridor",
    period="2024",
)


def test_a_typed_fact_stands_in_the_words_that_were_typed(store: Store) -> None:
    stored = store.add_by_hand(
        FACT, author="Ada", quote=QUOTE, source="Operator", published="2025-02", note="by phone"
    )
    document = store.document(stored.document_id).document
    assert document.text == QUOTE
    assert (document.kind, document.author) == (DocumentKind.FORM, "Ada")
    assert QUOTE[stored.fact.start : stored.fact.end] == stored.fact.surface == "4,5 Mio. t"
    assert (stored.origin, stored.review, stored.author) == ("form", "confirmed", "Ada")
    assert (stored.source, stored.fact.published, stored.note) == (
        "Operator",
        "2025-02",
        "by phone",
    )
    assert store.count(FactFilter(origin=("form",))) == 1
    assert store.check() == []


def test_two_people_may_type_the_same_words(store: Store) -> None:
    first = store.add_by_hand(FACT, author="Ada", quote=QUOTE)
    second = store.add_by_hand(FACT, author="Bob", quote=QUOTE)
    assert first.document_id != second.document_id
    assert store.document(second.document_id).same_as is None


@pytest.mark.parametrize(
    ("change", "quote", "author", "field"),
    [
        ({}, "Es waren mehr.", "Ada", "surface"),
        ({"surface": ""}, QUOTE, "Ada", "surface"),
        ({}, QUOTE, " ", "author"),
        ({"unit": "banana"}, QUOTE, "Ada", "unit"),
        ({"value": float("inf")}, QUOTE, "Ada", "value"),
    ],
)
def test_what_cannot_be_kept_is_named_by_its_field_and_leaves_nothing(
    store: Store, change: dict[str, object], quote: str, author: str, field: str
) -> None:
    with pytest.raises(InvalidFactError) as refused:
        store.add_by_hand(replace(FACT, **change), author=author, quote=quote)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert store.documents() == []
