"""Where no page fits the address."""

from dash.development.base_component import Component

from dashboard.components.notice import notice
from dashboard.context import wording
from dashboard.page import Page


def layout(**query: object) -> Component:
    """What is not here, and where to go instead."""
    speak = wording(query.get("lang"))
    return notice(
        speak,
        speak.say("There is no such page"),
        speak.say("The address may have changed or was mistyped. Nothing was lost."),
        ("/", "/facts", "/documents"),
        title=speak.say("Not found"),
    )


PAGE = Page(
    name="not_found_404",
    path="/not-found",
    title="Not found",
    description="No page fits this address.",
    layout=layout,
    in_menu=False,
)
