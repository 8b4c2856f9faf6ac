"""Conversions: what one stated amount of money comes to in another currency."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.ledger.rates import DOLLAR, EURO, rate_key
from tracker.model.rate import Conversion, ConversionKind, ConversionRate, RateBasis
from tracker.model.stored import StoredFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount of money with what its digits and hedge allow; None: an open end."""

    fact_id: int
    currency: str
    value: float
    value_high: float | None
    low: float | None
    high: float | None


def time_of(fact: StoredFact) -> str | None:
    """The time whose rate the amount is converted at; see `rate_key()`."""
    return rate_key(
        status=fact.fact.status,
        indicator=fact.fact.indicator,
        period=fact.fact.period,
        period_end=fact.period_end,
        published=fact.fact.published,
    )


def amount_of(fact: StoredFact) -> Amount:
    """The amount that a fact states itself."""
    return Amount(
        fact_id=fact.id,
        currency=fact.base_unit,
        value=fact.base_value,
        value_high=fact.fact.value_high,
        low=fact.base_low,
        high=fact.base_high,
    )


def convert(
    fact: StoredFact,
    currency: str,
    beside: Mapping[str, Amount],
    rates: Mapping[tuple[str, str], ConversionRate],
) -> Conversion:
    """A stated amount in one currency.

    In this order: stated so; stated so beside it, by an equivalent; converted; converted from an
    equivalent in euros or dollars ("500 billion tenge ($1.1 billion)" needs no rate of the tenge).

    Args:
        fact: An amount of money.
        currency: ISO 4217 code that is wanted.
        beside: The equivalents stated beside it, by currency.
        rates: The rates there are, by currency and time.
    """
    own, time = amount_of(fact), time_of(fact)
    stated = own if own.currency == currency else beside.get(currency)
    if stated is not None:
        return _in(currency, fact, stated, ConversionKind.STATED, time=time, used=())
    for amount in (own, *(beside[code] for code in (EURO, DOLLAR) if code in beside)):
        used = _rates_between(amount.currency, currency, time, rates)
        if used is not None:
            return _in(currency, fact, amount, ConversionKind.CONVERTED, time=time, used=used)
    return Conversion(
        fact_id=fact.id,
        stated_value=fact.fact.value,
        stated_value_high=fact.fact.value_high,
        stated_unit=fact.fact.unit,
        currency=currency,
        kind=ConversionKind.NO_RATE,
        period=time,
    )


def _rates_between(
    given: str,
    wanted: str,
    time: str | None,
    rates: Mapping[tuple[str, str], ConversionRate],
) -> tuple[ConversionRate | None, ConversionRate | None] | None:
    """The rates of both currencies, the euro's being None; None if one of them is missing."""
    if time is None:
        return None
    used = tuple(None if code == EURO else rates.get((code, time)) for code in (given, wanted))
    missing = any(
        rate is None and code != EURO for rate, code in zip(used, (given, wanted), strict=True)
    )
    return None if missing else (used[0], used[1])


def _in(
    currency: str,
    fact: StoredFact,
    amount: Amount,
    kind: ConversionKind,
    *,
    time: str | None,
    used: tuple[ConversionRate | None, ...],
) -> Conversion:
    """An amount multiplied by the rate that follows from those used; stated, it stays as it is."""
    sold, bought = [1.0 if rate is None else rate.per_eur for rate in used] or (1.0, 1.0)
    rates = [rate for rate in used if rate is not None]

    def turned(number: float | None) -> float | None:
        return None if number is None else number / sold * bought

    return Conversion(
        fact_id=fact.id,
        stated_value=fact.fact.value,
        stated_value_high=fact.fact.value_high,
        stated_unit=fact.fact.unit,
        currency=currency,
        kind=kind,
        value=turned(amount.value),
        value_high=turned(amount.value_high),
        low=turned(amount.low),
        high=turned(amount.high),
        stated_by=None if amount.fact_id == fact.id else amount.fact_id,
        rate=bought / sold if rates else None,
        rate_currency=amount.currency if rates else None,
        period=time,
        basis=_basis(rates),
        days=min((rate.days for rate in rates), default=None),
        source="; ".join(dict.fromkeys(rate.source for rate in rates)) or None,
    )


def _basis(rates: list[ConversionRate]) -> RateBasis | None:
    """What is crossed with a mean is a mean."""
    if not rates:
        return None
    means = any(rate.basis is RateBasis.MEAN for rate in rates)
    return RateBasis.MEAN if means else RateBasis.DAY
