"""Explain: every fact of a text with the words and rules that gave each of its fields."""

from datetime import date

from tracker.extraction import extract
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Fact

_SHOWN = (
    "value", "value_high", "unit", "per", "bound", "measure", "transition", "status", "indicator",
    "subject", "place", "partner", "commodity", "counted", "period", "period_text", "attribution",
    "published",
)  # fmt: skip


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
    facts = extract(text, language=language, published=published, lexicon=lexicon)
    if not facts:
        return "No figure was found in this text.\n"
    return "\n".join(_one(fact, number, text) for number, fact in enumerate(facts, start=1))


def _one(fact: Fact, number: int, text: str) -> str:
    before = text[max(0, fact.start - 30) : fact.start].replace("\n", " ")
    after = text[fact.end : fact.end + 30].replace("\n", " ")
    lines = [f"{number}. {fact.surface}   … {before}[{fact.surface}]{after} …"]
    for name in _SHOWN:
        value = getattr(fact, name)
        if value is None:
            continue
        reason = fact.evidence.get(name, "")
        shown = f"{value:,.12g}" if isinstance(value, float) else str(value)
        lines.append(f"   {name:<12} {shown:<22} {reason}".rstrip())
    if fact.equivalent_of is not None:
        first = text[fact.equivalent_of.start : fact.equivalent_of.end]
        lines.append(f"   {'equivalent':<12} {first:<22} says the same amount in another unit")
    lines.append(f"   {'confidence':<12} {fact.confidence:.2f}")
    return "\n".join(lines) + "\n"
