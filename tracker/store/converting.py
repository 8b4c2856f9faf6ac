"""Converting: the rates that stored amounts of money are converted at.

`conversion_rate` holds one for every currency and time in use, so that a view only needs to look
it up. Settling adds those that new or changed amounts need; `rebuild_conversions()` finds all anew,
after the rates themselves have changed.
"""

import logging
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from tracker.ledger.rates import DOLLAR, EURO, GivenRates, find_rate, require_plain
from tracker.model.rate import ConversionRate, GivenRate, RateBasis
from tracker.store.changed import Changed
from tracker.store.ledger_tables import conversion_rate, rate
from tracker.store.money_views import IS_AMOUNT, RATE_KEY
from tracker.store.reference_rates import reference_rates

_LOG = logging.getLogger(__name__)
_CHUNK = 500
_NEEDED = f"""SELECT DISTINCT f.base_unit AS currency, {RATE_KEY} AS period
FROM fact AS f JOIN unit AS u ON u.id = f.unit WHERE {IS_AMOUNT}"""
Pair = tuple[str, str]  # currency, and the time as `rate_key()` writes it


def settle_conversions(connection: Connection, changed: Changed) -> None:
    """Find a rate for every currency and time that the changed facts need."""
    facts = sorted(changed.facts)
    statement = text(f"{_NEEDED} AND f.id IN :ids").bindparams(bindparam("ids", expanding=True))
    for start in range(0, len(facts), _CHUNK):
        rows = connection.execute(statement, {"ids": facts[start : start + _CHUNK]})
        pairs = _pairs((row.currency, row.period) for row in rows)
        _keep(connection, pairs - stored_rates(connection, pairs).keys())


def rebuild_conversions(connection: Connection) -> None:
    """Find the rates of all stored amounts anew, and forget those that are no longer in use."""
    pairs = _pairs((row.currency, row.period) for row in connection.execute(text(_NEEDED)))
    connection.execute(delete(conversion_rate))
    _keep(connection, pairs)


def stored_rates(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, ConversionRate]:
    """The rates in use, of these currencies and times."""
    wanted = set(pairs)
    found = {}
    for chunk in _chunks(sorted({period for _, period in wanted})):
        rows = connection.execute(
            select(conversion_rate).where(conversion_rate.c.period.in_(chunk))
        )
        for row in rows:
            if (row.currency, row.period) in wanted:
                found[row.currency, row.period] = ConversionRate(
                    **{**row._mapping, "basis": RateBasis(row.basis)}
                )
    return found


def find_rates(connection: Connection, pairs: Iterable[Pair]) -> dict[Pair, ConversionRate]:
    """The rates of these currencies and times, from what people gave and the reference rates."""
    periods: dict[str, list[str]] = {}
    for currency, period in pairs:
        periods.setdefault(currency, []).append(period)
    found = {}
    for currency in sorted(periods):
        given = _given(connection, currency)
        quotes = reference_rates(currency)
        for period in periods[currency]:
            rate_found = find_rate(currency, period, given, quotes)
            if rate_found is not None:
                found[currency, period] = rate_found
    return found


def _pairs(rows: Iterable[tuple[str, str | None]]) -> set[Pair]:
    """What is needed of each amount: its own rate, and the dollar's; the euro needs none."""
    return {
        (currency, period)
        for own, period in rows
        if period is not None
        for currency in (own, DOLLAR)
        if currency != EURO
    }


def _keep(connection: Connection, pairs: Iterable[Pair]) -> None:
    found = find_rates(connection, pairs)
    rows = [
        {column.name: getattr(found[pair], column.name) for column in conversion_rate.columns}
        for pair in sorted(found)
    ]
    if rows:
        connection.execute(insert(conversion_rate), rows)


def _given(connection: Connection, currency: str) -> GivenRates | None:
    rates = []
    for row in connection.execute(select(rate).where(rate.c.currency == currency)):
        try:
            require_plain(row.period)
        except ValueError:  # written by another program; what it means is not for us to guess
            _LOG.warning("rate ignored currency=%s period=%s", row.currency, row.period)
            continue
        rates.append(GivenRate(**row._mapping))
    return GivenRates.of(rates) if rates else None


def _chunks(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
