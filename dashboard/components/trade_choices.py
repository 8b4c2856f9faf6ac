"""Trade choices: what the page on trade is asked to show, by its address or its controls."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.address import read_choice, read_ids, read_year
from dashboard.context import current_store, remember
from dashboard.figures.theme import MAX_LINES
from dashboard.figures.trade_marks import name_pair
from dashboard.wording import Wording
from tracker import FactFilter, Measure, PairFigure, Per, StoredFact, load_lexicon

FLOWS = ("trade_turnover", "exports", "imports")
VIEWS = ("panels", "together")
SCALES = ("own", "same")
MONEY = ("converted", "stated")
FIRST_CURRENCIES = ("USD", "EUR")
BLOCS = ("region", "organisation", "world")
NAMES = (
    *("what", "currency", "money", "commodity", "country", "from", "to"),
    *("year", "chosen", "pair", "view", "scale"),
)
"""The controls of the page, as the address calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeChoice:
    """What is to be shown.

    Attributes:
        flow: Turnover, exports or imports: one of them, never together.
        currency: ISO 4217 code of all amounts.
        stated_only: Whether only amounts are shown that a source states in this currency.
        commodity: The goods; "" is all goods together.
        country: Pairs of this one; "" is all.
        first, last: The years; None is all.
        year: The year of the matrix; None is the latest of each pair.
        chosen: The pair whose statements are all shown.
        pairs: The pairs that are compared; none are those with most years.
        view, scale: How pairs are compared.
        day: As it was known on this day (ISO); None is today.
    """

    flow: str
    currency: str
    stated_only: bool
    commodity: str
    country: str
    first: int | None
    last: int | None
    year: int | None
    chosen: str
    pairs: tuple[str, ...]
    view: str
    scale: str
    day: str | None = None

    def in_years(self, year: int | None) -> bool:
        """Whether a year is among those chosen; what has no year is in all of them."""
        if year is None:
            return True
        return (self.first or 0) <= year <= (self.last or 9999)


def read_trade(query: Mapping[str, object], day: str | None = None) -> TradeChoice:
    """The choice that an address or the controls make; nonsense falls back to the defaults."""
    flow = read_choice(query, "what", FLOWS, FLOWS[0])
    commodity = read_choice(query, "commodity", find_commodities(flow), "")
    known = find_pairs(flow, commodity, day)
    pairs = {pair_id(one) for one in known}
    country = read_choice(query, "country", {side for one in known for side in sides(one)}, "")
    asked = read_choice(query, "chosen", pairs, "")
    return TradeChoice(
        flow=flow,
        currency=read_choice(query, "currency", find_currencies(flow), FIRST_CURRENCIES[0]),
        stated_only=read_choice(query, "money", MONEY, MONEY[0]) == "stated",
        commodity=commodity,
        country=country,
        first=read_year(query, "from"),
        last=read_year(query, "to"),
        year=read_year(query, "year"),
        chosen=asked or most_documented(known, country),
        pairs=tuple(pair for pair in read_ids(query, "pair") if pair in pairs),
        view=read_choice(query, "view", VIEWS, VIEWS[0]),
        scale=read_choice(query, "scale", SCALES, SCALES[0]),
        day=day,
    )


def find_pairs(flow: str, commodity: str, day: str | None = None) -> list[PairFigure]:
    """What is drawn for all pairs in all currencies, a calendar year or one other figure each."""

    def build() -> list[PairFigure]:
        if day is None:
            found = current_store().trade.pairs(flow, commodity=commodity or None)
        else:
            found = _pairs_known(flow, commodity, day)
        units = load_lexicon().units
        return [one for one in found if units.kind(one.unit) == "money"]

    return remember(("trade pairs", flow, commodity, day), build)


def _pairs_known(flow: str, commodity: str, day: str) -> list[PairFigure]:
    """The same from what was published by a day."""
    where = FactFilter(
        indicator=(flow,),
        measure=(Measure.LEVEL,),
        has_partner=True,
        equivalents=False,
        standing=("drawn",),
    )
    facts = [one for one in current_store().known_on(where, day) if is_whole(one, commodity)]
    years, others = {}, {}
    for stored in sorted(
        facts, key=lambda one: (one.fact.status != "actual", one.period_end or "")
    ):
        fact, period = stored.fact, stored.fact.period
        whole_year = fact.status == "actual" and period is not None and len(period) == 4
        day_of = period or fact.published
        figure = PairFigure(
            subject=fact.subject or "",
            partner=fact.partner or "",
            unit=stored.base_unit,
            status=fact.status,
            period=period,
            year=stored.year if period else int(day_of[:4]) if day_of else None,
            whole_year=whole_year,
            fact_id=stored.id,
        )
        key = (figure.subject, figure.partner, figure.unit)
        if whole_year:
            years[*key, figure.year] = figure
        elif fact.status == "actual" or key not in others:
            others[key] = figure
    known = {(one.subject, one.partner, one.unit) for one in years.values()}
    return [*years.values(), *(one for key, one in others.items() if key not in known)]


def is_whole(stored: StoredFact, commodity: str) -> bool:
    """Whether an amount is of the two partners as a whole, of these goods, in a calendar time."""
    fact = stored.fact
    return (
        fact.place is None
        and fact.counted is None
        and (fact.commodity or "") == commodity
        and fact.per in (None, Per.YEAR)
    )


def find_currencies(flow: str) -> list[str]:
    """Currencies to choose from: dollar and euro, then those that are stated, the most used first.

    Any amount can be shown in each of them, as far as there are rates.
    """

    def build() -> list[str]:
        units = load_lexicon().units
        stated = [unit for unit in count_units(flow) if units.kind(unit) == "money"]
        return list(dict.fromkeys([*FIRST_CURRENCIES, *stated]))

    return remember(("trade currencies", flow), build)


def count_units(flow: str) -> dict[str, int]:
    """In which units how much is known of a flow, the most used first."""
    return remember(("trade units", flow), lambda: current_store().trade.units(flow))


def find_commodities(flow: str) -> list[str]:
    """The goods of which amounts between two partners are known."""
    return remember(("trade commodities", flow), lambda: current_store().trade.commodities(flow))


def pair_id(one: PairFigure) -> str:
    """How a pair is called in the address: `az-tr`."""
    return f"{one.subject}-{one.partner}"


def sides(one: PairFigure) -> tuple[str, str]:
    """Both partners."""
    return one.subject, one.partner


def rank_pairs(known: Sequence[PairFigure]) -> list[tuple[str, str]]:
    """Pairs, those first of which most calendar years are known."""
    years: dict[tuple[str, str], set[int | None]] = {}
    for one in known:
        years.setdefault(sides(one), set()).update([one.year] if one.whole_year else [])
    return sorted(years, key=lambda pair: (-len(years[pair]), pair))


def most_documented(known: Sequence[PairFigure], country: str = "") -> str:
    """The pair that is shown where none was chosen."""
    ranked = [pair for pair in rank_pairs(known) if not country or country in pair]
    return "-".join(ranked[0]) if ranked else ""


def choose_pairs(
    choice: TradeChoice, most: int
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The pairs to compare, and those that are left over.

    Picked pairs win; else all of a country; else those with most years.
    """
    ranked = rank_pairs(find_pairs(choice.flow, choice.commodity, choice.day))
    if choice.pairs:
        picked = [pair for pair in ranked if "-".join(pair) in choice.pairs]
        order = {pair: index for index, pair in enumerate(choice.pairs)}
        picked.sort(key=lambda pair: order["-".join(pair)])
        rest = [p for p in ranked if p not in picked and choice.country in p]
        return picked[:most], [*picked[most:], *(rest if choice.country else [])]
    fitting = [pair for pair in ranked if not choice.country or choice.country in pair]
    return fitting[:most], fitting[most:]


def pair_options(flow: str, commodity: str, speak: Wording) -> list[tuple[str, str]]:
    """All pairs by name."""
    known = rank_pairs(find_pairs(flow, commodity))
    named = [("-".join(pair), name_pair(flow, *pair, speak)) for pair in known]
    return sorted(named, key=lambda option: option[1])


def country_options(flow: str, commodity: str, speak: Wording) -> list[tuple[str, str]]:
    """All countries and blocs that trade with somebody, by name."""
    counted = Counter(side for one in find_pairs(flow, commodity) for side in sides(one))
    return sorted(((one, speak.name(one)) for one in counted), key=lambda option: option[1])


def year_options(flow: str, commodity: str) -> list[str]:
    """The calendar years of which something is known, the newest first."""
    found = find_pairs(flow, commodity)
    return [
        str(y) for y in sorted({o.year for o in found if o.whole_year and o.year}, reverse=True)
    ]


def find_blocs() -> frozenset[str]:
    """Ids of what holds countries that trade themselves."""
    entities = current_store().entities().values()
    return frozenset(one.id for one in entities if one.kind in BLOCS)


MOST_TOGETHER = MAX_LINES
MOST_PANELS = 24
FEWER_PANELS = 12
