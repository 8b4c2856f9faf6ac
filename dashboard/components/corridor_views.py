"""Views of corridors, railways, ports and pipelines: bullet rows, and one through the years."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.address import read_choice
from dashboard.components.chart_card import View, points_csv, points_table
from dashboard.components.links import fact_href, page_href, page_link
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import current_store, remember, today
from dashboard.figures.standing import (
    Standing,
    draw_standings,
    find_standings,
    name_row,
    order_standings,
)
from dashboard.figures.theme import MAX_LINES, Look
from dashboard.figures.timeline import draw_timeline, name_lines
from dashboard.wording import Wording
from tracker import FactFilter, Measure, Point, Series, Status, build_series

KINDS = ("corridor", "railway", "port", "pipeline")
ORDERS = ("capacity", "freight", "use", "gap")
INDICATORS = ("capacity", "freight_volume")
# What a kind is asked for first; further units follow by how much is known in them.
UNITS = ("tonne", "TEU", "barrel", "cubic_meter")


def _entities(kind: str) -> tuple[str, ...]:
    return tuple(sorted(one.id for one in current_store().entities().values() if one.kind == kind))


def find_series(kind: str, unit: str) -> list[Series]:
    """All capacity and freight series of one kind of thing in one unit."""

    def build() -> list[Series]:
        where = FactFilter(
            subject=_entities(kind),
            indicator=INDICATORS,
            measure=(Measure.LEVEL,),
            equivalents=False,
        )
        return build_series(current_store().facts(where), unit)

    return remember(("corridors", kind, unit), build)


def find_units(kind: str) -> list[str]:
    """The units that have something to show for this kind, the usual ones first."""
    return [unit for unit in UNITS if find_standings(find_series(kind, unit))]


def show_standings(look: Look, kind: object, unit: object, sort: object) -> View:
    """The bullet rows for these choices; nonsense falls back to the defaults."""
    speak = look.wording
    say = speak.say
    choice = {"kind": kind, "unit": unit, "sort": sort}
    kind = read_choice(choice, "kind", KINDS, "corridor")
    unit = read_choice(choice, "unit", UNITS, "tonne")
    rows = order_standings(
        find_standings(find_series(kind, unit)), read_choice(choice, "sort", ORDERS, "freight")
    )
    subtitle = say(
        "%(kind)s, %(unit)s; capacity and freight a year",
        kind=speak.word(kind),
        unit=name_unit(speak, unit),
    )
    series = [
        one for one in find_series(kind, unit) if one.subject in {row.subject for row in rows}
    ]
    points = [point for row in rows for point in row.points]
    year = today().year
    disagree = any((row.use or 0) > 100 for row in rows)
    return View(
        figure=draw_standings(rows, look, year) if rows else None,
        subtitle=subtitle,
        table=_standings_table(rows, look),
        points=points,
        note=say("Freight above the stated capacity means that sources disagree.")
        if disagree
        else "",
        rows=points_csv(series, speak),
        empty=_empty(
            speak, say("Nothing is known of this kind in this unit. Another unit may help.")
        ),
    )


def _standings_table(rows: Sequence[Standing], look: Look) -> Table:
    speak = look.wording
    say = speak.say

    def cell(point: Point | None, unit: str) -> Cell:
        if point is None:
            return "–"
        text = speak.numbers.stated(point.value, unit, point.bound, high=point.high)
        when = speak.numbers.period(point.period)
        return Link(f"{text} ({when})" if when else text, fact_href(speak, point.key))

    return Table(
        heads=[
            say("Name"),
            say("Capacity"),
            say("Freight carried"),
            say("Share of capacity used"),
            say("Target"),
        ],
        rows=[
            [
                name_row(row, look),
                cell(row.capacity, row.unit),
                cell(row.freight or row.partial, row.unit),
                speak.numbers.amount(round(row.use), "percent") if row.use is not None else "–",
                cell(row.target, row.unit),
            ]
            for row in rows
        ],
        numeric=frozenset({1, 2, 3, 4}),
    )


def show_timeline(look: Look, kind: object, unit: object, chosen: object) -> View:
    """Freight and capacity of the chosen one through the years."""
    speak = look.wording
    say = speak.say
    choice = {"kind": kind, "unit": unit, "chosen": chosen}
    kind = read_choice(choice, "kind", KINDS, "corridor")
    unit = read_choice(choice, "unit", UNITS, "tonne")
    every = find_series(kind, unit)
    subject = read_choice(choice, "chosen", {one.subject for one in every}, "")
    if not subject:
        subject = most_documented(kind, unit) or ""
    series = _drawn_first([one for one in every if one.subject == subject])
    shown, left = series[:MAX_LINES], series[MAX_LINES:]
    headings = [name_series(one, speak) for one in shown]
    points = [point for one in shown for point in one.points]
    years = sorted({point.year for point in points if point.year})
    span = f"{years[0]}–{years[-1]}" if years else ""
    notes = [_promise_note(shown, look), _conflict_note(points, look)]
    if left:
        notes.append(say("%(n)s more series are in the table's download only.", n=len(left)))
    return View(
        figure=draw_timeline(shown, look, headings=headings) if points else None,
        subtitle=f"{speak.name(subject)}, {name_unit(speak, unit)}, {span}".strip(", "),
        table=points_table(shown, headings, speak),
        points=points,
        note=" ".join(note for note in notes if note),
        rows=points_csv(series, speak),
        legend=name_lines(look, headings),
        empty=_empty(speak, say("No figures of this one in this unit. Choose another unit above.")),
    )


def _drawn_first(series: Sequence[Series]) -> list[Series]:
    """The whole before its parts, freight before capacity, the longer before the shorter."""
    return sorted(
        series,
        key=lambda one: (
            one.place is not None or one.partner is not None,
            one.commodity not in (None, "containers"),
            one.indicator != "freight_volume",
            -len(one.points),
        ),
    )


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


def _promise_note(series: Sequence[Series], look: Look) -> str:
    """Growth needed a year for the farthest target against the growth that was achieved."""
    speak = look.wording
    for one in series:
        line = one.line(Status.ACTUAL)
        goals = [
            p for p in one.line(Status.TARGET) if line and (p.year or 0) > (line[-1].year or 0)
        ]
        if len(line) < 2 or not goals or line[0].value <= 0 or line[-1].value <= 0:
            continue
        first, last, goal = line[0], line[-1], goals[-1]
        needed = _yearly(last, goal)
        achieved = _yearly(first, last)
        return speak.say(
            "To reach %(goal)s in %(year)s it must grow by %(needed)s a year; "
            "from %(first)s to %(last)s it grew by %(achieved)s a year.",
            goal=speak.numbers.amount(goal.value, one.unit),
            year=goal.year,
            needed=speak.numbers.amount(round(needed), "percent"),
            first=first.year,
            last=last.year,
            achieved=speak.numbers.amount(round(achieved), "percent"),
        )
    return ""


def _yearly(start: Point, end: Point) -> float:
    years = (end.year or 0) - (start.year or 0)
    return 100.0 * (float((end.value / start.value) ** (1 / years)) - 1) if years > 0 else 0.0


def _conflict_note(points: Sequence[Point], look: Look) -> str:
    if all(point.carries_line for point in points):
        return ""
    return look.wording.say(
        "Grey marks are other statements about the same time: the line follows a person's choice, "
        "then official before news, later before earlier, exact before hedged."
    )


def _empty(speak: Wording, text: str) -> list[Any]:
    return [
        html.P(text),
        html.P(
            [
                page_link(speak.say("All figures"), page_href(speak, "/facts")),
                " · ",
                page_link(speak.say("Add a fact"), page_href(speak, "/add")),
            ]
        ),
    ]


def most_documented(kind: str, unit: str) -> str | None:
    """The one of which most is said: its timeline is shown where none was chosen."""
    counts: Counter[str] = Counter()
    for one in find_series(kind, unit):
        counts[one.subject] += len(one.points)
    return counts.most_common(1)[0][0] if counts else None


def name_unit(speak: Wording, unit: str) -> str:
    names = {
        "tonne": "Tonnes",
        "TEU": "Containers (TEU)",
        "barrel": "Barrels",
        "cubic_meter": "Cubic metres",
    }
    return speak.say(names[unit])
