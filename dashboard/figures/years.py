"""Years: how a line runs through them, and the field of those that are yet to come."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.figures.theme import Look
from tracker import Status

STROKES = {Status.ACTUAL: "solid", Status.TARGET: "dash", Status.FORECAST: "dot"}


def join_years(
    places: Iterable[tuple[int, float]], status: Status
) -> tuple[list[int | None], list[float | None]]:
    """Years and values of a line; where actual years are missing in between, it is broken.

    Args:
        places: Year and value of each point, in order.
        status: What is promised or expected is joined over years of which nothing is said.
    """
    xs: list[int | None] = []
    ys: list[float | None] = []
    for year, value in places:
        if status is Status.ACTUAL and xs and year - (xs[-1] or 0) > 1:
            xs.append(None)
            ys.append(None)
        xs.append(year)
        ys.append(value)
    return xs, ys


def line_style(status: Status, colour: str) -> dict[str, Any]:
    """Solid and broad for what is, dashed for what is promised, dotted for what is expected."""
    width = 2.4 if status is Status.ACTUAL else 1.6
    return {"color": colour, "width": width, "dash": STROKES[status]}


def shade_future(
    figure: go.Figure,
    look: Look,
    *,
    actual: Sequence[int],
    ahead: Sequence[int],
    side: Literal["left", "right"] = "left",
) -> None:
    """A pale field headed "Targets" behind everything that is promised or expected.

    Args:
        figure: Gets the field.
        look: Colour and language.
        actual: The years of which there are actual figures.
        ahead: The years of promises and forecasts; none of them later: there is no field.
        side: At which end of the field its heading stands.
    """
    if not ahead or (actual and max(ahead) <= max(actual)):
        return
    start = max(actual) + 0.5 if actual else min(ahead) - 0.6
    end = max(ahead) + 0.6
    figure.add_vrect(x0=start, x1=end, fillcolor=look.colours.shade, line_width=0, layer="below")
    figure.add_annotation(
        x=start if side == "left" else end,
        xref="x",
        xanchor=side,
        xshift=6 if side == "left" else -4,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=look.wording.say("Targets"),
        showarrow=False,
        font={"size": 12, "color": look.colours.muted},
    )
