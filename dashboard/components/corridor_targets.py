"""Corridor targets: every promise of a chosen one as a table, with what became of it."""

from dashboard.components.corridor_data import find_targets
from dashboard.components.corridor_timeline import choose
from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.figures.promises import find_moves
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tracker import FollowedTarget

MOST_ROWS = 200
_STATES = ("open", "overdue", "missed", "undated", "met")


def show_targets(look: Look, kind: object, unit: object, chosen: object) -> Table:
    """The promises of the chosen one: those ahead first, each said once, with how it was moved."""
    subject = choose(kind, unit, chosen, look.as_of)
    targets = find_targets(subject, look.as_of) if subject else []
    return targets_table(targets, look.wording)


def targets_table(targets: list[FollowedTarget], speak: Wording) -> Table:
    """One row for each distinct promise, with who said it first."""
    say = speak.say
    moves = find_moves(targets)
    later = {
        earlier.fact_id: target for target in targets if (earlier := moves.get(target.fact_id))
    }
    firsts: dict[tuple[object, ...], FollowedTarget] = {}
    for target in sorted(targets, key=lambda one: (one.published or "9999", one.fact_id)):
        firsts.setdefault(_promise(target), target)
    counts: dict[tuple[object, ...], int] = {}
    for target in targets:
        counts[_promise(target)] = counts.get(_promise(target), 0) + 1
    ordered = sorted(
        firsts.values(),
        key=lambda one: (
            one.fact_id in later, _STATES.index(one.state), -int((one.horizon or "0")[:4]),
        ),
    )  # fmt: skip
    return Table(
        heads=[
            say("What"),
            say("Target"),
            say("By"),
            say("State"),
            say("Latest figure"),
            say("Needed a year"),
            say("Achieved a year"),
            say("First said"),
        ],
        rows=[
            _row(one, later.get(one.fact_id), counts[_promise(one)], speak)
            for one in ordered[:MOST_ROWS]
        ],
        numeric=frozenset({1, 4, 5, 6}),
    )


def _promise(target: FollowedTarget) -> tuple[object, ...]:
    return (
        target.indicator, target.partner, target.place, target.commodity, target.base_unit,
        target.base_value, target.horizon,
    )  # fmt: skip


def _row(
    target: FollowedTarget, later: FollowedTarget | None, times: int, speak: Wording
) -> list[Cell]:
    numbers = speak.numbers
    names = (target.indicator, target.partner, target.place, target.commodity)
    state = "–" if target.state == "undated" else speak.word(target.state)
    if later is not None:
        if (later.horizon or "")[:4] != (target.horizon or "")[:4]:
            to = (later.horizon or "")[:4]
        else:
            to = numbers.stated(later.base_value, later.base_unit, later.bound)
        state = speak.say("%(state)s, moved to %(to)s", state=state, to=to)
    actual = "–"
    if target.actual_base_value is not None:
        actual = numbers.amount(target.actual_base_value, target.base_unit)
        when = numbers.period(target.actual_period)
        actual = f"{actual} ({when})" if when else actual
    said = ", ".join(
        part
        for part in (target.promised_by or target.source, numbers.day(target.published))
        if part
    )
    more = speak.say_plural("%(n)s statement", "%(n)s statements", times) if times > 1 else ""
    return [
        ", ".join(speak.name(name) for name in names if name),
        Link(
            numbers.stated(target.base_value, target.base_unit, target.bound),
            fact_href(speak, target.fact_key),
        ),
        numbers.period(target.period) or speak.say("no year named"),
        state,
        Link(actual, f"{_by_id(speak, target.actual_fact_id)}")
        if target.actual_fact_id
        else actual,
        _percent(target.growth_needed if later is None else None, speak),
        _percent(target.growth_achieved, speak),
        f"{said} ({more})" if more else said or "–",
    ]


def _by_id(speak: Wording, fact_id: int) -> str:
    return fact_href(speak, str(fact_id))


def _percent(rate: float | None, speak: Wording) -> str:
    return "–" if rate is None else speak.numbers.amount(round(rate), "percent")
