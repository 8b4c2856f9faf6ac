"""The map: what is drawn how wide, that names keep apart, and that shapes come from here."""

import gzip
import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import dashboard
from dashboard.components.map_views import (
    CHOSEN,
    choose_series,
    find_latest,
    find_places,
    read_choices,
    show_map,
)
from dashboard.context import wording
from dashboard.figures.map import AREAS, Place, draw_map, line_width, point_size, thicken
from dashboard.figures.map_labels import Labels, Wish
from dashboard.figures.theme import Look
from dashboard.pages import map as page

SHAPES = Path(dashboard.__file__).parent / "assets" / "geo" / "world_50m.json"


@pytest.fixture
def view(inside: None) -> Any:
    return show_map(Look(wording=wording("en")), "caspian", "tonne", list(CHOSEN))


def _traces(view: Any) -> dict[str, Any]:
    return {trace.name: trace for trace in view.figure.data}


def test_what_carries_more_is_wider_and_what_is_unknown_is_thin(view: Any) -> None:
    traces = _traces(view)
    corridor, railway = traces["middle_corridor"], traces["btk_railway"]
    assert corridor.line.width > railway.line.width > traces["traceca"].line.width
    # 7.6 Mt of Alat are the most: the widths grow by the root of what is carried
    assert corridor.line.width == pytest.approx(line_width(4.119e6, 7.6e6))
    ports = traces["port"]
    sizes = dict(zip(ports.customdata, ports.marker.size, strict=True))
    symbols = dict(zip(ports.customdata, ports.marker.symbol, strict=True))
    assert sizes["/entity/alat_port"] == point_size(7.6e6, 7.6e6) == 30
    assert symbols["/entity/alat_port"] == "circle"
    assert symbols["/entity/poti_port"] == "circle-open"


def test_what_is_planned_is_dashed(view: Any) -> None:
    traces = _traces(view)
    assert traces["cku_railway"].line.dash != "solid"
    assert traces["btk_railway"].line.dash == "solid"
    assert "planned" in traces["cku_railway"].hovertext


def test_the_pointer_tells_figure_source_and_date(view: Any) -> None:
    told = _traces(view)["middle_corridor"].hovertext
    assert "Middle Corridor" in told
    assert "4.12\u00a0Mt" in told
    assert "Report.az" in told
    assert "10 Mar 2026" in told
    assert "no freight known" in _traces(view)["traceca"].hovertext


def test_the_table_holds_everything_that_was_asked_for(view: Any) -> None:
    names = {row[0].text for row in view.table.rows}
    assert "Belt and Road Initiative" in names  # it has no single route, so it is not on the map
    assert "Belt and Road Initiative" in view.note
    assert view.table.rows[0][0].text == "Port of Baku (Alat)"
    assert view.table.rows[0][2].href.startswith("/fact/")
    assert view.table.rows[0][0].href == "/entity/alat_port"
    assert {row["fact"] for row in view.rows} == {point.key for point in view.points}


def test_units_are_not_mixed(inside: None) -> None:
    view = show_map(Look(wording=wording("en")), "caspian", "TEU", list(CHOSEN))
    assert {row["unit"] for row in view.rows} == {"TEU"}
    assert [row["subject"] for row in view.rows] == ["middle_corridor"]
    latest = choose_series(find_latest(), "tonne")
    assert set(latest) == {"middle_corridor", "btk_railway", "alat_port"}
    assert latest["middle_corridor"].points[-1].year == 2025


def test_only_the_chosen_kinds_are_drawn(inside: None) -> None:
    speak = wording("en")
    assert {one.kind for one in find_places("tonne", ("port",), speak)} == {"port"}
    view = show_map(Look(wording=speak), "world", "tonne", ["pipeline", "nonsense"])
    assert {"btc_pipeline", "tap"} <= set(_traces(view))
    assert "port" not in _traces(view)


@pytest.mark.parametrize(
    "query",
    [{}, {"area": "moon", "unit": "elephant", "kind": "x"}, {"kind": ["", "\0"]}, {"unit": ["a"]}],
)
def test_nonsense_falls_back_to_the_defaults(inside: None, query: dict[str, object]) -> None:
    assert read_choices(query) == ("caspian", "tonne", CHOSEN)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_map_is_drawn_in_every_look(inside: None, area: str, narrow: bool, language: str) -> None:
    look = Look(wording=wording(language), narrow=narrow, dark=narrow)
    view = show_map(look, area, "tonne", list(CHOSEN))
    geo = view.figure.layout.geo
    assert geo.fitbounds is False
    assert (geo.scope, geo.resolution) == ("world", 50)  # the file that we have
    assert len(json.dumps(view.figure.to_plotly_json(), default=str)) < 300_000
    assert view.figure.layout.height <= 650


def test_foreign_names_are_no_markup(look: Look) -> None:
    place = Place(id="x", name="<b>Evil</b>", kind="port", point=(40.0, 50.0))
    drawn = draw_map([place], look, "caspian").data[0]
    assert drawn.text[0] == "&lt;b&gt;Evil&lt;/b&gt;"
    assert "<b>Evil" not in drawn.hovertext[0]


def test_a_line_over_the_date_line_goes_the_short_way() -> None:
    dense = thicken([(70.0, 179.0), (66.0, -169.0)])
    assert dense[-1] == (66.0, 191.0)
    assert all(abs(b[1] - a[1]) < 1 for a, b in pairwise(dense))


def test_names_find_room_or_are_left_away() -> None:
    labels = Labels(lambda at: (at[1] * 10, at[0] * 10), (400, 200))
    labels.keep_free((10, 10), 20)
    for index in range(40):
        labels.place(f"n{index}", Wish("A name", 12, [(10, 10 + index / 20)], room=12))
    labels.place("outside", Wish("Away", 12, [(10, 39.9)], room=0))
    found = labels.found
    assert 1 < len(found) < 40
    assert "outside" not in found
    for one, other in combinations(labels._taken, 2):
        assert not one.meets(other)


def test_shapes_are_small_and_no_island_is_a_line(client: FlaskClient) -> None:
    assert SHAPES.stat().st_size < 400_000
    with client.get("/assets/geo/world_50m.json") as answer:
        assert answer.status_code == 200
    assert len(gzip.compress(SHAPES.read_bytes())) < 120_000
    topology = json.loads(SHAPES.read_text(encoding="utf-8"))
    assert set(topology["objects"]) == {"coastlines", "land", "countries", "lakes"}
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x, y))
        arcs.append(points)
    for shape in topology["objects"]["land"]["geometries"]:
        for rings in shape["arcs"]:
            corners = [
                point for arc in rings[0] for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])
            ]
            around = zip(corners, [*corners[1:], corners[0]], strict=True)
            enclosed = sum(x * b - a * y for (x, y), (a, b) in around) / 2
            assert abs(enclosed) > 300, "an island that is a line may be all of the globe"


def test_the_page_keeps_its_choices(inside: None) -> None:
    laid = json.dumps(
        page.layout(area="world", kind=["port"], lang="de").to_plotly_json(), default=str
    )
    assert "Wo verlaufen die Strecken" in laid
