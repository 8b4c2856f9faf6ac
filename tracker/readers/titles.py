"""Find a headline for a text that came without one."""

import re

_MIN_WORDS = 4
_MAX_CHARS = 200
_MARKDOWN = re.compile(r"#{1,6}[ \t]+")


def find_title(text: str) -> str | None:
    """The first of the first three lines that is long enough for a headline, or None.

    >>> find_title("POLITIK\\nBaku und Tokio wollen mehr Handel\\n\\nBaku, 29. November")
    'Baku und Tokio wollen mehr Handel'
    >>> find_title("Hafen | Umschlag in Mio. t | Jahr\\nBaku | 7,6 | 2024")  # rows of a table
    """
    lines = [line.strip() for line in text[:5000].split("\n") if line.strip()]
    for line in lines[:3]:
        title = _MARKDOWN.sub("", line, count=1) if line.startswith("#") else line
        words = title.split()
        if len(words) >= _MIN_WORDS and len(title) <= _MAX_CHARS and "|" not in words:
            return title
    return None


def title_from_name(stem: str) -> str:
    """A file's name as a title: a label and nothing else, whatever bytes it is made of.

    >>> title_from_name("aktau\u202e_2024")
    'aktau·_2024'
    """
    return "".join(char if char.isprintable() else "·" for char in stem)[:_MAX_CHARS]
