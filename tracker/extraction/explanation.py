"""Explain: every fact of a text with the words and rules that gave each of its fields."""

from datetime import date
from typing import Any

from tracker.extraction import extract
from tracker.lexicon.lexicon import Lexicon, load_lexicon
from tracker.model.fact import Fact

# What each field is called for people, in the order in which they ask.
_CALLED = {
    "indicator": "measures",
    "subject": "about",
    "place": "only in",
    "partner": "with",
    "commodity": "goods",
    "counted": "counts",
    "value": "value",
    "measure": "kind of number",
    "transition": "in a movement",
    "bound": "how firm",
    "status": "does it exist",
    "period": "when",
    "per": "for each",
    "attribution": "who says it",
    "published": "published",
}
_MEANING = {
    "level": "an amount",
    "change": "a difference from before",
    "share": "a part of a whole",
    "multiple": "a factor, new over old",
    "index": "a percentage of an earlier amount",
    "from": "where it started",
    "to": "where it went to",
    "by": "by how much it moved",
    "actual": "yes, stated as fact",
    "target": "not yet: planned, agreed or aimed for",
    "forecast": "not yet: expected or possible",
    "exact": "exactly this",
    "about": "about this",
    "over": "more than this",
    "at_least": "at least this",
    "under": "less than this",
    "up_to": "at most this",
    "between": "between the two",
}
_MISSING = {"subject": "nobody that the gazetteer knows", "period": "the text does not say"}


def explain(
    text: str,
    *,
    language: str | None = None,
    published: date | str | None = None,
    lexicon: Lexicon | None = None,
) -> str:
    """What is read out of the text, field by field with its reason, for people.

    Arguments and errors are those of `extract`.
    """
    lexicon = lexicon or load_lexicon()
    facts = extract(text, language=language, published=published, lexicon=lexicon)
    if not facts:
        return "No figure was found in this text.\n"
    told = [_tell(fact, number, text, lexicon) for number, fact in enumerate(facts, start=1)]
    return "\n".join(told)


def _tell(fact: Fact, number: int, text: str, lexicon: Lexicon) -> str:
    before = text[max(0, fact.start - 40) : fact.start].replace("\n", " ")
    after = text[fact.end : fact.end + 40].replace("\n", " ")
    lines = [f"{number}. {fact.surface}", f"   … {before}[{fact.surface}]{after} …"]
    for name, called in _CALLED.items():
        shown = _shown(fact, name, lexicon)
        if shown is None:
            continue
        why = fact.evidence.get(name)
        lines.append(f"   {called:<16}{shown}" + (f"   ← {why}" if why else ""))
    if fact.equivalent_of is not None:
        first = text[fact.equivalent_of.start : fact.equivalent_of.end]
        lines.append(f"   {'the same as':<16}{first}, said in another unit")
    lines.append(
        f"   {'confidence':<16}{fact.confidence:.0%} that unit, measure and names are right"
    )
    return "\n".join(lines) + "\n"


def _shown(fact: Fact, name: str, lexicon: Lexicon) -> str | None:
    """One field as people read it; None where there is nothing to say."""
    value: Any = getattr(fact, name)
    if value is None:
        return _MISSING.get(name)
    match name:
        case "value":
            high = "" if fact.value_high is None else f" to {fact.value_high:,.12g}"
            return f"{fact.value:,.12g}{high} {fact.unit}"
        case "indicator":
            label = lexicon.indicators[value].label
            return f"{label.get('en', value)} ({value})"
        case "subject" | "partner" | "place":
            entry = lexicon.gazetteer.entries.get(value)
            return f"{entry.label.get('en', value)} ({value})" if entry else str(value)
        case "commodity":
            return lexicon.commodities[value].label.get("en", str(value))
        case "bound" if value == "exact":
            return None
        case _:
            return _MEANING.get(value, str(value))
