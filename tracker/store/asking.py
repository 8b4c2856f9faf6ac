"""Asking: what a store answers about the documents, facts and names that it holds."""

from collections.abc import Iterable, Iterator
from typing import Any

from tracker.model.document_filter import DocumentFilter
from tracker.model.facet_cube import FacetCube
from tracker.model.filter import FactFilter
from tracker.model.news import News
from tracker.model.stored import (
    Entity,
    FactLink,
    Origin,
    Revision,
    StoredDocument,
    StoredFact,
    Summary,
)
from tracker.store import document_lists, facet_counting, paging, reading, vocabulary
from tracker.store.connections import Connections
from tracker.store.known_facts import count_undated, facts_known
from tracker.store.latest import find_latest
from tracker.store.moments import read_day
from tracker.store.news import By, find_news
from tracker.store.origins import origins
from tracker.store.queries import Order

CHUNK = 1000
NEWEST_FIRST: Order = (("published", "desc"),)


class Asking:
    """The questions that a store answers, each from one state of the database."""

    _connections: Connections

    def documents(self, *, limit: int | None = None, offset: int = 0) -> list[StoredDocument]:
        """Documents without their texts, the newest first."""
        with self._connections.reading() as connection:
            return reading.documents(connection, limit, offset)

    def document(self, id: int) -> StoredDocument:  # noqa: A002 - as every table calls it
        """A document with its text.

        Raises:
            NotFoundError: There is no such document.
        """
        with self._connections.reading() as connection:
            return reading.document_by_id(connection, id)

    def list_documents(
        self,
        where: DocumentFilter = DocumentFilter(),  # noqa: B008 - frozen
        *,
        order: tuple[str, str] = ("published", "desc"),
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[list[StoredDocument], int]:
        """Documents without their texts, and how many there are in all.

        Args:
            where: Which ones.
            order: One of `document_lists.SORTABLE` with "asc" or "desc"; what is unknown comes
                last, and the id decides ties.
            limit: How many at most.
            offset: How many to pass over.
        """
        with self._connections.reading() as connection:
            return document_lists.documents(connection, where, order, limit, offset)

    def document_facets(
        self,
        field: str,
        where: DocumentFilter = DocumentFilter(),  # noqa: B008 - frozen
    ) -> list[tuple[str | None, int]]:
        """The sources or languages of documents and how many there are of each."""
        with self._connections.reading() as connection:
            return document_lists.facets(connection, field, where)

    def copies(self, document_id: int) -> list[StoredDocument]:
        """Other documents with the very same text, without it."""
        with self._connections.reading() as connection:
            return document_lists.copies(connection, document_id)

    def near_copies(self, document_id: int) -> list[StoredDocument]:
        """Other documents with nearly the same text, without it; exact copies left out."""
        with self._connections.reading() as connection:
            return document_lists.near_copies(connection, document_id)

    def facts(
        self,
        where: FactFilter = FactFilter(),  # noqa: B008 - frozen
        *,
        order: Order = NEWEST_FIRST,
        limit: int | None = None,
        offset: int = 0,
        after: int | None = None,
    ) -> list[StoredFact]:
        """Facts of one page.

        Args:
            where: Which ones.
            order: Columns of `queries.SORTABLE` with "asc" or "desc"; unknown values come last,
                and the id decides ties.
            limit: How many at most.
            offset: How many to pass over; slow far down a large table, where `after` is not.
            after: Id of the last fact of the page before.
        """
        with self._connections.reading() as connection:
            return reading.facts(connection, where, order, limit, offset, after)

    def known_on(self, where: FactFilter, day: str | None) -> list[StoredFact]:
        """Facts as they were known on a day: those published by then, judged by these alone.

        Each fact's `standing` is that of a ledger into which nothing else was ever put. A figure
        is known from the day on which the place where it stands was published; a month or a year
        is over when it counts, and what has no date is left out: `undated()` says how much. What
        people decided (review, rank) stays as it is today.

        Args:
            where: Which ones.
            day: ISO 8601; None: all, as `facts()` gives them.

        Returns:
            All of them, the newest publication first.

        Raises:
            StoreError: The day is none.
        """
        with self._connections.reading() as connection:
            if day is None:
                return reading.facts(connection, where, NEWEST_FIRST, None, 0, None)
            return facts_known(connection, where, read_day(day), NEWEST_FIRST)

    def undated(self, where: FactFilter = FactFilter()) -> int:  # noqa: B008 - frozen
        """How many facts have no date of publication, so that no day of the past has them."""
        with self._connections.reading() as connection:
            return count_undated(connection, where)

    def latest(self, entity: str) -> dict[str, StoredFact]:
        """The newest actual figure of an entity, as subject or partner, by indicator.

        Among the newest an amount goes before a change or a share, the entity by itself before a
        pair, a drawn figure before another, all goods before one commodity.
        """
        with self._connections.reading() as connection:
            return find_latest(connection, entity)

    def changes(
        self,
        since: str,
        *,
        by: By = "published",
        where: FactFilter = FactFilter(),  # noqa: B008 - frozen
        limit: int = 50,
    ) -> News:
        """What is new since a day, or since somebody last looked, and what it changed.

        Args:
            since: By publication an ISO 8601 day, itself included; by storing a day or a time.
            by: "published": what the world learned since. "stored": what came into this database
                since, whenever it was published.
            where: Of which facts; targets follow its vocabulary fields alone.
            limit: How many of each kind are listed; the numbers beside the lists count all.

        Raises:
            StoreError: `since` is no day or time.
        """
        with self._connections.reading() as connection:
            return find_news(connection, since, by, where, limit)

    def fact(self, id: int) -> StoredFact:  # noqa: A002 - as every table calls it
        """One fact, rejected or not.

        Raises:
            NotFoundError: There is no such fact.
        """
        with self._connections.reading() as connection:
            return reading.fact_by_id(connection, id)

    def origins(self, fact_ids: Iterable[int]) -> dict[int, Origin]:
        """By the id of each fact: the document that states it, and the kind of its source."""
        with self._connections.reading() as connection:
            return origins(connection, fact_ids)

    def count(self, where: FactFilter = FactFilter()) -> int:  # noqa: B008 - frozen
        """How many facts there are."""
        with self._connections.reading() as connection:
            return reading.count(connection, where)

    def facets(
        self,
        field: str,
        where: FactFilter = FactFilter(),  # noqa: B008 - frozen
        limit: int = 50,
    ) -> list[tuple[str | None, int]]:
        """The values of a field of `queries.FACETS` and how many facts have each."""
        with self._connections.reading() as connection:
            return facet_counting.facets(connection, field, where, limit)

    def facet_cube(
        self,
        where: FactFilter = FactFilter(),  # noqa: B008 - frozen
    ) -> FacetCube:
        """Counts of all combinations of a few fields, whatever is chosen among these.

        Args:
            where: What restricts besides; choices among the cube's own fields do not.
        """
        with self._connections.reading() as connection:
            return facet_counting.facet_cube(connection, where)

    def facts_in_order(
        self,
        where: FactFilter = FactFilter(),  # noqa: B008 - frozen
        order: Order = NEWEST_FIRST,
        limit: int | None = None,
    ) -> Iterator[StoredFact]:
        """All facts of a list in its order, fetched in chunks: which ones is settled at the start.

        Args:
            where: Which ones.
            order: As for `facts()`.
            limit: How many at most.
        """
        with self._connections.reading() as connection:
            ids = paging.page_ids(connection, where, order, limit)
        for start in range(0, len(ids), CHUNK):
            with self._connections.reading() as connection:
                chunk = list(paging.facts_of(connection, ids[start : start + CHUNK]))
            yield from chunk

    def links(self, fact_id: int) -> list[FactLink]:
        """The facts that a fact is linked to, from either side; equivalents among them."""
        with self._connections.reading() as connection:
            return reading.links(connection, fact_id)

    def revisions(self, fact_id: int) -> list[Revision]:
        """What a fact was before and after each change, the oldest first."""
        with self._connections.reading() as connection:
            return reading.revisions(connection, fact_id)

    def entities(self) -> dict[str, Entity]:
        """All entities by id, packaged and the user's own."""
        with self._connections.reading() as connection:
            return vocabulary.read_entities(connection)

    def user_entities(self) -> list[tuple[Entity, tuple[str, ...]]]:
        """The user's own entities with their names besides the labels."""
        with self._connections.reading() as connection:
            return vocabulary.read_user_entities(connection)

    def labels(self, language: str, kind: str | None = None) -> dict[str, str]:
        """Display names by id.

        Args:
            language: Code of a language; where a label lacks it, the English one is given.
            kind: entity, commodity, unit or indicator; None: all of them together, where an
                indicator's name wins over that of a unit with the same id ("count").
        """
        kinds = list(vocabulary.KINDS) if kind is None else [kind]
        with self._connections.reading() as connection:
            return vocabulary.read_labels(connection, language, kinds)

    def view(self, name: str, *, limit: int | None = None) -> list[dict[str, Any]]:
        """The rows of a public view, by its stable name.

        Raises:
            NotFoundError: There is no such view.
        """
        with self._connections.reading() as connection:
            return reading.view(connection, name, limit)

    def export_rows(
        self,
        where: FactFilter = FactFilter(),  # noqa: B008 - frozen
    ) -> Iterator[StoredFact]:
        """All facts in the order of their ids, fetched in chunks; nothing is held meanwhile."""
        last: int | None = None
        while chunk := self.facts(where, order=(("id", "asc"),), limit=CHUNK, after=last):
            yield from chunk
            last = chunk[-1].id

    def summary(self) -> Summary:
        """What the database holds, in numbers."""
        with self._connections.reading() as connection:
            return reading.summary(connection)
