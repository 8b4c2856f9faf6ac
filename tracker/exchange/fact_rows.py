"""Fact rows: one row of a table as a fact with what the table says of its document."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tracker.exchange.csv_reading import TableRow
from tracker.exchange.numbers import Decimal, read_number
from tracker.model.claim import SourceKind
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact, Measure, Per, Span, Status, Transition
from tracker.model.imported import ImportedFact
from tracker.model.period import Period
from tracker.model.stored import RunInfo

REQUIRED = ("value", "unit", "indicator")
ALIASES = {"quote": "sentence", "passage": "sentence", "key": "fact_key"}
_REVIEWS = ("unreviewed", "confirmed", "corrected", "rejected")
_RANKS = ("normal", "preferred", "deprecated")
_KEY = re.compile(r"([0-9a-f]{12}):(\d{1,9})-(\d{1,9})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_WORDS: dict[str, type[StrEnum]] = {
    "bound": Bound,
    "measure": Measure,
    "status": Status,
    "transition": Transition,
    "per": Per,
}
_IDS = ("unit", "indicator", "subject", "place", "partner", "commodity")
_TEXTS = ("counted", "period_text", "attribution")
_ORIGIN = ("source", "url", "title", "language", "author")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """A row as read; `stands` says whether the figure's place in its sentence is known.

    Attributes:
        row: The fact; its offsets count from the beginning of the sentence.
        stands: Whether those offsets were given; else they are the first place that fits.
        origin: What the row says of its document, by the names of `ImportedDocument`.
    """

    row: ImportedFact
    stands: bool
    origin: Mapping[str, str | None]


Finder = Callable[[str, float, str, str | None], Span | None]


def read_fact(table_row: TableRow, decimal: Decimal | None, find: Finder) -> FactRow:
    """Read one row.

    Args:
        table_row: The row.
        decimal: What separates decimals in the table; None: not known.
        find: Where a sentence states a value in a unit, asked where a row has no `surface`: takes
            sentence, value, unit and language.

    Raises:
        InvalidFactError: Names the column and what is wrong in it.
    """
    cells = {name: text for name, text in table_row.texts.items() if text != ""}
    for name in REQUIRED:
        if not cells.get(name, "").strip():
            raise InvalidFactError(name, "is empty")
    numbers = {
        name: _number(cells, name, decimal) for name in ("value", "value_high", "confidence")
    }
    value = numbers["value"]
    assert value is not None  # required
    place, key = _place(cells)
    sentence, surface, start, stands = _words(cells, value, place, find)
    values: dict[str, Any] = {name: cells[name].strip() for name in _IDS if name in cells}
    values |= {name: cells[name] for name in _TEXTS if name in cells}
    values |= {name: _word(kind, cells, name) for name, kind in _WORDS.items() if name in cells}
    published, document_published = _dates(cells)
    fact = Fact(
        surface=surface,
        start=start,
        end=start + len(surface),
        value=value,
        value_high=numbers["value_high"],
        confidence=1.0 if numbers["confidence"] is None else numbers["confidence"],
        period=_period(cells),
        published=published,
        equivalent_of=_span(cells),
        movement=_movement(cells),
        evidence=_evidence(cells),
        **values,
    )
    row = ImportedFact(
        line=table_row.line,
        sentence=sentence,
        fact=fact,
        place=place,
        sentence_start=_integer(cells, "sentence_start"),
        fact_key=key,
        run=_run(cells),
        note=cells.get("note"),
        extracted=cells.get("extracted"),
        updated_by=cells.get("updated_by", "import"),
        **_judgement(cells),
    )
    origin = {name: cells.get(name) for name in _ORIGIN}
    kind = None if "source_kind" not in cells else _word(SourceKind, cells, "source_kind")
    return FactRow(
        row=row,
        stands=stands,
        origin=origin | {"published": document_published, "source_kind": kind},
    )


def _words(
    cells: Mapping[str, str], value: float, place: Span | None, find: Finder
) -> tuple[str, str, int, bool]:
    """Sentence, surface, where it begins in the sentence, and whether that was given."""
    sentence = cells.get("sentence", cells.get("surface"))
    if sentence is None:
        raise InvalidFactError("sentence", "is empty, and so is surface: give the source's words")
    surface = cells.get("surface")
    if surface is None:
        found = find(sentence, value, cells["unit"].strip(), cells.get("language"))
        if found is None:
            raise InvalidFactError(
                "surface",
                f"is empty, and the sentence was not understood to state {value:g} "
                f"{cells['unit']} just once: say which of its words do",
            )
        return sentence, sentence[found.start : found.end], found.start, True
    begin = _integer(cells, "sentence_start")
    if place is not None and begin is not None and place.start >= begin:
        start = place.start - begin
        if sentence[start : start + len(surface)] == surface:
            return sentence, surface, start, True
    start = sentence.find(surface)
    if start < 0:
        raise InvalidFactError("surface", f"{surface[:40]!r} does not stand in the sentence")
    return sentence, surface, start, False


def _number(cells: Mapping[str, str], name: str, decimal: Decimal | None) -> float | None:
    if name not in cells:
        return None
    try:
        return read_number(cells[name], decimal)
    except ValueError as error:
        raise InvalidFactError(name, str(error)) from error


def _integer(cells: Mapping[str, str], name: str) -> int | None:
    if name not in cells:
        return None
    text = cells[name].strip().removesuffix(".0")  # as pandas writes a column with gaps
    if not re.fullmatch(r"\d{1,9}", text):
        raise InvalidFactError(name, f"{cells[name][:40]!r} is no offset")
    return int(text)


def _place(cells: Mapping[str, str]) -> tuple[Span | None, str | None]:
    start, end = _integer(cells, "start"), _integer(cells, "end")
    place = None if start is None or end is None else Span(start, end)
    key = cells.get("fact_key")
    if key is None:
        return place, None
    found = _KEY.fullmatch(key.strip())
    if not found:
        raise InvalidFactError("fact_key", f"{key[:60]!r} is no key of a fact: leave it empty")
    return place or Span(int(found[2]), int(found[3])), key.strip()


def _word(kind: type[StrEnum], cells: Mapping[str, str], name: str) -> StrEnum:
    try:
        return kind(cells[name].strip().lower())
    except ValueError as error:
        raise _no_word(name, cells[name], tuple(kind)) from error


def _no_word(name: str, given: str, words: tuple[str, ...]) -> InvalidFactError:
    return InvalidFactError(name, f"{given[:40]!r} is none of {', '.join(words)}")


def _judgement(cells: Mapping[str, str]) -> dict[str, Any]:
    review, rank = cells.get("review", "unreviewed"), cells.get("rank", "normal")
    if review not in _REVIEWS:
        raise _no_word("review", review, _REVIEWS)
    if rank not in _RANKS:
        raise _no_word("rank", rank, _RANKS)
    reason = cells.get("rank_reason")
    if rank != "normal" and not (reason or "").strip():
        raise InvalidFactError("rank_reason", f"is empty: say why the fact is {rank}")
    return {"review": review, "rank": rank, "rank_reason": reason}


def _dates(cells: Mapping[str, str]) -> tuple[str | None, str | None]:
    """When the fact and when its document was published; either stands for the other."""
    published = _date(cells, "published")
    whole = _date(cells, "document_published")
    if "document_published" not in cells and "fact_key" not in cells:
        whole = published
    return published, whole


def _date(cells: Mapping[str, str], name: str) -> str | None:
    if name not in cells:
        return None
    text = cells[name].strip()
    dotted = _DOTTED.fullmatch(text)
    if dotted:  # what a German spreadsheet makes of 2024-03-05
        text = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    try:
        if "/" in text:
            raise ValueError
        Period.parse(text)
    except ValueError as error:
        reason = f"{text[:40]!r} is no date: write 2024-03-05, 2024-03 or 2024"
        raise InvalidFactError(name, reason) from error
    return text


def _period(cells: Mapping[str, str]) -> str | None:
    if "period" not in cells:
        return None
    text = cells["period"].strip()
    try:
        shortest = str(Period.parse(text))
    except ValueError as error:
        raise InvalidFactError("period", str(error)) from error
    return text if "fact_key" in cells else shortest


def _json(cells: Mapping[str, str], name: str) -> Any:
    try:
        return json.loads(cells[name])
    except (ValueError, RecursionError) as error:
        raise InvalidFactError(name, f"{cells[name][:40]!r} is no JSON: leave it empty") from error


def _as_span(pair: object, name: str) -> Span:
    if isinstance(pair, list) and len(pair) == 2 and all(type(each) is int for each in pair):
        return Span(*pair)
    raise InvalidFactError(name, "is no pair of offsets such as [12, 20]: leave it empty")


def _span(cells: Mapping[str, str]) -> Span | None:
    name = "equivalent_of"
    return _as_span(_json(cells, name), name) if name in cells else None


def _movement(cells: Mapping[str, str]) -> tuple[Span, ...]:
    if "movement" not in cells:
        return ()
    pairs = _json(cells, "movement")
    if not isinstance(pairs, list):
        raise InvalidFactError("movement", "is no list of offsets: leave it empty")
    return tuple(_as_span(pair, "movement") for pair in pairs)


def _evidence(cells: Mapping[str, str]) -> dict[str, str]:
    if "evidence" not in cells:
        return {}
    found = _json(cells, "evidence")
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise InvalidFactError("evidence", "is no JSON object of texts: leave it empty")
    return found


def _run(cells: Mapping[str, str]) -> RunInfo | None:
    if "run" not in cells:
        return None
    words = cells["run"].split()
    if len(words) not in (2, 3):
        raise InvalidFactError("run", "is not made of program and version: leave it empty")
    return RunInfo(extractor=words[0], version=words[1], config=words[2] if words[2:] else "")
