"""Rivals: what is stored already of the very thing that a person is about to add."""

from dataclasses import dataclass

from dashboard.wording import Wording
from tracker import Fact, FactFilter, Lexicon, Store, StoredFact, interval

MOST, ASKED = 8, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Stored statements of the same claim, by how they stand to a new one.

    Attributes:
        same: The very figure from the same source: most likely a duplicate.
        agree: Those whose range it meets.
        differ: Those that it contradicts; all are kept.
        beside: Those in units that do not compare.
    """

    same: tuple[StoredFact, ...] = ()
    agree: tuple[StoredFact, ...] = ()
    differ: tuple[StoredFact, ...] = ()
    beside: tuple[StoredFact, ...] = ()


def find_rivals(fact: Fact, source: str, store: Store, lexicon: Lexicon) -> Rivals:
    """What is stored of the same subject, indicator and time, judged by ranges.

    Args:
        fact: The figure that would be added.
        source: Who is said to state it; "" where that is not said.
        store: Where to look.
        lexicon: Units, for comparing.
    """
    if fact.subject is None:
        return Rivals()
    year = fact.period[:4] if fact.period else None
    whole = year is not None and "/" not in (fact.period or "")
    where = FactFilter(
        subject=(fact.subject,),
        partner=(fact.partner,) if fact.partner else (),
        indicator=(fact.indicator,),
        measure=(fact.measure,),
        status=(fact.status,),
        commodity=(fact.commodity,) if fact.commodity else (),
        year=int(year) if whole and year else None,
    )
    found = [
        other
        for other in store.facts(where, limit=ASKED)
        if (other.fact.period, other.fact.commodity, other.fact.partner, other.fact.place)
        == (fact.period, fact.commodity, fact.partner, fact.place)
    ]
    factor, unit = lexicon.units.normalise(1.0, fact.unit)
    low, high = interval(fact.value, fact.value_high, fact.surface, fact.bound)
    low = float("-inf") if low is None else low * factor
    high = float("inf") if high is None else high * factor
    groups: dict[str, list[StoredFact]] = {"same": [], "agree": [], "differ": [], "beside": []}
    for other in found:
        groups[_standing(other, fact.value * factor, low, high, unit, source)].append(other)
    return Rivals(**{name: tuple(those[:MOST]) for name, those in groups.items()})


def _standing(
    other: StoredFact, value: float, low: float, high: float, unit: str, source: str
) -> str:
    if other.base_unit != unit:
        return "beside"
    named = source.strip().casefold()
    if named and named == (other.source or "").casefold() and other.base_value == value:
        return "same"
    lowest = float("-inf") if other.base_low is None else other.base_low
    highest = float("inf") if other.base_high is None else other.base_high
    return "agree" if lowest <= high and low <= highest else "differ"


def headings(wording: Wording) -> dict[str, str]:
    """What stands over each group."""
    say = wording.say
    return {
        "same": say("Stored already, from the same source: is this a duplicate?"),
        "agree": say("Stored already, and it agrees"),
        "differ": say("Stored already, and it differs: both will be kept"),
        "beside": say("Stored in another unit, which does not compare"),
    }
