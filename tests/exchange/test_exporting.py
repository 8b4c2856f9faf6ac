"""Exports hold exactly what the database holds, and nothing in them acts in a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tracker.exchange.csv_files import cell_text, csv_cell, write_csv
from tracker.exchange.exporting import export
from tracker.exchange.rows import FACT_FIELDS, exported_columns
from tracker.exchange.workbooks import write_xlsx
from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.store import Store

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+49 30 1234",
    "-3,1 %",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "'=1+1",
    "''",
    '=HYPERLINK("http://example.org")',
    'a "quoted"; text, with\nlines',
    "#N/A",
    "_x0041_",
    "bell \x07 and \x1b escape",
    "Güterverkehr 🚂 грузы",
]
NUMBERS = [-3.1, 4500000.0, 0.1, 1e22, 5e-324, -0.0, 123456789.123]


@pytest.mark.parametrize("text", HOSTILE)
def test_csv_cell_of_hostile_text_begins_no_formula_and_reads_back(text: str) -> None:
    cell = csv_cell(text)
    assert cell.lstrip()[:1] not in set("=+-@＝＋－＠")
    assert cell_text(cell) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_csv_cell_of_any_text_reads_back(text: str) -> None:
    file = io.StringIO(newline="")
    write_csv([{"a": text, "b": "x"}], file, ["a", "b"])
    file.seek(0)
    _, row = csv.reader(file)
    assert cell_text(row[0]) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_number_reads_back_as_the_same_number(number: float) -> None:
    assert float(csv_cell(number)) == number


def test_workbook_holds_hostile_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    rows = [{"text": text, "number": -1.5} for text in HOSTILE]
    write_xlsx({"facts": rows}, tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx")["facts"]
    cells = list(sheet.iter_rows(min_row=2))
    assert len(cells) == len(HOSTILE)
    for (text, number), expected in zip(cells, HOSTILE, strict=True):
        assert text.data_type == "s"
        assert (number.data_type, number.value) == ("n", -1.5)
        if expected.isprintable() and "_x" not in expected:
            assert text.value == expected


def test_text_longer_than_a_cell_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    write_xlsx({"facts": [{"text": "a" * 40_000}]}, tmp_path / "a.xlsx")
    value = load_workbook(tmp_path / "a.xlsx")["facts"]["A2"].value
    assert isinstance(value, str)
    assert len(value) == 32_767
    assert value.endswith("…")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "t.db")
    for number, source in enumerate(HOSTILE[:6]):
        text = f"Im Jahr 202{number} waren es 4,5 Millionen Tonnen, -3,1 % weniger."
        surfaces = {"4,5 Millionen Tonnen": (4500000.0, "tonne"), "-3,1 %": (-3.1, "percent")}
        facts = [
            Fact(
                surface=surface,
                start=text.index(surface),
                end=text.index(surface) + len(surface),
                value=value,
                unit=unit,
                indicator="freight_volume",
                subject="middle_corridor",
                period=f"202{number}",
                evidence={"value": source},
            )
            for surface, (value, unit) in surfaces.items()
        ]
        document = Document(text=text, source=f"S{number}", title=source.strip(), published="2025")
        store.add(document, facts)
    return store


def test_csv_file_holds_every_fact_with_every_field(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    assert export(store, path) == 12
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == exported_columns()
    assert set(FACT_FIELDS) < set(rows[0])
    for row, stored in zip(rows, store.export_rows(), strict=True):
        assert float(row["value"]) == stored.fact.value
        assert cell_text(row["surface"]) == stored.fact.surface
        assert cell_text(row["title"]) == stored.title
        assert json.loads(row["evidence"]) == dict(stored.fact.evidence)


def test_json_file_holds_the_documents_so_that_each_surface_is_found(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "facts.json"
    assert export(store, path) == 12
    bundle = json.loads(path.read_text(encoding="utf-8"))
    texts = {document["id"]: document["text"] for document in bundle["documents"]}
    assert len(texts) == 6
    for fact in bundle["facts"]:
        assert texts[fact["document_id"]][fact["start"] : fact["end"]] == fact["surface"]


def test_workbook_has_a_sheet_of_facts_and_one_of_documents(store: Store, tmp_path: Path) -> None:
    assert export(store, tmp_path / "facts.xlsx") == 12
    book = load_workbook(tmp_path / "facts.xlsx")
    assert book.sheetnames == ["facts", "documents"]
    assert book["facts"].max_row == 13
    assert book["documents"].max_row == 7
    assert not any(
        cell.data_type in {"f", "e"} for sheet in book for row in sheet.iter_rows() for cell in row
    )


def test_failed_export_leaves_nothing_behind(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tracker.exchange.exporting.write_csv", fail)
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "facts.csv").write_text("former", encoding="utf-8")
    with pytest.raises(OSError, match="No space"):
        export(store, folder / "facts.csv")
    assert [path.name for path in folder.iterdir()] == ["facts.csv"]
    assert (folder / "facts.csv").read_text(encoding="utf-8") == "former"


def test_unknown_format_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.csv, \.json, \.xlsx, \.parquet"):
        export(store, tmp_path / "facts.pdf")
