"""Attributes for those who do not see the page, and for scripts."""

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """`aria(label="Menu")` as keyword arguments of an element: `{"aria-label": "Menu"}`."""
    return {f"aria-{name}": value for name, value in attributes.items()}


def data(**attributes: str) -> dict[str, Any]:
    """`data(copy="text")` as keyword arguments of an element, for scripts: `{"data-copy": …}`."""
    return {f"data-{name.replace('_', '-')}": value for name, value in attributes.items()}
