"""Trade tables: every statement behind a chart of pairs, as a table and for a spreadsheet."""

from collections.abc import Sequence
from typing import Any

from dashboard.components.links import fact_href
from dashboard.components.tables import Cell, Link, Table
from dashboard.figures.trade_marks import (
    CONVERTED,
    Mark,
    PairLine,
    name_comparison,
    name_rule,
    write_rate,
    write_time,
)
from dashboard.wording import Wording


def marks_table(lines: Sequence[PairLine], headings: Sequence[str], speak: Wording) -> Table:
    """Every statement, newest first, with what was stated and the rate where it was converted."""
    say, numbers = speak.say, speak.numbers
    rows: list[list[Cell]] = []
    many = len(lines) > 1
    for line, heading in zip(lines, headings, strict=True):
        name: list[Cell] = [heading] if many else []
        rows += [[*name, *_mark_cells(mark, speak)] for mark in reversed(line.marks)]
        rows += [
            [
                *name,
                numbers.period(one.figure.period) or "–",
                Link(
                    numbers.amount(one.figure.base_value, one.figure.base_unit),
                    fact_href(speak, one.key),
                ),
                "–",
                "–",
                say("implied"),
                f"{name_rule(one.figure.rule, speak)}: {one.figure.formula}; "
                f"{name_comparison(one.figure.comparison, speak)}",
                one.figure.source or "–",
                numbers.day(one.figure.published) or "–",
            ]
            for one in line.implied
        ]
    first = 1 if many else 0
    return Table(
        heads=[
            *([say("Pair")] if many else []),
            say("Period"),
            say("Figure"),
            say("As stated"),
            say("Rate"),
            say("Status"),
            say("Drawn"),
            say("Source"),
            say("Published"),
        ],
        rows=rows,
        numeric=frozenset({first + 1, first + 2}),
    )


def _mark_cells(mark: Mark, speak: Wording) -> list[Cell]:
    say, numbers, point = speak.say, speak.numbers, mark.point
    value = numbers.stated(point.value, mark.unit, point.bound, high=point.high, per=point.per)
    return [
        numbers.period(point.period) or "–",
        Link(
            f"{value} {CONVERTED}" if mark.conversion else value,
            fact_href(speak, point.key),
        ),
        write_stated(mark, speak),
        tell_rate_cell(mark, speak),
        speak.word(point.status),
        say("on the line") if point.carries_line else say("beside the line"),
        point.source or "–",
        numbers.day(point.published) or "–",
    ]


def write_stated(mark: Mark, speak: Wording) -> str:
    """The amount in the currency of the source."""
    known, point = mark.conversion, mark.point
    if known is None:
        return speak.numbers.stated(
            point.value, mark.unit, point.bound, high=point.high, per=point.per
        )
    return speak.numbers.stated(
        known.stated_value, known.stated_unit, point.bound, high=known.stated_value_high
    )


def tell_rate_cell(mark: Mark, speak: Wording) -> str:
    """`1 EUR = 1.0530 USD, mean of 2022`; a dash where nothing was converted."""
    known = mark.conversion
    if known is None or known.rate is None:
        return "–"
    return f"{write_rate(known, speak)}, {write_time(known, speak)}"


def marks_csv(lines: Sequence[PairLine], speak: Wording) -> list[dict[str, Any]]:
    """Every statement with what it was read from and how it was converted, for a spreadsheet."""
    return [_csv_row(line, mark, speak) for line in lines for mark in line.marks]


def _csv_row(line: PairLine, mark: Mark, speak: Wording) -> dict[str, Any]:
    point, known = mark.point, mark.conversion
    document, _, offsets = point.key.partition(":")
    return {
        "subject": line.subject,
        "subject_name": speak.name(line.subject),
        "partner": line.partner,
        "partner_name": speak.name(line.partner),
        "indicator": line.indicator,
        "commodity": line.commodity,
        "period": point.period,
        "status": point.status.value,
        "bound": point.bound.value,
        "value": point.value,
        "value_high": point.high,
        "unit": line.unit,
        "per": point.per.value if point.per else None,
        "base_low": point.base_low,
        "base_high": point.base_high,
        "converted": known is not None,
        "stated_value": known.stated_value if known else point.value,
        "stated_unit": known.stated_unit if known else line.unit,
        "rate": known.rate if known else None,
        "rate_currency": known.rate_currency if known else None,
        "rate_period": known.period if known else None,
        "rate_basis": known.basis.value if known and known.basis else None,
        "rate_source": known.source if known else None,
        "on_line": point.carries_line,
        "standing": mark.standing.value if mark.standing else None,
        "surface": point.surface,
        "source": point.source,
        "published": point.published,
        "review": point.review,
        "document": document,
        "offsets": offsets,
        "fact": point.key,
    }
