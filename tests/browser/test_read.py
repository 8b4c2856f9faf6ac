"""A text is pasted or dropped, looked at, and only then stored."""

import sqlite3
from pathlib import Path

from tests.browser.conftest import Opener

TEXT = (
    "🚂 Hafen Horadis\n\nDer Hafen Aktau schlug im Vorjahr 🚂🚂 4,7 Mio. t um. Der Handel zwischen "
    "Japan und Aserbaidschan stieg 2023 auf 453 Millionen US-Dollar. 🚢 Dazu <b>1.234 TEU</b>."
)


def count(sql: sqlite3.Connection) -> int:
    return int(sql.execute("SELECT count(*) FROM document").fetchone()[0])


def test_a_dropped_text_is_marked_corrected_and_stored(
    open_page: Opener, sql: sqlite3.Connection, tmp_path: Path
) -> None:
    before = count(sql)
    file = tmp_path / "horadis.txt"
    file.write_text(TEXT, encoding="utf-8")
    watched = open_page("/read?lang=de")
    page = watched.page
    page.locator(".read-file input[type=file]").set_input_files(file)
    page.locator(".read-mark").first.wait_for()
    page.locator("#read-published").fill("2025-06-27")
    page.locator(".read-figure", has_text="2024").first.wait_for()
    marks = page.locator(".read-mark").all_text_contents()
    assert marks[:2] == ["4,7 Mio. t", "453 Millionen US-Dollar"]
    assert page.locator("#read-words").text_content() == TEXT
    assert page.locator("#read-words b").count() == 0
    assert count(sql) == before

    page.locator(".read-figure input").nth(1).press("Space")
    page.locator(".read-out").wait_for()
    page.locator(".read-edit").first.press("Enter")
    page.wait_for_function("() => Number(document.getElementById('correct-value').value) > 0")
    page.locator("#correct-value").fill("4,8 Mio.")
    page.locator("#correct-preview", has_text="4\u202f800\u202f000").wait_for()
    page.keyboard.press("Control+Enter")
    page.locator(".read-figure", has_text="4,8").first.wait_for()
    page.locator("#read-bar").get_by_label("Ihr Name").fill("Ada")
    page.locator("#read-store").press("Enter")
    page.locator(".read-report").wait_for()
    assert count(sql) == before + 1
    rows = sql.execute(
        "SELECT surface, value, review FROM fact WHERE document_id ="
        " (SELECT max(id) FROM document) ORDER BY start"
    ).fetchall()
    assert [tuple(row) for row in rows[:2]] == [
        ("4,7 Mio. t", 4.8e6, "corrected"), ("453 Millionen US-Dollar", 453e6, "rejected"),
    ]  # fmt: skip
    assert page.locator(".read-report .statement-value").count() == len(rows) - 1

    page.go_back()
    again = open_page("/read?lang=de")
    again.page.locator("#read-text").fill(TEXT)
    again.page.locator(".notice-known").wait_for()
    watched.assert_quiet()


_WRONG = (
    ("a.png", 10, ".txt, .md, .html"),
    ("b.txt", 5_000_001, "larger than 5 MB"),
    ("c.pdf", 20_000_001, "larger than 20 MB"),
)


def test_a_wrong_file_is_refused_and_said_why(open_page: Opener, tmp_path: Path) -> None:
    watched = open_page("/read")
    page = watched.page
    for name, size, words in _WRONG:
        file = tmp_path / name
        file.write_bytes(b"x" * size)
        page.locator(".read-file input[type=file]").set_input_files(file)
        page.locator("#read-refused", has_text=words).wait_for()
        assert name in (page.locator("#read-refused").text_content() or "")
    assert page.locator("#read-result").is_hidden()
