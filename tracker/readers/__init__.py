"""Files → documents: `read()` finds the reader by the file's suffix and puts the text in order."""

import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from tracker.model.document import Document
from tracker.model.errors import ReadError, UnsupportedFormatError
from tracker.readers.documents import Known, make_document, make_documents
from tracker.readers.isolation import run_isolated
from tracker.readers.origins import Origin, find_origin
from tracker.readers.plain import read_text
from tracker.readers.reading import Reading

MAX_BYTES = 5_000_000
MAX_BYTES_WITH_PICTURES = 20_000_000
"""Of formats that carry pictures, fonts or attachments with them."""

FEED = "tracker.readers.feed:read_feed"
_PLAIN = "tracker.readers.plain:read_text"
READERS: Mapping[str, str] = {
    ".txt": _PLAIN,
    ".md": _PLAIN,
    ".html": "tracker.readers.html:read_html",
    ".htm": "tracker.readers.html:read_html",
    ".xhtml": "tracker.readers.html:read_html",
    ".docx": "tracker.readers.docx:read_docx",
    ".odt": "tracker.readers.odt:read_odt",
    ".eml": "tracker.readers.mail:read_mail",
    ".xlsx": "tracker.readers.workbook:read_workbook",
    ".csv": "tracker.readers.delimited:read_delimited",
    ".tsv": "tracker.readers.delimited:read_delimited",
    ".pdf": "tracker.readers.pdf:read_pdf",
    ".rss": FEED,
    ".atom": FEED,
    ".rdf": FEED,
    ".xml": FEED,
}
"""Suffix to where its reader is. Plain text is read here, all else in a limited process."""

_WITH_PICTURES = {".docx", ".odt", ".eml", ".xlsx", ".pdf"}


def size_limit(suffix: str) -> int:
    """How many bytes a document with this suffix may have."""
    return MAX_BYTES_WITH_PICTURES if suffix.lower() in _WITH_PICTURES else MAX_BYTES


def read(
    path: str | Path, origin: Origin | None = None, *, languages: Collection[str] | None = None
) -> Document:
    """The document in one file; from here on its text is never rewritten.

    What a `documents.toml` in the file's folder or beside that folder says of the file is taken
    over; what `origin` says goes before it. `Document.found` tells where each field comes from.

    Args:
        path: A file whose suffix is in `READERS`, of at most `size_limit()`.
        origin: What the person who hands the file over knows of it.
        languages: Codes of the languages that can be read; what else a document states is dropped.
            None: those that come with the package.

    Raises:
        UnsupportedFormatError: No reader knows the format.
        ReadError: The file is missing, too large, empty, damaged, encrypted or in an unknown
            encoding, takes too long to read, holds several documents, or what stands beside it in
            `documents.toml` is faulty.
    """
    reading, known = _read_file(Path(path), origin, languages)
    _refuse_several(reading, path)
    return make_document(reading, Path(path).name, known)


def read_all(
    path: str | Path, origin: Origin | None = None, *, languages: Collection[str] | None = None
) -> tuple[Document, ...]:
    """The documents in one file: one, or all that it holds, as a feed holds its entries.

    Title and address that `origin` or `documents.toml` say are not applied where it holds several.

    Args:
        path, origin, languages: As for `read`.

    Raises:
        UnsupportedFormatError: No reader knows the format.
        ReadError: As `read` does.
    """
    reading, known = _read_file(Path(path), origin, languages)
    return make_documents(reading, Path(path).name, known)


def read_bytes(
    data: bytes,
    name: str,
    origin: Origin | None = None,
    *,
    languages: Collection[str] | None = None,
) -> Document:
    """The document in bytes that came from no file of ours, such as standard input.

    Args:
        data: Plain text in UTF-8, UTF-16 with its mark, the declared encoding, or Windows-1252.
        name: What to call it in messages.
        origin: What is known of it.
        languages: As for `read`.

    Raises:
        ReadError: As `read` does.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(name, "too_large", _too_large(len(data), MAX_BYTES))
    known = Known(given=origin or Origin(), languages=languages)
    return make_document(read_text(data, name, known.encoding), name, known)


def read_upload(
    data: bytes,
    name: str,
    origin: Origin | None = None,
    *,
    languages: Collection[str] | None = None,
) -> Document:
    """The document in a file that a person handed over without our having its folder.

    Args:
        data: What is in it.
        name: Its name; the suffix is in `READERS`.
        origin: What is known of it.
        languages: As for `read`.

    Raises:
        UnsupportedFormatError: No reader knows the format.
        ReadError: As `read` does; `wrong_type` also for a file that holds several documents.
    """
    reading, known = _read_data(data, name, origin, languages)
    _refuse_several(reading, name)
    return make_document(reading, name, known)


def read_documents(
    data: bytes,
    name: str,
    origin: Origin | None = None,
    *,
    languages: Collection[str] | None = None,
) -> tuple[Document, ...]:
    """As `read_upload`, of a file that may hold several documents, as a feed does.

    Where it holds several, each has its own title and address, never those of `origin`.

    Args:
        data, name, origin, languages: As for `read_upload`.

    Raises:
        UnsupportedFormatError: No reader knows the format.
        ReadError: As `read` does.
    """
    reading, known = _read_data(data, name, origin, languages)
    return make_documents(reading, name, known)


def _read_file(
    path: Path, origin: Origin | None, languages: Collection[str] | None
) -> tuple[Reading, Known]:
    size, most = _size(path), size_limit(path.suffix)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormatError(path, "wrong_type", _unsupported(path.suffix))
    if size > most:
        raise ReadError(path, "too_large", _too_large(size, most))
    known = Known(given=origin or Origin(), listed=find_origin(path), languages=languages)
    return _run(reader, _bytes(path, most), str(path), known.encoding), known


def _read_data(
    data: bytes, name: str, origin: Origin | None, languages: Collection[str] | None
) -> tuple[Reading, Known]:
    suffix = Path(name).suffix
    most = size_limit(suffix)
    reader = READERS.get(suffix.lower())
    if reader is None:
        raise UnsupportedFormatError(name, "wrong_type", _unsupported(suffix))
    if len(data) > most:
        raise ReadError(name, "too_large", _too_large(len(data), most))
    known = Known(given=origin or Origin(), languages=languages)
    return _run(reader, data, name, known.encoding), known


def _run(reader: str, data: bytes, name: str, encoding: str | None) -> Reading:
    if reader == _PLAIN:
        return read_text(data, name, encoding)
    return run_isolated(reader, data, name, encoding)


def _refuse_several(reading: Reading, name: str | Path) -> None:
    if reading.parts:
        detail = (
            f"it holds {len(reading.parts)} documents, and here one is expected, so none was read; "
            "use `tracker ingest`, which takes all of them."
        )
        raise ReadError(name, "wrong_type", detail)


def _size(path: Path) -> int:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReadError(path, "missing", "there is no such file; check its name.") from error
    except PermissionError as error:
        raise ReadError(path, "not_allowed", _NOT_ALLOWED) from error
    except (OSError, ValueError) as error:
        raise ReadError(path, "unreadable", "the file cannot be opened.") from error
    if stat.S_ISDIR(status.st_mode):
        raise ReadError(path, "wrong_type", "this is a folder; `tracker ingest` reads folders.")
    if not stat.S_ISREG(status.st_mode):
        raise ReadError(path, "wrong_type", "this is no ordinary file.")
    return status.st_size


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except PermissionError as error:
        raise ReadError(path, "not_allowed", _NOT_ALLOWED) from error
    except OSError as error:
        raise ReadError(path, "unreadable", "the file cannot be read to its end.") from error
    if len(data) > most:  # it grew after its size was asked for
        raise ReadError(path, "too_large", _too_large(len(data), most))
    return data


_NOT_ALLOWED = "you have no right to read it; ask its owner or copy it to a place of yours."


def _too_large(size: int, most: int) -> str:
    return (
        f"it has {size / 1e6:.1f} MB, and documents of up to {most / 1e6:.0f} MB are read; "
        f"{_SMALLER[most]}."
    )


_SMALLER = {
    MAX_BYTES: "split it into its articles",
    MAX_BYTES_WITH_PICTURES: "split it, or save its text as a .txt file",
}


def _unsupported(suffix: str) -> str:
    which = f"{suffix} files are not read" if suffix else "files without a suffix are not read"
    return f"{which}, only {_listed(READERS)}; save its text as a .txt file."


def _listed(suffixes: Iterable[str]) -> str:
    *others, last = suffixes
    return f"{', '.join(others)} and {last}" if others else last
