"""Corridors: what the views show of a real database, with every kind of statement in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.components.corridor_beside import decimal_year, show_capacity, show_transit
from dashboard.components.corridor_data import find_series, find_subjects, find_units
from dashboard.components.corridor_money import money_choices, show_money
from dashboard.components.corridor_parts import find_parts
from dashboard.components.corridor_standings import show_standings
from dashboard.components.corridor_targets import show_targets
from dashboard.components.corridor_timeline import choose, main_unit, show_containers, show_timeline
from dashboard.components.corridor_words import explain_dispute, first_of_growth
from dashboard.components.tables import Link, Table
from dashboard.figures.theme import Look
from dashboard.pages import corridors
from dashboard.wording import Wording
from tests.dashboard.facts import Told, make_store
from tests.dashboard.test_figures import traces
from tests.dashboard.test_pages import text_of
from tracker import Bound, DerivedFilter, Measure, Per, Span, Status, Store, Transition

MIDDLE = {"subject": "middle_corridor"}
FREIGHT = {**MIDDLE, "indicator": "freight_volume"}
CAPACITY = {**MIDDLE, "indicator": "capacity", "per": Per.YEAR}
DAYS = {**MIDDLE, "indicator": "transit_time", "unit": "day"}
MONEY = {**MIDDLE, "indicator": "investment"}
PROMISED = {"status": Status.TARGET}

STORY: tuple[Told, ...] = (
    Told(
        source="Report.az", published="2026-03-10",
        text="It carried {1.5 million} tonnes in 2022, {2.8 million} in 2023 and {4.5 million} in "
        "2024. It took {28 to 32 days}, now {13 to 17 days}.",
        facts=(
            {**FREIGHT, "value": 1.5e6, "period": "2022"},
            {**FREIGHT, "value": 2.8e6, "period": "2023"},
            {**FREIGHT, "value": 4.5e6, "period": "2024"},
            {**DAYS, "value": 28, "value_high": 32, "bound": Bound.BETWEEN,
             "transition": Transition.FROM},
            {**DAYS, "value": 13, "value_high": 17, "bound": Bound.BETWEEN,
             "transition": Transition.TO},
        ),
    ),
    Told(
        source="The Astana Times", published="2025-03-06",
        text="The association counted {3.3 million tonnes} for 2024, {20 percent} more, and "
        "{56,500 TEU}; {96,000 TEU} are planned for 2025.",
        facts=(
            {**FREIGHT, "value": 3.3e6, "period": "2024", "transition": Transition.TO,
             "movement": (Span(53, 63),)},
            {**FREIGHT, "value": 20, "unit": "percent", "measure": Measure.CHANGE,
             "period": "2024", "transition": Transition.BY},
            {**FREIGHT, "value": 56500, "unit": "TEU", "commodity": "containers",
             "period": "2024"},
            {**FREIGHT, "value": 96000, "unit": "TEU", "commodity": "containers",
             "period": "2025", **PROMISED},
        ),
    ),
    Told(
        source="Trend", published="2024-01-23",
        text="The capacity of {5.8 million tonnes} shall reach {10 million tonnes} by 2025.",
        facts=(
            {**CAPACITY, "value": 5.8e6, "transition": Transition.FROM},
            {**CAPACITY, "value": 10e6, "period": "2025", **PROMISED},
        ),
    ),
    Told(
        source="AZERTAC", published="2024-08-27",
        text="The capacity, {6 million tonnes}, shall reach {10 million tonnes} by 2099. "
        "In seven months it carried {2.56 million tonnes}.",
        facts=(
            {**CAPACITY, "value": 6e6},
            {**CAPACITY, "value": 10e6, "period": "2099", **PROMISED},
            {**FREIGHT, "value": 2.56e6, "period": "2024-01/2024-07"},
        ),
    ),
    Told(
        source="1lurer.am", published="2025-04-04",
        text="{10 billion euros} were promised, of which {2 billion dollars} are paid.",
        facts=(
            {**MONEY, "value": 10e9, "unit": "EUR", "partner": "eu", **PROMISED},
            {**MONEY, "value": 2e9, "unit": "USD"},
        ),
    ),
    Told(
        source="Time News", published="2024-09-06",
        text="The cable shall carry {1,000 megawatts} by 2099.",
        facts=(
            {"subject": "black_sea_cable", "indicator": "power", "unit": "megawatt",
             "value": 1000, "period": "2099", **PROMISED},
        ),
    ),
    Told(
        source="24.kg", published="2025-12-16",
        text="The railway will cost {4.7 billion dollars}.",
        facts=(
            {"subject": "cku_railway", "indicator": "investment", "unit": "USD", "value": 4.7e9},
        ),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("corridors") / "facts.db", STORY) as made:
        yield made


@pytest.fixture(scope="module")
def served(told: Store) -> Dash:
    return create_app(told)


@pytest.fixture(autouse=True)
def inside(served: Dash) -> Iterator[None]:
    with served.server.app_context():
        yield


def column(table: Table, head: str) -> list[str]:
    index = list(table.heads).index(head)
    return [
        cell.text if isinstance(cell, Link) else cell for row in table.rows for cell in [row[index]]
    ]


def show(build: Any, look: Look, *more: object) -> Any:
    return build(look, "corridor", "tonne", "middle_corridor", *more)


def test_a_row_holds_what_is_drawn_the_target_and_its_state(look: Look) -> None:
    view = show_standings(look, "corridor", "tonne", "freight", "24")
    assert column(view.table, "Freight carried") == ["4.5\u00a0Mt (2024)"]
    assert column(view.table, "Share of capacity used") == ["75%"]
    assert column(view.table, "State") == ["open"]
    assert {point.value for point in view.points} == {4.5e6, 6e6, 10e6}


def test_power_lines_are_a_kind_with_their_power_as_capacity(look: Look) -> None:
    assert find_units("power_line") == ["megawatt"]
    view = show_standings(look, "power_line", "megawatt", "capacity", "24")
    assert column(view.table, "Target") == ["1\u00a0GW (2099)"]
    timeline = show_timeline(look, "power_line", "megawatt", "black_sea_cable")
    assert [row["value"] for row in timeline.rows] == [1000]


def test_a_unit_that_a_kind_lacks_falls_back_and_an_unknown_choice_does_too(look: Look) -> None:
    assert show_standings(look, "<b>", "parsec", ["x"], -1).figure is not None
    assert choose("port", "tonne", "middle_corridor") is None
    assert choose("corridor", "megawatt", "nobody") == "middle_corridor"


def test_the_timeline_holds_tonnes_and_the_containers_are_apart(look: Look) -> None:
    units = {row["unit"] for row in show(show_timeline, look).rows}
    boxes = {row["unit"] for row in show(show_containers, look).rows}
    assert (units, boxes) == ({"tonne"}, {"TEU"})
    assert main_unit("middle_corridor", "TEU") == "tonne"


def test_a_conflict_is_drawn_with_its_spread_and_its_finding(look: Look) -> None:
    figure = show(show_timeline, look).figure
    (bar,), (finding,) = traces(figure, "dispute"), traces(figure, "finding")
    assert list(bar["y"]) == [3.3e6, 4.5e6, None]
    assert "Sources contradict each other" in finding["hovertext"][0]
    assert "The line follows Report.az." in finding["hovertext"][0]


def test_a_finding_is_told_in_german_whole_and_without_markup(told: Store, german: Wording) -> None:
    (claim,) = [
        one for one in told.ledger.claims(subject=["middle_corridor"], indicator=["freight_volume"])
        if one.outcome == "conflict" and one.measure == "level"
    ]  # fmt: skip
    text = explain_dispute(claim, german)
    assert text.startswith("Quellen widersprechen sich · 2024<br>")
    assert "Die Linie folgt Report.az." in text


def test_a_moved_target_is_told_in_sentences_and_drawn_to_the_new_year(look: Look) -> None:
    view = show(show_timeline, look)
    assert "to reach 10\u00a0Mt by 2099 it must grow by 1% a year" in view.note
    assert "It was moved: 10\u00a0Mt by 2025, said in Jan 2024; since Aug 2024 it is" in view.note
    (moved,) = traces(view.figure, "moved")
    assert list(moved["x"]) == [2025, 2099]


def test_the_growth_achieved_is_measured_from_the_year_that_the_ledger_takes(
    told: Store, look: Look
) -> None:
    target = next(
        one for one in told.derived.targets(DerivedFilter(subject=("middle_corridor",)))
        if one.indicator == "capacity" and one.year == 2099
    )  # fmt: skip
    assert target.growth_achieved is None  # both capacities were stated in one year
    freight = next(one for one in find_series("corridor", "tonne") if len(one.line()) > 2)
    assert first_of_growth(freight) == 2022


def test_the_promises_are_a_table_with_what_became_of_each(look: Look) -> None:
    table = show_targets(look, "corridor", "tonne", "middle_corridor")
    assert set(zip(column(table, "By"), column(table, "State"), strict=True)) == {
        ("2099", "open"), ("2025", "overdue, moved to 2099"), ("2025", "overdue"),
    }  # fmt: skip


def test_the_table_has_every_statement_with_its_standing_and_what_is_implied(
    told: Store, look: Look
) -> None:
    table = show(show_timeline, look).table
    standings = dict(zip(column(table, "Figure"), column(table, "Standing"), strict=True))
    assert standings["3.3\u00a0Mt"] == "contradicts"
    assert standings["4.5\u00a0Mt"] == "on the line"
    implied = [text for text in standings.values() if text.startswith("=")]
    rows = told.derived.implied(DerivedFilter(subject=("middle_corridor",)))
    assert len(implied) == len([one for one in rows if one.measure == "level"])


def test_rows_for_programs_share_their_columns(look: Look) -> None:
    rows = show(show_timeline, look).rows
    assert len({tuple(row) for row in rows}) == 1
    assert {row["target_state"] for row in rows} >= {"open", "overdue"}


def test_transit_times_lead_from_what_was_to_what_is(look: Look) -> None:
    figure = show(show_transit, look).figure
    assert [list(bar["y"]) for bar in traces(figure, "range")] == [[28, 32], [13, 17]]
    (movement,) = traces(figure, "movement")
    assert list(movement["y"]) == [28, 17]


def test_capacity_is_shown_by_the_day_it_was_stated(look: Look) -> None:
    figure = show(show_capacity, look).figure
    (ahead,) = traces(figure, "ahead")
    assert [round(x, 1) for x in ahead["x"]] == [2024.1, 2024.7]


def test_money_is_shown_in_one_currency_as_stated(look: Look, english: Wording) -> None:
    choices = [one for one, _ in money_choices("middle_corridor", english)]
    assert choices == ["EUR", "USD", "in:EUR", "in:USD"]
    view = show(show_money, look, "USD")
    assert [point.value for point in view.points] == [2e9]
    assert "1 amount is stated in another currency." in view.note
    assert show(show_money, look, "drop table").subtitle == "EUR, as stated"


def test_money_that_is_converted_is_marked_and_names_its_rate(look: Look) -> None:
    view = show(show_money, look, "in:EUR")
    (actual,), (ahead,) = traces(view.figure, "actual"), traces(view.figure, "ahead")
    assert actual["marker"]["symbol"] == ["circle-open-dot"]
    assert "converted at 1 USD = " in actual["hovertext"][0]
    assert ahead["marker"]["symbol"] == ["circle-open"]
    assert list(ahead["y"]) == [10e9]
    assert "converted; rates: " in view.note


def test_only_cards_with_something_to_show_are_there() -> None:
    every = {"timeline", "containers", "targets", "capacity", "transit", "money"}
    assert find_parts("middle_corridor", "tonne") == every
    assert find_parts("black_sea_cable", "megawatt") == {"timeline", "targets"}
    assert find_parts(None, "tonne") == {"timeline"}


def test_as_known_on_a_day_only_what_was_published_by_then_is_shown(look: Look) -> None:
    then = Look(wording=look.wording, as_of="2024-06-30")
    view = show_standings(then, "corridor", "tonne", "freight", "24")
    assert {point.value for point in view.points} == {5.8e6, 10e6}
    assert column(view.table, "Target") == ["10\u00a0Mt (2025)"]
    assert view.note.startswith("State of 30 Jun 2024")
    assert {row["value"] for row in show(show_timeline, then).rows} == {5.8e6, 10e6}
    assert find_subjects("power_line", "2024-06-30") == set()
    assert show_targets(then, "corridor", "tonne", "middle_corridor").rows[0][2] == "2025"


def test_one_of_which_only_money_or_passage_is_known_can_be_chosen(look: Look) -> None:
    assert find_subjects("railway") == {"cku_railway"}
    assert find_parts("cku_railway", "tonne") == {"money"}
    assert choose("railway", "tonne", "cku_railway") == "cku_railway"
    assert show_standings(look, "railway", "tonne", "freight").figure is None
    view = show_money(look, "railway", "tonne", "cku_railway", "USD")
    assert [point.value for point in view.points] == [4.7e9]


def test_the_page_hides_what_has_nothing_to_show_and_states_the_rule() -> None:
    text = text_of(corridors.layout(kind="power_line", chosen="black_sea_cable"))
    assert text.count('"hidden": true') >= 4
    assert "The line follows a person's choice" in text
    assert '"value": "black_sea_cable"' in text


def test_days_become_places_on_the_axis_of_time() -> None:
    assert decimal_year("2024-07-01") == 2024.5
    assert 2024.5 < decimal_year("2024-07") < 2024.6
    assert decimal_year("2024") == 2024.5
