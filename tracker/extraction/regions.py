"""Regions: the sentences in which a figure may stand; nothing else is searched for one."""

from collections.abc import Iterable, Iterator, Sequence
from re import Match, Pattern

from tracker.extraction.findings import Sentence
from tracker.lexicon.language import Language
from tracker.model.fact import Span


def find_regions(text: str, sentences: Sequence[Sentence], language: Language) -> list[Span]:
    """Runs of sentences that hold a hint of a figure, with the blanks around them, in order."""
    regions: list[Span] = []
    for index, sentence in enumerate(sentences):
        if language.hint.search(text, sentence.start, sentence.end) is None:
            continue
        start = sentences[index - 1].end if index else 0
        end = sentences[index + 1].start if index + 1 < len(sentences) else len(text)
        if regions and start <= regions[-1].end:
            regions[-1] = Span(regions[-1].start, end)
        else:
            regions.append(Span(start, end))
    return regions


def search(pattern: Pattern[str], text: str, regions: Iterable[Span]) -> Iterator[Match[str]]:
    """All matches of a pattern in the regions, in order."""
    for start, end in regions:
        yield from pattern.finditer(text, start, end)
