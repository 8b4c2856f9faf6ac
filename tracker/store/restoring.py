"""Restoring: the parts of a bundle into a database, whole into an empty one, else merged.

| in the bundle | what becomes of it |
| --- | --- |
| words, sources, programs, rates and feeds known here | stay as they are here |
| a document known by text, kind, source, address and date | is that document |
| a figure at the same place of it | the one here stays, unless only the other was decided about |
| decisions, history and links | go with their figure |
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Integer, Table, bindparam, exists, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from tracker.model.document import Document, DocumentKind
from tracker.model.errors import InvalidFactError
from tracker.model.restored import Restored
from tracker.store.document_tables import document_field, feed, page
from tracker.store.ledger_tables import rate
from tracker.store.near_copies import compare_restored
from tracker.store.parts import PARTS, Row
from tracker.store.renumbering import Numbers, checked, chunks, insert_rows
from tracker.store.restored_facts import FactRestorer
from tracker.store.restored_history import HistoryRestorer
from tracker.store.tables import (
    document,
    document_text,
    entity,
    entity_alias,
    fact,
    fact_link,
    passage,
    run,
    section,
    source,
)
from tracker.store.validation import check_document, check_url

Parts = Callable[[str], Iterator[Mapping[str, Any]]]


class Restorer:
    """Writes a bundle within one transaction.

    Args:
        connection: The writing transaction.
        parts: Gives the rows of each of `PARTS` by its name.
    """

    def __init__(self, connection: Connection, parts: Parts) -> None:
        self._connection, self._parts = connection, parts
        self.numbers = Numbers(connection)
        self._names: dict[int, str] = {}
        self._known_documents: set[int] = set()
        self._new_documents = 0
        self._last_document = self._last(document)
        self._last_fact = self._last(fact)

    def restore(self) -> Restored:
        """Write all parts and say what became of them.

        Raises:
            InvalidFactError: A row cannot be kept; the transaction must be undone.
        """
        part = ""
        try:
            for part in ("indicators", "units", "commodities"):
                self._add_missing(PARTS[part].table, self._rows(part))
            part = "entities"
            self._add_entities()
            part = "sources and runs"
            self._add_by_name("sources", source, ("name",))
            self._add_by_name("runs", run, ("extractor", "version", "config_hash"))
            part = "documents"
            self._add_documents()
            part = "facts"
            facts = FactRestorer(self._connection, self.numbers, self._known_documents)
            for chunk in chunks(self._rows("facts")):
                facts.write(chunk)
            facts.join()
            self._require_places()
            part = "links"
            self._add_links()
            part = "revisions and decisions"
            history = HistoryRestorer(self._connection, self.numbers, facts.foreign)
            history.write(self._rows("revisions"), self._rows("decisions"))
            part = "rates"
            self._add_rates()
            part = "feeds"
            self._add_feeds()
        except IntegrityError as error:
            said = str(error.orig).splitlines()[0]
            raise InvalidFactError(part, f"a row cannot be kept: {said}") from error
        except (TypeError, AttributeError, OverflowError) as error:
            raise InvalidFactError(part, f"a row is of the wrong kind: {error}") from error
        self.numbers.announce()
        return Restored(
            documents=self._new_documents,
            facts=facts.added,
            decisions=history.decisions,
            known_documents=len(self._known_documents),
            known_facts=facts.known,
            taken_over=facts.taken_over,
            left_out=facts.left_out,
            conflicts=tuple(facts.conflicts),
        )

    def _last(self, table: Table) -> int:
        """The highest number before the bundle; new rows have higher ones."""
        return self._connection.execute(select(func.max(table.c.id))).scalar() or 0

    def _rows(self, name: str) -> Iterator[Row]:
        return checked(name, self._parts(name))

    def _add_missing(self, table: Table, rows: Iterator[Row]) -> set[str]:
        held = set(self._connection.scalars(select(table.c.id)))
        new = [row for row in rows if row["id"] not in held]
        insert_rows(self._connection, table, new)
        return {row["id"] for row in new}

    def _add_entities(self) -> None:
        rows = list(self._rows("entities"))
        new = self._add_missing(entity, (row | {"home": None} for row in rows))
        for row in rows:
            if row["id"] in new and row["home"] is not None:
                self._connection.execute(
                    update(entity).where(entity.c.id == row["id"]).values(home=row["home"])
                )
        aliases = [row for row in self._rows("aliases") if row["entity_id"] in new]
        insert_rows(self._connection, entity_alias, aliases)

    def _add_by_name(self, part: str, table: Table, key: tuple[str, ...]) -> None:
        held = {
            tuple(getattr(row, name) for name in key): row.id
            for row in self._connection.execute(select(table))
        }
        new = []
        for row in self._rows(part):
            known = held.get(tuple(row[name] for name in key))
            number = self.numbers.give(table, row["id"], known)
            if table is source:
                self._names[number] = row["name"]
            if known is None:
                new.append(row | {"id": number})
        insert_rows(self._connection, table, new)

    def _add_documents(self) -> None:
        copies: list[Row] = []
        for chunk in chunks(self._rows("documents"), 100):
            new, texts = [], []
            for row in chunk:
                translated = self._document(row)
                if translated is None:
                    continue
                texts.append({"document_id": translated["id"], "text": row["text"]})
                if row["same_as"] is not None:
                    copies.append({"one": translated["id"], "other": row["same_as"]})
                new.append(translated)
            insert_rows(self._connection, document, new)
            insert_rows(self._connection, document_text, texts)
            self._new_documents += len(new)
        joined = [each | {"other": self.numbers.of(document, each["other"])} for each in copies]
        if joined:
            self._connection.execute(
                update(document)
                .where(document.c.id == bindparam("one"))
                .values(same_as=bindparam("other")),
                joined,
            )
        if not self.numbers.kept:
            self._find_copies()
        compare_restored(self._connection, self._last_document)
        self._add_pieces()

    def _document(self, row: Row) -> Row | None:
        """A row for a document that is new here, None for one that is known."""
        columns = {name: value for name, value in row.items() if name != "text"}
        text = row["text"]
        if not isinstance(text, str):
            raise InvalidFactError("documents", "a document has no text")
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise InvalidFactError("documents", f"the text of document {row['id']} is another one")
        columns["source_id"] = self.numbers.of(source, row["source_id"])
        columns["last_run_id"] = self.numbers.of(run, row["last_run_id"])
        try:
            kind = DocumentKind(row["kind"])
        except ValueError as error:
            raise InvalidFactError("kind", str(error)) from error
        fields = ("title", "url", "published", "language", "author", "note")
        check_document(Document(text=text, kind=kind, **{name: row[name] for name in fields}))
        known = None if self.numbers.kept else self._known_document(columns)
        columns["id"] = self.numbers.give(document, row["id"], known)
        if known is not None:
            self._known_documents.add(known)
            return None
        return columns | {"n_chars": len(text), "same_as": None}

    def _known_document(self, row: Row) -> int | None:
        identity = ["sha256", "kind", "source_id", "url", "published"]
        if row["kind"] == DocumentKind.FORM.value:  # people may type the same words twice
            identity += ["author", "title", "note", "retrieved_at"]
        statement = select(func.min(document.c.id)).where(
            *(
                document.c[name].is_(None) if row[name] is None else document.c[name] == row[name]
                for name in identity
            )
        )
        return self._connection.execute(statement).scalar()

    def _find_copies(self) -> None:
        """Tie texts that are now here twice to the first of them."""
        first = document.alias("first")
        kinds = DocumentKind.FORM.value
        earliest = (
            select(func.min(first.c.id))
            .where(first.c.sha256 == document.c.sha256, first.c.kind != kinds)
            .scalar_subquery()
        )
        self._connection.execute(
            update(document)
            .where(
                document.c.id > self._last_document,
                document.c.same_as.is_(None),
                document.c.kind != kinds,
                document.c.id > earliest,
            )
            .values(same_as=earliest)
        )

    def _add_pieces(self) -> None:
        for part, table in (("fields", document_field), ("pages", page)):
            for chunk in chunks(self._rows(part)):
                rows = []
                for row in chunk:
                    owner = self.numbers.of(document, row["document_id"])
                    if owner not in self._known_documents:
                        rows.append(row | {"document_id": owner})
                insert_rows(self._connection, table, rows)
        for chunk in chunks(self._rows("sections")):
            rows = []
            for row in chunk:
                owner = self.numbers.of(document, row["document_id"])
                if owner not in self._known_documents:
                    said_by = self.numbers.of(source, row["source_id"])
                    number = self.numbers.give(section, row["id"])
                    rows.append(row | {"id": number, "document_id": owner, "source_id": said_by})
            insert_rows(self._connection, section, rows)
        whole = document_text.c.text
        start, end = bindparam("begin", type_=Integer), bindparam("finish", type_=Integer)
        piece = select(
            bindparam("number", type_=passage.c.id.type),
            document_text.c.document_id,
            start,
            end,
            func.substr(whole, start + 1, end - start),
        ).where(document_text.c.document_id == bindparam("owner"))
        names = ("id", "document_id", "start", "end", "text")
        statement = insert(passage).from_select(names, piece)
        for chunk in chunks(self._rows("passages")):
            rows = []
            for row in chunk:
                owner = self.numbers.of(document, row["document_id"])
                if owner not in self._known_documents:
                    number = self.numbers.give(passage, row["id"])
                    span = {"begin": row["start"], "finish": row["end"]}
                    rows.append({"number": number, "owner": owner, **span})
            if rows:
                self._connection.execute(statement, rows)

    def _require_places(self) -> None:
        """Each new figure must stand where it says.

        Raises:
            InvalidFactError: One does not.
        """
        stands = func.substr(document_text.c.text, fact.c.start + 1, fact.c.end - fact.c.start)
        wrong = select(fact.c.id).where(
            document_text.c.document_id == fact.c.document_id,
            fact.c.id > self._last_fact,
            stands != fact.c.surface,
        )
        if self._connection.execute(wrong.limit(1)).first() is not None:
            raise InvalidFactError("facts", "a figure does not stand where it says")

    def _add_links(self) -> None:
        for chunk in chunks(self._rows("links")):
            rows = []
            for row in chunk:
                one = self.numbers.get(fact, row["fact_id"])
                other = self.numbers.get(fact, row["other_id"])
                if one is None or other is None:  # a figure that was left out
                    continue
                if not self.numbers.kept and self._is_linked(one, row["kind"], other):
                    continue
                number = self.numbers.give(fact_link, row["id"])
                rows.append(row | {"id": number, "fact_id": one, "other_id": other})
            insert_rows(self._connection, fact_link, rows)

    def _is_linked(self, one: int, kind: str, other: int) -> bool:
        same = exists().where(
            fact_link.c.fact_id == one, fact_link.c.kind == kind, fact_link.c.other_id == other
        )
        return bool(self._connection.execute(select(same)).scalar())

    def _add_rates(self) -> None:
        known = self._connection.execute(select(rate.c.currency, rate.c.period))
        held = {(row.currency, row.period) for row in known}
        rows = [row for row in self._rows("rates") if (row["currency"], row["period"]) not in held]
        insert_rows(self._connection, rate, rows)

    def _add_feeds(self) -> None:
        held = set(self._connection.scalars(select(feed.c.url)))
        rows = [row for row in self._rows("feeds") if row["url"] not in held]
        for row in rows:
            check_url(row["url"])
        insert_rows(self._connection, feed, rows)
