"""Restored facts: figures of a bundle, beside those that are here, and what was decided of them."""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select, update

from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact, Measure, Per, Status, Transition
from tracker.store.decided import CONSEQUENCES
from tracker.store.parts import Row
from tracker.store.renumbering import Numbers, insert_rows
from tracker.store.rows import PLAIN, row_of
from tracker.store.tables import document, fact, fact_revision, passage, run
from tracker.store.validation import check_fields
from tracker.store.vocabulary import read_ids, read_units

_WORDS = {
    "per": Per,
    "bound": Bound,
    "measure": Measure,
    "status": Status,
    "transition": Transition,
}
_JUDGEMENT = ("review", "rank", "rank_reason", "note")
_STATE = (*PLAIN, *_JUDGEMENT)


class FactRestorer:
    """Writes the figures of a bundle, document by document.

    Attributes:
        added, known, taken_over, left_out: How many figures there were of each sort.
        conflicts: Where decisions differ, in sentences.
        foreign: Numbers in the bundle of figures whose history does not go with them.
    """

    def __init__(self, connection: Connection, numbers: Numbers, known_documents: set[int]) -> None:
        self.added = self.known = self.taken_over = self.left_out = 0
        self.conflicts: list[str] = []
        self.foreign: set[int] = set()
        self._connection, self._numbers, self._known = connection, numbers, known_documents
        self._units = read_units(connection)
        self._words = read_ids(connection)
        self._equivalents: dict[int, int] = {}

    def write(self, rows: Sequence[Row]) -> None:
        """Write figures, in any number."""
        new: list[Row] = []
        by_document: dict[int, list[Row]] = defaultdict(list)
        for row in rows:
            document_id = self._numbers.of(document, row["document_id"])
            assert document_id is not None  # the column is never null
            if document_id in self._known:
                by_document[document_id].append(row)
            else:
                new.append(self._translated(row))
        for document_id, read in by_document.items():
            new += self._merge(document_id, read)
        insert_rows(self._connection, fact, new)
        self.added += len(new)

    def join(self) -> None:
        """Point equivalents at the figures that they repeat, once all are there."""
        pairs = [
            {"one": one, "other": self._numbers.get(fact, other)}
            for one, other in self._equivalents.items()
        ]
        if pairs:
            self._connection.execute(
                update(fact)
                .where(fact.c.id == bindparam("one"))
                .values(equivalent_of=bindparam("other")),
                pairs,
            )

    def _merge(self, document_id: int, rows: Iterable[Row]) -> list[Row]:
        held = {
            (row["start"], row["end"]): row
            for row in self._connection.execute(
                select(fact).where(fact.c.document_id == document_id)
            ).mappings()
        }
        ends = sorted(held)
        new = []
        for row in rows:
            same = held.get((row["start"], row["end"]))
            if same is not None:
                self._numbers.give(fact, row["id"], same["id"])
                self._compare(same, row)
            elif _overlaps(row, ends):
                self._leave_out(row, document_id)
            else:
                new.append(self._translated(row))
        return new

    def _compare(self, held: RowMapping, row: Row) -> None:
        self.known += 1
        if all(held[name] == row[name] for name in _STATE):
            return
        if _is_decided(held):
            self.foreign.add(row["id"])
            if _is_decided(row):
                self.conflicts.append(
                    f"Fact {held['id']} ({held['surface']}) was decided about here and there "
                    f"({_told(held)}; {_told(row)}); what was decided here stays."
                )
        elif _is_decided(row):
            self.taken_over += 1
            self._take_over(held, row)
        else:
            self.foreign.add(row["id"])

    def _take_over(self, held: RowMapping, row: Row) -> None:
        columns = self._columns(row)
        for name in ("id", "document_id", "passage_id", "run_id", "origin", "equivalent_of"):
            columns.pop(name)
        newest = select(func.coalesce(func.max(fact_revision.c.id), 0))
        before = self._connection.execute(newest).scalar_one()
        self._connection.execute(update(fact).where(fact.c.id == held["id"]).values(columns))
        # The bundle tells this change itself, with its own time.
        self._connection.execute(
            delete(fact_revision).where(
                fact_revision.c.id > before, fact_revision.c.fact_id == held["id"]
            )
        )

    def _leave_out(self, row: Row, document_id: int) -> None:
        self.left_out += 1
        self.foreign.add(row["id"])
        if _is_decided(row):
            self.conflicts.append(
                f"A figure of document {document_id} ({row['surface']}) was decided about there "
                f"({_told(row)}), but was read otherwise here and is left out."
            )

    def _translated(self, row: Row) -> Row:
        columns = self._columns(row)
        columns["id"] = self._numbers.give(fact, row["id"])
        columns["document_id"] = self._numbers.of(document, row["document_id"])
        columns["run_id"] = self._numbers.of(run, row["run_id"])
        columns["passage_id"] = self._passage(row, columns["document_id"])
        columns["equivalent_of"] = None
        if row["equivalent_of"] is not None:
            self._equivalents[columns["id"]] = row["equivalent_of"]
        return columns

    def _passage(self, row: Row, document_id: int) -> int | None:
        if document_id not in self._known:
            return self._numbers.of(passage, row["passage_id"])
        statement = select(passage.c.id).where(
            passage.c.document_id == document_id,
            passage.c.start <= row["start"],
            passage.c.end >= row["end"],
        )
        return self._connection.execute(statement.limit(1)).scalar()

    def _columns(self, row: Row) -> Row:
        """The row with what follows from it.

        Raises:
            InvalidFactError: It is no figure.
        """
        try:
            words = {name: kind(row[name]) for name, kind in _WORDS.items() if row[name]}
            stated = Fact(**{name: row[name] for name in PLAIN} | words)
        except ValueError as error:
            raise InvalidFactError("facts", str(error)) from error
        if stated.unit not in self._units:
            raise InvalidFactError("unit", f"{stated.unit!r} is not known to this database")
        try:
            check_fields(stated, self._words)
            read = row_of(stated, *self._units[stated.unit])
        except (TypeError, ArithmeticError) as error:
            raise InvalidFactError("facts", f"a field is of the wrong kind: {error}") from error
        for name in ("movement", "evidence"):
            try:
                json.loads(row[name] or "null")
            except (TypeError, ValueError, RecursionError) as error:
                raise InvalidFactError(name, "is no JSON") from error
        return row | {name: read[name] for name in CONSEQUENCES}


def _is_decided(row: Mapping[str, Any] | RowMapping) -> bool:
    return (row["review"], row["rank"], row["note"]) != ("unreviewed", "normal", None)


def _told(row: Mapping[str, Any] | RowMapping) -> str:
    words = [row["review"], *([] if row["rank"] == "normal" else [row["rank"]])]
    return f"{' and '.join(words)} by {row['updated_by']}"


def _overlaps(row: Row, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (row["end"], 0))
    return at > 0 and spans[at - 1][1] > row["start"]
