"""Document: a text as read, with what is known of its origin."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """How a document came to us: read from a source, typed into the form, or from a table.

    A table of facts brings no whole texts, only the sentences that hold its figures.
    """

    TEXT = "text"
    FORM = "form"
    IMPORT = "import"


class How(StrEnum):
    """Who says what is known of a document's origin.

    A person who handed it over, a `documents.toml` beside it, the document itself; or nobody: it
    was guessed.
    """

    GIVEN = "given"
    LISTED = "listed"
    STATED = "stated"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOrigin:
    """Where one field of a document comes from.

    Attributes:
        field: title, source, published, language or url.
        how: Who says so.
        where: The place in a few plain words ("Date header", "its first line"), or None.
    """

    field: str
    how: How
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of several releases in a text.

    Attributes:
        start, end: Where it stands in the document's text, end exclusive.
        published: ISO 8601 day, month or year of its dateline, or None.
        source: Name of its agency or publisher, or None.
        url: Its own address (http or https), or None.
    """

    start: int
    end: int
    published: str | None = None
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text from which figures are read; offsets of facts refer to `text` unchanged.

    Attributes:
        text: The text as read; never rewritten afterwards.
        source: Name of the publisher, or None.
        title: Headline, or None.
        url: Address of the page (http or https), or None.
        published: ISO 8601 day, month or year, as far as it is known.
        language: Code of a language pack ("de", "en"), or None for "detect".
        kind: Read from a text, typed into the form or taken from a table of facts.
        author: Who typed it, for a form.
        note: What a reader should know of it, e.g. that its date was supplied by us, or what of
            it was not read.
        found: Where title, source, published, language and url come from, of those known.
        pages: Offsets in `text` at which its pages begin, ascending; empty where it has none.
        sections: The releases in it, in order, where it holds several; else empty.
    """

    text: str
    source: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    kind: DocumentKind = DocumentKind.TEXT
    author: str | None = None
    note: str | None = None
    found: tuple[FieldOrigin, ...] = ()
    pages: tuple[int, ...] = ()
    sections: tuple[Section, ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of the text as UTF-8: the document's identity."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def page_of(self, position: int) -> int | None:
        """The number of the page that holds a place in the text, from 1; None without pages."""
        return max(1, bisect_right(self.pages, position)) if self.pages else None
