"""Rows: facts and documents as the database keeps them, and back."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from tracker.ledger.claims import interval
from tracker.model.claim import Standing
from tracker.model.document import Document, DocumentKind
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact, Measure, Per, Span, Status, Transition
from tracker.model.period import Period
from tracker.model.stored import StoredDocument, StoredFact

# Fields that a row holds under the fact's own names and in its own form.
PLAIN = (
    *("surface", "start", "end", "value", "value_high", "unit", "per", "bound", "measure"),
    *("status", "transition", "indicator", "subject", "place", "partner", "commodity", "counted"),
    *("period", "period_text", "attribution", "published", "confidence"),
)

_json = json.JSONEncoder(ensure_ascii=False).encode


def row_of(fact: Fact, factor: float, base_unit: str) -> dict[str, Any]:
    """The columns of a fact that follow from the fact alone.

    Args:
        fact: What was read.
        factor: How many base units one of the fact's unit is.
        base_unit: Id of that base unit.

    Raises:
        InvalidFactError: A field holds what cannot be kept.
    """
    row: dict[str, Any] = {name: getattr(fact, name) for name in PLAIN}
    low, high = interval(fact.value, fact.value_high, fact.surface, fact.bound)
    start, end, year = days_of(fact.period)
    row |= {
        "value": float(fact.value),
        "base_value": fact.value * factor,
        "base_low": None if low is None else low * factor,
        "base_high": None if high is None else high * factor,
        "base_unit": base_unit,
        "period_start": start,
        "period_end": end,
        "year": year,
        "movement": _json([list(span) for span in fact.movement]) if fact.movement else None,
        "evidence": _json(dict(fact.evidence)) if fact.evidence else None,
    }
    row["content_hash"] = _digest(row, fact.equivalent_of)
    return row


def days_of(period: str | None) -> tuple[str | None, str | None, int | None]:
    """First day, last day and year (where it lies inside one) of a fact's period."""
    if period is None:
        return None, None, None
    try:
        read = Period.parse(period)
    except ValueError as error:
        raise InvalidFactError("period", str(error)) from error
    return read.first.isoformat(), read.last.isoformat(), read.year


def _digest(row: Mapping[str, Any], equivalent_of: Span | None) -> str:
    content = _json([sorted(row.items()), equivalent_of])
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]


def fact_of(row: RowMapping) -> StoredFact:
    """A fact from a row of `queries.select_facts()`."""
    same, moved, told = row["equivalent_start"], row["movement"], row["evidence"]
    fact = Fact(
        surface=row["surface"],
        start=row["start"],
        end=row["end"],
        value=row["value"],
        value_high=row["value_high"],
        unit=row["unit"],
        per=Per(row["per"]) if row["per"] else None,
        bound=Bound(row["bound"]),
        measure=Measure(row["measure"]),
        status=Status(row["status"]),
        transition=Transition(row["transition"]) if row["transition"] else None,
        indicator=row["indicator"],
        subject=row["subject"],
        place=row["place"],
        partner=row["partner"],
        commodity=row["commodity"],
        counted=row["counted"],
        period=row["period"],
        period_text=row["period_text"],
        equivalent_of=None if same is None else Span(same, row["equivalent_end"]),
        movement=tuple(Span(*pair) for pair in json.loads(moved)) if moved else (),
        attribution=row["attribution"],
        published=row["published"],
        evidence=json.loads(told) if told else {},
        confidence=row["confidence"],
    )
    return StoredFact(
        id=row["id"],
        key=f"{row['sha256'][:12]}:{fact.start}-{fact.end}",
        fact=fact,
        base_value=row["base_value"],
        base_low=row["base_low"],
        base_high=row["base_high"],
        base_unit=row["base_unit"],
        period_start=row["period_start"],
        period_end=row["period_end"],
        year=row["year"],
        passage=row["passage"] if row["passage"] is not None else fact.surface,
        passage_start=fact.start if row["passage_start"] is None else row["passage_start"],
        document_id=row["document_id"],
        source=row["source"],
        title=row["title"],
        url=row["url"],
        language=row["language"],
        origin=row["origin"],
        review=row["review"],
        rank=row["rank"],
        rank_reason=row["rank_reason"],
        equivalent_of_id=row["equivalent_of"],
        author=row["author"],
        note=row["note"],
        standing=Standing(row["standing"]) if row["standing"] else None,
        page=row["page"],
    )


def document_of(row: RowMapping) -> StoredDocument:
    """A document from a row of `queries.select_documents()`."""
    return StoredDocument(
        id=row["id"],
        document=Document(
            text=row["text"] or "",
            source=row["source"],
            title=row["title"],
            url=row["url"],
            published=row["published"],
            language=row["language"],
            kind=DocumentKind(row["kind"]),
            author=row["author"],
            note=row["note"],
        ),
        n_chars=row["n_chars"],
        n_facts=row["n_facts"],
        retrieved_at=row["retrieved_at"],
        sha256=row["sha256"],
        same_as=row["same_as"],
        near_of=row["near_of"],
        near_share=row["near_share"],
    )
