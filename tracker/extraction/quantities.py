"""Quantities: numbers with their unit or counted noun, the currency before and the hedge around.

A number gets a unit, or a counted noun, or becomes a factor ("2,5-Fache"), or stays bare until the
next stage lends it a unit.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from tracker.extraction.counts import find_counted, find_glued, find_measured, moves
from tracker.extraction.findings import Number, Quantity, Shape
from tracker.extraction.masks import Cover
from tracker.extraction.mixed_units import join_mixed
from tracker.extraction.parts import find_factors, find_fractions
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Bound, Span

_ONE, _THOUSAND, _MILLION = Decimal(1), Decimal(1000), Decimal(1_000_000)
_TIED = ("time", "money")
_NO_BASES = frozenset({"money", "percent", "percentage_point"})  # nothing is so many dollars long
_LONG_UNIT = 4  # letters from which a unit may stand behind an adjective
_ADJECTIVE = re.compile(r" ([^\W\d_]{3,25})(?= )")
_SIGN = re.compile(r" ?[^\W\d_](?!\w)")
_RATE = 25  # characters in which a rate stands behind its figure
_INNER_RANGE = re.compile(r"[-‑]([^\W\d_]{1,10})[-‑](?=\d)")


def find_quantities(
    text: str,
    numbers: list[Number],
    language: Language,
    lexicon: Lexicon,
    blocked: Cover,
    regions: Sequence[Span],
) -> list[Quantity]:
    """All quantities and bare numbers of the regions, in order, none overlapping."""
    parts = [
        *find_fractions(text, numbers, language, blocked, regions),
        *find_factors(text, language, blocked, regions),
    ]
    taken = Cover([Span(part.start, part.end) for part in parts])
    found: list[Quantity] = []
    last = 0
    for number in numbers:
        quantity = (
            None
            if number.start in taken
            else _quantity(text, number, language, lexicon, taken=last)
        )
        if quantity is None:
            continue
        last = quantity.end
        if not found or not _is_denominator(text, found[-1], quantity, language):
            found.append(_hedged(text, quantity, language))
    found += [_hedged(text, part, language) for part in parts]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    kept = [
        (item.shape is Shape.BARE and find_measured(text, item, following, language)) or item
        for item, following in zip_longest(kept, kept[1:])
    ]
    return join_mixed(text, kept, language, lexicon)


def _is_denominator(text: str, per: Quantity, item: Quantity, language: Language) -> bool:
    """Whether it only says what a rate is for: "300 Dollar je 1.000 m³", "20 l per 100 km"."""
    if item.shape is not Shape.UNIT or per.shape is not Shape.UNIT or item.kind in _NO_BASES:
        return False
    if item.number.value.scaleb(-item.number.value.adjusted()) != 1:  # no power of ten
        return False
    rate = language.connectors["rate"].after(text, per.end)
    if rate is None:
        return False
    unit = language.units.after(text, rate[0])  # "je Tonne und 100 Kilometer"
    joined = unit and language.connectors["and"].after(text, unit.end)
    return not text[(joined[0] if joined else rate[0]) : item.left].strip()


def _quantity(
    text: str, number: Number, language: Language, lexicon: Lexicon, taken: int
) -> Quantity | None:
    plain = Quantity(
        start=number.start,
        end=number.end,
        left=number.start,
        right=number.end,
        value=number.value,
        number=number,
        shape=Shape.BARE,
    )
    if _is_label(text, number, language):
        return None
    prefixed = _money(text, plain, language, lexicon, taken)
    if prefixed:
        return prefixed
    factor = _factor(text, plain, language)
    if factor:
        return factor
    united = _with_unit(text, plain, language, lexicon)
    if united:
        return united
    end = number.end
    if end < len(text) and (text[end].isalpha() or text[end] == "_"):
        return find_glued(text, plain, language)  # none for "3rd", "5G"
    if text[end : end + 1] in "-‑" and text[end + 1 : end + 2].isalpha():
        ranged = _INNER_RANGE.match(text, end)  # "12-to-14-day"
        until = ranged and language.connectors["until"].after(text, end + 1)
        return plain if until and ranged and until[0] == ranged.end(1) else None
    described = _described_unit(text, plain, language, lexicon)
    if described:
        return described
    counted = find_counted(text, plain, language)
    if counted:
        return counted
    bare = not number.definite and (not number.article or number.scale >= _THOUSAND)
    return plain if bare else None


def _is_label(text: str, number: Number, language: Language) -> bool:
    """Whether the number names something ("Gleis 4", "1520 mm gauge") rather than counts it."""
    labels = language.labels
    if number.scale == 1 and number.raw == number.raw.to_integral_value() and number.digits:
        before = labels["before"].before(text, number.start)
        if before and text[before[0] : number.start].count(" ") <= 2:
            return not language.units.after(text, number.end) and not moves(text, number, language)
    return labels["behind"].after(text, number.end) is not None


def _money(
    text: str, plain: Quantity, language: Language, lexicon: Lexicon, taken: int
) -> Quantity | None:
    """The number with a currency before it: "$3m", "US$ 5 million", "USD million 5", "Mio. € 5".

    Args:
        taken: Where the figure before ends; what belongs to it stands before no other.
    """
    number, units, numerals = plain.number, language.units, language.numerals
    if not number.digits:
        return None
    begin = number.start
    scaled = numerals.scale_before.before(text, begin) if number.scale == 1 else None
    prefixed = units.prefixes.before(text, scaled[0] if scaled else begin)
    if scaled and prefixed is None:
        scaled, prefixed = None, units.prefixes.before(text, begin)
    if prefixed is None or text[number.start - 2 : number.start] == "  ":
        return None
    start, (unit, factor) = prefixed
    if lexicon.units.kind(unit) != "money" and units.after(text, number.end):
        return None  # "Tempo 249 km/h"
    if start < taken:
        return None
    code = text[start : start + 3]
    if code in units.everyday and _is_small(number):  # "TOP 10", "COP 29"; "GEL 7 m" is money
        short = _SIGN.match(text, number.end)
        if short is None or short.group().strip() not in language.numerals.short_scale:
            return None
    end = plain.end
    if scaled is None and number.scale == 1:
        in_front = numerals.scale_before.before(text, start)
        if in_front and in_front[0] >= taken and not _is_numbered(text, in_front[0]):
            scaled, start = in_front, in_front[0]
    if scaled:
        number = replace(number, scale=scaled[1], value=number.raw * scaled[1])
    for sign, times in numerals.short_scale.items():
        for gap in ("", " "):
            stop = end + len(gap) + len(sign)
            if (
                number.scale == 1
                and text.startswith(gap + sign, end)
                and not text[stop : stop + 1].isalnum()
            ):
                number = replace(number, end=stop, scale=times, value=number.raw * times)
    behind = units.after(text, number.end)  # "$5 million US dollars"
    end = behind.end if behind and behind[2:] == (unit, _ONE) else number.end
    return replace(
        plain,
        start=start,
        left=start,
        end=end,
        right=end,
        value=number.value * factor,
        number=number,
        shape=Shape.UNIT,
        unit=unit,
        kind=lexicon.units.kind(unit),
    )


def _is_small(number: Number) -> bool:
    return number.scale == 1 and number.raw == number.raw.to_integral_value() and number.raw < 1000


def _is_numbered(text: str, position: int) -> bool:
    """Whether a number stands before a scale word: "5 Mio. USD 7" has its scale already."""
    return text[max(0, position - 2) : position].rstrip()[-1:].isdigit()


def _with_unit(text: str, plain: Quantity, language: Language, lexicon: Lexicon) -> Quantity | None:
    hit = language.units.after(text, plain.end)
    if hit is None:
        return None
    number, word, unit, end = plain.number, hit.word, hit.unit, hit.end
    kind = lexicon.units.kind(unit)
    hyphened = text[number.end : number.end + 1] == "-"
    if hyphened and unit == "year" and text[end : end + 1] == "-":
        return None  # "62-year-old"
    if len(word) <= 2 and word.isalpha() and not number.digits:
        return None
    if number.definite and not number.digits and kind == "time":
        return None
    if word in language.units.everyday and _is_small(number):
        return None
    short = language.numerals.short_scale.get(word)
    if short and number.scale == 1:  # "1.8m journeys": a million where a counted noun follows
        scaled = replace(number, end=end, scale=short, value=number.raw * short)
        counted = find_counted(text, replace(plain, end=end, number=scaled), language)
        if counted:
            return replace(counted, end=end, right=end, value=scaled.value)
        behind = language.units.after(text, end)  # "12.5m lari", "3m tonnes"
        if behind and len(behind.word) >= _LONG_UNIT and text[end] == " ":
            return replace(
                plain,
                number=scaled,
                end=behind.end,
                right=behind.end,
                value=scaled.value * behind.factor,
                shape=Shape.UNIT,
                unit=behind.unit,
                kind=lexicon.units.kind(behind.unit),
            )
    factor = hit.factor
    if word.islower() and factor >= _MILLION and number.value >= _THOUSAND:
        factor = _ONE  # "25,000 mt" are metric tons, "2.5 mt" millions of them
    if kind == "money" and number.scale == 1:
        scale = language.numerals.scale.match(text, end)
        if scale:  # "75 USD million"
            times = language.numerals.scales[scale.group(1)]
            end = scale.end()
            number = replace(number, scale=times, value=number.raw * times)
    return replace(
        plain,
        number=number,
        end=end,
        right=end,
        value=number.value * factor,
        shape=Shape.UNIT,
        unit=unit,
        kind=kind,
    )


def _described_unit(
    text: str, plain: Quantity, language: Language, lexicon: Lexicon
) -> Quantity | None:
    """The number with a unit behind an adjective, which the span leaves out: "30 weitere km"."""
    number, nouns = plain.number, language.counted
    described = _ADJECTIVE.match(text, number.end)
    if described is None or number.definite:
        return None
    word = described.group(1)
    if word not in nouns.modifiers and not (
        nouns.capital and word.endswith(nouns.adjective_endings) and word not in nouns.function
    ):
        return None
    hit = language.units.after(text, described.end())
    if hit is None or len(hit.word) < _LONG_UNIT or hit.word.islower() is nouns.capital:
        return None
    return replace(
        plain,
        right=hit.end,
        value=number.value * hit.factor,
        shape=Shape.UNIT,
        unit=hit.unit,
        kind=lexicon.units.kind(hit.unit),
    )


def _factor(text: str, plain: Quantity, language: Language) -> Quantity | None:
    numerals = language.numerals
    behind = numerals.factor_behind.after(text, plain.end)
    if behind is None or (plain.number.definite and plain.number.digits is False):
        return None
    end, word = behind
    if plain.number.scale != 1:
        return None
    value = plain.value
    compared = numerals.factor_comparison.after(text, end)
    if word in numerals.factor_loose and compared is None:
        return None
    if numerals.factor_less.after(text, end) and value:
        value = 1 / value
    return replace(
        plain, end=end, right=end, value=value, shape=Shape.FACTOR, unit="times", kind="times"
    )


def _hedged(text: str, quantity: Quantity, language: Language) -> Quantity:
    left, right, bound = quantity.left, quantity.right, quantity.bound
    hedge = language.hedges.before(text, left) or _far_hedge(text, left, language)
    if hedge and not _is_preposition(text, hedge, left, quantity, language):
        left, bound = hedge
        outer = language.hedges.before(text, left)  # "up to about"
        if outer and not _is_preposition(text, outer, left, quantity, language):
            left = outer[0]
            bound = outer[1] if bound is Bound.ABOUT else bound
    behind = language.hedges_behind.after(text, right)
    if behind is None and quantity.unit is not None:
        rated = rate_end(text, right, language)  # "$70 a barrel or more"
        behind = language.hedges_behind.after(text, rated) if rated else None
    if behind:
        right = behind[0]
        bound = bound or behind[1]
    if left == quantity.left and right == quantity.right and bound is quantity.bound:
        return quantity
    return replace(quantity, left=left, right=right, bound=bound)


def _far_hedge(text: str, left: int, language: Language) -> tuple[int, Bound] | None:
    """A hedge with a small word behind it: "schätzungsweise noch 8 Mio.", "roughly another 5"."""
    filler = language.connectors["filler"].before(text, left)
    numerals = language.numerals
    if (
        filler is None
        or numerals.definite.before(text, left)
        or numerals.articles.before(text, left)
    ):
        return None
    hedge = language.hedges.before(text, filler[0])
    return hedge if hedge and hedge[1] is Bound.ABOUT else None


def _is_preposition(
    text: str, hedge: tuple[int, Bound], end: int, quantity: Quantity, language: Language
) -> bool:
    """Whether it only looks like a hedge: "ein Kredit über 60 Mio. Euro", "crept up to 5"."""
    start, bound = hedge
    if bound is Bound.UP_TO:
        verb = language.cues.find(text, text.rfind(" ", 0, max(0, start - 1)) + 1, start)
        opens = language.connectors["to"].before(text, end)
        return opens is not None and (
            any(cue.meaning.kind == "direction" for cue in verb)
            or language.connectors["stated"].before(text, end) is not None
        )
    if bound is not Bound.OVER or " " in text[start:end].strip():
        return False
    if quantity.left != end:  # "über rund 500 km"
        return True
    if quantity.kind in ("length", "time"):  # "über 691 km zur Grenze", "über 18 Jahre zurück"
        way = language.roles.before.after(text, quantity.right)
        if way and way[1] in ("to", "from") and quantity.kind == "length":
            return True
        if language.connectors["sums"].after(text, quantity.right):
            return True
    return language.connectors["sums"].before(text, start) is not None and quantity.kind in _TIED


def rate_end(text: str, position: int, language: Language) -> int | None:
    """Where a rate right behind a figure ends: "a year", "je Barrel"."""
    for hit in language.per.find(text, position, min(len(text), position + _RATE)):
        if hit.start - position <= 1 and not hit.meaning[1]:
            return hit.end
    rate = language.connectors["rate"].after(text, position)
    unit = language.units.after(text, rate[0]) if rate else None
    return unit.end if unit else None
