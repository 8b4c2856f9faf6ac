"""Amounts: figures in the short form in which a sentence of the ledger names them."""

from tracker.model.fact import Bound

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SIGNS = {"percent": "%", "tonne": "t", "count": "", "times": "times"}
_WORDS = {
    Bound.ABOUT: "about ",
    Bound.OVER: "over ",
    Bound.AT_LEAST: "at least ",
    Bound.UNDER: "under ",
    Bound.UP_TO: "up to ",
}


def short_amount(
    value: float, unit: str, *, high: float | None = None, bound: Bound = Bound.EXACT
) -> str:
    """A figure with its hedge and unit.

    Args:
        value: The number. high: The upper end of a range.
        unit: Id of a base unit.
        bound: How firmly it is stated.

    >>> short_amount(4484000.0, "tonne"), short_amount(56500, "TEU", bound=Bound.OVER)
    ('4.484 Mt', 'over 56,500 TEU')
    >>> short_amount(13, "day", high=17), short_amount(1.5e9, "USD")
    ('13 to 17 day', '1.5 billion USD')
    """
    number = _number(value, unit) if high is None else _range(value, high, unit)
    return _WORDS.get(bound, "") + number


def _number(value: float, unit: str) -> str:
    sign = _SIGNS.get(unit, unit.replace("_", " "))
    if unit == "tonne" and abs(value) >= 1e6:
        return f"{_plain(value / 1e6)} Mt"
    for scale, word in _SCALES:
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {word} {sign}".rstrip()
    return f"{_plain(value)} {sign}".rstrip()


def _range(value: float, high: float, unit: str) -> str:
    upper = _number(high, unit)
    number, _, rest = upper.partition(" ")
    lower, _, other = _number(value, unit).partition(" ")
    return (
        f"{lower} to {number} {rest}".rstrip() if rest == other else f"{lower} {other} to {upper}"
    )


def _plain(number: float) -> str:
    if abs(number) >= 1000 or float(number).is_integer():
        return f"{number:,.0f}" if abs(number) >= 1e3 else f"{number:.0f}"
    return f"{number:.6g}"
