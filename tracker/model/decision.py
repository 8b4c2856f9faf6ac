"""Decision: what a person says of a figure, and the history that figures have of such words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# The fields that a person may correct; where a figure stands is what it is.
CORRECTABLE = (
    *("value", "value_high", "unit", "per", "bound", "measure", "status", "transition"),
    *("indicator", "subject", "place", "partner", "commodity", "counted", "period"),
    *("attribution", "published"),
)


class Action(StrEnum):
    """What a person can decide.

    Of the reading: confirm (read right), correct (read wrong, so it says), reject (no figure of
    ours), reopen (nobody looked). Of the statement: prefer (the line goes through it), deprecate
    (it is wrong), both with a reason, and restore (neither). note keeps a remark with the figure;
    undo takes an earlier decision back.
    """

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    REOPEN = "reopen"
    PREFER = "prefer"
    DEPRECATE = "deprecate"
    RESTORE = "restore"
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one field of a figure was and became; None where it was or is empty."""

    field: str
    before: object
    after: object

    def __str__(self) -> str:
        """The change in a few words.

        >>> str(Change(field="value", before=565000.0, after=56500.0))
        'value 565000 → 56500'
        """
        return f"{self.field} {_shown(self.before)} → {_shown(self.after)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, kept for good.

    Attributes:
        id: Number of the decision; `undo` takes it.
        fact_id: Row id of the figure. fact_key: Its citable id, which outlives the row.
        action: What was decided.
        author: Who decided. at: When, ISO 8601 in UTC.
        note: Why, in the author's words, or None.
        before, after: The columns that the decision wrote, as they were and as they became.
        undoes: The decision that this one takes back, for an undo.
    """

    id: int
    fact_id: int
    fact_key: str
    action: Action
    author: str
    at: str
    note: str | None
    before: Mapping[str, object]
    after: Mapping[str, object]
    undoes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a figure's history.

    Attributes:
        at: When, ISO 8601 in UTC.
        who: The author of a decision, else the program or person that wrote the row.
        action: An `Action`; or "update" and "delete" for what was written otherwise.
        changes: What changed, field by field; what merely follows from it is left out.
        note: The author's words.
        version: The figure's version after it: see `Decisions.version()`.
        decision_id: The decision, where it was one. undoes: The one that it took back.
    """

    at: str
    who: str | None
    action: str
    changes: tuple[Change, ...]
    note: str | None
    version: int
    decision_id: int | None = None
    undoes: int | None = None

    def __str__(self) -> str:
        """The event in one line."""
        what = ", ".join(str(change) for change in self.changes)
        undone = f" of decision {self.undoes}" if self.undoes is not None else ""
        return f"{self.who or 'somebody'}, {self.at}: {self.action}{undone}" + (
            f" ({what})" if what else ""
        )


def _shown(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
