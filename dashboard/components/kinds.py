"""Kinds: what sorts of things figures are about, by name."""

from dashboard.wording import Wording

_LABELS = {
    "world": "World",
    "corridor": "Corridor",
    "railway": "Railway",
    "port": "Port",
    "pipeline": "Pipeline",
    "field": "Oil or gas field",
    "power_line": "Power line",
    "organisation": "Organisation",
    "region": "Region",
    "country": "Country",
}
CREATABLE = tuple(kind for kind in _LABELS if kind != "world")
"""Kinds of which a person may add one; there is one world."""


def kind_name(kind: str, wording: Wording) -> str:
    """The name of one thing of this kind; the kind itself where it has none."""
    return wording.say(_LABELS[kind]) if kind in _LABELS else kind
