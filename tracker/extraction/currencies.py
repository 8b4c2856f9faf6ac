"""Currencies: which money a name means that several countries share ("Manat", "dinars", "crowns").

The code of a currency begins with the letters of its country (ISO 4217), so the countries that the
text names tell: the last one before the figure in its sentence, else the next one in it, else the
last one before.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.findings import Quantity
from tracker.extraction.surroundings import Surroundings
from tracker.lexicon.gazetteer import Name


def settle_currencies(items: Sequence[Quantity], around: Surroundings) -> list[Quantity]:
    """The quantities, those in a shared currency with that of the country which is named."""
    shared = around.language.units.shared
    named: dict[tuple[str, ...], list[Name]] = {}  # the names that tell, by the currencies
    settled = []
    for item in items:
        word = around.text[item.number.end : item.end].strip(" -").lower()
        codes = shared.get(word) if item.kind == "money" else None
        if codes:
            if codes not in named:
                countries = {code[:2].lower() for code in codes}
                named[codes] = [name for name in around.names if name.id in countries]
            name = _nearest(item, named[codes], around)
            by_country = {code[:2].lower(): code for code in codes}
            item = replace(item, unit=by_country[name.id] if name else codes[0])
        settled.append(item)
    return settled


def _nearest(item: Quantity, names: list[Name], around: Surroundings) -> Name | None:
    index = bisect_left(names, item.start, key=lambda name: name.start)
    before, after = names[index - 1 : index] if index else [], names[index : index + 1]
    sentence = around.sentence_of(item.start)
    beside = [n for n in (*before, *after) if around.sentence_of(n.start) == sentence]
    return next(iter((*beside, *before, *after)), None)
