"""Trade shares view: how much of a trade one partner or one good is, and the whole it implies."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.components.as_of import as_of_note
from dashboard.components.chart_card import View
from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.components.trade_choices import TradeChoice
from dashboard.components.trade_views import read_values
from dashboard.context import current_store, remember
from dashboard.figures.theme import Look
from dashboard.figures.trade_marks import name_comparison, name_pair
from dashboard.figures.trade_shares import ShareRow, draw_shares
from dashboard.wording import Wording
from tracker import (
    DerivedFilter,
    FactFilter,
    ImpliedFigure,
    Measure,
    Point,
    Rule,
    Series,
    StoredFact,
    build_series,
)

MOST_READ, MOST_DRAWN, NARROW_DRAWN = 200, 18, 10


def find_shares(choice: TradeChoice) -> list[StoredFact]:
    """The newest shares of trade that are stated, of the chosen country or of all."""

    def build() -> list[StoredFact]:
        store = current_store()
        where = FactFilter(
            indicator=(choice.flow,),
            measure=(Measure.SHARE,),
            unit=("percent",),
            entity=(choice.country,) if choice.country else (),
            commodity=(choice.commodity,) if choice.commodity else (),
            until=choice.day,
        )
        if choice.day:
            found = store.known_on(where, choice.day)[:MOST_READ]
        else:
            found = store.facts(where, limit=MOST_READ)
        return [one for one in found if choice.in_years(one.year)]

    key = (choice.flow, choice.commodity, choice.country, choice.first, choice.last, choice.day)
    return remember(("trade shares", *key), build)


def find_wholes(facts: Sequence[StoredFact]) -> dict[str, ImpliedFigure]:
    """The wholes that shares and their parts imply, by the key of the share."""
    documents = sorted({one.document_id for one in facts})
    found: dict[str, ImpliedFigure] = {}
    for document in documents[:MOST_READ]:
        where = DerivedFilter(document_id=document, rule=(Rule.WHOLE,))
        for figure in current_store().derived.implied(where):
            keys = dict(part.split(" ", 1) for part in figure.input_keys.split("; "))
            if "share" in keys:
                found.setdefault(keys["share"], figure)
    return found


def show_shares(look: Look, *values: object) -> View:
    """A bar for each thing of which a share is stated, the newest first."""
    choice = read_values(look, values)
    speak = look.wording
    facts = find_shares(choice)
    series = build_series(facts, "percent")
    rows = sorted(share_rows(series, speak), key=lambda row: _age(row.newest), reverse=True)
    shown = rows[: NARROW_DRAWN if look.narrow else MOST_DRAWN]
    used = {point.key for row in shown for point in row.points}
    wholes = find_wholes([one for one in facts if one.key in used])
    points = [point for row in rows for point in row.points]
    notes = [
        as_of_note(speak, choice.day),
        speak.say("A bar ends at the newest share; grey marks are earlier or other ones."),
    ]
    if any(one.key in wholes for one in points):
        notes.append(
            speak.say("Where the part is stated as an amount too, the table has the whole.")
        )
    if len(rows) > len(shown):
        notes.append(
            speak.say_plural(
                "%(n)s more is in the table.",
                "%(n)s more are in the table.",
                len(rows) - len(shown),
            )
        )
    return View(
        figure=draw_shares(shown, look) if shown else None,
        subtitle=speak.say("%(flow)s, percent of a whole", flow=speak.name(choice.flow)),
        table=shares_table(rows, wholes, speak),
        points=points,
        note=" ".join(note for note in notes if note) if shown else "",
        rows=shares_csv(series, wholes, speak),
        empty=speak.say("No share is stated for this choice."),
    )


def share_rows(series: Sequence[Series], speak: Wording) -> list[ShareRow]:
    """Shares by what they are of."""
    grouped: dict[str, list[Point]] = defaultdict(list)
    for one in series:
        grouped[name_share(one, speak)] += one.points
    return [ShareRow(name=name, points=tuple(points)) for name, points in grouped.items()]


def name_share(series: Series, speak: Wording) -> str:
    """`European Union – Kazakhstan`, `Kazakhstan, crude oil`."""
    name = speak.name(series.subject)
    if series.partner:
        name = name_pair(series.indicator, series.subject, series.partner, speak)
    parts = [name, speak.name(series.commodity), speak.name(series.place)]
    return ", ".join(part for part in parts if part)


def _age(point: Point) -> tuple[str, str]:
    return point.end or point.published or "", point.key


def shares_table(
    rows: Sequence[ShareRow], wholes: Mapping[str, ImpliedFigure], speak: Wording
) -> Table:
    """Every share with the whole that it implies."""
    say, numbers = speak.say, speak.numbers
    cells: list[list[Cell]] = []
    for row in rows:
        for point in sorted(row.points, key=_age, reverse=True):
            whole = wholes.get(point.key)
            cells.append(
                [
                    row.name,
                    numbers.period(point.period) or "–",
                    Link(
                        numbers.stated(point.value, "percent", point.bound, high=point.high),
                        fact_href(speak, point.key),
                    ),
                    numbers.amount(whole.base_value, whole.base_unit) if whole else "–",
                    f"{whole.formula}; {name_comparison(whole.comparison, speak)}"
                    if whole
                    else "–",
                    speak.word(point.status),
                    point.source or "–",
                    numbers.day(point.published) or "–",
                ]
            )
    return Table(
        heads=[
            say("Pair"),
            say("Period"),
            say("Share"),
            say("Whole that it implies"),
            say("Computed as"),
            say("Status"),
            say("Source"),
            say("Published"),
        ],
        rows=cells,
        numeric=frozenset({2, 3}),
    )


def shares_csv(
    series: Sequence[Series], wholes: Mapping[str, ImpliedFigure], speak: Wording
) -> list[dict[str, Any]]:
    """Every share with what it was read from, for a spreadsheet."""
    return [
        {
            "subject": one.subject,
            "subject_name": speak.name(one.subject),
            "partner": one.partner,
            "partner_name": speak.name(one.partner),
            "indicator": one.indicator,
            "commodity": one.commodity,
            "period": point.period,
            "status": point.status.value,
            "bound": point.bound.value,
            "value": point.value,
            "value_high": point.high,
            "unit": one.unit,
            "whole": wholes[point.key].base_value if point.key in wholes else None,
            "whole_unit": wholes[point.key].base_unit if point.key in wholes else None,
            "on_line": point.carries_line,
            "surface": point.surface,
            "source": point.source,
            "published": point.published,
            "review": point.review,
            "fact": point.key,
        }
        for one in series
        for point in one.points
    ]
