"""Trade of pairs through the years: one pair with all that is said of it, or several together."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures.theme import SHAPES, Look, amount_axis, new_figure
from dashboard.figures.trade_axes import FOOT, HEIGHT, TOP, name_ends, shade_promises, years_axis
from dashboard.figures.trade_marks import PairLine, years_of
from dashboard.figures.trade_traces import grey_trace, line_traces

GLYPHS = ("●", "■", "◆", "▲", "★", "⬢")  # the same shapes as `SHAPES`, as letters


def draw_pair(line: PairLine, look: Look, *, heading: str) -> go.Figure:
    """Everything that is stated of one pair, and what follows from it.

    Args:
        line: The pair.
        look: Scheme, width and language.
        heading: What the pair is called.
    """
    figure = new_figure(look, height=HEIGHT, margin={"l": 8, "r": 16, "t": TOP, "b": FOOT})
    if not years_of([line]):
        return figure
    figure.add_traces(
        line_traces(line, look, colour=look.colours.marks[0], shape=SHAPES[0], heading=heading)
    )
    figure.update_yaxes(**amount_axis(look, line.unit, amounts_of([line])))
    figure.update_xaxes(**years_axis(years_of([line]), look))
    shade_promises(figure, [line], look)
    return figure


def draw_together(
    lines: Sequence[PairLine],
    look: Look,
    *,
    headings: Sequence[str],
    others: Sequence[tuple[PairLine, str]] = (),
) -> go.Figure:
    """At most six pairs in one chart, named at the ends of their lines; any others in grey.

    Args:
        lines: The pairs that have a colour, in one unit.
        look: Scheme, width and language.
        headings: What each is called, in order.
        others: Further pairs with their names, for comparison only.
    """
    right = 16 if look.narrow else 206
    figure = new_figure(look, height=HEIGHT, margin={"l": 8, "r": right, "t": TOP, "b": FOOT})
    every = [*lines, *(line for line, _ in others)]
    if not years_of(every):
        return figure
    traces = [grey_trace(line, look, heading) for line, heading in others]
    ends = []
    for index, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        colour = look.colours.marks[index % len(look.colours.marks)]
        traces += line_traces(line, look, colour=colour, shape=SHAPES[index], heading=heading)
        last = line.latest or (line.marks[-1] if line.marks else None)
        if last is not None:
            ends.append((last.point.value * line.scale, GLYPHS[index], colour, heading))
    figure.add_traces(traces)
    axis = amount_axis(look, every[0].unit, amounts_of(every))
    figure.update_yaxes(**axis)
    figure.update_xaxes(**years_axis(years_of(every), look))
    shade_promises(figure, every, look)
    if not look.narrow:
        name_ends(figure, ends, look, axis)
    return figure


def amounts_of(lines: Sequence[PairLine]) -> list[float]:
    """All amounts that an axis must hold, as they are drawn."""
    found: list[float] = []
    for line in lines:
        points = [point for point in line.points if point.year]
        amounts = [point.high or point.value for point in points]
        amounts += [point.base_high or point.value * 1.1 for point in points if point.hedged]
        amounts += [one.figure.base_value for one in line.implied]
        found += [amount * line.scale for amount in amounts]
    return found
