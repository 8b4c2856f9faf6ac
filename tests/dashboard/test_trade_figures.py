"""Figures of trade as dictionaries: labels apart, gaps, scales, shades, ties."""

import json
from itertools import pairwise

import pytest

from dashboard.figures.theme import DARK, LIGHT, Look
from dashboard.figures.trade import draw_pair, draw_together
from dashboard.figures.trade_axes import FOOT, HEIGHT, TOP, stack
from dashboard.figures.trade_growth import draw_growth
from dashboard.figures.trade_marks import Mark, PairLine, as_index, place_of
from dashboard.figures.trade_matrix import (
    Cell,
    _channels,
    _contrast,
    _ground_at,
    _ink_on,
    _light,
    draw_matrix,
    order_sides,
    scale_of,
)
from dashboard.figures.trade_panels import draw_panels
from tests.dashboard.conftest import make_wording
from tests.dashboard.test_figures import annotations, traces
from tests.test_series import said
from tracker import Bound, Point, Standing, Status, StoredFact, build_series


def point_of(stored: StoredFact) -> Point:
    [series] = build_series([stored], stored.base_unit)
    return series.points[0]


def line_of(*facts: StoredFact, pair: str = "az-tr") -> PairLine:
    subject, partner = pair.split("-")
    marks = [Mark(point=point_of(one), unit="USD", standing=one.standing) for one in facts]
    return PairLine(
        subject=subject, partner=partner, indicator="trade_turnover", commodity=None, unit="USD",
        marks=tuple(sorted(marks, key=lambda mark: place_of(mark.point))),
    )  # fmt: skip


def cell(pair: str, value: float, *, other: bool = False) -> Cell:
    [mark] = line_of(said(value)).marks
    subject, partner = pair.split("-")
    return Cell(subject=subject, partner=partner, mark=mark, other=other)


@pytest.mark.parametrize(
    "wanted", [[10, 12, 95], [0, 0, 0, 0, 0], [100, 100, 100], [50, 50.5, 51, 20], []]
)
def test_labels_are_apart_in_order_and_inside_their_room(wanted: list[float]) -> None:
    placed = stack(wanted, [20] * len(wanted), 100)
    ordered = sorted(placed)
    assert all(10 <= one <= 90 for one in placed)
    assert all(high - low >= 20 - 1e-9 for low, high in pairwise(ordered))
    ranks = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert [placed[index] for index in ranks] == ordered


def test_names_stand_at_the_ends_of_lines_and_never_touch(look: Look) -> None:
    lines = [line_of(said(4e9 + index), pair=f"az-{index}") for index in range(6)]
    headings = [f"Azerbaijan – Somewhere {index}" for index in range(6)]
    figure = draw_together(lines, look, headings=headings)
    notes = [
        note
        for note in figure.to_plotly_json()["layout"]["annotations"]
        if note["xanchor"] == "left"
    ]
    shifts = sorted(note["yshift"] for note in notes)
    assert len(notes) == 6
    assert all(high - low >= 16 for low, high in pairwise(shifts))
    assert shifts[0] >= 0
    assert shifts[-1] <= HEIGHT - TOP - FOOT


def test_a_narrow_chart_has_no_names_inside(look: Look) -> None:
    narrow = Look(wording=look.wording, narrow=True)
    figure = draw_together([line_of(said(4e9))], narrow, headings=["Azerbaijan – Türkiye"])
    assert annotations(figure) == []


def test_a_gap_of_years_stays_a_gap(look: Look) -> None:
    line = line_of(said(1.0, "2019"), said(2.0, "2020"), said(3.0, "2023"))
    [drawn] = traces(draw_pair(line, look, heading="a"), "line actual")
    assert list(drawn["x"]) == [2019, 2020, None, 2023]
    assert (drawn["connectgaps"], drawn["line"]["dash"]) == (False, "solid")


def test_a_single_year_is_a_mark_without_a_line(look: Look) -> None:
    figure = draw_pair(line_of(said(1.0, "2019")), look, heading="a")
    assert traces(figure, "line actual") == []
    assert len(traces(figure, "actual")) == 1


def test_a_rival_that_agrees_has_no_spread(look: Look) -> None:
    line = line_of(said(1.0), said(1.01, standing=Standing.AGREES))
    figure = draw_pair(line, look, heading="a")
    assert traces(figure, "spread") == []
    assert list(traces(figure, "rival")[0]["y"]) == [1.01]


def test_a_target_for_a_year_that_has_passed_stands_alone(look: Look) -> None:
    line = line_of(said(4.0, "2024"), said(10.0, "2023", status=Status.TARGET))
    figure = draw_pair(line, look, heading="a")
    assert traces(figure, "line target") == []
    assert traces(figure, "target")[0]["marker"]["symbol"] == ["circle-open"]
    assert figure.to_plotly_json()["layout"].get("shapes", ()) == ()


def test_the_axis_holds_the_whole_of_a_hedge(look: Look) -> None:
    line = line_of(said(10.0, bound=Bound.OVER, base_low=9.5, base_high=None))
    assert draw_pair(line, look, heading="a").to_plotly_json()["layout"]["yaxis"]["range"][1] >= 11


def test_foreign_words_are_no_markup(look: Look) -> None:
    line = line_of(said(4.0, source='<a href="https://evil.example">x</a>'))
    text = json.dumps(draw_together([line], look, headings=["<b>x</b>"]).to_plotly_json(),
                      default=list)  # fmt: skip
    assert "<a href" not in text
    assert "<b>x</b>" not in text


def test_panels_have_the_same_years(look: Look) -> None:
    lines = [line_of(said(1.0, "2019")), line_of(said(2e3, "2024"), pair="az-jp")]
    layout = draw_panels(lines, look, headings=["a", "b"]).to_plotly_json()["layout"]
    assert layout["xaxis"]["range"] == layout["xaxis2"]["range"] == [2017.65, 2024.6]
    assert layout["yaxis"]["range"] != layout["yaxis2"]["range"]


def test_growth_of_a_pair_is_that_of_two_years_that_follow_each_other() -> None:
    line = line_of(said(5.0, "2020"), said(7.5, "2023"), said(8.0, "2024"))
    grown = line.grown
    assert grown is not None
    assert (grown[0].point.year, grown[1].point.year) == (2023, 2024)
    assert grown[2] == pytest.approx(6.6667, abs=1e-3)


def test_the_largest_stand_first_and_blocs_behind_their_countries() -> None:
    cells = [cell("az-tr", 8e9), cell("az-jp", 1e9), cell("eu-kz", 50e9)]
    rows, across = order_sides(cells, frozenset({"eu"}), symmetric=True)
    assert rows == across == ["kz", "az", "tr", "jp", "eu"]
    first, _ = order_sides(cells, frozenset({"eu"}), symmetric=True, first="jp")
    assert first[0] == "jp"
    sellers, buyers = order_sides(cells, frozenset(), symmetric=False)
    assert (sellers, buyers) == (["eu", "az"], ["kz", "tr", "jp"])


def test_cells_of_turnover_fill_both_halves_and_exports_one(look: Look) -> None:
    def ids(indicator: str) -> list[list[str | None]]:
        figure = draw_matrix(
            [cell("az-tr", 8e9)], look, indicator=indicator, rows=["az", "tr"], across=["az", "tr"]
        )
        return list(traces(figure, "pairs")[0]["customdata"])

    assert ids("trade_turnover") == [[None, "az-tr"], ["az-tr", None]]
    assert ids("exports") == [[None, "az-tr"], [None, None]]


def test_shades_are_factors_and_the_chosen_pair_is_framed(look: Look) -> None:
    cells = [cell("az-tr", 1e9), cell("az-jp", 1e8), cell("az-kz", 1e7)]
    figure = draw_matrix(
        cells, look, indicator="exports", rows=["az"], across=["tr", "jp", "kz"], chosen="az-jp"
    )
    assert list(traces(figure, "pairs")[0]["z"][0]) == pytest.approx([9, 8, 7])
    [frame] = figure.to_plotly_json()["layout"]["shapes"]
    assert (frame["x0"], frame["x1"]) == (pytest.approx(0.52), pytest.approx(1.48))


def test_cells_are_written_in_one_scale() -> None:
    assert scale_of([cell("az-tr", 8e9), cell("az-jp", 4e8)]) == (1e9, "billions")
    assert scale_of([cell("az-tr", 8e6)]) == (1e6, "millions")
    assert scale_of([]) == (1.0, "")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_amounts_can_be_read_on_every_shade(look: Look, colours: object) -> None:
    scheme = Look(wording=look.wording, dark=colours is DARK)
    for step in range(41):
        share = step / 40
        ink = _light(_channels(_ink_on(scheme, share)))
        assert _contrast(ink, _ground_at(scheme, share)) >= 4.5


def test_a_matrix_of_many_columns_has_no_amounts_but_all_their_names() -> None:
    german = Look(wording=make_wording("de"))
    names = [f"land_{index}" for index in range(15)]
    cells = [cell(f"{one}-az", 1e9) for one in names]
    figure = draw_matrix(cells, german, indicator="exports", rows=["az"], across=names)
    layout = figure.to_plotly_json()["layout"]
    assert layout.get("annotations", ()) == ()
    assert len(layout["xaxis"]["ticktext"]) == 15
    assert layout["xaxis"]["tickangle"] == -60


def test_no_growth_is_an_empty_chart(look: Look) -> None:
    assert traces(draw_growth([], look), "agrees") == []


def test_an_index_begins_with_a_hundred_and_tells_the_amounts(look: Look) -> None:
    line = as_index(line_of(said(2e9, "2020"), said(3e9, "2021")))
    assert line is not None
    relative = Look(wording=look.wording, relative=True)
    figure = draw_together([line], relative, headings=["a"])
    [drawn], [marks] = traces(figure, "line actual"), traces(figure, "actual")
    assert list(drawn["y"]) == [100, 150]
    assert "US$3bn" in marks["hovertext"][1]
    assert as_index(line_of(said(1.0, "2024-01/2024-06"))) is None


def test_names_follow_their_lines_on_a_logarithmic_axis(look: Look) -> None:
    lines = [line_of(said(1e9)), line_of(said(1e6), pair="az-jp")]
    log = Look(wording=look.wording, log=True)
    figure = draw_together(lines, log, headings=["large", "small"])
    layout = figure.to_plotly_json()["layout"]
    assert layout["yaxis"]["type"] == "log"
    shifts = [note["yshift"] for note in layout["annotations"]]
    assert shifts[0] > 300
    assert shifts[1] < 60
