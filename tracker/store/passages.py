"""Passages: the sentence around each figure, for reading and for searching."""

from collections.abc import Iterable, Sequence

from tracker.model.fact import Span

LONGEST = 1200


def find_passages(text: str, spans: Iterable[Span], language: str | None = None) -> list[Span]:
    """The sentences that hold the spans, in order, none twice and none overlapping.

    A figure that reaches over a border joins both sentences; one in a very long sentence gets its
    surroundings only.

    Args:
        text: The document's text.
        spans: Where its figures stand.
        language: Code of the language pack that knows where sentences end; None: detected.
    """
    wanted = sorted(set(spans))
    if not wanted:
        return []
    borders = [0, *_sentence_ends(text, language), len(text)]
    found: list[Span] = []
    at = 0
    for span in wanted:
        if found and span.end <= found[-1].end:
            continue
        while borders[at + 1] <= span.start:
            at += 1
        start, end = borders[at], borders[at + 1]
        last = at + 1
        while end < span.end:
            last += 1
            end = borders[last]
        start, end = max(start, span.start - LONGEST), min(end, span.end + LONGEST)
        if found and start < found[-1].end:
            start = found.pop().start
        found.append(_trim(text, start, end, span))
    return found


def passage_of(span: Span, passages: Sequence[Span]) -> Span:
    """The passage, of those found for it and others, that holds the span."""
    held = (each for each in passages if each.start <= span.start and span.end <= each.end)
    return next(held)


def _trim(text: str, start: int, end: int, span: Span) -> Span:
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _sentence_ends(text: str, language: str | None) -> list[int]:
    # Whoever stores a text has just had it read, so the packs are in memory; a reader never is.
    from tracker.extraction.pipeline import choose_language
    from tracker.extraction.sentences import find_sentences, unwrap
    from tracker.lexicon.lexicon import load_lexicon

    lexicon = load_lexicon()
    known = language if language in lexicon.languages else None
    pack = choose_language(text, known, lexicon)
    return [sentence.end for sentence in find_sentences(unwrap(text), pack)]
