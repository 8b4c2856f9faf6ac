"""Entity: what is known of one thing, gathered and laid out."""

from typing import Any

import pytest

from dashboard.components.entity_report import find_report
from dashboard.components.entity_series import find_kinds, show_series
from dashboard.components.links import entity_link
from dashboard.figures.theme import Look
from dashboard.pages import entity
from dashboard.wording import Wording
from tests.dashboard.test_pages import text_of
from tracker import FactFilter, Store

pytestmark = pytest.mark.usefixtures("inside")


def test_a_report_counts_what_names_the_entity(store: Store) -> None:
    report = find_report("az")
    assert report is not None
    assert report.figures == store.count(FactFilter(entity=("az",)))
    assert dict(report.partners) == {"tr": 4, "jp": 1, "kz": 1}
    turnover = next(one for one in report.latest if one.indicator == "trade_turnover")
    assert turnover.number == report.figures
    assert turnover.fact is not None
    assert turnover.fact.fact.status == "actual"
    assert turnover.fact.fact.period == "2024"


def test_other_names_are_shown_as_people_write_them() -> None:
    report = find_report("aktau_port")
    assert report is not None
    assert "Nordhafen Aktau" in report.other_names
    assert not [name for name in report.other_names if "*" in name or "~" in name]


def test_a_corridor_shows_its_dispute_and_its_promises(store: Store) -> None:
    text = text_of(entity.layout(identifier="middle_corridor"))
    claims = store.ledger.claims(entity=("middle_corridor",))
    disputed = [one for one in claims if one.outcome in ("conflict", "far_apart", "internal")]
    assert disputed
    for member in disputed[0].members:
        assert f"/fact/{member.fact.key}" in text
    for target in find_report("middle_corridor").targets:  # type: ignore[union-attr]
        assert f"/fact/{target.fact_key}" in text


@pytest.mark.parametrize("identifier", ["", "nobody", "../etc", "AZ", None, 7, "a" * 500, ["az"]])
def test_an_unknown_entity_is_an_empty_state_that_helps(identifier: Any) -> None:
    text = text_of(entity.layout(identifier=identifier))
    assert "Nothing of this name is known here" in text
    assert "/facts" in text


def test_an_entity_without_figures_says_so() -> None:
    text = text_of(entity.layout(identifier="aq"))
    assert "No figure in the database names it yet." in text


def test_names_of_entities_lead_to_their_pages(english: Wording) -> None:
    assert "/entity/az" in text_of(entity_link(english, "az"))
    assert "href" not in text_of(entity_link(english, "project digest"))


def test_the_chart_draws_the_kind_with_the_most_figures(store: Store, look: Look) -> None:
    kinds = find_kinds("az")
    assert kinds[0] == ("trade_turnover", "USD", 6)
    view = show_series(look, "az", "nonsense")
    assert view.figure is not None
    assert {row["partner"] for row in view.rows} == {"tr", "jp", "kz"}
    assert len(view.rows) == store.count(FactFilter(entity=("az",)))
    assert "Türkiye" in {row[0] for row in view.table.rows}


@pytest.mark.parametrize("identifier", [None, "", "nobody", 7])
def test_a_chart_of_nothing_is_an_empty_state(look: Look, identifier: Any) -> None:
    assert show_series(look, identifier, "capacity.tonne").figure is None
