"""Pairs: ranges folded into one, units and scales lent, equivalents known, denied figures marked.

Sharing runs from right to left once all numbers are known: "3,9, 1,9 und 7,7 Mio. t" lends unit and
scale leftwards; a heading "(in Tsd. Tonnen)" lends them to the table below it; what is left bare
with a scale word takes the unit of its neighbour. A number that nobody lends a unit is dropped.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from tracker.extraction.findings import Cue, Quantity, Sentence, Shape
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Bound

_DASH = re.compile(r"[ \n]?[–—‑-][ \n]?")
_LINKERS = ("and", "to", "by", "from", "until", "further", "each", "remaining", "instead")
_LOADS = frozenset({"mass", "container", "volume", "count", "passenger_work"})
_FORWARD = 60  # characters within which a scaled number may take the unit behind it
_REGION = 900  # characters that a heading's unit reaches


class Sharing:
    """The quantities of one text while they lend each other what they lack."""

    def __init__(
        self,
        text: str,
        quantities: Sequence[Quantity],
        sentences: Sequence[Sentence],
        sentence_of: Callable[[int], int],
        cues_of: Callable[[int], Sequence[Cue]],
        language: Language,
        lexicon: Lexicon,
    ) -> None:
        self.text = text
        self.items = list(quantities)
        self.sentences = sentences
        self.sentence_of = sentence_of
        self.cues_of = cues_of
        self.language = language
        self.lexicon = lexicon

    def share(self) -> list[Quantity]:
        """Run all steps and return what became a quantity."""
        self._ranges()
        self._headings()
        self._lend_left()
        self._lend_by_ellipsis()
        self.items = [item for item in self.items if item.shape is not Shape.BARE]
        self._equivalents()
        self._deny()
        return [item for item in self.items if not item.denied] if self._no_links() else self._undenied()

    # -- ranges

    def _ranges(self) -> None:
        folded: list[Quantity] = []
        for item in self.items:
            last = folded[-1] if folded else None
            if last is not None and self._is_range(last, item):
                folded[-1] = self._fold(last, item)
            else:
                folded.append(item)
        self.items = folded

    def _is_range(self, first: Quantity, second: Quantity) -> bool:
        if first.high is not None or second.number.signed or first.shape is Shape.COUNT:
            return False
        if first.unit is not None and first.unit != second.unit and second.unit is not None:
            return False
        if first.unit is not None and second.shape is Shape.COUNT:
            return False
        low, high = first.value, second.value
        if first.number.scale == 1 and second.number.scale > 1 and first.number.raw < second.number.raw:
            low = first.value * second.number.scale
        if low >= high or first.shape in (Shape.FRACTION, Shape.FACTOR) != (second.shape is first.shape):
            return False
        connectors, text = self.language.connectors, self.text
        if _DASH.fullmatch(text, first.end, second.start):
            return True
        opened = connectors["between"].before(text, first.left)
        joined = connectors["and"].after(text, first.right)
        if opened and joined and joined[0] <= second.start and self._blank(joined[0], second.left):
            return True
        until = connectors["until"].after(text, first.right)
        if until is None or not self._blank(until[0], second.left):
            return False
        source = connectors["from"].before(text, first.left)
        # "from 20 to 25 trains": a range only where nothing in the clause moves.
        is_target_word = connectors["to"].after(text, first.right) is not None
        return not (source and is_target_word and self._moves(first, second))

    def _moves(self, first: Quantity, second: Quantity) -> bool:
        return any(
            cue.kind == "direction" and first.start - 80 < cue.start < second.end + 30
            for cue in self.cues_of(self.sentence_of(first.start))
        )

    def _blank(self, start: int, end: int) -> bool:
        return start <= end and not self.text[start:end].strip()

    def _fold(self, first: Quantity, second: Quantity) -> Quantity:
        low = first.value
        if first.number.scale == 1 and second.number.scale > 1 and low < second.number.raw:
            low = low * second.number.scale
        unit = second if second.unit is not None else first
        end = max(first.end, second.end)
        opened = self.language.connectors["between"].before(self.text, first.left)
        return replace(
            second,
            start=first.start,
            end=end,
            left=opened[0] if opened else first.left,
            value=low,
            high=second.value,
            unit=unit.unit,
            kind=unit.kind,
            shape=unit.shape,
            bound=Bound.BETWEEN,
            number=replace(second.number, start=first.number.start),
        )

    # -- headings

    def _headings(self) -> None:
        if not any(item.shape is Shape.BARE for item in self.items):
            return
        for start, end, unit, factor in self._heading_units():
            kind = self.lexicon.units.kind(unit)
            for index, item in enumerate(self.items):
                if not end <= item.start < end + _REGION:
                    continue
                if item.shape is Shape.UNIT and not item.borrowed:
                    break
                if "\n\n" in self.text[end : item.start]:
                    break
                if item.shape is Shape.BARE or item.borrowed:
                    self.items[index] = replace(
                        item,
                        value=item.number.value * factor,
                        high=None if item.high is None else item.high * factor,
                        unit=unit,
                        kind=kind,
                        shape=Shape.UNIT,
                        borrowed=True,
                    )
            del start

    def _heading_units(self) -> list[tuple[int, int, str, Decimal]]:
        """Units that stand without a number in brackets or before a colon: "(in Tsd. Tonnen)"."""
        found = []
        numerals, units = self.language.numerals, self.language.units
        for match in re.finditer(r"[(:,][^():\n]{0,25}?[)]|[^\n.:;]{2,40}:", self.text):
            inside = match.group().strip("(),: ")
            words = inside.split()
            if not words or any(character.isdigit() for character in inside):
                continue
            if match.group().endswith(":") and len(words) > 4:
                words = words[-2:]
            tail = " " + " ".join(words[-3:])
            factor = Decimal(1)
            for take in (3, 2, 1):
                tail = " " + " ".join(words[-take:])
                scale = numerals.scale.match(tail)
                factor = numerals.scales[scale.group(1)] if scale else Decimal(1)
                unit = units.behind.fullmatch(tail, scale.end() if scale else 0)
                if unit:
                    unit_id, own = units.words[unit.group(1)]
                    found.append((match.start(), match.end(), unit_id, factor * own))
                    break
        return found

    # -- lending

    def _linked(self, first: Quantity, second: Quantity) -> bool:
        """Whether only commas, connectors and hedges stand between two figures."""
        position, text = first.right, self.text
        if second.left - position > 60:
            return False
        moved = False
        while position < second.left:
            if text[position] in " \n":
                position += 1
                continue
            if text[position] in ",;/":
                position, moved = position + 1, True
                continue
            for name in _LINKERS:
                after = self.language.connectors[name].after(text, position)
                if after and after[0] <= second.left:
                    position, moved = after[0], True
                    break
            else:
                return False
        return moved

    def _lend_left(self) -> None:
        for index in range(len(self.items) - 2, -1, -1):
            item, lender = self.items[index], self.items[index + 1]
            if lender.shape is Shape.BARE or lender.shape in (Shape.FRACTION, Shape.FACTOR):
                continue
            if item.shape is Shape.UNIT and item.unit == lender.unit and item.kind == "money":
                if item.number.scale == 1 and lender.number.scale > 1 and self._linked(item, lender):
                    if item.number.raw < 1000 and self.text[item.start : item.end][-1:].isdigit():
                        self.items[index] = self._scaled(item, lender)
                continue
            if item.shape is Shape.BARE and self._linked(item, lender):
                self.items[index] = self._lend(item, lender)

    def _scaled(self, item: Quantity, lender: Quantity) -> Quantity:
        scale = lender.number.scale
        return replace(item, value=item.value * scale, borrowed=True)

    def _lend(self, item: Quantity, lender: Quantity) -> Quantity:
        scale = lender.number.scale if item.number.scale == 1 else Decimal(1)
        own = lender.value / lender.number.value if lender.number.value else Decimal(1)
        factor = self._unit_factor(lender) * scale
        del own
        return replace(
            item,
            value=item.number.value * factor,
            high=None if item.high is None else item.high * factor,
            unit=lender.unit,
            kind=lender.kind,
            shape=lender.shape,
            counted=lender.counted,
            borrowed=True,
        )

    def _unit_factor(self, lender: Quantity) -> Decimal:
        """What the lender's unit word multiplies by ("bcm": 1e9)."""
        if lender.high is not None or not lender.number.value:
            return Decimal(1)
        factor = lender.value / lender.number.value
        return factor if not lender.borrowed else Decimal(1)

    def _lend_by_ellipsis(self) -> None:
        for index, item in enumerate(self.items):
            if item.shape is not Shape.BARE:
                continue
            lender = self._lender(index, item)
            if lender is not None:
                self.items[index] = self._elliptic(item, lender)

    def _elliptic(self, item: Quantity, lender: Quantity) -> Quantity:
        scale = Decimal(1)
        if item.number.scale == 1 and lender.number.scale > 1 and item.number.raw < 1000:
            scale = lender.number.scale
        return replace(
            item,
            value=item.number.value * scale,
            high=None if item.high is None else item.high * scale,
            unit=lender.unit,
            kind=lender.kind,
            shape=lender.shape,
            counted=lender.counted,
            borrowed=True,
        )

    def _lender(self, index: int, item: Quantity) -> Quantity | None:
        sentence = self.sentence_of(item.start)
        scaled = item.number.scale >= 1000
        if not scaled and not self._calls_for_unit(item):
            return None
        lenders = [
            other
            for other in self.items[max(0, index - 6) : index]
            if other.shape in (Shape.UNIT, Shape.COUNT)
            and other.kind not in ("percent", "percentage_point")
            and (scaled is False or other.kind not in ("time", "length", "speed", "count"))
        ]
        near = [other for other in lenders if self.sentence_of(other.start) == sentence]
        if scaled:
            following = self.items[index + 1] if index + 1 < len(self.items) else None
            if (
                not near
                and following is not None
                and following.shape is Shape.UNIT
                and following.start - item.end <= _FORWARD
                and following.kind not in ("percent", "percentage_point", "time", "length")
                and self.sentence_of(following.start) == sentence
            ):
                return following
        if near:
            return near[-1]
        if lenders and 0 <= sentence - self.sentence_of(lenders[-1].start) <= 2:
            return lenders[-1]
        return None

    def _calls_for_unit(self, item: Quantity) -> bool:
        """Whether the words before a bare number only make sense if it has the unit of another."""
        text, connectors = self.text, self.language.connectors
        if item.number.definite or item.number.article:
            return False
        for name in ("instead", "remaining", "to", "from"):
            if connectors[name].before(text, item.left):
                return name != "to" or self._has_movement(item)
        behind = text[item.end : item.end + 1]
        if text[item.left - 1 : item.left] == "(" and behind == ")":
            return True
        return item.bound is not None and behind in ".;,"

    def _has_movement(self, item: Quantity) -> bool:
        return any(
            cue.kind == "direction" for cue in self.cues_of(self.sentence_of(item.start))
        )

    # -- equivalents and denials

    def _equivalents(self) -> None:
        for index in range(1, len(self.items)):
            first, second = self.items[index - 1], self.items[index]
            if self._equal_kind(first, second) and self._says_again(first, second):
                self.items[index] = replace(second, equivalent=index - 1)

    def _equal_kind(self, first: Quantity, second: Quantity) -> bool:
        if first.unit == second.unit or first.unit is None or second.unit is None:
            return False
        if first.kind == second.kind:
            return first.kind in ("money", "length", "mass", "volume", "container", "area", "energy")
        return first.kind in _LOADS and second.kind in _LOADS

    def _says_again(self, first: Quantity, second: Quantity) -> bool:
        text = self.text
        start = first.noun_end if first.noun_end and first.noun_end > first.right else first.right
        gap = text[start : second.left]
        if re.fullmatch(r"[^(.;,]{0,25}[ \n]?[(\[][ \n]?[^\d().;]{0,15}", gap):
            closing = second.noun_end or second.right
            return re.match(r"[^\d(]{0,25}[)\]]", text[closing : closing + 30]) is not None
        joined = self.language.connectors["or"].after(text, start)
        if joined is None and text[start : start + 1] == ",":
            joined = self.language.connectors["or"].after(text, start + 1)
        return (
            joined is not None
            and self._blank(joined[0], second.left)
            and (first.kind != "money" or second.kind == "money")
            and first.transition is None
            and first.kind in _LOADS | {"money"}
        )

    def _deny(self) -> None:
        negation, but = self.language.connectors["negation"], self.language.connectors["but"]
        for index in range(len(self.items) - 1):
            first, second = self.items[index], self.items[index + 1]
            if first.kind != second.kind or not negation.before(self.text, first.left):
                continue
            gap_start = first.noun_end or first.right
            position = gap_start + (self.text[gap_start : gap_start + 1] == ",")
            if but.after(self.text, position) and second.left - gap_start < 40:
                self.items[index] = replace(first, denied=True)

    def _no_links(self) -> bool:
        return all(item.equivalent is None for item in self.items)

    def _undenied(self) -> list[Quantity]:
        kept: list[Quantity] = []
        new_index: dict[int, int] = {}
        for index, item in enumerate(self.items):
            if item.denied:
                continue
            new_index[index] = len(kept)
            if item.equivalent is not None:
                item = replace(item, equivalent=new_index.get(item.equivalent))
            kept.append(item)
        return kept
