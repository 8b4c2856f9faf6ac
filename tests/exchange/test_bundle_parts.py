"""What a bundle takes along of documents besides their texts and figures, and what stays behind."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tracker.exchange.exporting import export
from tracker.exchange.importing import import_bundle
from tracker.model.document import Document, FieldOrigin, How, Section
from tracker.model.fact import Fact
from tracker.model.intake import Feed, Intake, IntakeKind
from tracker.model.stored import Outcome
from tracker.store import Store

DOCUMENT = Document(
    text="4 t, and then 5 t.",
    title="Report",
    source="Port",
    found=(FieldOrigin(field="title", how=How.STATED, where="its first line"),),
    pages=(0, 5),
    sections=(Section(start=0, end=3, source="Agency"), Section(start=5, end=18)),
)
FACTS = [
    Fact(surface=f"{n} t", start=at, end=at + 3, value=n, unit="tonne", indicator="freight_volume")
    for n, at in ((4, 0), (5, 14))
]


@pytest.fixture
def full(store: Store) -> Store:
    store.add(DOCUMENT, FACTS)
    store.feeds.add(Feed(url="https://example.org/feed", title="News"))
    store.intake.note([Intake(place="/a", kind=IntakeKind.FILE, outcome=Outcome.STORED)])
    return store


@pytest.fixture
def other(tmp_path: Path, fresh_file: Path) -> Store:
    return Store(shutil.copy(fresh_file, tmp_path / "other.db"))


def test_the_parts_of_a_document_come_along_and_the_intake_does_not(
    full: Store, other: Store, tmp_path: Path
) -> None:
    export(full, tmp_path / "a.zip")
    other.add(Document(text="first"), [])  # so that the others get new numbers
    other.feeds.add(Feed(url="https://example.org/feed", title="Mine"))
    import_bundle(other, tmp_path / "a.zip")
    [number] = [each.id for each in other.documents() if each.document.source == "Port"]
    assert number == 2
    assert other.document(number).document == DOCUMENT
    assert {each.fact.surface: each.page for each in other.facts()} == {"4 t": 1, "5 t": 2}
    assert [each.title for each in other.feeds.list()] == ["Mine"]
    assert other.intake.list() == []
    assert other.check() == []


def test_a_bundle_of_the_first_version_is_read(full: Store, other: Store, tmp_path: Path) -> None:
    export(full, tmp_path / "new.zip")
    with (
        zipfile.ZipFile(tmp_path / "new.zip") as new,
        zipfile.ZipFile(tmp_path / "old.zip", "w", zipfile.ZIP_DEFLATED) as old,
    ):
        manifest = json.loads(new.read("manifest.json"))
        manifest["version"] = 1
        for name in ("fields", "pages", "feeds"):
            del manifest["parts"][name]
        for name in manifest["parts"]:
            old.writestr(f"{name}.jsonl", new.read(f"{name}.jsonl"))
        old.writestr("manifest.json", json.dumps(manifest))
    assert import_bundle(other, tmp_path / "old.zip").facts == 2
    assert other.document(1).document.pages == ()
    assert len(other.document(1).document.sections) == 2
    assert other.feeds.list() == []
    assert other.check() == []
