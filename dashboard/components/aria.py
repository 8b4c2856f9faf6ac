"""Attributes for those who do not see the page."""

from typing import Any


def aria(**attributes: str) -> dict[str, Any]:
    """`aria(label="Menu")` as keyword arguments of an element: `{"aria-label": "Menu"}`."""
    return {f"aria-{name}": value for name, value in attributes.items()}
