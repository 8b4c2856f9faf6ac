"""Points: the statements behind a chart as source line, tables, and rows for other programs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from dash import html

from dashboard.address import safe_url
from dashboard.components.links import fact_href, foreign, page_href, page_link
from dashboard.components.page_words import page_address, say_pages
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import current_store
from dashboard.wording import Wording
from tracker import Origin, Point, Series

MAX_SOURCES = 6
MAX_NAMED = 12


def source_line(wording: Wording, points: Sequence[Point]) -> list[Any]:
    """Who said these figures, each name leading to its figures; the most frequent first."""
    names = source_names(points)
    if not names:
        return [wording.say("Source: not named")] if points else []
    parts: list[Any] = [html.Span(wording.say("Sources: "), className="strong")]
    for index, name in enumerate(names[:MAX_SOURCES]):
        if index:
            parts.append(" · ")
        parts.append(page_link(foreign(name), page_href(wording, "/facts", source=[name])))
    if len(names) > MAX_SOURCES:
        parts.append(" · " + wording.say("and %(n)s more", n=len(names) - MAX_SOURCES))
    return parts


def source_text(wording: Wording, points: Sequence[Point]) -> str:
    """The same without links, for a picture."""
    names = source_names(points)
    if not names:
        return wording.say("Source: not named") if points else ""
    text = wording.say("Sources: ") + ", ".join(names[:MAX_NAMED])
    if len(names) > MAX_NAMED:
        text += " " + wording.say("and %(n)s more", n=len(names) - MAX_NAMED)
    return text


def source_names(points: Iterable[Point]) -> list[str]:
    """The sources of these statements, the most frequent first."""
    counts: dict[str, int] = {}
    for point in points:
        if point.source:
            counts[point.source] = counts.get(point.source, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def sources_table(points: Sequence[Point], wording: Wording) -> Table:
    """The documents behind a chart, the newest first: source, its kind, date, how many figures."""
    say, numbers = wording.say, wording.numbers
    counts: dict[int, int] = {}
    kept: dict[int, Origin] = {}
    pages: dict[int, set[int]] = {}
    origins = current_store().origins(point.fact_id for point in points)
    for fact_id in {point.fact_id for point in points}:
        if (origin := origins.get(fact_id)) is not None:
            counts[origin.document_id] = counts.get(origin.document_id, 0) + 1
            kept[origin.document_id] = origin
            if origin.page:
                pages.setdefault(origin.document_id, set()).add(origin.page)
    newest = sorted(kept.values(), key=lambda one: (one.published or "", one.document_id))[::-1]
    rows: list[list[Cell]] = [
        [
            one.source or say("source not named"),
            wording.word(one.source_kind) if one.source_kind else "–",
            Link(one.title or say("Untitled"), page_href(wording, f"/document/{one.document_id}")),
            _original(page_address(one.url, min(pages.get(one.document_id, ()), default=None))),
            say_pages(pages.get(one.document_id, ()), wording),
            numbers.day(one.published) or "–",
            numbers.plain(counts[one.document_id]),
        ]
        for one in newest
    ]
    return Table(
        heads=[
            say("Source"),
            say("Kind"),
            say("Document"),
            say("Original"),
            *([say("Page")] if pages else []),
            say("Published"),
            say("Figures"),
        ],
        rows=rows if pages else [[*row[:4], *row[5:]] for row in rows],
        numeric=frozenset({6 if pages else 5}),
    )


def _original(url: str | None) -> Cell:
    """The host of a foreign address, leading there where that is safe."""
    target = safe_url(url)
    if target is None:
        return url or "–"
    return Link((urlsplit(target).hostname or target).removeprefix("www."), target)


def points_table(series: Sequence[Series], headings: Sequence[str], wording: Wording) -> Table:
    """Every statement behind a chart, newest period first, each leading to its figure."""
    say, numbers = wording.say, wording.numbers
    rows: list[list[Cell]] = []
    for one, heading in zip(series, headings, strict=True):
        for point in reversed(one.points):
            rows.append(
                [
                    heading,
                    numbers.period(point.period) or "–",
                    Link(
                        numbers.stated(
                            point.value, one.unit, point.bound, high=point.high, per=point.per
                        ),
                        fact_href(wording, point.key),
                    ),
                    wording.word(point.status),
                    say("on the line") if point.carries_line else say("beside the line"),
                    point.source or "–",
                    numbers.day(point.published) or "–",
                ]
            )
    return Table(
        heads=[
            say("Series"),
            say("Period"),
            say("Figure"),
            say("Status"),
            say("Drawn"),
            say("Source"),
            say("Published"),
        ],
        rows=rows,
        numeric=frozenset({2}),
    )


def points_csv(series: Sequence[Series], wording: Wording) -> list[dict[str, Any]]:
    """Every statement behind a chart with what it was read from, for a spreadsheet."""
    return [
        {
            "subject": one.subject,
            "subject_name": wording.name(one.subject),
            "partner": one.partner,
            "partner_name": wording.name(one.partner),
            "indicator": one.indicator,
            "commodity": one.commodity,
            "period": point.period,
            "status": point.status.value,
            "bound": point.bound.value,
            "value": point.value,
            "value_high": point.high,
            "unit": one.unit,
            "per": point.per.value if point.per else None,
            "base_low": point.base_low,
            "base_high": point.base_high,
            "on_line": point.carries_line,
            "surface": point.surface,
            "source": point.source,
            "published": point.published,
            "review": point.review,
            "fact": point.key,
        }
        for one in series
        for point in one.points
    ]


def add_origins(
    rows: Iterable[Mapping[str, Any]], points: Iterable[Point], home: str
) -> list[dict[str, Any]]:
    """Rows with the place of each figure: document, its title and address, offsets, pages here.

    Args:
        rows: Rows whose `fact` is a citable id; others stay as they are.
        points: The statements they come from.
        home: Scheme and host of this app, before the addresses of its pages.
    """
    ids = {point.key: point.fact_id for point in points}
    origins = current_store().origins(ids.values())
    return [_add_origin(dict(row), ids, origins, home) for row in rows]


def _add_origin(
    row: dict[str, Any], ids: Mapping[str, int], origins: Mapping[int, Origin], home: str
) -> dict[str, Any]:
    key = row.get("fact")
    if not isinstance(key, str):
        return row
    start, _, end = key.partition(":")[2].partition("-")
    origin = origins.get(ids.get(key, -1))
    row["start"] = int(start) if start.isdigit() else None
    row["end"] = int(end) if end.isdigit() else None
    row["source_kind"] = origin.source_kind if origin else None
    row["document_title"] = origin.title if origin else None
    row["document_url"] = origin.url if origin else None
    row["page"] = origin.page if origin else None
    row["document_page"] = f"{home}/document/{origin.document_id}" if origin else None
    row["fact_page"] = f"{home}/fact/{key}"
    return row
