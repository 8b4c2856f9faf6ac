"""Parties of a cell: whom its figure is about, and who is on the other side.

The names of a cell's row, column, group and caption are asked in this order. What they are depends
on the manner of the indicator (`data/linking.toml`): of trade, the caption names whose it is and
the rows with whom; of cargo and capacity, the narrowest line or port is the subject.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.extraction.findings import Mention
from tracker.extraction.tables.labels import Label

_TRADE = frozenset({"pair", "sends", "receives", "money"})
_THINGS = frozenset({"corridor", "railway", "port", "pipeline", "power_line", "field"})
PARTIES = frozenset({"country", "region", "organisation", "world"})
_OTHER_SIDE = {
    "pair": frozenset({"with", "to", "on"}),
    "sends": frozenset({"to", "with", "on"}),
    "receives": frozenset({"from", "with", "on"}),
    "money": frozenset({"from", "with"}),
}
_OWN_SIDE = {
    "sends": frozenset({"from"}),
    "receives": frozenset({"to"}),
    "money": frozenset({"in", "to"}),
    "pair": frozenset[str](),
}


class Side(NamedTuple):
    """An id and the label that named it."""

    id: str | None = None
    label: Label | None = None


_NOBODY = Side()


class Around(NamedTuple):
    """The labels of one cell: of its row and column, and what stands above them.

    Attributes:
        row, column: Nearest first. above: Group, corner, captions, nearest first.
        row_unknown, column_unknown: The row (or column) is one of a list of names, and names
            nothing that the gazetteer knows.
        row_rest, column_rest: It stands for all others ("Other").
        partners: A head says that partners stand below it.
        rows_are_parties: The rows name countries and the like rather than lines or ports.
    """

    row: Sequence[Label]
    column: Sequence[Label]
    above: Sequence[Label]
    row_unknown: bool = False
    column_unknown: bool = False
    row_rest: bool = False
    column_rest: bool = False
    partners: bool = False
    rows_are_parties: bool = False

    def is_nameless(self) -> bool:
        """Whether a name is missing that other rows or columns have."""
        return self.row_unknown or self.column_unknown or self.row_rest or self.column_rest


def find_parties(manner: str, indicator: str, around: Around) -> tuple[Side, Side]:
    """Subject and partner of the figure of one cell."""
    if manner == "owned":
        return _owned(around)
    if manner in _TRADE or indicator == "trade_balance":
        return _of_trade(manner if manner in _TRADE else "pair", around)
    return _of_thing(manner, around)


def _names(labels: Sequence[Label]) -> list[tuple[Mention, Label]]:
    return [(mention, label) for label in labels for mention in label.names]


def _of_trade(manner: str, around: Around) -> tuple[Side, Side]:
    away, own = _OTHER_SIDE[manner], _OWN_SIDE[manner]
    home, other = _NOBODY, _NOBODY
    pair: list[Side] = []
    homes: set[str] = set()
    for mention, label in _names(around.above):
        side = Side(mention.id, label)
        if mention.role == "between":
            pair.append(side)
            continue
        if mention.role in away and mention.form != "adjective":
            other = other if other.id else side
            continue
        if mention.form != "adjective" or home.id is None:
            homes.add(mention.id)
        if home.id is None or (
            mention.role in own and home.label is label and home.id != mention.id
        ):
            if home.id and not other.id:
                other = home  # "loans of the EBRD to Kazakhstan"
            home = side
    if len(pair) > 1:
        home, other = pair[0], pair[1]
    here = _here(around)
    if _is_region(home, around.above) and around.rows_are_parties and not around.partners:
        if here:  # "Trade of Central Asian countries": each row is one of them
            return here[0][0], other
        if around.is_nameless():
            return _NOBODY, _NOBODY
    things = [side for side, kind in here if kind in _THINGS]
    is_home = home.id is not None and not _is_region(home, around.above)
    if things and manner in ("sends", "receives") and is_home:
        return home, other  # a country's exports, of which some through a pipeline
    if manner != "pair" and things:
        return things[0], other if other.id and other.id != things[0].id else _NOBODY
    near = [side for side, _ in here]
    for side in near:  # "Turkey's exports" in the trade of two
        if pair and side.id in (home.id, other.id):
            return side, other if side.id == home.id else home
        if side.id != home.id and side.id in homes:  # "exports of Georgia and Armenia"
            return side, other
    near = [side for side in near if side.id != home.id] if home.id else near
    banks = manner == "money" and any(kind == "organisation" for _, kind in here)
    if (around.partners or banks) and not home.id and near:
        return _NOBODY, near[0]
    if home.id is None:
        if not near:
            return home, _NOBODY if around.row_unknown or around.column_unknown else other
        rest = near[1] if len(near) > 1 else other
        return near[0], rest if rest.id != near[0].id else _NOBODY
    if near:
        return home, near[0]
    if around.is_nameless():
        return home, _NOBODY
    return home, other


def _is_region(home: Side, labels: Sequence[Label]) -> bool:
    return any(m.id == home.id and m.kind == "region" for m, _ in _names(labels))


def _here(around: Around) -> list[tuple[Side, str]]:
    """The names of row and column."""
    found = _names([*around.row, *around.column])
    return [(Side(mention.id, label), mention.kind) for mention, label in found]


def _of_thing(manner: str, around: Around) -> tuple[Side, Side]:
    here, above = (
        _here(around),
        [(Side(mention.id, label), mention.kind) for mention, label in _names(around.above)],
    )
    if around.is_nameless() and not here:
        carriers = [side for side, kind in above if kind in _THINGS and around.rows_are_parties]
        return (carriers[0] if carriers else _NOBODY), _NOBODY
    via = {m.id for m, _ in _names([*around.row, *around.column]) if m.role == "via"}
    things = sorted(
        (side for side, kind in here if kind in _THINGS), key=lambda side: side.id not in via
    )
    if things:  # "Xi'an–Poti via the Middle Corridor"
        return things[0], _NOBODY
    ends = {m.id for m, _ in _names([*around.row, *around.column]) if m.role == "between"}
    if len(ends) > 1:  # "China–Türkiye" are the ends of a way
        here = [item for item in here if item[0].id not in ends]
    partner = next((side for side, kind in here if kind in PARTIES), _NOBODY)
    things = [side for side, kind in above if kind in _THINGS]
    owners = [side for side, kind in above if kind in PARTIES and kind != "region"]
    if manner != "home":
        if things:
            return things[0], partner if partner.id != things[0].id else _NOBODY
        if partner.id and owners and owners[0].id != partner.id and around.partners:
            return owners[0], partner
    if partner.id:
        return partner, _NOBODY
    return (things or owners or [side for side, _ in above] or [_NOBODY])[0], _NOBODY


def _owned(around: Around) -> tuple[Side, Side]:
    here, above = (
        _here(around),
        [(Side(mention.id, label), mention.kind) for mention, label in _names(around.above)],
    )
    thing = next((side for side, kind in (*here, *above) if kind in _THINGS), _NOBODY)
    if thing.id is None and above:
        thing = above[0][0]
    owner = next((side for side, _ in here if side.id != thing.id), _NOBODY)
    if owner.id is None and thing in [side for side, _ in here]:
        owner = next((side for side, _ in above if side.id != thing.id), _NOBODY)
    return thing, owner
