"""A PDF on its way in: dropped, looked at, corrected, stored, and found on a chart and by page."""

import shutil
import sqlite3
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser.conftest import Opener, serve_at
from tests.browser.test_pages import _RUN_AXE, AXE
from tests.browser.watch import Watched

PDF = Path(__file__).parents[1] / "corpus" / "documents" / "pdf" / "german.pdf"
EXPECTED = tomllib.loads(PDF.with_name("german.expected.toml").read_text(encoding="utf-8"))
DIGEST = """Rundschau

Aktau wächst weiter
AKTAU, 12. Juli 2024 (KazTAG) – Der Hafen Aktau schlug 3,1 Millionen Tonnen um. Es folgt die Tabelle.

Hafen | 2022, Mio. t | 2023, Mio. t
Aktau | 2,1 | 2,7
Kuryk | 0,6 | <b>0,9</b>

BAKU, 15. Juli 2024 (AZERTAC) – Auf dem Mittleren Korridor fuhren 190 Züge. Das sind 20 mehr.
"""


@pytest.fixture(scope="module")
def own(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of its own: what is stored here stands on no chart that others look at."""
    return Path(shutil.copy(untouched, tmp_path_factory.mktemp("documents") / "own.db"))


@pytest.fixture(scope="module")
def address(own: Path) -> Iterator[str]:
    with serve_at([sys.executable, "-m", "tracker", "serve", "--db", str(own)]) as found:
        yield found


def correct(watched: Watched, number: int, typed: str, shown: str) -> None:
    """Write another value into the figure of this number in the list."""
    page = watched.page
    page.locator(".read-edit").nth(number).press("Enter")
    page.wait_for_function("() => Number(document.getElementById('correct-value').value) > 0")
    page.locator("#correct-value").fill(typed)
    page.locator("#correct-preview", has_text=shown).wait_for()
    page.keyboard.press("Control+Enter")
    page.locator(".read-figure", has_text="korrigiert").nth(0).wait_for()
    page.wait_for_function("() => document.getElementById('correct-editor').hidden")


def assert_accessible(watched: Watched) -> None:
    page = watched.page
    page.evaluate(AXE)
    found = page.evaluate(_RUN_AXE)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_a_dropped_pdf_reaches_the_chart_and_keeps_its_pages(open_page: Opener, own: Path) -> None:
    watched = open_page("/read?lang=de")
    page = watched.page
    page.locator(".read-file input[type=file]").set_input_files(PDF)
    page.locator("#read-figures .read-figure").nth(len(EXPECTED["figures"]) - 1).wait_for()
    surfaces = [surface for surface, *_ in EXPECTED["figures"]]
    assert page.locator(".read-mark").all_text_contents() == surfaces
    assert page.locator("#read-words .text-page").all_text_contents() == ["Seite 1", "Seite 2"]
    assert page.locator(".read-group").all_text_contents() == ["Seite 1", "Seite 2"]
    assert "headers and footers" in (page.locator(".notice-note").text_content() or "")
    told = page.locator(".read-origin").text_content() or ""
    assert "aus: erste Zeile" in told
    assert told.count("nicht gefunden") == 3  # date, source, address
    assert_accessible(watched)

    correct(watched, 0, "2,9 Mio.", "2\u202f900\u202f000")
    correct(
        watched, surfaces.index("8,7 Milliarden Euro"), "8,8 Mrd.", "8\u202f800\u202f000\u202f000"
    )
    page.locator("#read-source").fill("Verband der Korridorbahnen")
    page.locator("#read-bar").get_by_label("Ihr Name").fill("Ada")
    page.wait_for_timeout(600)  # the source is read along with the text
    page.locator("#read-store").press("Enter")
    page.locator(".read-report").wait_for()
    with closing(sqlite3.connect(f"file:{own}?mode=ro", uri=True)) as shell:
        shell.row_factory = sqlite3.Row
        rows = shell.execute(
            "SELECT fact_key, value, review, page, document_id FROM facts_readable"
            " WHERE document_id = (SELECT max(id) FROM document) ORDER BY span_start"
        ).fetchall()
    assert [row["page"] for row in rows] == [where for *_, where in EXPECTED["figures"]]
    assert [row["value"] for row in rows if row["review"] == "corrected"] == [2.9e6, 8.8e9]

    watched.go("/corridors?chosen=middle_corridor&lang=de")
    drawn = {(point["key"], point["y"]) for point in watched.points("timeline")}
    assert (rows[0]["fact_key"], 2.9e6) in drawn

    watched.go(f"/fact/{rows[5]['fact_key']}?lang=de")
    assert "S. 2" in (page.locator(".card-quote .card-sources").text_content() or "")
    watched.go(f"/document/{rows[0]['document_id']}?lang=de")
    page.locator(".document-text .mark-corrected").nth(1).wait_for()
    assert page.locator(".document-text .text-page").count() == 2
    assert "headers and footers" in (page.locator(".document-note").text_content() or "")
    watched.resize(390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    watched.assert_quiet()


def test_releases_and_tables_of_a_pasted_digest_are_seen_as_such(open_page: Opener) -> None:
    watched = open_page("/read?lang=en", scheme="dark", width=390)
    page = watched.page
    page.locator("#read-text").fill(DIGEST)
    page.locator("#read-words .text-release").nth(1).wait_for()
    heads = page.locator("#read-words .text-release").all_text_contents()
    assert heads == ["12 Jul 2024 · KazTAG", "15 Jul 2024 · AZERTAC"]
    cells = page.locator("#read-words .text-table tr").nth(2).locator("th, td")
    assert cells.all_text_contents() == ["Kuryk", "0,6", "<b>0,9</b>"]
    assert page.locator("#read-words b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible(watched)
    watched.assert_quiet()
