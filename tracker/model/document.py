"""Document: a text as read, with what is known of its origin."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class DocumentKind(StrEnum):
    """How a document came to us: read from a source, typed into the form, or from a table.

    A table of facts brings no whole texts, only the sentences that hold its figures.
    """

    TEXT = "text"
    FORM = "form"
    IMPORT = "import"


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
        note: What a reader should know of it, e.g. that its date was supplied by us.
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

    @property
    def sha256(self) -> str:
        """Hex digest of the text as UTF-8: the document's identity."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()
