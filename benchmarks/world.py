"""A made-up world for the benchmarks: who there is to write about, and what is true of them.

Subjects are the gazetteer's entities, few of them often in the news and a long tail seldom. Each
has topics (what is measured of it, in which unit, with which partner), and each topic an amount at
any time, so that two documents that speak of the same thing and time mean the same number.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from tracker.lexicon.lexicon import load_lexicon

FIRST_YEAR, LAST_YEAR = 2011, 2025  # of publication
_MASK = 0xFFFFFFFF

# Who is most in the news, in this order; the others follow in a shuffled one.
LEADING = (
    *("kz", "middle_corridor", "az", "cn", "uz", "tr", "ru", "alat_port", "ge", "btk_railway"),
    *("tm", "aktau_port", "btc_pipeline", "kg", "tj", "de", "poti_port", "khorgos", "traceca"),
    *("cpc_pipeline", "ir", "jp", "am", "it", "anaklia_port", "zangezur_corridor", "kuryk_port"),
    *("central_asia", "cku_railway", "tengiz", "north_south_corridor", "turkmenbashi_port"),
)
# Countries that trade with each other by name; each with some of the others.
TRADERS = (
    *(
        "kz",
        "az",
        "cn",
        "uz",
        "tr",
        "ru",
        "ge",
        "tm",
        "kg",
        "tj",
        "de",
        "ir",
        "jp",
        "am",
        "it",
        "fr",
    ),
    *(
        "gb",
        "us",
        "kr",
        "in",
        "ae",
        "sa",
        "pk",
        "af",
        "ro",
        "bg",
        "pl",
        "nl",
        "es",
        "ch",
        "ua",
        "by",
    ),
    *("gr", "hu", "at", "cz", "sg", "vn", "id", "eg", "il", "mn"),
)
PARTNERS = 12
SUBJECTS = 200
_GOODS = ("grain", "oil_products", "metals", "food", "fertilizer", "cotton", "coal", "chemicals")
# By kind of entity: indicator, unit, commodity or what is counted, least and most a year.
_TOPICS: dict[str, tuple[tuple[str, str, str | None, float, float], ...]] = {
    "route": (
        ("freight_volume", "tonne", None, 2e5, 4e7),
        ("freight_volume", "TEU", "containers", 5e3, 1e6),
        ("capacity", "tonne", None, 1e6, 5e7),
        ("capacity", "TEU", "containers", 5e4, 2e6),
        ("traffic", "count", "trains", 200, 2e4),
        *(("freight_volume", "tonne", goods, 2e4, 5e6) for goods in _GOODS),
        ("investment", "USD", None, 2e7, 6e9),
        ("transit_time", "day", None, 10, 60),
        ("length", "kilometer", None, 50, 7000),
        ("revenue", "EUR", None, 1e6, 9e8),
    ),
    "pipeline": (
        ("freight_volume", "tonne", "crude_oil", 1e6, 7e7),
        ("freight_volume", "cubic_meter", "natural_gas", 1e9, 3e10),
        ("capacity", "tonne", "crude_oil", 1e6, 8e7),
        ("investment", "USD", None, 1e8, 9e9),
    ),
    "field": (
        ("production", "tonne", "crude_oil", 1e6, 4e7),
        ("production", "cubic_meter", "natural_gas", 1e9, 3e10),
        ("reserves", "tonne", "crude_oil", 1e8, 3e9),
        ("investment", "USD", None, 1e8, 4e10),
    ),
    "power_line": (
        ("power", "megawatt", "electricity", 100, 6000),
        ("length", "kilometer", None, 50, 1300),
        ("investment", "EUR", None, 1e8, 4e9),
    ),
    "organisation": (
        ("investment", "USD", None, 1e7, 5e9),
        ("revenue", "USD", None, 1e7, 9e10),
        ("trade_turnover", "USD", None, 1e9, 1e12),
    ),
    "country": (
        ("exports", "USD", None, 1e9, 5e11),
        ("imports", "USD", None, 1e9, 5e11),
        ("trade_turnover", "USD", None, 2e9, 9e11),
        ("freight_volume", "tonne", None, 1e6, 4e8),
        ("production", "tonne", "crude_oil", 1e5, 9e7),
        ("production", "cubic_meter", "natural_gas", 1e8, 9e10),
        ("investment", "USD", None, 1e8, 3e10),
        ("economy", "USD", None, 5e9, 3e12),
        ("population", "count", "people", 1e6, 1e8),
        ("debt", "USD", None, 1e9, 5e11),
        ("remittances", "USD", None, 1e8, 2e10),
        *(("exports", "tonne", goods, 1e4, 3e7) for goods in _GOODS),
    ),
}
_KINDS = {"corridor": "route", "port": "route", "railway": "route", "world": "organisation"}
_KINDS |= {"region": "organisation"}
STOCKS = frozenset({"capacity", "length", "population", "debt", "reserves", "power"})
SPREAD = frozenset({"transit_time", "length"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One thing that is measured of one subject.

    Attributes:
        number: Tells topics apart. name, partner_name: Display names by language.
        base: Amount in the first year, in `unit`; it grows by the factor `growth` a year.
    """

    number: int
    subject: str
    name: dict[str, str]
    indicator: str
    unit: str
    commodity: str | None
    counted: str | None
    place: str | None
    partner: str | None
    partner_name: dict[str, str] | None
    base: float
    growth: float

    def amount(self, year: int, first: int = 1, last: int = 12) -> float:
        """What is true of the months `first` to `last` of a year, both ends included."""
        amount = self.base * self.growth ** (year - FIRST_YEAR)
        amount *= 0.85 + 0.3 * chance(self.number, year)
        if self.indicator in STOCKS or self.indicator in SPREAD or (first == 1 and last == 12):
            return amount
        season = 0.9 + 0.2 * chance(self.number, year * 144 + first * 12 + last)
        return amount * season * (last - first + 1) / 12

    def promise(self, published: int, horizon: int) -> float:
        """What was aimed for at a time; it changes every three years."""
        wish = 1.1 + 0.8 * chance(self.number, 7919 * (published // 3) + horizon)
        return self.amount(horizon) * wish


def chance(one: int, other: int) -> float:
    """A number from 0 to 1 that follows from two others."""
    mixed = (one * 2654435761 ^ other * 2246822519) & _MASK
    mixed = ((mixed ^ mixed >> 15) * 2246822519) & _MASK
    mixed = ((mixed ^ mixed >> 13) * 3266489917) & _MASK
    return (mixed ^ mixed >> 16) / _MASK


class World:
    """All subjects with their topics, and how often each is written about.

    Args:
        seed: The same one gives the same world.
    """

    def __init__(self, seed: int = 1) -> None:
        rng = random.Random(seed)
        entries = load_lexicon().gazetteer.entries
        others = sorted(entries.keys() - set(LEADING))
        rng.shuffle(others)
        ids = [each for each in LEADING if each in entries]
        ids += [each for each in others if each in TRADERS or entries[each].kind != "country"]
        ids += [each for each in others if each not in ids]
        self.subjects = ids[:SUBJECTS]
        self.names = {
            each: {"de": entries[each].label["de"], "en": entries[each].label["en"]} for each in ids
        }
        self._count = 0
        self._topics: list[list[Topic]] = []
        for subject in self.subjects:
            kind = entries[subject].kind
            found = list(self._own(rng, subject, _KINDS.get(kind, kind)))
            if subject in TRADERS:
                found += self._trade(rng, subject)
                rng.shuffle(found)
            self._topics.append(found)
        self._subject_weights = _tail(len(self.subjects), 0.7)
        self._topic_weights = [_tail(len(topics), 0.8) for topics in self._topics]

    def name(self, subject: int, language: str) -> str:
        """How a language calls the subject of this number."""
        return self.names[self.subjects[subject]][language]

    def choose_subject(self, rng: random.Random) -> int:
        """The number of a subject, the leading ones often."""
        return rng.choices(range(len(self.subjects)), cum_weights=self._subject_weights)[0]

    def choose_topic(self, rng: random.Random, subject: int) -> Topic:
        """A topic of a subject, the leading ones often."""
        return rng.choices(self._topics[subject], cum_weights=self._topic_weights[subject])[0]

    def _own(self, rng: random.Random, subject: str, kind: str) -> Iterator[Topic]:
        for indicator, unit, what, low, high in _TOPICS[kind]:
            yield self._topic(rng, subject, indicator, unit, what, low, high)
            if kind == "route" and indicator == "freight_volume" and what is None:
                place = rng.choice(("az", "kz", "ge"))
                yield self._topic(rng, subject, indicator, unit, what, low, high, place=place)

    def _trade(self, rng: random.Random, subject: str) -> Iterator[Topic]:
        others = [each for each in TRADERS if each != subject]
        for partner in rng.sample(others, PARTNERS):
            first, second = sorted((subject, partner))
            between = {"partner": second}
            yield self._topic(rng, first, "trade_turnover", "USD", None, 1e7, 5e10, **between)
            toward = {"partner": partner}
            for indicator in ("exports", "imports"):
                yield self._topic(rng, subject, indicator, "USD", None, 5e6, 3e10, **toward)
                for goods in rng.sample(_GOODS, 2):
                    yield self._topic(rng, subject, indicator, "tonne", goods, 1e3, 9e6, **toward)

    def _topic(
        self,
        rng: random.Random,
        subject: str,
        indicator: str,
        unit: str,
        what: str | None,
        low: float,
        high: float,
        *,
        place: str | None = None,
        partner: str | None = None,
    ) -> Topic:
        self._count += 1
        return Topic(
            number=self._count,
            subject=subject,
            name=self.names[subject],
            indicator=indicator,
            unit=unit,
            commodity=None if unit == "count" else what,
            counted=what if unit == "count" else None,
            place=place,
            partner=partner,
            partner_name=None if partner is None else self.names[partner],
            base=low * (high / low) ** rng.random(),
            growth=1 if indicator in SPREAD else rng.uniform(0.97, 1.12),
        )


def _tail(length: int, power: float) -> list[float]:
    return list(accumulate((place + 1) ** -power for place in range(length)))
