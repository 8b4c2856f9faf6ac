"""ReleaseWords: the words with which a language names the source of one release among several."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.lexicon.trie import fold

KEYS = ("source", "issued", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseWords:
    """Patterns for the head of a line of its own; each ends where a name or an address begins.

    Attributes:
        source: Finds "Source: ".
        issued: Finds "Press release of the ".
        link: Finds "Link: ".
    """

    source: re.Pattern[str]
    issued: re.Pattern[str]
    link: re.Pattern[str]


def load_release_words(table: Mapping[str, Iterable[str]]) -> ReleaseWords:
    """Compile the table `releases` of a pack; a list that is missing finds nothing."""
    return ReleaseWords(
        source=_heads(table.get("source", ()), r" ?: ?"),
        issued=_heads(table.get("issued", ()), r" "),
        link=_heads(table.get("link", ()), r" ?: ?"),
    )


def _heads(words: Iterable[str], behind: str) -> re.Pattern[str]:
    listed = list(words)
    return re.compile(f"{fold(listed)}{behind}" if listed else r"(?!)", re.IGNORECASE)
