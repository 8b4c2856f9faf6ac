"""Querying: statements that people write, read-only and bounded in time and size.

Such a statement gets a connection of its own to the file, which cannot write, and on top of that
an authorizer: what is not reading a table or calling a known function is refused before anything
runs. A statement that takes too long is stopped; rows and bytes beyond the limits stay unread.
A server has functions that read files and no list of what is harmless, so it is not asked at all.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import text

from tracker.model.answer import Answer, Cell, Described
from tracker.model.errors import NotFoundError, QueryError, StoreError
from tracker.store.connections import BUSY_SECONDS, Connections, open_uri
from tracker.store.query_guard import MAX_SQL, Guard
from tracker.store.views import VIEWS

SECONDS = 5.0
ROWS = 1000
MAX_BYTES = 8 << 20
"""Of all the rows that are handed out together."""
AT_ONCE = 2
"""Statements that may run side by side; more wait for their turn."""

_NEAR = re.compile(r'near "(.*)": syntax error', re.DOTALL)
_NO_SUCH = re.compile(
    r"(?:no such (?:column|table|function)|ambiguous column name): (.+)", re.DOTALL
)


class Query:
    """Answers statements of people; `Store.query` holds one."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @property
    def possible(self) -> bool:
        """Whether statements are taken: of a file, but not of a server."""
        return self._connections.path is not None

    def ask(
        self, sql: str, *, rows: int = ROWS, seconds: float = SECONDS, size: int = MAX_BYTES
    ) -> Answer:
        """What one statement finds.

        Args:
            sql: One statement that reads; a semicolon may stand behind it.
            rows: How many rows to hand out at most.
            seconds: How long it may run.
            size: How many bytes to hand out at most, about.

        Raises:
            QueryError: It is no statement, does something else than reading, or takes too long.
            StoreError: The database is on a server, or cannot be opened.
        """
        started = time.monotonic()
        with self._cursor(sql, seconds) as cursor:
            if cursor.description is None:
                raise QueryError("empty", "There is no statement.")
            columns = tuple(str(each[0]) for each in cursor.description or ())
            found: list[tuple[Cell, ...]] = []
            left = size
            more = False
            for row in cursor:
                if len(found) >= rows or left < 0:
                    more = True
                    break
                cells = tuple(_cell(value) for value in row)
                left -= sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
                found.append(cells)
        taken = time.monotonic() - started
        return Answer(columns=columns, rows=found, more=more, seconds=taken)

    def count(self, view: str, *, seconds: float = 1.0) -> int | None:
        """How many rows a public view has; None where counting them would take too long.

        Raises:
            NotFoundError: There is no such view.
        """
        if view not in VIEWS:
            raise NotFoundError("view", view)
        statement = f"SELECT count(*) FROM {view}"
        if not self.possible:
            with self._connections.reading() as connection:
                return int(connection.execute(text(statement)).scalar_one())
        try:
            return int(str(self.ask(statement, seconds=seconds).rows[0][0]))
        except QueryError as error:
            if error.reason == "time":
                return None
            raise

    def dictionary(self) -> list[Described]:
        """The views, then the tables, with what they and their columns mean."""
        statement = text('SELECT object, "column", description FROM data_dictionary')
        with self._connections.reading() as connection:
            rows = connection.execute(statement).all()
        texts = {name: said for name, column, said in rows if not column}
        columns: dict[str, list[tuple[str, str]]] = {}
        for name, column, said in rows:
            if column:
                columns.setdefault(name, []).append((column, said))
        return [
            Described(
                name=name, is_view=name in VIEWS, text=said, columns=tuple(columns.get(name, ()))
            )
            for name, said in sorted(texts.items(), key=lambda item: item[0] not in VIEWS)
        ]

    @contextmanager
    def _cursor(self, sql: str, seconds: float) -> Iterator[sqlite3.Cursor]:
        path = self._connections.path
        if path is None:
            raise StoreError(
                "Statements are taken of SQLite files only; ask this server with a tool of its own."
            )
        if len(sql) > MAX_SQL:
            raise QueryError("length", f"The statement is longer than {MAX_SQL:,} signs.")
        if "\0" in sql or _is_half(sql):
            raise QueryError("syntax", "The statement holds a sign that no text can hold.")
        started = time.monotonic()
        if not self._turns.acquire(timeout=seconds):
            raise QueryError("busy", "Other queries are still running. Try again in a moment.")
        try:
            guard = Guard(seconds - (time.monotonic() - started))
            with closing(_open(open_uri(path, "ro"))) as connection:
                try:
                    guard.watch(connection)
                    yield connection.execute(sql)
                except (sqlite3.Error, sqlite3.Warning) as error:
                    raise _told(connection, sql, error, guard.refused, seconds) from error
        finally:
            self._turns.release()


def _is_half(sql: str) -> bool:
    return any(0xD800 <= ord(sign) <= 0xDFFF for sign in sql)


def _open(uri: str) -> sqlite3.Connection:
    try:
        return sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"The database cannot be opened: {error}.") from error


def _cell(value: Any) -> Cell:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return str(value)
    return value if isinstance(value, int | float | str) else None


def _told(
    connection: sqlite3.Connection,
    sql: str,
    error: Exception,
    refused: str,
    seconds: float,
) -> QueryError:
    """What went wrong, in one sentence for the person who wrote the statement."""
    said = str(error)
    if "interrupted" in said:
        return QueryError(
            "time",
            f"The statement was stopped after {seconds:g} seconds. "
            "Ask for less: a condition, a shorter period, or LIMIT.",
        )
    if refused:
        sentence = f"A statement may only read here; this needs {refused}."
        return QueryError("refused", sentence, what=refused)
    if "one statement at a time" in said:
        return QueryError("several", "Write one statement; there is more behind its semicolon.")
    if "bindings" in said:
        return QueryError("places", "The statement has a place for a value (?); write the value.")
    if "too big" in said or "user-defined function raised" in said:
        return QueryError("size", "A value would be larger than may be handled here.")
    if "incomplete input" in said:
        return QueryError("syntax", "The statement breaks off.", _place(sql, len(sql.rstrip())))
    position = _find(connection, sql, said)
    return QueryError("syntax", f"{said[:1].upper()}{said[1:]}.", position, what=said)


def _find(connection: sqlite3.Connection, sql: str, said: str) -> tuple[int, int] | None:
    """Line and column of what SQLite complains of, both from 1."""
    if found := _NEAR.search(said):
        word = found[1]
        # The parser stops at its first bad word: cut off behind it, the statement fails the same.
        return _first(sql, word, lambda end: said == _complaint(connection, sql[:end]))
    if found := _NO_SUCH.search(said):
        return _first(sql, found[1], lambda _: True) or _first(
            sql, found[1].rpartition(".")[2], lambda _: True
        )
    return None


def _first(sql: str, word: str, fits: Callable[[int], bool]) -> tuple[int, int] | None:
    if not word:
        return None
    edge = r"(?<!\w)" if word[0].isalnum() else ""
    for tried, match in enumerate(re.finditer(edge + re.escape(word), sql, re.IGNORECASE)):
        if tried >= 50:
            return None
        if fits(match.end()):
            return _place(sql, match.start())
    return None


def _complaint(connection: sqlite3.Connection, sql: str) -> str:
    try:
        connection.execute(f"EXPLAIN {sql}").close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        return str(error)
    return ""


def _place(sql: str, offset: int) -> tuple[int, int]:
    before = sql[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
