"""Chart card: title, subtitle with unit and period, chart and table tabs, sources, note, download.

A card is laid out once and then only filled: its graph, table and lines of text are leaves that a
callback writes, so that neither focus nor scroll is lost.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import dash_mantine_components as dmc
import plotly.graph_objects as go
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_date
from dashboard.components.aria import aria
from dashboard.components.links import fact_href, foreign, page_href, page_link
from dashboard.components.tables import (
    Cell,
    Link,
    Table,
    pack_table,
    table_data,
    table_place,
    write_csv,
)
from dashboard.context import wording as speak
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tracker import Point, Series

GRAPH_CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
SCHEME = Input("scheme-now", "data")
NARROW = Input("narrow", "data")
LANGUAGE = State("language", "data")
MAX_SOURCES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a card shows now.

    Attributes:
        figure: The chart; None where there is nothing to draw.
        subtitle: Unit and period in one line.
        table: The same figures as a table.
        points: The statements behind it, for the source line.
        note: What a reader should know: which statement the line follows, what is missing.
        rows: The rows of the CSV.
        empty: What to say and offer where there is nothing to draw.
        legend: Glyph, colour and name of each line, where the chart has no room for names.
    """

    figure: go.Figure | None
    subtitle: str
    table: Table
    points: Sequence[Point] = ()
    note: str = ""
    rows: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    empty: Any = None
    legend: Sequence[tuple[str, str, str]] = ()


def chart_card(
    wording: Wording,
    name: str,
    *,
    heading: str,
    height: int,
    link: Component | None = None,
    legend: Sequence[Component] = (),
) -> html.Section:
    """An unfilled card with a place of the right height for its chart."""
    say = wording.say
    graph = dcc.Graph(
        id={"type": "chart", "name": name},
        config=cast(Any, {**GRAPH_CONFIG, "locale": wording.language}),
        className="chart",
        style={"height": f"{height}px"},
        responsive=True,
    )
    tabs = dmc.Tabs(
        [
            dmc.TabsList(
                [dmc.TabsTab(say("Chart"), value="chart"), dmc.TabsTab(say("Table"), value="table")]
            ),
            dmc.TabsPanel(
                html.Div(
                    [graph, html.Div(id=_id("empty", name), className="empty", hidden=True)],
                    className="chart-box",
                    role="group",
                    style={"minHeight": f"{height}px"},
                    id=_id("box", name),
                    **aria(
                        label=say(
                            "Chart: %(heading)s. The same figures are in the table.",
                            heading=heading,
                        )
                    ),
                ),
                value="chart",
            ),
            dmc.TabsPanel(table_place(name), value="table"),
        ],
        value="chart",
        id=_id("tabs", name),
        keepMounted=True,
        className="tabs",
    )
    return html.Section(
        [
            html.Div(
                [html.H2(heading, className="card-heading"), link]
                if link
                else html.H2(heading, className="card-heading"),
                className="card-head",
            ),
            html.P(id=_id("subtitle", name), className="card-subtitle"),
            tabs,
            html.Div(list(legend), id=_id("legend", name), className="legend"),
            html.P(id=_id("note", name), className="card-note"),
            html.Div(
                [
                    html.P(id=_id("sources", name), className="card-sources"),
                    html.Button(
                        say("Download CSV"), id=_id("download", name), className="plain-button"
                    ),
                    dcc.Download(id=_id("file", name)),
                ],
                className="card-foot",
            ),
        ],
        className="card chart-card",
        id=f"card-{name}",
    )


def _id(part: str, name: str) -> dict[str, str]:
    return {"type": f"chart-{part}", "name": name}


def connect_chart(
    app: Dash,
    name: str,
    inputs: Iterable[Input | State],
    build: Callable[..., View],
    *,
    as_of: Input | None = None,
) -> None:
    """Fills a card whenever scheme, width or one of the inputs changes.

    Args:
        app: The app.
        name: The card's name.
        inputs: Properties whose values `build` takes after the look.
        build: From a `Look` and these values to what the card shows.
        as_of: The value of an as-of control; its day is in the look, not among the values.
    """
    inputs = [as_of or Input("shell-language", "data"), *inputs]
    states = [State(one.component_id, one.component_property) for one in inputs]

    @app.callback(
        Output({"type": "chart", "name": name}, "figure"),
        Output({"type": "chart", "name": name}, "style"),
        Output(_id("subtitle", name), "children"),
        table_data(name),
        Output(_id("sources", name), "children"),
        Output(_id("note", name), "children"),
        Output(_id("empty", name), "children"),
        Output(_id("empty", name), "hidden"),
        Output(_id("legend", name), "children"),
        SCHEME,
        NARROW,
        LANGUAGE,
        *inputs,
    )
    def fill(
        scheme: object, narrow: object, language: object, day: object, *values: object
    ) -> tuple[Any, ...]:
        if scheme not in ("light", "dark") or not isinstance(narrow, bool):
            raise PreventUpdate
        look = Look(
            wording=speak(language),
            dark=scheme == "dark",
            narrow=narrow,
            as_of=read_date({"day": day}, "day"),
        )
        view = build(look, *values)
        drawn = view.figure is not None
        figure = view.figure.to_plotly_json() if view.figure is not None else no_update
        height = view.figure.layout.height if view.figure is not None else 0
        return (
            figure,
            {"height": f"{height}px", "display": "block" if drawn else "none"},
            view.subtitle,
            pack_table(view.table, view.subtitle),
            source_line(look.wording, view.points),
            view.note,
            None if drawn else view.empty,
            drawn,
            [_legend_item(*item) for item in view.legend] if drawn and view.legend else no_update,
        )

    @app.callback(
        Output(_id("file", name), "data"),
        Input(_id("download", name), "n_clicks"),
        LANGUAGE,
        *states,
        prevent_initial_call=True,
    )
    def download(clicks: object, language: object, day: object, *values: object) -> dict[str, Any]:
        if not clicks:
            raise PreventUpdate
        look = Look(wording=speak(language), as_of=read_date({"day": day}, "day"))
        view = build(look, *values)
        return {"content": write_csv(view.rows), "filename": f"{name}.csv", "type": "text/csv"}


def _legend_item(glyph: str, colour: str, text: str) -> Component:
    mark = html.Span(glyph, style={"color": colour}, **aria(hidden="true"))
    return html.Span([mark, text], className="legend-item")


def source_line(wording: Wording, points: Sequence[Point]) -> list[Any]:
    """Who said these figures, each name leading to its figures; the most frequent first."""
    counts: dict[str, int] = {}
    for point in points:
        if point.source:
            counts[point.source] = counts.get(point.source, 0) + 1
    if not counts:
        return [wording.say("Source: not named")] if points else []
    names = sorted(counts, key=lambda name: (-counts[name], name))
    parts: list[Any] = [html.Span(wording.say("Sources: "), className="strong")]
    for index, name in enumerate(names[:MAX_SOURCES]):
        if index:
            parts.append(" · ")
        parts.append(page_link(foreign(name), page_href(wording, "/facts", source=[name])))
    if len(names) > MAX_SOURCES:
        parts.append(" · " + wording.say("and %(n)s more", n=len(names) - MAX_SOURCES))
    return parts


def points_table(series: Sequence[Series], headings: Sequence[str], wording: Wording) -> Table:
    """Every statement behind a chart, newest period first, each leading to its figure."""
    say, numbers = wording.say, wording.numbers
    rows: list[list[Cell]] = []
    for one, heading in zip(series, headings, strict=True):
        for point in reversed(one.points):
            rows.append(
                [
                    heading,
                    numbers.period(point.period) or "–",
                    Link(
                        numbers.stated(
                            point.value, one.unit, point.bound, high=point.high, per=point.per
                        ),
                        fact_href(wording, point.key),
                    ),
                    wording.word(point.status),
                    say("on the line") if point.carries_line else say("beside the line"),
                    point.source or "–",
                    numbers.day(point.published) or "–",
                ]
            )
    return Table(
        heads=[
            say("Series"),
            say("Period"),
            say("Figure"),
            say("Status"),
            say("Drawn"),
            say("Source"),
            say("Published"),
        ],
        rows=rows,
        numeric=frozenset({2}),
    )


def points_csv(series: Sequence[Series], wording: Wording) -> list[dict[str, Any]]:
    """Every statement behind a chart with what it was read from, for a spreadsheet."""
    return [
        {
            "subject": one.subject,
            "subject_name": wording.name(one.subject),
            "partner": one.partner,
            "partner_name": wording.name(one.partner),
            "indicator": one.indicator,
            "commodity": one.commodity,
            "period": point.period,
            "status": point.status.value,
            "bound": point.bound.value,
            "value": point.value,
            "value_high": point.high,
            "unit": one.unit,
            "per": point.per.value if point.per else None,
            "base_low": point.base_low,
            "base_high": point.base_high,
            "on_line": point.carries_line,
            "surface": point.surface,
            "source": point.source,
            "published": point.published,
            "review": point.review,
            "fact": point.key,
        }
        for one in series
        for point in one.points
    ]
