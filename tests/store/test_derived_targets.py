"""Targets in the database: histories, what was reached, the state by today."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.store.test_derived import settled_anew
from tracker.ledger.targets import state_of
from tracker.model.derived import DerivedFilter, FollowedTarget
from tracker.model.document import Document
from tracker.model.fact import Fact, Per, Status
from tracker.store import Store

MakeFact = Callable[..., Fact]
Say = Callable[..., int]
CORRIDOR = {"subject": "middle_corridor", "indicator": "freight_volume"}
PLAN = {**CORRIDOR, "status": Status.TARGET}


@pytest.fixture
def say(store: Store, fact_in: MakeFact) -> Say:
    """A function that keeps a document of one figure and gives the fact's id."""

    def keep(
        surface: str, value: float, unit: str = "tonne", *,
        source: str = "Agency", published: str | None = "2025-01", **fields: Any,
    ) -> int:  # fmt: skip
        number = len(store.documents())
        document = Document(text=f"{number}: {surface}.", source=source, published=published)
        stored = store.add(document, [fact_in(document, surface, value, unit, **fields)])
        [kept] = [each for each in store.facts() if each.document_id == stored.document_id]
        return kept.id

    return keep


def by_id(store: Store) -> dict[int, FollowedTarget]:
    return {each.fact_id: each for each in store.derived.targets()}


def test_a_target_moves_is_repeated_and_is_measured(store: Store, say: Say) -> None:
    say("2.764 Mt", 2.764e6, period="2023", published="2024-02", **CORRIDOR)
    actual = say("4.484 Mt", 4.484e6, period="2024", published="2025-02", **CORRIDOR)
    first = say("10 Mt", 1e7, period="2025", published="2024-01-23", attribution="kz", **PLAN)
    again = say("10.0 Mt", 1e7, period="2025", published="2024-03", source="Paper", **PLAN)
    moved = say("10 Mt", 1e7, period="2027", published="2024-08-27", per=Per.YEAR, **PLAN)
    found = by_id(store)
    assert [found[each].statement for each in (first, again, moved)] == [1, 1, 2]
    assert [found[each].is_current for each in (first, again, moved)] == [0, 0, 1]
    last = found[moved]
    assert (last.previous_fact_id, last.previous_period) == (first, "2025")
    assert last.previous_published == "2024-01-23"
    assert (last.horizon, last.actual_fact_id) == ("2027-12-31", actual)
    assert last.growth_needed == pytest.approx(30.65, abs=0.01)  # (10 / 4.484) ** (1 / 3)
    assert last.growth_achieved == pytest.approx(62.23, abs=0.01)
    assert found[first].promised_by == "Kazakhstan"
    assert found[again].promised_by == "Paper"


@pytest.mark.parametrize(
    ("horizon", "actuals", "state"),
    [
        ("2024", [("2024", 11e6)], "met"),
        ("2024", [("2023", 11e6)], "met"),
        ("2024", [("2024", 4e6)], "missed"),
        ("2023", [("2024", 11e6)], "missed"),
        ("2024", [("2023", 4e6)], "overdue"),
        ("2024", [], "overdue"),
        ("2999", [("2024", 4e6)], "open"),
        (None, [("2024", 4e6)], "undated"),
        (None, [("2024", 11e6)], "met"),
    ],
)
def test_the_state_is_that_of_today(
    store: Store, say: Say, horizon: str | None, actuals: list[tuple[str, float]], state: str
) -> None:
    say("10 Mt", 1e7, period=horizon, published="2023-01", **PLAN)
    for period, value in actuals:
        say(f"{value / 1e6} Mt", value, period=period, published="2025-02", **CORRIDOR)
    [found] = store.derived.targets()
    assert found.state == state
    with store._connections.reading() as connection:
        today = connection.execute(text("SELECT CAST(CURRENT_DATE AS TEXT)")).scalar_one()
    latest = max((period for period, _ in actuals), default=None)
    assert state == state_of(
        horizon=found.horizon,
        reached_until=None if found.reached_period is None else f"{found.reached_period}-12-31",
        actual_until=None if latest is None else f"{latest}-12-31",
        today=today,
    )


@pytest.mark.parametrize(
    ("change", "statements", "current"),
    [
        ("UPDATE fact SET review = 'rejected' WHERE id = :id", [1], [1]),
        ("UPDATE fact SET status = 'forecast' WHERE id = :id", [1], [1]),
        ("UPDATE fact SET subject = 'traceca' WHERE id = :id", [1, 1], [1, 1]),
        ("UPDATE fact SET rank = 'deprecated', rank_reason = 'x' WHERE id = :id", [1, 2], [1, 0]),
        ("DELETE FROM fact WHERE id = :id", [1], [1]),
    ],
)
def test_a_promise_that_goes_leaves_the_history_right(
    store: Store, say: Say, change: str, statements: list[int], current: list[int]
) -> None:
    say("10 Mt", 1e7, period="2025", published="2024-01", **PLAN)
    last = say("10 Mt", 1e7, period="2027", published="2024-08", per=Per.YEAR, **PLAN)
    settled_anew(store, change, id=last)
    found = sorted(by_id(store).items())
    assert [each.statement for _, each in found] == statements
    assert [each.is_current for _, each in found] == current
    assert not any(each.previous_fact_id for _, each in found if each.statement == 1)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET review = 'rejected' WHERE id = :id",
        "UPDATE fact SET subject = 'traceca' WHERE id = :id",
        "DELETE FROM fact WHERE id = :id",
    ],
)
def test_an_actual_figure_that_goes_is_measured_against_no_more(
    store: Store, say: Say, change: str
) -> None:
    say("10 Mt", 1e7, period="2027", published="2024-01", **PLAN)
    actual = say("11 Mt", 1.1e7, period="2024", published="2025-02", **CORRIDOR)
    [found] = store.derived.targets()
    assert (found.actual_fact_id, found.reached_fact_id) == (actual, actual)
    settled_anew(store, change, id=actual)
    [found] = store.derived.targets()
    assert (found.actual_fact_id, found.reached_fact_id, found.growth_needed) == (None, None, None)


def test_promises_of_what_no_claim_speaks_of_stand_alone(store: Store, say: Say) -> None:
    unknown = {**PLAN, "subject": None}
    ids = [say("10 Mt", 1e7, period=period, **unknown) for period in ("2025", "2027")]
    found = by_id(store)
    assert [found[each].statement for each in ids] == [1, 1]


def test_settling_again_writes_nothing(store: Store, say: Say) -> None:
    say("4.484 Mt", 4.484e6, period="2024", published="2025-02", **CORRIDOR)
    say("10 Mt", 1e7, period="2025", published="2024-01-23", **PLAN)
    say("10 Mt", 1e7, period="2027", published="2024-08-27", **PLAN)
    before = store.derived.targets()
    with store._connections.writing() as connection:
        connection.execute(text(
            "INSERT INTO unsettled_fact (fact_id, document_id) SELECT id, document_id FROM fact"
        ))  # fmt: skip
    settled: list[str] = []
    with store._connections.writing() as connection:
        from sqlalchemy import event

        from tracker.store.ledger import settle

        @event.listens_for(connection, "before_cursor_execute")
        def note(_c: Any, _u: Any, statement: str, _p: Any, _x: Any, _m: Any) -> None:
            settled.append(statement)

        settle(connection)
    written = [each for each in settled if " target" in each.split("WHERE")[0]]
    assert not [each for each in written if each.startswith(("INSERT", "UPDATE"))]
    assert store.derived.targets() == before


def test_filters_choose(store: Store, say: Say) -> None:
    say("10 Mt", 1e7, period="2024", published="2024-01-23", **PLAN)
    say("10 Mt", 1e7, period="2999", published="2024-08-27", **PLAN)
    trade = {"subject": "az", "partner": "kz", "indicator": "trade_turnover"}
    say("$1 bn", 1e9, "USD", status=Status.TARGET, **trade)
    chosen: list[tuple[dict[str, Any], int]] = [
        ({}, 3),
        ({"current": True}, 2),
        ({"state": ("overdue",)}, 1),
        ({"state": ("open", "undated")}, 2),
        ({"entity": ("kz",)}, 1),
        ({"indicator": ("freight_volume",)}, 2),
        ({"year": 2999}, 1),
    ]
    for where, number in chosen:
        assert len(store.derived.targets(DerivedFilter(**where))) == number, where
    assert len(store.derived.targets(limit=1)) == 1
