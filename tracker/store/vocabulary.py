"""Vocabulary: the words of the data files as tables, so that a SQL user can join names."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Table, delete, insert, inspect, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from tracker.ledger.judging import RULES
from tracker.lexicon.entries import Entry
from tracker.lexicon.gazetteer import load_gazetteer
from tracker.lexicon.sources import packaged_source_kinds
from tracker.lexicon.topics import Commodity, Indicator, load_commodities, load_indicators
from tracker.lexicon.units import Units, load_units
from tracker.model.errors import InvalidFactError
from tracker.model.stored import Entity
from tracker.store.comments import comment_server
from tracker.store.connections import Connections
from tracker.store.dictionary import COLUMNS, OBJECTS, meaning
from tracker.store.ledger_tables import unsettled_fact
from tracker.store.meanings import SPECIAL
from tracker.store.objects import create_views_and_triggers, drop_views_and_triggers
from tracker.store.tables import (
    commodity,
    data_dictionary,
    entity,
    entity_alias,
    fact,
    indicator,
    setting,
    source,
    unit,
)
from tracker.store.triggers import POSTGRESQL_FUNCTIONS, POSTGRESQL_TRIGGERS, SQLITE_TRIGGERS
from tracker.store.views import POSTGRESQL_VIEWS, VIEWS

_DATA = Path(__file__).resolve().parents[1] / "data"
_DIGEST = "vocabulary"
_RULES = "ledger rules"
KINDS: dict[str, Table] = {
    "entity": entity,
    "commodity": commodity,
    "unit": unit,
    "indicator": indicator,
}


class _Entries(Protocol):
    @property
    def entries(self) -> Mapping[str, Entry]: ...


class Words(Protocol):
    """What the store keeps of a lexicon."""

    @property
    def units(self) -> Units: ...
    @property
    def indicators(self) -> Mapping[str, Indicator]: ...
    @property
    def commodities(self) -> Mapping[str, Commodity]: ...
    @property
    def gazetteer(self) -> _Entries: ...


def packaged_digest() -> str:
    """A digest of the packaged data files, and of the views and triggers that today's code has."""
    views = VIEWS, POSTGRESQL_VIEWS
    code = (
        OBJECTS,
        COLUMNS,
        SPECIAL,
        views,
        SQLITE_TRIGGERS,
        POSTGRESQL_TRIGGERS,
        POSTGRESQL_FUNCTIONS,
    )
    digest = hashlib.sha256(repr((code, RULES)).encode())
    for path in sorted(_DATA.rglob("*.toml")):
        if "languages" not in path.parts:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def refill(connections: Connections) -> None:
    """Bring vocabulary, views and triggers up to what is packaged, where that has changed."""
    digest = packaged_digest()
    with connections.reading() as connection:
        if _stored_digest(connection) == digest:
            return
    with connections.writing() as connection:
        if _stored_digest(connection) != digest:  # another program may have been first
            drop_views_and_triggers(connection)
            create_views_and_triggers(connection)
            fill_packaged(connection)


def fill_packaged(connection: Connection) -> None:
    """Bring the vocabulary tables up to the packaged data files."""
    _fill(connection, *_packaged())
    _fill_source_kinds(connection)
    _note_facts_judged_by_other_rules(connection)
    _upsert(connection, setting, [{"name": _DIGEST, "value": packaged_digest()}], key="name")


@cache
def _packaged() -> tuple[
    Units, Mapping[str, Indicator], Mapping[str, Commodity], Mapping[str, Entry]
]:
    """What is packaged, read once however many databases are made."""
    return load_units(), load_indicators(), load_commodities(), load_gazetteer().entries


def fill_from(connection: Connection, lexicon: Words) -> None:
    """Bring the vocabulary tables up to a lexicon; what it does not name stays as it is."""
    _fill(
        connection,
        lexicon.units,
        lexicon.indicators,
        lexicon.commodities,
        lexicon.gazetteer.entries,
    )
    _upsert(connection, setting, [{"name": _DIGEST, "value": packaged_digest()}], key="name")


def _fill(
    connection: Connection,
    units: Units,
    indicators: Mapping[str, Indicator],
    commodities: Mapping[str, Commodity],
    entries: Mapping[str, Entry],
) -> None:
    _upsert(connection, indicator, [_named(item.id, item.label) for item in indicators.values()])
    _upsert(connection, commodity, [_named(item.id, item.label) for item in commodities.values()])
    _fill_units(connection, units)
    own = set(connection.scalars(select(entity.c.id).where(entity.c.origin == "user")))
    rows = [_entity_row(item) for item in entries.values() if item.id not in own]
    _upsert(connection, entity, [row | {"home": None} for row in rows])
    _upsert(connection, entity, rows)
    aliases = [
        {"entity_id": item.id, "language": language, "alias": alias}
        for item in entries.values()
        if item.id not in own
        for language, alias in _aliases(item)
    ]
    named = sorted({row["entity_id"] for row in aliases})
    for start in range(0, len(named), 500):
        chunk = named[start : start + 500]
        connection.execute(delete(entity_alias).where(entity_alias.c.entity_id.in_(chunk)))
    if aliases:
        connection.execute(insert(entity_alias), aliases)
    _fill_dictionary(connection)


def read_units(connection: Connection) -> dict[str, tuple[float, str]]:
    """Factor and base unit of each unit."""
    rows = connection.execute(select(unit.c.id, unit.c.factor, unit.c.base_unit))
    return {row.id: (row.factor, row.base_unit) for row in rows}


def read_ids(connection: Connection) -> dict[str, set[str]]:
    """The ids that a fact may name, by kind."""
    return {kind: set(connection.scalars(select(table.c.id))) for kind, table in KINDS.items()}


def read_entities(connection: Connection) -> dict[str, Entity]:
    """All entities by id."""
    return {
        row.id: Entity(
            id=row.id,
            kind=row.kind,
            label=json.loads(row.labels),
            home=row.home,
            planned=bool(row.planned),
            origin=row.origin,
        )
        for row in connection.execute(select(entity).order_by(entity.c.id))
    }


def read_user_entities(connection: Connection) -> list[tuple[Entity, tuple[str, ...]]]:
    """The user's own entities with their names besides the labels."""
    rows = connection.execute(
        select(entity_alias.c.entity_id, entity_alias.c.alias).order_by(entity_alias.c.id)
    ).all()
    return [
        (own, tuple(row.alias for row in rows if row.entity_id == own.id))
        for own in read_entities(connection).values()
        if own.origin == "user"
    ]


def read_labels(connection: Connection, language: str, kinds: Iterable[str]) -> dict[str, str]:
    """Display names by id; where two kinds share an id, the later kind's name."""
    found = {}
    for kind in kinds:
        table = KINDS[kind]
        for row in connection.execute(select(table.c.id, table.c.name, table.c.labels)):
            found[row.id] = json.loads(row.labels).get(language) or row.name
    return found


def add_user_entity(
    connection: Connection, added: Entity, aliases: Mapping[str, Sequence[str]]
) -> None:
    """Write an entity of the user's own with its other names, or replace it.

    Raises:
        InvalidFactError: Its id belongs to a packaged entity, or its home is unknown.
    """
    held = connection.execute(select(entity.c.origin).where(entity.c.id == added.id)).scalar()
    if held == "packaged":
        raise InvalidFactError("id", f"{added.id!r} is taken by an entity that comes with tracker")
    if added.home is not None and added.home not in read_entities(connection):
        raise InvalidFactError("home", f"there is no entity {added.home!r}")
    _upsert(connection, entity, [_entity_row(added) | {"origin": "user"}])
    connection.execute(delete(entity_alias).where(entity_alias.c.entity_id == added.id))
    rows = [
        {"entity_id": added.id, "language": language, "alias": alias}
        for language, names in aliases.items()
        for alias in dict.fromkeys(names)
    ]
    if rows:
        connection.execute(insert(entity_alias), rows)


def _note_facts_judged_by_other_rules(connection: Connection) -> None:
    """Have every fact settled anew where the rules of the ledger have changed since."""
    held = connection.execute(select(setting.c.value).where(setting.c.name == _RULES)).scalar()
    if held == RULES:
        return
    noted = select(unsettled_fact.c.fact_id).where(unsettled_fact.c.fact_id == fact.c.id)
    facts = select(fact.c.id, fact.c.document_id).where(~noted.exists())
    connection.execute(insert(unsettled_fact).from_select(["fact_id", "document_id"], facts))
    _upsert(connection, setting, [{"name": _RULES, "value": RULES}], key="name")


def _stored_digest(connection: Connection) -> str | None:
    return connection.execute(select(setting.c.value).where(setting.c.name == _DIGEST)).scalar()


def _fill_units(connection: Connection, units: Units) -> None:
    known = read_units(connection)
    rows = [
        _named(item.id, item.label)
        | {
            "symbol": item.symbol or None,
            "kind": item.kind,
            "family": item.family,
            "base_unit": item.base,
            "factor": float(item.factor),
        }
        for item in units.values()
    ]
    _upsert(connection, unit, rows)
    for row in rows:
        factor, base = known.get(row["id"], (row["factor"], row["base_unit"]))
        if (factor, base) == (row["factor"], row["base_unit"]):
            continue
        ratio = row["factor"] / factor
        connection.execute(
            update(fact)
            .where(fact.c.unit == row["id"])
            .values(
                base_value=fact.c.value * row["factor"],
                base_low=fact.c.base_low * ratio,
                base_high=fact.c.base_high * ratio,
                base_unit=row["base_unit"],
            )
        )


def _fill_source_kinds(connection: Connection) -> None:
    """Bring the kinds of those publishers that the data name up to the data."""
    kinds = packaged_source_kinds()
    for row in connection.execute(select(source.c.id, source.c.name, source.c.kind)).all():
        kind = kinds.kind_of(row.name).value
        if kind != row.kind and kinds.is_named(row.name):
            connection.execute(update(source).where(source.c.id == row.id).values(kind=kind))


def _fill_dictionary(connection: Connection) -> None:
    inspector = inspect(connection)
    rows = [{"object": name, "column": "", "description": said} for name, said in OBJECTS.items()]
    for name in OBJECTS:
        rows += [
            {
                "object": name,
                "column": column["name"],
                "description": meaning(name, column["name"]),
            }
            for column in inspector.get_columns(name)
        ]
    connection.execute(delete(data_dictionary))
    connection.execute(insert(data_dictionary), rows)
    if connection.dialect.name != "sqlite":
        comment_server(connection)


def _named(identifier: str, label: Mapping[str, str]) -> dict[str, Any]:
    labels = dict(label)
    name = labels.get("en") or next(iter(labels.values()), identifier)
    return {
        "id": identifier,
        "name": name,
        "labels": json.dumps(labels, ensure_ascii=False, sort_keys=True),
    }


def _entity_row(item: Entry | Entity) -> dict[str, Any]:
    return _named(item.id, item.label) | {
        "kind": item.kind,
        "home": item.home,
        "planned": int(item.planned),
        "origin": "packaged",
    }


def _aliases(item: Entry) -> Iterator[tuple[str, str]]:
    seen = set()
    for texts in (item.names, item.cores, item.stems, item.weak, item.cities):
        for language, names in texts.items():
            for name in names:
                # The data files mark where a word is inflected; a reader need not see it.
                alias = language, name.replace("*", "").replace("~", "")
                if alias not in seen:
                    seen.add(alias)
                    yield alias


def _upsert(
    connection: Connection, table: Table, rows: list[dict[str, Any]], key: str = "id"
) -> None:
    """Insert the rows; where one is there already, change it only if it differs."""
    if not rows:
        return
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    new = {name: statement.excluded[name] for name in rows[0] if name != key}
    differs = [table.c[name].is_distinct_from(column) for name, column in new.items()]
    connection.execute(
        statement.on_conflict_do_update(index_elements=[key], set_=new, where=or_(*differs)), rows
    )
