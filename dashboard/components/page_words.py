"""Page words: on which page of its document a figure stands, and where that page is on the web."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urldefrag, urlsplit

from dashboard.address import safe_url
from dashboard.components.links import foreign_link
from dashboard.wording import Wording
from tracker import StoredFact


def say_page(number: int | None, wording: Wording) -> str:
    """The short name of a page: `p. 3`; empty where there is none."""
    return wording.say("p. %(n)s", n=wording.numbers.plain(number)) if number else ""


def say_pages(numbers: Iterable[int], wording: Wording) -> str:
    """Several pages, ascending: `1, 3`; a dash where there are none."""
    return ", ".join(wording.numbers.plain(number) for number in sorted(numbers)) or "–"


def page_of(stored: StoredFact) -> int | None:
    """The page of a figure, from 1; None where its document has no pages."""
    return stored.page


def page_address(url: str | None, page: int | None) -> str | None:
    """The address of one page of a PDF; that of the document where it is no PDF.

    >>> page_address("https://example.org/report.pdf", 3)
    'https://example.org/report.pdf#page=3'
    >>> page_address("https://example.org/report", 3)
    'https://example.org/report'
    """
    target = safe_url(url)
    if target is None or page is None:
        return url
    if PurePosixPath(urlsplit(target).path).suffix.lower() != ".pdf":
        return url
    return f"{urldefrag(target).url}#page={page}"


def page_link(url: str | None, page: int | None, wording: Wording, *, is_bare: bool = False) -> Any:
    """The name of a page, leading to it where the document is a PDF on the web; empty without one.

    Args:
        url: The address of the document.
        page: The page, from 1, or None.
        wording: The language.
        is_bare: Whether the number alone is said, beside a word for it.
    """
    text = wording.numbers.plain(page) if page and is_bare else say_page(page, wording)
    target = page_address(url, page)
    if target and target != url and (link := foreign_link(target, text)) is not None:
        return link
    return text
