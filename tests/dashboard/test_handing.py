"""What a file said goes to the browser and back; what comes back is believed as far as it fits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.app import create_app
from dashboard.components.origin_words import origin_note, say_origin
from dashboard.components.read_origin import describe_field, said_by_file
from dashboard.handing import pack_handed, unpack_handed
from dashboard.pages import read as page
from dashboard.receiving import receive, store_received
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tests.dashboard.test_pages import text_of
from tracker import Document, FieldOrigin, How, Section, Store

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
TEXT = "Seite eins: 5 Mio. t.\n\nSeite zwei: 7 Mio. t."
HANDED = Document(
    text=TEXT,
    title="Ein Bericht",
    published="2024-03",
    language="de",
    url="https://a.example/b",
    note="Page 3 has no text.",
    found=(
        FieldOrigin(field="title", how=How.GUESSED, where="the file's name"),
        FieldOrigin(field="published", how=How.STATED, where="Date header"),
    ),
    pages=(0, 23),
    sections=(
        Section(start=0, end=21, published="2024-03-05", source="Trend"),
        Section(start=23, end=len(TEXT), url="https://a.example/c"),
    ),
)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "facts.db", ()) as made, create_app(made).server.app_context():
        yield made


def test_what_is_packed_comes_back_as_it_was() -> None:
    assert unpack_handed(json.loads(json.dumps(pack_handed(HANDED))), TEXT) == HANDED


@pytest.mark.parametrize(
    "crafted",
    [
        {"pages": [0, 999]}, {"pages": [5, 1]}, {"pages": [True]}, {"pages": "0"},
        {"pages": [1e300]}, {"pages": [0] * 20_001}, {"sections": [[0, 5, None, None, None]] * 2},
        {"sections": [[5, 5, None, None, None]]}, {"sections": [[0, 5]]}, {"sections": {}},
        {"sections": [[0, 5, "bald", None, None]]},
        {"sections": [[0, 5, None, None, "javascript:alert(1)"]]},
        {"found": [["title", "believed", None]]}, {"found": [["text", "given", None]]},
        {"found": [["title", "given", None]] * 6}, {"found": [[[], "given", None]]},
        {"title": 7}, {"title": "\ud800"}, {"note": "\x00"}, {"note": "x" * 5000},
        {"published": "2024-13"}, {"published": "2024/2025"}, {"url": "ftp://a"}, {"source": []},
    ],
    ids=str,
)  # fmt: skip
def test_crafted_parts_are_not_believed(crafted: dict[str, Any]) -> None:
    assert unpack_handed({**pack_handed(HANDED), **crafted}, TEXT) is None


@pytest.mark.parametrize("raw", [None, 7, [], "x", [["title"]]])
def test_what_is_no_document_is_none(raw: object) -> None:
    assert unpack_handed(raw, TEXT) is None


def test_what_a_pdf_says_reaches_the_database(own: Store, english: Wording) -> None:
    name = "partly_scanned.pdf"
    first = receive((CORPUS / "pdf" / name).read_bytes(), name, {}, own, english).read
    assert first is not None
    handed = unpack_handed(json.loads(json.dumps(pack_handed(first.document))), first.document.text)
    typed = {"title": first.document.title, "language": "en", "source": "Port authority"}
    sent = first.document.text.encode()
    again = receive(sent, "partly_scanned.txt", typed, own, english, handed).read
    assert again is not None
    done = store_received(again, [], {}, {}, "Ada", own, english, name)
    [row] = own.documents()
    stored = own.document(row.id).document
    assert (len(stored.pages), stored.note) == (3, "Page 2 has no text; it is a picture.")
    how = {each.field: (each.how, each.where) for each in stored.found}
    assert how["title"] == (How.STATED, "document properties")
    assert how["source"][0] is How.GIVEN
    assert [one.page for one in own.facts(order=(("start", "asc"),))] == [1, 3]
    [noted] = own.intake.list()
    assert (noted.place, noted.kind.value, noted.document_id) == (name, "upload", row.id)
    assert noted.detail == stored.note
    assert done["kept"] == 2


def test_fields_of_an_earlier_file_are_taken_back_and_typed_ones_kept() -> None:
    now = pack_handed(Document(text="x", title="Neu", language="de", found=(
        FieldOrigin(field="language", how=How.GUESSED, where="its words"),
    )))  # fmt: skip
    before = {"handed": pack_handed(HANDED)}
    typed = {
        "title": "Ein Bericht", "published": "2024-03", "source": "Ada", "url": "", "language": "",
    }  # fmt: skip
    assert said_by_file(now, before, typed) == {"title": "Neu", "published": ""}
    assert said_by_file(now, None, typed) == {"title": "Neu"}


@pytest.mark.parametrize(
    ("origin", "value", "words", "mark"),
    [
        (None, None, "nicht gefunden", "missing"),
        (None, "x", "\u00a0", ""),
        (FieldOrigin(field="title", how=How.GUESSED, where="its first line"), "x",
         "aus: erste Zeile", "guessed"),
        (FieldOrigin(field="url", how=How.STATED, where="meta tag og:url"), "x",
         "steht im Dokument: Meta-Angabe og:url", ""),
        (FieldOrigin(field="url", how=How.LISTED), "x", "documents.toml", ""),
        (FieldOrigin(field="url", how=How.GIVEN), "x", "von einer Person", ""),
        (FieldOrigin(field="url", how=How.STATED, where="\u202eevil"), "x", "‹U+202E›evil", ""),
    ],
)  # fmt: skip
def test_a_guess_and_a_gap_are_marked(
    german: Wording, origin: FieldOrigin | None, value: str | None, words: str, mark: str
) -> None:
    shown = text_of(origin_note(origin, value, german))
    assert words in shown
    assert ("origin-mark" in shown) == bool(mark)
    assert say_origin(origin, value, german)[1] == (mark or "said")


def test_an_undated_text_tells_what_its_dateline_says(own: Store, english: Wording) -> None:
    text = "BAKU, March 5, 2024 (Trend) — The Port of Baku handled 7 million tons."
    found = receive(text.encode(), "a.txt", {}, own, english).read
    assert "5 Mar 2024" in text_of(describe_field("published", "", found, english))
    plain = receive(b"The Port of Baku handled 7 million tons.", "a.txt", {}, own, english).read
    assert "stays open" in text_of(describe_field("published", "", plain, english))


def test_releases_are_dated_anew_when_a_person_tells_the_year(own: Store, english: Wording) -> None:
    text = (
        "ASTANA, 12 July (KazTAG) — Freight through Aktau rose by 9 percent. It was a record.\n\n"
        "BAKU, 14 July (AZERTAC) — Azerbaijan exported 12 bcm of gas. Italy took most of it.\n"
    )
    first = receive(text.encode(), "a.txt", {}, own, english).read
    assert first is not None
    assert [one.published for one in first.document.sections] == [None, None]
    source = {"text": first.document.text, "name": "a.txt", "handed": pack_handed(first.document)}
    again = page._received(source, {"published": "2024-07-15"}, english).read
    assert again is not None
    assert [one.published for one in again.document.sections] == ["2024-07-12", "2024-07-14"]
    assert {one.published for one in again.facts} == {"2024-07-12", "2024-07-14"}
