"""Compares found facts with annotated ones: pairs them, and says level by level what is right.

A passage is one JSON line: `id`, `lang`, `published`, `text`, `why`, `tags`, `facts`. Two keys of a
fact are the annotation's own: `also` holds further values that count as right, by field; an
`optional` fact counts neither way. Each level asks for all that the one before it asks for.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tracker import Fact, Period, extract

HERE = Path(__file__).parent
PROSE = ("de", "en", "de-news", "en-news")  # files of passages; the language comes first
TABLES = ("de-tables", "en-tables")  # tables are read by rules, so no weights are fitted on them
SETS = (*PROSE, *TABLES)
LEVELS: Mapping[str, tuple[str, ...]] = {
    "L1": ("surface", "value", "unit"),
    "L2": ("bound", "measure", "transition"),
    "L3": ("indicator", "subject", "partner"),
    "L4": ("status", "period", "per", "commodity"),
}
BESIDE = ("place", "counted", "period_text", "equivalent")
FIELDS = (*(name for names in LEVELS.values() for name in names), *BESIDE)
_FAR = 120  # characters that a fact of the same amount may stand away from the annotated one
_ARTICLE = re.compile(r"^(?:die|der|das|dem|den|the|an?|eine[rmns]?|ein|auf|um)\s+")

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One annotated text."""

    id: str
    language: str
    published: str | None
    text: str
    facts: tuple[Gold, ...]

    def read(self) -> list[Fact]:
        """What the reader finds in it."""
        return extract(self.text, language=self.language, published=self.published)


@cache
def load_passages(name: str) -> tuple[Passage, ...]:
    """The annotated passages of one set, in the order of its file."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(
        Passage(
            id=row["id"],
            language=row["lang"],
            published=row["published"],
            text=row["text"],
            facts=tuple(row["facts"]),
        )
        for row in map(json.loads, lines)
    )


@dataclass(slots=True)
class Tally:
    """Counts over many passages.

    Attributes:
        annotated, found: Facts that count, without the optional ones.
        right: Pairs that are right, by level; of `paired` pairs the fields that are, by field.
        false_alarms: Facts found in passages that have none.
        untrue_spans: Facts whose offsets do not cut their surface out of the text.
    """

    annotated: int = 0
    found: int = 0
    paired: int = 0
    right: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    empty: int = 0
    false_alarms: int = 0
    untrue_spans: int = 0

    def add(self, passage: Passage, found: Sequence[Fact]) -> None:
        """Count one passage."""
        gold = passage.facts
        pairs = pair_up(gold, found)
        counted = [(g, f) for g, f in pairs if not gold[g].get("optional")]
        self.annotated += sum(not fact.get("optional") for fact in gold)
        self.found += len(found) - (len(pairs) - len(counted))
        self.paired += len(counted)
        self.empty += not gold
        self.false_alarms += 0 if gold else len(found)
        self.untrue_spans += sum(passage.text[f.start : f.end] != f.surface for f in found)
        for g, f in counted:
            right = {name for name in FIELDS if is_right(name, gold[g], found[f])}
            self.fields.update(right)
            for level, names in LEVELS.items():
                if not right.issuperset(names):
                    break
                self.right[level] += 1

    def merge(self, other: "Tally") -> None:
        """Count what another tally has counted."""
        for field_ in fields(self):
            mine = getattr(self, field_.name)
            setattr(self, field_.name, mine + getattr(other, field_.name))

    def precision(self, level: str) -> float:
        """How many of the found facts are right."""
        return self.right[level] / self.found if self.found else 0.0

    def recall(self, level: str) -> float:
        """How many of the annotated facts are found and right."""
        return self.right[level] / self.annotated if self.annotated else 0.0

    def f1(self, level: str) -> float:
        """The harmonic mean of both."""
        precision, recall = self.precision(level), self.recall(level)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def accuracy(self, name: str) -> float:
        """How many of the paired facts have this field right."""
        return self.fields[name] / self.paired if self.paired else 0.0


@cache
def measure(name: str) -> Tally:
    """Read and score all passages of one set, once a run."""
    tally = Tally()
    for passage in load_passages(name):
        tally.add(passage, passage.read())
    return tally


def pair_up(gold: Sequence[Gold], found: Sequence[Fact]) -> list[tuple[int, int]]:
    """Indexes of annotated and found facts that speak of the same figure, best pairs first.

    Overlapping ones go together, the more so the more they share; facts that stand apart only if
    they state the same amount and are near.
    """
    ranked = []
    for g, annotated in enumerate(gold):
        for f, fact in enumerate(found):
            shared = min(annotated["end"], fact.end) - max(annotated["start"], fact.start)
            value, unit = is_right("value", annotated, fact), is_right("unit", annotated, fact)
            apart = abs(fact.start - annotated["start"])
            if shared > 0:
                length = max(annotated["end"], fact.end) - min(annotated["start"], fact.start)
                ranked.append((2 + shared / length + value + 0.5 * unit, -g, -f))
            elif value and unit and apart <= _FAR:
                ranked.append((1 - apart / 1e7, -g, -f))
    pairs: list[tuple[int, int]] = []
    for _, g, f in sorted(ranked, reverse=True):
        if all(-g != other and -f != another for other, another in pairs):
            pairs.append((-g, -f))
    return pairs


def is_right(name: str, gold: Gold, fact: Fact) -> bool:
    """Whether one field of a found fact is as annotated, or as `also` allows."""
    wanted = [gold[name], *gold.get("also", {}).get(name, ())]
    match name:
        case "surface":
            return any(_same_surface(text, gold, fact) for text in wanted)
        case "value":
            return _same_value(wanted, gold, fact)
        case "period":
            return any(_days(fact.period) == _days(one) for one in wanted)
        case "period_text":
            return any(_holds(one, fact.period_text) for one in wanted)
        case "counted":
            return any(_akin(one, fact.counted) for one in wanted)
        case "equivalent":
            return (fact.equivalent_of is not None) in wanted
        case _:
            return getattr(fact, name) in wanted


def _same_surface(text: str, gold: Gold, fact: Fact) -> bool:
    """The same words; a counted noun more or less, or more words of a factor, are no error."""
    short, long = sorted((_plain(text), _plain(fact.surface)), key=len)
    if short == long:
        return True
    units = [gold["unit"], *gold.get("also", {}).get("unit", ())]
    rest = long.removeprefix(short)
    if rest != long and short and not re.search(r"\d", rest) and len(rest) <= 60:
        return bool({"count", "TEU", "FEU"} & set(units)) or gold["measure"] == "multiple"
    return gold["measure"] == "multiple" and short != "" and short in long


def _plain(text: str | None) -> str:
    text = re.sub(r"\s+", " ", text or "").strip().casefold()
    text = text.strip(" .,;:()„“”\"'«»").lstrip("+-−–~").strip()
    return _ARTICLE.sub("", text)


def _same_value(wanted: Sequence[float], gold: Gold, fact: Fact) -> bool:
    written = re.search(r"\d", gold["surface"]) and gold["measure"] != "multiple"
    tolerance = 1e-6 if written else 6e-3  # "ein Drittel" may be 33.3 or 33.33
    if gold["value_high"] is None:
        return fact.value_high is None and any(_near(one, fact.value, tolerance) for one in wanted)
    if fact.value_high is None:
        return False
    ends = zip(
        sorted((gold["value"], gold["value_high"])),
        sorted((fact.value, fact.value_high)),
        strict=True,
    )
    return all(_near(one, other, tolerance) for one, other in ends)


def _near(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= max(1e-9, tolerance * max(abs(one), abs(other)))


def _days(period: str | None) -> tuple[date, date] | None:
    """First and last day, so that spellings of one span are the same."""
    if period is None:
        return None
    parsed = Period.parse(period)
    return parsed.first, parsed.last


def _holds(wanted: str | None, found: str | None) -> bool:
    if not wanted or not found:
        return not wanted and not found
    return _plain(wanted) in _plain(found) or _plain(found) in _plain(wanted)


def _akin(wanted: str | None, found: str | None) -> bool:
    """Whether two nouns share the beginning of a word: "Züge" and "Zügen"."""
    if not wanted or not found:
        return not wanted and not found
    return any(
        one[:4] == other[:4] and max(len(one), len(other)) > 2
        for one in _plain(wanted).split()
        for other in _plain(found).split()
    )


def table(tallies: Mapping[str, Tally]) -> list[str]:
    """The scores as lines of text, a column a language."""
    lines = [f"{'':12}" + "".join(f"{name:^25}" for name in tallies)]
    lines.append(f"{'':12}" + f"{'P':>7}{'R':>7}{'F1':>7}    " * len(tallies))
    for level in LEVELS:
        cells = (
            f"{t.precision(level):7.3f}{t.recall(level):7.3f}{t.f1(level):7.3f}    "
            for t in tallies.values()
        )
        lines.append(f"{level:12}" + "".join(cells))
    for name in FIELDS:
        lines.append(
            f"{name:12}" + "".join(f"{t.accuracy(name):7.3f}{'':18}" for t in tallies.values())
        )
    alarms = (f"{t.false_alarms:>3} in {t.empty} texts{'':11}" for t in tallies.values())
    lines.append(f"{'false alarms':12}" + "".join(f" {cell}" for cell in alarms))
    return [line.rstrip() for line in lines]
