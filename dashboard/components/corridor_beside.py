"""Beside a corridor's years: passage in days, and its capacity as it was stated over time."""

from collections.abc import Sequence

from dashboard.components.chart_card import View, points_csv, points_table
from dashboard.components.corridor_data import CONTAINERS, statements_of
from dashboard.components.corridor_timeline import choose, drawn_first, main_unit
from dashboard.components.corridor_words import name_series, name_unit
from dashboard.figures.standing import CAPACITIES
from dashboard.figures.statements import Statement, draw_statements
from dashboard.figures.theme import Look, describe, escape, whisker
from dashboard.wording import Wording
from tracker import (
    Point,
    Status,
    StoredFact,
    Transition,
    build_series,
)

MOST_MARKS = 120


def show_transit(look: Look, kind: object, unit: object, chosen: object) -> View:
    """How many days the passage takes, by the time it is said of, else when it was said."""
    subject = choose(kind, unit, chosen, look.as_of)
    facts = statements_of(subject, "transit_time", day=look.as_of) if subject else []
    return show_statements(
        look, facts, "day", look.wording.say("Days on the way, each as it was stated")
    )


def show_capacity(look: Look, kind: object, unit: object, chosen: object) -> View:
    """Its capacity by the day it was stated, with what was promised."""
    subject = choose(kind, unit, chosen, look.as_of)
    facts = statements_of(subject, *CAPACITIES, day=look.as_of) if subject else []
    units = {one.base_unit for one in facts}
    shown = main_unit(subject, unit, look.as_of)
    shown = shown if shown in units else CONTAINERS
    subtitle = look.wording.say(
        "%(unit)s a year, by the day of the statement", unit=name_unit(look.wording, shown)
    )
    return show_statements(look, facts, shown, subtitle, by_publication=True)


def capacity_unit(subject: str, unit: object, day: str | None = None) -> str | None:
    """The unit in which capacity was stated more than once; None where none is."""
    facts = statements_of(subject, *CAPACITIES, day=day)
    for wanted in (main_unit(subject, unit, day), CONTAINERS):
        if sum(one.base_unit == wanted for one in facts) > 1:
            return wanted
    return None


def show_statements(
    look: Look,
    facts: Sequence[StoredFact],
    unit: str,
    subtitle: str,
    *,
    by_publication: bool = False,
) -> View:
    """Statements in one unit as marks over time, with their table.

    Args:
        look: Scheme, width and language.
        facts: What was stated; other units are left out.
        unit: The base unit.
        subtitle: What they are.
        by_publication: Whether they stand at the day they were said, whatever time they speak of.
    """
    speak = look.wording
    series = drawn_first(build_series(facts, unit))
    stored = {one.id: one for one in facts}
    headings = [name_series(one, speak) for one in series]
    marks = [
        _statement(point, stored[point.fact_id], facts, heading, unit, look, by_publication)
        for one, heading in zip(series, headings, strict=True)
        for point in one.points
        if place_of(point, by_publication) is not None
    ]
    newest = sorted(marks, key=lambda mark: mark.when)[-MOST_MARKS:]
    return View(
        figure=draw_statements(newest, look, unit) if newest else None,
        subtitle=subtitle,
        table=points_table(series, headings, speak),
        points=[point for one in series for point in one.points],
        note=_note(newest, len(marks), speak),
        rows=points_csv(series, speak),
        empty=speak.say("Nothing is known of this."),
    )


def place_of(point: Point, by_publication: bool = False) -> float | None:
    """The decimal year of what a statement speaks of, else of its publication."""
    if not by_publication and point.start and point.end:
        return (decimal_year(point.start) + decimal_year(point.end)) / 2
    return decimal_year(point.published) if point.published else None


def decimal_year(day: str) -> float:
    """A day, month or year as a decimal year; a month and a year stand at their middle.

    >>> decimal_year("2024"), decimal_year("2024-07"), decimal_year("2024-01-01")
    (2024.5, 2024.5416666666667, 2024.0)
    """
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 1:
        return parts[0] + 0.5
    return parts[0] + (parts[1] - 1) / 12 + ((parts[2] - 1) / 372 if len(parts) > 2 else 1 / 24)


def _statement(
    point: Point,
    stored: StoredFact,
    facts: Sequence[StoredFact],
    heading: str,
    unit: str,
    look: Look,
    by_publication: bool,
) -> Statement:
    speak = look.wording
    reach = whisker([point] if point.high is None else [], "")
    former = stored.fact.transition is Transition.FROM and point.status is Status.ACTUAL
    words = describe(look, point, unit, heading)
    if former:
        words += f"<br>{escape(speak.say('stated as what was before'))}"
    year = point.end[:4] if point.end else None
    ahead = point.status is not Status.ACTUAL
    label = speak.numbers.stated(point.value, unit, point.bound, high=point.high)
    if ahead and year and by_publication:
        label = speak.say("%(value)s by %(year)s", value=label, year=year)
    return Statement(
        when=place_of(point, by_publication) or 0.0,
        value=point.value,
        high=point.high,
        below=sum(reach["arrayminus"]),
        above=sum(reach["array"]),
        status=point.status,
        former=former,
        label=label,
        words=words,
        key=point.key,
        leads_to=_next_of(stored, facts) if former else None,
    )


def _next_of(stored: StoredFact, facts: Sequence[StoredFact]) -> str | None:
    """Key of the figure that the same sentence moves to."""
    for other in facts:
        same = (other.document_id, other.passage_start) == (
            stored.document_id,
            stored.passage_start,
        )
        if same and other.fact.transition is Transition.TO and other.base_unit == stored.base_unit:
            return other.key
    return None


def _note(shown: Sequence[Statement], known: int, speak: Wording) -> str:
    notes = []
    if any(one.former for one in shown):
        notes.append(speak.say("Grey: what was before, as the same sentence says."))
    if any(one.status is not Status.ACTUAL for one in shown):
        notes.append(speak.say("Hollow: promised or expected."))
    if known > len(shown):
        notes.append(speak.say("%(n)s older statements are not drawn.", n=known - len(shown)))
    return " ".join(notes)
