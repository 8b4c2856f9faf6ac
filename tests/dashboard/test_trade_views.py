"""Views of trade over a real database: one currency, flows apart, growth and shares checked."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import plotly
import pytest
from dash import Dash

from dashboard.app import create_app
from dashboard.components.chart_card import View
from dashboard.components.trade_choices import NAMES, read_trade
from dashboard.components.trade_data import find_implied
from dashboard.components.trade_growth import show_growth
from dashboard.components.trade_matrix import show_matrix
from dashboard.components.trade_shares import show_shares
from dashboard.components.trade_views import show_compare, show_most_documented, show_pair
from dashboard.figures.theme import Look
from dashboard.pages import trade
from tests.dashboard.facts import make_store
from tests.dashboard.test_figures import traces
from tests.dashboard.trade import TRADE
from tracker import Store

ECB_2018 = 1.1809545098039216  # dollars for one euro, mean of the working days of 2018


@pytest.fixture(scope="module")
def trading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("trade") / "trade.db", TRADE) as made:
        yield made


@pytest.fixture(scope="module")
def trading_app(trading: Store) -> Dash:
    return create_app(trading)


@pytest.fixture(autouse=True)
def _inside(trading_app: Dash) -> Iterator[None]:
    with trading_app.server.app_context():
        yield


def values(**chosen: Any) -> list[Any]:
    return [chosen.get(name.removesuffix("_")) for name in NAMES]


def pair(look: Look, chosen: str, **more: Any) -> View:
    return show_pair(look, *values(chosen=chosen, **more))


def rows(view: View, **where: Any) -> list[dict[str, Any]]:
    return [
        dict(row) for row in view.rows if all(row[name] == value for name, value in where.items())
    ]


def text_of(component: Any) -> str:
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def test_an_amount_in_euros_is_shown_in_dollars_and_marked_as_converted(look: Look) -> None:
    view = pair(look, "de-kz")
    [row] = rows(view, period="2018")
    assert row["value"] == pytest.approx(4.6e9 * ECB_2018, rel=1e-6)
    assert (row["converted"], row["stated_value"], row["stated_unit"]) == (True, 4.6e9, "EUR")
    assert (row["rate_period"], row["rate_basis"]) == ("2018", "mean")
    assert row["rate"] == pytest.approx(ECB_2018, rel=1e-6)
    assert "European Central Bank" in view.note
    table = {str(line[0]): line for line in view.table.rows}
    assert "†" in table["2018"][1].text  # type: ignore[union-attr]
    assert table["2018"][2] == "€4.6bn"
    assert "1 EUR = 1.1810 USD" in table["2018"][3] or "1 EUR = 1.181 USD" in table["2018"][3]


def test_a_converted_mark_has_a_dot_and_tells_its_rate(look: Look) -> None:
    figure = pair(look, "de-kz").figure
    assert figure is not None
    [marks] = traces(figure, "actual")
    by_year = dict(zip(marks["x"], zip(marks["marker"]["symbol"], marks["hovertext"], strict=True),
                       strict=True))  # fmt: skip
    assert by_year[2018][0] == "circle-dot"
    assert "converted from €4.6bn" in by_year[2018][1]
    assert "mean of 2018" in by_year[2018][1]
    assert by_year[2022][0] == "circle"


def test_as_stated_shows_one_currency_at_a_time(look: Look) -> None:
    dollars = pair(look, "de-kz", money="stated")
    euros = pair(look, "de-kz", money="stated", currency="EUR")
    assert {row["period"] for row in dollars.rows} == {"2022"}
    assert {row["period"] for row in euros.rows} == {"2018", "2021"}
    assert not any(row["converted"] for row in [*dollars.rows, *euros.rows])


def test_the_line_follows_what_is_drawn_and_a_rival_has_its_spread(look: Look) -> None:
    view = pair(look, "de-kz")
    assert view.figure is not None
    drawn = {row["stated_value"]: row["on_line"] for row in rows(view, period="2022")}
    assert drawn == {10e9: True, 2.8e9: False}  # a ministry goes before an office
    [spread] = traces(view.figure, "spread")
    assert list(spread["y"]) == [2.8e9, 10e9, None]
    [rival] = traces(view.figure, "rival")
    assert rival["marker"]["color"] == look.colours.grey


def test_without_a_rate_the_amount_is_left_out_and_said(look: Look) -> None:
    view = pair(look, "kz-uz")
    [row] = pair(look, "kz-uz", currency="KZT").rows
    assert row["value"] == 2e12
    assert view.rows == []
    assert "1 amount is not shown: there is no rate. (KZT 2023)" in view.note
    assert view.figure is None


def test_flows_and_goods_are_never_mixed(look: Look) -> None:
    exports = pair(look, "kz-cn", what="exports")
    imports = pair(look, "kz-cn", what="imports")
    grain = pair(look, "kz-cn", what="exports", commodity="grain")
    found = [[row["value"] for row in view.rows] for view in (exports, imports, grain)]
    assert found == [[13.2e9], [15e9], [1e9]]
    assert {row["indicator"] for row in exports.rows} == {"exports"}


def test_exports_and_imports_imply_a_turnover_that_is_drawn_hollow(look: Look) -> None:
    # Their sum belongs to the pair in the order of the alphabet, of which nothing else is stated.
    [implied] = find_implied(read_trade({}), "cn", "kz")
    assert implied.figure.base_value == pytest.approx(28.2e9)
    assert implied.place == 2023


def test_a_level_before_is_drawn_hollow_and_leads_to_its_sentence(
    look: Look, trading: Store
) -> None:
    figure = pair(look, "az-tr").figure
    assert figure is not None
    [implied] = traces(figure, "implied")
    assert list(implied["x"]) == [2023]
    assert implied["marker"]["symbol"] == "circle-open"
    assert implied["marker"]["color"] == look.colours.grey
    stated = {one.key for one in trading.facts()}
    assert set(implied["customdata"]) <= stated


def test_months_are_a_bar_of_their_length_and_no_part_of_the_line(look: Look) -> None:
    figure = pair(look, "az-tr").figure
    assert figure is not None
    [part] = traces(figure, "part")
    [line] = traces(figure, "line actual")
    assert list(part["y"]) == [6.5e9]
    assert part["x"][0] + part["error_x"]["array"][0] == pytest.approx(2024 + 1 / 3, abs=0.01)
    assert 6.5e9 not in list(line["y"])


def test_a_target_ahead_is_dashed_in_the_shaded_field(look: Look) -> None:
    figure = pair(look, "az-tr").figure
    assert figure is not None
    [line], [mark] = traces(figure, "line target"), traces(figure, "target")
    assert (line["line"]["dash"], list(line["x"])) == ("dash", [2024, 2028])
    assert mark["marker"]["symbol"] == ["circle-open"]
    [field] = figure.to_plotly_json()["layout"]["shapes"]
    assert (field["x0"], field["x1"]) == (2024.5, 2028.6)


def test_years_are_chosen(look: Look) -> None:
    view = pair(look, "az-tr", **{"from": "2023", "to": "2024"})
    assert {row["period"] for row in view.rows} == {"2023", "2024", "2024-01/2024-10"}


def test_the_matrix_has_one_cell_for_each_pair_and_both_halves(look: Look) -> None:
    view = show_matrix(look, *values())
    assert view.figure is not None
    [heat] = traces(view.figure, "pairs")
    ids = [one for line in heat["customdata"] for one in line if one]
    assert sorted(ids) == sorted(["az-tr", "az-jp", "de-kz", "eu-kz"] * 2)
    newest = {(row["subject"], row["partner"]): row["period"] for row in view.rows}
    assert newest["az", "tr"] == "2024"
    assert "there is no rate" in view.note


def test_a_pair_without_a_calendar_year_has_no_colour(look: Look) -> None:
    view = show_matrix(look, *values())
    assert view.figure is not None
    [hollow] = traces(view.figure, "other")
    assert set(hollow["customdata"]) == {"eu-kz"}
    assert hollow["marker"]["symbol"] == "square-open"


def test_the_matrix_of_a_year_has_the_pairs_of_that_year_alone(look: Look) -> None:
    view = show_matrix(look, *values(year="2023"))
    assert {(row["partner"], row["period"]) for row in view.rows} == {
        ("tr", "2023"),
        ("jp", "2023"),
    }


def test_the_matrix_of_exports_has_sellers_in_its_rows(look: Look) -> None:
    view = show_matrix(look, *values(what="exports"))
    assert view.figure is not None
    [heat] = traces(view.figure, "pairs")
    assert heat["customdata"] == [["kz-cn"]]


def test_every_pair_of_the_matrix_is_a_link_in_its_table(look: Look) -> None:
    view = show_matrix(look, *values(currency="EUR"))
    links = {cells[0].href for cells in view.table.rows}  # type: ignore[union-attr]
    assert "/trade?currency=EUR&chosen=az-tr" in links


@pytest.mark.parametrize("view", ["panels", "together"])
def test_pairs_are_compared_each_with_a_line(look: Look, view: str) -> None:
    found = show_compare(look, *values(view=view))
    assert {(row["subject"], row["partner"]) for row in found.rows} == {
        ("az", "tr"), ("az", "jp"), ("de", "kz"), ("eu", "kz"),
    }  # fmt: skip


def test_picked_pairs_win_and_the_rest_of_a_country_is_grey(look: Look) -> None:
    found = show_compare(look, *values(view="together", country="az", pair=["az-jp"]))
    assert found.figure is not None
    assert len(traces(found.figure, "other")) == 1
    assert "other pairs of the country" in found.note
    panels = show_compare(look, *values(view="panels", country="az", pair=["az-jp"]))
    assert {row["partner"] for row in panels.rows} == {"jp"}


def test_small_charts_have_scales_of_their_own_or_one(look: Look) -> None:
    def ranges(scale: str) -> set[float]:
        found = show_compare(look, *values(scale=scale))
        assert found.figure is not None
        layout = found.figure.to_plotly_json()["layout"]
        return {layout[name]["range"][1] for name in layout if name.startswith("yaxis")}

    assert len(ranges("own")) > 1
    assert len(ranges("same")) == 1


def test_growth_is_checked_against_the_levels(look: Look) -> None:
    view = show_growth(look, *values())
    found = {(row["partner"], row["period"]): row["comparison"] for row in view.rows}
    assert found == {
        ("tr", "2023"): "agrees",
        ("tr", "2024"): "differs",
        ("jp", "2023"): "unstated",
    }
    assert view.subtitle == "1 agree, 1 differ, 1 cannot be checked"
    verdicts = [cells[6] for cells in view.table.rows]
    assert "cannot be checked: no amount for 2022" in verdicts
    assert view.figure is not None
    [tie] = traces(view.figure, "differs")
    assert list(tie["x"]) == [20, pytest.approx(6.667, abs=0.01)]
    [stated] = traces(view.figure, "stated")
    assert set(stated["customdata"]) == {row["fact"] for row in view.rows}


def test_growth_is_that_of_the_chosen_country(look: Look) -> None:
    assert {row["partner"] for row in show_growth(look, *values(country="jp")).rows} == {"jp"}


def test_a_share_has_its_bar_and_the_whole_that_it_implies(look: Look) -> None:
    view = show_shares(look, *values())
    assert view.figure is not None
    [bar] = traces(view.figure, "share")
    assert list(bar["x"]) == [80]
    assert view.figure.to_plotly_json()["layout"]["xaxis"]["range"] == [0, 100.5]
    [row] = view.rows
    assert row["unit"] == "percent"


def test_a_flow_without_growth_or_shares_says_so(look: Look) -> None:
    assert show_growth(look, *values(what="imports")).figure is None
    assert show_shares(look, *values(what="imports")).figure is None


def test_what_was_known_on_a_day_is_shown_alone(look: Look) -> None:
    then = replace(look, as_of="2023-07-01")
    view = show_pair(then, *values(chosen="de-kz"))
    assert {row["stated_value"] for row in view.rows} == {10e9, 9e9}
    assert [row["on_line"] for row in rows(view, period="2022")] == [True]
    assert "State of 1 Jul 2023" in view.note
    matrix = show_matrix(then, *values())
    assert {row["subject"] for row in matrix.rows} == {"de"}


def test_the_overview_has_the_pairs_with_most_years(look: Look) -> None:
    view = show_most_documented(look, 2)
    assert {row["subject"] for row in view.rows} == {"az", "de"}
    assert {row["partner"] for row in view.rows} == {"tr", "kz"}


@pytest.mark.parametrize(
    "query",
    [
        {"what": "x", "currency": "<b>", "money": "7", "chosen": "a-b", "pair": ["q", "az-tr"]},
        {"from": "99999", "to": "abc", "year": "-1", "as_of": "2024-99-99", "view": ["a", "b"]},
    ],
)
def test_nonsense_in_the_address_falls_back(query: dict[str, Any]) -> None:
    choice = read_trade(query)
    assert (choice.flow, choice.currency, choice.stated_only) == ("trade_turnover", "USD", False)
    assert choice.chosen in ("az-tr", "de-kz")
    assert '"type": "H1"' in text_of(trade.layout(**query))


def test_the_whole_view_is_in_the_address() -> None:
    page = text_of(
        trade.layout(
            what="exports", currency="EUR", money="stated", commodity="grain", country="kz",
            year="2023", chosen="kz-cn", view="together", scale="same", as_of="2025-01-01",
            pair=["kz-cn"], **{"from": "2020", "to": "2024"},
        )
    )  # fmt: skip
    for name, value in {
        "what": "exports", "currency": "EUR", "money": "stated", "commodity": "grain",
        "country": "kz", "year": "2023", "chosen": "kz-cn", "view": "together", "scale": "same",
        "from": "2020", "to": "2024", "as_of": "2025-01-01",
    }.items():  # fmt: skip
        part = page[: page.index(f'"page": "trade", "name": "{name}"')]
        after = page[len(part) :][:4000]
        assert f'"value": "{value}"' in part[-4000:] + after, name


def test_a_flow_without_the_chosen_goods_clears_them() -> None:
    options = trade.follow_flow("imports", "grain", "en")
    assert options[2] is None
    assert options[3] is True
    kept = trade.follow_flow("exports", "grain", "en")
    assert kept[2] == "grain"
    assert kept[-1] == [{"value": "kz-cn", "label": "Kazakhstan → China"}]
