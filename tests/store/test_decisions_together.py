"""Two people editing one figure: the second is told; and all of it stands in one history."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.model.document import Document
from tracker.model.errors import ConflictError
from tracker.model.fact import Fact
from tracker.store import Store

MakeFact = Callable[..., Fact]
DOCUMENT = Document(text="Es waren 4,5 Mio. t.", published="2025-01")


@pytest.fixture
def kept(fact_in: MakeFact) -> Callable[[Store], int]:
    """A function that keeps one figure and gives its row id."""

    def keep(store: Store) -> int:
        store.add(DOCUMENT, [fact_in(DOCUMENT, "4,5 Mio. t", 4.5e6, "tonne", subject="kz")])
        [fact] = store.facts()
        return fact.id

    return keep


def test_the_second_of_two_people_is_told_who_did_what(
    store: Store, kept: Callable[[Store], int]
) -> None:
    number = kept(store)
    seen = store.decisions.version(number)
    assert seen == 0
    store.decisions.decide(number, "correct", author="Ada", changes={"value": 4.6e6}, expected=seen)
    with pytest.raises(ConflictError, match=r"Ada, 2.*value 4500000 → 4600000") as refused:
        store.decisions.decide(number, "reject", author="Bob", expected=seen)
    assert refused.value.fact_id == number
    assert store.fact(number).review == "corrected"
    store.decisions.decide(number, "reject", author="Bob", expected=store.decisions.version(number))
    assert store.fact(number).review == "rejected"


def test_an_edit_with_another_program_counts_too(path: Path, kept: Callable[[Store], int]) -> None:
    with Store(path) as store:
        number = kept(store)
        made = store.decisions.decide(number, "confirm", author="Ada")
        seen = store.decisions.version(number)
        with sqlite3.connect(path) as shell:
            shell.execute("UPDATE fact SET review = 'rejected', updated_by = 'cy'")
        shell.close()
        with pytest.raises(ConflictError, match=r"cy, .*review confirmed → rejected"):
            store.decisions.decide(number, "note", note="x", author="Bob", expected=seen)
        with pytest.raises(ConflictError, match="cy"):
            store.decisions.undo(made.id, "Ada")
        assert store.fact(number).review == "rejected"


def test_of_many_at_once_one_decides_and_all_others_are_told(
    path: Path, kept: Callable[[Store], int]
) -> None:
    with Store(path) as store:
        number = kept(store)
    told: list[ConflictError] = []
    start = threading.Barrier(6)

    def edit(name: str) -> None:
        with Store(path) as mine:
            seen = mine.decisions.version(number)
            start.wait()
            try:
                mine.decisions.decide(number, "note", author=name, note=f"by {name}", expected=seen)
            except ConflictError as error:
                told.append(error)

    people = [threading.Thread(target=edit, args=(f"person {n}",)) for n in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    with Store(path) as store:
        [event] = store.decisions.history(number)
        assert len(told) == 5
        assert all(str(event.who) in str(error) for error in told)


def test_the_history_tells_everything_in_order_and_once(
    path: Path, kept: Callable[[Store], int]
) -> None:
    with Store(path) as store:
        number = kept(store)
        first = store.decisions.decide(number, "confirm", author="Ada", note="seen in the source")
        with sqlite3.connect(path) as shell:
            shell.execute("UPDATE fact SET counted = 'wagons', updated_by = 'sql'")
        shell.close()
        again = store.decisions.decide(number, "confirm", author="Bob")  # changes nothing
        fixed = store.decisions.decide(
            number, "correct", author="Cy", changes={"value": 4.4e6, "counted": None}
        )
        store.decisions.undo(fixed.id, "Ada", "no")
        told = store.decisions.history(number)
        assert [(event.who, event.action, event.decision_id is None) for event in told] == [
            ("Ada", "confirm", False),
            ("sql", "update", True),
            ("Bob", "confirm", False),
            ("Cy", "correct", False),
            ("Ada", "undo", False),
        ]
        assert [[str(change) for change in event.changes] for event in told] == [
            ["review unreviewed → confirmed"],
            ["counted – → wagons"],
            [],
            ["counted wagons → –", "review confirmed → corrected", "value 4500000 → 4400000"],
            ["counted – → wagons", "review corrected → confirmed", "value 4400000 → 4500000"],
        ]
        assert (told[0].note, told[4].note, told[4].undoes) == (
            "seen in the source",
            "no",
            fixed.id,
        )
        assert told[2].version == told[1].version
        assert (first.fact_key, again.fact_id) == (store.fact(number).key, number)
        assert [event.at for event in told] == sorted(event.at for event in told)
