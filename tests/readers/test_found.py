"""Every field of a document says where it comes from, and its pages keep their places."""

from pathlib import Path

import pytest

from tests.readers.faulty import whole_answer
from tracker.model.document import Document
from tracker.model.errors import ReadError
from tracker.readers import read, read_all, read_bytes, read_documents, read_upload
from tracker.readers.html import read_html
from tracker.readers.origins import Origin

DOCUMENTS = Path(__file__).parents[1] / "corpus" / "documents"
FAULTY = "tests.readers.faulty"
LISTING = '[[document]]\nfile = "a.txt"\npublisher = "Trend"\npublished = "2024-07"\n'


def _found(document: Document) -> dict[str, tuple[str, str | None]]:
    return {origin.field: (str(origin.how), origin.where) for origin in document.found}


def test_what_a_person_says_goes_before_the_listing_and_both_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Aktau grows.", encoding="utf-8")
    (tmp_path / "documents.toml").write_text(LISTING, encoding="utf-8")
    document = read(tmp_path / "a.txt", Origin(published="2025", language="en"))
    assert _found(document) == {
        "title": ("guessed", "the file's name"),
        "source": ("listed", "documents.toml"),
        "published": ("given", None),
        "language": ("given", None),
    }
    assert (document.published, document.source) == ("2025", "Trend")


def test_a_title_out_of_the_text_is_a_guess() -> None:
    line = read_bytes(b"# Port of Aktau handles more\n\ntext", "a.md")
    assert _found(line) == {"title": ("guessed", "its first line")}
    given = read_bytes(b"Port of Aktau handles more", "a.txt", Origin(title="Mine"))
    assert _found(given) == {"title": ("given", None)}


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("docx/plain.docx", {"title": "document properties", "language": "document properties"}),
        ("odt/plain.odt", {"title": "document properties", "language": "document properties"}),
        ("pdf/plain.pdf", {"title": "document properties", "language": "document properties"}),
        (
            "eml/plain.eml",
            {"title": "Subject header", "source": "From header", "published": "Date header"},
        ),
        (
            "html/ministry_table_de.html",
            {
                "title": "h1 element",
                "source": "meta tag dc.publisher",
                "published": "meta tag dcterms.issued",
                "language": "lang attribute",
                "url": "canonical link",
            },
        ),
    ],
)
def test_each_format_tells_where_it_says_what_it_says(name: str, places: dict[str, str]) -> None:
    document = read(DOCUMENTS / name)
    assert _found(document) == {field: ("stated", place) for field, place in places.items()}


@pytest.mark.parametrize(
    ("head", "place"),
    [
        (
            '<script type="application/ld+json">'
            '{"@type": "NewsArticle", "datePublished": "2024-07-12T09:00:00Z"}</script>',
            "JSON-LD datePublished",
        ),
        (
            '<meta property="article:published_time" content="2024-07-12">',
            "meta tag article:published_time",
        ),
        ('<meta itemprop="datePublished" content="2024-07-12">', "meta tag datepublished"),
        ('<b itemprop="datePublished" content="2024-07-12">12 July</b>', "itemprop datePublished"),
        ('<time class="published" datetime="2024-07-12">12 July</time>', "time element"),
    ],
)
def test_page_tells_where_its_day_of_publication_stands(head: str, place: str) -> None:
    page = f"<html><body>{head}<p>The port of Aktau handled 4.5 million tonnes.</p></body></html>"
    reading = read_html(page.encode(), "a.html", None)
    assert reading.origin.published == "2024-07-12"
    assert reading.places["published"] == place


def test_pages_of_a_pdf_begin_where_their_text_begins() -> None:
    document = read(DOCUMENTS / "pdf" / "german.pdf")
    assert len(document.pages) == 2
    assert document.text[document.pages[1] :].startswith("15 Prozent zunehmen.")
    assert document.page_of(document.text.index("8,7 Milliarden")) == 2


def test_pages_are_forgotten_where_the_text_had_to_be_put_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tracker.readers.READERS", {".pdf": f"{FAULTY}:say"})
    assert read_upload(b"Trade\r\ngrew.", "a.pdf").pages == ()
    assert read_upload(b"Trade\ngrew.", "a.pdf").pages == (0, 11)


def test_a_file_of_several_documents_gives_each_with_an_origin_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tracker.readers.READERS", {".xml": f"{FAULTY}:several"})
    lines = b"Aktau grew.\n\nPoti grew too."
    said = Origin(title="Feed", url="https://example.org/feed", source="Trend", published="2024")
    (tmp_path / "a.xml").write_bytes(lines)
    both = read_documents(lines, "a.xml", said)
    assert both == read_all(tmp_path / "a.xml", said)
    assert [each.text for each in both] == ["Aktau grew.", "Poti grew too."]
    assert [(each.title, each.url, each.source) for each in both] == [
        ("Aktau gre", None, "Trend"),
        ("Poti grew", None, "Trend"),
    ]
    assert _found(both[0]) == {
        "title": ("stated", "its line"),
        "source": ("given", None),
        "published": ("given", None),
    }
    assert {each.note for each in both} == {"a list Of the 3 documents in its file 1 had no text."}
    with pytest.raises(ReadError, match="holds 3 documents") as caught:
        read_upload(lines, "a.xml")
    assert caught.value.reason == "wrong_type"
    with pytest.raises(ReadError, match="no_text"):
        read_documents(b"\n\n", "a.xml")


def test_one_document_is_the_only_one_of_its_file() -> None:
    assert read_documents(b"Aktau grew.", "a.txt") == (read_upload(b"Aktau grew.", "a.txt"),)


def test_languages_that_can_be_read_are_the_callers_to_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tracker.readers.READERS", {".pdf": f"{FAULTY}:answer"})
    origin = {**dict.fromkeys(("title", "source", "published", "url")), "language": "fr"}
    said = whole_answer(origin=origin)
    assert read_upload(said, "a.pdf", languages=["fr"]).language == "fr"
    unread = read_upload(said, "a.pdf")
    assert unread.language is None
    assert "language" not in _found(unread)
