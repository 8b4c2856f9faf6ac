"""The pages of documents: marks, copies, a date supplied, a text read anew, decisions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.components.document_care import tell_dates, tell_reading
from dashboard.dating import preview_date, read_published
from dashboard.pages import document
from dashboard.wording import Wording
from tests.dashboard.test_pages import text_of
from tracker import Document, FactFilter, Store, extract, redate, reread

TEXT = "Freight on the Middle Corridor rose by 62 % last year, to 4.5 million tonnes."


@pytest.fixture
def undated(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "undated.db") as made:
        for source in ("Agency", "Copyist"):
            made.add(Document(text=TEXT, source=source, title="A rise"), extract(TEXT))
        yield made


@pytest.mark.usefixtures("inside")
def test_what_a_date_would_change_is_what_it_changes(undated: Store, english: Wording) -> None:
    seen = preview_date(undated, 1, "2025-06-27")
    assert {(one.before, one.after) for one in seen} == {(None, "2024")}
    assert "2024" in text_of(tell_dates(seen, english))
    assert all(one.fact.period is None for one in undated.facts(FactFilter(document_id=1)))
    redate(1, "2025-06-27", undated)
    changed = {one.key: one.fact.period for one in undated.facts(FactFilter(document_id=1))}
    assert {one.key: one.after for one in seen}.items() <= changed.items()
    assert preview_date(undated, 1, "2025-06-27") == []


@pytest.mark.parametrize("text", ["", "27.6.2025", "2025-13", "2025-02-30", None, 7, "2025/2026"])
def test_a_date_that_is_none_is_refused(text: object) -> None:
    assert read_published(text) is None


def test_days_months_and_years_are_dates() -> None:
    assert [read_published(one) for one in ("2025-06-27", " 2025-06 ", "2025")] == [
        "2025-06-27", "2025-06", "2025"
    ]  # fmt: skip


def test_a_new_reading_tells_what_it_finds(undated: Store, english: Wording) -> None:
    stored = undated.facts(FactFilter(document_id=1))[0]
    undated.decisions.decide(stored.id, "correct", author="A", changes={"value": 99.0})
    result = next(reread(undated, [1], dry_run=True))
    text = text_of(tell_reading(result.differences, english))
    if result.differences:
        assert stored.fact.surface in text
    else:
        assert "nothing would change" in text
    assert undated.fact(stored.id).fact.value == 99.0


def test_the_page_shows_copies_marks_and_decisions(undated: Store) -> None:
    one, other = undated.facts(FactFilter(document_id=1))[:2]
    undated.decisions.decide(one.id, "confirm", author="Ada", note="compared")
    undated.decisions.decide(other.id, "reject", author="Bert")
    app = create_app(undated)
    with app.server.app_context():
        text = text_of(document.layout(identifier="1"))
    assert "Copyist" in text
    assert "/document/2" in text
    for word in ('"confirmed"]', '"rejected"]', "Ada", "Bert", "compared", "date-preview"):
        assert word in text
    assert "mark-confirmed" in text


def test_a_display_offers_no_care(undated: Store) -> None:
    app = create_app(undated, read_only=True)
    with app.server.app_context():
        text = text_of(document.layout(identifier="1"))
    assert "reread-store" not in text
    assert "date-store" not in text
