"""Charts show what SQL answers, and every mark leads to the words it was read from."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest

from tests.browser.conftest import Opener

MIDDLE = {2019: 759000, 2020: 783000, 2021: 586000, 2022: 1485000, 2023: 2764000, 2024: 4484000,
          2025: 4119000}  # fmt: skip

DERIVED = ("implied", "finding")


def values_of(sql: sqlite3.Connection, where: str) -> dict[str, float]:
    """Fact to value in the base unit, as a person with a SQL shell asks for them."""
    rows = sql.execute(
        "SELECT fact_key, base_value FROM facts_readable"
        f" WHERE measure = 'level' AND equivalent_of IS NULL AND {where}"
    )
    return {row["fact_key"]: row["base_value"] for row in rows}


def test_the_line_of_the_middle_corridor_is_complete(open_page: Opener) -> None:
    watched = open_page("/corridors?chosen=middle_corridor")
    data = watched.page.evaluate(
        "document.querySelector('#card-timeline .js-plotly-plot').data"
        ".filter((trace) => trace.name === 'line actual').map((t) => [[...t.x], [...t.y]])"
    )
    assert dict(zip(*data[0], strict=True)) == MIDDLE


def test_the_timeline_shows_what_sql_answers(open_page: Opener, sql: sqlite3.Connection) -> None:
    watched = open_page("/corridors?chosen=middle_corridor")
    expected = values_of(
        sql,
        "subject = 'middle_corridor' AND base_unit = 'tonne'"
        " AND indicator IN ('capacity', 'freight_volume')"
        " AND coalesce(period_end, published) IS NOT NULL",
    )
    # What is implied, and what was found of a dispute, are marks of their own.
    stated = [one for one in watched.points("timeline") if one["name"] not in DERIVED]
    assert {point["key"]: point["y"] for point in stated} == expected
    assert len(expected) >= 20


@pytest.mark.parametrize("kind", ["corridor", "railway", "port", "pipeline"])
def test_the_bullets_show_what_sql_answers(
    open_page: Opener, sql: sqlite3.Connection, kind: str
) -> None:
    watched = open_page(f"/corridors?kind={kind}")
    expected = values_of(
        sql, f"subject_kind = '{kind}' AND indicator IN ('capacity', 'freight_volume')"
    )
    points = watched.points("standings")
    assert points
    assert {point["key"]: point["x"] for point in points}.items() <= expected.items()


def test_trade_shows_what_sql_answers(open_page: Opener, sql: sqlite3.Connection) -> None:
    watched = open_page("/trade?money=stated")
    rows = sql.execute(
        "SELECT fact_key, base_value, subject, partner FROM trade_by_year"
        " WHERE indicator = 'trade_turnover' AND unit = 'USD' AND commodity IS NULL"
        " AND coalesce(period_end, published) IS NOT NULL"
    ).fetchall()
    drawn = {point["key"]: point["y"] for point in watched.points("trade")}
    assert drawn == {row["fact_key"]: row["base_value"] for row in rows}
    assert len({(row["subject"], row["partner"]) for row in rows}) >= 10
    japan = [row["base_value"] for row in rows if {row["subject"], row["partner"]} == {"az", "jp"}]
    assert 452e6 in japan


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/corridors?chosen=middle_corridor", "timeline"),
        pytest.param("/trade", "trade", marks=pytest.mark.thorough),
        pytest.param("/", "glance", marks=pytest.mark.thorough),
    ],
)
def test_every_mark_leads_to_its_surface(
    open_page: Opener, sql: sqlite3.Connection, path: str, name: str
) -> None:
    watched = open_page(path)
    page = watched.page
    surfaces = dict(sql.execute("SELECT fact_key, surface FROM facts_readable").fetchall())
    for key in sorted({point["key"] for point in watched.points(name)}):
        page.evaluate("(href) => dash_clientside.set_props('go', {href: href})", f"/fact/{key}")
        page.wait_for_function(
            "(key) => document.querySelector('code') &&"
            " document.querySelector('code').textContent === key",
            arg=key,
        )
        assert page.locator("mark.figure-mark").text_content() == surfaces[key]
    watched.assert_quiet()


@pytest.mark.parametrize(
    ("path", "name", "trace"),
    [
        ("/corridors?chosen=middle_corridor", "timeline", "actual"),
        ("/corridors?chosen=middle_corridor", "timeline", "part"),
        ("/corridors", "standings", "target"),
        ("/trade", "trade", "target"),
    ],
)
def test_a_click_on_a_mark_opens_a_fact_of_that_mark(
    open_page: Opener, path: str, name: str, trace: str
) -> None:
    watched = open_page(path)
    page = watched.page
    page.locator(f"#card-{name} .js-plotly-plot").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    places = watched.places(name)
    # One that is to be seen: a chart may be taller than the window.
    place = next(one for one in places if one["name"] == trace and 120 < one["y"] < 850)
    # Marks may lie on top of each other: any of those within the pointer's reach is right.
    near = {
        one["key"] for one in places
        if abs(one["x"] - place["x"]) < 20 and abs(one["y"] - place["y"]) < 20
    }  # fmt: skip
    page.mouse.move(place["x"] - 3, place["y"])
    page.mouse.move(place["x"], place["y"])
    page.wait_for_selector(f"#card-{name} .hoverlayer .hovertext", state="attached")
    page.mouse.click(place["x"], place["y"])
    page.wait_for_url("**/fact/*")
    assert page.url.rsplit("/", 1)[1] in near


def test_the_table_beside_a_chart_holds_the_same_facts(open_page: Opener) -> None:
    watched = open_page("/corridors?chosen=middle_corridor")
    card = watched.page.locator("#card-timeline")
    card.get_by_role("tab", name="Table").click()
    card.locator("td a").first.wait_for()
    links = card.locator("td a").evaluate_all("all => all.map((one) => one.pathname)")
    keys = {link.removeprefix("/fact/") for link in links}
    assert keys >= {point["key"] for point in watched.points("timeline")}


def test_a_chart_is_downloaded_as_csv(open_page: Opener) -> None:
    watched = open_page("/corridors?chosen=middle_corridor")
    watched.page.locator("#card-timeline").get_by_role("button", name="Download").click()
    with watched.page.expect_download() as started:
        watched.page.get_by_role("menuitem", name="CSV").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    freight = {
        int(row["period"]): float(row["value"]) for row in rows
        if row["on_line"] == "True" and row["indicator"] == "freight_volume"
        and row["status"] == "actual" and len(row["period"]) == 4 and row["bound"] == "exact"
        and row["commodity"] == ""
    }  # fmt: skip
    assert freight.items() >= MIDDLE.items()
