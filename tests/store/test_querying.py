"""Statements of people read and nothing else, end in time, and are told plainly what is wrong."""

import hashlib
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.dashboard.facts import make_store
from tracker.lexicon.questions import load_questions
from tracker.model.errors import NotFoundError, QueryError, StoreError
from tracker.store import Store
from tracker.store.query_guard import MAX_SQL
from tracker.store.querying import AT_ONCE

ENDLESS = "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT {} FROM a"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("querying") / "facts.db") as made:
        yield made


@pytest.fixture(autouse=True)
def _quiet_callbacks() -> None:
    """Datasette, which other tests load, makes sqlite3 report what its callbacks raise, for good."""
    sqlite3.enable_callback_tracebacks(False)


def _refusal(store: Store, sql: str, **limits: float) -> QueryError:
    with pytest.raises(QueryError) as caught:
        store.query.ask(sql, **limits)  # type: ignore[arg-type]
    return caught.value


def test_a_statement_is_answered_with_columns_and_rows(store: Store) -> None:
    answer = store.query.ask(
        "SELECT period, base_value AS tonnes, NULL AS n, x'00ff' AS b FROM series_points "
        "WHERE subject = 'middle_corridor' AND base_unit = 'tonne' AND period = '2023';"
    )
    assert answer.columns == ("period", "tonnes", "n", "b")
    assert answer.rows == [("2023", 2764000.0, None, "00ff")]
    assert not answer.more
    assert 0 < answer.seconds < 5


@pytest.mark.parametrize("question", load_questions(), ids=lambda question: question.name)
def test_every_packaged_question_is_answered(store: Store, question) -> None:  # type: ignore[no-untyped-def]
    assert store.query.ask(question.sql).columns


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH '\"railway\"*'",
        "SELECT snippet(passage_fts, 0, '[', ']', '…', 5) FROM passage_fts WHERE passage_fts MATCH 'route'",
        "SELECT value FROM json_each('[1, 2]')",
        "PRAGMA table_info(fact)",
        "EXPLAIN QUERY PLAN SELECT * FROM facts_readable",
        "VALUES (1), (2)",
        "/* why */ SELECT replace(instr('abc', 'b') || trim('  x '), 'x', 'y') -- so",
        "SELECT rank() OVER (ORDER BY value), json_extract('{\"a\": 1}', '$.a') FROM fact",
    ],
)
def test_all_that_reads_is_allowed(store: Store, sql: str) -> None:
    assert store.query.ask(sql).rows


def test_our_own_text_functions_answer_as_sqlite_does(store: Store) -> None:
    row = store.query.ask(
        "SELECT instr('abcabc', 'c'), instr('a', 'b'), instr(NULL, 'x'), instr(x'0102', x'02'), "
        "replace('aXbX', 'X', '--'), replace('a', '', 'b'), replace(NULL, 'a', 'b'), "
        "trim(' a '), ltrim('xxa', 'x'), rtrim('axy', 'yx'), trim(12), instr(1234, 34)"
    ).rows[0]
    assert row == (3, 0, None, 2, "a--b--", "a", None, "a", "a", "a", "12", 3)


WRITES = [
    "INSERT INTO setting (name, value) VALUES ('a', 'b')",
    "REPLACE INTO setting (name, value) VALUES ('a', 'b')",
    "UPDATE fact SET value = 1",
    "DELETE FROM fact",
    "WITH x AS (SELECT 1) DELETE FROM fact WHERE id IN x",
    "INSERT INTO passage_fts (passage_fts) VALUES ('rebuild')",
    "DROP TABLE fact",
    "DROP VIEW facts_readable",
    "ALTER TABLE fact ADD COLUMN x",
    "CREATE TABLE x (a)",
    "CREATE TEMP TABLE x (a)",
    "CREATE TEMP VIEW x AS SELECT 1",
    "CREATE VIRTUAL TABLE temp.x USING fts5(a)",
    "CREATE INDEX x ON fact (value)",
    "BEGIN IMMEDIATE",
    "SAVEPOINT x",
    "COMMIT",
    "ANALYZE",
    "REINDEX",
    "VACUUM",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA user_version = 7",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA temp_store_directory = '/tmp'",
    "PRAGMA mmap_size = 1000000000",
]
FILES = [
    "ATTACH '/etc/passwd' AS other",
    "ATTACH 'file:/tmp/made.db?mode=rwc' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "VACUUM INTO '/tmp/stolen.db'",
    "PRAGMA database_list",
    "SELECT * FROM pragma_database_list",
    "SELECT load_extension('/tmp/evil.so')",
    "SELECT load_extension('/tmp/evil.so', 'start') FROM fact",
    "SELECT readfile('/etc/passwd')",
    "SELECT writefile('/tmp/x', 'y')",
    "SELECT edit('x')",
    "SELECT fts3_tokenizer('simple', x'00')",
    "SELECT * FROM fsdir('/')",
    "SELECT * FROM dbstat",
    "SELECT * FROM sqlite_dbpage",
    "SELECT zeroblob(1000000000)",
    "SELECT printf('%.*c', 1000000000, 'x')",
]


@pytest.mark.parametrize("sql", WRITES + FILES)
def test_nothing_is_written_and_no_file_is_reached(store: Store, sql: str) -> None:
    path = Path(store.location)
    before = hashlib.sha256(path.read_bytes()).digest(), sorted(path.parent.iterdir())
    error = _refusal(store, sql)
    assert error.reason in ("refused", "syntax"), error
    if error.reason == "syntax":  # this build does not even know it
        assert "no such" in error.what.lower()
    assert (hashlib.sha256(path.read_bytes()).digest(), sorted(path.parent.iterdir())) == before
    assert not Path("/tmp/stolen.db").exists()
    assert not Path("/tmp/made.db").exists()


def test_what_was_refused_is_named(store: Store) -> None:
    assert _refusal(store, "DELETE FROM fact").what == "DELETE"
    assert _refusal(store, "SELECT load_extension('x')").what == "load_extension()"
    assert _refusal(store, "PRAGMA journal_mode = DELETE").what == "PRAGMA journal_mode"
    assert _refusal(store, "DROP TABLE fact").what == "a change of the schema"


@pytest.mark.parametrize(
    "sql",
    [
        ENDLESS.format("count(*)"),
        ENDLESS.format("max(n)"),
        ENDLESS.format("group_concat(n)") + " WHERE n < 0",
        "SELECT count(*) FROM fact a, fact b, fact c, fact d, fact e, fact f, fact g, fact h",
        "SELECT a.* FROM fact a, fact b, fact c, fact d, fact e ORDER BY a.value + b.value + c.value",
    ],
)
def test_a_statement_without_end_is_stopped(store: Store, sql: str) -> None:
    started = time.monotonic()
    assert _refusal(store, sql, seconds=0.3).reason == "time"
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT instr(t, substr(t, 1, 200000) || 'y') FROM (SELECT {long} AS t)",
        "SELECT replace(t, substr(t, 1, 200000) || 'y', 'z') FROM (SELECT {long} AS t)",
        "SELECT t LIKE '%7%8%7%8%7%8%9' FROM (SELECT {long} AS t)",
        "SELECT t GLOB '*7*8*7*8*7*8*9' FROM (SELECT {long} AS t)",
        "SELECT trim(t, '8798') FROM (SELECT {long} AS t)",
    ],
)
def test_one_call_on_long_texts_cannot_hold_the_program_up(store: Store, sql: str) -> None:
    long = (
        "(WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a LIMIT 10000) "
        "SELECT group_concat('xxxxxxxxxxxxxxxxxxxxxxxx', 'x') FROM a)"
    )
    started = time.monotonic()
    assert store.query.ask(sql.format(long=long)).rows
    assert time.monotonic() - started < 3


def test_a_value_without_measure_is_refused(store: Store) -> None:
    ten = "xxxxxxxxxx"
    grown = f"'{ten}'"
    for _ in range(5):
        grown = f"replace({grown}, 'x', '{ten * 2}')"
    assert _refusal(store, f"SELECT {grown}").reason == "size"
    # SQLite throws away what is too big and counts on: the clock ends it.
    assert _refusal(store, ENDLESS.format("group_concat(n)"), seconds=0.3).reason == "time"


def test_rows_and_bytes_are_limited_and_it_is_said(store: Store) -> None:
    answer = store.query.ask(ENDLESS.format("n"), rows=25)
    assert (len(answer.rows), answer.more) == (25, True)
    heavy = store.query.ask(ENDLESS.format("hex(hex(hex('xxxxxxxxxxxxx')))"), size=10_000)
    assert heavy.more
    assert len(heavy.rows) < 150
    assert not store.query.ask("SELECT 1 UNION SELECT 2", rows=2).more


@pytest.mark.parametrize(
    ("sql", "reason", "position"),
    [
        ("", "empty", None),
        (" ;\n", "empty", None),
        ("-- nothing", "empty", None),
        ("SELECT 1; SELECT 2", "several", None),
        ("SELECT 1; DELETE FROM fact", "several", None),
        ("SELECT ?", "places", None),
        ("SELECT :name", "places", None),
        ("SELECT '\0'", "syntax", None),
        ("SELECT '\ud800'", "syntax", None),
        ("SELECT 1" + " " * MAX_SQL, "length", None),
        ("SELEKT 1", "syntax", (1, 1)),
        ("SELECT a FORM fact", "syntax", (1, 15)),
        ("SELECT value\n  FROM fact\n WHERE WHERE year = 2020", "syntax", (3, 8)),
        ("SELECT value,\n  nix\nFROM fact", "syntax", (2, 3)),
        ("SELECT f.nix FROM fact AS f", "syntax", (1, 8)),
        ("SELECT * FROM nix", "syntax", (1, 15)),
        ("SELECT nix(1)", "syntax", (1, 8)),
        ("SELECT (1", "syntax", (1, 10)),
    ],
)
def test_a_fault_is_said_plainly_with_its_place(
    store: Store, sql: str, reason: str, position: tuple[int, int] | None
) -> None:
    error = _refusal(store, sql)
    assert (error.reason, error.position) == (reason, position)
    assert str(error).endswith(".")
    if position:
        assert f"line {position[0]}, column {position[1]}" in str(error)


def test_more_than_two_wait_for_their_turn(store: Store) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [
            pool.submit(_refusal, store, ENDLESS.format("count(*)"), seconds=2)
            for _ in range(AT_ONCE)
        ]
        time.sleep(0.3)
        assert _refusal(store, "SELECT 1", seconds=0.2).reason == "busy"
        assert {each.result().reason for each in running} == {"time"}
    assert store.query.ask("SELECT 1").rows == [(1,)]


def test_it_sees_what_was_stored_a_moment_ago(tmp_path: Path) -> None:
    with make_store(tmp_path / "facts.db", ()) as store:
        assert store.query.ask("SELECT count(*) FROM setting WHERE name = 'new'").rows == [(0,)]
        with store._connections.writing() as connection:
            connection.exec_driver_sql("INSERT INTO setting (name, value) VALUES ('new', '1')")
        assert store.query.ask("SELECT count(*) FROM setting WHERE name = 'new'").rows == [(1,)]


def test_rows_of_views_are_counted_unless_that_takes_too_long(store: Store) -> None:
    assert store.query.count("facts_readable") == store.count()
    assert store.query.count("facts_readable", seconds=-1) is None
    with pytest.raises(NotFoundError):
        store.query.count("fact; DROP TABLE fact")


def test_the_database_tells_what_its_views_and_columns_mean(store: Store) -> None:
    found = {each.name: each for each in store.query.dictionary()}
    assert set(store.exchange.views) == {name for name, each in found.items() if each.is_view}
    assert found["fact"].text == "One figure stated by one source about one subject."
    for view in store.exchange.views:
        columns = store.query.ask(f"SELECT * FROM {view}", rows=0).columns
        assert tuple(name for name, _ in found[view].columns) == columns
        assert all(said for _, said in found[view].columns)


@pytest.mark.postgresql
def test_a_server_is_not_asked(server: str) -> None:
    with Store.create(server) as store:
        assert not store.query.possible
        with pytest.raises(StoreError, match="SQLite files only"):
            store.query.ask("SELECT 1")
        assert store.query.count("facts_readable") == 0
        assert any(each.name == "facts_readable" for each in store.query.dictionary())
