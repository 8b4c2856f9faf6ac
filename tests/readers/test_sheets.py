"""Spreadsheets: their values come back exactly in every language, and what is left out is said."""

import csv
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.readers.office_checks import check_mutations, flipped, packed, refusal
from tracker import extract
from tracker.exchange.rows import exported_columns
from tracker.model.errors import ReadError
from tracker.readers.delimited import read_delimited
from tracker.readers.number_formats import read_format, show_number
from tracker.readers.reading import Reading
from tracker.readers.sheets import MAX_CELLS
from tracker.readers.workbook import read_workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _csv(text: str | bytes, name: str = "a.csv", encoding: str | None = None) -> Reading:
    return read_delimited(text.encode() if isinstance(text, str) else text, name, encoding)


def _saved(fill: Callable[[Any], None]) -> bytes:
    book, file = Workbook(), BytesIO()
    fill(book)
    book.save(file)
    return file.getvalue()


def _xlsx(*rows: list[Any], formats: dict[str, str] | None = None, merged: str = "") -> Reading:
    def fill(book: Any) -> None:
        book.active.title = "Ports"
        for row in rows:
            book.active.append(row)
        for place, code in (formats or {}).items():
            book.active[place].number_format = code
        for place in merged.split():
            book.active.merge_cells(place)

    return read_workbook(_saved(fill), "a.xlsx", None)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "value",
    [1234.5, 0.345, 12.345, 1234567, -3.1, -12.345, 999.999, 1000.125, 4, 0.1 + 0.2, 2.8],
)
def test_a_number_of_a_workbook_is_the_same_in_every_language(language: str, value: float) -> None:
    shown = show_number(repr(value), read_format('0.0 "TEU"'))
    words = {"de": f"Der Hafen schlug {shown} um.", "en": f"The port handled {shown}."}
    (fact,) = extract(words[language], language=language)
    assert (fact.value, fact.unit) == (pytest.approx(value, rel=1e-14), "TEU")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_shown_number_is_the_stored_one(value: float) -> None:
    shown = show_number(repr(value), read_format("General"))
    assert float(shown) == pytest.approx(value, rel=1e-14)
    whole, _, decimals = shown.partition(".")
    assert len(decimals) != 3 or len(whole.lstrip("-")) > 3


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (4.5, '0.0 "Mt"', "4.5 Mt"),
        (1200, '#,##0 "TEU"', "1200 TEU"),
        (0.125, "0.0%", "12.5 %"),
        (1500, "#,##0 [$€-407]", "1500 €"),
        (1500, "$#,##0", "$1500"),
        (-1500, "$#,##0", "-1500 $"),
        (1500, '"USD" #,##0', "USD 1500"),
        (1_500_000, '0.0,,"M"', "1.5 M"),
        (1500, '[>1000]0.0,"k";0', "1500"),
        (2023, "#,##0", "2023"),
        (2023, "General", "2023"),
        (date(2024, 3, 5), "dd.mm.yyyy", "2024-03-05"),
        (date(2024, 3, 1), "mmm yy", "2024-03"),
        (date(2024, 1, 1), "yyyy", "2024"),
        (True, "General", "TRUE"),
        ("1 234,5", "General", "1 234,5"),
    ],
)
def test_what_the_format_of_a_cell_shows_is_kept(value: object, code: str, shown: str) -> None:
    reading = _xlsx(["Port", "Cargo"], ["Aktau", value], formats={"B2": code})
    assert reading.text == f"Ports\n\nPort | Cargo\nAktau | {shown}"


def test_titles_heads_and_notes_of_a_sheet_have_their_places() -> None:
    reading = _xlsx(
        ["Cargo by port"], [None, None, None, None, "thousands"], ["Port", 2023, None, 2024],
        [None, "Freight", "Boxes", "Freight", "Boxes"], ["Aktau", 1.5, 12, 2.5, 13],
        [], ["Alat", 3, 20, 4, 21], [], ["Source: ports"],
        merged="A1:E1 A3:A4 B3:C3 D3:E3",
    )  # fmt: skip
    assert reading.text == (
        "Ports\n\nCargo by port\n\nthousands\n\n"
        "Port | 2023 Freight | 2023 Boxes | 2024 Freight | 2024 Boxes\n"
        "Aktau | 1.5 | 12 | 2.5 | 13\nAlat | 3 | 20 | 4 | 21\n\nSource: ports"
    )
    assert reading.note is None


def test_what_a_workbook_hides_or_does_not_hold_is_left_out_and_said() -> None:
    def fill(book: Any) -> None:
        sheet = book.active
        for row in (["Port", "x", 2024], ["Aktau", 77, 4.5], ["Poti", 88, 99], ["All", 66, "=1+1"]):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        book.create_sheet("Old").append(["Kuryk", 55])
        book["Old"].sheet_state = "veryHidden"

    reading = read_workbook(_saved(fill), "a.xlsx", None)
    assert reading.text == "Sheet\n\nPort | 2024\nAktau | 4.5\nAll |"
    for said in ("1 hidden sheet (“Old”)", "1 hidden row", "1 hidden column", "1 formula,"):
        assert said in (reading.note or "")


def test_what_is_no_workbook_or_too_large_is_refused() -> None:
    assert refusal(read_workbook, b"").reason == "no_text"
    assert refusal(read_workbook, b"a;b").reason == "unreadable"
    assert refusal(read_workbook, packed({"content.xml": "<a/>"})).reason == "wrong_type"
    assert refusal(read_workbook, _saved(lambda book: None)).reason == "no_text"

    with zipfile.ZipFile(BytesIO(_saved(lambda book: book.active.append([1])))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    cells = [f"<c><v>{n * 7919 % 100_003}</v></c>" for n in range(201_000)]
    rows = "".join(f"<row>{''.join(cells[n : n + 1_000])}</row>" for n in range(0, 201_000, 1_000))
    begin = f'<worksheet xmlns="{_MAIN}"><sheetData>'
    members[sheet] = f"{begin}{rows}</sheetData></worksheet>"
    error = refusal(read_workbook, packed(members))
    assert error.reason == "too_large"
    assert "201,000 cells, and up to 200,000" in error.detail


def test_few_cells_far_apart_make_no_table_of_millions() -> None:
    def fill(book: Any) -> None:
        for number in range(1, 1_100):
            book.active.cell(number, number, number)

    assert "1,099 rows by 1,099 columns" in refusal(read_workbook, _saved(fill)).detail
    error = refusal(read_delimited, b"a," * 1_000 + b"\n" + b"a,b\n" * 2_000)
    assert error.reason == "too_large"


def test_damaged_workbooks_are_read_or_refused() -> None:
    whole = _saved(lambda book: book.active.append(["Aktau", 4.5]))
    _, refused = check_mutations(read_workbook, flipped(whole, 40, 3))
    assert refused


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Port;2022;2023\nAktau;3,6;4,0\nAlat;5,2;\n", "Port | 2022 | 2023\nAktau | 3,6 | 4,0\n"
         "Alat | 5,2 |"),
        ('Port,Mt\n"Aktau, Port",4.5\n', "Port | Mt\nAktau, Port | 4.5"),
        ("Port\tMt\nAktau\t4.5\n", "Port | Mt\nAktau | 4.5"),
        ("Port|Mt\nAktau|4.5\n", "Port | Mt\nAktau | 4.5"),
        ('sep=;\n"a;b";"c|d"\n1;2\n', "a;b | c¦d\n1 | 2"),
        ('"two\nlines",Mt\nAktau,4.5\n', "two lines | Mt\nAktau | 4.5"),
        ("Ministry, ports\n\nPort,2023\nAktau,4.5\n,\nAlat,5\n\nSource: ports, 2024\n",
         "Ministry, ports\n\nPort | 2023\nAktau | 4.5\nAlat | 5\n\nSource: ports, 2024"),
        ("One line of text\nand another\n", "One line of text\n\nand another"),
        ('a,"b\nc,d\n', 'a | "b\nc | d'),
    ],
    ids=["semicolon", "comma", "tab", "bar", "sep", "lines", "around", "text", "quote"],
)  # fmt: skip
def test_tables_in_plain_text_are_told_by_their_regular_rows(written: str, text: str) -> None:
    for data in (written, written.replace("\n", "\r\n"), f"\ufeff{written}"):
        assert _csv(data).text == text


@pytest.mark.parametrize(
    ("column", "read"),
    [
        ("4.5 12.345 0.125", "4.5 12.3450 0.1250"),
        ("4,5 12,345 1.234,5", "4,5 12,3450 1.234,5"),
        ("12.345 6.789", "12.345 6.789"),
        ("1.234.567 12.345 4.5", "1.234.567 12.345 4.5"),
        ("13.167,5 12.345 4,5", "13.167,5 12.345 4,5"),
    ],
)
def test_three_decimals_are_told_from_thousands_by_their_column(column: str, read: str) -> None:
    reading = _csv("\n".join(f"x;{figure}" for figure in column.split(" ")))
    assert [line.split(" | ")[1] for line in reading.text.split("\n")] == read.split(" ")
    assert ("nought" in (reading.note or "")) == (column != read)


def test_encoding_of_a_table_is_found_as_that_of_a_text() -> None:
    assert _csv("Güter;1\n".encode("utf-16")).text == "Güter | 1"
    reading = _csv("Güter;1\nKöln;2".encode("cp1252"))
    assert reading.text == "Güter | 1\nKöln | 2"
    assert "Windows-1252" in (reading.note or "")
    assert _csv("Груз;1".encode("cp1251"), encoding="cp1251").text == "Груз | 1"


def test_tables_of_facts_that_we_exported_are_sent_to_their_verb() -> None:
    file = StringIO()
    csv.writer(file).writerows([exported_columns(), ["x"] * len(exported_columns())])
    with pytest.raises(ReadError, match="tracker import") as caught:
        _csv(file.getvalue())
    assert caught.value.reason == "wrong_type"
    with pytest.raises(ReadError, match="save its first sheet as CSV"):
        _xlsx(list(exported_columns()), ["x"])


@pytest.mark.parametrize("data", [b"1," * (MAX_CELLS + 1), b"\n" * 500_000, b"a,b\n" * 100_001])
def test_a_table_in_plain_text_has_limits(data: bytes) -> None:
    assert refusal(read_delimited, data).reason in {"too_large", "no_text"}


def test_a_quote_that_nobody_closes_hides_no_rows() -> None:
    reading = _csv('a,"b\n' + "c,d\n" * 5_000)
    assert reading.text.count("\n") == 5_000
    assert "quotes" in (reading.note or "")


@given(st.text(alphabet='ab1,;\t|"\n .', min_size=1))
def test_any_table_in_plain_text_is_read_with_all_its_words(text: str) -> None:
    if not set(text) & set("ab1,;|."):
        return
    with suppress(ReadError):  # of signs alone
        assert set(text) & set("ab1") <= set(_csv(text).text)
    if set(text) & set("ab1"):
        assert _csv(text).text
