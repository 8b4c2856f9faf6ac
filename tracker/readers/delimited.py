"""Tables in plain text (.csv, .tsv): rows apart by line ends, cells by a sign that is found out."""

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

from tracker.model.errors import ReadError
from tracker.readers.decoding import decode
from tracker.readers.grids import Cell, is_value
from tracker.readers.passages import Passages
from tracker.readers.reading import Reading
from tracker.readers.sheets import check_area, check_size, refuse_own_export, write_sheet

if TYPE_CHECKING:
    import _csv

MAX_LINES = 200_000
# In this order where two fit alike: a decimal comma stands in files that part by semicolons.
_SIGNS = ("\t", ";", "|", ",")
_TRIED_LINES = 200
_TRIED_CHARS = 100_000
_NEARLY = 0.8
_LENGTHENED = (
    "Figures with three decimals have a nought more here, so that none is taken for thousands."
)
# Of point and comma: a figure that may be read in two ways, one where the sign is decimal for
# sure, one where it parts thousands.
_DOUBTFUL = tuple(
    (
        re.compile(rf"[-+]?\d{{1,3}}{sign}\d{{3}}", re.ASCII),
        re.compile(rf"[-+]?\d+(?:{other}\d{{3}})*{sign}(?:\d\d?|\d{{4,}})", re.ASCII),
        re.compile(rf"[-+]?\d{{1,3}}(?:{sign}\d{{3}})+(?:{other}\d+|{sign}\d{{3}})", re.ASCII),
    )
    for sign, other in (("\\.", ","), (",", "\\."))
)
_IMPORT = "`tracker import` takes it over with all that is known of each fact"


def read_delimited(data: bytes, name: str, encoding: str | None) -> Reading:
    """The rows of a table in plain text, its figures as they are written there.

    Three decimals get a nought more where the column shows that they are decimals.

    Lines above the head and under the last row become paragraphs. Which sign parts the cells is
    told by the most regular rows, or by Excel's "sep=;" in the first line.

    Args:
        data: The whole file, of at most `MAX_LINES` lines and `sheets.MAX_CELLS` cells.
        name: What to call it in messages.
        encoding: Its encoding if a person knows it.

    Raises:
        ReadError: `too_large`, `no_text`, `wrong_type` for a table of facts that was exported from
            here, and what `decode` raises.
    """
    text, note = decode(data, name, encoding)
    if text.count("\n") + text.count("\r") > 2 * MAX_LINES:
        detail = f"it has more than {MAX_LINES:,} lines; split it."
        raise ReadError(name, "too_large", detail)
    lines = text.splitlines()
    sign = None
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        sign = lines.pop(0)[4]
    sign = sign or _sign_of(lines)
    remarks = [note]
    try:
        rows = _rows(lines, sign, quoted=True)
    except csv.Error:
        rows = _rows(lines, sign, quoted=False)
        remarks.append("Its quotes are not in pairs; they were read as letters.")
    check_size(sum(map(len, rows)), name)
    check_area(len(rows), max(map(len, rows), default=0), name)
    if rows:
        refuse_own_export(rows[0], name, _IMPORT)
    if _lengthen(rows):
        remarks.append(_LENGTHENED)
    passages = Passages(name)
    write_sheet(([Cell(cell.strip()) for cell in row] for row in rows), passages, name)
    return Reading(text=passages.text(), note=" ".join(filter(None, remarks)) or None)


def _rows(lines: list[str], sign: str, *, quoted: bool) -> list[list[str]]:
    """The rows; a line of text above or under the table is one cell, whatever signs it has.

    Raises:
        csv.Error: A quote is not closed.
    """
    reader = _parsed(lines, sign, quoted=quoted)
    rows: list[list[str]] = []
    written: list[list[str]] = []  # as it stands there
    begin = 0
    for row in reader:
        rows.append(row)
        written.append(lines[begin : reader.line_num])
        begin = reader.line_num
    if quoted and written and len(written[-1]) > 1:
        list(_parsed(written[-1], sign, quoted=True, strict=True))
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    usual = max(lengths, key=lambda length: (lengths[length], length), default=1)
    whole = [number for number, row in enumerate(rows) if len(row) >= usual]
    empty = [not any(cell.strip() for cell in row) for row in rows]
    for number, row in enumerate(rows):
        outside = not whole[0] <= number <= whole[-1]
        alone = all(empty[number - 1 : number] + empty[number + 1 : number + 2])
        line = " ".join(written[number])
        # In a sentence a blank follows the sign, in a table seldom.
        is_prose = f"{sign} " in line and '"' not in line and not any(map(is_value, row))
        if is_prose and (outside or alone):
            rows[number] = [line]
    return rows


def _lengthen(rows: list[list[str]]) -> bool:
    """Give three decimals a nought more, where the column shows that they are decimals.

    "12.345" is twelve thousand in German, and twelve beside "4.5". Returns whether there were any.
    """
    changed = False
    for column in range(max(map(len, rows), default=0)):
        cells = [(row, row[column].strip()) for row in rows if column < len(row)]
        figures = [text for _, text in cells if text[-1:].isdecimal() and len(text) < 40]
        for doubtful, decimal, grouped in _DOUBTFUL:
            if not any(map(decimal.fullmatch, figures)) or any(map(grouped.fullmatch, figures)):
                continue
            for row, text in cells:
                if doubtful.fullmatch(text):
                    row[column] = f"{text}0"
                    changed = True
    return changed


def _parsed(lines: list[str], sign: str, *, quoted: bool, strict: bool = False) -> "_csv.Reader":
    # With its line end, so that a cell of two lines keeps both.
    return csv.reader(
        (f"{line}\n" for line in lines),
        delimiter=sign,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        skipinitialspace=quoted and sign != "\t",
        strict=strict,
    )


def _sign_of(lines: list[str]) -> str:
    """The sign that parts the cells: the one that gives most rows one and the same length.

    Of two that fit nearly alike the earlier of `_SIGNS`. `csv.Sniffer` is not asked: its patterns
    take quadratic time.
    """
    tried: list[str] = []
    size = 0
    for line in lines[:_TRIED_LINES]:
        size += len(line)
        if size > _TRIED_CHARS:
            break
        if line.strip():
            tried.append(line)
    best, found = 0.0, ","
    for sign in reversed(_SIGNS):
        try:
            rows = list(_parsed(tried, sign, quoted=True))
        except csv.Error:
            rows = list(_parsed(tried, sign, quoted=False))
        lengths = Counter(len(row) for row in rows if len(row) > 1)
        fit = max(lengths.values(), default=0) / max(len(rows), 1)
        if fit and fit >= _NEARLY * best:
            best, found = max(best, fit), sign
    return found
