"""Compare what the reader finds in the seed documents with the facts expected of them.

Run it to see, per document, what is missing, extra or wrong by field:

    python tests/seeds/compare.py [WORD …] [--full]

A WORD restricts the run to documents whose file name holds it; --full shows each fact's sentence.
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
EXPECTED = Path(__file__).parent / "expected"

DEFAULTS: Mapping[str, Any] = {
    "surface": None,
    "value": None,
    "value_high": None,
    "unit": None,
    "per": None,
    "bound": "exact",
    "measure": "level",
    "status": "actual",
    "transition": None,
    "indicator": None,
    "subject": None,
    "place": None,
    "partner": None,
    "commodity": None,
    "counted": None,
    "period": None,
    "equivalent": False,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected; `kind` is missing, extra or the name of a field."""

    kind: str
    surface: str
    expected: Any
    found: Any
    sentence: str

    def __str__(self) -> str:
        if self.kind in ("missing", "extra"):
            return f"{self.kind}: {self.surface!r}"
        return f"{self.surface!r} {self.kind}: {self.expected!r} expected, {self.found!r} found"


def documents() -> list[dict[str, Any]]:
    """The tables of documents.toml, in their order."""
    tables: list[dict[str, Any]] = tomllib.loads((SEEDS / "documents.toml").read_text("utf-8"))[
        "document"
    ]
    return tables


def text_of(document: Mapping[str, Any]) -> str:
    """The text of a document of documents.toml."""
    return (SEEDS / "documents" / document["file"]).read_text("utf-8")


def expected_facts(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The facts that stand in a document, in the order of the text, with their defaults."""
    path = EXPECTED / Path(document["file"]).with_suffix(".toml").name
    facts = tomllib.loads(path.read_text("utf-8"))["facts"]
    return [{**DEFAULTS, "optional": False, **fact} for fact in facts]


def locate(text: str, facts: Iterable[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Where the expected surfaces stand, each behind the one before it."""
    spans, position = [], 0
    for fact in facts:
        pattern = rf"(?<![\w.,]){re.escape(fact['surface'])}(?![\w])"
        match = re.compile(pattern).search(text, position)
        if match is None:
            raise ValueError(f"{fact['surface']!r} does not stand behind offset {position}")
        position = match.end()
        spans.append(match.span())
    return spans


def differences(document: Mapping[str, Any], found: Iterable[Any]) -> list[Difference]:
    """How the found facts of a document differ from the expected ones."""
    text = text_of(document)
    wanted = expected_facts(document)
    rest = list(found)
    result = []
    for fact, (start, end) in zip(wanted, locate(text, wanted), strict=True):
        mate = next((other for other in rest if other.start < end and start < other.end), None)
        sentence = _sentence(text, start, end)
        if mate is None:
            if not fact["optional"]:
                result.append(Difference("missing", fact["surface"], None, None, sentence))
            continue
        rest.remove(mate)
        if fact["optional"]:
            continue
        for field in DEFAULTS:
            value = mate.equivalent_of is not None if field == "equivalent" else _plain(mate, field)
            if not _same(fact[field], value):
                result.append(Difference(field, fact["surface"], fact[field], value, sentence))
    for other in rest:
        sentence = _sentence(text, other.start, other.end)
        result.append(Difference("extra", other.surface, None, None, sentence))
    return result


def _plain(fact: Any, field: str) -> Any:
    value = getattr(fact, field)
    return str(value) if isinstance(value, str) else value


def _same(expected: Any, found: Any) -> bool:
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= 1e-9 * max(abs(expected), abs(found))
    return bool(expected == found)


def _sentence(text: str, start: int, end: int) -> str:
    dot, line = text.rfind(". ", 0, start), text.rfind("\n", 0, start)
    before = max(dot + 2 if dot >= 0 else 0, line + 1)
    ends = [position for position in (text.find(". ", end), text.find("\n", end)) if position >= 0]
    return text[before : min(ends) + 1 if ends else len(text)].strip()


def main(words: list[str]) -> int:
    """Print the differences by document; 1 if there are any."""
    from tracker import extract

    full = "--full" in words
    words = [word for word in words if not word.startswith("--")]
    tally: Counter[str] = Counter()
    for document in documents():
        if words and not any(word in document["file"] for word in words):
            continue
        facts = extract(
            text_of(document), language=document["language"], published=document["published"]
        )
        found = differences(document, facts)
        if found:
            print(document["file"])
        for difference in found:
            tally[difference.kind] += 1
            print(f"  {difference}")
            if full:
                print(f"      {difference.sentence}")
    print(dict(tally.most_common()) or "All as expected.")
    return 1 if tally else 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
