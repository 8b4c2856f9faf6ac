"""Progress: promises, disputes and what is implied, drawn beside the lines of one corridor."""

from dataclasses import replace
from typing import Any

import pytest

from dashboard.figures.labels import Frame, Label, place_labels
from dashboard.figures.progress import Dispute, Implied, Story, draw_progress, explain_marks, styles
from dashboard.figures.promises import find_moves
from dashboard.figures.theme import Look
from tests.dashboard.promised import promised
from tests.dashboard.test_figures import annotations, traces
from tests.test_series import said
from tracker import Bound, Point, Status, StoredFact, build_series
from tracker.model.claim import Standing


def story_of(facts: list[StoredFact], **more: Any) -> Story:
    series = build_series(facts, facts[0].base_unit)
    return Story(series=series, headings=[one.indicator for one in series], **more)


def goal(value: float, year: str | None, **more: Any) -> StoredFact:
    return said(value, year, status=Status.TARGET, **more)


def point_of(story: Story, fact: StoredFact) -> Point:
    return next(point for point in story.points if point.fact_id == fact.id)


def test_the_way_to_a_target_leads_straight_from_the_latest_actual_figure(look: Look) -> None:
    facts = [said(4e6, "2024"), said(4.1e6, "2025"), goal(8e6, "2028"), goal(11e6, "2030")]
    ways = traces(draw_progress(story_of(facts), look), "way")
    assert [(list(way["x"]), list(way["y"])) for way in ways] == [
        ([2025, 2028], [4.1e6, 8e6]), ([2025, 2030], [4.1e6, 11e6]),
    ]  # fmt: skip
    assert {way["line"]["dash"] for way in ways} == {"dash"}
    assert {way["line"]["color"] for way in ways} == {look.colours.marks[1]}


def test_a_target_whose_year_has_passed_has_no_way(look: Look) -> None:
    figure = draw_progress(story_of([said(4e6, "2025"), goal(5e6, "2024")]), look)
    assert traces(figure, "way") == []


def test_a_moved_target_is_pale_and_leads_to_the_one_in_its_place(look: Look) -> None:
    first, second = goal(10e6, "2025"), goal(10e6, "2027")
    moves = find_moves(
        [
            promised(10e6, "2025", "2024-01", fact_id=first.id),
            promised(10e6, "2027", "2024-08", fact_id=second.id),
        ]
    )
    figure = draw_progress(story_of([said(4e6, "2024"), first, second], moves=moves), look)
    (moved,), (marks,), (way,) = (traces(figure, name) for name in ("moved", "target", "way"))
    assert (list(moved["x"]), list(moved["y"])) == ([2025, 2027], [10e6, 10e6])
    assert moved["marker"]["symbol"] == "arrow"
    assert dict(zip(marks["x"], marks["marker"]["opacity"], strict=True)) == {2025: 0.45, 2027: 1}
    assert list(way["x"]) == [2024, 2027]


def test_a_promise_without_a_year_stands_in_a_column_of_its_own(look: Look) -> None:
    figure = draw_progress(story_of([said(4e6, "2023"), said(5e6, "2024"), goal(9e6, None)]), look)
    (undated,) = traces(figure, "undated")
    axis = figure.to_plotly_json()["layout"]["xaxis"]
    assert undated["x"][0] > 2024.5
    assert dict(zip(axis["tickvals"], axis["ticktext"], strict=True))[undated["x"][0]] == "no year"
    assert traces(figure, "target") == []
    assert traces(figure, "way") == []


def test_statements_that_do_not_agree_have_a_bar_between_them_and_say_why(look: Look) -> None:
    drawn, other = said(4.5e6), said(3.3e6, standing=Standing.CONFLICTS)
    story = story_of([drawn, other])
    dispute = Dispute(drawn=point_of(story, drawn), low=3.3e6, high=4.5e6, words="They differ")
    figure = draw_progress(replace(story, disputes=[dispute]), look)
    (bar,), (finding,), (rival,) = (
        traces(figure, name) for name in ("dispute", "finding", "rival")
    )
    assert list(bar["y"]) == [3.3e6, 4.5e6, None]
    assert bar["line"]["width"] > 6
    assert (list(finding["hovertext"]), list(finding["customdata"])) == (
        ["They differ"], [drawn.key],
    )  # fmt: skip
    assert list(rival["y"]) == [3.3e6]
    names = [trace["name"] for trace in figure.to_plotly_json()["data"]]
    assert names.index("dispute") < names.index("actual")  # under the marks, not over them


def test_an_implied_figure_is_hollow_and_grey_and_carries_its_formula(look: Look) -> None:
    implied = Implied(year=2023.0, value=2.78e6, words="= 4.5 Mt / 1.62", key="000000000000:1-2")
    figure = draw_progress(story_of([said(4.5e6)], implied=[implied]), look)
    (marks,) = traces(figure, "implied")
    assert (list(marks["x"]), list(marks["y"])) == ([2023.0], [2.78e6])
    assert marks["marker"]["symbol"].endswith("-open")
    assert marks["marker"]["color"] == look.colours.grey
    assert list(marks["hovertext"]) == ["= 4.5 Mt / 1.62"]
    low, _ = figure.to_plotly_json()["layout"]["xaxis"]["range"]
    assert low < 2023


def test_a_part_of_a_year_is_as_long_as_it_lasts_and_joined_to_nothing(look: Look) -> None:
    facts = [said(4.0, "2023"), said(3.0, "2024-01/2024-06"), said(5.0, "2025")]
    figure = draw_progress(story_of(facts), look)
    (part,) = traces(figure, "part")
    assert part["error_x"]["array"][0] == pytest.approx(0.25, abs=0.02)
    (line,) = traces(figure, "line actual")
    assert list(line["x"]) == [2023, None, 2025]


def test_a_span_of_years_is_no_year(look: Look) -> None:
    facts = [said(4.0, "2024"), said(9.0, "2023/2025")]
    (part,) = traces(draw_progress(story_of(facts), look), "part")
    assert (part["x"][0], list(part["y"])) == (pytest.approx(2024, abs=0.02), [9.0])
    assert part["error_x"]["array"][0] == pytest.approx(1.5, abs=0.02)


def test_a_promise_for_a_month_is_a_promise_and_no_part_of_a_year(look: Look) -> None:
    figure = draw_progress(story_of([said(1e6, "2023"), goal(5e6, "2024-04")]), look)
    (mark,), (way,) = traces(figure, "target"), traces(figure, "way")
    assert mark["marker"]["symbol"].endswith("-open")
    assert mark["x"][0] == pytest.approx(2023.79, abs=0.02)
    assert list(way["y"]) == [1e6, 5e6]
    assert traces(figure, "part") == []


def test_the_axis_begins_where_the_first_time_begins(look: Look) -> None:
    figure = draw_progress(story_of([said(4.0, "2022"), said(9.0, "2017/2019")]), look)
    assert figure.to_plotly_json()["layout"]["xaxis"]["range"][0] < 2016.5


def test_open_ends_and_ranges_have_whiskers(look: Look) -> None:
    over = said(4.0, "2023", bound=Bound.OVER, base_low=3.95, base_high=None)
    up_to = said(15.0, "2024", bound=Bound.UP_TO, base_low=None, base_high=15.5)
    between = said(7.0, "2025", bound=Bound.BETWEEN, value_high=13.0, base_low=6.5, base_high=13.5)
    (marks,) = traces(draw_progress(story_of([over, up_to, between]), look), "actual")
    above, below = marks["error_y"]["array"], marks["error_y"]["arrayminus"]
    assert list(above) == pytest.approx([0.4, 0.5, 6.5])
    assert list(below) == pytest.approx([0.05, 1.5, 0.5])


def test_freight_is_a_blue_circle_and_capacity_a_green_square_whatever_comes_first(
    look: Look,
) -> None:
    marks = look.colours.marks
    capacity, freight = said(6e6, None, indicator="capacity"), said(4e6, "2024")
    oil = said(1e6, "2024", commodity="crude_oil")
    series = story_of([capacity, freight, oil]).series
    found = dict(
        zip([(s.indicator, s.commodity) for s in series], styles(series, look), strict=True)
    )
    assert found["capacity", None] == (marks[2], "square")
    assert found["freight_volume", None] == (marks[0], "circle")
    assert found["freight_volume", "crude_oil"][0] not in (marks[0], marks[1], marks[2])


def test_what_is_promised_is_orange_in_every_series(look: Look) -> None:
    facts = [
        said(4e6, "2024"), goal(9e6, "2030"), goal(12e6, "2029", indicator="capacity"),
        said(5e6, "2026", status=Status.FORECAST),
    ]  # fmt: skip
    figure = draw_progress(story_of(facts), look)
    ahead = [mark for name in ("target", "forecast") for mark in traces(figure, name)]
    assert len(ahead) == 3
    assert {mark["marker"]["color"] for mark in ahead} == {look.colours.marks[1]}
    assert all(mark["marker"]["symbol"].endswith("-open") for mark in ahead)


def test_the_record_year_and_the_values_of_promises_are_written_beside_them(look: Look) -> None:
    facts = [said(1e6, "2022"), said(4.5e6, "2023"), said(4e6, "2024"), goal(10e6, "2030")]
    texts = annotations(draw_progress(story_of(facts), look))
    assert "record: 4.5\u00a0Mt" in texts
    assert "10\u00a0Mt" in texts


def test_the_legend_names_only_marks_that_occur(look: Look) -> None:
    plain = explain_marks(story_of([said(1e6, "2024")]), look)
    assert plain == []
    hedged = explain_marks(story_of([said(1e6, "2024", bound=Bound.ABOUT)]), look)
    assert [text for *_, text in hedged] == ["What the hedge allows"]
    narrow = explain_marks(story_of([said(1e6, "2024")]), replace(look, narrow=True))
    assert [text for *_, text in narrow] == ["freight_volume"]


def test_every_mark_leads_to_a_fact(look: Look) -> None:
    drawn, other = said(4.5e6), said(3.3e6, standing=Standing.CONFLICTS)
    facts = [drawn, other, said(2e6, "2024-01/2024-06"), goal(9e6, None), goal(8e6, "2030")]
    figure = draw_progress(story_of(facts), look)
    keys = {
        key for trace in figure.to_plotly_json()["data"] for key in trace.get("customdata") or ()
    }
    assert keys == {fact.key for fact in facts}


def test_nothing_stated_with_a_time_is_an_empty_figure(look: Look) -> None:
    assert draw_progress(story_of([said(1.0, None, published=None)]), look).data == ()


FRAME = Frame(left=0, right=10, bottom=0, top=10, width=300, height=300)


def test_labels_never_touch_marks_each_other_or_the_edge() -> None:
    labels = [Label(x=5, y=5, text="10 Mt"), Label(x=5.4, y=5, text="11 Mt")]
    marks = [(5.0, 5.0), (5.4, 5.0)]
    placed = place_labels(labels, marks, FRAME)
    boxes = []
    for label, anchor, across, up in placed:
        x, y = FRAME.place(label.x, label.y)
        width = len(label.text) * 6.6
        start = x + across - {"center": width / 2, "left": 0, "right": width}[anchor]
        boxes.append((start, y + up - 8, start + width, y + up + 8))
    for box in boxes:
        assert 0 <= box[0] <= box[2] <= 300
        for x, y in (FRAME.place(*mark) for mark in marks):
            assert not (box[0] < x < box[2] and box[1] < y < box[3])
    assert len(boxes) == 2
    one, other = boxes
    assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_label_without_room_on_any_side_is_left_out() -> None:
    crowd = [(x / 4, y / 4) for x in range(41) for y in range(41)]
    assert place_labels([Label(x=5, y=5, text="no room")], crowd, FRAME) == []
