"""Topics of cells: what a figure measures, and of which goods, from the labels around it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.extraction.findings import Cue, Quantity
from tracker.extraction.tables.labels import Label
from tracker.lexicon.lexicon import Lexicon
from tracker.model.fact import Measure

_STRONG = 1.0
_TRADE = frozenset({"exports", "imports", "trade_turnover", "trade_balance"})
_PARTS = frozenset({"stake", "progress", "other"})  # what "share" alone may also mean
_WITH_GOODS = frozenset(
    {
        "capacity", "exports", "freight_volume", "imports", "price", "production", "reserves",
        "traffic", "trade_turnover", "count",
    }
)  # fmt: skip
_RATIOS = frozenset({"percent", "percentage_point"})
_BOXED = "containers"
_USUAL = {"energy": "electricity"}


class Topic(NamedTuple):
    """An indicator, the words that gave it, and how doubtful it is."""

    id: str
    why: str
    doubt: float


def find_indicator(
    kind: str,
    near: Sequence[Sequence[Label]],
    left: Sequence[Label],
    above: Sequence[Label],
    item: Quantity,
    topics: frozenset[str],
    lexicon: Lexicon,
) -> Topic:
    """What a figure measures: a plain word near it, then a plain word above, then a weak one.

    Args:
        kind: Kind of its unit.
        near: The labels of its column and of its row. left: Of the column that a percentage is
            told beside. above: Group, corner, captions.
        topics: The indicators that plain words of the whole table name.
    """
    own = [label for labels in near for label in labels]
    if left:  # "Growth rate, %" beside "Cargo, mt" is the growth of cargo
        own = [label for label in own if not _is_growth(label)]
    if item.unit == "count":
        for label in own:
            if label.noun_means and label.noun and label.noun == item.counted:
                return Topic(label.noun_means, label.quote(), 0.0)
        said = _counted(item, own, above)
        if said is not None:
            return said
    for strong in (True, False):
        if not strong and kind in _RATIOS:  # "Schiene" is no length of a percentage
            own, left = [], [label for label in left if label.unit]
        for label in (*own, *left, *above):
            cue = _best(label, kind, topics, lexicon, strong)
            if cue is not None:
                return Topic(cue.id, label.quote(), 0.0 if strong else 0.15)
    for indicator in lexicon.indicators.values():
        if kind in indicator.default_for:
            return Topic(indicator.id, "what its unit usually measures", 0.1)
    return Topic("other", "no word tells what it measures", 0.3)


def _is_growth(label: Label) -> bool:
    """Whether it only says that something grew."""
    plain = {cue.id for cue in label.cues if cue.strength >= _STRONG}
    return label.measure is Measure.CHANGE and plain <= {"economy"}


def _counted(item: Quantity, own: Sequence[Label], above: Sequence[Label]) -> Topic | None:
    if item.counted is None:
        return None
    for label in (*own, *above):
        if label.noun_means and label.noun and label.noun[:4].lower() == item.counted[:4].lower():
            return Topic(label.noun_means, label.quote(), 0.0)
    return None


def _best(
    label: Label, kind: str, topics: frozenset[str], lexicon: Lexicon, strong: bool
) -> Cue | None:
    """The cue of a label that fits the unit and speaks plainest, the first of equals."""
    found: Cue | None = None
    for cue in label.cues:
        if (cue.strength >= _STRONG) is not strong or not lexicon.indicators[cue.id].fits(kind):
            continue
        if cue.id == "count" and kind != "count":
            continue  # "die Länder" of a caption
        if label.measure is Measure.SHARE and cue.id in _PARTS and (not strong or topics - _PARTS):
            continue  # "Anteile am Transitverkehr" are no stakes
        if not strong and cue.id in _TRADE and not topics & _TRADE and cue.id == "trade_turnover":
            continue  # "Umsatz" of a firm is no trade
        if found is None or cue.strength > found.strength:
            found = cue
    return found


def find_goods(kind: str, indicator: str, labels: Iterable[Label]) -> tuple[str | None, str]:
    """The commodity of a figure, and the words that gave it."""
    if kind == "container":
        return _BOXED, "containers are counted in its unit"
    if indicator not in _WITH_GOODS:
        return None, ""
    for label in labels:
        if label.goods is not None:
            return label.goods.id, label.quote()
    if kind in _USUAL:
        return _USUAL[kind], "its unit usually measures it"
    return None, ""
