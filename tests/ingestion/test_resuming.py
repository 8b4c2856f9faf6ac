"""What is as it was when it was last read is not opened again; all else is."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tracker.ingestion import Ingested, ingest, places
from tracker.lexicon.lexicon import load_lexicon
from tracker.model.document import Document
from tracker.model.errors import ReadError
from tracker.model.intake import IntakeKind
from tracker.model.stored import Entity, Outcome
from tracker.readers import read_all
from tracker.store import Store

TEXT = "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes last year."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "t.db") as store:
        yield store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    (root / "a.txt").write_text(TEXT, encoding="utf-8")
    (root / "b.txt").write_text("Exports of Georgia: 40 tonnes in 2023.", encoding="utf-8")
    (root / "c.txt").write_text("", encoding="utf-8")
    return root


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened."""
    names: list[str] = []

    def noted(path: Path, *given: Any, **more: Any) -> tuple[Document, ...]:
        names.append(Path(path).name)
        return read_all(path, *given, **more)

    monkeypatch.setattr(places, "read_all", noted)
    return names


def _outcomes(done: list[Ingested]) -> list[str]:
    return [each.outcome.value for each in done]


def test_what_is_as_it_was_is_not_opened_and_refused_for_the_same_reason(
    store: Store, folder: Path, opened: list[str]
) -> None:
    first = list(ingest([folder], store))
    assert sorted(opened) == ["a.txt", "b.txt", "c.txt"]
    opened.clear()
    second = list(ingest([folder], store))
    assert opened == []
    assert _outcomes(second) == ["unchanged", "unchanged", "refused"]
    assert [each.is_skipped for each in second] == [True, True, True]
    assert [str(each.error) for each in second] == [str(each.error) for each in first]
    assert [each.document_id for each in second] == [each.document_id for each in first]


def test_a_file_that_changed_is_read_and_the_others_not(
    store: Store, folder: Path, opened: list[str]
) -> None:
    list(ingest([folder], store))
    opened.clear()
    (folder / "b.txt").write_text("Exports of Georgia: 41 tonnes in 2023.", encoding="utf-8")
    (folder / "c.txt").write_text("Imports of Georgia: 12 tonnes.", encoding="utf-8")
    status = (folder / "a.txt").stat()
    os.utime(folder / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert _outcomes(list(ingest([folder], store))) == ["unchanged", "stored", "stored"]
    assert sorted(opened) == ["a.txt", "b.txt", "c.txt"]


def test_a_file_is_known_however_it_is_named(
    store: Store, folder: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    list(ingest([folder / "a.txt"], store))
    opened.clear()
    monkeypatch.chdir(folder)
    assert _outcomes(list(ingest(["a.txt", "../in/a.txt"], store))) == ["unchanged"] * 2
    assert opened == []


def test_another_origin_is_a_reason_to_read(store: Store, folder: Path, opened: list[str]) -> None:
    list(ingest([folder / "a.txt"], store))
    opened.clear()
    assert _outcomes(list(ingest([folder / "a.txt"], store, published="2025"))) == ["redated"]
    listing = '[[document]]\nfile = "a.txt"\npublisher = "Trend"\n'
    (folder / "documents.toml").write_text(listing, encoding="utf-8")
    assert _outcomes(list(ingest([folder / "a.txt"], store))) == ["updated"]
    assert _outcomes(list(ingest([folder / "a.txt"], store))) == ["unchanged"]
    assert opened == ["a.txt", "a.txt"]


def test_new_words_are_a_reason_to_read(
    store: Store, folder: Path, opened: list[str], tmp_path: Path
) -> None:
    list(ingest([folder / "a.txt"], store))
    store.add_entity(Entity(id="brake_port", kind="port", label={"en": "Brake"}, origin="user"))
    list(ingest([folder / "a.txt"], store))
    mine = tmp_path / "mine"
    (mine / "gazetteer").mkdir(parents=True)
    (mine / "gazetteer" / "ports.toml").write_text(
        'kind = "port"\n\n[emden_port]\nlabel = { de = "Emden", en = "Emden" }\n', encoding="utf-8"
    )
    list(ingest([folder / "a.txt"], store, lexicon=load_lexicon(mine)))
    list(ingest([folder / "a.txt"], store, lexicon=load_lexicon(mine)))
    assert opened == ["a.txt"] * 3
    [runs] = [{run["config_hash"] for run in _rows(store, "run")}]
    assert len(runs) == 2  # the packaged words, and these with one's own over them
    assert all(len(digest) == 16 for digest in runs)


def _rows(store: Store, table: str) -> list[dict[str, Any]]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(store.location)) as shell:
        shell.row_factory = sqlite3.Row
        return [dict(row) for row in shell.execute(f"SELECT * FROM {table}")]


def test_everything_is_read_again_where_that_is_asked_for(
    store: Store, folder: Path, opened: list[str]
) -> None:
    list(ingest([folder], store))
    done = list(ingest([folder], store, again=True))
    assert _outcomes(done) == ["unchanged", "unchanged", "refused"]
    assert len(opened) == 6


def test_what_the_moment_refused_is_tried_again(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(path: Path, *given: Any, **more: Any) -> tuple[Document, ...]:
        raise ReadError(path, "busy", "all readers are busy.")

    monkeypatch.setattr(places, "read_all", busy)
    assert _outcomes(list(ingest([folder / "a.txt"], store))) == ["refused"]
    monkeypatch.undo()
    assert _outcomes(list(ingest([folder / "a.txt"], store))) == ["stored"]


def test_a_place_whose_document_is_gone_is_read_again(store: Store, folder: Path) -> None:
    list(ingest([folder / "a.txt"], store))
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(store.location)) as shell:
        shell.execute("PRAGMA foreign_keys=ON")
        shell.execute("DELETE FROM document")
        shell.commit()
    assert _outcomes(list(ingest([folder / "a.txt"], store))) == ["stored"]


def test_every_place_leaves_a_row_and_a_skipped_one_leaves_it_as_it_is(
    store: Store, folder: Path
) -> None:
    (folder / "out.txt").symlink_to(folder.parent / "t.db")
    done = list(ingest([folder, folder / "gone.txt"], store))
    rows = {Path(row.place).name: row for row in store.intake.list()}
    assert {name: (row.outcome, row.reason) for name, row in rows.items()} == {
        "a.txt": (Outcome.STORED, None),
        "b.txt": (Outcome.STORED, None),
        "c.txt": (Outcome.REFUSED, "no_text"),
        "out.txt": (Outcome.REFUSED, "not_allowed"),
        "gone.txt": (Outcome.REFUSED, "missing"),
    }
    assert rows["a.txt"].place == str(folder / "a.txt")
    assert rows["a.txt"].kind is IntakeKind.FILE
    assert rows["a.txt"].n_bytes == len(TEXT)
    assert rows["a.txt"].document_id == done[0].document_id
    list(ingest([folder], store))
    assert {Path(row.place).name: row.outcome for row in store.intake.list()} == {
        name: row.outcome for name, row in rows.items()
    }


def test_a_name_that_is_no_text_is_known_again(store: Store, tmp_path: Path) -> None:
    root = os.fsencode(tmp_path / "odd")
    os.mkdir(root)  # noqa: PTH102 - bytes
    with open(os.path.join(root, b"\xff\xfe.txt"), "wb") as file:  # noqa: PTH118, PTH123
        file.write(TEXT.encode())
    assert _outcomes(list(ingest([tmp_path / "odd"], store))) == ["stored"]
    [again] = ingest([tmp_path / "odd"], store)
    assert (again.outcome, again.is_skipped) == (Outcome.UNCHANGED, True)


def test_a_text_from_another_place_is_told_as_a_copy(store: Store, folder: Path) -> None:
    (folder / "d.txt").write_text(TEXT, encoding="utf-8")
    done = list(ingest([folder], store))
    assert [(each.path.name, each.is_copy) for each in done] == [
        ("a.txt", False),
        ("b.txt", False),
        ("c.txt", False),
        ("d.txt", True),
    ]


def test_a_guessed_language_is_kept_and_said_to_be_guessed(store: Store, folder: Path) -> None:
    list(ingest([folder / "a.txt"], store))
    document = store.document(1).document
    assert document.language == "en"
    [origin] = [each for each in document.found if each.field == "language"]
    assert (origin.how.value, origin.where) == ("guessed", "its words")
    list(ingest([folder / "b.txt"], store, language="en"))
    [origin] = [each for each in store.document(2).document.found if each.field == "language"]
    assert origin.how.value == "given"


def test_a_language_that_nobody_reads_refuses_its_document_only(store: Store, folder: Path) -> None:
    listing = '[[document]]\nfile = "a.txt"\nlanguage = "tlh"\n'
    (folder / "documents.toml").write_text(listing, encoding="utf-8")
    done = list(ingest([folder], store))
    assert _outcomes(done) == ["refused", "stored", "refused"]
    assert "'tlh'" in str(done[0].error)
