"""Distance: what separates two places of a sentence, as marks with a cost."""

import re

from tracker.extraction.findings import Boundaries, Sentence
from tracker.extraction.masks import Cover
from tracker.lexicon.language import Language
from tracker.lexicon.weights import Weights

_MARK = re.compile(r"(?<!\d),|,(?!\d)|[();:–—]|(?<= )-(?= )")


def find_boundaries(
    text: str, sentence: Sentence, language: Language, weights: Weights, solid: Cover
) -> Boundaries:
    """The boundaries of one sentence.

    Args:
        solid: What has no boundary inside: names ("Baku–Tbilisi–Kars"), times, figures.
    """
    marks: list[tuple[int, float]] = []
    strong: list[int] = []
    for match in _MARK.finditer(text, sentence.start, sentence.end):
        if match.start() in solid:
            continue
        mark = match.group()
        if mark == ",":
            marks.append((match.start(), weights.comma))
            strong.append(match.start())
        elif mark in "()":
            marks.append((match.start(), weights.bracket))
        else:
            marks.append((match.start(), weights.boundary))
            strong.append(match.start())
    for match in language.conjunctions.finditer(text, sentence.start, sentence.end):
        marks.append((match.start(), weights.conjunction))
    for match in language.clause_openers.finditer(text, sentence.start, sentence.end):
        marks.append((match.start(), weights.boundary))
        strong.append(match.start())
    marks.sort()
    strong.sort()
    return Boundaries(marks, strong, weights.characters)
