"""Where no page fits the address."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.frame import frame
from dashboard.components.links import page_href, page_link
from dashboard.context import wording
from dashboard.page import Page


def layout(**query: object) -> Component:
    """What is not here, and where to go instead."""
    speak = wording(query.get("lang"))
    say = speak.say
    return frame(
        speak,
        html.P(
            [
                page_link(say("Overview"), page_href(speak, "/")),
                " · ",
                page_link(say("All figures"), page_href(speak, "/facts")),
                " · ",
                page_link(say("Documents"), page_href(speak, "/documents")),
            ],
            className="next-steps",
        ),
        heading=say("There is no such page"),
        lead=say("The address may have changed or was mistyped. Nothing was lost."),
        title=say("Not found"),
    )


PAGE = Page(
    name="not_found_404",
    path="/not-found",
    title="Not found",
    description="No page fits this address.",
    layout=layout,
    in_menu=False,
)
