"""Currencies: which money a name means that several countries share ("Manat", "dinars", "crowns").

The code of a currency begins with the letters of its country (ISO 4217), so the countries that the
text names tell: the last one before the figure in its sentence, else the next one in it, else the
last one before.
"""

from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.findings import Quantity
from tracker.extraction.surroundings import Surroundings
from tracker.lexicon.gazetteer import Name


def settle_currencies(items: Sequence[Quantity], around: Surroundings) -> list[Quantity]:
    """The quantities, those in a shared currency with that of the country which is named."""
    shared = around.language.units.shared
    settled = []
    for item in items:
        word = around.text[item.number.end : item.end].strip(" -").lower()
        if item.kind == "money" and word in shared:
            item = replace(item, unit=_choose(item, shared[word], around))
        settled.append(item)
    return settled


def _choose(item: Quantity, codes: Sequence[str], around: Surroundings) -> str:
    by_country = {code[:2].lower(): code for code in codes}
    sentence = around.sentence_of(item.start)
    before: Name | None = None
    inside: Name | None = None
    for name in around.names:
        if name.id not in by_country:
            continue
        if name.start < item.start:
            before = name
        elif around.sentence_of(name.start) == sentence and inside is None:
            inside = name
    if before and around.sentence_of(before.start) == sentence:
        return by_country[before.id]
    chosen = inside or before or next((n for n in around.names if n.id in by_country), None)
    return by_country[chosen.id] if chosen else codes[0]
