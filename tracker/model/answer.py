"""Answer: what a statement in SQL found, and the words of the database itself."""

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The rows of one statement.

    Attributes:
        columns: Their names as the statement gives them; two may be alike.
        rows: The rows, in the order of the statement; bytes as text of hexadecimal digits.
        more: Whether there were more than were fetched.
        seconds: How long it took.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    more: bool
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A table or view of the database, and what it and its columns mean.

    Attributes:
        name: Its name.
        is_view: Whether it is a view, whose name and columns stay.
        text: What it is, in English.
        columns: Name and meaning of each column, in order.
    """

    name: str
    is_view: bool
    text: str
    columns: tuple[tuple[str, str], ...]
