"""As known on a day: what the ledger would hold if nothing else had ever been published."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_ledger import Read, _distinct, documents
from tracker.ledger.knowing import known_by
from tracker.model.claim import Outcome, Standing
from tracker.model.document import Document
from tracker.model.errors import StoreError
from tracker.model.fact import Fact
from tracker.model.filter import FactFilter
from tracker.store import Store

MakeFact = Callable[..., Fact]
DAYS = ["2023-12-31", "2024-12-30", "2024-12-31", "2025-01-05", "2025-03-30", "2025-03-31"]
EVERYTHING = FactFilter()


def told(store: Store, day: str | None) -> list[Any]:
    """All claims with all that is found of them, without the numbers of rows."""
    return [
        (
            claim.subject, claim.indicator, claim.base_unit, claim.period, claim.published,
            claim.outcome, claim.reason, claim.facts, claim.statements, claim.witnesses,
            claim.documents, claim.agree, claim.differ, claim.lowest, claim.highest,
            [
                (each.fact.key, each.fact.source, each.statement, each.standing,
                 each.fact.id == claim.drawn, each.fact.standing)
                for each in claim.members
            ],
        )
        for claim in store.ledger.claims(as_of=day)
    ]  # fmt: skip


def stood(store: Store, day: str | None) -> list[Any]:
    """All facts with their standing, without the numbers of rows."""
    found = store.known_on(EVERYTHING, day)
    return sorted(
        (each.key, each.source, each.fact.published, str(each.standing)) for each in found
    )


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(documents(), min_size=1, max_size=7), st.sampled_from(DAYS))
def test_a_day_shows_what_the_ledger_of_its_documents_holds(
    fresh_file: Path, read: list[Read], day: str
) -> None:
    read = _distinct(read)
    with tempfile.TemporaryDirectory() as folder:
        whole = shutil.copy(fresh_file, Path(folder) / "whole.db")
        part = shutil.copy(fresh_file, Path(folder) / "part.db")
        with Store(whole) as store, Store(part) as earlier:
            list(store.add_many(read))
            list(earlier.add_many([each for each in read if known_by(each[0].published, day)]))
            assert told(store, day) == told(earlier, None)
            assert stood(store, day) == stood(earlier, None)
            assert told(store, "2025-03-31") == told(store, None)
            assert stood(store, "2025-03-31") == stood(store, None)
            for standing in Standing:
                kept = store.known_on(FactFilter(standing=(standing,)), day)
                assert {each.standing for each in kept} <= {standing}
                assert len(kept) == sum(row[3] == standing for row in stood(store, day))


def _tell(
    store: Store, fact_in: MakeFact, surface: str, value: float, published: str | None, **more: Any
) -> int:
    fields = {"subject": "alat_port", "period": "2024", **more}
    source = fields.pop("source", "Trend")
    document = Document(text=f"{source} {published}: {surface}", source=source, published=published)
    store.add(document, [fact_in(document, surface, value, "tonne", **fields)])
    [kept] = [each for each in store.facts() if each.fact.surface == surface]
    return kept.id


def test_a_contradiction_is_none_before_the_second_source(store: Store, fact_in: MakeFact) -> None:
    first = _tell(store, fact_in, "4.5 Mt", 4.5e6, "2025-01-10")
    _tell(store, fact_in, "3.3 Mt", 3.3e6, "2025-02-01", source="Paper")
    [claim] = store.ledger.claims(as_of="2025-01-31")
    assert (claim.outcome, claim.drawn, claim.facts) == (Outcome.SINGLE, first, 1)
    [claim] = store.ledger.claims(as_of="2025-02-01")
    assert claim.outcome is Outcome.CONFLICT
    conflicts = (Outcome.CONFLICT,)
    assert store.ledger.claims(as_of="2025-01-31", outcome=conflicts) == []
    assert len(store.ledger.claims(as_of="2025-02-01", outcome=conflicts)) == 1
    assert store.ledger.claims(as_of="2025-01-09") == []
    assert store.known_on(EVERYTHING, "2025-01-09") == []


def test_a_year_that_is_not_known_yet_makes_no_slip(store: Store, fact_in: MakeFact) -> None:
    _tell(store, fact_in, "20.5 kt", 20.5e3, "2024-01-01", period="2023")
    odd = _tell(store, fact_in, "565 kt", 565e3, "2025-01-01", period="2024")
    _tell(store, fact_in, "77 kt", 77e3, "2026-01-01", period="2025")
    assert store.fact(odd).standing is Standing.SLIP
    standings = {each.id: each.standing for each in store.known_on(EVERYTHING, "2025-12-31")}
    assert standings[odd] is Standing.DRAWN
    only = FactFilter(year=2024)
    assert [each.standing for each in store.known_on(only, "2025-12-31")] == [Standing.DRAWN]
    assert [each.standing for each in store.known_on(only, None)] == [Standing.SLIP]


def test_what_has_no_date_belongs_to_no_day_and_is_counted(store: Store, fact_in: MakeFact) -> None:
    _tell(store, fact_in, "4.5 Mt", 4.5e6, None)
    _tell(store, fact_in, "3.3 Mt", 3.3e6, "2025-02", source="Paper", subject="aktau_port")
    assert [each.fact.surface for each in store.known_on(EVERYTHING, "2999-12-31")] == ["3.3 Mt"]
    assert store.undated() == 1
    assert store.undated(FactFilter(subject=("aktau_port",))) == 0
    assert len(store.known_on(EVERYTHING, None)) == 2


def test_facts_are_chosen_by_their_standing(store: Store, fact_in: MakeFact) -> None:
    _tell(store, fact_in, "4.5 Mt", 4.5e6, "2025-01-10")
    _tell(store, fact_in, "3.3 Mt", 3.3e6, "2025-02-01", source="Paper")
    drawn = FactFilter(standing=(Standing.DRAWN,))
    assert [each.fact.surface for each in store.facts(drawn)] == ["3.3 Mt"]
    assert store.count(drawn) == 1
    assert store.facets("source", drawn) == [("Paper", 1)]


@pytest.mark.parametrize("day", ["2025", "2025-02-30", "soon", ""])
def test_a_day_that_is_none_is_refused(store: Store, day: str) -> None:
    with pytest.raises(StoreError):
        store.known_on(EVERYTHING, day)
    with pytest.raises(StoreError):
        store.ledger.claims(as_of=day)
