"""Entry: what a person typed into the form, read into a fact or into errors at its fields."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.address import safe_url
from dashboard.wording import Wording
from tracker import (
    Bound,
    Fact,
    FigureReading,
    Lexicon,
    Measure,
    Per,
    Status,
    read_figure,
    read_period,
)

REQUIRED = ("figure", "indicator", "subject", "author")
FIELDS = (
    *("figure", "language", "indicator", "subject", "partner", "place", "commodity", "period"),
    *("status", "bound", "measure", "per", "author", "quote", "source", "title", "url"),
    *("published", "note"),
)
LONGEST: Mapping[str, int] = {"figure": 120, "quote": 4000, "note": 1000, "url": 1000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A form as it stands.

    Attributes:
        fact: What would be stored; None as long as something is wrong or missing.
        text: The text of its document: the quote, else the figure as typed.
        errors: Field to what is wrong with it, in the language of the page.
        missing: Required fields that are still empty.
        values: The texts of all fields, trimmed; times as ISO 8601.
        readings: Both values of a number that reads two ways, the German one first; and its unit.
    """

    fact: Fact | None = None
    text: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[float, ...] = ()
    unit: str = ""


def read_entry(
    raw: Mapping[str, object],
    wording: Wording,
    lexicon: Lexicon,
    is_entity: Callable[[str], bool],
    notation: Literal["de", "en"] | None = None,
) -> Entry:
    """Reads a form.

    Args:
        raw: Field to value as it arrived; anything but text counts as empty.
        wording: The language of the errors.
        lexicon: Units, indicators and commodities that exist.
        is_entity: Whether an id names an entity of the database.
        notation: Whose point and comma were chosen for a number that reads two ways.
    """
    values, errors = _texts(raw, wording)
    say = wording.say
    for name in ("subject", "partner", "place"):
        if values[name] and not is_entity(values[name]):
            errors[name] = say("There is no such entity; choose one from the list.")
    if values["indicator"] and values["indicator"] not in lexicon.indicators:
        errors["indicator"] = say("There is no such indicator; choose one from the list.")
    if values["commodity"] and values["commodity"] not in lexicon.commodities:
        errors["commodity"] = say("There is no such commodity; choose one from the list.")
    language = values["language"] if values["language"] in lexicon.languages else wording.language
    for name in ("published", "period"):  # "last year" is counted from the one before
        if not values[name]:
            continue
        day = values["published"] if "published" not in errors else None
        read = read_period(
            values[name], language=language, published=day if name == "period" else None,
            lexicon=lexicon,
        )  # fmt: skip
        if read is None or (name == "published" and "/" in read):
            errors[name] = say(_PERIOD_HELP if name == "period" else _DATE_HELP)
        else:
            values[name] = read
    if values["url"] and safe_url(values["url"]) is None:
        errors["url"] = say("An address begins with http:// or https:// and names a host.")
    missing = tuple(name for name in REQUIRED if not values[name])
    fact, text = None, values["quote"] or values["figure"]
    readings: tuple[float, ...] = ()
    unit = ""
    if values["figure"] and "figure" not in errors:
        usable = not errors
        reading = read_figure(
            values["figure"], language=language, published=_day(values, errors),
            notation=notation, lexicon=lexicon,
        )  # fmt: skip
        readings, unit = reading.readings, reading.facts[0].unit if reading.facts else ""
        fact, problem = _read(reading, values, wording, lexicon, usable=usable)
        if problem:
            errors.update(problem)
            fact = None
    if fact is not None:
        fact, text = _place_in_quote(fact, values, errors, wording)
    return Entry(
        fact=fact, text=text, errors=errors, missing=missing, values=values, readings=readings,
        unit=unit,
    )  # fmt: skip


_PERIOD_HELP = (
    "Write a year (2024), a month (2024-03), a day (2024-03-05) or a span "
    "(2024-01/2024-07), or say it in words (first half of 2024)."
)
_DATE_HELP = "Write a day (2025-06-27), a month (2025-06) or a year (2025)."


def _texts(raw: Mapping[str, object], wording: Wording) -> tuple[dict[str, str], dict[str, str]]:
    """All fields as trimmed texts, and what is too long or holds signs that cannot be kept."""
    values, errors = {}, {}
    for name in FIELDS:
        value = raw.get(name)
        text = value.strip() if isinstance(value, str) else ""
        longest = LONGEST.get(name, 200)
        if len(text) > longest:
            errors[name] = wording.say(
                "At most %(most)s characters; these are %(n)s.",
                most=wording.numbers.plain(longest), n=wording.numbers.plain(len(text)),
            )  # fmt: skip
            text = text[:longest]
        if any(sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF for sign in text):
            errors[name] = wording.say("This holds a sign that cannot be kept; type it anew.")
            text = ""
        values[name] = text
    return values, errors


def _day(values: Mapping[str, str], errors: Mapping[str, str]) -> str | None:
    return None if "published" in errors else values["published"] or None


def _read(
    reading: FigureReading,
    values: Mapping[str, str],
    wording: Wording,
    lexicon: Lexicon,
    *,
    usable: bool,
) -> tuple[Fact | None, dict[str, str]]:
    """The figure as it would be stored, or what is wrong with it by field."""
    indicator = values["indicator"] if values["indicator"] in lexicon.indicators else None
    # The unit first: "1.234 bananas" are no tonnes in either notation.
    if len(reading.facts) == 1 and (
        problem := check_unit(reading.facts[0], values, wording, lexicon)
    ):
        return None, {"figure": problem}
    if reading.problem or len(reading.facts) != 1:
        return None, {"figure": explain_problem(reading, wording)}
    read = reading.facts[0]
    if indicator is None or not usable:
        return read, {}
    bound = Bound(values["bound"]) if values["bound"] in tuple(Bound) else read.bound
    if bound is Bound.BETWEEN and read.value_high is None:
        return None, {"bound": wording.say("A range needs both ends: type it as the figure.")}
    per = Per(values["per"]) if values["per"] in tuple(Per) else read.per
    fact = replace(
        read,
        indicator=indicator,
        subject=values["subject"] or None,
        partner=values["partner"] or None,
        place=values["place"] or None,
        commodity=values["commodity"] or read.commodity,
        period=values["period"] or read.period,
        status=Status(values["status"]) if values["status"] in tuple(Status) else read.status,
        measure=Measure(values["measure"]) if values["measure"] in tuple(Measure) else read.measure,
        bound=bound,
        value_high=read.value_high if bound is Bound.BETWEEN else None,
        per=per,
        published=values["published"] or None,
        confidence=1.0,
        evidence={**read.evidence, "subject": "typed into the form"},
    )
    return fact, {}


def explain_problem(reading: FigureReading, wording: Wording) -> str:
    """Why a figure is not understood: two ways to read it, several figures, or none."""
    numbers = wording.numbers
    if reading.readings and reading.facts:
        unit = reading.facts[0].unit
        both = wording.say(" or ").join(numbers.full(value, unit) for value in reading.readings)
        return wording.say("This reads two ways: %(both)s. Choose which is meant.", both=both)
    if len(reading.facts) > 1:
        found = ", ".join(fact.surface for fact in reading.facts)
        return wording.say(
            "These are several figures (%(found)s): add them one by one.", found=found
        )
    return wording.say(
        "No figure with a known unit was understood. "
        "Examples: 4.5 million tonnes, US$452m, 62 %, 300 TEU."
    )


def check_unit(
    read: Fact, values: Mapping[str, str], wording: Wording, lexicon: Lexicon
) -> str | None:
    """What is wrong with the figure's unit under the chosen indicator, if anything."""
    indicator = lexicon.indicators.get(values["indicator"])
    if indicator is None:
        return None
    kind = lexicon.units.kind(read.unit)
    # Freight may be counted, but in wagons, containers or trains a day and not in bananas.
    loose = kind == "count" and indicator.kinds[0] != "count"
    known = values["commodity"] or read.commodity or read.per
    if indicator.fits(kind) and (known or not loose):
        return None
    units = lexicon.units.values()
    fitting = {
        wording.say("an amount of money") if kind == "money" else unit.symbol or unit.id
        for kind in indicator.kinds
        for unit in units
        if unit.kind == kind
    }
    what = wording.name(read.unit) + (f" ({read.counted})" if read.counted else "")
    return wording.say(
        "%(indicator)s is not measured in %(unit)s. It takes %(fitting)s.",
        indicator=wording.name(values["indicator"]), unit=what,
        fitting=", ".join(sorted(fitting)[:8]) or wording.say("another unit"),
    )  # fmt: skip


def _place_in_quote(
    fact: Fact, values: Mapping[str, str], errors: dict[str, str], wording: Wording
) -> tuple[Fact | None, str]:
    """The fact with its offsets in the quote; an error where the quote lacks the figure."""
    quote = values["quote"]
    if not quote:
        return fact, values["figure"]
    at = quote.find(values["figure"])
    start = at + fact.start if at >= 0 else quote.find(fact.surface)
    if start < 0:
        errors["quote"] = wording.say(
            "The quote must hold the figure as you typed it: %(surface)s.", surface=fact.surface
        )
        return None, quote
    return replace(fact, start=start, end=start + len(fact.surface)), quote
