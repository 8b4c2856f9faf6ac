"""What tables, views and columns mean stands in the schema itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tracker.store import Store
from tracker.store.columns import metadata
from tracker.store.comments import comment_tables
from tracker.store.dictionary import COLUMNS, OBJECTS, meaning
from tracker.store.meanings import SPECIAL
from tracker.store.views import VIEWS


def _described(path: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(path)) as shell:
        rows = shell.execute('SELECT object, "column", description FROM data_dictionary')
        return {(name, column): said for name, column, said in rows}


def _statements(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as shell:
        kinds = "type IN ('table', 'view')"
        return dict(shell.execute(f"SELECT name, sql FROM sqlite_master WHERE {kinds}"))


@pytest.mark.parametrize("name", [*metadata.tables, *VIEWS])
def test_the_schema_says_what_each_column_means(path: Path, name: str) -> None:
    statement = _statements(path)[name]
    described = {
        column: said for (of, column), said in _described(path).items() if of == name and column
    }
    assert described
    for column, said in described.items():
        marked = f"--   {column}: {said}\n" if name in VIEWS else f"\t-- {said}\n\t"
        assert marked in statement, column
    if name not in VIEWS:
        assert f"( -- {OBJECTS[name]}\n" in statement


def test_a_comment_stands_before_the_column_it_is_about(path: Path) -> None:
    lines = _statements(path)["claim"].splitlines()
    at = lines.index(f"\t-- {meaning('claim', 'lowest')}")
    assert lines[at + 1].startswith("\tlowest REAL")


def test_tables_of_other_programs_are_left_as_they_are() -> None:
    statement = "\nCREATE TABLE mine (\n\tid INTEGER NOT NULL\n)\n\n"
    assert comment_tables(None, None, statement, (), None, False) == (statement, ())


def test_a_column_that_nobody_explained_has_no_comment() -> None:
    statement = "CREATE TABLE _alembic_tmp_run (\n\tid INTEGER, \n\tadded TEXT\n)"
    changed, _ = comment_tables(None, None, statement, (), None, False)
    assert changed.splitlines() == [
        f"CREATE TABLE _alembic_tmp_run ( -- {OBJECTS['run']}",
        f"\t-- {meaning('run', 'id')}",
        "\tid INTEGER, ",
        "\tadded TEXT",
        ")",
    ]


def test_everything_described_is_there(path: Path) -> None:
    there = _described(path).keys()
    assert {name for name, _ in there} == OBJECTS.keys() == {*metadata.tables, *VIEWS}
    special = {(name, column) for name, columns in SPECIAL.items() for column in columns}
    assert special - there == set()
    general = {column for name, column in there if column not in SPECIAL.get(name, {})} - {""}
    assert COLUMNS.keys() - general == set()


def test_descriptions_are_sentences_that_fit_a_comment() -> None:
    texts = [*OBJECTS.values(), *COLUMNS.values()]
    texts += [said for columns in SPECIAL.values() for said in columns.values()]
    for said in texts:
        assert "\n" not in said
        assert said.endswith((".", "…")), said


@pytest.mark.postgresql
def test_a_server_is_told_too(server: str) -> None:
    Store.create(server).close()
    engine = create_engine(server)
    column = text(
        "SELECT col_description(CAST('claim' AS regclass), ordinal_position) FROM"
        " information_schema.columns WHERE table_name = 'claim' AND column_name = 'lowest'"
    )
    view = text("SELECT obj_description(CAST('conflicts' AS regclass))")
    with engine.connect() as connection:
        assert connection.scalar(column) == meaning("claim", "lowest")
        assert connection.scalar(view) == OBJECTS["conflicts"]
    engine.dispose()
