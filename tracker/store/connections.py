"""Connections: short ones to read, immediate ones to write, and what a database's errors mean.

SQLite's driver never begins a transaction of its own accord here; we send BEGIN ourselves, so that
DDL is transactional too, and begin writing with IMMEDIATE, so that a writer waits for another one
instead of failing at once.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from tracker.model.errors import StoreError

BUSY_SECONDS = 10
_CACHE_KIB = 65536
# What a driver says, and what it means for the person; the first that fits counts.
_MEANINGS = (
    (
        ("database is locked", "database table is locked", "lock timeout", "lock_timeout"),
        "Another program is writing to {name} and did not finish within "
        f"{BUSY_SECONDS} seconds. Nothing was changed; close it or try again.",
    ),
    (
        ("disk is full", "No space left"),
        "The disk is full: {name} could not be written and nothing was changed. "
        "Free some space and try again.",
    ),
    (
        ("readonly database", "read-only transaction"),
        "{name} may only be read here, so nothing was changed. "
        "Ask for the right to write to the file and its folder.",
    ),
    (
        ("malformed", "disk image", "file is not a database"),
        "{name} is damaged. Nothing was changed; go on with the last backup, "
        "and run `tracker check` on both.",
    ),
    (
        ("unable to open database file",),
        "{name} cannot be opened: neither it nor its folder could be written or read as needed. "
        "Check the rights of both.",
    ),
    (
        ("disk I/O error",),
        "The disk that holds {name} reported a fault; nothing was changed. "
        "Check the disk and try again.",
    ),
    (
        ("connection refused", "could not connect", "connection failed"),
        "The database server of {name} cannot be reached, or has no such database.",
    ),
)


class Connections:
    """The engines of one database, made anew in a forked process.

    Attributes:
        name: The database as the user named it, without a password.
        path: The file, or None for a server.
    """

    def __init__(self, location: str | Path, *, read_only: bool = False) -> None:
        self.path = file_of(location)
        self.url = f"sqlite:///{self.path}" if self.path else str(location)
        self.name = str(self.path) if self.path else make_url(self.url).render_as_string()
        self.read_only = read_only
        self._lock = threading.Lock()
        self._engines: dict[str, Engine] = {}
        self._process = os.getpid()
        self._watcher: Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and cannot change it."""
        with meaning(self.name), self._engine("read").connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: committed at the end, undone at an exception."""
        if self.read_only:
            raise StoreError(f"{self.name} was opened for reading only; nothing was changed.")
        with meaning(self.name), self._engine("write").begin() as connection:
            if self.path is None:  # ids are assigned by the writer, of whom there is one at a time
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(20250101)")
            yield connection

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A writing connection outside a transaction, for VACUUM, checkpoints and migrations."""
        engine = self._engine("write")
        if self.path is None:
            engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        else:
            engine = engine.execution_options(sqlite_begin=None)
        with meaning(self.name), engine.connect() as connection:
            yield connection

    def version(self) -> int:
        """A number that changes with every commit of anybody."""
        with meaning(self.name), self._lock:
            if self._watcher is None or self._process != os.getpid():
                self._watcher = self._engine("read", locked=True).connect()
            statement = (
                "PRAGMA data_version"
                if self.path
                else "SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"
            )
            number = int(self._watcher.exec_driver_sql(statement).scalar_one())
            self._watcher.rollback()
            return number

    def close(self) -> None:
        """Give all connections back."""
        with self._lock:
            if self._watcher is not None:
                self._watcher.close()
                self._watcher = None
            for engine in self._engines.values():
                engine.dispose()
            self._engines.clear()

    def _engine(self, use: str, *, locked: bool = False) -> Engine:
        if not locked:
            with self._lock:
                return self._engine(use, locked=True)
        if self._process != os.getpid():  # never use a connection across fork
            for engine in self._engines.values():
                engine.dispose(close=False)
            self._engines, self._watcher, self._process = {}, None, os.getpid()
        if use not in self._engines:
            self._engines[use] = (
                _file_engine(self.path, use) if self.path else _server_engine(self.url, use)
            )
        return self._engines[use]


def file_of(location: str | Path) -> Path | None:
    """The file that a path or a `sqlite:///` URL names, None for another kind of database."""
    if isinstance(location, Path) or "://" not in location:
        return Path(location).absolute()
    url = make_url(location)
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise StoreError("A database must be a file or a server: memory forgets it at the end.")
        return Path(url.database).absolute()
    return None


def open_uri(path: Path, mode: str) -> str:
    """The path as SQLite's URI, so that a missing file is not created by opening it."""
    return f"{path.as_uri()}?mode={mode}"


def _file_engine(path: Path, use: str) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            open_uri(path, "ro" if use == "read" else "rw"),
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_SECONDS,
        )

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=24
    )

    @event.listens_for(engine, "connect")
    def prepare(dbapi: sqlite3.Connection, _record: Any) -> None:
        dbapi.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        if use == "read":
            dbapi.execute("PRAGMA query_only=ON")
            return
        _write_ahead(dbapi)
        dbapi.execute("PRAGMA synchronous=FULL")
        dbapi.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        if how is not None:
            connection.exec_driver_sql(f"BEGIN {how}")

    return engine if use == "read" else engine.execution_options(sqlite_begin="IMMEDIATE")


def _write_ahead(dbapi: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; SQLite does not wait here when others open the file too."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            dbapi.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _server_engine(url: str, use: str) -> Engine:
    engine = create_engine(url, connect_args={"options": f"-c lock_timeout={BUSY_SECONDS}s"})
    return engine.execution_options(postgresql_readonly=True) if use == "read" else engine


@contextmanager
def meaning(name: str) -> Iterator[None]:
    """Turn a driver's complaint into one sentence for the person."""
    try:
        yield
    except SQLAlchemyError as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        for words, sentence in _MEANINGS:
            if any(word in said for word in words):
                raise StoreError(sentence.format(name=name)) from error
        raise StoreError(f"{name} refused the request: {said.splitlines()[0]}") from error
