"""Files → documents: `read()` finds the reader by the file's suffix and puts the text in order."""

import stat
from collections.abc import Callable
from pathlib import Path

from tracker.model.document import Document
from tracker.model.errors import ReadError, UnsupportedFormatError
from tracker.readers.origins import Origin, find_origin
from tracker.readers.plain import read_text
from tracker.readers.reading import Reading
from tracker.readers.titles import find_title, title_from_name
from tracker.readers.whitespace import put_in_order

MAX_BYTES = 5_000_000


Reader = Callable[[bytes, str, str | None], Reading]
READERS: dict[str, Reader] = {".txt": read_text, ".md": read_text}


def read(path: str | Path, origin: Origin | None = None) -> Document:
    """The document in one file; from here on its text is never rewritten.

    What a `documents.toml` in the file's folder or beside that folder says of the file is taken
    over; what `origin` says goes before it.

    Args:
        path: A file whose suffix is in `READERS`, of at most `MAX_BYTES`.
        origin: What the person who hands the file over knows of it.

    Raises:
        UnsupportedFormatError: No reader knows the format.
        ReadError: The file is missing, too large, empty, binary or in an unknown encoding, or
            what stands beside it in `documents.toml` is faulty.
    """
    path = Path(path)
    size = _size(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnsupportedFormatError(path, "wrong_type", _unsupported(path.suffix))
    if size > MAX_BYTES:
        raise ReadError(path, "too_large", _too_large(size))
    known = find_origin(path).overlaid(origin or Origin())
    return _document(reader(_bytes(path), str(path), known.encoding), path.name, known)


def read_bytes(data: bytes, name: str, origin: Origin | None = None) -> Document:
    """The document in bytes that came from no file of ours, such as standard input.

    Args:
        data: Plain text in UTF-8, UTF-16 with its mark, the declared encoding, or Windows-1252.
        name: What to call it in messages.
        origin: What is known of it.

    Raises:
        ReadError: As `read` does.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(name, "too_large", _too_large(len(data)))
    known = origin or Origin()
    return _document(read_text(data, name, known.encoding), name, known)


def read_upload(data: bytes, name: str, origin: Origin | None = None) -> Document:
    """The document in a file that a person handed over without our having its folder.

    Args:
        data: What is in it.
        name: Its name; the suffix is in `READERS`.
        origin: What is known of it.

    Raises:
        UnsupportedFormatError: No reader knows the format.
        ReadError: As `read` does.
    """
    suffix = Path(name).suffix
    reader = READERS.get(suffix.lower())
    if reader is None:
        raise UnsupportedFormatError(name, "wrong_type", _unsupported(suffix))
    if len(data) > MAX_BYTES:
        raise ReadError(name, "too_large", _too_large(len(data)))
    known = origin or Origin()
    return _document(reader(data, name, known.encoding), name, known)


def _document(reading: Reading, name: str, origin: Origin) -> Document:
    text = put_in_order(reading.text, name)
    notes = [note for note in (origin.note, reading.note) if note]
    origin = reading.origin.overlaid(origin)  # what a person says goes before
    return Document(
        text=text,
        source=origin.source,
        title=origin.title or find_title(text) or title_from_name(Path(name).stem),
        url=origin.url,
        published=origin.published,
        language=origin.language,
        note=" ".join(notes) or None,
    )


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


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except PermissionError as error:
        raise ReadError(path, "not_allowed", _NOT_ALLOWED) from error
    except OSError as error:
        raise ReadError(path, "unreadable", "the file cannot be read to its end.") from error
    if len(data) > MAX_BYTES:  # it grew after its size was asked for
        raise ReadError(path, "too_large", _too_large(len(data)))
    return data


_NOT_ALLOWED = "you have no right to read it; ask its owner or copy it to a place of yours."


def _too_large(size: int) -> str:
    return (
        f"it has {size / 1e6:.1f} MB, and documents of up to {MAX_BYTES / 1e6:.0f} MB are read; "
        "split it into its articles."
    )


def _unsupported(suffix: str) -> str:
    known = " and ".join(READERS)
    which = f"{suffix} files are not read" if suffix else "files without a suffix are not read"
    return f"{which}, only {known}; save its text as a .txt file."
