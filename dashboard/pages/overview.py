"""Overview: how much is known, how the corridors stand, what is new, what needs a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.address import read_choice, read_date
from dashboard.components import corridor_data as corridors
from dashboard.components import trade_views as trade
from dashboard.components.aria import aria
from dashboard.components.chart_card import (
    View,
    chart_card,
    connect_chart,
    points_csv,
    points_table,
)
from dashboard.components.corridor_words import name_series
from dashboard.components.frame import card, frame, query_id, segmented
from dashboard.components.links import page_href, page_link
from dashboard.components.news import show_news
from dashboard.components.watching import connect_watching, watch_card
from dashboard.context import current_store, remember, today, wording
from dashboard.figures.bullets import draw_standings, standings_height
from dashboard.figures.standing import Standing, order_standings
from dashboard.figures.theme import Look
from dashboard.figures.trade_panels import panels_height
from dashboard.page import Page
from dashboard.reviewing import REASONS, reason_label
from dashboard.wording import Wording
from tracker import DerivedFilter, FollowedTarget, Series, TargetState

ROWS, PANELS, LISTED, MOST_NEW = 6, 6, 4, 1000
BASES = ("published", "stored")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that only a person can settle: how many, what, and where to do it."""

    count: int
    text: str
    href: str
    examples: Sequence[tuple[str, str]] = ()


def layout(**query: object) -> Component:
    """The first page; `/?since=2025-01-01&by=stored` says from when on things are new."""
    speak = wording(query.get("lang"))
    say = speak.say
    wide = Look(wording=speak)
    return frame(
        speak,
        html.Ul(
            [_tile(speak, count, text, href) for count, text, href in _tiles()],
            className="tiles",
        ),
        _news_card(speak, query),
        chart_card(
            speak,
            "glance",
            heading=say("Corridors at a glance"),
            height=_glance_height(wide),
            link=page_link(say("All corridors"), page_href(speak, "/corridors"), "link more"),
        ),
        chart_card(
            speak,
            "trade-glance",
            heading=say("Trade at a glance"),
            height=panels_height(PANELS, wide),
            link=page_link(say("All pairs"), page_href(speak, "/trade"), "link more"),
        ),
        html.Div([watch_card(speak), _tasks(speak)], className="two"),
        heading=say("What is known about trade and transport along the Middle Corridor?"),
        lead=say("Figures from news and press releases, each with the sentence it was read from."),
        title=say("Overview"),
        defaults={"by": "published", "since": default_since()},
    )


def _tiles() -> list[tuple[int, str, str]]:
    held = remember("summary", lambda: current_store().summary())
    return [
        (held.facts, "Figures", "/facts"),
        (held.documents, "Documents", "/documents"),
        (held.sources, "Sources", "/documents"),
        (held.subjects, "Countries, corridors, ports …", "/map"),
    ]


def _tile(speak: Wording, count: int, text: str, href: str) -> Component:
    inner = [
        html.Span(speak.numbers.plain(count), className="tile-number"),
        html.Span(speak.say(text), className="tile-text"),
    ]
    return html.Li(page_link(inner, page_href(speak, href), "tile"))


def default_since() -> str:
    """From when on things are new, unless one says otherwise.

    A quarter of a year before the newest publication (before today where no date is known), or less
    where so much was published that it would take seconds to tell what has changed.
    """
    last = remember("summary", lambda: current_store().summary()).last_published
    try:
        newest = date.fromisoformat(f"{last}-12-31"[:10] if last and len(last) == 4 else last or "")
    except ValueError:
        newest = today()
    newest = min(newest, today())
    since = (newest - timedelta(days=90)).isoformat()
    return max(since, min(remember("crowded since", _crowded_since), newest.isoformat()))


def _crowded_since() -> str:
    """The day after that of the figure behind the newest `MOST_NEW`; empty where there is none."""
    one = current_store().facts(limit=1, offset=MOST_NEW)  # the newest come first
    published = one[0].fact.published if one else None
    if not published or len(published) < 10:
        return ""
    return (date.fromisoformat(published) + timedelta(days=1)).isoformat()


def _news_card(speak: Wording, query: Mapping[str, object]) -> Component:
    say = speak.say
    since = read_date(query, "since") or default_since()
    by = read_choice(query, "by", BASES, "published")
    return card(
        html.H2(say("What changed"), className="card-heading"),
        html.Div(
            [
                html.Label(
                    [
                        html.Span(say("Since"), className="field-label"),
                        dcc.Input(
                            id=query_id("overview", "since"),
                            type="date",  # type: ignore[arg-type]
                            value=since,
                            debounce=0.5,
                            min="1900-01-01",
                            max=today().isoformat(),
                            className="day-input",
                        ),
                    ],
                    className="news-since",
                ),
                segmented(
                    query_id("overview", "by"),
                    by,
                    [("published", say("by publication")), ("stored", say("by arrival here"))],
                    say("What counts as new"),
                ),
            ],
            className="news-controls",
        ),
        # Told at once, so that nothing below moves when its callback has answered; what may take
        # seconds is told later.
        html.Div(
            find_news(speak, since, by) if since >= default_since() else [],
            id="news",
            className="news",
            **aria(live="polite"),
        ),
    )


def find_news(speak: Wording, since: object, by: object) -> list[Component]:
    """What changed since a day, as parts of the card; a sentence where nothing did."""
    query = {"since": since, "by": by}
    day = read_date(query, "since") or default_since()
    basis = read_choice(query, "by", BASES, "published")
    news = remember(
        ("news", day, basis),
        lambda: current_store().changes(day, by="stored" if basis == "stored" else "published"),
    )
    return show_news(news, speak) or [
        html.P(
            speak.say("Nothing is new since %(day)s.", day=speak.numbers.day(day)),
            className="quiet",
        )
    ]


def _glance() -> list[Standing]:
    """Those of every kind of which most is said, the largest first."""
    said = Counter(one.subject for one in _every() for _ in one.points)
    rows = [row for kind in corridors.KINDS for row in corridors.find_rows(kind, "tonne")]
    known = [row for row in rows if row.freight or row.capacity]
    best = sorted(known, key=lambda row: (-len(row.points), -said[row.subject], row.subject))
    return order_standings(best[:ROWS], "freight")


def _glance_height(look: Look) -> int:
    """Of the chart as it will be drawn, so that nothing moves below it."""

    def draw() -> int:
        figure = show_glance(look).figure
        return standings_height(0, False) if figure is None else int(figure.layout.height)

    return remember(("glance height", look.wording.language), draw)


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
    """Doubts by their reason, missed promises and unreviewed figures, the gravest first."""
    say, store = speak.say, current_store()
    waiting = remember("waiting", store.decisions.waiting_counts)
    reasons: Counter[str] = Counter()
    for (reason, _), number in waiting.items():
        reasons[reason] += number
    doubts = [
        Task(
            count=reasons[reason],
            text=reason_label(reason, speak),
            href=page_href(speak, "/review", reason=reason),
        )
        for reason in REASONS
    ]
    overdue = remember(("overdue", today().isoformat()), _overdue)
    unreviewed = remember("summary", store.summary).unreviewed
    return [
        *doubts,
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


def _overdue() -> list[FollowedTarget]:
    """Promises in force whose time is over and that no figure is known to have reached."""
    wanted = DerivedFilter(state=(TargetState.OVERDUE, TargetState.MISSED), current=True)
    found = current_store().derived.targets(wanted)
    return sorted(found, key=lambda row: (row.horizon or "", row.fact_key), reverse=True)


def _promise(row: FollowedTarget, speak: Wording) -> tuple[str, str]:
    amount = speak.numbers.amount(row.base_value, row.base_unit)
    name = speak.name(row.subject) or speak.say("not named")
    when = speak.numbers.period(row.period)
    return f"{name}, {speak.name(row.indicator)}: {amount}, {when}", page_href(
        speak, f"/fact/{row.fact_key}"
    )


def connect(app: Dash) -> None:
    """Registers the callbacks of the page."""
    connect_chart(app, "glance", [], show_glance)
    connect_chart(app, "trade-glance", [], show_trade)
    connect_watching(app)

    @app.callback(
        Output("news", "children"),
        Input(query_id("overview", "since"), "value"),
        Input(query_id("overview", "by"), "value"),
        State("language", "data"),
    )
    def tell(since: object, by: object, language: object) -> list[Component]:
        return find_news(wording(language), since, by)


PAGE = Page(
    name="overview",
    path="/",
    title="Overview",
    description="How much is known, how the corridors stand, what is new, what needs a person.",
    promise="How the corridors stand, what is new, and what waits for a person.",
    layout=layout,
    connect=connect,
)
