"""Review: what waits, in which order, with which words, and what is said where nothing does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.pages import review
from dashboard.reviewing import packs, paragraph, worklist
from dashboard.wording import Wording
from tests.dashboard.facts import CORPUS, Told, make_store
from tracker import FactFilter, Store, load_lexicon

EMOJI = Told(
    source="Railway", published="2025-02-02", title="Trains 🚂",
    text="First paragraph 🚂 with {7 million tonnes} in 2024.\n\n🚂🚂 Unsure: {9 million tonnes} "
    "were carried, then {2 million tonnes}.\nLast paragraph.",
    facts=(
        {"value": 7e6, "indicator": "freight_volume", "subject": "btk_railway", "period": "2024"},
        {"value": 9e6, "indicator": "freight_volume", "subject": "btk_railway", "period": "2023",
         "confidence": 0.2, "evidence": {"value": "“9 million”"}},
        {"value": 2e6, "indicator": "freight_volume", "subject": "btk_railway", "period": "2021"},
    ),
)  # fmt: skip


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "facts.db", (*CORPUS, EMOJI)) as made:
        yield made


@pytest.fixture
def served(own: Store) -> Iterator[Dash]:
    app = create_app(own)
    with app.server.app_context():
        yield app


@pytest.fixture(autouse=True)
def _inside(served: Dash) -> None:
    """Addresses are those of an app."""


def pack_of(store: Store, surface: str, speak: Wording) -> dict[str, Any]:
    [fact] = [one for one in store.facts(FactFilter()) if one.fact.surface == surface]
    [pack] = packs(store, [fact.id], speak, load_lexicon())
    return pack


def text_of(component: object) -> str:
    return str(component.to_plotly_json()) if hasattr(component, "to_plotly_json") else ""


def test_the_worklist_is_the_queue_each_figure_once(own: Store) -> None:
    found = worklist(own, "", "")
    queue = own.decisions.queue()
    assert set(found["ids"]) == {row["fact_id"] for row in queue}
    assert found["ids"][0] == queue[0]["fact_id"]
    assert found["total"] == len(found["ids"]) == len(set(found["ids"]))
    assert found["at"] == 0


def test_the_worklist_keeps_to_reason_and_subject(own: Store) -> None:
    unsure = worklist(own, "low_confidence", "")["ids"]
    assert [own.fact(one).fact.surface for one in unsure] == ["9 million tonnes"]
    assert worklist(own, "low_confidence", "az")["total"] == 0
    about = worklist(own, "", "btk_railway")["ids"]
    assert set(unsure) <= set(about)
    assert {own.fact(one).fact.subject for one in about} == {"btk_railway"}


def test_an_address_leads_to_its_figure_even_if_it_waits_no_longer(own: Store) -> None:
    all_of_it = worklist(own, "", "")
    later = own.fact(all_of_it["ids"][2])
    assert worklist(own, "", "", later.key)["at"] == 2
    settled = next(one for one in own.facts() if one.id not in all_of_it["ids"])
    found = worklist(own, "", "", settled.key)
    assert (found["ids"][0], found["at"]) == (settled.id, 0)
    for nonsense in ("nonsense", "0" * 12 + ":1-2"):
        assert worklist(own, "", "", nonsense) == all_of_it


def test_the_paragraph_is_whole_and_the_figure_marked_in_it(own: Store, english: Wording) -> None:
    pack = pack_of(own, "9 million tonnes", english)
    assert [piece[0] for piece in pack["nodes"] if piece[1] == "this"] == ["9 million tonnes"]
    others = [piece for piece in pack["nodes"] if piece[1] not in (None, "this")]
    assert [piece[0] for piece in others] == ["2 million tonnes"]
    assert others[0][1].startswith("/fact/")
    assert "".join(piece[0] for piece in pack["nodes"]) == (
        "… 🚂🚂 Unsure: 9 million tonnes were carried, then 2 million tonnes."
    )


def test_each_field_says_what_it_rests_on(own: Store, english: Wording) -> None:
    pack = pack_of(own, "9 million tonnes", english)
    fields = {name: (value, why) for name, value, why in pack["fields"]}
    assert fields["Value"] == ("9\u202f000\u202f000\u00a0t", "“9 million”")
    assert pack["doubtful"]
    assert pack["sure"] == "20%"
    assert pack["reasons"] == [["Unsure reading", "The reading is unsure: 20% sure."]]


def test_a_conflict_names_the_figure_on_the_line(own: Store, german: Wording) -> None:
    [row] = [one for one in own.decisions.queue() if one["reason_code"] == "conflict"][:1]
    [pack] = packs(own, [row["fact_id"]], german, load_lexicon())
    label, sentence = pack["reasons"][0]
    assert label == "Quellen widersprechen sich"
    assert "„" in sentence
    assert pack["others"]
    assert {"value", "who", "standing", "href"} == set(pack["others"][0])


def test_every_reason_of_the_queue_is_said_in_a_sentence(own: Store, german: Wording) -> None:
    for row in own.decisions.queue():
        [pack] = packs(own, [row["fact_id"]], german, load_lexicon())
        assert pack["reasons"]
        for label, sentence in pack["reasons"]:
            assert label
            assert sentence.endswith((".", ")")) or "=" in sentence


def test_a_decision_changes_version_and_reasons(own: Store, english: Wording) -> None:
    before = pack_of(own, "9 million tonnes", english)
    assert (before["version"], before["decision"]) == (0, None)
    made = own.decisions.decide(before["id"], "confirm", author="Ada", expected=0)
    after = pack_of(own, "9 million tonnes", english)
    assert after["version"] > 0
    assert after["decision"] == made.id
    assert after["reasons"] == []


@pytest.mark.parametrize("length", [10, 5000])
def test_a_long_paragraph_is_cut_around_the_figure(length: int) -> None:
    text = "word " * length + "5 t " + "word " * length
    start = text.index("5 t")
    first, last = paragraph(text, start, start + 3)
    assert first <= start < start + 3 <= last
    assert last - first < 2000
    assert first == 0 or text[first - 1] == " "


def test_a_figure_that_is_gone_is_left_out(own: Store, english: Wording) -> None:
    assert packs(own, [10**9], english, load_lexicon()) == []
    assert packs(own, [], english, load_lexicon()) == []


@pytest.mark.parametrize(
    "query",
    [{}, {"lang": "de"}, {"reason": "low_confidence"}, {"subject": "atlantis"}, {"at": "x"},
     {"reason": "nonsense", "subject": ["a", "b"], "at": "\x00", "more": "1"}],
)  # fmt: skip
def test_the_page_stands_whatever_its_address_says(served: Dash, query: dict[str, Any]) -> None:
    assert "review-text" in text_of(review.layout(**query))


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"ids": [1, 2]}, [1, 2]), ({"ids": ["1", True, -4, 2**70, 3]}, [3]), (None, []),
        ({"ids": 7}, []), ([], []), ({"ids": list(range(1, 50))}, list(range(1, 13))),
    ],
)  # fmt: skip
def test_what_the_browser_asks_for_is_not_believed(asked: object, ids: list[int]) -> None:
    assert review.read_ids(asked) == ids


def test_a_dashboard_that_only_shows_decides_nothing(own: Store) -> None:
    with create_app(own, read_only=True).server.app_context():
        page = text_of(review.layout())
    assert "nothing can be decided" in page
    assert "decide-command" not in page


def test_an_empty_queue_says_no_more_than_is_so(own: Store, english: Wording) -> None:
    head, words = review._empty(english, 12, 5)
    assert head == "Nothing waits for a person."
    assert "no proof" in words
    assert "5 of them" in words
    assert review._empty(english, 0, 0)[0] == "Nothing to review yet."
