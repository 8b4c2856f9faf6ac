"""Text layout: a foreign text as the browser paints it: pages, releases, tables, running text.

All of it is cut here, where offsets are true. What travels are nodes: a piece of text is a list
`[text, key, title]` (`[text, None, ""]` where it states no figure), all else an object: a heading
`{"head": "page" or "release", "text": …, "id": …}` or a table `{"label": …, "heads": 1,
"rows": […], "numeric": […]}`, whose cells are lists of pieces.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from dashboard.components.excerpt import Mark, cut
from dashboard.components.links import visible
from dashboard.components.text_tables import TextTable, find_tables, table_at
from dashboard.wording import Wording
from tracker import Document, Section

MAX_ROWS = 9
"""So many rows of a table are shown around a figure."""


def lay_out(document: Document, marks: Sequence[Mark], wording: Wording) -> list[Any]:
    """The whole text of a document with its figures marked, as nodes."""
    laid = _Laid(document.text, marks, wording)
    heads = [
        *(
            (each.start, 0, _release(each, number, wording))
            for number, each in enumerate(document.sections, start=1)
        ),
        *((start, 1, _page(number, wording)) for number, start in _pages(document)),
    ]
    heads.sort(key=lambda head: head[:2])
    nodes: list[Any] = []
    done = 0
    for start, _, head in heads:
        nodes += laid.between(done, start)
        nodes.append(head)
        done = start
    nodes += laid.between(done, len(document.text))
    nodes = _without_gaps(nodes)
    for node, after in zip(nodes, [*nodes[1:], None], strict=False):
        if _is_page(node) and (after is None or _is_page(after)):
            node["text"] = wording.say("%(page)s: no text", page=node["text"])
    return nodes


def excerpt_of(
    text: str, start: int, end: int, marks: Sequence[Mark], wording: Wording
) -> list[Any] | None:
    """The rows of a table around a figure, as nodes; None where it stands in no table.

    Args:
        text: The whole text.
        start, end: Where the figure stands.
        marks: Of the figures around it, and of itself.
    """
    table = table_at(text, start)
    if table is None or end > table.end:
        return None
    laid = _Laid(text, marks, wording)
    return [laid.table(*around(table, start, laid.starts))]


def around(table: TextTable, position: int, starts: Sequence[int]) -> tuple[TextTable, int]:
    """The rows around a place, with the heads of the table, and how many heads these are."""
    heads = table.n_heads(starts)
    row, _ = table.place_of(position) or (heads, 0)
    body = len(table.rows) - heads
    first = heads + max(0, min(row - heads - MAX_ROWS // 2, body - MAX_ROWS))
    rows = (*table.rows[:heads], *table.rows[first : first + MAX_ROWS])
    return TextTable(start=table.start, end=table.end, rows=rows), heads


def heads_of(text: str, table: TextTable, position: int, starts: Sequence[int]) -> tuple[str, str]:
    """What the head of its row and that of its column say of the cell at a place."""
    place = table.place_of(position)
    if place is None:
        return "", ""
    row, column = place
    heads = table.n_heads(starts)
    above = [text[slice(*each[column])] for each in table.rows[: min(heads, row)]]
    beside = text[slice(*table.rows[row][0])] if column else ""
    return beside, " ".join(each for each in above if each)


def say_release(section: Section, wording: Wording) -> str:
    """Date and agency of a release, as they head it."""
    day = wording.numbers.day(section.published)
    parts = (day or wording.say("without a date of its own"), visible(section.source or ""))
    return " · ".join(part for part in parts if part)


def group_of(document: Document, position: int, wording: Wording) -> str:
    """Under what a figure is listed: its release, else its page; empty where there is but one."""
    release = next(
        (each for each in reversed(document.sections) if each.start <= position < each.end), None
    )
    if release is not None:
        return say_release(release, wording)
    if document.sections or len(document.pages) < 2:
        return ""
    return wording.say("Page %(n)s", n=wording.numbers.plain(document.page_of(position) or 1))


def _pages(document: Document) -> Iterator[tuple[int, int]]:
    """Number and beginning of each page, if there are several."""
    if len(document.pages) > 1:
        yield from enumerate(document.pages, start=1)


def _page(number: int, wording: Wording) -> dict[str, Any]:
    return {"head": "page", "text": wording.say("Page %(n)s", n=wording.numbers.plain(number))}


def _release(section: Section, number: int, wording: Wording) -> dict[str, Any]:
    return {"head": "release", "text": say_release(section, wording), "id": f"release-{number}"}


def _is_page(node: Any) -> bool:
    return isinstance(node, dict) and node.get("head") == "page"


class _Laid:
    """A text with its tables and marks, cut where it is asked for."""

    def __init__(self, text: str, marks: Sequence[Mark], wording: Wording) -> None:
        self.text = text
        self.label = wording.say("Table in the text")
        self.marks = sorted(marks)
        self.starts = [mark.start for mark in self.marks]
        self._tables: list[TextTable] | None = None

    def between(self, start: int, end: int) -> Iterator[Any]:
        """Pieces and tables of a stretch; a table that reaches beyond it is cut between rows."""
        if self._tables is None:
            self._tables = find_tables(self.text)
        done = start
        first = bisect_left(self._tables, start + 1, key=lambda table: table.end)
        for table in self._tables[first:]:
            if table.start >= end:
                break
            rows = table.between(start, end)
            if not rows:
                continue
            yield from self._pieces(done, max(start, table.start))
            heads = table.n_heads(self.starts) if rows[0] == table.rows[0] else 0
            yield self.table(
                TextTable(start=table.start, end=table.end, rows=rows), min(heads, len(rows))
            )
            done = min(end, table.end)
        yield from self._pieces(done, end)

    def table(self, table: TextTable, heads: int) -> dict[str, Any]:
        """A table as a node."""
        rows = [[list(self._pieces(*cell)) for cell in row] for row in table.rows]
        numeric = [
            column
            for column in table.numeric(self.text, heads)
            if column or any(piece[1] for row in rows[heads:] for piece in row[0])
        ]  # years in front are heads of their rows
        return {"label": self.label, "heads": heads, "rows": rows, "numeric": numeric}

    def _pieces(self, start: int, end: int) -> Iterator[list[Any]]:
        first = bisect_left(self.starts, start)
        if first and self.marks[first - 1].end > start:
            first -= 1  # it begins before, and ends here
        last = bisect_left(self.starts, end)
        marks = [
            mark._replace(start=mark.start - start, end=mark.end - start)
            for mark in self.marks[first:last]
        ]
        for piece in cut(self.text[start:end], marks):
            more = [piece.state] if piece.state else []
            yield [visible(piece.text), piece.key, piece.title, *more]


def _without_gaps(nodes: list[Any]) -> list[Any]:
    """Line breaks that lead to a heading or table, or away from one, are not painted twice."""
    for number, node in enumerate(nodes):
        if not isinstance(node, list) or node[1] is not None:
            continue
        if number and isinstance(nodes[number - 1], dict):
            node[0] = node[0].lstrip("\n")
        if number + 1 < len(nodes) and isinstance(nodes[number + 1], dict):
            node[0] = node[0].rstrip("\n")
    return [node for node in nodes if not isinstance(node, list) or node[0]]
