"""Corridor timeline: all stated figures of a chosen one in one unit, through the years."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.address import read_choice
from dashboard.components.chart_card import View, points_csv
from dashboard.components.corridor_data import (
    CONTAINERS,
    INDICATORS,
    KINDS,
    UNITS,
    find_disputes,
    find_implied,
    find_own_units,
    find_subjects,
    find_targets,
    find_units,
    most_documented,
    statements_of,
)
from dashboard.components.corridor_standings import nothing_known
from dashboard.components.corridor_words import (
    explain_dispute,
    explain_implied,
    name_series,
    name_unit,
    say_promises,
    source_of_implied,
)
from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.figures.progress import (
    HEIGHT,
    MOST_SERIES,
    Dispute,
    Implied,
    Story,
    draw_progress,
    explain_marks,
)
from dashboard.figures.promises import find_moves
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tracker import FollowedTarget, ImpliedFigure, Series, StoredFact, build_series

CONTAINERS_HEIGHT = 400
MOST_POINTS = 400
MOST_ROWS = 1000


def choose(kind: object, unit: object, chosen: object, day: str | None = None) -> str | None:
    """The one that the address names, if it is of this kind; else the best documented one."""
    choice = {"kind": kind, "unit": unit, "chosen": chosen}
    known = read_choice(choice, "kind", KINDS, KINDS[0])
    units = find_units(known, day) or [UNITS[0]]
    wanted = read_choice(choice, "unit", units, units[0])
    named = read_choice(choice, "chosen", find_subjects(known, day), "")
    return named or most_documented(known, wanted, day)


def main_unit(chosen: str | None, unit: object, day: str | None = None) -> str | None:
    """The unit of the first chart: the picked one, never containers; None where there is none."""
    own = [one for one in find_own_units(chosen, day) if one != CONTAINERS] if chosen else []
    return str(unit) if unit in own else own[0] if own else None


def show_timeline(look: Look, kind: object, unit: object, chosen: object) -> View:
    """Freight and capacity of the chosen one through the years, in its main unit."""
    subject = choose(kind, unit, chosen, look.as_of)
    return _show(look, subject, main_unit(subject, unit, look.as_of), HEIGHT)


def show_containers(look: Look, kind: object, unit: object, chosen: object) -> View:
    """Containers of the chosen one, on a scale of their own."""
    return _show(look, choose(kind, unit, chosen, look.as_of), CONTAINERS, CONTAINERS_HEIGHT)


def _show(look: Look, subject: str | None, unit: str | None, height: int) -> View:
    speak = look.wording
    if subject is None or unit is None:
        return View(
            figure=None, subtitle="", table=Table(heads=[], rows=[]),
            empty=nothing_known(speak, speak.say("No figures of this one in this unit.")),
        )  # fmt: skip
    facts = statements_of(subject, *INDICATORS, day=look.as_of)
    every = drawn_first(build_series(facts, unit))
    story, implied = _tell(subject, unit, every, look)
    targets = find_targets(subject, look.as_of)
    points = story.points
    return View(
        figure=draw_progress(story, look, height=height) if points else None,
        subtitle=_subtitle(subject, unit, story, speak),
        table=_table(every, story, implied, targets, {one.id: one for one in facts}, speak),
        points=points,
        note=" ".join(_notes(every, story, targets, speak)),
        rows=_csv(every, implied, targets, {one.id: one for one in facts}, speak),
        legend=explain_marks(story, look),
        empty=nothing_known(speak, speak.say("No figures of this one in this unit.")),
    )


def drawn_first(series: Sequence[Series]) -> list[Series]:
    """The whole before its parts, freight before capacity, the longer before the shorter."""
    return sorted(
        series,
        key=lambda one: (
            one.place is not None or one.partner is not None,
            one.commodity not in (None, "containers"),
            one.rate is not None,
            one.indicator != "freight_volume",
            -len(one.points),
        ),
    )


def _tell(
    subject: str, unit: str, every: Sequence[Series], look: Look
) -> tuple[Story, list[ImpliedFigure]]:
    speak = look.wording
    shown = [_thin(one) for one in every[:MOST_SERIES]]
    things = {_thing(one) for one in shown}
    implied = [one for one in find_implied(subject, unit, look.as_of) if _thing(one) in things]
    drawn = {p.fact_id: p for one in shown for p in one.points if p.carries_line and p.year}
    disputes = [
        Dispute(
            drawn=drawn[claim.drawn], low=claim.lowest, high=claim.highest,
            words=explain_dispute(claim, speak),
        )
        for claim in find_disputes(subject, look.as_of)
        if claim.base_unit == unit and claim.drawn in drawn
        and claim.lowest is not None and claim.highest is not None
    ]  # fmt: skip
    story = Story(
        series=shown,
        headings=[name_series(one, speak) for one in shown],
        implied=[
            Implied(
                year=_middle(one), value=one.base_value, words=explain_implied(one, speak),
                key=source_of_implied(one),
            )
            for one in implied
        ],
        disputes=disputes,
        moves=find_moves(find_targets(subject, look.as_of)),
    )  # fmt: skip
    return story, implied


def _thing(one: Series | ImpliedFigure) -> tuple[str | None, ...]:
    return one.indicator, one.partner, one.place, one.commodity


def _middle(figure: ImpliedFigure) -> float:
    """Where it stands on the axis of years: in the middle of its time."""
    start, end = figure.period_start or "", figure.period_end or ""
    if not start or not end:
        return float(figure.year or 0)
    months = [int(day[:4]) * 12 + int(day[5:7]) for day in (start, end)]
    return (months[0] - 1 + months[1]) / 24 - 0.5


def _thin(series: Series) -> Series:
    """What is drawn, and of the statements beside it the newest, as many as a chart can bear."""
    if len(series.points) <= MOST_POINTS:
        return series
    beside = sorted(
        (point for point in series.points if not point.carries_line),
        key=lambda point: point.published or "",
    )
    carried = [point for point in series.points if point.carries_line]
    kept = {point.fact_id for point in beside[-max(0, MOST_POINTS - len(carried)) :]}
    return replace(
        series,
        points=tuple(p for p in series.points if p.carries_line or p.fact_id in kept),
    )


def _subtitle(subject: str, unit: str, story: Story, speak: Wording) -> str:
    years = sorted({point.year for point in story.points if point.year})
    span = f"{years[0]}–{years[-1]}" if years else ""
    return ", ".join(part for part in (speak.name(subject), name_unit(speak, unit), span) if part)


def _notes(
    every: Sequence[Series], story: Story, targets: Sequence[FollowedTarget], speak: Wording
) -> list[str]:
    notes = say_promises(story.series, targets, dict(story.moves), speak)
    if len(every) > len(story.series):
        left = len(every) - len(story.series)
        notes.append(speak.say("%(n)s more series are in the table.", n=left))
    drawn = sum(len(one.points) for one in story.series)
    beside = sum(len(one.points) for one in every[: len(story.series)]) - drawn
    if beside:
        notes.append(speak.say("%(n)s older statements are not drawn.", n=beside))
    return notes


def _table(
    every: Sequence[Series],
    story: Story,
    implied: Sequence[ImpliedFigure],
    targets: Sequence[FollowedTarget],
    facts: dict[int, StoredFact],
    speak: Wording,
) -> Table:
    """Every statement, the newest period of each series first; then what is implied."""
    say, numbers = speak.say, speak.numbers
    states = {one.fact_id: one for one in targets}
    rows: list[list[Cell]] = []
    for one in every:
        heading = name_series(one, speak)
        for point in reversed(one.points):
            value = numbers.stated(
                point.value, one.unit, point.bound, high=point.high, per=point.per
            )
            status = speak.word(point.status)
            if target := states.get(point.fact_id):
                status = f"{status}: {_state(target, point.fact_id in story.faded, speak)}"
            standing = facts[point.fact_id].standing
            rows.append(
                [
                    heading,
                    numbers.period(point.period) or "–",
                    Link(value, fact_href(speak, point.key)),
                    status,
                    speak.word(standing) if standing else "–",
                    point.source or "–",
                    numbers.day(point.published) or "–",
                ]
            )
    for figure in implied:
        value = numbers.stated(figure.base_value, figure.base_unit, "about")
        rows.append(
            [
                speak.name(figure.indicator),
                numbers.period(figure.period) or "–",
                Link(f"({value})", fact_href(speak, source_of_implied(figure))),
                say("implied"),
                f"= {figure.formula}",
                figure.source or "–",
                numbers.day(figure.published) or "–",
            ]
        )
    return Table(
        heads=[
            say("Series"),
            say("Period"),
            say("Figure"),
            say("Status"),
            say("Standing"),
            say("Source"),
            say("Published"),
        ],
        rows=rows[:MOST_ROWS],
        numeric=frozenset({2}),
    )


def _state(target: FollowedTarget, moved: bool, speak: Wording) -> str:
    state = speak.word(target.state)
    return speak.say("%(state)s, moved later", state=state) if moved else state


def _csv(
    every: Sequence[Series],
    implied: Sequence[ImpliedFigure],
    targets: Sequence[FollowedTarget],
    facts: dict[int, StoredFact],
    speak: Wording,
) -> list[dict[str, Any]]:
    """Every statement with its standing and state; what is implied with its formula."""
    states = {one.fact_key: one.state for one in targets}
    standings = {one.key: one.standing for one in facts.values()}
    rows: list[dict[str, Any]] = [
        {
            **row,
            "standing": str(standings.get(row["fact"]) or ""),
            "target_state": states.get(row["fact"], ""),
            "implied_by": "",
        }
        for row in points_csv(every, speak)
    ]
    if not rows:
        return rows
    for figure in implied:
        known = {
            "subject": figure.subject, "subject_name": speak.name(figure.subject),
            "partner": figure.partner, "partner_name": speak.name(figure.partner),
            "indicator": figure.indicator, "commodity": figure.commodity,
            "period": figure.period, "status": "implied", "value": figure.base_value,
            "unit": figure.base_unit, "base_low": figure.base_low, "base_high": figure.base_high,
            "on_line": False, "source": figure.source, "published": figure.published,
            "fact": source_of_implied(figure), "implied_by": figure.formula,
        }  # fmt: skip
        rows.append({name: known.get(name, "") for name in rows[0]})
    return rows
