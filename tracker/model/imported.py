"""Imported: facts as a table of facts brings them, and what became of each row."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.fact import Fact, Span
from tracker.model.stored import RunInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFact:
    """One row of a table of facts.

    Attributes:
        line: Where the row begins in the file, counted from 1.
        sentence: The words that hold the figure.
        fact: The figure; `start` and `end` count from the beginning of the sentence, `movement`
            and `equivalent_of` name places of the original document.
        place: Where the figure stood in the original document, if that is known.
        sentence_start: Where the sentence began there.
        fact_key: The citable key that it had there.
        review, rank, rank_reason, note, extracted, updated_by: As the database is to keep them.
        run: The program that read it.
    """

    line: int
    sentence: str
    fact: Fact
    place: Span | None = None
    sentence_start: int | None = None
    fact_key: str | None = None
    review: str = "unreviewed"
    rank: str = "normal"
    rank_reason: str | None = None
    note: str | None = None
    extracted: str | None = None
    updated_by: str = "import"
    run: RunInfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedDocument:
    """The rows that come from one document, and what they say of it."""

    facts: tuple[ImportedFact, ...]
    source: str | None = None
    source_kind: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None


class RowFate(StrEnum):
    """What became of a row.

    added: kept as a new fact. known: the same fact is there already. kept: it is there, and what
    a person decided about it here stays. refused: it cannot be kept, for a reason that is told.
    """

    ADDED = "added"
    KNOWN = "known"
    KEPT = "kept"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """What became of one row; `field` and `reason` say why it was refused."""

    line: int
    fate: RowFate
    fact_id: int | None = None
    field: str | None = None
    reason: str | None = None
