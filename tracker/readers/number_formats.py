"""Number formats: a number of a spreadsheet as text, with the unit or date its format shows."""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]')
_SKIPPED = re.compile(r"[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]")
_CONDITION = re.compile(r"\[[<>=]")
_PLACES = re.compile(r"[#0?][#0?,. ]*(?:E[+-]?0+|/[#0?\d]+)?|General", re.IGNORECASE)
_UNIT = re.compile(r"[^\W\d_]|[%$€£¥₸₼₽₾₺²³°]")
_MOST_DIGITS = 15  # that spreadsheets keep of a number
_MAX_CODE = 255


class NumberFormat(NamedTuple):
    """What a format adds to a number.

    Attributes:
        before, after: Text that stands with it, such as "$" or "Mt".
        factor: By what the number is multiplied before it is shown, a power of ten.
        date: Which parts of a date it shows, of "ymdt" (t: time of day), or "" for a number.
    """

    before: str = ""
    after: str = ""
    factor: int = 0
    date: str = ""


@lru_cache(maxsize=1000)
def read_format(code: str) -> NumberFormat:
    """What a number format (ECMA-376 part 1, 18.8.31) does to a positive number.

    >>> read_format('0.0 "Mt"').after, read_format("0.0%").factor, read_format("dd/mm/yyyy").date
    ('Mt', 2, 'ymd')
    """
    if len(code) > _MAX_CODE or _CONDITION.search(code):
        return NumberFormat()  # which section holds depends on the number: it is shown as it is
    section = _first_section(code)
    bare = _SKIPPED.sub("", _QUOTED.sub("", section)).lower()
    if shown := _date_parts(bare):
        return NumberFormat(date=shown)
    # Literal text out of the way, so that a digit in it is no place for one.
    texts: list[str] = []

    def keep(found: re.Match[str]) -> str:
        texts.append(next((group for group in found.groups() if group), ""))
        return chr(0xE000 + len(texts) - 1)

    marked = _SKIPPED.sub("", _QUOTED.sub(keep, section))
    places = _PLACES.search(marked)
    if places is None:
        return NumberFormat()
    digits = places[0].rstrip()
    factor = -3 * (len(digits) - len(digits.rstrip(",")))
    before, after = (
        "".join(texts[ord(c) - 0xE000] if 0 <= ord(c) - 0xE000 < len(texts) else c for c in part)
        for part in (marked[: places.start()], marked[places.end() :])
    )
    percent = marked.count("%")
    return NumberFormat(_unit(before), _unit(after), factor + 2 * percent)


def _first_section(code: str) -> str:
    quoted = False
    for at, char in enumerate(code):
        if char == '"':
            quoted = not quoted
        elif char == ";" and not quoted and code[at - 1 : at] != "\\":
            return code[:at]
    return code


def _date_parts(bare: str) -> str:
    """Of a format without its literal text: which parts of a date it shows."""
    if any(char in bare for char in "#0?") or "general" in bare or "@" in bare:
        bare = re.sub(r"\.0+", "", bare)  # parts of seconds
        if any(char in bare for char in "#0?@") or "general" in bare:
            return ""
    shown = "".join(part for part in "yd" if part in bare)
    clock = "h" in bare or "s" in bare
    if "m" in bare and ("y" in shown or "d" in shown or not clock):
        shown += "m"
    return "".join(part for part in "ymd" if part in shown) + ("t" if clock else "")


def _unit(text: str) -> str:
    text = " ".join(text.split())
    return text if _UNIT.search(text) else ""


def show_number(stored: str, shape: NumberFormat) -> str:
    """A stored number as text that is read alike in every language.

    A point before the decimals and nothing between the thousands. Three decimals after up to
    three digits, which German would take for thousands, get a nought more.

    >>> show_number("12.345", NumberFormat()), show_number("0.125", read_format("0.0%"))
    ('12.3450', '12.5 %')
    >>> show_number("1234567", read_format('#,##0,"k t"'))
    '1234.567 k t'
    """
    try:
        number = Decimal(f"{float(stored):.{_MOST_DIGITS}g}")
    except (ValueError, InvalidOperation, OverflowError):
        return stored.strip()
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return stored.strip()
    number = number.scaleb(shape.factor)
    digits = f"{number:f}"
    if "." in digits:
        digits = digits.rstrip("0").removesuffix(".")
    whole, _, decimals = digits.partition(".")
    if len(decimals) == 3 and len(whole.lstrip("-")) <= 3:
        digits += "0"
    digits = "0" if digits == "-0" else digits
    before, after = shape.before, shape.after
    if digits.startswith("-") and before:  # "-$5" is read as an amount of 5 with a dash before it
        before, after = "", f"{before} {after}".strip()
    if before and before[-1].isalpha():
        before += " "
    return f"{before}{digits}{' ' if after else ''}{after}"


def show_date(moment: datetime | time | timedelta, shown: str) -> str:
    """A date by ISO 8601, as far as its format shows it.

    >>> show_date(datetime(2024, 3, 5), "ymd"), show_date(datetime(2024, 3, 1), "ym")
    ('2024-03-05', '2024-03')
    """
    if isinstance(moment, timedelta):
        minutes = int(moment.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(moment, time):
        return f"{moment:%H:%M}"
    if "d" not in shown and "y" in shown:
        return f"{moment:%Y-%m}" if "m" in shown else f"{moment:%Y}"
    clock = f"{moment:%H:%M}"
    day = f"{moment:%Y-%m-%d}"
    return f"{day} {clock}" if "t" in shown and clock != "00:00" else day
