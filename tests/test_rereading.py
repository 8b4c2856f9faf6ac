"""Stored documents are read anew; what a person decided stays, and all else follows the reading."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tracker.ingestion import ingest, redate, reread
from tracker.model.errors import NotFoundError
from tracker.model.fact import Fact
from tracker.model.filter import FactFilter
from tracker.model.rereading import Fate, Rereading
from tracker.store import Store

TEXT = (
    "Freight on the Middle Corridor rose by 62 percent to 4.5 million tonnes last year. "
    "Trade between Kazakhstan and Azerbaijan reached $450 million in 2023."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one document, read with the packaged words."""
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "t.db"
    with Store.create(path) as store:
        list(ingest([tmp_path / "news.txt"], store, published="2025-06-27"))
    return path


def _sql(path: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(path)) as shell:
        shell.execute(statement, values)
        shell.commit()


def _number(store: Store, surface: str) -> int:
    everything = FactFilter(review=("unreviewed", "confirmed", "corrected", "rejected"))
    [found] = [fact.id for fact in store.facts(everything) if fact.fact.surface == surface]
    return found


def _state(store: Store) -> list[object]:
    everything = FactFilter(review=("unreviewed", "confirmed", "corrected", "rejected"))
    return [*store.facts(everything, order=(("id", "asc"),))]


def _fates(found: list[Rereading]) -> list[tuple[str, str]]:
    return [
        (each.fate.value, each.surface) for rereading in found for each in rereading.differences
    ]


def test_reading_the_same_with_the_same_rules_changes_nothing(path: Path) -> None:
    with Store(path) as store:
        before = _state(store)
        version = store.data_version
        assert _fates(list(reread(store))) == []
        assert _state(store) == before
        assert store.check() == []
        assert store.data_version >= version


def test_what_an_older_reading_left_is_brought_up_and_told(path: Path) -> None:
    with Store(path) as store:
        volume = _number(store, "4.5 million tonnes")
    # As an older program would have left it: another value, one figure less, one too many.
    _sql(path, "UPDATE fact SET value = 4.6e6, base_value = 4.6e6, content_hash = 'old'"
         " WHERE id = ?", volume)  # fmt: skip
    _sql(path, "DELETE FROM fact WHERE surface = '62 percent'")
    _sql(path, "INSERT INTO fact (id, document_id, start, \"end\", surface, value, unit, indicator,"
         " base_value, base_unit) SELECT 90, document_id, 0, 7, 'Freight', 1, unit, indicator, 1,"
         " base_unit FROM fact WHERE id = ?", volume)  # fmt: skip
    with Store(path) as store:
        before = _state(store)
        trial = list(reread(store, dry_run=True))
        assert _fates(trial) == [
            ("removed", "Freight"),
            ("added", "62 percent"),
            ("changed", "4.5 million tonnes"),
        ]
        assert [str(change) for change in trial[0].differences[2].changes] == [
            "value 4600000 → 4500000"
        ]
        assert _state(store) == before
        assert _fates(list(reread(store, [1]))) == _fates(trial)
        assert store.fact(volume).fact.value == 4.5e6
        assert _fates(list(reread(store))) == []
        assert [event.action for event in store.decisions.history(90)] == ["delete"]
        assert store.check() == []


@pytest.mark.parametrize("action", ["confirm", "reject", "prefer", "deprecate", "correct"])
def test_a_decision_stands_and_the_new_reading_waits_beside_it(path: Path, action: str) -> None:
    with Store(path) as store:
        volume = _number(store, "4.5 million tonnes")
        changes = {"value": 4.7e6} if action == "correct" else None
        reason = "the operator's" if action in ("prefer", "deprecate") else None
    _sql(path, "UPDATE fact SET value = 4.6e6, base_value = 4.6e6, content_hash = 'old'"
         " WHERE id = ?", volume)  # fmt: skip
    with Store(path) as store:
        made = store.decisions.decide(volume, action, author="Ada", reason=reason, changes=changes)
        decided = store.fact(volume)
        [found] = list(reread(store))
        [kept] = found.differences
        assert (kept.fate, kept.fact_id) == (Fate.KEPT, volume)
        assert kept.reason is not None
        assert "person's word stands" in kept.reason
        assert store.fact(volume) == decided
        assert _fates(list(reread(store))) == []
        # Taken back, the figure says what was read last; and a further reading adds nothing.
        undone = store.decisions.undo(made.id, "Ada")
        assert (store.fact(volume).fact.value, store.fact(volume).review) == (4.5e6, "unreviewed")
        assert _fates(list(reread(store))) == []
        store.decisions.undo(undone.id, "Ada")
        assert store.fact(volume).review == decided.review
        assert store.fact(volume).rank == decided.rank


@pytest.mark.parametrize(
    ("action", "stays", "comes"),
    [("confirm", True, False), ("reject", True, True), ("note", True, False), (None, False, True)],
)
def test_a_reading_with_other_offsets_does_not_stand_beside_a_confirmed_one(
    path: Path, action: str | None, stays: bool, comes: bool
) -> None:
    with Store(path) as store:
        volume = _number(store, "4.5 million tonnes")
    _sql(path, 'UPDATE fact SET "end" = "end" - 7, surface = \'4.5 million\' WHERE id = ?', volume)
    with Store(path) as store:
        if action is not None:
            store.decisions.decide(volume, action, author="Ada", note="looked at")
        fates = _fates(list(reread(store)))
        assert (("kept", "4.5 million") in fates) == stays
        assert (("removed", "4.5 million") in fates) != stays
        assert (("added", "4.5 million tonnes") in fates) == comes
        assert _fates(list(reread(store))) == []
        assert store.check() == []
        if action == "confirm":  # once nobody stands by it, the reading comes
            store.decisions.decide(volume, "reopen", author="Bob")
            assert _fates(list(reread(store))) == [
                ("removed", "4.5 million"),
                ("added", "4.5 million tonnes"),
            ]
            assert [event.action for event in store.decisions.history(volume)] == [
                "update",
                "confirm",
                "reopen",
                "delete",
            ]


def test_what_another_program_corrected_is_read_anew_when_it_is_reopened(path: Path) -> None:
    with Store(path) as store:
        volume = _number(store, "4.5 million tonnes")
    _sql(path, "UPDATE fact SET value = 4.9e6, review = 'corrected', updated_by = 'sql'"
         " WHERE id = ?", volume)  # fmt: skip
    with Store(path) as store:
        assert _fates(list(reread(store))) == []
        store.decisions.decide(volume, "reopen", author="Ada")
        assert _fates(list(reread(store))) == [("changed", "4.5 million tonnes")]
        assert store.fact(volume).fact.value == 4.5e6


def test_a_date_that_becomes_known_resolves_periods_also_of_confirmed_figures(
    tmp_path: Path,
) -> None:
    (tmp_path / "news.txt").write_text(TEXT, encoding="utf-8")
    with Store.create(tmp_path / "t.db") as store:
        list(ingest([tmp_path / "news.txt"], store))
        volume = _number(store, "4.5 million tonnes")
        assert store.fact(volume).fact.period is None
        made = store.decisions.decide(volume, "confirm", author="Ada")
        redate(1, "2025-06-27", store)
        assert (store.fact(volume).fact.period, store.fact(volume).review) == ("2024", "confirmed")
        assert _fates(list(reread(store))) == []
        store.decisions.undo(made.id, "Ada")
        assert (store.fact(volume).fact.period, store.fact(volume).review) == (
            "2024",
            "unreviewed",
        )
        assert _fates(list(reread(store))) == []


def test_what_cannot_be_read_anew_is_said(path: Path) -> None:
    typed = Fact(surface="4 t", start=0, end=3, value=4, unit="tonne", indicator="freight_volume")
    with Store(path) as store:
        by_hand = store.add_by_hand(typed, author="Ada", quote="4 t")
        assert [each.document_id for each in reread(store)] == [1]
        [refused] = reread(store, [by_hand.document_id])
        assert "was typed in" in str(refused.error)
        with pytest.raises(NotFoundError):
            list(reread(store, [99]))
    _sql(path, "DELETE FROM document_text WHERE document_id = 1")
    with Store(path) as store:
        [refused] = reread(store, [1])
        assert "without its text; ingest its file again" in str(refused.error)
        assert store.count() == 4


DIGEST = """ASTANA, 3 March (KazTAG) - The port of Aktau handled 4.5 million tonnes of cargo last year.

BAKU, 5 March (Trend) - Trade between Azerbaijan and Georgia grew by 12 percent."""


def test_releases_follow_the_date_of_their_document(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(DIGEST, encoding="utf-8")
    with Store.create(tmp_path / "t.db") as store:
        list(ingest([tmp_path / "digest.txt"], store))
        releases = store.document(1).document.sections
        assert [(each.source, each.published) for each in releases] == [
            ("KazTAG", None),
            ("Trend", None),
        ]
        redate(1, "2025-03-10", store)
        releases = store.document(1).document.sections
        assert [each.published for each in releases] == ["2025-03-03", "2025-03-05"]
        assert [each.fact.published for each in store.facts()] == ["2025-03-05", "2025-03-03"]


def test_releases_are_found_in_texts_that_were_stored_without(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(DIGEST, encoding="utf-8")
    with Store.create(tmp_path / "t.db") as store:
        list(ingest([tmp_path / "digest.txt"], store, published="2025-03-10"))
        stored = store.document(1).document.sections
        _sql(tmp_path / "t.db", "DELETE FROM section")
        assert [done.differences for done in reread(store, dry_run=True)] == [()]
        assert store.document(1).document.sections == ()
        list(reread(store))
        assert store.document(1).document.sections == stored
        assert len(stored) == 2
