"""ingest(): read → extract → keep, in batches; folders in order; links leading out refused."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tracker.ingestion import BATCH, Ingested, find_files, ingest, redate
from tracker.lexicon.lexicon import load_lexicon
from tracker.model.document import Document
from tracker.model.errors import NotFoundError, ReadError, StoreError
from tracker.model.fact import Fact
from tracker.model.filter import FactFilter
from tracker.model.stored import Entity, Outcome, Stored
from tracker.store import Store
from tracker.store.writing import Writer

TEXT = "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes last year."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "t.db")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files in two levels, an own link, and links that lead out."""
    root = tmp_path / "in"
    for name in ("b.txt", "a.txt", "sub/c.md", "sub/deep/d.txt", ".hidden.txt", ".git/e.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {TEXT}", encoding="utf-8")
    return root


def _names(found: list[Path | ReadError], root: Path) -> list[str]:
    return [
        f"{Path(item.path).relative_to(root)} {item.reason}"
        if isinstance(item, ReadError)
        else str(item.relative_to(root))
        for item in found
    ]


def test_folders_are_walked_in_the_order_of_names(folder: Path) -> None:
    assert _names(list(find_files([folder])), folder) == [
        "a.txt",
        "b.txt",
        "sub/c.md",
        "sub/deep/d.txt",
    ]


def test_links_that_lead_out_are_refused_and_others_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (folder / "own.txt").symlink_to(folder / "a.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "dots.txt").symlink_to("../secret.txt")
    (folder / "outdir").symlink_to(tmp_path / "elsewhere")
    (folder / "round.txt").symlink_to("round.txt")
    found = _names(list(find_files([folder])), folder)
    assert found[:3] == ["outdir not_allowed", "a.txt", "b.txt"]
    assert "own.txt" in found
    assert "out.txt not_allowed" in found
    assert "dots.txt not_allowed" in found
    assert not any("elsewhere" in name or "secret" in name for name in found)


def test_link_that_the_person_names_is_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(folder)
    assert len(list(find_files([tmp_path / "alias"]))) == 4


def test_circle_of_links_ends_and_is_named(store: Store, folder: Path) -> None:
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "sub" / "up").symlink_to(folder)
    done = {item.path.name: item for item in ingest([folder], store)}
    assert done["round.txt"].outcome is Outcome.REFUSED
    assert len(done) == 5


HOSTILE_NAMES = [
    b"-rf.txt",
    b"--db=x.txt",
    b"a b\tc.txt",
    b"line\nbreak.txt",
    b"bell\x07\x1b[2J.txt",
    b"\xff\xfe not utf-8.txt",
    "\u202etxt.exe.txt".encode(),
    "\u200b\ufeff.txt".encode(),
    "Грузы 🚂 貨物.txt".encode(),
    "e\u0301.txt".encode(),
    "é.txt".encode(),
    b"%2e%2e%2fetc%2fpasswd.txt",
    b"x..\\..\\windows.txt",
    b"C:\\autoexec.txt",
    b"con.txt",
    b"$(touch owned).txt",
    b"`touch owned`.txt",
    b"; DROP TABLE fact;--.txt",
    b"%s%n%d{0}.txt",
    b"<script>alert(1)<.txt",
    b"=HYPERLINK(1).txt",
    b"'quoted\".txt",
    b"~root.txt",
    b"*.txt",
    b"a" * 200 + b".txt",
]


def test_hostile_file_names_are_labels_only(store: Store, tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    for number, name in enumerate(HOSTILE_NAMES):
        path = os.path.join(os.fsencode(root), name)  # noqa: PTH118 - bytes
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(f"{number + 20} tonnes.".encode())
    before = {path.name for path in tmp_path.iterdir()}
    done = list(ingest([root], store))
    assert [item.error for item in done] == [None] * len(HOSTILE_NAMES)
    documents = store.documents()
    assert len(documents) == len(HOSTILE_NAMES)
    for stored in documents:
        title = stored.document.title
        assert title
        assert title.isprintable()
        assert len(title) <= 200
    assert {path.name for path in tmp_path.iterdir()} - before <= {"t.db-wal", "t.db-shm"}


def test_listing_of_origins_is_no_document(folder: Path) -> None:
    (folder / "documents.toml").write_text("[[document]]\nfile = 'a.txt'", encoding="utf-8")
    assert "documents.toml" not in _names(list(find_files([folder])), folder)


def test_results_come_in_the_order_of_the_files(store: Store, folder: Path) -> None:
    (folder / "b.png").write_bytes(b"%PNG")
    done = list(ingest([folder], store, published="2025-01-20"))
    assert [(item.path.name, item.outcome.value, item.n_facts) for item in done] == [
        ("a.txt", "stored", 2),
        ("b.png", "refused", 0),
        ("b.txt", "stored", 2),
        ("c.md", "stored", 2),
        ("d.txt", "stored", 2),
    ]
    refused = done[1].error
    assert isinstance(refused, ReadError)
    assert refused.reason == "wrong_type"


def test_reading_again_changes_nothing(store: Store, folder: Path) -> None:
    list(ingest([folder], store, published="2025-01-20"))
    before = store.facts()
    again = list(ingest([folder], store))
    assert {item.outcome for item in again} == {Outcome.UNCHANGED}
    assert store.facts() == before


def test_what_is_yielded_is_in_the_database_and_batches_are_whole(
    store: Store, tmp_path: Path
) -> None:
    for number in range(BATCH + 5):
        text = f"Exports of Georgia reached {number + 20} tonnes in 2023."
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    seen: list[Ingested] = []
    for item in ingest(sorted(tmp_path.glob("*.txt")), store):
        seen.append(item)
        if len(seen) in {1, BATCH, BATCH + 1}:
            stored = len(store.documents())
            assert stored == (BATCH if len(seen) <= BATCH else BATCH + 5)
    assert len(seen) == BATCH + 5


def test_the_same_text_twice_in_one_batch_is_one_document(store: Store, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    done = list(ingest([tmp_path / "a.txt", tmp_path / "b.txt"], store))
    assert [item.outcome for item in done] == [Outcome.STORED, Outcome.UNCHANGED]
    assert len(store.documents()) == 1


def test_fault_of_the_database_leaves_what_was_yielded(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2 * BATCH):
        text = f"Exports of Georgia reached {number + 20} tonnes in 2023."
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    write_all = Writer.write_all
    calls: list[int] = []

    def fail_later(self: Writer, pairs: Sequence[tuple[Document, Sequence[Fact]]]) -> list[Stored]:
        calls.append(1)
        if len(calls) > 1:
            raise StoreError("The disk is full.")
        return write_all(self, pairs)

    monkeypatch.setattr(Writer, "write_all", fail_later)
    seen: list[Ingested] = []
    with pytest.raises(StoreError, match="disk is full"):
        seen.extend(ingest(sorted(tmp_path.glob("*.txt")), store))
    assert len(store.documents()) == BATCH


def test_new_date_resolves_the_periods_anew(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    list(ingest([path], store))
    assert {stored.fact.period for stored in store.facts()} == {None}
    assert {stored.fact.period_text for stored in store.facts()} == {"last year"}
    (done,) = ingest([path], store, published="2025-01-20")
    assert done.outcome is Outcome.REDATED
    assert {stored.fact.period for stored in store.facts()} == {"2024"}


def test_redate_dates_a_stored_document(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    list(ingest([path], store))
    (document,) = store.documents()
    assert redate(document.id, "2023-05", store).outcome is Outcome.REDATED
    assert {stored.fact.period for stored in store.facts()} == {"2022"}
    assert store.document(document.id).document.published == "2023-05"
    with pytest.raises(NotFoundError):
        redate(99, "2023", store)


def test_entities_of_the_user_are_known_when_reading(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The Port of Brake handled 5 million tonnes of cargo.", encoding="utf-8")
    list(ingest([path], store))
    wanted = FactFilter(subject=("brake_port",))
    assert store.facts(wanted) == []
    label = {"de": "Hafen Brake", "en": "Port of Brake"}
    store.add_entity(Entity(id="brake_port", kind="port", label=label, origin="user"))
    (done,) = ingest([path], store)
    assert done.outcome is Outcome.UPDATED
    assert len(store.facts(wanted)) == 1


def test_lexicon_of_the_person_is_learnt_by_the_store(store: Store, tmp_path: Path) -> None:
    mine = tmp_path / "mine" / "gazetteer"
    mine.mkdir(parents=True)
    (mine / "ports.toml").write_text(
        'kind = "port"\n\n[brake_port]\nlabel = { de = "Hafen Brake", en = "Port of Brake" }\n',
        encoding="utf-8",
    )
    path = tmp_path / "a.txt"
    path.write_text("The Port of Brake handled 5 million tonnes of cargo.", encoding="utf-8")
    lexicon = load_lexicon(tmp_path / "mine")
    (done,) = ingest([path], store, lexicon=lexicon)
    assert (done.outcome, done.error) == (Outcome.STORED, None)
    assert len(store.facts(FactFilter(subject=("brake_port",)))) == 1


def test_origin_reaches_the_document(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    origin: dict[str, Any] = {
        "published": "2025",
        "language": "en",
        "source": "Trend",
        "title": "Freight grows",
        "url": "https://example.org/a",
    }
    list(ingest([path], store, **origin))
    document = store.document(store.documents()[0].id).document
    assert replace(document, text="") == replace(document, text="", **origin)
    assert document.text == TEXT
