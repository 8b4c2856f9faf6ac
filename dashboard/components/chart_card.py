"""Chart card: title, subtitle with unit and period; chart, table and sources; link and files.

A card is laid out once and then only filled: its graph, table and lines of text are leaves that a
callback writes, so that neither focus nor scroll is lost.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import dash_mantine_components as dmc
import plotly.graph_objects as go
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_choice, read_date, read_ids
from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.card_files import (
    BRIEF,
    KINDS,
    make_picture,
    make_section,
    make_table,
    read_wish,
)
from dashboard.components.card_parts import TABS, card_tools, part_id, scale_switches, tab_list
from dashboard.components.frame import query_id
from dashboard.components.points import (
    points_csv,
    points_table,
    source_line,
    sources_table,
)
from dashboard.components.tables import Table, pack_table, table_data, table_place
from dashboard.context import CARDS, asked, remember, today
from dashboard.context import wording as speak
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tracker import Point

__all__ = [
    "View", "chart_card", "connect_chart", "points_csv", "points_table", "source_line",
]  # fmt: skip

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
SWITCHES = ("log", "relative")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a card shows now.

    Attributes:
        figure: The chart; None where there is nothing to draw.
        subtitle: Unit and period in one line.
        table: The same figures as a table.
        points: The statements behind it, for the source line and the tab of sources.
        note: What a reader should know: which statement the line follows, what is missing.
        rows: Those of CSV and JSON; a citable id as `fact` gains the place it was read from.
        empty: What to say and offer where there is nothing to draw.
        legend: Glyph, colour and name of each sign that the chart itself leaves unnamed.
        title: What a saved picture is called; the heading of the card where none is given.
    """

    figure: go.Figure | None
    subtitle: str
    table: Table
    points: Sequence[Point] = ()
    note: str = ""
    rows: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    empty: Any = None
    legend: Sequence[tuple[str, str, str]] = ()
    title: str = ""


def chart_card(
    wording: Wording,
    name: str,
    *,
    heading: str,
    height: int,
    link: Component | None = None,
    legend: Sequence[Component] = (),
    switches: Sequence[str] = (),
    config: Mapping[str, Any] = GRAPH_CONFIG,
    first: str = "chart",
) -> html.Section:
    """An unfilled card with a place of the right height for its chart.

    Its tab and its switches stand in the address as `<name>_tab` and `<name>_scale`.

    Args:
        wording: The language.
        name: Unique on the page.
        heading: The h2 of the card.
        height: Height of its chart in pixels, so that nothing moves when it is drawn.
        link: Leads on from the card.
        legend: What stands under the chart until a view brings a legend of its own.
        switches: Which of `SWITCHES` the chart offers; they reach `build` in the look.
        config: What plotly is told besides the language.
        first: The tab that is open unless the address says otherwise.
    """
    scale = tuple(one for one in read_ids(asked(), f"{name}_scale") if one in switches)
    return html.Section(
        [
            html.Div(
                [
                    html.H2(heading, className="card-heading", id=part_id("heading", name)),
                    link or "",
                ],
                className="card-head",
            ),
            html.P(id=part_id("subtitle", name), className="card-subtitle"),
            dmc.Tabs(
                [
                    html.Div(
                        [
                            tab_list(wording),
                            html.Div(
                                [
                                    scale_switches(wording, name, switches, scale),
                                    *card_tools(wording, name),
                                ],
                                className="card-tools",
                            ),
                        ],
                        className="card-bar",
                    ),
                    dmc.TabsPanel(
                        _chart_box(wording, name, heading, height, config), value="chart"
                    ),
                    dmc.TabsPanel(table_place(name), value="table"),
                    dmc.TabsPanel(table_place(f"{name}-sources"), value="sources"),
                ],
                value=read_choice(asked(), f"{name}_tab", TABS, first),
                id=query_id(name, f"{name}_tab"),
                keepMounted=True,
                className="tabs",
            ),
            html.Div(list(legend), id=part_id("legend", name), className="legend"),
            html.P(id=part_id("note", name), className="card-note"),
            html.P(id=part_id("sources", name), className="card-sources card-foot"),
            dcc.Download(id=part_id("file", name)),
            dcc.Store(id=part_id("wish", name)),
            dcc.Store(id=part_id("picture", name)),
            dcc.Store(id=part_id("section", name)),
            dcc.Store(
                id={"type": "defaults", "name": name},
                data={f"{name}_tab": first, f"{name}_scale": []},
            ),
        ],
        className="card chart-card",
        id=f"card-{name}",
    )


def _chart_box(
    wording: Wording, name: str, heading: str, height: int, config: Mapping[str, Any]
) -> Component:
    graph = dcc.Graph(
        id={"type": "chart", "name": name},
        config=cast(Any, {**config, "locale": wording.language}),
        className="chart",
        style={"height": f"{height}px", "visibility": "hidden"},
        responsive=True,
    )
    return html.Div(
        [
            graph,
            html.Div(id=part_id("empty", name), className="empty", hidden=True),
            html.Div(className="skeleton", **aria(hidden="true")),
        ],
        className="chart-box",
        role="group",
        style={"minHeight": f"{height}px"},
        id=part_id("box", name),
        **aria(
            label=wording.say(
                "Chart: %(heading)s. The same figures are in the table.", heading=heading
            )
        ),
    )


def connect_chart(
    app: Dash,
    name: str,
    inputs: Iterable[Input | State],
    build: Callable[..., View],
    *,
    as_of: Input | None = None,
    kept: bool = True,
) -> None:
    """Fills a card whenever scheme, width or one of the inputs changes.

    Args:
        app: The app.
        name: The card's name.
        inputs: Properties whose values `build` takes after the look.
        build: From a `Look` and these values to what the card shows.
        as_of: The value of an as-of control; its day is in the look, not among the values.
        kept: Whether the same values give the same card until the data change, so that it can be
            kept.
    """
    scale = Input(query_id(name, f"{name}_scale"), "value")
    inputs = [scale, as_of or Input("shell-language", "data"), *inputs]
    states = [State(one.component_id, one.component_property) for one in inputs]

    @app.callback(
        Output({"type": "chart", "name": name}, "figure"),
        Output({"type": "chart", "name": name}, "style"),
        Output(part_id("subtitle", name), "children"),
        table_data(f"{name}-sources"),
        Output(part_id("sources", name), "children"),
        Output(part_id("note", name), "children"),
        Output(part_id("empty", name), "children"),
        Output(part_id("empty", name), "hidden"),
        Output(part_id("legend", name), "children"),
        *(Output(part_id(f"save-{kind}", name), "disabled") for kind in KINDS),
        SCHEME,
        NARROW,
        LANGUAGE,
        *inputs,
    )
    def fill(
        scheme: object,
        narrow: object,
        language: object,
        scale: object,
        day: object,
        *values: object,
    ) -> tuple[Any, ...]:
        if scheme not in ("light", "dark") or not isinstance(narrow, bool):
            raise PreventUpdate
        look = read_look(language, scale, day, dark=scheme == "dark", narrow=narrow)

        def draw() -> tuple[Any, ...]:
            return fill_card(build(look, *values), look)

        if not kept:
            return draw()
        said = [name, scheme, narrow, look.wording.language, scale, day, values, today()]
        return remember(json.dumps(said, default=str), draw, shelf=CARDS)

    # The table travels when its tab is opened: of crowded charts it is half of the answer. The
    # sources are printed with the chart and so are always there.
    @app.callback(
        table_data(name),
        Input(query_id(name, f"{name}_tab"), "value"),
        LANGUAGE,
        *inputs,
    )
    def tabulate(
        tab: object, language: object, scale: object, day: object, *values: object
    ) -> dict[str, Any]:
        if tab != "table":
            raise PreventUpdate
        view = build(read_look(language, scale, day), *values)
        return pack_table(view.table, view.subtitle)

    in_browser(
        app,
        "wishFile",
        Output(part_id("wish", name), "data"),
        *(Input(part_id(f"save-{kind}", name), "n_clicks") for kind in KINDS),
        first=False,
    )
    in_browser(
        app,
        "savePicture",
        Output(part_id("picture", name), "clear_data"),
        Input(part_id("picture", name), "data"),
        first=False,
    )

    @app.callback(
        Output(part_id("file", name), "data"),
        Output(part_id("picture", name), "data"),
        Output(part_id("section", name), "data"),
        Input(part_id("wish", name), "data"),
        State(part_id("heading", name), "children"),
        LANGUAGE,
        *states,
        prevent_initial_call=True,
    )
    def save(
        wished: object,
        heading: object,
        language: object,
        scale: object,
        day: object,
        *values: object,
    ) -> tuple[Any, Any, Any]:
        wish = read_wish(wished)
        if wish is None:
            raise PreventUpdate
        look = read_look(language, scale, day)
        view, title = build(look, *values), str(heading or name)
        if wish.kind in ("csv", "json"):
            return make_table(view, wish, name, title, look), no_update, no_update
        if wish.kind == BRIEF:
            return no_update, no_update, make_section(view, wish, name, title)
        return no_update, make_picture(view, wish, name, title, look) or no_update, no_update


def read_look(
    language: object, scale: object, day: object, *, dark: bool = False, narrow: bool = False
) -> Look:
    """The look that these values of controls ask for; light and wide is that of saved pictures."""
    switched = read_ids({"scale": scale}, "scale")
    return Look(
        wording=speak(language),
        dark=dark,
        narrow=narrow,
        as_of=read_date({"day": day}, "day"),
        log="log" in switched,
        relative="relative" in switched,
    )


def fill_card(view: View, look: Look) -> tuple[Any, ...]:
    """What a view writes into the leaves of its card, in the order of the outputs."""
    figure = view.figure
    drawn = figure is not None
    height = figure.layout.height if figure is not None else 0
    return (
        _lean(figure) if figure is not None else no_update,
        {
            "height": f"{height}px",
            "display": "block" if drawn else "none",
            "visibility": "visible",
        },
        view.subtitle,
        pack_table(sources_table(view.points, look.wording), look.wording.say("Sources")),
        source_line(look.wording, view.points),
        view.note,
        None if drawn else view.empty,
        drawn,
        [_legend_item(*item) for item in view.legend] if drawn and view.legend else no_update,
        *(not drawn if kind in ("png", "svg") else not view.rows for kind in KINDS),
    )


def _lean(figure: go.Figure) -> dict[str, Any]:
    """The figure as the browser gets it: whiskers that are not drawn are a third of some charts."""
    drawn: dict[str, Any] = figure.to_plotly_json()
    for trace in drawn["data"]:
        for bars in ("error_x", "error_y"):
            if not trace.get(bars, {}).get("visible", True):
                del trace[bars]
    return drawn


def _legend_item(glyph: str, colour: str, text: str) -> Component:
    mark = html.Span(glyph, style={"color": colour}, **aria(hidden="true"))
    return html.Span([mark, text], className="legend-item")
