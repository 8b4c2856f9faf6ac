"""A watched folder: what arrives is read when it has settled, and nothing stops the watch."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker.ingestion import (
    Ingested,
    Remark,
    Vanished,
    Watch,
    find_incoming,
    ingest_incoming,
)
from tracker.model.errors import ReadError, StoreError
from tracker.store import Store


class Watched:
    """A folder that is watched by a clock of its own; each step is what a test does."""

    def __init__(self, root: Path, store: Store) -> None:
        self.root, self.store = root, store
        self.seconds = 1000.0
        self.told: list[Ingested | Remark | Vanished] = []
        self.fault: StoreError | None = None

    def read(self, found: list[Path | ReadError]) -> Iterator[Ingested]:
        if self.fault is not None:
            raise self.fault
        yield from ingest_incoming(find_incoming(found), self.store, threads=0)

    def run(self, *steps: Callable[[], set[Path] | None]) -> list[str]:
        """What is told of the steps; half a second passes after each."""

        def changes() -> Iterator[set[Path]]:
            for step in steps:
                yield step() or set()
                self.seconds += 0.5

        watch = Watch(self.root, self.read, clock=lambda: self.seconds, now=lambda: self.seconds)
        self.told = list(watch.follow(changes()))
        return [self._line(each) for each in self.told]

    def _line(self, told: Ingested | Remark | Vanished) -> str:
        if isinstance(told, Ingested):
            place = told.place.removeprefix(f"{self.root}/")
            return f"{place} {getattr(told.error, 'reason', told.outcome.value)}"
        return type(told).__name__

    def write(self, name: str, text: str = "") -> set[Path]:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or f"Exports of Georgia: {len(name) + 20} tonnes.", encoding="utf-8")
        os.utime(path, (self.seconds, self.seconds))
        return {path}


def wait() -> None:
    """Nothing happens."""


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    root = tmp_path / "in"
    root.mkdir()
    with Store.create(tmp_path / "t.db") as store:
        yield Watched(root, store)


def test_what_is_there_is_read_first_and_then_what_arrives(watched: Watched) -> None:
    watched.write("old.txt")
    watched.seconds += 60
    told = watched.run(wait, lambda: watched.write("sub/new.txt"), wait, wait, wait)
    assert told == ["old.txt stored", "sub/new.txt stored"]


def test_a_file_is_read_when_it_has_not_changed_for_a_second(watched: Watched) -> None:
    texts = [
        "Exports of Georgia: 4",
        "Exports of Georgia: 40 tonn",
        "Exports of Georgia: 40 tonnes.",
    ]
    steps: list[Callable[[], set[Path] | None]] = [wait]
    for text in texts:
        steps += [lambda text=text: watched.write("a.txt", text), wait]  # type: ignore[misc]
    assert watched.run(*steps, wait, wait, wait) == ["a.txt stored"]
    [document] = watched.store.documents()
    assert watched.store.document(document.id).document.text == texts[-1]


def test_a_change_that_nobody_told_of_is_seen(watched: Watched) -> None:
    def grow() -> None:
        watched.write("a.txt", "Exports of Georgia: 40 tonnes.")

    told = watched.run(wait, lambda: watched.write("a.txt", "Exports"), grow, wait, wait, wait)
    assert told == ["a.txt stored"]
    assert watched.store.count() == 1


def test_unfinished_and_hidden_files_are_left_alone_until_they_get_their_name(
    watched: Watched,
) -> None:
    names = ["a.txt.part", "b.txt.crdownload", "~$c.txt", ".d.txt", ".git/e.txt", "f.txt~", "g.tmp"]

    def arrive() -> set[Path]:
        return set().union(*(watched.write(name) for name in names))

    def finish() -> set[Path]:
        (watched.root / "a.txt.part").rename(watched.root / "a.txt")
        return {watched.root / "a.txt.part", watched.root / "a.txt"}

    told = watched.run(arrive, wait, wait, wait, finish, wait, wait, wait)
    assert told == ["a.txt stored"]


def test_what_is_refused_stops_nothing_and_what_comes_again_is_read_again(
    watched: Watched,
) -> None:
    told = watched.run(
        lambda: watched.write("a.png") | watched.write("b.txt"),
        *[wait] * 3,
        lambda: watched.write("b.txt", "Imports of Georgia: 30 tonnes."),
        *[wait] * 3,
    )
    assert told == ["a.png wrong_type", "b.txt stored", "b.txt stored"]


def test_moved_and_deleted_files_change_nothing_in_the_database(watched: Watched) -> None:
    def move() -> set[Path]:
        (watched.root / "a.txt").rename(watched.root / "c.txt")
        (watched.root / "b.txt").unlink()
        return {watched.root / name for name in ("a.txt", "b.txt", "c.txt")}

    watched.write("a.txt", "Exports of Georgia: 40 tonnes.")
    watched.write("b.txt", "Imports of Georgia: 41 tonnes.")
    told = watched.run(wait, wait, wait, move, wait, wait, wait)
    assert told == ["a.txt stored", "b.txt stored", "c.txt unchanged"]
    assert len(watched.store.documents()) == 2


def test_a_file_that_goes_before_it_has_settled_is_forgotten(watched: Watched) -> None:
    def remove() -> set[Path]:
        (watched.root / "a.txt").unlink()
        return {watched.root / "a.txt"}

    assert watched.run(wait, lambda: watched.write("a.txt"), remove, wait, wait, wait) == []


def test_a_folder_that_arrives_is_read_whole(watched: Watched) -> None:
    def arrive() -> set[Path]:
        watched.write("new/a.txt")
        watched.write("new/deep/bb.txt")
        return {watched.root / "new"}  # all that is told of it

    told = watched.run(wait, arrive, wait, wait, wait)
    assert told == ["new/a.txt stored", "new/deep/bb.txt stored"]


def test_a_listing_that_arrives_later_is_applied(watched: Watched) -> None:
    def list_it() -> set[Path]:
        text = '[[document]]\nfile = "a.txt"\npublisher = "Trend"\n'
        return watched.write("documents.toml", text)

    watched.write("a.txt")
    told = watched.run(wait, wait, wait, list_it, wait, wait, wait)
    assert told == ["a.txt stored", "a.txt updated"]


def test_links_that_lead_out_are_refused_once(watched: Watched, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("Exports of Georgia: 40 tonnes.", encoding="utf-8")

    def link() -> set[Path]:
        (watched.root / "out.txt").symlink_to(tmp_path / "outside.txt")
        return {watched.root / "out.txt"}

    told = watched.run(wait, link, lambda: {watched.root / "out.txt"}, wait, wait)
    assert told == ["out.txt not_allowed"]


def test_a_folder_that_vanishes_ends_the_watch(watched: Watched) -> None:
    assert watched.run(wait, lambda: watched.root.rmdir(), wait, wait) == ["Vanished"]


def test_a_locked_database_is_waited_for(watched: Watched) -> None:
    watched.write("a.txt")

    def lock() -> None:
        watched.fault = StoreError("Another program is writing to it.")

    def unlock() -> None:
        watched.fault = None

    told = watched.run(lock, *[wait] * 20, unlock, *[wait] * 10)
    assert told == ["Remark", "a.txt stored", "Remark"]
    first, _, last = watched.told
    assert isinstance(first, Remark)
    assert isinstance(last, Remark)
    assert "Another program" in first.text
    assert "written again" in last.text
