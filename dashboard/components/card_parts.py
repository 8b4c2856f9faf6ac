"""Card parts: tabs, switches of scale, link and menu of files of a chart card."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import aria, data
from dashboard.components.card_files import KINDS
from dashboard.components.frame import query_id
from dashboard.wording import Wording

TABS = ("chart", "table", "sources")


def part_id(part: str, name: str) -> dict[str, str]:
    """The id of a part of a card."""
    return {"type": f"chart-{part}", "name": name}


def tab_list(wording: Wording) -> Any:
    """The tabs of a card."""
    say = wording.say
    names = {"chart": say("Chart"), "table": say("Table"), "sources": say("Sources")}
    return dmc.TabsList([dmc.TabsTab(names[one], value=one) for one in TABS])


def scale_switches(
    wording: Wording, name: str, switches: Sequence[str], chosen: Sequence[str]
) -> Component:
    """Log scale and relative change, as far as the chart offers them; always there to be asked."""
    say = wording.say
    names = {"log": say("Log scale"), "relative": say("First year = 100")}
    chips = dmc.ChipGroup(
        [dmc.Chip(names[one], value=one, size="xs", variant="outline") for one in switches],
        id=query_id(name, f"{name}_scale"),
        multiple=True,
        value=list(chosen),
    )
    return html.Div(
        chips,
        className="card-switches",
        hidden=not switches,
        role="group",
        **aria(label=say("Scale")),
    )


def card_tools(wording: Wording, name: str) -> list[Component]:
    """A button that copies the address of the card, and the files one may save."""
    say = wording.say
    labels = {
        "png": (say("PNG picture"), say("with title, sources and address")),
        "svg": (say("SVG picture"), say("sharp at any size")),
        "csv": (say("CSV table"), say("for spreadsheets, with the words of the sources")),
        "json": (say("JSON data"), say("for programs, with the address of this view")),
    }
    items = [
        html.Button(
            [
                html.Span(labels[kind][0], className="file-name"),
                html.Span(labels[kind][1], className="file-use"),
            ],
            id=part_id(f"save-{kind}", name),
            className="file-item",
            type="button",
            role="menuitem",
        )
        for kind in KINDS
    ]
    return [
        html.Button(
            [
                html.Span(className="icon icon-link"),
                html.Span(say("Copy link"), className="button-label"),
            ],
            className="quiet-button",
            type="button",
            **data(copy="{link}", done=say("Copied"), anchor=f"#card-{name}"),
        ),
        html.Div(
            [
                html.Button(
                    [
                        html.Span(className="icon icon-save"),
                        html.Span(say("Download"), className="button-label"),
                    ],
                    className="quiet-button drop-button",
                    type="button",
                    **aria(expanded="false", haspopup="menu"),
                ),
                html.Div(items, className="drop-list", role="menu", **aria(label=say("Download"))),
            ],
            className="drop",
        ),
    ]
