"""PDF files are read in reading order with true places, or refused with a reason."""

import random
import time
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.pdf_files import lines, one_page, pdf, stream
from tracker.extraction import extract
from tracker.model.errors import ReadError
from tracker.readers.pdf import MAX_PAGES, read_pdf
from tracker.readers.pdf_layout import Piece, Row
from tracker.readers.pdf_paragraphs import text_of
from tracker.readers.pdf_runs import MAX_PAGE_BYTES, MAX_SECONDS
from tracker.readers.reading import Reading
from tracker.readers.whitespace import put_in_order

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents" / "pdf"
EXPECTED = sorted(
    path.name.split(".")[0]
    for path in DOCUMENTS.glob("*.expected.toml")
    if "table_figures" not in path.read_text(encoding="utf-8")  # tests/corpus has those
)
SENTENCE = b"BT /F 11 Tf 60 700 Td (Trade was worth 5 million tonnes.) Tj ET\n"


def _document(name: str) -> bytes:
    return (DOCUMENTS / f"{name}.pdf").read_bytes()


def _read(data: bytes, name: str = "a.pdf") -> Reading:
    reading = read_pdf(data, name, None)
    assert put_in_order(reading.text, name) == reading.text, "what follows would move the offsets"
    assert list(reading.pages) == sorted(reading.pages)
    assert reading.pages[0] == 0
    assert reading.pages[-1] <= len(reading.text)
    return reading


def _refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_pdf(data, "a.pdf", None)
    assert caught.value.detail[0].islower()
    assert caught.value.detail.endswith(".")
    return caught.value


def _numbered(texts: list[bytes], page: bytes = b"") -> bytes:
    """A file with one page for each text of drawing orders."""
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(texts)))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 595 842]"
        b"/Resources<</Font<</F 5 0 R>>>>>>" % (kids, len(texts)),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for number, text in enumerate(texts):
        objects[10 + 2 * number] = (
            b"<</Type/Page/Parent 2 0 R/Contents %d 0 R%s>>" % (11 + 2 * number, page)
        )  # fmt: skip
        objects[11 + 2 * number] = stream(text)
    return pdf(objects)


@pytest.mark.parametrize("name", EXPECTED)
def test_documents_read_as_expected(name: str) -> None:
    expected: dict[str, Any] = tomllib.loads((DOCUMENTS / f"{name}.expected.toml").read_text())
    reading = _read(_document(name), f"{name}.pdf")
    assert reading.text.startswith(expected["begins"] + "\n\n")
    assert reading.origin.title == expected.get("title")
    assert reading.origin.language == expected.get("language")
    assert reading.origin.published is None
    assert reading.origin.source is None
    assert len(reading.pages) == expected["pages"]
    found = extract(reading.text, language=reading.origin.language)
    for fact in found:
        assert reading.text[fact.start : fact.end] == fact.surface
    pages = [sum(fact.start >= start for start in reading.pages) for fact in found]
    assert [
        [fact.surface, fact.value, fact.unit, page] for fact, page in zip(found, pages, strict=True)
    ] == expected["figures"]


def test_paragraphs_hyphens_and_margins_of_the_german_release() -> None:
    reading = _read(_document("german"))
    first, second, third, fourth = reading.text.split("\n\n")
    assert first == "Mittlerer Korridor: Güterverkehr wächst weiter"
    assert "Der Güterverkehr über die Straße" in second
    assert "Strecke Baku-Tbilisi 4,2 Millionen" in second
    assert "in den Jahren 2024-2027 fertig" in third
    assert "die Ein- und Ausfuhr" in third
    assert third.endswith("um weitere 15 Prozent zunehmen.")  # goes on over the page
    assert reading.text[reading.pages[1] :].startswith("15 Prozent zunehmen.")
    assert fourth.startswith("Der Handel")
    assert "Verband" not in reading.text
    assert "Seite" not in reading.text
    assert reading.note is not None
    assert "“Verband der Korridorbahnen · Pressemitteilung 7/2024”" in reading.note
    assert reading.note.endswith("and its page numbers.")


def test_columns_are_read_one_after_the_other() -> None:
    paragraphs = _read(_document("columns")).text.split("\n\n")
    begun = ["Press kit:", "Rail freight", "The number", "Georgia", "The corridor", "Contact:"]
    assert [
        text.startswith(start) for text, start in zip(paragraphs, begun, strict=True)
    ] == [True] * 6  # fmt: skip
    assert paragraphs[1].endswith("on the line to the Caspian Sea in autumn.")


def test_three_columns_below_a_heading() -> None:
    words = ["grain oil ore steel coal"] * 11 + ["grain oil ore and steel."]
    content = lines("What the railways carried on the long way from Xi'an to Poti", top=800)
    for column, kind in enumerate(("Alpha", "Beta", "Gamma")):
        texts = [f"{kind} {word}" for word in words]
        content += lines(*texts, x=40 + 180 * column, top=770 - column)
    paragraphs = _read(one_page(content)).text.split("\n\n")
    assert [text.split()[0] for text in paragraphs] == ["What", "Alpha", "Beta", "Gamma"]
    assert [text.count(text.split()[0]) for text in paragraphs[1:]] == [12, 12, 12]


def test_box_of_short_lines_beside_the_text() -> None:
    text = ["the corridor carried more goods than in all the years before it"] * 10
    text[-1] += "."
    content = lines(*text) + lines("Contact", "Press office", "Astana", x=480, top=775, step=17)
    paragraphs = _read(one_page(content)).text.split("\n\n")
    assert paragraphs == [" ".join(text), "Contact Press office Astana"]


def test_table_rows_become_lines_of_cells() -> None:
    text = _read(_document("table")).text
    assert (
        "\n\nYear | Freight, million tonnes | Containers (TEU)\n2021 | 0.8 | 25,200\n"
        "2022 | 1.7 | 33,600\n2023 | 2.8 | 20,100\n\nIn 2024" in text
    )


def test_empty_cells_keep_the_columns_apart() -> None:
    content = lines("Year", "2021", "2022") + lines("Oil", "", "3.5", x=200)
    content += lines("Grain", "7", "9", x=300)
    assert _read(one_page(content)).text == "Year | Oil | Grain\n2021 | | 7\n2022 | 3.5 | 9"


ODD = "aÄ7.-–\u00ad\u0308\u200b\ufeff\x00\x85\u2028\ud800\ufb01 \u00a0|•\u1100\u1161"


@given(st.lists(st.lists(st.lists(st.text(ODD, max_size=6), min_size=1, max_size=3)), max_size=4))
def test_what_is_put_in_order_later_is_in_order_already(pages: list[list[list[str]]]) -> None:
    blocks = []
    for page in pages:
        rows = [
            Row(
                tuple(
                    Piece(100.0 * x, 100.0 * x + 50, -14.0 * y, 11, text, False, False)
                    for x, text in enumerate(row)
                )
            )
            for y, row in enumerate(page)
        ]
        blocks.append([rows] if rows else [])
    text, starts = text_of(blocks)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    if text.strip():
        assert put_in_order(text, "a.pdf") == text
    assert all(0 <= start <= len(text) for start in starts)


def test_one_wide_gap_makes_no_table() -> None:
    content = lines("Astana, 5 May 2024", top=780) + lines("Press release", x=400, top=780)
    content += lines("The port grew.", top=740)
    text = _read(one_page(content)).text
    assert text == "Astana, 5 May 2024 Press release\n\nThe port grew."


def test_headings_lists_and_indented_paragraphs_stand_alone() -> None:
    content = lines("Outlook", size=16, top=800)
    content += lines("Goods that the port ships to the west and the north:", top=770)
    content += lines("• grain, 2 million tonnes", "• oil, 3 million tonnes and", top=756)
    content += lines("more", x=68, top=728)
    content += lines("• ore", top=714)
    content += lines(
        "The port grows every year as the railways carry more goods to it, and", top=690
    )
    content += lines("it will grow on.", top=676)
    content += lines("A new pier is being built.", x=74, top=662)
    assert _read(one_page(content)).text == (
        "Outlook\n\nGoods that the port ships to the west and the north:\n"
        "• grain, 2 million tonnes\n• oil, 3 million tonnes and more\n• ore\n\n"
        "The port grows every year as the railways carry more goods to it, and it will grow on.\n\n"
        "A new pier is being built."
    )


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("der Güter-", "verkehr", "der Güterverkehr"),
        ("the Trans-", "Caspian route", "the Trans-Caspian route"),
        ("von Baku-", "Tbilisi", "von Baku-Tbilisi"),
        ("von Baku–", "Tbilisi", "von Baku–Tbilisi"),
        ("2019-", "2023", "2019-2023"),
        ("2019–", "2023", "2019–2023"),
        ("Import-", "und Exportgüter", "Import- und Exportgüter"),
        ("the port –", "of Baku", "the port – of Baku"),
        ("the port", "of Baku", "the port of Baku"),
    ],
)
def test_words_broken_at_the_end_of_a_line(above: str, below: str, joined: str) -> None:
    assert _read(one_page(lines(above, below))).text == joined


def test_numbered_headers_are_left_out_but_not_figures_at_the_same_place() -> None:
    pages = [
        lines("Corridor News 3 of May", "", f"{value} million tonnes in all", top=820, step=20)
        + lines(f"Text {'abc'[number]}.", top=500)
        + lines(str(number + 1), x=290, top=30)
        for number, value in enumerate((4, 9, 2))
    ]
    reading = _read(_numbered(pages))
    assert reading.text == (
        "4 million tonnes in all\n\nText a.\n\n9 million tonnes in all\n\nText b.\n\n"
        "2 million tonnes in all\n\nText c."
    )
    assert reading.note == (
        "Read without its headers and footers (“Corridor News 3 of May”) and its page numbers."
    )


def test_what_the_document_marks_as_header_is_left_out() -> None:
    marked = b"/Artifact<</Type/Pagination>>BDC " + lines("Corridor News", top=820) + b"EMC "
    reading = _read(one_page(marked + SENTENCE))
    assert reading.text == "Trade was worth 5 million tonnes."
    assert reading.note == "Read without its headers and footers (“Corridor News”)."


def test_text_in_forms_turned_pages_and_beside_the_sheet() -> None:
    form = stream(lines("In a form."), b"/Type/XObject/Subtype/Form/Matrix[1 0 0 1 0 -40]")
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
    content = lines("On the page.", "", "", "", x=60) + b"/X Do "
    content += lines("Beside it.", x=-400) + b"BT /F 9 Tf 0 1 -1 0 20 20 Tm (Up) Tj ET"
    reading = _read(one_page(content, resources=resources, others={6: form}))
    assert reading.text == "On the page.\n\nIn a form."
    assert reading.note == (
        "Read without one word that stands aslant or in another direction. "
        "Read without 2 words that stand beside the visible sheet."
    )
    turned = b"BT /F 11 Tf 0 1 -1 0 100 60 Tm (One line) Tj 0 -14 Td (and another.) Tj ET"
    assert _read(one_page(turned)).text == "One line and another."


def test_raised_figures_do_not_run_into_the_word_before() -> None:
    content = lines("5 million km") + b"BT /F 6 Tf 118.1 784 Td (2) Tj ET"
    assert _read(one_page(content)).text == "5 million km²"


def test_letters_drawn_twice_are_read_once() -> None:
    content = lines("5 million tonnes") + lines("5 million tonnes", x=60.3)
    assert _read(one_page(content)).text == "5 million tonnes"


MADE_UP = "Microsoft Word - x.doc|untitled|Untitled document|a|a.pdf|Layout 1|x y.indd| "


@pytest.mark.parametrize("title", MADE_UP.split("|"))
def test_titles_that_programs_make_up_are_none(title: str) -> None:
    data = one_page(SENTENCE, others={7: b"<</Title(%s)>>" % title.encode()})
    assert _read(data).origin.title is None
    real = one_page(SENTENCE, others={7: b"<</Title(Trade grows)>>"})
    assert _read(real).origin.title == "Trade grows"
    assert _read(real, "Trade grows.pdf").origin.title is None


def test_scans_and_locked_files_are_refused_with_what_to_do() -> None:
    scan = _refusal(_document("scan"))
    assert scan.reason == "no_text"
    assert "scan" in scan.detail
    assert "OCR" in scan.detail
    locked = _refusal(_document("encrypted"))
    assert locked.reason == "encrypted"
    assert "password" in locked.detail
    assert _refusal(one_page(b"")).reason == "no_text"
    assert _refusal(b"Trade was 5 million.").reason == "wrong_type"


def test_pages_without_text_are_named_and_begin_where_the_next_does() -> None:
    reading = _read(_document("partly_scanned"))
    assert reading.note == "Page 2 has no text; it is a picture."
    assert reading.pages[1] == reading.pages[2] == reading.text.index("It expects")


def test_library_warnings_go_to_the_note(capfd: pytest.CaptureFixture[str]) -> None:
    data = one_page(SENTENCE)
    reading = _read(data.replace(b"startxref\n", b"startxref\n9"))
    assert reading.text == "Trade was worth 5 million tonnes."
    assert reading.note is not None
    assert "damaged" in reading.note
    assert _read(data).note is None
    captured = capfd.readouterr()
    assert captured.err == captured.out == ""


KIDS = b" ".join([b"3 0 R"] * (MAX_PAGES - 1))
FORM = b"/Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
NASTY: dict[str, tuple[set[str], Callable[[], bytes]]] = {
    "cut": ({"unreadable"}, lambda: one_page(SENTENCE)[:-300]),
    "only a head": ({"unreadable"}, lambda: b"%PDF-1.7\n"),
    "circle of pages": (
        {"unreadable"},
        lambda: one_page(SENTENCE, pages=b"/Kids[2 0 R 3 0 R]/Count 2"),
    ),
    "too many pages": (
        {"too_large"},
        lambda: one_page(SENTENCE, pages=b"/Kids[" + KIDS + b" 3 0 R 3 0 R]/Count 1"),
    ),
    "bomb": ({"too_large"}, lambda: one_page(b" " * (MAX_PAGE_BYTES + 1), packed=True)),
    "many orders": ({"too_large"}, lambda: one_page(b"q " * 1_000_000, packed=True)),
    "deep": ({"unreadable", "too_large"}, lambda: one_page(b"[" * 100_000, packed=True)),
    "forms in themselves": (
        {"too_large"},
        lambda: one_page(
            b"/X Do",
            resources=b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>",
            others={6: stream(b"/X Do " * 9, FORM)},
        ),
    ),
    "brackets": ({"unreadable"}, lambda: b"%PDF-1.4\n1 0 obj\n" + b"(" * 1_000_000),
}


@pytest.mark.parametrize("name", NASTY)
def test_nasty_files_are_refused_soon(name: str) -> None:
    reasons, make = NASTY[name]
    data = make()
    begun = time.process_time()
    assert _refusal(data).reason in reasons
    assert time.process_time() - begun < MAX_SECONDS + 2


def test_one_large_page_shown_again_and_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.readers.pdf_runs.MAX_ALL_BYTES", 1_000_000)
    data = one_page(b" " * 300_000 + SENTENCE, packed=True, pages=b"/Kids[" + KIDS + b"]/Count 1")
    error = _refusal(data)
    assert error.reason == "too_large"
    assert "unpacks to more than 1 MB" in error.detail


def test_endless_work_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.readers.pdf_runs.MAX_SECONDS", 0.01)
    data = one_page(b"(a) Tj " * 20_000 + SENTENCE, packed=True)
    assert _refusal(data).reason == "too_slow"


def test_claimed_counts_and_far_places_do_no_harm() -> None:
    claimed = one_page(SENTENCE, pages=b"/Kids[3 0 R]/Count 99999999")
    assert len(_read(claimed).pages) == 1
    large = b"9" * 30
    far = b"BT /F 11 Tf " + b"%s 0 0 %s 0 0 cm " % (large, large) * 12 + b"(far) Tj ET"
    with pytest.raises(ReadError, match="no_text"):
        read_pdf(one_page(far), "a.pdf", None)


def test_two_hundred_mutations_are_read_or_refused() -> None:
    data = one_page(SENTENCE + lines("Oil rose by 5 percent.", "Grain fell.", top=600))
    outcomes: Counter[str] = Counter()
    for seed in range(200):
        chance = random.Random(seed)
        changed = bytearray(data)
        for _ in range(chance.choice((1, 2, 4, 20))):
            place = chance.randrange(len(changed))
            kind = chance.randrange(3)
            if kind == 0:
                changed[place] = chance.randrange(256)
            elif kind == 1:
                del changed[place : place + chance.randrange(1, 20)]
            else:
                changed[place:place] = changed[chance.randrange(len(changed)) :][:30]
        try:
            _read(bytes(changed))
        except ReadError as error:
            outcomes[error.reason] += 1
        else:
            outcomes["read"] += 1
    assert set(outcomes) <= {
        "read",
        "unreadable",
        "no_text",
        "wrong_type",
        "too_large",
        "encrypted",
    }
    assert 20 < outcomes["read"] < 180
