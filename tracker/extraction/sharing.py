"""Sharing: numbers without a unit borrow one from a neighbour, a heading, or the sentence before.

Sharing runs from right to left once all numbers are known: "3,9, 1,9 und 7,7 Mio. t" lends unit and
scale leftwards; a heading "(in Tsd. Tonnen)" lends them to the table below it; what is left bare
borrows by ellipsis if a scale word, or the words around it, call for a unit ("against 777 a year
ago", "304 of them"). A number that nobody lends a unit is dropped.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from tracker.extraction.findings import Cue, Quantity, Shape
from tracker.extraction.masks import Cover
from tracker.extraction.quantities import choose_noun
from tracker.extraction.slots import find_slot
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Span

_LINKERS = ("and", "to", "by", "from", "until", "further", "each", "remaining", "instead")
_FORWARD = 60  # characters within which a scaled number may take the unit behind it
_REGION = 900  # characters that a heading's unit reaches
_LINK = 60  # characters between two figures that share a unit
_NUMBERED = 120  # characters that "the number of …" reaches to the right
_NOUN = 90  # characters that a counted noun reaches to the right
_MOST_PERCENT = 1000
_RATIOS = frozenset({"percent", "percentage_point"})
_SILENT = frozenset({"time", "length", "speed"})  # nobody leaves these units out


@dataclass(slots=True)
class Surroundings:
    """What sharing must know of the text around its numbers."""

    text: str
    language: Language
    lexicon: Lexicon
    sentence_of: Callable[[int], int]
    cues_of: Callable[[int], Sequence[Cue]]
    name_ends: frozenset[int]
    period_starts: frozenset[int]
    period_ends: frozenset[int]

    def is_blank(self, start: int, end: int) -> bool:
        """Whether nothing but blanks stands between two offsets."""
        return start <= end and not self.text[start:end].strip()

    def moves(self, first: Quantity, second: Quantity) -> bool:
        """Whether a word of movement stands near two figures."""
        return any(
            cue.kind == "direction" and first.start - 80 < cue.start < second.end + 30
            for cue in self.cues_of(self.sentence_of(first.start))
        )

    def linked(self, first: Quantity, second: Quantity) -> bool:
        """Whether only commas, connectors and hedges stand between two figures."""
        position, moved = first.right, False
        if second.left - position > _LINK:
            return False
        while position < second.left:
            if self.text[position] == " ":
                position += 1
                continue
            if self.text[position] in ",;/":
                position, moved = position + 1, True
                continue
            for name in _LINKERS:
                after = self.language.connectors[name].after(self.text, position)
                if after and after[0] <= second.left:
                    position, moved = after[0], True
                    break
            else:
                return False
        return moved

    def part_of(self, first: Quantity, second: Quantity) -> bool:
        """Whether the first is a part of the second: "100 of the 230 km"."""
        partitive = self.language.connectors["partitive"].after(self.text, first.right)
        if partitive is None or partitive[0] > second.left:
            return False
        definite = self.language.numerals.definite.after(self.text, partitive[0])
        return self.is_blank(partitive[0], second.left) or (
            definite is not None and self.is_blank(definite[0], second.left)
        )

    def slot(self, item: Quantity) -> str | None:
        """The preposition of movement right before a figure: by, from or to."""
        return find_slot(self.text, item.left, self.language)

    def stands_behind(self, item: Quantity, *names: str) -> bool:
        """Whether one of the connectors stands before a figure."""
        return find_slot(self.text, item.left, self.language, names) is not None


def share_units(items: list[Quantity], around: Surroundings) -> list[Quantity]:
    """Lend units from headings, neighbours and sentences before; bare numbers are dropped."""
    items = list(items)
    _from_headings(items, around)
    _from_the_right(items, around)
    for index, item in enumerate(items):
        if item.shape is Shape.BARE:
            lender = _lender(items, index, around)
            noun = _noun_before(item, around)
            if noun and (lender is None or noun.start > lender.end):
                items[index] = replace(
                    item, shape=Shape.COUNT, unit="count", kind="count", counted=noun.text
                )
            elif lender is not None:
                items[index] = _elliptic(item, lender)
    return [item for item in items if item.shape is not Shape.BARE]


def _from_headings(items: list[Quantity], around: Surroundings) -> None:
    if not any(item.shape is Shape.BARE for item in items):
        return
    units, numerals = around.language.units, around.language.numerals
    starts = [item.start for item in items]
    taken = Cover([Span(item.start, item.end) for item in items if item.shape is not Shape.BARE])
    for match in units.heading.finditer(around.text):
        if match.end("unit") - 1 in taken:
            continue
        unit, factor = units.words[match.group("unit")]
        if match.group("scale"):
            factor *= numerals.scales[match.group("scale")]
        kind = around.lexicon.units.kind(unit)
        first = bisect_left(starts, match.end())
        for index in range(first, bisect_left(starts, match.end() + _REGION)):
            item = items[index]
            if "\n\n" in around.text[match.end() : item.start] or (
                item.shape is Shape.UNIT and not item.borrowed and item.kind not in _RATIOS
            ):
                break
            if item.shape is Shape.BARE or item.borrowed:
                value = item.number.value if item.high is None else item.value
                stated = replace(item, value=value, unit=unit, kind=kind, borrowed=True)
                items[index] = _times(replace(stated, shape=Shape.UNIT), factor)


def _times(item: Quantity, factor: Decimal) -> Quantity:
    return replace(
        item, value=item.value * factor, high=None if item.high is None else item.high * factor
    )


def _from_the_right(items: list[Quantity], around: Surroundings) -> None:
    for index in range(len(items) - 2, -1, -1):
        item, lender = items[index], items[index + 1]
        if lender.shape in (Shape.BARE, Shape.FRACTION):
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
                items[index] = _rescaled(replace(item, borrowed=True), lender.number.scale)
            continue
        if item.shape is Shape.BARE and (
            around.linked(item, lender)
            or around.part_of(item, lender)
            or _parallel(item, lender, around)
        ):
            items[index] = _lend(item, lender)


def _parallel(item: Quantity, lender: Quantity, around: Surroundings) -> bool:
    """Whether both stand behind the same preposition: "um 7,4, in Georgien um 6,1 Prozent"."""
    if around.sentence_of(item.start) != around.sentence_of(lender.start):
        return False
    slot = around.slot(item)
    return slot is not None and slot == around.slot(lender) and lender.start - item.end < _NOUN


def _lend(item: Quantity, lender: Quantity) -> Quantity:
    if item.number.scale != 1:  # "500 million to 2 bcm": a scale of its own is enough
        return _same_unit(item, lender)
    return _rescaled(_times(_same_unit(item, lender), _unit_factor(lender)), lender.number.scale)


def _same_unit(item: Quantity, lender: Quantity) -> Quantity:
    return replace(
        item,
        unit=lender.unit,
        kind=lender.kind,
        shape=lender.shape,
        counted=lender.counted,
        borrowed=True,
    )


def _rescaled(item: Quantity, scale: Decimal) -> Quantity:
    """The same with a scale word shared; its number keeps the scale, to lend it on."""
    if scale == 1:
        return item
    number = replace(item.number, scale=scale, value=item.number.value * scale)
    return _times(replace(item, number=number), scale)


def _unit_factor(lender: Quantity) -> Decimal:
    """What the lender's unit word itself multiplies by ("bcm": 1e9)."""
    stated = lender.value if lender.high is None else lender.high
    return stated / lender.number.value if lender.number.value else Decimal(1)


def _elliptic(item: Quantity, lender: Quantity) -> Quantity:
    raw = item.number.raw
    shares_scale = item.number.scale == 1 and lender.number.scale > 1 and raw < 1000
    scale = lender.number.scale if shares_scale else Decimal(1)
    factor = _unit_factor(lender) if item.number.scale == 1 else Decimal(1)
    return _rescaled(_times(_same_unit(item, lender), factor), scale)


def _lender(items: list[Quantity], index: int, around: Surroundings) -> Quantity | None:
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
        and not (scaled and (other.kind in _RATIOS or other.kind in _SILENT))
        and not (item.value != item.value.to_integral_value() and other.kind == "count")
    ]
    near = [other for other in lenders if around.sentence_of(other.start) == sentence]
    if scaled and not near:
        following = next((other for other in items[index + 1 : index + 2]), None)
        if (
            following is not None
            and following.shape is Shape.UNIT
            and following.start - item.end <= _FORWARD
            and following.kind not in _RATIOS
            and following.kind not in _SILENT
            and around.sentence_of(following.start) == sentence
        ):
            return following
    if near:
        plain = [other for other in near if other.kind not in _RATIOS]
        same_slot = [other for other in near if around.slot(other) == around.slot(item)]
        if around.slot(item) == "by" and same_slot:
            return same_slot[-1]
        named = _is_listed(item, around)
        lender = near[-1] if named or not plain else plain[-1]
        if lender.kind in _RATIOS and (around.slot(item) == "to" or item.value >= _MOST_PERCENT):
            return lender if around.slot(lender) != "by" and item.value < _MOST_PERCENT else None
        return lender
    far = [other for other in lenders if other.kind not in _RATIOS or _is_copula(item, around)]
    if far and 0 <= sentence - around.sentence_of(far[-1].start) <= 2:
        return far[-1]
    return None


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
    if _is_copula(item, around) or _is_listed(item, around):
        return True
    compared = around.language.comparison.after(text, item.right)
    if compared and compared[1] in ("up", "down"):  # "333 more than its best"
        return True
    if connectors["of_which"].after(text, item.right):
        return True
    if item.right + 1 in around.period_starts or item.left - 2 in around.period_ends:
        return True
    return item.bound is not None and behind in ".;,"


def _is_copula(item: Quantity, around: Surroundings) -> bool:
    return around.language.connectors["copula"].before(around.text, item.left) is not None


def _is_listed(item: Quantity, around: Surroundings) -> bool:
    """Whether a name is tied to it as in a list: "43 % to China, 12 to Russia", "Iran with 16"."""
    if _is_named(item, around):
        return True
    text, language = around.text, around.language
    role = language.roles.before.before(text, item.left)
    if role and role[1] == "with" and role[0] - 1 in around.name_ends:
        return True
    head = text[max(0, item.left - 2) : item.left].rstrip()[-1:]
    if head not in (",", ";") and not language.connectors["and"].before(text, item.left):
        return False
    role = language.roles.before.after(text, item.right)
    if role is None:
        return False
    skipped = language.roles.skip.after(text, role[0]) or role
    return text[skipped[0] + 1 : skipped[0] + 2].isupper()


def _is_named(item: Quantity, around: Surroundings) -> bool:
    """Whether a name stands right before it, as in a list: "EU 8.4, Türkiye 6.7"."""
    text, left = around.text, item.left
    return any(
        left - gap in around.name_ends and text[left - gap : left].strip() in ("", ":")
        for gap in (1, 2)
    ) and text[item.end : item.end + 1] in ("", ",", ";", ".", "\n", " ")


class _Noun(NamedTuple):
    start: int
    text: str


def _noun_before(item: Quantity, around: Surroundings) -> _Noun | None:
    """The noun to the left that a bare number counts: "Vessel calls rose by 54.3% to 12,000"."""
    text, nouns = around.text, around.language.counted
    if item.value != item.value.to_integral_value() or item.number.scale != 1:
        return None
    if item.number.definite or item.number.article:
        return None
    slotted = around.slot(item) in ("to", "from") and any(
        cue.kind == "direction" for cue in around.cues_of(around.sentence_of(item.start))
    )
    listed = _is_named(item, around) or text[item.left - 2 : item.left] == ": "
    sentence = around.sentence_of(item.start)
    low = max(0, item.left - _NUMBERED)
    for hit in nouns.number_of.find(text, low, item.left):  # "the number of firms rose to 1,652"
        match = nouns.noun.match(text, hit.end)
        noun = choose_noun(match, around.language) if match else None
        if match and noun and around.sentence_of(hit.start) == sentence and not _is_year(item):
            return _Noun(match.start("noun"), noun[0])
    if not (slotted or _is_rate(item, around) or listed or _is_copula(item, around)):
        return None
    low = max(0, item.left - _NOUN)
    hits = [
        hit
        for hit in nouns.indicators.find(text, low, item.left)
        if around.sentence_of(hit.start) == sentence or listed
    ]
    if not hits:
        return None
    last = max(hits, key=lambda hit: hit.end)
    head = text[low : last.start].rstrip()
    modifier = head.rpartition(" ")[2]
    start = last.start - len(modifier) - 1 if modifier in nouns.modifiers else last.start
    return _Noun(start, text[start : last.end])


def _is_rate(item: Quantity, around: Surroundings) -> bool:
    end = min(len(around.text), item.right + 25)
    return any(
        hit.start - item.right <= 2
        for hit in around.language.per.find(around.text, item.right, end)
        if not hit.meaning[1]
    )


def _is_year(item: Quantity) -> bool:
    return item.bound is None and len(str(item.value)) == 4 and 1900 <= item.value < 2100
