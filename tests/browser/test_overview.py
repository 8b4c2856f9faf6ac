"""The first page: what changed, a list of one's own; a briefing; an empty database."""

import io
import subprocess
import sys
from pathlib import Path

from docx import Document

from tests.browser.conftest import Opener, serve_at
from tests.browser.watch import watch


def test_what_changed_follows_the_day_and_stands_in_the_address(open_page: Opener) -> None:
    watched = open_page("/?since=2019-01-01")
    page = watched.page
    page.wait_for_selector("#news .news-part")
    many = page.locator("#news .news-heading").first.inner_text()
    page.locator("#news").locator("xpath=..").locator("input[type=date]").fill("2026-11-01")
    page.wait_for_function(
        "(before) => !document.querySelector('#news .news-heading') || "
        "document.querySelector('#news .news-heading').textContent !== before",
        arg=many,
    )
    page.wait_for_url("**/?since=2026-11-01")
    watched.assert_quiet()


def test_a_subject_is_watched_on_its_page_and_listed_on_the_first(open_page: Opener) -> None:
    watched = open_page("/entity/aktau_port")
    page = watched.page
    button = page.locator(".watch-button")
    button.click()
    page.wait_for_function("document.querySelector('.watch-button').ariaPressed === 'true'")
    watched.go("/")
    page.locator("#watch-news").get_by_role("link", name="Port of Aktau").wait_for()
    watched.go("/entity/aktau_port")
    page.wait_for_function("document.querySelector('.watch-button').ariaPressed === 'true'")
    button.click()
    page.wait_for_function("document.querySelector('.watch-button').ariaPressed === 'false'")
    watched.go("/")
    page.wait_for_timeout(500)
    assert page.locator("#watch-news li").count() == 0
    watched.assert_quiet()


def test_a_briefing_holds_every_chart_of_the_page_on_white(open_page: Opener) -> None:
    watched = open_page("/corridors", scheme="dark")
    page = watched.page
    headings = page.locator(".chart-card .card-heading").all_inner_texts()
    drawn = page.locator(".chart-card .js-plotly-plot").count()
    with page.expect_download() as waiting:
        page.click("#brief")
    word = Document(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    text = [paragraph.text for paragraph in word.paragraphs]
    assert text[0] == page.locator("h1").inner_text()
    assert [one for one in headings if one in text] == headings
    assert 0 < len(word.inline_shapes) <= drawn
    watched.assert_quiet()


def test_an_empty_database_teaches_and_reads_the_demo(browser, tmp_path: Path) -> None:
    tracker = [sys.executable, "-m", "tracker"]
    located = ["--db", str(tmp_path / "empty.db")]
    subprocess.run([*tracker, "init", *located], check=True, capture_output=True)
    with serve_at([*tracker, "serve", *located]) as address:
        page = browser.new_page()
        page.set_default_timeout(120_000)
        watched = watch(page, address)
        page.goto(f"{address}/corridors")
        page.get_by_role("heading", name="Nothing is known yet").wait_for()
        page.click("#demo-load")
        page.wait_for_selector("#card-standings")
        watched.settle()
        watched.assert_quiet()
        page.close()
