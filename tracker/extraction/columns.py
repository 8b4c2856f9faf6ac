"""Columns: units that the head of a table gives to the bare numbers below it.

A head is a line of cells without figures ("Route | Distance, km | Days"); its table goes on as long
as the lines have as many cells.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from tracker.extraction.findings import Quantity, Shape
from tracker.extraction.lending import multiply
from tracker.extraction.surroundings import Surroundings
from tracker.lexicon.language import Language

_HEAD = re.compile(r"^[^|\n\d]{0,80}(?:\|[^|\n\d]{0,60}){1,20}$", re.MULTILINE)
_RULE = re.compile(r"[ |:+=–—-]+")
_LABEL = re.compile(r"(?:.*[,(]|.* in)?[ ]?(?P<unit>[^,()]+?)\)?")


class _Column(NamedTuple):
    unit: str
    factor: Decimal
    noun: str | None = None


def share_columns(items: list[Quantity], around: Surroundings) -> None:
    """Give bare numbers in the cells of tables the units of their columns."""
    text = around.text
    if "|" not in text or not any(item.shape is Shape.BARE for item in items):
        return
    starts = [item.start for item in items]
    for start, end, columns in _tables(text, around.language):
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            item = items[index]
            if item.shape is not Shape.BARE:
                continue
            line = text.rfind("\n", 0, item.start) + 1
            column = columns[text.count("|", line, item.start)]
            if column is not None:
                named = replace(
                    item,
                    shape=Shape.COUNT if column.unit == "count" else Shape.UNIT,
                    unit=column.unit,
                    kind=around.lexicon.units.kind(column.unit),
                    counted=column.noun,
                    borrowed=True,
                )
                items[index] = multiply(named, column.factor)


def _tables(text: str, language: Language) -> Iterator[tuple[int, int, list[_Column | None]]]:
    """Where the rows below each head begin and end, and the head's columns."""
    for head in _HEAD.finditer(text):
        cells = head.group().split("|")
        columns = [_read_cell(cell.strip(), language) for cell in cells]
        end = head.end()
        if not any(columns):
            continue
        while end < len(text):
            stop = text.find("\n", end + 1)
            stop = len(text) if stop < 0 else stop
            row = text[end + 1 : stop]
            if row.count("|") != len(cells) - 1 and not _RULE.fullmatch(row):
                break
            end = stop
        yield head.end(), end, columns


def _read_cell(cell: str, language: Language) -> _Column | None:
    units, numerals = language.units, language.numerals
    label = _LABEL.fullmatch(cell)
    for words in (cell, label.group("unit") if label else ""):
        scale = numerals.scale.match(" " + words)
        factor = numerals.scales[scale.group(1)] if scale else Decimal(1)
        rest = words[scale.end() - 1 :].strip() if scale else words
        rate = rest.split(" ")
        for length in range(len(rate), 0, -1):
            unit = units.words.get(" ".join(rate[:length]))
            if unit:
                return _Column(unit[0], unit[1] * factor)
    if any(hit.end == len(cell) for hit in language.counted.indicators.find(cell)):
        return _Column("count", Decimal(1), cell)
    return None
