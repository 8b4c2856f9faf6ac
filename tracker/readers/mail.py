"""Mails (.eml): the text of a message without quoted letters, signature and attachments."""

import codecs
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import Any

from tracker.model.errors import ReadError
from tracker.readers.decoding import decode
from tracker.readers.mail_pages import page_text
from tracker.readers.origins import Origin, check_published
from tracker.readers.passages import Passages, as_label, counted
from tracker.readers.reading import Reading

# The parser holds each line against every open boundary, so both are limited.
MAX_LINES = 300_000  # 20 MB of attachments have some 270,000
MAX_PARTS = 100
_LONG = 150_000  # lines; a longer mail may have fewer parts
_PARTS_OF_LONG = 40
_MAX_HEADER = 4_000
_MAX_NAMED = 5
_SIGNS = {"from", "date", "subject", "mime-version", "received", "message-id"}
_STRUCTURE = {"content-type", "content-transfer-encoding", "content-disposition"}
_KEPT = _SIGNS | _STRUCTURE
# No charsets of mails: slow by design, or able to write what is no character.
_NO_CHARSETS = {
    *("idna", "punycode", "undefined", "unicode-escape", "unicode_escape"),
    *("raw-unicode-escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"),
}
_OTHERS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b", b"\x89PNG")
_INTRODUCTION = re.compile(r"\A\s*(?:Am|On)\b.*\b(?:wrote|schrieb)\b.{0,120}:\s*\Z")
_PLACES = {"title": "Subject header", "source": "From header", "published": "Date header"}
_NO_MAIL = "this is no mail (.eml), whatever its name says; save its text as a .txt file."
_DAMAGED = "the mail is damaged; save its text as a .txt file."
_ENCRYPTED = "it is encrypted; open it in your mail program and save its text as a .txt file."


def read_mail(data: bytes, name: str, encoding: str | None) -> Reading:
    """The text of a mail (RFC 5322, MIME), also that of mails forwarded in it.

    Its subject is the title, its sender's name the publisher, its Date the day of publication,
    as the sender's clock and zone had it.

    Args:
        data: The whole file.
        name: What to call it in messages.
        encoding: Encoding of its texts if a person knows it; goes before what the mail says.

    Raises:
        ReadError: `unreadable`, `wrong_type`, `encrypted`, `too_large`, `bad_encoding`, `no_text`.
    """
    if not data.strip():
        raise ReadError(name, "no_text", "the file is empty.")
    if data.startswith(_OTHERS):
        raise ReadError(name, "wrong_type", _NO_MAIL)
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    if lines > MAX_LINES:
        detail = f"it has more than {MAX_LINES:,} lines; save its text as a .txt file."
        raise ReadError(name, "too_large", detail)
    data = data.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n")
    reader = _Mail(name, encoding)
    most = MAX_PARTS if lines <= _LONG else _PARTS_OF_LONG
    try:
        message = BytesParser(policy=_Policy(most)).parsebytes(data)
        signs = {header.lower() for header in message} & _SIGNS
        origin = _origin(message)
        parts = list(reader.walk(message)) if signs else []
    except ReadError:
        raise
    except _TooManyPartsError as error:
        detail = f"it has more than {most} parts; save its text as a .txt file."
        raise ReadError(name, "too_large", detail) from error
    except Exception as error:  # the library raises whatever its lines happen to raise
        raise ReadError(name, "unreadable", _DAMAGED) from error
    if not signs:
        raise ReadError(name, "wrong_type", _NO_MAIL)
    passages = Passages(name)
    for part in parts:
        for paragraph in re.split(r"\n\s*\n", part):
            passages.paragraph(paragraph)
    return Reading(
        text=passages.text(reader.nothing()), note=reader.note(), origin=origin, places=_PLACES
    )


class _TooManyPartsError(Exception):
    """A mail has more parts than `MAX_PARTS`."""


class _Policy(email.policy.EmailPolicy):
    """Keeps only the headers that are read, and none of a length that takes the parser long."""

    def __init__(self, most: int) -> None:
        parts = iter(range(most))

        def make(policy: Any = None) -> EmailMessage:
            if next(parts, None) is None:
                raise _TooManyPartsError
            return EmailMessage(policy)

        super().__init__(message_factory=make)

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if name.lower() not in _KEPT:
            return name, ""
        # Headers in bare UTF-8 (RFC 6532) arrive as halves of characters.
        bare = value[:_MAX_HEADER].encode("utf-8", errors="surrogateescape")
        return name, bare.decode("utf-8", errors="replace")


def _origin(message: Message) -> Origin:
    published = source = None
    date: Any = message["Date"]
    if date is not None and date.datetime is not None:
        published = check_published(date.datetime.date().isoformat())
    sender: Any = message["From"]
    if sender is not None and sender.addresses:
        source = as_label(sender.addresses[0].display_name)
    subject = message["Subject"]
    return Origin(
        title=as_label(str(subject)) if subject is not None else None,
        source=source,
        published=published,
    )


class _Mail:
    """Takes the texts out of the parts of a mail, and remembers what it leaves."""

    def __init__(self, name: str, encoding: str | None) -> None:
        self._name, self._encoding = name, encoding
        self._attached: list[str] = []
        self._pictures = self._forwarded = 0
        self._quoted = self._signed = False
        self._remarks: dict[str, None] = {}

    def nothing(self) -> str:
        """What to say if no text is left."""
        if self._quoted:
            return "all of its text is quoted from other mails; save that text as a .txt file."
        return "there is no text in it; its attachments are to be saved and read by themselves."

    def note(self) -> str | None:
        """What a person should know of the reading, or None."""
        sentences = list(self._remarks)
        if self._attached:
            named = ", ".join(f'"{name}"' for name in self._attached[:_MAX_NAMED])
            more = len(self._attached) - _MAX_NAMED
            count = counted(len(self._attached), "attachment", "attachments")
            named += f" and {more} more" if more > 0 else ""
            sentences.append(f"Read without its {count}: {named}.")
        if self._pictures:
            pictures = counted(self._pictures, "picture", "pictures")
            sentences.append(f"Read without its {pictures}.")
        if self._quoted:
            sentences.append("Text quoted from earlier mails was left out.")
        if self._signed:
            sentences.append("Its signature was left out.")
        if self._forwarded:
            mails = counted(self._forwarded, "forwarded mail", "forwarded mails")
            sentences.append(f"It holds {mails}, read with it under the date of this one.")
        return " ".join(sentences) or None

    def walk(self, part: Message) -> Iterator[str]:
        """The texts of a part and of the parts within it, in their order."""
        kind = part.get_content_type()
        smime = kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
        if kind == "multipart/encrypted" or (
            smime and "signed" not in str(part.get_param("smime-type", ""))
        ):
            raise ReadError(self._name, "encrypted", _ENCRYPTED)
        payload = part.get_payload()
        inner = (
            [child for child in payload if isinstance(child, Message)]
            if (isinstance(payload, list))
            else []
        )
        if kind == "message/rfc822":
            yield from self._forward(inner)
        elif kind == "multipart/alternative":
            yield from self._best(inner)
        elif inner:
            for child in inner[:1] if kind == "multipart/signed" else inner:
                yield from self.walk(child)
        elif kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
            yield self._text(part, kind)
        elif kind.startswith("image/"):
            self._pictures += 1
        elif not kind.startswith("multipart/"):
            self._attached.append(as_label(part.get_filename()) or kind)

    def _forward(self, messages: list[Message]) -> Iterator[str]:
        for message in messages:
            self._forwarded += 1
            subject = message["Subject"]
            yield (as_label(str(subject)) if subject is not None else None) or ""
            yield from self.walk(message)

    def _best(self, forms: list[Message]) -> Iterator[str]:
        """One of several forms of the same text: the plain one, unless it is empty."""
        order = {"text/plain": 0, "multipart/related": 1, "multipart/mixed": 1, "text/html": 1}
        for form in sorted(forms, key=lambda form: order.get(form.get_content_type(), 2)):
            texts = list(self.walk(form))
            if any(text.strip() for text in texts):
                yield from texts
                return

    def _text(self, part: Message, kind: str) -> str:
        payload = part.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        if not data.strip():
            return ""
        text = self._decoded(data, part.get_content_charset())
        if kind == "text/html":
            text, quoted = page_text(text, self._name)
            self._quoted = self._quoted or quoted
            return text
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        flowed = str(part.get_param("format", "")).lower() == "flowed"
        joined = str(part.get_param("delsp", "")).lower() == "yes"
        lines = self._own_lines(text.split("\n"), flowed=flowed)
        return _unfolded(lines, joined=joined) if flowed else "\n".join(lines)

    def _decoded(self, data: bytes, charset: str | None) -> str:
        declared = self._encoding or charset
        if declared is not None:
            try:
                known = codecs.lookup(declared).name
                if known not in _NO_CHARSETS:
                    return data.decode(known)
            except (LookupError, ValueError):  # an unknown charset, or one that does not fit
                pass
        text, note = decode(data, self._name)
        if declared is not None:
            said = as_label(declared) or "an unknown charset"
            self._remarks[f"It is not in {said[:40]}, as it says; read by its bytes."] = None
        elif note:
            self._remarks[note] = None
        return text

    def _own_lines(self, lines: list[str], *, flowed: bool) -> list[str]:
        """The lines without quotes, their introductions ("... wrote:") and the signature."""
        kept: list[str] = []
        for line in lines:
            if line.startswith(">"):
                self._quoted = True
                self._drop_introduction(kept)
            elif line == "-- ":
                self._signed = True
                break
            else:
                kept.append(line[1:] if flowed and line.startswith(" ") else line)
        return kept

    def _drop_introduction(self, kept: list[str]) -> None:
        last = len(kept) - 1
        while last >= 0 and last > len(kept) - 4 and not kept[last].strip():
            last -= 1
        for first in (last, last - 1):  # it may be folded into two lines
            if first >= 0 and _INTRODUCTION.search(" ".join(kept[first : last + 1])[-300:]):
                del kept[first:]
                return


def _unfolded(lines: list[str], *, joined: bool) -> str:
    """Lines put together that were only broken for the way (RFC 3676)."""
    pieces = []
    for line in lines:
        soft = line.endswith(" ")
        pieces += [line[:-1] if soft and joined else line, "" if soft else "\n"]
    return "".join(pieces)
