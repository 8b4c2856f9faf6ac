"""Records as a person walks through them: pages of documents turned, a figure decided and undone."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import Opener, serve_at


@pytest.fixture(scope="module")
def own_address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app over a copy of the database, for those who decide."""
    path = tmp_path_factory.mktemp("records") / "own.db"
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(path)) as new:
        old.backup(new)
    with serve_at([sys.executable, "-m", "tracker", "serve", "--db", str(path)]) as found:
        yield found


def test_documents_are_turned_over_and_searched(open_page: Opener) -> None:
    watched = open_page("/documents?page=2")
    page = watched.page
    page.wait_for_function(
        "() => /2 of 3/.test(document.querySelector('#document-page').textContent)"
    )
    page.locator("#document-older").click()
    page.wait_for_url("**/documents?page=3")
    page.get_by_label("Search titles and sources").fill("trend")
    page.wait_for_url("**/documents?q=trend")
    watched.assert_quiet()


def test_a_figure_is_confirmed_by_a_key_and_undone_in_its_history(
    open_page: Opener, own_address: str, sql: sqlite3.Connection
) -> None:
    (key,) = sql.execute("SELECT fact_key FROM facts_readable ORDER BY id LIMIT 1").fetchone()
    watched = open_page("/documents")
    page = watched.page
    watched.address = own_address
    page.goto(f"{own_address}/fact/{key}")
    page.get_by_label("Your name").fill("Ada")
    page.locator("h1").click()
    page.keyboard.press("a")
    badges = "(word) => document.querySelector('#fact-badges').textContent.includes(word)"
    page.wait_for_function(badges, arg="confirmed")
    page.locator("button[data-undo]").first.click()
    page.wait_for_function(badges, arg="unreviewed")
    page.wait_for_function("() => document.querySelectorAll('#fact-history li').length === 2")


def test_an_entity_leads_to_the_words_that_state_its_figures(open_page: Opener) -> None:
    watched = open_page("/entity/middle_corridor")
    page = watched.page
    page.locator(".table-box a.link").first.click()
    page.wait_for_url("**/fact/*")
    page.wait_for_selector("mark.figure-mark")
    watched.assert_quiet()
