"""Table excerpt: the rows of a table around one figure, with the heads that say what it is."""

from collections.abc import Callable
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.components.excerpt import Mark
from dashboard.components.links import page_link, visible
from dashboard.components.text_layout import excerpt_of, heads_of
from dashboard.components.text_tables import table_at
from dashboard.wording import Wording

MAX_TITLE = 300


def table_excerpt(
    text: str,
    marks: list[Mark],
    current: Mark,
    href: Callable[[str], str],
    wording: Wording,
) -> list[Component] | None:
    """The table around a figure: what stands above it, rows and columns; None where it is in none.

    Args:
        text: The whole text of the document.
        marks: Where its figures stand; none overlaps another.
        current: The figure in question.
        href: From a key to the address of its page.
        wording: The language.
    """
    table = table_at(text, current.start)
    nodes = excerpt_of(text, current.start, current.end, marks, wording)
    if table is None or nodes is None:
        return None
    starts = sorted(mark.start for mark in marks)
    found: list[Component] = []
    title = text[: table.start].rstrip().rpartition("\n")[2][-MAX_TITLE:]
    if title and "|" not in title:
        found.append(html.P(html.Bdi(visible(title)), className="table-title"))
    row, column = heads_of(text, table, current.start, starts)
    if place := " · ".join(visible(part) for part in (row, column) if part):
        found.append(html.P(html.Bdi(place), className="table-place"))
    found.append(_draw(nodes[0], current.key, href))
    return found


def _draw(node: dict[str, Any], current: str, href: Callable[[str], str]) -> Component:
    """A table node as a component."""

    def piece(one: list[Any]) -> Any:
        if one[1] is None:
            return one[0]
        if one[1] == current:
            return html.Mark(one[0], className="figure-mark")
        return page_link(one[0], href(one[1]), "figure-link")

    def cell(pieces: list[Any], column: int, *, is_head: bool) -> Component:
        look = "number" if column in node["numeric"] else None
        inner = html.Bdi([piece(one) for one in pieces])
        if pieces and (is_head or (column == 0 and 0 not in node["numeric"])):
            return html.Th(inner, scope="col" if is_head else "row", className=look)
        return html.Td(inner, className=look)

    rows = [
        html.Tr([cell(each, at, is_head=number < node["heads"]) for at, each in enumerate(row)])
        for number, row in enumerate(node["rows"])
    ]
    heads = node["heads"]
    parts = [html.Thead(rows[:heads])] if heads else []
    return html.Div(
        html.Table([*parts, html.Tbody(rows[heads:])], className="table"),
        className="table-box text-table",
        tabIndex=0,
        role="region",
        **aria(label=node["label"]),
    )
