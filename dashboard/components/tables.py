"""Tables: rows of text and links, on the page and as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.components.links import foreign, page_link

Cell = str | int | float | None | Component


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a view: heads, rows, and which columns hold numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: frozenset[int] = frozenset()


def draw_table(table: Table, caption: str, class_name: str = "") -> Component:
    """The table in a box that scrolls sideways by itself, reachable by keyboard."""
    head = [
        html.Th(text, scope="col", className="number" if index in table.numeric else "")
        for index, text in enumerate(table.heads)
    ]
    body = [
        html.Tr(
            [
                html.Td(cell, className="number" if index in table.numeric else "")
                for index, cell in enumerate(row)
            ]
        )
        for row in table.rows
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(caption, className="hidden"),
                html.Thead(html.Tr(head)),
                html.Tbody(body),
            ],
            className=f"table {class_name}".strip(),
        ),
        className="table-box",
        tabIndex=0,
        role="region",
        **aria(label=caption),
    )


def linked(text: str, href: str) -> Component:
    """A foreign text in a cell that leads to its figure."""
    return page_link(foreign(text), href)


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
