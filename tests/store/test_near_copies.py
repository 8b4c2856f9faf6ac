"""Near-identical copies are one origin: kept as sources, counted once, in whatever order they come."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tests.store.test_ledger import dump
from tracker.exchange.exporting import export
from tracker.exchange.importing import import_bundle
from tracker.model.claim import Outcome, Standing
from tracker.model.document import Document
from tracker.model.errors import NotFoundError
from tracker.model.fact import Fact
from tracker.store import Store, near_copies

Read = tuple[Document, list[Fact]]

OPENING = (
    "The port of Alat handled {} of cargo in the whole of 2024, its director told the agency on"
    " Monday, which is the best result since it was opened south of the capital in 2018."
)
MIDDLE = (
    "Most of it was grain and fertiliser on its way from Kazakhstan to Georgia, while the trade in"
    " timber fell because of a dispute about certificates, he said, and the 12 berths were busy."
)
END = (
    "A second stage with 4 more berths is to be built by a company from the emirates, for which the"
    " contract was signed in spring, and a free zone of 850 hectares lies beside the basin."
)
MORE = (
    "Shipping lines had asked for deeper water at the quays during the last years, since the level"
    " of the sea sinks by 20 centimetres a year and vessels can no longer be loaded in full."
)
LAST = (
    "Two ferries that were damaged by the storm in autumn are back in service after repairs at the"
    " yard nearby, and crews of 3 others are to be trained until summer by an institute abroad."
)
USUAL, OTHER = "4.5 million tonnes", "4.9 million tonnes"


def _read(words: str, source: str | None, surface: str = USUAL, day: str = "2025-01-20") -> Read:
    start = words.index(surface)
    said = float(surface.split()[0]) * 1e6
    fact = Fact(
        surface=surface, start=start, end=start + len(surface), value=said, unit="tonne",
        indicator="freight_volume", subject="alat_port", period="2024", published=day,
    )  # fmt: skip
    return Document(text=words, source=source, published=day, language="en"), [fact]


def _said(*sentences: str, surface: str = USUAL) -> str:
    return "\n\n".join(sentences).format(surface)


FIRST = _said("Port with record year", OPENING, MIDDLE, END)
SECOND = _said("BAKU. Alat busier than ever", OPENING, MIDDLE, END, "More was not said.")


def _ids(store: Store, *read: Read) -> list[int]:
    return [stored.document_id or 0 for stored in store.add_many(read)]


def test_a_copy_with_another_headline_is_a_source_of_the_same_statement(store: Store) -> None:
    one, other = _ids(store, _read(FIRST, "Azertac"), _read(SECOND, "Trend"))
    copy = store.document(other)
    assert (copy.near_of, store.document(one).near_of, copy.same_as) == (one, None, None)
    assert copy.near_share == pytest.approx(0.95, abs=0.05)
    assert store.document(one).near_share is None
    [point] = store.view("series_points")
    assert (point["facts"], point["statements"], point["witnesses"]) == (2, 1, 1)
    assert point["outcome"] == Outcome.SINGLE
    assert {each.source for each in store.facts()} == {"Azertac", "Trend"}
    assert [each.id for each in store.near_copies(one)] == [other]
    assert [each.id for each in store.near_copies(other)] == [one]
    rows = {row["id"]: (row["near_of"], row["near_share"]) for row in store.view("documents")}
    assert rows == {one: (None, None), other: (one, copy.near_share)}
    assert store.check() == []
    with pytest.raises(NotFoundError):
        store.near_copies(99)


def test_a_figure_that_differs_between_copies_is_no_contradiction_of_two_sources(
    store: Store,
) -> None:
    words = _said("BAKU. Alat busier than ever", OPENING, MIDDLE, END, MORE, surface=OTHER)
    whole = _said("Port with record year", OPENING, MIDDLE, END, MORE)
    _ids(store, _read(whole, "Azertac"), _read(words, "Trend", OTHER))
    [point] = store.view("series_points")
    assert (point["statements"], point["witnesses"]) == (2, 1)
    assert point["outcome"] == Outcome.INTERNAL
    assert point["reason"].startswith("Copies of one text differ: ")
    assert {"Azertac", "Trend"} <= set(point["reason"].replace(",", "").split())
    assert store.view("conflicts") == []
    standings = {each.source: each.standing for each in store.facts()}
    assert set(standings.values()) == {Standing.DRAWN, Standing.BESIDE}


def test_the_same_speaker_s_later_copy_with_another_figure_is_a_revision(store: Store) -> None:
    better = "4.8 million tonnes"
    words = _said("Port with record year", OPENING, MIDDLE, END, MORE, surface=better)
    whole = _said("Port with record year", OPENING, MIDDLE, END, MORE)
    _ids(store, _read(whole, "Azertac"), _read(words, "Azertac", better, day="2025-01-21"))
    assert store.document(2).near_of == 1
    [point] = store.view("series_points")
    assert (point["outcome"], point["base_value"]) == (Outcome.REVISION, 4.8e6)


def test_an_independent_text_stays_a_witness(store: Store) -> None:
    own = _said("Alat", "Of the ports on the coast it is the busiest.", OPENING, MORE, LAST)
    _ids(store, _read(FIRST, "Azertac"), _read(own, "Trend"))
    assert [each.near_of for each in store.documents()] == [None, None]
    [point] = store.view("series_points")
    # One long sentence of both is the same: that joins the statement, not the texts.
    assert (point["statements"], point["witnesses"]) == (1, 1)


def test_an_exact_copy_of_a_near_copy_belongs_to_them(store: Store) -> None:
    _ids(store, _read(FIRST, "Azertac"), _read(SECOND, "Trend"))
    [late] = _ids(store, _read(SECOND, "Turan"))
    held = store.document(late)
    assert (held.same_as, held.near_of) == (2, 1)
    assert store.ledger.differences() == []
    [early] = _ids(store, _read(FIRST, "Report"))
    assert (store.document(early).same_as, store.document(early).near_of) == (1, None)
    assert {each.id for each in store.near_copies(early)} == {2, late}
    [point] = store.view("series_points")
    assert (point["facts"], point["statements"], point["witnesses"]) == (4, 1, 1)


def test_two_families_become_one_when_a_text_is_like_both(store: Store) -> None:
    one = _said("A", OPENING, MIDDLE, END)
    between = _said("B", OPENING, MIDDLE, END, MORE, LAST)
    other = _said("C", OPENING, MORE, LAST)
    first, second = _ids(store, _read(other, "Trend"), _read(one, "Azertac"))
    copies = _ids(store, _read(one, "Turan"), _read(other, "Report"))
    assert {store.document(each).near_of for each in (first, second, *copies)} == {None}
    [third] = _ids(store, _read(between, "Interfax"))
    near = {each.id: each.near_of for each in store.documents()}
    assert near == {first: None, second: first, third: first, copies[0]: first, copies[1]: None}
    assert store.check() == []
    [point] = store.view("series_points")
    assert (point["statements"], point["witnesses"]) == (1, 1)


def test_copies_that_come_together_are_found_too_and_a_typed_text_is_none(store: Store) -> None:
    reads = [_read(_said(f"Headline {name}", OPENING, MIDDLE, END), name) for name in "ABCDEFGHIJ"]
    ids = _ids(store, *reads)
    assert {store.document(each).near_of for each in ids[1:]} == {ids[0]}
    [typed] = _read(FIRST, None)[1]
    by_hand = store.add_by_hand(typed, author="Ada", quote=FIRST)
    assert store.document(by_hand.document_id).near_of is None


def test_a_family_outlives_its_first_document(store: Store) -> None:
    """Another program deletes documents; ours does not."""
    reads = [_read(_said(f"Headline {name}", OPENING, MIDDLE, END), name) for name in "ABC"]
    ids = _ids(store, *reads, _read(reads[0][0].text, "Copy"))
    _execute(store, f"DELETE FROM document WHERE id = {ids[0]}")
    store.settle()
    assert {each.id: each.near_of for each in store.documents()} == {
        ids[1]: None,
        ids[2]: ids[1],
        ids[3]: ids[1],
    }
    [point] = store.view("series_points")
    assert (point["facts"], point["statements"], point["witnesses"]) == (3, 1, 1)
    assert store.check() == []
    _execute(store, "DELETE FROM document")
    assert store.documents() == []


def test_exact_copies_stay_one_origin_when_the_first_is_gone(store: Store) -> None:
    ids = _ids(store, *(_read("Short: 4.5 million tonnes", name) for name in "ABC"))
    _execute(store, f"DELETE FROM document WHERE id = {ids[0]}")
    store.settle()
    [point] = store.view("series_points")
    assert (point["facts"], point["statements"], point["witnesses"]) == (2, 1, 1)
    assert store.check() == []


def _execute(store: Store, *statements: str) -> None:
    with store._connections.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


VARIANTS = (
    *(_said(title, OPENING, MIDDLE, END, MORE) for title in ("A", "B")),
    _said("C", OPENING, MIDDLE, END, MORE, LAST),
    _said("D", OPENING, END, MORE, LAST),
    _said("E", OPENING, MIDDLE, END, MORE, surface=OTHER),
    _said("F", OPENING, MORE, LAST),
    _said("G", OPENING, MIDDLE, END),
)


@st.composite
def _stories(draw: st.DrawFn) -> Read:
    words = draw(st.sampled_from(VARIANTS))
    surface = USUAL if USUAL in words else OTHER
    return _read(
        words,
        draw(st.sampled_from(["Trend", "Report.az", "Ministry of Transport"])),
        surface,
        draw(st.sampled_from(["2025-01-20", "2025-01-22"])),
    )


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(_stories(), min_size=2, max_size=7), st.data())
def test_any_order_and_batching_gives_one_ledger(
    fresh_file: Path, read: list[Read], data: st.DataObject
) -> None:
    read = list({(each.sha256, each.source): (each, facts) for each, facts in read}.values())
    shuffled = data.draw(st.permutations(read))
    batch = data.draw(st.integers(1, 3))
    with tempfile.TemporaryDirectory() as folder:
        one = shutil.copy(fresh_file, Path(folder) / "one.db")
        other = shutil.copy(fresh_file, Path(folder) / "other.db")
        with Store(one) as store, Store(other) as another:
            list(store.add_many(read))
            list(another.add_many(shuffled, batch=batch))
            assert dump(another) == dump(store)
            assert _families(another) == _families(store)
            assert another.ledger.differences() == []
            assert another.check() == []


def _listed(store: Store) -> list[dict[str, Any]]:
    return sorted(store.view("documents"), key=lambda row: row["id"])


def _families(store: Store) -> set[frozenset[tuple[str, str | None]]]:
    found: dict[int, set[tuple[str, str | None]]] = {}
    for each in store.documents():
        root = each.near_of or each.same_as or each.id
        found.setdefault(root, set()).add((each.sha256, each.document.source))
    return {frozenset(members) for members in found.values()}


ALL: Sequence[Read] = [
    _read(words, source, USUAL if USUAL in words else OTHER)
    for source, words in zip("PQRSTUV", VARIANTS, strict=True)
]


def test_a_bundle_makes_the_families_again_and_joins_those_that_are_there(
    store: Store, fresh_file: Path, tmp_path: Path
) -> None:
    _ids(store, *ALL, _read(VARIANTS[1], "Copy"))
    export(store, tmp_path / "a.zip")
    with Store(shutil.copy(fresh_file, tmp_path / "empty.db")) as empty:
        import_bundle(empty, tmp_path / "a.zip")
        assert _listed(empty) == _listed(store)
        assert dump(empty) == dump(store)
    with Store(shutil.copy(fresh_file, tmp_path / "other.db")) as other:
        _ids(other, ALL[3], ALL[1])
        import_bundle(other, tmp_path / "a.zip")
        assert _families(other) == _families(store)
        assert dump(other) == dump(store)
        assert other.check() == []


def test_documents_of_an_older_database_are_compared_when_it_is_opened(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as store:
        _ids(store, *ALL, _read(VARIANTS[1], "Copy"))
        families, ledger = _families(store), dump(store)
        _forget_families(store)
        assert len(_families(store)) == len(ALL)
        assert dump(store) != ledger
    monkeypatch.setattr(near_copies, "PORTION", 3)
    with Store(path) as store:
        assert _families(store) == families
        assert dump(store) == ledger
        assert store.check() == []
        with store._connections.reading() as connection:
            waiting = "SELECT count(*) FROM setting WHERE name = 'uncompared_documents'"
            assert connection.execute(text(waiting)).scalar() == 0


def test_what_there_is_no_time_for_is_compared_the_next_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as store:
        _ids(store, *ALL)
        families = _families(store)
        _forget_families(store)
    monkeypatch.setattr(near_copies, "PORTION", 2)
    times: list[float] = []

    def clock() -> float:
        times.append(1.5 * len(times))
        return times[-1]

    monkeypatch.setattr(near_copies, "monotonic", clock)
    opened = 0
    for _ in range(10):
        times.clear()
        with Store(path) as store:
            opened += 1
            if _families(store) == families:
                break
    assert 1 < opened < 10


def _forget_families(store: Store) -> None:
    """Make the database as one that was brought up to date a moment ago."""
    _execute(
        store,
        "UPDATE document SET near_of = NULL, near_share = NULL",
        "DELETE FROM document_print",
        "INSERT INTO setting (name, value) SELECT 'uncompared_documents', max(id) FROM document",
    )
    store.settle()
