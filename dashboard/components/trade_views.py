"""Views of trade between two countries: small charts side by side, one chart, growth."""

from collections.abc import Mapping, Sequence

from dash import html

from dashboard.address import read_choice, read_ids
from dashboard.components.chart_card import View, points_csv, points_table
from dashboard.components.links import fact_href, page_href, page_link
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import current_store, remember
from dashboard.figures.theme import MAX_LINES, Look
from dashboard.figures.timeline import name_lines
from dashboard.figures.trade import draw_panels, draw_together, growth, latest_actual
from dashboard.wording import Wording
from tracker import FactFilter, Measure, Series, build_series, load_lexicon

INDICATORS = ("trade_turnover", "exports", "imports")
VIEWS = ("panels", "together")
MAX_PANELS = 24


def find_series(indicator: str, currency: str) -> list[Series]:
    """All two-sided series of one kind in one currency, those with most years first."""

    def build() -> list[Series]:
        where = FactFilter(
            indicator=(indicator,), measure=(Measure.LEVEL,), has_partner=True, equivalents=False
        )
        series = build_series(current_store().facts(where), currency)
        whole = [
            one for one in series if one.place is None and one.commodity is None and not one.rate
        ]
        return sorted(whole, key=lambda one: (-len(one.line()), -len(one.points), one.subject))

    return remember(("trade", indicator, currency), build)


def find_currencies(indicator: str) -> list[str]:
    """Currencies in which something is known, the most used first."""

    def build() -> list[str]:
        units = load_lexicon().units
        where = FactFilter(indicator=(indicator,), measure=(Measure.LEVEL,), has_partner=True)
        found = current_store().facets("unit", where)
        return [unit for unit, _ in found if unit and units.kind(unit) == "money"]

    return remember(("currencies", indicator), build)


def pair_id(series: Series) -> str:
    """How a pair is called in the address: `az-tr`."""
    return f"{series.subject}-{series.partner}"


def name_pair(series: Series, speak: Wording) -> str:
    """`Azerbaijan – Turkey` of equals, `Azerbaijan → Turkey` of exports."""
    mark = {"exports": "→", "imports": "←"}.get(series.indicator, "–")
    return f"{speak.name(series.subject)} {mark} {speak.name(series.partner)}"


def read_choices(query: Mapping[str, object]) -> tuple[str, str, str, str, tuple[str, ...]]:
    what = read_choice(query, "what", INDICATORS, "trade_turnover")
    currencies = find_currencies(what) or ["USD"]
    currency = read_choice(
        query, "currency", currencies, "USD" if "USD" in currencies else currencies[0]
    )
    view = read_choice(query, "view", VIEWS, "panels")
    every = find_series(what, currency)
    country = read_choice(query, "country", {c for one in every for c in sides(one)}, "")
    known = {pair_id(one) for one in every}
    pairs = tuple(pair for pair in read_ids(query, "pair") if pair in known)
    return what, currency, view, country, pairs


def sides(series: Series) -> tuple[str, str]:
    return series.subject, series.partner or ""


def choose_series(
    every: Sequence[Series], country: str, pairs: Sequence[str], most: int
) -> tuple[list[Series], int]:
    """The series to draw, and how many more there are.

    Picked pairs win; else all of a country; else those with most years.
    """
    if pairs:
        fitting = [one for one in every if pair_id(one) in pairs]
    elif country:
        fitting = [one for one in every if country in sides(one)]
    else:
        fitting = list(every)
    return fitting[:most], max(0, len(fitting) - most)


def show_trade(
    look: Look, what: object, view: object, currency: object, country: object, pairs: object
) -> View:
    """The chart for these choices."""
    speak = look.wording
    say = speak.say
    query = {"what": what, "view": view, "currency": currency, "country": country, "pair": pairs}
    chosen_what, money, arrangement, land, picked = read_choices(query)
    most = MAX_LINES if arrangement == "together" else MAX_PANELS
    series, left = choose_series(find_series(chosen_what, money), land, picked, most)
    headings = [name_pair(one, speak) for one in series]
    points = [point for one in series for point in one.points]
    years = sorted({point.year for point in points if point.year})
    span = f"{years[0]}–{years[-1]}" if years else ""
    draw = draw_together if arrangement == "together" else draw_panels
    notes = []
    if arrangement == "panels" and len(series) > 1:
        notes.append(say("Every small chart has its own scale."))
    if left:
        notes.append(
            speak.say_plural(
                "%(n)s more pair: choose it above.", "%(n)s more pairs: choose them above.", left
            )
        )
    if any(point.extent == "part" for point in points):
        notes.append(say("Short bars are parts of a year and never joined with years."))
    return View(
        figure=draw(series, look, headings=headings) if points else None,
        subtitle=f"{speak.name(chosen_what)}, {money}, {span}".strip(", "),
        table=points_table(series, headings, speak),
        points=points,
        note=" ".join(notes),
        rows=points_csv(series, speak),
        legend=name_lines(look, headings) if arrangement == "together" else (),
        empty=[
            html.P(say("No figures for this choice.")),
            html.P(page_link(say("Show all pairs"), page_href(speak, "/trade"))),
        ],
    )


def growth_table(every: Sequence[Series], speak: Wording) -> Table:
    """One row for each pair: newest figure, and growth where two years follow each other."""
    rows: list[list[Cell]] = []
    for one in every:
        last = latest_actual(one)
        if last is None:
            continue
        change = growth(one)
        sign = "+" if change and change[2] >= 0 else "−"
        rows.append(
            [
                name_pair(one, speak),
                Link(
                    speak.numbers.stated(last.value, one.unit, last.bound, high=last.high),
                    fact_href(speak, last.key),
                ),
                speak.numbers.period(last.period) or speak.numbers.day(last.published) or "–",
                sign + speak.numbers.amount(round(abs(change[2]), 1), "percent") if change else "–",
                f"{change[0].year}–{change[1].year}" if change else "–",
            ]
        )
    say = speak.say
    return Table(
        heads=[say("Pair"), say("Figure"), say("Period"), say("Growth"), say("Years")],
        rows=rows,
        numeric=frozenset({1, 3}),
    )
