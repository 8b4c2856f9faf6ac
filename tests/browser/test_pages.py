"""Every page, light and dark, wide and narrow: quiet, whole, readable, and photographed."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import SCREENSHOTS, Opener

PAGES = {
    "overview": "/",
    "corridors": "/corridors",
    "ports": "/corridors?kind=port",
    "trade": "/trade",
    "map": "/map",
    "map-world": "/map?area=world",
    "data": "/data",
    "query": "/query",
    "query-chart": "/query?question=ports_ranked&query_tab=chart",
    "trade-together": "/trade?view=together&country=az",
    "facts": "/facts",
    "entity": "/entity/middle_corridor",
    "fact": "/fact/{key}",
    "add": "/add",
    "read": "/read",
    "review": "/review",
    "documents": "/documents",
    "document": "/document/{document}",
    "not-found": "/nowhere",
}
# A drawing is named as a whole and its figures stand in the table: axe would look long for little.
_RUN_AXE = "axe.run({exclude: ['.main-svg']}, {resultTypes: ['violations']})"
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")


# Opened once in each language, a page is then seen in two looks and measured at other widths.
LOOKS = {
    "en": (("light", 1440), ("dark", 390)),
    "de": (("dark", 1440), ("light", 390)),
}
OTHER_WIDTHS = (1024, 768, 2560) if os.environ.get("TRACKER_THOROUGH") else (768,)


# Each page in one language at least, every other one in German.
SEEN = [
    pytest.param(name, language, marks=[] if index % 2 == place else [pytest.mark.thorough])
    for index, name in enumerate(PAGES)
    for place, language in enumerate(LOOKS)
]


@pytest.mark.parametrize(("name", "language"), SEEN)
def test_a_page_is_quiet_whole_and_accessible(
    open_page: Opener, sql, name: str, language: str
) -> None:  # fmt: skip
    fact = sql.execute(
        "SELECT fact_key, document_id FROM facts_readable WHERE surface LIKE '4,5 Mil%' LIMIT 1"
    ).fetchone()
    path = PAGES[name].format(key=fact["fact_key"], document=fact["document_id"])
    watched = open_page(path + ("&" if "?" in path else "?") + f"lang={language}")
    page = watched.page
    if name == "facts":
        page.wait_for_selector(".fact-grid a.link")
    if name == "document":
        page.wait_for_selector(".document-text .figure-mark")
    page.wait_for_timeout(400)
    assert watched.layout_shift() <= 0.02, "the page moved by itself while it was built"
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == language
    assert page.get_by_text("Share chart").count() == 0
    page.evaluate(AXE)
    SCREENSHOTS.mkdir(exist_ok=True)
    for scheme, width in LOOKS[language]:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_selector(f":root[data-mantine-color-scheme={scheme}]")
        watched.resize(width)
        picture = SCREENSHOTS / f"{name}-{language}-{scheme}-{width}.png"
        page.screenshot(path=picture, full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert watched.collisions() == []
        found = page.evaluate(_RUN_AXE)["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    for other in OTHER_WIDTHS if language == "de" else ():  # German words are the longer ones
        watched.resize(other)
        assert page.evaluate("document.documentElement.scrollWidth") <= other, other
        assert watched.collisions() == [], other
    watched.assert_quiet()


def test_the_scheme_is_switched_and_charts_follow(open_page: Opener) -> None:
    watched = open_page("/corridors")
    page = watched.page
    colour = "document.querySelector('.js-plotly-plot').data[0].marker.color"
    assert page.evaluate(colour) == "#cfe1ee"
    page.click("#scheme")
    page.wait_for_function(f"() => {colour} === '#2c4456'")
    page.click("#scheme")
    page.wait_for_function(f"() => {colour} === '#cfe1ee'")
    watched.assert_quiet()


def test_the_language_is_switched_and_kept_in_every_link(open_page: Opener) -> None:
    watched = open_page("/corridors")
    page = watched.page
    page.locator("#language-switch").get_by_text("DE").click()
    page.wait_for_url("**/corridors?lang=de*")
    watched.settle()
    page.get_by_role("heading", level=1, name="Wie ausgelastet").wait_for()
    page.locator("#menu").get_by_text("Handel").click()
    page.wait_for_url("**/trade?lang=de*")
    page.get_by_role("heading", level=1, name="Wer handelt").wait_for()


def test_a_view_is_in_its_address_and_comes_back_from_it(open_page: Opener) -> None:
    watched = open_page("/corridors")
    page = watched.page
    page.get_by_text("Ports", exact=True).click()
    page.wait_for_url("**/corridors?kind=port*")
    address = page.url.removeprefix(watched.address)
    again = open_page(address)
    plot = "document.querySelector('#card-standings .js-plotly-plot')"  # drawn a moment later
    names = f"({plot}?.layout?.yaxis?.ticktext ?? []).join()"
    page.wait_for_function(f"() => {names}.includes('Baku')")
    assert again.page.evaluate(names) == page.evaluate(names)
    page.locator("#menu").get_by_text("Documents").click()
    page.wait_for_url("**/documents")
    page.go_back()
    watched.settle()
    page.wait_for_function(f"() => {names}.includes('Baku')")


def test_the_menu_of_a_narrow_page_opens_and_leads_on(open_page: Opener) -> None:
    watched = open_page("/", width=390)
    page = watched.page
    assert not page.locator("#menu").is_visible()
    page.click("#burger")
    page.locator("#menu").get_by_text("Trade").click()
    page.wait_for_url("**/trade*")
    page.get_by_role("heading", level=1, name="Who trades").wait_for()
    watched.assert_quiet()
