"""Facts and documents as rows: every field under its name, in the order of the columns."""

from dataclasses import fields
from typing import Any

from tracker.model.fact import Fact
from tracker.model.stored import Provenance, StoredDocument, StoredFact

Row = dict[str, Any]
FACT_FIELDS = tuple(field.name for field in fields(Fact))
# What the stored fact calls otherwise than the public views do, or holds twice.
_PUBLIC = {"key": "fact_key", "passage": "sentence", "passage_start": "sentence_start"}
_LEFT_OUT = ("fact", "equivalent_of_id")
# Columns that came later stand last in an export, so that the others keep their places.
_LAST = ("page",)
_STORED_FIELDS = tuple(
    field.name for field in fields(StoredFact) if field.name not in ("id", "key", *_LEFT_OUT)
)
_PROVENANCE_FIELDS = tuple(field.name for field in fields(Provenance))
_FLOATS = ("value", "value_high", "base_value", "base_low", "base_high", "confidence")
_INTEGERS = ("id", "start", "end", "year", "sentence_start", "document_id", "page")


def fact_row(fact: Fact) -> Row:
    """All fields of a fact under their names; spans as lists of two offsets."""
    row: Row = {name: getattr(fact, name) for name in FACT_FIELDS}
    row["equivalent_of"] = list(fact.equivalent_of) if fact.equivalent_of else None
    row["movement"] = [list(span) for span in fact.movement]
    row["evidence"] = dict(fact.evidence)
    return row


def stored_row(stored: StoredFact) -> Row:
    """A stored fact: id and key first, then the fact's fields, then what the database adds."""
    row: Row = {"id": stored.id, "fact_key": stored.key, **fact_row(stored.fact)}
    for name in _STORED_FIELDS:
        row.setdefault(_PUBLIC.get(name, name), getattr(stored, name))
    return row


def stored_columns() -> tuple[str, ...]:
    """The names of a stored fact's columns, in order."""
    public = (_PUBLIC.get(name, name) for name in _STORED_FIELDS)
    return tuple(dict.fromkeys(("id", "fact_key", *FACT_FIELDS, *public)))


def exported_row(stored: StoredFact, provenance: Provenance) -> Row:
    """A stored fact with all that an export says of it."""
    row = stored_row(stored)
    for name in _PROVENANCE_FIELDS:
        row.setdefault(name, getattr(provenance, name))
    return row


def exported_columns() -> tuple[str, ...]:
    """The names of an exported fact's columns, in order."""
    before = (name for name in stored_columns() if name not in _LAST)
    return tuple(dict.fromkeys((*before, *_PROVENANCE_FIELDS, *_LAST)))


def exported_types() -> dict[str, type]:
    """What an exported column holds: numbers, whole numbers or text."""
    return {
        name: float if name in _FLOATS else int if name in _INTEGERS else str
        for name in exported_columns()
    }


def document_row(stored: StoredDocument) -> Row:
    """A stored document with its text."""
    document = stored.document
    return {
        "id": stored.id,
        "sha256": document.sha256,
        "kind": document.kind,
        "source": document.source,
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "language": document.language,
        "author": document.author,
        "note": document.note,
        "retrieved_at": stored.retrieved_at,
        "text": document.text,
    }
