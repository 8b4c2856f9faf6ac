"""Table words: how a language speaks in heads and first columns of tables; all may be left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.lexicon.words import WordIndex

LISTS = (
    "total", "others", "rank", "change", "index", "partner", "note", "count",
    "target", "forecast", "actual",
)  # fmt: skip


class LabelWords:
    """Words of one kind, and signs ("+/-", "(f)"), which are looked for as they are written."""

    def __init__(self, entries: Iterable[str]) -> None:
        entries = tuple(entries)
        self._signs = tuple(entry for entry in entries if not entry.strip("*")[0].isalnum())
        self._words = WordIndex((entry, True) for entry in entries if entry not in self._signs)

    def find(self, text: str, start: int, end: int) -> str | None:
        """The first of them between the offsets, as it is written there."""
        for sign in self._signs:
            if text.find(sign, start, end) >= 0:
                return sign
        if not self._words:
            return None
        hits = self._words.find(text, start, end)
        return text[hits[0].start : hits[0].end] if hits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """Words of heads and first columns.

    Attributes:
        lists: Kind to its words: total, others, rank, change, index, partner, note, count,
            target, forecast and actual; `docs/languages.md` explains them.
        brackets_negative: Whether "(12.5)" in a column of money is a negative number.
    """

    lists: Mapping[str, LabelWords]
    brackets_negative: bool

    def says(self, kind: str, text: str, start: int, end: int) -> bool:
        """Whether a word of this kind stands between the offsets."""
        return self.lists[kind].find(text, start, end) is not None


def load_table_words(table: Mapping[str, Any]) -> TableWords:
    """Compile the section `tables` of a pack; what it leaves out is empty."""
    return TableWords(
        lists={kind: LabelWords(table.get(kind, ())) for kind in LISTS},
        brackets_negative=bool(table.get("brackets_negative", False)),
    )
