"""A decision is written into the figure, kept for good, and can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from tracker.model.decision import Action
from tracker.model.document import Document
from tracker.model.errors import InvalidFactError, NotFoundError, StoreError
from tracker.model.fact import Bound, Fact
from tracker.model.filter import FactFilter
from tracker.store import Store

MakeFact = Callable[..., Fact]
DOCUMENT = Document(
    text="Im Jahr 2024 wurden 565,000 TEU befördert, dazu rund 4,5 Mio. t.", published="2025-01"
)


@pytest.fixture
def fact_id(store: Store, fact_in: MakeFact) -> int:
    """A figure that says ten times too much."""
    boxes = fact_in(
        DOCUMENT, "565,000 TEU", 565000.0, "TEU", subject="middle_corridor", period="2024"
    )
    mass = fact_in(DOCUMENT, "4,5 Mio. t", 4.5e6, "tonne", bound=Bound.ABOUT, confidence=0.4)
    store.add(DOCUMENT, [boxes, mass])
    return min(fact.id for fact in store.facts())


def test_review_and_rank_are_two_things(store: Store, fact_id: int) -> None:
    decide = store.decisions.decide
    decide(fact_id, "confirm", author="Ada")
    decide(fact_id, Action.DEPRECATE, author="Bob", reason="a slip of the source")
    stored = store.fact(fact_id)
    assert (stored.review, stored.rank, stored.rank_reason) == (
        "confirmed",
        "deprecated",
        "a slip of the source",
    )
    decide(fact_id, "restore", author="Bob")
    stored = store.fact(fact_id)
    assert (stored.review, stored.rank, stored.rank_reason) == ("confirmed", "normal", None)
    assert store.check() == []


def test_a_correction_is_computed_through_and_keeps_what_was_read(
    store: Store, fact_id: int
) -> None:
    made = store.decisions.decide(
        fact_id,
        "correct",
        author="Ada",
        note="a zero too many",
        changes={"value": 56500, "period": "2024-01/2024-12", "partner": "kz"},
    )
    stored = store.fact(fact_id)
    assert (stored.fact.value, stored.base_value, stored.fact.partner) == (56500, 56500, "kz")
    assert stored.base_low is not None
    assert stored.base_high is not None
    assert 56499 < stored.base_low < 56500 < stored.base_high < 56501
    assert (stored.fact.period, stored.year, stored.review) == ("2024", 2024, "corrected")
    assert made.note == "a zero too many"
    assert made.before["value"] == 565000.0
    assert stored.fact.surface == "565,000 TEU"
    assert store.count(FactFilter(partner=("kz",))) == 1
    assert store.check() == []


def test_a_correction_that_the_digits_state_keeps_their_interval(
    store: Store, fact_id: int
) -> None:
    other = fact_id + 1
    store.decisions.decide(other, "correct", author="Ada", changes={"value": 4.5e9})
    stored = store.fact(other)
    assert (stored.base_low, stored.base_high) == (4.275e9, 4.725e9)
    store.decisions.decide(other, "correct", author="Ada", changes={"bound": "exact"})
    stored = store.fact(other)
    assert (stored.base_low, stored.base_high) == (4.45e9, 4.55e9)
    store.decisions.decide(other, "correct", author="Ada", changes={"unit": "TEU"})
    assert store.fact(other).base_unit == "TEU"


def test_reopening_a_corrected_figure_brings_back_what_was_read(store: Store, fact_id: int) -> None:
    before = store.fact(fact_id)
    store.decisions.decide(fact_id, "correct", author="Ada", changes={"value": 56500.0})
    store.decisions.decide(fact_id, "correct", author="Bob", changes={"period": "2023"})
    store.decisions.decide(fact_id, "reopen", author="Cy")
    assert store.fact(fact_id) == before


def test_a_note_stays_with_the_figure(store: Store, fact_id: int) -> None:
    made = store.decisions.decide(fact_id, "note", author="Ada", note="asked the ministry")
    assert store.fact(fact_id).note == "asked the ministry"
    store.decisions.undo(made.id, "Ada")
    assert store.fact(fact_id).note is None


@pytest.mark.parametrize(
    ("action", "arguments", "field"),
    [
        ("prefer", {}, "reason"),
        ("deprecate", {"reason": "  "}, "reason"),
        ("confirm", {"reason": "why"}, "reason"),
        ("confirm", {"changes": {"value": 3}}, "changes"),
        ("correct", {}, "changes"),
        ("correct", {"changes": {"value": 565000}}, "changes"),
        ("correct", {"changes": {"value": float("nan")}}, "value"),
        ("correct", {"changes": {"value": 10**400}}, "value"),
        ("correct", {"changes": {"value": "many"}}, "value"),
        ("correct", {"changes": {"value": None}}, "value"),
        ("correct", {"changes": {"value_high": 600000.0}}, "value_high"),
        ("correct", {"changes": {"unit": "banana"}}, "unit"),
        ("correct", {"changes": {"subject": "nowhere"}}, "subject"),
        ("correct", {"changes": {"period": "2024-13"}}, "period"),
        ("correct", {"changes": {"bound": "firmly"}}, "bound"),
        ("correct", {"changes": {"surface": "565 TEU"}}, "surface"),
        ("correct", {"changes": {"counted": "a\x00b"}}, "counted"),
        ("confirm", {"author": " "}, "author"),
        ("undo", {}, "action"),
        ("burn", {}, "action"),
    ],
)
def test_what_cannot_be_decided_is_named_and_leaves_nothing(
    store: Store, fact_id: int, action: str, arguments: dict[str, Any], field: str
) -> None:
    before = store.fact(fact_id)
    with pytest.raises(InvalidFactError) as refused:
        store.decisions.decide(fact_id, action, **{"author": "Ada", **arguments})
    assert refused.value.field == field
    assert store.fact(fact_id) == before
    assert store.decisions.history(fact_id) == []


def test_a_later_decision_on_the_same_fields_is_undone_first(store: Store, fact_id: int) -> None:
    decide, undo = store.decisions.decide, store.decisions.undo
    first = decide(fact_id, "confirm", author="Ada")
    rank = decide(fact_id, "prefer", author="Ada", reason="the operator's own figure")
    second = decide(fact_id, "reject", author="Bob")
    with pytest.raises(StoreError, match=rf"Bob decided .*decision {second.id}\)\. Undo that"):
        undo(first.id, "Ada")
    undo(rank.id, "Ada")  # other fields: in any order
    undone = undo(second.id, "Ada", "it is one")
    assert store.fact(fact_id).review == "confirmed"
    with pytest.raises(StoreError, match=f"undone already, by decision {undone.id}"):
        undo(second.id, "Ada")
    undo(first.id, "Ada")
    assert store.fact(fact_id).review == "unreviewed"


def test_an_undo_can_be_undone(store: Store, fact_id: int) -> None:
    made = store.decisions.decide(fact_id, "correct", author="Ada", changes={"value": 56500.0})
    corrected = store.fact(fact_id)
    undone = store.decisions.undo(made.id, "Bob")
    store.decisions.undo(undone.id, "Ada")
    assert store.fact(fact_id) == corrected
    store.decisions.undo(made.id, "Bob")
    assert store.fact(fact_id).fact.value == 565000.0


def test_what_is_not_there_is_said(store: Store, fact_id: int) -> None:
    with pytest.raises(NotFoundError):
        store.decisions.decide(999, "confirm", author="Ada")
    with pytest.raises(NotFoundError):
        store.decisions.undo(999, "Ada")
    with pytest.raises(NotFoundError):
        store.decisions.history(999)
    with pytest.raises(NotFoundError):
        store.decisions.find("000000000000:1-2")
    with pytest.raises(NotFoundError):
        store.decisions.find("that one")


def test_a_figure_is_found_by_number_and_by_key(store: Store, fact_id: int) -> None:
    stored = store.fact(fact_id)
    assert store.decisions.find(str(fact_id)) == stored
    assert store.decisions.find(stored.key) == stored


def test_a_key_that_two_copies_of_a_text_share_is_refused(
    store: Store, fact_id: int, fact_in: MakeFact
) -> None:
    copy = Document(text=DOCUMENT.text, source="Agency", url="https://a.example/", published="2025")
    store.redate(1, "2024-12", [store.fact(fact_id).fact])
    store.add(Document(text=DOCUMENT.text, source="Trend", url="https://b.example/"), [])
    store.add(copy, [fact_in(copy, "565,000 TEU", 565000.0, "TEU")])
    assert len(store.documents()) == 2
    with pytest.raises(StoreError, match="each copy of its text"):
        store.decisions.find(store.fact(fact_id).key)
