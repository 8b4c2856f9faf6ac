"""Migrations: they make the tables of the code, happen wholly or not, and lose nothing."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, text

from tracker.model.document import Document
from tracker.model.errors import SchemaError
from tracker.model.fact import Fact, Transition
from tracker.model.filter import FactFilter
from tracker.store import Store
from tracker.store.columns import metadata
from tracker.store.comments import comment_tables
from tracker.store.connections import Connections
from tracker.store.objects import create_views_and_triggers
from tracker.store.schema import HEAD, REVISIONS, migrate, migrations_folder

RECREATE = '''
"""Recreates tables with rows in them, knowing nothing of views, triggers and links."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None

def upgrade():
    for table in ("document", "passage", "fact"):
        with op.batch_alter_table(table, recreate="always") as batch:
            batch.add_column(sa.Column("added", sa.Text()))
    {after}

def downgrade():
    pass
'''


@pytest.fixture
def old_folder(tmp_path: Path) -> Path:
    """A copy of the migrations that a test may add to."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A database with rows in the tables that belong together."""
    path = tmp_path / "full.db"
    text_read = "von 1 auf 5 Millionen Tonnen. Es gab 1 Mrd. USD (861 Mio. EUR)."
    with Store.create(path) as store:
        document = Document(text=text_read, source="Agency", published="2024")

        def figure(surface: str, value: float, unit: str, **fields: object) -> Fact:
            start = text_read.index(surface)
            return Fact(
                surface=surface,
                start=start,
                end=start + len(surface),
                value=value,
                unit=unit,
                indicator="freight_volume",
                **fields,  # type: ignore[arg-type]
            )

        one = figure("1", 1e6, "tonne", transition=Transition.FROM)
        five = figure(
            "5 Millionen Tonnen", 5e6, "tonne", transition=Transition.TO, movement=(one.span,)
        )
        dollars = figure("1 Mrd. USD", 1e9, "USD")
        euros = figure("861 Mio. EUR", 861e6, "EUR", equivalent_of=dollars.span)
        store.add(document, [one, five, dollars, euros])
        store.add(Document(text=text_read, source="Copy"), [])
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("UPDATE fact SET note = 'looked at' WHERE id = 2")
        shell.commit()
    return path


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as shell:
        yield shell


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    names = [*metadata.tables]
    with _opened(path) as shell:
        held = {
            name: [column[1] for column in shell.execute(f"PRAGMA table_info({name})")]
            for name in names
        }
        return {
            name: shell.execute(
                f"SELECT {', '.join(_quoted(name, columns))} FROM {name} ORDER BY 1"
            ).fetchall()
            for name, columns in held.items()
            if columns
        }


def _quoted(name: str, columns: list[str]) -> list[str]:
    return [f'"{column}"' for column in columns if column != "added"]


def _schema(path: Path) -> dict[tuple[str, str], str]:
    with _opened(path) as shell:
        rows = shell.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        # A table that was written anew has its name in quotes.
        return {(kind, name): sql.replace(f'"{name}"', name, 1) for kind, name, sql in rows}


def _parts(path: Path) -> dict[tuple[str, str], list[str]]:
    """The schema without the order of its parts, which a table written anew may change."""
    return {
        key: sorted(part.strip(" ,") for part in sql.replace("(", "(\n").splitlines())
        for key, sql in _schema(path).items()
        if "passage_fts" not in key[1] and key[1] != "alembic_version"
    }


def _dump(path: Path) -> str:
    with _opened(path) as shell:
        return hashlib.sha256("\n".join(shell.iterdump()).encode()).hexdigest()


def test_there_is_one_head_and_the_code_knows_every_revision() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    assert [each.revision for each in script.walk_revisions()] == list(reversed(REVISIONS))


@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_the_migrations_make_the_tables_of_the_code(tmp_path: Path, kind: str) -> None:
    location = f"sqlite:///{tmp_path / 'facts.db'}" if kind == "sqlite" else _empty_server()
    Store.create(location).close()
    engine = create_engine(location)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "compare_server_default": kind == "sqlite",
                "include_name": lambda name, kind, _: not (name or "").startswith("passage_fts"),
            },
        )
        differences = compare_metadata(context, metadata)
    engine.dispose()
    # The dictionary gives comments, not the tables; the search index is made by a statement.
    made_besides = "ix_passage_search", "modify_comment", "remove_table_comment"
    named = [item for item in differences if not any(word in repr(item) for word in made_besides)]
    assert named == []


def test_sqlite_is_given_the_very_tables_of_the_code(tmp_path: Path) -> None:
    Store.create(tmp_path / "migrated.db").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'made.db'}")
    with engine.begin() as connection:
        event.listen(connection, "before_cursor_execute", comment_tables, retval=True)
        metadata.create_all(connection)
        connection.execute(text("CREATE VIRTUAL TABLE passage_fts USING fts5(text)"))
        create_views_and_triggers(connection)
    engine.dispose()

    assert _parts(tmp_path / "migrated.db") == _parts(tmp_path / "made.db")


def test_every_table_is_strict_and_every_foreign_key_has_an_index(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    Store.create(path).close()
    with _opened(path) as shell:
        for name in metadata.tables:
            [(strict,)] = shell.execute(
                "SELECT strict FROM pragma_table_list WHERE name = ?", (name,)
            ).fetchall()
            assert strict == 1, name
            leading = {
                shell.execute(f"PRAGMA index_info({index[1]})").fetchone()[2]
                for index in shell.execute(f"PRAGMA index_list({name})")
            } | {row[1] for row in shell.execute(f"PRAGMA table_info({name})") if row[5] == 1}
            keys = {row[3] for row in shell.execute(f"PRAGMA foreign_key_list({name})")}
            assert keys <= leading, name


def test_down_and_up_again(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    Store.create(path).close()
    before = _parts(path)
    connections = Connections(path)
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    with connections.bare() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert {name for _, name in _schema(path)} == {"alembic_version"}
    with connections.bare() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    connections.close()
    assert _parts(path) == before


def test_an_older_database_is_refused_then_upgraded_with_a_copy_kept(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    path.touch()
    connections = Connections(path)
    migrate(connections, migrations_folder(), REVISIONS[0])
    with connections.writing() as connection:
        connection.execute(text("INSERT INTO source (id, name) VALUES (7, 'Agency')"))
    connections.close()
    with pytest.raises(SchemaError, match=r"older version.*a copy is made first"):
        Store(path)
    with Store.create(path) as store:
        assert store.check() == []
        assert [each["name"] for each in store.view("sources")] == ["Agency"]
    [copy] = [each for each in tmp_path.iterdir() if "before" in each.name]
    with _opened(copy) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchone() == (REVISIONS[0],)
        assert old.execute("SELECT name FROM source").fetchall() == [("Agency",)]


def test_recreating_tables_loses_no_row_link_trigger_view_or_check(
    full: Path, old_folder: Path
) -> None:
    revision = old_folder / "versions" / "9999_recreate.py"
    revision.write_text(RECREATE.format(head=HEAD, after="pass"), encoding="utf-8")
    rows, schema = _rows(full), _schema(full)
    connections = Connections(full)
    migrate(connections, old_folder)
    connections.close()
    assert _rows(full) == rows
    after = _schema(full)
    assert after.keys() == schema.keys()
    for (kind, name), sql in after.items():
        assert kind != "table" or name.startswith(("passage_fts", "alembic")) or "STRICT" in sql
        assert sql.count("CHECK") == schema[kind, name].count("CHECK"), name
    with _opened(full) as shell:
        assert shell.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert shell.execute("PRAGMA foreign_key_check").fetchall() == []
        found = "SELECT count(*) FROM passage_fts WHERE passage_fts MATCH 'millionen'"
        assert shell.execute(found).fetchone() == (1,)
    with pytest.raises(SchemaError, match="newer version"):
        Store(full)


def test_a_migration_that_fails_leaves_no_trace_and_can_be_tried_again(
    full: Path, old_folder: Path
) -> None:
    revision = old_folder / "versions" / "9999_recreate.py"
    revision.write_text(
        RECREATE.format(head=HEAD, after="raise RuntimeError('power cut')"), encoding="utf-8"
    )
    before = _dump(full)
    connections = Connections(full)
    with pytest.raises(RuntimeError, match="power cut"):
        migrate(connections, old_folder)
    connections.close()
    assert _dump(full) == before
    with Store(full) as store:
        assert store.count(FactFilter(text="millionen")) == 2
        assert store.check() == []


def test_a_killed_migration_leaves_no_trace_and_can_be_tried_again(
    full: Path, old_folder: Path
) -> None:
    revision = old_folder / "versions" / "9999_recreate.py"
    killed = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    revision.write_text(RECREATE.format(head=HEAD, after=killed), encoding="utf-8")
    before = _dump(full)
    code = (
        "import sys; from pathlib import Path\n"
        "from tracker.store.connections import Connections\n"
        "from tracker.store.schema import migrate\n"
        "migrate(Connections(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(full), str(old_folder)], check=False, capture_output=True
    )
    assert done.returncode == -9
    assert _dump(full) == before
    revision.write_text(RECREATE.format(head=HEAD, after="pass"), encoding="utf-8")
    rows = _rows(full)
    connections = Connections(full)
    migrate(connections, old_folder)
    connections.close()
    assert _rows(full) == rows


def test_four_programs_that_start_at_once_share_one_new_database(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    code = "import sys; from tracker.store import Store; print(Store.create(sys.argv[1]).check())"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    ended = [process.communicate(timeout=120) for process in started]
    assert [out.strip() for out, _ in ended] == ["[]"] * 4, ended


def test_the_migrations_stand_beside_the_package() -> None:
    assert (migrations_folder() / "env.py").is_file()
    assert (migrations_folder() / "versions").is_dir()


def _empty_server() -> str:
    url = os.environ.get("TRACKER_TEST_POSTGRESQL")
    if not url:
        pytest.skip("no PostgreSQL server: TRACKER_TEST_POSTGRESQL names none")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return url
