"""Views of the page of data: files, views, rules, rates, and how to cite the whole."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.aria import aria
from dashboard.components.tables import Cell, Table
from dashboard.context import current_store, remember
from dashboard.downloads import (
    FACT_FORMATS,
    VIEW_FORMATS,
    formats_of,
    offers_database,
    offers_whole,
)
from dashboard.wording import Wording
from tracker import Described, Summary

MAX_RATES = 200
_PATIENCE = 0.4  # seconds for counting one view
_LABELS = (
    "One of several figures for the same thing and time is drawn, never a mean of them.",
    "Which one: what a person chose; then the official source before news, the later figure before "
    "the earlier, the exact before the hedged, the most exact digits.",
    "Two figures conflict when no value fits both, their rounding and their hedges allowed for.",
    "Copies of one text are one witness, and a speaker who corrects an own figure is no conflict.",
    "Part of a year is never drawn as a year, containers never as tonnes.",
    "What follows from two stated figures is implied: it is drawn hollow and enters no sum.",
    "Amounts stay in the currency of the source; only where you ask for it are they converted.",
    "A figure far off its neighbours by a power of ten waits for a person before it is drawn.",
)


def summary() -> Summary:
    """What the database holds, counted once for each state of it."""
    return remember("summary", lambda: current_store().summary())


def described() -> list[Described]:
    """The words of the database."""
    return remember("described", lambda: current_store().query.dictionary())


def count_views() -> dict[str, int | None]:
    """Rows of each view; None where counting would take too long."""

    def build() -> dict[str, int | None]:
        query = current_store().query
        counted = {
            name: query.count(name, seconds=_PATIENCE)
            for name in current_store().exchange.views
            if name != "facts_readable"
        }
        return {"facts_readable": summary().facts, **counted}

    return remember("rows of views", build)


def file_size(speak: Wording) -> str:
    """Of the database file: `3.2 MB`; empty for a server."""
    if not current_store().query.possible:
        return ""
    size = Path(current_store().location).stat().st_size
    for unit, factor in (("GB", 1e9), ("MB", 1e6)):
        if size >= factor:
            return f"{speak.numbers.plain(size / factor, 1)}\u00a0{unit}"
    return f"{speak.numbers.plain(size / 1e3, 0)}\u00a0KB"


def file_link(address: str, ending: str, what: str, speak: Wording) -> Component:
    """A link that takes a file: `CSV`, said in full to those who do not see where it stands."""
    return html.A(
        ending.upper() if ending != "parquet" else "Parquet",
        href=address,
        download="",
        className="file-link",
        **aria(label=speak.say("%(what)s as %(format)s", what=what, format=ending.upper())),
    )


def whole_files(speak: Wording) -> Component:
    """The files that hold everything of one kind."""
    say = speak.say
    known = summary()
    facts = speak.say_plural("%(n)s figure", "%(n)s figures", known.facts)
    rows = [
        _file_row(
            say("Figures"),
            say("%(facts)s with source, sentence and evidence, one a row.", facts=facts),
            [
                file_link(f"/download/facts.{one}", one, say("Figures"), speak)
                for one in formats_of(FACT_FORMATS)
            ],
        )
    ]
    if offers_whole():
        rows.append(
            _file_row(
                say("Bundle"),
                say(
                    "Everything that cannot be made anew: documents, figures, decisions, rates; "
                    "for another database of the tracker."
                ),
                [file_link("/download/bundle.zip", "zip", say("Bundle"), speak)],
            )
        )
    if offers_database():
        size = file_size(speak)
        rows.append(
            _file_row(
                say("Database"),
                say(
                    "A whole copy of the SQLite file (%(size)s), to query with any program.",
                    size=size,
                ),
                [file_link("/download/tracker.db", "db", say("Database"), speak)],
            )
        )
    if not offers_whole():
        rows.append(
            html.P(
                say(
                    "This app only shows: whole documents and the database itself are handed out "
                    "by those who keep it."
                ),
                className="quiet",
            )
        )
    return html.Div(rows, className="file-rows")


def _file_row(name: str, text: str, links: Sequence[Component]) -> Component:
    return html.Div(
        [
            html.Span(name, className="file-row-name"),
            html.Span(text, className="file-row-text"),
            html.Span(list(links), className="file-links"),
        ],
        className="file-row",
    )


def view_files(speak: Wording) -> Component:
    """The public views: what they hold, how many rows, and their files."""
    say = speak.say
    body = [
        html.Tr(
            [
                html.Th(html.Code(one.name), scope="row"),
                html.Td(one.text, lang="en"),
                html.Td("…", id={"type": "view-rows", "name": one.name}, className="number"),
                html.Td(
                    html.Span(
                        [
                            file_link(
                                f"/download/view/{one.name}.{ending}", ending, one.name, speak
                            )
                            for ending in formats_of(VIEW_FORMATS)
                        ],
                        className="file-links",
                    )
                ),
            ]
        )
        for one in described()
        if one.is_view
    ]
    heads = (say("View"), say("One row for each"), say("Rows"), say("Files"))
    head = [
        html.Th(text, scope="col", className="number" if index == 2 else "")
        for index, text in enumerate(heads)
    ]
    return html.Div(
        html.Table([html.Thead(html.Tr(head)), html.Tbody(body)], className="table views-table"),
        className="table-box",
        tabIndex=0,
        role="region",
        **aria(label=say("Views")),
    )


def _view_address(name: str, ending: str) -> str:
    return f"/download/view/{name}.{ending}"


def rules(speak: Wording) -> Component:
    """What the ledger does with several figures of one thing, in plain words."""
    return html.Ul([html.Li(speak.say(one)) for one in _LABELS], className="plain-list")


def cite_whole(speak: Wording) -> str:
    """A citation of the whole collection; `{here}` becomes the address of this app."""
    known, numbers = summary(), speak.numbers
    day = numbers.day(date.today().isoformat())
    return "Corridor Tracker. " + speak.say(
        "%(facts)s figures from %(documents)s documents of %(sources)s sources, as of %(day)s.",
        facts=numbers.plain(known.facts),
        documents=numbers.plain(known.documents),
        sources=numbers.plain(known.sources),
        day=day,
    )


def rates_table(speak: Wording) -> tuple[Table, str]:
    """The rates that amounts are converted at, the newest first, and what is missing."""
    say, numbers = speak.say, speak.numbers
    rates = remember("rates in use", lambda: current_store().rates.in_use())
    missing = remember("missing rates", lambda: current_store().rates.missing())
    newest = sorted(rates, key=lambda one: (one.period, one.currency), reverse=True)
    rows: list[list[Cell]] = [
        [
            one.currency,
            numbers.period(one.period),
            numbers.plain(one.per_eur, 4),
            say("one day") if one.basis == "day" else say("mean of %(n)s days", n=one.days),
            one.source,
        ]
        for one in newest[:MAX_RATES]
    ]
    notes: list[Any] = []
    if len(newest) > MAX_RATES:
        notes.append(say("The newest %(n)s of them are shown.", n=MAX_RATES))
    if missing:
        amounts = sum(one.facts for one in missing)
        currencies = ", ".join(sorted({one.currency for one in missing}))
        notes.append(
            say(
                "%(n)s amounts wait for a rate (%(currencies)s).",
                n=numbers.plain(amounts),
                currencies=currencies,
            )
        )
    heads = [say("Currency"), say("Time"), say("For one euro"), say("Basis"), say("Source")]
    return Table(heads=heads, rows=rows, numeric=frozenset({2})), " ".join(notes)
