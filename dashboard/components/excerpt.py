"""Excerpt: foreign text with its figures marked, cut into pieces here and never by the browser.

Python counts code points and JavaScript half of a surrogate pair, so offsets would slip behind the
first emoji. Only pieces travel: a text, and the key of the figure that it states or nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.links import foreign


class Piece(NamedTuple):
    """A stretch of text; `key` the figure that it states, `title` what was read from it.

    `state` is what a person said of the reading: unreviewed, confirmed, corrected or rejected.
    """

    text: str
    key: str | None = None
    title: str = ""
    state: str = ""


class Mark(NamedTuple):
    """Where a figure stands in a text; `end` is exclusive."""

    start: int
    end: int
    key: str
    title: str = ""
    state: str = ""


def cut(text: str, marks: Iterable[Mark]) -> list[Piece]:
    """The text in pieces, in order and complete; a mark that overlaps an earlier one is left out.

    >>> cut("from 1 to 5 Mt", [Mark(5, 6, "a"), Mark(10, 14, "b")])[1]
    Piece(text='1', key='a', title='', state='')
    """
    pieces: list[Piece] = []
    done = 0
    for mark in sorted(marks):
        start, end = max(0, mark.start), min(len(text), mark.end)
        if start < done or end <= start:
            continue
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], mark.key, mark.title, mark.state))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces


def text_with_marks(
    name: str, nodes: Sequence[Any], prefix: str, query: str, language: str | None
) -> Component:
    """A whole document: its nodes travel as data and the browser builds it from them.

    Args:
        name: Distinguishes several texts of one page.
        nodes: From `text_layout.lay_out`.
        prefix, query: What stands before and behind a key in the address of a figure.
        language: Language of the text.
    """
    data = {"nodes": nodes, "prefix": prefix, "query": query}
    more: dict[str, Any] = {"lang": language} if language else {}
    return html.Div(
        [
            dcc.Store(id={"type": "pieces", "name": name}, data=data),
            dcc.Store(id={"type": "painted", "name": name}),
            html.Div(
                id={"type": "text", "name": name}, className="document-text", dir="auto", **more
            ),
        ]
    )


def draw_surface(surface: str) -> Component:
    """A figure as its source writes it."""
    return html.Q(foreign(surface), className="surface")
