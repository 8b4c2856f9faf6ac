"""Restored history: what became of figures elsewhere, with the numbers that they have here."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from tracker.model.errors import InvalidFactError
from tracker.store.ledger_tables import decision
from tracker.store.parts import Row
from tracker.store.renumbering import Numbers, chunks, insert_rows
from tracker.store.tables import document, fact, fact_revision, run

_INSIDE = {"document_id": document, "run_id": run, "equivalent_of": fact}


class HistoryRestorer:
    """Writes revisions and decisions of a bundle.

    Args:
        connection: The writing transaction.
        numbers: The numbers of its figures here.
        foreign: Figures of the bundle whose history does not go with them.

    Attributes:
        decisions: How many were written.
    """

    def __init__(self, connection: Connection, numbers: Numbers, foreign: set[int]) -> None:
        self.decisions = 0
        self._connection, self._numbers, self._foreign = connection, numbers, foreign

    def write(self, revisions: Iterator[Row], decisions: Iterator[Row]) -> None:
        """Write what is not there; revisions first, since decisions name them."""
        self._add_revisions(revisions)
        self._add_decisions(decisions)

    def _add_revisions(self, revisions: Iterator[Row]) -> None:
        told = ("at", "actor", "action")
        held = {} if self._numbers.kept else self._held(fact_revision, told, "before")
        for chunk in chunks(revisions):
            rows = []
            for row in chunk:
                if row["fact_id"] in self._foreign:
                    continue
                known = None
                if held:
                    key = (*(row[name] for name in told), _without_numbers(row["before"]))
                    known = held.get(key)
                for name in ("before", "after"):
                    row[name] = self._moved(row[name])
                owner = self._owner(row["fact_id"], None if known is None else known[1])
                if known is not None:
                    self._numbers.give(fact_revision, row["id"], known[0])
                    continue
                number = self._numbers.give(fact_revision, row["id"])
                rows.append(row | {"id": number, "fact_id": owner})
            insert_rows(self._connection, fact_revision, rows)

    def _add_decisions(self, decisions: Iterator[Row]) -> None:
        told = ("fact_key", "action", "at", "author")
        held = {} if self._numbers.kept else self._held(decision, told)
        for chunk in chunks(decisions):
            rows = []
            for row in chunk:
                if row["fact_id"] in self._foreign:
                    continue
                known = held.get(tuple(row[name] for name in told))
                if known is not None:
                    self._numbers.give(decision, row["id"], known[0])
                    continue
                rows.append(
                    row
                    | {
                        "fact_id": self._owner(row["fact_id"], None),
                        "id": self._numbers.give(decision, row["id"]),
                        "undoes": self._numbers.of(decision, row["undoes"]),
                        "revision": self._numbers.get(fact_revision, row["revision"]) or 0,
                    }
                )
            insert_rows(self._connection, decision, rows)
            self.decisions += len(rows)

    def _held(
        self, table: Table, told: tuple[str, ...], content: str | None = None
    ) -> dict[tuple[Any, ...], tuple[int, int]]:
        """Number and figure of the rows that are here, by what tells them apart."""
        found = {}
        for row in self._connection.execute(select(table)).mappings():
            key: tuple[Any, ...] = tuple(row[name] for name in told)
            if content is not None:
                key = (*key, _without_numbers(row[content]))
            found[key] = (row["id"], row["fact_id"])
        return found

    def _owner(self, old: int, known: int | None) -> int:
        """The figure that a history is of; it may be gone."""
        found = self._numbers.get(fact, old)
        return self._numbers.give(fact, old, known) if found is None else found

    def _moved(self, told: str | None) -> str | None:
        """A row of the history, with the numbers that its neighbours have here."""
        if told is None or self._numbers.kept:
            return told
        row = _as_row(told)
        moved = {
            name: self._numbers.get(table, row[name])
            for name, table in _INSIDE.items()
            if row.get(name) is not None
        }
        return json.dumps(
            row | moved | {"passage_id": None}, ensure_ascii=False, separators=(",", ":")
        )


def _as_row(told: str) -> Row:
    try:
        row = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise InvalidFactError("revisions", "a row is no JSON") from error
    if not isinstance(row, dict):
        raise InvalidFactError("revisions", "a row is no JSON object")
    return row


def _without_numbers(told: str | None) -> str | None:
    """A row of the history without what its neighbours are called in one database."""
    if told is None:
        return None
    row = _as_row(told)
    kept = {name: row[name] for name in row if name not in (*_INSIDE, "passage_id")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
