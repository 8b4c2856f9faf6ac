"""Rereading: what a new reading of a stored document says, beside what was stored of it."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.decision import Change
from tracker.model.errors import TrackerError


class Fate(StrEnum):
    """What became of a figure when its document was read anew.

    added: it was not stored. removed: it is read no longer. changed: it is read differently. kept:
    the new reading differs, but a person has decided, and that stands.
    """

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One figure on which the stored and the new reading differ.

    Attributes:
        fate: What became of it.
        fact_id: Row id of the stored figure; None for one that a trial would add.
        surface: The characters that state it. start, end: Where they stand in the text.
        changes: Field by field, for changed and kept ones.
        reason: Why it was kept, else None.
    """

    fate: Fate
    fact_id: int | None
    surface: str
    start: int
    end: int
    changes: tuple[Change, ...] = ()
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rereading:
    """What a new reading of one document came to.

    Attributes:
        document_id: Row id. title, source: What it is, as far as it is known.
        differences: Figure by figure, in the order of the text.
        error: Why it could not be read anew.
    """

    document_id: int
    title: str | None
    source: str | None
    differences: tuple[Difference, ...] = ()
    error: TrackerError | None = None
