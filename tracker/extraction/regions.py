"""Regions: the sentences in which a figure may stand; nothing else is searched for one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from re import Match, Pattern

from tracker.extraction.findings import Sentence
from tracker.lexicon.language import Language
from tracker.model.fact import Span

_DIGIT = re.compile(r"\d")


def find_regions(text: str, sentences: Sequence[Sentence], language: Language) -> list[Span]:
    """Runs of sentences that hold a hint of a figure, with the blanks around them, in order."""
    regions: list[Span] = []
    for index, sentence in enumerate(sentences):
        if sentence.table or language.hint.search(text, sentence.start, sentence.end) is None:
            continue
        start = sentences[index - 1].end if index else 0
        end = sentences[index + 1].start if index + 1 < len(sentences) else len(text)
        if regions and start <= regions[-1].end:
            regions[-1] = Span(regions[-1].start, end)
        else:
            regions.append(Span(start, end))
    return regions


def find_digits(text: str, regions: Iterable[Span]) -> list[tuple[int, int]]:
    """Where each digit of the regions stands, with the end of its region, in order."""
    return [
        (digit.start(), end)
        for start, end in regions
        for digit in _DIGIT.finditer(text, start, end)
    ]


def match_at(
    pattern: Pattern[str], text: str, places: Iterable[tuple[int, int]]
) -> Iterator[Match[str]]:
    """All matches of a pattern that begin at one of the places, in order, none overlapping.

    Args:
        places: Where a match may begin, and where its region ends.
    """
    done = 0
    for place, end in places:
        if place >= done and (match := pattern.match(text, place, end)):
            done = match.end()
            yield match


def search(pattern: Pattern[str], text: str, regions: Iterable[Span]) -> Iterator[Match[str]]:
    """All matches of a pattern in the regions, in order."""
    for start, end in regions:
        yield from pattern.finditer(text, start, end)
