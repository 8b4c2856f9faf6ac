"""What the store hands out: facts, documents and entities with their identity and names."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.model.document import Document
from tracker.model.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFact:
    """A fact in the database.

    Attributes:
        id: Row id. `key` is the citable id (first 12 of sha256 : start - end).
        fact: The fields as FACTS name them.
        base_value, base_low, base_high, base_unit: The value in the family's base unit, and the
            interval that its digits and bound allow (an open end is None).
        period_start, period_end: First and last day of the period, ISO dates; `year` only where
            the period lies inside one year.
        passage: The sentence the figure stands in; `passage_start` its offset in the document.
        document_id, source, title, url, language: Where it comes from.
        origin: text, form or import. review: unreviewed, confirmed, corrected, rejected.
        rank: preferred, normal, deprecated; `rank_reason` why.
        equivalent_of_id: Row id of the figure that this one repeats in another unit.
    """

    id: int
    key: str
    fact: Fact
    base_value: float
    base_low: float | None
    base_high: float | None
    base_unit: str
    period_start: str | None
    period_end: str | None
    year: int | None
    passage: str
    passage_start: int
    document_id: int
    source: str | None
    title: str | None
    url: str | None
    language: str | None
    origin: str
    review: str
    rank: str
    rank_reason: str | None
    equivalent_of_id: int | None
    author: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document in the database, with the number of its facts."""

    id: int
    document: Document
    n_chars: int
    n_facts: int
    retrieved_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that figures are about.

    Attributes:
        id: Lower-case words joined by `_`; countries ISO 3166 alpha-2.
        kind: world, corridor, railway, port, pipeline, field, power_line, organisation, region,
            country.
        label: Display name by language code.
        home: Country id where it lies or whose it is, or None.
        planned: Whether it does not exist yet.
        origin: "packaged" or "user".
    """

    id: str
    kind: str
    label: Mapping[str, str]
    home: str | None = None
    planned: bool = False
    origin: str = "packaged"
