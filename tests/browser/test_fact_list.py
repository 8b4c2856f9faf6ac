"""The list of figures as a person works with it: choose, sort, scroll, take away, reject, undo."""

import csv
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import Opener, serve_at

SEEN = ".fact-grid .ag-pinned-left-cols-container a.link"


@pytest.fixture(scope="module")
def own_address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a copy of the database, for those who decide."""
    path = tmp_path_factory.mktemp("list") / "own.db"
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
    with serve_at([sys.executable, "-m", "tracker", "serve", "--db", str(path)]) as found:
        yield found
    shutil.rmtree(path.parent, ignore_errors=True)


def keys(page) -> list[str]:  # type: ignore[no-untyped-def]
    found = page.locator(SEEN).evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return [address.removeprefix("/fact/") for address in found]


def test_columns_and_order_stand_in_the_address_and_in_the_file(open_page: Opener) -> None:
    watched = open_page("/facts?indicator=trade_turnover")
    page = watched.page
    page.wait_for_selector(SEEN)
    page.locator(".drop > summary").click()
    page.get_by_role("checkbox", name="Sentence", exact=True).check()
    page.get_by_role("checkbox", name="Review", exact=True).uncheck()
    page.keyboard.press("Escape")
    page.wait_for_url("**cols=sentence*")
    page.locator(".fact-grid .ag-header-cell[col-id=value]").click()
    page.wait_for_url("**sort=-value*")
    page.wait_for_function("() => document.querySelector('.ag-header-cell[col-id=sentence]')")
    assert page.locator(".ag-header-cell[col-id=review]").count() == 0
    page.wait_for_timeout(1500)
    shown = keys(page)
    with page.expect_download() as begun:
        page.get_by_role("link", name="CSV").click()
    with Path(begun.value.path()).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["fact"] for row in rows][: len(shown)] == shown
    assert "sentence" in rows[0]
    assert "review" not in rows[0]
    values = page.locator(SEEN).all_text_contents()
    assert [float(row["value"]) > 0 for row in rows[: len(values)]] == [True] * len(values)
    assert {row["indicator"] for row in rows} == {"trade_turnover"}
    again = open_page(page.url.removeprefix(watched.address))
    again.page.wait_for_selector(SEEN)
    again.page.wait_for_timeout(1000)
    assert keys(again.page) == shown
    watched.assert_quiet()


def test_many_are_rejected_at_once_and_brought_back(open_page: Opener, own_address: str) -> None:
    watched = open_page("/documents")  # a page to go on from
    page = watched.page
    watched.address = own_address
    page.goto(own_address + "/facts")
    page.wait_for_selector(SEEN)
    page.wait_for_function("() => /\\d/.test(document.querySelector('#fact-count').textContent)")
    before = _count(page)
    boxes = page.locator(".fact-grid .ag-row .ag-selection-checkbox input")
    for index in range(3):
        boxes.nth(index).check()
    page.get_by_text("3 figures ticked").wait_for()
    page.get_by_label("Your name").fill("Ada")
    page.locator("#bulk-reject").click()
    page.get_by_text("3 figures rejected.").wait_for()
    _wait_for_count(page, before - 3)
    page.locator("#bulk-undo").click()
    page.get_by_text("3 decisions taken back.").wait_for()
    _wait_for_count(page, before)


def _count(page) -> int:  # type: ignore[no-untyped-def]
    return int(re.sub(r"\D", "", page.locator("#fact-count").text_content()))


def _wait_for_count(page, number: int) -> None:  # type: ignore[no-untyped-def]
    page.wait_for_function(
        "(number) => document.querySelector('#fact-count').textContent.startsWith(number)",
        arg=str(number),
    )


def test_rows_are_ticked_by_keyboard(open_page: Opener) -> None:
    page = open_page("/facts").page
    page.wait_for_selector(SEEN)
    page.locator(".fact-grid .ag-row[row-index='0'] .ag-cell[col-id=period]").click()
    page.keyboard.press("Space")
    page.get_by_text("1 figure ticked").wait_for()
