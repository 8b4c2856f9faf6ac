"""Changed: what one round of settling the ledger touched, for those who follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.ledger.claims import SeriesKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What is new or changed, by row ids.

    Attributes:
        facts: Facts whose statement is new or changed and that are still there.
        documents: Documents that hold them, or that lost a fact; but those of which other facts
            still wait, which come with the last of these.
        claims: Claims that were judged anew and are still there.
        series: What the series of those claims are of, and those of claims that vanished.
        periods: By series the canonical periods of all those claims.
        facts_gone: Whether facts were deleted.
    """

    facts: frozenset[int]
    documents: frozenset[int]
    claims: frozenset[int]
    series: Mapping[int, SeriesKey]
    periods: Mapping[int, frozenset[str]]
    facts_gone: bool
