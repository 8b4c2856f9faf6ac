"""Correcting: new values of a figure's fields, with all that follows from them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping

from tracker.model.decision import CORRECTABLE
from tracker.model.errors import InvalidFactError
from tracker.model.fact import Bound, Fact, Measure, Per, Status, Transition
from tracker.model.period import Period
from tracker.store.decided import CONSEQUENCES
from tracker.store.rows import PLAIN, row_of
from tracker.store.validation import check_fields
from tracker.store.vocabulary import read_ids, read_units

_WORDS: dict[str, type[StrEnum]] = {
    "per": Per,
    "bound": Bound,
    "measure": Measure,
    "status": Status,
    "transition": Transition,
}
_NEEDED = ("value", "unit", "bound", "measure", "status", "indicator")


def corrected(
    connection: Connection,
    row: RowMapping,
    changes: Mapping[str, object],
) -> dict[str, Any]:
    """The columns of a corrected figure that differ from its row.

    Args:
        connection: The writing transaction.
        row: The figure as it is.
        changes: New values of fields of `CORRECTABLE`; None (or an empty text) for nothing.

    Raises:
        InvalidFactError: A value cannot be kept, or nothing would change.
    """
    wanted = {name: _checked(name, value) for name, value in changes.items()}
    wanted = {name: value for name, value in wanted.items() if value != row[name]}
    if not wanted:
        raise InvalidFactError(
            "changes", "name no field whose value is another one; confirm what is right"
        )
    columns = {name: row[name] for name in PLAIN} | wanted
    words = {name: word(columns[name]) for name, word in _WORDS.items() if columns[name]}
    fact = Fact(**columns | words)
    check_fields(fact, read_ids(connection))
    factor, base_unit = read_units(connection)[fact.unit]
    columns = row_of(fact, factor, base_unit)
    touched = (*wanted, *CONSEQUENCES)
    return {name: columns[name] for name in touched if columns[name] != row[name]}


def _checked(name: str, value: object) -> object:
    if name not in CORRECTABLE:
        raise InvalidFactError(name, f"cannot be corrected, only {', '.join(CORRECTABLE)}")
    if isinstance(value, str):
        value = value.strip() or None
    if value is None:
        if name in _NEEDED:
            raise InvalidFactError(name, "must not be empty")
        return None
    if name in ("value", "value_high"):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InvalidFactError(name, f"{value!r} is no number")
        return _float(name, value)
    if not isinstance(value, str):
        raise InvalidFactError(name, f"{value!r} is no text")
    if name in _WORDS:
        known = [str(word) for word in _WORDS[name]]
        if value not in known:
            raise InvalidFactError(name, f"{value[:40]!r} is none of {', '.join(known)}")
        return str(value)
    if name == "period":
        try:
            return str(Period.parse(value))
        except ValueError as error:
            raise InvalidFactError(name, str(error)) from error
    return value


def _float(name: str, value: float) -> float:
    try:
        return float(value)
    except OverflowError as error:  # a whole number beyond every float
        raise InvalidFactError(name, "is no finite number") from error
