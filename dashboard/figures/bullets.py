"""Bullets: rows of capacity, freight and target, one for each corridor, port or power line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.standing import Standing
from dashboard.figures.theme import Look, amount_axis, describe, escape, new_figure
from tracker import FollowedTarget, Point

HEAD, FOOT = 8, 44
LINE = 16
"""Height of a line of words in pixels."""
STALE = 24
"""Months after which the latest figure of a thing is marked as old, where nothing else is chosen"""
_PROMISE_WIDTH = 218
# Letters of a line: words at 12 px are some 6.3 px wide in the mean.
_WIDE_WORDS, _NARROW_WORDS = 74, 48
_WIDE_NAME, _NARROW_NAME = 22, 36
_LETTER, _LEAST_WIDTH = 6.4, 255


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row with its words: under the bar, and about the target.

    The axis of rows is one of pixels, so that each row is as high as its words need.
    """

    standing: Standing
    stale: bool
    words: tuple[str, ...]
    promise: tuple[str, ...]
    name: str

    def above(self, narrow: bool) -> int:
        """Pixels above the middle of the bar."""
        if narrow:
            return 46 + 18 * self.name.count("<br>")
        return max(28, len(self.promise) * LINE - 6)

    def below(self, narrow: bool) -> int:
        """Pixels below the middle of the bar."""
        if narrow:
            return 22 + (len(self.words) + len(self.promise)) * LINE
        return max(22 + len(self.words) * LINE, 36)


def draw_standings(
    rows: Sequence[Standing], look: Look, today: date, stale_after: int = STALE
) -> go.Figure:
    """Bullet rows: pale bar for capacity, dark bar for freight, dotted to a hollow target.

    Args:
        rows: In the order to draw them; all in one unit.
        look: Scheme, width and language. Where it is narrow, names stand above the bars.
        today: The day by which a figure is old and a promise overdue.
        stale_after: Months after which the latest figure is hatched.
    """
    lines = [_words(row, look, today, stale_after) for row in rows]
    total = sum(line.above(look.narrow) + line.below(look.narrow) for line in lines)
    height = HEAD + FOOT + max(total, 74)
    right = 24 if look.narrow else _PROMISE_WIDTH
    figure = new_figure(look, height=height, margin={"l": 16, "r": right, "t": HEAD, "b": FOOT})
    if not rows:
        return figure
    placed = _place(lines, look.narrow)
    _draw_bars(figure, placed, look)
    _draw_partials(figure, placed, look)
    _draw_targets(figure, placed, look)
    for place, line in placed:
        _write_row(figure, place, line, look)
    values = [point.value for row in rows for point in row.points]
    axis = _amounts(look, rows[0].unit, values)
    figure.update_layout(barmode="overlay")
    figure.update_xaxes(**axis)
    names = [] if look.narrow else [f"{line.name}  ".replace("<br>", "  <br>") for line in lines]
    figure.update_yaxes(
        range=[-max(total, 74), 0],
        showgrid=False,
        tickvals=[] if look.narrow else [place for place, _ in placed],
        ticktext=names,
        tickfont={"size": 14, "color": look.colours.ink},
    )
    return figure


def _amounts(look: Look, unit: str, values: Sequence[float]) -> dict[str, Any]:
    """The axis of amounts with as many ticks as have room where the chart is narrowest."""
    top = max(values) * 1.04 or 1
    for wanted in (5, 4, 3, 2, 1):
        axis = amount_axis(look, unit, values, wanted)
        shown = [
            text for tick, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
            if tick <= top
        ]  # fmt: skip
        if len(shown) * (max(map(len, shown)) + 2) * _LETTER < _LEAST_WIDTH:
            break
    return {**axis, "range": [0, top]}


def standings_height(rows: int, narrow: bool) -> int:
    """Height in pixels to keep for a chart with so many rows, before their words are known."""
    return HEAD + FOOT + max(1, rows) * (128 if narrow else 74)


def _place(lines: Sequence[_Row], narrow: bool) -> list[tuple[int, _Row]]:
    """Each row with the pixel at which the middle of its bar stands; downwards is negative."""
    placed, edge = [], 0
    for line in lines:
        placed.append((edge - line.above(narrow), line))
        edge -= line.above(narrow) + line.below(narrow)
    return placed


def name_row(row: Standing, look: Look) -> str:
    """`TRACECA, Azerbaijan`: the name, and the part where none speaks of the whole."""
    parts = (row.subject, row.place, row.partner)
    return ", ".join(look.wording.name(part) for part in parts if part)


def _wrap_name(text: str, width: int) -> str:
    """A long name in two lines, broken at the space next to its middle."""
    if len(text) <= width or " " not in text:
        return text
    spaces = [index for index, sign in enumerate(text) if sign == " "]
    middle = min(spaces, key=lambda index: abs(index - len(text) / 2))
    return f"{text[:middle]}<br>{text[middle + 1 :]}"


def _words(row: Standing, look: Look, today: date, stale_after: int) -> _Row:
    age = row.months_old(today) or 0
    stale = age > stale_after
    parts = summarise(row, look)
    if stale:
        say = look.wording.say_plural
        parts.append(
            say("%(n)s year old", "%(n)s years old", age // 12)
            if age >= 24
            else say("%(n)s month old", "%(n)s months old", age)
        )
    width = _NARROW_WORDS if look.narrow else _WIDE_WORDS
    promise = promise_lines(row, look, today)
    if look.narrow and promise:
        first = look.wording.say("Target: %(target)s", target=promise[0])
        promise = join_words([first, *promise[1:]], width)
    return _Row(
        standing=row,
        stale=stale,
        words=tuple(join_words(parts, width)),
        promise=tuple(promise),
        name=_wrap_name(escape(name_row(row, look)), _NARROW_NAME if look.narrow else _WIDE_NAME),
    )


def join_words(parts: Sequence[str], width: int) -> list[str]:
    """Parts joined by dots into lines of at most so many letters, where each part allows it.

    >>> join_words(["4.1 Mt in 2025", "69% of 6 Mt", "3 years old"], 30)
    ['4.1 Mt in 2025 · 69% of 6 Mt', '3 years old']
    """
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]} · {part}" if lines else part
        if lines and len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines


def summarise(row: Standing, look: Look) -> list[str]:
    """What is known in words: freight, year, share of capacity; what is not known is said."""
    wording = look.wording
    numbers, say = wording.numbers, wording.say
    parts = []
    if row.freight:
        parts.append(
            say(
                "%(value)s in %(year)s", value=_value(row.freight, row.unit, look),
                year=row.freight.year,
            )
        )  # fmt: skip
    elif not row.partial:
        parts.append(say("no freight figure"))
    if row.capacity:
        value = _value(row.capacity, row.unit, look)
        if row.use is None:
            parts.append(say("capacity %(value)s", value=value))
        elif row.use <= 100:
            share = numbers.amount(round(row.use), "percent")
            parts.append(say("%(share)s of %(value)s capacity", share=share, value=value))
        else:
            parts.append(say("more than the %(value)s capacity: sources disagree", value=value))
    elif row.freight or row.partial:
        parts.append(say("no capacity figure"))
    if row.partial:
        value, when = _value(row.partial, row.unit, look), numbers.period(row.partial.period)
        parts.append(f"{value}, {when}")
    return parts


def promise_lines(row: Standing, look: Look, today: date) -> list[str]:
    """The target, its state and where it was moved from, and the growth that it needs."""
    if row.target is None:
        return []
    wording = look.wording
    value = _value(row.target, row.unit, look)
    year = row.target.end[:4] if row.target.end else None
    if year is None:
        lines = [wording.say("%(value)s, no year named", value=value)]
    else:
        lines = [wording.say("%(value)s by %(year)s", value=value, year=year)]
    state = name_state(row, look, today)
    state = ", ".join(part for part in (state, _moved(row, look)) if part)
    if state:
        lines.append(state)
    pace = name_pace(row.promise, look) if row.promise else ""
    return [*lines, pace] if pace else lines


def name_state(row: Standing, look: Look, today: date) -> str:
    """`open`, `met`, `missed`, `overdue`; nothing where no year was named and it is not reached."""
    if row.promise:
        return "" if row.promise.state == "undated" else look.wording.word(row.promise.state)
    if row.target and row.target.end:
        return look.wording.word("overdue" if row.target.end < today.isoformat() else "open")
    return ""


def name_pace(promise: FollowedTarget, look: Look) -> str:
    """`needs 19% a year, was 3%`, of a target that is yet to come."""
    if promise.state != "open" or promise.growth_needed is None:
        return ""
    numbers = look.wording.numbers
    needed = numbers.amount(round(promise.growth_needed), "percent")
    if promise.growth_achieved is None:
        return look.wording.say("needs %(needed)s a year", needed=needed)
    achieved = numbers.amount(round(promise.growth_achieved), "percent")
    return look.wording.say(
        "needs %(needed)s a year, was %(achieved)s", needed=needed, achieved=achieved
    )


def _moved(row: Standing, look: Look) -> str:
    """`moved from 2025`, or `before 8 Mt` where the year stayed."""
    earlier, target = row.moved_from, row.target
    if earlier is None or target is None:
        return ""
    year = (earlier.horizon or "")[:4]
    if year != (target.end or "")[:4]:
        return look.wording.say("moved from %(year)s", year=year)
    value = look.wording.numbers.stated(earlier.base_value, row.unit, earlier.bound)
    return look.wording.say("before %(value)s", value=value)


def _value(point: Point, unit: str, look: Look) -> str:
    return look.wording.numbers.stated(point.value, unit, point.bound, high=point.high)


def _draw_bars(figure: go.Figure, placed: Sequence[tuple[int, _Row]], look: Look) -> None:
    colours, unit = look.colours, placed[0][1].standing.unit
    kinds: tuple[tuple[str, str, float, str], ...] = (
        ("capacity", look.wording.say("Capacity"), 26, colours.pale),
        ("freight", look.wording.say("Freight carried"), 10, colours.marks[0]),
    )
    for name, heading, pixels, colour in kinds:
        shown = [
            (place, line, point) for place, line in placed
            if (point := getattr(line.standing, name)) is not None
        ]  # fmt: skip
        hatched = ["/" if line.stale and name == "freight" else "" for _, line, _ in shown]
        figure.add_bar(
            orientation="h",
            name=name,
            x=[point.value for *_, point in shown],
            y=[place for place, *_ in shown],
            width=pixels,
            marker={
                "color": colour,
                "line": {"width": 0},
                "cornerradius": 2,
                "pattern": {
                    "shape": hatched,
                    "fgcolor": colours.ground,
                    "size": 6,
                    "fillmode": "overlay",
                },
            },
            customdata=[point.key for *_, point in shown],
            hovertext=[describe(look, point, unit, heading) for *_, point in shown],
            hovertemplate="%{hovertext}<extra></extra>",
        )


def _draw_partials(figure: go.Figure, placed: Sequence[tuple[int, _Row]], look: Look) -> None:
    """Freight of a part of a year: a tick of its own, never the bar of a year."""
    shown = [(place, line.standing.partial) for place, line in placed if line.standing.partial]
    if not shown:
        return
    unit, heading = placed[0][1].standing.unit, look.wording.say("Freight carried")
    figure.add_scatter(
        name="partial",
        mode="markers",
        x=[point.value for _, point in shown],
        y=[place for place, _ in shown],
        marker={
            "symbol": "line-ns-open",
            "size": 16,
            "color": look.colours.marks[0],
            "line": {"width": 2.5, "color": look.colours.marks[0]},
        },
        customdata=[point.key for _, point in shown],
        hovertext=[describe(look, point, unit, heading) for _, point in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_targets(figure: go.Figure, placed: Sequence[tuple[int, _Row]], look: Look) -> None:
    colour, heading = look.colours.marks[1], look.wording.say("Target")
    shown = [
        (place, line.standing, target)
        for place, line in placed
        if (target := line.standing.target) is not None
    ]
    xs: list[float | None] = []
    ys: list[float | None] = []
    for place, row, target in shown:
        now = row.capacity if row.target_is_capacity else row.freight or row.capacity
        xs += [now.value if now else 0.0, target.value, None]
        ys += [place, place, None]
    figure.add_scatter(
        mode="lines", name="way", x=xs, y=ys, hoverinfo="skip", connectgaps=False,
        line={"color": colour, "width": 1.6, "dash": "dot"},
    )  # fmt: skip
    figure.add_scatter(
        mode="markers",
        name="target",
        x=[target.value for *_, target in shown],
        y=[place for place, *_ in shown],
        cliponaxis=False,
        # Filled with the ground, so that it is hollow on top of a bar as well.
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": look.colours.ground,
            "line": {"width": 2, "color": colour},
        },
        customdata=[target.key for *_, target in shown],
        hovertext=[describe(look, target, row.unit, heading) for _, row, target in shown],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _write_row(figure: go.Figure, place: int, line: _Row, look: Look) -> None:
    """The words under the bar; the target at the right, or under them where it is narrow."""
    common: dict[str, Any] = {"y": place, "yref": "y", "showarrow": False, "align": "left"}
    left = {**common, "x": 0, "xref": "x", "xanchor": "left", "yanchor": "top"}
    ink, muted = look.colours.ink, look.colours.muted
    if look.narrow:
        figure.add_annotation(
            **{**left, "yanchor": "bottom"}, yshift=15, borderpad=0,
            text=f"<b>{line.name}</b>",
            font={"size": 14, "color": ink},
        )  # fmt: skip
    words = [*line.words, *line.promise] if look.narrow else line.words
    figure.add_annotation(
        **left, yshift=-15, borderpad=0, text="<br>".join(escape(text) for text in words),
        font={"size": 12, "color": muted},
    )  # fmt: skip
    if not look.narrow and line.promise:
        first, *rest = (escape(text) for text in line.promise)
        muted_lines = "".join(f'<br><span style="color:{muted}">{text}</span>' for text in rest)
        figure.add_annotation(
            **common, x=1, xref="paper", xanchor="left", xshift=16, borderpad=0,
            # Above the words under the bar, which may reach so far where the chart is narrow.
            yanchor="bottom", yshift=-8 if len(line.promise) == 1 else -12,
            text=f"{first}{muted_lines}", font={"size": 12, "color": ink},
        )  # fmt: skip
