"""Slots: the part that the words right before a figure give it, small words between them skipped.

"auf derzeit nur noch 5" stands behind `to` as "auf 5" does.
"""

from collections.abc import Iterable

from tracker.lexicon.language import Language

_MOVEMENT = ("by", "from", "to")
_MOST_FILLERS = 4


def find_slot(
    text: str, position: int, language: Language, names: Iterable[str] = _MOVEMENT
) -> str | None:
    """The connector that opens the figure whose hedges start at `position`; the longest one wins.

    None too where a phrase that merely states an amount ("made up 5 t") stands there.
    """
    if language.connector.before(text, position) is None:
        return None
    connectors = language.connectors
    for _ in range(_MOST_FILLERS):
        found = [
            (hit[0], order, name)
            for order, name in enumerate((*names, "stated"))
            if (hit := connectors[name].before(text, position))
        ]
        if found:
            name = min(found)[2]
            return None if name == "stated" else name
        filler = connectors["filler"].before(text, position)
        if filler is None:
            return None
        position = filler[0]
    return None


def stands_behind(text: str, position: int, language: Language, *names: str) -> bool:
    """Whether one of the connectors stands before a figure."""
    return find_slot(text, position, language, names) is not None
