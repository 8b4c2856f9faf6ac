"""Bulk: one decision about many figures at once, each kept by itself and each to be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from dashboard.deciding import describe_event
from dashboard.wording import Wording
from tracker import ConflictError, NotFoundError, Store, StoreError

MOST = 500
LONGEST_NOTE = 1000
ACTIONS = ("confirm", "reject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A figure as the person saw it: its row id, citable id and version."""

    id: int
    key: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkAnswer:
    """What came of it.

    Attributes:
        decisions: Numbers of the decisions that were written, for undoing them.
        text: What to tell the person first.
        refused: One sentence for each figure about which nothing was written.
    """

    decisions: tuple[int, ...] = ()
    text: str = ""
    refused: tuple[str, ...] = ()


def read_chosen(rows: object) -> list[Chosen]:
    """The ticked rows as they arrive from the grid; what is no such row is passed over."""
    found: dict[int, Chosen] = {}
    for row in rows if isinstance(rows, list) else []:
        if not isinstance(row, dict):
            continue
        number, version = row.get("id"), row.get("version")
        if _is_number(number) and _is_number(version):
            found[number] = Chosen(id=number, key=str(row.get("key", ""))[:40], version=version)
    return list(found.values())[:MOST]


def decide_all(
    store: Store,
    chosen: Sequence[Chosen],
    action: str,
    author: object,
    note: object,
    speak: Wording,
) -> BulkAnswer:
    """Confirms or rejects figures; one that somebody changed meanwhile is left as it is.

    Args:
        store: Where the figures are.
        chosen: Which ones, as the person saw them.
        action: One of `ACTIONS`.
        author: Who decides.
        note: Why, kept with each decision.
        speak: The language of what is told.
    """
    name = author.strip()[:200] if isinstance(author, str) else ""
    if not name:
        return BulkAnswer(text=speak.say("Say who decides."))
    if action not in ACTIONS or not chosen:
        return BulkAnswer(text=speak.say("Choose figures first."))
    words = note.strip()[:LONGEST_NOTE] if isinstance(note, str) else ""
    made: list[int] = []
    refused: list[str] = []
    for one in chosen:
        try:
            decision = store.decisions.decide(
                one.id, action, author=name, note=words or None, expected=one.version
            )
            made.append(decision.id)
        except ConflictError:
            refused.append(_conflict(store, one, speak))
        except NotFoundError:
            refused.append(speak.say("%(key)s is not in the database any more.", key=one.key))
    return BulkAnswer(decisions=tuple(made), text=_told(action, len(made), speak),
                      refused=tuple(refused))  # fmt: skip


def undo_all(store: Store, decisions: object, author: object, speak: Wording) -> BulkAnswer:
    """Takes decisions back, the latest first."""
    name = author.strip()[:200] if isinstance(author, str) else ""
    if not name:
        return BulkAnswer(text=speak.say("Say who decides."))
    numbers = (
        [each for each in decisions if _is_number(each)] if isinstance(decisions, list) else []
    )
    undone, refused = 0, []
    for number in sorted(numbers, reverse=True)[:MOST]:
        try:
            store.decisions.undo(number, name)
            undone += 1
        except (ConflictError, NotFoundError, StoreError) as error:
            refused.append(str(error))
    text = speak.say_plural("%(n)s decision taken back.", "%(n)s decisions taken back.", undone)
    return BulkAnswer(text=text, refused=tuple(refused))


def _conflict(store: Store, one: Chosen, speak: Wording) -> str:
    later = [event for event in store.decisions.history(one.id) if event.version > one.version]
    told = "; ".join(describe_event(event, speak) for event in later[-2:])
    return speak.say(
        "%(key)s was changed since you saw it, so nothing was written: %(changes)s.",
        key=one.key, changes=told or "–",
    )  # fmt: skip


def _told(action: str, number: int, speak: Wording) -> str:
    if action == "confirm":
        return speak.say_plural("%(n)s figure confirmed.", "%(n)s figures confirmed.", number)
    return speak.say_plural("%(n)s figure rejected.", "%(n)s figures rejected.", number)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53
