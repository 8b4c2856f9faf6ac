"""Put a text's line ends, invisible characters and Unicode in order: once, before all offsets."""

import re
import unicodedata

from tracker.model.errors import ReadError

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# They only tell a browser where a word may be broken: "Milli\u00adonen" is one word.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def put_in_order(text: str, name: str) -> str:
    r"""The text with `\n` at the end of lines, in NFC, without invisible word breaks.

    Args:
        text: As decoded.
        name: What to call it in messages.

    Raises:
        ReadError: `no_text` when only blanks are left; `wrong_type` for NUL characters and
            `bad_encoding` for lone surrogates, which no database keeps.

    >>> put_in_order("4,5 Milli\u00adonen\r\nTonnen", "a.txt")
    '4,5 Millionen\nTonnen'
    """
    if "\x00" in text:
        raise ReadError(name, "wrong_type", "the text holds a NUL character, so it is binary.")
    if _SURROGATE.search(text):
        reason = "the text holds half a character (a lone surrogate); save it anew as UTF-8."
        raise ReadError(name, "bad_encoding", reason)
    ordered = _INVISIBLE.sub("", unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)))
    if not ordered.strip():
        raise ReadError(name, "no_text", "there is nothing in it but blanks.")
    return ordered
