"""Trade views: one pair with all that is said of it, pairs compared, and the matrix of all."""

from collections.abc import Sequence
from typing import Any

from dash import html

from dashboard.components.as_of import as_of_note
from dashboard.components.chart_card import View
from dashboard.components.links import page_href, page_link
from dashboard.components.trade_choices import (
    FEWER_PANELS,
    MOST_PANELS,
    MOST_TOGETHER,
    NAMES,
    TradeChoice,
    choose_pairs,
    read_trade,
)
from dashboard.components.trade_data import is_crowded, pair_line, pair_lines
from dashboard.components.trade_tables import marks_csv, marks_table
from dashboard.figures.theme import Look
from dashboard.figures.trade import GLYPHS, draw_pair, draw_together
from dashboard.figures.trade_marks import CONVERTED, PairLine, as_index, name_pair, years_of
from dashboard.figures.trade_panels import draw_panels
from dashboard.wording import Wording
from tracker import Conversion, Extent, Status

GREY_LINES = 30


def read_values(look: Look, values: Sequence[object]) -> TradeChoice:
    """The choice that the controls make, in the order of `NAMES`."""
    return read_trade(dict(zip(NAMES, values, strict=True)), look.as_of)


def show_pair(look: Look, *values: object) -> View:
    """The chosen pair: every statement, what is promised, what follows from it."""
    choice = read_values(look, values)
    speak = look.wording
    line = pair_line(choice, choice.chosen)
    lines = [line] if line else []
    heading = name_of(lines[0], speak) if lines else ""
    shown = line is not None and bool(years_of([line]))
    return View(
        figure=draw_pair(line, look, heading=heading) if line and shown else None,
        subtitle=subtitle(lines, choice, speak, heading),
        table=marks_table(lines, [heading] * len(lines), speak),
        points=[point for one in lines for point in one.points],
        note=notes(lines, choice, speak, conflicts=True),
        rows=marks_csv(lines, speak),
        legend=_legend(line, look) if line else (),
        empty=_empty(speak),
        title=heading,
    )


def show_compare(look: Look, *values: object) -> View:
    """Several pairs: small charts side by side, or at most six together and the rest in grey."""
    choice = read_values(look, values)
    speak = look.wording
    together = choice.view == "together"
    picked, rest = choose_pairs(choice, MOST_TOGETHER if together else most_panels(choice.flow))
    lines = drawn_lines(look, [one for one in pair_lines(choice, picked) if one.marks])
    headings = [name_of(one, speak) for one in lines]
    grey: list[PairLine] = []
    if together and choice.country:
        others = pair_lines(choice, rest[:GREY_LINES])
        grey = drawn_lines(look, [one for one in others if one.line()])
    figure = None
    if lines and together:
        behind = [(one, name_of(one, speak)) for one in grey]
        figure = draw_together(lines, look, headings=headings, others=behind)
    elif lines:
        same = choice.scale == "same"
        figure = draw_panels(lines, look, headings=headings, same_scale=same)
    every = [*lines, *grey]
    return View(
        figure=figure,
        subtitle=subtitle(lines, choice, speak),
        table=marks_table(every, [name_of(one, speak) for one in every], speak),
        points=[point for one in every for point in one.points],
        note=" ".join(
            part
            for part in (
                speak.say("The first year of each pair is 100.") if look.relative else "",
                _compare_note(choice, every, len(rest) - len(grey), bool(grey), speak),
            )
            if part
        ),
        rows=marks_csv(every, speak),
        legend=_names(headings, look) if together else (),
        empty=_empty(speak),
    )


def show_most_documented(look: Look, count: int) -> View:
    """Small charts of the pairs of whose turnover most years are known, for the overview."""
    speak = look.wording
    choice = read_trade({}, look.as_of)
    lines = [one for one in pair_lines(choice, choose_pairs(choice, count)[0]) if one.marks]
    headings = [name_of(one, speak) for one in lines]
    return View(
        figure=draw_panels(lines, look, headings=headings) if lines else None,
        subtitle=speak.say(
            "Turnover in %(currency)s, pairs with most years; each has its own scale",
            currency=choice.currency,
        ),
        table=marks_table(lines, headings, speak),
        points=[point for one in lines for point in one.points],
        note=notes(lines, choice, speak, conflicts=False),
        rows=marks_csv(lines, speak),
        empty=html.P(speak.say("No trade between two countries is known yet.")),
    )


def drawn_lines(look: Look, lines: Sequence[PairLine]) -> list[PairLine]:
    """The lines as they are drawn: as amounts, or as indices where the look asks for these."""
    if not look.relative:
        return list(lines)
    return [index for line in lines if (index := as_index(line)) is not None]


def most_panels(flow: str) -> int:
    """How many small charts are shown unless pairs are picked."""
    return FEWER_PANELS if is_crowded(flow) else MOST_PANELS


def name_of(line: PairLine, speak: Wording) -> str:
    """The pair by name."""
    return name_pair(line.indicator, line.subject, line.partner, speak)


def subtitle(
    lines: Sequence[PairLine], choice: TradeChoice, speak: Wording, heading: str = ""
) -> str:
    """Pair, flow, currency and years in one line."""
    years = years_of(lines)
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(*years) if years else ""
    goods = speak.name(choice.commodity or None)
    parts = [heading, speak.name(choice.flow), goods, name_currency(choice, speak), span]
    return ", ".join(part for part in parts if part)


def name_currency(choice: TradeChoice, speak: Wording) -> str:
    """`USD`, or `USD as stated`."""
    if choice.stated_only:
        return speak.say("%(currency)s as stated", currency=choice.currency)
    return choice.currency


def notes(
    lines: Sequence[PairLine], choice: TradeChoice, speak: Wording, *, conflicts: bool
) -> str:
    """What a reader must know: conversions, missing rates, parts of years, rival statements."""
    say = speak.say
    marks = [mark for line in lines for mark in line.marks]
    found = [
        as_of_note(speak, choice.day),
        tell_conversions([mark.conversion for mark in marks if mark.conversion], choice, speak),
        tell_missing([one for line in lines for one in line.missing], speak),
    ]
    if any(mark.point.extent in (Extent.PART, Extent.SPAN) for mark in marks):
        found.append(say("Bars are parts of a year, as long as the time they speak of."))
    if any(mark.point.extent is Extent.UNDATED for mark in marks):
        found.append(say("Figures without a period stand at their day of publication."))
    if conflicts and any(not mark.point.carries_line for mark in marks):
        found.append(
            say(
                "Grey marks are other statements about the same time: the line follows a person's "
                "choice, then official before news, later before earlier, exact before hedged."
            )
        )
    return " ".join(one for one in found if one)


def tell_conversions(converted: Sequence[Conversion], choice: TradeChoice, speak: Wording) -> str:
    """What the sign behind an amount means, and whose rates were used."""
    if not converted:
        return ""
    sources = sorted({one.source for one in converted if one.source})
    return f"{CONVERTED} " + speak.say(
        "Converted into %(currency)s at the rate of the time that the amount is of (%(source)s); "
        "amounts stated in %(currency)s go first.",
        currency=choice.currency,
        source="; ".join(sources),
    )


def tell_missing(missing: Sequence[Conversion], speak: Wording) -> str:
    """How many amounts are not shown, since there is no rate, and which rates are missing."""
    if not missing:
        return ""
    wanted = sorted(
        {f"{one.stated_unit} {speak.numbers.period(one.period)}".strip() for one in missing}
    )
    named = ", ".join(wanted[:3]) + (" …" if len(wanted) > 3 else "")
    count = speak.say_plural(
        "%(n)s amount is not shown: there is no rate.",
        "%(n)s amounts are not shown: there is no rate.",
        len(missing),
    )
    return f"{count} ({named})"


def _compare_note(
    choice: TradeChoice, lines: Sequence[PairLine], left: int, grey: bool, speak: Wording
) -> str:
    say = speak.say
    found = []
    if choice.view == "panels" and len(lines) > 1:
        found.append(
            say("All small charts have one scale.")
            if choice.scale == "same"
            else say("Every small chart has its own scale.")
        )
    if grey:
        found.append(say("Thin grey lines are the other pairs of the country."))
    if left > 0:
        found.append(
            speak.say_plural(
                "%(n)s more pair: choose it above.", "%(n)s more pairs: choose them above.", left
            )
        )
    if is_crowded(choice.flow):
        found.append(
            say("Of each year only the drawn statement is shown here; all of them for one pair.")
        )
    found.append(notes(lines, choice, speak, conflicts=False))
    return " ".join(one for one in found if one)


def _legend(line: PairLine, look: Look) -> list[tuple[str, str, str]]:
    """Glyph, colour and meaning of each kind of mark that the chart has."""
    say, colours = look.wording.say, look.colours
    points = line.points
    kinds = [
        ("●", colours.marks[0], say("on the line"), any(p.carries_line for p in points)),
        ("●", colours.grey, say("other statement"), not all(p.carries_line for p in points)),
        (
            "━", colours.marks[0], say("part of a year"),
            any(p.extent in (Extent.PART, Extent.SPAN) for p in points),
        ),
        (
            "○", colours.marks[0], say("target"),
            any(p.status is Status.TARGET for p in points),
        ),
        (
            "◌", colours.marks[0], say("forecast"),
            any(p.status is Status.FORECAST for p in points),
        ),
        ("○", colours.grey, say("implied"), bool(line.implied)),
        ("┊", colours.grey, say("spread of disagreeing statements"),
         any(mark.disagrees for mark in line.marks)),
        ("◉", colours.marks[0], say("converted"), any(m.conversion for m in line.marks)),
    ]  # fmt: skip
    return [(glyph, colour, text) for glyph, colour, text, there in kinds if there]


def _names(headings: Sequence[str], look: Look) -> list[tuple[str, str, str]]:
    """Glyph, colour and name of each line, where the chart is too narrow to name them itself."""
    if not look.narrow:
        return []
    return [
        (GLYPHS[index], look.colours.marks[index], heading)
        for index, heading in enumerate(headings)
    ]


def _empty(speak: Wording) -> list[Any]:
    return [
        html.P(speak.say("No figures for this choice.")),
        html.P(
            [
                page_link(speak.say("Show all pairs"), page_href(speak, "/trade")),
                " · ",
                page_link(speak.say("Add a fact"), page_href(speak, "/add")),
            ]
        ),
    ]
