"""Make the PDF documents of the corpus: `python tests/corpus/documents/make_pdf.py`.

`browser.pdf` is printed by a browser from `browser.html`, as its page says:
`chromium --headless --no-pdf-header-footer --print-to-pdf=browser.pdf browser.html`.
"""

from io import BytesIO
from pathlib import Path

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph

FOLDER = Path(__file__).parent / "pdf"
WIDTH, HEIGHT = A4
PLAIN = (
    ("Aktau handles more containers than ever", 16),
    ("Aktau, 12 July 2024", 11),
    (
        "The Port of Aktau handled 41,300 containers in the first half of 2024, 28 percent more "
        "than a year before. Oil shipments through the port rose to 1.9 million tonnes in the "
        "same time.",
        11,
    ),
    (
        "Trade between Kazakhstan and Azerbaijan was worth $528 million in 2023, the ministry of "
        "trade said. It expects to reach $1 billion by 2030.",
        11,
    ),
)
GERMAN = (
    (
        (72, "Mittlerer Korridor: Güterverkehr wächst weiter", 16),
        (110, "Berlin, 5. März 2024. Auf der Transkaspischen Route wurden im Jahr 2023 rund", 11),
        (
            124,
            "2,8 Millionen Tonnen Güter befördert. Das sind 65 Prozent mehr als 2022. Der Güter-",
            11,
        ),
        (
            138,
            "verkehr über die Straße blieb gleich. Für 2024 erwarten die Bahnen auf der Strecke Baku-",
            11,
        ),
        (
            152,
            "Tbilisi 4,2 Millionen Tonnen, vor allem Getreide. Die Import- und Exportkosten sanken.",
            11,
        ),
        (180, "Der Ausbau des Hafens kostet 300 Millionen Euro und soll in den Jahren 2024-", 11),
        (194, "2027 fertig werden. Dazu sagte der Leiter des Hafens, die Ein-", 11),
        (208, "und Ausfuhr von Getreide habe zugenommen und werde in diesem Jahr um weitere", 11),
    ),
    (
        (72, "15 Prozent zunehmen.", 11),
        (100, "Der Handel zwischen Deutschland und Kasachstan erreichte 2023 einen Wert von", 11),
        (
            114,
            "8,7 Milliarden Euro. Darin sind Lieferungen von Erdöl im Wert von 5,9 Milliarden",
            11,
        ),
        (128, "Euro enthalten.", 11),
    ),
)
COLUMNS = (
    (
        "Rail freight on the corridor grew strongly in 2023. The railways of Kazakhstan carried "
        "297 million tonnes, and transit rose by 19 percent. New wagons came into service on the "
        "line to the Caspian Sea in autumn.",
        "The number of container trains from China reached 2,104, after 1,740 the year before. "
        "Most of them went on by ferry to Baku.",
    ),
    (
        "Georgia shipped goods worth $6.1 billion in 2023. Its largest port, Poti, handled "
        "590,000 TEU. A new terminal will add 200,000 TEU by 2026, the company that runs the port "
        "said at the opening.",
        "The corridor company lowered its tariffs by 10 percent. It wants to halve the travel "
        "time of a container from China to the Black Sea within the next three years.",
    ),
)
TABLE = (
    ("Year", "Freight, million tonnes", "Containers (TEU)"),
    ("2021", "0.8", "25,200"),
    ("2022", "1.7", "33,600"),
    ("2023", "2.8", "20,100"),
)


def _canvas(title: str | None = None, lang: str | None = None, **options: object) -> Canvas:
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1, lang=lang, **options)
    if title is not None:
        canvas.setTitle(title)
    return canvas


def _data(canvas: Canvas) -> bytes:
    canvas.save()
    data: bytes = canvas._filename.getvalue()
    return data


def _write(canvas: Canvas, x: float, top: float, text: str, size: float) -> None:
    canvas.setFont("Helvetica-Bold" if size > 12 else "Helvetica", size)
    canvas.drawString(x, HEIGHT - top, text)


def _flow(
    canvas: Canvas, paragraphs: tuple[tuple[str, float], ...], box: tuple[float, ...]
) -> None:
    left, bottom, width, height = box
    frame = Frame(left, bottom, width, height, 0, 0, 0, 0)
    story = []
    for text, size in paragraphs:
        font = "Helvetica-Bold" if size > 12 else "Helvetica"
        style = ParagraphStyle(
            "p", fontName=font, fontSize=size, leading=1.25 * size, spaceAfter=8,
            alignment=TA_JUSTIFY if width < 300 else 0,
        )  # fmt: skip
        story.append(Paragraph(text, style))
    frame.addFromList(story, canvas)
    assert not story, "the text does not fit"


def plain(**options: object) -> bytes:
    canvas = _canvas("Aktau handles more containers than ever", "en-GB", **options)
    _flow(canvas, PLAIN, (60, 300, WIDTH - 120, 480))
    return _data(canvas)


def german() -> bytes:
    canvas = _canvas("Microsoft Word - Korridor_final.docx", "de-DE")
    for number, lines in enumerate(GERMAN, start=1):
        _write(canvas, 60, 30, "Verband der Korridorbahnen · Pressemitteilung 7/2024", 8)
        for top, text, size in lines:
            _write(canvas, 60, top, text, size)
        _write(canvas, 60, HEIGHT - 30, "Verband der Korridorbahnen, Musterstraße 12, Berlin", 8)
        _write(canvas, 500, HEIGHT - 30, f"Seite {number} von 2", 8)
        canvas.showPage()
    return _data(canvas)


def columns() -> bytes:
    canvas = _canvas("Press kit: the corridor in 2023", "en")
    _write(canvas, 60, 70, "Press kit: the corridor in figures, year 2023 and outlook", 18)
    for place, paragraphs in enumerate(COLUMNS):
        box = (60 + place * 245, 300, 230, 440)
        _flow(canvas, tuple((text, 10) for text in paragraphs), box)
    _write(canvas, 60, 560, "Contact: the press office of the corridor company in Astana, all days, "
           "answers within two hours", 9)  # fmt: skip
    return _data(canvas)


def table() -> bytes:
    canvas = _canvas("untitled", "en")
    _write(canvas, 60, 70, "Freight on the corridor by year", 16)
    _write(canvas, 60, 100, "The table shows what the railways carried across the Caspian Sea.", 11)
    for number, cells in enumerate(TABLE):
        for left, cell in zip((60, 140, 320), cells, strict=True):
            _write(canvas, left, 130 + 16 * number, cell, 10)
    _write(canvas, 60, 220, "In 2024 the freight rose by 62 percent to 4.5 million tonnes.", 11)
    return _data(canvas)


def _picture() -> ImageReader:
    rows = bytes(255 - 40 * (x % 7 == 0 and y % 5 == 0) for y in range(60) for x in range(40))
    return ImageReader(BytesIO(b"P5 40 60 255\n" + rows))


def scan() -> bytes:
    canvas = _canvas("Scan")
    canvas.drawImage(_picture(), 0, 0, WIDTH, HEIGHT)
    return _data(canvas)


def partly_scanned() -> bytes:
    canvas = _canvas("Contract and annex", "en")
    for text in (
        "The port shipped 120,000 tonnes of grain in 2023.",
        None,
        "It expects 5 percent more.",
    ):
        if text is None:
            canvas.drawImage(_picture(), 0, 0, WIDTH, HEIGHT)
        else:
            _write(canvas, 60, 100, text, 11)
        canvas.showPage()
    return _data(canvas)


def encrypted(user: str) -> bytes:
    lock = StandardEncryption(user, ownerPassword="owner", strength=40)
    lock.setAllPermissions(1)
    return plain(encrypt=lock)


DOCUMENTS = {
    "plain": plain,
    "german": german,
    "columns": columns,
    "table": table,
    "scan": scan,
    "partly_scanned": partly_scanned,
    "encrypted": lambda: encrypted("secret"),
    "no_password": lambda: encrypted(""),
}


def main() -> None:
    """Write them all beside their expected facts."""
    FOLDER.mkdir(exist_ok=True)
    for name, make in DOCUMENTS.items():
        (FOLDER / f"{name}.pdf").write_bytes(make())


if __name__ == "__main__":
    main()
