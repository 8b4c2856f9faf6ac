"""Frame: what every page begins with (its question, language, title) and the controls it keeps."""

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.components.briefing_parts import briefing_button
from dashboard.wording import Wording


def frame(
    wording: Wording,
    *children: Any,
    heading: str,
    lead: str = "",
    title: str | None = None,
    defaults: Mapping[str, object] | None = None,
    eyebrow: Component | None = None,
) -> html.Div:
    """A page: its heading, one line under it, then its parts.

    Args:
        wording: The language of the page, kept for its callbacks.
        children: The parts, in order.
        heading: The one h1, best a question that the page answers.
        lead: One line under the heading.
        title: What stands in the tab; the heading where none is given.
        defaults: Controls' values that need not stand in the address.
        eyebrow: A small line above the heading.
    """
    head = [
        eyebrow,
        html.H1(heading, className="page-heading"),
        html.P(lead, className="page-lead") if lead else None,
    ]
    page = html.Div(list(children), className="page", lang=wording.language)
    briefed = any("chart-card" in str(getattr(part, "className", "")) for part in page._traverse())  # type: ignore[no-untyped-call]
    page.children = [
        dcc.Store(id="language", data=wording.language),
        dcc.Store(id={"type": "title", "name": "page"}, data=title or heading),
        dcc.Store(id={"type": "defaults", "name": "page"}, data=dict(defaults or {})),
        html.Div(
            [part for part in head if part is not None]
            + ([briefing_button(wording)] if briefed else []),
            className="page-head page-head-briefed" if briefed else "page-head",
        ),
        *children,
    ]
    return page


def query_id(page: Any, name: Any) -> dict[str, Any]:
    """The id of a control whose value stands in the address under this name; `ALL` fits too."""
    return {"type": "query", "page": page, "name": name}


def segmented(
    control: Mapping[str, str], value: str, options: Sequence[tuple[str, str]], label: str
) -> Component:
    """A switch between a few words, kept in the address; named for those who do not see it."""
    return html.Div(
        dmc.SegmentedControl(
            id=dict(control),
            value=value,
            data=[{"value": key, "label": text} for key, text in options],
            size="sm",
        ),
        role="group",
        className="switch",
        **aria(label=label),
    )


def picker(
    control: Mapping[str, str],
    value: str | None,
    options: Sequence[tuple[str, str]],
    label: str,
    *,
    clearable: bool = False,
    placeholder: str = "",
    width: int = 220,
    nothing_found: str = "",
) -> Any:
    """A list to pick one from, with search; at most a hundred entries are drawn at a time."""
    return dmc.Select(
        id=dict(control),
        value=value,
        data=[{"value": key, "label": text} for key, text in options],
        label=label,
        searchable=len(options) > 8,
        clearable=clearable,
        allowDeselect=clearable,
        placeholder=placeholder,
        nothingFoundMessage=nothing_found,
        limit=100,
        w=width,
        maw="100%",
        size="sm",
    )


def several(
    control: Mapping[str, str],
    value: Sequence[str],
    options: Sequence[tuple[str, str]],
    label: str,
    *,
    most: int = 0,
    placeholder: str = "",
    nothing_found: str = "",
) -> Any:
    """A list to pick several from, with search."""
    more = {"maxValues": most} if most else {}
    return dmc.MultiSelect(
        id=dict(control),
        value=list(value),
        data=[{"value": key, "label": text} for key, text in options],
        label=label,
        searchable=True,
        clearable=True,
        placeholder=placeholder,
        nothingFoundMessage=nothing_found,
        limit=100,
        size="sm",
        className="several",
        hidePickedOptions=True,
        **more,
    )


def card(*children: Any, class_name: str = "", **more: Any) -> html.Section:
    """A bordered field of the page."""
    return html.Section(list(children), className=f"card {class_name}".strip(), **more)
