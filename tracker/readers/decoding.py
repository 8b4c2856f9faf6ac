"""Bytes → text: UTF-8 first, then what is declared, then Windows-1252, and never in silence."""

import codecs
import re

from tracker.model.errors import ReadError

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_FOREIGN = re.compile(r"[^\W\d_a-zA-Z]")
_LETTER = re.compile(r"[^\W\d_]")
# In German text one letter in twenty is an umlaut; text of another script read as
# Windows-1252 is made of such letters.
_FOREIGN_SHARE = 0.3
_CONTROL_SHARE = 0.001


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str | None]:
    """The text that bytes stand for, and what a reader should know of how it was found.

    The order: a byte order mark; UTF-8; the declared encoding; Windows-1252, if the result looks
    like a text in Latin letters and the bytes are no damaged UTF-8.

    Args:
        data: The whole content.
        name: What to call it in messages.
        declared: Name of an encoding, as Python knows it, or None.

    Returns:
        The text without its mark, and a note where the encoding was declared or guessed.

    Raises:
        ReadError: `no_text` when nothing is there, `wrong_type` when the bytes are no text,
            `bad_encoding` when no encoding fits.
    """
    if not data.strip():
        raise ReadError(name, "no_text", "the file is empty.")
    _refuse_other_formats(data, name)
    text, note = _decode(data, name, declared)
    controls = len(_CONTROLS.findall(text))
    if "\x00" in text or controls > max(2, _CONTROL_SHARE * len(text)):
        raise ReadError(name, "wrong_type", "the file is binary: it holds bytes that no text has.")
    return text, note


def _refuse_other_formats(data: bytes, name: str) -> None:
    for mark, what in _OTHER_FORMATS:
        if data.startswith(mark):
            reason = f"the file is {what}, whatever its name says; save its text as a .txt file."
            raise ReadError(name, "wrong_type", reason)


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, str | None]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), None
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        place = error.start
    if declared is not None:
        return _strictly(data, declared, name), f"Read as {declared}, as declared."
    if b"\x00" in data:  # refused by the caller, which knows the word for it
        return data.decode("latin-1"), None
    if _is_damaged_utf8(data):
        raise ReadError(
            name,
            "bad_encoding",
            f"this is UTF-8 with a damaged byte at position {place}; repair it, or name the "
            "encoding with --encoding.",
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise ReadError(name, "bad_encoding", _UNKNOWN) from error
    if len(_FOREIGN.findall(text)) > _FOREIGN_SHARE * len(_LETTER.findall(text)):
        raise ReadError(name, "bad_encoding", _UNKNOWN)
    return text, "The file is not UTF-8; it was read as Windows-1252, which fits its bytes."


_UNKNOWN = (
    "the file is not UTF-8 and nothing tells its encoding; save it as UTF-8, or name the "
    "encoding with --encoding."
)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether some bytes beyond ASCII make whole UTF-8 characters, or halves of such (surrogates).

    Those of a text in another encoding do not, but by a rare chance.
    """
    try:
        data.decode("utf-8", errors="surrogatepass")
    except UnicodeDecodeError:
        return any(ord(char) > 0x7F for char in data.decode("utf-8", errors="ignore"))
    return True


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"the file is not {encoding}: byte {error.start} does not fit; save it as UTF-8."
        raise ReadError(name, "bad_encoding", reason) from error
    except LookupError as error:
        reason = f"there is no text encoding called {encoding[:40]!r}; try utf-8 or cp1252."
        raise ReadError(name, "bad_encoding", reason) from error
