"""Deciding: what a person decides of a figure is handed to the store, and what came of it told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.correcting import read_correction
from dashboard.wording import Wording
from tracker import (
    Action,
    ConflictError,
    Decision,
    Event,
    InvalidFactError,
    Lexicon,
    NotFoundError,
    Store,
    StoredFact,
    StoreError,
)

LONGEST = {"author": 200, "reason": 1000, "note": 1000}
MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a decision.

    Attributes:
        fact: Row id of the figure it was about.
        action: What was asked for.
        ok: Whether it was written.
        text: One sentence or two for the person.
        decision: Its number, for undoing it.
        version: The figure's version now; what the next decision is made on.
        errors: Field to what is wrong with it.
        conflict: Whether somebody else was faster; nothing was written then.
        review, rank: What is decided of the figure now.
    """

    fact: int
    action: str
    ok: bool = False
    text: str = ""
    decision: int | None = None
    version: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: bool = False
    review: str = ""
    rank: str = ""


def decide(
    store: Store,
    command: Mapping[str, object],
    wording: Wording,
    lexicon: Lexicon,
    is_entity: Callable[[str], bool],
) -> Answer:
    """Carries out what arrived from a page.

    Args:
        store: Where the figure is.
        command: `fact`, `action` (of `Action`), `author`, `version` (what the person looked at),
            and as the action needs it `reason`, `note`, `decision` (to undo) or `fields` (texts
            of the editor).
        wording: The language of what is told.
        lexicon, is_entity: As for `read_correction`.
    """
    fact_id, action = _number(command.get("fact")), command.get("action")
    if fact_id is None or action not in tuple(Action):
        return Answer(fact=fact_id or 0, action="", text=wording.say("This cannot be decided."))
    done = Answer(fact=fact_id, action=str(action))
    texts, errors = _texts(command, wording)
    if not texts["author"]:
        errors.setdefault("author", wording.say("Say who decides."))
    if action in (Action.PREFER, Action.DEPRECATE) and not texts["reason"]:
        errors.setdefault("reason", wording.say("A reason is needed; others will read it."))
    if errors:
        return _told(store, done, wording, errors=errors)
    try:
        changes: Mapping[str, object] | None = None
        if action == Action.CORRECT:
            fields = command.get("fields")
            read = read_correction(
                fields if isinstance(fields, Mapping) else {}, store.fact(fact_id).fact,
                wording, lexicon, is_entity,
            )  # fmt: skip
            if read.errors:
                return _told(store, done, wording, errors=read.errors)
            if not read.changes:
                text = wording.say("Nothing was changed. Confirm the figure if it is right.")
                return _told(store, done, wording, text=text)
            changes = read.changes
        made = _written(store, fact_id, str(action), texts, command, changes)
    except ConflictError:
        seen = _number(command.get("version")) or 0
        return _told(
            store,
            done,
            wording,
            conflict=True,
            text=explain_conflict(store, fact_id, seen, wording),
        )
    except InvalidFactError as error:
        return _told(store, done, wording, errors={error.field: wording.say(error.reason)})
    except NotFoundError:
        return Answer(
            fact=fact_id, action=str(action),
            text=wording.say("There is nothing here to decide on, or to undo, any more."),
        )  # fmt: skip
    except StoreError as error:
        return _told(store, done, wording, text=str(error))
    return _told(store, done, wording, made=made)


def last_decision(events: list[Event]) -> int | None:
    """The latest decision that stands: neither undone nor itself an undoing."""
    undone: set[int] = set()
    for event in reversed(events):
        if event.decision_id is None or event.decision_id in undone:
            continue
        if event.undoes is not None:
            undone.add(event.undoes)
            continue
        return event.decision_id
    return None


def explain_conflict(store: Store, fact_id: int, seen: int, wording: Wording) -> str:
    """Who changed what since a version was looked at, and what to do."""
    later = [event for event in store.decisions.history(fact_id) if event.version > seen]
    told = "; ".join(describe_event(event, wording) for event in later[-MOST_TOLD:])
    return wording.say(
        "Changed since you looked at it: %(changes)s. Nothing was written. "
        "What it says now is shown; decide anew.",
        changes=told or "–",
    )


def describe_event(event: Event, wording: Wording) -> str:
    """One line of a history: `Ada, 22 Nov 2026 11:40: corrected (Value 565000 → 56500)`."""
    changes = ", ".join(
        f"{wording.say(FIELD_NAMES.get(one.field, one.field))} "
        f"{_shown(one.before, wording)} → {_shown(one.after, wording)}"
        for one in event.changes
    )
    done = wording.say(DONE.get(event.action, "changed"))
    when = f"{wording.numbers.day(event.at[:10])} {event.at[11:16]} UTC"
    who = event.who or wording.say("somebody")
    return f"{who}, {when}: {done}" + (f" ({changes})" if changes else "")


def _written(
    store: Store, fact_id: int, action: str, texts: Mapping[str, str],
    command: Mapping[str, object], changes: Mapping[str, object] | None,
) -> Decision:  # fmt: skip
    expected, note = _number(command.get("version")), texts["note"] or None
    if action == Action.UNDO:
        chosen = _number(command.get("decision"))
        if chosen is None:
            chosen = last_decision(store.decisions.history(fact_id))
        if chosen is None:
            raise NotFoundError("decision", fact_id)
        return store.decisions.undo(chosen, texts["author"], note, expected)
    return store.decisions.decide(
        fact_id, action, author=texts["author"], note=note, reason=texts["reason"] or None,
        changes=changes, expected=expected,
    )  # fmt: skip


def _told(
    store: Store, done: Answer, wording: Wording, *, made: Decision | None = None, text: str = "",
    errors: Mapping[str, str] | None = None, conflict: bool = False,
) -> Answer:  # fmt: skip
    """The answer with the figure's state as it is now."""
    try:
        stored = store.fact(done.fact)
    except NotFoundError:
        return Answer(
            fact=done.fact, action=done.action,
            text=wording.say("There is nothing here to decide on, or to undo, any more."),
        )  # fmt: skip
    if made is not None:
        text = f"{wording.say(DONE[done.action]).capitalize()}: {_amount(stored, wording)}."
    if errors and not text:
        text = wording.say("Nothing was written yet. Mend the marked fields.")
    return Answer(
        fact=done.fact, action=done.action, ok=made is not None, text=text,
        decision=made.id if made else None, version=store.decisions.version(done.fact),
        errors=errors or {}, conflict=conflict, review=stored.review, rank=stored.rank,
    )  # fmt: skip


def _amount(stored: StoredFact, wording: Wording) -> str:
    fact = stored.fact
    return wording.numbers.stated(
        fact.value, fact.unit, fact.bound, high=fact.value_high, per=fact.per
    )


def _shown(value: object, wording: Wording) -> str:
    if value is None:
        return "–"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return wording.numbers.plain(value, 6)
    text = str(value)
    named = wording.name(text)
    return named if named != text.replace("_", " ") else wording.word(text)


def _texts(
    command: Mapping[str, object], wording: Wording
) -> tuple[dict[str, str], dict[str, str]]:
    texts, errors = {}, {}
    for name, longest in LONGEST.items():
        given: Any = command.get(name)
        text = given.strip() if isinstance(given, str) else ""
        if len(text) > longest or any(
            sign == "\x00" or 0xD800 <= ord(sign) <= 0xDFFF for sign in text
        ):
            errors[name] = wording.say("This is too long or holds a sign that cannot be kept.")
            text = ""
        texts[name] = text
    return texts, errors


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


DONE: Mapping[str, str] = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "reopen": "reopened",
    "prefer": "preferred",
    "deprecate": "deprecated",
    "restore": "rank taken back",
    "note": "note kept",
    "undo": "undone",
    "update": "changed",
    "delete": "deleted",
}
FIELD_NAMES: Mapping[str, str] = {
    "value": "Value", "value_high": "Upper end", "unit": "Unit", "per": "Rate", "bound": "Hedge",
    "measure": "Kind of number", "status": "Status", "transition": "Place in a movement",
    "indicator": "What", "subject": "About", "place": "Limited to", "partner": "Partner",
    "commodity": "Commodity", "counted": "Counted", "period": "Period", "attribution": "Said by",
    "published": "Published", "review": "Review", "rank": "Rank", "note": "Note",
    "rank_reason": "Reason of its rank",
}  # fmt: skip
