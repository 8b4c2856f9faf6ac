"""Feeds that the tests put on their sites."""

from html import escape

from tests.fetching.sites import Page


def page(
    text: str, *, title: str = "Trade figures of the port", head: str = "", etag: str = ""
) -> Page:
    """A web page of one article."""
    body = f"<html lang='en'><head><title>{title}</title>{head}</head><body><article>"
    body += f"<h1>{title}</h1><p>{text}</p></article></body></html>"
    return Page(body.encode(), headers={"ETag": etag} if etag else {})


def entry(
    title: str,
    link: str | None = None,
    *,
    text: str = "",
    day: str = "2024-07-12",
    changed: str = "",
) -> str:
    """An entry of an Atom feed."""
    where = f'<link href="{escape(link)}"/>' if link is not None else ""
    return (
        f"<entry><title>{title}</title>{where}<id>tag:{title}</id><published>{day}</published>"
        f"<updated>{changed or day}</updated><summary>{text}</summary></entry>"
    )


def feed(*entries: str, title: str = "Port of Aktau", etag: str = "") -> Page:
    """An Atom feed."""
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{title}</title>'
    body += f"{''.join(entries)}</feed>"
    headers = {"ETag": etag} if etag else {}
    return Page(body.encode(), kind="application/atom+xml", headers=headers)
