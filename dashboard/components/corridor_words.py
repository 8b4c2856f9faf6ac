"""Corridor words: series, disputes, implied figures and promises, said in a sentence."""

from collections.abc import Sequence

from dashboard.figures.progress import escape_lines
from dashboard.wording import Wording
from tracker import (
    ClaimReport,
    FollowedTarget,
    ImpliedFigure,
    Outcome,
    Point,
    Series,
    Standing,
    StoredFact,
)

MOST_SENTENCES = 3
_REACH = 5  # years back that the ledger measures growth over

_LABELS = {
    Outcome.CONFLICT: "Sources contradict each other",
    Outcome.FAR_APART: "The figures meet only through a hedge",
    Outcome.INTERNAL: "One text gives two figures that do not agree",
    Outcome.REVISION: "A source revised its figure",
}


def name_unit(speak: Wording, unit: str) -> str:
    """The unit as a heading: `Tonnes`, `Containers (TEU)`."""
    if unit == "TEU":
        return speak.say("Containers (TEU)")
    name = speak.name(unit)
    return name[:1].upper() + name[1:]


def name_series(series: Series, speak: Wording) -> str:
    """`Freight volume, crude oil, with Kazakhstan`, short enough for the end of a line."""
    parts = [speak.name(series.indicator)]
    if series.commodity and series.commodity != "containers":
        parts.append(speak.name(series.commodity))
    if series.place:
        parts.append(speak.name(series.place))
    if series.partner:
        parts.append(speak.name(series.partner))
    if series.rate:
        parts.append(speak.word(series.rate))
    return ", ".join(parts)


def explain_dispute(claim: ClaimReport, speak: Wording) -> str:
    """The finding, who says what, and which of them is drawn; a line each, none of it markup."""
    said: dict[str, str] = {}
    for member in claim.members:
        if member.standing is not Standing.REPEATS:
            said.setdefault(_who(member.fact, speak), _stated(member.fact, speak))
    lines = [
        speak.say("%(source)s: %(value)s", source=who, value=what) for who, what in said.items()
    ]
    when = speak.numbers.period(claim.period) or speak.say("no period stated")
    drawn = next((one.fact for one in claim.members if one.standing is Standing.DRAWN), None)
    followed = (
        speak.say("The line follows %(source)s.", source=_who(drawn, speak))
        if drawn
        else speak.say("No line goes through any of them.")
    )
    finding = speak.say(_LABELS.get(claim.outcome, claim.outcome.value))
    return escape_lines(f"{finding} · {when}", *lines[:6], followed)


def explain_implied(figure: ImpliedFigure, speak: Wording) -> str:
    """The value with its formula, and how it compares with what is stated of the same time."""
    value = speak.numbers.stated(figure.base_value, figure.base_unit, "about")
    lines = [
        speak.say("Implied: %(value)s", value=value),
        " · ".join((speak.name(figure.indicator), speak.numbers.period(figure.period))),
        f"= {figure.formula}",
        ", ".join(part for part in (figure.source, speak.numbers.day(figure.published)) if part),
    ]
    if figure.comparison != "unstated" and figure.stated_base_value is not None:
        stated = speak.numbers.amount(figure.stated_base_value, figure.base_unit)
        lines.append(
            speak.say("agrees with the stated %(value)s", value=stated)
            if figure.comparison == "agrees"
            else speak.say("differs from the stated %(value)s", value=stated)
        )
    return escape_lines(*lines)


def source_of_implied(figure: ImpliedFigure) -> str:
    """Key of the stated amount that it follows from, where its sentence is read."""
    named = [part.split(" ", 1) for part in figure.input_keys.split("; ")]
    amounts = [key for role, key in named if role not in ("by", "share")]
    return amounts[0] if amounts else named[0][1]


def say_promises(
    series: Sequence[Series],
    targets: Sequence[FollowedTarget],
    moves: dict[int, FollowedTarget],
    speak: Wording,
) -> list[str]:
    """What became of the promises among these series, in a sentence each; those ahead first."""
    drawn = {point.fact_id: one for one in series for point in one.points if point.carries_line}
    gone = {earlier.fact_id for earlier in moves.values()}
    shown = [one for one in targets if one.fact_id in drawn and one.fact_id not in gone]
    order = {"open": 0, "overdue": 1, "missed": 2, "met": 3}
    shown = [one for one in shown if one.state in order]
    shown.sort(key=lambda one: (order[one.state], -int((one.horizon or "0")[:4])))
    sentences = []
    for target in shown[:MOST_SENTENCES]:
        sentences.append(_say_promise(target, drawn[target.fact_id], speak))
        if earlier := moves.get(target.fact_id):
            sentences.append(_say_move(earlier, target, speak))
    return sentences


def _say_promise(target: FollowedTarget, series: Series, speak: Wording) -> str:
    say, numbers = speak.say, speak.numbers
    goal = numbers.stated(target.base_value, target.base_unit, target.bound)
    what = name_series(series, speak)
    year = (target.horizon or "")[:4]
    if target.state == "met":
        return say("%(what)s: %(goal)s by %(year)s was met.", what=what, goal=goal, year=year)
    if target.state == "missed":
        reached = numbers.amount(target.actual_base_value or 0.0, target.base_unit)
        return say(
            "%(what)s: %(goal)s by %(year)s was missed; the latest figure is %(reached)s.",
            what=what, goal=goal, year=year, reached=reached,
        )  # fmt: skip
    if target.state == "overdue":
        return say(
            "%(what)s: %(goal)s by %(year)s is overdue; no figure of that time is known.",
            what=what, goal=goal, year=year,
        )  # fmt: skip
    if target.growth_needed is None:
        return say("%(what)s: %(goal)s by %(year)s is ahead.", what=what, goal=goal, year=year)
    needed = numbers.amount(round(target.growth_needed), "percent")
    first = first_of_growth(series)
    if target.growth_achieved is None or first is None:
        return say(
            "%(what)s: to reach %(goal)s by %(year)s it must grow by %(needed)s a year.",
            what=what, goal=goal, year=year, needed=needed,
        )  # fmt: skip
    return say(
        "%(what)s: to reach %(goal)s by %(year)s it must grow by %(needed)s a year; "
        "since %(first)s it grew by %(achieved)s a year.",
        what=what, goal=goal, year=year, needed=needed, first=first,
        achieved=numbers.amount(round(target.growth_achieved), "percent"),
    )  # fmt: skip


def first_of_growth(series: Series) -> int | None:
    """The year from which the ledger measures the growth achieved: five before the last at most."""
    line: Sequence[Point] = series.line() or [
        point for point in series.points if point.carries_line and point.status == "actual"
    ]
    years = [point.year for point in line if point.year]
    earlier = [year for year in years if years[-1] - _REACH <= year < years[-1]]
    return earlier[0] if earlier else None


def _say_move(earlier: FollowedTarget, later: FollowedTarget, speak: Wording) -> str:
    numbers = speak.numbers
    return speak.say(
        "It was moved: %(before)s by %(year)s, said in %(when)s; since %(since)s it is "
        "%(after)s by %(new_year)s.",
        before=numbers.stated(earlier.base_value, earlier.base_unit, earlier.bound),
        year=(earlier.horizon or "")[:4],
        when=numbers.day((earlier.published or "")[:7]),
        since=numbers.day((later.published or "")[:7]),
        after=numbers.stated(later.base_value, later.base_unit, later.bound),
        new_year=(later.horizon or "")[:4],
    )


def _who(fact: StoredFact, speak: Wording) -> str:
    return fact.source or fact.author or speak.say("source not named")


def _stated(fact: StoredFact, speak: Wording) -> str:
    factor = fact.base_value / fact.fact.value if fact.fact.value else 1.0
    high = None if fact.fact.value_high is None else fact.fact.value_high * factor
    return speak.numbers.stated(fact.base_value, fact.base_unit, fact.fact.bound, high=high)
