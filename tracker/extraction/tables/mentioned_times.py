"""Mentioned times: the times that the words of one cell name."""

import re
from dataclasses import replace

from tracker.extraction.periods import PeriodMention, find_periods
from tracker.lexicon.period_pack import PeriodPack
from tracker.model.fact import Span

_YEAR = re.compile(r"(?:19|20)\d\d(?= [^\W\d])")


def times_in(
    text: str, span: Span, pack: PeriodPack, *, heads: bool = False
) -> list[PeriodMention]:
    """The times of a cell, which end where it does.

    Args:
        heads: Whether a year that is followed by a word is one too, as in a head.
    """
    found = find_periods(text, pack, [span])
    if any(time.end > span.end for time in found):
        found = _apart(text, span, pack)
    if heads and not found and (year := _YEAR.match(text, *span)):  # "2023 Freight", "2024 Mio. t"
        found = _apart(text, Span(year.start(), year.end()), pack)
    return found


def _apart(text: str, span: Span, pack: PeriodPack) -> list[PeriodMention]:
    start = span.start
    return [
        replace(time, start=time.start + start, end=time.end + start)
        for time in find_periods(text[start : span.end], pack)
    ]
