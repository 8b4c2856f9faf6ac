"""Corridor table: every statement of a chosen one with its standing, and what others imply."""

from collections.abc import Sequence
from typing import Any

from dashboard.components.chart_card import points_csv
from dashboard.components.corridor_words import name_series, source_of_implied
from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.wording import Wording
from tracker import FollowedTarget, ImpliedFigure, Point, Series, Standing

MOST_ROWS = 400

Standings = dict[int, Standing | None]


def statements_table(
    every: Sequence[Series],
    implied: Sequence[ImpliedFigure],
    targets: Sequence[FollowedTarget],
    standings: Standings,
    moved: frozenset[int],
    speak: Wording,
) -> Table:
    """Every statement, the newest period of each series first; then what is implied.

    Args:
        every: All series of one unit.
        implied: What follows from them.
        targets: What became of the promises among them.
        standings: How each fact stands, by its row id.
        moved: Facts whose promise was moved later.
        speak: The language.
    """
    say = speak.say
    states = {one.fact_id: one for one in targets}
    newest = [(one, point) for one in every for point in reversed(one.points)]
    room = max(0, MOST_ROWS - len(implied))
    rows = [
        _stated_row(one, point, states.get(point.fact_id), standings, moved, speak)
        for one, point in newest[:room]
    ]
    rows += [_implied_row(figure, speak) for figure in implied[:MOST_ROWS]]
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
        rows=rows,
        numeric=frozenset({2}),
    )


def _stated_row(
    series: Series,
    point: Point,
    target: FollowedTarget | None,
    standings: Standings,
    moved: frozenset[int],
    speak: Wording,
) -> list[Cell]:
    numbers = speak.numbers
    value = numbers.stated(point.value, series.unit, point.bound, high=point.high, per=point.per)
    status = speak.word(point.status)
    if target:
        status = f"{status}: {_state(target, point.fact_id in moved, speak)}"
    standing = standings.get(point.fact_id)
    return [
        name_series(series, speak),
        numbers.period(point.period) or "–",
        Link(value, fact_href(speak, point.key)),
        status,
        speak.word(standing) if standing else "–",
        point.source or "–",
        numbers.day(point.published) or "–",
    ]


def _implied_row(figure: ImpliedFigure, speak: Wording) -> list[Cell]:
    numbers = speak.numbers
    value = numbers.stated(figure.base_value, figure.base_unit, "about")
    return [
        speak.name(figure.indicator),
        numbers.period(figure.period) or "–",
        Link(f"({value})", fact_href(speak, source_of_implied(figure))),
        speak.say("implied"),
        f"= {figure.formula}",
        figure.source or "–",
        numbers.day(figure.published) or "–",
    ]


def _state(target: FollowedTarget, moved: bool, speak: Wording) -> str:
    state = speak.word(target.state)
    return speak.say("%(state)s, moved later", state=state) if moved else state


def statements_rows(
    every: Sequence[Series],
    implied: Sequence[ImpliedFigure],
    targets: Sequence[FollowedTarget],
    standings: Standings,
    speak: Wording,
) -> list[dict[str, Any]]:
    """Every statement with its standing and state; what is implied with its formula."""
    states = {one.fact_key: one.state for one in targets}
    by_key = {p.key: standings.get(p.fact_id) for one in every for p in one.points}
    rows: list[dict[str, Any]] = [
        {
            **row,
            "standing": str(by_key.get(row["fact"]) or ""),
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
