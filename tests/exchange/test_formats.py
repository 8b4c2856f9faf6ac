"""Every text and number survives a workbook and a Parquet file; what is missing is told."""

import builtins
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from tests.store.test_properties import FINITE, LETTERS
from tracker.exchange.exporting import export
from tracker.exchange.importing import import_facts
from tracker.exchange.parquet_files import write_parquet
from tracker.exchange.rows import exported_columns
from tracker.exchange.workbooks import write_xlsx
from tracker.model.document import Document, DocumentKind
from tracker.model.errors import NotFoundError, TrackerError
from tracker.model.fact import Fact
from tracker.model.stored import RunInfo
from tracker.store import Store

TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=20), min_size=1, max_size=5)


def _slow(function: Any) -> Any:
    quiet = [HealthCheck.function_scoped_fixture]
    return settings(max_examples=40, deadline=None, suppress_health_check=quiet)(function)


@_slow
@given(texts=TEXTS)
def test_any_text_survives_a_workbook(tmp_path: Path, texts: list[str]) -> None:
    write_xlsx({"facts": [{"text": text} for text in texts]}, tmp_path / "a.xlsx")
    cells = [row[0] for row in load_workbook(tmp_path / "a.xlsx")["facts"].iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(texts)
    assert [unescape(str(cell.value)) for cell in cells] == texts


@_slow
@given(texts=TEXTS, number=FINITE, whole=st.none() | st.integers(-(2**63), 2**63 - 1))
def test_any_text_and_number_survive_parquet(
    tmp_path: Path, texts: list[str], number: float, whole: int | None
) -> None:
    path = tmp_path / "a.parquet"
    rows = [{"text": text, "number": number, "whole": whole, "none": None} for text in texts]
    columns = ("text", "number", "whole", "none")
    assert write_parquet(rows, path, columns, {"whole": int, "number": float}) == len(texts)
    found = duckdb.read_parquet(str(path))
    assert [str(kind) for kind in found.types] == ["VARCHAR", "DOUBLE", "BIGINT", "VARCHAR"]
    assert found.fetchall() == [tuple(row.values()) for row in rows]


def test_parquet_without_its_writer_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(TrackerError, match=r"corridor-tracker\[parquet\]"):
        write_parquet([], tmp_path / "a.parquet", ("a",), {})


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with a fact of a known program and source."""
    fact = Fact(
        surface="4 t",
        start=0,
        end=3,
        value=4,
        unit="tonne",
        indicator="exports",
        subject="az",
        partner="jp",
        period="2024",
    )
    run = RunInfo(extractor="tracker", version="1.2", config="abc")
    store.add(Document(text="4 t", source="Trend", title="=1", published="2025"), [fact], run=run)
    return store


def test_an_export_says_where_a_fact_comes_from(filled: Store, tmp_path: Path) -> None:
    export(filled, tmp_path / "a.parquet")
    found = duckdb.read_parquet(str(tmp_path / "a.parquet"))
    assert tuple(found.columns) == exported_columns()
    row = dict(zip(found.columns, found.fetchall()[0], strict=True))
    assert (row["source"], row["title"], row["sentence"]) == ("Trend", "=1", "4 t")
    assert (row["run"], row["updated_by"]) == ("tracker 1.2 abc", "ingest")
    assert (row["published"], row["document_published"]) == ("2025", "2025")
    assert row["fact_key"] == filled.facts()[0].key


@pytest.mark.parametrize("suffix", ["csv", "json", "xlsx", "parquet"])
def test_every_view_is_written_in_every_format(filled: Store, tmp_path: Path, suffix: str) -> None:
    for view in filled.exchange.views:
        path = tmp_path / f"{view}.{suffix}"
        assert export(filled, path, view=view) == len(filled.view(view))
    if suffix == "json":
        (row,) = json.loads((tmp_path / "trade_by_year.json").read_text())["trade_by_year"]
        assert (row["subject"], row["partner"], row["value"]) == ("az", "jp", 4.0)


def test_numbers_of_a_view_are_numbers_in_parquet(filled: Store, tmp_path: Path) -> None:
    path = tmp_path / "facts.parquet"
    export(filled, path, view="facts_readable")
    found = duckdb.read_parquet(str(path))
    kinds = dict(zip(found.columns, map(str, found.types), strict=True))
    for column in ("value", "base_value", "base_low", "confidence"):
        assert kinds[column] == "DOUBLE"
    assert (kinds["year"], kinds["surface"]) == ("BIGINT", "VARCHAR")


def test_an_unknown_view_is_told_and_leaves_nothing(filled: Store, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(NotFoundError):
        export(filled, folder / "a.csv", view="fact")
    assert list(folder.iterdir()) == []


def test_an_empty_database_gives_files_with_columns(store: Store, tmp_path: Path) -> None:
    for suffix in ("csv", "json", "xlsx", "parquet", "zip"):
        assert export(store, tmp_path / f"a.{suffix}") == 0
    columns = duckdb.read_parquet(str(tmp_path / "a.parquet")).columns
    assert tuple(columns) == exported_columns()
    assert json.loads((tmp_path / "a.json").read_text())["facts"] == []


def test_a_text_that_a_table_quotes_whole_is_another_document(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "facts.csv"
    file.write_text("value,unit,indicator,surface,source\n4,tonne,freight_volume,4 t,Trend\n")
    assert import_facts(store, file).added == 1
    store.add(Document(text="4 t", source="Trend"), [])
    kinds = [each.document.kind for each in store.documents()]
    assert sorted(kinds) == [DocumentKind.IMPORT, DocumentKind.TEXT]
    assert store.count() == 1
