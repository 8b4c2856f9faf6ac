"""Axes: in a column of ports "Baku" is the port, not the city that stands for its country."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from tracker.extraction.tables.labels import Label
from tracker.lexicon.entries import Entry


class Axis:
    """What the words of a column mean whose head says what kind of things it lists.

    Args:
        kinds: The kinds of things ("port") that the head speaks of.
        entries: The gazetteer's, by id.
    """

    def __init__(self, kinds: Collection[str], entries: Mapping[str, Entry]) -> None:
        self._meant: dict[str, tuple[str, str] | None] = {}
        for entry in entries.values() if kinds else ():
            if entry.kind in kinds:
                for words in (*entry.cores.values(), *entry.stems.values()):
                    for word in words:
                        known = self._meant.setdefault(word.casefold(), (entry.id, entry.kind))
                        if known is not None and known[0] != entry.id:
                            self._meant[word.casefold()] = None  # two have that name

    def meant(self, label: Label) -> Label:
        """The label with the thing of that kind, where its words are the name of one."""
        found = self._meant.get(label.text.strip().casefold()) if self._meant else None
        if found is None or not label.names:
            return label
        name = replace(label.names[0], id=found[0], kind=found[1], form="name", end=label.span.end)
        return replace(label, names=(name,))
