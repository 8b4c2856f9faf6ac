"""What the store hands out: facts, documents and entities with their identity and names."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tracker.model.claim import Standing
from tracker.model.document import Document
from tracker.model.errors import TrackerError
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
        standing: How it stands to the value that is drawn for its claim; None where it is in none.
        page: The page of the document that it stands on, from 1; None where it has no pages.
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
    standing: Standing | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What an export says of a fact beyond the fact and its document.

    Attributes:
        source_kind: official, company, agency, news or other; None without a source.
        document_published: Publication date of the whole document; a place in its text may have
            another one.
        updated_by: Who changed the row last. run: Extractor, version and digest of its data files.
        extracted: What was read, JSON, where a person corrected it.
    """

    source_kind: str | None
    document_published: str | None
    updated_by: str
    extracted: str | None
    run: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The document that states a fact, without its text.

    Attributes:
        source, source_kind: Who published it, and of what kind they are; None where not named.
        published: Publication date of the whole document, as far as it is known.
        page: The page that the fact stands on, from 1; None where the document has no pages.
    """

    document_id: int
    title: str | None
    url: str | None
    language: str | None
    source: str | None
    source_kind: str | None
    published: str | None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document in the database.

    Attributes:
        id: Row id.
        document: The document; in lists it comes without `text`, `found`, `pages` and `sections`,
            asked for by id it is whole.
        n_chars, n_facts: Length of the text, number of facts that are not rejected.
        retrieved_at: When it was stored, ISO 8601 in UTC.
        sha256: Hex digest of the text as UTF-8.
        same_as: Row id of the document whose text this one repeats elsewhere, or None.
        near_of: Row id of the first document of those that this one is a near-identical copy of,
            or None; near_share: how much of the shorter text it has in common with the one of
            them that it was told by, 0 to 1.
    """

    id: int
    document: Document
    n_chars: int
    n_facts: int
    retrieved_at: str
    sha256: str = ""
    same_as: int | None = None
    near_of: int | None = None
    near_share: float | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """Which program read a document, so that a fact can be traced to the rules that made it.

    Attributes:
        extractor: Name of the program. version: Its version.
        config: Digest of the data files it read with, or "".
    """

    extractor: str
    version: str
    config: str = ""


class Outcome(StrEnum):
    """What became of a document that was handed to the store."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    REDATED = "redated"
    UPDATED = "updated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the store did with one document.

    Attributes:
        document_id: Row id, None where the document was refused.
        outcome: stored (new), unchanged, redated (its date became known), updated (its origin
            became known or it was read differently), refused.
        n_facts: How many facts it has now.
        error: Why it was refused.
    """

    document_id: int | None
    outcome: Outcome
    n_facts: int
    error: TrackerError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLink:
    """A fact that another fact is linked to.

    Attributes:
        kind: moves_to (from → to), changed_by (to → by), stated_with (one statement gave both),
            equivalent_of, same_claim, contradicts, corrects, part_of.
        fact: The other fact. outgoing: Whether the link starts at the fact that was asked about.
    """

    kind: str
    fact: StoredFact
    outgoing: bool = True
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change of a fact: when, by whom, and its row before and after (None: deleted)."""

    id: int
    fact_id: int
    at: str
    actor: str | None
    action: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a database holds, in numbers; rejected facts are not counted in `facts`."""

    documents: int
    facts: int
    sources: int
    subjects: int
    unreviewed: int
    rejected: int
    conflicts: int
    undated: int
    first_published: str | None
    last_published: str | None
    last_stored: str | None
