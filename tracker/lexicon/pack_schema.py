"""The keys of a language pack and the kind of value each takes; `docs/languages.md` explains them.

A schema is a table of keys; "*" stands for any key, "#" for a number. Kinds: `texts` (a list of
texts), `text`, `flag` (true or false), `number`, `share` (a unit and a part of it), `masks`, or a
table of its own.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tracker.lexicon.table_words import LISTS
from tracker.model.errors import LexiconError

_LISTS: dict[str, Any] = {"*": "texts"}
_WORDS = {"words": "texts"}

SCHEMA: dict[str, Any] = {
    "name": "text",
    "detection": _WORDS,
    "sentences": dict.fromkeys(
        ("abbreviations", "openers", "ordinal_before", "clause_openers", "conjunctions"), "texts"
    ),
    "numbers": {
        "decimal": "text",
        "glued": "flag",
        **dict.fromkeys(("joiners", "halves", "half", "articles", "definite"), "texts"),
        **dict.fromkeys(("minus", "plus", "indefinite"), "texts"),
        "words": {"*": "number"},
        "multipliers": {"*": "number"},
        "parts": {"#": "texts"},
        "scales": {"*": "texts", "#": "texts"},
        "short_scales": _LISTS,
    },
    "fractions": {"#": "texts", "followed_by": "texts", "every": {"#": "texts", "before": "texts"}},
    "factors": {
        "#": "texts",
        "behind": dict.fromkeys(("words", "loose", "comparison", "less"), "texts"),
    },
    "units": {"*": "texts", "before": _LISTS, "coins": {"*": "share"}},
    "per": {"*": "texts", "before": _LISTS},
    "labels": dict.fromkeys(("heading", "event", "before", "behind"), "texts"),
    "hedges": {"*": "texts", "behind": _LISTS, "verbs": _LISTS},
    "connectors": _LISTS,
    "comparison": dict.fromkeys(("up", "down", "index", "none"), "texts"),
    "direction": {
        **dict.fromkeys(("up", "down", "neutral", "difference"), "texts"),
        "particles": dict.fromkeys(("up", "down"), "texts"),
        "plain": _WORDS,
        "reach": _WORDS,
    },
    "share": dict.fromkeys(("words", "rate", "growth"), "texts"),
    "status": {
        name + weak: "texts" for name in ("target", "forecast", "actual") for weak in ("", "_weak")
    },
    "generic": _WORDS,
    "indicators": {"*": dict.fromkeys(("firm", "strong", "weak", "negative"), "texts")},
    "commodities": _LISTS,
    "counted": {
        **dict.fromkeys(("skip", "stop", "function_words", "irregular"), "texts"),
        "adjective_endings": "texts",
        "number_of": "texts",
        "and": "text",
        "plural_ending": "text",
        "capital": "flag",
        "indicators": _LISTS,
        "containers": _WORDS,
        "vehicles": _WORDS,
    },
    "roles": {
        **dict.fromkeys(
            ("skip", "to", "from", "with", "via", "in", "on", "between", "say", "say_behind"),
            "texts",
        ),
        **dict.fromkeys(
            ("titles", "both", "pair", "partners", "sections", "demonstratives"), "texts"
        ),
        "anaphors": _LISTS,
    },
    "tables": {**dict.fromkeys(LISTS, "texts"), "brackets_negative": "flag"},
    "masks": "masks",
    "periods": "table",
    "releases": dict.fromkeys(("source", "issued", "link"), "texts"),
}
_OPTIONAL = frozenset({"masks", "releases", "tables"})
_MASK = {"pattern": "text", "holds": "texts", "matches": "texts", "misses": "texts"}


def check_pack(pack: Mapping[str, Any], path: Path) -> None:
    """Hold a pack against the schema.

    Raises:
        LexiconError: A section is missing, a key is unknown, or a value of another kind.
    """
    for name in SCHEMA:
        if name not in pack and name not in _OPTIONAL:
            raise LexiconError(path, name, "is missing")
    _check(pack, SCHEMA, path, "")


def _check(table: object, schema: Mapping[str, Any], path: Path, above: str) -> None:
    if not isinstance(table, Mapping):
        raise LexiconError(path, above, "must be a table")
    for key, value in table.items():
        where = f"{above}.{key}" if above else str(key)
        kind = schema.get(key, schema.get("#" if _is_number(key) else "*"))
        if kind is None:
            raise LexiconError(path, where, "is an unknown key")
        if isinstance(kind, Mapping):
            _check(value, kind, path, where)
        elif not _fits(value, kind):
            raise LexiconError(path, where, _EXPECTED[kind])
        elif kind == "masks":
            for mask in value:
                _check(mask, _MASK, path, where)
                if "pattern" not in mask:
                    raise LexiconError(path, where, "needs a pattern")


def _is_number(key: str) -> bool:
    return key.replace(".", "", 1).isdecimal()


_EXPECTED = {
    "text": "must be a text",
    "texts": "must be a list of texts",
    "flag": "must be true or false",
    "number": "must be a number",
    "share": "must be a unit and a part of it",
    "masks": "must be a list of tables",
    "table": "must be a table",
}


def _fits(value: object, kind: str) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "table":
        return isinstance(value, Mapping)
    if not isinstance(value, list):
        return False
    if kind == "texts":
        return all(isinstance(item, str) and item.strip("*") for item in value)
    if kind == "share":
        return len(value) == 2 and isinstance(value[0], str) and _fits(value[1], "number")
    return all(isinstance(item, Mapping) for item in value)
