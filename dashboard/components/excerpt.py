"""Excerpt: foreign text with its figures marked, cut into pieces here and never by the browser.

Python counts code points and JavaScript half of a surrogate pair, so offsets would slip behind the
first emoji. Only pieces travel: a text, and the key of the figure that it states or nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.links import foreign, page_link, visible


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


def draw_sentence(
    pieces: Sequence[Piece], current: str, href: Any, language: str | None
) -> Component:
    """A sentence with the figure in question marked and the others leading to their pages.

    Args:
        pieces: From `cut`.
        current: Key of the figure in question.
        href: From a key to the address of its page.
        language: Language of the text, for those who have it read aloud.
    """
    parts: list[Any] = []
    for piece in pieces:
        if piece.key is None:
            parts.append(visible(piece.text))
        elif piece.key == current:
            parts.append(html.Mark(visible(piece.text), className="figure-mark"))
        else:
            parts.append(page_link(visible(piece.text), href(piece.key), "figure-link"))
    more: dict[str, Any] = {"lang": language} if language else {}
    return html.Blockquote(html.P(html.Bdi(parts)), className="sentence", **more)


def text_with_marks(
    name: str, pieces: Sequence[Piece], prefix: str, query: str, language: str | None
) -> Component:
    """A whole document: pieces travel as data and the browser builds the nodes from them.

    Args:
        name: Distinguishes several texts of one page.
        pieces: From `cut`.
        prefix, query: What stands before and behind a key in the address of a figure.
        language: Language of the text.
    """
    data = {
        "pieces": [
            [visible(piece.text), piece.key, piece.title, *([piece.state] if piece.state else [])]
            for piece in pieces
        ],
        "prefix": prefix,
        "query": query,
    }
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
