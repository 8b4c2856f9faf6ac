"""Correcting: the fields of a figure as texts that a person changes, and what these come to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from dashboard.entry import check_unit
from dashboard.wording import Wording
from tracker import (
    CORRECTABLE,
    Bound,
    Fact,
    Lexicon,
    Measure,
    Per,
    Status,
    Transition,
    interval,
    read_figure,
    read_period,
)

WORDS: Mapping[str, type[StrEnum]] = {
    "bound": Bound,
    "measure": Measure,
    "status": Status,
    "per": Per,
    "transition": Transition,
}
ENTITIES = ("subject", "partner", "place")
NEEDED = ("value", "unit", "bound", "measure", "status", "indicator")
FIELDS = (
    *("value", "unit", "value_high", "bound", "indicator", "subject", "period", "status"),
    *("partner", "place", "commodity", "counted", "measure", "per", "transition"),
    *("attribution", "published"),
)
assert set(FIELDS) == set(CORRECTABLE)
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An editor as it stands.

    Attributes:
        changes: Field to new value, only what differs from the stored figure.
        errors: Field to what is wrong with it, in the language of the page.
        fact: The figure as it would be stored; None where that cannot be said.
    """

    changes: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    fact: Fact | None = None


def texts_of(fact: Fact, wording: Wording) -> dict[str, str]:
    """All correctable fields as the editor shows them; numbers without marks of thousands."""
    texts = {name: str(getattr(fact, name) or "") for name in FIELDS}
    for name in ("value", "value_high"):
        number = getattr(fact, name)
        texts[name] = "" if number is None else write_number(number, wording.language)
    if fact.attribution:
        texts["attribution"] = wording.name(fact.attribution)
    return texts


def write_number(value: float, language: str) -> str:
    """The number in plain digits with the decimal mark of the language."""
    text = f"{Decimal(repr(float(value))):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language == "de" else text


def read_correction(
    raw: Mapping[str, object],
    fact: Fact,
    wording: Wording,
    lexicon: Lexicon,
    is_entity: Callable[[str], bool],
) -> Correction:
    """Reads an editor.

    Args:
        raw: Field to text as it arrived; anything but text counts as empty.
        fact: The figure as it is stored.
        wording: The language of texts and errors.
        lexicon: Units, indicators and commodities that exist.
        is_entity: Whether an id names an entity of the database.
    """
    changes: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, shown in texts_of(fact, wording).items():
        given = raw.get(name)
        text = given.strip() if isinstance(given, str) else ""
        if text == shown:
            continue
        problem, value = _read_field(name, text, fact, wording, lexicon, is_entity)
        if problem:
            errors[name] = problem
        elif value != getattr(fact, name):
            changes[name] = value
    if errors:
        return Correction(changes=changes, errors=errors)
    after = apply_changes(fact, changes)
    if after.value_high is not None and after.bound is not Bound.BETWEEN:
        errors["value_high"] = wording.say("Only a range has an upper end: choose “between”.")
    elif after.bound is Bound.BETWEEN and after.value_high is None:
        errors["value_high"] = wording.say("A range needs its upper end.")
    elif after.value_high is not None and after.value_high < after.value:
        errors["value_high"] = wording.say("The upper end must not lie below the lower one.")
    if {"unit", "indicator", "counted", "commodity"} & changes.keys() and (
        problem := check_unit(
            after,
            {"indicator": after.indicator, "commodity": after.commodity or ""},
            wording, lexicon,
        )
    ):  # fmt: skip
        errors["unit"] = problem
    return Correction(changes=changes, errors=errors, fact=after)


def apply_changes(fact: Fact, changes: Mapping[str, Any]) -> Fact:
    """The figure with new values of some fields."""
    typed: dict[str, Any] = {
        name: WORDS[name](value) if name in WORDS and value else value
        for name, value in changes.items()
    }
    return replace(fact, **typed)


def amounts(fact: Fact, wording: Wording, lexicon: Lexicon) -> tuple[str, str, str]:
    """What is stored of an amount: in its unit, in the base unit, and the range that it means."""
    full = wording.numbers.full
    factor, unit = lexicon.units.normalise(1.0, fact.unit)
    value = full(fact.value, fact.unit)
    base = full(fact.value * factor, unit)
    if fact.value_high is not None:
        value = f"{value} – {full(fact.value_high, fact.unit)}"
        base = f"{base} – {full(fact.value_high * factor, unit)}"
    low, high = interval(fact.value, fact.value_high, fact.surface, fact.bound)
    lowest = None if low is None else full(round(low * factor, 6), unit)
    highest = None if high is None else full(round(high * factor, 6), unit)
    if lowest is not None and highest is not None:
        return value, base, f"{lowest} – {highest}"
    if lowest is not None:
        return value, base, wording.say("from %(low)s upwards", low=lowest)
    return value, base, wording.say("up to %(high)s", high=highest) if highest else "–"


def pack_fact(fact: Fact) -> dict[str, Any]:
    """A figure that is not stored yet, as it travels to the browser and back."""
    named = ("surface", "start", "end", *FIELDS)
    return {name: getattr(fact, name) for name in named}


def unpack_fact(raw: object) -> Fact:
    """The figure of `pack_fact`.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("value"), int | float):
        raise ValueError("this is no packed figure")
    fields = {name: raw.get(name) for name in ("surface", "start", "end", *FIELDS)}
    typed: dict[str, Any] = {
        name: WORDS[name](str(value)) if name in WORDS and value else value
        for name, value in fields.items()
    }
    texts = [value for name, value in typed.items() if name not in ("value", "value_high")]
    if not all(value is None or isinstance(value, str | int) for value in texts):
        raise ValueError("this is no packed figure")
    return Fact(**typed)


def _read_field(
    name: str, text: str, fact: Fact, wording: Wording, lexicon: Lexicon,
    is_entity: Callable[[str], bool],
) -> tuple[str | None, object]:  # fmt: skip
    """What is wrong with a text, or the value that it comes to."""
    say = wording.say
    if not text:
        return (say("This must not be empty.") if name in NEEDED else None), None
    if len(text) > LONGEST or any(sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
        return say("This holds a sign that cannot be kept; type it anew."), None
    if name in ("value", "value_high"):
        return _read_number(text, wording, lexicon)
    if name in ("period", "published"):
        return _read_time(name, text, fact, wording, lexicon)
    known: Callable[[str], bool] | None = {
        "unit": lexicon.units.__contains__,
        "indicator": lexicon.indicators.__contains__,
        "commodity": lexicon.commodities.__contains__,
        **dict.fromkeys(ENTITIES, is_entity),
        **{word: [*kind].__contains__ for word, kind in WORDS.items()},
    }.get(name)
    if known is not None and not known(text):
        return say("There is no such entry; choose one from the list."), None
    return None, text


def _read_number(text: str, wording: Wording, lexicon: Lexicon) -> tuple[str | None, object]:
    """A number as people write it, scale word included: `4,5 Mio.`; never one that reads two ways.

    A currency stands in for the unit, which is a field of its own.
    """
    bare = text.lstrip("-−+")
    sign = -1 if text[0] in "-−" else 1
    reading = read_figure(f"{bare} USD", language=wording.language, lexicon=lexicon)
    if reading.readings:
        both = wording.say(" or ").join(wording.numbers.full(one, "") for one in reading.readings)
        return wording.say(
            "This reads two ways: %(both)s. "
            "Write it without the separator, or with all its digits.",
            both=both,
        ), None
    found = reading.facts
    whole = len(found) == 1 and found[0].surface.removesuffix("USD").strip() == bare.strip()
    if not whole or found[0].value_high is not None:
        return wording.say("Write one number, such as 4500000 or 4.5 million."), None
    return None, sign * found[0].value


def _read_time(
    name: str, text: str, fact: Fact, wording: Wording, lexicon: Lexicon
) -> tuple[str | None, object]:
    read = read_period(text, language=wording.language, published=fact.published, lexicon=lexicon)
    if name == "published" and (read is None or "/" in read):
        return wording.say("Write a day (2025-06-27), a month (2025-06) or a year (2025)."), None
    if read is None:
        return wording.say(
            "Write a year (2024), a month (2024-03), a day (2024-03-05) or a span "
            "(2024-01/2024-07), or say it in words (first half of 2024)."
        ), None
    return None, read
