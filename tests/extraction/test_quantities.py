"""Quantities: units, currencies, hedges, counted nouns, fractions and factors; and what is none."""

import pytest

from .reading import only, read, shown

UNITS = [
    # language, quantity, value, unit
    ("de", "5 t", 5, "tonne"),
    ("de", "5 Mrd. m³", 5e9, "cubic_meter"),
    ("de", "5 TEU", 5, "TEU"),
    ("de", "5 Kilometer", 5, "kilometer"),
    ("de", "5 km²", 5, "square_kilometer"),
    ("de", "5 Hektar", 5, "hectare"),
    ("de", "5 MW", 5, "megawatt"),
    ("de", "5 GWh", 5, "gigawatt_hour"),
    ("de", "220 kV", 220, "kilovolt"),
    ("de", "120 km/h", 120, "kilometer_per_hour"),
    ("de", "5 %", 5, "percent"),
    ("de", "5 Prozentpunkte", 5, "percentage_point"),
    ("de", "5 Fass", 5, "barrel"),
    ("de", "5 Tonnenkilometer", 5, "tonne_kilometer"),
    ("de", "11 US-Cent", 0.11, "USD"),
    ("de", "€ 5 Mio.", 5e6, "EUR"),
    ("de", "5 Mio. €", 5e6, "EUR"),
    ("de", "5 Tenge", 5, "KZT"),
    ("de", "5 Manat", 5, "AZN"),
    ("de", "5 turkmenische Manat", 5, "TMT"),
    ("de", "5 Yuan", 5, "CNY"),
    ("de", "5 Fr.", 5, "CHF"),
    ("de", "12 Tage", 12, "day"),
    ("en", "4.5 Mt", 4.5e6, "tonne"),
    ("en", "300 kt", 3e5, "tonne"),
    ("en", "25 bcm", 25e9, "cubic_meter"),
    ("en", "5 mcm", 5e6, "cubic_meter"),
    ("en", "5 FEU", 5, "FEU"),
    ("en", "5 miles", 5, "mile"),
    ("en", "5 square kilometres", 5, "square_kilometer"),
    ("en", "5 megawatts", 5, "megawatt"),
    ("en", "5 feet", 5, "foot"),
    ("en", "5 percentage points", 5, "percentage_point"),
    ("en", "5 basis points", 5, "basis_point"),
    ("en", "5 per cent", 5, "percent"),
    ("en", "11 cents", 0.11, "USD"),
    ("en", "$4.5bn", 4.5e9, "USD"),
    ("en", "$4.5m", 4.5e6, "USD"),
    ("en", "USD4.5bn", 4.5e9, "USD"),
    ("en", "US$ 30 million", 3e7, "USD"),
    ("en", "EUR 30 million", 3e7, "EUR"),
    ("en", "30 million EUR", 3e7, "EUR"),
    ("en", "£5", 5, "GBP"),
    ("en", "¥5 billion", 5e9, "JPY"),
    ("en", "5 soums", 5, "UZS"),
    ("en", "3 crore rupees", 3e7, "INR"),
    ("en", "5 bushels", 5, "bushel"),
    ("en", "5 tonne-kilometres", 5, "tonne_kilometer"),
    ("en", "5 kg", 5, "kilogram"),
    ("en", "5 minutes", 5, "minute"),
]
FRAMES = {"de": "Genannt wurden {} als Wert.", "en": "The report says {} as well."}


@pytest.mark.parametrize(("language", "written", "value", "unit"), UNITS)
def test_a_quantity_has_the_unit_and_span_that_are_written(
    language: str, written: str, value: float, unit: str
) -> None:
    fact = only(language, FRAMES[language].format(written))
    assert fact.value == pytest.approx(value, rel=1e-12)
    assert (fact.unit, fact.surface) == (unit, written)


BOUNDS = [
    # language, hedge before, hedge behind, bound
    ("de", "", "", "exact"),
    ("de", "rund", "", "about"),
    ("de", "ca.", "", "about"),
    ("de", "knapp", "", "about"),
    ("de", "fast", "", "about"),
    ("de", "geschätzt", "", "about"),
    ("de", "knapp unter", "", "under"),
    ("de", "weniger als", "", "under"),
    ("de", "nicht einmal", "", "under"),
    ("de", "gut", "", "over"),
    ("de", "mehr als", "", "over"),
    ("de", "weit über", "", "over"),
    ("de", "mindestens", "", "at_least"),
    ("de", "", "oder mehr", "at_least"),
    ("de", "höchstens", "", "up_to"),
    ("de", "bis zu", "", "up_to"),
    ("de", "bis zu rund", "", "up_to"),
    ("de", "", "oder weniger", "up_to"),
    ("en", "", "", "exact"),
    ("en", "about", "", "about"),
    ("en", "nearly", "", "about"),
    ("en", "close to", "", "about"),
    ("en", "an estimated", "", "about"),
    ("en", "just under", "", "under"),
    ("en", "less than", "", "under"),
    ("en", "not even", "", "under"),
    ("en", "well over", "", "over"),
    ("en", "more than", "", "over"),
    ("en", "at least", "", "at_least"),
    ("en", "", "or more", "at_least"),
    ("en", "no more than", "", "up_to"),
    ("en", "up to", "", "up_to"),
    ("en", "", "or less", "up_to"),
]


@pytest.mark.parametrize(("language", "before", "behind", "bound"), BOUNDS)
def test_a_hedge_gives_the_bound_and_stays_outside_the_span(
    language: str, before: str, behind: str, bound: str
) -> None:
    start, quantity = ("Es waren", "5 Tonnen") if language == "de" else ("It was", "5 tonnes")
    text = " ".join(part for part in (start, before, quantity, behind) if part) + "."
    fact = only(language, text)
    assert (fact.bound, fact.surface) == (bound, quantity)


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Die Menge überstieg 5 Tonnen."), ("en", "Exports exceeded 5 tonnes.")],
)
def test_a_verb_of_exceeding_is_a_hedge_too(language: str, text: str) -> None:
    assert only(language, text).bound == "over"


COUNTED = [
    # language, text, surface, noun, indicator
    ("de", "Es kamen 300 Züge.", "300", "Züge", "traffic"),
    ("de", "Es kamen 300 beladene Güterzüge.", "300", "Güterzüge", "traffic"),
    ("de", "Sie unterzeichneten zwölf Abkommen.", "zwölf", "Abkommen", "count"),
    ("de", "Fünf Staaten kamen.", "Fünf", "Staaten", "count"),
    ("de", "Es kamen 300 Container.", "300", "Container", "freight_volume"),
    ("de", "Es gibt 5 Millionen Einwohner.", "5 Millionen", "Einwohner", "population"),
    ("en", "In all 300 trains came.", "300", "trains", "traffic"),
    ("en", "They signed twelve agreements.", "twelve", "agreements", "count"),
    ("en", "Five states came.", "Five", "states", "count"),
    ("en", "It has 5 million inhabitants.", "5 million", "inhabitants", "population"),
    ("en", "It saw 1.8m journeys.", "1.8m", "journeys", "traffic"),
]


@pytest.mark.parametrize(("language", "text", "surface", "noun", "indicator"), COUNTED)
def test_a_counted_noun_is_named_and_stays_outside_the_span(
    language: str, text: str, surface: str, noun: str, indicator: str
) -> None:
    fact = only(language, text)
    assert shown([fact], "surface", "unit", "counted", "indicator") == [
        (surface, "count", noun, indicator)
    ]


def test_containers_as_pieces_are_counted_and_are_goods() -> None:
    fact = only("de", "Es kamen 300 Container.")
    assert (fact.unit, fact.commodity, fact.indicator) == ("count", "containers", "freight_volume")


PARTS = [
    # language, text, value, unit, measure
    ("de", "Ein Drittel der Fracht kam per Bahn.", 33.33, "percent", "share"),
    ("de", "Drei Viertel der Fracht kamen per Bahn.", 75, "percent", "share"),
    ("de", "Die Hälfte der Fracht kam per Bahn.", 50, "percent", "share"),
    ("de", "Jeder dritte Container war leer.", 33.33, "percent", "share"),
    ("de", "Die Fracht stieg um die Hälfte.", 50, "percent", "change"),
    ("de", "Die Fracht halbierte sich.", 0.5, "times", "multiple"),
    ("de", "Die Fracht hat sich verdoppelt.", 2, "times", "multiple"),
    ("de", "Die Fracht stieg auf das 2,5-Fache.", 2.5, "times", "multiple"),
    ("de", "Die Fracht ist dreimal so hoch.", 3, "times", "multiple"),
    ("en", "A third of cargo came by rail.", 33.33, "percent", "share"),
    ("en", "Two thirds of cargo came by rail.", 66.67, "percent", "share"),
    ("en", "Half of the cargo came by rail.", 50, "percent", "share"),
    ("en", "Every third container was empty.", 33.33, "percent", "share"),
    ("en", "Cargo rose by half.", 50, "percent", "change"),
    ("en", "Cargo halved.", 0.5, "times", "multiple"),
    ("en", "Cargo doubled.", 2, "times", "multiple"),
    ("en", "Cargo rose threefold.", 3, "times", "multiple"),
    ("en", "Cargo rose 2.5 times.", 2.5, "times", "multiple"),
    ("en", "It was 10 times less.", 0.1, "times", "multiple"),
]


@pytest.mark.parametrize(("language", "text", "value", "unit", "measure"), PARTS)
def test_fractions_and_factors_in_words_are_figures(
    language: str, text: str, value: float, unit: str, measure: str
) -> None:
    fact = only(language, text)
    assert fact.value == pytest.approx(value)
    assert shown([fact], "unit", "measure") == [(unit, measure)]


NO_FIGURES = [
    ("de", "Am 20. Jahrestag, beim 11. Treffen, kamen die neuntgrößten Firmen."),
    ("de", "Die COP29 und die C5+EU tagten auf der E-40."),
    ("de", "Er flog mit Boeing 747 und Flug J2-8033 um 18:05 Uhr."),
    ("de", "Artikel 12, Seite 3, Nr. 44/2020, Tel. +994 12 404 37 00."),
    ("de", "1. Öffnung\n2. Bau\n3. Betrieb"),
    ("de", "Das Spiel endete 3:1."),
    ("de", "Der 64-jährige Minister sprach."),
    ("de", "Mehrere Tausend Tonnen, dutzende Züge."),
    ("de", "Die fünf Staaten und eine Resolution."),
    ("de", "40-Fuß-Container standen dort."),
    ("de", "Das Konto 4021 7781 0034 wurde gesperrt."),
    ("de", "Am 5. März 2024 um 14:30 Uhr wurde sie eröffnet."),
    ("en", "COP29, 5G and the M36 highway were discussed."),
    ("en", "Boeing 747, page 3, article 12, top 10, No. 44/2020."),
    ("en", "A 40-foot container of AI-95 stood there."),
    ("en", "One of the 5G towers; the five states."),
    ("en", "The 3rd and 11th meeting."),
    ("en", "1520 mm gauge, at 9.15 am, a 62-year-old."),
    ("en", "Several million tonnes, dozens of trains."),
    ("en", "On 5 March 2024 at 10:30 it opened."),
    ("en", "In the third quarter of 2023 it opened."),
    ("en", "It has 12 views. Read more at https://example.org/2024/12"),
    ("en", "Mail titr2025@example.org or call +994 12 404 37 00."),
]


@pytest.mark.parametrize(("language", "text"), NO_FIGURES)
def test_dates_names_labels_and_indefinite_amounts_are_no_figures(language: str, text: str) -> None:
    assert shown(read(language, text), "surface") == []
