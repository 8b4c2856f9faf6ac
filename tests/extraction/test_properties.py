"""What holds for any text at all: true offsets, order, finite numbers, and no crash."""

import math
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.corpus.scoring import load_passages
from tracker import Fact, Period, extract

LANGUAGES = ("de", "en")
ODD = [
    "", "\x00", "\ud800", "\udfff", "\u202e", "\u200b", "\ufeff", "\u0301", "\u00ad", "🚂",
    "👨\u200d👩\u200d👧",
    "\r\n", "\r", "\u2028", "\u00a0", "\u202f", "\t", "½", "10⁶", "٣", "１２", "Ⅻ", "ß", "İ", "ﬁ",
    "é", "e\u0301",
    "'", "’", "„", "“", "(", ")", "[", "—", "–", "-", "−", "+", "±", "~", "%", "‰", "$", "€", "№",
    "#", "§",
]  # fmt: skip
PIECES = [
    "5", "1.234", "1,234.5", "12,34,567", "0", "9" * 30, "9" * 50, "1e999", "3,", ".5", "20.", "-5",
    "+3",
    "Mio.", "Mrd. Euro", "million", "bn", "Tsd. t", "k", "m", "tonnes", "Tonnen", "TEU", "%",
    "Prozent",
    "percent", "Dollar", "$", "€", "km/h", "bcm", "Züge", "trains", "Container", "containers",
    "zwei", "zweieinhalb", "zwölf Abkommen", "two and a half", "hundred", "ein Drittel",
    "two thirds", "Hälfte",
    "half", "verdoppelt", "doubled", "halbiert", "2,5-Fache", "10 times less", "jeder dritte",
    "every third",
    "rund", "about", "bis zu", "up to", "knapp unter", "oder mehr", "or less", "mehr als",
    "more than",
    "von", "auf", "um", "bis", "from", "to", "by", "zwischen", "between", "und", "and", "oder",
    "or", "not",
    "but", "nicht", "sondern", "statt", "nur noch", "respectively", "jeweils", "davon", "of which",
    "je", "each",
    "stieg", "fell", "sank", "nahm", "ab", "rose", "gegenüber", "against", "compared with", "soll",
    "could",
    "Handel", "exports", "Fracht", "Kapazität", "deficit", "Anteil", "share", "Kasachstan",
    "Kasachstans",
    "China–Kirgistan", "Baku", "Aktau", "Baku-Tiflis-Kars", "Middle Corridor", "the port",
    "der Hafen", "SOCAR",
    "2023", "im vergangenen Jahr", "last year", "bis 2030", "by the end of the decade", "seit 2005",
    "in März",
    "in the first nine months", "a year earlier", "im Vorjahr", "year-on-year", "am 5. März 2024",
    "Q3 2024",
    "binnen drei Jahren", "in the last three years", "am Montag", "on Friday", "seit Jahresbeginn",
    "2023/24", "pro Jahr", "a day", "täglich", "\nBaku, 5. März 2024 – ", "\nBaku, 5 March 2024 – ",
    "(in Tsd. Tonnen)", "in thousand tonnes:", "\n", "\n\n", ". ", ", ", "; ", ": ",
]  # fmt: skip


@cache
def fragments() -> list[str]:
    """Words of the annotated passages, a few at a time."""
    found = []
    for language in LANGUAGES:
        for passage in load_passages(language)[::4]:
            words = passage.text.split(" ")
            found += [" ".join(words[at : at + 7]) for at in range(0, len(words), 14)]
    return found


texts = st.one_of(
    st.lists(st.sampled_from(PIECES + ODD), max_size=25).map(" ".join),
    st.lists(st.sampled_from(PIECES + ODD), max_size=25).map("".join),
    st.lists(
        st.one_of(st.sampled_from(fragments()), st.sampled_from(PIECES + ODD)), max_size=10
    ).map(" ".join),
    st.text(max_size=80),
)
languages = st.sampled_from([*LANGUAGES, None])
publications = st.sampled_from([None, "2025", "2025-03", "2025-02-28", "2024-02-29", "2020-01-01"])
any_settings = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def check(text: str, facts: list[Fact]) -> None:
    end = 0
    spans = {(fact.start, fact.end) for fact in facts}
    for fact in facts:
        assert text[fact.start : fact.end] == fact.surface != ""
        assert fact.start >= end
        end = fact.end
        assert math.isfinite(fact.value)
        assert fact.value_high is None or fact.value < fact.value_high < math.inf
        assert (fact.value_high is not None) == (fact.bound == "between")
        assert 0 <= fact.confidence <= 1
        assert (fact.counted is None) or fact.unit == "count"
        assert fact.equivalent_of is None or fact.equivalent_of in spans
        assert set(fact.movement) <= spans - {(fact.start, fact.end)}
        if fact.period is not None:
            assert str(Period.parse(fact.period)) == fact.period
            assert fact.period_text


@given(texts, languages, publications)
@any_settings
def test_any_text_gives_true_ordered_finite_facts(
    text: str, language: str | None, published: str | None
) -> None:
    check(text, extract(text, language=language, published=published))


@given(texts, languages)
@any_settings
def test_reading_twice_gives_the_same(text: str, language: str | None) -> None:
    assert extract(text, language=language) == extract(text, language=language)


NEUTRAL = {"de": "Das sagte er gestern dazu.", "en": "That is what he said."}
SAMPLE = {
    language: [passage for passage in load_passages(language) if len(passage.text) < 400][::9]
    for language in LANGUAGES
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_neutral_sentence_in_front_only_shifts_the_offsets(language: str) -> None:
    front = NEUTRAL[language] + "\n\n"
    assert len(SAMPLE[language]) > 15
    for passage in SAMPLE[language]:
        plain = extract(passage.text, language=language, published=passage.published)
        moved = extract(front + passage.text, language=language, published=passage.published)
        expected = [(f.start + len(front), f.surface, f.value, f.unit, f.indicator) for f in plain]
        assert [(f.start, f.surface, f.value, f.unit, f.indicator) for f in moved] == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spaces", ["\u00a0", "\u202f", "\u2009"])
def test_the_width_of_a_blank_changes_nothing_but_the_surface(language: str, spaces: str) -> None:
    for passage in SAMPLE[language]:
        wide = passage.text.replace(" ", spaces)
        plain = passage.read()
        found = extract(wide, language=language, published=passage.published)
        check(wide, found)
        assert [(f.start, f.end, f.value, f.unit, f.subject, f.period) for f in found] == [
            (f.start, f.end, f.value, f.unit, f.subject, f.period) for f in plain
        ]
