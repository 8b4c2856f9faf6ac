"""Pairs: ranges folded into one figure, equivalents known, denied figures left out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tracker.extraction.currencies import settle_currencies
from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.sharing import share_units
from tracker.extraction.surroundings import Surroundings
from tracker.model.fact import Bound

_DASH = re.compile(r"[ \n]?[–—‑-][ \n]?")
_HANGING = re.compile(r"[-‑](?= )")
_INNER = re.compile(r"[-‑][^\W\d_]{1,10}[-‑]")  # "12-to-14-day"
_BRACKET = re.compile(r"[^(.;,]{0,25}[ \n]?[(\[][ \n]?[^\d().;]{0,15}")
_CLOSING = re.compile(r"[^\d(]{0,25}[)\]]")
_LOADS = frozenset({"mass", "container", "volume", "count", "passenger_work"})
_SAME_KIND = frozenset({"money", "length", "mass", "volume", "container", "area", "energy"})
_DENIAL = 40  # characters between a denied figure and the one that is asserted instead


def pair_up(quantities: Sequence[Quantity], around: Surroundings) -> list[Quantity]:
    """Fold ranges, share units, mark equivalents, and leave out what is denied."""
    settled = settle_currencies(quantities, around)
    items = share_units(fold_ranges(settled, around), around)
    items = _mark_equivalents(items, around)
    return _leave_out(items, _denied(items, around))


def fold_ranges(quantities: Sequence[Quantity], around: Surroundings) -> list[Quantity]:
    folded: list[Quantity] = []
    for item in quantities:
        if folded and _is_range(folded[-1], item, around):
            folded[-1] = _fold(folded[-1], item, around)
        else:
            folded.append(item)
    return folded


def _is_range(first: Quantity, second: Quantity, around: Surroundings) -> bool:
    if first.high is not None or second.number.signed or first.shape is Shape.COUNT:
        return False
    if first.unit is not None and (
        second.shape is Shape.COUNT or (second.unit is not None and first.unit != second.unit)
    ):
        return False
    if first.unit is not None and second.unit is None and first.kind != "money":
        return False
    parts = (Shape.FRACTION, Shape.FACTOR)
    if (
        (first.shape in parts or second.shape in parts)
        and first.shape is not second.shape
        and (first.shape is not Shape.BARE)
    ):
        return False
    low = first.value
    if first.number.scale == 1 and second.number.scale > 1 and first.number.raw < second.number.raw:
        low = first.value * second.number.scale
    if low >= second.value:
        return False
    connectors, text = around.language.connectors, around.text
    if _DASH.fullmatch(text, first.end, second.start):
        return True
    if _INNER.fullmatch(text, first.end, second.start):
        until = connectors["until"].after(text, first.end + 1)
        return until is not None and until[0] == second.start - 1
    opened = connectors["between"].before(text, first.left) is not None
    joined = connectors["and"].after(text, first.right)
    if joined and opened and around.is_blank(joined[0], second.left):
        return True
    hanging = _HANGING.match(text, first.right)  # "10- bis 12-mal"
    until = connectors["until"].after(text, hanging.end() if hanging else first.right)
    if until is None or not around.is_blank(until[0], second.left):
        return False
    if opened or connectors["to"].after(text, first.right) is None:
        return True
    # "from 20 to 25 trains", "by 3 Mt to 5 Mt": a range only where nothing in the clause moves.
    slot = around.slot(first)
    moving = around.moves(first, second)
    whole = first.number.scale > 1 or (first.unit is not None and first.kind == second.kind)
    far = second.value >= 2 * low  # "pruned by 2 million to 22.5 million"
    return not (moving and slot == "from") and not (slot == "by" and whole and (moving or far))


def _fold(first: Quantity, second: Quantity, around: Surroundings) -> Quantity:
    low = first.value
    if first.number.scale == 1 and second.number.scale > 1 and low < second.number.raw:
        low = low * second.number.scale
    elif (
        first.unit is None
        and first.number.scale == 1
        and second.number.value
        and second.value != second.number.value
    ):
        low = low * second.value / second.number.value  # "5-7 bcm"
    unit = second if second.unit is not None else first
    opened = around.language.connectors["between"].before(around.text, first.left)
    return replace(
        second,
        start=first.start,
        end=max(first.end, second.end),
        left=opened[0] if opened else first.left,
        value=low,
        high=second.value,
        unit=unit.unit,
        kind=unit.kind,
        shape=unit.shape,
        bound=Bound.BETWEEN,
        number=replace(second.number, start=first.number.start),
    )


def _mark_equivalents(items: list[Quantity], around: Surroundings) -> list[Quantity]:
    marked = list(items)
    for index in range(1, len(marked)):
        first, second = marked[index - 1], marked[index]
        if _compares(first, second) and _says_again(first, second, around):
            marked[index] = replace(second, equivalent=index - 1)
    return marked


def _compares(first: Quantity, second: Quantity) -> bool:
    if first.unit == second.unit or first.unit is None or second.unit is None:
        return False
    if first.kind == second.kind:
        return first.kind in _SAME_KIND
    return first.kind in _LOADS and second.kind in _LOADS


def _says_again(first: Quantity, second: Quantity, around: Surroundings) -> bool:
    text = around.text
    start = max(first.noun_end or 0, first.right)
    if _BRACKET.fullmatch(text, start, second.left):
        closing = max(second.noun_end or 0, second.right)
        return _CLOSING.match(text, closing, closing + 30) is not None
    either = around.language.connectors["or"]
    joined = either.after(text, start)
    if joined is None and text[start : start + 1] == ",":
        joined = either.after(text, start + 1)
    return (
        joined is not None
        and around.is_blank(joined[0], second.left)
        and first.kind in _LOADS | {"money"}
        and (first.kind != "money" or second.kind == "money")
    )


def _denied(items: list[Quantity], around: Surroundings) -> set[int]:
    """The first of "not 10 but 12"."""
    negation, but = around.language.connectors["negation"], around.language.connectors["but"]
    denied = set()
    for index, (first, second) in enumerate(pairwise(items)):
        if first.kind != second.kind or not negation.before(around.text, first.left):
            continue
        end = max(first.noun_end or 0, first.right)
        position = end + (around.text[end : end + 1] == ",")
        if but.after(around.text, position) and second.left - end < _DENIAL:
            denied.add(index)
    return denied


def _leave_out(items: list[Quantity], denied: set[int]) -> list[Quantity]:
    kept: list[Quantity] = []
    places: dict[int, int] = {}
    for index, item in enumerate(items):
        if index in denied:
            continue
        places[index] = len(kept)
        if item.equivalent is not None:
            item = replace(item, equivalent=places.get(item.equivalent))
        kept.append(item)
    return kept
