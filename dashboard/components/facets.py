"""Facets: which figures there are, by kind, with counts; a tick restricts the grid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.frame import query_id
from dashboard.components.links import visible
from dashboard.wording import Wording
from tracker import FactFilter, Store

FIELDS: Mapping[str, str] = {
    "indicator": "What",
    "entity": "About",
    "status": "Status",
    "unit": "Unit",
    "source": "Source",
    "review": "Review",
    "origin": "Origin",
}
_COUNTED_BY = {"entity": "subject"}
_WORDS = ("status", "review", "origin")
SHOWN = 6
LONGEST = 20
FIXED_SPACE = "\u2005"


def facets(wording: Wording, chosen: FactFilter, store: Store) -> Component:
    """One group of ticks for each field."""
    groups = [
        html.Fieldset(
            [
                html.Legend(wording.say(head)),
                dcc.Checklist(
                    id=query_id("facts", field),
                    options=count_options(field, chosen, store, wording),
                    value=list(getattr(chosen, field)),
                    className="ticks",
                    labelClassName="tick",
                ),
            ],
            className="facet",
        )
        for field, head in FIELDS.items()
    ]
    return html.Div(groups, className="facet-groups")


def count_options(
    field: str, chosen: FactFilter, store: Store, wording: Wording
) -> list[dict[str, Any]]:
    """The values of one field that occur under all other choices, most frequent first.

    What is ticked stays in the list, even where nothing of it is left.
    """
    ticked: Sequence[str] = getattr(chosen, field)
    lifted: dict[str, Any] = {field: ()}
    where = replace(chosen, **lifted)
    counts = dict(store.facets(_COUNTED_BY.get(field, field), where, SHOWN + len(ticked)))
    counts.pop(None, None)
    values = [value for value in counts if value is not None][:SHOWN]
    values += [value for value in ticked if value not in values]
    return [
        {
            "value": value,
            "label": _with_count(_label(field, value, wording), counts.get(value, 0), wording),
            "title": _label(field, value, wording),
        }
        for value in values
    ]


def _with_count(name: str, count: int, wording: Wording) -> str:
    """`Freight volume 117` as plain text: components in options break when options change.

    The one plain space is the one that the style sheet stretches, so that counts stand in a column.
    """
    if len(name) > LONGEST:
        name = name[: LONGEST - 1].rstrip() + "…"
    return f"{name.replace(' ', FIXED_SPACE)} {wording.numbers.plain(count)}"


def _label(field: str, value: str, wording: Wording) -> str:
    if field in _WORDS:
        return wording.word(value)
    return visible(value) if field == "source" else wording.name(value)
