"""Quantities: numbers with their unit or counted noun, the currency before and the hedge around.

A number gets a unit, or a counted noun, or becomes a factor ("2,5-Fache"), or stays bare until the
next stage lends it a unit. Fractions and factors in words ("zwei Drittel", "verdoppelt") are found
here too.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tracker.extraction.findings import Number, Quantity, Shape
from tracker.extraction.masks import Cover
from tracker.lexicon.language import Language
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Bound, Span

_HUNDRED = Decimal(100)


def find_quantities(
    text: str, numbers: list[Number], language: Language, lexicon: Lexicon, blocked: Cover
) -> list[Quantity]:
    """All quantities and bare numbers, in order, none overlapping."""
    parts = [
        *_fractions(text, numbers, language, blocked),
        *_factor_words(text, language, blocked),
    ]
    taken = Cover([Span(part.start, part.end) for part in parts])
    found = [
        _hedged(text, quantity, language)
        for number in numbers
        if number.start not in taken
        for quantity in [_quantity(text, number, language, lexicon)]
        if quantity is not None
    ]
    found += [_hedged(text, part, language) for part in parts]
    found.sort(key=lambda quantity: (quantity.start, -quantity.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return kept


def _quantity(text: str, number: Number, language: Language, lexicon: Lexicon) -> Quantity | None:
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
    prefixed = language.units.prefixes.before(text, number.start)
    if prefixed and number.digits and text[prefixed[0] : number.start].count(" ") <= 1:
        return _money(text, plain, prefixed, language, lexicon)
    factor = _factor(text, plain, language)
    if factor:
        return factor
    united = _with_unit(text, plain, language, lexicon)
    if united:
        return united
    if number.end < len(text) and (text[number.end].isalpha() or text[number.end] == "_"):
        return None  # "3rd", "5G"
    if (
        text[number.end : number.end + 1] in "-‑"
        and text[number.end + 1 : number.end + 2].isalpha()
    ):
        return None  # "64-jährig", "12-point"
    counted = _counted(text, plain, language)
    if counted:
        return counted
    return None if number.article or number.definite else plain


def _is_label(text: str, number: Number, language: Language) -> bool:
    """Whether the number names something ("Gleis 4", "1520 mm gauge") rather than counts it."""
    labels = language.labels
    if number.scale == 1 and number.raw == number.raw.to_integral_value() and number.digits:
        before = labels["before"].before(text, number.start)
        if before and text[before[0] : number.start].count(" ") <= 2:
            return not language.units.behind.match(text, number.end)
    return labels["behind"].after(text, number.end) is not None


def _money(
    text: str, plain: Quantity, prefixed: tuple[int, str], language: Language, lexicon: Lexicon
) -> Quantity:
    start, unit = prefixed
    number, end = plain.number, plain.end
    for sign, factor in language.numerals.short_scale.items():
        for gap in ("", " "):
            stop = end + len(gap) + len(sign)
            if (
                number.scale == 1
                and text.startswith(gap + sign, end)
                and not text[stop : stop + 1].isalnum()
            ):
                number = replace(number, end=stop, scale=factor, value=number.raw * factor)
    return replace(
        plain,
        start=start,
        left=start,
        end=number.end,
        right=number.end,
        value=number.value,
        number=number,
        shape=Shape.UNIT,
        unit=unit,
        kind=lexicon.units.kind(unit),
    )


def _with_unit(text: str, plain: Quantity, language: Language, lexicon: Lexicon) -> Quantity | None:
    match = language.units.behind.match(text, plain.end)
    if match is None:
        return None
    word = match.group(1)
    unit, factor = language.units.words[word]
    number = plain.number
    hyphened = text[number.end : number.end + 1] == "-"
    if hyphened and unit == "foot":  # "40-foot container" is a type
        return None
    if hyphened and unit == "year" and text[match.end() : match.end() + 1] == "-":
        return None  # "62-year-old"
    if len(word) <= 2 and word.isalpha() and not number.digits:
        return None
    if number.definite and not number.digits and lexicon.units.kind(unit) == "time":
        return None
    short = language.numerals.short_scale.get(word)
    if short and number.scale == 1:  # "1.8m journeys": a million where a counted noun follows
        scaled = replace(number, end=match.end(), scale=short, value=number.raw * short)
        counted = _counted(text, replace(plain, end=match.end(), number=scaled), language)
        if counted:
            return replace(counted, end=match.end(), right=match.end(), value=scaled.value)
    return replace(
        plain,
        end=match.end(),
        right=match.end(),
        value=plain.value * factor,
        shape=Shape.UNIT,
        unit=unit,
        kind=lexicon.units.kind(unit),
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


def _counted(text: str, plain: Quantity, language: Language) -> Quantity | None:
    number, nouns = plain.number, language.counted
    if number.value != number.value.to_integral_value() or number.value < 0:
        return None
    if (number.definite or number.value == 1) and not number.digits:
        return None
    match = nouns.noun.match(text, plain.end)
    if match is None:
        return None
    noun, end = match.group("noun"), match.end("noun")
    if not nouns.capital:
        chosen = _plural(noun, language)
        if chosen is None:
            return None
        noun, end = chosen, match.start("noun") + len(chosen)
    elif noun.casefold() in nouns.stop or noun in language.units.words or noun in language.openers:
        return None
    return replace(plain, shape=Shape.COUNT, unit="count", kind="count", counted=noun, noun_end=end)


def _plural(words: str, language: Language) -> str | None:
    """The shortest run of words that ends in a plural, unless a stop word comes before it."""
    nouns, length = language.counted, 0
    for word in words.replace("\n", " ").split(" "):
        length += len(word) + (1 if length else 0)
        plain = word.casefold()
        if plain in nouns.stop or plain in language.units.words:
            return None
        if plain in nouns.irregular or (
            plain.endswith(nouns.plural_ending)
            and len(plain) > 3
            and not plain.endswith(("ss", "us", "is", "'s", "’s"))
        ):
            return words[:length]
    return None


def _fractions(
    text: str, numbers: list[Number], language: Language, blocked: Cover
) -> Iterator[Quantity]:
    numerals = language.numerals
    by_end = {number.end: number for number in numbers if number.scale == 1}
    for hit in numerals.fractions.find(text):
        if hit.start in blocked or text[hit.end : hit.end + 1] in ("-", "‑"):
            continue
        gap = hit.start - 1
        number = by_end.get(gap) if gap >= 0 and text[gap] in " \n-" else None
        start = hit.start
        if number is not None and 0 < number.value < hit.meaning * 2:
            value, start = number.value / hit.meaning * _HUNDRED, number.start
        else:
            value = 1 / hit.meaning * _HUNDRED
            article = numerals.articles.before(text, hit.start)
            if hit.meaning != 2 and article is None:
                continue
            follower = numerals.followed_by
            if (
                follower
                and text[hit.end : hit.end + 1] == " "
                and not follower.after(text, hit.end)
            ):
                continue
        yield _part(text, start, hit.end, value, language)
    for word, parts in numerals.ordinals.items():
        position = text.find(word)
        while position >= 0:
            end = position + len(word)
            before = numerals.every.before(text, position)
            if before and not text[end : end + 1].isalnum() and position not in blocked:
                yield _part(text, before[0], end, 1 / parts * _HUNDRED, language)
            position = text.find(word, end)


def _part(text: str, start: int, end: int, value: Decimal, language: Language) -> Quantity:
    # "ein Fünftel": the article stays outside the surface, but hedges stand before it.
    article = language.numerals.articles.before(text, start)
    left = article[0] if article else start
    definite = language.numerals.definite.before(text, start)
    if definite and not article:
        left = definite[0]
    number = Number(start=start, end=end, value=value, raw=value, digits=False)
    return Quantity(
        start=start,
        end=end,
        left=left,
        right=end,
        value=value,
        number=number,
        shape=Shape.FRACTION,
        unit="percent",
        kind="percent",
    )


def _factor_words(text: str, language: Language, blocked: Cover) -> Iterator[Quantity]:
    for hit in language.numerals.factors.find(text):
        if hit.start in blocked or text[hit.end : hit.end + 1] in ("-", "‑"):
            continue
        number = Number(
            start=hit.start, end=hit.end, value=hit.meaning, raw=hit.meaning, digits=False
        )
        yield Quantity(
            start=hit.start,
            end=hit.end,
            left=hit.start,
            right=hit.end,
            value=hit.meaning,
            number=number,
            shape=Shape.FACTOR,
            unit="times",
            kind="times",
        )


def _hedged(text: str, quantity: Quantity, language: Language) -> Quantity:
    left, right, bound = quantity.left, quantity.right, quantity.bound
    hedge = language.hedges.before(text, left)
    if hedge:
        left, bound = hedge
        outer = language.hedges.before(text, left)  # "up to about"
        if outer:
            left = outer[0]
            bound = outer[1] if bound is Bound.ABOUT else bound
    behind = language.hedges_behind.after(text, right)
    if behind:
        right = behind[0]
        bound = bound or behind[1]
    return replace(quantity, left=left, right=right, bound=bound)
