"""Overview: how much is known, how the corridors stand, what is new, what needs a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import Dash, html
from dash.development.base_component import Component

from dashboard.components import corridor_data as corridors
from dashboard.components import trade_views as trade
from dashboard.components.chart_card import (
    View,
    chart_card,
    connect_chart,
    points_csv,
    points_table,
)
from dashboard.components.corridor_words import name_series
from dashboard.components.frame import card, frame
from dashboard.components.links import page_href, page_link
from dashboard.components.statement import statement_list
from dashboard.context import current_store, remember, today, wording
from dashboard.figures.bullets import draw_standings, standings_height
from dashboard.figures.standing import Standing, order_standings
from dashboard.figures.theme import Look
from dashboard.page import Page
from dashboard.wording import Wording
from tracker import FactFilter, Series

ROWS, PANELS, LATEST, LISTED, PER_DOCUMENT = 6, 6, 8, 4, 2
PANELS_SPACE = 520


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that only a person can settle: how many, what, and where to do it."""

    count: int
    text: str
    href: str
    examples: Sequence[tuple[str, str]] = ()


def layout(**query: object) -> Component:
    """The first page."""
    speak = wording(query.get("lang"))
    say = speak.say
    counts = remember("counts", _count)
    rows = remember(("glance", "tonne"), _glance)
    return frame(
        speak,
        html.Ul(
            [_tile(speak, counts[name], text, href) for name, text, href in _tiles()],
            className="tiles",
        ),
        chart_card(
            speak,
            "glance",
            heading=say("Corridors at a glance"),
            height=standings_height(len(rows), False),
            link=page_link(say("All corridors"), page_href(speak, "/corridors"), "link more"),
        ),
        chart_card(
            speak,
            "trade-glance",
            heading=say("Trade at a glance"),
            height=PANELS_SPACE,
            link=page_link(say("All pairs"), page_href(speak, "/trade"), "link more"),
        ),
        html.Div([_latest(speak), _tasks(speak)], className="two"),
        heading=say("What is known about trade and transport along the Middle Corridor?"),
        lead=say("Figures from news and press releases, each with the sentence it was read from."),
        title=say("Overview"),
    )


def _tiles() -> list[tuple[str, str, str]]:
    return [
        ("facts", "Figures", "/facts"),
        ("documents", "Documents", "/documents"),
        ("sources", "Sources", "/documents"),
        ("subjects", "Countries, corridors, ports …", "/corridors"),
    ]


def _count() -> dict[str, int]:
    store = current_store()
    return {
        "facts": store.count(FactFilter()),
        "documents": len(store.documents()),
        "sources": len(store.view("sources")),
        "subjects": len([one for one, _ in store.facets("subject", FactFilter(), 100_000) if one]),
    }


def _tile(speak: Wording, count: int, text: str, href: str) -> Component:
    inner = [
        html.Span(speak.numbers.plain(count), className="tile-number"),
        html.Span(speak.say(text), className="tile-text"),
    ]
    return html.Li(page_link(inner, page_href(speak, href), "tile"))


def _glance() -> list[Standing]:
    """Those of every kind of which most is said, the largest first."""
    said = Counter(one.subject for one in _every() for _ in one.points)
    rows = [row for kind in corridors.KINDS for row in corridors.find_rows(kind, "tonne")]
    known = [row for row in rows if row.freight or row.capacity]
    best = sorted(known, key=lambda row: (-len(row.points), -said[row.subject], row.subject))
    return order_standings(best[:ROWS], "freight")


def _every() -> list[Series]:
    return [one for kind in corridors.KINDS for one in corridors.find_series(kind, "tonne")]


def show_glance(look: Look) -> View:
    """Corridors, railways, ports and pipelines of which most is known, in tonnes."""
    speak = look.wording
    rows = _glance()
    subjects = {row.subject for row in rows}
    series = [one for one in _every() if one.subject in subjects]
    headings = [f"{speak.name(one.subject)}, {name_series(one, speak)}" for one in series]
    return View(
        figure=draw_standings(rows, look, today()) if rows else None,
        subtitle=speak.say(
            "Tonnes a year: pale is capacity, dark is freight, hollow is the target"
        ),
        table=points_table(series, headings, speak),
        points=[point for row in rows for point in row.points],
        rows=points_csv(series, speak),
        empty=html.P(speak.say("No corridor has a figure in tonnes yet.")),
    )


def show_trade(look: Look) -> View:
    """The pairs with most years of turnover."""
    return trade.show_most_documented(look, 3 if look.narrow else PANELS)


def _latest(speak: Wording) -> Component:
    facts = current_store().facts(
        FactFilter(measure=("level",), equivalents=False), order=[("published", "desc")], limit=60
    )
    seen: Counter[int] = Counter()
    named = []
    for one in facts:
        if one.fact.subject and one.fact.confidence >= 0.5 and seen[one.document_id] < PER_DOCUMENT:
            seen[one.document_id] += 1
            named.append(one)
    return card(
        html.Div(
            [
                html.H2(speak.say("Latest figures"), className="card-heading"),
                page_link(speak.say("All figures"), page_href(speak, "/facts"), "link more"),
            ],
            className="card-head",
        ),
        statement_list(named[:LATEST], speak),
    )


def _tasks(speak: Wording) -> Component:
    tasks = [task for task in find_tasks(speak) if task.count]
    items = [
        html.Li(
            [
                page_link(
                    [
                        html.Span(speak.numbers.plain(task.count), className="task-count"),
                        html.Span(task.text, className="task-text"),
                    ],
                    task.href,
                    "task",
                ),
                html.Ul(
                    [html.Li(page_link(text, href)) for text, href in task.examples],
                    className="task-examples",
                )
                if task.examples
                else None,
            ]
        )
        for task in tasks
    ]
    body = (
        html.Ul(items, className="tasks")
        if items
        else html.P(speak.say("Nothing is waiting."), className="quiet")
    )
    return card(html.H2(speak.say("What needs a person"), className="card-heading"), body)


def find_tasks(speak: Wording) -> list[Task]:
    """Contradictions, missed promises and unreviewed figures, with a few examples each."""
    say, store = speak.say, current_store()
    conflicts = remember("conflicts", lambda: store.view("conflicts"))
    overdue = remember(("overdue", today().isoformat()), lambda: _overdue(store.view("targets")))
    unreviewed = remember("unreviewed", lambda: store.count(FactFilter(review=("unreviewed",))))
    return [
        Task(
            count=len(conflicts),
            text=speak.say_plural(
                "claim on which sources disagree",
                "claims on which sources disagree",
                len(conflicts),
            ),
            href=page_href(speak, "/facts"),
            examples=[_conflict(row, speak) for row in _spread_first(conflicts)[:LISTED]],
        ),
        Task(
            count=len(overdue),
            text=speak.say_plural(
                "target whose year has passed unreached",
                "targets whose year has passed unreached",
                len(overdue),
            ),
            href=page_href(speak, "/facts", status=["target"]),
            examples=[_promise(row, speak) for row in overdue[:LISTED]],
        ),
        Task(
            count=unreviewed,
            text=say("figures that nobody has checked against their sentence yet"),
            href=page_href(speak, "/facts", review=["unreviewed"]),
        ),
    ]


def _spread_first(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Those farthest apart first."""
    return sorted(rows, key=lambda row: -(row["highest"] / row["lowest"] if row["lowest"] else 0))


def _conflict(row: Mapping[str, Any], speak: Wording) -> tuple[str, str]:
    amount = speak.numbers.amount(row["lowest"], row["base_unit"], high=row["highest"])
    name = speak.name(row["subject"])
    if row["partner"]:
        name += f" – {speak.name(row['partner'])}"
    when = speak.numbers.period(row["period"])
    year = (row["period"] or "")[:4]
    href = page_href(
        speak,
        "/facts",
        entity=[row["subject"]],
        indicator=[row["indicator"]],
        status=[row["status"]],
        from_=year,
        to=year,
    )
    return f"{name}, {speak.name(row['indicator'])} {when}: {amount}", href


def _overdue(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Targets whose time is over and whose latest actual figure lies below them."""
    day = today().isoformat()
    return [
        row
        for row in rows
        if row["period_end"]
        and row["period_end"] < day
        and (row["actual_base_value"] is None or row["actual_base_value"] < row["base_value"])
    ]


def _promise(row: Mapping[str, Any], speak: Wording) -> tuple[str, str]:
    amount = speak.numbers.amount(row["base_value"], row["base_unit"])
    name = speak.name(row["subject"]) or speak.say("not named")
    when = speak.numbers.period(row["period"])
    return f"{name}, {speak.name(row['indicator'])}: {amount}, {when}", page_href(
        speak, f"/fact/{row['fact_key']}"
    )


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    connect_chart(app, "glance", [], show_glance)
    connect_chart(app, "trade-glance", [], show_trade)


PAGE = Page(
    name="overview",
    path="/",
    title="Overview",
    description="How much is known, how the corridors stand, what is new, what needs a person.",
    promise="How the corridors stand, what is new, and what waits for a person.",
    layout=layout,
    connect=connect,
)
