"""The query string and what it means: the only state of a page, and never to be trusted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from tracker import FactFilter

MAX_IDS, MAX_TEXT = 50, 200
_FILTER_FIELDS = (
    *("entity", "subject", "partner", "place", "indicator", "commodity", "unit", "measure"),
    *("status", "bound", "source", "review", "origin", "standing", "sureness"),
)

Query = Mapping[str, object]


def read_text(query: Query, name: str, default: str = "") -> str:
    """One short text; of a parameter given twice the last, cut to what a person would type."""
    value = query.get(name)
    if isinstance(value, list | tuple):
        value = value[-1] if value else None
    if not isinstance(value, str):
        return default
    return _clean(value)[:MAX_TEXT] or default


def read_lines(query: Query, name: str, most: int) -> str:
    """A text of several lines, such as a statement; nothing where it is longer than allowed."""
    value = query.get(name)
    if isinstance(value, list | tuple):
        value = value[-1] if value else None
    if not isinstance(value, str) or len(value) > most:
        return ""
    lines = value.replace("\r\n", "\n").replace("\t", "  ").split("\n")
    return "\n".join(_clean(line, strip=False) for line in lines).strip("\n")


def read_choice(query: Query, name: str, allowed: Collection[str], default: str) -> str:
    """One of the allowed words, else the default."""
    value = read_text(query, name)
    return value if value in allowed else default


def read_ids(query: Query, name: str) -> tuple[str, ...]:
    """Several words, each given by a parameter of its own; no more than fifty are read."""
    value = query.get(name)
    values = value if isinstance(value, list | tuple) else [value]
    kept = [_clean(item)[:MAX_TEXT] for item in values if isinstance(item, str)]
    return tuple(dict.fromkeys(item for item in kept if item))[:MAX_IDS]


def read_year(query: Query, name: str) -> int | None:
    """A year of four digits, else nothing."""
    value = query.get(name)
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None


def read_date(query: Query, name: str) -> str | None:
    """A day as `2024-05-31`, from 1900 on, else nothing."""
    text = read_text(query, name)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return text if day.year >= 1900 and text == day.isoformat() else None


def read_filter(query: Query) -> FactFilter:
    """The facts that an address asks for; what is not understood does not restrict."""
    named: dict[str, Any] = {name: read_ids(query, name) for name in _FILTER_FIELDS}
    return FactFilter(
        **named,
        year_from=read_year(query, "from"),
        year_to=read_year(query, "to"),
        text=read_text(query, "q") or None,
    )


def href(
    path: str, language: str, default: str, **parameters: str | int | Sequence[str] | None
) -> str:
    """An address of this app; empty parameters and the default language are left out."""
    pairs: list[tuple[str, str]] = [] if language == default else [("lang", language)]
    for name, value in parameters.items():
        values = [value] if isinstance(value, str | int) else list(value or ())
        pairs += [(name.rstrip("_"), str(item)) for item in values if item != ""]
    return quote(path, safe="/:") + (f"?{urlencode(pairs)}" if pairs else "")


def safe_url(url: str | None) -> str | None:
    """A foreign address that may become a link: http or https and a host; else nothing."""
    if not url:
        return None
    bare = "".join(sign for sign in url if sign.isprintable() and not sign.isspace())
    try:
        parts = urlsplit(bare)
    except ValueError:
        return None
    return bare if parts.scheme in ("http", "https") and parts.hostname else None


def _clean(text: str, *, strip: bool = True) -> str:
    """Without control characters and lone surrogates, which no database takes."""
    kept = "".join(
        sign
        for sign in text
        if (sign.isprintable() or sign == " ") and not 0xD800 <= ord(sign) <= 0xDFFF
    )
    return kept.strip() if strip else kept
