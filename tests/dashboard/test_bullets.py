"""Bullets: rows of capacity, freight and target over made-up series."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from dashboard.figures.bullets import draw_standings, join_words, promise_lines, summarise
from dashboard.figures.standing import Standing, find_standings, order_standings
from dashboard.figures.theme import Look
from dashboard.wording import Wording
from tests.dashboard.promised import promised
from tests.dashboard.test_figures import annotations, traces
from tests.test_series import said
from tracker import Bound, FollowedTarget, Status, StoredFact, build_series
from tracker import Standing as StandsAs

TODAY = date(2026, 7, 1)


def row_of(facts: list[StoredFact], targets: tuple[FollowedTarget, ...] = ()) -> Standing:
    (row,) = find_standings(build_series(facts, facts[0].base_unit), targets)
    return row


def capacity(value: float, **more: Any) -> StoredFact:
    return said(value, more.pop("period", None), indicator="capacity", **more)


def test_use_is_the_share_of_capacity_that_freight_takes(look: Look) -> None:
    row = row_of([said(4.119e6, "2025"), capacity(6e6)])
    assert row.use == pytest.approx(68.65)
    assert summarise(row, look) == ["4.12\u00a0Mt in 2025", "69% of 6\u00a0Mt capacity"]


def test_freight_above_capacity_is_a_disagreement_and_no_use_of_more_than_all(look: Look) -> None:
    words = summarise(row_of([said(8e6, "2025"), capacity(6e6)]), look)
    assert words[1] == "more than the 6\u00a0Mt capacity: sources disagree"


def test_what_is_not_known_is_said(look: Look) -> None:
    assert summarise(row_of([capacity(6e6)]), look)[0] == "no freight figure"
    assert summarise(row_of([said(1e6, "2025")]), look)[1] == "no capacity figure"


def test_nine_months_are_a_tick_and_never_the_bar_of_a_year(look: Look) -> None:
    row = row_of([said(7.6e6, "2024"), said(7.5e6, "2025-01/2025-11"), said(5e5, "2025-11")])
    assert (row.freight and row.freight.year, row.partial and row.partial.value) == (2024, 7.5e6)
    figure = draw_standings([row], look, TODAY)
    assert list(traces(figure, "freight")[0]["x"]) == [7.6e6]
    assert list(traces(figure, "partial")[0]["x"]) == [7.5e6]


def test_a_part_of_a_year_before_the_latest_full_year_is_not_shown() -> None:
    assert row_of([said(7.6e6, "2024"), said(4e6, "2024-01/2024-06")]).partial is None


def test_an_old_figure_is_hatched_and_says_its_age(look: Look) -> None:
    rows = [row_of([said(1e6, "2022")])]
    (bars,) = traces(draw_standings(rows, look, TODAY, 24), "freight")
    assert bars["marker"]["pattern"]["shape"] == ["/"]
    assert any("3 years old" in text for text in annotations(draw_standings(rows, look, TODAY)))
    (bars,) = traces(draw_standings(rows, look, TODAY, 60), "freight")
    assert bars["marker"]["pattern"]["shape"] == [""]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("open", "open"), ("met", "met"), ("missed", "missed"), ("overdue", "overdue"),
    ],
)  # fmt: skip
def test_a_target_says_its_value_its_year_and_its_state(look: Look, state: str, words: str) -> None:
    goal = said(10e6, "2030", status=Status.TARGET)
    row = row_of([said(4e6, "2025"), goal], (promised(10e6, "2030", fact_id=goal.id, state=state),))
    assert promise_lines(row, look, TODAY) == ["10\u00a0Mt by 2030", words]


def test_a_target_without_a_year_has_no_state(look: Look) -> None:
    goal = said(10e6, None, status=Status.TARGET)
    row = row_of([goal], (promised(10e6, None, fact_id=goal.id),))
    assert promise_lines(row, look, TODAY) == ["10\u00a0Mt, no year named"]


def test_a_moved_target_names_the_year_it_had_and_the_growth_it_needs(look: Look) -> None:
    first, second = (said(10e6, year, status=Status.TARGET) for year in ("2025", "2027"))
    row = row_of(
        [said(6e6, "2024"), first, second],
        (
            promised(10e6, "2025", "2024-01", fact_id=first.id, state="overdue"),
            promised(
                10e6, "2027", "2024-08", fact_id=second.id, growth_needed=18.56,
                growth_achieved=3.4,
            ),
        ),
    )  # fmt: skip
    assert promise_lines(row, look, TODAY) == [
        "10\u00a0Mt by 2027", "open, moved from 2025", "needs 19% a year, was 3%",
    ]  # fmt: skip


def test_a_raised_target_names_the_amount_it_had(look: Look) -> None:
    first, second = (
        said(value, "2027", status=Status.TARGET, standing=standing)
        for value, standing in ((8e6, StandsAs.REVISED), (10e6, StandsAs.DRAWN))
    )
    row = row_of(
        [first, second],
        (
            promised(8e6, "2027", "2024-01", fact_id=first.id),
            promised(10e6, "2027", "2024-08", fact_id=second.id),
        ),
    )
    assert promise_lines(row, look, TODAY)[1] == "open, before 8\u00a0Mt"


def test_the_power_of_a_cable_is_its_capacity(look: Look) -> None:
    cable = said(
        1000, "2030", status=Status.TARGET, indicator="power", subject="black_sea_cable",
        base_unit="megawatt",
    )  # fmt: skip
    row = row_of([cable])
    assert row.target_is_capacity
    assert promise_lines(row, look, TODAY) == ["1\u00a0GW by 2030", "open"]


def test_containers_and_tonnes_are_never_one_row() -> None:
    boxes = said(56e3, "2024", base_unit="TEU")
    assert row_of([boxes]).freight is not None
    assert find_standings(build_series([boxes], "tonne")) == []


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("freight", "bac"), ("capacity", "abc"), ("use", "bac"), ("gap", "cab"),
        ("horizon", "cab"), ("recent", "bac"), ("name", "abc"),
    ],
)  # fmt: skip
def test_rows_are_sorted_by_a_choice_and_what_is_unknown_comes_last(by: str, expected: str) -> None:
    facts = [
        said(2e6, "2024", subject="a"), capacity(9e6, subject="a"),
        said(11e6, "2030", subject="a", status=Status.TARGET),
        said(3e6, "2025", subject="b"), capacity(4e6, subject="b"),
        said(30e6, "2028", subject="c", status=Status.TARGET),
        capacity(1e6, period="2020", subject="c"),
    ]  # fmt: skip
    rows = find_standings(build_series(facts, "tonne"))
    assert "".join(row.subject for row in order_standings(rows, by)) == expected


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_row_is_cut_off_and_no_words_reach_the_next_row(
    english: Wording, german: Wording, narrow: bool, language: str
) -> None:
    look = Look(wording=english if language == "en" else german, narrow=narrow)
    goal = said(10e6, "2030", status=Status.TARGET, bound=Bound.ABOUT)
    rows = [
        row_of(
            [said(8e6, "2021"), capacity(6e6, subject="middle_corridor"), goal],
            (promised(10e6, "2030", fact_id=goal.id, growth_needed=3.0, growth_achieved=40.0),),
        ),
        row_of([said(1e6, "2025-01/2025-09", subject="b")]),
        row_of([capacity(2e6, subject="c")]),
    ]
    layout = draw_standings(rows, look, TODAY).to_plotly_json()["layout"]
    low, high = layout["yaxis"]["range"]
    inner = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert high - low == inner  # the axis of rows is one of pixels
    boxes = sorted(box_of(note) for note in layout["annotations"] if note["xref"] == "x")
    assert boxes[0][0] >= low
    assert boxes[-1][1] <= high
    for (_, top), (bottom, _) in pairwise(boxes):
        assert top <= bottom


def test_a_long_name_is_wrapped_where_it_is_narrow(look: Look) -> None:
    row = row_of([said(1e6, "2025", subject="baku_tbilisi_ceyhan_pipeline", partner="kazakhstan")])
    texts = annotations(draw_standings([row], replace(look, narrow=True), TODAY))
    assert "<b>baku tbilisi ceyhan<br>pipeline, kazakhstan</b>" in texts


def box_of(note: dict[str, Any]) -> tuple[float, float]:
    """Lower and upper pixel of a text of lines."""
    height = (note["text"].count("<br>") + 1) * note["font"]["size"] * 1.3
    at = note["y"] + note["yshift"]
    return (at - height, at) if note["yanchor"] == "top" else (at, at + height)


def test_words_are_joined_into_lines_that_fit() -> None:
    assert join_words(["one", "two", "three"], 10) == ["one · two", "three"]
    assert join_words(["a very long part", "b"], 5) == ["a very long part", "b"]
