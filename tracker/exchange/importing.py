"""Importing: a table of facts into the database, and a report of every row that was refused."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.exchange.bundles import Bundle
from tracker.exchange.csv_files import csv_cell, csv_line
from tracker.exchange.csv_reading import CsvTable, TableRow, look_at
from tracker.exchange.exporting import replacing
from tracker.exchange.fact_rows import ALIASES, REQUIRED, FactRow, read_fact
from tracker.exchange.numbers import Decimal
from tracker.exchange.rows import exported_columns
from tracker.model.errors import InvalidFactError, ReadError
from tracker.model.fact import Span
from tracker.model.imported import ImportedDocument, ImportedFact, RowFate
from tracker.model.restored import Restored

if TYPE_CHECKING:
    from tracker.store import Store

COLUMNS = tuple(dict.fromkeys((*exported_columns(), *ALIASES)))
_OF_A_REPORT = ("line", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that was not kept: where it begins in the file, which column is wrong, and why."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of a table of facts.

    Attributes:
        added: How many facts are new. known: how many were there already. kept: how many were
            there with another content, on which a person had decided here.
        refused: The rows that were not kept, in the order of the file.
        unknown_columns: Columns that mean nothing to us, with a known name that is like it.
    """

    added: int
    known: int
    kept: int
    refused: tuple[RefusedRow, ...]
    unknown_columns: Mapping[str, str | None] = field(default_factory=dict)


def import_facts(
    store: "Store",
    path: Path,
    *,
    decimal: Decimal | None = None,
    encoding: str | None = None,
    refused: Path | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Keep the facts of a CSV file whose columns are those of an export (docs/exchange.md).

    Good rows are kept, others refused one by one; a row that was imported before is known again,
    so that importing a file twice changes nothing.

    Args:
        store: Where to.
        path: The file.
        decimal: What separates decimals in it; None: a point where commas separate cells, else
            whatever a number shows.
        encoding: Its encoding, where it is neither UTF-8 nor marked as UTF-16.
        refused: A file that the refused rows are written to, with columns `line` and `reason`;
            mended, it can be imported in turn.
        dry_run: Whether to keep nothing and only report.

    Raises:
        ReadError: The file cannot be read, or lacks a column without which no row can be kept.
        StoreError: The database cannot be written; nothing was.
        OSError: The refused rows cannot be written; the others are kept.
    """
    table = _named(look_at(path, encoding))
    reading = _Reading(decimal or ("point" if table.delimiter == "," else None), table)
    documents = _documents(reading)
    results = store.exchange.import_facts(documents, dry_run=dry_run)
    for each in results:
        if each.fate is RowFate.REFUSED:
            reading.refuse(each.line, each.field or "", each.reason or "")
    report = ImportReport(
        **{
            fate.value: sum(1 for each in results if each.fate is fate)
            for fate in (RowFate.ADDED, RowFate.KNOWN, RowFate.KEPT)
        },
        refused=tuple(sorted(reading.refused, key=lambda each: each.line)),
        unknown_columns={
            name: next(iter(get_close_matches(name, COLUMNS, n=1)), None)
            for name in table.columns
            if name and name not in (*COLUMNS, *_OF_A_REPORT)
        },
    )
    if refused is not None and report.refused:
        _write_refused(table, report.refused, refused)
    return report


def import_bundle(store: "Store", path: Path, *, dry_run: bool = False) -> Restored:
    """Bring what a bundle holds into a database: whole into an empty one, else merged.

    Args:
        store: Where to.
        path: A `.zip` file that `export` wrote.
        dry_run: Whether to keep nothing and only report.

    Raises:
        ReadError: The file is no bundle, damaged, too large or of a newer version, or holds what
            cannot be kept; nothing was written.
        StoreError: The database cannot be written; nothing was.
    """
    with Bundle(path, store.exchange.parts) as bundle:
        try:
            return store.exchange.restore(bundle.rows, dry_run=dry_run)
        except InvalidFactError as error:
            detail = f"It holds what cannot be kept ({error}). Nothing was written."
            raise ReadError(path, "unreadable", detail) from error


def _named(table: CsvTable) -> CsvTable:
    """The table with today's names of its columns, if it has those that every row needs."""
    columns = tuple(ALIASES.get(name, name) for name in table.columns)
    twice = {name for name in columns if name and columns.count(name) > 1}
    if twice:
        detail = f"More than one column is called {', '.join(sorted(twice))}: keep one of them."
        raise ReadError(table.path, "wrong_type", detail)
    missing = [name for name in REQUIRED if name not in columns]
    if not {"sentence", "surface"} & set(columns):
        missing.append("sentence or surface")
    if missing:
        detail = (
            f"It has no column {', '.join(missing)}: the first row must name the columns as an "
            "export does (docs/exchange.md)."
        )
        raise ReadError(table.path, "wrong_type", detail)
    return replace(table, columns=columns)


class _Reading:
    """The rows of a table as facts; keeps which were refused."""

    def __init__(self, decimal: Decimal | None, table: CsvTable) -> None:
        self.refused: list[RefusedRow] = []
        self._decimal, self._table = decimal, table

    def refuse(self, line: int, column: str, reason: str) -> None:
        """Note that a row is not kept."""
        self.refused.append(RefusedRow(line=line, column=column, reason=reason))

    def facts(self) -> Iterator[FactRow]:
        """The rows that can be read."""
        for row in self._table.rows():
            try:
                yield self._read(row)
            except InvalidFactError as error:
                self.refuse(row.line, error.field, error.reason)

    def _read(self, row: TableRow) -> FactRow:
        width = len(self._table.columns)
        if any(cell.strip() for cell in row.cells[width:]):
            reason = f"the row has {len(row.cells)} cells under {width} columns"
            raise InvalidFactError("row", reason)
        return read_fact(row, self._decimal, find_figure)


def _documents(reading: _Reading) -> Iterator[ImportedDocument]:
    """The rows by the document they come from; all are read before the first is handed on."""
    groups: dict[tuple[Any, ...], list[FactRow]] = {}
    for each in reading.facts():
        key = each.row.fact_key
        whose = each.row.sentence if key is None else key.partition(":")[0]
        groups.setdefault((*each.origin.values(), key is None, whose), []).append(each)
    for rows in groups.values():
        yield ImportedDocument(facts=tuple(_placed(rows)), **rows[0].origin)


def _placed(rows: Sequence[FactRow]) -> Iterator[ImportedFact]:
    """The rows, of which those without a place of their own take the next that is free.

    "10 trains left and 10 trains came" states two figures in the same words.
    """
    taken: dict[tuple[int | None, str], set[int]] = {}
    for each in sorted(rows, key=lambda each: not each.stands):
        row, fact = each.row, each.row.fact
        starts = taken.setdefault((row.sentence_start, row.sentence), set())
        start = fact.start
        if not each.stands:
            while start in starts:
                start = row.sentence.find(fact.surface, start + 1)
            start = fact.start if start < 0 else start
        starts.add(start)
        yield replace(row, fact=replace(fact, start=start, end=start + len(fact.surface)))


def find_figure(sentence: str, value: float, unit: str, language: str | None) -> Span | None:
    """The one place where a sentence states a value in a unit, or None."""
    from tracker.extraction import extract

    lexicon = _lexicon()
    known = language if language in lexicon.languages else None
    spans = [
        each.span
        for each in extract(sentence, language=known, lexicon=lexicon)
        if each.unit == unit and math.isclose(each.value, value, rel_tol=1e-9)
    ]
    return spans[0] if len(spans) == 1 else None


@cache
def _lexicon() -> Any:
    from tracker.lexicon.lexicon import load_lexicon

    return load_lexicon()


def _write_refused(table: CsvTable, refused: Sequence[RefusedRow], path: Path) -> None:
    """Write the refused rows as they were, with line and reason in front."""
    reasons = {each.line: each for each in refused}
    names = [name for name in table.columns if name not in _OF_A_REPORT]
    with (
        replacing(path) as unfinished,
        unfinished.open("w", encoding="utf-8", newline="") as file,
    ):
        # With the same delimiter, since that is what tells how numbers are written.
        file.write(csv_line([*_OF_A_REPORT, *names], table.delimiter))
        for row in table.rows():
            if row.line in reasons:
                each = reasons[row.line]
                cells = dict(zip(table.columns, row.cells, strict=False))
                told = [str(row.line), csv_cell(f"{each.column}: {each.reason}")]
                kept = (cells.get(name, "") for name in names)
                file.write(csv_line([*told, *kept], table.delimiter))
