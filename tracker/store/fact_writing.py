"""Fact writing: brings the stored facts of a document up to what was read in it.

What nobody looked at is added, changed and removed as the reading says. Of what a person decided,
a reading changes nothing; `tracker.store.decided` says what stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from tracker.model.document import Document
from tracker.model.fact import Fact, Span
from tracker.model.rereading import Difference, Fate
from tracker.store.decided import (
    changes_between,
    follows_reading,
    is_removable,
    keep_decided,
    overlaps_decided,
)
from tracker.store.ids import Ids
from tracker.store.inserts import Inserts, insert_rows
from tracker.store.linking import links_between
from tracker.store.passages import find_passages, passage_of
from tracker.store.rows import row_of
from tracker.store.tables import fact as table
from tracker.store.tables import fact_link, passage
from tracker.store.vocabulary import read_units

Read = Mapping[Span, dict[str, Any]]
"""The columns that a reading gave, by place."""

_READ_LINKS = ("moves_to", "changed_by", "stated_with")


class FactWriter:
    """Writes facts within one transaction.

    Args:
        connection: The writing transaction.
        ids: Where new rows get their numbers.
        inserts: Where the rows of new documents wait.
        run_id: The program that reads, if it said who it is.
    """

    def __init__(
        self, connection: Connection, ids: Ids, inserts: Inserts, run_id: int | None
    ) -> None:
        self._connection, self._ids, self._inserts, self._run_id = connection, ids, inserts, run_id
        self._units = read_units(connection)

    def read(self, document: Document, facts: Sequence[Fact]) -> Read:
        """The columns that a document's facts come to, by their places.

        Raises:
            InvalidFactError: A field cannot be kept.
        """
        return {fact.span: self._row(fact, document) for fact in facts}

    def write_new(
        self,
        document_id: int,
        document: Document,
        facts: Sequence[Fact],
        read: Read,
        columns: Mapping[str, Any] | None = None,
    ) -> dict[Span, int]:
        """Put the facts of a new document on the list of inserts.

        Args:
            document_id: The document, which waits there too.
            document: The same as read.
            facts: All that was read in it.
            read: What `read()` made of them.
            columns: What they hold beyond the reading: origin, review, author, note.

        Returns:
            The facts' row ids by their places.
        """
        passages = find_passages(document.text, read, document.language)
        held = {span: self._ids.take(passage) for span in passages}
        for span in passages:
            self._inserts.add(passage, _passage_row(held[span], document_id, document.text, span))
        places = {span: held[passage_of(span, passages)] for span in read}
        same = {fact.span: fact.equivalent_of for fact in facts if fact.equivalent_of is not None}
        ids = {span: self._ids.take(table) for span in sorted(read)}
        # What an equivalent repeats must be there before it; of two equivalents the earlier is.
        for span in sorted(read, key=lambda span: (span in same, span)):
            first = same.get(span)
            row = self._new_row(document_id, read[span], ids[span], places[span], columns)
            row["equivalent_of"] = None
            if first is not None and (first not in same or first < span):
                row["equivalent_of"] = ids[first]
            elif first is not None:
                self._inserts.point(ids[span], ids[first])
            self._inserts.add(table, row)
        for one, kind, other in links_between(facts, ids):
            self._inserts.add(fact_link, self._link_row(one, kind, other))
        return ids

    def write(
        self,
        document_id: int,
        document: Document,
        facts: Sequence[Fact],
        read: Read,
        *,
        former: str | None = None,
    ) -> list[Difference]:
        """Make the reading the stored facts of a stored document.

        Args:
            document_id: The stored document.
            document: The same as read.
            facts: All that was read in it.
            read: What `read()` made of them.
            former: Its publication date before this reading.

        Returns:
            Where the reading differs from what was stored.
        """
        held = self._held(document_id)
        found = keep_decided(self._connection, held, read, former)
        free = {span: row for span, row in held.items() if follows_reading(row._mapping)}
        gone = {
            span: row
            for span, row in free.items()
            if span not in read and is_removable(row._mapping)
        }
        differing = [
            span
            for span, row in free.items()
            if span in read and read[span]["content_hash"] != row.content_hash
        ]
        new = sorted(span for span in read if span not in held and not overlaps_decided(span, held))
        if not (gone or differing or new):
            return found
        self._delete(list(gone.values()))
        kept = {span: row for span, row in held.items() if span not in gone}
        places = self._place(document_id, document, [*kept, *new])
        for span in differing:
            values = read[span] | {"run_id": self._run_id, "updated_by": "ingest"}
            self._connection.execute(
                update(table).where(table.c.id == kept[span].id).values(values)
            )
        self._move(kept, places)
        ids = {span: row.id for span, row in kept.items()}
        ids |= self._insert(document_id, read, new, places)
        changed = {*differing, *new}
        self._join([fact for fact in facts if fact.span in changed], ids, again=bool(held))
        if held:
            self._unlink(document_id)
        self._link(facts, ids, again=bool(held))
        found += _differences(gone, {span: kept[span] for span in differing}, new, read, ids)
        return sorted(found, key=lambda each: (each.start, each.end))

    def _held(self, document_id: int) -> dict[Span, Row[Any]]:
        rows = self._connection.execute(select(table).where(table.c.document_id == document_id))
        return {Span(row.start, row.end): row for row in rows}

    def _row(self, fact: Fact, document: Document) -> dict[str, Any]:
        if not fact.published:
            fact = replace(fact, published=document.published)
        return row_of(fact, *self._units[fact.unit])

    def _delete(self, rows: Sequence[Row[Any]]) -> None:
        # The history must not name whoever wrote the row last as the one who removed it.
        others = [{"gone": row.id} for row in rows if row.updated_by != "ingest"]
        chosen = table.c.id == bindparam("gone")
        if others:
            self._connection.execute(
                update(table).where(chosen).values(updated_by="ingest"), others
            )
        if rows:
            self._connection.execute(delete(table).where(chosen), [{"gone": r.id} for r in rows])

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
                added.append(_passage_row(held[span], document_id, document.text, span))
        insert_rows(self._connection, passage, added)
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
        self, document_id: int, read: Read, new: Sequence[Span], places: Mapping[Span, int]
    ) -> dict[Span, int]:
        ids = {span: self._ids.take(table) for span in new}
        rows = [self._new_row(document_id, read[span], ids[span], places[span]) for span in new]
        insert_rows(self._connection, table, rows)
        return ids

    def _new_row(
        self,
        document_id: int,
        read: Mapping[str, Any],
        number: int,
        place: int,
        columns: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        own = {"id": number, "document_id": document_id, "passage_id": place}
        return {**read, **own, "run_id": self._run_id, **(columns or {})}

    def _link_row(self, one: int, kind: str, other: int) -> dict[str, Any]:
        return {"id": self._ids.take(fact_link), "fact_id": one, "kind": kind, "other_id": other}

    def _join(self, facts: Sequence[Fact], ids: Mapping[Span, int], *, again: bool) -> None:
        """Point equivalents at the figures that they repeat."""
        joined = [
            {"one": ids[fact.span], "other": fact.equivalent_of and ids.get(fact.equivalent_of)}
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
            delete(fact_link).where(
                fact_link.c.fact_id.in_(own),
                fact_link.c.kind.in_(_READ_LINKS),
                fact_link.c.created_by == "ingest",
            )
        )

    def _link(self, facts: Sequence[Fact], ids: Mapping[Span, int], *, again: bool) -> None:
        wanted = list(links_between(facts, ids))
        held = self._linked({one for one, _, _ in wanted}) if again else set()
        rows = [
            self._link_row(one, kind, other)
            for one, kind, other in wanted
            if (one, kind, other) not in held
        ]
        insert_rows(self._connection, fact_link, rows)

    def _linked(self, ids: set[int]) -> set[tuple[int, str, int]]:
        """The links that stayed: a person may have made the same one."""
        rows = self._connection.execute(
            select(fact_link.c.fact_id, fact_link.c.kind, fact_link.c.other_id).where(
                fact_link.c.fact_id.in_(ids)
            )
        )
        return {(row.fact_id, row.kind, row.other_id) for row in rows}


def _passage_row(number: int, document_id: int, text: str, span: Span) -> dict[str, Any]:
    own = {"id": number, "document_id": document_id, "start": span.start, "end": span.end}
    return own | {"text": text[span.start : span.end]}


def _differences(
    gone: Mapping[Span, Row[Any]],
    differing: Mapping[Span, Row[Any]],
    new: Iterable[Span],
    read: Mapping[Span, Mapping[str, Any]],
    ids: Mapping[Span, int],
) -> list[Difference]:
    """What became of the facts that nobody had decided about."""

    def found(fate: Fate, span: Span, surface: str, row: Row[Any] | None = None) -> Difference:
        return Difference(
            fate=fate,
            fact_id=ids[span] if row is None else row.id,
            surface=surface,
            start=span.start,
            end=span.end,
            changes=changes_between(row._mapping, read[span]) if span in differing and row else (),
        )

    return [
        *(found(Fate.REMOVED, span, row.surface, row) for span, row in gone.items()),
        *(found(Fate.CHANGED, span, row.surface, row) for span, row in differing.items()),
        *(found(Fate.ADDED, span, read[span]["surface"]) for span in new),
    ]
