"""Make the spreadsheets of the corpus: `python -m tests.corpus.documents.make_sheets`."""

import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from tests.corpus.documents.tables import PORTS, TRADE, TRADE_NOTE, TRADE_TITLE

HERE = Path(__file__).parent
PORTS_EN = "Cargo handled by the ports of the Caspian Sea, million tonnes"
PLAIN_CSV = """{title}

{rows}

Source: the ports. There is no figure for Kuryk in 2023.
"""
TYPICAL_CSV = """Außenhandel Kasachstans mit ausgewählten Partnern in Millionen US-Dollar;;;;
;;;;
Partner;Ausfuhr 2022;Einfuhr 2022;Ausfuhr 2023;Einfuhr 2023
{rows}
;;;;
Quelle: Zollstatistik Kasachstans; Stand Februar 2024
"""
NASTY_CSV = """sep=;
"Verband; Pressestelle";;;
;;;
Güterverkehr auf den Routen im Jahr 2023;;;
Route;"Güter,
Mio. t";Container (TEU);Bemerkung
"Mittlerer Korridor | TITR";2,8;20.100;"mit ""Transit"" gezählt"
Nord-Süd-Korridor;;12.345
Nordkorridor;k. A.
"""


def _german(text: str) -> str:
    return text.translate(str.maketrans({",": ".", ".": ","}))


def plain_csv() -> bytes:
    """Ports by year, as a program writes it."""
    rows = [("Port", *PORTS[0][1:])]
    rows += [(row[0].replace("ü", "u").replace("sch", "sh"), *row[1:]) for row in PORTS[1:]]
    lines = "\n".join(",".join(_german(cell) for cell in row) for row in rows)
    return PLAIN_CSV.format(title=f'"{PORTS_EN}"', rows=lines).encode()


def typical_csv() -> bytes:
    """Trade by partner, as a German spreadsheet saves it."""
    rows = "\n".join(";".join([row[0], *map(_german, row[1:])]) for row in TRADE[2:])
    text = TYPICAL_CSV.format(rows=rows.replace("Germany", "Deutschland"))
    text = text.replace("Türkiye", "Türkei").replace("Uzbekistan", "Usbekistan")
    return text.replace("\n", "\r\n").encode("cp1252")


def nasty_csv() -> bytes:
    """Cells of two lines, with bars, quotes and gaps; rows of unlike length."""
    return NASTY_CSV.encode("utf-8-sig")


def _saved(book: Workbook, results: dict[str, str] | None = None) -> bytes:
    """The workbook with the results of formulas, which the library does not write."""
    file, out = BytesIO(), BytesIO()
    book.properties.creator = "corpus"
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":  # no hour of making, so that it is always the same
                content = re.sub(rb"<dcterms:\w+ [^>]*>[^<]*</dcterms:\w+>", b"", content)
            if name.startswith("xl/worksheets/"):
                for formula, result in (results or {}).items():
                    known = re.escape(f"<f>{formula}</f>") + r"<v\s*(?:/>|></v>)"
                    shown = f"<f>{formula}</f><v>{result}</v>"
                    content = re.sub(known.encode(), shown.encode(), content)
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number(text: str) -> float | str | None:
    if not re.match(r"\d", text):
        return text or None
    return float(text.replace(",", ""))


def plain_xlsx() -> bytes:
    """Ports by year, numbers as numbers."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Ports"
    sheet.append([PORTS_EN])
    sheet.append(["Port", 2021, 2022, 2023, 2024])
    for row in PORTS[1:]:
        name = row[0].replace("ü", "u").replace("sch", "sh")
        sheet.append([name, *(_number(_german(cell)) for cell in row[1:])])
    return _saved(book)


def typical_xlsx() -> bytes:
    """Trade by partner under a head of two rows, and shares on a second sheet."""
    book = Workbook()
    book.properties.title = "Foreign trade of Kazakhstan in figures"
    sheet = book.active
    sheet.title = "Trade"
    sheet.append([TRADE_TITLE])
    sheet.append([])
    for number, row in enumerate(TRADE):
        sheet.append([row[0] or None, *(cell if number < 2 else _number(cell) for cell in row[1:])])
        for cell in sheet[sheet.max_row][1:]:
            cell.number_format = "#,##0.0"
    for place in ("A1:E1", "A3:A4", "B3:C3", "D3:E3"):
        sheet.merge_cells(place)
    sheet.append([])
    sheet.append([TRADE_NOTE])
    shares = book.create_sheet("Shares")
    shares.append(["Share of partners in the exports of Kazakhstan"])
    shares.append(["Partner", 2022, 2023])
    for name, *values in (("China", 0.156, 0.187), ("Italy", 0.164, 0.19)):
        shares.append([name, *values])
        for cell in shares[shares.max_row][1:]:
            cell.number_format = "0.0%"
    return _saved(book)


def nasty_xlsx() -> bytes:
    """Units in formats, dates, errors, formulas with and without results, and what is hidden."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Ports 2024"
    sheet.append(["Cargo of the ports of the Caspian Sea in 2024"])
    sheet.append(["Port", "As of", "Internal", "Cargo", "Containers", "Growth"])
    sheet.append(["Aktau", date(2024, 12, 31), 777, 12.345, 56500, 0.125])
    sheet.append(["Atyrau", date(2024, 12, 31), 888, 99.9, 11, 0.5])
    sheet.append(["Kuryk | ferries", date(2024, 12, 31), 666, 2.3, "=1/0", "=F3/2"])
    sheet.append(["Total", None, None, "=SUM(D3,D5)", 56500, None])
    for row in range(3, 7):
        sheet[f"B{row}"].number_format = "dd/mm/yyyy"
        sheet[f"D{row}"].number_format = '0.0 "Mt"'
        sheet[f"E{row}"].number_format = '#,##0 "TEU"'
        sheet[f"F{row}"].number_format = "0%"
    sheet["E5"].data_type = "e"
    sheet["E5"].value = "#DIV/0!"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    hidden = book.create_sheet("Sums")
    hidden.append(["Total of all ports", 555])
    hidden.sheet_state = "hidden"
    return _saved(book, {"SUM(D3,D5)": "14.645"})


def main() -> None:
    """Write all of them into the folders of their formats."""
    for kind, makers in (
        ("csv", (plain_csv, typical_csv, nasty_csv)),
        ("xlsx", (plain_xlsx, typical_xlsx, nasty_xlsx)),
    ):
        (HERE / kind).mkdir(exist_ok=True)
        for make in makers:
            (HERE / kind / f"{make.__name__.split('_')[0]}.{kind}").write_bytes(make())


if __name__ == "__main__":
    main()
