"""Figures that belong together: ranges, shared units, headings, equivalents, denials."""

import pytest

from tracker import extract

from .reading import only, read, shown

RANGES = [
    # language, text, surface, low, high
    ("de", "Es waren 18 bis 23 Tage.", "18 bis 23 Tage", 18, 23),
    ("de", "Es waren 18–23 Tage.", "18–23 Tage", 18, 23),
    ("de", "Es waren zwischen 18 und 23 Tagen.", "18 und 23 Tagen", 18, 23),
    ("de", "Es waren rund 18 bis 23 Tage.", "18 bis 23 Tage", 18, 23),
    ("de", "Es waren 3 bis 4 Millionen Tonnen.", "3 bis 4 Millionen Tonnen", 3e6, 4e6),
    ("de", "Es waren 500.000 bis 1 Million t.", "500.000 bis 1 Million t", 5e5, 1e6),
    ("de", "Es kamen 20 bis 25 Züge.", "20 bis 25", 20, 25),
    ("en", "It was between 18 and 23 days.", "18 and 23 days", 18, 23),
    ("en", "It was 18-23 days.", "18-23 days", 18, 23),
    ("en", "It was from 18 to 23 days.", "18 to 23 days", 18, 23),
    ("en", "It was between $3 and $4 billion.", "$3 and $4 billion", 3e9, 4e9),
    ("en", "It was $3 billion to $4 billion.", "$3 billion to $4 billion", 3e9, 4e9),
    ("en", "It was 5-7 bcm.", "5-7 bcm", 5e9, 7e9),
]


@pytest.mark.parametrize(("language", "text", "surface", "low", "high"), RANGES)
def test_a_range_is_one_figure(
    language: str, text: str, surface: str, low: float, high: float
) -> None:
    fact = only(language, text)
    assert fact.surface == surface
    assert (fact.value, fact.value_high, fact.bound) == (low, high, "between")


SHARED = [
    # language, text, surfaces and values
    ("de", "Es waren 3,9, 1,9 und 7,7 Mio. t.",
     [("3,9", 3.9e6, "tonne"), ("1,9", 1.9e6, "tonne"), ("7,7 Mio. t", 7.7e6, "tonne")]),
    ("de", "Umschlag in Tsd. TEU:\nPoti 12,4\nAktau 3,1",
     [("12,4", 12400, "TEU"), ("3,1", 3100, "TEU")]),
    ("de", "Umschlag (in Mio. Tonnen)\nPoti: 12,4\nAktau: 3,1",
     [("12,4", 12.4e6, "tonne"), ("3,1", 3.1e6, "tonne")]),
    ("en", "It was 3.9, 1.9 and 7.7 million tonnes.",
     [("3.9", 3.9e6, "tonne"), ("1.9", 1.9e6, "tonne"), ("7.7 million tonnes", 7.7e6, "tonne")]),
    ("en", "Output (in thousand tonnes): 12.5 in 2022, 13.1 in 2023.",
     [("12.5", 12500, "tonne"), ("13.1", 13100, "tonne")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SHARED)
def test_bare_numbers_borrow_unit_and_scale(
    language: str, text: str, expected: list[tuple[str, float, str]]
) -> None:
    facts = read(language, text)
    assert shown(facts, "surface", "unit") == [(surface, unit) for surface, _, unit in expected]
    assert [fact.value for fact in facts] == pytest.approx([value for _, value, _ in expected])


EQUIVALENTS = [
    ("de", "Es kostete 1 Milliarde US-Dollar (861 Millionen Euro)."),
    ("de", "Es kostete 5 Dollar, umgerechnet 4 Euro."),
    ("en", "It shipped 56.2 million bushels (1.5 million tonnes)."),
    ("en", "It cost $5 billion, or 4.6 billion euros."),
    ("en", "It handled 30,000 TEU or 420,000 tonnes."),
]


@pytest.mark.parametrize(("language", "text"), EQUIVALENTS)
def test_the_same_amount_in_another_unit_knows_the_first(language: str, text: str) -> None:
    first, second = read(language, text)
    assert first.equivalent_of is None
    assert second.equivalent_of == (first.start, first.end)
    assert second.indicator == first.indicator


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trade rose by $4.7 billion or 19.4 percent."),
        ("de", "Der Handel wuchs um 4,7 Milliarden Dollar oder 19,4 Prozent."),
        ("en", "It handled 30,000 TEU and 420,000 tonnes."),
    ],
)
def test_two_ways_to_state_a_change_and_two_amounts_are_no_equivalents(
    language: str, text: str
) -> None:
    assert [fact.equivalent_of for fact in read(language, text)] == [None, None]


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("de", "Es waren nicht 10, sondern 12 Tonnen.", "12 Tonnen"),
        ("de", "Es waren nicht 10 Tonnen, sondern 12 Tonnen.", "12 Tonnen"),
        ("en", "It was not 10 but 12 tonnes.", "12 tonnes"),
        ("en", "It was not $10 million, but $12 million.", "$12 million"),
    ],
)
def test_of_a_denied_and_an_asserted_figure_only_the_asserted_one_is(
    language: str, text: str, surface: str
) -> None:
    assert only(language, text).surface == surface


def test_respectively_deals_figures_out_in_the_order_of_names() -> None:
    text = "Kazakhstan's exports to China and Russia were 5 and 6 million tonnes respectively."
    assert shown(read("en", text), "value", "partner") == [(5e6, "cn"), (6e6, "ru")]


def test_a_number_with_a_scale_of_its_own_borrows_the_unit_alone() -> None:
    facts = extract("It rose from 500 million to 2 bcm.", language="en")
    assert [(fact.value, fact.unit) for fact in facts] == [
        (5e8, "cubic_meter"),
        (2e9, "cubic_meter"),
    ]


def test_a_rate_may_stand_behind_a_slash() -> None:
    [fact] = extract("Die Leitung fasst 5.000 Barrel/Tag.", language="de")
    assert fact.per == "day"


def test_the_place_of_a_dateline_is_nobody_in_the_text() -> None:
    text = "LONDON, 14 February 2025 — The EBRD will lend Georgia 150 million euros."
    [fact] = extract(text, language="en")
    assert (fact.subject, fact.partner, fact.published) == ("ge", "ebrd", "2025-02-14")
