"""Document care: a missing date supplied, a text read anew; what would change is shown first."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.components.aria import aria
from dashboard.components.browser import in_browser
from dashboard.components.frame import card
from dashboard.components.links import fact_href, foreign, page_link
from dashboard.context import current_store, is_read_only, wording
from dashboard.dating import Dated, preview_date, read_published
from dashboard.deciding import FIELD_NAMES
from dashboard.wording import Wording
from tracker import Difference, NotFoundError, StoredDocument, redate, reread

MAX_TOLD = 60
_LABELS = {
    "added": "new",
    "removed": "read no longer",
    "changed": "read differently",
    "kept": "read differently, but a person has decided",
}


def care_card(stored: StoredDocument, speak: Wording) -> Component | None:
    """What a person can do for a document; nothing where the app only shows."""
    if is_read_only() or stored.document.kind != "text":
        return None
    say = speak.say
    date: list[Any] = []
    if not stored.document.published:
        date = [
            html.H3(say("Its date is not known"), className="relation"),
            html.Div(
                [
                    dmc.TextInput(
                        id="date-text", value="", size="sm", label=say("Published"),
                        placeholder="2025-06-27", w=230,
                        description=say("day, month or year: 2025-06-27, 2025-06, 2025"),
                    ),
                    _button("date-preview", say("Show what changes")),
                    _button("date-store", say("Store this date"), hidden=True),
                ],
                className="care-row",
            ),
            html.Div(id="date-told", **aria(live="polite")),
        ]  # fmt: skip
    return card(
        html.H2(say("Care"), className="card-heading"),
        dcc.Store(id="document-cared", data=stored.id),
        dcc.Store(id="document-changed"),
        *date,
        html.H3(say("Read it anew"), className="relation"),
        html.P(
            say("With the present words and rules. What people decided stays."),
            className="card-note",
        ),
        html.Div(
            [
                _button("reread-preview", say("Show what changes")),
                _button("reread-store", say("Store the new reading"), hidden=True),
            ],
            className="care-row",
        ),
        html.Div(id="reread-told", **aria(live="polite")),
        class_name="no-print",
    )


def _button(name: str, text: str, hidden: bool = False) -> Component:
    return html.Button(text, id=name, className="plain-button", type="button", hidden=hidden)


def tell_dates(found: Sequence[Dated], speak: Wording) -> Component:
    """Whose periods a date would change."""
    say, numbers = speak.say, speak.numbers
    if not found:
        return html.P(say("No period would change; the date itself is stored."), className="quiet")
    rows = [
        html.Li(
            [
                page_link(foreign(one.surface), fact_href(speak, one.key)),
                html.Span(
                    f" {numbers.period(one.before) or '–'} → {numbers.period(one.after) or '–'}"
                ),
                html.Span([html.Q(foreign(one.words))] if one.words else "", className="why"),
            ]
        )
        for one in found[:MAX_TOLD]
    ]
    return html.Ul(rows, className="plain-list")


def tell_reading(found: Sequence[Difference], speak: Wording) -> Component:
    """Where a new reading differs from the stored one."""
    if not found:
        text = speak.say("It reads as it did: nothing would change.")
        return html.P(text, className="quiet")
    rows = []
    for one in found[:MAX_TOLD]:
        changes = "; ".join(
            f"{speak.say(FIELD_NAMES.get(each.field, each.field))} "
            f"{_shown(each.before)} → {_shown(each.after)}"
            for each in one.changes
        )
        rows.append(
            html.Li(
                [
                    html.Q(foreign(one.surface), className="surface"),
                    f" {speak.say(_LABELS[one.fate.value])}",
                    html.Span(changes, className="why"),
                ]
            )
        )
    if len(found) > MAX_TOLD:
        rows.append(html.Li(speak.say("and %(n)s more", n=len(found) - MAX_TOLD)))
    return html.Ul(rows, className="plain-list")


def _shown(value: object) -> str:
    return "–" if value is None else str(value)


def connect_care(app: Dash) -> None:
    """Registers what shows and what stores."""
    number, language = State("document-cared", "data"), State("language", "data")

    @app.callback(
        Output("date-told", "children"),
        Output("date-store", "hidden"),
        Output("date-text", "error"),
        Input("date-preview", "n_clicks"),
        State("date-text", "value"),
        number,
        language,
        prevent_initial_call=True,
    )
    def show_dates(clicks: object, text: object, cared: object, spoken: object) -> tuple[Any, ...]:
        if not clicks or not isinstance(cared, int):
            raise PreventUpdate
        speak, published = wording(spoken), read_published(text)
        if published is None:
            return None, True, speak.say("Write a day, month or year: 2025-06-27, 2025-06, 2025.")
        try:
            found = preview_date(current_store(), cared, published)
        except NotFoundError:
            raise PreventUpdate from None
        return tell_dates(found, speak), False, None

    @app.callback(
        Output("document-changed", "data"),
        Input("date-store", "n_clicks"),
        State("date-text", "value"),
        number,
        prevent_initial_call=True,
    )
    def store_date(clicks: object, text: object, cared: object) -> bool:
        published = read_published(text)
        if not clicks or not isinstance(cared, int) or published is None or is_read_only():
            raise PreventUpdate
        redate(cared, published, current_store())
        return True

    @app.callback(
        Output("reread-told", "children"),
        Output("reread-store", "hidden"),
        Input("reread-preview", "n_clicks"),
        number,
        language,
        prevent_initial_call=True,
    )
    def show_reading(clicks: object, cared: object, spoken: object) -> tuple[Any, ...]:
        if not clicks or not isinstance(cared, int) or is_read_only():
            raise PreventUpdate
        speak = wording(spoken)
        result = next(reread(current_store(), [cared], dry_run=True))
        if result.error is not None:
            return html.P(str(result.error), className="notice notice-problem"), True
        return tell_reading(result.differences, speak), not result.differences

    @app.callback(
        Output("document-changed", "data", allow_duplicate=True),
        Input("reread-store", "n_clicks"),
        number,
        prevent_initial_call=True,
    )
    def store_reading(clicks: object, cared: object) -> bool:
        if not clicks or not isinstance(cared, int) or is_read_only():
            raise PreventUpdate
        result = next(reread(current_store(), [cared]))
        if result.error is not None:
            raise result.error
        return True

    in_browser(app, "reloadPage", Output("document-cared", "storage_type"),
               Input("document-changed", "data"), first=False)  # fmt: skip
