"""Notice: a page with nothing to show but why, and where to go instead."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.frame import frame
from dashboard.components.links import page_href, page_link
from dashboard.wording import Wording

_LABELS = {"/": "Overview", "/facts": "All figures", "/documents": "Documents"}


def notice(
    speak: Wording, heading: str, lead: str, ways: Sequence[str] = (), *, title: str = ""
) -> html.Div:
    """A page that says in one sentence why there is nothing here.

    Args:
        speak: The language.
        heading, lead: What is the matter, and what may be done, said already.
        ways: Paths of pages that lead on: `/`, `/facts`, `/documents`.
        title: What stands in the tab; the heading where none is given.
    """
    parts: list[Any] = []
    for path in ways:
        parts += [" · ", page_link(speak.say(_LABELS[path]), page_href(speak, path))]
    body: list[Component] = [html.P(parts[1:], className="next-steps")] if parts else []
    return frame(speak, *body, heading=heading, lead=lead, title=title or None)
