"""Derived: figures that follow from stated ones, and targets followed over time."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.model.claim import Comparison
from tracker.model.fact import Measure, Status


class Rule(StrEnum):
    """How an implied figure follows from stated ones.

    level_before: "rose by 62 % to 4.5 Mt", so 2.78 Mt before. level_after: "5 Mt today, 20 % more
    by 2030", so 6 Mt then. change: "from 1 to 5 Mt", so 400 % more. whole: "50 billion, 80 % of
    all trade", so 62.5 billion in all. exchange_rate: "$1 billion (861 million euros)", so 0.861
    EUR for one USD. turnover: exports and imports together. balance: exports less imports.
    """

    LEVEL_BEFORE = "level_before"
    LEVEL_AFTER = "level_after"
    CHANGE = "change"
    WHOLE = "whole"
    EXCHANGE_RATE = "exchange_rate"
    TURNOVER = "turnover"
    BALANCE = "balance"


class Role(StrEnum):
    """What a stated figure was in a computation."""

    FROM = "from"
    TO = "to"
    BY = "by"
    PART = "part"
    SHARE = "share"
    AMOUNT = "amount"
    EQUIVALENT = "equivalent"
    EXPORTS = "exports"
    IMPORTS = "imports"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Input:
    """A stated figure that a computation used; `key` is its citable name."""

    key: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """What stated figures imply and no one stated.

    Attributes:
        rule, inputs: What makes it: no two implied figures share both.
        formula: The computation, with its numbers in English.
        subject to period: As of a fact; `period_text` is in words of ours, where there are any.
        base_value, base_low, base_high: Value and interval in `base_unit`, the interval carried
            through from the digits and bounds of the inputs; None is an open end. The rate of two
            currencies has a `base_unit` like "EUR/USD": so many EUR for one USD.
        beside: Key of the figure of the same movement that states the same, if there is one.
    """

    rule: Rule
    inputs: tuple[Input, ...]
    formula: str
    subject: str | None
    partner: str | None
    place: str | None
    indicator: str
    commodity: str | None
    measure: Measure
    status: Status
    counted: str | None
    per: str | None
    period: str | None
    period_text: str | None = None
    base_value: float
    base_low: float | None
    base_high: float | None
    base_unit: str
    beside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """How many implied figures agree with a stated one, and how many differ from it."""

    agree: int
    differ: int


class TargetState(StrEnum):
    """What has become of a target by today.

    met: an actual figure reached it in time. missed: its horizon has passed, an actual figure of
    that time or later is known, and none reached it in time. overdue: its horizon has passed and
    no actual figure of that time is known. open: its horizon is yet to come. undated: no horizon
    was stated, and it is not reached.
    """

    MET = "met"
    MISSED = "missed"
    OVERDUE = "overdue"
    OPEN = "open"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFilter:
    """Which implied figures or targets one wants; an empty tuple or None does not restrict.

    Attributes:
        entity: Subject or partner.
        year: Year of the implied figure, or of the target's horizon.
        document_id: The document that states what it follows from, or the target.
        rule, comparison: Of implied figures only.
        state, current: Of targets only; `current` leaves out what was said otherwise later.
    """

    subject: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    commodity: tuple[str, ...] = ()
    year: int | None = None
    document_id: int | None = None
    rule: tuple[Rule, ...] = ()
    comparison: tuple[Comparison, ...] = ()
    state: tuple[TargetState, ...] = ()
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpliedFigure:
    """A row of the view `implied`, whose columns `data_dictionary` describes."""

    id: int
    rule: str
    formula: str
    subject: str | None
    subject_name: str | None
    partner: str | None
    partner_name: str | None
    place: str | None
    indicator: str
    indicator_name: str | None
    commodity: str | None
    counted: str | None
    measure: str
    status: str
    per: str | None
    period: str | None
    period_text: str | None
    period_start: str | None
    period_end: str | None
    year: int | None
    base_value: float
    base_low: float | None
    base_high: float | None
    base_unit: str
    inputs: str
    input_keys: str
    first_fact_id: int
    last_fact_id: int
    comparison: str
    stated_base_value: float | None
    stated_surface: str | None
    stated_source: str | None
    stated_fact_id: int | None
    stated_fact_key: str | None
    published: str | None
    document_id: int | None
    title: str | None
    source: str | None
    url: str | None
    computed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedTarget:
    """A row of the view `targets`, whose columns `data_dictionary` describes."""

    subject: str | None
    subject_name: str | None
    partner: str | None
    partner_name: str | None
    place: str | None
    indicator: str
    commodity: str | None
    counted: str | None
    value: float
    value_high: float | None
    unit: str
    per: str | None
    bound: str
    transition: str | None
    base_value: float
    base_low: float | None
    base_high: float | None
    base_unit: str
    period: str | None
    period_end: str | None
    year: int | None
    statement: int
    previous_base_value: float | None
    previous_period: str | None
    actual_base_value: float | None
    actual_period: str | None
    actual_fact_id: int | None
    horizon: str | None
    state: str
    is_current: int
    promised_by: str | None
    previous_published: str | None
    previous_fact_id: int | None
    reached_base_value: float | None
    reached_period: str | None
    reached_fact_id: int | None
    growth_needed: float | None
    growth_achieved: float | None
    published: str | None
    source: str | None
    surface: str
    sentence: str | None
    review: str
    rank: str
    confidence: float
    equivalent_of: int | None
    fact_id: int
    fact_key: str
    document_id: int
    url: str | None
