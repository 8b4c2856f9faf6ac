"""DocumentFilter: which documents one wants."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """Conditions that all must hold; what is empty or None does not restrict.

    `text` is words of which each must stand in the title, the source, the address or the author.
    `since` and `until` compare with the publication date (ISO 8601, both included).
    """

    text: str | None = None
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    undated: bool = False
