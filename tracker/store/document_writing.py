"""Document writing: documents and their parts, new ones and what becomes known of stored ones."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from tracker.lexicon.sources import packaged_source_kinds
from tracker.model.document import Document, DocumentKind, FieldOrigin, How, Section
from tracker.store.document_parts import (
    field_rows,
    guessed_fields,
    is_guess,
    is_surer,
    origins_of,
    page_rows,
    read_origins,
    replaces,
    section_rows,
    write_origins,
    write_pages,
    write_sections,
)
from tracker.store.document_tables import FIELDS, document_field, document_print, page
from tracker.store.ids import Ids
from tracker.store.inserts import Inserts
from tracker.store.near_copies import NewText, join_families, print_rows
from tracker.store.tables import document as table
from tracker.store.tables import document_text, section, source


class DocumentWriter:
    """Writes documents within one transaction.

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
        self._sources: dict[str, int] = {}
        self._new: dict[int, NewText] = {}

    def forget(self) -> None:
        """Forget what was undone."""
        self._sources.clear()
        self._new.clear()

    def compare(self) -> None:
        """Put the new documents, once they are written, with those whose text is nearly theirs."""
        join_families(self._connection, self._new)
        self._new.clear()

    def insert(self, document: Document, *, is_new: bool) -> int:
        """Put a document on the list of inserts, and give its number.

        Args:
            document: The document.
            is_new: Whether its text is stored nowhere.
        """
        document_id = self._ids.take(table)
        source_id = None if document.source is None else self.source_id(document.source)
        twin = None if is_new else self._twin(document)
        row = {
            "id": document_id,
            "sha256": document.sha256,
            "kind": document.kind.value,
            "source_id": source_id,
            "url": document.url,
            "title": document.title,
            "language": document.language,
            "published": document.published,
            "retrieved_at": now(),
            "n_chars": len(document.text),
            "last_run_id": self._run_id,
            "same_as": None if twin is None else twin.id,
            "near_of": None if twin is None else twin.near_of,
            "near_share": None if twin is None else twin.near_share,
            "author": document.author,
            "note": document.note,
        }
        self._inserts.add(table, row)
        self._inserts.add(document_text, {"document_id": document_id, "text": document.text})
        self._insert_parts(document_id, document)
        text = DocumentKind.TEXT
        if document.kind is text and (twin is None or twin.kind != text.value):
            self._insert_print(document_id, document.text)
        return document_id

    def _insert_parts(self, document_id: int, document: Document) -> None:
        for row in page_rows(document_id, document.pages):
            self._inserts.add(page, row)
        for row in field_rows(document_id, origins_of(document)):
            self._inserts.add(document_field, row)
        for row in section_rows(document_id, document.sections, self._section_id, self.source_id):
            self._inserts.add(section, row)

    def _section_id(self) -> int:
        return self._ids.take(section)

    def _insert_print(self, document_id: int, text: str) -> None:
        rows = print_rows(document_id, text)
        for row in rows:
            self._inserts.add(document_print, row)
        if rows:
            self._new[document_id] = NewText(text, tuple(row["hash"] for row in rows))

    def _twin(self, document: Document) -> Row[Any] | None:
        """The first document with this very text."""
        if document.kind is DocumentKind.FORM:
            return None
        first = select(func.min(func.coalesce(table.c.same_as, table.c.id))).where(
            table.c.sha256 == document.sha256, table.c.kind != DocumentKind.FORM.value
        )
        return self._connection.execute(
            select(table).where(table.c.id == first.scalar_subquery())
        ).one_or_none()

    def source_id(self, name: str) -> int:
        """The number of a publisher; of one that is new, it waits among the inserts."""
        if name in self._sources:
            return self._sources[name]
        found = self._connection.execute(select(source.c.id).where(source.c.name == name)).scalar()
        if found is None:
            found = self._ids.take(source)
            kind = packaged_source_kinds().kind_of(name).value
            self._inserts.add(source, {"id": found, "name": name, "kind": kind})
        self._sources[name] = found
        return found

    def learn(self, held: Row[Any], document: Document) -> tuple[dict[str, Any], bool]:
        """Keep what a stored document is said to be and was not known, or not as surely.

        Returns:
            Fields with their new values, and whether anything else that a reader sees is new.
        """
        before, said = read_origins(self._connection, held.id), origins_of(document)
        learned: dict[str, Any] = {}
        origins: dict[str, FieldOrigin] = {}
        is_news = False
        for name in FIELDS:
            old, new, origin = getattr(held, name), getattr(document, name), said.get(name)
            if new is None:
                continue
            if old is None or (new != old and replaces(name, before.get(name), origin)):
                learned[name] = new
                if origin is not None or name in before:
                    origins[name] = origin or FieldOrigin(field=name, how=How.GIVEN)
            elif new == old and origin is not None and is_surer(before.get(name), origin):
                origins[name] = origin
                is_news |= is_guess(before.get(name))
        if learned:
            values = {name: value for name, value in learned.items() if name != "source"}
            if "source" in learned:
                values["source_id"] = self.source_id(learned["source"])
                self._inserts.flush()
            self.update(held.id, **values)
        write_origins(self._connection, held.id, origins)
        if document.pages:
            is_news |= write_pages(self._connection, held.id, document.pages)
        if document.sections:
            is_news |= self.cut(held.id, document.sections)
        return learned, is_news

    def cut(self, document_id: int, sections: Sequence[Section]) -> bool:
        """Make these the releases in a stored document; False where they are already."""
        for each in sections:
            if each.source is not None:
                self.source_id(each.source)
        self._inserts.flush()
        return write_sections(
            self._connection,
            document_id,
            sections,
            self._section_id,
            self.source_id,
        )

    def update(self, document_id: int, **values: Any) -> None:
        """Change a stored document, and say who read it last."""
        if self._run_id is not None:
            values["last_run_id"] = self._run_id
        if values:
            self._connection.execute(update(table).where(table.c.id == document_id).values(values))


def find_document(connection: Connection, document: Document) -> Row[Any] | None:
    """The stored document that has this text and comes from the same place.

    What is not known on either side, publisher or address, or only guessed here, is taken to be the
    same; the date does not count, since one text has one date, and a new one corrects it.
    """
    if document.kind is not DocumentKind.TEXT:
        return None
    rows = connection.execute(
        select(table, source.c.name.label("source"))
        .outerjoin(source, source.c.id == table.c.source_id)
        .where(table.c.sha256 == document.sha256, table.c.kind == DocumentKind.TEXT.value)
        .order_by(table.c.id)
    ).all()
    guessed = guessed_fields(connection, document.sha256) if rows else set()
    same = [
        row
        for row in rows
        if all(
            getattr(row, name) == getattr(document, name)
            or None in (getattr(row, name), getattr(document, name))
            or (row.id, name) in guessed
            for name in ("source", "url")
        )
    ]
    # The one that agrees in most, then the first.
    agreeing = [(row.source == document.source) + (row.url == document.url) for row in same]
    return same[agreeing.index(max(agreeing))] if same else None


def now() -> str:
    """This moment in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
