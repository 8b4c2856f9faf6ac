"""Changed: what one round of settling the ledger touched, for those who follow from it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Row ids of what is new or changed and still there.

    Attributes:
        facts: Facts whose statement is new or changed.
        documents: Documents that hold them, or that lost a fact.
        claims: Claims that were judged anew.
        series: Series of those claims, and of claims that vanished.
    """

    facts: frozenset[int]
    documents: frozenset[int]
    claims: frozenset[int]
    series: frozenset[int]
