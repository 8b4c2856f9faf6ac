"""Trade in a real browser: from the matrix to the pair, from its line to the sentence, and back."""

import sqlite3

import pytest

from tests.browser.conftest import Opener
from tests.browser.watch import Watched

_CELL = """(pair) => {
  const plot = document.querySelector('#card-matrix .js-plotly-plot');
  const frame = plot.getBoundingClientRect();
  const full = plot._fullLayout;
  const heat = plot._fullData.find((trace) => trace.name === 'pairs');
  for (const [row, line] of heat.customdata.entries()) {
    const column = [...line].indexOf(pair);
    if (column >= 0) {
      return {
        x: frame.left + full.xaxis._offset + full.xaxis.d2p(column),
        y: frame.top + full.yaxis._offset + full.yaxis.d2p(row),
      };
    }
  }
  return null;
}"""
_LABELS = """() => [...document.querySelectorAll('#card-trade .annotation-text')].map((one) => {
  const box = one.getBoundingClientRect();
  const card = document.querySelector('#card-trade .chart').getBoundingClientRect();
  return {
    left: box.left, right: box.right, top: box.top, bottom: box.bottom,
    inside: box.left >= card.left - 1 && box.right <= card.right + 1
      && box.top >= card.top - 1 && box.bottom <= card.bottom + 1,
  };
})"""


def pick(watched: Watched, pair: str) -> None:
    """Clicks the cell of a pair."""
    page = watched.page
    page.locator("#card-matrix .js-plotly-plot").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    place = page.evaluate(_CELL, pair)
    assert place is not None
    page.mouse.move(place["x"] - 3, place["y"])
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector("#card-matrix .hoverlayer .hovertext", state="attached")
    page.mouse.click(place["x"], place["y"])


def drawn_pair(watched: Watched) -> str:
    return str(watched.page.locator("#card-pair .card-subtitle").text_content())


@pytest.mark.parametrize("width", [1440, 390])
def test_a_pair_is_picked_in_the_matrix_and_leads_to_its_sentence(
    open_page: Opener, sql: sqlite3.Connection, width: int
) -> None:
    watched = open_page("/trade", width=width)
    page = watched.page
    pick(watched, "az-jp")
    page.wait_for_url("**/trade?chosen=az-jp")
    page.wait_for_function(
        "() => document.querySelector('#card-pair .card-subtitle').textContent.includes('Japan')"
    )
    watched.settle()
    # An implied mark leads to the level that it rests on, and so has the key of that one.
    drawn = [point for point in watched.points("pair") if point["name"] != "implied"]
    points = {point["key"]: point["y"] for point in drawn}
    rows = sql.execute(
        "SELECT fact_key, base_value FROM facts_readable WHERE indicator = 'trade_turnover'"
        " AND measure = 'level' AND subject = 'az' AND partner = 'jp'"
    ).fetchall()
    assert {row["fact_key"]: row["base_value"] for row in rows}.items() <= points.items()
    page.wait_for_timeout(800)  # the narrow page scrolls to the chart
    place = next(one for one in watched.places("pair") if one["name"] == "actual")
    page.mouse.move(place["x"] - 3, place["y"])
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector("#card-pair .hoverlayer .hovertext", state="attached")
    page.mouse.click(place["x"], place["y"])
    page.wait_for_url("**/fact/*")
    surfaces = dict(sql.execute("SELECT fact_key, surface FROM facts_readable").fetchall())
    key = page.url.rsplit("/", 1)[1]
    assert page.locator("mark.figure-mark").first.text_content() == surfaces[key]
    page.go_back()
    watched.settle()
    page.wait_for_function(
        "() => document.querySelector('#card-pair .card-subtitle')?.textContent.includes('Japan')"
    )
    watched.assert_quiet()


def test_the_address_restores_the_whole_view(open_page: Opener) -> None:
    path = "/trade?currency=EUR&country=kz&from=2018&year=2022&chosen=de-kz&view=together"
    watched = open_page(path)
    assert "Germany – Kazakhstan, Trade turnover, EUR" in drawn_pair(watched)
    assert "2022" in str(watched.page.locator("#card-matrix .card-subtitle").text_content())
    traces = watched.page.evaluate(
        "document.querySelector('#card-trade .js-plotly-plot').data.map((one) => one.name)"
    )
    assert "line actual" in traces
    watched.assert_quiet()


@pytest.mark.thorough
def test_the_pair_is_chosen_by_keyboard_too(open_page: Opener) -> None:
    watched = open_page("/trade")
    page = watched.page
    box = page.get_by_role("combobox", name="Pair", exact=True)
    if box.count() == 0:
        box = page.get_by_label("Pair", exact=True).first
    box.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Japan")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**chosen=az-jp*")
    watched.assert_quiet()


@pytest.mark.thorough
@pytest.mark.parametrize("width", [768, 1440, 2560])
@pytest.mark.parametrize("language", ["en", "de"])
def test_names_at_the_ends_of_lines_touch_nothing_and_are_whole(
    open_page: Opener, width: int, language: str
) -> None:
    watched = open_page(f"/trade?view=together&country=kz&lang={language}", width=width)
    labels = watched.page.evaluate(_LABELS)
    assert len(labels) >= 6
    assert all(one["inside"] for one in labels)
    for index, one in enumerate(labels):
        for other in labels[index + 1 :]:
            apart = (
                one["right"] <= other["left"] + 1
                or other["right"] <= one["left"] + 1
                or one["bottom"] <= other["top"] + 1
                or other["bottom"] <= one["top"] + 1
            )
            assert apart, (one, other)


def test_growth_leads_to_the_sentence_that_states_it(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    watched = open_page("/trade")
    page = watched.page
    card = page.locator("#card-growth")
    card.get_by_role("tab", name="Table").click()
    row = card.locator("tr", has_text="Azerbaijan – Japan")
    assert "cannot be checked" in str(row.text_content())
    row.locator("a").first.click()
    page.wait_for_url("**/fact/*")
    page.wait_for_selector("mark.figure-mark")
    assert page.locator("mark.figure-mark").first.text_content() == "49 Prozent"
    watched.assert_quiet()
