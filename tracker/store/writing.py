"""Writing: a document with all its facts, whole or not at all.

new text        → document, its text, passages, facts, links
known text      → unchanged; or its date, origin, pages or releases became known; or it was read
                  differently
known elsewhere → a document of its own that says whose text it repeats
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import IntegrityError

from tracker.model.document import Document, FieldOrigin, How, Section
from tracker.model.errors import InvalidFactError, NotFoundError, StoreError, TrackerError
from tracker.model.fact import Fact
from tracker.model.rereading import Difference
from tracker.model.stored import Outcome, RunInfo, Stored, StoredDocument
from tracker.store.document_parts import write_origins
from tracker.store.document_writing import DocumentWriter, find_document, now
from tracker.store.fact_writing import FactWriter, Read
from tracker.store.ids import Ids
from tracker.store.inserts import Inserts
from tracker.store.mention_rows import chunked
from tracker.store.tables import document as table
from tracker.store.tables import document_text, fact, run
from tracker.store.validation import check_date, check_document, check_facts, check_sections
from tracker.store.vocabulary import read_ids


class Writer:
    """Writes within one transaction."""

    def __init__(self, connection: Connection, info: RunInfo | None = None) -> None:
        self.ids = Ids(connection)
        self._connection = connection
        self._inserts = Inserts(connection)
        self._known = read_ids(connection)
        self._run_id = None if info is None else self._run(info)
        self._documents = DocumentWriter(connection, self.ids, self._inserts, self._run_id)
        self._facts = FactWriter(connection, self.ids, self._inserts, self._run_id)

    def write(self, document: Document, facts: Sequence[Fact]) -> Stored:
        """Keep a document that was read from a source, with its facts.

        Raises:
            InvalidFactError: A field of the document or of a fact cannot be kept.
        """
        stored = self._write(document, facts, self._read(document, facts))
        self._finish()
        return stored

    def write_all(self, pairs: Sequence[tuple[Document, Sequence[Fact]]]) -> list[Stored]:
        """Keep many documents, each whole or not at all; a faulty one is refused alone."""
        try:
            with self._connection.begin_nested():
                return self._write_together(pairs)
        except IntegrityError:  # of which document the row was is found out one by one
            self._forget()
            return [self.write_or_refuse(*pair) for pair in pairs]

    def write_or_refuse(self, document: Document, facts: Sequence[Fact]) -> Stored:
        """Keep a document, or say why not; what it had written by then is undone."""
        reason: TrackerError
        try:
            with self._connection.begin_nested():
                return self.write(document, facts)
        except IntegrityError as error:
            reason = StoreError(f"The database refused a row of this document: {error.orig}.")
        except InvalidFactError as error:
            reason = error
        self._forget()
        return _refused(reason)

    def write_by_hand(self, document: Document, typed: Fact) -> int:
        """Keep what a person typed, with its one fact, and return the fact's id.

        Raises:
            InvalidFactError: A field cannot be kept.
        """
        if not (document.author or "").strip():
            raise InvalidFactError("author", "must be named")
        if document.text[typed.start : typed.end] != typed.surface:
            start = document.text.find(typed.surface) if typed.surface else -1
            if start < 0:
                raise InvalidFactError("surface", "does not stand in the quoted words")
            typed = replace(typed, start=start, end=start + len(typed.surface))
        read = self._read(document, [typed])
        document_id = self._documents.insert(document, is_new=True)
        columns = {
            "origin": "form",
            "review": "confirmed",
            "updated_by": document.author,
            "note": document.note,
        }
        ids = self._facts.write_new(document_id, document, [typed], read, columns)
        self._inserts.flush()
        return ids[typed.span]

    def reread(
        self,
        held: StoredDocument,
        facts: Sequence[Fact],
        sections: Sequence[Section] | None = None,
    ) -> list[Difference]:
        """Bring a stored document's facts up to a new reading of its text.

        Args:
            held: The stored document.
            facts: All that is read in it now.
            sections: The releases that are found in it now; None: they stay as they are.

        Raises:
            InvalidFactError: A fact or a section cannot be kept.
        """
        document = held.document
        check_facts(document.text, facts, self._known)
        read = self._facts.read(document, facts)
        found = self._facts.write(held.id, document, facts, read, former=document.published)
        if sections is not None:
            check_sections(document.text, sections)
        cut = sections is not None and self._documents.cut(held.id, sections)
        if found or cut:
            self._documents.update(held.id)
        return found

    def redate(
        self,
        document_id: int,
        published: str,
        facts: Sequence[Fact],
        sections: Sequence[Section] | None = None,
    ) -> Stored:
        """Give a document its date, and its facts and releases what follows from it.

        Raises:
            NotFoundError: There is no such document.
            InvalidFactError: The date is none, or a fact or section cannot be kept.
        """
        check_date("published", published)
        row = self._connection.execute(
            select(table.c.published, table.c.language, document_text.c.text)
            .join(document_text, document_text.c.document_id == table.c.id)
            .where(table.c.id == document_id)
        ).one_or_none()
        if row is None:
            raise NotFoundError("document", document_id)
        check_facts(row.text, facts, self._known)
        dated = Document(text=row.text, published=published, language=row.language)
        read = self._facts.read(dated, facts)
        self._documents.update(document_id, published=published)
        given = FieldOrigin(field="published", how=How.GIVEN)
        write_origins(self._connection, document_id, {given.field: given})
        changed = bool(self._facts.write(document_id, dated, facts, read, former=row.published))
        if sections is not None:
            check_sections(row.text, sections)
            changed |= self._documents.cut(document_id, sections)
        if not changed and row.published == published:
            return self._stored(document_id, Outcome.UNCHANGED)
        return self._stored(document_id, Outcome.REDATED)

    def _read(self, document: Document, facts: Sequence[Fact]) -> Read:
        """The columns of the facts, after document and facts were found to be fit to keep."""
        check_document(document)
        check_facts(document.text, facts, self._known)
        return self._facts.read(document, facts)

    def _write_together(self, pairs: Sequence[tuple[Document, Sequence[Fact]]]) -> list[Stored]:
        found: list[Read | InvalidFactError] = []
        for document, facts in pairs:
            try:
                found.append(self._read(document, facts))
            except InvalidFactError as error:
                found.append(error)
        fit = [pair[0] for pair, read in zip(pairs, found, strict=True) if isinstance(read, dict)]
        seen = self._stored_digests(document.sha256 for document in fit)
        results = []
        for (document, facts), read in zip(pairs, found, strict=True):
            if isinstance(read, InvalidFactError):
                results.append(_refused(read))
                continue
            is_new = document.sha256 not in seen
            if not is_new:  # it is looked for among the rows
                self._inserts.flush()
            results.append(self._write(document, facts, read, is_new=is_new))
            seen.add(document.sha256)
        self._finish()
        return results

    def _finish(self) -> None:
        """Write what waits, and see which of the new texts are nearly others."""
        self._inserts.flush()
        self._documents.compare()

    def _stored_digests(self, digests: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for chunk in chunked(digests):
            statement = select(table.c.sha256).where(table.c.sha256.in_(chunk))
            found |= set(self._connection.scalars(statement))
        return found

    def _write(
        self, document: Document, facts: Sequence[Fact], read: Read, *, is_new: bool = False
    ) -> Stored:
        """Keep a document; of one whose text is stored nowhere (`is_new`), nothing is looked up."""
        held = None if is_new else find_document(self._connection, document)
        if held is not None:
            return self._write_again(held, document, facts, read)
        document_id = self._documents.insert(document, is_new=is_new)
        self._facts.write_new(document_id, document, facts, read)
        return Stored(document_id=document_id, outcome=Outcome.STORED, n_facts=len(facts))

    def _forget(self) -> None:
        """Forget what was undone."""
        self.ids.forget()
        self._inserts.clear()
        self._documents.forget()

    def _write_again(
        self, held: Row[Any], document: Document, facts: Sequence[Fact], read: Read
    ) -> Stored:
        learned, is_news = self._documents.learn(held, document)
        changed: list[Difference] = []
        # Facts read without the date that is known here know less than the stored ones.
        if document.published == learned.get("published", held.published):
            changed = self._facts.write(held.id, document, facts, read, former=held.published)
        if "published" in learned:
            return self._stored(held.id, Outcome.REDATED)
        is_updated = learned or is_news or changed
        return self._stored(held.id, Outcome.UPDATED if is_updated else Outcome.UNCHANGED)

    def _stored(self, document_id: int, outcome: Outcome) -> Stored:
        number = self._connection.execute(
            select(func.count()).where(
                fact.c.document_id == document_id, fact.c.review != "rejected"
            )
        ).scalar_one()
        return Stored(document_id=document_id, outcome=outcome, n_facts=number)

    def _run(self, info: RunInfo) -> int:
        values = {
            "extractor": info.extractor,
            "version": info.version,
            "config_hash": info.config,
        }
        statement = select(run.c.id).filter_by(**values)
        found = self._connection.execute(statement).scalar()
        if found is None:
            found = self.ids.take(run)
            self._connection.execute(insert(run), {"id": found, "started_at": now(), **values})
        return found


def _refused(reason: TrackerError) -> Stored:
    return Stored(document_id=None, outcome=Outcome.REFUSED, n_facts=0, error=reason)
