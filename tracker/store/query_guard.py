"""Query guard: what a statement that a person wrote may do, and how long.

It is asked by SQLite itself while a statement is prepared. Allowed is what is on a list; the rest,
such as functions of another build that read files or load code, is refused.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import Any

LONGEST = 1 << 19
"""Bytes of one value or row, also within the statement."""
MAX_SQL = 8000
"""Signs that a statement may have."""

_STEPS = 1000  # of SQLite's machine between two looks at the clock
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 * MAX_SQL + 64,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 200,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
}
_READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_SHOWING = frozenset(
    # The last one is asked by the full-text search.
    {"table_info", "table_xinfo", "table_list", "foreign_key_list", "index_list", "data_version"}
)
# Without those that one call keeps busy beyond any time limit: printf, zeroblob, json_patch …
_KNOWN = """
    -> ->> abs acos acosh asin asinh atan atan2 atanh avg bm25 ceil ceiling changes char coalesce
    concat concat_ws cos cosh count cume_dist current_date current_time current_timestamp date
    datetime degrees dense_rank exp first_value floor glob group_concat hex highlight if ifnull iif
    instr json json_array json_array_length json_each json_extract json_group_array
    json_group_object json_object json_quote json_tree json_type json_valid julianday lag
    last_value lead length like likelihood likely ln log log10 log2 lower ltrim match max median
    min mod nth_value ntile nullif octet_length percent_rank percentile pi pow power quote radians
    random rank replace round row_number rtrim sign sin sinh snippet soundex sqlite_version sqrt
    string_agg strftime substr substring subtype sum tan tanh time timediff total trim trunc typeof
    unhex unicode unixepoch unlikely upper"""
_FUNCTIONS = frozenset(_KNOWN.split())
_NAMES = (
    *("INSERT", "UPDATE", "DELETE", "ATTACH", "DETACH", "PRAGMA", "FUNCTION", "TRANSACTION"),
    *("SAVEPOINT", "ANALYZE", "REINDEX", "ALTER_TABLE", "CREATE_VTABLE", "DROP_VTABLE"),
)
_ACTIONS = {getattr(sqlite3, f"SQLITE_{name}"): name.replace("_", " ") for name in _NAMES}
_MOST_TRIMMED = 100  # signs that `trim` may look for
# Tables made by programs, which ask the authorizer themselves when they are first used.
_PROGRAMS = ("passage_fts", "json_each('[]')", "json_tree('[]')")


class Guard:
    """Watches over one connection.

    Attributes:
        refused: What the statement needs and may not do; empty: nothing.
    """

    def __init__(self, seconds: float) -> None:
        self._deadline = time.monotonic() + seconds
        self.refused = ""

    def watch(self, connection: sqlite3.Connection) -> None:
        """Bound a new connection; it serves one statement."""
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        for table in _PROGRAMS:
            connection.execute(f"SELECT 1 FROM {table} LIMIT 0")
        connection.execute("PRAGMA query_only=ON")
        for name, places, function in _BOUNDED:
            connection.create_function(name, places, function, deterministic=True)
        connection.set_authorizer(self._allow)
        connection.set_progress_handler(self._is_late, _STEPS)

    def _allow(self, action: int, first: str | None, second: str | None, *_: str | None) -> int:
        if action in _READING:
            return sqlite3.SQLITE_OK
        function = (second or "").lower()
        if action == sqlite3.SQLITE_FUNCTION and function in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and (first or "").lower() in _SHOWING:
            return sqlite3.SQLITE_OK
        self.refused = _ACTIONS.get(action, "a change of the schema")
        if action == sqlite3.SQLITE_FUNCTION:
            self.refused = f"{second}()"
        elif action == sqlite3.SQLITE_PRAGMA:
            self.refused += f" {first}"
        elif first in ("sqlite_master", "sqlite_temp_master"):
            self.refused = "a change of the schema"
        return sqlite3.SQLITE_DENY

    def _is_late(self) -> int:
        return int(time.monotonic() > self._deadline)


# SQLite's own ones compare sign by sign, half a minute for two long texts, and cannot be stopped.


def _instr(text: Any, word: Any) -> int | None:
    if text is None or word is None:
        return None
    if isinstance(text, bytes) and isinstance(word, bytes):
        return text.find(word) + 1
    return _text(text).find(_text(word)) + 1


def _replace(text: Any, old: Any, new: Any) -> str | None:
    if text is None or old is None or new is None:
        return None
    text, old, new = _text(text), _text(old), _text(new)
    if not old:
        return str(text)
    if len(text) + text.count(old) * (len(new) - len(old)) > LONGEST:
        raise ValueError("too big")
    return str(text.replace(old, new))


def _trimmed(side: str, text: Any, signs: Any = " ") -> str | None:
    if text is None or signs is None:
        return None
    signs = _text(signs)
    if len(signs) > _MOST_TRIMMED:
        raise ValueError("too many signs")
    return str(getattr(_text(text), side)(signs)) if signs else _text(text)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _trim(*arguments: Any) -> str | None:
    return _trimmed("strip", *arguments)


def _ltrim(*arguments: Any) -> str | None:
    return _trimmed("lstrip", *arguments)


def _rtrim(*arguments: Any) -> str | None:
    return _trimmed("rstrip", *arguments)


_BOUNDED: tuple[tuple[str, int, Callable[..., str | int | None]], ...] = (
    ("instr", 2, _instr),
    ("replace", 3, _replace),
    ("trim", 1, _trim),
    ("trim", 2, _trim),
    ("ltrim", 1, _ltrim),
    ("ltrim", 2, _ltrim),
    ("rtrim", 1, _rtrim),
    ("rtrim", 2, _rtrim),
)
