"""Author: who decides and enters, asked once and kept in this browser (the shell's `author`)."""

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State

from dashboard.components.browser import in_browser
from dashboard.wording import Wording


def author_id(page: Any) -> dict[str, Any]:
    """The id of a field for the name; `ALL` fits too."""
    return {"type": "author", "name": page}


def author_field(wording: Wording, page: str, **more: Any) -> Any:
    """A field for the person's name, filled with what it was the last time."""
    return dmc.TextInput(
        id=author_id(page),
        label=wording.say("Your name"),
        value="",
        inputProps={"maxLength": 200, "autoComplete": "name"},
        inputWrapperOrder=["label", "input", "error", "description"],
        className="author-field",
        **more,
    )


def connect_author(app: Dash) -> None:
    """Registers the browser's part, once for all pages."""
    in_browser(
        app,
        "keepAuthor",
        Output(author_id(ALL), "value"),
        Output("author", "data"),
        Input(author_id(ALL), "value"),
        Input("author", "data"),
        State(author_id(ALL), "id"),
    )
