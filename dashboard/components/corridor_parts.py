"""Corridor parts: which cards of a chosen one have something to show, and what may be picked."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.corridor_beside import capacity_unit
from dashboard.components.corridor_data import (
    CONTAINERS,
    UNITS,
    find_own_units,
    find_subjects,
    find_targets,
    find_units,
    statements_of,
)
from dashboard.components.corridor_money import money_choices
from dashboard.components.corridor_timeline import main_unit
from dashboard.components.corridor_words import name_unit
from dashboard.components.help import term
from dashboard.wording import Wording

PARTS = ("timeline", "containers", "targets", "capacity", "transit", "money")


def find_parts(chosen: str | None, unit: object, day: str | None = None) -> set[str]:
    """Names of the cards that have something to show."""
    if chosen is None:
        return {"timeline"}
    there = {
        "timeline": main_unit(chosen, unit, day) is not None,
        "containers": CONTAINERS in find_own_units(chosen, day),
        "targets": bool(find_targets(chosen, day)),
        "capacity": capacity_unit(chosen, unit, day) is not None,
        "transit": bool(statements_of(chosen, "transit_time", day=day)),
        "money": bool(statements_of(chosen, "investment", day=day)),
    }
    return {name for name, is_there in there.items() if is_there} or {"timeline"}


def list_units(kind: str, speak: Wording, day: str | None = None) -> list[tuple[str, str]]:
    """The units of a kind with their names."""
    return [(one, name_unit(speak, one)) for one in find_units(kind, day) or UNITS[:1]]


def list_subjects(kind: str, speak: Wording, day: str | None = None) -> list[tuple[str, str]]:
    """Those of a kind of which anything is known, by name."""
    named = [(one, speak.name(one)) for one in find_subjects(kind, day)]
    return sorted(named, key=lambda pair: pair[1].casefold())


def list_money(chosen: str | None, speak: Wording, day: str | None = None) -> list[tuple[str, str]]:
    """The currencies to show the money of the chosen one in."""
    return money_choices(chosen, speak, day) if chosen else []


def rule_of_the_line(speak: Wording) -> Component:
    """Which of several statements a line follows, in words, with what the words mean."""
    words = ("drawn", "slip", "conflict", "implied", "target_state", "growth_needed")
    parts: list[Any] = [
        speak.say(
            "The line follows a person's choice; then official before news, later before earlier, "
            "exact before hedged; never a slip or a doubtful reading. Nothing is averaged. "
            "What the words mean:"
        )
    ]
    for word in words:
        parts += [" · " if len(parts) > 1 else " ", term(speak, word)]
    return html.P(parts, className="corridor-rule")
