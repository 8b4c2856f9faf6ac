"""Finds time expressions and datelines in a text, and resolves them against a publication date."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.extraction.resolution import resolve_groups
from tracker.lexicon.period_pack import PeriodPack
from tracker.model.fact import Span
from tracker.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodMention:
    """Words that place something in time.

    Attributes:
        start, end: Where they stand in the text, end exclusive.
        text: The words themselves, preposition included.
        op: The operation that resolves them.
        groups: What the operation gets, in canonical values ("month": "3").
        kind: span (a stretch), deadline (until then), reference (what something is compared
            with), now, vague (words without a date), mask (no period, and no figure either).
        effects: What the words in front do to it: since, deadline, onset, begin, end …
    """

    start: int
    end: int
    text: str
    op: str
    groups: Mapping[str, str]
    kind: str
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A place and day at the head of a text, which date what stands under it.

    Attributes:
        start, end: Where it stands, end exclusive.
        published: The day it names, or None where its year cannot be known; what stands under
            it is then dated by the document again.
    """

    start: int
    end: int
    published: str | None


def find_periods(
    text: str, pack: PeriodPack, regions: Iterable[Span] | None = None
) -> list[PeriodMention]:
    """All time expressions that begin in the regions, or anywhere; in order, none overlapping."""
    if regions is None:
        regions = [Span(0, len(text))]
    mentions = []
    for found in (found for region in regions for found in pack.scan(text, *region)):
        start = found.start
        mentions.append(
            PeriodMention(
                start=start,
                end=found.end,
                text=text[start : found.end],
                op=found.pattern.op,
                groups=found.groups,
                kind=_kind(found.pattern.kind, found.effects, found.groups),
                effects=() if found.pattern.kind == "reference" else found.effects,
            )
        )
    return mentions


def _kind(kind: str, effects: tuple[str, ...], groups: Mapping[str, str]) -> str:
    if kind != "span":
        return kind
    if "reference" in effects or "prior" in {groups.get("relative"), groups.get("tail")}:
        return "reference"
    return "deadline" if "deadline" in effects else "span"


def resolve(
    mention: PeriodMention,
    published: str | None,
    *,
    planned: bool = False,
    past: bool = False,
    main: str | None = None,
) -> str | None:
    """The period that a mention names, as ISO 8601 text, or None where it cannot be known.

    Args:
        mention: What was found.
        published: ISO 8601 day, month or year of publication, as far as it is known.
        planned: Whether the figure is a plan or expectation; open times then lie ahead.
        past: Whether the figure's verb says that it has happened; "this year" then ends today.
        main: The period of the figure that a reference is compared with.
    """
    found = resolve_groups(
        mention.op,
        mention.groups,
        mention.effects,
        _known(published),
        planned=planned,
        past=past,
        main=_known(main),
    )
    return None if found is None else str(found)


def _known(text: str | None) -> Period | None:
    try:
        return Period.parse(text) if text else None
    except ValueError:
        return None


def find_datelines(text: str, pack: PeriodPack, published: str | None) -> list[Dateline]:
    """All datelines of the text, in order; each holds up to the next.

    A dateline without a year takes the year of the document's publication, unless the day would
    then lie after it. Dates that no calendar has, or that can be read in two ways, make none.

    Args:
        text: The whole text.
        pack: The language's time expressions.
        published: ISO 8601 day, month or year of publication, as far as it is known.
    """
    known = _known(published)
    found: list[Dateline] = []
    for start, end, groups in pack.scan_datelines(text):
        if found and start < found[-1].end:
            continue
        op = "date" if "day" in groups else "numeric_date"
        if "year" in groups:
            day = resolve_groups(op, groups, (), None)
            if day is not None:
                found.append(Dateline(start=start, end=end, published=str(day)))
        else:
            dated = _in_year_of(known, groups)
            found.append(Dateline(start=start, end=end, published=dated))
    return found


def _in_year_of(published: Period | None, groups: Mapping[str, str]) -> str | None:
    """The day in the year of publication, or None where it does not fit."""
    if published is None or published.year is None:
        return None
    day = resolve_groups("date", {**groups, "year": str(published.year)}, (), None)
    return str(day) if day is not None and day.first <= published.last else None
