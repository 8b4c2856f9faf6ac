"""Tables of facts as spreadsheets save them: encoding, delimiter, header and rows of a CSV file."""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.exchange.csv_files import cell_text
from tracker.model.errors import ReadError

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 1 << 24  # characters
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: where it begins in the file, its cells as saved, and their texts by column."""

    line: int
    cells: tuple[str, ...]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvTable:
    """A CSV file that was looked at: what its columns are called, and how to read it."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]

    def rows(self) -> Iterator[TableRow]:
        """The rows in order, empty ones left out; a row may have too many cells."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter)
            next(reader)
            line = reader.line_num + 1
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    pairs = zip(self.columns, cells, strict=False)
                    texts = {name: cell_text(cell) for name, cell in pairs if name}
                    yield TableRow(line=line, cells=tuple(cells), texts=texts)
                line = reader.line_num + 1


def look_at(path: Path, encoding: str | None = None) -> CsvTable:
    """Find out how a CSV file is written, and that all of it can be decoded.

    Args:
        path: The file.
        encoding: Its encoding, where it is neither UTF-8 nor marked as UTF-16.

    Raises:
        ReadError: There is no such file, it cannot be read, or it has no header.
    """
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    chosen = _check_encoding(path, encoding)
    with path.open(encoding=chosen, newline="") as file:
        header = file.readline(_CHUNK)
    if not header.strip():
        raise ReadError(path, "no_text", "It is empty: the first row must name the columns.")
    delimiter = max(_DELIMITERS, key=header.count)
    cells = next(csv.reader([header], delimiter=delimiter))
    return CsvTable(
        path=path,
        encoding=chosen,
        delimiter=delimiter,
        columns=tuple(cell.strip().lower() for cell in cells),
    )


def _check_encoding(path: Path, encoding: str | None) -> str:
    try:
        with path.open("rb") as file:
            chosen = encoding or _MARKS.get(file.read(2), "utf-8-sig")
            file.seek(0)
            decoder = codecs.getincrementaldecoder(chosen)()
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except FileNotFoundError as error:
        raise ReadError(path, "missing", "There is no such file.") from error
    except LookupError as error:
        raise ReadError(path, "bad_encoding", f"No encoding is called {encoding!r}.") from error
    except UnicodeError as error:
        detail = (
            f"It is not {chosen.removesuffix('-sig').upper()}: save it as CSV UTF-8, or name its "
            "encoding, for instance --encoding cp1252."
        )
        raise ReadError(path, "bad_encoding", detail) from error
    except OSError as error:
        raise ReadError(path, "unreadable", f"It cannot be read: {error.strerror}.") from error
    return chosen
