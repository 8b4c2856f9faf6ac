"""`documents.toml` tells where the documents of a folder come from."""

from pathlib import Path

import pytest

from tracker.model.errors import ReadError
from tracker.readers import read
from tracker.readers.origins import Origin, check_published, check_url

LISTING = """
[[document]]
file = "a.txt"
title = "Port of Aktau"
publisher = "The Astana Times"
published = "2024-07"
language = "en"
url = "https://example.org/aktau"
note = "Project digest."
lines = [12, 13]

[[document]]
file = "sub/b.txt"
published = 2024-07-12
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    (documents / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt", "c.txt"):
        (documents / name).write_text("Some text of four words", encoding="utf-8")
    return documents


@pytest.mark.parametrize("place", ["documents.toml", "documents/documents.toml"])
def test_listing_in_the_folder_or_beside_it_is_taken_over(folder: Path, place: str) -> None:
    (folder.parent / place).write_text(LISTING, encoding="utf-8")
    document = read(folder / "a.txt")
    assert document.source == "The Astana Times"
    assert (document.title, document.published) == ("Port of Aktau", "2024-07")
    assert (document.language, document.url) == ("en", "https://example.org/aktau")
    assert document.note == "Project digest."
    assert read(folder / "c.txt").source is None


def test_file_in_a_subfolder_is_named_with_it(folder: Path) -> None:
    (folder / "documents.toml").write_text(LISTING, encoding="utf-8")
    assert read(folder / "sub" / "b.txt").published == "2024-07-12"


def test_what_the_person_says_goes_before_the_listing(folder: Path) -> None:
    (folder / "documents.toml").write_text(LISTING, encoding="utf-8")
    document = read(folder / "a.txt", Origin(published="2025", source="Trend"))
    assert (document.published, document.source, document.language) == ("2025", "Trend", "en")


def test_changed_listing_is_read_anew(folder: Path) -> None:
    listing = folder / "documents.toml"
    listing.write_text(LISTING, encoding="utf-8")
    assert read(folder / "a.txt").published == "2024-07"
    listing.write_text(LISTING.replace("2024-07", "2024-08", 1), encoding="utf-8")
    assert read(folder / "a.txt").published == "2024-08"


@pytest.mark.parametrize(
    ("faulty", "reason"),
    [
        ("[[document]\n", "faulty"),
        ("[[documents]]\nfile = 'a.txt'", "'documents' is not known"),
        ("[document]\nfile = 'a.txt'", "two brackets"),
        ("[[document]]\ntitle = 'x'", "table 1 names no file"),
        ("[[document]]\nfile = 'a.txt'\n" * 2, "'a.txt' has two tables"),
        ("[[document]]\nfile = 'a.txt'\nauthor = 'x'", "'author' is an unknown key"),
        ("[[document]]\nfile = 'a.txt'\ntitle = 3", "'title' must be a text"),
        ("[[document]]\nfile = 'a.txt'\npublished = '12.7.2024'", "write 2024-03-05"),
        ("[[document]]\nfile = 'a.txt'\nurl = 'javascript:alert(1)'", "no web address"),
    ],
)
def test_faulty_listing_refuses_its_documents_and_says_why(
    folder: Path, faulty: str, reason: str
) -> None:
    (folder / "documents.toml").write_text(faulty, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read(folder / "a.txt")
    assert caught.value.reason == "unreadable"
    assert reason in caught.value.detail


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29"])
def test_publication_date_may_be_a_day_a_month_or_a_year(text: str) -> None:
    assert check_published(text) == text


@pytest.mark.parametrize("text", ["", "24", "2023-02-29", "2024-13", "2024/2025", "yesterday"])
def test_other_publication_dates_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        check_published(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "data:text/html,x",
        "http://",
        "https://a b.org",
        "http://a\n.org",
        "http://[",
    ],
)
def test_other_addresses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no web address"):
        check_url(text)


def test_web_addresses_pass() -> None:
    assert check_url("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
