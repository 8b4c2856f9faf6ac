"""Results for the eye: tables of plain text, in which foreign text cannot act on the terminal."""

import shutil
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

_GAP = "  "
_MIN_WIDTH = 8


def plain(value: object) -> str:
    r"""A value as one line; control characters, which could steer a terminal, become `·`.

    >>> plain("4,5\nMio. \x1b[31mt"), plain(None), plain(4500000.0)
    ('4,5 Mio. ·[31mt', '', '4500000')
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return visible(" ".join(str(value).split()))


def visible(text: str) -> str:
    """A text of one line in which control characters become `·`."""
    return "".join(char if char.isprintable() else "·" for char in text)


def print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str], wide: str) -> None:
    """Print rows under their columns' names; to a terminal, column `wide` is cut to fit."""
    if not rows:
        return
    lines = [list(columns), *([plain(row[name]) for name in columns] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    if sys.stdout.isatty():
        place = columns.index(wide)
        spare = shutil.get_terminal_size().columns - sum(widths) - len(_GAP) * (len(columns) - 1)
        widths[place] = max(_MIN_WIDTH, widths[place] + min(0, spare))
    for line in lines:
        shown = [_fit(cell, width) for cell, width in zip(line, widths, strict=True)]
        click.echo(_GAP.join(shown).rstrip())


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else text[: width - 1] + "…"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "fact"), counted(2, "fact")
    ('1 fact', '2 facts')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
