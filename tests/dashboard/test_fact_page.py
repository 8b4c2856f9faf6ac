"""The page of a figure: paragraph, fields, rivals, links, claim, promises, history."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.components.fact_beside import claim_part, history_part, links_part, targets_of
from dashboard.components.fact_words import fields_list, paragraph_card, rivals
from dashboard.pages import fact
from dashboard.wording import Wording
from tests.dashboard.facts import Told, make_store
from tests.dashboard.test_pages import text_of
from tracker import Span, Store, Transition

MOVED = Told(
    source="Agency",
    published="2025-02-01",
    text="An introduction of one sentence. Freight rose from {2 Mt} by {50%} to {3 Mt} in 2024. "
    "A word after it.\n\nAnother paragraph names {9 Mt}.",
    facts=tuple(
        {
            "value": value, "unit": unit, "subject": "middle_corridor",
            "indicator": "freight_volume", "period": period, "transition": transition,
            "measure": measure,
        }
        for value, unit, period, transition, measure in (
            (2e6, "tonne", "2023", Transition.FROM, "level"),
            (50.0, "percent", "2024", Transition.BY, "change"),
            (3e6, "tonne", "2024", Transition.TO, "level"),
            (9e6, "tonne", "2020", None, "level"),
        )
    ),
)  # fmt: skip


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "moved.db", ()) as made:
        from tests.dashboard.facts import tell

        document, facts = tell(MOVED)
        span = tuple(Span(one.start, one.end) for one in facts[:3])
        facts = [replace(one, movement=span) if one.transition else one for one in facts]
        made.add(document, facts)
        yield made


@pytest.fixture
def moved_app(moved: Store) -> Iterator[Dash]:
    app = create_app(moved)
    with app.server.app_context():
        yield app


@pytest.mark.usefixtures("moved_app")
class TestMovement:
    def test_the_heading_says_from_which_end_one_looks(
        self, moved: Store, english: Wording
    ) -> None:
        start, change, end, _ = sorted(moved.facts(), key=lambda one: one.fact.start)
        at_start = text_of(links_part(start, english))
        assert "The movement that starts here leads to" in at_start
        assert end.key in at_start
        at_end = text_of(links_part(end, english))
        assert "The movement that ends here starts at" in at_end
        assert start.key in at_end
        assert "leads to" not in at_end
        assert "It leads to" in text_of(links_part(change, english))

    def test_the_sentence_stands_in_its_paragraph(self, moved: Store, english: Wording) -> None:
        end = sorted(moved.facts(), key=lambda one: one.fact.start)[2]
        text = text_of(paragraph_card(end, english))
        assert "An introduction of one sentence." in text
        assert "A word after it." in text
        assert "Another paragraph" not in text
        assert text.count("figure-mark") == 1
        assert text.count("figure-link") == 2

    def test_a_fact_is_decided_on_and_its_history_can_be_undone(
        self, moved: Store, english: Wording
    ) -> None:
        stored = moved.facts(limit=1)[0]
        assert "Nobody has decided" in text_of(history_part(stored, english))
        made = moved.decisions.decide(stored.id, "prefer", author="Ada", reason="closest to it")
        now = moved.fact(stored.id)
        text = text_of(history_part(now, english))
        assert "Ada" in text
        assert f'"data-undo": "{made.id}"' in text
        moved.decisions.undo(made.id, "Ada")
        assert "data-undo" not in text_of(history_part(moved.fact(stored.id), english)).replace(
            f'"data-undo": "{made.id + 1}"', ""
        )


@pytest.mark.usefixtures("inside")
class TestClaims:
    def test_a_dispute_names_both_sides_and_what_is_drawn(
        self, store: Store, english: Wording
    ) -> None:
        claim = next(
            one for one in store.ledger.claims(entity=("middle_corridor",))
            if one.outcome == "conflict"
        )  # fmt: skip
        text = text_of(claim_part(claim.members[0].fact, english))
        assert "sources contradict each other" in text
        for member in claim.members[1:]:
            assert member.fact.key in text
        assert "official sources before news" in text

    def test_a_promise_shows_its_history(self, store: Store) -> None:
        for target in store.derived.targets():
            shown = targets_of(store.fact(target.fact_id))
            assert target.fact_key in [one.fact_key for one in shown]

    def test_fields_lead_to_their_entities(self, store: Store, english: Wording) -> None:
        stored = next(one for one in store.facts() if one.fact.partner == "tr")
        text = text_of(fields_list(stored, english))
        assert "/entity/az" in text
        assert "/entity/tr" in text

    def test_a_serious_rival_is_named(self, store: Store) -> None:
        stored = store.facts(limit=1)[0]
        evidence = {"subject": "“Germany” (or kz with de, 29%)", "period": "“2022” (or none, 5%)"}
        doubted = replace(stored, fact=replace(stored.fact, evidence=evidence))
        assert rivals(doubted) == [("subject", "kz with de", 29)]
        assert rivals(stored) == []


def test_a_display_offers_neither_decision_nor_undo(store: Store) -> None:
    stored = store.facts(limit=1)[0]
    app = create_app(store, read_only=True)
    with app.server.app_context():
        text = text_of(fact.layout(identifier=stored.key))
    assert "decide-command" not in text
    assert "data-undo" not in text
