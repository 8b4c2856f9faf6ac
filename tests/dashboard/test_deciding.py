"""Deciding: what is written, what is refused at which field, and who was faster."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.correcting import amounts, read_correction, texts_of, write_number
from dashboard.deciding import Answer, decide, last_decision
from dashboard.wording import Wording
from tests.dashboard.facts import make_store
from tracker import CORRECTABLE, Bound, FactFilter, Status, Store, StoredFact, load_lexicon


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Store]:
    """A database that the test may change."""
    with make_store(tmp_path / "facts.db") as made:
        yield made


def figure(store: Store, surface: str = "565.000 TEU") -> StoredFact:
    [found] = [one for one in store.facts(FactFilter()) if one.fact.surface == surface]
    return found


def act(store: Store, stored: StoredFact, speak: Wording, action: str, **more: Any) -> Answer:
    known = set(store.entities())
    command = {"fact": stored.id, "action": action, "author": "Ada", **more}
    return decide(store, command, speak, load_lexicon(), known.__contains__)


@pytest.mark.parametrize(
    ("action", "more", "review", "rank"),
    [
        ("confirm", {}, "confirmed", "normal"),
        ("reject", {}, "rejected", "normal"),
        ("prefer", {"reason": "The ministry counts"}, "unreviewed", "preferred"),
        ("deprecate", {"reason": "A slip"}, "unreviewed", "deprecated"),
        ("correct", {"fields": {"value": "56500"}}, "corrected", "normal"),
    ],
)
def test_each_decision_is_written_and_can_be_undone(
    own: Store, english: Wording, action: str, more: dict[str, Any], review: str, rank: str
) -> None:
    stored = figure(own)
    if "fields" in more:
        more = {"fields": texts_of(stored.fact, english) | more["fields"]}
    done = act(own, stored, english, action, version=0, **more)
    assert (done.ok, done.errors, done.review, done.rank) == (True, {}, review, rank)
    now = own.fact(stored.id)
    assert (now.review, now.rank) == (review, rank)
    assert done.version == own.decisions.version(stored.id) > 0
    undone = act(own, stored, english, "undo", version=done.version)
    assert undone.ok
    assert own.fact(stored.id) == stored


def test_a_note_is_kept_and_the_rest_is_as_it_was(own: Store, english: Wording) -> None:
    stored = figure(own)
    assert act(own, stored, english, "note", note="Asked the railway").ok
    assert own.fact(stored.id).note == "Asked the railway"
    assert own.fact(stored.id).review == "unreviewed"


def test_the_second_of_two_people_is_told_who_did_what(own: Store, german: Wording) -> None:
    stored = figure(own)
    first = act(own, stored, german, "reject", version=0, author="Bert")
    second = act(own, stored, german, "confirm", version=0)
    assert first.ok
    assert (second.ok, second.conflict) == (False, True)
    assert "Bert" in second.text
    assert "verworfen" in second.text
    assert (second.review, second.version) == ("rejected", first.version)
    assert own.fact(stored.id).review == "rejected"
    assert act(own, stored, german, "confirm", version=second.version).ok


@pytest.mark.parametrize(
    ("action", "more", "field"),
    [
        ("confirm", {"author": " "}, "author"),
        ("prefer", {}, "reason"),
        ("deprecate", {"reason": "  "}, "reason"),
        ("note", {"note": "n" * 1001}, "note"),
        ("confirm", {"author": "A\x00"}, "author"),
        ("correct", {"fields": {"value": "many"}}, "value"),
        ("correct", {"fields": {"subject": "atlantis"}}, "subject"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(
    own: Store, english: Wording, action: str, more: dict[str, Any], field: str
) -> None:
    stored = figure(own)
    if "fields" in more:
        more = {"fields": texts_of(stored.fact, english) | more["fields"]}
    done = act(own, stored, english, action, **more)
    assert not done.ok
    assert set(done.errors) == {field}
    assert done.text
    assert own.decisions.history(stored.id) == []


@pytest.mark.parametrize(
    "command",
    [
        {}, {"fact": "1"}, {"fact": True, "action": "confirm"}, {"fact": 1, "action": "explode"},
        {"fact": 10**9, "action": "confirm", "author": "Ada"}, {"fact": None, "action": None},
        {"fact": 1, "action": "correct", "author": "Ada", "fields": 7},
        {"fact": 1, "action": "undo", "author": "Ada"},
    ],
)  # fmt: skip
def test_a_crafted_command_changes_nothing(
    own: Store, english: Wording, command: dict[str, object]
) -> None:
    done = decide(own, command, english, load_lexicon(), {"az"}.__contains__)
    assert not done.ok
    assert all(own.decisions.history(one.id) == [] for one in own.facts())


def test_nothing_changed_is_no_correction(own: Store, english: Wording) -> None:
    stored = figure(own)
    done = act(own, stored, english, "correct", fields=texts_of(stored.fact, english))
    assert not done.ok
    assert "Nothing was changed" in done.text


def test_the_latest_decision_that_stands_is_the_one_to_undo(own: Store, english: Wording) -> None:
    stored = figure(own)
    first = act(own, stored, english, "confirm")
    second = act(own, stored, english, "prefer", reason="r")
    history = own.decisions.history
    assert last_decision(history(stored.id)) == second.decision
    act(own, stored, english, "undo")
    assert last_decision(history(stored.id)) == first.decision
    act(own, stored, english, "undo")
    assert last_decision(history(stored.id)) is None


def correct(store: Store, speak: Wording, **changes: str) -> Any:
    stored = figure(store)
    raw = texts_of(stored.fact, speak) | changes
    known = set(store.entities())
    return read_correction(raw, stored.fact, speak, load_lexicon(), known.__contains__)


def test_every_correctable_field_is_in_the_editor(store: Store, english: Wording) -> None:
    assert set(texts_of(figure(store).fact, english)) == set(CORRECTABLE)
    assert correct(store, english).changes == {}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("value", "56.500,5", 56500.5),
        ("value", "56,5 Tsd.", 56500.0),
        ("value", "4,5 Mio.", 4.5e6),
        ("value", "-12,5", -12.5),
        ("period", "erstes Halbjahr 2024", "2024-01/2024-06"),
        ("period", "", None),
        ("published", "27. Juni 2025", "2025-06-27"),
        ("status", "target", "target"),
        ("subject", "btk_railway", "btk_railway"),
        ("attribution", "Eisenbahn", "Eisenbahn"),
    ],
)
def test_a_field_is_read_as_people_write_it(
    store: Store, german: Wording, name: str, text: str, value: object
) -> None:
    read = correct(store, german, **{name: text})
    assert read.errors == {}
    assert read.changes == {name: value}
    assert read.fact is not None
    assert getattr(read.fact, name) == value


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "1.234"}, "value"),
        ({"value": "viel"}, "value"),
        ({"value": "3–5"}, "value"),
        ({"unit": "bananas"}, "unit"),
        ({"unit": "USD"}, "unit"),
        ({"indicator": ""}, "indicator"),
        ({"indicator": "investment"}, "unit"),
        ({"period": "bald"}, "period"),
        ({"published": "2024-01/2024-02"}, "published"),
        ({"bound": "roughly"}, "bound"),
        ({"bound": "between"}, "value_high"),
        ({"value_high": "600000"}, "value_high"),
        ({"value_high": "5", "bound": "between"}, "value_high"),
        ({"counted": "x" * 201}, "counted"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    store: Store, german: Wording, changes: dict[str, str], field: str
) -> None:
    read = correct(store, german, **changes)
    assert set(read.errors) == {field}


def test_a_correction_shows_what_will_be_stored(store: Store, german: Wording) -> None:
    read = correct(store, german, value="4,5 Mio.", unit="tonne", bound="over", status="target",
                   counted="", commodity="")  # fmt: skip
    assert read.fact is not None
    assert (read.fact.bound, read.fact.status) == (Bound.OVER, Status.TARGET)
    value, base, meant = amounts(read.fact, german, load_lexicon())
    assert value == base == "4\u202f500\u202f000\u00a0t"
    assert meant.startswith("ab")


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [(4.5e6, "de", "4500000"), (0.125, "de", "0,125"), (1e-7, "en", "0.0000001"), (-3, "en", "-3")],
)
def test_a_number_in_the_editor_has_no_marks_of_thousands(
    value: float, language: str, text: str
) -> None:
    assert write_number(value, language) == text
