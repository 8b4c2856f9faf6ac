"""Near copies: which stored texts are nearly the same, found by their prints and told by the texts.

Documents that are near-identical, directly or through others, are one family, whatever the order
in which they came: `near_of` of all but the first names that first one. Exact copies go with the
document that they repeat and need no print of their own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from tracker.ledger.copies import MIN_SLOTS, Wording, share_of
from tracker.model.document import DocumentKind
from tracker.store.connections import Connections
from tracker.store.document_tables import document_print
from tracker.store.inserts import insert_rows
from tracker.store.ledger import writing_settled
from tracker.store.mention_rows import chunked
from tracker.store.tables import document, document_text, setting

LOOKED_UP = 50
"""Of the documents that have one slot alike so many are looked at, the latest; of a phrase that
thousands of texts have, the rest differ no less."""

COMPARED, IN_FAMILY = 6, 4
"""With so many texts is one compared at most, those that have the most slots alike, and with so
many of one family: what is unlike these is hardly like another of them."""

PORTION = 200
"""How many documents of an older database are compared in one transaction."""

UNCOMPARED = "uncompared_documents"
"""The setting that holds the number of the last document that is yet to be compared."""

# So many times the characters of another text no copy has: it may have twice the words.
_LONGER = 4
_BY_HASH = (
    "SELECT document_id FROM (SELECT document_id FROM document_print"
    " WHERE hash = {mark} AND document_id <> {mark}"
    " ORDER BY document_id DESC LIMIT {limit}) AS {name}"
)
_ROOT = func.coalesce(document.c.near_of, document.c.same_as, document.c.id)
_twin = document.alias("twin")
_CANDIDATES = select(document.c.id, _ROOT.label("root")).where(
    document.c.id.in_(bindparam("wanted", expanding=True)),
    document.c.n_chars.between(bindparam("fewest"), bindparam("most")),
)
_TEXT = select(document_text.c.text).where(document_text.c.document_id == bindparam("own"))
_OWN_ROOT = select(_ROOT).where(document.c.id == bindparam("own"))
_MOVE = (
    update(document)
    .where(or_(*(document.c[name] == bindparam("root") for name in ("id", "same_as", "near_of"))))
    .values(
        near_of=bindparam("first"),
        near_share=func.coalesce(document.c.near_share, bindparam("share")),
    )
)


@dataclass(frozen=True, slots=True)
class NewText:
    """A text that was just stored.

    Attributes:
        text: The text.
        hashes: What its print consists of; nothing of a short text.
    """

    text: str
    hashes: tuple[int, ...]


def print_rows(document_id: int, text: str) -> list[dict[str, int]]:
    """The rows of a text's print; none of a short text."""
    return [
        {"document_id": document_id, "slot": slot, "hash": number}
        for slot, number in Wording.of(text).print.items()
    ]


def join_families(connection: Connection, texts: Mapping[int, NewText]) -> None:
    """Put documents into the families of the texts that are like theirs.

    Args:
        connection: The writing transaction; the documents and their prints are written already.
        texts: Their texts by row id; short ones have no print and stay alone.
    """
    for number, new in sorted(texts.items()):
        # Of two that came together, the later is compared with the earlier, and not again.
        wanted = [
            other
            for other in _candidates(connection, number, new.hashes)
            if other < number or other not in texts
        ]
        if wanted:
            _join(connection, number, new.text, wanted)


def _candidates(connection: Connection, number: int, hashes: Sequence[int]) -> list[int]:
    """Other documents that have enough slots alike, those with the most first."""
    if len(hashes) < MIN_SLOTS:
        return []
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    statement = " UNION ALL ".join(
        _BY_HASH.format(mark=mark, limit=LOOKED_UP, name=f"slot_{at}") for at in range(len(hashes))
    )
    values = tuple(value for each in hashes for value in (each, number))
    counts: dict[int, int] = {}
    for (other,) in connection.exec_driver_sql(statement, values):
        counts[other] = counts.get(other, 0) + 1
    found = [other for other, count in counts.items() if count >= MIN_SLOTS]
    return sorted(found, key=lambda other: (-counts[other], other))[:LOOKED_UP]


def _join(connection: Connection, number: int, text: str, candidates: Sequence[int]) -> None:
    """Make one family of a document's own and those of the candidates that it is a copy of."""
    wording, length = Wording.of(text), len(text)
    wanted = {"wanted": candidates, "fewest": length // _LONGER, "most": length * _LONGER}
    roots = {row.id: row.root for row in connection.execute(_CANDIDATES, wanted)}
    shares: dict[int, float] = {}
    tried: Counter[int] = Counter()
    for other in candidates:
        root = roots.get(other)
        # What is like one of a family belongs to it.
        if root is None or root in shares or tried[root] == IN_FAMILY:
            continue
        if tried.total() == COMPARED:
            break
        tried[root] += 1
        known = connection.execute(_TEXT, {"own": other}).scalar() or ""
        share = share_of(wording, Wording.of(known))
        if share is not None:
            shares[root] = share
    if not shares:
        return
    own = connection.execute(_OWN_ROOT, {"own": number}).scalar_one()
    first = min(own, *shares)
    shares.setdefault(own, max(shares.values()))
    moved = [
        {"root": root, "first": first, "share": share}
        for root, share in shares.items()
        if root != first
    ]
    if moved:
        connection.execute(_MOVE, moved)


def compare_waiting(connections: Connections, seconds: float) -> None:
    """Compare documents that were stored before texts were compared, for about so long.

    Each portion is a transaction of its own; what is left is compared another time.
    """
    with connections.reading() as connection:
        if _waiting(connection) is None:
            return
    end = monotonic() + seconds
    is_left = True
    while is_left and monotonic() < end:
        with writing_settled(connections) as connection:
            is_left = _compare_portion(connection)


def compare_stored(connection: Connection, ids: Iterable[int]) -> None:
    """Make the prints of stored documents that have none, and put them into their families."""
    for chunk in chunked(ids, PORTION):
        statement = (
            select(document.c.id, document_text.c.text)
            .join(document_text, document_text.c.document_id == document.c.id)
            .outerjoin(_twin, _twin.c.id == document.c.same_as)
            .where(
                document.c.id.in_(chunk),
                document.c.kind == DocumentKind.TEXT.value,
                or_(_twin.c.id.is_(None), _twin.c.kind != DocumentKind.TEXT.value),
            )
        )
        texts: dict[int, NewText] = {}
        rows: list[dict[str, int]] = []
        for row in connection.execute(statement):
            found = print_rows(row.id, row.text)
            rows += found
            texts[row.id] = NewText(row.text, tuple(each["hash"] for each in found))
        insert_rows(connection, document_print, rows)
        join_families(connection, texts)


def compare_restored(connection: Connection, last: int) -> None:
    """Put the documents behind the one with this number into families, copies with their text."""
    of_twin = {
        name: select(_twin.c[name]).where(_twin.c.id == document.c.same_as).scalar_subquery()
        for name in ("near_of", "near_share")
    }
    connection.execute(
        update(document)
        .where(document.c.id > last, document.c.same_as.is_not(None))
        .values(of_twin)
    )
    new = select(document.c.id).where(document.c.id > last).order_by(document.c.id)
    compare_stored(connection, list(connection.scalars(new)))


def _waiting(connection: Connection) -> int | None:
    statement = select(setting.c.value).where(setting.c.name == UNCOMPARED)
    found = connection.execute(statement).scalar()
    return None if found is None else int(found)


def _compare_portion(connection: Connection) -> bool:
    """Compare the last documents that wait; False if these were all."""
    last = _waiting(connection)
    if last is None:
        return False
    ids = list(
        connection.scalars(
            select(document.c.id)
            .where(document.c.id <= last)
            .order_by(document.c.id.desc())
            .limit(PORTION)
        )
    )
    compare_stored(connection, ids)
    own = setting.c.name == UNCOMPARED
    if len(ids) < PORTION:
        connection.execute(delete(setting).where(own))
        return False
    connection.execute(update(setting).where(own).values(value=str(ids[-1] - 1)))
    return True


def find_like(connection: Connection, text: str) -> tuple[int, float] | None:
    """The stored text of which this one would be a copy, or nearly: row id and share; or None."""
    wording, length = Wording.of(text), len(text)
    candidates = _candidates(connection, 0, tuple(wording.print.values()))[:COMPARED]
    rows = connection.execute(
        select(document_text)
        .join(document, document.c.id == document_text.c.document_id)
        .where(
            document_text.c.document_id.in_(candidates),
            document.c.n_chars.between(length // _LONGER, length * _LONGER),
        )
    )
    shares = [
        (share, -row.document_id)
        for row in rows
        if (share := share_of(wording, Wording.of(row.text))) is not None
    ]
    if not shares:
        return None
    share, number = max(shares)
    return -number, share
