"""Plain text and Markdown: the bytes are the text."""

from tracker.readers.decoding import decode
from tracker.readers.reading import Reading


def read_text(data: bytes, name: str, encoding: str | None) -> Reading:
    """The text of a plain file.

    Raises:
        ReadError: It is binary, or in an unknown encoding.
    """
    text, note = decode(data, name, encoding)
    return Reading(text=text, note=note)
