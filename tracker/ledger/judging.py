"""Judging: what the statements of one claim come to, and which of them is drawn.

repeat      a further mention of a statement, or a copy of it: counted once
slip        see `tracker.ledger.slips`: stays off the line
revision    a later figure of the same speaker takes the place of the earlier that it contradicts
drawn       of what is left the first by `tracker.ledger.mention.preference`
outcome     conflict before far apart before internal before revision before agree before single

Two statements of different origin conflict where their intervals do not meet. Nothing is averaged.
The cost is that of sorting the statements, however many there are.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from tracker.ledger import reasons
from tracker.ledger.mention import is_earlier, newest_first, preference
from tracker.ledger.slips import NO_YEARS, Years, find_slips, middle_of
from tracker.ledger.statements import (
    Statement,
    are_apart,
    are_far_apart,
    count_witnesses,
    is_above,
    share_movement,
)
from tracker.model.claim import Outcome, Standing

RULES = "1"
"""Version of the rules: with another one stored ledgers are judged anew when they are opened."""

_Pair = tuple[Statement, Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one claim comes to.

    Attributes:
        outcome, reason: The finding, and one sentence that names figures and speakers.
        witnesses: How many independent sources are compared.
        documents: How many texts, copies counted once.
        agree, differ: How many other compared statements meet the drawn one, and do not.
        lowest, highest: Of the compared values; None where nothing is compared.
        middle: Median of the values that may be drawn.
        drawn: Fact that the line goes through, or None.
        standings: Statement number and standing by fact.
    """

    outcome: Outcome
    reason: str
    facts: int
    statements: int
    witnesses: int
    documents: int
    agree: int
    differ: int
    lowest: float | None
    highest: float | None
    middle: float | None
    drawn: int | None
    standings: dict[int, tuple[int, Standing]]


def judge(
    statements: Sequence[Statement],
    unit: str,
    *,
    is_dated: bool,
    is_compared: bool,
    years: Years = NO_YEARS,
) -> Judgement:
    """What the statements of one claim come to.

    Args:
        statements: All of them, as `tracker.ledger.statements.group` gives them.
        unit: Base unit of the series, for the sentence.
        is_dated: Whether the claim has a period; figures without one contradict nothing.
        is_compared: Whether figures of the series can contradict each other.
        years: What is known of the years around a whole year.
    """
    active = [each for each in statements if each.is_compared]
    slips = find_slips(active, years) if is_dated and is_compared else set()
    revised = _find_revised(active, slips) if is_dated and is_compared else {}
    drawn = min(
        (each for each in active if each.number not in slips and each.number not in revised),
        key=lambda each: preference(each.voice),
        default=None,
    )
    rivals = [each for each in active if each.number not in revised]
    if is_dated and is_compared:
        outcome, reason = _find_outcome(rivals, revised, drawn, unit)
    elif is_dated and len(active) > 1:
        outcome, reason = Outcome.SPREAD, reasons.spread(active, unit)
    else:
        outcome, reason = Outcome.SINGLE, reasons.undated(active, unit)
    if is_dated and not is_compared and len(active) == 1:
        reason = reasons.single(active, unit)
    slipped = [each for each in rivals if each.number in slips]
    if slipped:
        reason += reasons.off_the_line(slipped, unit)
    standings = {}
    met = {True: 0, False: 0}
    for each in statements:
        standing = _standing(each, drawn, slips, revised, is_dated and is_compared)
        for mention in each.mentions:
            standings[mention.fact_id] = (each.number, Standing.REPEATS)
            if mention.deprecated:
                standings[mention.fact_id] = (each.number, Standing.DEPRECATED)
            elif mention.is_doubtful:
                standings[mention.fact_id] = (each.number, Standing.DOUBTFUL)
        standings[each.voice.fact_id] = (each.number, standing)
        if drawn is not None and each is not drawn and each.is_compared and is_compared:
            met[not are_apart(each, drawn) and not are_far_apart(each, drawn)] += is_dated
    values = [each.voice.value for each in active]
    tops = [each.voice.high for each in active if each.voice.high is not None]
    mentions = [mention for each in statements for mention in each.mentions]
    return Judgement(
        outcome=outcome,
        reason=reason,
        facts=len(mentions),
        statements=len(statements),
        witnesses=count_witnesses(rivals),
        documents=len({mention.origin for mention in mentions}),
        agree=met[True],
        differ=met[False],
        lowest=min(values, default=None),
        highest=max([*values, *tops], default=None),
        middle=middle_of(active),
        drawn=None if drawn is None else drawn.voice.fact_id,
        standings=standings,
    )


def _find_revised(active: Sequence[Statement], slips: set[int]) -> dict[int, Statement]:
    """The later statement of the same speaker, by the number of the one that it replaces."""
    latest: dict[str, Statement] = {}
    for each in active:
        speaker = each.voice.speaker
        if speaker is None or each.number in slips:
            continue
        held = latest.get(speaker)
        if held is None or _newer(each) < _newer(held):
            latest[speaker] = each
    return {
        each.number: later
        for each in active
        if not each.voice.preferred
        and (later := latest.get(each.voice.speaker or "")) is not None
        and is_earlier(each.voice.published, later.voice.published)
        and (are_apart(each, later) or are_far_apart(each, later))
    }


def _newer(statement: Statement) -> tuple[object, ...]:
    return newest_first(statement.voice.published), preference(statement.voice)


def _find_outcome(
    rivals: Sequence[Statement],
    revised: dict[int, Statement],
    drawn: Statement | None,
    unit: str,
) -> tuple[Outcome, str]:
    if len(rivals) < 2 and not revised:
        return Outcome.SINGLE, reasons.single(rivals, unit)
    pair = _apart_pair(rivals)
    if pair is not None:
        return Outcome.CONFLICT, reasons.conflict(pair, unit)
    pair = _far_pair(rivals)
    if pair is not None:
        return Outcome.FAR_APART, reasons.far_apart(pair, unit)
    pair = _internal_pair(rivals)
    if pair is not None:
        return Outcome.INTERNAL, reasons.internal(pair, unit)
    if revised:
        return Outcome.REVISION, reasons.revision(list(revised.values()), rivals, unit)
    if count_witnesses(rivals) > 1 and drawn is not None:
        return Outcome.AGREE, reasons.agree(rivals, drawn, unit)
    return Outcome.SINGLE, reasons.single(rivals, unit)


def _standing(
    each: Statement,
    drawn: Statement | None,
    slips: set[int],
    revised: dict[int, Statement],
    compared: bool,
) -> Standing:
    if each.voice.deprecated:
        return Standing.DEPRECATED
    if each.voice.is_doubtful:
        return Standing.DOUBTFUL
    if each is drawn:
        return Standing.DRAWN
    if not compared:
        return Standing.SPREAD
    if each.number in revised:
        return Standing.REVISED
    if each.number in slips:
        return Standing.SLIP
    assert drawn is not None  # whatever is neither slip nor revised may be drawn
    if are_apart(each, drawn):
        return Standing.BESIDE if each.origin == drawn.origin else Standing.CONFLICTS
    if each.origin != drawn.origin and are_far_apart(each, drawn):
        return Standing.FAR_APART
    return Standing.AGREES


def _apart_pair(statements: Sequence[Statement]) -> _Pair | None:
    """The two of different origin that lie furthest apart, if any do not meet."""
    pairs = [
        (low, high)
        for low in _first_of_two_origins(statements, _top)
        for high in _first_of_two_origins(statements, lambda each: -_low(each))
        if low.origin != high.origin and is_above(high.voice.low, low.voice.top)
    ]
    return max(pairs, key=lambda pair: _low(pair[1]) - _top(pair[0]), default=None)


def _top(statement: Statement) -> float:
    return inf if statement.voice.top is None else statement.voice.top


def _low(statement: Statement) -> float:
    return -inf if statement.voice.low is None else statement.voice.low


def _first_of_two_origins(
    statements: Iterable[Statement], rank: Callable[[Statement], float]
) -> list[Statement]:
    """The first by rank, and the first of another origin than that one's."""
    found: list[Statement] = []
    for each in statements:
        found = _keep_two([*found, each], rank)
    return found


def _keep_two(
    statements: Sequence[Statement], rank: Callable[[Statement], float]
) -> list[Statement]:
    first = min(statements, key=rank)
    others = [each for each in statements if each.origin != first.origin]
    return [first, min(others, key=rank)] if others else [first]


def _far_pair(statements: Sequence[Statement]) -> _Pair | None:
    """Two of different origin that are far apart, where all meet."""
    ordered = sorted(statements, key=lambda each: each.reach)
    reaches = [each.reach for each in ordered]
    # lowest[n]: of the n statements of the shortest reach those whose digits end lowest
    start: list[Statement] = []
    lowest = list(
        accumulate(
            ordered,
            lambda kept, each: _keep_two([*kept, each], lambda s: s.voice.digit_top),
            initial=start,
        )
    )
    for each in statements:
        for lower in lowest[bisect_left(reaches, each.voice.value)]:
            if lower.origin != each.origin and are_far_apart(each, lower):
                return lower, each
    return None


def _internal_pair(statements: Sequence[Statement]) -> _Pair | None:
    """Two of one origin that do not meet, and are not the two ends of one movement."""
    by_origin: dict[int, list[Statement]] = {}
    for each in statements:
        by_origin.setdefault(each.origin, []).append(each)
    for group in by_origin.values():
        downwards = sorted(group, key=_low, reverse=True)
        for lower in group if len(group) > 1 else ():
            for higher in downwards:
                if not is_above(higher.voice.low, lower.voice.top):
                    break
                if not share_movement(lower, higher):
                    return lower, higher
    return None
