"""Pages: laid out over a small store, whatever the address says."""

import json
from typing import Any

import plotly
import pytest

from dashboard.components.corridor_standings import show_standings
from dashboard.components.corridor_timeline import show_containers, show_timeline
from dashboard.components.fact_grid import read_request
from dashboard.figures.theme import Look
from dashboard.pages import PAGES, document, documents, fact, facts
from tracker import FactFilter, Store

pytestmark = pytest.mark.usefixtures("inside")


def text_of(component: Any) -> str:
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_has_one_heading_and_says_its_language(page: Any, language: str) -> None:
    text = text_of(page.layout(lang=language))
    assert text.count('"type": "H1"') == 1
    assert f'"lang": "{language}"' in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize(
    "query",
    [
        {"kind": ["a", "b"], "unit": "<script>", "q": ["x"], "from": "9e9", "entity": "nobody"},
        {"unknown": "1", "lang": ["de", "en"], "pair": "az-tr", "page": "-1", "status": "\x00"},
        {"identifier": "0" * 500, "chosen": "\ud800", "currency": "XXX", "sort": "id; drop table"},
    ],
)
def test_no_address_breaks_a_page(page: Any, query: dict[str, object]) -> None:
    assert '"type": "H1"' in text_of(page.layout(**query))


def test_the_page_of_every_fact_marks_its_surface(store: Store) -> None:
    for stored in store.facts(FactFilter()):
        text = text_of(fact.layout(identifier=stored.key))
        mark = json.dumps(stored.fact.surface, ensure_ascii=False)
        assert f'"children": {mark}, "className": "figure-mark"' in text


def test_a_fact_is_found_by_its_number_too(store: Store) -> None:
    stored = store.facts(FactFilter(), limit=1)[0]
    found = fact.find_fact(str(stored.id))
    assert found is not None
    assert found.key == stored.key


@pytest.mark.parametrize("identifier", ["", "x", "0" * 12 + ":1-2", "99999999", "1;--", None, 7])
def test_an_unknown_fact_or_document_is_an_empty_state(identifier: object) -> None:
    assert fact.find_fact(identifier) is None
    assert document.find_document(identifier) is None


def test_a_document_is_cut_into_pieces_that_name_their_facts(store: Store) -> None:
    stored = store.documents()[0]
    text = text_of(document.layout(identifier=str(stored.id)))
    for one in store.facts(FactFilter(document_id=stored.id)):
        assert json.dumps([one.fact.surface, one.key], ensure_ascii=False)[1:-1] in text


def test_documents_are_found_by_title_and_source(store: Store) -> None:
    found, total, number = documents.find_documents({"q": "trend railway", "page": "7"})
    assert [one.document.title for one in found] == ["The railway grows"]
    assert (total, number) == (1, 1)


def test_the_corridors_view_draws_what_the_store_holds(look: Look) -> None:
    view = show_standings(look, "port", "tonne", "capacity")
    assert view.figure is not None
    assert len(view.table.rows) == 1
    assert {point.value for point in view.points} == {15e6, 25e6, 7.6e6}


def test_a_kind_without_figures_offers_a_next_step(look: Look) -> None:
    view = show_standings(look, "pipeline", "TEU", "capacity")
    assert view.figure is None
    assert "/add" in text_of(view.empty)


def test_containers_and_tonnes_are_never_in_one_chart(look: Look) -> None:
    tonnes = show_timeline(look, "corridor", "tonne", "middle_corridor")
    boxes = show_containers(look, "corridor", "tonne", "middle_corridor")
    assert {row["unit"] for row in tonnes.rows} == {"tonne"}
    assert {row["unit"] for row in boxes.rows} == {"TEU"}


def test_the_slip_of_565000_containers_is_drawn_beside_the_line(look: Look) -> None:
    rows = show_containers(look, "corridor", "TEU", "middle_corridor").rows
    assert {row["value"]: row["on_line"] for row in rows if row["period"] == "2024"} == {
        565000: False,
        56500: True,
    }


@pytest.mark.parametrize(
    "request_",
    [
        None, [], "x", {}, {"startRow": 0}, {"startRow": -1, "endRow": 5},
        {"startRow": 0, "endRow": 10**9}, {"startRow": True, "endRow": 5},
        {"startRow": 5, "endRow": 5}, {"startRow": float("inf"), "endRow": 5},
    ],
)  # fmt: skip
def test_a_crafted_request_for_rows_is_refused(request_: object) -> None:
    assert read_request(request_) is None


def test_only_known_columns_are_sorted_by() -> None:
    model = [{"colId": "value", "sort": "desc"}, {"colId": "id; drop", "sort": "asc"}, 7]
    asked = read_request({"startRow": 0, "endRow": 100, "sortModel": model})
    assert asked == (0, 100, [("base_value", "desc")])


def test_the_facts_page_counts_under_all_other_filters(store: Store) -> None:
    text = text_of(facts.layout(indicator="capacity"))
    assert '"value": ["capacity"]' in text
    assert str(store.count(FactFilter(indicator=("capacity",)))) in text
