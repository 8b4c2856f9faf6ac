"""Prints what `dashboard.py` measured, each figure beside what is allowed."""

from collections.abc import Iterator, Mapping
from typing import Any

KB = 1024
# What is allowed, by what is measured: seconds, milliseconds or bytes as the line says.
BUDGETS: Mapping[str, float] = {
    "import": 2.5,
    "first bytes": 2.5 * 1000 * KB,
    "again bytes": 100 * KB,
    "fcp": 1000,
    "lcp": 2000,
    "cls": 0.02,
    "chart bytes": 50 * KB,
    "chart": 50,
    "theme": 300,
    "block": 50,
    "sort": 500,
    "filter": 700,
    "search": 800,
    "upload": 1000,
}


def report(found: Mapping[str, Any], budgets: Mapping[str, float]) -> None:
    """Print one line for each figure: measured, allowed, met or missed."""
    print(f"{'what':58}{'measured':>12}{'allowed':>12}")
    for name, value, unit, budget in _lines(found):
        allowed = budgets.get(budget) if budget else None
        if value is None:
            print(f"{name:58}{'not there':>12}")
            continue
        verdict = "" if allowed is None else "  met" if value <= allowed else "  MISSED"
        limit = "–" if allowed is None else _said(allowed, unit)
        print(f"{name:58}{_said(value, unit):>12}{limit:>12}{verdict}")


def _lines(found: Mapping[str, Any]) -> Iterator[tuple[str, float | None, str, str | None]]:
    yield "import of the app's module", found["import"], "s", "import"
    for path, seen in found["paint"].items():
        first, again = seen["first"], seen["again"]
        fetched = f"{path}: fetched with nothing cached, {first['requests']} requests"
        yield fetched, first["bytes"], "KB", "first bytes"
        yield f"{path}: reload, {again['requests']} requests", again["bytes"], "KB", "again bytes"
        yield f"{path}: first contentful paint", seen["fcp"], "ms", "fcp"
        yield f"{path}: largest contentful paint", seen["lcp"], "ms", "lcp"
        yield f"{path}: layout shift", seen["cls"], "", "cls"
    for name, chart in found["charts"].items():
        yield f"chart {name}: JSON", chart["bytes"], "KB", "chart bytes"
        yield f"chart {name}: asked first, of the browser", chart["first"], "ms", None
        yield f"chart {name}: asked again, by HTTP", chart["again"], "ms", "chart"
    yield "theme switched until a chart stands in it", found["theme"], "ms", "theme"
    yield "grid: block of 100 by HTTP", found.get("block"), "ms", "block"
    for column, spent in found.get("block_sorts", {}).items():
        yield f"grid: first block by {column}", spent, "ms", "block"
    yield "grid: block in the middle of the table", found.get("block_middle"), "ms", "block"
    rate = f"{found.get('clients_rate', 0):.0f} a second"
    yield f"grid: eight clients at once, {rate}", found.get("clients"), "ms", None
    yield "grid: sorted in the browser", found.get("sort"), "ms", "sort"
    yield "grid: filtered by a name, debounce of 250 ms in it", found.get("filter"), "ms", "filter"
    yield "grid: full-text search, the same debounce", found.get("search"), "ms", "search"
    yield "facets and count: asked first", found.get("facets"), "ms", None
    yield "facets and count: asked again", found.get("facets_again"), "ms", "block"
    yield "100 KB with 2,720 figures: upload until marked", found.get("upload"), "ms", "upload"


def _said(value: float, unit: str) -> str:
    if unit == "KB":
        return f"{value / KB:,.0f} KB"
    if unit == "s":
        return f"{value:.2f} s"
    return f"{value:.3f}" if not unit else f"{value:,.0f} {unit}"
