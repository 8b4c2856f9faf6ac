"""Rate table: rates that a person keeps in a CSV file, read line by line.

The columns are `currency, period, rate, per, source`, in any order, separated by commas or by
semicolons; `per` may be left out. The form is documented in docs/rates.md.
"""

import csv
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from io import StringIO

from tracker.ledger.rates import DOLLAR, EURO, require_plain
from tracker.model.rate import RefusedRate

_REQUIRED = ("currency", "period", "rate", "source")
_COLUMNS = (*_REQUIRED, "per")
_SMALLEST, _LARGEST = 1e-12, 1e12  # what is beyond was meant otherwise
_NUMBER = re.compile(r"(?P<whole>[0-9]+)(?:(?P<sign>[.,])(?P<decimals>[0-9]+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRate:
    """One line: how much of `currency` one `per` (EUR or USD) bought in `period`."""

    line: int
    currency: str
    period: str
    rate: float
    per: str
    source: str


def read_rate_table(
    text: str, currencies: Container[str]
) -> tuple[list[TableRate], list[RefusedRate]]:
    """Read a table; faulty lines are refused one by one, with the reason.

    Args:
        text: The content of the file.
        currencies: ISO 4217 codes that are known.

    Returns:
        The rates, one for each currency and period, and the lines that were refused.

    Raises:
        ValueError: The first line does not name the columns, or the text is no CSV.
    """
    header = text.partition("\n")[0]
    delimiter = ";" if ";" in header else ","
    try:
        lines = list(_lines(text, delimiter))
    except csv.Error as error:
        raise ValueError(f"it is no CSV ({error}); save it as CSV, UTF-8") from error
    names = [name.strip().lower() for name in lines[0][1]] if lines else []
    missing = [name for name in _REQUIRED if name not in names]
    unknown = [name for name in names if name and name not in _COLUMNS]
    if missing or unknown or len(set(names)) < len(names):
        raise ValueError(
            f"the first line must name the columns {', '.join(_REQUIRED)} and may name per, "
            f"each once and nothing else; it has {', '.join(names) or 'nothing'}"
        )
    rows = [
        (line, dict(zip(names, (cell.strip() for cell in cells), strict=False)), len(cells))
        for line, cells in lines[1:]
        if any(cell.strip() for cell in cells)
    ]
    decimal = _decimal_signs([row.get("rate", "") for _, row, _ in rows], delimiter)
    kept: dict[tuple[str, str], TableRate] = {}
    refused = []
    for line, row, width in rows:
        try:
            if width != len(names):
                raise ValueError(f"it has {width} cells under {len(names)} columns")
            rate = _read_line(line, row, currencies, decimal)
            earlier = kept.setdefault((rate.currency, rate.period), rate)
            if (earlier.rate, earlier.per) != (rate.rate, rate.per):
                raise ValueError(
                    f"line {earlier.line} gives another rate of {rate.currency} for {rate.period}"
                )
        except ValueError as error:
            refused.append(RefusedRate(line=line, reason=str(error)))
    return list(kept.values()), refused


def _lines(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each begins."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for cells in reader:
        yield begins, cells
        begins = reader.line_num + 1


def _read_line(
    line: int, row: dict[str, str], currencies: Container[str], decimal: set[str]
) -> TableRate:
    currency, per = row["currency"].upper(), row.get("per", "").upper() or EURO
    if currency == EURO:
        raise ValueError("one EUR is always one EUR: leave the line out")
    if currency not in currencies:
        raise ValueError(f"{currency[:20]!r} is no currency that is known; write an ISO 4217 code")
    if per not in (EURO, DOLLAR):
        raise ValueError(f"per is {per[:20]!r}; write EUR or USD")
    if per == currency:
        raise ValueError("a rate of USD must be per EUR")
    require_plain(row["period"])
    if not row["source"]:
        raise ValueError("no source: say who published the rate")
    return TableRate(
        line=line,
        currency=currency,
        period=row["period"],
        rate=_number(row["rate"], decimal),
        per=per,
        source=row["source"],
    )


def _decimal_signs(rates: list[str], delimiter: str) -> set[str]:
    """The signs that are surely decimal ones in this table.

    Three digits behind a comma may be decimals or thousands ("12,650"). A sign is decimal if some
    rate has another number of digits behind it or a zero before it, and so is the point where
    commas part the columns.
    """
    signs = {"."} if delimiter == "," else set()
    for text in rates:
        found = _NUMBER.fullmatch(text)
        if found and found["sign"] and not _may_part_thousands(found):
            signs.add(found["sign"])
    return signs


def _may_part_thousands(found: re.Match[str]) -> bool:
    return len(found["decimals"]) == 3 and len(found["whole"]) <= 3 and found["whole"][0] != "0"


def _number(text: str, decimal: set[str]) -> float:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise ValueError(
            f"rate is {text[:20]!r}: write a plain number, with a point or a comma before the "
            "decimals and nothing between the thousands"
        )
    if found["sign"] and found["sign"] not in decimal:
        whole, decimals = found["whole"], found["decimals"]
        raise ValueError(
            f"rate is {text!r}, which may be {whole}{decimals} or {whole}.{decimals}: "
            f"write {whole}{decimals} or {text}0"
        )
    rate = float(text.replace(",", "."))
    if not _SMALLEST <= rate <= _LARGEST:
        raise ValueError(f"rate is {text[:20]!r}, which no currency can be worth")
    return rate
