"""The grid: searched, sorted, restricted and scrolled, all in SQL, all in the address."""

import sqlite3

import pytest

from tests.browser.conftest import Opener

ROWS = ".fact-grid .ag-center-cols-container .ag-row"


def first_figures(page) -> list[str]:  # type: ignore[no-untyped-def]
    return page.locator(".fact-grid a.link").all_text_contents()  # type: ignore[no-any-return]


def test_a_search_restricts_the_grid_and_stands_in_the_address(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    watched = open_page("/facts")
    page = watched.page
    page.wait_for_selector(".fact-grid a.link")
    total = sql.execute("SELECT count(*) FROM facts_readable").fetchone()[0]
    assert page.locator("#fact-count").text_content() == f"{total} figures"
    page.get_by_label("Search figures and sentences").fill("Aktau")
    page.wait_for_url("**/facts?q=Aktau")
    page.wait_for_function(
        "(total) => document.querySelector('#fact-count').textContent !== total",
        arg=f"{total} figures",
    )
    found = int(page.locator("#fact-count").text_content().split()[0])
    assert 0 < found < total
    again = open_page("/facts?q=Aktau")
    again.page.wait_for_selector(".fact-grid a.link")
    assert again.page.locator("#fact-count").text_content().startswith(str(found))
    watched.assert_quiet()


def test_a_facet_restricts_and_counts_as_sql_does(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    watched = open_page("/facts")
    page = watched.page
    page.wait_for_selector(".fact-grid a.link")
    expected = sql.execute(
        "SELECT count(*) FROM facts_readable WHERE indicator = 'capacity'"
    ).fetchone()[0]
    tick = page.get_by_role("checkbox", name=f"Capacity {expected}")
    tick.focus()
    page.keyboard.press("Space")
    page.wait_for_url("**/facts?indicator=capacity")
    page.wait_for_function(
        "(text) => document.querySelector('#fact-count').textContent === text",
        arg=f"{expected} figures",
    )
    page.get_by_text("Clear all").click()
    page.wait_for_url("**/facts")


def test_the_grid_is_sorted_by_its_heads(open_page: Opener, sql: sqlite3.Connection) -> None:
    watched = open_page("/facts?unit=TEU")
    page = watched.page
    page.wait_for_selector(".fact-grid a.link")
    page.locator(".fact-grid .ag-header-cell", has_text="Figure").click()
    page.wait_for_url("**sort=-value*")
    page.locator(".fact-grid .ag-header-cell", has_text="Figure").click()
    (smallest,) = sql.execute(
        "SELECT min(base_value) FROM facts_readable WHERE unit = 'TEU'"
    ).fetchone()
    page.wait_for_function(
        "(text) => document.querySelector('.fact-grid a.link')?.textContent.includes(text)",
        arg=f"{smallest:,.0f}",
    )


def test_the_grid_scrolls_past_its_first_block(open_page: Opener, sql: sqlite3.Connection) -> None:
    watched = open_page("/facts")
    page = watched.page
    page.wait_for_selector(".fact-grid a.link")
    total = sql.execute("SELECT count(*) FROM facts_readable").fetchone()[0]
    page.evaluate(
        "(row) => dash_ag_grid.getApiAsync('fact-grid').then((api) => api.ensureIndexVisible(row))",
        total - 1,
    )
    page.wait_for_selector(f'.fact-grid .ag-row[row-index="{total - 1}"] a.link')
    watched.assert_quiet()


def test_a_row_leads_to_its_fact(open_page: Opener) -> None:
    watched = open_page("/facts")
    page = watched.page
    page.wait_for_selector(".fact-grid a.link")
    figure = first_figures(page)[0]
    page.locator(".fact-grid a.link").first.click()
    page.wait_for_url("**/fact/*")
    page.get_by_role("heading", level=1, name=figure).wait_for()


def test_a_document_shows_every_figure_where_it_stands(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    document, expected = sql.execute(
        "SELECT document_id, count(*) AS n FROM facts_readable GROUP BY 1 ORDER BY n DESC LIMIT 1"
    ).fetchone()
    watched = open_page(f"/document/{document}")
    marks = watched.page.locator(".document-text .figure-mark")
    marks.first.wait_for()
    shown = marks.evaluate_all("all => all.map((one) => [one.dataset.key, one.textContent])")
    rows = sql.execute(
        "SELECT fact_key, surface FROM facts_readable WHERE document_id = ?", (document,)
    )
    assert dict(shown) == dict(rows.fetchall())
    assert len(shown) == expected
    marks.first.click()
    watched.page.wait_for_selector("mark.figure-mark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_facets_are_written_in_the_ink_of_the_scheme(open_page: Opener, scheme: str) -> None:
    page = open_page("/facts", scheme=scheme).page
    page.locator(".facet label").first.wait_for()
    colours = "names => names.map(name => getComputedStyle(document.querySelector(name)).color)"
    tick, ink = page.evaluate(colours, [".facet label span span", "body"])
    assert tick == ink
