"""Reviewing by keyboard alone, in a database of the test's own."""

import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import PATIENCE, serve_at
from tests.browser.watch import Watched, watch


@pytest.fixture(scope="module")
def served(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A database of this module's own, and where it is served."""
    path = Path(shutil.copy(untouched, tmp_path_factory.mktemp("review") / "review.db"))
    with serve_at([sys.executable, "-m", "tracker", "serve", "--db", str(path)]) as address:
        yield path, address


@pytest.fixture
def mine(served: tuple[Path, str], untouched: Path) -> Path:
    """The database as it was in the beginning, put back while it is served."""
    path, _ = served
    with closing(sqlite3.connect(untouched)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path


@pytest.fixture
def review(browser, mine: Path, served: tuple[Path, str]) -> Iterator[Watched]:  # type: ignore[no-untyped-def]
    """The page of reviews in a browser that knows its person."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    watched = watch(page, served[1])
    watched.go("/review")
    page.locator(".review-value").wait_for()
    page.get_by_label("Your name").fill("Ada")
    page.locator("#review-side .review-value").focus()
    page.wait_for_function("() => localStorage.getItem('author') === '\"Ada\"'")
    yield watched
    context.close()


def ask(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


def waiting(path: Path, where: str = "") -> int:
    [(n,)] = ask(path, f"SELECT count(DISTINCT fact_id) FROM review_queue {where}")
    return int(str(n))


def shown(page, text: str) -> None:  # type: ignore[no-untyped-def]
    page.wait_for_function(
        "(text) => document.querySelector('#review-count').textContent.includes(text)", arg=text
    )


def test_ten_figures_are_reviewed_within_a_minute_by_keyboard(review: Watched, mine: Path) -> None:
    page = review.page
    total = waiting(mine)
    presses, began = 0, time.monotonic()
    for place in range(1, 11):
        shown(page, f"{place} of {total}")
        page.keyboard.press("r" if place % 4 == 0 else "a")
        presses += 1
    shown(page, "10 decided")
    took = time.monotonic() - began
    decided = ask(mine, "SELECT action, author FROM decision ORDER BY id")
    assert len(decided) == 10
    assert {author for _, author in decided} == {"Ada"}
    assert [action for action, _ in decided].count("reject") == 2
    assert presses == 10
    assert took < 60
    review.assert_quiet()


def test_the_next_figures_are_held_ready(review: Watched, mine: Path) -> None:
    """Nobody waits for the server between two figures: the next ones are there without it."""
    page, total = review.page, waiting(mine)
    shown(page, f"1 of {total}")
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    try:
        for place in (2, 3, 4):
            before = page.locator(".review-value").text_content()
            page.keyboard.press("j")
            shown(page, f"{place} of {total}")
            assert before
            assert page.locator(".review-value").text_content()
    finally:
        page.context.set_offline(False)


def test_a_figure_is_corrected_undone_and_preferred_by_keyboard(
    review: Watched, mine: Path
) -> None:
    page = review.page
    key = page.evaluate("window.tracker.chosenFact.key")
    state = f"SELECT value, review FROM facts_readable WHERE fact_key = '{key}'"
    before, total = ask(mine, state), waiting(mine)
    assert before[0][1] == "unreviewed"
    page.keyboard.press("e")
    page.wait_for_function("() => document.activeElement.id === 'correct-value'")
    page.wait_for_function("() => Number(document.activeElement.value) > 0")
    page.keyboard.press("Control+a")
    page.keyboard.type("1,234")
    page.locator("#correct-editor .mantine-InputWrapper-error", has_text="two ways").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("56.5 thousand")
    page.locator("#correct-preview", has_text="56\u202f500").wait_for()
    page.keyboard.press("Control+Enter")
    page.locator(".notice-done", has_text="Corrected").wait_for()
    shown(page, f"2 of {total}")
    assert ask(mine, state) == [(56500.0, "corrected")]
    page.keyboard.press("u")
    page.locator(".notice-done", has_text="Undone").wait_for()
    shown(page, f"1 of {total}")
    assert ask(mine, state) == before
    page.keyboard.press("p")
    page.wait_for_function("() => document.activeElement.id === 'decide-reason'")
    page.keyboard.press("Enter")
    page.locator("#decide-words .mantine-InputWrapper-error").wait_for()
    page.keyboard.type("The association counted")
    page.keyboard.press("Enter")
    page.locator(".notice-done", has_text="Preferred").wait_for()
    assert ask(mine, "SELECT rank, rank_reason FROM fact WHERE rank <> 'normal'") == [
        ("preferred", "The association counted")
    ]
    review.assert_quiet()


def test_the_slower_of_two_people_is_told_and_decides_anew(review: Watched, mine: Path) -> None:
    page = review.page
    number = page.evaluate("window.tracker.chosenFact.id")
    other = page.context.new_page()
    other.goto(review.address + "/review")
    other.locator(".review-value").wait_for()
    other.wait_for_function("() => document.querySelector('.author-field input').value === 'Ada'")
    other.keyboard.press("r")
    other.locator(".notice-done").wait_for()
    other.close()
    page.keyboard.press("a")
    page.locator(".notice-problem", has_text="Ada").wait_for()
    shown(page, "1 of ")
    page.locator("#review-side .badge", has_text="rejected").wait_for()
    assert ask(mine, f"SELECT review FROM fact WHERE id = {number}") == [("rejected",)]
    page.keyboard.press("a")
    page.locator(".notice-done").wait_for()
    assert ask(mine, f"SELECT review FROM fact WHERE id = {number}") == [("confirmed",)]


def test_the_place_and_the_filters_stand_in_the_address(review: Watched, mine: Path) -> None:
    page = review.page
    total, conflicts = waiting(mine), waiting(mine, "WHERE reason_code = 'conflict'")
    page.keyboard.press("j")
    page.keyboard.press("j")
    shown(page, f"3 of {total}")
    page.wait_for_url("**/review?at=*")
    key = page.evaluate("window.tracker.chosenFact.key")
    page.reload()
    page.locator(".review-value").wait_for()
    shown(page, f"3 of {total}")
    assert page.evaluate("window.tracker.chosenFact.key") == key
    page.get_by_role("textbox", name="Reason of the doubt").click()
    page.get_by_role("option", name="Sources disagree").click()
    shown(page, f"1 of {conflicts}")
    page.wait_for_url("**reason=conflict*")
    for _ in range(conflicts):
        page.keyboard.press("j")
        page.wait_for_timeout(60)
    page.locator("#review-end").get_by_text("You went through all").wait_for()
    review.assert_quiet()
