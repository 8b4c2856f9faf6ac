"""Captions: the lines above a table that say what it is about, and the notes below it.

The line right before a table, and up to two titles above it, are its caption. A line that ends like
a sentence lends no time, as it may tell of other things. Below stand footnotes, and notes on units.
"""

import re
from collections.abc import Iterator

from tracker.extraction.tables.grid import Places, Table
from tracker.extraction.tables.labels import Label, LabelReader
from tracker.model.fact import Span, Status

_LONGEST = 220  # characters of a title
_MOST_TITLES = 3
_MOST_NOTES = 4
_STOPS = ".!?"
_SENTENCE = re.compile(r"[.!?][\"”“»)]? +(?=[^\W\d_a-zäöü])")
_NOTE = re.compile(r"([*†‡¹²³⁴⁵⁶⁷⁸⁹]{1,4}|[¹²³⁴-⁹]?\)) ?([^*†‡¹²³⁴⁵⁶⁷⁸⁹\n]{1,200})")


def find_captions(text: str, table: Table, places: Places, floor: int) -> list[Span]:
    """The lines above a table that speak of it, the nearest first.

    Args:
        floor: Where the text before begins that may not be looked into, such as a dateline.
    """
    found: list[Span] = []
    for line in _lines_above(text, table.start, floor):
        if places.at(line.start) is not None:
            break
        ends = text[line.end - 1]
        if ends in _STOPS or line.end - line.start > _LONGEST:
            if not found:
                found.append(_last_sentence(text, line))
            break
        found.append(line)
        if len(found) == _MOST_TITLES:
            break
    return found


def _lines_above(text: str, start: int, floor: int) -> Iterator[Span]:
    """Lines that are not empty, upwards; two empty lines in a row part the text."""
    end = text.rfind("\n", floor, start)
    while end > floor:
        begin = max(text.rfind("\n", floor, end) + 1, floor)
        low, high = begin, end
        while low < high and text[low].isspace():
            low += 1
        while high > low and text[high - 1].isspace():
            high -= 1
        if low < high:
            yield Span(low, high)
        elif text[max(0, begin - 2) : begin] == "\n\n":
            return
        end = begin - 1


def _last_sentence(text: str, line: Span) -> Span:
    if line.end - line.start <= _LONGEST // 2:
        return line
    start = max(line.start, line.end - 2 * _LONGEST)
    for stop in _SENTENCE.finditer(text, start, line.end - 1):
        start = stop.end()
    return Span(start, line.end)


def read_captions(spans: list[Span], reader: LabelReader) -> list[Label]:
    """What the caption says, the nearest line first."""
    labels = []
    for span in spans:
        label = reader.read(span, "caption", loose=False)
        if reader.text[span.end - 1] in _STOPS:
            label = label.untimed()
        labels.append(label)
    return labels


def find_notes(text: str, table: Table) -> list[Span]:
    """The short lines right below a table."""
    found: list[Span] = []
    position = table.end + 1
    while position < len(text) and len(found) < _MOST_NOTES:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        if text[position:stop].strip():
            if stop - position > _LONGEST or "|" in text[position:stop]:
                break
            found.append(Span(position, stop))
        elif found or position > table.end + 1:
            break
        position = stop + 1
    return found


def read_footnotes(notes: list[Span], reader: LabelReader) -> dict[str, tuple[Status, str]]:
    """The status that footnotes give to what carries their mark."""
    found: dict[str, tuple[Status, str]] = {}
    for note in notes:
        for match in _NOTE.finditer(reader.text, *note):
            label = reader.read(Span(*match.span(2)), "note")
            if label.status is not None:
                found[match[1].strip(")")] = (label.status, label.text.strip())
    return found


def read_unit_notes(notes: list[Span], reader: LabelReader) -> list[Label]:
    """Lines below that tell the unit: "Angaben in Tsd. Tonnen.", "in Mio. Lari"."""
    words = reader.language.tables
    found = []
    for note in notes:
        label = reader.read(note, "note", loose=False)
        if label.unit is None:
            continue
        before = reader.text[note.start : label.unit.start].strip(" (")
        after = reader.text[label.unit.end : note.end].strip(" ).")
        alone = not after and (not before or before in reader.language.units.opens)
        if alone or words.says("note", reader.text, *note):
            found.append(label)
    return found
