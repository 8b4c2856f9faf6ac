"""Archives: checks the ZIP container of an office document before anything in it is parsed."""

import codecs
import re
import struct
import zipfile
import zlib
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from tracker.model.errors import ReadError

MAX_MEMBERS = 2_000
MAX_UNPACKED = 50_000_000
# Markup packs to a tenth, drawings and long tables to a hundredth; only filling packs better.
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 1_000_000
MAX_MARKUP = 20_000_000
# Each tag costs some hundred bytes when parsed; a book of 500 pages has some 300,000.
MAX_TAGS = 1_000_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_CHUNK = 1 << 16
_ENCRYPTED = "it is encrypted; open it with its password and save it without."
_DAMAGED = "the file is damaged; save it anew in its program, or its text as a .txt file."
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""All that zipfile raises over damaged files; NotImplementedError for a later version of ZIP."""


class Package:
    """The members of a ZIP container, within `MAX_MEMBERS`, `MAX_UNPACKED` and `MAX_RATIO`.

    Attributes:
        names: What is in it.
    """

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Check the container; nothing is unpacked yet.

        Args:
            data: The whole file.
            name: What to call it in messages.
            kind: What it should be, such as "Word document (.docx)".

        Raises:
            ReadError: `encrypted`; `wrong_type` for the old binary formats; `unreadable` for what
                is no ZIP container or a damaged one; `too_large`.
        """
        self._name, self._markup, self._tags = name, 0, 0
        _refuse_other_containers(data, name, kind)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except FAULTS as error:
            raise ReadError(name, "unreadable", _DAMAGED) from error
        members = self._archive.infolist()
        self._check(members, len(data))
        self.names = frozenset(member.filename for member in members)
        if len(self.names) < len(members):  # programs differ in which of the two they show
            raise ReadError(name, "unreadable", "it holds two parts of one name; save it anew.")

    def _check(self, members: list[zipfile.ZipInfo], size: int) -> None:
        if len(members) > MAX_MEMBERS:
            detail = f"it holds {len(members)} parts, and up to {MAX_MEMBERS} are read; split it."
            raise ReadError(self._name, "too_large", detail)
        unpacked = sum(member.file_size for member in members)
        if unpacked > MAX_UNPACKED:
            detail = (
                f"it unpacks to {unpacked / 1e6:.0f} MB, and up to {MAX_UNPACKED / 1e6:.0f} MB "
                "are read; save it without its pictures."
            )
            raise ReadError(self._name, "too_large", detail)
        if unpacked > _RATIO_COUNTS_FROM and unpacked > MAX_RATIO * size:
            detail = f"it unpacks to {unpacked // size} times its size, as only filling does."
            raise ReadError(self._name, "too_large", detail)
        if any(member.flag_bits & 0x1 for member in members):
            raise ReadError(self._name, "encrypted", _ENCRYPTED)

    def read(self, member: str) -> bytes:
        """The content of a member.

        Sizes in a container may be lies: no more is unpacked than is declared, and that was
        checked; what is longer in truth ends there.

        Raises:
            ReadError: `unreadable`, if it is missing or damaged.
        """
        chunks = []
        try:
            info = self._archive.getinfo(member)
            if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise zipfile.BadZipFile(f"packed by method {info.compress_type}")
            with self._archive.open(info) as file:
                while chunk := file.read(_CHUNK):
                    chunks.append(chunk)
        except FAULTS as error:
            raise ReadError(self._name, "unreadable", _DAMAGED) from error
        return b"".join(chunks)

    def xml(self, member: str) -> bytes:
        """A member with markup, as UTF-8 without a declaration.

        Office formats know no other encodings than Unicode's and no document types; another
        encoding could hide one, and with it entities that grow without end or name files.

        Raises:
            ReadError: `unreadable` if it is no such markup; `too_large` if all members read so
                far exceed `MAX_MARKUP` bytes or `MAX_TAGS` tags.
        """
        data = self.read(member)
        self._markup += len(data)
        if self._markup > MAX_MARKUP:
            raise ReadError(self._name, "too_large", "its text is too long; split it.")
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        try:
            text = data.decode("utf-16" if wide else "utf-8-sig")
        except UnicodeDecodeError as error:
            raise ReadError(self._name, "unreadable", _DAMAGED) from error
        text = _DECLARATION.sub("", text, count=1)
        if "<!DOCTYPE" in text:
            detail = "it declares a document type, as no office program does; save it anew."
            raise ReadError(self._name, "unreadable", detail)
        self._tags += text.count("<")
        if self._tags > MAX_TAGS:
            raise ReadError(self._name, "too_large", "it has too much markup; split it.")
        return text.encode("utf-8")

    def tree(self, member: str) -> etree._Element:
        """The root element of a member with markup.

        Raises:
            ReadError: As `xml` does.
        """
        return parse(self.xml(member), self._name)


def parse(markup: bytes, name: str) -> etree._Element:
    """The root element of checked markup; nothing is expanded, loaded or fetched.

    Raises:
        ReadError: `unreadable` if it is not well-formed, or nested hundreds deep.
    """
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(markup, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(name, "unreadable", _DAMAGED) from error


def _refuse_other_containers(data: bytes, name: str, kind: str) -> None:
    if not data.strip():
        raise ReadError(name, "no_text", "the file is empty.")
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError(name, "encrypted", _ENCRYPTED)
        detail = f"this is a file of an older office program; save it as a {kind}."
        raise ReadError(name, "wrong_type", detail)
    if not data.startswith(b"PK\x03\x04"):
        detail = f"this is no {kind}, whatever its name says; save its text as a .txt file."
        raise ReadError(name, "unreadable", detail)
