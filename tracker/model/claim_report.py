"""Claim report: what the ledger finds of one claim, with the facts that state it."""

from dataclasses import dataclass

from tracker.model.claim import Outcome, Standing
from tracker.model.stored import StoredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMember:
    """A fact in its claim.

    Attributes:
        fact: The fact.
        statement: Number of the statement that it mentions; mentions of one count once.
        standing: How it stands to the value that is drawn.
    """

    fact: StoredFact
    statement: int
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReport:
    """One series at one time, and what its statements come to.

    Attributes:
        id: Row of the claim; it may change when the ledger is made anew.
        subject … base_unit: What the series is of.
        period, year: Its time; without a period `published` is.
        outcome, reason: The finding, and one sentence that names figures and speakers.
        facts, statements: How many facts, and how many statements they mention.
        witnesses, documents: How many independent sources are compared; how many texts.
        agree, differ: How many other statements meet the drawn one, and do not.
        lowest, highest: Of the values compared, in `base_unit`; None where nothing is compared.
        drawn: Row of the fact that a line goes through, or None.
        members: All its facts, the drawn one first, then by statement.
    """

    id: int
    subject: str
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    measure: str
    status: str
    counted: str | None
    per: str | None
    base_unit: str
    period: str | None
    published: str | None
    year: int | None
    outcome: Outcome
    reason: str
    facts: int
    statements: int
    witnesses: int
    documents: int
    agree: int
    differ: int
    lowest: float | None
    highest: float | None
    drawn: int | None
    members: tuple[ClaimMember, ...]
