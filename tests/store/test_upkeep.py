"""Copies are whole, and a check finds what is wrong."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact
from tracker.model.filter import FactFilter
from tracker.store import Store

MakeFact = Callable[..., Fact]


@pytest.fixture
def filled(path: Path, fact_in: MakeFact) -> Path:
    """A database with two documents of two figures each."""
    with Store(path) as store:
        for source in ("A", "B"):
            document = Document(text=f"{source * 3}: 4 t 🚂 and then 5 t", source=source)
            figures = [
                fact_in(document, "4 t", 4.0, "tonne"),
                fact_in(document, "5 t", 5.0, "tonne"),
            ]
            store.add(document, figures)
    return path


def test_a_backup_is_one_whole_file(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "copy.db"
    target.parent.mkdir()
    with Store(filled) as store:
        store.backup(target)
        assert [each.name for each in target.parent.iterdir()] == ["copy.db"]
        with Store(target) as copy:
            assert copy.facts() == store.facts()
            assert copy.check() == []


def test_a_backup_replaces_nothing(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("mine", encoding="utf-8")
    with Store(filled) as store:
        with pytest.raises(StoreError, match="exists already and was left alone"):
            store.backup(target)
        with pytest.raises(StoreError, match="exists already"):
            store.backup(filled)
        with pytest.raises(StoreError, match="there is no folder"):
            store.backup(tmp_path / "nowhere" / "copy.db")
    assert target.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_backups_taken_while_others_write_hold_all_that_was_acknowledged(
    path: Path, tmp_path: Path
) -> None:
    acknowledged: list[int] = []
    stop = threading.Event()

    def write() -> None:
        with Store(path) as store:
            number = 0
            while not stop.is_set() and number < 5000:
                store.add(Document(text=f"text {number}"), [])
                acknowledged.append(number)
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with Store(path) as store:
            for turn in range(5):
                before = len(acknowledged)
                target = tmp_path / f"copy{turn}.db"
                store.backup(target)
                with Store(target, read_only=True) as copy:
                    assert copy.check() == []
                    assert copy.summary().documents >= before
    finally:
        stop.set()
        writer.join()
    assert len(acknowledged) > 5


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE fact SET surface = '9 t' WHERE id = 1", "fact 1: the text at its offsets is not"),
        ("UPDATE fact SET \"end\" = \"end\" + 1 WHERE id = 1", "fact 1: the text at its offsets"),
        ("UPDATE document_text SET text = 'C' || text WHERE document_id = 2", "another length"),
        ("UPDATE passage SET text = 'other' WHERE id = 1", "passage 1: is not what stands"),
        ("UPDATE fact SET passage_id = 2 WHERE id = 1", "fact 1: lies outside its passage"),
        ("DELETE FROM document_text WHERE document_id = 1", "fact 1: its document has no text"),
        ("PRAGMA foreign_keys=OFF; DELETE FROM document WHERE id = 1", "is not there"),
        ("DROP VIEW targets", "view targets is missing"),
        ("DROP TRIGGER fact_changed", "trigger fact_changed is missing"),
        ("DROP TABLE rate", "table rate is missing"),
        ("INSERT INTO passage_fts(passage_fts, rowid, text) VALUES ('delete', 1, 'AAA: 4 t')",
         "search index does not fit"),
    ],
)  # fmt: skip
def test_a_check_names_what_is_wrong(filled: Path, damage: str, says: str) -> None:
    with closing(sqlite3.connect(filled)) as shell:
        shell.executescript(damage)
        shell.commit()
    with Store(filled) as store:
        found = store.check()
    assert any(says in problem for problem in found), found


def test_what_follows_from_a_statement_is_mended_at_opening(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as shell:
        before = shell.execute("SELECT * FROM fact ORDER BY id").fetchall()
        shell.execute("UPDATE fact SET base_value = 1, base_low = NULL WHERE id = 3")
        shell.commit()
        with Store(filled, read_only=True) as store:
            found = store.check()
        assert any("fact 3: its base value does not follow" in problem for problem in found), found
        with Store(filled) as store:
            assert store.check() == []
        assert shell.execute("SELECT * FROM fact ORDER BY id").fetchall() == before
        assert shell.execute("SELECT count(*) FROM fact_revision").fetchone() == (0,)


def test_a_check_finds_random_damage(filled: Path, tmp_path: Path) -> None:
    damaged = Path(shutil.copy(filled, tmp_path / "damaged.db"))
    content = bytearray(damaged.read_bytes())
    with closing(sqlite3.connect(filled)) as shell:
        [(root,)] = shell.execute("SELECT rootpage FROM sqlite_master WHERE name = 'fact'")
        [(size,)] = shell.execute("PRAGMA page_size")
    content[(root - 1) * size : root * size] = b"\xa5" * size
    damaged.write_bytes(content)
    with Store(damaged) as store:
        problems = store.check()
    assert problems
    assert "damaged" in problems[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fact SET value = 9e999",
        "UPDATE fact SET value = 'many'",
        "UPDATE fact SET bound = 'roughly'",
        "UPDATE fact SET review = 'accepted'",
        "UPDATE fact SET rank = 'deprecated'",
        "UPDATE fact SET year = 2024",
        "UPDATE fact SET period = '2024'",
        'UPDATE fact SET start = "end"',
        "UPDATE fact SET value_high = 9",
        "UPDATE fact SET unit = 'banana'",
        "UPDATE fact SET confidence = 2",
    ],
)
def test_a_wrong_row_is_refused_from_whichever_program(filled: Path, statement: str) -> None:
    with closing(sqlite3.connect(filled)) as shell:
        shell.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError):
            shell.execute(statement)


def test_views_and_words_follow_the_code_at_the_next_opening(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as shell:
        shell.executescript(
            "DROP VIEW sources; DROP TRIGGER fact_changed;"
            "UPDATE entity SET name = 'Old name' WHERE id = 'kz';"
            "UPDATE unit SET factor = 2 WHERE id = 'tonne';"
            "UPDATE fact SET base_value = 2 * value, base_low = 2 * base_low;"
            "UPDATE setting SET value = 'of an older version';"
        )
    with Store(filled) as store:
        assert store.check() == []
        assert store.entities()["kz"].label["en"] == "Kazakhstan"
        assert {fact.base_value for fact in store.facts()} == {4.0, 5.0}
        assert len(store.view("sources")) == 2


def test_deleting_a_document_takes_its_facts_and_keeps_their_history(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as shell:
        shell.execute("PRAGMA foreign_keys=ON")
        shell.execute("DELETE FROM document WHERE id = 1")
        shell.commit()
    with Store(filled) as store:
        assert store.count() == 2
        assert store.count(FactFilter(text="aaa")) == 0
        assert [revision.action for revision in store.revisions(1)] == ["delete"]
        assert store.check() == []


def test_upkeep_shortens_the_log(filled: Path) -> None:
    with Store(filled) as store:
        store.add(Document(text="more"), [])
        store.optimise()
        tidied = store.data_version
        store.add(Document(text="more"), [])
        store.optimise()
        assert store.data_version == tidied  # nothing was new, so nothing was written
        assert filled.with_name(filled.name + "-wal").stat().st_size == 0
        assert store.check() == []
