"""Parts: fractions, ratios and factors in words ("zwei Drittel", "two out of three", "doubled")."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from tracker.extraction.findings import Number, Quantity, Shape
from tracker.extraction.masks import Cover
from tracker.lexicon.language import Language
from tracker.model.fact import Span

_HUNDRED = Decimal(100)
_MOST_PARTS = 20
_TIMES = frozenset({"minute", "hour", "day", "week", "month", "year"})


def find_fractions(
    text: str,
    numbers: list[Number],
    language: Language,
    blocked: Cover,
    regions: Sequence[Span],
) -> Iterator[Quantity]:
    numerals = language.numerals
    by_end = {number.end: number for number in numbers if number.scale == 1}
    scaled = Cover([Span(number.start, number.end) for number in numbers if number.scale > 1])
    for hit in (hit for region in regions for hit in numerals.fractions.find(text, *region)):
        if hit.start in blocked or hit.start in scaled or text[hit.end : hit.end + 1] in ("-", "‑"):
            continue
        gap = hit.start - 1
        number = by_end.get(gap) if gap >= 0 and text[gap] in " \n-" else None
        start = hit.start
        if number is not None and 0 < number.value < hit.meaning * 2:
            value, start = number.value / hit.meaning * _HUNDRED, number.start
        else:
            value = 1 / hit.meaning * _HUNDRED
            hedge = language.hedges.before(text, hit.start)  # "ein gutes Fünftel"
            article = numerals.articles.before(text, hit.start) or (
                numerals.articles.before(text, hedge[0]) if hedge else None
            )
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
    yield from _ratios(text, numbers, language)
    for word, parts in numerals.ordinals.items():
        for start, stop in regions:
            position = text.find(word, start, stop)
            while position >= 0:
                end = position + len(word)
                before = numerals.every.before(text, position)
                if before and not text[end : end + 1].isalnum() and position not in blocked:
                    yield _part(text, before[0], end, 1 / parts * _HUNDRED, language)
                position = text.find(word, end, stop)


def _ratios(text: str, numbers: list[Number], language: Language) -> Iterator[Quantity]:
    """Two small numbers that make a share: "two out of three", "nine dollars in every ten"."""
    for part, whole in pairwise(numbers):
        if not 0 < part.value < whole.value <= _MOST_PARTS or part.digits or whole.digits:
            continue
        ratio = language.connectors["ratio"].before(text, whole.start)
        unit = language.units.after(text, whole.end)
        if ratio is None or (unit is not None and unit.unit in _TIMES):  # "rail in five days"
            continue
        between = text[part.end : ratio[0]]
        article = language.numerals.articles.before(text, part.end)
        if between.count(" ") <= 2 and (not between.strip() or between.strip().isalpha()):
            if article and article[0] == part.start:
                continue
            value = part.value / whole.value * _HUNDRED
            yield _part(text, part.start, whole.end, value, language)


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


def find_factors(
    text: str, language: Language, blocked: Cover, regions: Sequence[Span]
) -> Iterator[Quantity]:
    factors = language.numerals.factors
    for hit in (hit for region in regions for hit in factors.find(text, *region)):
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
