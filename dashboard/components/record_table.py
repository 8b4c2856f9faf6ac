"""Record table: a table that is complete when its page is laid out."""

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.components.links import foreign, page_link
from dashboard.components.tables import Cell, Link, Table, pack_table

FEW = 40
"""So many rows are cheap enough to travel as components."""


def record_table(name: str, table: Table, caption: str, class_name: str = "") -> Component:
    """A table whose rows travel with the page; the browser builds them where they are many.

    Args:
        name: Distinguishes several tables of one page.
        table: Heads and rows.
        caption: What it shows, for those who do not see it.
        class_name: A class of the box around it.
    """
    if len(table.rows) <= FEW:
        return short_table(table, caption, class_name)
    return html.Div(
        [
            dcc.Store(id={"type": "table-data", "name": name}, data=pack_table(table, caption)),
            dcc.Store(id={"type": "table-painted", "name": name}),
            html.Div(id={"type": "table", "name": name}, className=f"table-box {class_name}"),
        ]
    )


def short_table(table: Table, caption: str, class_name: str = "") -> Component:
    """A table of a few rows that stands with its page, so that nothing below it moves later.

    Args:
        table: Heads and rows; links lead to pages of this app.
        caption: What it shows, for those who do not see it.
        class_name: A class of the box around it.
    """
    head = [
        html.Th(text, scope="col", className=_look(table, index))
        for index, text in enumerate(table.heads)
    ]
    rows = [
        html.Tr(
            [html.Td(_cell(cell), className=_look(table, index)) for index, cell in enumerate(row)]
        )
        for row in table.rows
    ]
    whole: list[Any] = [
        html.Caption(caption, className="hidden"),
        html.Thead(html.Tr(head)),
        html.Tbody(rows),
    ]
    return html.Div(
        html.Table(whole, className="table"),
        className=f"table-box {class_name}",
        tabIndex=0,
        role="region",
        **aria(label=caption),
    )


def _look(table: Table, index: int) -> str:
    return "number" if index in table.numeric else ""


def _cell(cell: Cell) -> Component:
    return page_link(foreign(cell.text), cell.href) if isinstance(cell, Link) else foreign(cell)
