"""Ellipsis: what a bare number counts or measures, from the figures and nouns before it."""

import re
from decimal import Decimal
from math import log10
from typing import NamedTuple

from tracker.extraction.counts import choose_noun
from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.lending import lend_unit, multiply, rescale, unit_factor
from tracker.extraction.surroundings import (
    Surroundings,
    is_code,
    is_copula,
    is_listed,
    is_named,
    is_year,
)

RATIOS = frozenset({"percent", "percentage_point"})
NOUN = 90  # characters that a counted noun reaches to the right
_FORWARD = 60  # characters within which a scaled number may take the unit behind it
_NUMBERED = 120  # characters that "the number of …" reaches to the right
_ROW = re.compile(  # "• Lastkraftwagen 61.200", "| Schiffsanläufe | 4.812"
    r"(?:^|\n)[ ]{0,3}[•*|–-][ ]{0,2}[^\W\d_][^\n|.,;]{0,60}(?:[ ]\|[^\n|]{0,20}){0,2}[ |]{1,4}$"
)
_MOST_PERCENT = 1000
_MEMORY = 2  # sentences from which a unit is still borrowed
_UNLIKE = 9.0
_RATIO = 0.7  # a percentage lends less readily than an amount
_SILENT = frozenset({"time", "length", "speed"})  # nobody leaves these units out


def borrow(item: Quantity, lender: Quantity) -> Quantity:
    raw = item.number.raw
    shares_scale = item.number.scale == 1 and lender.number.scale >= 1000 > raw
    scale = lender.number.scale if shares_scale else Decimal(1)
    factor = unit_factor(lender) if item.number.scale == 1 else Decimal(1)
    return rescale(multiply(lend_unit(item, lender), factor), scale)


def find_lender(items: list[Quantity], index: int, around: Surroundings) -> Quantity | None:
    item = items[index]
    if item.number.article:  # "eine Million" borrows from what it is linked with alone
        return None
    sentence = around.sentence_of(item.start)
    scaled = item.number.scale >= 1000
    if not scaled and not _calls_for_unit(item, around):
        return None
    lenders = [
        other
        for other in items[max(0, index - 8) : index]
        if other.shape in (Shape.UNIT, Shape.COUNT)
        and not (scaled and (other.kind in RATIOS or other.kind in _SILENT))
        and not (item.value != item.value.to_integral_value() and other.kind == "count")
    ]
    near = [other for other in lenders if around.sentence_of(other.start) == sentence]
    if scaled and not near:
        following = next((other for other in items[index + 1 : index + 2]), None)
        if (
            following is not None
            and following.shape is Shape.UNIT
            and following.start - item.end <= _FORWARD
            and following.kind not in RATIOS
            and following.kind not in _SILENT
            and around.sentence_of(following.start) == sentence
        ):
            return following
    if near:
        if is_listed(item, around):
            return near[-1]
        slot = around.slot(item)
        same_slot = [other for other in near if around.slot(other) == slot]
        if slot == "by" and same_slot:
            return same_slot[-1]
        lender = min(reversed(near), key=lambda other: _difference(item, other))
        if lender.kind in RATIOS and (slot == "to" or item.value >= _MOST_PERCENT):
            return lender if around.slot(lender) != "by" and item.value < _MOST_PERCENT else None
        return lender
    far = [
        other
        for other in lenders
        if 0 <= sentence - around.sentence_of(other.start) <= _MEMORY
        and (other.kind not in RATIOS or is_copula(item, around))
    ]
    if not far:
        return None
    last = [o for o in far if around.sentence_of(o.start) == around.sentence_of(far[-1].start)]
    return min(reversed(last), key=lambda other: _difference(item, other))


def _difference(item: Quantity, lender: Quantity) -> float:
    """How far two figures are apart in size; a figure usually repeats the unit of its like."""
    shared = item.number.scale == 1 and lender.number.scale >= 1000 > item.number.raw
    first = item.number.raw if shared else item.value
    second = lender.number.raw if shared else lender.value
    if first <= 0 or second <= 0:
        return _UNLIKE
    return abs(log10(first / second)) + (_RATIO if lender.kind in RATIOS else 0)


def _calls_for_unit(item: Quantity, around: Surroundings) -> bool:
    """Whether the words around a bare number only make sense if it has the unit of another."""
    text, connectors = around.text, around.language.connectors
    if item.number.definite or item.number.article or item.number.value == 1:
        return False
    if around.stands_behind(item, "instead", "remaining", "from", "against"):
        return True
    if around.stands_behind(item, "to") and any(
        cue.kind == "direction" for cue in around.cues_of(around.sentence_of(item.start))
    ):
        return True
    behind = text[item.end : item.end + 1]
    if text[item.left - 1 : item.left] == "(" and behind == ")":
        return True
    if is_copula(item, around) or is_listed(item, around):
        return True
    compared = around.language.comparison.after(text, item.right)
    if compared and compared[1] in ("up", "down"):  # "333 more than its best"
        return True
    if connectors["of_which"].after(text, item.right):
        return True
    if item.right + 1 in around.period_starts or item.left - 2 in around.period_ends:
        return True
    if item.bound is not None and behind in ".;,":
        return True
    told = item.number.digits or item.bound is not None  # "almost three on the Caspian"
    return told and not is_year(item) and not is_code(item, text)


class _Noun(NamedTuple):
    start: int
    text: str
    scale: Decimal = Decimal(1)


def find_noun(item: Quantity, around: Surroundings) -> _Noun | None:
    """The noun to the left that a bare number counts: "Vessel calls rose by 54.3% to 12,000"."""
    text, nouns = around.text, around.language.counted
    if item.number.definite or item.number.article:
        return None
    headed = _headed(item, around)
    if headed:
        return headed
    if item.value != item.value.to_integral_value():
        return None
    slotted = around.slot(item) in ("to", "from") and any(
        cue.kind == "direction" for cue in around.cues_of(around.sentence_of(item.start))
    )
    listed = (
        is_named(item, around)
        or text[item.left - 2 : item.left] == ": "
        or _ROW.search(text, max(0, item.left - NOUN), item.left) is not None
    )
    sentence = around.sentence_of(item.start)
    low = max(0, item.left - _NUMBERED)
    for hit in nouns.number_of.find(text, low, item.left):  # "the number of firms rose to 1,652"
        match = nouns.noun.match(text, hit.end)
        noun = choose_noun(match, around.language) if match else None
        if match and noun and around.sentence_of(hit.start) == sentence and not is_year(item):
            return _Noun(match.start("noun"), noun[0])
    if item.number.scale != 1 and not listed:
        return None
    close = slotted or listed or _is_rate(item, around) or is_copula(item, around)
    stated = [c for c in around.cues_of(sentence) if c.kind in ("plain", "reach")]
    low = max(0, item.left - NOUN)
    hits = [
        hit
        for hit in nouns.indicators.find(text, low, item.left)
        if (around.sentence_of(hit.start) == sentence or listed)
        and around.language.connectors["rate"].before(text, hit.start) is None
        and (close or any(hit.end <= cue.start < item.left for cue in stated))
    ]
    if not hits or is_year(item):
        return None
    last = max(hits, key=lambda hit: hit.end)
    head = text[low : last.start].rstrip()
    modifier = head.rpartition(" ")[2]
    start = last.start - len(modifier) - 1 if modifier in nouns.modifiers else last.start
    return _Noun(start, text[start : last.end])


def _headed(item: Quantity, around: Surroundings) -> _Noun | None:
    """The noun of a row whose numbers are scaled: "Passengers, million: 15.9"."""
    text, numerals = around.text, around.language.numerals
    if text[item.left - 2 : item.left] != ": ":
        return None
    scale = numerals.scale_before.before(text, item.left - 2)
    if scale is None:
        return None
    line = text.rfind("\n", 0, scale[0]) + 1
    head = text[line : scale[0]].rstrip(" ,(")
    if not head or head == text[line : scale[0]].rstrip():
        return None
    hits = [hit for hit in around.language.counted.indicators.find(head) if hit.end == len(head)]
    return _Noun(line + hits[0].start, head[hits[0].start :], scale[1]) if hits else None


def _is_rate(item: Quantity, around: Surroundings) -> bool:
    end = min(len(around.text), item.right + 25)
    return any(
        hit.start - item.right <= 2
        for hit in around.language.per.find(around.text, item.right, end)
        if not hit.meaning[1]
    )
