"""Statements: passage, money and capacity as single marks over time."""

from dataclasses import replace

from dashboard.figures.statements import Statement, draw_statements
from dashboard.figures.theme import Look
from tests.dashboard.test_figures import annotations, traces
from tracker import Status


def stated(when: float, value: float, key: str = "a", **more: object) -> Statement:
    return Statement(when=when, value=value, words=f"{value}", key=key, **more)  # type: ignore[arg-type]


def test_a_range_is_a_bar_with_a_mark_at_either_end(look: Look) -> None:
    figure = draw_statements([stated(2024.6, 20, high=22)], look, "day")
    (bar,), (marks,) = traces(figure, "range"), traces(figure, "actual")
    assert list(bar["y"]) == list(marks["y"]) == [20, 22]
    assert set(marks["customdata"]) == {"a"}


def test_what_was_before_is_grey_and_leads_to_what_is_now(look: Look) -> None:
    before = stated(2026.2, 28, "a", high=32, former=True, leads_to="b")
    figure = draw_statements([before, stated(2026.2, 13, "b", high=17)], look, "day")
    (former,), (line,) = traces(figure, "former"), traces(figure, "movement")
    assert set(former["marker"]["color"]) == {look.colours.grey}
    assert list(line["y"]) == [28, 17]


def test_a_promise_is_hollow_and_orange_and_a_converted_sum_has_a_dot(look: Look) -> None:
    target = stated(2025.0, 10e9, status=Status.TARGET)
    (mark,) = traces(draw_statements([target], look, "EUR"), "ahead")
    assert mark["marker"]["symbol"] == ["circle-open"]
    assert mark["marker"]["color"] == [look.colours.marks[1]]
    (mark,) = traces(draw_statements([replace(target, computed=True)], look, "EUR"), "ahead")
    assert mark["marker"]["symbol"] == ["circle-open-dot"]


def test_a_hedge_has_a_whisker(look: Look) -> None:
    (mark,) = traces(draw_statements([stated(2025.0, 10, above=1.0)], look, "day"), "actual")
    assert list(mark["error_y"]["array"]) == [1.0]
    assert mark["error_y"]["visible"]


def test_statements_are_never_joined(look: Look) -> None:
    figure = draw_statements([stated(2023.0, 1, "a"), stated(2025.0, 3, "b")], look, "day")
    assert {trace["mode"] for trace in figure.to_plotly_json()["data"]} == {"markers"}


def test_the_words_beside_a_mark_are_written_where_there_is_room(look: Look) -> None:
    figure = draw_statements([stated(2024.0, 9, label="9 days")], look, "day")
    assert annotations(figure) == ["9 days"]


def test_no_statement_is_an_empty_figure(look: Look) -> None:
    assert draw_statements([], look, "day").data == ()
