"""Lists of documents: searched, restricted, sorted, paged; copies of one text."""

import pytest

from tracker.model.document import Document
from tracker.model.document_filter import DocumentFilter
from tracker.model.errors import NotFoundError, StoreError
from tracker.store import Store


@pytest.fixture(scope="module")
def filled(shared_store: Store) -> Store:
    told = [
        ("Ölfracht wächst", "Büro", "2024-03-05", "de", "https://a.example/1"),
        ("Trade of Georgia", "Ministry", "2023", "en", None),
        ("100% of it_", "Agency", None, "en", "https://b.example/x"),
        ("Trade of Georgia", "Agency", "2025-01", "en", None),
    ]
    for number, (title, source, published, language, url) in enumerate(told):
        text = "The same words." if title.startswith("Trade") else f"Words {number}."
        shared_store.add(
            Document(
                text=text, title=title, source=source, published=published, language=language,
                url=url,
            ),
            [],
        )  # fmt: skip
    return shared_store


def titles(store: Store, where: DocumentFilter = DocumentFilter(), **more: object) -> list[int]:  # noqa: B008 - frozen
    return [one.id for one in store.list_documents(where, **more)[0]]  # type: ignore[arg-type]


def test_the_newest_come_first_and_the_undated_last(filled: Store) -> None:
    assert titles(filled) == [4, 1, 2, 3]
    assert titles(filled, order=("published", "asc")) == [2, 1, 4, 3]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (DocumentFilter(text="trade ministry"), [2]),
        (DocumentFilter(text="ölfracht"), [1]),
        (DocumentFilter(text="100% it_"), [3]),
        (DocumentFilter(text="%"), [3]),
        (DocumentFilter(text="b.example"), [3]),
        (DocumentFilter(source=("Agency",)), [4, 3]),
        (DocumentFilter(language=("de",)), [1]),
        (DocumentFilter(since="2024"), [4, 1]),
        (DocumentFilter(until="2024"), [1, 2]),
        (DocumentFilter(undated=True), [3]),
    ],
    ids=repr,
)
def test_documents_are_found(filled: Store, where: DocumentFilter, expected: list[int]) -> None:
    assert titles(filled, where) == expected
    assert filled.list_documents(where)[1] == len(expected)


@pytest.mark.parametrize("column", ["title", "source", "language", "retrieved_at", "facts"])
def test_pages_are_the_whole_list(filled: Store, column: str) -> None:
    whole = titles(filled, order=(column, "asc"))
    pages = [
        one
        for offset in (0, 2)
        for one in titles(filled, order=(column, "asc"), limit=2, offset=offset)
    ]
    assert sorted(whole) == [1, 2, 3, 4]
    assert pages == whole


def test_sources_and_languages_are_counted(filled: Store) -> None:
    assert filled.document_facets("source")[0] == ("Agency", 2)
    assert filled.document_facets("language", DocumentFilter(source=("Agency",))) == [("en", 2)]
    with pytest.raises(StoreError):
        filled.document_facets("sha256")
    with pytest.raises(StoreError):
        filled.list_documents(order=("id; DROP TABLE document", "asc"))


def test_copies_of_a_text_are_known(filled: Store) -> None:
    assert [one.id for one in filled.copies(2)] == [4]
    assert filled.copies(1) == []
    with pytest.raises(NotFoundError):
        filled.copies(99)
