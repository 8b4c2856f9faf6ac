"""Entity: everything known of one country, corridor, port, railway, pipeline or organisation."""

import re
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.claims import claim_item
from dashboard.components.derived import implied_list, target_list
from dashboard.components.entity_report import MAX_CLAIMS, EntityReport, find_report
from dashboard.components.entity_series import connect_series, series_part
from dashboard.components.fact_columns import name_subject
from dashboard.components.frame import card, frame
from dashboard.components.kinds import kind_name
from dashboard.components.links import (
    entity_href,
    entity_link,
    fact_href,
    foreign,
    page_href,
    page_link,
)
from dashboard.components.notice import notice
from dashboard.components.record_table import short_table
from dashboard.components.statement import pairs_list, stated
from dashboard.components.tables import Cell, Link, Table
from dashboard.components.watching import watch_button
from dashboard.context import known_entities, wording
from dashboard.page import Page
from dashboard.wording import Wording

_ID = re.compile(r"[a-z0-9_]{1,80}", re.ASCII)
MAX_NAMES = 10
_CHARTED = ("corridor", "railway", "port", "pipeline", "power_line")


def layout(identifier: object = None, **query: object) -> Component:
    """The page for `/entity/<id>`."""
    speak = wording(query.get("lang"))
    known = isinstance(identifier, str) and _ID.fullmatch(identifier)
    report = find_report(str(identifier)) if known else None
    if report is None:
        return _unknown(speak)
    parts = [
        _latest(report, speak),
        series_part(report.entity.id, query, speak),
        _disputed(report, speak),
        _targets(report, speak),
    ]
    side = [_about(report, speak), _partners(report, speak), _documents(report, speak)]
    return frame(
        speak,
        html.P(
            [*_ways(report, speak), watch_button(speak, report.entity.id)], className="entity-ways"
        ),
        html.Div(
            [
                html.Div([*parts, _implied(report, speak)], className="fact-main"),
                html.Div(side, className="fact-side"),
            ],
            className="fact-columns",
        ),
        heading=speak.name(report.entity.id),
        lead=_lead(report, speak),
        title=speak.name(report.entity.id),
        eyebrow=_badges(report, speak),
    )


def _unknown(speak: Wording) -> Component:
    return notice(
        speak,
        speak.say("Nothing of this name is known here"),
        speak.say("The address may have been cut short. Search the figures for its name instead."),
        ("/facts", "/"),
        title=speak.say("Not found"),
    )


def _badges(report: EntityReport, speak: Wording) -> Component:
    entity = report.entity
    badges = [html.Span(kind_name(entity.kind, speak), className="badge")]
    if entity.planned:
        badges.append(html.Span(speak.say("planned"), className="badge badge-target"))
    if entity.origin == "user":
        badges.append(html.Span(speak.say("added here"), className="badge"))
    return html.P(badges, className="badges")


def _lead(report: EntityReport, speak: Wording) -> str:
    if not report.figures:
        return speak.say("No figure in the database names it yet.")
    return speak.say_plural("%(n)s figure names it.", "%(n)s figures name it.", report.figures)


def _ways(report: EntityReport, speak: Wording) -> list[Any]:
    """Where else it can be looked at: its figures in the grid, its chart, its trade."""
    say, entity = speak.say, report.entity
    ways = [
        page_link(say("All its figures"), page_href(speak, "/facts", entity=[entity.id])),
    ]
    if entity.kind in _CHARTED and report.figures:
        target = page_href(speak, "/corridors", kind=entity.kind, chosen=entity.id)
        ways.append(page_link(say("Its capacity and freight"), target))
    if any(name.indicator.startswith("trade") for name in report.latest):
        target = page_href(speak, "/trade", country=entity.id)
        ways.append(page_link(say("Its trade"), target))
    return [part for way in ways for part in (way, " · ")][:-1]


def _about(report: EntityReport, speak: Wording) -> Component:
    say, entity = speak.say, report.entity
    rows: list[tuple[str, Any, str]] = [
        (say("Kind"), kind_name(entity.kind, speak), ""),
    ]
    for language, label in sorted(entity.label.items()):
        rows.append((say("Name (%(code)s)", code=language.upper()), foreign(label), ""))
    others = report.other_names
    if others:
        left = len(others) - MAX_NAMES
        more = " · " + say("and %(n)s more", n=left) if left > 0 else ""
        rows.append((say("Also called"), foreign(" · ".join(others[:MAX_NAMES]) + more), ""))
    if entity.home and entity.home != entity.id:
        rows.append((say("Country"), entity_link(speak, entity.home), ""))
    rows.append((say("Id"), html.Code(entity.id), ""))
    parts: list[Any] = [
        html.H2(say("What it is"), className="card-heading"),
        pairs_list(rows),
    ]
    if report.at_home:
        links = [html.Li(entity_link(speak, each.id)) for each in report.at_home]
        parts += [
            html.H3(say("There"), className="relation"),
            html.Ul(links, className="plain-list"),
        ]
    return card(*parts)


def _latest(report: EntityReport, speak: Wording) -> Component:
    say, numbers = speak.say, speak.numbers
    rows: list[list[Cell]] = []
    for each in report.latest:
        count = Link(
            numbers.plain(each.number),
            page_href(speak, "/facts", entity=[report.entity.id], indicator=[each.indicator]),
        )
        if each.fact is None:
            name: list[Cell] = [speak.name(each.indicator), "–", "–", "", "–", count]
            rows.append(name)
            continue
        fact = each.fact.fact
        about = name_subject(each.fact, speak)
        standing = speak.word(each.fact.standing) if each.fact.standing else "–"
        what = speak.name(each.indicator)
        if about != speak.name(report.entity.id):
            what += f" ({about})"
        rows.append(
            [
                what,
                Link(stated(each.fact, speak), fact_href(speak, each.fact.key)),
                numbers.period(fact.period) or "–",
                standing,
                f"{each.fact.source or '–'}, {numbers.day(fact.published) or '–'}",
                count,
            ]
        )
    heading = html.H2(say("Latest figure of each kind"), className="card-heading")
    if not rows:
        return card(
            heading, html.P(say("No figure in the database names it yet."), className="quiet")
        )
    heads = [
        say("What"),
        say("Figure"),
        say("Period"),
        say("Standing"),
        say("Source"),
        say("In all"),
    ]
    table = Table(heads=heads, rows=rows, numeric=frozenset({1, 5}))
    return card(heading, short_table(table, say("Latest figure of each kind")))


def _disputed(report: EntityReport, speak: Wording) -> Component | None:
    if not report.disputed:
        return None
    say = speak.say
    items = [claim_item(claim, speak, page=report.entity.id) for claim in report.disputed]
    more = say("Only the first %(n)s are shown.", n=MAX_CLAIMS) if report.more_disputed else ""
    return card(
        html.H2(say("Where sources disagree"), className="card-heading"),
        html.Ul(items, className="claims"),
        html.P(more, className="card-note"),
    )


def _targets(report: EntityReport, speak: Wording) -> Component | None:
    if not report.targets:
        return None
    heading = speak.say("What was promised")
    return card(
        html.H2(heading, className="card-heading"),
        target_list(report.targets, speak, report.entity.id),
    )


def _implied(report: EntityReport, speak: Wording) -> Component | None:
    if not report.implied:
        return None
    say = speak.say
    return card(
        html.H2(say("What follows from these figures"), className="card-heading"),
        html.P(
            say("Computed from stated figures, stated by no source in these words."),
            className="card-subtitle",
        ),
        implied_list(report.implied, speak, report.entity.id),
    )


def _partners(report: EntityReport, speak: Wording) -> Component | None:
    if not report.partners:
        return None
    rows: list[list[Cell]] = [
        [
            Link(speak.name(other), entity_href(speak, other)),
            Link(
                speak.numbers.plain(number),
                page_href(speak, "/facts", entity=[report.entity.id], partner=[other]),
            ),
        ]
        for other, number in report.partners
    ]
    heading = speak.say("Named together with it")
    table = Table(
        heads=[speak.say("Partner"), speak.say("Figures")], rows=rows, numeric=frozenset({1})
    )
    return card(html.H2(heading, className="card-heading"), short_table(table, heading))


def _documents(report: EntityReport, speak: Wording) -> Component | None:
    if not report.documents:
        return None
    say, numbers = speak.say, speak.numbers
    items = [
        html.Li(
            [
                page_link(
                    foreign(stored.document.title or say("Untitled")),
                    page_href(speak, f"/document/{stored.id}"),
                ),
                html.Span(
                    [
                        foreign(stored.document.source or "–"),
                        f", {numbers.day(stored.document.published) or '–'} · ",
                        speak.say_plural("%(n)s figure", "%(n)s figures", number),
                    ],
                    className="statement-who",
                ),
            ]
        )
        for stored, number in report.documents
    ]
    return card(
        html.H2(say("Newest texts that name it"), className="card-heading"),
        html.Ul(items, className="plain-list"),
    )


PAGE = Page(
    name="entity",
    path="/entity/<identifier>",
    title="Entity",
    description="Everything known of one country, corridor, port or organisation.",
    layout=layout,
    connect=connect_series,
    in_menu=False,
    exists=lambda identifier: identifier in known_entities(),
)
