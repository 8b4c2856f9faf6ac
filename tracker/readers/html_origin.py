"""Origin of a web page: what the page states of itself in its head, its JSON-LD and its times."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from tracker.readers.origins import Origin, check_published, check_url

_MAX_JSON = 300_000  # characters of one script of JSON-LD
_MAX_SCRIPTS = 20
_MAX_NODES = 2_000
_MAX_TITLE = 2_000  # characters that are looked at
_MAX_WORDS = 300  # characters of a title or a publisher
_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|PressRelease)")
_DAY = re.compile(r"([12]\d{3}-\d{2}-\d{2})(?!\d)")
_DATE = re.compile(r"[12]\d{3}(?:-\d{2})?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_OF_PUBLICATION = re.compile(r"(?:^|[\s_-])(?:published|entry-date|pubdate|datepublished)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")  # markup that some systems leave in a title
_ELSEWHERE = ("aside", "nav", "footer")
_MAX_TIMES = 300
_MAX_DATELINE = 80  # characters; a time in a longer block belongs to the text


@dataclass(frozen=True, slots=True)
class PageOrigin:
    """What a page states of itself.

    Attributes:
        origin: The values. places: Field to where on the page it is stated.
        note: That the page states two days of publication, or None.
    """

    origin: Origin
    places: Mapping[str, str]
    note: str | None = None


def find_page_origin(root: HtmlElement) -> PageOrigin:
    """What a page states of itself, and where, with a note where it states two things.

    Only `<meta>` of Open Graph and Dublin Core, JSON-LD of the page's one article, `itemprop`,
    `<time>`, `<link rel=canonical>`, `<html lang>`, the one `<h1>` and `<title>` are asked; nothing
    is guessed from the text.
    """
    metas = _metas(root)
    article = _article(root)
    dated = [
        ("JSON-LD datePublished", _day(article.get("datePublished"))),
        *_tags(metas, _day, "article:published_time", "datepublished"),
        *_tags(metas, _day, "dcterms.issued", "dc.date.issued"),
        ("itemprop datePublished", _marked_day(root)),
    ]
    if not any(day for _, day in dated):
        dated = [("time element", _time(root))]
    days = [(place, day) for place, day in dated if day]
    note = None
    if other := next((day for _, day in days if day != days[0][1]), None):
        note = f"The page states two days of publication, {days[0][1]} and {other}."
    sources = [
        ("JSON-LD publisher", _words(_name(article.get("publisher")))),
        *_tags(metas, _words, "og:site_name", "dc.publisher", "dcterms.publisher"),
    ]
    attribute = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    languages = [
        ("JSON-LD inLanguage", _language(article.get("inLanguage"))),
        ("lang attribute", _language(attribute)),
        *_tags(metas, _language, "og:locale"),
    ]
    urls = [
        ("canonical link", _url(_canonical(root))),
        *_tags(metas, _url, "og:url"),
        ("JSON-LD url", _url(article.get("url"))),
    ]
    stated: dict[str, tuple[str, str]] = {}
    for field, said in (
        ("source", sources),
        ("published", days),
        ("language", languages),
        ("url", urls),
    ):
        if first := next(((place, value) for place, value in said if value), None):
            stated[field] = first
    source = stated.get("source", ("", None))[1]
    if title := next(((p, t) for p, t in _titles(root, article, metas, source) if t), None):
        stated["title"] = title
    origin = Origin(**{field: value for field, (_, value) in stated.items()})
    return PageOrigin(origin, {field: place for field, (place, _) in stated.items()}, note)


def _tags(
    metas: dict[str, str], check: Callable[[object], str | None], *names: str
) -> Iterator[tuple[str, str]]:
    """The meta tags of these names that say something, each with its place."""
    for name in names:
        if name in metas and (value := check(metas[name])):
            yield f"meta tag {name}", value


def _marked_day(root: HtmlElement) -> str | None:
    """The day in the only element (of those that are no `<time>`) marked as that of publication."""
    marked = root.xpath("//*[@itemprop='datePublished'][@content][not(self::meta)]")
    days = {day for element in marked[:_MAX_TIMES] if (day := _day(element.get("content")))}
    return days.pop() if len(days) == 1 else None


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


def _titles(
    root: HtmlElement, article: dict[str, Any], metas: dict[str, str], source: str | None
) -> Iterator[tuple[str, str | None]]:
    heads = ["".join(head.itertext()) for head in root.iter("h1")]
    named = root.find(".//title")
    for place, stated in (
        ("JSON-LD headline", article.get("headline")),
        ("meta tag og:title", metas.get("og:title")),
        ("h1 element", heads[0] if len(heads) == 1 else None),
        ("title element", named.text if named is not None else None),
    ):
        title = _words(_TAG.sub(" ", stated[:_MAX_TITLE])) if isinstance(stated, str) else None
        for mark in (" | ", " - ", " – ", " — ") if title and source else ():
            title = title.removesuffix(f"{mark}{source}") if title else title
        yield place, title


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
