"""Rows as JSON that people can read."""

import json
from collections.abc import Iterable, Mapping
from typing import IO

from tracker.exchange.rows import Row


def write_json(content: object, file: IO[str]) -> None:
    """Write JSON that people can read, non-ASCII letters as they are, and a line end."""
    json.dump(content, file, ensure_ascii=False, indent=2, allow_nan=False)
    file.write("\n")


def write_lists(kind: str, lists: Mapping[str, Iterable[Row]], file: IO[str]) -> int:
    """Write lists of rows one row at a time, so that none is held, and count the last list.

    Args:
        kind: What the file is, kept under `format`.
        lists: Rows by the name of their list.
        file: Where to.
    """
    file.write(f'{{\n  "format": {json.dumps(kind)}')
    number = 0
    for name, rows in lists.items():
        file.write(f",\n  {json.dumps(name)}: [")
        number = 0
        for number, row in enumerate(rows, start=1):
            text = json.dumps(row, ensure_ascii=False, allow_nan=False)
            file.write(f"{',' if number > 1 else ''}\n    {text}")
        file.write("\n  ]" if number else "]")
    file.write("\n}\n")
    return number
