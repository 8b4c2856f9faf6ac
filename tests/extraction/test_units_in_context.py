"""Units that the words around a number decide: shared currencies, glued nouns, denominators …"""

from typing import Any

import pytest

from tests.extraction.reading import read, shown

CURRENCIES = [
    ("de", "Turkmenistan gibt 30 Mio. Manat aus.", ["TMT"]),
    ("de", "Ausgegeben wurden 30 Mio. Manat.", ["AZN"]),
    ("de", "Turkmenistan gibt 30 Mio. Manat aus; Aserbaidschan 4 Mio. Manat.", ["TMT", "AZN"]),
    ("de", "Kenia zahlt 5 Mrd. Schilling.", ["KES"]),
    ("de", "In Prag kostet das 300 Kronen, in Oslo 400 Kronen.", ["CZK", "NOK"]),
    ("de", "Kairo leiht 5 Mrd. Pfund.", ["EGP"]),
    ("de", "Die Bank verlieh 7 Mrd. Pfund.", ["GBP"]),
    (
        "de",
        "In Tiflis sprach man über Chişinău. Der Ausbau kostet 20 Mio. Lei. Moldau zahlt.",
        ["MDL"],
    ),
    ("en", "Baghdad spent 300 billion dinars and Belgrade 40 million dinars.", ["IQD", "RSD"]),
    ("en", "Pakistan borrowed 9 billion rupees.", ["PKR"]),
    ("en", "They borrowed 9 billion rupees.", ["INR"]),
    ("en", "Uganda will pay 12 billion shillings.", ["UGX"]),
]


@pytest.mark.parametrize(("language", "text", "units"), CURRENCIES)
def test_a_currency_that_countries_share_is_that_of_the_country_named(
    language: str, text: str, units: list[str]
) -> None:
    assert [fact.unit for fact in read(language, text)] == units


FIGURES = [
    ("de", "Gas kostet 300 Dollar je 1.000 Kubikmeter.", [("300 Dollar", 300, "USD")]),
    ("de", "Verlangt werden 4 Euro je Tonne und hundert Kilometer.", [("4 Euro", 4, "EUR")]),
    ("de", "Der Verbrauch liegt bei 20 Liter pro 100 km.", [("20 Liter", 20, "liter")]),
    ("en", "Gas costs $300 per 1,000 cubic metres.", [("$300", 300, "USD")]),
    ("de", "Die Fähre fasst 52Waggons.", [("52", 52, "count")]),
    ("de", "Das 5Gnetz wächst.", []),
    ("de", "Dort liegen zwei 400 Meter lange Schiffe.",
     [("zwei", 2, "count"), ("400 Meter", 400, "meter")]),
    ("de", "Geplant sind vier 1.200-Megawatt-Reaktoren.",
     [("vier", 4, "count"), ("1.200-Megawatt", 1200, "megawatt")]),
    ("en", "It bought three 1,200 MW reactors.",
     [("three", 3, "count"), ("1,200 MW", 1200, "megawatt")]),
    ("de", "Der Zug fährt 2024 30 Kilometer weit.", [("30 Kilometer", 30, "kilometer")]),
    ("de", "Gebaut werden 120 weitere Kilometer.", [("120", 120, "kilometer")]),
    ("de", "Das kostet drei volle Tage.", [("drei", 3, "day")]),
    ("en", "It takes three extra days.", [("three", 3, "day")]),
    ("de", "Der Zug fährt mit Tempo 160.", [("Tempo 160", 160, "kilometer_per_hour")]),
    ("de", "Das Tempo 80 km/h gilt.", [("80 km/h", 80, "kilometer_per_hour")]),
    ("en", "The port earned 12.5m lari.", [("12.5m lari", 12_500_000, "GEL")]),
    ("en", "It earned GEL 7 m.", [("GEL 7 m", 7_000_000, "GEL")]),
    ("en", "The hall is 5m long.", [("5m", 5, "meter")]),
    ("en", "Some 3m tonnes moved.", [("3m tonnes", 3_000_000, "tonne")]),
    ("de", "Die Reise ist 300 Seemeilen lang.", [("300 Seemeilen", 300, "nautical_mile")]),
    ("en", "The Top 10 ports met.", []),
    ("de", "Verkauft wurden 20 Flaschen.", [("20", 20, "count")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), FIGURES)
def test_the_words_beside_a_number_give_its_unit(
    language: str, text: str, expected: list[tuple[Any, ...]]
) -> None:
    assert shown(read(language, text), "surface", "value", "unit") == expected


MOVED = [
    ("de", "Aus den anfangs veranschlagten 5,8 sind 23,8 Mrd. Euro geworden.",
     [(5.8e9, "from"), (23.8e9, "to")]),
    ("de", "Von einst 36 Mio. t sind 1,4 Mio. t geblieben.", [(36e6, "from"), (1.4e6, "to")]),
    ("de", "Künftig schafft der Kai statt 1,1 jährlich 1,6 Mio. TEU.", [(1.1e6, "from"), (1.6e6, "to")]),
    ("de", "Statt bisher 72 warten die Lastwagen nur noch 40 Stunden.", [(72, "from"), (40, "to")]),
    ("de", "Man will den Handel auf 500 Mio. Dollar bringen.", [(500e6, "to")]),
    ("de", "Die Ernte hat sich auf 3 Mio. t erholt.", [(3e6, "to")]),
    ("de", "Die Förderung wird auf 1,5 Mio. Barrel pro Tag zurückgefahren.", [(1.5e6, "to")]),
    ("de", "Der Handel kam auf 171 Mio. Dollar.", [(171e6, None)]),
    ("de", "Die Kosten werden auf 3 Mio. Euro beziffert.", [(3e6, None)]),
    ("en", "Works are to bring it to 20 trains a day.", [(20, "to")]),
    ("de", "Das waren 10 respektive 9 Prozent mehr als ein Jahr zuvor.", [(10, "by"), (9, "by")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), MOVED)
def test_what_becomes_of_an_amount_is_a_movement(
    language: str, text: str, expected: list[tuple[Any, ...]]
) -> None:
    assert shown(read(language, text), "value", "transition") == expected


ANNOUNCED = [
    ("de", "Der Umschlag betrug in TEU gerechnet 10,2 Mio. und in Tonnen 45.000.",
     [(10.2e6, "TEU"), (45_000, "tonne")]),
    ("de", "Er wuchs um 3 % auf 4 Mio. t, gemessen in TEU um 2 % auf 300.000.",
     [(3, "percent"), (4e6, "tonne"), (2, "percent"), (300_000, "TEU")]),
    ("en", "In TEU, the port handled 45,000.", [(45_000, "TEU")]),
    ("de", "In Tonnen zählt das wenig: 30 Schiffe kamen.", [(30, "count")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), ANNOUNCED)
def test_a_unit_may_be_named_before_its_figures(
    language: str, text: str, expected: list[tuple[Any, ...]]
) -> None:
    assert shown(read(language, text), "value", "unit") == expected


HEDGED = [
    ("de", "Das Gas strömt über 691 Kilometer zur Grenze.", "exact"),
    ("de", "Die Strecke ist über 691 Kilometer lang.", "over"),
    ("de", "Man zahlt das Darlehen über 18 Jahre zurück.", "exact"),
    ("de", "Dort lagern schätzungsweise noch 8 Mrd. Barrel.", "about"),
    ("de", "Sie zahlen ein gutes Fünftel.", "over"),
    ("de", "Sie zahlen ein knappes Drittel.", "about"),
    ("de", "Die Erlöse halbierten sich beinahe.", "about"),
    ("de", "Der Preis pendelte um 31 Euro.", "about"),
]


@pytest.mark.parametrize(("language", "text", "bound"), HEDGED)
def test_a_hedge_stands_before_behind_or_inside(language: str, text: str, bound: str) -> None:
    assert [str(fact.bound) for fact in read(language, text)] == [bound]


LASTING = [
    ("de", "Der Zins beträgt 0,9 %, zurückzuzahlen ist das Geld binnen 30 Jahren.", [0.9, 30]),
    ("de", "Iran, seit 15 Jahren wichtigster Lieferant, verkaufte 74 Mio. Tonnen.", [15, 74e6]),
    ("de", "Bestellt wurden 300 Loks, auszuliefern innerhalb von zehn Jahren.", [300, 10]),
    ("en", "Ankara will find €4 billion, with completion expected in five years.", [4e9, 5]),
    ("en", "In five years, trade will reach 5 Mt.", [5e6]),
    ("de", "Binnen zwei Jahren, so hieß es, werde der Handel 5 Mrd. Dollar erreichen.", [5e9]),
    ("de", "Die Quote soll, so der Plan, binnen vier Jahren auf 5 % steigen.", [5]),
]


@pytest.mark.parametrize(("language", "text", "values"), LASTING)
def test_a_time_that_places_no_figure_is_a_duration(
    language: str, text: str, values: list[float]
) -> None:
    assert [fact.value for fact in read(language, text, "2025-01-01")] == values


TABLES = [
    ("en", "Route | Distance, km | Days | USD per FEU\nAktau–Poti | 8,100 | 19 | 6,900\n"
     "Yiwu–Brest | 10,050 | 15 | 7,400",
     [(8100, "kilometer"), (19, "day"), (6900, "USD"),
      (10050, "kilometer"), (15, "day"), (7400, "USD")]),
    ("de", "Hafen | Umschlag (Mio. t) | Schiffe\n--- | --- | ---\nPoti | 6,2 | 1.204",
     [(6.2e6, "tonne"), (1204, "count")]),
    ("de", "Hafen | Lage | Baujahr\nPoti | 6,2 | 1904", []),
    ("en", "Trade (USD m; change on the year)\n\nTurnover  47,600.3  (−2.6%)\nExports  26,559.1",
     [(47600.3e6, "USD"), (-2.6, "percent"), (26559.1e6, "USD")]),
    ("de", "Umschlag (in Tsd. TEU)\n\nPoti 41,8\n\nEs regnet auf Gleis 4.", [(41800, "TEU")]),
    ("en", "Passengers, million: 15.9", [(15.9e6, "count")]),
    ("de", "Fahrgäste, Millionen: 15,9", [(15.9e6, "count")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), TABLES)
def test_the_head_of_a_table_gives_the_units_below_it(
    language: str, text: str, expected: list[tuple[Any, ...]]
) -> None:
    assert shown(read(language, text), "value", "unit") == expected


def test_a_table_of_growth_holds_changes() -> None:
    text = "Real GDP growth, per cent\nKazakhstan 4.8\nKyrgyzstan 9.0"
    assert shown(read("en", text), "value", "measure") == [(4.8, "change"), (9.0, "change")]


READ = [
    ("en", "Europe absorbed 6.6 million tonnes; Asia took 1.5 million, or roughly 16%.",
     [(6.6e6, "level"), (1.5e6, "level"), (16, "share")]),
    ("en", "We lose four days in Tbilisi and almost three on the Caspian.",
     [(4, "level"), (3, "level")]),
    ("en", "A quarter has been tapped; a fiftieth of it is sold.", [(25, "share"), (2, "share")]),
    ("en", "Exports to Iran slumped 12%, those to Georgia 5% and those to Turkey climbed 7%.",
     [(-12, "change"), (-5, "change"), (7, "change")]),
    ("en", "That would pare losses, now 14-15%, by around half.", [(14, "share"), (-50, "change")]),
    ("de", "Die Verluste, derzeit 15 Prozent, sollen um 3 Prozent sinken.",
     [(15, "share"), (-3, "change")]),
    ("de", "Der Preis ist doppelt so hoch wie in Indien.", [(2, "multiple")]),
    ("en", "The route is half as long as before.", [(0.5, "multiple")]),
    ("de", "Die Zentralbank hob den Leitzins um 100 Basispunkte auf 15,25 Prozent.",
     [(100, "change"), (15.25, "level")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), READ)
def test_what_a_figure_borrows_is_what_its_like_has(
    language: str, text: str, expected: list[tuple[Any, ...]]
) -> None:
    assert shown(read(language, text, "2025-01-01"), "value", "measure") == expected


FURNITURE = [
    ("de", "Die Waggons werden von 1.520 auf 1.435 Millimeter umgestellt."),
    ("de", "Lesedauer: 3 Min."),
    ("en", "A 5-minute read."),
    ("en", "It runs twice a week; the note was published twice."),
    ("de", "Öl (Brent) 73,10 +0,4 % | USD/KZT 521,3 | EUR/KZT 543,9"),
    ("de", "Ein 50-Kilo-Sack liegt im 40-Fuß-Container."),
]


@pytest.mark.parametrize(("language", "text"), FURNITURE)
def test_gauges_packages_and_page_furniture_are_no_figures(language: str, text: str) -> None:
    assert read(language, text) == []
