"""Rate: what one euro bought at a time, and what an amount comes to in another currency."""

from dataclasses import dataclass
from enum import StrEnum


class RateBasis(StrEnum):
    """day: the rate of one day. mean: the mean of the days of a period."""

    DAY = "day"
    MEAN = "mean"


class ConversionKind(StrEnum):
    """How an amount in another currency is known.

    stated: the source gives it itself. converted: computed, with a rate. no rate: not at all.
    """

    STATED = "stated"
    CONVERTED = "converted"
    NO_RATE = "no rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionRate:
    """The rate of one currency at one time.

    Attributes:
        currency: ISO 4217 code.
        period: The time, ISO 8601: a day, a month, a year, or two of them joined by a slash.
        per_eur: How much of the currency one euro bought.
        basis: Whether it is the rate of one day or a mean.
        days: How many days it is the mean of; of the European Central Bank's rates, the working
            days, of a month's or year's rate that somebody gave, all days that it stands for.
        source: Who published it, and what is special about it.
    """

    currency: str
    period: str
    per_eur: float
    basis: RateBasis
    days: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRate:
    """A rate that stored amounts wait for.

    Attributes:
        currency: ISO 4217 code.
        period: The time, as in `ConversionRate`; None where the amounts have no date at all.
        facts: How many amounts cannot be converted without it.
    """

    currency: str
    period: str | None
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRate:
    """A rate that a person gave: `period` is a day, a month or a year, ISO 8601."""

    currency: str
    period: str
    per_eur: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRate:
    """A line of a table of rates that was not taken (the header is line 1), and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateImport:
    """What became of a table of rates.

    Attributes:
        kept: How many rates were taken, new or in the place of older ones.
        refused: The lines that were not.
    """

    kept: int
    refused: tuple[RefusedRate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A stored amount of money in the currency that was asked for.

    Attributes:
        fact_id: The stored fact; `stated_value`, `stated_value_high` and `stated_unit` are its own.
        currency: ISO 4217 code that was asked for; `value` and its neighbours are in it.
        kind: Whether it is stated, converted, or not known (then `value` is None).
        value, value_high: The amount, and the upper end of a stated range.
        low, high: What digits and hedge allow; None: open, or not known.
        stated_by: Row id of the fact that states it, where another one than this does.
        rate: How much of `currency` one unit of `rate_currency` is; None unless converted.
        rate_currency: What was converted: the stated currency, or that of an equivalent beside it.
        period: The time whose rate decides, ISO 8601, also where the rate is missing or not needed;
            None: the fact has no date at all.
        basis, days: Of the rate, as in `ConversionRate`; the fewest days where two are crossed.
        source: Whose rates they are: to be named wherever the value is shown.
    """

    fact_id: int
    stated_value: float
    stated_value_high: float | None
    stated_unit: str
    currency: str
    kind: ConversionKind
    value: float | None = None
    value_high: float | None = None
    low: float | None = None
    high: float | None = None
    stated_by: int | None = None
    rate: float | None = None
    rate_currency: str | None = None
    period: str | None = None
    basis: RateBasis | None = None
    days: int | None = None
    source: str | None = None
