"""A file is shown as text, looked at and stored: nothing that its reader knew of it is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.ingestion import keep, preview
from tracker.model.document import Document, FieldOrigin, How
from tracker.store import Store

HANDED = Document(
    text="Corridor news\n\nExports of Georgia reached 40 tonnes in 2023.",
    title="Corridor news",
    source="Trend",
    published="2024-07-12",
    language="en",
    note="Read without its 1 picture.",
    pages=(0, 15),
    found=(
        FieldOrigin(field="title", how=How.GUESSED, where="its first line"),
        FieldOrigin(field="source", how=How.STATED, where="meta tag author"),
        FieldOrigin(field="published", how=How.STATED, where="meta tag date"),
        FieldOrigin(field="language", how=How.GUESSED, where="its words"),
    ),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "t.db") as store:
        yield store


def _again(store: Store, text: str, **said: str | None) -> Document:
    known = {"title": HANDED.title, "source": HANDED.source, "published": HANDED.published}
    read = preview(text.encode(), "news.txt", store, handed=HANDED, **{**known, **said})
    kept = keep(read, store)
    assert kept.document_id is not None
    return store.document(kept.document_id).document


def _hows(document: Document) -> dict[str, str]:
    return {each.field: f"{each.how} {each.where}" for each in document.found}


def test_note_pages_and_origins_of_the_file_are_kept(store: Store) -> None:
    document = _again(store, HANDED.text)
    assert replace(document, found=()) == replace(HANDED, found=())
    assert {**_hows(document)} == _hows(HANDED)


def test_what_the_person_changed_is_their_word(store: Store) -> None:
    document = _again(store, HANDED.text, published="2024-07-13", source=None, language="en")
    assert (document.published, document.source) == ("2024-07-13", None)
    assert _hows(document) == {
        "title": "guessed its first line",
        "published": "given None",
        "language": "guessed its words",
    }


def test_pages_are_those_of_the_same_text_only(store: Store) -> None:
    document = _again(store, HANDED.text + " More.")
    assert (document.pages, document.note) == ((), HANDED.note)
