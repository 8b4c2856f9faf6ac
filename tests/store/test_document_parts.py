"""Pages, releases and who says what of a document: kept with it, gained later, never lost."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tracker.model.document import Document, FieldOrigin, How, Section
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Fact
from tracker.model.stored import Outcome
from tracker.store import Store

MakeFact = Callable[..., Fact]

TEXT = "Cover\n\nIn 2023 it was 4 t.\n\nIn 2024 it was 5 t.\n\nAnd 6 t more."
PAGES = (7, 7, 28, 49)  # the first of them is empty, and the cover stands before it


def _said(field: str, how: How, where: str | None = None) -> FieldOrigin:
    return FieldOrigin(field=field, how=how, where=where)


def _document(**known: object) -> Document:
    return Document(text=TEXT, **known)  # type: ignore[arg-type]


@pytest.fixture
def facts(fact_in: MakeFact) -> list[Fact]:
    return [fact_in(_document(), f"{n} t", float(n), "tonne") for n in (4, 5, 6)]


def test_what_a_document_is_made_of_comes_back(store: Store, facts: list[Fact]) -> None:
    document = _document(
        title="Report",
        source="Port",
        published="2024-05",
        language="en",
        pages=PAGES,
        found=(
            _said("title", How.STATED, "its first line"),
            _said("source", How.GIVEN),
            _said("published", How.LISTED),
            _said("language", How.GUESSED),
        ),
        sections=(
            Section(start=7, end=26, published="2023-12-01", source="Agency"),
            Section(start=28, end=47, url="https://example.org/5"),
        ),
    )
    stored = store.add(document, facts)
    assert stored.document_id is not None
    assert store.document(stored.document_id).document == document
    [listed] = store.documents()
    assert listed.document == replace(document, text="", found=(), pages=(), sections=())
    assert [each.page for each in store.facts(order=(("start", "asc"),))] == [2, 3, 4]
    assert [document.page_of(fact.start) for fact in facts] == [2, 3, 4]
    assert store.check() == []


def test_a_figure_before_the_first_page_stands_on_it_and_none_without_pages(
    store: Store, facts: list[Fact]
) -> None:
    store.add(_document(source="A", pages=(20, 30)), facts)
    store.add(_document(source="B"), facts)
    by_source = {(each.source, each.fact.surface): each.page for each in store.facts()}
    assert by_source["A", "4 t"] == 1
    assert by_source["A", "6 t"] == 2
    assert {by_source["B", f"{n} t"] for n in (4, 5, 6)} == {None}
    rows = {(row["source"], row["surface"]): row["page"] for row in store.view("facts_readable")}
    assert rows == by_source


def test_the_second_of_many_documents_keeps_its_parts_too(store: Store) -> None:
    one = _document(source="A", pages=(0, 7), found=(_said("source", How.STATED),))
    two = Document(text="Another.", pages=(0,), sections=(Section(start=0, end=7, source="C"),))
    kept = list(store.add_many([(one, []), (two, [])]))
    assert [store.document(each.document_id or 0).document for each in kept] == [one, two]


def test_a_document_gains_pages_and_releases_that_were_not_known(
    store: Store, facts: list[Fact]
) -> None:
    number = store.add(_document(), facts).document_id or 0
    parts = _document(pages=PAGES, sections=(Section(start=7, end=26, source="Agency"),))
    assert store.add(parts, facts).outcome is Outcome.UPDATED
    assert store.document(number).document == parts
    assert store.add(parts, facts).outcome is Outcome.UNCHANGED
    assert store.add(_document(), facts).outcome is Outcome.UNCHANGED
    assert store.document(number).document == parts
    better = replace(parts, pages=(0, 7, 28, 49))
    assert store.add(better, facts).outcome is Outcome.UPDATED
    assert store.document(number).document.pages == (0, 7, 28, 49)


def test_who_says_it_is_noted_without_calling_the_document_changed(store: Store) -> None:
    number = store.add(_document(title="Report"), []).document_id or 0
    told = _document(title="Report", found=(_said("title", How.STATED, "its first line"),))
    assert store.add(told, []).outcome is Outcome.UNCHANGED
    assert store.document(number).document.found == told.found


@pytest.mark.parametrize(
    ("before", "now", "kept"),
    [
        (How.GUESSED, How.STATED, "new"),
        (How.STATED, How.GIVEN, "new"),
        (How.LISTED, How.GIVEN, "new"),
        (How.GIVEN, How.GIVEN, "new"),
        (How.GIVEN, How.STATED, "old"),
        (How.GIVEN, How.GUESSED, "old"),
        (How.LISTED, How.STATED, "old"),
        (How.STATED, How.GUESSED, "old"),
        (How.STATED, How.STATED, "old"),
        (None, How.GUESSED, "old"),
        (None, How.GIVEN, "new"),
        (How.STATED, None, "old"),
    ],
)
def test_what_a_person_gives_goes_before_what_was_stated_or_guessed(
    store: Store, before: How | None, now: How | None, kept: str
) -> None:
    def told(title: str, how: How | None) -> Document:
        return _document(title=title, found=(_said("title", how),) if how else ())

    number = store.add(told("old", before), []).document_id or 0
    outcome = store.add(told("new", now), []).outcome
    assert outcome is (Outcome.UPDATED if kept == "new" else Outcome.UNCHANGED)
    document = store.document(number).document
    how = now if kept == "new" else before
    assert (document.title, [each.how for each in document.found]) == (kept, [how] if how else [])
    assert len(store.documents()) == 1


def test_a_language_may_be_guessed_better_later(store: Store) -> None:
    found = (_said("language", How.GUESSED),)
    number = store.add(_document(language="en", found=found), []).document_id or 0
    assert store.add(_document(language="de", found=found), []).outcome is Outcome.UPDATED
    assert store.document(number).document.language == "de"


def test_a_guessed_publisher_gives_way_to_the_one_that_becomes_known(store: Store) -> None:
    guessed = _document(source="example.org", found=(_said("source", How.GUESSED),))
    store.add(guessed, [])
    told = _document(source="Port of Baku", found=(_said("source", How.GIVEN),))
    assert store.add(told, []).outcome is Outcome.UPDATED
    [document] = store.documents()
    assert document.document.source == "Port of Baku"
    assert store.add(replace(guessed, source="Port of Aktau", found=()), []).outcome is (
        Outcome.STORED
    )


def test_a_date_that_a_person_gave_is_not_undone_by_what_the_document_states(
    store: Store, facts: list[Fact]
) -> None:
    stated = _document(published="2024-01", found=(_said("published", How.STATED),))
    dated = [replace(fact, published="2024-01") for fact in facts]
    number = store.add(stated, dated).document_id or 0
    given = [replace(fact, published="2024-03") for fact in facts]
    assert store.redate(number, "2024-03", given).outcome is Outcome.REDATED
    assert store.document(number).document.found == (_said("published", How.GIVEN),)
    assert store.add(stated, dated).outcome is Outcome.UNCHANGED
    assert {each.fact.published for each in store.facts()} == {"2024-03"}
    later = replace(stated, published="2024-04", found=(_said("published", How.GIVEN),))
    again = [replace(fact, published="2024-04") for fact in facts]
    assert store.add(later, again).outcome is Outcome.REDATED
    assert {each.fact.published for each in store.facts()} == {"2024-04"}


def test_redating_and_rereading_keep_the_parts(store: Store, facts: list[Fact]) -> None:
    section = Section(start=7, end=26, published="2023-12-01", source="Agency")
    document = _document(pages=PAGES, sections=(section,), title="Report")
    number = store.add(document, facts).document_id or 0
    store.redate(number, "2024-05", [replace(fact, published="2024-05") for fact in facts])
    store.readings.reread(number, facts[:2])
    held = store.document(number).document
    assert (held.pages, held.sections) == (PAGES, (section,))
    moved = replace(section, published="2023-12-02")
    store.readings.reread(number, facts[:2], sections=[moved], dry_run=True)
    assert store.document(number).document.sections == (section,)
    store.readings.reread(number, facts[:2], sections=[moved])
    assert store.document(number).document.sections == (moved,)
    store.readings.reread(number, facts[:2], sections=[])
    assert store.document(number).document.sections == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"pages": (5, 3)}, "pages"),
        ({"pages": (-1,)}, "pages"),
        ({"pages": (len(TEXT) + 1,)}, "pages"),
        ({"sections": (Section(start=3, end=3),)}, "sections"),
        ({"sections": (Section(start=3, end=len(TEXT) + 1),)}, "sections"),
        ({"sections": (Section(start=0, end=9), Section(start=8, end=12))}, "sections"),
        ({"sections": (Section(start=0, end=9, published="May"),)}, "published"),
        ({"sections": (Section(start=0, end=9, url="javascript:alert(1)"),)}, "url"),
        ({"sections": (Section(start=0, end=9, source="\ud800"),)}, "source"),
        ({"found": (_said("title", How.STATED, "a\x00b"),)}, "title"),
    ],
)
def test_parts_that_cannot_be_are_refused_and_nothing_is_stored(
    path: Path, change: dict[str, object], field: str
) -> None:
    with Store(path) as store:
        with pytest.raises(InvalidFactError) as refused:
            store.add(_document(**change), [])
        assert refused.value.field == field
        assert store.documents() == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE page SET start = 40 WHERE number = 2", "document 1: its pages do not follow"),
        ("UPDATE page SET start = 900 WHERE number = 4", "document 1: its pages do not follow"),
        ("DELETE FROM page WHERE number = 2", "document 1: its pages do not follow"),
        ('UPDATE section SET "end" = 900 WHERE id = 2', "section 2: lies outside"),
        ('UPDATE section SET "end" = 30 WHERE id = 1', "section 2: begins before"),
    ],
)
def test_a_check_finds_parts_that_another_program_spoilt(
    path: Path, statement: str, problem: str
) -> None:
    sections = (Section(start=0, end=20), Section(start=20, end=40))
    with Store(path) as store:
        store.add(_document(pages=PAGES, sections=sections), [])
        assert store.check() == []
    with sqlite3.connect(path) as shell:
        shell.execute(statement)
    shell.close()
    with Store(path) as store:
        [found] = store.check()
    assert found.startswith(problem)


def test_the_view_of_documents_says_who_says_so(store: Store, facts: list[Fact]) -> None:
    found = (_said("published", How.STATED, "Date header"), _said("language", How.GUESSED))
    told = {"published": "2024-05", "language": "en", "note": "Two pages hold pictures only."}
    store.add(_document(pages=PAGES, found=found, **told), facts)
    store.decisions.decide(store.facts()[0].id, "reject", author="Ada")
    [row] = store.view("documents")
    assert {name: row[name] for name in ("published_how", "published_place", "language_how")} == {
        "published_how": "stated",
        "published_place": "Date header",
        "language_how": "guessed",
    }
    assert (row["title_how"], row["n_pages"], row["n_facts"]) == (None, 4, 2)
    assert row["note"] == "Two pages hold pictures only."
