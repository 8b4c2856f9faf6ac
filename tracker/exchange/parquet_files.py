"""Rows as a Parquet file, written by DuckDB: typed columns, for whichever program reads them."""

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tracker.exchange.csv_files import plain_text
from tracker.exchange.rows import Row
from tracker.model.errors import TrackerError

_NAMES: dict[type, str] = {int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}
_LEAST_BUFFER = 1 << 20  # bytes


def write_parquet(
    rows: Iterable[Row], path: Path, columns: Sequence[str], types: Mapping[str, type]
) -> int:
    """Write rows as Parquet and say how many.

    The rows pass through a temporary file of JSON lines, which DuckDB converts piece by piece:
    neither side holds them all.

    Args:
        rows: What to write.
        path: The file.
        columns: Names of the columns, in order.
        types: Which of int, float and str a column holds; of others, what their values are.

    Raises:
        TrackerError: DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise TrackerError(
            "Parquet files are written by DuckDB, which is not installed: "
            "install it with `pip install 'corridor-tracker[parquet]'`, or export to .csv."
        ) from error
    found = {name: types.get(name) for name in columns}
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        lines = Path(folder) / "rows.jsonl"
        number, longest = _write_lines(rows, lines, found)
        names = {name: _NAMES[kind or str] for name, kind in found.items()}
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,  # in the order of the rows
            "temp_directory": folder,
            "autoinstall_known_extensions": False,  # nothing is fetched from the net
        }
        with duckdb.connect(config=settings) as database:
            table = database.read_json(
                str(lines),
                columns=names,
                format="newline_delimited",
                maximum_object_size=max(longest, _LEAST_BUFFER),
            )
            table.write_parquet(str(path), compression="zstd")
    return number


def _write_lines(rows: Iterable[Row], path: Path, found: dict[str, type | None]) -> tuple[int, int]:
    """Write the rows, widen the types to what they hold, and measure: number, longest line."""
    number = longest = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            number += 1
            cells = {}
            for name, known in found.items():
                value = row[name]
                if value is not None and not isinstance(value, int | float):
                    value = plain_text(value) or None if not isinstance(value, str) else value
                if value is not None and type(value) is not known:
                    found[name] = _wider(known, value)
                cells[name] = value
            line = json.dumps(cells, ensure_ascii=False, allow_nan=False)
            longest = max(longest, 4 * len(line))
            file.write(line + "\n")
    return number, longest


def _wider(known: type | None, value: object) -> type:
    kind = next(each for each in (int, float, str) if isinstance(value, each))
    if known in (None, kind):
        return kind
    return float if {known, kind} == {int, float} else str
