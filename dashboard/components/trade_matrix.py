"""Trade matrix view: one figure for each pair of a year, in one currency, to pick a pair from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.as_of import as_of_note
from dashboard.components.chart_card import View
from dashboard.components.links import page_href
from dashboard.components.tables import Cell as TableCell
from dashboard.components.tables import Link, Table
from dashboard.components.trade_choices import (
    TradeChoice,
    find_blocs,
    find_pairs,
    sides,
)
from dashboard.components.trade_data import as_mark, convert_all
from dashboard.components.trade_tables import marks_csv, tell_rate_cell, write_stated
from dashboard.components.trade_views import (
    name_currency,
    read_values,
    tell_conversions,
    tell_missing,
)
from dashboard.context import current_store, remember
from dashboard.figures.theme import Look
from dashboard.figures.trade_marks import CONVERTED, PairLine, name_pair
from dashboard.figures.trade_matrix import (
    MOST,
    NARROW_MOST,
    Cell,
    draw_matrix,
    order_sides,
    scale_of,
)
from dashboard.wording import Wording
from tracker import Conversion, ConversionKind, PairFigure, build_series


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The cells of all pairs, and the amounts that have no rate."""

    cells: tuple[Cell, ...]
    missing: tuple[Conversion, ...]


def find_cells(choice: TradeChoice) -> Overview:
    """One figure for each pair: of the chosen year, or its latest calendar year.

    Of two currencies the one that is asked for goes first, then the later year. Pairs without a
    calendar year have their newest other figure, where no year was chosen.
    """

    def build() -> Overview:
        chosen: dict[tuple[str, str], PairFigure] = {}
        for one in find_pairs(choice.flow, choice.commodity, choice.day):
            right = one.year == choice.year and one.whole_year if choice.year else True
            own = one.unit == choice.currency
            if not right or (choice.stated_only and not own) or not choice.in_years(one.year):
                continue
            held = chosen.get(sides(one))
            if held is None or _rank(one, choice) > _rank(held, choice):
                chosen[sides(one)] = one
        return _overview(choice, list(chosen.values()))

    key = (choice.flow, choice.commodity, choice.currency, choice.stated_only, choice.year)
    return remember(("trade cells", *key, choice.first, choice.last, choice.day), build)


def _rank(one: PairFigure, choice: TradeChoice) -> tuple[bool, int, bool]:
    return one.whole_year, one.year or 0, one.unit == choice.currency


def _overview(choice: TradeChoice, figures: Sequence[PairFigure]) -> Overview:
    facts = current_store().trade.facts(figures)
    converted = convert_all(list(facts.values()), choice.currency)
    cells, missing = [], []
    for one in figures:
        stored = facts.get(one.fact_id)
        series = build_series([stored], stored.base_unit) if stored else []
        known = converted.get(one.fact_id)
        if known is not None and known.kind is ConversionKind.NO_RATE:
            missing.append(known)
        elif stored is not None and series:
            mark = as_mark(stored, series[0].points[0], choice.currency, known)
            cells.append(
                Cell(subject=one.subject, partner=one.partner, mark=mark, other=not one.whole_year)
            )
    return Overview(cells=tuple(cells), missing=tuple(missing))


def show_matrix(look: Look, *values: object) -> View:
    """The heat map of pairs for these choices."""
    choice = read_values(look, values)
    speak = look.wording
    found = find_cells(choice)
    rows, across = matrix_sides(choice, found.cells)
    most = NARROW_MOST if look.narrow else MOST
    shown_rows, shown_across = rows[:most], across[:most]
    left = len(set(rows) | set(across)) - len(set(shown_rows) | set(shown_across))
    figure = None
    if found.cells:
        figure = draw_matrix(
            found.cells,
            look,
            indicator=choice.flow,
            rows=shown_rows,
            across=shown_across,
            chosen=choice.chosen,
        )
    when = str(choice.year) if choice.year else speak.say("latest year of each pair")
    scale = name_scale(scale_of(found.cells)[1], speak)
    lines = [_line_of(choice, cell) for cell in found.cells]
    return View(
        figure=figure,
        subtitle=", ".join(
            part
            for part in (speak.name(choice.flow), name_currency(choice, speak), scale, when)
            if part
        ),
        table=cells_table(found.cells, choice, speak),
        points=[cell.mark.point for cell in found.cells],
        note=_note(choice, found, left, speak),
        rows=marks_csv(lines, speak),
        empty=speak.say("No pair has a figure for this choice."),
    )


def name_scale(word: str, speak: Wording) -> str:
    """The scale that the cells are written in."""
    if word == "billions":
        return speak.say("in billions")
    return speak.say("in millions") if word == "millions" else ""


def matrix_sides(choice: TradeChoice, cells: Sequence[Cell]) -> tuple[list[str], list[str]]:
    """Rows and columns, the chosen country first."""
    return order_sides(
        cells,
        find_blocs(),
        symmetric=choice.flow == "trade_turnover",
        first=choice.country,
    )


def _line_of(choice: TradeChoice, cell: Cell) -> PairLine:
    return PairLine(
        subject=cell.subject,
        partner=cell.partner,
        indicator=choice.flow,
        commodity=choice.commodity or None,
        unit=choice.currency,
        marks=(cell.mark,),
    )


def _note(choice: TradeChoice, found: Overview, left: int, speak: Wording) -> str:
    say = speak.say
    notes = [
        as_of_note(speak, choice.day),
        say("Click a cell to see all that is said of the pair."),
    ]
    if choice.flow != "trade_turnover":
        notes.append(say("The side that states it is in the row, its partner in the column."))
    if any(cell.other for cell in found.cells):
        notes.append(
            say("Hollow squares: no calendar year is known, only a part of one or a target.")
        )
    if left > 0:
        notes.append(
            speak.say_plural(
                "%(n)s smaller country is in the table only.",
                "%(n)s smaller countries are in the table only.",
                left,
            )
        )
    marks = [cell.mark.conversion for cell in found.cells]
    notes.append(tell_conversions([one for one in marks if one], choice, speak))
    notes.append(tell_missing(found.missing, speak))
    return " ".join(note for note in notes if note)


def cells_table(cells: Sequence[Cell], choice: TradeChoice, speak: Wording) -> Table:
    """All pairs, the largest first; the name of each leads to its own view."""
    say, numbers = speak.say, speak.numbers
    rows: list[list[TableCell]] = []
    for cell in sorted(cells, key=lambda one: (one.other, -one.mark.point.value)):
        point = cell.mark.point
        amount = numbers.stated(point.value, cell.mark.unit, point.bound, high=point.high)
        rows.append(
            [
                Link(
                    name_pair(choice.flow, cell.subject, cell.partner, speak),
                    page_href(speak, "/trade", **_address(choice), chosen=cell.pair),
                ),
                f"{amount} {CONVERTED}" if cell.mark.conversion else amount,
                write_stated(cell.mark, speak),
                tell_rate_cell(cell.mark, speak),
                numbers.period(point.period) or "–",
                speak.word(point.status),
                point.source or "–",
            ]
        )
    return Table(
        heads=[
            say("Pair"),
            say("Figure"),
            say("As stated"),
            say("Rate"),
            say("Period"),
            say("Status"),
            say("Source"),
        ],
        rows=rows,
        numeric=frozenset({1, 2}),
    )


def _address(choice: TradeChoice) -> Mapping[str, str]:
    """What a link to another pair keeps of the choice."""
    kept = {
        "what": (choice.flow, "trade_turnover"),
        "currency": (choice.currency, "USD"),
        "money": ("stated" if choice.stated_only else "converted", "converted"),
        "commodity": (choice.commodity, ""),
        "country": (choice.country, ""),
        "year": (str(choice.year or ""), ""),
    }
    return {name: value for name, (value, default) in kept.items() if value != default}
