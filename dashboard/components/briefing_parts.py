"""Briefing parts: from the cards of a page to its Word document, by way of the browser.

Only a browser can draw a chart as a picture. So each card hands out its section with the figure,
the browser adds the pictures, and the whole comes back to be written.
"""

import base64
import binascii
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import plotly.graph_objects as go
from dash import ALL, Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.address import read_date
from dashboard.components.aria import data
from dashboard.components.browser import in_browser
from dashboard.components.points import source_names
from dashboard.components.tables import Link, Table, pack_table
from dashboard.context import today, wording
from dashboard.figures.theme import FONT, LIGHT
from dashboard.wording import Wording
from tracker import Point

WIDTH = 1000
MOST = 24
"""So many sections a briefing has at the most."""
_PNG = "data:image/png;base64,"


def briefing_button(speak: Wording) -> Component:
    """The button at the head of a page with charts, and what its document travels in."""
    say = speak.say
    return html.Div(
        [
            html.Button(
                [html.Span(className="icon icon-save"), html.Span(say("Briefing (Word)"))],
                id="brief",
                type="button",
                className="quiet-button",
                title=say("All charts of this page with their tables and sources, as a document"),
                **data(busy=say("Writing the briefing …")),
            ),
            dcc.Store(id="brief-parts"),
            dcc.Download(id="brief-file"),
        ],
        className="brief",
    )


def pack_section(
    figure: go.Figure | None,
    *,
    heading: str,
    subtitle: str,
    note: str,
    table: Table,
    points: Any,
    token: str,
) -> dict[str, Any]:
    """A card's section as data, with its figure as it stands on paper.

    Args:
        figure: In the light look; None where nothing is drawn.
        heading, subtitle, note: What stands around it.
        table: The same figures as a table.
        points: The statements behind it.
        token: Which press of the button it answers.
    """
    stated: list[Point] = list(points)
    return {
        "token": token,
        "heading": heading,
        "subtitle": subtitle,
        "note": note,
        "table": pack_table(table, subtitle),
        "sources": source_names(stated),
        "figure": None if figure is None else _on_paper(figure),
    }


def _on_paper(figure: go.Figure) -> dict[str, Any]:
    drawn = go.Figure(figure)
    drawn.update_layout(
        width=WIDTH,
        height=int(drawn.layout.height or 450),
        paper_bgcolor=LIGHT.ground,
        plot_bgcolor=LIGHT.ground,
        font={"family": FONT},
        hovermode=False,
    )
    packed: dict[str, Any] = drawn.to_plotly_json()
    return packed


def connect_briefing(app: Dash) -> None:
    """Registers what the button does, once for all pages."""
    in_browser(
        app,
        "askSections",
        Output("brief", "data-asked"),
        Input("brief", "n_clicks"),
        first=False,
    )
    in_browser(
        app,
        "gatherSections",
        Output("brief-parts", "data"),
        Input({"type": "chart-section", "name": ALL}, "data"),
        first=False,
    )

    @app.callback(
        Output("brief-file", "data"),
        Input("brief-parts", "data"),
        State("language", "data"),
        prevent_initial_call=True,
    )
    def write(parts: object, language: object) -> dict[str, Any]:
        if not isinstance(parts, Mapping) or not parts.get("sections"):
            raise PreventUpdate
        content = write_parts(parts, wording(language))
        return {
            "content": base64.b64encode(content).decode("ascii"),
            "base64": True,
            "filename": f"briefing-{today().isoformat()}.docx",
            "type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }


def write_parts(parts: Mapping[str, Any], speak: Wording) -> bytes:
    """The document made of what the browser gathered; what is no text there is left out."""
    # Here, since the library takes as long to load as a page to show.
    from dashboard.components.briefing import Briefing, write_briefing

    address = urlsplit(_text(parts, "address"))
    is_web = address.scheme in ("http", "https") and bool(address.netloc)
    query = f"?{address.query}" if address.query else ""
    briefing = Briefing(
        title=_text(parts, "title") or "Corridor Tracker",
        lead=_text(parts, "lead"),
        origin=f"{address.scheme}://{address.netloc}" if is_web else "",
        address=address.path + query,
        made=today(),
        as_of=read_date(parts, "as_of"),
        sections=[_section(one) for one in parts["sections"][:MOST] if isinstance(one, Mapping)],
    )
    return write_briefing(briefing, speak)


def _section(one: Mapping[str, Any]) -> Any:
    from dashboard.components.briefing import Section

    return Section(
        heading=_text(one, "heading"),
        subtitle=_text(one, "subtitle"),
        note=_text(one, "note"),
        picture=_picture(one.get("picture")),
        table=_table(one.get("table")),
        sources=[each for each in one.get("sources") or () if isinstance(each, str)],
    )


def _text(held: Mapping[str, Any], name: str) -> str:
    value = held.get(name)
    return value if isinstance(value, str) else ""


def _picture(value: object) -> bytes | None:
    if not isinstance(value, str) or not value.startswith(_PNG):
        return None
    try:
        content = base64.b64decode(value.removeprefix(_PNG), validate=True)
    except binascii.Error:
        return None
    return content if content.startswith(b"\x89PNG\r\n\x1a\n") else None


def _table(value: object) -> Table | None:
    if not isinstance(value, Mapping) or not value.get("heads"):
        return None
    heads = [str(head) for head in value["heads"]]
    rows = [
        [Link(str(cell[0]), str(cell[1])) if isinstance(cell, list) else str(cell) for cell in row]
        for row in value.get("rows") or ()
        if isinstance(row, list) and len(row) == len(heads)
    ]
    numeric = frozenset(index for index in value.get("numeric") or () if isinstance(index, int))
    return Table(heads=heads, rows=rows, numeric=numeric)
