"""PDF lines: cleans what stands on a line, and tells how two lines of one paragraph join."""

import re
import unicodedata
from collections.abc import Container, Iterable

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB06: "st"}
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]|\u00ad(?!$)")
_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_BLANKS = re.compile("[ \t]{2,}")
BROKEN = re.compile(r"(?:[^\W\d_]|\d)[-\u2010\u2011–]$")
_LAST, _FIRST = re.compile(r"[^\W\d_]+(?=.$)"), re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_AND = re.compile(r"(?:und|oder|sowie|bis|bzw\.|and|or|to)\b")


def clean(text: str) -> str:
    """The text in NFC, with ligatures as letters and without what no text has."""
    text = _INVISIBLE.sub("", _NO_TEXT.sub(" ", text.translate(_LIGATURES)))
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    return "" if text == "\u00ad" else text


def compounds_of(lines: Iterable[str]) -> set[str]:
    """The words of lines that have a hyphen within, each in small letters.

    >>> compounds_of(["a long-term plan"])
    {'long-term'}
    """
    return {found[0].casefold() for line in lines for found in _COMPOUND.finditer(line)}


def link(above: str, before: str, text: str, compounds: Container[str] = ()) -> tuple[bool, str]:
    """Whether the last character above is a hyphen to leave out, and what stands between.

    Args:
        above: The line above.
        before: What parts the two lines, or nothing where they are of one paragraph.
        text: The line.
        compounds: Words that the document writes with a hyphen within a line ("long-term").
    """
    if above.endswith("\u00ad"):
        joins = unicodedata.is_normalized("NFC", above[-2] + text[0])
        return True, before or ("" if joins else " ")
    if before:
        return False, before
    if not BROKEN.search(above):
        return False, " "
    letter, hyphen, first = above[-2], above[-1], text[0]
    if hyphen == "–":  # between numbers and names; after a word it is a dash
        return False, "" if letter.isdecimal() == first.isdecimal() and not first.islower() else " "
    if letter.isalpha() and first.islower():
        if _AND.match(text):
            return False, " "
        halves = _LAST.search(above), _FIRST.match(text)
        word = "-".join(half[0].casefold() for half in halves if half)
        return (False, "") if word in compounds else (True, "")
    return False, ""
