"""Briefings: a Word document that another program reads as it was meant."""

import base64
import io
from datetime import date

import pytest
from docx import Document

from dashboard.components.briefing import MAX_ROWS, Briefing, Section, write_briefing
from dashboard.components.briefing_parts import write_parts
from dashboard.components.tables import Link, Table
from dashboard.numbers import Numbers
from dashboard.wording import Wording

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _speak(language: str = "en") -> Wording:
    return Wording(language=language, numbers=Numbers(language, {}), labels={})


def _made(language: str = "en", **changes: object) -> Briefing:
    known: dict[str, object] = {
        "title": "How much do the corridors carry?",
        "lead": "Stated figures.",
        "origin": "http://tracker.example",
        "address": "/corridors?kind=port",
        "made": date(2026, 11, 22),
    }
    return Briefing(**(known | changes))  # type: ignore[arg-type]


def _read(briefing: Briefing, language: str = "en") -> "Document":
    return Document(io.BytesIO(write_briefing(briefing, _speak(language))))


def _links(word: "Document") -> set[str]:
    return {one.target_ref for one in word.part.rels.values() if one.is_external}


def test_a_briefing_says_what_it_shows_where_it_is_from_and_of_which_day() -> None:
    word = _read(_made(as_of="2024-05-01"))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert word.paragraphs[0].text == "How much do the corridors carry?"
    assert "Stated figures." in text
    assert "22 Nov 2026" in text
    assert "As known on 1 May 2024" in text
    assert _links(word) == {"http://tracker.example/corridors?kind=port"}
    assert word.core_properties.title == "How much do the corridors carry?"


def test_a_section_has_its_picture_described_its_table_linked_and_its_sources_named() -> None:
    table = Table(
        heads=["Name", "Figure"],
        rows=[["Port of Aktau", Link("4.5 Mt", "/fact/aaaaaaaaaaaa:1-5")]],
        numeric=frozenset({1}),
    )
    section = Section(
        heading="Ports",
        subtitle="Tonnes a year",
        picture=PIXEL,
        table=table,
        note="One source disagrees.",
        sources=["AZERTAC", "Trend"],
    )
    word = _read(_made(sections=[section]))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Tonnes a year" in text
    assert "One source disagrees." in text
    assert "Sources: AZERTAC · Trend" in text
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == "Ports. Tonnes a year"
    (drawn,) = word.tables
    assert [cell.text for cell in drawn.rows[0].cells] == ["Name", "Figure"]
    assert drawn.rows[1].cells[0].text == "Port of Aktau"
    assert drawn.rows[1].cells[1].paragraphs[0].hyperlinks[0].text == "4.5 Mt"
    assert "http://tracker.example/fact/aaaaaaaaaaaa:1-5" in _links(word)


def test_of_a_long_table_the_rest_is_counted() -> None:
    rows = [[str(number)] for number in range(MAX_ROWS + 7)]
    word = _read(_made(sections=[Section(heading="All", table=Table(heads=["n"], rows=rows))]))
    assert len(word.tables[0].rows) == MAX_ROWS + 1
    assert any("7 more rows" in paragraph.text for paragraph in word.paragraphs)


@pytest.mark.parametrize("text", ["a\x00b", "\u202eevil", "a\ud800b", "<w:p/>&"])
def test_foreign_signs_neither_break_the_file_nor_become_markup(text: str) -> None:
    section = Section(heading=text, sources=[text], table=Table(heads=[text], rows=[[text]]))
    word = _read(_made(title=text, sections=[section]))
    assert "\x00" not in word.paragraphs[0].text
    assert word.tables[0].rows[1].cells[0].text.startswith(text[0].replace("\u202e", "‹"))


def test_a_german_briefing_speaks_german() -> None:
    word = _read(_made(), "de")
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Erstellt am 22.11.2026 aus" in text
    assert word.core_properties.language == "de-DE"


PARTS = {
    "title": "How full?",
    "lead": "Stated figures.",
    "address": "http://tracker.example/corridors?kind=port#card-timeline",
    "as_of": "2024-05-01",
    "sections": [
        {
            "heading": "Ports",
            "subtitle": "Tonnes",
            "note": "",
            "picture": "data:image/png;base64," + base64.b64encode(PIXEL).decode(),
            "table": {
                "heads": ["Name", "Figure"],
                "rows": [["Aktau", ["4.5 Mt", "/fact/aaaaaaaaaaaa:1-5"]], ["too short"]],
                "numeric": [1],
            },
            "sources": ["AZERTAC", 5],
        }
    ],
}


def test_what_the_browser_gathered_becomes_the_document() -> None:
    word = Document(io.BytesIO(write_parts(PARTS, _speak())))
    assert _links(word) == {
        "http://tracker.example/corridors?kind=port",
        "http://tracker.example/fact/aaaaaaaaaaaa:1-5",
    }
    assert len(word.inline_shapes) == 1
    assert len(word.tables[0].rows) == 2
    assert any("As known on 1 May 2024" in one.text for one in word.paragraphs)


@pytest.mark.parametrize(
    "changes",
    [
        {"picture": "data:image/png;base64,###"},
        {"picture": "data:image/png;base64,aGFsbG8="},
        {"picture": "http://elsewhere.example/x.png"},
        {"picture": 7, "table": 7, "sources": None, "heading": None},
    ],
)
def test_what_is_no_picture_is_left_out(changes: dict[str, object]) -> None:
    section = {**PARTS["sections"][0], **changes}  # type: ignore[dict-item]
    word = Document(io.BytesIO(write_parts({**PARTS, "sections": [section, "x"]}, _speak())))
    assert len(word.inline_shapes) == 0


def test_an_address_that_is_none_makes_no_link_to_elsewhere() -> None:
    word = Document(io.BytesIO(write_parts({**PARTS, "address": "javascript:alert(1)"}, _speak())))
    assert all(link.startswith(("/", "")) and "javascript" not in link for link in _links(word))
