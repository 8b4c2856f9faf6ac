"""Reading: what a reader takes out of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.readers.origins import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader takes out of a file.

    Attributes:
        text: The text in reading order, paragraphs separated by an empty line.
        note: What a person should know of the reading: a guessed encoding, what was left out.
        origin: What the document says of itself (title, publisher, date, language, address); a
            guess is none, and stays None.
        pages: Offsets in `text` at which its pages begin, where it has pages; else empty.
        places: Field of `origin` to where in the document it is said, in a few plain words
            ("meta tag og:title", "Date header").
        parts: Where the file holds several documents, as a feed holds its entries: these, in
            order, none with parts of its own; `text` is empty then.
        key: Of a part: what the file itself calls it, such as the id of a feed's entry.
        changed: Of a part: the time of its last change as the file says it.
    """

    text: str
    note: str | None = None
    origin: Origin = field(default_factory=Origin)
    pages: tuple[int, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    parts: "tuple[Reading, ...]" = ()
    key: str | None = None
    changed: str | None = None
