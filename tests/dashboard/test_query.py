"""The page of queries: statements of an address, answers as table and chart, faults in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from dashboard.address import read_lines
from dashboard.components.query_views import (
    FIRST,
    MAX_SQL,
    answer_table,
    ask,
    find_question,
    read_statement,
    show_answer,
    tell_problem,
)
from dashboard.context import remember, wording
from dashboard.figures.answer import draw_answer, make_plan
from dashboard.figures.theme import Look
from dashboard.pages import query as page
from tests.dashboard.facts import make_store
from tracker import Answer, QueryError, load_questions
from tracker.store import query_guard

YEARS = Answer(
    columns=("period", "port", "teu", "id"),
    rows=[
        ("2022", "Poti", 20.0, 1),
        ("2021", "Poti", 10.0, 2),
        ("2021", "Baku", 5, 3),
        ("2023", None, 7.5, 4),
        (None, "Baku", 1, 5),
    ],
    more=False,
    seconds=0.1,
)


def test_the_limit_is_that_of_the_store() -> None:
    assert MAX_SQL == query_guard.MAX_SQL


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({}, (FIRST, None)),
        ({"question": "growth"}, ("growth", None)),
        ({"question": "nonsense"}, ("", "")),
        ({"sql": "SELECT 1\n  FROM fact"}, ("", "SELECT 1\n  FROM fact")),
        ({"question": "growth", "sql": "SELECT 2"}, ("growth", "SELECT 2")),
        ({"sql": ["SELECT 1", "SELECT 2"]}, ("", "SELECT 2")),
        ({"sql": "x" * (MAX_SQL + 1), "question": ""}, (FIRST, None)),
    ],
)
def test_the_statement_stands_in_the_address(
    query: dict[str, object], wanted: tuple[str, str | None]
) -> None:
    name, sql = wanted
    question = find_question(name)
    assert read_statement(query) == (name, question.sql if sql is None and question else sql)


def test_a_statement_keeps_its_lines_and_loses_what_no_text_holds() -> None:
    assert (
        read_lines({"sql": "SELECT\t1\r\n FROM\x00 a\ud800\n"}, "sql", 99) == "SELECT  1\n FROM a"
    )
    assert read_lines({"sql": 7}, "sql", 99) == ""


def test_an_answer_is_table_chart_and_rows(inside: None) -> None:
    question = find_question("freight_by_year")
    assert question
    view = show_answer(Look(wording=wording("en")), question.sql, "", "", "", "")
    assert view.table.heads[:2] == ["period", "million_tonnes"]
    assert [row[0] for row in view.table.rows] == [str(year) for year in range(2019, 2026)]
    assert view.rows[0] | {"reason": ""} == {
        "period": "2019", "million_tonnes": 0.759, "outcome": "single", "agree": 0, "differ": 0,
        "reason": "",
    }  # fmt: skip
    assert view.figure is not None
    assert list(view.figure.data[0].x) == list(range(2019, 2026))
    assert "7 rows in " in view.subtitle


@pytest.mark.parametrize("question", load_questions(), ids=lambda one: one.name)
def test_every_question_is_shown_in_both_languages(inside: None, question: Any) -> None:
    for language in ("en", "de"):
        view = show_answer(Look(wording=wording(language)), question.sql, "", "", "", "")
        assert view.table.heads
        assert question.title[language]
        assert question.text[language]


def test_axes_are_found_or_taken_as_asked(look: Look) -> None:
    plan = make_plan(YEARS, "", "", "", "")
    assert plan is not None
    assert (plan.x, plan.y, plan.series, plan.shape) == (0, 2, 1, "line")
    figure, names, left = draw_answer(YEARS, plan, look)
    assert names == ["Poti", "Baku", "–"]
    assert list(figure.data[0].x) == [2021, 2022]
    assert list(figure.data[0].y) == [10.0, 20.0]
    assert left == 1
    asked = make_plan(YEARS, "port", "id", "-", "bar")
    assert asked is not None
    assert (asked.x, asked.y, asked.series, asked.shape) == (1, 3, None, "bar")
    assert draw_answer(YEARS, asked, look)[0].data[0].orientation == "h"
    assert make_plan(YEARS, "nix", "port", "nix", "nix") == plan


def test_what_cannot_be_drawn_is_not(look: Look) -> None:
    words = Answer(columns=("a", "b"), rows=[("x", "y")], more=False, seconds=0)
    alone = Answer(columns=("n",), rows=[(1,)], more=False, seconds=0)
    nothing = Answer(columns=("a", "n"), rows=[], more=False, seconds=0)
    assert [make_plan(one, "", "", "", "") for one in (words, alone, nothing)] == [None] * 3


def test_foreign_text_in_a_chart_is_no_markup(look: Look) -> None:
    evil = Answer(columns=("<b>", "n"), rows=[("<img src=x>", 1)], more=False, seconds=0)
    plan = make_plan(evil, "", "", "", "")
    assert plan is not None
    drawn = json.dumps(draw_answer(evil, plan, look)[0].to_plotly_json(), default=str)
    assert "<img" not in drawn
    assert "&lt;img" in drawn


def test_keys_and_entities_lead_on(inside: None) -> None:
    answer = Answer(
        columns=("fact_key", "subject", "document_id", "subject", "value"),
        rows=[("0123456789ab:1-2", "az", 7, "nobody", 12345.5)], more=False, seconds=0,
    )  # fmt: skip
    table, _ = answer_table(answer, wording("de"))
    row = table.rows[0]
    assert "/fact/0123456789ab:1-2" in row[0].href  # type: ignore[union-attr]
    assert "/entity/az" in row[1].href  # type: ignore[union-attr]
    assert "/document/7" in row[2].href  # type: ignore[union-attr]
    assert row[3:] == ["nobody", "12.345,5"]


def test_a_wide_answer_is_painted_in_part_and_it_is_said(inside: None) -> None:
    columns = ", ".join(f"n AS c{index}" for index in range(100))
    sql = f"WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a LIMIT 900) SELECT {columns} FROM a"
    view = show_answer(Look(wording=wording("en")), sql, "", "", "", "")
    assert len(view.table.rows) == 200
    assert len(view.rows) == 900
    assert "first 200 rows" in view.note


@pytest.mark.parametrize(
    ("sql", "english", "german"),
    [
        ("", "no statement yet", "Noch ist nichts gefragt"),
        ("DELETE FROM fact", "this needs DELETE", "verlangt DELETE"),
        ("SELECT nix\nFROM fact", "no such column: nix. Line 1, column 8.", "Zeile 1, Spalte 8."),
        ("SELECT (", "breaks off", "bricht ab"),
        ("SELECT 1; SELECT 2", "behind its semicolon", "hinter dem Semikolon"),
    ],
)
def test_a_fault_is_told_in_the_language_of_the_page(
    inside: None, sql: str, english: str, german: str
) -> None:
    with pytest.raises(QueryError) as caught:
        ask(sql)
    assert english in tell_problem(caught.value, wording("en"))
    assert german in tell_problem(caught.value, wording("de"))
    view = show_answer(Look(wording=wording("en")), sql, "", "", "", "")
    assert view.figure is None
    assert english in str(view.empty)


def test_only_a_few_answers_are_kept(inside: None) -> None:
    for number in range(12):
        ask(f"SELECT {number}")
    kept: dict[str, Answer] = remember("answers", dict)
    assert len(kept) == 8
    assert ask("SELECT 11") is kept["SELECT 11"]


def test_a_database_on_a_server_is_told_of(app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.store.querying import Query

    monkeypatch.setattr(Query, "possible", property(lambda _: False))
    with app.server.app_context():
        assert "on a server" in json.dumps(page.layout().to_plotly_json(), default=str)


def test_an_empty_database_answers_too(tmp_path: Path) -> None:
    from dashboard.app import create_app

    with make_store(tmp_path / "empty.db", ()) as store, create_app(store).server.app_context():
        view = show_answer(Look(wording=wording("en")), "SELECT * FROM targets", "", "", "", "")
        assert view.figure is None
        assert view.table.rows == []
