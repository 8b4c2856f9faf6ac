"""A load of very many documents settles less often than it commits, and loses nothing by it."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.test_ledger import dump
from tracker.model.claim import Outcome
from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact, Status
from tracker.store import Store, ledger, loading
from tracker.store.ledger import n_waiting
from tracker.store.writing import Writer

MakeFact = Callable[..., Fact]
Pair = tuple[Document, list[Fact]]


@pytest.fixture
def pairs(fact_in: MakeFact) -> list[Pair]:
    """Documents that agree, contradict and promise, all of a few things, two facts in each."""
    made = []
    for number in range(40):
        amounts = f"{4 + number % 3} tonnes", f"{10 + number % 2} tonnes"
        text = f"Note {number}: {amounts[0]} in that year, {amounts[1]} by 2030."
        document = Document(text=text, source=f"Paper {number % 7}", published="2025-01-01")
        fields: dict[str, Any] = {"subject": ("alat_port", "aktau_port")[number % 2]}
        actual = fact_in(
            document, amounts[0], 4.0 + number % 3, "tonne", period=f"{2020 + number % 4}", **fields
        )
        target = fact_in(
            document, amounts[1], 10.0 + number % 2, "tonne",
            period="2030", status=Status.TARGET, **fields,
        )  # fmt: skip
        made.append((document, [actual, target]))
    return made


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if ten facts were very many."""
    monkeypatch.setattr(loading, "FEWEST", 10)
    monkeypatch.setattr(loading, "SHARE", 2)
    monkeypatch.setattr(ledger, "PORTION", 7)


def _waiting(store: Store) -> int:
    with store._connections.reading() as connection:
        return n_waiting(connection)


def _named(rows: list[dict[str, Any]]) -> list[str]:
    """Rows of a view without the numbers of rows."""
    return sorted(
        str({name: value for name, value in row.items() if not name.endswith("id")}) for row in rows
    )


def _settled(store: Store) -> bool:
    return _waiting(store) == 0 and store.check() == [] and store.ledger.differences() == []


def test_what_a_small_load_stores_is_never_seen_unjudged(store: Store, pairs: list[Pair]) -> None:
    for number, _ in enumerate(store.add_many(pairs, batch=4)):
        assert _waiting(store) == 0
        assert sum(claim.facts for claim in store.ledger.claims()) == (number // 4 + 1) * 8


@pytest.mark.usefixtures("small_steps")
def test_a_large_load_settles_the_first_facts_at_once_and_others_together(
    store: Store, pairs: list[Pair]
) -> None:
    waiting = [_waiting(store) for _ in store.add_many(pairs, batch=1)]
    # At least ten at a time, and half of what is stored by then.
    assert waiting[:12] == [0, 0, 0, 0, 0, 2, 4, 6, 8, 10, 2, 4]
    assert max(waiting) == 40
    assert _settled(store)


@pytest.mark.usefixtures("small_steps")
def test_the_ledger_is_that_of_documents_stored_singly(
    store: Store, pairs: list[Pair], fresh_file: Path, tmp_path: Path
) -> None:
    list(store.add_many(pairs, batch=3))
    with Store(shutil.copy(fresh_file, tmp_path / "other.db")) as other:
        for document, facts in pairs:
            other.add(document, facts)
        assert dump(store) == dump(other)
        for view in ("targets", "implied", "series_points", "conflicts"):
            assert _named(store.view(view)) == _named(other.view(view))
    assert Outcome.CONFLICT in {claim.outcome for claim in store.ledger.claims()}
    before = dump(store)
    store.ledger.rebuild()  # in many portions
    assert dump(store) == before
    assert _settled(store)


@pytest.mark.usefixtures("small_steps")
def test_a_load_that_the_caller_ends_early_is_settled(store: Store, pairs: list[Pair]) -> None:
    stored = store.add_many(pairs, batch=1)
    for _ in range(8):
        next(stored)
    assert _waiting(store) == 6
    stored.close()
    assert store.count() == 16
    assert _settled(store)


@pytest.mark.usefixtures("small_steps")
def test_a_load_whose_documents_cannot_be_read_on_is_settled(
    store: Store, pairs: list[Pair]
) -> None:
    def broken() -> Iterator[Pair]:
        yield from pairs[:9]
        raise OSError("the disk with the files is gone")

    with pytest.raises(OSError, match="is gone"):
        list(store.add_many(broken(), batch=1))
    assert store.count() == 18
    assert _settled(store)


@pytest.mark.usefixtures("small_steps")
def test_what_waits_when_the_database_cannot_be_written_is_settled_by_the_next_writer(
    store: Store, pairs: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Writer, pairs: Any) -> Any:
        raise StoreError("The disk is full.")

    stored = store.add_many(pairs, batch=1)
    for _ in range(8):
        next(stored)
    with monkeypatch.context() as patched:
        patched.setattr(Writer, "write_all", fail)
        with pytest.raises(StoreError, match="disk is full"):
            next(stored)
    assert _waiting(store) == 6
    store.add(*pairs[-1])
    assert store.count() == 18
    assert _settled(store)


@pytest.mark.usefixtures("small_steps")
def test_who_adds_one_document_beside_a_load_settles_that_alone(
    store: Store, pairs: list[Pair]
) -> None:
    stored = store.add_many(pairs[:-1], batch=1)
    for _ in range(9):
        next(stored)
    assert _waiting(store) == 8  # more than a portion
    added = store.add(*pairs[-1])
    assert _waiting(store) == 8
    [own] = [each for each in store.facts() if each.document_id == added.document_id
             and each.fact.status is Status.ACTUAL]  # fmt: skip
    assert store.ledger.claim_of(own.id) is not None
    list(stored)
    assert _settled(store)


KILLED = """
import os, sys
from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.store import Store, loading

loading.FEWEST = 10

def pairs():
    for number in range(400):
        document = Document(text=f"{number} tonnes", source="A")
        yield document, [Fact(surface=document.text, start=0, end=len(document.text),
                              value=float(number), unit="tonne", indicator="freight_volume",
                              subject="alat_port", period="2024")]

with Store(sys.argv[1]) as store:
    for number, stored in enumerate(store.add_many(pairs(), batch=1)):
        if number == 18:
            os._exit(9)
"""


def test_what_waits_when_the_process_dies_is_settled_at_the_next_opening(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode == 9
    with Store(path, read_only=True) as store:
        assert _waiting(store) == 9
        assert "behind by 9 changes" in store.ledger.differences()[0]
    with Store(path) as store:
        assert store.count() == 19
        assert sum(claim.facts for claim in store.ledger.claims()) == 19
        assert _settled(store)
