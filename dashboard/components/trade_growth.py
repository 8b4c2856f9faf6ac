"""Trade growth view: what is said to have grown, beside what the drawn levels come to."""

from collections.abc import Sequence
from typing import Any

from dashboard.components.as_of import as_of_note
from dashboard.components.chart_card import View
from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.components.trade_choices import TradeChoice
from dashboard.components.trade_views import read_values
from dashboard.context import current_store, remember
from dashboard.figures.theme import Look
from dashboard.figures.trade_growth import (
    GrowthRow,
    draw_growth,
    name_verdict,
    percent_of,
    write_change,
)
from dashboard.figures.trade_marks import name_comparison, name_pair
from dashboard.wording import Wording
from tracker import Comparison, FactFilter, GrowthCheck, Measure, StoredFact, build_series

MOST_READ, MOST_DRAWN, NARROW_DRAWN = 120, 18, 10


def find_growth(choice: TradeChoice) -> list[GrowthCheck]:
    """The newest growth that was stated, of the country that is chosen or of all."""

    def build() -> list[GrowthCheck]:
        where = FactFilter(
            indicator=(choice.flow,),
            entity=(choice.country,) if choice.country else (),
            commodity=(choice.commodity,) if choice.commodity else (),
            has_partner=True,
            until=choice.day,
        )
        found = current_store().trade.growth(where, limit=MOST_READ)
        return [one for one in found if choice.in_years(one.stated.year)]

    key = (choice.flow, choice.commodity, choice.country, choice.first, choice.last, choice.day)
    return remember(("trade growth", *key), build)


def show_growth(look: Look, *values: object) -> View:
    """Each stated growth beside the levels; those that can be checked first."""
    choice = read_values(look, values)
    speak = look.wording
    checks = sorted(find_growth(choice), key=_first_what_differs)
    rows = [
        GrowthRow(check=one, name=name_growth(one, speak))
        for one in checks
        if percent_of(one.stated.base_value, one) is not None
    ]
    shown = rows[: NARROW_DRAWN if look.narrow else MOST_DRAWN]
    counted = [sum(one.comparison is kind for one in checks) for kind in Comparison]
    return View(
        figure=draw_growth(shown, look) if shown else None,
        subtitle=_count(checks, speak),
        table=growth_table(checks, speak),
        points=[point for one in checks for point in _points(one.stated)],
        note=_note(choice, len(checks) - len(shown), sum(counted), speak),
        rows=growth_csv(checks, speak),
        legend=_legend(look),
        empty=speak.say("No growth is stated for this choice."),
    )


def _first_what_differs(one: GrowthCheck) -> tuple[int, str, str]:
    order = {Comparison.DIFFERS: 0, Comparison.AGREES: 1, Comparison.UNSTATED: 2}
    day = one.stated.fact.published or ""
    return order[one.comparison], _backwards(day), one.stated.key


def _backwards(day: str) -> str:
    """A key that sorts the newest day first."""
    return "".join(chr(0x7F - ord(sign)) for sign in day.ljust(10, "9"))


def name_growth(check: GrowthCheck, speak: Wording) -> str:
    """`Azerbaijan – Japan, 2023`."""
    fact = check.stated.fact
    name = name_pair(fact.indicator, fact.subject or "", fact.partner or "", speak)
    goods = speak.name(fact.commodity)
    when = speak.numbers.period(fact.period)
    return ", ".join(part for part in (name, goods, when) if part)


def _count(checks: Sequence[GrowthCheck], speak: Wording) -> str:
    counted = {kind: sum(one.comparison is kind for one in checks) for kind in Comparison}
    return speak.say(
        "%(agree)s agree, %(differ)s differ, %(unknown)s cannot be checked",
        agree=speak.numbers.plain(counted[Comparison.AGREES]),
        differ=speak.numbers.plain(counted[Comparison.DIFFERS]),
        unknown=speak.numbers.plain(counted[Comparison.UNSTATED]),
    )


def _note(choice: TradeChoice, hidden: int, every: int, speak: Wording) -> str:
    say = speak.say
    notes = [
        say(
            "A growth agrees where some amounts that the digits and hedges of all three figures "
            "allow fit each other. Levels are those that the charts draw, in the currency in which "
            "they are stated."
        )
    ]
    if hidden > 0:
        notes.append(
            speak.say_plural("%(n)s more is in the table.", "%(n)s more are in the table.", hidden)
        )
    if every >= MOST_READ:
        notes.append(say("Only the newest are read: choose a country for others."))
    if choice.day:
        notes += [as_of_note(speak, choice.day), say("Levels are those of today.")]
    return " ".join(notes)


def _legend(look: Look) -> list[tuple[str, str, str]]:
    say, colours = look.wording.say, look.colours
    return [
        ("◇", colours.ink, say("as stated")),
        ("●", colours.marks[0], say("from the drawn levels")),
        ("━", colours.marks[2], say("agrees within rounding")),
        ("┅", colours.marks[1], say("differs")),
    ]


def growth_table(checks: Sequence[GrowthCheck], speak: Wording) -> Table:
    """One row for each statement: the growth, both levels, what they come to, and the verdict."""
    say = speak.say
    return Table(
        heads=[
            say("Pair"),
            say("Period"),
            say("Growth as stated"),
            say("Level before"),
            say("Level after"),
            say("Growth of the levels"),
            say("Verdict"),
            say("Level before that it implies"),
            say("Source"),
        ],
        rows=[_growth_row(one, speak) for one in checks],
        numeric=frozenset({2, 3, 4, 5}),
    )


def _growth_row(one: GrowthCheck, speak: Wording) -> list[Cell]:
    fact, numbers = one.stated.fact, speak.numbers
    is_change = fact.measure is Measure.CHANGE
    name = name_pair(fact.indicator, fact.subject or "", fact.partner or "", speak)
    stated = write_change(one.stated.base_value, one.unit, speak, is_change=is_change)
    implied = "–"
    if one.implied is not None and one.implied_unit:
        amount = numbers.amount(one.implied, one.implied_unit)
        said = name_comparison(one.implied_comparison or "unstated", speak)
        implied = f"{amount}: {said}"
    return [
        name,
        numbers.period(fact.period) or "–",
        Link(stated, fact_href(speak, one.stated.key)),
        _level(one.before, speak),
        _level(one.after, speak),
        write_change(one.value, one.unit, speak, is_change=is_change),
        name_verdict(one, speak),
        Link(implied, fact_href(speak, one.implied_beside.key)) if one.implied_beside else implied,
        one.stated.source or "–",
    ]


def _level(stored: StoredFact | None, speak: Wording) -> Cell:
    if stored is None:
        return "–"
    fact = stored.fact
    text = speak.numbers.stated(stored.base_value, stored.base_unit, fact.bound)
    return Link(text, fact_href(speak, stored.key))


def _points(stored: StoredFact) -> list[Any]:
    return [point for one in build_series([stored], stored.base_unit) for point in one.points]


def growth_csv(checks: Sequence[GrowthCheck], speak: Wording) -> list[dict[str, Any]]:
    """Every statement with both levels and the verdict, for a spreadsheet."""
    return [
        {
            "subject": one.stated.fact.subject,
            "subject_name": speak.name(one.stated.fact.subject),
            "partner": one.stated.fact.partner,
            "partner_name": speak.name(one.stated.fact.partner),
            "indicator": one.stated.fact.indicator,
            "commodity": one.stated.fact.commodity,
            "period": one.stated.fact.period,
            "base_period": one.base_period,
            "measure": one.stated.fact.measure.value,
            "stated": one.stated.base_value,
            "unit": one.unit,
            "bound": one.stated.fact.bound.value,
            "before": one.before.base_value if one.before else None,
            "after": one.after.base_value if one.after else None,
            "level_unit": (one.after or one.before or one.stated).base_unit
            if one.after or one.before
            else None,
            "computed": one.value,
            "computed_low": one.low,
            "computed_high": one.high,
            "comparison": one.comparison.value,
            "implied_before": one.implied,
            "implied_comparison": one.implied_comparison.value if one.implied_comparison else None,
            "surface": one.stated.fact.surface,
            "source": one.stated.source,
            "published": one.stated.fact.published,
            "url": one.stated.url,
            "fact": one.stated.key,
            "fact_before": one.before.key if one.before else None,
            "fact_after": one.after.key if one.after else None,
        }
        for one in checks
    ]
