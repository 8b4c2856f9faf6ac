"""Facets: which figures there are, by kind, with counts; a tick restricts the grid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.frame import query_id
from dashboard.components.links import visible
from dashboard.context import current_store, remember
from dashboard.wording import Wording
from tracker import FactFilter

FIELDS: Mapping[str, str] = {
    "indicator": "What",
    "entity": "About",
    "status": "Status",
    "standing": "Standing",
    "review": "Review",
    "source": "Source",
    "bound": "Hedge",
    "sureness": "Sureness",
    "unit": "Unit",
    "origin": "Origin",
}
_LABELS = {"doubtful": "doubtful reading", "fair": "fair reading", "sure": "sure reading"}
# Long lists are searched, short ones ticked.
PICKED = ("entity", "source")
OPEN = ("indicator", "entity", "status", "standing", "review", "source")
_COUNTED_BY = {"entity": "subject"}
_CUBED = ("indicator", "unit", "status", "bound", "review", "origin", "subject", "sureness")
_WORDS = ("status", "review", "origin", "standing", "bound")
SHOWN = 8
MAX_PICKED = 400
LONGEST = 22
WAITING, FILLED = "facet-groups facets-waiting", "facet-groups"
FIXED_SPACE = "\u2005"

Counts = Mapping[str, Sequence[tuple[str, int]]]


def facets(wording: Wording, chosen: FactFilter) -> Component:
    """One group for each field, filled when the counts are there."""
    return html.Div(
        [_group(field, head, chosen, wording) for field, head in FIELDS.items()],
        id="facet-groups",
        className=WAITING,
    )


def _group(field: str, head: str, chosen: FactFilter, wording: Wording) -> Component:
    ticked = list(getattr(chosen, field))
    options = [{"value": value, "label": _label(field, value, wording)} for value in ticked]
    name = wording.say(head)
    if field in PICKED:
        control: Any = dmc.MultiSelect(
            id=query_id("facts", field), value=ticked, data=options, searchable=True,
            clearable=True, hidePickedOptions=True, limit=100, size="sm",
            placeholder="" if ticked else wording.say("Search …"),
            nothingFoundMessage=wording.say("nothing found"), **{"aria-label": name},
        )  # fmt: skip
    else:
        control = html.Fieldset(
            [
                html.Legend(name, className="hidden"),
                dcc.Checklist(
                    id=query_id("facts", field), options=options, value=ticked,
                    className="ticks", labelClassName="tick",
                ),
            ],
            className="facet-ticks",
        )  # fmt: skip
    return html.Details(
        [html.Summary(name), control], open=field in OPEN or bool(ticked), className="facet"
    )


def count_facets(chosen: FactFilter) -> Counts:
    """Values of every field under all other choices, with their numbers, most frequent first."""
    store = current_store()
    cleared: dict[str, Any] = dict.fromkeys(_CUBED, ())
    others = replace(chosen, **cleared, year_from=None, year_to=None)
    cube = remember(("cube", others), lambda: store.facet_cube(others))
    _, cubed = remember(("cubed", chosen), lambda: cube.counts(chosen))
    counts: dict[str, Sequence[tuple[str, int]]] = {}
    for field in FIELDS:
        counted = _COUNTED_BY.get(field, field)
        if counted in _CUBED and not (field == "entity" and chosen.entity):
            counts[field] = cubed[counted]
        else:
            counts[field] = _count_alone(field, chosen)
    return counts


def _count_alone(field: str, chosen: FactFilter) -> list[tuple[str, int]]:
    lifted: dict[str, Any] = {field: ()}
    where = replace(chosen, **lifted)
    found = remember(
        ("facet", field, where),
        lambda: current_store().facets(_COUNTED_BY.get(field, field), where, MAX_PICKED),
    )
    return [(value, number) for value, number in found if value is not None]


def facet_options(
    field: str, chosen: FactFilter, counts: Counts, wording: Wording
) -> list[dict[str, Any]]:
    """The values of one field that can be chosen; what is ticked stays, even with nothing left."""
    ticked: Sequence[str] = getattr(chosen, field)
    numbers = dict(counts[field])
    shown = list(numbers)[: MAX_PICKED if field in PICKED else SHOWN]
    shown += [value for value in ticked if value not in shown]
    labelled = [(value, _label(field, value, wording), numbers.get(value, 0)) for value in shown]
    if field in PICKED:
        return [
            {"value": value, "label": f"{label} ({wording.numbers.plain(number)})"}
            for value, label, number in labelled
        ]
    return [
        {"value": value, "label": _with_count(label, number, wording), "title": label}
        for value, label, number in labelled
    ]


def _with_count(name: str, count: int, wording: Wording) -> str:
    """`Freight volume 117` as plain text: components in options break when options change.

    The one plain space is the one that the style sheet stretches, so that counts stand in a column.
    """
    if len(name) > LONGEST:
        name = name[: LONGEST - 1].rstrip() + "…"
    return f"{name.replace(' ', FIXED_SPACE)} {wording.numbers.plain(count)}"


def _label(field: str, value: str, wording: Wording) -> str:
    if field == "sureness":
        return wording.say(_LABELS.get(value, value))
    if field in _WORDS:
        return wording.word(value)
    return visible(value) if field == "source" else wording.name(value)
