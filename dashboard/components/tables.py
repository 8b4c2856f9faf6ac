"""Tables: rows of text and links, built by the browser, and as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dash import MATCH, Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.components.browser import in_browser
from dashboard.components.links import visible


class Link(NamedTuple):
    """Text in a cell that leads on."""

    text: str
    href: str


Cell = str | Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a view: heads, rows, and which columns hold numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: frozenset[int] = frozenset()


def table_place(name: str, class_name: str = "") -> Component:
    """Where a table will stand; it is filled by writing to `table_data(name)`.

    Rows travel as data and the browser builds them: a thousand components would take seconds.
    """
    return html.Div(
        [
            dcc.Store(id={"type": "table-data", "name": name}),
            dcc.Store(id={"type": "table-painted", "name": name}),
            html.Div(id={"type": "table", "name": name}, className=f"table-box {class_name}"),
        ]
    )


def table_data(name: str) -> Output:
    """The output that fills a table."""
    return Output({"type": "table-data", "name": name}, "data")


def pack_table(table: Table, caption: str) -> dict[str, Any]:
    """A table as data for the browser; a cell is a text, or a text and where it leads."""
    rows = [[_pack_cell(cell) for cell in row] for row in table.rows]
    return {
        "caption": caption, "heads": list(table.heads), "rows": rows,
        "numeric": sorted(table.numeric),
    }  # fmt: skip


def _pack_cell(cell: Cell) -> str | list[str]:
    return [visible(cell.text), cell.href] if isinstance(cell, Link) else visible(cell)


def connect_tables(app: Dash) -> None:
    """Registers the browser's part in tables, once for all."""
    in_browser(
        app,
        "paintTable",
        Output({"type": "table-painted", "name": MATCH}, "data"),
        Input({"type": "table-data", "name": MATCH}, "data"),
    )


def write_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV with a head; texts that a spreadsheet would run get an apostrophe in front."""
    rows = list(rows)
    if not rows:
        return ""
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: inert(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def inert(value: Any) -> Any:
    """A text that begins like a formula is made plain text; numbers stay numbers."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
