"""Positions: points and lines of the gazetteer are read, checked, and there for all that has a place."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tracker.lexicon.gazetteer import load_gazetteer
from tracker.lexicon.lexicon import load_lexicon
from tracker.model.errors import LexiconError

PLACED = ("corridor", "railway", "port", "pipeline", "field", "power_line", "country")
# An initiative of many routes; no line would be it.
WITHOUT_ROUTE = {"belt_and_road"}
ROUTES = ("corridor", "railway", "pipeline", "power_line")
ENTRIES = load_lexicon().gazetteer.entries.values()


def _load(folder: Path, text: str) -> Any:
    (folder / "gazetteer").mkdir()
    path = folder / "gazetteer" / "mine.toml"
    path.write_text('kind = "port"\n[brake]\nlabel.en = "Brake"\n' + text, encoding="utf-8")
    return load_gazetteer(folder).entries["brake"]


def test_all_that_has_a_place_is_on_the_map() -> None:
    missing = {one.id for one in ENTRIES if one.kind in PLACED and not (one.point or one.lines)}
    assert missing == WITHOUT_ROUTE


def test_routes_are_lines_and_ports_are_points() -> None:
    assert all(one.lines for one in ENTRIES if one.kind in ROUTES and one.id not in WITHOUT_ROUTE)
    assert all(one.point for one in ENTRIES if one.kind == "port")


def test_no_step_of_a_route_is_a_slip_of_the_pen() -> None:
    # A swapped or mistyped degree jumps; the longest honest step is over the Arctic Sea.
    for one in ENTRIES:
        longest = 22 if one.id == "northern_sea_route" else 15
        for line in one.lines:
            for here, there in pairwise(line):
                across = abs(here.lon - there.lon)
                assert min(across, 360 - across) <= longest, (one.id, here, there)
                assert abs(here.lat - there.lat) <= 10, (one.id, here, there)


def test_what_lies_in_a_country_lies_near_it() -> None:
    entries = {one.id: one for one in ENTRIES}
    for one in ENTRIES:
        home = entries.get(one.home or "")
        if one.point and home and home.point:
            assert abs(one.point.lat - home.point.lat) < 20, one.id
            assert abs(one.point.lon - home.point.lon) < 65, one.id  # Novorossiysk, of Russia


def test_a_users_point_and_lines_are_read(tmp_path: Path) -> None:
    entry = _load(
        tmp_path,
        "point = { lat = 53.3, lon = 8 }\nlines = [[[53.3, 8], [53, 9]], [[1, 2], [3, 4]]]",
    )
    assert entry.point == (53.3, 8)
    assert entry.lines == (((53.3, 8), (53, 9)), ((1, 2), (3, 4)))


def test_a_users_point_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "gazetteer").mkdir()
    (tmp_path / "gazetteer" / "ports.toml").write_text(
        'kind = "port"\n[aktau_port]\npoint = { lat = 43.5, lon = 51.0 }\n', encoding="utf-8"
    )
    assert load_gazetteer(tmp_path).entries["aktau_port"].point == (43.5, 51.0)


@pytest.mark.parametrize(
    "text",
    [
        "point = { lat = 91, lon = 8 }",
        "point = { lat = 50, lon = 181 }",
        "point = { lat = 50 }",
        'point = { lat = "50", lon = 8 }',
        "point = { lat = 50, lon = 8, height = 3 }",
        "point = [50, 8]",
        "lines = []",
        "lines = [[]]",
        "lines = [[[50, 8]]]",
        "lines = [[50, 8], [51, 9]]",
        "lines = [[[50, 8], [51, 190]]]",
        "lines = [[[50, 8], [51, true]]]",
        "lines = [[[50, 8], [51, 9, 10]]]",
        'lines = "50 8"',
    ],
)
def test_a_faulty_position_is_refused_with_its_key(tmp_path: Path, text: str) -> None:
    with pytest.raises(LexiconError) as caught:
        _load(tmp_path, text)
    assert caught.value.key.startswith(("brake.point", "brake.lines"))
    assert "mine.toml" in str(caught.value)
