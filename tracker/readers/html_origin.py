"""Origin of a web page: what the page states of itself in its head, its JSON-LD and its times."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from tracker.readers.origins import Origin, check_published, check_url

_MAX_JSON = 300_000  # characters of one script of JSON-LD
_MAX_SCRIPTS = 20
_MAX_NODES = 2_000
_MAX_WORDS = 300  # characters of a title or a publisher
_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|PressRelease)")
_DAY = re.compile(r"([12]\d{3}-\d{2}-\d{2})(?!\d)")
_DATE = re.compile(r"[12]\d{3}(?:-\d{2})?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_OF_PUBLICATION = re.compile(r"(?:^|[\s_-])(?:published|entry-date|pubdate|datepublished)")
_ELSEWHERE = ("aside", "nav", "footer")
_MAX_TIMES = 300
_MAX_DATELINE = 80  # characters; a time in a longer block belongs to the text


def find_page_origin(root: HtmlElement) -> tuple[Origin, str | None]:
    """What a page states of itself, and a note where it states two things.

    Only `<meta>` of Open Graph and Dublin Core, JSON-LD of the page's one article, `<time>`,
    `<link rel=canonical>`, `<html lang>`, the one `<h1>` and `<title>` are asked; nothing is
    guessed from the text.
    """
    metas = _metas(root)
    article = _article(root)
    days = [
        _day(article.get("datePublished")),
        _day(metas.get("article:published_time")),
        _day(metas.get("datepublished")),
        _day(metas.get("dcterms.issued") or metas.get("dc.date.issued")),
    ]
    stated = [day for day in days if day is not None]
    published = stated[0] if stated else _time(root)
    note = None
    if other := next((day for day in stated[1:] if day != published), None):
        note = f"The page states two days of publication, {published} and {other}."
    source = (
        _words(_name(article.get("publisher")))
        or _words(metas.get("og:site_name"))
        or _words(metas.get("dc.publisher") or metas.get("dcterms.publisher"))
    )
    language = (
        _language(article.get("inLanguage"))
        or _language(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"))
        or _language(metas.get("og:locale"))
    )
    title = _title(root, article, metas, source)
    url = _url(_canonical(root)) or _url(metas.get("og:url")) or _url(article.get("url"))
    origin = Origin(title=title, source=source, published=published, language=language, url=url)
    return origin, note


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "")[:2000].strip()
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if content and name:
            found.setdefault(name[:100].strip().lower(), content)
    return found


def _article(root: HtmlElement) -> dict[str, Any]:
    """The one article that the page's JSON-LD describes; empty where there is none or several."""
    nodes = list(_nodes(root))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    articles = [node for node in nodes if any(map(_ARTICLES.fullmatch, _types(node)))]
    if len({_day(node.get("datePublished")) for node in articles}) != 1:
        return {}
    article = dict(articles[0])
    publisher = article.get("publisher")
    if isinstance(publisher, dict) and "name" not in publisher:
        article["publisher"] = by_id.get(str(publisher.get("@id")))
    return article


def _nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    scripts = root.xpath("//script[@type='application/ld+json']")
    for script in scripts[:_MAX_SCRIPTS]:
        text = script.text or ""
        if len(text) > _MAX_JSON:
            continue
        try:
            content = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # what no program can read states nothing
        top = content if isinstance(content, list) else [content]
        for node in top[:_MAX_NODES]:
            if isinstance(node, dict):
                yield node
                graph = node.get("@graph")
                for inner in graph[:_MAX_NODES] if isinstance(graph, list) else []:
                    if isinstance(inner, dict):
                        yield inner


def _types(node: dict[str, Any]) -> list[str]:
    stated = node.get("@type")
    return [t for t in (stated if isinstance(stated, list) else [stated]) if isinstance(t, str)]


def _name(publisher: object) -> object:
    if isinstance(publisher, list):
        publisher = publisher[0] if publisher else None
    return publisher.get("name") if isinstance(publisher, dict) else publisher


def _words(stated: object) -> str | None:
    if not isinstance(stated, str):
        return None
    words = " ".join(stated[: 4 * _MAX_WORDS].split())[:_MAX_WORDS]
    return "".join(char for char in words if char.isprintable()) or None


def _day(stated: object) -> str | None:
    if not isinstance(stated, str):
        return None
    stated = stated.strip()[:60]
    match = _DAY.match(stated) or _DATE.fullmatch(stated)
    if match is None or match[0] < "1900":  # 0001-01-01 is what some systems write for nothing
        return None
    try:
        return check_published(match[0])
    except ValueError:
        return None  # no such day in the calendar


def _language(stated: object) -> str | None:
    match = _LANGUAGE.fullmatch(stated.strip()[:20]) if isinstance(stated, str) else None
    return match[1].lower() if match else None


def _url(stated: object) -> str | None:
    if not isinstance(stated, str) or len(stated) > 2000:
        return None
    try:
        return check_url(stated.strip())
    except ValueError:
        return None  # relative, or of another scheme


def _canonical(root: HtmlElement) -> str | None:
    links = (link for link in root.iter("link") if link.get("rel", "").lower() == "canonical")
    return next((link.get("href") for link in links), None)


def _title(
    root: HtmlElement, article: dict[str, Any], metas: dict[str, str], source: str | None
) -> str | None:
    heads = ["".join(head.itertext()) for head in root.iter("h1")]
    named = root.find(".//title")
    title = (
        _words(article.get("headline"))
        or _words(metas.get("og:title"))
        or (_words(heads[0]) if len(heads) == 1 else None)
        or _words(named.text if named is not None else None)
    )
    for mark in (" | ", " - ", " – ", " — ") if title and source else ():
        title = title.removesuffix(f"{mark}{source}") if title else title
    return title


def _time(root: HtmlElement) -> str | None:
    """The day of the `<time>` marked as that of publication, or of the only one by the text."""
    marked: set[str] = set()
    others: set[str] = set()
    for time in islice(root.iter("time"), _MAX_TIMES):
        day = _day(time.get("datetime"))
        if day is None or next(time.iterancestors(*_ELSEWHERE), None) is not None:
            continue
        names = f"{time.get('itemprop', '')} {time.get('class', '')}"[:300].lower()
        if time.get("pubdate") is not None or _OF_PUBLICATION.search(names):
            marked.add(day)
        elif not _in_text(time):
            others.add(day)
    days = marked or others
    return min(days) if len(days) == 1 else None


def _in_text(time: HtmlElement) -> bool:
    above = time.getparent()
    length = 0
    for text in islice(above.itertext(), _MAX_DATELINE) if above is not None else ():
        length += len(text.strip())
        if length > _MAX_DATELINE:
            return above is not None and above.tag in {"p", "li", "td", "dd", "span", "em", "b"}
    return False
