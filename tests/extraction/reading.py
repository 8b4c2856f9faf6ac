"""What the tables of the tests say of a text, and how it is asked."""

from typing import Any

from tracker import Fact, extract


def read(language: str, text: str, published: str | None = None) -> list[Fact]:
    """The facts of a text."""
    return extract(text, language=language, published=published)


def only(language: str, text: str, published: str | None = None) -> Fact:
    """The one fact of a text."""
    facts = read(language, text, published)
    assert len(facts) == 1, [fact.surface for fact in facts]
    return facts[0]


def shown(facts: list[Fact], *fields: str) -> list[tuple[Any, ...]]:
    """Some fields of each fact, enumerations as plain words."""
    return [tuple(_plain(getattr(fact, name)) for name in fields) for fact in facts]


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
