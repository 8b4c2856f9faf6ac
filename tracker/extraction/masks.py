"""What looks like a figure and is none: codes, clock times, page furniture, list numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tracker.extraction.periods import Dateline, PeriodMention
from tracker.extraction.regions import find_digits, match_at, search
from tracker.lexicon.gazetteer import Name
from tracker.lexicon.language import Language, Mask
from tracker.model.fact import Span

Placed = TypeVar("Placed", PeriodMention, Name)

_ORDINAL = re.compile(r"(?<![\w.,])\d{1,3}\.(?=[ \n][^\W\d_])")
_CODE = re.compile(r"([A-Z]{3})(\d[\d.,]{0,20}\d|\d)")


def find_masks(
    text: str, language: Language, stops: frozenset[int], regions: Sequence[Span]
) -> list[Span]:
    """Spans in which no number counts, in order; they may overlap.

    Args:
        stops: Ends of sentences; "auf 36." at such a place is no ordinal.
        regions: Where figures may stand. A mask that names what it holds is looked for in every
            line that holds this.
    """
    found: list[Span] = []
    digits = find_digits(text, regions)
    for mask in language.masks:
        for match in _matches(mask, text, digits, regions):
            if _is_money(text, match.start(), language):  # "USD4.5bn" is no code
                continue
            found.append(Span(match.start(), match.end()))
    if language.ordinal_before:
        found += [
            Span(match.start(), match.end())
            for match in match_at(_ORDINAL, text, digits)
            if match.end() not in stops
        ]
    return sorted(found)


def _matches(
    mask: Mask, text: str, digits: Sequence[tuple[int, int]], regions: Sequence[Span]
) -> Iterator[re.Match[str]]:
    if mask.digital:
        return match_at(mask.pattern, text, digits)
    if mask.begins and not any(letters in text for letters in mask.begins):
        return iter(())
    return search(mask.pattern, text, _lines_with(mask.holds, text) if mask.holds else regions)


def _lines_with(literals: Sequence[str], text: str) -> Iterator[Span]:
    for literal in literals:
        position = text.find(literal)
        while position >= 0:
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
            yield Span(text.rfind("\n", 0, position) + 1, end)
            position = text.find(literal, end)


def _is_money(text: str, start: int, language: Language) -> bool:
    code = _CODE.match(text, start)
    if code is None or code.group(1) not in language.units.words:
        return False
    if len(code.group(2)) > 1 and code.group(1) not in language.units.everyday:
        return True
    scaled = language.numerals.scale.match(text, code.end())
    return scaled is not None or not code.group(2).isdigit()


class Cover:
    """Whether a place lies in any of many spans."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: list[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __contains__(self, position: object) -> bool:
        if not isinstance(position, int):
            return False
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


def outside(findings: list[Placed], lines: Iterable[Dateline]) -> list[Placed]:
    """What does not stand in a dateline, which dates and places the text but is not part of it."""
    taken = Cover([Span(line.start, line.end) for line in lines])
    return [finding for finding in findings if finding.start not in taken]
