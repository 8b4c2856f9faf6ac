"""Cards: what they save, what they read from the address, and whom they name."""

import json
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard import context
from dashboard.address import read_date
from dashboard.components.as_of import as_of_note
from dashboard.components.card_files import Wish, make_picture, make_table, read_wish
from dashboard.components.chart_card import View, chart_card, fill_card, read_look
from dashboard.components.corridor_timeline import show_timeline
from dashboard.components.points import sources_table
from dashboard.components.tables import Link, Table
from dashboard.figures.picture import WIDTH, compose_picture
from dashboard.figures.theme import LIGHT, Look
from dashboard.wording import Wording

pytestmark = pytest.mark.usefixtures("inside")

ADDRESS = "http://127.0.0.1:8050/corridors?chosen=middle_corridor"
NOTHING = Table(heads=[], rows=[])


@pytest.fixture
def timeline(look: Look) -> View:
    return show_timeline(look, "corridor", "tonne", "middle_corridor")


def written(figure: dict[str, Any], name: str = "") -> list[str]:
    """The texts of a figure's annotations, top to bottom as they were added."""
    lines = figure["layout"]["annotations"]
    return [one["text"] for one in lines if not name or one.get("name") == name]


@pytest.mark.parametrize(
    "value", [None, 7, "png", [], {}, {"kind": "exe"}, {"kind": "png; rm", "address": ADDRESS}]
)
def test_nonsense_is_no_wish(value: object) -> None:
    assert read_wish(value) is None


@pytest.mark.parametrize("address", [None, 7, "javascript:alert(1)", "http://a/\n", "x" * 9999])
def test_an_odd_address_is_left_out(address: object) -> None:
    assert read_wish({"kind": "csv", "address": address}) == Wish(kind="csv", address="")


def test_csv_and_json_carry_where_each_figure_stands(timeline: View, look: Look) -> None:
    wish = Wish(kind="json", address=ADDRESS)
    head = json.loads(make_table(timeline, wish, "timeline", "Years", look)["content"])
    assert (head["title"], head["address"], head["as_of"]) == ("Years", ADDRESS, None)
    row = next(one for one in head["rows"] if one["surface"] == "783,000")
    assert (row["value"], row["bound"], row["status"], row["period"]) == (
        783000, "exact", "actual", "2020",
    )  # fmt: skip
    digest, start = row["fact"].split(":")[0], row["start"]
    assert row["fact"] == f"{digest}:{start}-{start + len('783,000')}"
    assert row["document_title"] == "Seven years of the Middle Corridor"
    assert row["document_url"] == "https://example.org/report"
    assert row["source_kind"] == "agency"
    assert row["fact_page"] == f"http://127.0.0.1:8050/fact/{row['fact']}"
    csv = make_table(timeline, Wish(kind="csv", address=ADDRESS), "timeline", "Years", look)
    assert csv["content"].splitlines()[0].split(",") == list(row)
    assert csv["filename"] == "timeline.csv"


def test_rows_without_a_citable_id_stay_as_they_are(look: Look) -> None:
    view = View(figure=None, subtitle="", table=NOTHING, rows=[{"name": "x", "n": 1}])
    saved = make_table(view, Wish(kind="csv", address=ADDRESS), "t", "T", look)
    assert saved["content"].splitlines() == ["name,n", "x,1"]


def test_a_picture_is_white_and_says_everything(timeline: View, look: Look) -> None:
    made = make_picture(timeline, Wish(kind="png", address=ADDRESS), "timeline", "Years", look)
    assert made is not None
    layout = made["figure"]["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == LIGHT.ground == "#ffffff"
    assert (layout["width"], layout["height"]) == (made["width"], made["height"])
    assert made["width"] == WIDTH
    assert "<b>Years</b>" in written(made["figure"], "picture-head")
    foot = " ".join(written(made["figure"], "picture-foot"))
    for words in ("Report.az", "The Astana Times", "As of", ADDRESS.replace("&", "&amp;")):
        assert words in foot


def test_an_earlier_state_is_named_in_picture_and_file(timeline: View, english: Wording) -> None:
    look = Look(wording=english, as_of="2024-05-31")
    made = make_picture(timeline, Wish(kind="svg", address=ADDRESS), "timeline", "Years", look)
    assert made is not None
    assert "State of 31 May 2024" in " ".join(written(made["figure"], "picture-foot"))
    assert made["filename"] == "timeline-as-of-2024-05-31"


def test_nothing_drawn_gives_no_picture(look: Look) -> None:
    view = View(figure=None, subtitle="", table=NOTHING)
    assert make_picture(view, Wish(kind="png", address=ADDRESS), "t", "T", look) is None


def test_the_lines_of_a_picture_lie_inside_its_margins_and_apart() -> None:
    figure = go.Figure(layout={"height": 300, "margin": {"l": 8, "r": 16, "t": 28, "b": 32}})
    legend = [("●", "#0072B2", f"Series {index} with a long name") for index in range(12)]
    made, _, height = compose_picture(
        figure, title="Long question " * 12, subtitle="Tonnes", legend=legend,
        foot=["Note " * 60, "", "Sources: A, B", "http://127.0.0.1/" + "x" * 300],
    )  # fmt: skip
    layout = made["layout"]
    margin = layout["margin"]
    places = {"picture-head": [], "picture-foot": []}
    for one in layout["annotations"]:
        places[one["name"]].append((one["yshift"], one["font"]["size"]))
    head, foot = places["picture-head"], places["picture-foot"]
    assert all(size < shift < margin["t"] for shift, size in head)
    assert all(-margin["b"] < shift - size and shift < 0 for shift, size in foot)
    for lines in (head, foot):
        for (above, size), (below, _) in pairwise(lines):
            assert above - below >= size * 1.25
    assert height - margin["t"] - margin["b"] == 300 - 28 - 32
    assert figure.layout.height == 300, "the figure on the page stays as it is"


def test_markup_of_a_source_is_text_in_a_picture() -> None:
    made, _, _ = compose_picture(
        go.Figure(layout={"height": 300}), title="<b>x</b>", foot=["Sources: <a href='x'>"]
    )
    assert written(made) == [
        "<b>&lt;b&gt;x&lt;/b&gt;</b>",
        f"<span style=\"color:{LIGHT.muted}\">Sources: &lt;a href='x'&gt;</span>",
    ]


def test_the_documents_behind_a_chart_are_listed_once(timeline: View, english: Wording) -> None:
    table = sources_table(timeline.points, english)
    links = [row[2] for row in table.rows]
    assert len(set(links)) == len(links)
    assert sum(int(row[5]) for row in table.rows) == len({one.key for one in timeline.points})
    first = table.rows[0]
    assert first[0] == "Report.az"
    assert first[1] == "news agency"
    assert isinstance(first[2], Link)
    assert first[2].href.startswith("/document/")
    assert first[3] == Link("example.org", "https://example.org/report")


def test_a_card_opens_the_tab_and_the_scale_of_its_address(english: Wording) -> None:
    query = {"a_tab": "sources", "b_tab": "<b>", "a_scale": ["log", "x"]}
    with context.answering(query):
        first = chart_card(english, "a", heading="A", height=9, switches=["log"])
        second = chart_card(english, "b", heading="B", height=9)
    values = {
        str(part.id["name"]): part.value
        for card in (first, second)
        for part in card._traverse()
        if isinstance(getattr(part, "id", None), dict) and part.id["type"] == "query"
    }
    assert values == {"a_tab": "sources", "a_scale": ["log"], "b_tab": "chart", "b_scale": []}
    assert context.asked() == {}


def test_switches_and_day_reach_the_look() -> None:
    look = read_look("de", ["log", "evil"], "2024-02-30")
    assert (look.log, look.relative, look.as_of, look.dark) == (True, False, None, False)
    look = read_look("de", ["relative"], "2024-02-29", dark=True)
    assert (look.log, look.relative, look.as_of, look.dark) == (False, True, "2024-02-29", True)


def test_files_of_an_empty_card_cannot_be_asked_for(look: Look) -> None:
    view = View(figure=None, subtitle="", table=NOTHING)
    assert fill_card(view, look)[-4:] == (True, True, True, True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-31", "2024-05-31"), ("2024-02-30", None), ("1899-12-31", None), ("2024", None),
        ("20240531", None), ("２０２４-05-31", None), ("", None), ("2024-W01-1", None),
    ],
)  # fmt: skip
def test_a_day_is_read_or_left_out(text: str, day: str | None) -> None:
    assert read_date({"as_of": text}, "as_of") == day


def test_an_earlier_state_is_said(german: Wording) -> None:
    assert "31.05.2024" in as_of_note(german, "2024-05-31")
    assert as_of_note(german, None) == ""
