"""Cite: a button that copies a ready citation."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import data
from dashboard.wording import Wording


def cite_button(wording: Wording, text: str) -> Component:
    """A button that copies a citation such as `dashboard.citing.cite` gives."""
    return copy_button(wording.say("Copy citation"), text, wording)


def copy_button(label: str, text: str, wording: Wording, class_name: str = "") -> Component:
    """A button that copies a text and says so."""
    return html.Button(
        label,
        className=f"plain-button copy-button {class_name}".strip(),
        type="button",
        **data(copy=text, done=wording.say("Copied")),
    )
