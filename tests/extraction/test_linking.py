"""Linking: movement, who and what, status, rates, and the frame carried between sentences."""

from typing import Any

import pytest

from .reading import only, read, shown

MOVEMENT = [
    # language, text, (value, measure, transition) of each figure
    ("de", "Die Fracht stieg um 62 Prozent auf 4,5 Mio. Tonnen.",
     [(62, "change", "by"), (4.5e6, "level", "to")]),
    ("de", "Die Fracht wuchs von 1 auf 5 Mio. Tonnen.",
     [(1e6, "level", "from"), (5e6, "level", "to")]),
    ("de", "Die Fracht nahm um 5 Prozent ab.", [(-5, "change", "by")]),
    ("de", "Die Fracht nahm um 5 Prozent zu.", [(5, "change", "by")]),
    ("de", "Die Fracht ging um 5 Tonnen zurück.", [(-5, "change", "by")]),
    ("de", "Die Exporte fielen um 3 Prozentpunkte.", [(-3, "change", "by")]),
    ("de", "Die Fracht belief sich auf 5 Tonnen.", [(5, "level", None)]),
    ("de", "Die Fracht erreichte 5 Tonnen.", [(5, "level", None)]),
    ("de", "Der Handel lag bei 107,8 Prozent des Vorjahres.", [(107.8, "index", None)]),
    ("de", "Der Anteil betrug 12 Prozent.", [(12, "share", None)]),
    ("de", "Die Ausfuhr: -3,5 Prozent.", [(-3.5, "change", "by")]),
    ("en", "Freight rose by 62 percent to 4.5 million tonnes.",
     [(62, "change", "by"), (4.5e6, "level", "to")]),
    ("en", "Freight grew from 1 to 5 million tonnes.",
     [(1e6, "level", "from"), (5e6, "level", "to")]),
    ("en", "Exports rose 3 percent.", [(3, "change", "by")]),
    ("en", "Exports fell 3 percent.", [(-3, "change", "by")]),
    ("en", "Exports fell by 3 percentage points.", [(-3, "change", "by")]),
    ("en", "Freight stood at 5 tonnes.", [(5, "level", None)]),
    ("en", "Trade was 107.8 percent of the previous year's.", [(107.8, "index", None)]),
    ("en", "Its share was 12 percent.", [(12, "share", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), MOVEMENT)
def test_a_figure_has_its_place_in_the_movement(
    language: str, text: str, expected: list[tuple[float, str, str | None]]
) -> None:
    assert shown(read(language, text), "value", "measure", "transition") == expected


def test_the_figures_of_one_movement_know_each_other() -> None:
    by, to = read("en", "Freight rose by 62 percent to 4.5 million tonnes.")
    assert by.movement == ((to.start, to.end),)
    assert to.movement == ((by.start, by.end),)


WHO = [
    # language, text, indicator, subject, partner, commodity
    ("de", "Der Handel zwischen Japan und Aserbaidschan betrug 400 Mio. Dollar.",
     "trade_turnover", "az", "jp", None),
    ("de", "Chinas Anteil am Handel Usbekistans betrug 21,1 Prozent.",
     "trade_turnover", "cn", "uz", None),
    ("de", "Die Exporte Kasachstans betrugen 705 Mio. Dollar.", "exports", "kz", None, None),
    ("en", "Uzbekistan imported 5 bcm of gas from Russia.",
     "imports", "uz", "ru", "natural_gas"),
    ("en", "China invested $5 billion in Kazakhstan.", "investment", "kz", "cn", None),
    ("en", "SOCAR holds 20 percent of TANAP.", "stake", "tanap", "socar", None),
    ("en", "The trade deficit of Georgia was $5 billion.", "trade_balance", "ge", None, None),
    ("en", "Aktau port handled 5 million tonnes.", "freight_volume", "aktau_port", None, None),
    ("en", "The World Bank expects Kazakhstan's exports to reach $90 billion.",
     "exports", "kz", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "indicator", "subject", "partner", "commodity"), WHO)
def test_a_figure_is_about_whom_the_sentence_says(
    language: str,
    text: str,
    indicator: str,
    subject: str,
    partner: str | None,
    commodity: str | None,
) -> None:
    fact = only(language, text)
    assert shown([fact], "indicator", "subject", "partner", "commodity") == [
        (indicator, subject, partner, commodity)
    ]


def test_a_deficit_is_negative() -> None:
    assert only("en", "The trade deficit of Georgia was $5 billion.").value == -5e9
    assert only("en", "The trade surplus of Georgia was $5 billion.").value == 5e9


STATUS = [
    # language, text, status, period
    ("de", "Befördert wurden 10 Millionen Tonnen.", "actual", None),
    ("de", "Bis 2030 sollen 10 Millionen Tonnen befördert werden.", "target", "2030"),
    ("de", "2027 könnten es 10 Mio. Tonnen sein.", "forecast", "2027"),
    ("de", "Erwartet werden 5 Mio. Tonnen.", "forecast", None),
    ("de", "Geplant sind 5 Mio. Tonnen.", "target", None),
    ("en", "The port handled 10 million tonnes.", "actual", None),
    ("en", "By 2030, 10 million tonnes are planned.", "target", "2030"),
    ("en", "Traffic could reach 10 million tonnes.", "forecast", None),
    ("en", "Traffic is expected to reach 10 million tonnes in 2027.", "forecast", "2027"),
]


@pytest.mark.parametrize(("language", "text", "status", "period"), STATUS)
def test_plans_and_expectations_are_told_from_facts(
    language: str, text: str, status: str, period: str | None
) -> None:
    assert shown(read(language, text), "status", "period") == [(status, period)]


def test_the_start_of_a_plan_is_actual_and_its_end_a_target() -> None:
    text = (
        "Die Kapazität der Bahnstrecke Baku–Tiflis–Kars soll von 1 auf 5 Mio. t jährlich wachsen."
    )
    assert shown(read("de", text), "status", "per", "subject", "indicator") == [
        ("actual", "year", "btk_railway", "capacity"),
        ("target", "year", "btk_railway", "capacity"),
    ]


RATES = [
    ("de", "Drei Züge pro Woche fahren.", "week"),
    ("de", "Der Hafen kann 5 Mio. Tonnen im Jahr umschlagen.", "year"),
    ("de", "Die Leitung fördert täglich 5.000 Barrel.", "day"),
    ("en", "Three trains a week run.", "week"),
    ("en", "The port can handle 5 million tonnes per year.", "year"),
    ("en", "The line pumps 100,000 bpd.", "day"),
    ("en", "The port handled 5 million tonnes in 2023.", None),
]


@pytest.mark.parametrize(("language", "text", "per"), RATES)
def test_a_rate_has_its_time(language: str, text: str, per: str | None) -> None:
    assert shown(read(language, text), "per") == [(per,)]


# --- what one sentence leaves to the next

CARRIED: list[tuple[str, str, str | None, tuple[str, ...], list[tuple[Any, ...]]]] = [
    ("de", "Im Hafen Aktau wurden 5 Mio. t umgeschlagen. Der Hafen soll 2030 10 Mio. t umschlagen.",
     None, ("subject", "status"), [("aktau_port", "actual"), ("aktau_port", "target")]),
    ("de", "Im März stieg der Umschlag in Poti auf 5 Tonnen. In Batumi waren es 3 Tonnen.",
     "2024-04-02", ("subject", "indicator", "period"),
     [("poti_port", "freight_volume", "2024-03"), ("batumi_port", "freight_volume", "2024-03")]),
    ("de", "Die Exporte Kasachstans betrugen 705 Mio. Dollar gegenüber 600 Mio. im Vorjahr.",
     "2025-03-01", ("value", "transition", "period"), [(705e6, None, None), (600e6, None, "2024")]),
    ("en", "Aktau port handled 5 million tonnes in 2023. The port handled 7 million in 2024.",
     None, ("subject", "unit", "period"),
     [("aktau_port", "tonne", "2023"), ("aktau_port", "tonne", "2024")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "published", "fields", "expected"), CARRIED)
def test_what_a_sentence_leaves_open_the_one_before_says(
    language: str,
    text: str,
    published: str | None,
    fields: tuple[str, ...],
    expected: list[tuple[Any, ...]],
) -> None:
    assert shown(read(language, text, published), *fields) == expected


DATELINES = [
    ("de", "Baku, 5. März 2024 – Im vergangenen Jahr waren es 5 Tonnen.\n\n"
           "Astana, 7. Mai 2022 – Im vergangenen Jahr waren es 6 Tonnen."),
    ("en", "Baku, 5 March 2024 – Last year it was 5 tonnes.\n\n"
           "Astana, 7 May 2022 – Last year it was 6 tonnes."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), DATELINES)
@pytest.mark.parametrize("published", [None, "2025-01-01"])
def test_a_dateline_dates_what_stands_under_it(
    language: str, text: str, published: str | None
) -> None:
    assert shown(read(language, text, published), "period", "published") == [
        ("2023", "2024-03-05"),
        ("2021", "2022-05-07"),
    ]


def test_nothing_is_carried_over_a_dateline() -> None:
    text = (
        "Astana, 5 March 2024 – Kuryk port handled 5 million tonnes in 2023.\n\n"
        "Astana, 7 May 2022 – It was 6 tonnes."
    )
    first, second = read("en", text)
    assert (first.subject, first.period) == ("kuryk_port", "2023")
    assert second.subject != "kuryk_port"
    assert second.period is None
