"""Sources: what kind of source publishes a text, or is quoted in it, by the data files."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tracker.lexicon.files import load_files, merge_tables
from tracker.model.claim import SourceKind
from tracker.model.errors import LexiconError


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceKinds:
    """What tells the kind of a source.

    Attributes:
        names: Kind by the whole name of a publisher, in small letters.
        words: Kind by a word within a name, in small letters; the first that fits counts.
        ids: Kind by the id of an entity that is quoted.
        entity_kinds: Kind by the kind of such an entity.
    """

    names: Mapping[str, SourceKind]
    words: Mapping[str, SourceKind]
    ids: Mapping[str, SourceKind]
    entity_kinds: Mapping[str, SourceKind]

    def is_named(self, publisher: str) -> bool:
        """Whether the data say anything of this publisher, so that `kind_of` is no guess."""
        return self._told(publisher) is not None

    def kind_of(self, publisher: str) -> SourceKind:
        """The kind of a publisher, by name."""
        return self._told(publisher) or SourceKind.OTHER

    def kind_of_quoted(self, attribution: str, entity_kind: str | None = None) -> SourceKind:
        """The kind of who is quoted.

        Args:
            attribution: Id of an entity, or the words of the text.
            entity_kind: Kind of that entity, None for words.
        """
        told = self.ids.get(attribution) or self.entity_kinds.get(entity_kind or "")
        return told or self.kind_of(attribution)

    def _told(self, name: str) -> SourceKind | None:
        small = name.casefold()
        if small in self.names:
            return self.names[small]
        padded = f" {small} "
        for word, kind in self.words.items():
            if word in padded:
                return kind
        return None


def load_source_kinds(folder: Path | None = None) -> SourceKinds:
    """The kinds of sources of the packaged file, and of a user's folder over it.

    Raises:
        LexiconError: A table is faulty, names no kind, or one name is of two kinds.
    """
    found: dict[str, dict[str, SourceKind]] = {
        key: {} for key in ("names", "words", "ids", "entity_kinds")
    }
    for name, table in merge_tables(load_files("sources", folder)).items():
        try:
            kind = SourceKind(name)
        except ValueError as error:
            known = ", ".join(SourceKind)
            raise LexiconError(table.path, name, f"is no kind of source: {known}") from error
        for key, kinds in found.items():
            for text in table.texts(key):
                if kinds.setdefault(text.casefold(), kind) is not kind:
                    table.fail(key, f"{text!r} is {kinds[text.casefold()]} already")
        table.close()
    return SourceKinds(**found)


@cache
def packaged_source_kinds() -> SourceKinds:
    """The kinds of sources that come with the package."""
    return load_source_kinds()
