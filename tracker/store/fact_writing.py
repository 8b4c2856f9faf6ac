"""Fact writing: brings the stored facts of a document up to what was read in it.

Facts that nobody looked at are added, changed and removed as the reading says. Confirmed,
corrected and rejected ones stay as the person left them; they only gain a date that became known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from tracker.model.document import Document
from tracker.model.fact import Fact, Span
from tracker.store.ids import Ids
from tracker.store.linking import links_between
from tracker.store.passages import find_passages, passage_of
from tracker.store.rows import row_of
from tracker.store.tables import fact as table
from tracker.store.tables import fact_link, passage
from tracker.store.vocabulary import read_units

_READ_LINKS = ("moves_to", "changed_by", "stated_with")


class FactWriter:
    """Writes facts within one transaction.

    Args:
        connection: The writing transaction.
        ids: Where new rows get their numbers.
        run_id: The program that reads, if it said who it is.
    """

    def __init__(self, connection: Connection, ids: Ids, run_id: int | None) -> None:
        self._connection, self._ids, self._run_id = connection, ids, run_id
        self._units = read_units(connection)

    def write(
        self,
        document_id: int,
        document: Document,
        facts: Sequence[Fact],
        *,
        new_document: bool = False,
        former: str | None = None,
        columns: Mapping[str, Any] | None = None,
    ) -> bool:
        """Make the reading the document's stored facts.

        Args:
            document_id: The stored document.
            document: The same as read.
            facts: All that was read in it.
            new_document: Whether nothing is stored of it yet, which need not be looked up then.
            former: Its publication date before this reading.
            columns: What new facts hold beyond the reading: origin, review, author, note.

        Returns:
            Whether anything was written.
        """
        held = {} if new_document else self._held(document_id)
        read = {fact.span: self._row(fact, document) for fact in facts}
        unseen = {span: row for span, row in held.items() if row.review == "unreviewed"}
        changed = self._fill_gaps(held, read, former)
        gone = [row.id for span, row in unseen.items() if span not in read]
        differing = [
            span
            for span, row in unseen.items()
            if span in read and read[span]["content_hash"] != row.content_hash
        ]
        new = sorted(span for span in read if span not in held)
        if not (gone or differing or new):
            return changed
        self._delete(gone)
        kept = {span: row for span, row in held.items() if row.id not in set(gone)}
        places = self._place(document_id, document, [*kept, *new])
        for span in differing:
            values = read[span] | {"run_id": self._run_id, "updated_by": "ingest"}
            self._connection.execute(
                update(table).where(table.c.id == kept[span].id).values(values)
            )
        self._move(kept, places)
        ids = {span: row.id for span, row in kept.items()}
        ids |= self._insert(document_id, read, new, places, columns or {})
        self._join(
            [fact for fact in facts if fact.span in {*differing, *new}], ids, again=bool(held)
        )
        if held:
            self._unlink(document_id)
        self._link(facts, ids)
        return True

    def _held(self, document_id: int) -> dict[Span, Row[Any]]:
        rows = self._connection.execute(select(table).where(table.c.document_id == document_id))
        return {Span(row.start, row.end): row for row in rows}

    def _row(self, fact: Fact, document: Document) -> dict[str, Any]:
        dated = replace(fact, published=fact.published or document.published)
        return row_of(dated, *self._units[fact.unit])

    def _fill_gaps(
        self,
        held: Mapping[Span, Row[Any]],
        read: Mapping[Span, Mapping[str, Any]],
        former: str | None,
    ) -> bool:
        changed = False
        for span, row in held.items():
            if row.review == "unreviewed" or span not in read:
                continue
            values = _became_known(row, read[span], former)
            if values:
                values["updated_by"] = "ingest"
                self._connection.execute(update(table).where(table.c.id == row.id).values(values))
                changed = True
        return changed

    def _delete(self, ids: Sequence[int]) -> None:
        if ids:
            self._connection.execute(
                delete(table).where(table.c.id == bindparam("gone")), [{"gone": i} for i in ids]
            )

    def _place(
        self, document_id: int, document: Document, spans: Iterable[Span]
    ) -> dict[Span, int]:
        """Keep the sentences around the spans, and say which is whose."""
        spans = list(spans)
        rows = self._connection.execute(
            select(passage.c.id, passage.c.start, passage.c.end).where(
                passage.c.document_id == document_id
            )
        )
        held = {Span(row.start, row.end): row.id for row in rows}
        wanted = find_passages(document.text, spans, document.language)
        for gone in held.keys() - set(wanted):
            self._connection.execute(delete(passage).where(passage.c.id == held.pop(gone)))
        added = []
        for span in wanted:
            if span not in held:
                held[span] = self._ids.take(passage)
                added.append(
                    {
                        "id": held[span],
                        "document_id": document_id,
                        "start": span.start,
                        "end": span.end,
                        "text": document.text[span.start : span.end],
                    }
                )
        if added:
            self._connection.execute(insert(passage), added)
        return {span: held[passage_of(span, wanted)] for span in spans}

    def _move(self, kept: Mapping[Span, Row[Any]], places: Mapping[Span, int]) -> None:
        moved = [
            {"moved": row.id, "to": places[span]}
            for span, row in kept.items()
            if row.passage_id != places[span]
        ]
        if moved:
            self._connection.execute(
                update(table)
                .where(table.c.id == bindparam("moved"))
                .values(passage_id=bindparam("to")),
                moved,
            )

    def _insert(
        self,
        document_id: int,
        read: Mapping[Span, Mapping[str, Any]],
        new: Sequence[Span],
        places: Mapping[Span, int],
        columns: Mapping[str, Any],
    ) -> dict[Span, int]:
        ids = {span: self._ids.take(table) for span in new}
        rows = [
            {
                **read[span],
                "id": ids[span],
                "document_id": document_id,
                "passage_id": places[span],
                "run_id": self._run_id,
                **columns,
            }
            for span in new
        ]
        if rows:
            self._connection.execute(insert(table), rows)
        return ids

    def _join(self, facts: Sequence[Fact], ids: Mapping[Span, int], *, again: bool) -> None:
        """Point equivalents at the figures that they repeat."""
        joined = [
            {"one": ids[fact.span], "other": fact.equivalent_of and ids[fact.equivalent_of]}
            for fact in facts
            if again or fact.equivalent_of is not None
        ]
        if joined:
            self._connection.execute(
                update(table)
                .where(table.c.id == bindparam("one"))
                .values(equivalent_of=bindparam("other")),
                joined,
            )

    def _unlink(self, document_id: int) -> None:
        own = select(table.c.id).where(table.c.document_id == document_id)
        self._connection.execute(
            delete(fact_link).where(fact_link.c.fact_id.in_(own), fact_link.c.kind.in_(_READ_LINKS))
        )

    def _link(self, facts: Sequence[Fact], ids: Mapping[Span, int]) -> None:
        rows = [
            {"id": self._ids.take(fact_link), "fact_id": one, "kind": kind, "other_id": other}
            for one, kind, other in links_between(facts, ids)
        ]
        if rows:
            self._connection.execute(insert(fact_link), rows)


def _became_known(held: Row[Any], read: Mapping[str, Any], former: str | None) -> dict[str, Any]:
    """What a date that became known adds to a fact that a person looked at, and no more."""
    values: dict[str, Any] = {}
    if held.published == former and read["published"] not in (None, former):
        values["published"] = read["published"]
    same_words = held.period_text is not None and held.period_text == read["period_text"]
    # A person who corrected a fact may have left its period empty on purpose.
    if held.period is None and same_words and read["period"] and held.review != "corrected":
        for name in ("period", "period_start", "period_end", "year"):
            values[name] = read[name]
    return values
