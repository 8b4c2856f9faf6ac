"""Passages: puts paragraphs, list items and table rows of a document together as text."""

import re
from collections.abc import Iterable

from tracker.model.errors import ReadError
from tracker.readers.whitespace import put_in_order

MAX_CHARS = 5_000_000
_MAX_LABEL = 200
_BLANKS = re.compile(r"\s+")
_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SENTENCE_END = re.compile(r"[^\W\d][.!?:]$")
_MARKED = re.compile(r"[^\W\d_]{4}$|[^\w\s]$")
_REGION = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]{1,20})?")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Passages:
    """Text under way: paragraphs apart by an empty line, items and rows of one list by none."""

    def __init__(self, name: str) -> None:
        self._name, self._chars = name, 0
        self._parts: list[tuple[str, object]] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph or heading; blanks alone are none."""
        self._add(text.strip(), None)

    def line(self, text: str, group: object) -> None:
        """Add an item or row; it follows its predecessor directly if both are of one group."""
        self._add(text.strip(), group)

    def take(self, other: "Passages") -> None:
        """Add all that others hold, as it stands there."""
        self._count(other._chars)
        self._parts += other._parts

    def _add(self, text: str, group: object) -> None:
        if not text:
            return
        self._count(len(text))
        self._parts.append((text, group))

    def _count(self, chars: int) -> None:
        self._chars += chars
        if self._chars > MAX_CHARS:
            detail = f"it holds more than {MAX_CHARS / 1e6:.0f} million characters; split it."
            raise ReadError(self._name, "too_large", detail)

    def blocks(self) -> list[str]:
        """What was added, without its layout."""
        return [text for text, _ in self._parts]

    def text(self, nothing: str = "there is no text in it.") -> str:
        """All of it, such that `put_in_order` changes nothing.

        Args:
            nothing: What to tell the person if there is none.

        Raises:
            ReadError: `no_text`; or as `put_in_order` does.
        """
        pieces, last = list[str](), None
        for part, group in self._parts:
            pieces += ["\n" if group is not None and group == last else "\n\n", part]
            last = group
        lines = _ENDS.sub("\n", "".join(pieces)).split("\n")
        text = "\n".join(line.rstrip() for line in lines)
        text = _EMPTY_LINES.sub("\n\n", text).strip()
        if not text:
            raise ReadError(self._name, "no_text", nothing)
        return put_in_order(text, self._name)


def as_line(texts: Iterable[str]) -> str:
    """Paragraphs of one cell or item as one line.

    Numbers that stand below each other must not run into one, so a semicolon keeps them apart.

    >>> as_line(["120", "130"]), as_line(["Der Hafen wuchs.", "Die Bahn auch."])
    ('120; 130', 'Der Hafen wuchs. Die Bahn auch.')
    """
    pieces: list[str] = []
    for text in texts:
        for part in _ENDS.sub("\n", text).split("\n"):
            if words := _BLANKS.sub(" ", part).strip():
                if pieces:
                    pieces.append(" " if _SENTENCE_END.search(pieces[-1][-2:]) else "; ")
                pieces.append(words)
    return "".join(pieces)


def as_row(cells: Iterable[str]) -> str:
    """The cells of a table row as a line; a bar stands between each two, whether filled or not.

    >>> as_row(["Alat", "5,2", "", "7,6", ""])
    'Alat | 5,2 | | 7,6 |'
    """
    parts: list[str] = []
    for cell in cells:
        parts += ["|", cell]
    return " ".join(part for part in parts[1:] if part)


def as_label(text: str | None) -> str | None:
    """A title or name as one line of printable characters; None if empty or too long for one."""
    if text is None:
        return None
    known = "".join(c if c.isprintable() or c.isspace() else "" for c in text[: 4 * _MAX_LABEL])
    line = _BLANKS.sub(" ", known).strip()
    return line if 0 < len(line) <= _MAX_LABEL and "\ufffd" not in line else None


def as_language(text: str | None) -> str | None:
    """The code of a language without its region, or None if it is no such code.

    >>> as_language("de-DE"), as_language("German")
    ('de', None)
    """
    found = _REGION.fullmatch((text or "").strip())
    return found[1].lower() if found else None


def raised(text: str, before: str) -> str:
    """Digits above the line as such: "5,3²" is not 5.32, and "10⁶" not 106.

    After a whole word or a sign they are the mark of a footnote, which is set apart from it.

    >>> raised("2", "5 km"), raised("1", "5 Prozent")
    ('²', ' ¹')
    """
    mark = bool(_MARKED.search(before[-4:])) and text[:1].isdigit()
    return " " * mark + text.translate(_RAISED)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"1 {one}" if number == 1 else f"{number} {many}"


def office_note(
    left: Iterable[tuple[int, str, str]],
    *,
    hidden: bool,
    tracked: bool,
    boxes: int,
    footnotes: int,
    heads: bool = False,
) -> str | None:
    """What a person should know of the reading of an office document, or None.

    Args:
        left: How many of a kind were not read, with the word for one and for many.
        hidden: Whether it holds hidden text.
        tracked: Whether it holds tracked changes.
        boxes: How many text boxes were read.
        footnotes: How many footnotes and endnotes were read.
        heads: Whether its headers or footers hold text.
    """
    named = [counted(number, *words) for number, *words in left if number]
    sentences = [f"Read without its {', '.join(named)}."] if named else []
    if heads:
        sentences.append("Read without its headers and footers.")
    if hidden:
        sentences.append("Read without its hidden text.")
    if tracked:
        sentences.append("It has tracked changes: inserted text was read, deleted was not.")
    if boxes:
        those = counted(boxes, "text box", "text boxes")
        sentences.append(f"The text of {those} stands after the paragraph beside it.")
    if footnotes:
        sentences.append(f"At its end: {counted(footnotes, 'footnote', 'footnotes')}.")
    return " ".join(sentences) or None
