"""Datasette shows the file: every page and every ready query answers, and words find figures."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from datasette.app import Datasette
from markupsafe import escape

from tracker.cli import main
from tracker.store.columns import metadata
from tracker.store.views import VIEWS

METADATA = Path(__file__).resolve().parents[2] / "docs" / "datasette.yaml"
SHOWN: dict[str, Any] = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
DATABASE: dict[str, Any] = SHOWN["databases"]["tracker"]
_ERROR = re.compile(r'class="message-error"|<h1>Error|SQLITE_ERROR|no such column')

Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """A function that asks Datasette for a page of the demo's database, or for its JSON."""
    path = tmp_path_factory.mktemp("datasette") / "tracker.db"
    assert main(["demo", "--no-serve", "--db", str(path)]) == 0
    shown = Datasette([str(path)], metadata=SHOWN)

    async def get(address: str) -> Any:
        answer = await shown.client.get(address)
        assert answer.status_code == 200, (address, answer.text[:500])
        if ".json" in address:
            return answer.json()
        assert not _ERROR.search(answer.text), address
        return answer.text

    def once(address: str) -> Any:
        waiting: Awaitable[Any] = get(address)
        return asyncio.run(waiting)  # type: ignore[arg-type]

    return once


def test_the_index_names_the_database_and_its_purpose(ask: Ask) -> None:
    assert SHOWN["description"] in ask("/")
    assert len(DATABASE["queries"]) == 20
    page = ask("/tracker")
    assert escape(DATABASE["description"]) in page
    for name in (*VIEWS, *DATABASE["queries"]):
        assert f'href="/tracker/{name}"' in page, name


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_says_what_it_and_its_columns_mean(ask: Ask, name: str) -> None:
    page = ask(f"/tracker/{name}")
    told = DATABASE["tables"][name]
    assert told["title"] in page
    for column, said in told["columns"].items():
        assert f"<dt>{column}</dt><dd>{escape(said)}</dd>" in page


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_a_table_is_shown(ask: Ask, name: str) -> None:
    assert escape(DATABASE["tables"][name]["description"]) in ask(f"/tracker/{name}")


@pytest.mark.parametrize("name", sorted(DATABASE["queries"]))
def test_a_ready_query_answers(ask: Ask, name: str) -> None:
    told = DATABASE["queries"][name]
    assert escape(told["title"]) in ask(f"/tracker/{name}")
    assert ask(f"/tracker/{name}.json?_shape=array")


def test_everything_named_is_there_and_every_facet_works(ask: Ask) -> None:
    assert DATABASE["tables"].keys() == {*metadata.tables, *VIEWS, "alembic_version"}
    for name in (*metadata.tables, *VIEWS):
        told = DATABASE["tables"][name]
        named = {*told.get("facets", ()), *told.get("units", ()), *told.get("sortable_columns", ())}
        named |= {
            told[key] for key in ("sort", "sort_desc", "label_column", "fts_pk") if key in told
        }
        assert named <= told["columns"].keys(), name
        counted = ask(f"/tracker/{name}.json?_size=1")["facet_results"]
        assert counted.keys() == set(told.get("facets", ())), name


def test_words_find_figures_and_sentences(ask: Ask) -> None:
    for name, column in (("facts_readable", "sentence"), ("passage", "text")):
        rows = ask(f"/tracker/{name}.json?_shape=array&_search=Kapazitat+Aktau&_size=max")
        assert rows == [], name
        rows = ask(f"/tracker/{name}.json?_shape=array&_search=containerkapazitat&_size=max")
        assert rows, name
        assert all("containerkapazität" in row[column].lower() for row in rows)
    assert 'name="_search"' in ask("/tracker/facts_readable")


def test_amounts_have_their_unit(ask: Ask) -> None:
    assert "&nbsp;GEUR" in ask("/tracker/money_in_eur?subject=middle_corridor")
    assert "15.103516&nbsp;%" in ask("/tracker/targets?subject=kz&partner=uz")


def test_references_are_shown_by_name(ask: Ask) -> None:
    page = ask("/tracker/fact?subject=btk_railway&_size=1")
    assert '<a href="/tracker/entity/btk_railway">Baku–Tbilisi–Kars railway</a>' in page
