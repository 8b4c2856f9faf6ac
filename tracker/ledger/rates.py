"""Rates: which time of an amount decides its rate of exchange, and the rate of that time.

The time is written as an ISO period, and its form says what is wanted: a day, the rate of that day
or the last one before it, at most seven days back; a month, a year or a span, the mean of its days.
A rate is never taken from another time than these: a currency that is no longer quoted has none.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import fsum

from tracker.model.period import Period
from tracker.model.rate import ConversionRate, GivenRate, RateBasis

EURO, DOLLAR = "EUR", "USD"
ECB = "European Central Bank, euro foreign exchange reference rates"
# What is owed or lies in store at one moment; all else that has a period runs through it.
STOCKS = ("debt", "reserves")
LAST_BEFORE = timedelta(days=7)  # longer than any row of holidays
_DAY = len("2024-03-05")


def rate_key(
    *,
    status: str,
    indicator: str,
    period: str | None,
    period_end: str | None,
    published: str | None,
) -> str | None:
    """The time whose rate an amount is converted at, as an ISO period; None: it has none.

    In this order: what is planned or expected, the year in which it was said, since rates of the
    future do not exist; what has no period, the time of publication; a stock, the last day of its
    period, or the day of publication if that came first; all else, its period.

    >>> rate_key(status="actual", indicator="exports", period="2023", period_end="2023-12-31",
    ...          published="2024-02-01")
    '2023'
    """
    if status != "actual":
        return published and published[:4]
    if period is None:
        return published
    if indicator in STOCKS:
        early = published and len(published) == _DAY and period_end and published < period_end
        return published if early else period_end
    return period


@dataclass(frozen=True, slots=True)
class Quotes:
    """Daily rates of one currency against the euro, in the order of their days."""

    days: tuple[date, ...]
    rates: tuple[float, ...]

    def on(self, day: date) -> float | None:
        """The rate of the day, or the last one before it, at most `LAST_BEFORE` back."""
        place = bisect_right(self.days, day)
        if not place or day - self.days[place - 1] > LAST_BEFORE:
            return None
        return self.rates[place - 1]

    def within(self, period: Period) -> tuple[float, ...]:
        """The rates of the days of the period that have one."""
        first = bisect_left(self.days, period.first)
        return self.rates[first : bisect_right(self.days, period.last)]


@dataclass(frozen=True, slots=True)
class GivenRates:
    """Rates of one currency that people gave, by day, month and year."""

    days: dict[date, GivenRate] = field(default_factory=dict)
    months: dict[tuple[int, int], GivenRate] = field(default_factory=dict)
    years: dict[int, GivenRate] = field(default_factory=dict)

    @classmethod
    def of(cls, rates: Iterable[GivenRate]) -> "GivenRates":
        """Sort the rates of one currency.

        Raises:
            ValueError: A period is no day, month or year.
        """
        found = cls()
        for rate in rates:
            first = require_plain(rate.period).first
            if len(rate.period) == _DAY:
                found.days[first] = rate
            elif "-" in rate.period:
                found.months[first.year, first.month] = rate
            else:
                found.years[first.year] = rate
        return found

    def known_years(self, period: Period) -> list[int]:
        """The years of the period of which anything is known."""
        known = {day.year for day in self.days} | {year for year, _ in self.months}
        return sorted(
            y for y in known | set(self.years) if period.first.year <= y <= period.last.year
        )


def require_plain(text: str) -> Period:
    """Read a day, a month or a year.

    Raises:
        ValueError: It is a span, or no period at all.
    """
    period = Period.parse(text)
    if str(period) != text or "/" in text:
        raise ValueError(f"{text[:40]!r} is no day, month or year: write 2023, 2024-03, 2024-03-05")
    return period


def find_rate(
    currency: str, key: str, given: GivenRates | None, quotes: Quotes | None
) -> ConversionRate | None:
    """The rate of a currency at the time that `rate_key()` names, or None where there is none.

    What people gave comes before the reference rates.

    Args:
        currency: ISO 4217 code, not the euro's.
        key: The time, an ISO period.
        given: What people gave for this currency.
        quotes: Its reference rates.
    """
    try:
        period = Period.parse(key)
    except ValueError:  # other programs may have written what is no period
        return None
    one_day = period.first == period.last
    parts: list[_Part] = []
    if given is not None:
        parts = _given_on(period.first, given) if one_day else list(_given_within(period, given))
    if parts:
        return _mean_of(currency, key, parts)
    return None if quotes is None else _quoted(currency, key, period, quotes)


@dataclass(frozen=True, slots=True)
class _Part:
    """A rate and the number of days that it stands for."""

    per_eur: float
    days: int
    source: str
    basis: RateBasis = RateBasis.MEAN


def _quoted(currency: str, key: str, period: Period, quotes: Quotes) -> ConversionRate | None:
    if period.first == period.last:
        rates = [rate for rate in [quotes.on(period.first)] if rate is not None]
        basis, source = RateBasis.DAY, ECB
    else:
        rates, basis, source = list(quotes.within(period)), RateBasis.MEAN, ECB
        if rates and period.first + LAST_BEFORE < quotes.days[0]:
            source += f" (from {quotes.days[0]})"
        if rates and quotes.days[-1] < period.last:
            source += f" (until {quotes.days[-1]})"
    if not rates:
        return None
    return ConversionRate(
        currency=currency,
        period=key,
        per_eur=fsum(rates) / len(rates),
        basis=basis,
        days=len(rates),
        source=source,
    )


def _given_on(day: date, given: GivenRates) -> list[_Part]:
    """The rate of the day or the last before it; else that of its month, else of its year."""
    for back in range(LAST_BEFORE.days + 1):
        if day.toordinal() > back and (rate := given.days.get(day - timedelta(days=back))):
            return [_Part(rate.per_eur, 1, rate.source, RateBasis.DAY)]
    if rate := given.months.get((day.year, day.month)):
        days = monthrange(day.year, day.month)[1]
        return [_Part(rate.per_eur, days, f"{rate.source} (mean of {rate.period})")]
    if rate := given.years.get(day.year):
        days = _length(Period.of_year(day.year))
        return [_Part(rate.per_eur, days, f"{rate.source} (mean of {rate.period})")]
    return []


def _given_within(period: Period, given: GivenRates) -> Iterator[_Part]:
    """Year by year: of a whole year its rate; else months or days; else the year's after all."""
    for year in given.known_years(period):
        part = _shared(period, Period.of_year(year))
        rate = given.years.get(year)
        if rate is not None and part.is_full_year:
            yield _Part(rate.per_eur, _length(part), rate.source)
            continue
        finer = [
            piece
            for month in range(part.first.month, part.last.month + 1)
            for piece in _given_in_month(_shared(part, Period.of_months(year, month)), given)
        ]
        if rate is not None and not finer:
            finer = [_Part(rate.per_eur, _length(part), f"{rate.source} (mean of {year})")]
        yield from finer


def _given_in_month(part: Period, given: GivenRates) -> list[_Part]:
    """Of a whole month its rate, else its days; of a part of a month the other way round."""
    month = given.months.get((part.first.year, part.first.month))
    days = [part.first + timedelta(days=ahead) for ahead in range(_length(part))]
    found = [_Part(rate.per_eur, 1, rate.source) for rate in map(given.days.get, days) if rate]
    if month is not None and (part.has_whole_months or not found):
        return [_Part(month.per_eur, _length(part), month.source)]
    return found


def _mean_of(currency: str, key: str, parts: list[_Part]) -> ConversionRate:
    """The mean in which each part counts for the days that it stands for."""
    days = sum(part.days for part in parts)
    single = len(parts) == 1
    sources = list(dict.fromkeys(part.source for part in parts))
    return ConversionRate(
        currency=currency,
        period=key,
        per_eur=parts[0].per_eur if single else fsum(p.per_eur * (p.days / days) for p in parts),
        basis=parts[0].basis if single else RateBasis.MEAN,
        days=days,
        source="; ".join(sources[:3]) + ("; …" if len(sources) > 3 else ""),
    )


def _shared(one: Period, other: Period) -> Period:
    return Period(max(one.first, other.first), min(one.last, other.last))


def _length(period: Period) -> int:
    return (period.last - period.first).days + 1
