"""Tables of every format become lines with as many cells each, their heads in one line."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.readers.office_checks import packed
from tracker.readers.docx import read_docx
from tracker.readers.grids import Cell, Grid, lay_out
from tracker.readers.html import read_html
from tracker.readers.mail_pages import page_text
from tracker.readers.odt import read_odt
from tracker.readers.whitespace import put_in_order

SENTENCE = "The ports of the Caspian handled more cargo in 2024 than in any year before, it said."
TWO_HEADS = (
    "<tr><th rowspan=2>Port<th colspan=2>2023<th colspan=2>2024"
    "<tr><th>Freight<th>TEU<th>Freight<th>TEU"
    "<tr><td>Aktau<td>4.0<td>1,200<td>4.5<td>"
    "<tr><td>Alat<td>5.2<td>900<td><td>1,100"
)
FLATTENED = (
    "Port | 2023 Freight | 2023 TEU | 2024 Freight | 2024 TEU\n"
    "Aktau | 4.0 | 1,200 | 4.5 |\n"
    "Alat | 5.2 | 900 | | 1,100"
)
_ODT = "urn:oasis:names:tc:opendocument:xmlns"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _laid_out(*rows: str, heads: int = 0) -> Grid:
    return lay_out([[Cell(text.strip()) for text in row.split("|")] for row in rows], heads)


def _html(table: str) -> str:
    page = f"<html><body><article><p>{SENTENCE}</p><table>{table}</table><p>{SENTENCE}</p>"
    text = read_html(page.encode(), "a.html", None).text
    assert put_in_order(text, "a") == text
    return text.removeprefix(f"{SENTENCE}\n\n").removesuffix(f"\n\n{SENTENCE}")


def _mail(table: str) -> str:
    return page_text(f"<html><body><table>{table}</table></body></html>", "a.eml")[0]


def _odt(*rows: str) -> str:
    names = {"office": "office", "text": "text", "table": "table"}
    spaces = " ".join(f'xmlns:{short}="{_ODT}:{long}:1.0"' for short, long in names.items())
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content {spaces}><office:body><office:text><table:table>{table}"
        "</table:table></office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return read_odt(packed({"mimetype": kind, "content.xml": content}), "a.odt", None).text


def _docx(*rows: str) -> str:
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    body = f'<w:document xmlns:w="{_WORD}"><w:body><w:tbl>{table}</w:tbl></w:body></w:document>'
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    root = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    members = {"[Content_Types].xml": types, "_rels/.rels": root, "word/document.xml": body}
    return read_docx(packed(members), "a.docx", None).text


def _word_cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def _odt_cell(text: str, across: int = 1, down: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-spanned="{across}" '
        f'table:number-rows-spanned="{down}"><text:p>{text}</text:p></table:table-cell>'
        + "<table:covered-table-cell/>"
        * (across - 1)
    )


def test_a_head_of_two_rows_is_one_line_in_every_format() -> None:
    rows = ["Aktau", "4.0", "1,200", "4.5", ""], ["Alat", "5.2", "900", "", "1,100"]
    names = ["Freight", "TEU", "Freight", "TEU"]
    assert _html(TWO_HEADS) == FLATTENED
    assert _mail(TWO_HEADS) == FLATTENED
    assert (
        _odt(
            _odt_cell("Port", down=2) + _odt_cell("2023", 2) + _odt_cell("2024", 2),
            "<table:covered-table-cell/>" + "".join(map(_odt_cell, names)),
            *("".join(map(_odt_cell, row)) for row in rows),
        )
        == FLATTENED
    )
    two = '<w:gridSpan w:val="2"/>'
    assert _docx(
        _word_cell("Port", '<w:vMerge w:val="restart"/>') + _word_cell("2023", two)
        + _word_cell("2024", two),
        _word_cell("", "<w:vMerge/>") + "".join(map(_word_cell, names)),
        *("".join(map(_word_cell, row)) for row in rows),
    ) == FLATTENED  # fmt: skip


def test_a_second_head_of_units_joins_the_first() -> None:
    grid = _laid_out("Year | Freight | Boxes", "| million t | TEU", "2023 | 2.8 | 20,100")
    assert grid.rows == ["Year | Freight million t | Boxes TEU", "2023 | 2.8 | 20,100"]


def test_a_row_without_figures_is_no_second_head() -> None:
    rows = ["Port | 2022 | 2023", "Aktau | – | –", "Alat | 5.2 | 7.6"]
    assert _laid_out(*rows).rows == rows
    rows = ["Project | Begin | End", "Aktau hub | 2020 | 2025", "Alat | 2018 | 2024"]
    assert _laid_out(*rows).rows == rows


def test_titles_stand_before_the_rows_and_notes_after() -> None:
    table = (
        "<caption>Cargo, million tonnes</caption><tr><th colspan=3>Ports"
        "<tr><th>Port<th>2023<th>2024<tr><td>Aktau<td>4.0<td>4.5"
        "<tr><td colspan=3>Exports<tr><td>Alat<td>5.2<td>7.6<tr><td colspan=3>Source: ports"
    )
    assert _html(table) == (
        "Cargo, million tonnes\n\nPorts\n\nPort | 2023 | 2024\nAktau | 4.0 | 4.5\nExports | |\n"
        "Alat | 5.2 | 7.6\n\nSource: ports"
    )


def test_the_caption_of_a_figure_stands_over_its_table() -> None:
    rows = "<table><tr><td>Port<td>2023<tr><td>Aktau<td>4.0</table>"
    page = f"<p>{SENTENCE}</p><figure>{rows}<figcaption>Million tonnes</figcaption></figure>"
    page = f"<html><body><article><h1>Ports</h1>{page}<p>{SENTENCE}</p></article></body></html>"
    text = read_html(page.encode(), "a.html", None).text
    assert "\n\nMillion tonnes\n\nPort | 2023\nAktau | 4.0\n\n" in text


def test_the_name_of_several_rows_stands_in_each_and_a_figure_of_several_in_the_first() -> None:
    table = (
        "<tr><th>Country<th>Flow<th>2023<th>Remark"
        "<tr><td rowspan=2>China<td>exports<td>5.1<td rowspan=2>by rail"
        "<tr><td>imports<td rowspan=2>7.2"
        "<tr><td>Italy<td>exports<td>by sea"
    )
    assert _html(table) == (
        "Country | Flow | 2023 | Remark\nChina | exports | 5.1 | by rail\n"
        "China | imports | 7.2 |\nItaly | exports | | by sea"
    )


def test_what_spans_columns_of_the_body_is_written_once() -> None:
    table = "<tr><th>Port<th>2023<th>2024<tr><td>Aktau<td colspan=2>4.0<tr><td>Alat<td>5<td>7"
    assert _html(table) == "Port | 2023 | 2024\nAktau | 4.0 |\nAlat | 5 | 7"


def test_columns_and_rows_without_any_text_are_left_out() -> None:
    grid = _laid_out("Port | | 2023", " | | ", "Aktau | | 4.0")
    assert grid.rows == ["Port | 2023", "Aktau | 4.0"]


def test_a_single_year_over_its_column_is_a_head_and_no_title() -> None:
    assert _laid_out("| 2023", "Aktau | 4.0", "Alat | 5.2").rows[0] == "| 2023"


def test_a_bar_within_a_cell_does_not_part_it() -> None:
    assert _html("<tr><th>Line<th>Mt<tr><td>Baku|Kars<td>0.4") == "Line | Mt\nBaku¦Kars | 0.4"


def test_a_table_of_one_column_is_paragraphs() -> None:
    assert _html("<tr><td>First.<tr><td>Second.") == "First.\n\nSecond."


def test_tables_that_lay_out_a_mail_are_text() -> None:
    inner = "<table><tr><td>Aktau<td>4.0<tr><td>Alat<td>5.2</table>"
    text = _mail(f"<tr><td>Menu<td><p>{SENTENCE}</p>{inner}<p>{SENTENCE}</p>")
    assert text == f"Menu\n\n{SENTENCE}\n\nAktau | 4.0\nAlat | 5.2\n\n{SENTENCE}"


def test_a_table_whose_names_are_links_is_kept_whole() -> None:
    rows = "".join(
        f'<tr><td><a href="/{name}">The port of {name}</a><td>4.{number}'
        for number, name in enumerate(("Aktau", "Alat", "Kuryk", "Poti"))
    )
    head = "<tr><th>Port<th>Cargo handled in 2024, million tonnes of all kinds of goods"
    assert _html(head + rows).count("\n") == 4


@given(
    st.lists(
        st.lists(
            st.builds(
                Cell,
                st.sampled_from(["", "Port", "2023", "4.5", "a|b", "one\ntwo", "1,234 t"]),
                st.sampled_from([0, 1, 2, 70]),
                st.integers(0, 5),
            ),
            max_size=5,
        ),
        max_size=6,
    ),
    st.integers(0, 3),
)
def test_all_rows_of_a_table_have_as_many_cells(table: list[list[Cell]], heads: int) -> None:
    grid = lay_out(table, heads)
    assert len({row.count("|") for row in grid.rows}) <= 1
    lines = [*grid.titles, *grid.rows, *grid.notes]
    assert len(lines) == len(grid.origins)
    numbers = [number for numbers in grid.origins for number in numbers]
    assert all(one < other for one, other in pairwise(numbers))
    text = "\n".join(grid.rows)
    assert not text or put_in_order(text, "it") == text
    held = " ".join(lines)
    words = [word for row in table for cell in row for word in cell.text.split()]
    assert all(word.replace("|", "¦") in held for word in words)
