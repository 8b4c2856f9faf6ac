"""Numbers as cells of a table hold them, in the notation of whoever saved it."""

import re
from typing import Literal

Decimal = Literal["point", "comma"]
_BLANKS = str.maketrans("\u2212", "-", "\u00a0\u202f\u2009 '")
_NUMBER = re.compile(r"(?P<digits>[+-]?(?:[0-9][0-9.,]*|[.,][0-9]+))(?P<power>[eE][+-]?[0-9]+)?")
_LONGEST = 400


def read_number(cell: str, decimal: Decimal | None = None) -> float:
    """The number that a cell states.

    With both signs in it the last one is the decimal sign; one that comes twice groups digits.
    A single sign before exactly three digits may be either, and is read only if `decimal` says so.

    Args:
        cell: The digits, with an exponent or grouped in threes if need be.
        decimal: What separates decimals here; None: not known.

    Raises:
        ValueError: It is no number, or reads two ways.

    >>> read_number("4.500.000,5"), read_number("-3,1"), read_number("1.234", "point")
    (4500000.5, -3.1, 1.234)
    """
    shown = cell.strip()[:40]
    found = _NUMBER.fullmatch(cell.strip().translate(_BLANKS))
    if len(cell) > _LONGEST or found is None:
        raise ValueError(f"{shown!r} is no number: write digits, such as 4500000 or 4.5")
    digits = found["digits"]
    sign = _decimal_sign(digits, decimal)
    whole, _, fraction = digits.partition(sign) if sign else (digits, "", "")
    groups = re.split("[.,]", whole)
    if (not fraction.isdigit() and fraction) or any(len(each) != 3 for each in groups[1:]):
        raise ValueError(f"{shown!r} is no number: its digits do not stand in threes")
    return float(f"{''.join(groups)}.{fraction or 0}{found['power'] or ''}")


def _decimal_sign(digits: str, decimal: Decimal | None) -> str | None:
    """Which sign separates the decimals; None: the digits have no decimals."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        last = "." if digits.rfind(".") > digits.rfind(",") else ","
        return last if digits.count(last) == 1 else None
    if points + commas != 1:
        return None
    sign = "." if points else ","
    before, _, after = digits.lstrip("+-").partition(sign)
    if len(after) != 3 or not 0 < len(before) <= 3 or before.startswith("0"):
        return sign
    if decimal is None:
        raise ValueError(
            f"{digits!r} reads two ways: say whether a point or a comma separates decimals "
            "(--decimal)"
        )
    return sign if (sign == ".") == (decimal == "point") else None
