"""Record table: a table that is complete when its page is laid out."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.tables import Table, pack_table


def record_table(name: str, table: Table, caption: str, class_name: str = "") -> Component:
    """A table whose rows travel with the page; the browser builds them.

    Args:
        name: Distinguishes several tables of one page.
        table: Heads and rows.
        caption: What it shows, for those who do not see it.
        class_name: A class of the box around it.
    """
    return html.Div(
        [
            dcc.Store(id={"type": "table-data", "name": name}, data=pack_table(table, caption)),
            dcc.Store(id={"type": "table-painted", "name": name}),
            html.Div(id={"type": "table", "name": name}, className=f"table-box {class_name}"),
        ]
    )
