"""Snapshot: one state of the database, read from end to end without holding it in memory."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Float, Integer, select, text

from tracker.model.errors import NotFoundError
from tracker.model.filter import FactFilter
from tracker.model.stored import Provenance, StoredDocument, StoredFact
from tracker.store.columns import metadata
from tracker.store.parts import read_part
from tracker.store.queries import conditions, select_documents, select_facts
from tracker.store.rows import document_of, fact_of
from tracker.store.tables import document, fact, run, source
from tracker.store.views import VIEWS

_CHUNK = {"yield_per": 500}


class Snapshot:
    """Reads within one transaction; each iterator is to be used up before the next begins."""

    def __init__(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":  # there each statement sees a later state
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        self._connection = connection

    def facts(self, where: FactFilter) -> Iterator[tuple[StoredFact, Provenance]]:
        """Facts with where they come from, document by document, in the order of the text."""
        statement = (
            select_facts()
            .add_columns(
                source.c.kind.label("source_kind"),
                document.c.published.label("document_published"),
            )
            .where(*conditions(where, self._connection.dialect.name))
            .order_by(fact.c.document_id, fact.c.start, fact.c.end)
        )
        runs = self._runs
        for row in self._connection.execute(statement, execution_options=_CHUNK).mappings():
            yield (
                fact_of(row),
                Provenance(
                    source_kind=row["source_kind"],
                    document_published=row["document_published"],
                    updated_by=row["updated_by"],
                    extracted=row["extracted"],
                    run=runs.get(row["run_id"]),
                ),
            )

    def documents(self, where: FactFilter) -> Iterator[StoredDocument]:
        """The documents of such facts, with their texts."""
        chosen = (
            select_facts()
            .where(*conditions(where, self._connection.dialect.name))
            .with_only_columns(fact.c.document_id)
        )
        statement = (
            select_documents(with_text=True)
            .where(document.c.id.in_(chosen))
            .order_by(document.c.id)
        )
        for row in self._connection.execute(statement, execution_options=_CHUNK).mappings():
            yield document_of(row)

    def view(self, name: str) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
        """The columns and the rows of a public view.

        Raises:
            NotFoundError: There is no such view.
        """
        if name not in VIEWS:
            raise NotFoundError("view", name)
        statement = select(text("*")).select_from(text(name))
        rows = self._connection.execute(statement, execution_options=_CHUNK)
        return tuple(rows.keys()), (dict(row) for row in rows.mappings())

    def part(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows of one of `parts.PARTS`."""
        return read_part(self._connection, name)

    @cached_property
    def types(self) -> Mapping[str, type]:
        """Which of int, float and str the columns of tables hold, where all tables agree."""
        found: dict[str, set[type]] = {}
        for table in metadata.tables.values():
            for column in table.columns:
                kind: type = str
                if isinstance(column.type, Float):
                    kind = float
                elif isinstance(column.type, Integer):
                    kind = int
                found.setdefault(column.name, set()).add(kind)
        return {name: kinds.pop() for name, kinds in found.items() if len(kinds) == 1}

    @cached_property
    def _runs(self) -> dict[int, str]:
        rows = self._connection.execute(
            select(run.c.id, run.c.extractor, run.c.version, run.c.config_hash)
        ).all()
        return {row.id: " ".join(filter(None, row[1:4])) for row in rows}
