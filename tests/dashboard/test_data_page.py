"""The page of data and its files: whole, of one state, protected, gone when they are sent."""

import csv
import io
import json
import sqlite3
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard import downloads
from dashboard.app import create_app
from dashboard.components.data_views import cite_whole, count_views, rates_table
from dashboard.context import wording
from dashboard.downloads import FACT_FORMATS, VIEW_FORMATS, formats_of
from dashboard.pages import data as page
from tests.dashboard.facts import make_store
from tracker import Store


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are made while they are sent."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def showing(tmp_path: Path) -> Iterator[FlaskClient]:
    """An app that only shows."""
    with make_store(tmp_path / "shown.db") as store:
        yield create_app(store, read_only=True).server.test_client()


def _get(client: FlaskClient, path: str, **headers: str) -> Any:
    with client.get(path, headers=headers) as answer:
        return answer.status_code, answer.get_data(), answer.headers


def test_figures_come_as_csv_and_workbook(client: FlaskClient, store: Store, folders: Path) -> None:
    status, data, headers = _get(client, "/download/facts.csv")
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert status == 200
    assert len(rows) == store.count()
    assert {"surface", "sentence", "source", "bound", "fact_key"} <= rows[0].keys()
    assert headers["Content-Disposition"].startswith(
        'attachment; filename="corridor-tracker-facts-20'
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    _, workbook, _ = _get(client, "/download/facts.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames == ["facts", "documents"]


@pytest.mark.parametrize("ending", FACT_FORMATS)
def test_every_format_of_figures_is_sent(client: FlaskClient, folders: Path, ending: str) -> None:
    status, data, _ = _get(client, f"/download/facts.{ending}")
    assert (status, bool(data)) == (200, True)


@pytest.mark.parametrize("ending", VIEW_FORMATS)
def test_every_format_of_a_view_is_sent(client: FlaskClient, folders: Path, ending: str) -> None:
    status, data, _ = _get(client, f"/download/view/series_points.{ending}")
    assert (status, bool(data)) == (200, True)
    if ending == "json":
        assert json.loads(data)["series_points"]


def test_the_database_is_a_whole_copy(client: FlaskClient, store: Store, folders: Path) -> None:
    status, data, headers = _get(client, "/download/tracker.db")
    assert status == 200
    assert int(headers["Content-Length"]) == len(data)
    path = folders / "copy.db"
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT count(*) FROM fact").fetchone() == (store.count(),)


def test_the_bundle_comes_in_again(client: FlaskClient, folders: Path) -> None:
    _, data, _ = _get(client, "/download/bundle.zip")
    assert "manifest.json" in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_nothing_is_left_behind(client: FlaskClient, folders: Path) -> None:
    for path in ("facts.csv", "facts.xlsx", "view/targets.json", "bundle.zip", "tracker.db"):
        assert _get(client, f"/download/{path}")[0] == 200
    assert list(folders.iterdir()) == []
    with client.get("/download/facts.csv", buffered=False) as answer:  # the reader leaves
        answer.close()
    assert list(folders.iterdir()) == []


def test_a_large_file_is_sent_in_pieces(
    app: Dash, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_CHUNK", 1000)
    path = folders / "inner" / "large.csv"
    path.parent.mkdir()
    path.write_bytes(b"x" * 4500)
    pieces = list(downloads._pieces(path, path.parent))
    assert [len(piece) for piece in pieces] == [1000, 1000, 1000, 1000, 500]
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "path",
    [
        "facts.exe", "facts.db", "facts.zip", "view/fact.csv", "view/nix.csv", "view/targets.zip",
        "view/sqlite_master.csv", "view/../facts.csv", "view/%2e%2e%2ffacts.csv", "other.db", "",
    ],
)  # fmt: skip
def test_nothing_else_is_handed_out(client: FlaskClient, folders: Path, path: str) -> None:
    status, data, _ = _get(client, f"/download/{path}")
    assert status == 404 or b"react-entry-point" in data
    assert list(folders.iterdir()) == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_may_have_a_file_made(client: FlaskClient, folders: Path, site: str) -> None:
    assert _get(client, "/download/facts.csv", **{"Sec-Fetch-Site": site})[0] == 403
    assert _get(client, "/download/facts.csv", **{"Sec-Fetch-Site": "same-origin"})[0] == 200
    assert _get(client, "/download/facts.csv", Host="evil.example")[0] == 400


def test_asking_for_the_head_makes_no_file(
    client: FlaskClient, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "export", lambda *_: pytest.fail("a file was made"))
    assert client.head("/download/facts.csv").status_code == 200


def test_more_than_two_at_once_are_told_to_wait(
    client: FlaskClient, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = threading.BoundedSemaphore(1)
    taken.acquire()
    monkeypatch.setattr(downloads, "_turns", taken)
    status, data, headers = _get(client, "/download/facts.csv")
    assert (status, headers["Retry-After"]) == (503, "5")
    assert b"Try again" in data
    assert list(folders.iterdir()) == []


def test_a_sheet_that_cannot_hold_so_much_says_so(
    client: FlaskClient, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ValueError("A sheet holds 1,048,575 rows and there are more.")

    monkeypatch.setattr(downloads, "export", refuse)
    status, data, _ = _get(client, "/download/facts.xlsx")
    assert (status, b"1,048,575" in data) == (422, True)
    assert list(folders.iterdir()) == []


def test_an_app_that_only_shows_keeps_documents_and_database(showing: FlaskClient) -> None:
    assert _get(showing, "/download/tracker.db")[0] == 403
    assert _get(showing, "/download/bundle.zip")[0] == 403
    assert _get(showing, "/download/facts.csv")[0] == 200
    with showing.application.app_context():
        laid = json.dumps(page.layout().to_plotly_json(), default=str)
    assert "/download/tracker.db" not in laid
    assert "This app only shows" in laid


def test_parquet_is_offered_where_it_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "parquet" in formats_of(FACT_FORMATS)
    monkeypatch.setattr(downloads.importlib.util, "find_spec", lambda _: None)
    assert formats_of(FACT_FORMATS) == ["csv", "xlsx", "json"]


def test_the_page_offers_what_there_is_in_both_languages(inside: None, store: Store) -> None:
    for language in ("en", "de"):
        laid = json.dumps(page.layout(lang=language).to_plotly_json(), default=str)
        for view in store.exchange.views:
            assert f"/download/view/{view}.csv" in laid
        assert "/download/tracker.db" in laid
    assert count_views()["facts_readable"] == store.count()
    assert f"{store.count()} Zahlen aus 7 Dokumenten" in cite_whole(wording("de"))


def test_rates_are_listed_with_their_source(inside: None) -> None:
    table, _ = rates_table(wording("en"))
    assert table.heads[0] == "Currency"
    assert all("European Central Bank" in str(row[4]) for row in table.rows)
