"""Exporting: facts or a public view to a file in the format that its suffix names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from tracker.exchange.bundles import write_bundle
from tracker.exchange.csv_files import write_csv
from tracker.exchange.json_files import write_lists
from tracker.exchange.parquet_files import write_parquet
from tracker.exchange.rows import (
    Row,
    document_row,
    exported_columns,
    exported_row,
    exported_types,
)
from tracker.exchange.workbooks import write_xlsx
from tracker.model.filter import FactFilter

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.snapshot import Snapshot

FORMATS = (".csv", ".json", ".xlsx", ".parquet", ".zip")
_FACTS, _VIEW = "corridor-tracker 2", "corridor-tracker view 1"


def export(
    store: "Store", path: Path, where: FactFilter | None = None, *, view: str | None = None
) -> int:
    """Write facts, or the rows of a view, to a new file in the format that its suffix names.

    Rows are written as they are read, so that memory does not grow with them (an `.xlsx` file
    grows in a temporary one), and all of one state of the database. A `.json` file also holds the
    whole documents that the facts come from, a `.xlsx` file a second sheet with their titles and
    addresses. A `.zip` file is a bundle: all that cannot be made anew, to be imported elsewhere.
    The file appears only when it is complete.

    Args:
        store: Where the facts are.
        path: A file that does not exist yet, or may be replaced.
        where: Which facts; None: all that are not rejected.
        view: Name of a public view, whose rows are written instead.

    Returns:
        How many facts or rows were written.

    Raises:
        ValueError: The suffix names none of `FORMATS`, there are more rows than a sheet holds, or
            a bundle is to hold a part only.
        NotFoundError: There is no such view.
        TrackerError: What writes the format is not installed.
        OSError: The file cannot be written; nothing is left of it.
    """
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ValueError(f"{path.name}: name a file that ends in {', '.join(FORMATS)}.")
    if suffix == ".zip" and (view is not None or where is not None):
        raise ValueError("A bundle holds everything: leave filters and view away.")
    with store.exchange.snapshot() as snapshot, replacing(path) as unfinished:
        if suffix == ".zip":
            return write_bundle(snapshot.part, store.exchange.parts, unfinished)["facts"]
        if view is not None:
            return _write_view(snapshot, view, unfinished, suffix)
        return _write_facts(snapshot, where or FactFilter(), unfinished, suffix)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the path that takes its place when all went well, and else disappears."""
    unfinished = path.with_name(f".{path.stem[:40]}-{token_hex(4)}.part")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write_facts(snapshot: "Snapshot", where: FactFilter, path: Path, suffix: str) -> int:
    rows = (exported_row(*each) for each in snapshot.facts(where))
    columns = exported_columns()
    if suffix == ".xlsx":
        documents = (_without_text(document_row(each)) for each in snapshot.documents(where))
        return write_xlsx({"facts": rows, "documents": documents}, path, {"facts": columns})
    if suffix == ".parquet":
        return write_parquet(rows, path, columns, exported_types())
    with path.open("w", encoding="utf-8", newline="") as file:
        if suffix == ".csv":
            return write_csv(rows, file, columns)
        documents = (document_row(each) for each in snapshot.documents(where))
        return write_lists(_FACTS, {"documents": documents, "facts": rows}, file)


def _write_view(snapshot: "Snapshot", view: str, path: Path, suffix: str) -> int:
    columns, rows = snapshot.view(view)
    if suffix == ".xlsx":
        return write_xlsx({view: rows}, path, {view: columns})
    if suffix == ".parquet":
        return write_parquet(rows, path, columns, snapshot.types)
    with path.open("w", encoding="utf-8", newline="") as file:
        if suffix == ".csv":
            return write_csv(rows, file, columns)
        return write_lists(_VIEW, {view: rows}, file)


def _without_text(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "text"}
