"""Every way in which a pack can write a time gives its operation what it needs; none crashes."""

import re
from collections.abc import Iterator
from itertools import product
from re import _constants as kinds  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker import extract
from tracker.extraction.resolution import OPERATIONS, resolve_groups
from tracker.lexicon.lexicon import load_lexicon
from tracker.lexicon.period_pack import PeriodPack, PeriodPattern
from tracker.model.period import Period

Groups = frozenset[str]
KNOWN = [None, Period.parse("2025-03-05"), Period.parse("2025")]
EFFECTS: list[tuple[str, ...]] = [
    (), ("since",), ("deadline",), ("reference",), ("begin",), ("end",), ("onset",)
]  # fmt: skip


def ways(node: Any) -> set[frozenset[int]]:
    """The sets of groups that can take part together in a match of a parsed pattern."""
    found: set[frozenset[int]] = {frozenset()}
    for kind, value in node:
        inner: set[frozenset[int]] = {frozenset()}
        if kind is kinds.SUBPATTERN:
            inner = ways(value[3])
            if value[0] is not None:
                inner = {way | {value[0]} for way in inner}
        elif kind is kinds.BRANCH:
            inner = set().union(*(ways(branch) for branch in value[1]))
        elif kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            inner = ways(value[2]) | ({frozenset()} if value[0] == 0 else set())
        elif kind is kinds.ATOMIC_GROUP:
            inner = ways(value)
        found = {one | other for one in found for other in inner}
    return found


def named_ways(source: str) -> list[list[str]]:
    """The names of the groups that can take part together, in their order."""
    names = {number: name for name, number in re.compile(source).groupindex.items()}
    found = ways(parser.parse(source))
    return [[names[number] for number in sorted(way) if number in names] for way in found]


def values(pattern: PeriodPattern, pack: PeriodPack) -> Iterator[dict[str, str]]:
    """Values for each way in which the pattern can match, named as the pack names them."""
    tails = named_ways(pattern.tail) if pattern.tail else []
    for core, tail in product(named_ways(pattern.core), [[], *tails]):
        stems: dict[str, int] = {}
        slots = []
        for name in [*core, *tail]:
            stem = name.rstrip("0123456789")
            stems[stem] = stems.get(stem, 0) + 1
            slots.append((stem if stems[stem] == 1 else f"{stem}{stems[stem]}", stem))
        words = [
            sorted(set(pack.values[stem].values())) if stem in pack.values else [_digits(stem)]
            for _, stem in slots
        ]
        if sum(map(len, words)) > 16:
            words = [[choices[0], choices[-1]] for choices in words]
        for chosen in product(*words):
            named = {name: value for (name, _), value in zip(slots, chosen, strict=True)}
            yield {**pattern.groups, **named}


def _digits(stem: str) -> str:
    return "2024" if "year" in stem else "3"


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("op", sorted(OPERATIONS))
def test_every_way_to_write_a_time_resolves_or_stays_open(language: str, op: str) -> None:
    pack = load_lexicon().languages[language].periods
    for pattern in pack.patterns:
        if pattern.op != op:
            continue
        for groups in values(pattern, pack):
            for known, effects, planned in product(KNOWN, EFFECTS, (False, True)):
                try:
                    resolve_groups(
                        op, groups, effects, known, planned=planned, past=not planned, main=KNOWN[1]
                    )
                except KeyError as missing:
                    pytest.fail(f"{op} lacks {missing}: {pattern.core[:160]} gives {groups}")


TIMES = {
    "de": ["im Vorjahr", "im Vormonat", "binnen {n} {unit}", "innerhalb von {n} {unit}",
    "in {n} {unit}",
           "in den letzten {n} {unit}", "in den nächsten {n} {unit}", "vor {n} {unit}",
           "seit {n} {unit}",
           "nach {n} {unit}", "im vergangenen {one}", "im nächsten {one}", "im selben Zeitraum",
           "im gleichen Zeitraum des Vorjahres", "in der zweiten {month}hälfte",
           "in der ersten Hälfte des {month}",
           "binnen Jahresfrist", "im {month}", "am 31. {month}", "vom 1. bis 31. {month}",
           "Anfang {month}",
           "von {month} bis {month}", "im Winter", "im 3. Quartal", "seit Jahresbeginn",
           "am Montag", "gestern",
           "im Wirtschaftsjahr 2023/24", "bis Ende des Jahrzehnts", "{n} {unit} zuvor", "jährlich",
           "Ende {month}", "bis {month}", "in diesem {one}", "vorletztes Jahr"],
    "en": ["a year earlier", "m/m", "month-on-month", "year-on-year", "on the month", "on the year",
           "within {n} {unit}", "in {n} {unit}", "in the last {n} {unit}", "in the next {n} {unit}",
           "{n} {unit} ago", "for {n} {unit}", "over the past {n} {unit}", "in the previous {one}",
           "in the following {one}", "last {one}", "next {one}", "this {one}",
           "the same period last year",
           "in {month}", "on 31 {month}", "from {month} to {month}", "in early {month}",
           "since {month}",
           "by the end of {month}", "in the first nine months", "in the third quarter",
           "so far this year",
           "on Monday", "yesterday", "the 2023/24 marketing year", "by the end of the decade",
           "in winter",
           "the year before last", "{n}-{one}", "{one}-ago"],
}  # fmt: skip
WORDS = {
    "de": {"n": ["zwei", "drei", "12", "400"], "unit": ["Jahren", "Monaten", "Wochen", "Tagen",
    "Jahrzehnten",
           "Quartalen"], "one": ["Jahr", "Monat", "Quartal", "Jahrzehnt"],
           "month": ["Januar", "Februar", "März", "Mai", "Dezember"]},
    "en": {"n": ["two", "three", "12", "400"], "unit": ["years", "months", "weeks", "days",
    "decades",
           "quarters"], "one": ["year", "month", "quarter", "week", "day", "decade", "half-year"],
           "month": ["January", "February", "March", "May", "December"]},
}  # fmt: skip
SENTENCES = {
    "de": ["Es waren {} 5 Mio. Tonnen.", "{} sollen es 5 Tonnen werden.",
    "Es stieg {} um 3 Prozent auf 7 Tonnen.",
           "Es waren 5 Tonnen gegenüber 4 Tonnen {}.", "{}: 5 Tonnen", "Es waren 5 Tonnen ({}).",
           "Die Frist ist {}.",
           "Im März 2024 waren es 5 Tonnen, {} 4 Tonnen."],
    "en": ["It was 5 million tonnes {}.", "{} it should be 5 tonnes.",
    "It rose by 3 percent to 7 tonnes {}.",
           "It was 5 tonnes against 4 tonnes {}.", "{}: 5 tonnes", "It was 5 tonnes ({}).",
           "The term is {}.",
           "In March 2024 it was 5 tonnes, {} 4 tonnes."],
}  # fmt: skip


@st.composite
def times(draw: st.DrawFn, language: str) -> str:
    time = draw(st.sampled_from(TIMES[language]))
    for slot, words in WORDS[language].items():
        time = time.replace(f"{{{slot}}}", draw(st.sampled_from(words)))
    return draw(st.sampled_from(SENTENCES[language])).format(time)


@pytest.mark.parametrize("language", ["de", "en"])
@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_sentence_with_any_time_is_read(language: str, data: st.DataObject) -> None:
    text = data.draw(times(language))
    published = data.draw(st.sampled_from([None, "2025-03-05", "2025-03", "2025", "2024-02-29"]))
    for fact in extract(text, language=language, published=published):
        assert text[fact.start : fact.end] == fact.surface
        assert fact.period is None or str(Period.parse(fact.period)) == fact.period
