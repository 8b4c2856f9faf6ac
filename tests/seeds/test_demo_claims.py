"""What the ledger finds in the documents of the demo is what a reader of them finds by hand."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.seeds.compare import SEEDS
from tracker import Store
from tracker.ingestion import ingest
from tracker.ledger.claims import SeriesKey
from tracker.model.claim import Outcome, Standing
from tracker.model.claim_report import ClaimReport

EXPECTED = tomllib.loads((Path(__file__).parent / "demo_claims.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.create(tmp_path_factory.mktemp("demo") / "demo.db") as store:
        assert all(done.error is None for done in ingest([SEEDS / "documents"], store))
        yield store


def _shown(claim: ClaimReport) -> dict[str, Any]:
    key = SeriesKey(**{name: getattr(claim, name) for name in SeriesKey._fields})
    drawn = [m.fact.fact.surface for m in claim.members if m.standing is Standing.DRAWN]
    return {
        "outcome": claim.outcome.value,
        "series": str(key),
        "time": claim.period,
        "drawn": drawn[0] if drawn else None,
        "others": {
            member.fact.fact.surface: member.standing.value
            for member in claim.members
            if member.standing is not Standing.DRAWN
        },
    }


def test_agreements_conflicts_and_revisions_are_those_listed_by_hand(demo: Store) -> None:
    outcomes = [outcome for outcome in Outcome if outcome is not Outcome.SINGLE]
    found = [_shown(claim) for claim in demo.ledger.claims(outcome=outcomes)]
    wanted = [{k: v for k, v in each.items() if k != "why"} for each in EXPECTED["claim"]]

    assert _by_key(found) == _by_key(wanted)
    assert len(found) == len(wanted)


def _by_key(claims: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(each["series"], each["time"]): each for each in claims}


def test_parts_that_exceed_their_year_are_those_listed_by_hand(demo: Store) -> None:
    found = [(row["subject"], row["period"]) for row in demo.view("part_exceeds_year")]
    assert found == [(each["subject"], each["period"]) for each in EXPECTED["part"]]


def test_the_ledger_of_the_demo_is_that_of_a_new_judgement(demo: Store) -> None:
    before = [_shown(claim) for claim in demo.ledger.claims()]
    assert demo.ledger.differences() == []
    demo.ledger.rebuild()
    assert [_shown(claim) for claim in demo.ledger.claims()] == before
    assert demo.check() == []
