"""Implied: what the figures of one document imply without stating it.

Each rule is a function from the figures that one statement gave together to what follows from
them; `tracker.ledger.movements` says which these are.
"""

import re
from collections.abc import Collection, Sequence

from tracker.ledger.amounts import short_amount
from tracker.ledger.figure import PERCENT, TIMES, Figure, Movement, Thing
from tracker.ledger.intervals import Interval
from tracker.ledger.movements import find_movements, find_shares
from tracker.model.derived import Implied, Input, Role, Rule
from tracker.model.fact import Measure, Status
from tracker.model.period import Period

BEFORE = "before"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def implied_by(figures: Sequence[Figure], currencies: Collection[str] = ()) -> list[Implied]:
    """What the figures of one document imply, in the order of their places.

    Args:
        figures: All figures of the document that may be relied on.
        currencies: The base units that are money.
    """
    ordered = sorted(figures, key=lambda figure: figure.span)
    found: dict[tuple[Rule, tuple[Input, ...]], Implied] = {}
    for movement in find_movements(ordered):
        for rule in (level_before, level_after, change):
            _keep(found, rule(movement))
    for part, share in find_shares(ordered):
        _keep(found, whole(part, share))
    by_span = {figure.span: figure for figure in ordered}
    for figure in ordered:
        first = by_span.get(figure.equivalent_of) if figure.equivalent_of else None
        if first is not None and {first.unit, figure.unit} <= set(currencies):
            _keep(found, exchange_rate(first, figure))
    return list(found.values())


def _keep(found: dict[tuple[Rule, tuple[Input, ...]], Implied], new: Implied | None) -> None:
    if new is not None:
        found.setdefault((new.rule, new.inputs), new)


def level_before(movement: Movement) -> Implied | None:
    """ "Rose by 62 % to 4.5 Mt": the level that it rose from."""
    end, by = movement.end, movement.by
    if end is None or by is None or movement.start is not None or end.value <= 0:
        return None
    if movement.factor is not None:
        value, interval = movement.factor
        before, ends = end.value / value, end.interval / interval
        formula = f"{said(end)} / {_number(value)}"
    elif by.measure is Measure.CHANGE and by.unit == end.unit and by.value < end.value:
        before, ends = end.value - by.value, end.interval - by.interval
        formula = f"{said(end)} - {said(by)}"
    else:
        return None
    period = period_before(end, by)
    return _implied(
        *(Rule.LEVEL_BEFORE, end, before, ends, formula),
        inputs=((end, Role.TO), (by, Role.BY)),
        status=Status.ACTUAL,
        period=period,
        period_text=None if period else BEFORE,
    )


def level_after(movement: Movement) -> Implied | None:
    """ "5 Mt today, 20 % more by 2030": the level that it comes to, where that is not stated."""
    start, by = movement.start, movement.by
    if start is None or by is None or movement.end is not None or start.value <= 0:
        return None
    if movement.factor is not None:
        value, interval = movement.factor
        after, ends = start.value * value, start.interval * interval
        formula = f"{said(start)} * {_number(value)}"
    elif by.measure is Measure.CHANGE and by.unit == start.unit:
        after, ends = start.value + by.value, start.interval + by.interval
        formula = f"{said(start)} + {said(by)}"
    else:
        return None
    same_time = by.period is not None and by.period == start.period
    return _implied(
        *(Rule.LEVEL_AFTER, start, after, ends, formula),
        inputs=((start, Role.FROM), (by, Role.BY)),
        status=by.status,
        period=None if same_time else by.period,
        period_text=None if same_time else by.period_text,
    )


def change(movement: Movement) -> Implied | None:
    """ "From 1 to 5 Mt": the change, in the way it is stated beside, else in percent."""
    start, end, by = movement.start, movement.end, movement.by
    if start is None or end is None or start.unit != end.unit:
        return None
    if start.per != end.per and start.per is not None and end.per is not None:
        return None
    high, low = said(end), said(start)
    if by is not None and by.measure is Measure.CHANGE and by.unit == end.unit:
        value, interval, unit = end.value - start.value, end.interval - start.interval, end.unit
        measure, formula = Measure.CHANGE, f"{high} - {low}"
    elif start.value <= 0 or end.value <= 0:
        return None
    else:
        value, interval = end.value / start.value, end.interval / start.interval
        if by is not None and by.measure is Measure.MULTIPLE:
            measure, unit, formula = Measure.MULTIPLE, TIMES, f"{high} / {low}"
        elif by is not None and by.measure is Measure.INDEX:
            value, interval = value * 100, interval.scaled(100)
            measure, unit, formula = Measure.INDEX, PERCENT, f"{high} / {low}"
        else:
            value, interval = (value - 1) * 100, interval.scaled(100, -100)
            measure, unit, formula = Measure.CHANGE, PERCENT, f"{high} / {low} - 1"
    stated = by is not None and by.unit == unit
    return _implied(
        *(Rule.CHANGE, end, value, interval, formula),
        inputs=((start, Role.FROM), (end, Role.TO)),
        measure=measure,
        unit=unit,
        per=None,
        beside=by.key if by is not None and stated else None,
    )


def whole(part: Figure, share: Figure) -> Implied | None:
    """ "50 billion with one partner, 80 % of all trade": all trade.

    Of the trade of a pair it is not known whose trade in all it is, so nothing is compared with it.
    """
    if part.value <= 0 or not 0 < share.value <= 100:
        return None
    ends = part.interval / share.interval.scaled(0.01)
    thing = part.thing._replace(partner=None, commodity=None)
    return _implied(
        *(Rule.WHOLE, part, part.value / share.value * 100, ends),
        f"{said(part)} / {_number(share.value)} %",
        inputs=((part, Role.PART), (share, Role.SHARE)),
        thing=thing,
    )


def exchange_rate(first: Figure, second: Figure) -> Implied | None:
    """ "$1 billion (861 million euros)": how much of the second currency one of the first is."""
    if first.value <= 0 or second.value <= 0 or first.unit == second.unit:
        return None
    return _implied(
        *(Rule.EXCHANGE_RATE, first, second.value / first.value, second.interval / first.interval),
        f"{said(second)} / {said(first)}",
        inputs=((first, Role.AMOUNT), (second, Role.EQUIVALENT)),
        thing=Thing(None, None, None, "other", None, None),
        unit=f"{second.unit}/{first.unit}",
        per=None,
    )


def said(figure: Figure) -> str:
    """A stated figure as a formula shows it."""
    return short_amount(figure.value, figure.unit, high=figure.high, bound=figure.bound)


def _number(value: float) -> str:
    return f"{value:.6g}"


def period_before(end: Figure, by: Figure) -> str | None:
    """The time that a change to `end` began at: a year before, where the words give no other.

    None for what is yet to be, for a change over more than a year, and where the sentence names an
    earlier year ("20 % more than in 2019").
    """
    if end.status is not Status.ACTUAL or by.status is not Status.ACTUAL or end.period is None:
        return None
    if by.period not in (None, end.period):
        return None
    period = Period.parse(end.period)
    if period.year is None or period.year <= 1:
        return None
    named = (int(year) for year in _YEAR.findall(by.sentence))
    if any(year < period.year - 1 for year in named):
        return None
    return str(period.shifted(years=-1))


def _implied(
    rule: Rule,
    like: Figure,
    value: float,
    interval: Interval,
    formula: str,
    *,
    inputs: tuple[tuple[Figure, Role], ...],
    thing: Thing | None = None,
    measure: Measure = Measure.LEVEL,
    unit: str | None = None,
    **fields: object,
) -> Implied:
    values = {
        "status": like.status,
        "per": like.per,
        "period": like.period,
        "period_text": like.period_text,
        **fields,
    }
    return Implied(
        rule=rule,
        inputs=tuple(sorted(Input(key=figure.key, role=role) for figure, role in inputs)),
        formula=formula,
        measure=measure,
        base_value=value,
        base_low=interval.low,
        base_high=interval.high,
        base_unit=unit or like.unit,
        **(thing or like.thing)._asdict(),
        **values,  # type: ignore[arg-type]
    )
