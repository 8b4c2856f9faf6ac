"""What was refused or read in part is told with its reason, and nothing of the server with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.app import create_app
from dashboard.components.not_read import not_read_card
from dashboard.pages import document, documents
from dashboard.receiving import note_refused, receive
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tests.dashboard.test_pages import text_of
from tracker import Document, Intake, IntakeKind, IntakeOutcome, Store


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path / "facts.db", ()) as made, create_app(made).server.app_context():
        yield made


def test_a_database_where_all_was_read_says_nothing(own: Store, english: Wording) -> None:
    assert not_read_card(english) is None
    assert own.count() == 0


def test_refused_and_partly_read_places_are_listed(own: Store, german: Wording) -> None:
    [stored] = own.add_many(
        [(Document(text="Ein Text.", title="T", note="Page 2 is a picture."), [])]
    )
    rows = [
        Intake(place="/home/ada/secret/a.pdf", kind=IntakeKind.FILE,
               outcome=IntakeOutcome.REFUSED, reason="encrypted", detail="it is locked."),
        Intake(place="javascript:alert(1)", kind=IntakeKind.ADDRESS,
               outcome=IntakeOutcome.REFUSED, reason="not_allowed"),
        Intake(place="b.pdf", kind=IntakeKind.UPLOAD, outcome=IntakeOutcome.STORED,
               detail="Page 2 is a picture.", document_id=stored.document_id),
    ]  # fmt: skip
    own.intake.note(rows)
    shown = text_of(not_read_card(german))
    for words in ("a.pdf", "durch ein Kennwort", "It is locked.", "b.pdf", "Page 2 is a picture.",
                  f"/document/{stored.document_id}", "javascript:alert(1)"):  # fmt: skip
        assert words in shown
    assert "secret" not in shown
    assert '"href": "javascript' not in shown
    assert "2 Fundstellen abgewiesen, 1 nur zum Teil gelesen" in shown
    assert "What was not read" in text_of(documents.layout(lang="en"))
    whole = text_of(document.layout(str(stored.document_id), lang="en"))
    assert whole.count("Page 2 is a picture.") == 1
    table = documents.documents_table(own.documents(), german)
    assert table.rows[0][-1] == "zum Teil gelesen"


def test_a_refused_upload_is_noted_with_its_reason(own: Store, english: Wording) -> None:
    received = receive(b"%PDF-1.4 broken", "broken.pdf", {}, own, english)
    assert received.read is None
    note_refused(received, "broken.pdf", 15, own)
    [row] = own.intake.list(outcomes=[IntakeOutcome.REFUSED])
    assert (row.place, row.kind, row.n_bytes) == ("broken.pdf", IntakeKind.UPLOAD, 15)
    assert row.reason == "unreadable"
    assert own.documents() == []
