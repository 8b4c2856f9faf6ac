"""Schema: create a database, bring an older one up to date, and refuse what is none.

A location is looked at through a reading connection before anything is written, so that a file
that is no database of ours stays as it was, byte by byte.
"""

import logging
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect, text

from tracker.model.errors import SchemaError, StoreError
from tracker.store.connections import Connections

logger = logging.getLogger(__name__)

# Every revision in order; the last is what this code works with. A test compares with Alembic,
# whose import is too slow for each opening of a database.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
HEAD = REVISIONS[-1]


def require_current(connections: Connections) -> None:
    """Make sure that the location holds a database of this version.

    Raises:
        SchemaError: There is none yet, or it is of another version.
        StoreError: It is no database, or not one of ours, or damaged.
    """
    found = find_revision(connections)
    if found is None:
        raise SchemaError(
            f"There is no tracker database at {connections.name}. "
            f"Create one with `tracker init --db {connections.name}`."
        )
    if found != HEAD:
        raise SchemaError(
            f"{connections.name} is of an older version of tracker ({found}, needed is {HEAD}). "
            f"Bring it up to date with `tracker init --db {connections.name}`; "
            "a copy is made first."
        )


def create_or_upgrade(connections: Connections) -> bool:
    """Bring the location to the newest version, wholly or not at all.

    Returns:
        Whether anything had to be done.

    Raises:
        StoreError: What is there is no database of ours, or the place cannot be written.
    """
    found = find_revision(connections)
    if found == HEAD:
        return False
    path = connections.path
    if path is not None:
        if not path.parent.is_dir():
            raise StoreError(
                f"{connections.name} cannot be created: there is no folder {path.parent}. "
                "Create the folder, or check the spelling."
            )
        if found is not None:
            copy = path.with_name(
                f"{path.stem}.before-{HEAD}-{datetime.now(UTC):%Y%m%dT%H%M%S%f}{path.suffix}"
            )
            copy_whole(connections, copy)
            logger.info("copied before upgrade: %s", copy)
        elif not path.exists():
            _create_file(connections)
    migrate(connections, migrations_folder())
    return True


def find_revision(connections: Connections) -> str | None:
    """The revision of the database at the location, None where there is none yet.

    Raises:
        SchemaError: It was made by a newer version of tracker.
        StoreError: What is there is no database, not one of ours, or damaged.
    """
    path, name = connections.path, connections.name
    if path is not None:
        try:
            if path.is_dir():
                raise StoreError(f"{name} is a folder; name the database file in it.")
            if not path.exists() or path.stat().st_size == 0:
                return None
        except PermissionError as error:
            raise StoreError(
                f"{name} cannot be reached: a folder above it may not be entered. "
                "Ask for the right to read that folder, or name another place."
            ) from error
    try:
        with connections.reading() as connection:
            tables = set(inspect(connection).get_table_names())
            if not {"alembic_version", "document"} <= tables:
                if not tables or (path is None and "document" not in tables):
                    return None
                raise StoreError(
                    f"{name} is a database of another program; it was not touched. "
                    "Name another file."
                )
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except StoreError as error:
        cause = str(getattr(error.__cause__, "orig", ""))
        if "not a database" in cause:
            raise StoreError(
                f"{name} is no database; it was not touched. Name another file."
            ) from error
        raise
    if found is not None and found not in REVISIONS:
        raise SchemaError(
            f"{name} was made by a newer version of tracker (its schema is {found}, this program "
            f"knows up to {HEAD}); it was not touched. Update tracker to open it."
        )
    return found


def copy_whole(connections: Connections, target: Path) -> None:
    """Write a consistent copy of a live database file to a new file.

    Raises:
        StoreError: The target exists, or cannot be written.
    """
    if connections.path is None:
        raise StoreError(
            f"{connections.name} is on a server; copy it with the server's own tool, pg_dump."
        )
    if target.exists():
        raise StoreError(f"{target} exists already and was left alone. Name a new file.")
    if not target.parent.is_dir():
        raise StoreError(f"{target} cannot be written: there is no folder {target.parent}.")
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as copy, connections.reading() as connection:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # so that the copy is a single file
        # A hard link refuses to replace a file that appeared meanwhile; renaming would not.
        target.hardlink_to(unfinished)
    except FileExistsError as error:
        raise StoreError(f"{target} exists already and was left alone. Name a new file.") from error
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise StoreError(f"The copy {target} could not be written: {reason}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def migrations_folder() -> Path:
    """The migrations beside the imported package: inside it (wheel), else in the repository."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def _create_file(connections: Connections) -> None:
    path = connections.path
    assert path is not None  # only files are created here
    try:
        path.touch(exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{connections.name} cannot be created: {error.strerror}. "
            "Choose a folder that you may write to."
        ) from error


def migrate(connections: Connections, folder: Path, revision: str = "head") -> None:
    """Run the migrations of a folder up to a revision, in one transaction.

    Raises:
        StoreError: One failed; the database is as it was.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    with connections.bare() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
