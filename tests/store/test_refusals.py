"""A bad file is named in one sentence, and never touched."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tracker.model.document import Document
from tracker.model.errors import SchemaError, StoreError
from tracker.store import Store


def _empty(path: Path, fresh: Path) -> None:
    path.touch()


def _text(path: Path, fresh: Path) -> None:
    path.write_text("Trade fell 12.5 percent in 2022.\n" * 40, encoding="utf-8")


def _noise(path: Path, fresh: Path) -> None:
    path.write_bytes(hashlib.sha512(b"noise").digest() * 200)


def _wrong_header(path: Path, fresh: Path) -> None:
    path.write_bytes(b"SQLite format 4\x00" + fresh.read_bytes()[16:])


def _truncated(path: Path, fresh: Path) -> None:
    path.write_bytes(fresh.read_bytes()[: fresh.stat().st_size // 2])


def _foreign(path: Path, fresh: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.commit()


def _newer(path: Path, fresh: Path) -> None:
    shutil.copy(fresh, path)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA journal_mode=DELETE")
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
        newer.commit()


def _folder(path: Path, fresh: Path) -> None:
    path.mkdir()


def _missing(path: Path, fresh: Path) -> None:
    pass


BAD: list[tuple[Callable[[Path, Path], None], type[StoreError], str]] = [
    (_missing, SchemaError, "tracker init"),
    (_empty, SchemaError, "tracker init"),
    (_text, StoreError, "is no database; it was not touched"),
    (_noise, StoreError, "is no database; it was not touched"),
    (_wrong_header, StoreError, "is no database; it was not touched"),
    (_truncated, StoreError, "is damaged"),
    (_foreign, StoreError, "a database of another program"),
    (_newer, SchemaError, "made by a newer version"),
    (_folder, StoreError, "is a folder"),
]


def _hashes(folder: Path) -> dict[str, str]:
    """Digests of all files; what SQLite keeps beside a file it looks at does not count."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-wal", "-shm"))
    }


@pytest.mark.parametrize(
    ("make", "kind", "says"), BAD, ids=lambda case: getattr(case, "__name__", "")
)
@pytest.mark.parametrize("read_only", [False, True])
def test_opening_a_bad_file_says_so_and_leaves_it(
    tmp_path: Path,
    fresh_file: Path,
    make: Callable[[Path, Path], None],
    kind: type[StoreError],
    says: str,
    read_only: bool,
) -> None:
    path = tmp_path / "facts.db"
    make(path, fresh_file)
    before = _hashes(tmp_path)
    with pytest.raises(kind, match=says) as refused:
        Store(path, read_only=read_only)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert _hashes(tmp_path) == before
    assert path.exists() == (make is not _missing)


@pytest.mark.parametrize(
    ("make", "kind", "says"),
    [case for case in BAD if case[0] not in (_missing, _empty)],
    ids=lambda case: getattr(case, "__name__", ""),
)
def test_creating_never_replaces_what_is_there(
    tmp_path: Path,
    fresh_file: Path,
    make: Callable[[Path, Path], None],
    kind: type[StoreError],
    says: str,
) -> None:
    path = tmp_path / "facts.db"
    make(path, fresh_file)
    before = _hashes(tmp_path)
    with pytest.raises(kind, match=says):
        Store.create(path)
    assert _hashes(tmp_path) == before


def test_a_mistyped_folder_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        Store.create(tmp_path / "nowhere" / "facts.db")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_database_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    path.touch()
    Store.create(path).close()
    with Store(path) as store:
        assert store.check() == []


def test_a_url_names_a_file_as_a_path_does(path: Path) -> None:
    with Store(f"sqlite:///{path}") as store:
        assert store.location == str(path)
    with pytest.raises(StoreError, match="memory forgets"):
        Store("sqlite://")


def test_strange_names_are_names_of_files(tmp_path: Path) -> None:
    path = tmp_path / "100% Zähler? #1&mode=ro.db"
    with Store.create(path) as store:
        store.add(Document(text="4 t"), [])
        assert store.check() == []
    assert {each.name for each in tmp_path.iterdir()} == {path.name}


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept differently")
def test_a_folder_without_rights_is_named(tmp_path: Path, fresh_file: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    shutil.copy(fresh_file, folder / "facts.db")
    (folder / "facts.db").chmod(0o444)
    folder.chmod(0o555)
    before = _hashes(folder)
    code = (
        "import os, sys\n"
        "from tracker.model.errors import StoreError\n"
        "from tracker.store import Store\n"
        "import alembic.command, sqlalchemy.dialects.sqlite.pysqlite\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"  # root may write everywhere
        "for act in (Store, Store.create):\n"
        "    for name in ('facts.db', 'new.db'):\n"
        "        try: act(os.path.join(sys.argv[1], name)).close(); print('opened')\n"
        "        except StoreError as error: print(error)\n"
    )
    for parent in tmp_path.parents[:3]:  # pytest keeps its folders to their owner
        parent.chmod(0o755)
    tmp_path.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    folder.chmod(0o755)
    opened, missing, created, refused = done.stdout.splitlines()
    assert "facts.db" in opened
    assert "facts.db" in created
    assert "tracker init" in missing
    assert "cannot be created: Permission denied" in refused
    assert _hashes(folder) == before


@pytest.mark.postgresql
def test_a_server_without_tables_has_no_database_yet(server: str) -> None:
    with pytest.raises(SchemaError, match="tracker init"):
        Store(server)


def test_a_server_that_does_not_answer_is_named() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be reached") as refused:
        Store("postgresql+psycopg://me:secret@127.0.0.1:9/tracker")
    assert "secret" not in str(refused.value)
