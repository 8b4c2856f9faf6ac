"""Reasons: what the ledger finds of a claim, in one plain sentence each."""

from collections.abc import Sequence

from tracker.ledger.amounts import short_amount
from tracker.ledger.mention import newest_first
from tracker.ledger.statements import Statement

_Pair = tuple[Statement, Statement]


def _amount(statement: Statement, unit: str) -> str:
    voice = statement.voice
    return short_amount(voice.value, unit, high=voice.high, bound=voice.bound)


def _dated(statement: Statement) -> str:
    voice = statement.voice
    return f"{voice.name} ({voice.published or 'date unknown'})"


def _both(pair: _Pair, unit: str) -> str:
    one, other = pair
    same = one.voice.name == other.voice.name
    first, second = (_dated(each) if same else each.voice.name for each in pair)
    return f"{first} says {_amount(one, unit)}, {second} {_amount(other, unit)}"


def conflict(pair: _Pair, unit: str) -> str:
    """Two of different origin whose intervals do not meet, the lower one first."""
    return f"{_both(pair, unit)}: more apart than their digits allow."


def far_apart(pair: _Pair, unit: str) -> str:
    """Two that meet only through an open end or a hedge."""
    return (
        f"{_both(pair, unit)}: they meet only because one is hedged, "
        "and differ by more than a quarter."
    )


def internal(pair: _Pair, unit: str) -> str:
    """Two of one document, or of copies of one text, that do not meet."""
    one, other = pair
    if one.voice.text != other.voice.text:
        return (
            f"Copies of one text differ: {one.voice.name} says {_amount(one, unit)}, "
            f"{other.voice.name} {_amount(other, unit)}."
        )
    return f"One text of {one.voice.name} says {_amount(one, unit)} and {_amount(other, unit)}."


def revision(later: Sequence[Statement], rivals: Sequence[Statement], unit: str) -> str:
    """A speaker said another figure later; nothing else is in dispute."""
    newest = min(later, key=lambda each: (newest_first(each.voice.published), each.number))
    rest = len({each.origin for each in rivals} - {newest.origin})
    others = f"; {rest} more agree" if rest > 1 else "; one more agrees" if rest else ""
    return f"{_dated(newest)} now says {_amount(newest, unit)}, and said otherwise before{others}."


def agree(rivals: Sequence[Statement], drawn: Statement, unit: str) -> str:
    """All that is compared meets."""
    others = sorted({each.voice.name for each in rivals} - {drawn.voice.name})
    named = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
    says = f"{drawn.voice.name} says {_amount(drawn, unit)}"
    return f"{says}; {named} {'agrees' if len(others) == 1 else 'agree'} as far as digits go."


def single(rivals: Sequence[Statement], unit: str) -> str:
    """One source alone."""
    if not rivals:
        return "No statement of it is sure enough to be drawn."
    names = {each.voice.name for each in rivals}
    amounts = list(dict.fromkeys(_amount(each, unit) for each in rivals))
    shown = ", ".join(amounts[:3]) + (" …" if len(amounts) > 3 else "")
    return f"Only {' and '.join(sorted(names)[:2])} says it: {shown}."


def undated(active: Sequence[Statement], unit: str) -> str:
    """Statements without a period: by their date of publication, compared with nothing."""
    if not active:
        return single(active, unit)
    shown = ", ".join(list(dict.fromkeys(_amount(each, unit) for each in active))[:3])
    return f"{active[0].voice.name} says {shown}, and not for which time."


def spread(active: Sequence[Statement], unit: str) -> str:
    """Several values that depend on end points which no fact holds."""
    ordered = sorted(active, key=lambda each: each.voice.value)
    low, high = ordered[0], max(ordered, key=lambda each: each.voice.high or each.voice.value)
    return (
        f"{_amount(low, unit)} ({low.voice.name}) to {_amount(high, unit)} ({high.voice.name}): "
        "such figures depend on end points that they do not name."
    )


def off_the_line(slipped: Sequence[Statement], unit: str) -> str:
    """Which figures are taken for slips; a second sentence behind the finding."""
    shown = ", ".join(f"{_amount(each, unit)} ({each.voice.name})" for each in slipped[:3])
    return f" Off the line until a person has looked, being more than five times off: {shown}."
