"""What a person types into a form or a command: one figure, one period; read, or why it is not."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from tracker.extraction import extract
from tracker.extraction.numbers import is_ambiguous, read_digits
from tracker.extraction.periods import find_periods, resolve
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.lexicon.topics import Indicator
from tracker.model.fact import Fact
from tracker.model.period import Period

Notation = Literal["de", "en"]
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,20})+")
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReading:
    """What was understood of a typed figure.

    Attributes:
        facts: The figures found; exactly one where all is well.
        problem: Why it cannot be stored as it stands, in one sentence; None where it can.
        readings: Both values of a number that reads two ways ("1.234"), the German one first.
    """

    facts: tuple[Fact, ...]
    problem: str | None = None
    readings: tuple[float, ...] = ()


def read_figure(
    text: str,
    *,
    language: str,
    indicator: str | None = None,
    published: date | str | None = None,
    notation: Notation | None = None,
    lexicon: Lexicon | None = None,
) -> FigureReading:
    """Read one figure with its unit as a source would write it ("rund 4,5 Mio. t").

    Args:
        text: The figure with hedge, scale word and unit.
        language: In which notation it is written; nothing is detected from so few characters.
        indicator: What it is said to measure; the unit is checked against it.
        published, lexicon: As for `extract`.
        notation: Whose point and comma a number that reads two ways is written with; None asks.
    """
    lexicon = lexicon or load_lexicon()
    text = text.strip()
    if not text:
        return FigureReading(
            facts=(), problem="Type the figure as the source writes it, with its unit."
        )
    if len(text) > _LONGEST:
        return FigureReading(
            facts=(), problem=f"That is longer than {_LONGEST} characters; type one figure."
        )
    facts = tuple(extract(text, language=language, published=published, lexicon=lexicon))
    if not facts:
        return FigureReading(facts=(), problem=_why_nothing(text, lexicon.languages[language].name))
    if len(facts) > 1:
        found = ", ".join(f"“{fact.surface}”" for fact in facts)
        return FigureReading(
            facts=facts, problem=f"That holds {len(facts)} figures ({found}); add them one by one."
        )
    ambiguous = next((m.group() for m in _NUMBER.finditer(text) if is_ambiguous(m.group())), None)
    problem = _unit_problem(facts[0], indicator, lexicon, language) if indicator else None
    if problem is None and ambiguous and facts[0].value_high is None:
        return _two_readings(ambiguous, facts, language, notation)
    return FigureReading(facts=facts, problem=problem)


def read_period(
    text: str,
    *,
    language: str,
    published: str | None = None,
    lexicon: Lexicon | None = None,
) -> str | None:
    """The period that a person names, as ISO 8601 text; None where it is not understood.

    Args:
        text: ISO 8601 ("2024-01/2024-07") or words of the language ("erstes Halbjahr 2024").
        language: Whose words they are.
        published: What "last year" is counted from.
        lexicon: As for `extract`.

    >>> read_period("first half of 2024", language="en")
    '2024-01/2024-06'
    """
    text = text.strip()
    try:
        return str(Period.parse(text))
    except ValueError:
        pass
    pack = (lexicon or load_lexicon()).languages[language].periods
    found = find_periods(text, pack)
    if len(found) != 1 or found[0].end != len(text) or len(text[: found[0].start].split()) > 1:
        return None
    return resolve(found[0], published)


def _two_readings(
    number: str, facts: tuple[Fact, ...], language: str, notation: Notation | None
) -> FigureReading:
    """Both readings, with the scale word that stands behind the number; or the chosen one."""
    german, english = (float(read_digits(number, sign) or 0) for sign in (",", "."))
    own = german if language == "de" else english
    scale = facts[0].value / own if own else 1.0
    readings = tuple(float(f"{each * scale:.12g}") for each in (german, english))
    if notation is not None:
        value = readings[0 if notation == "de" else 1]
        why = f"{number} in {'German' if notation == 'de' else 'English'} notation, as chosen"
        fact = replace(facts[0], value=value, evidence={**facts[0].evidence, "value": why})
        return FigureReading(facts=(fact,), readings=readings)
    return FigureReading(
        facts=facts,
        problem=(
            f"“{number}” reads two ways: {german:g} in German notation or {english:g} in English. "
            "Write it without the separator, or with all its digits."
        ),
        readings=readings,
    )


def _why_nothing(text: str, language: str) -> str:
    if not any(character.isdigit() for character in text):
        return f"There is no number in “{text}”, read as {language}."
    return (
        f"No figure with a known unit was understood in “{text}”, read as {language}. "
        "Write number, scale word and unit, such as 4.5 million tonnes, 62 % or 300 TEU."
    )


def _unit_problem(fact: Fact, indicator: str, lexicon: Lexicon, language: str) -> str | None:
    known = lexicon.indicators.get(indicator)
    if known is None:
        return f"There is no indicator “{indicator}”."
    kind = lexicon.units.kind(fact.unit)
    if known.fits(kind) and not _counts_strangers(fact, kind, known, lexicon, language):
        return None
    base = {
        unit.kind: unit.symbol or unit.id for unit in lexicon.units.values() if unit.id == unit.base
    }
    named = ["an amount of money" if kind == "money" else base.get(kind) for kind in known.kinds]
    hint = ", ".join(name for name in named[:5] if name)
    label = known.label.get("en", indicator)
    counted = f" ({fact.counted})" if fact.counted else ""
    return f"{label} is not measured in {fact.unit}{counted}; it takes {hint}."


def _counts_strangers(
    fact: Fact, kind: str, indicator: Indicator, lexicon: Lexicon, language: str
) -> bool:
    """Whether a figure counts what the indicator knows nothing of ("12 Bananen" as freight).

    What is weighed or measured first of all may be counted too, but only in things that the
    language pack knows as traffic or as goods: trains, wagons, containers.
    """
    if kind != "count" or indicator.kinds[:1] == ("count",) or fact.per is not None:
        return False
    counted = lexicon.languages[language].counted
    noun = fact.counted or ""
    known = [*counted.indicators.find(noun), *counted.commodities.find(noun)]
    return not known
