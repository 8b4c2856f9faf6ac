"""Makes a folder of documents of all kinds, of our own text, to try ingestion on.

    python scripts/make_documents.py FOLDER --count 2000 --seed 7

The same count and seed give the same bytes. One file in about twenty is no good: broken, empty,
encrypted, of no known kind; some repeat another, word for word or nearly.
"""

import argparse
import csv
import io
import random
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from pathlib import Path

WEIGHTS = {
    **{"txt": 24, "html": 18, "pdf": 14, "docx": 10, "eml": 8, "md": 6, "odt": 5, "csv": 4},
    **{"xlsx": 4, "zip": 1, "copy": 3, "near": 3, "bad": 4},
}
BAD = ("empty.txt", "blank.html", "broken.pdf", "broken.docx", "cut.zip", "locked.pdf", "photo.png")
ENGLISH = (
    "Freight on the Middle Corridor rose by {percent} percent to {value} million tonnes in {year}.",
    "The Port of Aktau handled {value} million tonnes of cargo in {year}, up {percent}%.",
    "Trade between Kazakhstan and Azerbaijan reached ${money} million in {year}.",
    "Exports of Georgia to Turkey fell {percent} percent to {money} million dollars in {year}.",
    "The railway carried {boxes} TEU in the first half of {year}.",
    "By {later} the capacity of the port is to grow to {value} million tonnes a year.",
)
GERMAN = (
    "Der Güterverkehr auf dem Mittleren Korridor stieg {year} um {comma} Prozent auf {deci} "
    "Millionen Tonnen.",
    "Der Hafen Aktau schlug {year} rund {deci} Millionen Tonnen Fracht um.",
    "Der Handel zwischen Kasachstan und Aserbaidschan erreichte {year} {money} Mio. US-Dollar.",
    "Die Exporte Georgiens sanken {year} um {comma} Prozent auf {money} Mio. Euro.",
    "Im ersten Halbjahr {year} wurden {dotted} TEU befördert.",
    "Bis {later} soll die Kapazität des Hafens auf {deci} Millionen Tonnen im Jahr wachsen.",
)
FILLING = {
    "en": (
        "Officials met in the capital to speak about the next steps.",
        "Shippers ask above all for reliable times and fewer papers at the border.",
        "The parties agreed to meet again before the end of the season.",
        "Further details were not given.",
    ),
    "de": (
        "Vertreter beider Seiten sprachen in der Hauptstadt über die nächsten Schritte.",
        "Die Verlader wünschen sich vor allem verlässliche Zeiten und weniger Papiere.",
        "Ein weiteres Treffen ist für die kommende Saison vereinbart.",
        "Weitere Einzelheiten wurden nicht genannt.",
    ),
}
TITLES = {"en": "Corridor news {number}: cargo and trade", "de": "Korridor-Nachrichten {number}"}
_EARLY = (1980, 1, 1, 0, 0, 0)
Page = tuple[str, list[str]]


def make(folder: Path, count: int, seed: int) -> None:
    """Fill a new folder with so many files."""
    folder.mkdir(parents=True)
    dice = random.Random(seed)
    kinds = dice.choices(list(WEIGHTS), weights=list(WEIGHTS.values()), k=count)
    made: list[tuple[str, Page]] = []
    for number, kind in enumerate(kinds):
        page = _page(dice, number)
        if kind == "bad":
            name = BAD[number % len(BAD)]
            path, data = folder / "bad" / f"{number:05}_{name}", _bad(name, page)
        elif kind in ("copy", "near") and made:
            before, page = dice.choice(made)
            kind, page = ("txt", _nearly(page)) if kind == "near" else (before, page)
            path, data = folder / "again" / f"{number:05}.{kind}", WRITERS[kind](page)
        else:
            kind = kind if kind in WRITERS else "txt"
            path, data = folder / kind / f"{number:05}.{kind}", WRITERS[kind](page)
            if kind != "zip":
                made.append((kind, page))
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def _page(dice: random.Random, number: int) -> Page:
    language = dice.choice(("en", "de"))
    sentences = ENGLISH if language == "en" else GERMAN
    paragraphs = []
    for _ in range(dice.choice((3, 4, 5, 6, 8, 30))):
        spoken = [_fill(dice, dice.choice(sentences)), *dice.choices(FILLING[language], k=2)]
        dice.shuffle(spoken)
        paragraphs.append(" ".join(spoken))
    return TITLES[language].format(number=number), paragraphs


def _fill(dice: random.Random, sentence: str) -> str:
    value, percent = dice.randint(11, 990) / 10, dice.randint(11, 390) / 10
    boxes, year = dice.randint(1100, 990_000), dice.randint(2015, 2025)
    return sentence.format(
        value=value,
        deci=str(value).replace(".", ","),
        percent=percent,
        comma=str(percent).replace(".", ","),
        money=dice.randint(100, 990),
        boxes=f"{boxes:,}",
        dotted=f"{boxes:,}".replace(",", "."),
        year=year,
        later=year + 5,
    )


def _nearly(page: Page) -> Page:
    title, paragraphs = page
    return title, [*paragraphs[:-1], paragraphs[-1] + " (tk)"]


def _text(page: Page) -> bytes:
    return "\n\n".join((page[0], *page[1])).encode()


def _markdown(page: Page) -> bytes:
    return "\n\n".join((f"# {page[0]}", *page[1], "*Desk*")).encode()


def _html(page: Page) -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page[1])
    menu = "".join(f'<li><a href="/{number}">Topic {number}</a></li>' for number in range(9))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(page[0])}</title></head>"
        f"<body><nav><ul>{menu}</ul></nav><article><h1>{escape(page[0])}</h1>{body}</article>"
        "<footer>Imprint</footer></body></html>"
    ).encode()


def _mail(page: Page) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = page[0], "Desk <desk@example.org>"
    mail["Date"] = "Fri, 12 Jul 2024 09:00:00 +0000"
    mail.set_content("\n\n".join(page[1]), charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()


def _rows(page: Page) -> list[tuple[str, ...]]:
    rows = [("Remark", "Words", "Signs")]
    for paragraph in page[1]:
        words = paragraph.split()
        rows.append((" ".join(words[:9]), str(len(words)), str(len(paragraph))))
    return rows


def _csv(page: Page) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(_rows(page))
    return file.getvalue().encode()


def _packed(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EARLY)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return file.getvalue()


_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMATS = "application/vnd.openxmlformats-officedocument"


def _office(kind: str, target: str, main: str, more: dict[str, str | bytes]) -> bytes:
    types = (
        f'<Types xmlns="{_PACKAGES}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/{target}" ContentType='
        f'"{_FORMATS}.{kind}.main+xml"/></Types>'
    )
    return _packed({
        "[Content_Types].xml": types,
        "_rels/.rels": _relations(f"{_OFFICE}/officeDocument", target),
        target: main,
        **more,
    })  # fmt: skip


def _relations(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGES}/relationships"><Relationship Id="rId1" '
        f'Type="{kind}" Target="{target}"/></Relationships>'
    )


def _word(page: Page) -> bytes:
    body = "".join(
        f"<w:p><w:r><w:t>{escape(each)}</w:t></w:r></w:p>" for each in (page[0], *page[1])
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _office("wordprocessingml.document", "word/document.xml", main, {})


def _sheet(page: Page) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in _rows(page)
    )
    book = (
        f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}"><sheets><sheet name="Data" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )
    return _office("spreadsheetml.sheet", "xl/workbook.xml", book, {
        "xl/_rels/workbook.xml.rels": _relations(f"{_OFFICE}/worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>',
    })  # fmt: skip


def _open_text(page: Page) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    body = "".join(f"<text:p>{escape(each)}</text:p>" for each in (page[0], *page[1]))
    kind = "application/vnd.oasis.opendocument.text"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:text="{space}:text:1.0"'
        f' office:version="1.3"><office:body><office:text>{body}</office:text></office:body>'
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return _packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _pdf(page: Page) -> bytes:
    """Pages of 40 lines of 90 signs in Helvetica."""
    lines = [page[0], ""]
    for paragraph in page[1]:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) > 90:
                lines.append(line)
                line = ""
            line += (" " if line else "") + word
        lines += [line, ""]
    sheets = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    numbers = [4 + 2 * place for place in range(len(sheets))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, sheet in zip(numbers, sheets, strict=True):
        objects += [(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        ).encode(), _drawn(sheet)]  # fmt: skip
    return _numbered(objects)


def _drawn(lines: list[str]) -> bytes:
    shown = b"".join(
        b"(" + line.encode("cp1252", "replace").translate(_SIGNS) + b") Tj T*\n" for line in lines
    )
    content = b"BT /F1 11 Tf 16 TL 50 790 Td\n" + shown + b"ET"
    return b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)


_SIGNS = bytes(0x20 if sign in b"()\\" else sign for sign in range(256))


def _numbered(objects: list[bytes], more: bytes = b"") -> bytes:
    file, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer<</Size %d/Root 1 0 R%b>>\n" % (len(objects) + 1, more)
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def _locked(page: Page) -> bytes:
    """A PDF file that says it needs a password; no password fits."""
    catalog = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>" % (b"41" * 32, b"42" * 32),
    ]
    name = page[0].encode("ascii", "replace").hex().encode()[:32].ljust(32, b"0")
    return _numbered(catalog, b"/Encrypt 3 0 R/ID[<%b><%b>]" % (name, name))


def _archive(page: Page) -> bytes:
    title, paragraphs = page
    return _packed({
        f"{title}/{number}.{kind}": WRITERS[kind]((f"{title} {number}", paragraphs[number:]))
        for number, kind in enumerate(("txt", "html", "pdf"))
    })  # fmt: skip


def _bad(name: str, page: Page) -> bytes:
    made: dict[str, Callable[[], bytes]] = {
        "empty.txt": lambda: b"",
        "blank.html": lambda: b"<html><body> </body></html>",
        "broken.pdf": lambda: b"%PDF-1.4\n" + _text(page)[:200],
        "broken.docx": lambda: _word(page)[:-60],
        "cut.zip": lambda: _archive(page)[:-90],
        "locked.pdf": lambda: _locked(page),
        "photo.png": lambda: b"\x89PNG\r\n\x1a\n" + _text(page)[:50],
    }
    return made[name]()


WRITERS: dict[str, Callable[[Page], bytes]] = {
    **{"txt": _text, "md": _markdown, "html": _html, "pdf": _pdf, "docx": _word, "odt": _open_text},
    **{"eml": _mail, "csv": _csv, "xlsx": _sheet, "zip": _archive},
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--count", type=int, default=2000, help="number of files")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    make(given.folder, given.count, given.seed)
