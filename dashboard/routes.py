"""Routes: which page an address means, and whether there is what it asks for."""

import re
from collections.abc import Iterable

from flask import Flask, Response, request

from dashboard.page import Page


def find_page(pages: Iterable[Page], path: str) -> tuple[Page, dict[str, str]] | None:
    """The page at a path and the variables of the path; None where no page fits."""
    wanted = path.strip("/")
    for page in pages:
        parts = re.split(r"<(\w+)>", page.path.strip("/"))
        pattern = "".join(
            f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part)
            for index, part in enumerate(parts)
        )
        if found := re.fullmatch(pattern, wanted):
            return page, found.groupdict()
    return None


def is_there(pages: Iterable[Page], path: str) -> bool:
    """Whether a page fits the path, and the record it names exists."""
    found = find_page(pages, path)
    if found is None:
        return False
    page, variables = found
    return page.exists is None or page.exists(**variables)


def answer_missing(server: Flask, pages: tuple[Page, ...]) -> None:
    """Lets the first answer carry status 404 where there is nothing; the page says it in words."""

    @server.after_request
    def mark_missing(response: Response) -> Response:
        is_page = response.status_code == 200 and response.mimetype == "text/html"
        if is_page and not is_there(pages, request.path):
            response.status_code = 404
        return response
