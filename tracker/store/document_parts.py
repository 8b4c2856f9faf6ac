"""Document parts: pages, sections and who says what of a document, as rows and back."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from tracker.model.document import Document, FieldOrigin, How, Section
from tracker.store.document_tables import FIELDS, document_field, page
from tracker.store.tables import document, section, source

Row = dict[str, Any]

# Whose word goes before whose: a person's before that of a list, both before the document's own.
_WEIGHTS = {How.GUESSED: 0, How.STATED: 1, How.LISTED: 2, How.GIVEN: 3}
_OF_PERSONS = frozenset({How.LISTED, How.GIVEN})


def page_rows(document_id: int, pages: Sequence[int]) -> list[Row]:
    """The rows of a document's pages, numbered from 1."""
    return [
        {"document_id": document_id, "number": number, "start": start}
        for number, start in enumerate(pages, start=1)
    ]


def field_rows(document_id: int, found: Mapping[str, FieldOrigin]) -> list[Row]:
    """The rows that say where a document's fields come from."""
    return [
        {"document_id": document_id, "field": name, "how": each.how.value, "place": each.where}
        for name, each in found.items()
    ]


def section_rows(
    document_id: int,
    sections: Sequence[Section],
    take_id: Callable[[], int],
    source_id: Callable[[str], int],
) -> list[Row]:
    """The rows of the releases in a document.

    Args:
        document_id: The document.
        sections: Its releases.
        take_id: Gives the next free number of a section.
        source_id: Gives the number of a publisher by name.
    """
    return [
        {
            "id": take_id(),
            "document_id": document_id,
            "start": each.start,
            "end": each.end,
            "published": each.published,
            "source_id": None if each.source is None else source_id(each.source),
            "url": each.url,
        }
        for each in sections
    ]


def origins_of(read: Document) -> dict[str, FieldOrigin]:
    """Who says what of a document, by field; only of what is known of it."""
    return {
        each.field: each
        for each in read.found
        if each.field in FIELDS and getattr(read, each.field) is not None
    }


def read_pages(connection: Connection, document_id: int) -> tuple[int, ...]:
    """Offsets at which the pages of a document begin."""
    statement = select(page.c.start).where(page.c.document_id == document_id)
    return tuple(connection.scalars(statement.order_by(page.c.number)))


def read_sections(connection: Connection, document_id: int) -> tuple[Section, ...]:
    """The releases in a document, in order."""
    statement = (
        select(section, source.c.name)
        .outerjoin(source, source.c.id == section.c.source_id)
        .where(section.c.document_id == document_id)
        .order_by(section.c.start)
    )
    return tuple(
        Section(start=row.start, end=row.end, published=row.published, source=row.name, url=row.url)
        for row in connection.execute(statement)
    )


def read_origins(connection: Connection, document_id: int) -> dict[str, FieldOrigin]:
    """Who says what of a stored document, by field, in the order of `FIELDS`."""
    statement = select(document_field).where(document_field.c.document_id == document_id)
    rows = {row.field: row for row in connection.execute(statement)}
    return {
        name: FieldOrigin(field=name, how=How(rows[name].how), where=rows[name].place)
        for name in FIELDS
        if name in rows
    }


def guessed_fields(connection: Connection, sha256: str) -> set[tuple[int, str]]:
    """Which fields of the documents with this text nobody said, by row id and name."""
    statement = (
        select(document_field.c.document_id, document_field.c.field)
        .join(document, document.c.id == document_field.c.document_id)
        .where(document.c.sha256 == sha256, document_field.c.how == How.GUESSED.value)
    )
    return {(row.document_id, row.field) for row in connection.execute(statement)}


def write_pages(connection: Connection, document_id: int, pages: Sequence[int]) -> bool:
    """Make these the pages of a stored document; False where they are already."""
    if tuple(pages) == read_pages(connection, document_id):
        return False
    _replace(connection, page, document_id, page_rows(document_id, pages))
    return True


def write_origins(
    connection: Connection, document_id: int, found: Mapping[str, FieldOrigin]
) -> None:
    """Keep who says what of a stored document; of other fields what was said stays."""
    for name in found:
        connection.execute(
            delete(document_field).where(
                document_field.c.document_id == document_id, document_field.c.field == name
            )
        )
    if found:
        connection.execute(insert(document_field), field_rows(document_id, found))


def write_sections(
    connection: Connection,
    document_id: int,
    sections: Sequence[Section],
    take_id: Callable[[], int],
    source_id: Callable[[str], int],
) -> bool:
    """Make these the releases in a stored document; False where they are already."""
    if tuple(sections) == read_sections(connection, document_id):
        return False
    rows = section_rows(document_id, sections, take_id, source_id)
    _replace(connection, section, document_id, rows)
    return True


def replaces(field: str, held: FieldOrigin | None, new: FieldOrigin | None) -> bool:
    """Whether what is said now of a field goes before what is stored and differs.

    A person's word replaces a person's former one, and everything else; what was stored before
    anybody noted who said it counts as stated. A text that two files hold may be stated, or guessed
    from their names, to have two titles: the first stays. Its language may be guessed better today.
    It has one date, though, and a new one corrects it, as does one of which nobody says where it
    comes from.
    """
    is_date = field == "published"
    if new is None:
        return is_date
    before = How.STATED if held is None else held.how
    if _WEIGHTS[new.how] == _WEIGHTS[before]:
        return is_date or new.how in _OF_PERSONS or (field == "language" and is_guess(new))
    return _WEIGHTS[new.how] > _WEIGHTS[before]


def is_surer(held: FieldOrigin | None, new: FieldOrigin) -> bool:
    """Whether one who is to be believed more says now what is stored."""
    return held is None or _WEIGHTS[new.how] > _WEIGHTS[held.how]


def is_guess(held: FieldOrigin | None) -> bool:
    """Whether nobody said what is stored."""
    return held is not None and held.how is How.GUESSED


def _replace(connection: Connection, table: Any, document_id: int, rows: Sequence[Row]) -> None:
    connection.execute(delete(table).where(table.c.document_id == document_id))
    if rows:
        connection.execute(insert(table), rows)
