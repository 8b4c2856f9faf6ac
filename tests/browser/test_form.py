"""A person adds a figure, and is told at the field when it does not fit."""

import sqlite3
import time

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
    page.get_by_label("Ihr Name").fill("Ada")
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
    page.get_by_label("Ihr Name").fill("Ada")
    error = page.locator("#add-figure").locator(
        "xpath=ancestor::*[contains(@class, 'InputWrapper-root')]"
    )
    page.get_by_role("button", name="Speichern").click()
    page.locator(".notice-problem").wait_for()
    assert "Sessel" in (error.locator(".mantine-InputWrapper-error").text_content() or "")
    assert page.locator("#add-figure").input_value() == "12 Sessel"
    assert page.locator("#add-period").input_value() == "2024"
    assert page.get_by_label("Ihr Name").input_value() == "Ada"
    assert sql.execute("SELECT count(*) FROM fact").fetchone()[0] == before


def test_save_pressed_too_early_says_what_is_missing(open_page: Opener) -> None:
    watched = open_page("/add")
    page = watched.page
    page.evaluate("localStorage.removeItem('author')")
    page.reload()
    watched.settle()
    page.get_by_role("button", name="Save").click()
    page.locator(".notice-problem").wait_for()
    missing = page.locator(".mantine-InputWrapper-error", has_text="This is needed")
    missing.nth(3).wait_for()
    assert missing.count() == 4
    watched.assert_quiet()


def test_a_fact_is_added_by_keyboard_in_half_a_minute(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    watched = open_page("/add")
    page = watched.page
    presses = 0

    def press(key: str) -> None:
        nonlocal presses
        page.keyboard.press(key)
        presses += 1

    def pick(text: str) -> None:
        nonlocal presses
        page.keyboard.type(text)
        presses += len(text)
        page.get_by_role("option").first.wait_for()
        press("ArrowDown")
        press("Enter")

    page.locator("#add-figure").focus()
    began = time.monotonic()
    page.keyboard.type("over 4.7 million tonnes")
    presses += len("over 4.7 million tonnes")
    press("Tab")
    press("Tab")
    pick("Freight v")
    press("Tab")
    pick("Middle C")
    press("Tab")
    page.keyboard.type("first half of 2024")
    presses += len("first half of 2024")
    while page.evaluate("() => !document.activeElement.closest('.author-field')"):
        press("Tab")
        assert presses < 120
    page.keyboard.press("Control+a")
    page.keyboard.type("Ada")
    presses += 4
    press("Control+Enter")
    page.locator(".notice-done").wait_for()
    took = time.monotonic() - began
    kept = sql.execute(
        "SELECT value, bound, period, status, author FROM facts_readable WHERE origin = 'form'"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    assert tuple(kept) == (4.7e6, "over", "2024-01/2024-06", "actual", "Ada")
    assert presses < 100
    assert took < 30
    # The next one can be typed at once; what it is about stands there still.
    page.wait_for_function("() => document.activeElement.id === 'add-figure'")
    assert page.locator("#add-subject").input_value() == "Middle Corridor"
    watched.assert_quiet()


def test_save_stays_where_it_is_and_a_notation_is_chosen(open_page: Opener) -> None:
    watched = open_page("/add")
    page = watched.page
    place = page.locator("#save").bounding_box()
    page.locator("#add-figure").fill("1.234 t")
    page.locator("#add-readings").wait_for()
    page.locator(".mantine-InputWrapper-error", has_text="two ways").wait_for()
    page.locator("#add-reading-en").click()
    page.locator(".preview-value", has_text="1.234").wait_for()
    assert page.locator(".mantine-InputWrapper-error", has_text="two ways").count() == 0
    page.locator("#add-reading-de").click()
    page.locator(".preview-value", has_text="1\u202f234").wait_for()
    assert page.locator("#save").bounding_box() == place
    watched.assert_quiet()


def test_an_entity_is_created_where_it_is_needed(
    open_page: Opener, sql: sqlite3.Connection
) -> None:
    watched = open_page("/add")
    page = watched.page
    page.locator("#new-entity summary").click()
    page.locator("#entity-en").fill("Horadiz Dry Port")
    page.locator("#entity-de").fill("Trockenhafen Horadis")
    page.locator("#entity-create").click()
    page.locator("#entity-notice", has_text="Created").wait_for()
    assert page.locator("#add-subject").input_value() == "Horadiz Dry Port"
    name = sql.execute("SELECT name, name_de FROM entities WHERE id = 'horadiz_dry_port'")
    assert tuple(name.fetchone()) == ("Horadiz Dry Port", "Trockenhafen Horadis")
    watched.assert_quiet()
