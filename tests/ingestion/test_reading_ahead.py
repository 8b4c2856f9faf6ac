"""Things are read ahead of their turn, in order, not too many; a fault of one is its own."""

import threading
import time
from pathlib import Path

import pytest

from tracker.ingestion import Incoming, ingest_incoming
from tracker.ingestion.reading_ahead import read_ahead
from tracker.model.document import Document
from tracker.model.errors import ReadError
from tracker.model.intake import IntakeKind
from tracker.store import Store


@pytest.mark.parametrize("threads", [0, 1, 4])
def test_order_is_kept_and_no_more_are_begun_than_may_be(threads: int) -> None:
    begun: list[int] = []
    lock = threading.Lock()

    def read(number: int) -> int:
        with lock:
            begun.append(number)
        time.sleep(0.002 * (number % 3))
        return number * 10

    taken = []
    reading = read_ahead(range(30), read, lambda number: number % 7 == 0, threads=threads, ahead=5)
    for number, found in reading:
        taken.append((number, found))
        with lock:
            assert len(begun) <= len(taken) + 5
    assert taken == [(number, number * 10) for number in range(30)]


def test_several_are_read_at_the_same_time() -> None:
    meeting = threading.Barrier(3, timeout=10)

    def read(number: int) -> int:
        meeting.wait()  # passes only when three are here
        return number

    assert [found for _, found in read_ahead(range(6), read, lambda _: False, threads=3)] == [
        *range(6)
    ]


def _incoming(place: str, load: object) -> Incoming:
    return Incoming(place=place, kind=IntakeKind.FILE, load=load)  # type: ignore[arg-type]


def test_a_fault_of_ours_refuses_one_document_and_goes_into_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> tuple[Document, ...]:
        raise ZeroDivisionError

    def refuse() -> tuple[Document, ...]:
        raise ReadError("b", "no_text", "it is empty.")

    items = [
        _incoming("a", fail),
        _incoming("b", refuse),
        _incoming("c", lambda: (Document(text="Exports of Georgia: 5 tonnes."),)),
    ]
    with Store.create(tmp_path / "t.db") as store:
        done = list(ingest_incoming(items, store))
    assert [(each.place, each.outcome.value) for each in done] == [
        ("a", "refused"),
        ("b", "refused"),
        ("c", "stored"),
    ]
    assert "inside the tracker" in str(done[0].error)
    assert "ZeroDivisionError" in caplog.text


def test_a_place_with_several_documents_gives_all_and_has_one_row(tmp_path: Path) -> None:
    documents = tuple(Document(text=f"Exports of Georgia: {n} tonnes.") for n in range(20, 90))
    with Store.create(tmp_path / "t.db") as store:
        done = list(ingest_incoming([_incoming("feed", lambda: documents)], store))
        assert len(store.documents()) == 70
        [row] = store.intake.list()
    assert [(each.part, each.parts) for each in done] == [(n, 70) for n in range(1, 71)]
    assert (row.place, row.outcome.value, row.document_id) == ("feed", "stored", 1)


def test_nothing_more_is_begun_once_it_is_over_and_what_was_begun_is_stored(
    tmp_path: Path,
) -> None:
    over = threading.Event()

    def item(number: int) -> Incoming:
        def load() -> tuple[Document, ...]:
            if number == 10:
                over.set()
            return (Document(text=f"Exports of Georgia: {number + 20} tonnes."),)

        return _incoming(f"{number:03}", load)

    with Store.create(tmp_path / "t.db") as store:
        items = (item(number) for number in range(300))
        done = list(ingest_incoming(items, store, is_over=over.is_set))
        assert 11 <= len(done) <= 30
        assert [each.place for each in done] == [f"{number:03}" for number in range(len(done))]
        assert len(store.documents()) == len(done)


def test_an_endless_run_of_what_gives_no_document_is_told_as_it_goes(tmp_path: Path) -> None:
    def errors() -> object:
        number = 0
        while True:
            number += 1
            yield ReadError(f"{number}.txt", "missing", "there is no such file; check its name.")

    with Store.create(tmp_path / "t.db") as store:
        told = ingest_incoming(errors(), store)  # type: ignore[arg-type]
        assert [next(told).place for _ in range(1500)][-1] == "1500.txt"
        told.close()  # type: ignore[attr-defined]
