"""Figures without a unit of their own, numbers in words, and units in their many writings."""

import pytest

from .reading import read, shown

READ = [
    # language, text, surface and value and unit of each figure
    ("de", "Vier von zehn Containern blieben im Hafen liegen.", [("Vier von zehn", 40, "percent")]),
    (
        "de",
        "Im Mai kamen 31 Züge an, im Juni 44, im Juli nur noch 28.",
        [("31", 31, "count"), ("44", 44, "count"), ("28", 28, "count")],
    ),
    (
        "de",
        "Der Export nach Polen brachte 4,2 Mrd. Euro ein, der nach Ungarn 1,7 und der nach Rumänien 0,9.",
        [
            ("4,2 Mrd. Euro", 4200000000.0, "EUR"),
            ("1,7", 1700000000.0, "EUR"),
            ("0,9", 900000000.0, "EUR"),
        ],
    ),
    (
        "de",
        "Die Zahl der Anleger stieg von 120 auf 180.",
        [("120", 120, "count"), ("180", 180, "count")],
    ),
    ("de", "Statt 14 Tagen braucht der Zug künftig 9.", [("14 Tagen", 14, "day"), ("9", 9, "day")]),
    (
        "de",
        "Usbekistan lieferte 62 Prozent, Tadschikistan 21 und Kirgistan 17.",
        [("62 Prozent", 62, "percent"), ("21", 21, "percent"), ("17", 17, "percent")],
    ),
    (
        "de",
        "Die Fahrt dauert zweieinhalb Stunden, früher waren es vier.",
        [("zweieinhalb Stunden", 2.5, "hour"), ("vier", 4, "hour")],
    ),
    (
        "de",
        "Für eine Dreiviertelmilliarde Euro entsteht ein Terminal.",
        [("eine Dreiviertelmilliarde Euro", 750000000.0, "EUR")],
    ),
    ("de", "Ein halbes Dutzend Frachter lag auf Reede.", [("halbes Dutzend", 6, "count")]),
    (
        "de",
        "Der Zins sank um einen halben Prozentpunkt auf 4 Prozent.",
        [("einen halben Prozentpunkt", -0.5, "percentage_point"), ("4 Prozent", 4, "percent")],
    ),
    ("de", "Die Menge hat sich vervierfacht.", [("vervierfacht", 4, "times")]),
    ("de", "Die Pipeline transportierte dreimal mehr Öl als 2010.", [("dreimal", 3, "times")]),
    (
        "de",
        "Nach 2,1 Mio. Tonnen im Jahr 2022 waren es 2023 schon 2,9 Mio.",
        [("2,1 Mio. Tonnen", 2100000.0, "tonne"), ("2,9 Mio.", 2900000.0, "tonne")],
    ),
    (
        "de",
        "Das Abkommen gilt 25 Jahre und kostet 40 MEUR.",
        [("25 Jahre", 25, "year"), ("40 MEUR", 40000000.0, "EUR")],
    ),
    (
        "de",
        "Der Kredit über 200 Mio. Dollar läuft 12 Jahre.",
        [("200 Mio. Dollar", 200000000.0, "USD"), ("12 Jahre", 12, "year")],
    ),
    ("de", "Die Strecke ist zu drei Vierteln fertig.", [("drei Vierteln", 75, "percent")]),
    (
        "de",
        "Weizen kostet 240 Euro je Tonne, Gerste 195.",
        [("240 Euro", 240, "EUR"), ("195", 195, "EUR")],
    ),
    ("de", "Erwartet werden 3 bis 3,5 Prozent Wachstum.", [("3 bis 3,5 Prozent", 3, "percent")]),
    (
        "de",
        "Georgien kam auf 12, Armenien auf 7 Millionen Tonnen.",
        [("12", 12000000.0, "tonne"), ("7 Millionen Tonnen", 7000000.0, "tonne")],
    ),
    (
        "de",
        "BIP-Wachstum: 4,8 %; Inflation: 7,1 %; Leitzins: 14 %",
        [("4,8 %", 4.8, "percent"), ("7,1 %", 7.1, "percent"), ("14 %", 14, "percent")],
    ),
    (
        "de",
        "Der Hafen (Tsd. TEU): 2022 410, 2023 455",
        [("410", 410000, "TEU"), ("455", 455000, "TEU")],
    ),
    ("en", "Three in five lorries were turned back.", [("Three in five", 60, "percent")]),
    (
        "en",
        "Poland took 4.1 million tonnes, Hungary 1.3 and Romania 0.8.",
        [
            ("4.1 million tonnes", 4100000.0, "tonne"),
            ("1.3", 1300000.0, "tonne"),
            ("0.8", 800000.0, "tonne"),
        ],
    ),
    (
        "en",
        "The crossing handled 310 trucks in May and 420 in June.",
        [("310", 310, "count"), ("420", 420, "count")],
    ),
    (
        "en",
        "Where ships once waited 12 days, they now wait 4.",
        [("12 days", 12, "day"), ("4", 4, "day")],
    ),
    (
        "en",
        "The number of registered carriers climbed from 900 to 1,400.",
        [("900", 900, "count"), ("1,400", 1400, "count")],
    ),
    (
        "en",
        "A dozen locomotives were delivered; eight more will follow.",
        [("A dozen", 12, "count"), ("eight", 8, "count")],
    ),
    (
        "en",
        "The loan carries 2.5 percent; its predecessor carried 4.",
        [("2.5 percent", 2.5, "percent"), ("4", 4, "percent")],
    ),
    (
        "en",
        "Exports (USD bn): 2022 4.1; 2023 4.9",
        [("4.1", 4100000000.0, "USD"), ("4.9", 4900000000.0, "USD")],
    ),
    (
        "en",
        "It paid SAR 3.2 billion and AED 500m.",
        [("SAR 3.2 billion", 3200000000.0, "SAR"), ("AED 500m", 500000000.0, "AED")],
    ),
    ("en", "The pipeline is three-quarters full.", [("three-quarters", 75, "percent")]),
    ("en", "Half of the wagons are Kazakh.", [("Half", 50, "percent")]),
    (
        "en",
        "The line runs for 300 miles at 75 miles per hour.",
        [("300 miles", 300, "mile"), ("75 miles per hour", 75, "mile_per_hour")],
    ),
    (
        "en",
        "Turnover nearly tripled, from $1.1bn to $3bn.",
        [("tripled", 3, "times"), ("$1.1bn", 1100000000.0, "USD"), ("$3bn", 3000000000.0, "USD")],
    ),
    (
        "en",
        "The field holds 1.2 trillion cubic feet of gas and 300 million barrels of oil.",
        [
            ("1.2 trillion cubic feet", 1200000000000.0, "cubic_foot"),
            ("300 million barrels", 300000000.0, "barrel"),
        ],
    ),
    (
        "en",
        "By 2030 it is to carry 15 million tonnes, up from 6.",
        [("15 million tonnes", 15000000.0, "tonne"), ("6", 6000000.0, "tonne")],
    ),
    (
        "en",
        "Germany bought 40% of it, Italy 22, France 9.",
        [("40%", 40, "percent"), ("22", 22, "percent"), ("9", 9, "percent")],
    ),
    (
        "en",
        "The tariff went from 12 to 15 dollars a tonne.",
        [("12", 12, "USD"), ("15 dollars", 15, "USD")],
    ),
    (
        "en",
        "The new ferry takes 52 wagons, the old one took 28.",
        [("52", 52, "count"), ("28", 28, "count")],
    ),
    (
        "en",
        "Output: 1.8 mt (2023: 1.6 mt)",
        [("1.8 mt", 1800000.0, "tonne"), ("1.6 mt", 1600000.0, "tonne")],
    ),
    ("en", "A cargo of 25,000 mt of wheat sailed.", [("25,000 mt", 25000, "tonne")]),
    (
        "en",
        "The project is worth a quarter of a billion euros.",
        [("quarter of a billion euros", 250000000.0, "EUR")],
    ),
    ("en", "Of the barrels one in eight is sold.", [("one in eight", 12.5, "percent")]),
    (
        "en",
        "Cargo rose fivefold over 10 years.",
        [("fivefold", 5, "times"), ("10 years", 10, "year")],
    ),
    (
        "en",
        "Rates fell to $2,100 per FEU from $3,400.",
        [("$2,100", 2100, "USD"), ("$3,400", 3400, "USD")],
    ),
    (
        "en",
        "The ports of Poti and Batumi handled 5.2 and 3.1 million tonnes respectively.",
        [("5.2", 5200000.0, "tonne"), ("3.1 million tonnes", 3100000.0, "tonne")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), READ)
def test_every_figure_of_a_sentence_is_read_with_its_unit(
    language: str, text: str, expected: list[tuple[str, float, str]]
) -> None:
    facts = read(language, text)
    assert shown(facts, "surface", "unit") == [(surface, unit) for surface, _, unit in expected]
    assert [fact.value for fact in facts] == pytest.approx([value for _, value, _ in expected])


IDLE = [
    ("de", "An der Grenze warteten mehrere tausend Lastwagen."),
    ("de", "Der Zug RE 12 hielt in Halle 5, Gleis 7, es war fünf vor zwölf."),
    ("de", "Die Strecke hat eine Spurweite von 1520 mm."),
    ("de", "Lesedauer: 3 Min., Az. 5 Ca 1187/21, Fax 0316 8871-40."),
    ("en", "Several hundred trucks queued at Gate 12."),
    ("en", "It was in the top ten list of COP 29 and TOP 20."),
    ("en", "Tracks of 1,520 mm gauge; the note was published twice."),
]


@pytest.mark.parametrize(("language", "text"), IDLE)
def test_idle_numbers_are_no_figures(language: str, text: str) -> None:
    assert shown(read(language, text), "surface") == []


MIXED = [
    # language, text, surface, value, unit
    ("de", "Es kostet 15 Dollar und 15 Cent.", "15 Dollar und 15 Cent", 15.15, "USD"),
    ("de", "Es kostet zwei Euro fünfzig.", "zwei Euro fünfzig", 2.5, "EUR"),
    ("en", "It cost 3 dollars 50 cents.", "3 dollars 50 cents", 3.5, "USD"),
    ("en", "It took 2 hours and 30 minutes.", "2 hours and 30 minutes", 2.5, "hour"),
    ("en", "The wall is 5 feet 6 inches high.", "5 feet 6 inches", 5.5, "foot"),
    ("en", "It paid HK$ 10 million.", "HK$ 10 million", 1e7, "HKD"),
    ("en", "It paid 75 USD million.", "75 USD million", 7.5e7, "USD"),
    ("de", "Er zahlte Mio. EUR 3,5.", "Mio. EUR 3,5", 3.5e6, "EUR"),
    ("en", "It weighs 20 (kg).", "20 (kg)", 20, "kilogram"),
]


@pytest.mark.parametrize(("language", "text", "surface", "value", "unit"), MIXED)
def test_an_amount_in_several_words_is_one_figure(
    language: str, text: str, surface: str, value: float, unit: str
) -> None:
    (fact,) = read(language, text)
    assert (fact.surface, fact.unit) == (surface, unit)
    assert fact.value == pytest.approx(value)


PLACES = [
    # language, text, measure and transition of each figure
    (
        "de",
        "Die Menge stieg auf nunmehr 5 t von zuletzt 3 t.",
        [("level", "to"), ("level", "from")],
    ),
    ("de", "Statt bisher 72 warten sie nur noch 40 Stunden.", [("level", "from"), ("level", "to")]),
    (
        "de",
        "Der Wert kletterte um 3 Prozent auf derzeit noch 5 Mio. t.",
        [("change", "by"), ("level", "to")],
    ),
    ("de", "Die Strecke ist zu 80 Prozent fertig.", [("share", None)]),
    ("de", "Mehr als 90 Prozent der Fracht stammen von dort.", [("share", None)]),
    ("de", "Das waren 96,8 Prozent des Vorjahresniveaus.", [("index", None)]),
    ("de", "Der Wasserstand sank 20 Zentimeter.", [("change", "by")]),
    ("en", "The lake rose 17 metres.", [("change", "by")]),
    ("en", "The track is 91 percent complete.", [("share", None)]),
    (
        "en",
        "Inflation eased to 8.1 percent from 8.7 percent.",
        [("level", "to"), ("level", "from")],
    ),
    ("en", "Its share moved from 35 percent to 60 percent.", [("share", "from"), ("share", "to")]),
    (
        "en",
        "It was revised up by 1 million to 15 million tonnes.",
        [("change", "by"), ("level", "to")],
    ),
    (
        "en",
        "It is to grow to 210 Mt by 2030 and 270 Mt by 2032.",
        [("level", "to"), ("level", "to")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), PLACES)
def test_the_words_beside_a_figure_tell_its_measure_and_its_place_in_a_movement(
    language: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert shown(read(language, text, "2025-01-01"), "measure", "transition") == expected


HEDGED = [
    ("de", "Der Kredit über 60 Mio. Euro läuft.", "exact"),
    ("de", "Sie wird über rund 270 Kilometer führen.", "about"),
    ("de", "Die Vorräte werden auf 10 Mio. Tonnen geschätzt.", "about"),
    ("de", "Der Handel dürfte 5 Mio. Dollar übersteigen.", "over"),
    ("en", "It is repayable over 10 years.", "exact"),
    ("en", "Crude fetches $70 a barrel or more.", "at_least"),
    ("en", "Cargo crept up to 5 Mt.", "exact"),
]


@pytest.mark.parametrize(("language", "text", "bound"), HEDGED)
def test_a_hedge_is_told_from_a_preposition(language: str, text: str, bound: str) -> None:
    assert [str(fact.bound) for fact in read(language, text)] == [bound]
