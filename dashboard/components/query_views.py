"""Views of queries: a statement's rows as table, chart and files, and what went wrong with it."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any

from dash import html

from dashboard.address import read_lines, read_text
from dashboard.components.chart_card import View
from dashboard.components.links import entity_href, fact_href, page_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import current_store, known_entities, remember
from dashboard.figures.answer import SHAPES_OF_CHART, draw_answer, make_plan
from dashboard.figures.theme import SHAPES, Look
from dashboard.wording import Wording
from tracker import Answer, QueryError, Question, load_questions

MAX_SQL = 8000
FIRST = "freight_by_year"
"""The question that is asked where the address asks nothing."""

_KEPT, _SIZE = 8, 4 << 20
_CELLS = 20_000  # that a browser paints in one go
_GLYPHS = dict(zip(SHAPES, "●■◆▲★⬢", strict=True))
_ENTITIES = ("subject", "partner", "place", "home")
_lock = Lock()


def find_question(name: str) -> Question | None:
    """One of the packaged questions."""
    return next((one for one in load_questions() if one.name == name), None)


def read_statement(query: Mapping[str, object]) -> tuple[str, str]:
    """The question and the statement of an address."""
    sql = read_lines(query, "sql", MAX_SQL)
    question = find_question(read_text(query, "question", "" if sql else FIRST))
    if question is None:
        return "", sql
    return question.name, sql or question.sql


def ask(sql: str) -> Answer:
    """The answer; the last few are kept for as long as the data stay as they are.

    Raises:
        QueryError: There is none.
    """
    kept: OrderedDict[str, Answer] = remember("answers", OrderedDict)
    with _lock:
        known = kept.get(sql)
    if known is not None:
        return known
    answer = current_store().query.ask(sql, size=_SIZE)
    with _lock:
        kept[sql] = answer
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return answer


def tell_problem(error: QueryError, speak: Wording) -> str:
    """What went wrong with a statement, in the language of the page."""
    say = speak.say
    sentences = {
        "empty": say("There is no statement yet. Choose a question or write one."),
        "length": say("The statement is longer than %(n)s signs.", n=speak.numbers.plain(MAX_SQL)),
        "several": say("Write one statement; there is more behind its semicolon."),
        "places": say("The statement has a place for a value (?); write the value itself."),
        "refused": say("Only reading is possible here; this needs %(what)s.", what=error.what),
        "time": say(
            "Stopped after five seconds. Ask for less: a condition, a shorter time, or LIMIT."
        ),
        "size": say("A value would be larger than may be handled here."),
        "busy": say("Other queries are still running. Try again in a moment."),
    }
    told = sentences.get(error.reason) or say("The database says: %(what)s.", what=error.what)
    if error.reason == "syntax" and not error.what:
        told = say("The statement breaks off, or holds a sign that no text can hold.")
    if error.position is not None:
        line, column = error.position
        told += " " + say("Line %(line)s, column %(column)s.", line=line, column=column)
    return told


def count_rows(answer: Answer, speak: Wording) -> str:
    """`24 rows in 0.01 seconds.`, and whether there are more."""
    found = speak.say_plural("%(n)s row", "%(n)s rows", len(answer.rows))
    time = speak.numbers.plain(max(answer.seconds, 0.001), 3)
    told = speak.say("%(rows)s in %(time)s seconds.", rows=found, time=time)
    if answer.more:
        told += " " + speak.say("There are more; these are the first.")
    return told


def show_answer(
    look: Look, asked: object, x: object, y: object, series: object, shape: object
) -> View:
    """Table and chart of a statement that was asked."""
    speak = look.wording
    sql = read_lines({"sql": asked}, "sql", MAX_SQL)
    empty = html.P(speak.say("Nothing to draw: run a statement with a column of numbers."))
    try:
        answer = ask(sql)
    except QueryError as error:
        said = html.P(tell_problem(error, speak))
        return View(figure=None, subtitle="", table=Table(heads=[], rows=[]), empty=said)
    names = {"x": x, "y": y, "series": series, "shape": shape}
    plan = make_plan(
        answer,
        x=read_text(names, "x"),
        y=read_text(names, "y"),
        series=read_text(names, "series"),
        shape=read_text(names, "shape"),
    )
    table, painted = answer_table(answer, speak)
    notes = []
    if painted < len(answer.rows):
        notes.append(
            speak.say("The table shows the first %(n)s rows; files hold all of them.", n=painted)
        )
    figure, legend = None, []
    if plan is not None:
        drawn, lines, left = draw_answer(answer, plan, look)
        figure = drawn if lines else None
        if len(lines) > 1:
            glyphs = ["■"] * len(lines) if plan.shape == "bar" else list(_GLYPHS.values())
            legend = list(zip(glyphs, look.colours.marks, lines, strict=False))
        if left:
            notes.append(speak.say("The chart leaves out %(n)s rows.", n=left))
    return View(
        figure=figure,
        subtitle=count_rows(answer, speak),
        table=table,
        note=" ".join(notes),
        rows=[dict(zip(unique(answer.columns), row, strict=True)) for row in answer.rows],
        empty=empty,
        legend=legend,
    )


def unique(columns: Sequence[str]) -> list[str]:
    """Names of columns, told apart by a number where two are alike.

    >>> unique(["a", "b", "a"])
    ['a', 'b', 'a_2']
    """
    seen: dict[str, int] = {}
    found = []
    for name in columns:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found


def answer_table(answer: Answer, speak: Wording) -> tuple[Table, int]:
    """The rows, keys and ids of entities leading on, and how many of them it holds."""
    most = max(20, _CELLS // max(1, len(answer.columns)))
    rows = answer.rows[:most]
    numeric = frozenset(
        index
        for index in range(len(answer.columns))
        if any(isinstance(row[index], int | float) for row in rows)
    )
    table = Table(
        heads=list(answer.columns),
        rows=[
            [_cell(name, value, speak) for name, value in zip(answer.columns, row, strict=True)]
            for row in rows
        ],
        numeric=numeric,
    )
    return table, len(rows)


def _cell(name: str, value: Any, speak: Wording) -> Cell:
    if value is None:
        return "–"
    if isinstance(value, str):
        if name.endswith("fact_key"):
            return Link(value, fact_href(speak, value))
        if name in _ENTITIES and value in known_entities():
            return Link(value, entity_href(speak, value))
        return value
    if name == "document_id":
        return Link(str(value), page_href(speak, f"/document/{value}"))
    if (isinstance(value, int) and abs(value) < 10_000) or name.endswith("id"):
        return str(value)
    return speak.numbers.plain(value, 4)


def shapes_of_chart(speak: Wording) -> list[tuple[str, str]]:
    """The kinds of chart with their names."""
    names = {"line": speak.say("Line"), "bar": speak.say("Bars"), "points": speak.say("Points")}
    return [(one, names[one]) for one in SHAPES_OF_CHART]
