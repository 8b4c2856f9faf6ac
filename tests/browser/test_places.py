"""Map, queries and files in a real browser: clicks that lead on, names that keep apart."""

import csv
import json
from itertools import combinations

import pytest

from tests.browser.conftest import Opener

PLOT = "document.querySelector('#card-map .js-plotly-plot')"
DRAWN = f"() => {PLOT}?.querySelectorAll('.scattergeo path').length > 20"
BOXES = """() => [...document.querySelectorAll('#card-map .scattergeo text')]
  .filter(one => one.textContent && one.style.visibility !== 'hidden')
  .map(one => { const b = one.getBoundingClientRect();
    return {text: one.textContent, left: b.left, top: b.top, right: b.right, bottom: b.bottom}; })"""


def _meet(one: dict, other: dict) -> bool:
    return (
        one["left"] < other["right"] - 1
        and other["left"] < one["right"] - 1
        and one["top"] < other["bottom"] - 1
        and other["top"] < one["bottom"] - 1
    )


@pytest.mark.thorough
@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("area", ["caspian", "eurasia", "world"])
def test_names_on_the_map_neither_collide_nor_leave_it(
    open_page: Opener, width: int, area: str
) -> None:
    watched = open_page(f"/map?area={area}&lang=de", width=width)
    page = watched.page
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(400)
    boxes = page.evaluate(BOXES)
    assert len(boxes) > 5
    assert [(a["text"], b["text"]) for a, b in combinations(boxes, 2) if _meet(a, b)] == []
    frame = page.locator("#card-map .js-plotly-plot").bounding_box()
    for box in boxes:
        assert box["left"] >= frame["x"] - 1, box
        assert box["right"] <= frame["x"] + frame["width"] + 1, box
    watched.assert_quiet()


def test_a_click_on_a_port_opens_all_that_is_known_of_it(open_page: Opener) -> None:
    watched = open_page("/map?kind=port&lang=de")
    page = watched.page
    page.wait_for_function(f"() => {PLOT}?.querySelectorAll('.scattergeo path').length > 8")
    page.locator("#card-map .scattergeo .point").first.scroll_into_view_if_needed()
    mark = page.locator("#card-map .scattergeo .point").first.bounding_box()
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_selector("#card-map .hoverlayer .hovertext")
    assert "Hafen" in page.locator("#card-map .hoverlayer").text_content()
    page.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.wait_for_url("**/entity/*_port?lang=de")
    watched.assert_quiet()


_ON_A_LINE = """() => {
  const line = document.querySelector('#card-map .scattergeo path.js-line');
  const at = line.getPointAtLength(0).matrixTransform(line.getScreenCTM());
  return [at.x, at.y];
}"""


def test_a_click_on_a_line_opens_all_that_is_known_of_it(open_page: Opener) -> None:
    watched = open_page("/map?kind=pipeline")
    page = watched.page
    page.wait_for_function(f"() => {PLOT}?.querySelectorAll('.scattergeo path.js-line').length > 2")
    page.locator("#card-map .scattergeo path.js-line").first.scroll_into_view_if_needed()
    place = page.evaluate(_ON_A_LINE)
    page.mouse.move(*place)
    page.wait_for_selector("#card-map .hoverlayer .hovertext")
    page.mouse.click(*place)
    page.wait_for_url("**/entity/*")
    assert "ipeline" in page.locator("h1").inner_text() + page.locator(".badges").inner_text()
    watched.assert_quiet()


def test_the_map_goes_closer_and_back_by_keyboard(open_page: Opener) -> None:
    watched = open_page("/map")
    page = watched.page
    page.wait_for_function(DRAWN)
    scale = f"{PLOT}._fullLayout.geo.projection.scale"
    page.focus("#map-in")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {scale} > 1.5")
    page.focus("#map-reset")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {scale} === 1")
    watched.assert_quiet()


def test_the_map_is_saved_as_a_picture_with_its_shapes(open_page: Opener) -> None:
    watched = open_page("/map", scheme="dark")
    page = watched.page
    page.wait_for_function(DRAWN)
    page.locator("#card-map").get_by_text("Download").click()
    with page.expect_download() as waited:
        page.get_by_text("SVG picture").click()
    text = waited.value.path().read_text(encoding="utf-8")
    assert "UN Geodata" in text
    assert "Where freight goes" in text
    assert "rgb(251, 252, 253)" in text or "#fbfcfd" in text  # land, in the light colours
    watched.assert_quiet()


def test_a_statement_is_typed_run_by_keyboard_and_shared_by_its_address(open_page: Opener) -> None:
    watched = open_page("/query")
    page = watched.page
    page.wait_for_selector("#card-query td >> text=2024")
    editor = page.locator(".sql-editor textarea").first
    editor.fill("SELECT kind, count(*) AS n\nFROM entities GROUP BY kind ORDER BY n DESC")
    editor.press("Control+Enter")
    page.wait_for_selector("#card-query td >> text=country")
    page.wait_for_function("() => location.search.includes('sql=SELECT')")
    again = open_page(page.url.removeprefix(watched.address))
    again.page.wait_for_selector("#card-query td >> text=country")
    assert again.page.locator(".sql-editor textarea").first.input_value().startswith("SELECT kind")
    again.page.get_by_role("tab", name="Chart").click()
    again.page.wait_for_selector("#card-query .bars .point")
    watched.assert_quiet()
    again.assert_quiet()


def test_a_faulty_statement_is_told_with_its_place(open_page: Opener) -> None:
    watched = open_page("/query?lang=de")
    page = watched.page
    editor = page.locator(".sql-editor textarea").first
    for statement, told in (
        ("SELECT *\nFORM facts_readable", "Zeile 2, Spalte"),
        ("DELETE FROM fact", "Hier kann nur gelesen werden; dies verlangt DELETE."),
    ):
        editor.fill(statement)
        page.click("#query-run")
        page.locator("#query-problem").get_by_text(told).wait_for()
    watched.assert_quiet()


def test_a_question_fills_the_editor_and_a_click_writes_a_column(open_page: Opener) -> None:
    watched = open_page("/query")
    page = watched.page
    page.wait_for_selector("#query-schema summary")
    page.get_by_label("Ready questions").first.click()
    page.get_by_role("option", name="Who contradicts whom?").click()
    editor = page.locator(".sql-editor textarea").first
    page.wait_for_function(
        "() => document.querySelector('.sql-editor textarea').value.includes('FROM conflicts')"
    )
    page.wait_for_url("**/query?question=contradictions")
    page.locator("#query-schema summary", has_text="sources").first.click()
    editor.fill("SELECT ")
    editor.press("End")
    page.locator("#query-schema details[open] .schema-column").nth(1).click()
    page.wait_for_function(
        "() => document.querySelector('.sql-editor textarea').value === 'SELECT name'"
    )
    watched.assert_quiet()


def test_files_come_from_the_page_of_data(open_page: Opener, sql) -> None:
    watched = open_page("/data")
    page = watched.page
    page.wait_for_function(
        "() => document.querySelector('.views-table td.number').textContent !== '…'"
    )
    facts = sql.execute("SELECT count(*) FROM facts_readable").fetchone()[0]
    assert page.locator(".views-table td.number").first.text_content() == str(facts)
    with page.expect_download() as waited:
        page.get_by_label("Figures as CSV").click()
    with waited.value.path().open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == facts
    with page.expect_download() as waited:
        page.get_by_label("targets as JSON").click()
    assert json.loads(waited.value.path().read_text(encoding="utf-8"))["targets"]
    page.locator("#data-meanings summary").first.click()
    page.locator("#data-meanings dd").first.wait_for()
    watched.assert_quiet()
