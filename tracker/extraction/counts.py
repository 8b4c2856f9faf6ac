"""Counts: the noun that a number counts ("300 trains", "52Waggons", "zwei 400 m lange Schiffe")."""

import re
from dataclasses import replace

from tracker.extraction.findings import Number, Quantity, Shape
from tracker.lexicon.language import Language

_NOT_MEASURES = frozenset({"money", "percent", "percentage_point"})
_FEW = 100
_MOVING = ("traffic", "freight_volume")  # nouns of these indicators are counted as they move
_WORD = re.compile(r"[^\W\d_]{4,40}(?!\w)")


def find_counted(text: str, plain: Quantity, language: Language) -> Quantity | None:
    number, nouns = plain.number, language.counted
    whole = number.value == number.value.to_integral_value()
    if number.value < 0 or (not whole and not moves(text, number, language)):
        return None
    if (number.definite or number.value == 1) and not number.digits:
        return None
    match = nouns.noun.match(text, plain.end)
    if match is None:
        return None
    chosen = choose_noun(match, language)
    if chosen is None or _is_bulk(chosen[0], language):
        return None
    noun, end = chosen
    return replace(plain, shape=Shape.COUNT, unit="count", kind="count", counted=noun, noun_end=end)


def find_glued(text: str, plain: Quantity, language: Language) -> Quantity | None:
    """The number with what it counts written onto it: "52Waggons"."""
    word = _WORD.match(text, plain.end)
    if word is None or plain.number.scale != 1 or plain.value != plain.value.to_integral_value():
        return None
    noun = word.group()
    if not any(hit.end == len(noun) for hit in language.counted.indicators.find(noun)):
        return None
    return replace(
        plain, shape=Shape.COUNT, unit="count", kind="count", counted=noun, noun_end=word.end()
    )


def find_measured(
    text: str, item: Quantity, following: Quantity | None, language: Language
) -> Quantity | None:
    """A count before the measure of what is counted: "zwei 400 Meter lange Züge"."""
    if (
        following is None
        or following.start - item.end != 1
        or following.shape is not Shape.UNIT
        or following.kind in _NOT_MEASURES
        or item.number.value > _FEW
        or item.number.article
        or text[item.end] != " "
    ):
        return None
    thing = find_counted(text, replace(item, end=following.end), language)
    return thing and replace(thing, end=item.end)


def moves(text: str, number: Number, language: Language) -> bool:
    """Whether a noun follows that traffic counts ("passieren den Punkt 700 Fahrzeuge")."""
    match = language.counted.noun.match(text, number.end)
    return match is not None and any(
        hit.start == 0 and hit.meaning in _MOVING
        for hit in language.counted.indicators.find(match.group("noun"))
    )


def _is_bulk(noun: str, language: Language) -> bool:
    """Whether a noun names goods that are measured, not counted ("5,4 Millionen Weizen")."""
    if any(True for _ in language.counted.indicators.find(noun)):
        return False
    return any(
        hit.meaning.kind == "commodity" and hit.end == len(noun) and len(noun) - hit.stem_end <= 2
        for hit in language.cues.find(noun)
    )


def choose_noun(match: re.Match[str], language: Language) -> tuple[str, int] | None:
    """The noun that a number counts, of the words behind it, and its end."""
    nouns = language.counted
    noun, end = match.group("noun"), match.end("noun")
    if not nouns.capital:
        chosen = _plural(noun, language)
        return None if chosen is None else (chosen, match.start("noun") + len(chosen))
    stopped = (
        noun.casefold() in nouns.stop or noun in language.units.words or noun in language.openers
    )
    return None if stopped else (noun, end)


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
