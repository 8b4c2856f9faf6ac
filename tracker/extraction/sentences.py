"""Where sentences end, though abbreviations, ordinals and decimals write full stops too."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.extraction.findings import Sentence
from tracker.lexicon.language import Language
from tracker.model.fact import Span

_STOP = re.compile(r"[.!?…]{1,3}[\"'“”»«’)\]]{0,2}(?=[ \t]|$)|\n", re.MULTILINE)
_WORD_BEFORE = re.compile(r"[\w.]{1,30}$")
_NEXT = re.compile(r"[ \t]*[\"'„“”»«(\[–—-]{0,3}[ \t]?([\w]{1,40})")
_HEADLINE = 160
_WRAP = re.compile(r"(?<=[^\n.!?:;])\n(?=[^\W_A-ZÄÖÜ])")
_LONG_LINE = 50


def find_sentences(text: str, language: Language) -> list[Sentence]:
    """Cut the text into sentences; blank ends are left out.

    A line break ends a sentence (`unwrap` has joined the lines of a paragraph before). A short
    first line without a stop is a headline.
    """
    sentences: list[Sentence] = []
    start, paragraph = 0, 0
    for stop in _STOP.finditer(text):
        newline = stop.group() == "\n"
        if not newline and not _ends_sentence(text, stop, language):
            continue
        _append(sentences, text, start, stop.end(), paragraph)
        start = stop.end()
        if newline:
            paragraph += 1
    _append(sentences, text, start, len(text), paragraph)
    return sentences


def _append(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        head = (
            not sentences
            and end - start <= _HEADLINE
            and text[end - 1] not in ".!?:"
            and end < len(text)
            and text[end] == "\n"
        )
        sentences.append(Sentence(start, end, paragraph, head))


def part_tables(
    sentences: Sequence[Sentence], is_table: Callable[[int], bool], prose: Sequence[Span]
) -> list[Sentence]:
    """The sentences with those in tables set apart, but for the cells that are read as prose.

    Args:
        is_table: Whether a place lies in a table.
        prose: The cells that hold prose, in order.
    """
    starts = [span.start for span in prose]
    parted: list[Sentence] = []
    for sentence in sentences:
        if not is_table(sentence.start):
            parted.append(sentence)
            continue
        position = sentence.start
        at = max(0, bisect_right(starts, position) - 1)
        while at < len(prose) and prose[at].start < sentence.end:
            start, end = max(position, prose[at].start), min(sentence.end, prose[at].end)
            if start < end:
                if position < start:
                    parted.append(replace(sentence, start=position, end=start, table=True))
                parted.append(replace(sentence, start=start, end=end, cell=True))
                position = end
            at += 1
        if position < sentence.end:
            parted.append(replace(sentence, start=position, table=True))
    return parted


def unwrap(text: str, is_table: Callable[[int], bool] = lambda position: False) -> str:
    """The text with the line breaks inside hard-wrapped paragraphs as blanks, offsets unchanged.

    A line break is one if its line is long and has no stop, and the next line begins small; none
    beside the row of a table is.
    """

    def joined(found: re.Match[str]) -> str:
        if is_table(found.start()):
            return "\n"
        line = found.start() - text.rfind("\n", 0, found.start()) - 1
        following = text[found.end()]
        return " " if line >= _LONG_LINE and not following.isupper() else "\n"

    return _WRAP.sub(joined, text)


def _ends_sentence(text: str, stop: re.Match[str], language: Language) -> bool:
    if stop.group()[0] != "." or len(stop.group().rstrip("\"'“”»«’)]")) > 1:
        return True
    following = _NEXT.match(text, stop.end())
    word_after = following.group(1) if following else ""
    if not word_after:
        return True
    before = _WORD_BEFORE.search(text, max(0, stop.start() - 30), stop.start())
    word = before.group().rstrip(".") if before else ""
    if word_after[0].islower():
        return False
    if word.isdigit() and len(word) <= 3:
        return _number_ends(text, stop.start() - len(word), word_after, language)
    if word in language.numerals.scales or word + "." in language.numerals.scales:
        # A scale word stays open before its unit only.
        return word_after not in language.units.words
    if word in language.abbreviations or word.split(".")[-1] in language.abbreviations:
        # A scale word stays open before its unit, but not before the opener of a sentence.
        return word_after in language.openers
    if len(word) == 1 and word.isalpha() and word.isupper():
        return word_after in language.openers
    return True


def _number_ends(text: str, start: int, word_after: str, language: Language) -> bool:
    """Whether "… 20. Xyz" ends there: an ordinal stays open, an opener starts a sentence."""
    if not language.ordinal_before:
        return True
    if word_after in language.openers:
        return True
    head = text[max(0, start - 20) : start].split()
    if head and head[-1] in language.ordinal_before:
        return False
    if word_after.casefold() in language.counted.stop or word_after in language.counted.stop:
        return False  # "Montag, 20. Januar"
    line_start = text.rfind("\n", 0, start) + 1
    return text[line_start:start].strip() != ""
