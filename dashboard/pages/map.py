"""Map: corridors, railways, pipelines, power lines, ports and fields where they lie."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.chart_card import GRAPH_CONFIG, chart_card, connect_chart
from dashboard.components.frame import frame, query_id, segmented
from dashboard.components.map_views import (
    CHOSEN,
    find_units,
    name_kind,
    name_unit,
    read_choices,
    show_map,
)
from dashboard.context import wording
from dashboard.figures.map import KINDS
from dashboard.page import Page
from dashboard.wording import Wording

_HEIGHT = 500
_NAMES = ("area", "unit", "kind")
_ZOOM = {"in": "+", "out": "−", "reset": "⟲"}
_LABELS = {"in": "Closer", "out": "Farther", "reset": "As before"}


def layout(**query: object) -> Component:
    """The page for an address such as `/map?area=world&kind=port&kind=pipeline`."""
    speak = wording(query.get("lang"))
    say = speak.say
    area, unit, kinds = read_choices(query)
    units = find_units()
    return frame(
        speak,
        html.Div(
            [
                segmented(
                    query_id("map", "area"),
                    area,
                    [
                        ("caspian", say("Caspian region")),
                        ("eurasia", say("Eurasia")),
                        ("world", say("World")),
                    ],
                    say("Area"),
                ),
                segmented(
                    query_id("map", "unit"),
                    unit,
                    [(one, name_unit(speak, one)) for one in dict.fromkeys([*units, unit])],
                    say("Unit"),
                ),
                _kinds(kinds, speak),
            ],
            className="controls",
        ),
        chart_card(
            speak,
            "map",
            heading=say("Where freight goes"),
            height=_HEIGHT,
            config={**GRAPH_CONFIG, "topojsonURL": "/assets/geo/"},
            link=html.Div(
                [_zoom_button(name, speak) for name in _ZOOM],
                className="map-zoom",
                role="group",
                **aria(label=say("Zoom")),
            ),
        ),
        heading=say("Where do the routes run, and how much do they carry?"),
        lead=say(
            "Drag to move the map; a click on a route or a port opens all that is known of it."
        ),
        title=say("Map"),
        defaults={"area": "caspian", "unit": units[0], "kind": list(CHOSEN)},
    )


def _kinds(kinds: tuple[str, ...], speak: Wording) -> Component:
    chips: Any = dmc.ChipGroup(
        [
            dmc.Chip(name_kind(kind, speak), value=kind, size="sm", variant="outline")
            for kind in KINDS
        ],
        id=query_id("map", "kind"),
        multiple=True,
        value=list(kinds),
    )
    return html.Div(chips, className="map-kinds", role="group", **aria(label=speak.say("Kinds")))


def _zoom_button(name: str, speak: Wording) -> Component:
    label = speak.say(_LABELS[name])
    return html.Button(
        _ZOOM[name],
        id=f"map-{name}",
        className="square-button",
        type="button",
        title=label,
        **aria(label=label),
    )


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    inputs = [Input(query_id("map", name), "value") for name in _NAMES]
    connect_chart(app, "map", inputs, show_map)
    in_browser(
        app,
        "zoomMap",
        Output("map-reset", "n_clicks_timestamp"),
        *(Input(f"map-{name}", "n_clicks") for name in _ZOOM),
        State({"type": "chart", "name": "map"}, "id"),
        first=False,
    )
    in_browser(
        app,
        "watchMap",
        Output("map-in", "n_clicks_timestamp"),
        Input({"type": "chart", "name": "map"}, "figure"),
        State({"type": "chart", "name": "map"}, "id"),
    )


PAGE = Page(
    name="map",
    path="/map",
    title="Map",
    description="Corridors, railways, pipelines, power lines, ports and fields where they lie.",
    layout=layout,
    connect=connect,
    promise="Corridors, ports and pipelines on a map, as wide as what they carry.",
)
