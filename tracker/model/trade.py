"""Trade: what the ledger draws for pairs of partners, and growth that was stated beside it."""

from dataclasses import dataclass

from tracker.model.claim import Comparison
from tracker.model.fact import Status
from tracker.model.stored import StoredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFigure:
    """A drawn amount of two partners, as far as an overview of many pairs needs it.

    Attributes:
        subject, partner: The two sides, in the order in which facts name them.
        unit: The currency (or other base unit) of the amount.
        status: What was reached, promised or expected.
        period: ISO 8601; None: the statement names no time.
        year: Of the period where it lies in one year, else of the publication.
        whole_year: Whether it is what was reached in one calendar year.
        fact_id: Row of the fact that states it.
    """

    subject: str
    partner: str
    unit: str
    status: Status
    period: str | None
    year: int | None
    whole_year: bool
    fact_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthCheck:
    """A stated growth beside the one that the drawn levels of both times come to.

    Attributes:
        stated: The fact that states the growth.
        base_period: The time that it grew from, ISO 8601; None: the words leave it open.
        before, after: The drawn levels of both times, in one unit; None where there is none.
        value, low, high, unit: The growth that they come to, in the way in which it is stated;
            None where one of them is missing.
        comparison: Whether the stated growth meets it within digits and hedges of all three.
        implied, implied_unit: The level before that its own movement implies, where there is one.
        implied_comparison: Whether a stated level of that time meets this one.
        implied_beside: That stated level.
    """

    stated: StoredFact
    base_period: str | None
    before: StoredFact | None
    after: StoredFact | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    comparison: Comparison
    implied: float | None = None
    implied_unit: str | None = None
    implied_comparison: Comparison | None = None
    implied_beside: StoredFact | None = None
