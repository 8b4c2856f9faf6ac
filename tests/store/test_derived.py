"""Implied figures in the database: derived from documents and pairs, compared, kept up."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tracker.model.derived import DerivedFilter, ImpliedFigure
from tracker.model.document import Document
from tracker.model.errors import NotFoundError
from tracker.model.fact import Fact, Measure, Status, Transition
from tracker.store import Store

MakeFact = Callable[..., Fact]
Tell = Callable[..., list[int]]
FREIGHT = {"subject": "middle_corridor", "indicator": "freight_volume", "period": "2024"}
GROWTH = {**FREIGHT, "measure": Measure.CHANGE, "transition": Transition.BY}
ROSE = ("62 %", 62.0, "percent", GROWTH)
TO = ("4.5 Mt", 4.5e6, "tonne", {**FREIGHT, "transition": Transition.TO})
LAST_YEAR = {**FREIGHT, "period": "2023"}


@pytest.fixture
def tell(store: Store, fact_in: MakeFact) -> Tell:
    """A function that keeps a document of some figures, of one movement or not; ids by place."""

    def keep(
        *figures: tuple[str, float, str, dict[str, Any]],
        source: str = "Agency",
        published: str = "2025-01",
        moving: bool = True,
    ) -> list[int]:
        return add(store, fact_in, *figures, source=source, published=published, moving=moving)

    return keep


def add(
    store: Store,
    fact_in: MakeFact,
    *figures: tuple[str, float, str, dict[str, Any]],
    source: str,
    published: str,
    moving: bool = True,
) -> list[int]:
    """Keep a document of some figures."""
    said = ", ".join(surface for surface, *_ in figures)
    document = Document(
        text=f"{source} in {published}: {said}.", source=source, published=published
    )
    facts: list[Fact] = []
    for surface, value, unit, fields in figures:
        spans = tuple(fact.span for fact in facts) if moving else ()
        facts.append(fact_in(document, surface, value, unit, **{"movement": spans, **fields}))
    stored = store.add(document, facts)
    kept = [each for each in store.facts() if each.document_id == stored.document_id]
    return [each.id for each in sorted(kept, key=lambda each: each.fact.start)]


def settled_anew(store: Store, change: str, **values: Any) -> None:
    """Change the database as another program would, and settle what follows."""
    with store._connections.writing() as connection:
        connection.execute(text(change), values)
    store.settle()


def rows_of(connection: Connection) -> list[tuple[Any, ...]]:
    """All that was derived, but for the numbers of rows and the time."""
    columns = "rule, input_keys, formula, base_value, base_low, base_high, comparison"
    found = connection.execute(text(f"SELECT {columns}, stated_fact_key FROM implied"))
    return sorted(tuple(row) for row in found)


def only(store: Store, **where: Any) -> ImpliedFigure:
    [found] = store.derived.implied(DerivedFilter(**where))
    return found


def test_a_movement_implies_the_level_before(store: Store, tell: Tell) -> None:
    by, to = tell(ROSE, TO)
    found = only(store)
    assert (found.rule, found.period, found.year) == ("level_before", "2023", 2023)
    assert (found.subject_name, found.indicator) == ("Middle Corridor", "freight_volume")
    assert found.base_value == pytest.approx(4.5e6 / 1.62)
    assert found.inputs == "by 62 %; to 4.5 Mt"
    assert (found.first_fact_id, found.last_fact_id) == (by, to)
    assert found.input_keys == f"by {store.fact(by).key}; to {store.fact(to).key}"
    assert (found.comparison, found.source, found.published) == ("unstated", "Agency", "2025-01")


@pytest.mark.parametrize("stated_first", [True, False])
@pytest.mark.parametrize(
    ("surface", "value", "comparison"),
    [("2.764 Mt", 2.764e6, "agrees"), ("3.3 Mt", 3.3e6, "differs")],
)
def test_what_is_stated_elsewhere_agrees_or_differs_in_whichever_order_it_comes(
    store: Store, tell: Tell, surface: str, value: float, comparison: str, stated_first: bool
) -> None:
    known = (surface, value, "tonne", LAST_YEAR)
    if stated_first:
        [stated] = tell(known, source="Ministry")
        tell(ROSE, TO)
    else:
        tell(ROSE, TO)
        [stated] = tell(known, source="Ministry")
    found = only(store)
    assert (found.comparison, found.stated_fact_id) == (comparison, stated)
    assert (found.stated_surface, found.stated_source) == (surface, "Ministry")
    support = store.derived.support(stated)
    assert (support.agree, support.differ) == (comparison == "agrees", comparison == "differs")
    with pytest.raises(NotFoundError):
        store.derived.support(10**6)


@pytest.mark.parametrize(
    "fields",
    [
        {"period": "2022"},
        {"period": None},
        {"subject": "traceca"},
        {"place": "az"},
        {"commodity": "coal"},
        {"status": Status.FORECAST},
        {"confidence": 0.4},
    ],
)
def test_another_thing_or_time_is_not_compared(
    store: Store, tell: Tell, fields: dict[str, Any]
) -> None:
    tell(ROSE, TO)
    tell(("3.3 Mt", 3.3e6, "tonne", {**LAST_YEAR, **fields}), source="Ministry")
    assert only(store).comparison == "unstated"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET review = 'rejected' WHERE id = :id",
        "UPDATE fact SET rank = 'deprecated', rank_reason = 'a slip' WHERE id = :id",
        "UPDATE fact SET subject = 'traceca' WHERE id = :id",
        "DELETE FROM fact WHERE id = :id",
    ],
)
def test_a_stated_figure_that_goes_is_compared_no_more(
    store: Store, tell: Tell, change: str
) -> None:
    [stated] = tell(("2.764 Mt", 2.764e6, "tonne", LAST_YEAR), source="Ministry")
    tell(ROSE, TO)
    assert only(store).comparison == "agrees"
    settled_anew(store, change, id=stated)
    assert (only(store).comparison, only(store).stated_fact_id) == ("unstated", None)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE fact SET review = 'rejected' WHERE id = :id",
        "UPDATE fact SET rank = 'deprecated', rank_reason = 'a slip' WHERE id = :id",
        "DELETE FROM fact WHERE id = :id",
    ],
)
def test_nothing_follows_from_a_figure_that_is_wrong_or_gone(
    store: Store, tell: Tell, change: str
) -> None:
    by, _ = tell(ROSE, TO)
    settled_anew(store, change, id=by)
    assert store.derived.implied() == []
    with store._connections.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM derived")).scalar() == 0


def test_a_change_is_compared_with_the_one_of_its_own_movement(store: Store, tell: Tell) -> None:
    rail = {"subject": "btk_railway", "indicator": "capacity", "period": None}
    one = ("1.0 Mt", 1e6, "tonne", {**rail, "transition": Transition.FROM})
    five = ("5.0 Mt", 5e6, "tonne", {**rail, "transition": Transition.TO})
    times = {**rail, "transition": Transition.BY, "measure": Measure.MULTIPLE}
    *_, by = tell(one, five, ("fivefold", 5.0, "times", times))
    found = only(store)
    assert (found.rule, found.measure, found.base_unit) == ("change", "multiple", "times")
    assert (found.comparison, found.stated_fact_id) == ("agrees", by)
    settled_anew(store, "UPDATE fact SET value = 9, surface = '9-fold' WHERE id = :id", id=by)
    assert (only(store).comparison, only(store).stated_fact_id) == ("differs", by)
    settled_anew(store, "DELETE FROM fact WHERE id = :id", id=by)
    assert (only(store).comparison, only(store).measure) == ("unstated", "change")


PAIR = {"subject": "kz", "partner": "cn", "period": "2022"}
SOLD = ("$13.2 bn", 13.2e9, "USD", {**PAIR, "indicator": "exports"})
BOUGHT = ("$10.9 bn", 10.9e9, "USD", {**PAIR, "indicator": "imports"})
TURNOVER = {"indicator": "trade_turnover", "subject": "cn", "partner": "kz", "period": "2022"}


def test_exports_and_imports_of_two_documents_imply_the_turnover(store: Store, tell: Tell) -> None:
    [stated] = tell(("$24.1 bn", 24.1e9, "USD", TURNOVER), source="Ministry")
    tell(SOLD, source="A")
    assert store.derived.implied() == []
    [bought] = tell(BOUGHT, source="B")
    turnover = only(store, rule=("turnover",))
    assert (turnover.subject, turnover.partner, turnover.document_id) == ("cn", "kz", None)
    assert (turnover.comparison, turnover.stated_fact_id) == ("agrees", stated)
    assert only(store, rule=("balance",)).base_value == pytest.approx(2.3e9)
    settled_anew(store, "DELETE FROM fact WHERE id = :id", id=bought)
    assert store.derived.implied() == []


@pytest.mark.parametrize(("euros", "comparison"), [(861e6, "agrees"), (8.61e9, "differs")])
def test_an_exchange_rate_is_compared_with_that_of_its_time(
    store: Store, fact_in: MakeFact, euros: float, comparison: str
) -> None:
    document = Document(text="$1.00 bn, in euros 861", published="2025-10-21")
    plan = {**TURNOVER, "status": Status.TARGET, "period": None}
    first = fact_in(document, "$1.00 bn", 1e9, "USD", **plan)
    same = fact_in(document, "861", euros, "EUR", equivalent_of=first.span, **plan)
    store.add(document, [first, same])
    found = only(store, rule=("exchange_rate",))
    assert (found.base_unit, found.comparison) == ("EUR/USD", comparison)


def test_settling_again_writes_nothing(store: Store, tell: Tell) -> None:
    tell(("2.764 Mt", 2.764e6, "tonne", LAST_YEAR), source="Ministry")
    tell(ROSE, TO)
    tell(SOLD, source="A")
    tell(BOUGHT, source="B")
    before = store.derived.implied()
    settled_anew(store, "UPDATE derived SET computed_at = 'before'")
    settled_anew(store, "INSERT INTO unsettled_fact (fact_id, document_id)"
                 " SELECT id, document_id FROM fact")  # fmt: skip
    after = store.derived.implied()
    assert {each.computed_at for each in after} == {"before"}
    assert [each.id for each in after] == [each.id for each in before]


def test_filters_choose(store: Store, tell: Tell) -> None:
    tell(ROSE, TO)
    tell(SOLD, source="A")
    tell(BOUGHT, source="B")
    derived = store.derived
    assert len(derived.implied()) == 3
    assert len(derived.implied(limit=2)) == 2
    chosen: list[tuple[dict[str, Any], int]] = [
        ({"entity": ("cn",)}, 2),
        ({"subject": ("kz",)}, 1),
        ({"partner": ("kz",)}, 1),
        ({"indicator": ("freight_volume",)}, 1),
        ({"year": 2022}, 2),
        ({"rule": ("turnover", "balance")}, 2),
        ({"comparison": ("unstated",)}, 3),
        ({"comparison": ("agrees",)}, 0),
        ({"document_id": 1}, 1),
        ({"commodity": ("coal",)}, 0),
    ]
    for where, number in chosen:
        assert len(derived.implied(DerivedFilter(**where))) == number, where


DOCUMENTS = (
    ((ROSE, TO), "Agency", "2025-01"),
    ((("2.764 Mt", 2.764e6, "tonne", LAST_YEAR),), "Ministry", "2024-01"),
    ((("2.80 Mt", 2.8e6, "tonne", LAST_YEAR),), "Paper", "2024-02"),
    ((SOLD,), "A", "2023-01"),
    ((BOUGHT,), "B", "2023-02"),
    ((("$24.1 bn", 24.1e9, "USD", TURNOVER),), "C", "2023-03"),
)


def test_the_order_of_ingestion_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, fact_in: MakeFact
) -> None:
    ordered = list(DOCUMENTS)
    found = []
    for seed in range(6):
        with Store.create(tmp_path_factory.mktemp("order") / "tracker.db") as store:
            for figures, source, published in ordered:
                add(store, fact_in, *figures, source=source, published=published)
            with store._connections.reading() as connection:
                found.append(rows_of(connection))
        random.Random(seed).shuffle(ordered)
    assert all(each == found[0] for each in found)
    assert len(found[0]) == 3
