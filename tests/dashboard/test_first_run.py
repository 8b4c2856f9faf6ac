"""An empty database: each page says what it will show, and offers ways to fill it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.components import first_run
from dashboard.components.first_run import is_empty, unless_empty
from dashboard.pages import PAGES
from tests.dashboard.test_pages import text_of
from tracker import FactFilter, Store

PROMISING = [page for page in PAGES if page.promise]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "empty.db") as store:
        yield store


def _shown(app: Dash, page: object, language: str) -> str:
    with app.server.app_context():
        lay_out = unless_empty(page.layout, page.title, page.promise)
        return text_of(lay_out(lang=language))


@pytest.mark.parametrize("page", PROMISING, ids=lambda page: page.name)
def test_a_page_says_what_it_will_show_and_how_to_begin(empty: Store, page: object) -> None:
    words = _shown(create_app(empty), page, "en")
    assert page.promise in words
    assert "Read the demo documents" in words
    assert f"tracker ingest FOLDER --db {empty.location}" in words
    german = _shown(create_app(empty), page, "de")
    assert "Demo-Dokumente einlesen" in german


def test_where_nothing_may_be_written_only_the_command_line_is_named(empty: Store) -> None:
    words = _shown(create_app(empty, read_only=True), PROMISING[0], "en")
    assert "Read the demo documents" not in words
    assert "tracker ingest FOLDER" in words


def test_the_button_reads_the_packaged_documents(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    text = "The port of Aktau handled 4.5 million tonnes of cargo in 2024."
    (folder / "aktau.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(first_run, "packaged_documents", lambda: folder)
    app = create_app(empty)
    with app.server.app_context():
        assert is_empty()
    body = {
        "output": "demo-read.data",
        "outputs": {"id": "demo-read", "property": "data"},
        "inputs": [{"id": "demo-load", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["demo-load.n_clicks"],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=body)
    assert answer.get_json()["response"] == {"demo-read": {"data": 1}}
    assert empty.count(FactFilter()) == 1
    with app.server.app_context():
        assert not is_empty()
