"""Sharing: numbers without a unit borrow one from a neighbour, a heading, or the sentence before.

Sharing runs from right to left once all numbers are known: "3,9, 1,9 und 7,7 Mio. t" lends unit and
scale leftwards; a heading "(in Tsd. Tonnen)" lends them to the table below it; what is left bare
borrows by ellipsis if a scale word, or the words around it, call for a unit ("against 777 a year
ago", "304 of them"). A number that nobody lends a unit is dropped.
"""

from bisect import bisect_left
from dataclasses import replace

from tracker.extraction.ellipsis import NOUN, RATIOS, borrow, find_lender, find_noun
from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.lending import lend_unit, multiply, rescale, unit_factor
from tracker.extraction.masks import Cover
from tracker.extraction.surroundings import Surroundings, is_named, is_year
from tracker.model.fact import Span, Transition

_REGION = 900  # characters that a heading's unit reaches
_NAMED = 60  # characters that a unit named before its figure reaches


def share_units(items: list[Quantity], around: Surroundings) -> list[Quantity]:
    """Lend units from headings, neighbours and sentences before; bare numbers are dropped."""
    items = list(items)
    _from_headings(items, around)
    _from_the_right(items, around)
    for index, item in enumerate(items):
        if item.shape is Shape.BARE:
            announced = _announced(items, index, around)
            if announced is not None:
                items[index] = announced
                continue
            lender = find_lender(items, index, around)
            noun = find_noun(item, around)
            if noun and (lender is None or noun.start > lender.end):
                counted = replace(
                    item, shape=Shape.COUNT, unit="count", kind="count", counted=noun.text
                )
                items[index] = rescale(counted, noun.scale)
            elif lender is not None:
                items[index] = borrow(item, lender)
    return [item for item in items if item.shape is not Shape.BARE]


def _announced(items: list[Quantity], index: int, around: Surroundings) -> Quantity | None:
    """The figure in a unit named before it: "in TEU gerechnet 10,2 Mio.", "measured in tonnes"."""
    item = items[index]
    sentence = around.sentence_of(item.start)
    low = max(0, item.left - _NAMED)
    last = None
    for match in around.language.units.named.finditer(around.text, low, item.left):
        if around.sentence_of(match.start()) == sentence:
            last = match
    if last is None or is_year(item):
        return None
    if any(
        other.start >= last.end() and other.kind not in RATIOS and other.shape is Shape.UNIT
        for other in items[max(0, index - 3) : index]
    ):
        return None
    unit, factor = around.language.units.words[last.group("unit")]
    kind = around.lexicon.units.kind(unit)
    stated = replace(item, unit=unit, kind=kind, shape=Shape.UNIT, borrowed=True)
    return multiply(stated, factor)


def _from_headings(items: list[Quantity], around: Surroundings) -> None:
    if not any(item.shape is Shape.BARE for item in items):
        return
    units, numerals = around.language.units, around.language.numerals
    starts = [item.start for item in items]
    taken = Cover([Span(item.start, item.end) for item in items if item.shape is not Shape.BARE])
    for match in units.heading.finditer(around.text):
        if match.end("unit") - 1 in taken or match.end("unit") - 1 in around.captions:
            continue
        unit, factor = units.words[match.group("unit")]
        for scale in (match.group("scale"), match.group("behind")):
            factor *= numerals.scales.get(scale) or numerals.short_scale.get(scale) or 1
        kind = around.lexicon.units.kind(unit)
        line = around.text.rfind("\n", max(0, match.start() - _REGION), match.start()) + 1
        row = "|" in around.text[line : match.start()]  # "| Grain (Mio. t) | 36 | 29 |"
        grows = kind in RATIOS and any(
            cue.kind == "growth" and cue.start < match.start()
            for cue in around.cues_of(around.sentence_of(match.start()))
        )
        first = bisect_left(starts, match.end())
        for index in range(first, bisect_left(starts, match.end() + _REGION)):
            item = items[index]
            gap = around.text[match.end() : item.start]
            if (
                (row and "\n" in gap)
                or "\n\n" in gap.partition("\n")[2].lstrip("\n")
                or (item.shape is Shape.UNIT and not item.borrowed and item.kind not in RATIOS)
            ):
                break
            if item.shape is Shape.BARE or item.borrowed:
                value = item.number.value if item.high is None else item.value
                stated = replace(item, value=value, unit=unit, kind=kind, borrowed=True)
                if grows:  # "Real GDP growth, per cent"
                    stated = replace(stated, transition=Transition.BY)
                items[index] = multiply(replace(stated, shape=Shape.UNIT), factor)


def _from_the_right(items: list[Quantity], around: Surroundings) -> None:
    for index in range(len(items) - 2, -1, -1):
        item, lender = items[index], items[index + 1]
        if lender.shape in (Shape.BARE, Shape.FRACTION):
            continue
        if item.number.scale > 1 and lender.kind in RATIOS:  # "6.6 million, or 71 %"
            continue
        if item.shape is Shape.UNIT and item.unit == lender.unit and item.kind == "money":
            # "between $3 and $4 billion": the currency stands in front, the scale is shared
            if (
                item.number.scale == 1
                and lender.number.scale > 1
                and item.number.raw < 1000
                and around.text[item.end - 1].isdigit()
                and around.linked(item, lender)
            ):
                items[index] = rescale(replace(item, borrowed=True), lender.number.scale)
            continue
        if (
            item.shape is Shape.BARE
            and (lender.shape is not Shape.FACTOR or item.number.digits)
            and (
                around.linked(item, lender)
                or around.part_of(item, lender)
                or _parallel(item, lender, around)
                or _awaits(items, index, around)
            )
        ):
            items[index] = _lend(item, lender)


def _parallel(item: Quantity, lender: Quantity, around: Surroundings) -> bool:
    """Whether both stand behind the same preposition: "um 7,4, in Georgien um 6,1 Prozent"."""
    if around.sentence_of(item.start) != around.sentence_of(lender.start):
        return False
    slot = around.slot(item)
    return slot is not None and slot == around.slot(lender) and lender.start - item.end < NOUN


def _awaits(items: list[Quantity], index: int, around: Surroundings) -> bool:
    """Whether only what follows can lend a unit: "Statt bisher 72 … nur noch 40 Stunden".

    So too in a list that opens with a bare number: "Socar mit 58, Botaş mit 30 und BP mit 12 %".
    """
    item, lender = items[index], items[index + 1]
    gap = around.text[item.right : lender.left]
    if len(gap) > NOUN or any(mark in gap for mark in ";:\n.!?") or is_year(item):
        return False
    if around.sentence_of(item.start) != around.sentence_of(lender.start):
        return False
    if around.stands_behind(item, "instead"):  # "statt 128 aber bloß noch 103 Dollar"
        return "," not in gap and lender.kind not in RATIOS
    if around.stands_behind(item, "from") and around.slot(lender) == "to":
        return True
    if around.became(item, lender):
        return True
    if item.number.scale != 1 or not item.number.digits or lender.shape is Shape.COUNT:
        return False
    return _word_before(item, around) == _word_before(lender, around) or (
        is_named(item, around) and _follows_name(lender, around)
    )


def _word_before(item: Quantity, around: Surroundings) -> str:
    words = around.text[max(0, item.left - 20) : item.left].split()
    return words[-1].lower() if words else ""


def _follows_name(item: Quantity, around: Surroundings) -> bool:
    each = around.language.connectors["each"].before(around.text, item.left)
    left = each[0] if each else item.left
    return left - 1 in around.name_ends


def _lend(item: Quantity, lender: Quantity) -> Quantity:
    if item.number.scale != 1:  # "500 million to 2 bcm": a scale of its own is enough
        return lend_unit(item, lender)
    return rescale(multiply(lend_unit(item, lender), unit_factor(lender)), lender.number.scale)
