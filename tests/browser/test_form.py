"""A person adds a figure, and is told at the field when it does not fit."""

import sqlite3
from contextlib import suppress

from playwright.sync_api import TimeoutError as NotShownError

from tests.browser.conftest import Opener


def choose(page, name: str, text: str) -> None:  # type: ignore[no-untyped-def]
    field = page.locator(f"#add-{name}")
    field.click()
    field.fill(text)
    page.get_by_role("option", name=text, exact=True).click()


def test_a_figure_is_typed_seen_saved_and_found_again(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    watched = open_page("/add?lang=de")
    page = watched.page
    page.locator("#add-figure").fill("4,5 Mio. t")
    page.locator(".preview-value", has_text="4\u202f500\u202f000").wait_for()
    choose(page, "indicator", "Frachtmenge")
    choose(page, "subject", "Mittlerer Korridor")
    page.locator("#add-period").fill("2024")
    page.locator("#add-author").fill("Ada")
    page.locator("#add-quote").fill("Im Jahr 2024 waren es 4,5 Mio. t. 🚂")
    page.locator("#preview", has_text="Schon gespeichert").wait_for()
    page.get_by_role("button", name="Speichern").click()
    page.locator(".notice-done").wait_for()
    key, value, author = sql.execute(
        "SELECT fact_key, base_value, author FROM facts_readable WHERE origin = 'form'"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert (value, author) == (4.5e6, "Ada")
    assert page.locator("#add-figure").input_value() == ""

    page.get_by_text("Anzeigen").click()
    page.wait_for_url(f"**/fact/{key}?lang=de")
    assert page.locator("mark.figure-mark").text_content() == "4,5 Mio. t"

    grid = open_page("/facts?origin=form")
    grid.page.locator(".fact-grid a.link", has_text="4.5").first.wait_for()

    chart = open_page("/corridors?chosen=middle_corridor")
    assert key in {point["key"] for point in chart.points("timeline")}
    watched.assert_quiet()


def test_bananas_are_refused_at_their_field_and_the_form_is_kept(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    before = sql.execute("SELECT count(*) FROM fact").fetchone()[0]
    watched = open_page("/add?lang=de")
    page = watched.page
    page.locator("#add-figure").fill("12 Sessel")
    choose(page, "indicator", "Frachtmenge")
    choose(page, "subject", "Mittlerer Korridor")
    page.locator("#add-period").fill("2024")
    page.locator("#add-author").fill("Ada")
    error = page.locator("#add-figure").locator(
        "xpath=ancestor::*[contains(@class, 'InputWrapper-root')]"
    )
    # The preview moves the button while it arrives: press again if the first press met its edge.
    for _ in range(4):
        page.get_by_role("button", name="Speichern").click()
        with suppress(NotShownError):
            page.locator(".notice-problem").wait_for(timeout=15_000)
            break
    assert "Sessel" in (error.locator(".mantine-InputWrapper-error").text_content() or "")
    assert page.locator("#add-figure").input_value() == "12 Sessel"
    assert page.locator("#add-period").input_value() == "2024"
    assert page.locator("#add-author").input_value() == "Ada"
    assert sql.execute("SELECT count(*) FROM fact").fetchone()[0] == before


def test_save_pressed_too_early_says_what_is_missing(open_page: Opener) -> None:
    watched = open_page("/add")
    page = watched.page
    page.get_by_role("button", name="Save").click()
    page.locator(".notice-problem").wait_for()
    assert page.locator(".mantine-InputWrapper-error", has_text="This is needed").count() == 4
    watched.assert_quiet()
