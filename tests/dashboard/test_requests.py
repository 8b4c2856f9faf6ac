"""Requests: only our own pages, bounded, typed, and never a traceback."""

import json

import pytest
from dash import Dash
from flask.testing import FlaskClient

from dashboard.security import MAX_BODY
from tracker import Store

UPDATE = "/_dash-update-component"
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
ROUTE = {
    "output": ".._pages_content.children..._pages_store.data..",
    "outputs": [
        {"id": "_pages_content", "property": "children"},
        {"id": "_pages_store", "property": "data"},
    ],
    "inputs": [
        {"id": "_pages_location", "property": "pathname", "value": "/nowhere"},
        {"id": "_pages_location", "property": "search", "value": ""},
    ],
    "changedPropIds": ["_pages_location.pathname"],
}


def test_a_page_of_ours_may_ask(client: FlaskClient) -> None:
    client.get("/")
    answer = client.post(UPDATE, json=ROUTE, headers=OWN)
    assert answer.status_code == 200
    assert "There is no such page" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Referer": "http://evil.example/"},
    ],
)
def test_another_site_may_not(client: FlaskClient, headers: dict[str, str]) -> None:
    client.get("/")
    assert client.post(UPDATE, json=ROUTE, headers=headers).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil", ""])
@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-dependencies"])
def test_a_name_that_is_not_ours_is_refused(client: FlaskClient, host: str, path: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8050", "localhost:8050", "[::1]:8050"])
def test_our_own_names_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    body = b"[" + b"1," * (MAX_BODY // 2) + b"1]"
    answer = client.post(UPDATE, data=body, content_type="application/json", headers=OWN)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"7", b'"x"', b"null", b"{}", b'{"output": 7}', b"[" * 100_000,
        b'{"output": "nothing.data", "inputs": [], "changedPropIds": []}',
        json.dumps({**ROUTE, "inputs": []}).encode(),
        json.dumps({**ROUTE, "inputs": [7]}).encode(),
        json.dumps({**ROUTE, "outputs": {}}).encode(),
        json.dumps({**ROUTE, "inputs": [{"id": {"a": 1}, "property": None}]}).encode(),
        b'{"output": "\\ud800.data", "inputs": [{"value": 1e999}], "changedPropIds": []}',
    ],
)  # fmt: skip
def test_a_malformed_body_is_no_fault_of_ours(client: FlaskClient, body: bytes) -> None:
    client.get("/")
    answer = client.post(UPDATE, data=body, content_type="application/json", headers=OWN)
    assert 400 <= answer.status_code < 500
    assert b"Traceback" not in answer.data


@pytest.mark.parametrize("value", [None, 7, [], {"a": 1}, "\ud800", "/" * 5000, "//x/../.."])
def test_a_crafted_path_is_answered(client: FlaskClient, value: object) -> None:
    client.get("/")
    body = json.loads(json.dumps(ROUTE))
    body["inputs"][0]["value"] = value
    answer = client.post(UPDATE, json=body, headers=OWN)
    assert answer.status_code < 500


def test_every_answer_carries_the_headers(client: FlaskClient) -> None:
    for path in ("/", "/_dash-layout", "/assets/dashboard.css"):
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "unsafe-inline" not in policy.split("style-src")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_the_page_says_its_language_before_any_script_runs(client: FlaskClient) -> None:
    assert '<html lang="de">' in client.get("/?lang=de").get_data(as_text=True)
    assert '<html lang="en">' in client.get("/?lang=xx").get_data(as_text=True)


def test_nothing_is_loaded_from_elsewhere(app: Dash, client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    assert "http://" not in page
    assert "https://" not in page
    assert app.scripts.config.serve_locally
    assert app.css.config.serve_locally


@pytest.mark.parametrize("path", ["/", "/corridors", "/facts?q=x", "/documents/", "/add?lang=de"])
def test_a_page_is_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/fact/0123456789ab:1-2", "/fact/x", "/document/999999", "/entity/nobody",
     "/fact/", "/fact/a/b", "/corridors/x", "/%00"],
)  # fmt: skip
def test_what_is_not_there_is_answered_so_at_once(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "react-entry-point" in answer.get_data(as_text=True), "the page says it in words"


def test_records_are_there(client: FlaskClient, store: Store) -> None:
    stored = store.facts(limit=1)[0]
    for path in (f"/fact/{stored.key}", f"/document/{stored.document_id}", "/entity/az"):
        assert client.get(path).status_code == 200


def test_a_fault_is_told_in_the_language_of_the_page(
    app: Dash, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/")
    body = json.loads(json.dumps(ROUTE))
    body["inputs"][0]["value"], body["inputs"][1]["value"] = "/corridors", "?lang=de"

    def fail(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("dashboard.pages.corridors.wording", fail)
    told = client.post(UPDATE, json=body, headers=OWN).get_data(as_text=True)
    assert "Nichts wurde ver" in told
    assert "Seite neu laden" in told
    assert "secret words" not in told
