"""Corridor timeline: all stated figures of a chosen one in one unit, through the years."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.address import read_choice
from dashboard.components.chart_card import View
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
from dashboard.components.corridor_table import MOST_ROWS, statements_rows, statements_table
from dashboard.components.corridor_words import (
    explain_dispute,
    explain_implied,
    name_series,
    name_unit,
    say_promises,
    source_of_implied,
)
from dashboard.components.tables import Table
from dashboard.context import remember
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
MOST_BESIDE = 60
MOST_IMPLIED = 60


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
    standings = {one.id: one.standing for one in facts}
    every, story, implied = remember(
        ("corridor story", subject, unit, look.as_of, speak.language),
        lambda: _tell(subject, unit, facts, look),
    )
    targets = find_targets(subject, look.as_of)
    points = story.points
    return View(
        figure=draw_progress(story, look, height=height) if points else None,
        subtitle=_subtitle(subject, unit, story, speak),
        table=remember(
            ("corridor table", subject, unit, look.as_of, speak.language),
            lambda: statements_table(every, implied, targets, standings, story.faded, speak),
        ),
        points=points,
        note=" ".join(_notes(every, len(implied), story, targets, speak)),
        rows=remember(
            ("corridor rows for programs", subject, unit, look.as_of, speak.language),
            lambda: statements_rows(every, implied, targets, standings, speak),
        ),
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
    subject: str, unit: str, facts: Sequence[StoredFact], look: Look
) -> tuple[list[Series], Story, list[ImpliedFigure]]:
    """All series, what is drawn of them, and what they imply."""
    speak = look.wording
    every = drawn_first(build_series(facts, unit))
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
            for one in sorted(implied, key=_middle)[-MOST_IMPLIED:]
        ],
        disputes=disputes,
        moves=find_moves(find_targets(subject, look.as_of)),
    )  # fmt: skip
    return every, story, implied


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
    beside = sorted(
        (point for point in series.points if not point.carries_line),
        key=lambda point: point.published or "",
    )
    if len(beside) <= MOST_BESIDE:
        return series
    gone = {point.fact_id for point in beside[:-MOST_BESIDE]}
    return replace(series, points=tuple(p for p in series.points if p.fact_id not in gone))


def _subtitle(subject: str, unit: str, story: Story, speak: Wording) -> str:
    years = sorted({point.year for point in story.points if point.year})
    span = f"{years[0]}–{years[-1]}" if years else ""
    return ", ".join(part for part in (speak.name(subject), name_unit(speak, unit), span) if part)


def _notes(
    every: Sequence[Series],
    implied: int,
    story: Story,
    targets: Sequence[FollowedTarget],
    speak: Wording,
) -> list[str]:
    notes = say_promises(story.series, targets, dict(story.moves), speak)
    if len(every) > len(story.series):
        left = len(every) - len(story.series)
        notes.append(speak.say("%(n)s more series are in the table.", n=left))
    drawn = sum(len(one.points) for one in story.series)
    beside = sum(len(one.points) for one in every[: len(story.series)]) - drawn
    total = sum(len(one.points) for one in every)
    if total > MOST_ROWS:
        notes.append(
            speak.say(
                "The table shows %(n)s of %(total)s statements; the download holds all.",
                n=speak.numbers.plain(MOST_ROWS),
                total=speak.numbers.plain(total),
            )
        )
    if beside:
        notes.append(speak.say("%(n)s older statements are not drawn.", n=beside))
    if implied > len(story.implied):
        left = implied - len(story.implied)
        notes.append(speak.say("%(n)s older implied figures are not drawn.", n=left))
    return notes
