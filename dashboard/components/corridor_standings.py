"""Corridor standings: bullet rows of one kind of thing, with their table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import html

from dashboard.address import read_choice
from dashboard.components.as_of import as_of_note
from dashboard.components.chart_card import View, points_csv
from dashboard.components.corridor_data import KINDS, UNITS, find_rows, find_series, find_units
from dashboard.components.corridor_words import name_unit
from dashboard.components.links import fact_href, page_href, page_link
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import today
from dashboard.figures.bullets import STALE, draw_standings, name_row, name_state
from dashboard.figures.standing import Standing, order_standings
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tracker import Point

ORDERS = ("freight", "capacity", "use", "gap", "horizon", "recent", "name")
AGES = ("12", "24", "36", "60")


def show_standings(
    look: Look, kind: object, unit: object, sort: object, stale: object = None
) -> View:
    """The bullet rows for these choices; nonsense falls back to the defaults."""
    speak = look.wording
    say = speak.say
    choice = {"kind": kind, "unit": unit, "sort": sort, "stale": stale}
    kind = read_choice(choice, "kind", KINDS, KINDS[0])
    units = find_units(kind, look.as_of)
    unit = read_choice(choice, "unit", UNITS, units[0] if units else UNITS[0])
    months = int(read_choice(choice, "stale", AGES, str(STALE)))
    names = {row.subject: name_row(row, look) for row in find_rows(kind, unit, look.as_of)}
    order = read_choice(choice, "sort", ORDERS, ORDERS[0])
    rows = order_standings(find_rows(kind, unit, look.as_of), order, names)
    day = date.fromisoformat(look.as_of) if look.as_of else today()
    old = [row for row in rows if (row.months_old(day) or 0) > months]
    notes = [as_of_note(speak, look.as_of)]
    if any((row.use or 0) > 100 for row in rows):
        notes.append(say("Freight above the stated capacity means that sources disagree."))
    if old:
        notes.append(say("Hatched: the latest figure is older than %(n)s months.", n=months))
    return View(
        figure=draw_standings(rows, look, day, months) if rows else None,
        subtitle=say(
            "%(kind)s, %(unit)s; capacity and freight a year",
            kind=speak.word(kind),
            unit=name_unit(speak, unit),
        ),
        table=_table(rows, look, day),
        points=[point for row in rows for point in row.points],
        note=" ".join(note for note in notes if note),
        rows=points_csv(
            [one for one in find_series(kind, unit, look.as_of) if one.subject in names], speak
        ),
        empty=nothing_known(
            speak,
            say("Nothing is known of this kind in this unit. Another unit may help.")
            if units
            else say("Nothing is known of this kind."),
        ),
    )


def _table(rows: Sequence[Standing], look: Look, day: date) -> Table:
    speak = look.wording
    say, numbers = speak.say, speak.numbers

    def cell(point: Point | None, unit: str) -> Cell:
        if point is None:
            return "–"
        text = numbers.stated(point.value, unit, point.bound, high=point.high)
        when = numbers.period(point.period)
        return Link(f"{text} ({when})" if when else text, fact_href(speak, point.key))

    def percent(value: float | None) -> str:
        return "–" if value is None else numbers.amount(round(value), "percent")

    return Table(
        heads=[
            say("Name"),
            say("Capacity"),
            say("Freight carried"),
            say("Share of capacity used"),
            say("Target"),
            say("State"),
            say("Needed a year"),
            say("Achieved a year"),
        ],
        rows=[
            [
                name_row(row, look),
                cell(row.capacity, row.unit),
                cell(row.freight or row.partial, row.unit),
                percent(row.use),
                cell(row.target, row.unit),
                name_state(row, look, day) or "–",
                percent(row.promise.growth_needed if row.promise else None),
                percent(row.promise.growth_achieved if row.promise else None),
            ]
            for row in rows
        ],
        numeric=frozenset({1, 2, 3, 4, 6, 7}),
    )


def nothing_known(speak: Wording, text: str) -> list[Any]:
    """What is missing, and where to go on."""
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
