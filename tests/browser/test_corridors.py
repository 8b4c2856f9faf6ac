"""A person asks how full a corridor is: in one click to the sentence, and nothing cut off."""

import re
from typing import Any

import pytest

from tests.browser.conftest import Opener
from tests.browser.watch import Watched

# Texts of a chart that lie on each other, or are cut by its edge, by their boxes on the screen.
_FAULTS = """(name) => {
  const box = document.querySelector(`#card-${name} .js-plotly-plot`).getBoundingClientRect();
  const texts = [...document.querySelectorAll(
    `#card-${name} .annotation-text, #card-${name} .xtick text, #card-${name} .ytick text`
  )].filter((text) => text.textContent.trim()).map((text) => {
    const own = text.getBoundingClientRect();
    return {text: text.textContent, left: own.left, right: own.right, top: own.top + 2,
            bottom: own.bottom - 2};
  });
  const faults = [];
  texts.forEach((one, index) => {
    if (one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 3
        || one.bottom > box.bottom + 3) { faults.push('cut: ' + one.text); }
    texts.slice(index + 1).forEach((other) => {
      if (one.left < other.right && other.left < one.right && one.top < other.bottom
          && other.top < one.bottom) { faults.push(one.text + ' on ' + other.text); }
    });
  });
  return faults;
}"""


@pytest.mark.thorough
@pytest.mark.parametrize("width", [390, 768, 1440, 2560])
@pytest.mark.parametrize(
    "path",
    [
        "/corridors?chosen=middle_corridor",
        "/corridors?kind=port&unit=TEU&chosen=alat_port&lang=de",
        "/corridors?kind=railway&chosen=btk_railway&lang=de",
        "/corridors?kind=pipeline&chosen=btc_pipeline",
    ],
)
def test_no_label_collides_or_is_cut_off(open_page: Opener, path: str, width: int) -> None:
    page = open_page(path, width=width).page
    page.wait_for_timeout(300)
    shown = page.locator(".chart-card:visible").evaluate_all("all => all.map((one) => one.id)")
    drawn = [name.removeprefix("card-") for name in shown]
    assert {"standings", "timeline"} <= set(drawn)
    assert {name: faults for name in drawn if (faults := page.evaluate(_FAULTS, name))} == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_from_the_chart_of_corridors_to_the_sentence_in_one_click(
    open_page: Opener, sql: Any
) -> None:
    watched = open_page("/corridors")
    page = watched.page
    place = next(
        one for one in watched.places("standings")
        if one["name"] == "freight" and one["x"] > 0
    )  # fmt: skip
    _click(watched, place["x"] - 6, place["y"])
    page.wait_for_url("**/fact/*")
    key = page.url.rsplit("/", 1)[1]
    (surface,) = sql.execute(
        "SELECT surface FROM facts_readable WHERE fact_key = ?", (key,)
    ).fetchone()
    page.wait_for_selector("mark.figure-mark")
    assert page.locator("mark.figure-mark").first.text_content() == surface
    watched.assert_quiet()


def _click(watched: Watched, x: float, y: float) -> None:
    watched.page.mouse.move(x - 3, y)
    watched.page.mouse.move(x, y)
    watched.page.wait_for_selector("#card-standings .hoverlayer .hovertext", state="attached")
    watched.page.mouse.click(x, y)


def test_the_chosen_one_stands_in_the_address_and_comes_back_from_it(open_page: Opener) -> None:
    watched = open_page("/corridors?kind=port")
    page = watched.page
    page.get_by_label("Look closer at").first.click()
    page.get_by_role("option", name="Port of Aktau").click()
    page.wait_for_url(re.compile(r"chosen=aktau_port"))
    page.wait_for_function(
        "() => document.querySelector('#card-timeline .card-subtitle')"
        ".textContent.startsWith('Port of Aktau')"
    )
    again = open_page(page.url.removeprefix(watched.address))
    subtitle = again.page.locator("#card-timeline .card-subtitle")
    assert (subtitle.text_content() or "").startswith("Port of Aktau")
    watched.assert_quiet()


def test_cards_with_nothing_to_show_are_not_there(open_page: Opener) -> None:
    watched = open_page("/corridors?kind=power_line&chosen=black_sea_cable")
    page = watched.page
    page.wait_for_selector("#card-timeline:visible")
    for name in ("containers", "transit", "money"):
        assert not page.locator(f"#card-{name}").is_visible()
    watched.assert_quiet()


def test_an_earlier_day_shows_what_was_known_then(open_page: Opener) -> None:
    then = open_page("/corridors?chosen=middle_corridor&as_of=2024-06-30")
    keys = {point["key"] for point in then.points("timeline")}
    now = open_page("/corridors?chosen=middle_corridor")
    assert keys < {point["key"] for point in now.points("timeline")}
    assert "State of 30 Jun 2024" in (
        then.page.locator("#card-standings .card-note").text_content() or ""
    )
    then.assert_quiet()
