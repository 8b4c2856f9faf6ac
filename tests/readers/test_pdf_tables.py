"""Tables of PDF files: told by where their cells stand, whoever made the file."""

from io import BytesIO
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from tracker.readers.pdf import read_pdf
from tracker.readers.whitespace import put_in_order

BODY = getSampleStyleSheet()["BodyText"]
SENTENCE = (
    "The ports of the Caspian Sea handled more cargo in 2024 than in any year before, the "
    "ministry of transport said in its report, which was published in Astana on Monday."
)


def _text(*story: Any) -> str:
    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4, invariant=1).build(list(story))
    reading = read_pdf(file.getvalue(), "a.pdf")
    assert put_in_order(reading.text, "a.pdf") == reading.text
    return reading.text


def _table(rows: list[list[Any]], *styles: tuple[Any, ...], **options: Any) -> Table:
    table = Table(rows, **options)
    table.setStyle(list(styles))
    return table


def _drawn(*texts: tuple[float, float, str], size: float = 10) -> str:
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", size)
    for x, top, text in texts:
        canvas.drawString(x, A4[1] - top, text)
    canvas.save()
    return read_pdf(file.getvalue(), "a.pdf").text


ROWS = [["Port", "2022", "2023"], ["Aktau", "3.6", "4.0"], ["Alat", "", "7.4"], ["Poti", "7", "8"]]
LINES = "Port | 2022 | 2023\nAktau | 3.6 | 4.0\nAlat | | 7.4\nPoti | 7 | 8"


@pytest.mark.parametrize("align", ["LEFT", "CENTER", "RIGHT", "DECIMAL"])
@pytest.mark.parametrize("ruled", [True, False])
def test_cells_keep_their_columns_however_they_are_aligned(align: str, ruled: bool) -> None:
    styles: list[tuple[Any, ...]] = [("ALIGN", (1, 0), (-1, -1), align)]
    styles += [("GRID", (0, 0), (-1, -1), 1, colors.black)] if ruled else []
    table = _table(ROWS, *styles, colWidths=(120, 70, 70))
    text = _text(Paragraph(SENTENCE, BODY), Spacer(1, 10), table, Paragraph(SENTENCE, BODY))
    assert text == f"{SENTENCE}\n\n{LINES}\n\n{SENTENCE}"


@pytest.mark.parametrize("where", ["TOP", "MIDDLE", "BOTTOM"])
def test_cells_of_several_lines_are_one_cell(where: str) -> None:
    long = Paragraph("Grain and flour of all kinds, also in transit", BODY)
    note = Paragraph("with goods that are only on their way through", BODY)
    rows = [["Goods", "2022", "2023", "Remark"], ["Oil", "3.6", "4.0", "sea"],
            [long, "1.1", "1.2", note], ["Coal", "0.5", "0.6", "rail"]]  # fmt: skip
    table = _table(rows, ("VALIGN", (0, 0), (-1, -1), where), colWidths=(100, 60, 60, 100))
    assert _text(table) == (
        "Goods | 2022 | 2023 | Remark\nOil | 3.6 | 4.0 | sea\n"
        "Grain and flour of all kinds, also in transit | 1.1 | 1.2 | "
        "with goods that are only on their way through\nCoal | 0.5 | 0.6 | rail"
    )


def test_a_head_of_several_lines_and_a_row_of_units_are_one_head() -> None:
    freight = Paragraph("Freight that was carried", BODY)
    rows = [["Year", freight, "Boxes"], ["", "million t", "TEU"], ["2022", "1.7", "33,600"],
            ["2023", "2.8", "20,100"]]  # fmt: skip
    table = _table(rows, ("VALIGN", (0, 0), (-1, -1), "TOP"), colWidths=(60, 80, 80))
    assert _text(table) == (
        "Year | Freight that was carried million t | Boxes TEU\n2022 | 1.7 | 33,600\n"
        "2023 | 2.8 | 20,100"
    )


def _running(canvas: Canvas, _: Any) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, A4[1] - 40, "Yearbook of the ports")
    canvas.drawRightString(A4[0] - 72, A4[1] - 40, f"{canvas.getPageNumber()}")


@pytest.mark.parametrize("repeated", [0, 1])
def test_a_table_goes_on_over_the_pages(repeated: int) -> None:
    rows = [["Year", "Aktau", "Alat", "Unit"]]
    rows += [[str(1860 + n), f"{n}.1", f"{n}.2", "Mt"] for n in range(130)]
    file = BytesIO()
    template = SimpleDocTemplate(file, pagesize=A4, invariant=1)
    table = _table(rows, colWidths=(80, 80, 80, 80), repeatRows=repeated)
    template.build([Paragraph(SENTENCE, BODY), table], _running, _running)
    reading = read_pdf(file.getvalue(), "a.pdf")
    assert len(reading.pages) == 4
    assert reading.text.split("\n\n")[1].split("\n") == [" | ".join(row) for row in rows]
    assert "“Yearbook of the ports”" in (reading.note or "")
    assert "Yearbook" not in reading.text


def test_a_head_of_two_rows_is_no_running_header() -> None:
    rows = [["Year", "Aktau", "", "Alat", ""], ["", "Freight", "Boxes", "Freight", "Boxes"]]
    body = [[str(1860 + n), f"{n}.1", f"{n}", f"{n}.2", f"{n}"] for n in range(130)]
    table = _table(rows + body, ("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)),
                   ("ALIGN", (0, 0), (-1, -1), "CENTER"), colWidths=(80,) * 5,
                   repeatRows=2)  # fmt: skip
    lines = _text(table).split("\n")
    assert lines[0] == "Year | Aktau Freight | Aktau Boxes | Alat Freight | Alat Boxes"
    assert lines[1:] == [" | ".join(row) for row in body]


def test_two_tables_stay_two() -> None:
    other = [["Country", "Exports"], ["China", "14,735.9"], ["Italy", "14,930.5"]]
    text = _text(_table(ROWS, colWidths=(120, 70, 70)), PageBreak(),
                 _table(other, colWidths=(90, 90)))  # fmt: skip
    assert text == f"{LINES}\n\nCountry | Exports\nChina | 14,735.9\nItaly | 14,930.5"
    text = _text(_table(ROWS, colWidths=(120, 70, 70)), Paragraph(SENTENCE, BODY),
                 _table(other, colWidths=(90, 90)))  # fmt: skip
    assert text.count("\n\n") == 2


def test_a_row_between_sections_keeps_the_table_whole() -> None:
    rows = [["Port", "2022", "2023"], ["Kazakhstan", "", ""], ["Aktau", "3.6", "4.0"],
            ["Kuryk", "1.9", "2.1"], ["Georgia", "", ""], ["Poti", "7.9", "8.3"]]  # fmt: skip
    assert _text(_table(rows, colWidths=(120, 70, 70))) == (
        "Port | 2022 | 2023\nKazakhstan | |\nAktau | 3.6 | 4.0\nKuryk | 1.9 | 2.1\n"
        "Georgia | |\nPoti | 7.9 | 8.3"
    )


def test_what_stands_over_and_under_a_table_is_no_part_of_it() -> None:
    text = _drawn(
        (60, 60, "Ports of the sea in two years"), (60, 72, "million tonnes"),
        (60, 92, "Port"), (160, 92, "2022"), (220, 92, "2023"),
        (60, 106, "Aktau"), (160, 106, "3.6"), (220, 106, "4.0"),
        (60, 120, "Poti"), (160, 120, "7.9"), (220, 120, "8.3"),
        (60, 142, "Source: the ports."),
    )  # fmt: skip
    assert text.endswith("Port | 2022 | 2023\nAktau | 3.6 | 4.0\nPoti | 7.9 | 8.3\n\n"
                         "Source: the ports.")  # fmt: skip


def test_cells_that_nearly_touch_are_two_where_other_rows_show_it() -> None:
    text = _drawn(
        (60, 60, "Port"), (160, 60, "Freight in"), (219, 60, "Containers"),
        (60, 74, "Aktau"), (160, 74, "3.6"), (219, 74, "4,000"),
        (60, 88, "Poti"), (160, 88, "7.9"), (219, 88, "8,300"),
        (60, 102, "All ports of"), (160, 102, "1,123,456.7"), (219, 102, "12,300"),
    )  # fmt: skip
    assert text == (
        "Port | Freight in | Containers\nAktau | 3.6 | 4,000\nPoti | 7.9 | 8,300\n"
        "All ports of | 1,123,456.7 | 12,300"
    )


def test_figures_with_only_a_blank_between_them_are_cells_where_they_stand_in_columns() -> None:
    rows = ("Port|2022|2023|2024", "Aktau|3,600|4,000|4,500", "Alat (Baku)|6,300|7,400|7,600",
            "Poti|7,900|8,300|8,400")  # fmt: skip
    text = _drawn(
        *(
            (x, 60 + 14 * number, cell)
            for number, row in enumerate(rows)
            for x, cell in zip((60, 116, 144, 172), row.split("|"), strict=True)
        )
    )
    assert text == "\n".join(row.replace("|", " | ") for row in rows)


def test_a_head_with_only_blanks_between_its_words_is_parted_as_the_figures_are() -> None:
    rows = ("Year|Freight, Mt|Boxes", "2021|0.8|25,200", "2022|1.7|33,600", "2023|2.8|20,100")
    text = _drawn(
        (60, 40, "The table shows what was carried over the sea in three years."),
        *(
            (x, 60 + 14 * number, cell)
            for number, row in enumerate(rows)
            for x, cell in zip((60, 86, 139.5), row.split("|"), strict=True)
        ),
    )
    assert text.split("\n\n")[1] == "\n".join(row.replace("|", " | ") for row in rows)


def test_thousands_with_blanks_stay_one_number() -> None:
    text = _drawn(
        *(
            (60, 60 + 14 * number, f"The {name} port handled {4 + number} 120")
            for number, name in enumerate(("Aktau", "Kuryk", "Batum", "Potis"))
        )
    )
    assert "|" not in text


def test_a_list_whose_marks_stand_apart_is_no_table() -> None:
    text = _drawn(
        *((60, 60 + 14 * n, f"{n + 1}.") for n in range(3)),
        *((90, 60 + 14 * n, f"Item {n} of the list with words") for n in range(3)),
    )
    assert "|" not in text


def test_a_bar_in_a_cell_stays_in_it() -> None:
    rows = [["Line", "Mt"], ["Baku | Kars", "0.4"], ["Baku | Supsa", "4.2"]]
    assert _text(_table(rows, colWidths=(120, 80))) == (
        "Line | Mt\nBaku ¦ Kars | 0.4\nBaku ¦ Supsa | 4.2"
    )
