"""As-of control: the day as of which a page shows what was known."""

import json
from datetime import date

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.address import read_date
from dashboard.components.aria import aria, data
from dashboard.components.frame import query_id
from dashboard.components.help import term
from dashboard.context import today
from dashboard.wording import Wording


def as_of_control(wording: Wording, page: str, value: str | None) -> Component:
    """A day to choose, kept in the address as `as_of`, with a button back to today.

    Args:
        wording: The language.
        page: The page whose control it is; its id is `query_id(page, "as_of")`.
        value: The day of the address, as `read_date` gives it.
    """
    say = wording.say
    label = f"as-of-label-{page}"
    latest = max(date.today(), today()).isoformat()
    return html.Div(
        [
            html.Div(
                [
                    html.Label(
                        say("As known on"),
                        id=label,
                        htmlFor=json.dumps(
                            query_id(page, "as_of"), sort_keys=True, separators=(",", ":")
                        ),
                        className="field-label",
                    ),
                    term(wording, "as_known_on", sign=True),
                ],
                className="field-head",
            ),
            html.Div(
                [
                    html.Label(
                        [
                            html.Span(say("As known on"), className="hidden"),
                            dcc.Input(
                                id=query_id(page, "as_of"),
                                type="date",  # type: ignore[arg-type]
                                value=read_date({"as_of": value}, "as_of") or "",
                                debounce=0.5,
                                min="1900-01-01",
                                max=latest,
                                className="day-input",
                            ),
                        ]
                    ),
                    html.Button(
                        say("Today"),
                        className="plain-button as-of-today",
                        **data(clear_day=page),
                    ),
                ],
                className="day-row",
            ),
        ],
        className="as-of",
        role="group",
        **aria(labelledby=label),
    )


def as_of_note(wording: Wording, as_of: str | None) -> str:
    """A sentence that says that an earlier state is shown; nothing where today's is."""
    if as_of is None:
        return ""
    return wording.say(
        "State of %(day)s: only what was published by then is shown; "
        "documents without a date are left out.",
        day=wording.numbers.day(as_of),
    )
