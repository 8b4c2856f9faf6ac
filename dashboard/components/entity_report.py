"""Entity report: what is known of one entity, asked for in pieces that stay small."""

from dataclasses import dataclass

from dashboard.context import current_store, known_entities, remember
from tracker import (
    ClaimReport,
    DerivedFilter,
    Entity,
    FactFilter,
    FollowedTarget,
    ImpliedFigure,
    Outcome,
    StoredDocument,
    StoredFact,
    load_lexicon,
)

MAX_INDICATORS, MAX_PARTNERS, MAX_DOCUMENTS = 20, 24, 12
MAX_CLAIMS, MAX_TARGETS, MAX_IMPLIED = 8, 40, 12
_DISPUTED = (Outcome.CONFLICT, Outcome.FAR_APART, Outcome.INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The latest actual figure of one indicator, and how many figures there are of it."""

    indicator: str
    number: int
    fact: StoredFact | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityReport:
    """What is known of one entity.

    Attributes:
        entity: It. other_names: Its names besides the labels.
        at_home: What lies in it or is its own.
        figures: How many figures name it as subject or partner.
        latest: Its indicators, the most frequent first.
        partners: Other entities that figures name together with it, with their number.
        disputed: Claims that are in dispute, at most eight; `n_disputed` whether there are more.
        targets, implied: Promises, and what follows from stated figures.
        documents: Texts that state figures of it, with their number, the newest first.
    """

    entity: Entity
    other_names: tuple[str, ...]
    at_home: tuple[Entity, ...]
    figures: int
    latest: tuple[Latest, ...]
    partners: tuple[tuple[str, int], ...]
    disputed: tuple[ClaimReport, ...]
    more_disputed: bool
    targets: tuple[FollowedTarget, ...]
    implied: tuple[ImpliedFigure, ...]
    documents: tuple[tuple[StoredDocument, int], ...]


def find_report(identifier: str) -> EntityReport | None:
    """What is known of the entity with this id; None where there is none."""
    entity = known_entities().get(identifier)
    if entity is None:
        return None
    return remember(("entity", identifier), lambda: _report(entity))


def _report(entity: Entity) -> EntityReport:
    store = current_store()
    one = (entity.id,)
    where = FactFilter(entity=one)
    derived = DerivedFilter(entity=one)
    disputed = store.ledger.claims(entity=one, outcome=_DISPUTED, limit=MAX_CLAIMS + 1)
    indicators = store.facets("indicator", where, MAX_INDICATORS)
    newest = store.latest(entity.id)
    return EntityReport(
        entity=entity,
        other_names=_names(entity),
        at_home=tuple(each for each in known_entities().values() if each.home == entity.id),
        figures=store.count(where),
        latest=tuple(
            Latest(indicator=name, number=number, fact=newest.get(name))
            for name, number in indicators
            if name
        ),
        partners=_partners(entity.id),
        disputed=tuple(disputed[:MAX_CLAIMS]),
        more_disputed=len(disputed) > MAX_CLAIMS,
        targets=tuple(store.derived.targets(derived, limit=MAX_TARGETS)),
        implied=tuple(store.derived.implied(derived, limit=MAX_IMPLIED)),
        documents=_documents(where),
    )


def _names(entity: Entity) -> tuple[str, ...]:
    """Names besides the labels, those that stand with a capital first."""
    if entity.origin == "user":
        own = {each.id: names for each, names in current_store().user_entities()}
        return own.get(entity.id, ())
    entry = load_lexicon().gazetteer.entries.get(entity.id)
    if entry is None:
        return ()
    # Names that are written as patterns stand for many forms of one name.
    names = [name for each in (*entry.names.values(), *entry.cores.values()) for name in each]
    plain = (name.replace("*", "") for name in names if "~" not in name)
    labels = set(entity.label.values())
    found = [name for name in dict.fromkeys(plain) if name not in labels]
    return tuple(sorted(found, key=lambda name: not name[:1].isupper()))


def _partners(identifier: str) -> tuple[tuple[str, int], ...]:
    store = current_store()
    counts: dict[str, int] = {}
    for field, where in (
        ("partner", FactFilter(subject=(identifier,), has_partner=True)),
        ("subject", FactFilter(partner=(identifier,))),
    ):
        for other, number in store.facets(field, where, MAX_PARTNERS):
            if other is not None:
                counts[other] = counts.get(other, 0) + number
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ordered[:MAX_PARTNERS])


def _documents(where: FactFilter) -> tuple[tuple[StoredDocument, int], ...]:
    store = current_store()
    found: dict[int, int] = {}
    for each in store.facts(where, limit=150):  # the newest first
        found[each.document_id] = found.get(each.document_id, 0) + 1
        if len(found) > MAX_DOCUMENTS:
            break
    newest = list(found)[:MAX_DOCUMENTS]
    return tuple((store.document(each), _number(where, each)) for each in newest)


def _number(where: FactFilter, document_id: int) -> int:
    return current_store().count(FactFilter(entity=where.entity, document_id=document_id))
