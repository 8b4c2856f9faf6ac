"""Mixed units: one figure in two units ("3 dollars 50 cents", "5 feet 2 inches", "2 h 30 min")."""

import re
from dataclasses import replace
from decimal import Decimal

from tracker.extraction.findings import Quantity, Shape
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon

_HUNDRED = Decimal(100)
_SIGN = re.compile(r" ?([a-z]{1,3})(?!\w)")
_FEWEST = 10  # "2 Euro 50" is money, "2 Euro 5" is not
_CLAUSE_END = re.compile(r"[.,;:!?)]|$")


def join_mixed(
    text: str, items: list[Quantity], language: Language, lexicon: Lexicon
) -> list[Quantity]:
    """The quantities with those joined that are whole units and a part of one."""
    joined: list[Quantity] = []
    for item in items:
        last = joined[-1] if joined else None
        whole = last and _joined(text, last, item, language, lexicon)
        if whole:
            joined[-1] = whole
        else:
            joined.append(item)
    return joined


def _joined(
    text: str, first: Quantity, second: Quantity, language: Language, lexicon: Lexicon
) -> Quantity | None:
    if (
        first.shape is not Shape.UNIT
        or first.number.scale != 1
        or second.number.scale != 1
        or first.value != first.value.to_integral_value()
        or second.number.value >= _HUNDRED
        or second.start - first.end > 8
        or second.number.signed
    ):
        return None
    linked = language.connectors["and"].after(text, first.end)
    if text[first.end : second.start] != " " and not (
        linked and text[linked[0] : second.start] == " "
    ):
        return None
    part = _part(text, first, second, language, lexicon)
    if part is None:
        return None
    value, end = part
    number = replace(first.number, end=end, value=first.value + value, raw=first.value + value)
    return replace(first, end=end, right=max(end, second.right), value=number.value, number=number)


def _part(
    text: str, first: Quantity, second: Quantity, language: Language, lexicon: Lexicon
) -> tuple[Decimal, int] | None:
    """What the second adds to the first in its unit, and where it ends."""
    units = lexicon.units
    if first.kind == "money":
        coin = language.units.after(text, second.number.end)
        if coin and coin.word in language.units.coins:
            return second.number.value * coin.factor, second.end
        spaced = text[first.end : second.start] == " "
        alone = spaced or _CLAUSE_END.match(text, second.end) is not None
        whole = second.value == second.value.to_integral_value()
        if second.shape is Shape.BARE and alone and whole and second.value >= _FEWEST:
            return second.value / _HUNDRED, second.end
        return None
    if second.shape is Shape.UNIT and second.unit and units[second.unit].part_of == first.unit:
        part, end = second.unit, second.end
    else:
        sign = _SIGN.match(text, second.number.end)
        if sign is None:
            return None
        parts = (unit for unit in units.values() if unit.part_of == first.unit)
        found = next((unit.id for unit in parts if unit.symbol == sign[1]), None)
        if found is None:
            return None
        part, end = found, sign.end()
    ratio = units[part].factor / units[first.unit or part].factor
    added = second.number.value * Decimal(repr(ratio))
    return (added, end) if added < 1 else None
