"""Figures as dictionaries: traces, values, dashes, hollow marks, escaped words."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.figures.bullets import draw_standings
from dashboard.figures.standing import Standing, find_standings, order_standings
from dashboard.figures.theme import Look, nice_ticks, spread
from dashboard.figures.timeline import draw_timeline, intervals_meet
from tests.test_series import said
from tracker import Bound, FactFilter, Series, Status, Store, build_series
from tracker.model import claim

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"


def series_of(store: Store, unit: str, **where: Any) -> list[Series]:
    return build_series(store.facts(FactFilter(**where)), unit)


def standings_of(store: Store) -> dict[str, Standing]:
    found = find_standings(series_of(store, "tonne", indicator=("capacity", "freight_volume")))
    return {one.subject: one for one in found}


def traces(figure: go.Figure, name: str) -> list[dict[str, Any]]:
    return [trace for trace in figure.to_plotly_json()["data"] if trace.get("name") == name]


def annotations(figure: go.Figure) -> list[str]:
    return [note["text"] for note in figure.to_plotly_json()["layout"].get("annotations", ())]


def test_a_standing_has_capacity_today_freight_of_the_latest_year_and_the_target(
    store: Store,
) -> None:
    corridor = standings_of(store)["middle_corridor"]
    assert corridor.capacity is not None
    assert corridor.freight is not None
    assert corridor.target is not None
    assert (corridor.capacity.value, corridor.freight.value) == (6e6, 4.119e6)
    assert (corridor.freight.year, corridor.use) == (2025, pytest.approx(68.65))
    # The farthest promise, whether it speaks of freight or of capacity.
    assert (corridor.target.value, corridor.target.year) == (11e6, 2030)


def test_a_capacity_that_grows_is_capacity_and_target(store: Store) -> None:
    found = standings_of(store)
    pairs = {
        subject: (found[subject].capacity, found[subject].target)
        for subject in ("btk_railway", "alat_port")
    }
    values = {name: tuple(p.value for p in pair if p) for name, pair in pairs.items()}
    assert values == {"btk_railway": (1e6, 5e6), "alat_port": (15e6, 25e6)}


def test_bullets_are_a_wide_pale_bar_a_narrow_dark_bar_and_a_hollow_diamond(
    store: Store, look: Look
) -> None:
    rows = order_standings(list(standings_of(store).values()), "capacity")
    figure = draw_standings(rows, look, date(2026, 7, 1))
    (capacity,), (freight,), (target,) = (
        traces(figure, name) for name in ("capacity", "freight", "target")
    )
    assert [row.subject for row in rows] == ["alat_port", "middle_corridor", "btk_railway"]
    assert list(capacity["x"]) == [15e6, 6e6, 1e6]
    assert list(freight["x"]) == [7.6e6, 4.119e6, 432284]
    assert capacity["width"] > 2 * freight["width"]
    assert target["marker"]["color"] == look.colours.ground
    assert {trace["line"]["dash"] for trace in traces(figure, "way")} == {"dot"}


def test_a_target_whose_year_has_passed_is_called_overdue(store: Store, look: Look) -> None:
    corridor = [standings_of(store)["middle_corridor"]]
    now, later = (
        annotations(draw_standings(corridor, look, date(year, 7, 1))) for year in (2026, 2031)
    )
    assert not any("overdue" in text for text in now)
    assert any("overdue" in text for text in later)


def test_the_line_of_years_is_solid_and_a_gap_stays_a_gap(look: Look) -> None:
    series = build_series([said(1.0, "2019"), said(2.0, "2020"), said(3.0, "2023")], "tonne")
    (line,) = traces(draw_timeline(series, look, headings=["Freight"]), "line actual")
    assert line["line"]["dash"] == "solid"
    assert list(line["x"]) == [2019, 2020, None, 2023]
    assert line["connectgaps"] is False


def test_a_target_ahead_is_dashed_hollow_and_tied_to_the_last_year(look: Look) -> None:
    facts = [said(4.0, "2024"), said(10.0, "2030", status=Status.TARGET)]
    figure = draw_timeline(build_series(facts, "tonne"), look, headings=["Freight"])
    (line,), (mark,) = traces(figure, "line target"), traces(figure, "target")
    assert (line["line"]["dash"], list(line["x"])) == ("dash", [2024, 2030])
    assert mark["marker"]["symbol"].endswith("-open")
    assert "Targets" in annotations(figure)


def test_a_target_for_a_year_that_has_passed_stands_alone(look: Look) -> None:
    facts = [said(4.0, "2024"), said(10.0, "2023", status=Status.TARGET)]
    figure = draw_timeline(build_series(facts, "tonne"), look, headings=["Freight"])
    assert traces(figure, "line target") == []
    assert len(traces(figure, "target")) == 1


def test_rivals_are_drawn_with_a_line_between_them_where_they_do_not_agree(look: Look) -> None:
    rival = said(3.3, published="2025-03", standing=claim.Standing.CONFLICTS)
    facts = [rival, said(4.5, published="2026-03")]
    figure = draw_timeline(build_series(facts, "tonne"), look, headings=["Freight"])
    (beside,), (between,) = traces(figure, "rival"), traces(figure, "spread")
    assert list(beside["y"]) == [3.3]
    assert list(between["y"]) == [3.3, 4.5, None]


def test_a_part_of_a_year_is_a_mark_of_its_own_off_the_line(look: Look) -> None:
    facts = [said(4.0, "2024"), said(3.0, "2024-01/2024-06")]
    figure = draw_timeline(build_series(facts, "tonne"), look, headings=["Freight"])
    (part,) = traces(figure, "part")
    assert list(part["y"]) == [3.0]
    assert 2023.5 < part["x"][0] < 2024
    assert traces(figure, "line actual") == []


def test_a_hedge_has_a_whisker_and_an_exact_figure_none(look: Look) -> None:
    hedged = said(4.0, "2023", bound=Bound.OVER, base_low=3.95, base_high=None)
    figure = draw_timeline(build_series([hedged, said(5.0)], "tonne"), look, headings=["F"])
    (marks,) = traces(figure, "actual")
    assert list(marks["error_y"]["array"]) == [pytest.approx(0.4), 0]
    assert list(marks["error_y"]["arrayminus"]) == [pytest.approx(0.05), 0]


def test_every_mark_knows_its_fact(store: Store, look: Look) -> None:
    series = series_of(store, "tonne", subject=("middle_corridor",))
    figure = draw_timeline(series, look, headings=["a"] * len(series))
    drawn = {
        key for trace in figure.to_plotly_json()["data"] for key in trace.get("customdata") or ()
    }
    assert drawn == {point.key for one in series for point in one.points}


def test_foreign_text_is_no_markup_in_a_figure(look: Look) -> None:
    facts = [said(4.0, source='<a href="https://evil.example">here</a> & "there"')]
    figure = draw_timeline(build_series(facts, "tonne"), look, headings=["<b>bold</b>"])
    text = json.dumps(figure.to_plotly_json(), default=list)
    assert "<a href" not in text
    assert "<b>bold" not in text
    assert "&lt;a href" in text
    assert "&amp;" in text


def test_intervals_that_meet_agree() -> None:
    (series,) = build_series(
        [said(4.0, base_low=3.9, base_high=4.1), said(4.1, base_low=4.05, base_high=None)], "tonne"
    )
    assert intervals_meet(*series.points)


@pytest.mark.parametrize(
    ("top", "ticks"),
    [(4.4e6, [0, 1e6, 2e6, 3e6, 4e6, 5e6]), (0, [0, 1]), (100, [0, 20, 40, 60, 80, 100])],
)
def test_ticks_are_round_and_reach_above_the_largest(top: float, ticks: list[float]) -> None:
    assert nice_ticks(top) == pytest.approx(ticks)


def test_labels_are_moved_apart_in_their_order() -> None:
    placed = spread([5.0, 5.1, 0.0], [1.0, 1.0, 1.0])
    assert placed[1] - placed[0] >= 1 - 1e-9
    assert placed[0] > placed[2]


def test_the_timeline_looks_as_it_did(
    store: Store, look: Look, pytestconfig: pytest.Config
) -> None:
    series = series_of(store, "tonne", subject=("middle_corridor",))
    figure = draw_timeline(series, look, headings=[one.indicator for one in series])
    text = json.dumps(figure.to_plotly_json(), indent=1, sort_keys=True, default=list) + "\n"
    path = SNAPSHOTS / "timeline.json"
    if pytestconfig.getoption("--update-snapshots"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
