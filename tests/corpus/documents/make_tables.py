"""Make the documents with tables: `python -m tests.corpus.documents.make_tables`.

`pdf/ports_browser.pdf` is printed by a browser from `pdf/ports_browser.html`, as its page says:
`chromium --headless --no-pdf-header-footer --print-to-pdf=ports_browser.pdf ports_browser.html`.
`pdf/latex.pdf` is made by hand as LaTeX makes its files: no blanks between words, letters set
apart, ligatures as letters of the font without a word on what they stand for.
"""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.table import Table as WordTable
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from tests.corpus.documents.make_odt import members, packed
from tests.corpus.documents.tables import (
    PORTS,
    PORTS_NOTE,
    PORTS_TITLE,
    TRADE,
    TRADE_NOTE,
    TRADE_TITLE,
)
from tests.readers.pdf_files import one_page

HERE = Path(__file__).parent
TITLE = "Trade of Kazakhstan in figures"
SENTENCE = "In 2023 trade with all partners grew by 12 percent, the office of statistics said."
GERMAN_TITLE = "Häfen am Kaspischen Meer"
GERMAN_SENTENCE = "Im Jahr 2024 stieg der Umschlag der Häfen am Kaspischen Meer um 8 Prozent."
LONG_TRADE = (
    *TRADE,
    ("Russia", "8,776.7", "17,350.1", "9,786.1", "16,181.3"),
    ("Italy", "13,864.9", "973.1", "14,930.5", "1,301.4"),
    ("Azerbaijan", "340.1", "122.2", "428.7", "100.1"),
    (
        "Kyrgyzstan (with goods that go on to third countries)",
        *("817.4", "425.9", "1,020.0", "501.5"),
    ),
)
TEX_TITLE = "Container traffic of the Caspian ports"
TEX_SENTENCE = ("Traffic at the ports on the efficient new line", "rose by 28 percent in 2024.")
TEX_CAPTION = "Table 1: Container traffic by port, thousand TEU"
TEX = (
    ("Year", "Aktau", "Baku", "Turkmenbashi"),
    ("2021", "30.2", "45.3", "12.1"),
    ("2022", "33.6", "52.2", "9.8"),
    ("2023", "41.7", "45.3", "14.4"),
    ("2024", "56.5", "76.4", "13.9"),
)
# As in the text fonts of TeX: 12 is "fi", 11 is "ff", 14 is "ffi".
_LIGATURES = {"ffi": "\\016", "ff": "\\013", "fi": "\\014"}


def _html_table(rows: tuple[tuple[str, ...], ...], *, spanning: bool) -> str:
    lines = []
    for number, row in enumerate(rows):
        tag = "th" if number < 1 + spanning else "td"
        if spanning and number == 0:
            cells = f"<th rowspan=2>{row[0]}</th>"
            cells += "".join(f"<th colspan=2>{text}</th>" for text in row[1::2])
        else:
            own = row[1:] if spanning and number == 1 else row
            cells = "".join(f"<{tag}>{text}</{tag}>" for text in own)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join(lines)


def html() -> str:
    """The trade table on a page of its own, between a paragraph and its source."""
    table = _html_table(TRADE, spanning=True)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<meta property="og:site_name" content="Steppe Statistics">
<meta property="article:published_time" content="2024-02-20T09:00:00+05:00"></head><body>
<nav><a href="/">Home</a> <a href="/trade">Trade</a></nav><main><article><h1>{TITLE}</h1>
<p>{SENTENCE} The table shows what Kazakhstan sold to its partners and what it bought from them.</p>
<table><caption>{TRADE_TITLE}</caption>{table}
<tr><td colspan="5">{TRADE_NOTE}</td></tr></table>
<p>The next figures will be published in a year, when all declarations have been counted.</p>
</article></main><footer>All rights reserved. Tel. 555 0199</footer></body></html>
"""


def browser_page() -> str:
    """The page from which a browser prints the German table."""
    return f"""<!doctype html>
<html lang="de"><meta charset="utf-8"><title>{GERMAN_TITLE}</title>
<style>body {{ font: 11pt/1.4 sans-serif; width: 130mm }} h1 {{ font-size: 18pt }}
td, th {{ padding: 2pt 9pt; text-align: right; border-bottom: 0.5pt solid }}
td:first-child, th:first-child {{ text-align: left }} @page {{ size: A4; margin: 20mm }}</style>
<h1>{GERMAN_TITLE}</h1>
<p>{GERMAN_SENTENCE}</p>
<table><caption>{PORTS_TITLE}</caption>{_html_table(PORTS, spanning=False)}</table>
<p>{PORTS_NOTE}</p>
</html>
"""


def _fill(table: WordTable, rows: tuple[tuple[str, ...], ...]) -> None:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                table.cell(number, column).text = text


def docx() -> None:
    """Both tables, each in a document of its own."""
    english = Document()
    english.core_properties.title, english.core_properties.language = TITLE, "en-GB"
    english.add_heading(TITLE, level=1)
    english.add_paragraph(SENTENCE)
    english.add_paragraph(TRADE_TITLE)
    table = english.add_table(rows=len(TRADE), cols=5)
    _fill(table, TRADE)
    for first, last in (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4))):
        table.cell(*first).merge(table.cell(*last))
    english.add_paragraph(TRADE_NOTE)
    english.save(HERE / "docx" / "tables.docx")
    german = Document()
    german.core_properties.title, german.core_properties.language = "Dokument1", "de-DE"
    german.add_heading(GERMAN_TITLE, level=1)
    german.add_paragraph(GERMAN_SENTENCE)
    german.add_paragraph(PORTS_TITLE)
    _fill(german.add_table(rows=len(PORTS), cols=5), PORTS)
    german.add_paragraph(PORTS_NOTE)
    german.save(HERE / "docx" / "tables_de.docx")


def _odt_cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>"


def odt() -> None:
    """Both tables, each in a document of its own."""
    two = ' table:number-columns-spanned="2"'
    covered = "<table:covered-table-cell/>"
    first = _odt_cell("Partner", ' table:number-rows-spanned="2"')
    first += "".join(_odt_cell(year, two) + covered for year in TRADE[0][1::2])
    second = covered + "".join(map(_odt_cell, TRADE[1][1:]))
    rows = "".join(
        f"<table:table-row>{''.join(map(_odt_cell, row))}</table:table-row>" for row in TRADE[2:]
    )
    body = (
        f"<text:h>{TITLE}</text:h><text:p>{SENTENCE}</text:p><text:p>{TRADE_TITLE}</text:p>"
        f"<table:table><table:table-header-rows><table:table-row>{first}</table:table-row>"
        f"<table:table-row>{second}</table:table-row></table:table-header-rows>{rows}"
        f"</table:table><text:p>{TRADE_NOTE}</text:p>"
    )
    known = f"<dc:title>{TITLE}</dc:title><dc:language>en-GB</dc:language>"
    packed(members(body, known), HERE / "odt" / "tables.odt")
    rows = "".join(
        f"<table:table-row>{''.join(map(_odt_cell, row))}</table:table-row>" for row in PORTS
    )
    body = (
        f"<text:h>{GERMAN_TITLE}</text:h><text:p>{GERMAN_SENTENCE}</text:p>"
        f"<text:p>{PORTS_TITLE}</text:p><table:table>{rows}</table:table>"
        f"<text:p>{PORTS_NOTE}</text:p>"
    )
    german = "<dc:language>de-DE</dc:language>"
    packed(members(body, german), HERE / "odt" / "tables_de.odt")


def eml() -> bytes:
    """The German table in a mail that is laid out with tables, as newsletters are."""
    mail = EmailMessage()
    mail["From"] = "Pressestelle der Häfen <presse@example.org>"
    mail["Subject"] = "Zahlen der Häfen 2024"
    mail["Date"] = "Wed, 22 Jan 2025 10:00:00 +0100"
    table = _html_table(PORTS, spanning=False)
    mail.set_content(
        f"<html><body><table width=600><tr><td><h1>{GERMAN_TITLE}</h1><p>{GERMAN_SENTENCE}</p>"
        f"<table border=1><caption>{PORTS_TITLE}</caption>{table}</table><p>{PORTS_NOTE}</p>"
        "</td></tr></table></body></html>",
        subtype="html",
        cte="base64",
    )
    return bytes(mail)


def trade_pdf() -> bytes:
    """The trade table with ruled cells, too long for its page; its head stands on both."""
    file = BytesIO()
    template = SimpleDocTemplate(
        file, pagesize=A4, title=TITLE, lang="en-GB", invariant=1, topMargin=72, bottomMargin=72
    )
    styles = getSampleStyleSheet()
    rows = [
        [Paragraph(text, styles["BodyText"]) if number > 1 and not column else text
         for column, text in enumerate(row)]
        for number, row in enumerate(LONG_TRADE)
    ]  # fmt: skip
    table = Table(rows, colWidths=(150, 70, 70, 70, 70), repeatRows=2)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("SPAN", (0, 0), (0, 1)),
            ("SPAN", (1, 0), (2, 0)),
            ("SPAN", (3, 0), (4, 0)),
            ("ALIGN", (1, 0), (-1, 1), "CENTER"),
            ("ALIGN", (1, 2), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    )
    story = [
        *(Paragraph(TITLE, styles["Heading1"]), Paragraph(SENTENCE, styles["BodyText"])),
        *(Spacer(1, 440), Paragraph(TRADE_TITLE, styles["BodyText"]), table),
        *(Spacer(1, 10), Paragraph(TRADE_NOTE, styles["BodyText"])),
    ]
    template.build(story)
    return file.getvalue()


def _tex(text: str, x: float, y: float, size: float, *, right: bool = False) -> bytes:
    """A line as TeX sets it: every word moved to its place, some letters pulled together."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if right:
        x -= stringWidth(text, "Times-Roman", size)
    shown = []
    for word in text.split():
        for letters, code in _LIGATURES.items():
            word = word.replace(letters, code)
        head, tail = (word[:1], word[1:]) if "\\" not in word[:4] else (word, "")
        shown.append(f"({head})15({tail})" if tail else f"({head})")
    return f"BT /F {size:g} Tf 1 0 0 1 {x:g} {y:g} Tm [{'-333'.join(shown)}]TJ ET\n".encode(
        "cp1252"
    )


def latex_pdf() -> bytes:
    """A table without rules, its figures at the right of their columns."""
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Type/Encoding"
        b"/Differences[11/ff/fi 14/ffi]>>>>"
    )
    content = _tex(TEX_TITLE, 130, 760, 17)
    content += _tex(TEX_SENTENCE[0], 130, 720, 10) + _tex(TEX_SENTENCE[1], 130, 708, 10)
    content += _tex(TEX_CAPTION, 160, 680, 10)
    for number, row in enumerate(TEX):
        y = 660 - 12 * number - 3 * bool(number)
        content += _tex(row[0], 180, y, 10)
        for edge, text in zip((243, 283, 356), row[1:], strict=True):
            content += _tex(text, edge, y, 10, right=True)
    return one_page(content, packed=True, others={5: font})


def main() -> None:
    """Write all of them into the folders of their formats."""
    docx()
    odt()
    (HERE / "html" / "trade_table_en.html").write_text(html(), encoding="utf-8")
    (HERE / "eml" / "table_de.eml").write_bytes(eml())
    (HERE / "pdf" / "trade_table.pdf").write_bytes(trade_pdf())
    (HERE / "pdf" / "latex.pdf").write_bytes(latex_pdf())
    (HERE / "pdf" / "ports_browser.html").write_text(browser_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
