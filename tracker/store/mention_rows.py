"""Mention rows: facts as the ledger weighs them, from the database."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    Connection,
    FromClause,
    Row,
    Select,
    bindparam,
    func,
    select,
)

from tracker.ledger.claims import SeriesKey, interval, series_of, time_key
from tracker.ledger.mention import Mention
from tracker.lexicon.sources import SourceKinds
from tracker.model.claim import SourceKind
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Span, Transition
from tracker.store.ledger_tables import claim_member
from tracker.store.rows import days_of
from tracker.store.tables import document, entity, fact, passage, source, unit

CHUNK = 500
"""How many ids one list of a query holds."""

UNNAMED = "an unnamed source"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_T = TypeVar("_T")

_root = document.alias("root")


def _with_origins(facts: FromClause) -> FromClause:
    return (
        facts.join(document, document.c.id == fact.c.document_id)
        .join(unit, unit.c.id == fact.c.unit)
        .outerjoin(_root, _root.c.id == func.coalesce(document.c.near_of, document.c.same_as))
        .outerjoin(source, source.c.id == document.c.source_id)
        .outerjoin(passage, passage.c.id == fact.c.passage_id)
        .outerjoin(entity, entity.c.id == fact.c.attribution)
    )


_IN_CLAIM = claim_member.c.fact_id == fact.c.id
_COLUMNS = (
    *(column for column in fact.c if column.name not in ("evidence", "extracted", "note")),
    document.c.kind,
    document.c.sha256,
    document.c.url,
    func.coalesce(_root.c.sha256, document.c.sha256).label("origin_text"),
    source.c.name.label("source"),
    source.c.kind.label("source_kind"),
    passage.c.text.label("sentence"),
    entity.c.name.label("attributed_to"),
    entity.c.kind.label("attributed_kind"),
    unit.c.factor,
    unit.c.base_unit.label("true_base_unit"),
    claim_member.c.claim_id,
    claim_member.c.statement,
    claim_member.c.standing,
)
_WANTED: BindParameter[Any] = bindparam("wanted", expanding=True)
_BY_FACT = (
    select(*_COLUMNS)
    .select_from(_with_origins(fact.outerjoin(claim_member, _IN_CLAIM)))
    .where(fact.c.id.in_(_WANTED))
)
# Not the same with another condition: SQLite would begin at the documents, all of them.
_BY_CLAIM = (
    select(*_COLUMNS)
    .select_from(_with_origins(claim_member.join(fact, _IN_CLAIM)))
    .where(claim_member.c.claim_id.in_(_WANTED))
)


def chunked(things: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """The things in lists of at most so many."""
    remaining = iter(things)
    while chunk := list(islice(remaining, size)):
        yield chunk


def rows_of_facts(connection: Connection, ids: Iterable[int]) -> list[Row[Any]]:
    """Facts by id with all that the ledger weighs; those that are gone are left out."""
    return _fetch(connection, _BY_FACT, ids)


def rows_of_claims(connection: Connection, ids: Iterable[int]) -> list[Row[Any]]:
    """The facts that are members of the claims."""
    return _fetch(connection, _BY_CLAIM, ids)


def _fetch(connection: Connection, statement: Select[Any], ids: Iterable[int]) -> list[Row[Any]]:
    return [
        row
        for chunk in chunked(ids)
        for row in connection.execute(statement, {"wanted": chunk}).all()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """The time of a claim: its key, canonical period, first and last day, year if within one."""

    key: str
    period: str | None
    start: str | None
    end: str | None
    year: int | None


class Times:
    """Times of facts, each worked out once."""

    def __init__(self) -> None:
        self._found: dict[str | None, Time | None] = {None: None}

    def of_period(self, period: str | None) -> Time | None:
        """The time that a period means; None without one, or where it cannot be read.

        Another program may have written what cannot.
        """
        if period not in self._found:
            try:
                start, end, year = days_of(period)
            except InvalidFactError:
                self._found[period] = None
            else:
                key = time_key(period, None)
                time = Time(key=key, period=key, start=start, end=end, year=year)
                self._found[period] = time
        return self._found[period]

    def of(self, row: Row[Any]) -> Time | None:
        """The time of the claim that a fact states; None where its period cannot be read."""
        if row.period is not None:
            return self.of_period(row.period)
        key = time_key(None, row.published)
        return Time(key=key, period=None, start=None, end=None, year=None)


def stale_columns(row: Row[Any], times: Times) -> dict[str, Any]:
    """What a row of `fact` should hold that follows from its statement, where it does not."""
    low, high = interval(row.value, row.value_high, row.surface, Bound(row.bound))
    due: dict[str, Any] = {
        "base_value": row.value * row.factor,
        "base_low": None if low is None else low * row.factor,
        "base_high": None if high is None else high * row.factor,
        "base_unit": row.true_base_unit,
    }
    time = times.of_period(row.period)
    if time is not None:
        due |= {"period_start": time.start, "period_end": time.end, "year": time.year}
    held = row._mapping
    return {name: value for name, value in due.items() if held[name] != value}


def place_of(row: Row[Any], times: Times) -> tuple[SeriesKey, Time] | None:
    """The series and the time of the claim that the fact states, or None."""
    if row.review == "rejected":
        return None
    stated: Any = row
    series = series_of(stated, row.true_base_unit, is_equivalent=row.equivalent_of is not None)
    time = times.of(row)
    return None if series is None or time is None else (series, time)


def mention_of(row: Row[Any], kinds: SourceKinds) -> Mention:
    """The fact as the ledger weighs it.

    Args:
        row: From `rows_of_facts()` or `rows_of_claims()`, its derived columns up to date.
        kinds: Which attributions are official.
    """
    bound = Bound(row.bound)
    factor: float = row.factor
    low: float | None = row.base_low
    top: float | None = row.base_high
    digit_low, digit_top = low, top
    if bound not in (Bound.EXACT, Bound.BETWEEN) or low is None or top is None:
        least, most = interval(row.value, None, row.surface)
        assert least is not None  # without a bound both ends are known
        assert most is not None
        digit_low, digit_top = least * factor, most * factor
    assert digit_low is not None
    assert digit_top is not None
    is_shared = row.kind == "text"  # two people may type the same words
    return Mention(
        fact_id=row.id,
        key=(row.sha256, row.start, row.end, row.source or "", row.url or "", row.id),
        origin=row.origin_text if is_shared else f"document {row.document_id}",
        speaker=row.attribution or row.source,
        name=(row.attributed_to or row.attribution or row.source or UNNAMED),
        official=_is_official(row, kinds),
        value=row.value * factor,
        high=None if row.value_high is None else row.value_high * factor,
        low=low,
        top=top,
        digit_low=digit_low,
        digit_top=digit_top,
        bound=bound,
        published=_date(row.published),
        confidence=row.confidence,
        preferred=row.rank == "preferred",
        deprecated=row.rank == "deprecated",
        confirmed=row.review in ("confirmed", "corrected"),
        transition=None if row.transition is None else Transition(row.transition),
        span=Span(row.start, row.end),
        movement=spans_of(row.movement) if row.transition == "from" else (),
        sentence=row.sentence or row.surface,
    )


def _is_official(row: Row[Any], kinds: SourceKinds) -> bool:
    if row.attribution is not None:
        kind = kinds.kind_of_quoted(row.attribution, row.attributed_kind)
        return kind is SourceKind.OFFICIAL
    return bool(row.source_kind == "official")


def _date(published: str | None) -> str | None:
    return published if published is not None and _DATE.fullmatch(published) else None


def spans_of(movement: str | None) -> tuple[Span, ...]:
    """The places that the column `movement` of a fact holds."""
    read: Sequence[Sequence[int]] = json.loads(movement) if movement else ()
    return tuple(Span(start, end) for start, end in read)
