"""Importing: the rows of a table of facts, each kept once, and never over what is stored.

the same fact is stored    → known (or kept, where a person decided about it here)
its words are read another way → refused: importing changes no stored fact
else                       → added, in a document of the sentences that the rows quote
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from tracker.lexicon.sources import packaged_source_kinds
from tracker.model.document import DocumentKind
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Fact
from tracker.model.imported import ImportedDocument, ImportedFact, RowFate, RowResult
from tracker.model.stored import RunInfo
from tracker.store.document_writing import now
from tracker.store.ids import Ids
from tracker.store.linking import links_between
from tracker.store.quoting import Quoted, quote
from tracker.store.rows import row_of
from tracker.store.tables import document, document_text, fact, fact_link, passage, run, source
from tracker.store.validation import check_document, check_facts
from tracker.store.vocabulary import read_ids, read_units

# What a figure states; the rest tells how sure the reading is, and from which words it came.
CONTENT = (
    *("value", "value_high", "unit", "per", "bound", "measure", "status", "transition"),
    *("indicator", "subject", "place", "partner", "commodity", "counted", "period"),
)
_ADDED = ("review", "rank", "rank_reason", "note", "extracted", "updated_by")


class FactImporter:
    """Writes rows of tables of facts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.ids = Ids(connection)
        self._connection = connection
        self._known = read_ids(connection)
        self._units = read_units(connection)
        self._sources: dict[str, int] = {}
        self._runs: dict[RunInfo, int] = {}

    def write(self, origin: ImportedDocument) -> list[RowResult]:
        """Keep the rows of one document that are not there yet, and say what became of each."""
        results, good = self._checked(origin)
        if not good:
            return results
        try:
            with self._connection.begin_nested():
                results += self._write(origin, good)
        except IntegrityError as error:
            reason = f"the database refused it: {error.orig}"
            self.ids.forget()
            self._sources.clear()
            self._runs.clear()
            results += [refused(row.line, "document", reason) for row in good]
        return results

    def _checked(self, origin: ImportedDocument) -> tuple[list[RowResult], list[ImportedFact]]:
        results, good = [], []
        for row in origin.facts:
            alone = replace(row.fact, movement=(), equivalent_of=None)
            try:
                check_document(quote(origin, [row]).document)
                check_facts(row.sentence, [alone], self._known)
            except InvalidFactError as error:
                field = "sentence" if error.field == "text" else error.field
                results.append(refused(row.line, field, error.reason))
            else:
                good.append(row)
        return results, good

    def _write(self, origin: ImportedDocument, rows: Sequence[ImportedFact]) -> list[RowResult]:
        results, remaining = self._match_places(origin, rows)
        found, remaining = self._match_contents(origin, remaining)
        results += found
        if found and remaining:
            found, remaining = self._match_places(origin, remaining)
            results += found
        if remaining:
            results += self._add(origin, remaining)
        return results

    def _match_places(
        self, origin: ImportedDocument, rows: Sequence[ImportedFact]
    ) -> tuple[list[RowResult], list[ImportedFact]]:
        """Rows whose words are stored in a document that an import made of the same sentences."""
        quoted = quote(origin, rows)
        document_id = self._find(quoted)
        held = self._facts_of(document_id)
        results, remaining = [], []
        for row in rows:
            span = quoted.facts[row.line].span
            if span in held:
                results.append(_judged(row, held[span]))
            else:
                remaining.append(row)
        return results, remaining

    def _match_contents(
        self, origin: ImportedDocument, rows: Sequence[ImportedFact]
    ) -> tuple[list[RowResult], list[ImportedFact]]:
        """Rows that are stored under their key, or as the same figure in the same words."""
        results, remaining = [], []
        matched: set[int] = set()
        for row in rows:
            held = self._by_key(origin, row) or self._by_content(origin, row, matched)
            if held is None:
                remaining.append(row)
            else:
                matched.add(held["id"])
                results.append(_judged(row, held))
        return results, remaining

    def _by_key(self, origin: ImportedDocument, row: ImportedFact) -> RowMapping | None:
        if row.fact_key is None or row.place is None:
            return None
        begin = row.fact_key.partition(":")[0]
        statement = _facts_from(origin).where(
            document.c.sha256 >= begin,
            document.c.sha256 < begin + "g",
            fact.c.start == row.place.start,
            fact.c.end == row.place.end,
            fact.c.surface == row.fact.surface,
        )
        return self._connection.execute(statement).mappings().first()

    def _by_content(
        self, origin: ImportedDocument, row: ImportedFact, matched: set[int]
    ) -> RowMapping | None:
        statement = (
            _facts_from(origin)
            .join(passage, passage.c.id == fact.c.passage_id)
            .where(
                *(_same(fact.c[name], getattr(row.fact, name)) for name in CONTENT),
                fact.c.surface == row.fact.surface,
                passage.c.text == row.sentence,
                fact.c.start - passage.c.start == row.fact.start,
            )
            .order_by(fact.c.id)
        )
        rows = self._connection.execute(statement).mappings()
        return next((each for each in rows if each["id"] not in matched), None)

    def _find(self, quoted: Quoted) -> int | None:
        wanted = quoted.document
        statement = (
            select(func.min(document.c.id))
            .select_from(document.outerjoin(source, source.c.id == document.c.source_id))
            .where(
                document.c.sha256 == wanted.sha256,
                document.c.kind == DocumentKind.IMPORT.value,
                *_same_origin(wanted.source, wanted.url, wanted.published),
            )
        )
        return self._connection.execute(statement).scalar()

    def _facts_of(self, document_id: int | None) -> dict[tuple[int, int], RowMapping]:
        if document_id is None:
            return {}
        rows = self._connection.execute(select(fact).where(fact.c.document_id == document_id))
        return {(row["start"], row["end"]): row for row in rows.mappings()}

    def _add(self, origin: ImportedDocument, rows: Sequence[ImportedFact]) -> list[RowResult]:
        quoted = quote(origin, rows)
        document_id = self._find(quoted)
        if document_id is None:
            document_id = self._insert_document(quoted, origin.source_kind)
        passages = self._insert_passages(document_id, quoted)
        ids: dict[tuple[int, int], int] = {}
        inserted, repeated = [], []
        for row in rows:
            read = quoted.facts[row.line]
            if read.span in ids:
                repeated.append(row)
                continue
            ids[read.span] = self.ids.take(fact)
            dated = replace(read, published=read.published or origin.published)
            inserted.append(
                row_of(dated, *self._units[read.unit])
                | {name: getattr(row, name) for name in _ADDED}
                | {
                    "id": ids[read.span],
                    "document_id": document_id,
                    "passage_id": passages[quoted.sentence_of(read)],
                    "run_id": None if row.run is None else self._run(row.run),
                    "origin": "import",
                }
            )
        self._connection.execute(insert(fact), inserted)
        facts = [quoted.facts[row.line] for row in rows if row not in repeated]
        self._link(facts, ids)
        held = self._facts_of(document_id) if repeated else {}
        results = [_judged(row, held[quoted.facts[row.line].span]) for row in repeated]
        return results + [
            RowResult(line=row.line, fate=RowFate.ADDED, fact_id=ids[quoted.facts[row.line].span])
            for row in rows
            if row not in repeated
        ]

    def _insert_document(self, quoted: Quoted, source_kind: str | None) -> int:
        new = quoted.document
        document_id = self.ids.take(document)
        twin = select(func.min(func.coalesce(document.c.same_as, document.c.id))).where(
            document.c.sha256 == new.sha256, document.c.kind != DocumentKind.FORM.value
        )
        self._connection.execute(
            insert(document),
            {
                "id": document_id,
                "sha256": new.sha256,
                "kind": new.kind.value,
                "source_id": None if new.source is None else self._source(new.source, source_kind),
                "url": new.url,
                "title": new.title,
                "language": new.language,
                "published": new.published,
                "retrieved_at": now(),
                "n_chars": len(new.text),
                "same_as": self._connection.execute(twin).scalar(),
                "author": new.author,
            },
        )
        self._connection.execute(
            insert(document_text), {"document_id": document_id, "text": new.text}
        )
        return document_id

    def _insert_passages(self, document_id: int, quoted: Quoted) -> Mapping[Any, int]:
        rows = self._connection.execute(
            select(passage.c.id, passage.c.start, passage.c.end).where(
                passage.c.document_id == document_id
            )
        )
        ids: dict[Any, int] = {(row.start, row.end): row.id for row in rows}
        new = [span for span in quoted.sentences if span not in ids]
        ids |= {span: self.ids.take(passage) for span in new}
        if new:
            self._connection.execute(
                insert(passage),
                [
                    {
                        "id": ids[span],
                        "document_id": document_id,
                        "start": span.start,
                        "end": span.end,
                        "text": quoted.document.text[span.start : span.end],
                    }
                    for span in new
                ],
            )
        return ids

    def _link(self, facts: Sequence[Fact], ids: Mapping[tuple[int, int], int]) -> None:
        joined = [
            {"one": ids[each.span], "other": ids[each.equivalent_of]}
            for each in facts
            if each.equivalent_of is not None
        ]
        if joined:
            self._connection.execute(
                update(fact)
                .where(fact.c.id == bindparam("one"))
                .values(equivalent_of=bindparam("other")),
                joined,
            )
        by_span = {each.span: ids[each.span] for each in facts}
        rows = [
            {
                "id": self.ids.take(fact_link),
                "fact_id": one,
                "kind": kind,
                "other_id": other,
                "created_by": "ingest",
            }
            for one, kind, other in links_between(facts, by_span)
        ]
        if rows:
            self._connection.execute(insert(fact_link), rows)

    def _source(self, name: str, kind: str | None) -> int:
        if name not in self._sources:
            found = self._connection.execute(
                select(source.c.id).where(source.c.name == name)
            ).scalar()
            if found is None:
                found = self.ids.take(source)
                kind = kind or packaged_source_kinds().kind_of(name).value
                row = {"id": found, "name": name, "kind": kind}
                self._connection.execute(insert(source), row)
            self._sources[name] = found
        return self._sources[name]

    def _run(self, info: RunInfo) -> int:
        if info not in self._runs:
            values = {
                "extractor": info.extractor,
                "version": info.version,
                "config_hash": info.config,
            }
            found = self._connection.execute(select(run.c.id).filter_by(**values)).scalar()
            if found is None:
                found = self.ids.take(run)
                self._connection.execute(insert(run), {"id": found, "started_at": now(), **values})
            self._runs[info] = found
        return self._runs[info]


def refused(line: int, field: str, reason: str) -> RowResult:
    """A row that cannot be kept."""
    return RowResult(line=line, fate=RowFate.REFUSED, field=field, reason=reason)


def _judged(row: ImportedFact, held: RowMapping) -> RowResult:
    """What becomes of a row whose words are stored, be it from an earlier row."""
    differing = [name for name in CONTENT if getattr(row.fact, name) != held[name]]
    if not differing:
        return RowResult(line=row.line, fate=RowFate.KNOWN, fact_id=held["id"])
    if (held["review"], held["rank"]) != ("unreviewed", "normal"):
        return RowResult(line=row.line, fate=RowFate.KEPT, fact_id=held["id"])
    name = differing[0]
    return refused(
        row.line,
        name,
        f"fact {held['id']} says {held[name]!r} of the same words; correct it there, since an "
        "import changes no stored fact",
    )


def _facts_from(origin: ImportedDocument) -> Any:
    joined = fact.join(document, document.c.id == fact.c.document_id).outerjoin(
        source, source.c.id == document.c.source_id
    )
    return (
        select(fact)
        .select_from(joined)
        .where(*_same_origin(origin.source, origin.url, origin.published))
    )


def _same_origin(
    name: str | None, url: str | None, published: str | None
) -> Iterable[ColumnElement[bool]]:
    return (
        _same(source.c.name, name),
        _same(document.c.url, url),
        _same(document.c.published, published),
    )


def _same(column: ColumnElement[Any], value: object) -> ColumnElement[bool]:
    """Equality that an index serves on either kind of database, also for null."""
    return column.is_(None) if value is None else column == value
