"""Cards: tabs in the address, links to copy, files and pictures that speak for themselves."""

import base64
import json
import re
from pathlib import Path

import pytest

from tests.browser.conftest import Opener
from tests.browser.watch import Watched

PATH = "/corridors?chosen=middle_corridor"
# The colours of a picture's corners, its size, and how many different colours it has.
_LOOK_INTO = """async (data) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + data;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'),
    {width: image.width, height: image.height});
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].join();
  const all = context.getImageData(0, 0, image.width, image.height).data;
  const seen = new Set();
  for (let i = 0; i < all.length; i += 64) { seen.add(all.slice(i, i + 4).join()); }
  return {width: image.width, height: image.height, colours: [...seen],
    corners: [at(0, 0), at(image.width - 1, 0), at(0, image.height - 1)]};
}"""


def save(watched: Watched, name: str, kind: str) -> Path:
    """A file of a card, saved by its menu."""
    card = watched.page.locator(f"#card-{name}")
    card.get_by_role("button", name="Download").click()
    with watched.page.expect_download() as started:
        watched.page.get_by_role("menuitem", name=kind).click()
    return Path(started.value.path())


def test_a_tab_stands_in_the_address_and_comes_back_from_it(open_page: Opener) -> None:
    watched = open_page(PATH)
    page = watched.page
    card = page.locator("#card-timeline")
    card.get_by_role("tab", name="Sources").click()
    page.wait_for_url(re.compile("timeline_tab=sources"))
    card.locator("td a", has_text="Middle Corridor").first.wait_for()
    again = open_page(page.url.removeprefix(watched.address))
    tab = again.page.locator("#card-timeline").get_by_role("tab", name="Sources")
    assert tab.get_attribute("aria-selected") == "true"
    again.page.locator("#card-timeline").get_by_role("tab", name="Chart").click()
    again.page.wait_for_url(re.compile("^((?!timeline_tab).)*$"))
    again.settle()
    # It was drawn where nobody saw it; seen, it takes the width of its card.
    again.page.wait_for_function(
        """() => Math.abs(
          document.querySelector('#card-timeline .main-svg').getBoundingClientRect().width -
          document.querySelector('#card-timeline .chart-box').getBoundingClientRect().width) < 3"""
    )
    watched.assert_quiet()


def test_a_picture_saved_in_the_dark_is_light_opaque_and_whole(open_page: Opener) -> None:
    watched = open_page(PATH, scheme="dark")
    data = base64.b64encode(save(watched, "timeline", "PNG").read_bytes()).decode()
    seen = watched.page.evaluate(_LOOK_INTO, data)
    assert seen["width"] == 2400
    assert set(seen["corners"]) == {"255,255,255,255"}
    assert "0,114,178,255" in seen["colours"], "the blue of the light scheme"
    assert all(colour.endswith(",255") for colour in seen["colours"])
    watched.assert_quiet()


def test_a_drawing_says_title_source_and_address(open_page: Opener) -> None:
    watched = open_page(PATH)
    page = watched.page
    text = save(watched, "timeline", "SVG").read_text(encoding="utf-8")
    words = " ".join(re.sub(r"<[^>]+>", " ", text).replace("&amp;", "&").split())
    heading = page.locator("#card-timeline .card-heading").text_content()
    for said in (heading, "Sources:", "Report.az", "As of", watched.address + PATH):
        assert said in words
    assert 'width="1200"' in text


def test_data_of_a_card_leads_back_to_the_words(open_page: Opener, sql) -> None:  # type: ignore[no-untyped-def]
    watched = open_page(PATH)
    head = json.loads(save(watched, "timeline", "JSON").read_text(encoding="utf-8"))
    assert head["address"].startswith(watched.address + PATH)
    stated = [row for row in head["rows"] if row["surface"]]  # implied ones have no words
    assert len(stated) > 10
    for row in stated:
        kept = sql.execute(
            "SELECT surface, span_start, span_end, title FROM facts_readable WHERE fact_key = ?",
            (row["fact"],),
        ).fetchone()
        assert tuple(kept) == (row["surface"], row["start"], row["end"], row["document_title"])


def test_a_link_to_a_card_is_copied_and_leads_to_it(open_page: Opener) -> None:
    watched = open_page(PATH)
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=watched.address)
    page.locator("#card-timeline").get_by_role("button", name="Copy link").click()
    page.locator("#spoken", has_text="Copied").wait_for(state="attached")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == watched.address + PATH + "#card-timeline"
    again = open_page(link.removeprefix(watched.address))
    again.page.wait_for_function(
        "() => Math.abs(document.querySelector('#card-timeline').getBoundingClientRect().top) < 120"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_prints_light_and_whole(open_page: Opener, scheme: str) -> None:
    watched = open_page(PATH, scheme=scheme)
    page = watched.page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.locator(".site-head").is_visible()
    assert not page.locator(".card-bar").first.is_visible()
    # The name of a link gives way to its address, so that it is the cell that is seen.
    cell = page.locator("#card-timeline td:has(a[target=_blank])").first
    assert cell.is_visible()
    written = cell.locator("a").evaluate(
        "one => [getComputedStyle(one, '::after').content, getComputedStyle(one, '::after').fontSize]"
    )
    assert written[0] == f'"{cell.locator("a").get_attribute("href")}"'
    assert float(written[1].removesuffix("px")) > 8
    assert page.locator(".page").get_attribute("data-address") == page.url
    colours = "['backgroundColor', 'color'].map((one) => getComputedStyle(document.body)[one])"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    page.emulate_media(media="screen")
