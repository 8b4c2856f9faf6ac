"""Movements: which figures of one document one statement gave together.

A movement's parts know of each other (`Fact.movement`). A `by` that knows of none ("540,000 tonnes,
26.2 percent more than a year before") belongs to the one level of its document that speaks of the
same thing at the same time.
"""

from collections.abc import Iterable, Iterator, Sequence

from tracker.ledger.figure import PERCENT, TIMES, Figure, Movement
from tracker.model.fact import Measure, Span, Transition


def find_movements(figures: Sequence[Figure]) -> Iterator[Movement]:
    """The movements that the figures' links give; equivalents repeat another's and are left out."""
    by_span = {figure.span: figure for figure in figures if figure.equivalent_of is None}
    linked: dict[Span, set[Span]] = {span: set() for span in by_span}
    for figure in by_span.values():
        for other in figure.movement:
            if other in by_span and other != figure.span:
                linked[figure.span].add(other)
                linked[other].add(figure.span)
    placed: dict[Transition, list[Figure]] = {place: [] for place in Transition}
    for figure in by_span.values():
        if figure.transition is not None:
            placed[figure.transition].append(figure)

    def beside(figure: Figure, place: Transition) -> list[Figure]:
        near = (by_span[span] for span in sorted(linked[figure.span]))
        return [other for other in near if other.transition is place and _alike(figure, other)]

    for end in placed[Transition.TO]:
        starts = [each for each in beside(end, Transition.FROM) if each.unit == end.unit]
        start = starts[0] if len(starts) == 1 else None
        changes = beside(end, Transition.BY)
        for by in changes:
            yield Movement(start=start, end=end, by=by)
        if start is not None and not changes:
            yield Movement(start=start, end=end, by=None)
    for by in placed[Transition.BY]:
        if beside(by, Transition.TO):
            continue
        if starts := beside(by, Transition.FROM):
            for start in starts:
                yield Movement(start=start, end=None, by=by)
        elif not linked[by.span]:
            levels = _levels_of(by, by_span.values())
            # The headline's "up 62 %" says again what the body ties to its level.
            told = any(beside(level, Transition.BY) for level in levels)
            if len({(level.value, level.unit) for level in levels}) == 1 and not told:
                yield Movement(start=None, end=levels[0], by=by)


def _alike(one: Figure, other: Figure) -> bool:
    return one.thing.indicator == other.thing.indicator and one.thing.subject == other.thing.subject


def _levels_of(by: Figure, figures: Iterable[Figure]) -> list[Figure]:
    """The levels of the document that an unlinked ratio can be about.

    An unlinked difference ("a further 120,000 t") may be one to anything, so it has none.
    """
    if by.thing.subject is None or by.period is None or by.unit not in (PERCENT, TIMES):
        return []
    return [
        figure
        for figure in figures
        if figure.measure is Measure.LEVEL
        and figure.transition in (None, Transition.TO)
        and (figure.thing, figure.period, figure.status) == (by.thing, by.period, by.status)
    ]


def find_shares(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Parts with the share of a whole that they are.

    "70 % of it was transit" is a part of the level beside it, and names what is left of it by
    nothing that a figure holds. So an unlinked share counts only where the level is of one partner
    or of one commodity, and the share of the very same: then the whole is what goes beyond it.
    """
    levels = [
        figure
        for figure in figures
        if figure.measure is Measure.LEVEL and figure.equivalent_of is None
    ]
    for share in figures:
        if share.measure is not Measure.SHARE or share.unit != PERCENT:
            continue
        linked = [
            level
            for level in levels
            if (level.span in share.movement or share.span in level.movement)
            and _alike(level, share)
        ]
        narrow = (share.thing.partner is None) != (share.thing.commodity is None)
        if not linked and narrow and share.sentence:
            linked = [level for level in levels if _is_part(level, share)]
        if len(linked) == 1:
            yield linked[0], share


def _is_part(level: Figure, share: Figure) -> bool:
    same_statement = level.sentence == share.sentence and level.span < share.span
    return same_statement and (level.thing, level.period, level.status) == (
        *(share.thing, share.period, share.status),
    )
