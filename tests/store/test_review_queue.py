"""What waits for a person, what was done to each figure, and what figures are about."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tracker.model.document import Document
from tracker.model.fact import Fact
from tracker.model.stored import Entity
from tracker.store import Store

MakeFact = Callable[..., Fact]
Say = Callable[..., int]


@pytest.fixture
def say(store: Store, fact_in: MakeFact) -> Say:
    """A function that keeps a one-figure document and gives the fact's id."""

    def keep(surface: str, value: float, source: str, **fields: Any) -> int:
        dated = {"published": "2025-01", **fields}
        document = Document(
            text=f"{source}: {surface}.", source=source, published=dated["published"]
        )
        fact = fact_in(
            document, surface, value, "tonne",
            **{"subject": "middle_corridor", "period": "2024", **dated},
        )  # fmt: skip
        stored = store.add(document, [fact])
        [kept] = [each for each in store.facts() if each.document_id == stored.document_id]
        return kept.id

    return keep


def _queue(store: Store) -> list[tuple[int, str]]:
    rows = sorted(store.view("review_queue"), key=lambda row: -row["doubt"])
    return [(row["fact_id"], row["reason_code"]) for row in rows]


def test_an_unsure_reading_waits_until_somebody_looked(store: Store, say: Say) -> None:
    unsure = say("4.5 Mt", 4.5e6, "Agency", confidence=0.3)
    assert (unsure, "low_confidence") in _queue(store)
    [row] = [row for row in store.view("review_queue") if row["reason_code"] == "low_confidence"]
    assert row["reason"] == "The reading is unsure: 30 of 100."
    assert row["doubt"] == pytest.approx(0.57)
    assert (row["surface"], row["source"], row["published"]) == ("4.5 Mt", "Agency", "2025-01")
    assert row["sentence"] == "Agency: 4.5 Mt."
    made = store.decisions.decide(unsure, "confirm", author="Ada")
    assert _queue(store) == []
    store.decisions.undo(made.id, "Ada")
    assert (unsure, "low_confidence") in _queue(store)


def test_a_period_that_a_date_would_resolve_waits(store: Store, say: Say) -> None:
    undated = say("4.5 Mt", 4.5e6, "Agency", period=None, period_text="last year", published=None)
    say("9 Mt", 9e6, "Trend", period=None, period_text="now", published="2025-01")
    assert _queue(store) == [(undated, "unresolved_period")]
    [row] = store.view("review_queue")
    assert "“last year”" in row["reason"]
    store.decisions.decide(undated, "correct", author="Ada", changes={"period": "2024"})
    assert _queue(store) == []


def test_a_conflict_waits_until_one_figure_is_preferred_or_the_others_deprecated(
    store: Store, say: Say
) -> None:
    first = say("4.5 Mt", 4.5e6, "Agency")
    second = say("6.1 Mt", 6.1e6, "Trend")
    [(waiting, code)] = _queue(store)
    assert (waiting in (first, second), code) == (True, "conflict")
    [row] = store.view("review_queue")
    other = second if waiting == first else first
    assert store.fact(other).fact.surface in row["reason"]
    assert row["claim_id"] is not None
    # That both were read rightly does not settle it.
    store.decisions.decide(waiting, "confirm", author="Ada")
    assert _queue(store) == [(waiting, "conflict")]
    for rank, number in (("prefer", other), ("prefer", waiting), ("deprecate", waiting)):
        made = store.decisions.decide(number, rank, author="Ada", reason="the operator's own")
        assert _queue(store) == []
        store.decisions.undo(made.id, "Ada")
        assert _queue(store) == [(waiting, "conflict")]


def test_a_slip_waits_until_it_was_looked_at(store: Store, say: Say) -> None:
    for year, value in ((2021, 40e3), (2022, 50e3), (2024, 60e3)):
        say(f"{value:.0f} t", value, f"Report {year}", period=str(year))
    slip = say("565,000 t", 565e3, "Report 2023", period="2023")
    assert _queue(store) == [(slip, "slip")]
    store.decisions.decide(slip, "correct", author="Ada", changes={"value": 56500.0})
    assert _queue(store) == []


def test_history_tells_each_field_with_its_author(store: Store, say: Say) -> None:
    number = say("4.5 Mt", 4.5e6, "Agency")
    store.decisions.decide(
        number, "correct", author="Ada", note="why", changes={"value": 4.6e6, "partner": "kz"}
    )
    made = store.decisions.decide(number, "confirm", author="Bob")
    store.decisions.decide(number, "confirm", author="Cy")
    store.decisions.undo(made.id + 1, "Cy")
    rows = sorted(
        store.view("history"),
        key=lambda row: (row["revision"], row["decision_id"], row["field"] or ""),
    )
    assert [(row["who"], row["action"], row["field"], row["after"]) for row in rows] == [
        ("Ada", "correct", "partner", "kz"),
        ("Ada", "correct", "review", "corrected"),
        ("Ada", "correct", "value", "4600000.0"),
        ("Bob", "confirm", "review", "confirmed"),
        ("Cy", "confirm", None, None),
        ("Cy", "undo", None, None),
    ]
    assert {row["fact_key"] for row in rows} == {store.fact(number).key}
    assert rows[0]["note"] == "why"
    assert rows[2]["before"] == "4500000.0"


def test_history_tells_what_other_programs_did_and_outlives_the_figure(
    path: Path, fact_in: MakeFact
) -> None:
    document = Document(text="Es waren 4,5 Mio. t.", published="2025-01")
    with Store(path) as store:
        store.add(document, [fact_in(document, "4,5 Mio. t", 4.5e6, "tonne")])
        [kept] = store.facts()
        with sqlite3.connect(path) as shell:
            shell.execute("UPDATE fact SET counted = 'wagons', updated_by = 'sql'")
        shell.close()
        store.add(document, [])
        rows = sorted(store.view("history"), key=lambda row: row["revision"])
        told = [(row["action"], row["field"], row["before"], row["after"]) for row in rows]
        assert told == [("update", "counted", None, "wagons"), ("delete", None, None, None)]
        assert {row["fact_key"] for row in rows} == {kept.key}


def test_entities_have_their_names_and_figures(store: Store, say: Say) -> None:
    store.add_entity(
        Entity(id="my_port", kind="port", label={"en": "My Port", "de": "Mein Hafen"}, home="kz"),
        ["Port Mine", "Hafen Mein"],
    )
    say("4.5 Mt", 4.5e6, "Agency")
    rejected = say("5 Mt", 5e6, "Trend")
    store.decisions.decide(rejected, "reject", author="Ada")
    rows = {row["id"]: row for row in store.view("entities")}
    mine = rows["my_port"]
    assert (mine["name"], mine["name_de"], mine["home_name"], mine["origin"]) == (
        "My Port",
        "Mein Hafen",
        "Kazakhstan",
        "user",
    )
    assert {"Port Mine", "Hafen Mein"} <= set(mine["aliases"].split("; "))
    assert (rows["middle_corridor"]["facts"], mine["facts"], mine["planned"]) == (1, 0, 0)


def test_one_subject_of_the_queue_and_one_history_are_found_by_index(path: Path) -> None:
    with Store(path) as store, store._connections.reading() as connection:
        for query in (
            "SELECT * FROM review_queue WHERE subject = 'kz'",
            "SELECT * FROM history WHERE fact_id = 3",
        ):
            plan = connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
            scans = [row.detail for row in plan if row.detail.startswith("SCAN")]
            # What the condition leaves of the view is gone through, and nothing else.
            outer = {"SCAN review_queue", "SCAN history"}
            assert [scan for scan in scans if scan not in outer and "VIRTUAL" not in scan] == []


def test_waiting_names_the_figures_of_the_queue_in_its_order(store: Store, say: Say) -> None:
    say("4.5 Mt", 4.5e6, "Agency", confidence=0.4)
    say("3.3 Mt", 3.3e6, "Ministry")
    say("9.1 Mt", 9.1e6, "Railway", confidence=0.2, subject="btk_railway")
    say("2 Mt", 2e6, "Daily", published=None, period=None, period_text="last year")
    queue = sorted(
        store.view("review_queue"), key=lambda row: (-round(row["doubt"], 9), row["fact_id"])
    )
    expected = list(dict.fromkeys(row["fact_id"] for row in queue))
    assert len(expected) > 2
    assert store.decisions.waiting() == (expected, len(expected))
    assert store.decisions.waiting(limit=1) == (expected[:1], len(expected))
    for reason in {row["reason_code"] for row in queue}:
        wanted = {row["fact_id"] for row in queue if row["reason_code"] == reason}
        assert set(store.decisions.waiting(reason=reason)[0]) == wanted
    for subject in ("btk_railway", "middle_corridor"):
        wanted = {row["fact_id"] for row in queue if row["subject"] == subject}
        assert set(store.decisions.waiting(subject=subject)[0]) == wanted
    both = store.decisions.waiting(reason="low_confidence", subject="btk_railway")[0]
    assert both == [row["fact_id"] for row in queue if row["subject"] == "btk_railway"]
    assert store.decisions.waiting(subject="atlantis") == ([], 0)
    counted = store.decisions.waiting_counts()
    assert sum(counted.values()) == len(queue)
    assert counted["low_confidence", "btk_railway"] == 1


def test_the_reasons_of_some_figures_are_those_of_the_queue(store: Store, say: Say) -> None:
    first, second = say("4.5 Mt", 4.5e6, "Agency", confidence=0.4), say("3.3 Mt", 3.3e6, "Ministry")
    rows = store.decisions.reasons([first])
    assert {row["fact_id"] for row in rows} == {first}
    queue = store.decisions.queue()
    assert rows == [row for row in queue if row["fact_id"] == first]
    assert store.decisions.reasons([first, second]) == queue
    assert store.decisions.reasons([]) == []
