"""Trade growth: stated growth beside the one that the drawn levels come to, row by row."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.theme import Look, escape, new_figure, nice_ticks
from dashboard.wording import Wording
from tracker import Comparison, GrowthCheck, Measure

ROW, NARROW_ROW = 34, 54
HEAD, FOOT = 10, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthRow:
    """One stated growth with the name of its row."""

    check: GrowthCheck
    name: str


def growth_height(count: int, look: Look) -> int:
    """Height in pixels of so many rows."""
    return HEAD + FOOT + max(1, count) * (NARROW_ROW if look.narrow else ROW)


def percent_of(value: float | None, check: GrowthCheck) -> float | None:
    """A growth as a change in percent, however it was stated; None where it is in money."""
    if value is None:
        return None
    if check.stated.fact.measure is Measure.MULTIPLE:
        return 100 * (value - 1)
    if check.stated.fact.measure is Measure.INDEX:
        return value - 100
    return value if check.unit == "percent" else None


def write_change(value: float | None, unit: str, speak: Wording, *, is_change: bool = True) -> str:
    """`+49 %`, `−7.3 %`, `2×`."""
    if value is None:
        return "–"
    if not is_change or unit == "times":
        return speak.numbers.amount(round(value, 2), unit)
    sign = "+" if value >= 0 else "−"
    return sign + speak.numbers.amount(round(abs(value), 1), unit)


def draw_growth(rows: Sequence[GrowthRow], look: Look) -> go.Figure:
    """A row for each stated growth: hollow as stated, solid as the levels have it, tied together.

    Args:
        rows: Growth that can be written in percent, in the order of the rows.
        look: Scheme, width and language.
    """
    height = growth_height(len(rows), look)
    figure = new_figure(look, height=height, margin={"l": 8, "r": 24, "t": HEAD, "b": FOOT})
    colours = look.colours
    shift = 0.2 if look.narrow else 0.0
    values: list[float] = [0.0]
    for index, row in enumerate(rows):
        stated = percent_of(row.check.stated.base_value, row.check)
        computed = percent_of(row.check.value, row.check)
        values += [value for value in (stated, computed) if value is not None]
        if stated is None or computed is None:
            continue
        differs = row.check.comparison is Comparison.DIFFERS
        figure.add_scatter(
            name="differs" if differs else "agrees",
            mode="lines",
            x=[stated, computed],
            y=[index + shift] * 2,
            hoverinfo="skip",
            line={
                "color": colours.marks[1] if differs else colours.marks[2],
                "width": 3,
                "dash": "2px,2px" if differs else "solid",
            },
        )
    _draw_ends(figure, rows, look, shift)
    if not look.narrow:
        _say_what_is_missing(figure, rows, look)
    low, high = min(values), max(values)
    ticks = _ticks(low, high, 4 if look.narrow else 8)
    room = (max(high, ticks[-1]) - min(low, ticks[0])) * 0.03
    figure.update_xaxes(
        tickvals=ticks,
        ticktext=[write_change(tick, "percent", look.wording) if tick else "0" for tick in ticks],
        range=[min(low, ticks[0]) - room, max(high, ticks[-1]) + room],
        zeroline=True,
        zerolinecolor=colours.grey,
        zerolinewidth=1,
    )
    named = not look.narrow
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[escape(row.name) for row in rows] if named else [""] * len(rows),
        range=[len(rows) - 0.5, -0.5],
        showgrid=False,
        tickfont={"size": 13, "color": colours.ink},
    )
    for index, row in enumerate(rows if look.narrow else ()):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=index - 0.22, yref="y", showarrow=False,
            text=escape(row.name), font={"size": 12.5, "color": colours.ink},
        )  # fmt: skip
    return figure


def _say_what_is_missing(figure: go.Figure, rows: Sequence[GrowthRow], look: Look) -> None:
    for index, row in enumerate(rows):
        stated = percent_of(row.check.stated.base_value, row.check)
        if row.check.comparison is Comparison.UNSTATED:
            figure.add_annotation(
                x=stated, y=index, xanchor="left", xshift=14, showarrow=False,
                text=escape(name_verdict(row.check, look.wording)),
                font={"size": 11.5, "color": look.colours.muted},
            )  # fmt: skip


def _ticks(low: float, high: float, wanted: int) -> list[float]:
    """Round values from below the lowest to above the highest, zero among them."""
    step = nice_ticks((high - low) or 1.0, wanted)[1]
    return [step * index for index in range(math.floor(low / step), math.ceil(high / step) + 1)]


def _draw_ends(figure: go.Figure, rows: Sequence[GrowthRow], look: Look, shift: float) -> None:
    colours = look.colours
    told = [_tell(look, row) for row in rows]
    computed = [
        (percent_of(row.check.value, row.check), index, row)
        for index, row in enumerate(rows)
        if row.check.value is not None and row.check.after is not None
    ]
    figure.add_scatter(
        name="computed",
        mode="markers",
        x=[value for value, _, _ in computed],
        y=[index + shift for _, index, _ in computed],
        marker={"symbol": "circle", "size": 10, "color": colours.marks[0]},
        customdata=[row.check.after.key for _, _, row in computed if row.check.after],
        hovertext=[told[index] for _, index, _ in computed],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )
    figure.add_scatter(
        name="stated",
        mode="markers",
        x=[percent_of(row.check.stated.base_value, row.check) for row in rows],
        y=[index + shift for index in range(len(rows))],
        marker={
            "symbol": "diamond-open",
            "size": 11,
            "color": colours.ink,
            "line": {"width": 2, "color": colours.ink},
        },
        customdata=[row.check.stated.key for row in rows],
        hovertext=told,
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _tell(look: Look, row: GrowthRow) -> str:
    speak, check = look.wording, row.check
    fact = check.stated.fact
    stated = write_change(
        check.stated.base_value, check.unit, speak, is_change=fact.measure is Measure.CHANGE
    )
    lines = [f"<b>{escape(stated)}</b> · {speak.say('as stated')}", escape(row.name)]
    if check.value is not None:
        computed = write_change(
            check.value, check.unit, speak, is_change=fact.measure is Measure.CHANGE
        )
        lines.append(f"<b>{escape(computed)}</b> · {speak.say('from the drawn levels')}")
    lines.append(name_verdict(check, speak))
    lines.append(speak.quote(escape(fact.surface)))
    who = escape(check.stated.source) or speak.say("source not named")
    lines.append(", ".join(part for part in (who, speak.numbers.day(fact.published)) if part))
    return "<br>".join(lines)


def name_verdict(check: GrowthCheck, speak: Wording) -> str:
    """Whether the growth agrees with the levels; where that cannot be said, what is missing."""
    say = speak.say
    if check.comparison is Comparison.AGREES:
        return say("agrees within rounding")
    if check.comparison is Comparison.DIFFERS:
        return say("differs")
    if check.base_period is None:
        return say("cannot be checked: it is not said since when")
    missing = [
        speak.numbers.period(period)
        for period, level in (
            (check.base_period, check.before),
            (check.stated.fact.period, check.after),
        )
        if level is None
    ]
    if missing:
        return say("cannot be checked: no amount for %(when)s", when=", ".join(missing))
    return say("cannot be checked: the amounts have no common unit")
