"""Trade data: the statements of pairs in one currency, each converted amount with its rate."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboard.components.trade_choices import TradeChoice, count_units, is_whole
from dashboard.context import current_store, remember
from dashboard.figures.trade_marks import ImpliedMark, Mark, PairLine, year_of_day
from tracker import (
    Conversion,
    ConversionKind,
    DerivedFilter,
    Extent,
    FactFilter,
    ImpliedFigure,
    Measure,
    Point,
    Rule,
    StoredFact,
    build_series,
    load_lexicon,
)

CROWDED = 1500
"""From so many amounts of a flow on, only what is drawn of years is read for many pairs."""
_LEVEL_RULES = (Rule.LEVEL_BEFORE, Rule.LEVEL_AFTER, Rule.TURNOVER)
_LEADS = ("to", "from", "exports", "imports")


def pair_line(choice: TradeChoice, pair: str) -> PairLine | None:
    """All that is stated of one pair, and what follows from it."""
    found = pair_lines(choice, [_split(pair)], everything=True) if pair else []
    if not found:
        return None
    implied = find_implied(choice, *_split(pair))
    return replace(found[0], implied=tuple(implied))


def pair_lines(
    choice: TradeChoice, pairs: Sequence[tuple[str, str]], *, everything: bool = False
) -> list[PairLine]:
    """The statements of these pairs, in their order; pairs without any are left out.

    Args:
        choice: Flow, goods, currency, years and day.
        pairs: Both sides of each.
        everything: All statements; else, of a flow with very many, those that are drawn for
            calendar years.
    """

    def build() -> list[PairLine]:
        few = not everything and is_crowded(choice.flow)
        standing = ("drawn",) if few else ()
        store = current_store()
        facts = []
        for subject, partner in pairs:
            where = FactFilter(
                subject=(subject,),
                partner=(partner,),
                indicator=(choice.flow,),
                measure=(Measure.LEVEL,),
                equivalents=False,
                standing=standing,
            )
            facts += store.known_on(where, choice.day)
        return _lines(choice, facts, pairs, few)

    key = (choice.flow, choice.commodity, choice.currency, choice.stated_only)
    years = (choice.first, choice.last, choice.day)
    return remember(("trade lines", *key, *years, tuple(pairs), everything), build)


def is_crowded(flow: str) -> bool:
    """Whether so much is stated of a flow that only a chosen pair is read whole."""
    return sum(count_units(flow).values()) > CROWDED


def _split(pair: str) -> tuple[str, str]:
    subject, _, partner = pair.partition("-")
    return subject, partner


def _lines(
    choice: TradeChoice,
    facts: Iterable[StoredFact],
    pairs: Sequence[tuple[str, str]],
    years_only: bool,
) -> list[PairLine]:
    units = load_lexicon().units
    grouped: dict[tuple[str, str], list[StoredFact]] = defaultdict(list)
    for stored in facts:
        pair = (stored.fact.subject or "", stored.fact.partner or "")
        money = units.kind(stored.base_unit) == "money"
        if money and is_whole(stored, choice.commodity) and stored.review != "rejected":
            grouped[pair].append(stored)
    converted = convert_all([one for some in grouped.values() for one in some], choice.currency)
    lines = []
    for pair in pairs:
        marks, missing = _marks(choice, grouped.get(pair, []), converted, years_only)
        if marks or missing:
            lines.append(
                PairLine(
                    subject=pair[0],
                    partner=pair[1],
                    indicator=choice.flow,
                    commodity=choice.commodity or None,
                    unit=choice.currency,
                    marks=tuple(marks),
                    missing=tuple(missing),
                )
            )
    return lines


def convert_all(facts: Sequence[StoredFact], currency: str) -> dict[int, Conversion]:
    """What amounts in other currencies come to in this one, by row id."""
    foreign = [stored for stored in facts if stored.base_unit != currency]
    found = current_store().rates.converted(foreign, currency)
    return {one.fact_id: one for one in found}


def _marks(
    choice: TradeChoice,
    facts: Sequence[StoredFact],
    converted: dict[int, Conversion],
    years_only: bool,
) -> tuple[list[Mark], list[Conversion]]:
    """The statements of one pair as marks, oldest first, and the amounts without a rate."""
    by_id = {stored.id: stored for stored in facts}
    marks: list[Mark] = []
    missing: list[Conversion] = []
    for unit in sorted({stored.base_unit for stored in facts}):
        for series in build_series(facts, unit):
            for point in series.points:
                if not choice.in_years(point.year):
                    continue
                known = converted.get(point.fact_id)
                if known is not None and known.kind is ConversionKind.NO_RATE:
                    missing.append(known)
                    continue
                if years_only and point.extent is not Extent.YEAR:
                    continue
                mark = as_mark(by_id[point.fact_id], point, choice.currency, known)
                if mark.conversion is None or not choice.stated_only:
                    marks.append(mark)
    marks.sort(key=lambda mark: (mark.point.end or f"{mark.point.year or 0:04}", mark.point.key))
    return _one_line(marks), [] if choice.stated_only else missing


def as_mark(stored: StoredFact, point: Point, currency: str, known: Conversion | None) -> Mark:
    """A statement in the currency that is asked for, with the conversion where it took one."""
    if known is None or known.value is None:
        return Mark(point=point, unit=currency, standing=stored.standing)
    moved = replace(
        point,
        value=known.value,
        high=known.value_high,
        base_low=known.low,
        base_high=known.high,
    )
    took = known if known.kind is ConversionKind.CONVERTED else None
    return Mark(point=moved, unit=currency, standing=stored.standing, conversion=took)


def _one_line(marks: Sequence[Mark]) -> list[Mark]:
    """Only one statement of each status and time carries the line: one that needed no rate first.

    The others stay as marks beside it.
    """
    best: dict[tuple[object, ...], Mark] = {}
    for mark in marks:
        point = mark.point
        time = (point.status, point.start or "", point.end or point.published)
        held = best.get(time)
        if point.carries_line and (
            held is None or (held.conversion is not None and mark.conversion is None)
        ):
            best[time] = mark
    chosen = {mark.point.fact_id for mark in best.values()}
    return [
        mark
        if not mark.point.carries_line or mark.point.fact_id in chosen
        else replace(mark, point=replace(mark.point, carries_line=False))
        for mark in marks
    ]


def find_implied(choice: TradeChoice, subject: str, partner: str) -> list[ImpliedMark]:
    """Amounts that follow from what is stated of a pair, in the currency of the chart."""
    where = DerivedFilter(
        subject=(subject,), partner=(partner,), indicator=(choice.flow,), rule=_LEVEL_RULES
    )
    marks = []
    for figure in current_store().derived.implied(where):
        known = choice.day is None or (figure.published or "9999") <= choice.day
        fits = figure.base_unit == choice.currency and (figure.commodity or "") == choice.commodity
        if known and fits and figure.place is None and choice.in_years(figure.year):
            place = _place_of(figure)
            if place is not None:
                marks.append(ImpliedMark(figure=figure, key=_lead(figure), place=place))
    return marks


def _place_of(figure: ImpliedFigure) -> float | None:
    start, end = figure.period_start, figure.period_end
    if not start or not end:
        return None
    if figure.period and len(figure.period) == 4:
        return float(figure.period)
    return (year_of_day(start) + year_of_day(end)) / 2


def _lead(figure: ImpliedFigure) -> str:
    """The statement that a click on an implied figure leads to: the level that it rests on."""
    keys = dict(part.split(" ", 1) for part in figure.input_keys.split("; "))
    return next((keys[role] for role in _LEADS if role in keys), next(iter(keys.values())))
