"""Corridor money: what was put into one, pledged or needed, as stated or in one currency."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dashboard.components.chart_card import View
from dashboard.components.corridor_beside import place_of, show_statements
from dashboard.components.corridor_data import statements_of
from dashboard.components.corridor_timeline import choose, drawn_first
from dashboard.components.corridor_words import name_series
from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.context import current_store
from dashboard.figures.statements import Statement, draw_statements
from dashboard.figures.theme import Look, describe, escape
from dashboard.wording import Wording
from tracker import Conversion, ConversionKind, Point, StoredFact, build_series

INVESTMENT = "investment"
CONVERTED = "in:"
TOGETHER = ("EUR", "USD")
MOST_MARKS = 120


def money_choices(subject: str, speak: Wording, day: str | None = None) -> list[tuple[str, str]]:
    """The currencies to show investment in: those stated, the most frequent first, and all in one.

    A choice such as `in:EUR` converts what is stated in another currency.
    """
    stated = currencies_of(statements_of(subject, INVESTMENT, day=day))
    choices = [(one, speak.say("%(currency)s, as stated", currency=one)) for one in stated]
    if stated and set(stated) != {TOGETHER[0]}:
        choices += [
            (f"{CONVERTED}{one}", speak.say("all in %(currency)s, converted", currency=one))
            for one in TOGETHER
        ]
    return choices


def currencies_of(facts: Sequence[StoredFact]) -> list[str]:
    """The currencies that amounts are stated in, the most frequent first."""
    counts = Counter(one.base_unit for one in facts if _is_money(one.base_unit))
    return sorted(counts, key=lambda one: (-counts[one], one))


def _is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper() and unit not in ("TEU", "FEU")


def show_money(look: Look, kind: object, unit: object, chosen: object, money: object) -> View:
    """Amounts in one currency over time; converted only where that was asked for, and then said."""
    speak = look.wording
    subject = choose(kind, unit, chosen, look.as_of)
    choices = [one for one, _ in money_choices(subject, speak, look.as_of)] if subject else []
    if subject is None or not choices:
        empty = speak.say("Nothing is known of this.")
        return View(figure=None, subtitle="", table=Table(heads=[], rows=[]), empty=empty)
    picked = money if isinstance(money, str) and money in choices else choices[0]
    facts = statements_of(subject, INVESTMENT, day=look.as_of)
    facts = [one for one in facts if _is_money(one.base_unit)]
    if picked.startswith(CONVERTED):
        return _show_converted(look, facts, picked.removeprefix(CONVERTED))
    view = show_statements(
        look, facts, picked, speak.say("%(currency)s, as stated", currency=picked)
    )
    others = sum(one.base_unit != picked for one in facts)
    if not others:
        return view
    more = speak.say_plural(
        "%(n)s amount is stated in another currency.",
        "%(n)s amounts are stated in other currencies.",
        others,
    )
    return replace(view, note=f"{view.note} {more}".strip())


def _show_converted(look: Look, facts: Sequence[StoredFact], currency: str) -> View:
    """All amounts in one currency; a converted one is marked and names its rate."""
    speak = look.wording
    conversions = current_store().rates.converted(facts, currency)
    known = {one.fact_id: one for one in conversions}
    points = [
        (point, name_series(one, speak))
        for unit in currencies_of(facts)
        for one in drawn_first(build_series(facts, unit))
        for point in one.points
    ]
    marks = [
        _mark(point, known[point.fact_id], heading, look)
        for point, heading in points
        if known[point.fact_id].value is not None and place_of(point) is not None
    ]
    newest = sorted(marks, key=lambda mark: mark.when)[-MOST_MARKS:]
    return View(
        figure=draw_statements(newest, look, currency) if newest else None,
        subtitle=speak.say("All in %(currency)s, converted", currency=currency),
        table=_table(points, known, look),
        points=[point for point, _ in points],
        note=_note(conversions, speak),
        rows=_csv(points, known, speak),
        empty=speak.say("There is no rate for any of these amounts."),
    )


def _mark(point: Point, conversion: Conversion, heading: str, look: Look) -> Statement:
    speak = look.wording
    value = conversion.value or 0.0
    computed = conversion.kind is ConversionKind.CONVERTED
    amount = speak.numbers.amount(value, conversion.currency, high=conversion.value_high)
    words = describe(look, point, conversion.stated_unit, heading)
    if computed:
        words = f"<b>≈ {escape(amount)}</b> · {escape(_rate(conversion, speak))}<br>{words}"
    return Statement(
        when=place_of(point) or 0.0,
        value=value,
        high=conversion.value_high,
        status=point.status,
        computed=computed,
        label=amount,
        words=words,
        key=point.key,
    )


def _rate(conversion: Conversion, speak: Wording) -> str:
    """`converted at 1 USD = 0.92 EUR, mean of 2024`: the rate, its time, and what kind it is."""
    return speak.say(
        "converted at 1 %(from)s = %(rate)s %(to)s, %(basis)s %(when)s",
        **{
            "from": conversion.rate_currency,
            "rate": speak.numbers.plain(conversion.rate or 0.0, 4),
            "to": conversion.currency,
            "basis": speak.say("mean of") if conversion.basis == "mean" else speak.say("rate of"),
            "when": speak.numbers.period(conversion.period),
        },
    )


def _note(conversions: Sequence[Conversion], speak: Wording) -> str:
    computed = [one for one in conversions if one.kind is ConversionKind.CONVERTED]
    missing = sum(one.kind is ConversionKind.NO_RATE for one in conversions)
    notes = []
    if computed:
        sources = ", ".join(sorted({one.source for one in computed if one.source}))
        notes.append(speak.say("A dot in a ring: converted; rates: %(sources)s.", sources=sources))
    if missing:
        notes.append(
            speak.say_plural(
                "%(n)s amount has no rate and is not drawn.",
                "%(n)s amounts have no rate and are not drawn.",
                missing,
            )
        )
    return " ".join(notes)


def _table(points: Sequence[tuple[Point, str]], known: dict[int, Conversion], look: Look) -> Table:
    speak = look.wording
    say, numbers = speak.say, speak.numbers
    rows: list[list[Cell]] = []
    for point, heading in points:
        one = known[point.fact_id]
        stated = numbers.stated(point.value, one.stated_unit, point.bound, high=point.high)
        value = "–" if one.value is None else numbers.amount(one.value, one.currency)
        rate = _rate(one, speak) if one.kind is ConversionKind.CONVERTED else speak.word(one.kind)
        rows.append(
            [
                heading,
                numbers.period(point.period) or "–",
                Link(stated, fact_href(speak, point.key)),
                value,
                rate,
                speak.word(point.status),
                point.source or "–",
                numbers.day(point.published) or "–",
            ]
        )
    return Table(
        heads=[
            say("Series"),
            say("Period"),
            say("Figure"),
            say("Converted"),
            say("Rate"),
            say("Status"),
            say("Source"),
            say("Published"),
        ],
        rows=rows,
        numeric=frozenset({2, 3}),
    )


def _csv(
    points: Sequence[tuple[Point, str]], known: dict[int, Conversion], speak: Wording
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for point, heading in points:
        one = known[point.fact_id]
        rows.append(
            {
                "series": heading, "period": point.period, "status": point.status.value,
                "bound": point.bound.value, "value": point.value, "value_high": point.high,
                "unit": one.stated_unit, "converted": one.value, "currency": one.currency,
                "conversion": one.kind.value, "rate": one.rate, "rate_period": one.period,
                "rate_source": one.source, "surface": point.surface, "source": point.source,
                "published": point.published, "fact": point.key,
            }
        )  # fmt: skip
    return rows
