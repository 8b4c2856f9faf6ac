"""Passages: the sentence around each figure, for reading and for searching."""

import re
from collections.abc import Iterable, Sequence

from tracker.model.fact import Span

LONGEST = 1200
# A full stop ends a sentence unless an ordinal ("5. März"), a single letter ("U.S. dollars") or a
# short abbreviation ("4,5 Mio. Tonnen", "rd. 3 Mrd. Euro") stands in front of it.
_END = re.compile(
    r"""(?:(?<!\.)(?<!\b\w)(?<!\b\d\d)(?<!\b[^\W\d_]{2})(?<!\b[^\W\d_]{3})\.|[!?…])
        ["'»”“’)\]]*(?=\s+["'«»„“‘(\[]*[^\W\d_a-zäöüß])|\n""",
    re.VERBOSE,
)


def find_passages(text: str, spans: Iterable[Span]) -> list[Span]:
    """The sentences that hold the spans, in order, none twice and none overlapping.

    A figure that reaches over a border joins both sentences; one in a very long sentence gets its
    surroundings only.
    """
    borders = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    found: list[Span] = []
    at = 0
    for span in sorted(set(spans)):
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
